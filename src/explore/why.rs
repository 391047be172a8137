//! Why are these connected? The connections that tell most, with the evidence behind every step.
//!
//! A way through a hub tells little: passing a node with d neighbours costs 1 + ln d. What is only said, thought or planned costs more
//! than what is reported. The cheapest ways come first.

use super::Namer;
use super::network::Network;
use super::paths::found_path;
use super::step::{Step, StepMaker};
use super::text::{Style, Text};
use crate::evidence::{Explainer, Node, Reifiers, Sources, Status, View};
use crate::model::{LimitExceeded, Limits, Prefixes, TermId};
use crate::traverse::{
    BuildError, Costs, NodeIndex, Path, SearchFilter, Statements, cheapest_paths, connect,
};
use rustc_hash::FxHashSet;
use serde::Serialize;

/// How the rule ends that only the number asked for has set.
const MORE: &str = ": --count shows more";

/// How much of an answer is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WhyOptions {
    /// The most connections.
    pub count: usize,
}

impl Default for WhyOptions {
    fn default() -> Self {
        Self { count: 3 }
    }
}

/// The connections between some entities.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct WhyAnswer {
    /// The view.
    pub view: String,
    /// The entities.
    pub entities: Vec<Node>,
    /// The connections, the most telling first: ways between two entities, or one tree between more.
    pub connections: Vec<FoundConnection>,
    /// What was left out, and by which rule.
    pub left_out: Vec<String>,
}

/// A connection.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FoundConnection {
    /// What it costs: the less, the more it tells.
    pub cost: f64,
    /// Its steps.
    pub steps: Vec<Step>,
}

impl WhyAnswer {
    /// The connections between two entities or more.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn of(
        view: &View,
        entities: &[TermId],
        options: WhyOptions,
        namer: &Namer,
        sources: &Sources,
        limits: &Limits,
    ) -> Result<Self, BuildError> {
        let network = Network::of(view, Statements::Joined, limits)?;
        let label = |id| namer.label(id);
        let explainer = Explainer::new(view.snapshot(), sources, &label);
        let maker = StepMaker { network: &network, namer, explainer: &explainer };
        let mut answer = Self {
            view: view.spec().name(),
            entities: entities.iter().map(|&id| explainer.node(id)).collect(),
            connections: Vec::new(),
            left_out: Vec::new(),
        };
        let mut nodes: Vec<NodeIndex> = Vec::new();
        for (&id, entity) in entities.iter().zip(&answer.entities) {
            match network.node(id) {
                Some(node) if !nodes.contains(&node) => nodes.push(node),
                Some(_) => {}
                None => answer.left_out.push(format!("{} is no node of the graph", entity.term)),
            }
        }
        let weights = EdgeWeights::of(&network);
        let node_costs = Costs::by_degree(network.graph());
        let costs = Costs { nodes: &node_costs, edges: &weights.0 };
        match nodes.as_slice() {
            [] | [_] => {
                answer.left_out.push("there are no two different entities to connect".to_owned());
            }
            &[from, to] => answer.add_paths(&maker, [from, to], costs, options, limits)?,
            several => answer.add_tree(&maker, several, costs, limits)?,
        }
        Ok(answer)
    }

    /// The cheapest ways that aren't detours of cheaper ones. Where no more than usual are asked for, they cost at most twice as
    /// much as the first, and 5.
    fn add_paths(
        &mut self,
        maker: &StepMaker<'_>,
        [from, to]: [NodeIndex; 2],
        costs: Costs<'_>,
        options: WhyOptions,
        limits: &Limits,
    ) -> Result<(), LimitExceeded> {
        /// So many ways are looked at before the rest is left out.
        const CANDIDATES_MAX: usize = 200;
        const SLACK: u64 = 5 * Costs::UNIT as u64;
        let filter = SearchFilter::default();
        let graph = maker.network.graph();
        let mut shown: Vec<FxHashSet<NodeIndex>> = Vec::new();
        let (mut detours, mut cheapest) = (0, None);
        let mut paths = cheapest_paths(graph, from, to, &filter, costs, limits)?;
        let mut is_cut = false;
        for path in paths.by_ref().take(CANDIDATES_MAX) {
            let path = path?;
            let most = 2 * *cheapest.get_or_insert(path.cost()) + SLACK;
            if path.cost() > most && options.count <= WhyOptions::default().count {
                self.left_out.push(format!(
                    "connections that cost more than {}, twice what the first one costs and {}: a --count above {} shows them",
                    cost_text(most),
                    SLACK / u64::from(Costs::UNIT),
                    WhyOptions::default().count,
                ));
                is_cut = true;
                break;
            }
            let inner: FxHashSet<NodeIndex> = inner_nodes(&path).collect();
            if shown.iter().any(|other| !other.is_empty() && other.is_subset(&inner)) {
                detours += 1;
            } else if shown.len() == options.count {
                self.left_out.push(format!(
                    "further connections, from a cost of {} on{MORE}",
                    cost_text(path.cost())
                ));
                is_cut = true;
                break;
            } else {
                let cost = cost_value(path.cost());
                let steps = found_path(maker, &path, &filter).steps;
                self.connections.push(FoundConnection { cost, steps });
                shown.push(inner);
            }
        }
        if detours > 0 {
            let detours =
                if detours == 1 { "1 detour".to_owned() } else { format!("{detours} detours") };
            self.left_out
                .push(format!("{detours}, which pass every node of a connection that is shown"));
        }
        if !is_cut && paths.next().transpose()?.is_some() {
            self.left_out.push(format!("ways behind the {CANDIDATES_MAX} cheapest"));
        }
        Ok(())
    }

    fn add_tree(
        &mut self,
        maker: &StepMaker<'_>,
        terminals: &[NodeIndex],
        costs: Costs<'_>,
        limits: &Limits,
    ) -> Result<(), LimitExceeded> {
        let filter = SearchFilter::default();
        let graph = maker.network.graph();
        let found = connect(graph, terminals, &filter, costs, limits)?;
        if !found.steps.is_empty() {
            let steps = found
                .steps
                .iter()
                .map(|&(from, to)| maker.step(from, to, &filter.edges_of_step(graph, from, to)))
                .collect();
            self.connections.push(FoundConnection { cost: cost_value(found.cost), steps });
        }
        if found.groups.len() > 1 {
            self.left_out.push(format!(
                "nothing joins all of them: they fall into {} groups",
                found.groups.len()
            ));
        }
        self.left_out.push(
            "every connection but the cheapest tree that was found over all of them".to_owned(),
        );
        Ok(())
    }

    /// Whether there are connections that were asked not to be shown.
    fn is_cut(&self) -> bool {
        self.left_out.iter().any(|rule| rule.ends_with(MORE))
    }

    /// The answer as text.
    pub fn to_text(&self, prefixes: &Prefixes) -> Text {
        let mut text = Text::new();
        if self.connections.is_empty() && !self.is_cut() {
            text.plain(format!("Nothing connects them in the view {}.", self.view)).end_line();
        }
        for (at, connection) in self.connections.iter().enumerate() {
            if at > 0 {
                text.end_line();
            }
            text.push(Style::Heading, format!("{}. ", at + 1));
            text.push(Style::Dim, format!("cost {:.1}", connection.cost)).end_line();
            for step in &connection.steps {
                step.write_text(&mut text, prefixes, 4);
            }
        }
        if !self.left_out.is_empty() {
            text.end_line().push(Style::Heading, "Left out").end_line();
            for rule in &self.left_out {
                text.push(Style::Dim, format!("  {rule}")).end_line();
            }
        }
        text
    }
}

