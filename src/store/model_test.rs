//! The store against a plain set of quads: random transactions, every shape of pattern, held snapshots.

use super::{Snapshot, Store};
use crate::model::{
    BaseDirection, BlankNode, GraphName, IdQuad, Literal, NamedNode, NamedOrBlankNode, Quad,
    QuadPattern, Term, TermId, Triple, vocab,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn iri() -> impl Strategy<Value = NamedNode> {
    (0..6u8).prop_map(|n| NamedNode::new_unchecked(format!("http://example.com/{n}")))
}

fn node() -> impl Strategy<Value = NamedOrBlankNode> {
    prop_oneof![
        iri().prop_map(NamedOrBlankNode::from),
        (0..3u8).prop_map(|n| BlankNode::new_unchecked(format!("b{n}")).into()),
    ]
}

fn literal() -> impl Strategy<Value = Literal> {
    let form = prop_oneof![Just("1"), Just("01"), Just("1.50"), Just("é\u{0}x"), Just("")];
    (form, 0..6u8).prop_map(|(form, kind)| match kind {
        0 => Literal::new_simple_literal(form),
        1 => Literal::new_typed_literal(form, vocab::xsd::INTEGER),
        2 => Literal::new_typed_literal(form, NamedNode::new_unchecked("http://example.com/0")),
        3 => Literal::new_language_tagged_literal_unchecked(form, "en"),
        _ => Literal::new_directional_language_tagged_literal_unchecked(
            form,
            "en",
            if kind == 4 { BaseDirection::Ltr } else { BaseDirection::Rtl },
        ),
    })
}

fn term() -> impl Strategy<Value = Term> {
    let leaf = prop_oneof![node().prop_map(Term::from), literal().prop_map(Term::from)];
    leaf.prop_recursive(3, 8, 1, |inner| {
        (node(), iri(), inner).prop_map(|(s, p, o)| Triple::new(s, p, o).into())
    })
}

fn quad() -> impl Strategy<Value = Quad> {
    let graph = prop_oneof![
        3 => Just(GraphName::DefaultGraph),
        2 => node().prop_map(GraphName::from),
    ];
    (node(), iri(), term(), graph).prop_map(|(s, p, o, g)| Quad::new(s, p, o, g))
}

fn sorted(snapshot: &Snapshot, quads: impl Iterator<Item = IdQuad>) -> Vec<String> {
    let mut quads: Vec<String> =
        quads.map(|quad| snapshot.quad(&quad).expect("an id of this store").to_string()).collect();
    quads.sort();
    quads
}

fn assert_holds(snapshot: &Snapshot, model: &BTreeSet<String>) {
    let all = sorted(snapshot, snapshot.scan(&QuadPattern::ALL));
    assert_eq!(all, model.iter().cloned().collect::<Vec<_>>());
    assert_eq!(snapshot.len(), model.len() as u64);
}

/// Every pattern that some quad of the snapshot gives, with each position bound or not.
fn assert_patterns(snapshot: &Snapshot) {
    let all: Vec<IdQuad> = snapshot.scan(&QuadPattern::ALL).collect();
    for quad in &all {
        for bound in 0..16u8 {
            let pattern = QuadPattern {
                subject: (bound & 1 != 0).then_some(quad.subject),
                predicate: (bound & 2 != 0).then_some(quad.predicate),
                object: (bound & 4 != 0).then_some(quad.object),
                graph: (bound & 8 != 0).then_some(quad.graph),
            };
            let expected = sorted(snapshot, all.iter().copied().filter(|q| pattern.matches(q)));
            assert_eq!(snapshot.count(&pattern), expected.len() as u64, "{pattern:?}");
            assert_eq!(sorted(snapshot, snapshot.scan(&pattern)), expected, "{pattern:?}");
        }
        assert!(snapshot.contains(quad));
    }
    let predicates: BTreeSet<TermId> = all.iter().map(|quad| quad.predicate).collect();
    assert!(snapshot.predicates().eq(predicates.iter().copied()));
    for predicate in predicates {
        let quads = all.iter().filter(|quad| quad.predicate == predicate);
        let objects: BTreeSet<TermId> = quads.map(|quad| quad.object).collect();
        assert!(snapshot.objects(predicate).eq(objects));
    }
}

proptest! {
    #[test]
    fn equals_a_set_of_quads(
        transactions in prop::collection::vec(
            (prop::collection::vec((quad(), prop::bool::weighted(0.7)), 0..12), prop::bool::weighted(0.8)),
            0..6,
        )
    ) {
        let store = Store::new();
        let mut model = BTreeSet::new();
        let mut held = Vec::new();
        for (changes, commit) in transactions {
            let before = model.clone();
            let mut transaction = store.begin();
            for (quad, insert) in &changes {
                if *insert {
                    transaction.insert(quad).expect("room for a term");
                    model.insert(quad.to_string());
                } else {
                    transaction.remove(quad);
                    model.remove(&quad.to_string());
                }
            }
            if commit {
                let summary = transaction.commit().expect("room for a term");
                prop_assert_eq!(summary.inserted, model.difference(&before).count() as u64);
                prop_assert_eq!(summary.removed, before.difference(&model).count() as u64);
            } else {
                drop(transaction);
                model = before;
            }
            held.push((store.snapshot(), model.clone()));
        }
        for (snapshot, model) in &held {
            assert_holds(snapshot, model);
        }
        assert_patterns(&store.snapshot());
    }

    #[test]
    fn gives_every_term_back_letter_for_letter(terms in prop::collection::vec(term(), 1..20)) {
        let store = Store::new();
        let mut transaction = store.begin();
        let (s, p) = (NamedNode::new_unchecked("http://example.com/s"), vocab::rdf::TYPE);
        for term in &terms {
            let quad = Quad::new(s.clone(), p, term.clone(), GraphName::DefaultGraph);
            transaction.insert(&quad).expect("room for a term");
        }
        transaction.commit().expect("room for a term");
        let snapshot = store.snapshot();
        for term in &terms {
            let id = snapshot.id_of(term).expect("the term was inserted");
            prop_assert_eq!(&snapshot.term(id).expect("an id of this store"), term);
            if let Term::Triple(triple) = term {
                let parts = snapshot.triple_parts(id).expect("a triple term has parts");
                prop_assert_eq!(snapshot.id_of_triple(parts), Some(id));
                prop_assert_eq!(snapshot.term(parts[2]), Some(triple.object.clone()));
            }
        }
    }
}

#[test]
fn a_term_of_another_store_matches_nothing() {
    let store = Store::new();
    let id = TermId::new(1 << 40).expect("not 0");
    let pattern = QuadPattern { subject: Some(id), ..QuadPattern::ALL };
    assert_eq!(store.snapshot().scan(&pattern).count(), 0);
    assert_eq!(store.snapshot().term(id), None);
}
