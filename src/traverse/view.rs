//! The graph view: one compact adjacency of nodes and labelled edges, in both directions.
//!
//! Sixteen bytes an edge and eight to sixteen a node. It is built once and never changed, and every algorithm of this room,
//! and petgraph's (`petgraph_traits`), runs on it without a copy. It knows ids, and neither terms nor where they came from.

use super::index::{EdgeIndex, EdgeLabel, NodeIndex, PredicateIndex};
use super::ranks::RankedIds;
use crate::model::TermId;
use std::ops::Range;

/// An edge of a graph, by ids: what a view is built of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Edge {
    /// Where the edge starts.
    pub source: TermId,
    /// What it says.
    pub predicate: TermId,
    /// Where it ends.
    pub target: TermId,
    /// Whether its triple is asserted, or only the content of a reifier.
    pub asserted: bool,
    /// Whether it runs from its triple's object to its subject.
    pub inverse: bool,
}

impl Edge {
    /// Subject, predicate and object of the edge's triple.
    pub const fn triple(&self) -> [TermId; 3] {
        if self.inverse {
            [self.target, self.predicate, self.source]
        } else {
            [self.source, self.predicate, self.target]
        }
    }
}

/// A directed graph with labelled edges, parallel ones and loops included, as it was when it was built.
///
/// Nodes are numbered in the order of their ids, edges in the order of source, target, predicate.
#[derive(Clone, Debug, Default)]
pub struct GraphView {
    pub(super) nodes: Vec<TermId>,
    pub(super) ranks: RankedIds,
    pub(super) predicates: Vec<TermId>,
    /// The edges of node `v` are `out_offsets[v]..out_offsets[v + 1]`; one offset more than nodes.
    pub(super) out_offsets: Vec<u32>,
    pub(super) targets: Vec<NodeIndex>,
    pub(super) labels: Vec<EdgeLabel>,
    pub(super) in_offsets: Vec<u32>,
    pub(super) sources: Vec<NodeIndex>,
    pub(super) in_edges: Vec<EdgeIndex>,
    /// Whether any two edges have the same source and target.
    pub(super) has_parallel_edges: bool,
}

/// An edge of a [`GraphView`].
#[derive(Clone, Copy, Debug)]
pub struct EdgeReference<'a> {
    id: EdgeIndex,
    source: NodeIndex,
    target: NodeIndex,
    label: &'a EdgeLabel,
}

impl<'a> EdgeReference<'a> {
    pub(super) const fn new(
        id: EdgeIndex,
        source: NodeIndex,
        target: NodeIndex,
        label: &'a EdgeLabel,
    ) -> Self {
        Self { id, source, target, label }
    }

    /// The edge's number.
    pub const fn id(&self) -> EdgeIndex {
        self.id
    }

    /// Where it starts.
    pub const fn source(&self) -> NodeIndex {
        self.source
    }

    /// Where it ends.
    pub const fn target(&self) -> NodeIndex {
        self.target
    }

    /// What it says.
    pub const fn label(&self) -> &'a EdgeLabel {
        self.label
    }

    /// The same edge as it looks from its other end.
    pub(super) const fn turned(self) -> Self {
        Self { source: self.target, target: self.source, ..self }
    }
}

impl GraphView {
    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// How many edges there are, parallel ones and loops included.
    pub fn edge_count(&self) -> usize {
        self.targets.len()
    }

