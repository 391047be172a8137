//! The view of an entity graph: `evidence` says what its nodes and edges are, here they become numbers.

use super::build::BuildError;
use super::view::{Edge, GraphView};
use crate::evidence::{EntityEdge, EntityGraph, StatementJoin};
use crate::model::Limits;

/// Whether statement nodes are nodes of a view.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Statements {
    /// A speaker is joined to what they speak of, over the statement: for paths, neighbourhoods and pictures.
    Joined,
    /// Only things are nodes: for centralities, components and communities.
    LeftOut,
}

impl From<EntityEdge> for Edge {
    fn from(EntityEdge { triple: [source, predicate, target], asserted }: EntityEdge) -> Self {
        Self { source, predicate, target, asserted, inverse: false }
    }
}

impl From<StatementJoin> for Edge {
    /// The edge runs as the story reads, from the speaker to the statement and from there to what it is about.
    fn from(join: StatementJoin) -> Self {
        let [subject, predicate, object] = join.triple;
        let (source, target) = if join.is_speaker { (object, subject) } else { (subject, object) };
        Self { source, predicate, target, asserted: join.asserted, inverse: join.is_speaker }
    }
}

impl GraphView {
    /// The view of an entity graph, which is that of a snapshot as a list of statuses shows it.
    ///
    /// # Errors
    /// [`BuildError`], for a graph that is too large, or a limit that is reached.
    pub fn of_entities(
        graph: &EntityGraph,
        statements: Statements,
        limits: &Limits,
    ) -> Result<Self, BuildError> {
        let (statements, joins) = match statements {
            Statements::Joined => (graph.statements(), graph.joins()),
            Statements::LeftOut => (&[][..], &[][..]),
        };
        let nodes = graph.nodes().iter().chain(statements).copied();
        let edges = graph.edges().map(Edge::from).chain(joins.iter().copied().map(Edge::from));
        Self::build(nodes, edges, limits)
    }
}
