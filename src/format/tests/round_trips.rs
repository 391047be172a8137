//! What is written is read again as what it was.

use super::terms::{quads, triples};
use super::*;
use crate::format::{WriteError, used_prefixes, write_quad_slice, write_quads};
use crate::model::{
    BaseDirection, GraphName, Literal, NamedNode, NamedOrBlankNode, Prefixes, Term,
};
use proptest::prelude::*;
use std::collections::HashMap;
use std::convert::Infallible;

fn written(syntax: Syntax, quads: &[Quad]) -> String {
    let mut out = Vec::new();
    let mut prefixes = Prefixes::standard();
    prefixes.insert("e", "http://example.org/");
    prefixes.insert("x", "urn:x:");
    prefixes.insert("bad name", "http://example.org/bad/");
    prefixes.insert("relative", "relative");
    let summary = write_quad_slice(&mut out, syntax, &prefixes, quads).unwrap();
    assert_eq!(summary.quads, quads.len() as u64);
    String::from_utf8(out).unwrap()
}

/// The quads with blank nodes numbered by first appearance, as the reader numbers them.
fn numbered(quads: &[Quad]) -> Vec<String> {
    let mut labels = HashMap::new();
    let mut text = Vec::new();
    for quad in quads {
        let mut quad = quad.clone();
        number_subject(&mut quad.subject, &mut labels);
        number_term(&mut quad.object, &mut labels);
        if let GraphName::BlankNode(node) = &mut quad.graph_name {
            number(node, &mut labels);
        }
        text.push(quad.to_string());
    }
    text
}

type Labels = HashMap<crate::model::BlankNode, usize>;

fn number(node: &mut crate::model::BlankNode, labels: &mut Labels) {
    let next = labels.len() + 1;
    let number = *labels.entry(node.clone()).or_insert(next);
    *node = crate::model::BlankNode::new_unchecked(format!("b{number}"));
}

fn number_subject(subject: &mut NamedOrBlankNode, labels: &mut Labels) {
    if let NamedOrBlankNode::BlankNode(node) = subject {
        number(node, labels);
    }
}

fn number_term(term: &mut Term, labels: &mut Labels) {
    match term {
        Term::BlankNode(node) => number(node, labels),
        Term::Triple(triple) => {
            number_subject(&mut triple.subject, labels);
            number_term(&mut triple.object, labels);
        }
        Term::NamedNode(_) | Term::Literal(_) => {}
    }
}