    /// Every node, in order.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = NodeIndex> + Clone + use<> {
        (0..self.nodes.len() as u32).map(NodeIndex::new)
    }

    /// The node of a term; `None` if the view hasn't it.
    pub fn node(&self, id: TermId) -> Option<NodeIndex> {
        self.ranks.rank(id).map(NodeIndex::new)
    }

    /// The term of a node.
    ///
    /// # Panics
    /// If the node is another view's; so do all methods that take a node, an edge or a predicate.
    pub fn term(&self, node: NodeIndex) -> TermId {
        self.nodes[node.index()]
    }

    /// The predicate of a term; `None` if no edge has it.
    pub fn predicate(&self, id: TermId) -> Option<PredicateIndex> {
        let at = self.predicates.iter().position(|&other| other == id)?;
        Some(PredicateIndex::new(at as u32))
    }

    /// The term of a predicate.
    pub fn predicate_term(&self, predicate: PredicateIndex) -> TermId {
        self.predicates[predicate.index()]
    }

    /// The terms of the predicates, in the order of their numbers.
    pub fn predicates(&self) -> &[TermId] {
        &self.predicates
    }

    /// Whether any two edges have the same source and target.
    pub fn has_parallel_edges(&self) -> bool {
        self.has_parallel_edges
    }

    /// The edge with this number. Logarithmic.
    pub fn edge(&self, edge: EdgeIndex) -> EdgeReference<'_> {
        let source = self.out_offsets.partition_point(|&start| start <= edge.number()) - 1;
        EdgeReference {
            id: edge,
            source: NodeIndex::new(source as u32),
            target: self.targets[edge.index()],
            label: &self.labels[edge.index()],
        }
    }

    /// What an edge says.
    pub fn label(&self, edge: EdgeIndex) -> EdgeLabel {
        self.labels[edge.index()]
    }

    /// The edge with its terms.
    pub fn edge_terms(&self, edge: EdgeIndex) -> Edge {
        let edge = self.edge(edge);
        Edge {
            source: self.term(edge.source),
            predicate: self.predicate_term(edge.label.predicate()),
            target: self.term(edge.target),
            asserted: edge.label.is_asserted(),
            inverse: edge.label.is_inverse(),
        }
    }

    /// The edges that start at a node, by target and predicate.
    pub fn out_edges(
        &self,
        node: NodeIndex,
    ) -> impl ExactSizeIterator<Item = EdgeReference<'_>> + Clone {
        let range = self.out_range(node);
        let start = range.start as u32;
        self.targets[range.clone()].iter().zip(&self.labels[range]).enumerate().map(
            move |(at, (&target, label))| EdgeReference {
                id: EdgeIndex::new(start + at as u32),
                source: node,
                target,
                label,
            },
        )
    }

    /// The edges that end at a node, by source and predicate.
    pub fn in_edges(
        &self,
        node: NodeIndex,
    ) -> impl ExactSizeIterator<Item = EdgeReference<'_>> + Clone {
        let range = self.in_range(node);
        self.sources[range.clone()].iter().zip(&self.in_edges[range]).map(move |(&source, &id)| {
            EdgeReference { id, source, target: node, label: &self.labels[id.index()] }
        })
    }

    /// The targets of a node's edges in order; one comes again for each parallel edge.
    #[inline]
    pub fn out_neighbours(&self, node: NodeIndex) -> &[NodeIndex] {
        &self.targets[self.out_range(node)]
    }

    /// The sources of the edges that end at a node in order; one comes again for each parallel edge.
    #[inline]
    pub fn in_neighbours(&self, node: NodeIndex) -> &[NodeIndex] {
        &self.sources[self.in_range(node)]
    }

    /// The edges from one node to another, by predicate: a run of numbers.
    pub fn edges_between(
        &self,
        source: NodeIndex,
        target: NodeIndex,
    ) -> impl ExactSizeIterator<Item = EdgeReference<'_>> + Clone {
        let range = self.out_range(source);
        let row = &self.targets[range.clone()];
        let start = range.start + row.partition_point(|&other| other < target);
        let end = range.start + row.partition_point(|&other| other <= target);
        (start..end).map(move |at| EdgeReference {
            id: EdgeIndex::new(at as u32),
            source,
            target,
            label: &self.labels[at],
        })
    }

    /// Bytes that the view takes in memory.
    pub fn size_bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<TermId>()
            + self.ranks.size_bytes()
            + self.predicates.capacity() * size_of::<TermId>()
            + (self.out_offsets.capacity() + self.in_offsets.capacity()) * 4
            + (self.targets.capacity() + self.labels.capacity()) * 4
            + (self.sources.capacity() + self.in_edges.capacity()) * 4
    }

    #[inline]
    pub(super) fn out_range(&self, node: NodeIndex) -> Range<usize> {
        self.out_offsets[node.index()] as usize..self.out_offsets[node.index() + 1] as usize
    }

    #[inline]
    pub(super) fn in_range(&self, node: NodeIndex) -> Range<usize> {
        self.in_offsets[node.index()] as usize..self.in_offsets[node.index() + 1] as usize
    }
}
