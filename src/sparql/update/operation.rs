//! The operations of an update, as they are run.

use super::template::{Columns, QuadTemplate};
use crate::model::{GraphName, NamedNode, Quad};
use crate::sparql::{DatasetSpec, Services};
use spargebra::algebra::{GraphPattern, GraphTarget, QueryDataset};
use spargebra::term as algebra;
use spargebra::{GraphUpdateOperation, Query as Algebra};

#[derive(Clone, Debug)]
pub(super) enum Operation {
    InsertData(Vec<Quad>),
    DeleteData(Vec<Quad>),
    Modify(Box<Modify>),
    Load { silent: bool, source: NamedNode, graph: GraphName },
    Clear { silent: bool, graphs: GraphTarget },
    Drop { silent: bool, graphs: GraphTarget },
    Create { silent: bool, graph: NamedNode },
    Transfer { transfer: Transfer, silent: bool, from: GraphName, to: GraphName },
}

/// What is done with the triples of a graph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Transfer {
    Add,
    Move,
    Copy,
}

/// DELETE and INSERT with a WHERE.
#[derive(Clone, Debug)]
pub(super) struct Modify {
    pub delete: Vec<QuadTemplate>,
    pub insert: Vec<QuadTemplate>,
    /// The graphs that WITH, or USING and USING NAMED, make WHERE see.
    pub using: Option<DatasetSpec>,
    /// The solutions of WHERE, in the columns of the templates.
    pub select: Algebra,
    /// The services that WHERE asks.
    pub services: Services,
}

impl Transfer {
    pub fn word(self) -> &'static str {
        match self {
            Self::Add => "ADD",
            Self::Move => "MOVE",
            Self::Copy => "COPY",
        }
    }
}

impl Operation {
    /// The operation as it is run; `select` makes a query of a pattern.
    pub fn new(operation: GraphUpdateOperation, select: &impl Fn(GraphPattern) -> Algebra) -> Self {
        match operation {
            GraphUpdateOperation::InsertData { data } => {
                Self::InsertData(data.into_iter().map(quad).collect())
            }
            GraphUpdateOperation::DeleteData { data } => {
                Self::DeleteData(data.into_iter().map(ground_quad).collect())
            }
            GraphUpdateOperation::DeleteInsert { delete, insert, using, pattern } => {
                Self::Modify(Box::new(Modify::new(delete, insert, using, *pattern, select)))
            }
            GraphUpdateOperation::Load { silent, source, destination } => {
                Self::Load { silent, source, graph: graph_name(destination) }
            }
            GraphUpdateOperation::Clear { silent, graph } => Self::Clear { silent, graphs: graph },
            GraphUpdateOperation::Drop { silent, graph } => Self::Drop { silent, graphs: graph },
            GraphUpdateOperation::Create { silent, graph } => Self::Create { silent, graph },
        }
    }
}

impl Modify {
    fn new(
        delete: Vec<algebra::GroundQuadPattern>,
        insert: Vec<algebra::QuadPattern>,
        using: Option<QueryDataset>,
        pattern: GraphPattern,
        select: &impl Fn(GraphPattern) -> Algebra,
    ) -> Self {
        let mut columns = Columns::default();
        let delete = delete.into_iter().map(|quad| columns.quad(pattern_of_ground(quad))).collect();
        let insert = insert.into_iter().map(|quad| columns.quad(quad)).collect();
        let variables = columns.into_variables();
        let mut select = select(GraphPattern::Project { inner: Box::new(pattern), variables });
        let services = Services::of(&mut select);
        Self { delete, insert, using: using.map(dataset), select, services }
    }
}

fn dataset(using: QueryDataset) -> DatasetSpec {
    DatasetSpec {
        default: Some(using.default.into_iter().map(GraphName::from).collect()),
        named: using.named,
        union_default_graph: false,
    }
}

fn pattern_of_ground(quad: algebra::GroundQuadPattern) -> algebra::QuadPattern {
    algebra::QuadPattern {
        subject: quad.subject.into(),
        predicate: quad.predicate,
        object: quad.object.into(),
        graph_name: quad.graph_name,
    }
}

fn quad(quad: algebra::Quad) -> Quad {
    Quad::new(quad.subject, quad.predicate, quad.object, graph_name(quad.graph_name))
}

fn ground_quad(quad: algebra::GroundQuad) -> Quad {
    Quad::new(quad.subject, quad.predicate, quad.object, graph_name(quad.graph_name))
}

pub(super) fn graph_name(graph: algebra::GraphName) -> GraphName {
    match graph {
        algebra::GraphName::DefaultGraph => GraphName::DefaultGraph,
        algebra::GraphName::NamedNode(node) => node.into(),
    }
}
