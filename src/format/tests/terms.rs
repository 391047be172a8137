//! Random terms, for round trips.

use crate::model::{
    BaseDirection, BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term, Triple,
};
use proptest::prelude::*;

pub(super) fn iri() -> impl Strategy<Value = NamedNode> {
    prop_oneof![
        "[a-zA-Z_]{1,4}".prop_map(|name| format!("https://westlake.example/id/{name}")),
        "[a-zA-Z0-9._~é杭,;=@:!$&'()*+-]{0,6}"
            .prop_map(|name| format!("http://example.org/{name}")),
        "[a-z0-9#]{0,3}".prop_map(|name| format!("urn:x:{}", name.replace('#', "-"))),
        "[0-9]{1,3}".prop_map(|name| format!("http://example.org/#{name}")),
    ]
    .prop_map(NamedNode::new_unchecked)
}

/// Predicates that RDF/XML can write too.
pub(super) fn predicate() -> impl Strategy<Value = NamedNode> {
    prop_oneof![
        "[a-zA-Z_][a-zA-Z0-9_.-]{0,5}".prop_map(|name| format!("http://example.org/{name}")),
        "[a-zé杭]{1,3}".prop_map(|name| format!("https://westlake.example/id/1-{name}")),
        "[a-z]{1,3}".prop_map(|name| format!("urn:x&y:{name}")),
        Just("http://www.w3.org/1999/02/22-rdf-syntax-ns#type".to_owned()),
        Just("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies".to_owned()),
    ]
    .prop_map(NamedNode::new_unchecked)
}

pub(super) fn blank_node() -> impl Strategy<Value = BlankNode> {
    prop_oneof!["[a-c]", "[0-9]{1,3}", "_d[0-9]", "[a-z]{1,2}\\.[a-z]"]
        .prop_map(BlankNode::new_unchecked)
}

/// Text with everything that some syntax has to escape, but what XML can't hold.
pub(super) fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        4 => prop::char::range(' ', '~'),
        2 => prop::sample::select(vec!['\n', '\r', '\t', '"', '\'', '\\', '<', '>', '&', ']', '|', ',']),
        1 => prop::sample::select(vec!['é', '杭', '😀', '\u{85}', '\u{2028}', '\u{FEFF}', '\u{7F}']),
    ];
    prop::collection::vec(character, 0..8).prop_map(|characters| characters.into_iter().collect())
}

pub(super) fn literal() -> impl Strategy<Value = Literal> {
    let tag = prop::sample::select(vec!["en", "zh-hans", "ar", "de-1996"]);
    let direction = prop::sample::select(vec![BaseDirection::Ltr, BaseDirection::Rtl]);
    let xsd =
        |name: &str| NamedNode::new_unchecked(format!("http://www.w3.org/2001/XMLSchema#{name}"));
    let numbers = prop::sample::select(vec![
        ("01", "integer"),
        ("-0", "integer"),
        ("+7", "integer"),
        ("1", "integer"),
        ("1234567890123456789012345678901234567890", "integer"),
        ("x", "integer"),
        ("1.50", "decimal"),
        (".5", "decimal"),
        ("1.", "decimal"),
        ("1", "decimal"),
        ("1e0", "double"),
        ("1E0", "double"),
        ("INF", "double"),
        ("1.5", "double"),
        ("1.e3", "double"),
        ("true", "boolean"),
        ("1", "boolean"),
        ("TRUE", "boolean"),
        ("2025-02-17", "date"),
        (" 1 ", "integer"),
        ("", "integer"),
        ("a\"b", "date"),
    ]);
    prop_oneof![
        text().prop_map(Literal::new_simple_literal),
        (text(), tag.clone())
            .prop_map(|(text, tag)| { Literal::new_language_tagged_literal_unchecked(text, tag) }),
        (text(), tag, direction).prop_map(|(text, tag, direction)| {
            Literal::new_directional_language_tagged_literal_unchecked(text, tag, direction)
        }),
        numbers.prop_map(move |(text, datatype)| Literal::new_typed_literal(text, xsd(datatype))),
        (text(), iri()).prop_map(|(text, datatype)| Literal::new_typed_literal(text, datatype)),
    ]
}

pub(super) fn subject() -> impl Strategy<Value = NamedOrBlankNode> {
    prop_oneof![
        3 => iri().prop_map(NamedOrBlankNode::from),
        1 => blank_node().prop_map(NamedOrBlankNode::from),
    ]
}

/// Any term, triple terms up to three deep.
pub(super) fn term() -> impl Strategy<Value = Term> {
    let leaf = prop_oneof![
        2 => iri().prop_map(Term::from),
        1 => blank_node().prop_map(Term::from),
        3 => literal().prop_map(Term::from),
    ];
    leaf.prop_recursive(3, 4, 1, |object| {
        (subject(), predicate(), object)
            .prop_map(|(subject, predicate, object)| Triple { subject, predicate, object }.into())
    })
}

pub(super) fn triples() -> impl Strategy<Value = Vec<Quad>> {
    let triple = (subject(), predicate(), term()).prop_map(|(subject, predicate, object)| Quad {
        subject,
        predicate,
        object,
        graph_name: GraphName::DefaultGraph,
    });
    prop::collection::vec(triple, 0..8)
}

pub(super) fn quads() -> impl Strategy<Value = Vec<Quad>> {
    let graph = prop_oneof![
        2 => Just(GraphName::DefaultGraph),
        1 => iri().prop_map(GraphName::from),
        1 => blank_node().prop_map(GraphName::from),
    ];
    (triples(), prop::collection::vec(graph, 8)).prop_map(|(mut quads, graphs)| {
        for (quad, graph) in quads.iter_mut().zip(graphs) {
            quad.graph_name = graph;
        }
        quads
    })
}
