//! Who is near: the nodes around an entity, by how many steps they are away.

use super::Namer;
use super::network::Network;
use super::step::{Step, StepMaker};
use super::text::{Style, Text};
use crate::evidence::{Explainer, Node, Sources, View};
use crate::model::{LimitExceeded, Limits, Prefixes, TermId};
use crate::traverse::{BuildError, Direction, NodeIndex, SearchFilter, Statements, levels};
use serde::Serialize;

/// Which neighbours are asked for.
#[derive(Clone, Debug)]
pub struct NeighborOptions {
    /// How many steps away at most.
    pub hops_max: usize,
    /// Only along these properties; empty is all.
    pub via: Vec<TermId>,
    /// Along edges, against them, or both.
    pub direction: Direction,
    /// The most nodes that a group lists.
    pub group_nodes_max: usize,
}

impl Default for NeighborOptions {
    fn default() -> Self {
        Self { hops_max: 1, via: Vec::new(), direction: Direction::Any, group_nodes_max: 20 }
    }
}

/// The nodes around an entity.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Neighbors {
    /// The view.
    pub view: String,
    /// The entity.
    pub entity: Node,
    /// Whether the entity is a node of the entity graph; a class, a span or a value node is none.
    pub is_node: bool,
    /// The nodes by their distance, the nearest first.
    pub groups: Vec<NeighborGroup>,
}

/// The nodes at one distance.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct NeighborGroup {
    /// Steps away.
    pub hops: u32,
    /// How many nodes there are.
    pub total: u64,
    /// The first of them, each with a step that leads there.
    pub steps: Vec<Step>,
}

impl Neighbors {
    /// The nodes around an entity.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn of(
        view: &View,
        entity: TermId,
        options: &NeighborOptions,
        namer: &Namer,
        sources: &Sources,
        limits: &Limits,
    ) -> Result<Self, BuildError> {
        let network = Network::of(view, Statements::Joined, limits)?;
        let label = |id| namer.label(id);
        let explainer = Explainer::new(view.snapshot(), sources, &label);
        let maker = StepMaker { network: &network, namer, explainer: &explainer };
        let groups = match network.node(entity) {
            None => Vec::new(),
            Some(start) => groups(&maker, start, options, limits)?,
        };
        Ok(Self {
            view: view.spec().name(),
            entity: explainer.node(entity),
            is_node: network.node(entity).is_some(),
            groups,
        })
    }

    /// The answer as text.
    pub fn to_text(&self, prefixes: &Prefixes) -> Text {
        let writer = super::fact_text::FactWriter { prefixes };
        let mut text = Text::new();
        let name = writer.name(&self.entity);
        if !self.is_node {
            text.plain(format!(
                "{name} is no node of the graph: it is a class, a value or evidence."
            ));
            text.end_line();
        } else if self.groups.is_empty() {
            text.plain(format!("{name} has no neighbours in the view {}.", self.view)).end_line();
        }
        for (at, group) in self.groups.iter().enumerate() {
            if at > 0 {
                text.end_line();
            }
            let steps = if group.hops == 1 { "step" } else { "steps" };
            text.push(
                Style::Heading,
                format!("{} {steps} from {name}: {}", group.hops, group.total),
            );
            text.end_line();
            for step in &group.steps {
                step.write_text(&mut text, prefixes, 4);
            }
            let left = group.total - group.steps.len() as u64;
            if left > 0 {
                text.push(Style::Dim, format!("  and {left} more")).end_line();
            }
        }
        text
    }
}

fn groups(
    maker: &StepMaker<'_>,
    start: NodeIndex,
    options: &NeighborOptions,
    limits: &Limits,
) -> Result<Vec<NeighborGroup>, LimitExceeded> {
    let graph = maker.network.graph();
    let filter = maker.network.filter(options.direction, &options.via);
    let levels = levels(graph, &[start], &filter, options.hops_max, limits)?;
    let mut groups: Vec<NeighborGroup> = Vec::new();
    let hops = |node: NodeIndex| levels.hops(node).unwrap_or(u32::MAX);
    for run in levels.reached()[1..].chunk_by(|&a, &b| hops(a) == hops(b)) {
        let mut nodes: Vec<NodeIndex> = run.to_vec();
        sort_by_name(maker, &mut nodes);
        let distance = hops(run[0]);
        nodes.truncate(options.group_nodes_max);
        let steps = nodes
            .into_iter()
            .filter_map(|node| {
                let before = predecessor(maker, &filter, node, |n| {
                    hops(n).checked_add(1) == Some(distance)
                })?;
                let edges = filter.edges_of_step(graph, before, node);
                Some(maker.step(before, node, &edges))
            })
            .collect();
        groups.push(NeighborGroup { hops: distance, total: run.len() as u64, steps });
    }
    Ok(groups)
}

/// The first node, one step nearer, from which a node is reached.
fn predecessor(
    maker: &StepMaker<'_>,
    filter: &SearchFilter,
    node: NodeIndex,
    is_nearer: impl Fn(NodeIndex) -> bool,
) -> Option<NodeIndex> {
    let graph = maker.network.graph();
    let mut around: Vec<NodeIndex> =
        graph.out_neighbours(node).iter().chain(graph.in_neighbours(node)).copied().collect();
    around.sort_unstable();
    around.dedup();
    around
        .into_iter()
        .find(|&from| is_nearer(from) && !filter.edges_of_step(graph, from, node).is_empty())
}

/// By name; a group of thousands stays in the order of its ids.
fn sort_by_name(maker: &StepMaker<'_>, nodes: &mut [NodeIndex]) {
    const SORTED_BY_NAME_MAX: usize = 2_000;
    if nodes.len() <= SORTED_BY_NAME_MAX {
        let graph = maker.network.graph();
        nodes.sort_by_cached_key(|&node| (maker.namer.display(graph.term(node)), node));
    }
}
