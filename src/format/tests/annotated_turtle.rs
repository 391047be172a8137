//! Turtle for people reads back as the same graph, and uses the short forms where they say the same.

use crate::format::{Syntax, write_annotated_turtle};
use crate::model::{
    BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Prefixes, Quad, Term, Triple, vocab,
};
use oxigraph::model::Dataset;
use oxigraph::model::dataset::CanonicalizationAlgorithm;
use proptest::prelude::*;

fn written(quads: &[Quad]) -> String {
    let mut prefixes = Prefixes::standard();
    prefixes.insert("e", "http://e.org/");
    let mut out = Vec::new();
    write_annotated_turtle(&mut out, &prefixes, quads).expect("memory takes everything");
    String::from_utf8(out).expect("Turtle is UTF-8")
}

fn read(turtle: &str) -> Vec<Quad> {
    super::read(Syntax::Turtle, turtle).unwrap_or_else(|error| panic!("{error}\n{turtle}"))
}

fn canonical(quads: &[Quad]) -> Dataset {
    let mut dataset: Dataset = quads.iter().cloned().collect();
    dataset.canonicalize(CanonicalizationAlgorithm::Unstable);
    dataset
}

#[test]
fn writes_facts_and_statements_short() {
    let quads = read(
        "PREFIX e: <http://e.org/> PREFIX wl: <https://westlake.example/ns#>
         e:a e:owns e:b ~ e:f1 {| wl:status wl:Reported ; wl:evidence e:x , e:y |} .
         << e:a e:buys e:c ~ e:s1 >> wl:status wl:Claimed .
         e:s2 <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( e:a e:p 1 )>> , <<( e:a e:p 1.50 )>> .",
    );
    let turtle = written(&quads);
    assert_eq!(
        turtle,
        "@prefix e: <http://e.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix wl: <https://westlake.example/ns#> .

e:a e:owns e:b ~ e:f1 {| wl:status wl:Reported ; wl:evidence e:x , e:y |} .

<< e:a e:buys e:c ~ e:s1 >> wl:status wl:Claimed .

e:s2 rdf:reifies <<( e:a e:p 1 )>> ,
        <<( e:a e:p 1.50 )>> .
"
    );
    assert_eq!(canonical(&read(&turtle)), canonical(&quads));
}

#[test]
fn a_reifier_of_its_own_triple_is_written_long() {
    let quads = read(
        "PREFIX e: <http://e.org/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
         e:r e:p e:o ; rdf:reifies <<( e:r e:p e:o )>> .",
    );
    assert_eq!(canonical(&read(&written(&quads))), canonical(&quads));
}

fn iri() -> impl Strategy<Value = NamedNode> {
    (0..5u8).prop_map(|n| NamedNode::new_unchecked(format!("http://e.org/{n}")))
}

fn node() -> impl Strategy<Value = NamedOrBlankNode> {
    prop_oneof![
        4 => iri().prop_map(NamedOrBlankNode::from),
        1 => (0..2u8).prop_map(|n| BlankNode::new_unchecked(format!("b{n}")).into()),
    ]
}

fn predicate() -> impl Strategy<Value = NamedNode> {
    prop_oneof![
        2 => iri(),
        1 => Just(vocab::rdf::TYPE.into_owned()),
        1 => Just(vocab::rdf::REIFIES.into_owned()),
    ]
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        "[a\"\\\\\n\u{1}é🦀]{0,3}".prop_map(Literal::new_simple_literal),
        Just(Literal::new_typed_literal("01", vocab::xsd::INTEGER)),
        Just(Literal::new_typed_literal("x", vocab::xsd::INTEGER)),
        Just(Literal::new_language_tagged_literal_unchecked("x", "en")),
    ]
}

fn content() -> impl Strategy<Value = Triple> {
    let object = prop_oneof![node().prop_map(Term::from), literal().prop_map(Term::from)];
    (node(), predicate(), object).prop_map(|(s, p, o)| Triple::new(s, p, o))
}

/// Few resources, so that triples are often asserted, reified once or twice, and reifiers reified in turn.
fn quad() -> impl Strategy<Value = Quad> {
    prop_oneof![
        content().prop_map(|triple| triple.in_graph(GraphName::DefaultGraph)),
        (node(), content()).prop_map(|(reifier, content)| Quad::new(
            reifier,
            vocab::rdf::REIFIES,
            Term::from(content),
            GraphName::DefaultGraph
        )),
    ]
}

proptest! {
    #[test]
    fn reads_back_as_the_same_graph(quads in prop::collection::vec(quad(), 0..14)) {
        prop_assert_eq!(canonical(&read(&written(&quads))), canonical(&quads));
    }
}
