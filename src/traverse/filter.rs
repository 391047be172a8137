//! Where a search may go: direction, predicates, nodes. It holds inside the search, never after it, because the shortest
//! path of a filtered graph isn't a filtered shortest path.

use super::index::{EdgeIndex, EdgeLabel, NodeIndex};
use super::view::GraphView;
use crate::model::TermId;
use fixedbitset::FixedBitSet;
use std::ops::Range;

/// Which way a search walks edges.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Direction {
    /// From source to target.
    Forward,
    /// From target to source.
    Backward,
    /// Both ways.
    #[default]
    Any,
}

impl Direction {
    /// The direction of the same search begun at its other end.
    pub const fn reversed(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
            Self::Any => Self::Any,
        }
    }
}

/// Where a search may go. The default goes everywhere, in any direction.
///
/// Terms that the view doesn't have may be named: there is then nothing to allow or to avoid. The nodes that a search
/// starts and ends at are never avoided.
#[derive(Clone, Debug, Default)]
pub struct SearchFilter {
    direction: Direction,
    /// Predicates that may be walked, by number; `None` is all.
    predicates: Option<FixedBitSet>,
    /// Nodes that may not be entered, by number; may be shorter than the view.
    avoided: FixedBitSet,
    asserted_only: bool,
}

impl SearchFilter {
    /// A filter that only sets the direction.
    pub fn new(direction: Direction) -> Self {
        Self { direction, ..Self::default() }
    }

    /// Walks edges with these predicates only; called again, with those of the predicates that both calls name.
    pub fn via(mut self, view: &GraphView, predicates: &[TermId]) -> Self {
        let mut named = FixedBitSet::with_capacity(view.predicates().len());
        predicates
            .iter()
            .filter_map(|&id| view.predicate(id))
            .for_each(|predicate| named.insert(predicate.index()));
        match &mut self.predicates {
            Some(allowed) => allowed.intersect_with(&named),
            None => self.predicates = Some(named),
        }
        self
    }

    /// Walks no edge with one of these predicates.
    pub fn avoid_predicates(mut self, view: &GraphView, predicates: &[TermId]) -> Self {
        let allowed = self.predicates.get_or_insert_with(|| {
            let mut all = FixedBitSet::with_capacity(view.predicates().len());
            all.insert_range(..);
            all
        });
        predicates
            .iter()
            .filter_map(|&id| view.predicate(id))
            .for_each(|predicate| allowed.set(predicate.index(), false));
        self
    }

    /// Enters none of these nodes.
    pub fn avoid_nodes(mut self, view: &GraphView, nodes: &[TermId]) -> Self {
        self.avoided.grow(view.node_count());
        nodes
            .iter()
            .filter_map(|&id| view.node(id))
            .for_each(|node| self.avoided.insert(node.index()));
        self
    }

    /// Walks asserted edges only.
    pub fn asserted_only(mut self) -> Self {
        self.asserted_only = true;
        self
    }

    /// Which way edges are walked.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The same filter in another direction.
    pub fn with_direction(self, direction: Direction) -> Self {
        Self { direction, ..self }
    }

    /// The filter of the same search begun at its other end.
    pub(super) fn reversed(&self) -> Self {
        Self { direction: self.direction.reversed(), ..self.clone() }
    }

    /// Whether edges with this label may be walked.
    #[inline]
    pub fn allows_label(&self, label: EdgeLabel) -> bool {
        (!self.asserted_only || label.is_asserted())
            && self
                .predicates
                .as_ref()
                .is_none_or(|allowed| allowed.contains(label.predicate().index()))
    }

    /// Whether the node may be entered on the way.
    #[inline]
    pub fn allows_node(&self, node: NodeIndex) -> bool {
        !self.avoided.contains(node.index())
    }

    #[inline]
    fn allows_all_labels(&self) -> bool {
        self.predicates.is_none() && !self.asserted_only
    }

