//! The entity graph of a view as a graph that searches and centralities run on.

use crate::evidence::{EntityGraph, View};
use crate::model::{Limits, TermId};
use crate::traverse::{BuildError, Edge, EdgeIndex, GraphView, NodeIndex};

/// The entity graph of a view, as edge lists and as a [`GraphView`].
pub struct Network {
    entities: EntityGraph,
    graph: GraphView,
}

/// Which nodes a network has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// The entities: for centralities, components and communities.
    Entities,
    /// The statement nodes too, which join a speaker to what is spoken of: for neighbourhoods, paths and pictures.
    WithStatements,
}

impl Network {
    /// The entity graph of a view.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn of(view: &View, scope: Scope, limits: &Limits) -> Result<Self, BuildError> {
        let entities = EntityGraph::of(view, limits)?;
        let statements = scope == Scope::WithStatements;
        let nodes = entities.nodes().iter().copied();
        let nodes = nodes.chain(entities.statements().iter().copied().filter(|_| statements));
        let joins: Vec<Edge> = entities
            .joins()
            .iter()
            .filter(|_| statements)
            .map(|join| edge(join.triple, join.asserted, join.is_speaker))
            .collect();
        let edges = entities.edges().map(|e| edge(e.triple, e.asserted, false)).chain(joins);
        let graph = GraphView::build(nodes, edges, limits)?;
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

    /// The triple of an edge, which may run from the edge's target to its source.
    pub fn triple(&self, edge: EdgeIndex) -> [TermId; 3] {
        self.graph.edge_terms(edge).triple()
    }
}

/// The edge of a triple; an inverse one runs from its object to its subject.
fn edge([subject, predicate, object]: [TermId; 3], asserted: bool, inverse: bool) -> Edge {
    let (source, target) = if inverse { (object, subject) } else { (subject, object) };
    Edge { source, predicate, target, asserted, inverse }
}
