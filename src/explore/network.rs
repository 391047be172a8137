//! The entity graph of a view as a graph that searches and centralities run on.

use crate::evidence::{EntityGraph, View};
use crate::model::{Limits, TermId};
use crate::traverse::{
    BuildError, Direction, EdgeIndex, GraphView, NodeIndex, SearchFilter, Statements,
};

/// The entity graph of a view, as edge lists and as a [`GraphView`].
pub struct Network {
    entities: EntityGraph,
    graph: GraphView,
}

impl Network {
    /// The entity graph of a view.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn of(view: &View, statements: Statements, limits: &Limits) -> Result<Self, BuildError> {
        let entities = EntityGraph::of(view, limits)?;
        let graph = GraphView::of_entities(&entities, statements, limits)?;
        Ok(Self { entities, graph })
    }

    /// The view behind it.
    pub fn view(&self) -> &View {
        self.entities.view()
    }

    /// The graph.
    pub fn graph(&self) -> &GraphView {
        &self.graph
    }

    /// The node of a resource; `None` for classes, spans, value nodes and all else that is no node.
    pub fn node(&self, id: TermId) -> Option<NodeIndex> {
        self.graph.node(id)
    }

    /// Whether the node is a statement.
    pub fn is_statement(&self, node: NodeIndex) -> bool {
        self.entities.statements().binary_search(&self.graph.term(node)).is_ok()
    }

    /// Where a search may go; no property named is all of them.
    pub(super) fn filter(&self, direction: Direction, via: &[TermId]) -> SearchFilter {
        let filter = SearchFilter::new(direction);
        if via.is_empty() { filter } else { filter.via(&self.graph, via) }
    }

    /// The triple of an edge, which may run from the edge's target to its source.
    pub fn triple(&self, edge: EdgeIndex) -> [TermId; 3] {
        self.graph.edge_terms(edge).triple()
    }
}