    /// Calls `visit` with the other end of each edge that may be walked from a node, avoided or not; with one that has
    /// parallel edges, or edges both ways, more than once. `false` ends it.
    #[inline]
    pub(super) fn visit_neighbours(
        &self,
        view: &GraphView,
        node: NodeIndex,
        mut visit: impl FnMut(NodeIndex) -> bool,
    ) {
        let all = self.allows_all_labels();
        if self.direction != Direction::Backward {
            let range = view.out_range(node);
            for (target, label) in view.targets[range.clone()].iter().zip(&view.labels[range]) {
                if (all || self.allows_label(*label)) && !visit(*target) {
                    return;
                }
            }
        }
        if self.direction != Direction::Forward {
            let range = view.in_range(node);
            for (source, edge) in view.sources[range.clone()].iter().zip(&view.in_edges[range]) {
                if (all || self.allows_label(view.labels[edge.index()])) && !visit(*source) {
                    return;
                }
            }
        }
    }

    /// How many edges a search looks at to leave a node.
    #[inline]
    pub(super) fn degree(&self, view: &GraphView, node: NodeIndex) -> usize {
        let out = || view.out_range(node).len();
        let incoming = || view.in_range(node).len();
        match self.direction {
            Direction::Forward => out(),
            Direction::Backward => incoming(),
            Direction::Any => out() + incoming(),
        }
    }

    /// The steps from a node: each neighbour once, in order, with all edges that lead there and may be walked.
    pub(super) fn steps<'a>(&'a self, view: &'a GraphView, node: NodeIndex) -> Steps<'a> {
        let out = if self.direction == Direction::Backward { 0..0 } else { view.out_range(node) };
        let incoming =
            if self.direction == Direction::Forward { 0..0 } else { view.in_range(node) };
        Steps { view, filter: self, out, incoming }
    }

    /// The edges that a step between two nodes may walk, in the order of their numbers.
    pub fn edges_of_step(
        &self,
        view: &GraphView,
        from: NodeIndex,
        to: NodeIndex,
    ) -> Vec<EdgeIndex> {
        let mut edges = Vec::new();
        let mut add = |source, target| {
            edges.extend(
                view.edges_between(source, target)
                    .filter(|edge| self.allows_label(*edge.label()))
                    .map(|edge| edge.id()),
            );
        };
        if self.direction != Direction::Backward {
            add(from, to);
        }
        if self.direction != Direction::Forward && (from != to || self.direction != Direction::Any)
        {
            add(to, from);
        }
        edges.sort_unstable();
        edges
    }
}

/// See [`SearchFilter::steps`].
#[derive(Clone, Debug)]
pub(super) struct Steps<'a> {
    view: &'a GraphView,
    filter: &'a SearchFilter,
    /// Edges yet to come: numbers of outgoing ones, and places of incoming ones.
    out: Range<usize>,
    incoming: Range<usize>,
}

/// One step: a neighbour, and the edges that lead there, some of which may not be allowed.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub to: NodeIndex,
    out: Range<usize>,
    incoming: Range<usize>,
}

impl Step {
    /// The edges that may be walked.
    pub fn edges(
        &self,
        view: &GraphView,
        filter: &SearchFilter,
    ) -> impl Iterator<Item = EdgeIndex> {
        let out = self.out.clone().map(|at| EdgeIndex::new(at as u32));
        let incoming = self.incoming.clone().map(|at| view.in_edges[at]);
        out.chain(incoming).filter(|edge| filter.allows_label(view.labels[edge.index()]))
    }
}

impl Iterator for Steps<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            let first = |nodes: &[NodeIndex], range: &Range<usize>| {
                (!range.is_empty()).then(|| nodes[range.start])
            };
            let out = first(&self.view.targets, &self.out);
            let incoming = first(&self.view.sources, &self.incoming);
            let to = match (out, incoming) {
                (Some(out), Some(incoming)) => out.min(incoming),
                (out, incoming) => out.or(incoming)?,
            };
            let step = Step {
                to,
                out: take_run(&self.view.targets, &mut self.out, to),
                incoming: take_run(&self.view.sources, &mut self.incoming, to),
            };
            let filter = self.filter;
            if filter.allows_all_labels() || step.edges(self.view, filter).next().is_some() {
                return Some(step);
            }
        }
    }
}

/// Cuts the run of this node off the front of a sorted range.
fn take_run(nodes: &[NodeIndex], range: &mut Range<usize>, node: NodeIndex) -> Range<usize> {
    let start = range.start;
    while range.start < range.end && nodes[range.start] == node {
        range.start += 1;
    }
    start..range.start
}
