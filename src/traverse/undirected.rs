//! A view without directions, for petgraph's algorithms that are meant for undirected graphs.

use super::index::{EdgeIndex, EdgeLabel, NodeIndex};
use super::petgraph_traits::{EdgeReferences, NodeEdges, NodeReferences, Nodes};
use super::view::{EdgeReference, GraphView};
use crate::model::TermId;
use fixedbitset::FixedBitSet;
use petgraph::Direction;
use petgraph::visit::{
    Data, EdgeCount, EdgeIndexable, GetAdjacencyMatrix, GraphBase, GraphProp, GraphRef,
    IntoEdgeReferences, IntoEdges, IntoNeighbors, IntoNodeIdentifiers, IntoNodeReferences,
    NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
};

/// A [`GraphView`] whose edges are walked both ways. Every edge keeps its number; an edge there and one back are
/// two parallel edges.
#[derive(Clone, Copy, Debug)]
pub struct Undirected<'a>(pub &'a GraphView);

impl GraphRef for Undirected<'_> {}

impl GraphBase for Undirected<'_> {
    type NodeId = NodeIndex;
    type EdgeId = EdgeIndex;
}

impl Data for Undirected<'_> {
    type NodeWeight = TermId;
    type EdgeWeight = EdgeLabel;
}

impl GraphProp for Undirected<'_> {
    type EdgeType = petgraph::Undirected;
}

impl NodeCount for Undirected<'_> {
    fn node_count(&self) -> usize {
        self.0.node_count()
    }
}

impl EdgeCount for Undirected<'_> {
    fn edge_count(&self) -> usize {
        self.0.edge_count()
    }
}

impl NodeIndexable for Undirected<'_> {
    fn node_bound(&self) -> usize {
        self.0.node_count()
    }

    fn to_index(&self, node: NodeIndex) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> NodeIndex {
        NodeIndex::new(index as u32)
    }
}

impl NodeCompactIndexable for Undirected<'_> {}

impl EdgeIndexable for Undirected<'_> {
    fn edge_bound(&self) -> usize {
        self.0.edge_count()
    }

    fn to_index(&self, edge: EdgeIndex) -> usize {
        edge.index()
    }

    fn from_index(&self, index: usize) -> EdgeIndex {
        EdgeIndex::new(index as u32)
    }
}

impl Visitable for Undirected<'_> {
    type Map = FixedBitSet;

    fn visit_map(&self) -> FixedBitSet {
        self.0.visit_map()
    }

    fn reset_map(&self, map: &mut FixedBitSet) {
        self.0.reset_map(map);
    }
}

impl GetAdjacencyMatrix for Undirected<'_> {
    type AdjMatrix = ();

    fn adjacency_matrix(&self) {}

    fn is_adjacent(&self, (): &(), a: NodeIndex, b: NodeIndex) -> bool {
        self.0.is_adjacent(&(), a, b) || self.0.is_adjacent(&(), b, a)
    }
}

impl IntoNodeIdentifiers for Undirected<'_> {
    type NodeIdentifiers = Nodes;

    fn node_identifiers(self) -> Nodes {
        Nodes::of(self.0)
    }
}

impl<'a> IntoNodeReferences for Undirected<'a> {
    type NodeRef = (NodeIndex, &'a TermId);
    type NodeReferences = NodeReferences<'a>;

    fn node_references(self) -> NodeReferences<'a> {
        NodeReferences::of(self.0)
    }
}

impl<'a> IntoEdgeReferences for Undirected<'a> {
    type EdgeRef = EdgeReference<'a>;
    type EdgeReferences = EdgeReferences<'a>;

    fn edge_references(self) -> EdgeReferences<'a> {
        EdgeReferences::of(self.0)
    }
}

/// All edges at a node, each as one that starts there; a loop comes once.
#[derive(Clone, Debug)]
pub struct EdgesAround<'a> {
    out: NodeEdges<'a>,
    incoming: NodeEdges<'a>,
}

impl<'a> Iterator for EdgesAround<'a> {
    type Item = EdgeReference<'a>;

    fn next(&mut self) -> Option<EdgeReference<'a>> {
        self.out.next().or_else(|| {
            self.incoming.find(|edge| edge.source() != edge.target()).map(EdgeReference::turned)
        })
    }
}

impl<'a> IntoEdges for Undirected<'a> {
    type Edges = EdgesAround<'a>;

    fn edges(self, node: NodeIndex) -> EdgesAround<'a> {
        EdgesAround {
            out: NodeEdges::of(self.0, node, Direction::Outgoing),
            incoming: NodeEdges::of(self.0, node, Direction::Incoming),
        }
    }
}

/// The other ends of a node's edges; one comes again for each parallel edge.
#[derive(Clone, Debug)]
pub struct NeighboursAround<'a>(EdgesAround<'a>);

impl Iterator for NeighboursAround<'_> {
    type Item = NodeIndex;

    fn next(&mut self) -> Option<NodeIndex> {
        self.0.next().map(|edge| edge.target())
    }
}

impl<'a> IntoNeighbors for Undirected<'a> {
    type Neighbors = NeighboursAround<'a>;

    fn neighbors(self, node: NodeIndex) -> NeighboursAround<'a> {
        NeighboursAround(self.edges(node))
    }
}
