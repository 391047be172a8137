//! Which entities are central.

use super::Namer;
use super::network::Network;
use super::text::{Style, Text};
use crate::evidence::{Explainer, Node, Sources as EvidenceSources, View};
use crate::model::{LimitExceeded, Limits, Prefixes};
use crate::traverse::{
    BuildError, GraphView, NodeIndex, PageRankOptions, Sources, Statements, betweenness, closeness,
    degrees, pagerank,
};
use serde::Serialize;

/// What makes an entity central.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// To be pointed to by those who are pointed to.
    PageRank,
    /// To have many neighbours.
    Degree,
    /// To lie on many shortest paths.
    Betweenness,
    /// To be near to all others.
    Closeness,
}

impl Measure {
    /// The name, as `--by` has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PageRank => "pagerank",
            Self::Degree => "degree",
            Self::Betweenness => "betweenness",
            Self::Closeness => "closeness",
        }
    }
}

/// The most central entities.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Ranking {
    /// The view.
    pub view: String,
    /// The measure.
    pub by: Measure,
    /// How many entities there are.
    pub entities: u64,
    /// From how many entities the scores were estimated, if they are estimates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampled: Option<u64>,
    /// The entities with the highest scores, the highest first.
    pub top: Vec<Ranked>,
}

/// An entity and its score.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Ranked {
    /// The entity.
    #[serde(flatten)]
    pub entity: Node,
    /// The score.
    pub score: f64,
}

/// So many edges are looked at for an exact betweenness: some seconds. Above it the scores are estimated from a sample.
const BETWEENNESS_EDGES_MAX: u64 = 500_000_000;
/// The same for closeness, which searches from 64 nodes at once.
const CLOSENESS_EDGES_MAX: u64 = 100_000_000_000;
/// The seed of the sample: the same graph gives the same estimate.
const SAMPLE_SEED: u64 = 1;

impl Ranking {
    /// The `count` most central entities of a view.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn of(
        view: &View,
        by: Measure,
        count: usize,
        namer: &Namer,
        limits: &Limits,
    ) -> Result<Self, BuildError> {
        let network = Network::of(view, Statements::LeftOut, limits)?;
        let graph = network.graph();
        let (scores, sampled) = scores(graph, by, limits)?;
        let mut order: Vec<NodeIndex> = graph.nodes().collect();
        // Scores are never NaN; equal ones keep the order of the ids.
        order.sort_by(|a, b| scores[b.index()].total_cmp(&scores[a.index()]));
        let label = |id| namer.label(id);
        let sources = EvidenceSources::default();
        let explainer = Explainer::new(view.snapshot(), &sources, &label);
        let top = order
            .into_iter()
            .take(count)
            .map(|node| Ranked {
                entity: explainer.node(graph.term(node)),
                score: scores[node.index()],
            })
            .collect();
        let entities = graph.node_count() as u64;
        Ok(Self { view: view.spec().name(), by, entities, sampled, top })
    }

    /// The answer as text.
    pub fn to_text(&self, prefixes: &Prefixes) -> Text {
        let writer = super::fact_text::FactWriter { prefixes };
        let mut text = Text::new();
        let mut title =
            format!("{} entities by {} in the view {}", self.entities, self.by.name(), self.view);
        if let Some(sampled) = self.sampled {
            title.push_str(&format!(", estimated from {sampled} of them"));
        }
        text.push(Style::Title, title).end_line();
        for ranked in &self.top {
            let score = match self.by {
                Measure::Degree => format!("{:>10}", ranked.score),
                _ => format!("{:>10.6}", ranked.score),
            };
            text.plain(format!("{score}  {}", writer.name(&ranked.entity)));
            text.push(Style::Dim, format!("  {}", writer.short(&ranked.entity))).end_line();
        }
        text
    }
}

fn scores(
    graph: &GraphView,
    by: Measure,
    limits: &Limits,
) -> Result<(Vec<f64>, Option<u64>), LimitExceeded> {
    let within = |edges_max| Sources::within(graph, edges_max, SAMPLE_SEED);
    let centrality = match by {
        Measure::PageRank => {
            return Ok((pagerank(graph, PageRankOptions::default(), limits)?.scores, None));
        }
        Measure::Degree => {
            return Ok((degrees(graph).iter().map(|d| d.total() as f64).collect(), None));
        }
        Measure::Betweenness => betweenness(graph, within(BETWEENNESS_EDGES_MAX), limits)?,
        Measure::Closeness => closeness(graph, within(CLOSENESS_EDGES_MAX), limits)?,
    };
    let sampled = centrality.is_sampled.then_some(centrality.sources as u64);
    Ok((centrality.scores, sampled))
}
