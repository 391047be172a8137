//! Counts against a plain reading: what a pattern matches in `all` and not in the view.

use super::{Hint, Unasserted};
use crate::evidence::random_quads::{self, iri};
use crate::evidence::{View, ViewSpec};
use crate::model::{NamedNode, Prefixes, Quad, Triple};
use crate::sparql::{Answer, DatasetSpec, ParseOptions, Query, QueryOptions};
use crate::store::{Snapshot, Store};
use proptest::prelude::*;

fn triple() -> impl Strategy<Value = Triple> + Clone {
    (0..3u8, 0..2u8, 0..3u8)
        .prop_map(|(s, p, o)| Triple::new(iri("n", s), iri("p", p), iri("n", o)))
}

fn quad() -> impl Strategy<Value = Quad> {
    let statuses = [wl_status("Reported"), wl_status("Claimed"), iri("status", 0)];
    random_quads::quad(triple(), statuses)
}

fn wl_status(name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{name}", crate::model::vocab::WL))
}

/// The text of a triple pattern with some positions bound, and in some graphs.
fn pattern() -> impl Strategy<Value = String> {
    let position = |variables: [&'static str; 2], name: &'static str, most: u8| {
        prop_oneof![
            (0..2usize).prop_map(move |n| variables[n].to_owned()),
            (0..most).prop_map(move |n| iri(name, n).to_string()),
        ]
    };
    let triple = (
        position(["?a", "?b"], "n", 3),
        position(["?p", "?q"], "p", 2),
        position(["?a", "?c"], "n", 3),
    );
    (triple, 0..3u8).prop_map(|((s, p, o), graph)| match graph {
        0 => format!("GRAPH ?g {{ {s} {p} {o} }}"),
        1 => format!("GRAPH <http://example.com/g0> {{ {s} {p} {o} }}"),
        _ => format!("{s} {p} {o}"),
    })
}

fn rows(query: &Query, view: &View, options: &QueryOptions) -> u64 {
    let Answer::Solutions(solutions) = query.run(view, options).unwrap() else {
        panic!("SELECT gives solutions");
    };
    solutions.map(Result::unwrap).count() as u64
}

fn snapshot_of(quads: &[Quad]) -> Snapshot {
    let store = Store::new();
    let mut transaction = store.begin();
    for quad in quads {
        transaction.insert(quad).unwrap();
    }
    transaction.commit().unwrap();
    store.snapshot()
}

fn unasserted(hints: Vec<Hint>) -> Option<Unasserted> {
    hints.into_iter().find_map(|hint| match hint {
        Hint::Unasserted(unasserted) => Some(unasserted),
        _ => None,
    })
}

proptest! {
    #[test]
    fn as_many_triples_are_told_as_the_view_all_has_more(
        quads in prop::collection::vec(quad(), 0..24),
        pattern in pattern(),
        view in prop::sample::select(vec!["asserted", "Reported", "Claimed", "Opinion"]),
        union_default_graph in any::<bool>(),
    ) {
        let snapshot = snapshot_of(&quads);
        let prefixes = Prefixes::standard();
        let view_of = |text: &str| {
            View::new(snapshot.clone(), ViewSpec::parse(text, &prefixes).unwrap())
        };
        let options = QueryOptions {
            dataset: DatasetSpec { union_default_graph, ..DatasetSpec::default() },
            ..QueryOptions::default()
        };
        // A triple that stands in several graphs is one triple.
        let text = format!("SELECT DISTINCT ?a ?b ?c ?p ?q {{ {pattern} }}");
        let query = Query::parse(&text, &ParseOptions::default()).unwrap();
        let rows_in = |view: &View| rows(&query, view, &options);
        let view = view_of(view);
        let more = rows_in(&view_of("all")) - rows_in(&view);
        let hints = query.hints(&view, &options, rows_in(&view) == 0, &prefixes);
        match unasserted(hints) {
            None => prop_assert_eq!(more, 0),
            Some(told) => {
                prop_assert_eq!(told.triples, more);
                prop_assert_eq!(told.triples_of_all_patterns, more);
                let then = view_of(&told.view);
                prop_assert!(rows_in(&then) >= rows_in(&view) + more, "{} adds fewer", told.view);
            }
        }
    }
}

#[test]
fn a_hint_is_data_and_a_sentence() {
    let quads = [Triple::new(iri("a", 1), iri("p", 1), iri("b", 1)).in_graph(iri("g", 1))];
    let view = View::new(snapshot_of(&quads), ViewSpec::Asserted);
    let mut prefixes = Prefixes::standard();
    prefixes.insert("ex", "http://example.com/");
    let hints = |text: &str| {
        let options = ParseOptions { prefixes: prefixes.clone(), ..ParseOptions::default() };
        let query = Query::parse(text, &options).unwrap();
        query.hints(&view, &QueryOptions::default(), true, &prefixes)
    };
    assert_eq!(
        serde_json::to_value(hints("ASK { ?x ex:p1 ?y }")).unwrap(),
        serde_json::json!([{ "kind": "named_graphs", "quads": 1, "graphs": 1 }])
    );
    let absent = hints("ASK { GRAPH ?g { ?x ex:q1 ex:b } }");
    assert_eq!(
        serde_json::to_value(&absent).unwrap(),
        serde_json::json!([
            { "kind": "absent", "role": "predicate", "term": "ex:q1", "nearest": "ex:p1" },
            { "kind": "absent", "role": "entity", "term": "ex:b" },
        ])
    );
    assert_eq!(absent[0].to_string(), "ex:q1 is the predicate of no triple: did you mean ex:p1?");
}
