//! Degrees: how many other nodes a node's edges join it to.

use super::index::NodeIndex;
use super::view::GraphView;

/// The degree of a node; parallel edges count once, a loop once in each direction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Degree {
    /// Nodes that its edges lead to.
    pub outgoing: u32,
    /// Nodes whose edges lead to it.
    pub incoming: u32,
}

impl Degree {
    /// Both together, as networkx's `DiGraph.degree` counts.
    pub const fn total(self) -> u64 {
        self.outgoing as u64 + self.incoming as u64
    }
}

/// The degree of every node.
pub fn degrees(view: &GraphView) -> Vec<Degree> {
    // Rows are no longer than the edges, which 32 bits number.
    let distinct = |row: &[NodeIndex]| row.chunk_by(|a, b| a == b).count() as u32;
    view.nodes()
        .map(|node| Degree {
            outgoing: distinct(view.out_neighbours(node)),
            incoming: distinct(view.in_neighbours(node)),
        })
        .collect()
}