fn has_triple_term(quads: &[Quad]) -> bool {
    quads.iter().any(|quad| matches!(quad.object, Term::Triple(_)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn triples_survive_every_syntax(quads in triples()) {
        for syntax in Syntax::ALL {
            if syntax == Syntax::JsonLd && has_triple_term(&quads) {
                continue;
            }
            let text = written(syntax, &quads);
            let back = read(syntax, &text);
            let back = back.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            prop_assert_eq!(lines(&back), numbered(&quads), "{}\n{}", syntax, text);
            prop_assert_eq!(written(syntax, &quads), text);
        }
    }

    #[test]
    fn quads_survive_every_syntax_of_datasets(quads in quads()) {
        for syntax in [Syntax::TriG, Syntax::NQuads, Syntax::JsonLd] {
            if syntax == Syntax::JsonLd && has_triple_term(&quads) {
                continue;
            }
            let text = written(syntax, &quads);
            let back = read(syntax, &text);
            let back = back.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            // The reader of JSON-LD names a graph before its triples: labels come in another order.
            if syntax == Syntax::JsonLd {
                prop_assert_eq!(numbered(&back), numbered(&quads), "{}", text);
            } else {
                prop_assert_eq!(lines(&back), numbered(&quads), "{}\n{}", syntax, text);
            }
        }
    }
}

#[test]
fn a_text_with_everything_of_rdf_1_2_survives() {
    let text = "PREFIX : <http://example.org/>
        :s :p \"ab\"@ar--rtl , \"cd\"@en--ltr , \"ef\"@en ; :q << :a :b <<( :c :d 01 )>> ~ :r >> .
        :x :y :z {| :note \"one\" |} ~ :r2 {| :note [] |} .";
    let quads = read(Syntax::Turtle, text).unwrap();
    for syntax in Syntax::ALL.into_iter().filter(|syntax| syntax.holds_triple_terms()) {
        let text = written(syntax, &quads);
        assert_eq!(read(syntax, &text).unwrap(), quads, "{text}");
    }
}

#[test]
fn directions_survive_json_ld_and_rdf_xml() {
    let literal = Literal::new_directional_language_tagged_literal_unchecked(
        "שלום",
        "he",
        BaseDirection::Rtl,
    );
    let node = NamedNode::new_unchecked("http://example.org/s");
    let quads = [Quad::new(node.clone(), node, literal, GraphName::DefaultGraph)];
    for syntax in Syntax::ALL {
        assert_eq!(read(syntax, written(syntax, &quads)).unwrap(), quads, "{syntax}");
    }
}

#[test]
fn rdf_xml_refuses_what_it_cannot_hold_and_says_which() {
    let node = |iri: &str| NamedNode::new_unchecked(iri);
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    let try_predicate = |predicate: &str| {
        let quad = Quad::new(
            node("http://e/s"),
            node(predicate),
            node("http://e/o"),
            GraphName::DefaultGraph,
        );
        write_quad_slice(Vec::new(), Syntax::RdfXml, &Prefixes::standard(), &[quad])
    };
    for predicate in [
        "http://e/",
        "http://e/123",
        "http://e/a-(1)",
        &format!("{rdf}li"),
        &format!("{rdf}Description"),
        "http://www.w3.org/2000/xmlns/a",
    ] {
        let error = try_predicate(predicate).unwrap_err();
        assert!(matches!(error, WriteError::PredicateNotInXml { .. }), "{predicate}");
        assert!(error.to_string().contains(predicate), "{error}");
    }
    for predicate in
        ["http://e/1a", "urn:a", &format!("{rdf}_1"), &format!("{rdf}type"), "http://e/é"]
    {
        try_predicate(predicate).unwrap();
    }
    let control = Quad::new(
        node("http://e/s"),
        node("http://e/p"),
        Literal::new_simple_literal("a\u{1}b"),
        GraphName::DefaultGraph,
    );
    let error = write_quad_slice(Vec::new(), Syntax::RdfXml, &Prefixes::default(), &[control]);
    assert!(error.unwrap_err().to_string().contains("U+0001"));
}

#[test]
fn a_source_that_fails_is_the_error() {
    let quads = [Err("broken"), Err("never seen")];
    for syntax in Syntax::ALL {
        let result = write_quads(Vec::new(), syntax, &Prefixes::default(), quads.clone());
        assert!(matches!(result, Err(WriteError::Source("broken"))));
    }
}

#[test]
fn nothing_at_all_is_a_whole_file() {
    for syntax in Syntax::ALL {
        let text = written(syntax, &[]);
        assert_eq!(read(syntax, &text).unwrap(), [], "{syntax}: {text}");
    }
}

#[test]
fn only_used_prefixes_are_declared() {
    let quads =
        read(Syntax::Turtle, "<https://schema.org/a> a <<( <http://e/s> <http://e/p> 1 )>> .")
            .unwrap();
    let used = used_prefixes(&Prefixes::standard(), &quads);
    let names: Vec<_> = used.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["rdf", "schema", "xsd"]);
    assert!(!written(Syntax::Turtle, &quads).contains("prov"));
    let mut out = Vec::new();
    let all = quads.iter().cloned().map(Ok::<_, Infallible>);
    write_quads(&mut out, Syntax::Turtle, &Prefixes::standard(), all).unwrap();
    assert!(String::from_utf8(out).unwrap().contains("prov"));
}
