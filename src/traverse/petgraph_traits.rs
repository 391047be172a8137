//! petgraph's visit traits on `&GraphView`, so that `petgraph::algo`, and whatever else is written for petgraph, runs on a
//! view with no copy.
//!
//! Nodes weigh their [`TermId`], edges their [`EdgeLabel`]. Algorithms that are meant for undirected graphs
//! (`bridges`, `articulation_points`, matchings) take [`Undirected`](super::Undirected) instead: on a directed view they are
//! silently wrong. petgraph's `page_rank` is slow and another formula, its `k_shortest_path` gives costs only, and its
//! `tarjan_scc` recurses, which overflows the stack where paths are long: this room has its own of these.

use super::index::{EdgeIndex, EdgeLabel, NodeIndex};
use super::view::{EdgeReference, GraphView};
use crate::model::TermId;
use fixedbitset::FixedBitSet;
use petgraph::visit::{
    Data, EdgeCount, EdgeIndexable, EdgeRef, GetAdjacencyMatrix, GraphBase, GraphProp,
    IntoEdgeReferences, IntoEdges, IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected,
    IntoNodeIdentifiers, IntoNodeReferences, NodeCompactIndexable, NodeCount, NodeIndexable,
    VisitMap, Visitable,
};
use petgraph::{Directed, Direction};
use std::iter::{Copied, Enumerate, FusedIterator};
use std::ops::Range;
use std::slice;

impl GraphBase for GraphView {
    type NodeId = NodeIndex;
    type EdgeId = EdgeIndex;
}

impl Data for GraphView {
    type NodeWeight = TermId;
    type EdgeWeight = EdgeLabel;
}

impl GraphProp for GraphView {
    type EdgeType = Directed;
}

impl NodeCount for GraphView {
    fn node_count(&self) -> usize {
        self.node_count()
    }
}

impl EdgeCount for GraphView {
    fn edge_count(&self) -> usize {
        self.edge_count()
    }
}

impl NodeIndexable for GraphView {
    fn node_bound(&self) -> usize {
        self.node_count()
    }

    fn to_index(&self, node: NodeIndex) -> usize {
        node.index()
    }

    fn from_index(&self, index: usize) -> NodeIndex {
        NodeIndex::new(index as u32)
    }
}

impl NodeCompactIndexable for GraphView {}

impl EdgeIndexable for GraphView {
    fn edge_bound(&self) -> usize {
        self.edge_count()
    }

    fn to_index(&self, edge: EdgeIndex) -> usize {
        edge.index()
    }

    fn from_index(&self, index: usize) -> EdgeIndex {
        EdgeIndex::new(index as u32)
    }
}

/// Which nodes were visited: a bit each.
impl VisitMap<NodeIndex> for FixedBitSet {
    fn visit(&mut self, node: NodeIndex) -> bool {
        !self.put(node.index())
    }

    fn is_visited(&self, node: &NodeIndex) -> bool {
        self.contains(node.index())
    }

    fn unvisit(&mut self, node: NodeIndex) -> bool {
        let visited = self.contains(node.index());
        self.set(node.index(), false);
        visited
    }
}

/// Which edges were visited: a bit each.
impl VisitMap<EdgeIndex> for FixedBitSet {
    fn visit(&mut self, edge: EdgeIndex) -> bool {
        !self.put(edge.index())
    }

    fn is_visited(&self, edge: &EdgeIndex) -> bool {
        self.contains(edge.index())
    }

    fn unvisit(&mut self, edge: EdgeIndex) -> bool {
        let visited = self.contains(edge.index());
        self.set(edge.index(), false);
        visited
    }
}

impl Visitable for GraphView {
    type Map = FixedBitSet;

    fn visit_map(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.node_count())
    }

    fn reset_map(&self, map: &mut FixedBitSet) {
        map.clear();
        map.grow(self.node_count());
    }
}

/// Rows are sorted, so the view is its own adjacency matrix; a look-up is logarithmic.
impl GetAdjacencyMatrix for GraphView {
    type AdjMatrix = ();

    fn adjacency_matrix(&self) {}

    fn is_adjacent(&self, (): &(), a: NodeIndex, b: NodeIndex) -> bool {
        self.out_neighbours(a).binary_search(&b).is_ok()
    }
}

impl EdgeRef for EdgeReference<'_> {
    type NodeId = NodeIndex;
    type EdgeId = EdgeIndex;
    type Weight = EdgeLabel;

    fn source(&self) -> NodeIndex {
        Self::source(self)
    }

    fn target(&self) -> NodeIndex {
        Self::target(self)
    }

    fn weight(&self) -> &EdgeLabel {
        self.label()
    }

    fn id(&self) -> EdgeIndex {
        Self::id(self)
    }
}

/// All nodes in order.
#[derive(Clone, Debug)]
pub struct Nodes(Range<u32>);

impl Nodes {
    pub(super) fn of(view: &GraphView) -> Self {
        Self(0..view.node_count() as u32)
    }
}

