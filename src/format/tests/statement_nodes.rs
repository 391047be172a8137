//! Triple terms in JSON-LD.

use super::*;
use crate::format::write_quad_slice;
use crate::model::Prefixes;

/// What JSON-LD keeps of a Turtle text: the count of statements, and the quads as they are read again, sorted.
fn through_json_ld(turtle: &str) -> (u64, Vec<String>) {
    let quads = read(Syntax::TriG, format!("PREFIX : <http://e/>\n{turtle}")).unwrap();
    let mut out = Vec::new();
    let summary =
        write_quad_slice(&mut out, Syntax::JsonLd, &Prefixes::standard(), &quads).unwrap();
    let mut back = lines(&read(Syntax::JsonLd, out).unwrap());
    back.sort();
    let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    let short =
        |line: &String| line.replace("http://e/", ":").replace(rdf, "rdf:").replace(['<', '>'], "");
    (summary.statements, back.iter().map(short).collect())
}

#[test]
fn a_reifier_of_one_triple_is_the_statement() {
    let (statements, quads) = through_json_ld(":a :p :b ~ :r {| :status \"said\" |} .");
    assert_eq!(statements, 1);
    assert_eq!(
        quads,
        [
            ":a :p :b",
            ":r :status \"said\"",
            ":r rdf:object :b",
            ":r rdf:predicate :p",
            ":r rdf:subject :a",
            ":r rdf:type rdf:Statement",
        ]
    );
}

#[test]
fn an_unasserted_content_stays_unasserted() {
    let (_, quads) = through_json_ld("<< :a :p :b ~ :r >> :status \"planned\" .");
    assert!(!quads.contains(&":a :p :b".to_owned()));
    assert_eq!(quads.len(), 5);
}

#[test]
fn each_of_several_contents_has_a_node_of_its_own() {
    let (statements, quads) = through_json_ld(
        ":r rdf:reifies <<( :a :p 1 )>> , <<( :a :p 2 )>> .
         _:statement1 :q 3 ."
            .replace("rdf:reifies", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies>")
            .as_str(),
    );
    assert_eq!(statements, 2);
    assert_eq!(quads.len(), 2 + 2 * 4 + 1);
    assert_eq!(quads.iter().filter(|line| line.starts_with(":r rdf:reifies _:")).count(), 2);
    assert_eq!(quads.iter().filter(|line| line.contains("rdf:subject")).count(), 2);
}

#[test]
fn labels_of_new_nodes_keep_clear_of_those_in_use() {
    use crate::format::statements::statements_for_triple_terms;
    let mut quads =
        read(Syntax::Turtle, "_:x <http://e/p> <<( <http://e/a> <http://e/p> 1 )>> .").unwrap();
    quads[0].subject = crate::model::BlankNode::new_unchecked("statement1").into();
    let (quads, count) = statements_for_triple_terms(quads);
    assert_eq!(count, 1);
    assert_eq!(quads.len(), 5);
    assert!(
        lines(&quads)[4].starts_with("_:statement1 <http://e/p> _:statement2"),
        "{:?}",
        lines(&quads)
    );
}

#[test]
fn nested_terms_and_other_positions_become_nodes_once_in_each_graph() {
    let (statements, quads) = through_json_ld(
        ":x :q <<( :a :p <<( :c :d :e )>> )>> . :y :q <<( :a :p <<( :c :d :e )>> )>> .
         :g { :z :q <<( :c :d :e )>> }",
    );
    assert_eq!(statements, 2);
    // Three uses, two descriptions in the default graph, one in :g.
    assert_eq!(quads.len(), 3 + 3 * 4);
    assert_eq!(quads.iter().filter(|line| line.ends_with("rdf:Statement :g")).count(), 1);
}

#[test]
fn one_content_in_two_graphs_is_one_statement() {
    let (statements, quads) = through_json_ld("<< :a :p :b ~ :r >> . :g { << :a :p :b ~ :r >> . }");
    assert_eq!(statements, 1);
    assert_eq!(quads.len(), 8);
}

#[test]
fn later_triples_stay_with_their_subjects() {
    let (_, quads) = through_json_ld(":s :p :o ; :says <<( :a :p :b )>> ; :q :z . :t :p :o .");
    for kept in [":s :p :o", ":s :q :z", ":t :p :o"] {
        assert!(quads.contains(&kept.to_owned()), "{kept}");
    }
}
