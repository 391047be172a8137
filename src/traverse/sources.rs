//! From how many nodes a centrality is computed: from all of them, or from a sample that is said.

use super::random::Random;
use super::view::GraphView;

/// The nodes that searches start at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sources {
    /// All nodes: the scores are exact.
    #[default]
    All,
    /// So many random nodes: the scores are estimates.
    Sample {
        /// How many.
        count: usize,
        /// Which ones: the same seed gives the same nodes.
        seed: u64,
    },
}

impl Sources {
    /// All nodes where their searches look at no more than `edges_max` edges in all; else a sample for which they do, of at
    /// least 16 nodes.
    pub fn within(view: &GraphView, edges_max: u64, seed: u64) -> Self {
        let cost = (view.node_count() + view.edge_count()).max(1) as u64;
        let count = usize::try_from(edges_max / cost).unwrap_or(usize::MAX).max(16);
        if count >= view.node_count() { Self::All } else { Self::Sample { count, seed } }
    }

    /// The numbers of the nodes, in order.
    pub(super) fn nodes(self, view: &GraphView) -> Vec<u32> {
        let node_count = view.node_count() as u32;
        match self {
            Self::All => (0..node_count).collect(),
            Self::Sample { count, seed } => Random::new(seed).sample(node_count, count),
        }
    }
}

/// The scores of a centrality.
#[derive(Clone, PartialEq, Debug)]
pub struct Centrality {
    /// By node.
    pub scores: Vec<f64>,
    /// From how many nodes they were computed.
    pub sources: usize,
    /// Whether these were a sample: the scores are estimates then, and an answer has to say so.
    pub is_sampled: bool,
}
