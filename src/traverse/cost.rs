//! What a step costs: one a hop, or what the caller says of nodes and edges.
//!
//! Costs are whole numbers, so that sums are exact, ties are ties, and the same question has the same answer everywhere.

use super::filter::SearchFilter;
use super::index::NodeIndex;
use super::view::GraphView;

/// What passing nodes and walking edges costs, each in [`Costs::UNIT`]ths.
///
/// A path costs the nodes between its ends, and for each step the cheapest of the edges that it may walk. A step costs at least
/// one [`Costs::UNIT`]th.
#[derive(Clone, Copy, Debug)]
pub struct Costs<'a> {
    /// By node: what it costs to pass through it. Empty: nothing.
    pub nodes: &'a [u32],
    /// By edge: what it costs to walk it. Empty: nothing.
    pub edges: &'a [u32],
}

impl Costs<'_> {
    /// What stands for a cost of 1.
    pub const UNIT: u32 = 10_000;

    /// The cost of 1 + ln d for each node, d being the number of its neighbours: a path through a hub tells little.
    pub fn by_degree(view: &GraphView) -> Vec<u32> {
        let everywhere = SearchFilter::default();
        view.nodes()
            .map(|node| {
                let neighbours =
                    everywhere.steps(view, node).filter(|step| step.to != node).count();
                let cost = 1.0 + (neighbours.max(1) as f64).ln();
                // At most 1 + ln 2^32, which is 24 units.
                (cost * f64::from(Self::UNIT)).round() as u32
            })
            .collect()
    }

    pub(super) fn node(&self, node: NodeIndex) -> u64 {
        self.nodes.get(node.index()).copied().unwrap_or(0).into()
    }

    /// The cheapest edge of a step.
    pub(super) fn step(
        &self,
        view: &GraphView,
        filter: &SearchFilter,
        step: &super::filter::Step,
    ) -> u64 {
        if self.edges.is_empty() {
            return 0;
        }
        let costs = step
            .edges(view, filter)
            .map(|edge| u64::from(self.edges.get(edge.index()).copied().unwrap_or(0)));
        costs.min().unwrap_or(0)
    }
}

/// Both ways of counting, behind one face for the search.
#[derive(Clone, Copy, Debug)]
pub(super) enum Metric<'a> {
    /// Every step costs 1.
    Hops,
    /// A step costs its cheapest edge, and the node that it leads to if the path goes on from there.
    Costs(Costs<'a>),
}

impl Metric<'_> {
    /// Calls `visit` with each node that one step leads to from `node`, in order, and what the step costs on a path to `end`.
    #[inline]
    pub fn for_each_step(
        &self,
        view: &GraphView,
        filter: &SearchFilter,
        node: NodeIndex,
        end: NodeIndex,
        mut visit: impl FnMut(NodeIndex, u64),
    ) {
        for step in filter.steps(view, node) {
            if step.to != end && !filter.allows_node(step.to) {
                continue;
            }
            let cost = match self {
                Self::Hops => 1,
                Self::Costs(costs) => {
                    let node = if step.to == end { 0 } else { costs.node(step.to) };
                    (costs.step(view, filter, &step) + node).max(1)
                }
            };
            visit(step.to, cost);
        }
    }

    /// The same for the steps that lead to `node`: the nodes that they come from.
    #[inline]
    pub fn for_each_step_to(
        &self,
        view: &GraphView,
        backward: &SearchFilter,
        node: NodeIndex,
        end: NodeIndex,
        mut visit: impl FnMut(NodeIndex, u64),
    ) {
        match self {
            Self::Hops => backward.visit_neighbours(view, node, |from| {
                visit(from, 1);
                true
            }),
            Self::Costs(costs) => {
                let entering = if node == end { 0 } else { costs.node(node) };
                for step in backward.steps(view, node) {
                    visit(step.to, (costs.step(view, backward, &step) + entering).max(1));
                }
            }
        }
    }
}