impl Iterator for Nodes {
    type Item = NodeIndex;

    fn next(&mut self) -> Option<NodeIndex> {
        self.0.next().map(NodeIndex::new)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for Nodes {}
impl FusedIterator for Nodes {}

impl IntoNodeIdentifiers for &GraphView {
    type NodeIdentifiers = Nodes;

    fn node_identifiers(self) -> Nodes {
        Nodes::of(self)
    }
}

/// All nodes with their terms, in order.
#[derive(Clone, Debug)]
pub struct NodeReferences<'a>(Enumerate<slice::Iter<'a, TermId>>);

impl<'a> NodeReferences<'a> {
    pub(super) fn of(view: &'a GraphView) -> Self {
        Self(view.nodes.iter().enumerate())
    }
}

impl<'a> Iterator for NodeReferences<'a> {
    type Item = (NodeIndex, &'a TermId);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(node, term)| (NodeIndex::new(node as u32), term))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<'a> IntoNodeReferences for &'a GraphView {
    type NodeRef = (NodeIndex, &'a TermId);
    type NodeReferences = NodeReferences<'a>;

    fn node_references(self) -> NodeReferences<'a> {
        NodeReferences::of(self)
    }
}

/// The nodes at the other ends of a node's edges in one direction; one comes again for each parallel edge.
pub type Neighbours<'a> = Copied<slice::Iter<'a, NodeIndex>>;

impl<'a> IntoNeighbors for &'a GraphView {
    type Neighbors = Neighbours<'a>;

    fn neighbors(self, node: NodeIndex) -> Neighbours<'a> {
        self.out_neighbours(node).iter().copied()
    }
}

impl<'a> IntoNeighborsDirected for &'a GraphView {
    type NeighborsDirected = Neighbours<'a>;

    fn neighbors_directed(self, node: NodeIndex, direction: Direction) -> Neighbours<'a> {
        match direction {
            Direction::Outgoing => self.out_neighbours(node),
            Direction::Incoming => self.in_neighbours(node),
        }
        .iter()
        .copied()
    }
}

/// All edges, by source.
#[derive(Clone, Debug)]
pub struct EdgeReferences<'a> {
    view: &'a GraphView,
    next: u32,
    source: u32,
}

impl<'a> EdgeReferences<'a> {
    pub(super) fn of(view: &'a GraphView) -> Self {
        Self { view, next: 0, source: 0 }
    }
}

impl<'a> Iterator for EdgeReferences<'a> {
    type Item = EdgeReference<'a>;

    fn next(&mut self) -> Option<EdgeReference<'a>> {
        let at = self.next as usize;
        let (&target, label) = (self.view.targets.get(at)?, &self.view.labels[at]);
        while self.view.out_offsets[self.source as usize + 1] <= self.next {
            self.source += 1;
        }
        self.next += 1;
        let (id, source) = (EdgeIndex::new(at as u32), NodeIndex::new(self.source));
        Some(EdgeReference::new(id, source, target, label))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.view.targets.len() - self.next as usize;
        (left, Some(left))
    }
}

impl<'a> IntoEdgeReferences for &'a GraphView {
    type EdgeRef = EdgeReference<'a>;
    type EdgeReferences = EdgeReferences<'a>;

    fn edge_references(self) -> EdgeReferences<'a> {
        EdgeReferences::of(self)
    }
}

/// The edges of a node in one direction.
#[derive(Clone, Debug)]
pub struct NodeEdges<'a> {
    view: &'a GraphView,
    node: NodeIndex,
    direction: Direction,
    range: Range<usize>,
}

impl<'a> NodeEdges<'a> {
    pub(super) fn of(view: &'a GraphView, node: NodeIndex, direction: Direction) -> Self {
        let range = match direction {
            Direction::Outgoing => view.out_range(node),
            Direction::Incoming => view.in_range(node),
        };
        Self { view, node, direction, range }
    }
}

impl<'a> Iterator for NodeEdges<'a> {
    type Item = EdgeReference<'a>;

    fn next(&mut self) -> Option<EdgeReference<'a>> {
        let (view, at) = (self.view, self.range.next()?);
        Some(match self.direction {
            Direction::Outgoing => {
                let id = EdgeIndex::new(at as u32);
                EdgeReference::new(id, self.node, view.targets[at], &view.labels[at])
            }
            Direction::Incoming => {
                let id = view.in_edges[at];
                EdgeReference::new(id, view.sources[at], self.node, &view.labels[id.index()])
            }
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.range.size_hint()
    }
}

impl<'a> IntoEdges for &'a GraphView {
    type Edges = NodeEdges<'a>;

    fn edges(self, node: NodeIndex) -> NodeEdges<'a> {
        NodeEdges::of(self, node, Direction::Outgoing)
    }
}

impl<'a> IntoEdgesDirected for &'a GraphView {
    type EdgesDirected = NodeEdges<'a>;

    fn edges_directed(self, node: NodeIndex, direction: Direction) -> NodeEdges<'a> {
        NodeEdges::of(self, node, direction)
    }
}