fn inner_nodes(path: &Path) -> impl Iterator<Item = NodeIndex> {
    let nodes = path.nodes();
    nodes[1..nodes.len().max(2) - 1].iter().copied()
}

fn cost_value(cost: u64) -> f64 {
    (cost as f64 / f64::from(Costs::UNIT) * 100.0).round() / 100.0
}

fn cost_text(cost: u64) -> String {
    format!("{:.1}", cost_value(cost))
}

/// What walking each edge costs: the weaker the evidence, the more.
struct EdgeWeights(Vec<u32>);

impl EdgeWeights {
    fn of(network: &Network) -> Self {
        let reifiers = Reifiers::of(network.view().snapshot());
        let graph = network.graph();
        let mut weights = Vec::with_capacity(graph.edge_count());
        for node in graph.nodes() {
            for edge in graph.out_edges(node) {
                let [source, target] = [edge.source(), edge.target()];
                let statement = [source, target].into_iter().find(|&n| network.is_statement(n));
                let weight = match statement {
                    // Both joins of a statement are walked: each costs half of what the statement does.
                    Some(node) => Self::weight(&reifiers, &[graph.term(node)]) / 2,
                    None => {
                        let own = reifiers.of_triple(network.triple(edge.id()));
                        if own.is_empty() { 0 } else { Self::weight(&reifiers, &own) }
                    }
                };
                weights.push(weight);
            }
        }
        Self(weights)
    }

    /// The weight of the firmest of some reifiers.
    fn weight(reifiers: &Reifiers, ids: &[TermId]) -> u32 {
        let firmest = ids
            .iter()
            .flat_map(|&id| reifiers.read(id).statuses)
            .filter_map(|id| Status::from_term(&reifiers.snapshot().term(id)?))
            .min();
        // In tenths of what a node with one neighbour costs.
        let tenths = match firmest {
            Some(Status::Reported) => 0,
            Some(Status::Derived) => 3,
            Some(Status::Editorial) => 5,
            Some(Status::Claimed) | None => 10,
            Some(Status::Opinion | Status::Planned) => 15,
        };
        tenths * Costs::UNIT / 10
    }
}
