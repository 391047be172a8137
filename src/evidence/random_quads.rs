//! Random small graphs with reifiers, for tests of what views and hints make of them.

use crate::model::vocab::{rdf, wl};
use crate::model::{GraphName, NamedNode, Quad, Term, Triple};
use proptest::prelude::*;

pub(crate) fn iri(name: &str, n: u8) -> NamedNode {
    NamedNode::new_unchecked(format!("http://example.com/{name}{n}"))
}

fn graph() -> impl Strategy<Value = GraphName> {
    prop_oneof![
        2 => Just(GraphName::DefaultGraph),
        1 => (0..2u8).prop_map(|n| GraphName::from(iri("g", n))),
    ]
}

/// A triple, a reifier's content, a reifier's status: each in some graph.
pub(crate) fn quad(
    triples: impl Strategy<Value = Triple> + Clone,
    statuses: [NamedNode; 3],
) -> impl Strategy<Value = Quad> {
    let reifies = (0..4u8, triples.clone())
        .prop_map(|(r, triple)| Triple::new(iri("r", r), rdf::REIFIES, Term::from(triple)));
    let status = (0..4u8, prop::sample::select(statuses.to_vec()))
        .prop_map(|(r, status)| Triple::new(iri("r", r), wl::STATUS, status));
    let any = prop_oneof![3 => triples, 3 => reifies, 2 => status];
    (any, graph()).prop_map(|(triple, graph)| triple.in_graph(graph))
}
