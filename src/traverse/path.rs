//! A path through a view.

use super::filter::SearchFilter;
use super::index::{EdgeIndex, NodeIndex};
use super::view::GraphView;

/// A loopless path: the nodes that it passes, each once. Parallel edges are one step.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Path {
    nodes: Vec<NodeIndex>,
    cost: u64,
}

impl Path {
    /// `nodes` has at least one node.
    pub(super) fn new(nodes: Vec<NodeIndex>, cost: u64) -> Self {
        debug_assert!(!nodes.is_empty());
        Self { nodes, cost }
    }

    /// The nodes, from the start to the end; at least one.
    pub fn nodes(&self) -> &[NodeIndex] {
        &self.nodes
    }

    /// How many steps it has.
    pub fn hops(&self) -> usize {
        self.nodes.len() - 1
    }

    /// What it costs: its hops where every step costs the same, otherwise in [`Costs`](super::Costs)' unit.
    pub fn cost(&self) -> u64 {
        self.cost
    }

    /// For each step, the edges that the search was free to walk, at least one.
    pub fn steps(&self, view: &GraphView, filter: &SearchFilter) -> Vec<Vec<EdgeIndex>> {
        self.nodes.windows(2).map(|pair| filter.edges_of_step(view, pair[0], pair[1])).collect()
    }
}
