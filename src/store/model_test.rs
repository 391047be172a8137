//! The store against a plain set of quads: random transactions and what they read of themselves, every
//! shape of pattern, held snapshots.

use super::{GraphSet, Snapshot, SnapshotId, Store, Transaction};
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
    (node(), iri(), term(), graph()).prop_map(|(s, p, o, g)| Quad::new(s, p, o, g))
}

fn sorted(snapshot: &Snapshot, quads: impl Iterator<Item = IdQuad>) -> Vec<String> {
    let mut quads: Vec<String> =
        quads.map(|quad| snapshot.quad(&quad).expect("an id of this store").to_string()).collect();
    quads.sort();
    quads
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

/// What a store holds: quads as text, by graph, and the graphs that were created.
#[derive(Clone, Default, PartialEq, Debug)]
struct Model {
    quads: BTreeSet<(GraphKey, String)>,
    created: BTreeSet<GraphKey>,
}

/// A graph as text; the default graph's is empty.
type GraphKey = String;

fn graph_key(graph: &GraphName) -> GraphKey {
    match graph {
        GraphName::DefaultGraph => String::new(),
        named => named.to_string(),
    }
}

/// One step of a transaction.
#[derive(Clone, Debug)]
enum Step {
    Insert(Quad),
    Remove(Quad),
    Create(NamedOrBlankNode),
    Clear(Graphs),
    Drop(Graphs),
    /// Looks at what the transaction has made so far.
    Look,
}

#[derive(Clone, Debug)]
enum Graphs {
    One(GraphName),
    Named,
    All,
}

impl Graphs {
    fn as_set(&self) -> GraphSet<'_> {
        match self {
            Self::One(graph) => GraphSet::One(graph.as_ref()),
            Self::Named => GraphSet::Named,
            Self::All => GraphSet::All,
        }
    }

    fn is_meant(&self, key: &GraphKey) -> bool {
        match self {
            Self::One(graph) => graph_key(graph) == *key,
            Self::Named => !key.is_empty(),
            Self::All => true,
        }
    }
}

fn graph() -> impl Strategy<Value = GraphName> {
    prop_oneof![3 => Just(GraphName::DefaultGraph), 2 => node().prop_map(GraphName::from)]
}

fn step() -> impl Strategy<Value = Step> {
    let graphs = || prop_oneof![4 => graph().prop_map(Graphs::One), 1 => Just(Graphs::Named), 1 => Just(Graphs::All)];
    prop_oneof![
        12 => quad().prop_map(Step::Insert),
        6 => quad().prop_map(Step::Remove),
        2 => node().prop_map(Step::Create),
        1 => graphs().prop_map(Step::Clear),
        1 => graphs().prop_map(Step::Drop),
        3 => Just(Step::Look),
    ]
}

impl Model {
    fn take(&mut self, step: &Step) {
        match step {
            Step::Insert(quad) => {
                self.quads.insert((graph_key(&quad.graph_name), quad.to_string()));
            }
            Step::Remove(quad) => {
                self.quads.remove(&(graph_key(&quad.graph_name), quad.to_string()));
            }
            Step::Create(name) => {
                self.created.insert(name.to_string());
            }
            Step::Clear(graphs) => self.quads.retain(|(graph, _)| !graphs.is_meant(graph)),
            Step::Drop(graphs) => {
                self.quads.retain(|(graph, _)| !graphs.is_meant(graph));
                self.created.retain(|graph| !graphs.is_meant(graph));
            }
            Step::Look => {}
        }
    }

    fn graphs(&self) -> BTreeSet<GraphKey> {
        let with_quads = self.quads.iter().map(|(graph, _)| graph);
        with_quads.filter(|graph| !graph.is_empty()).chain(&self.created).cloned().collect()
    }
}

fn take(transaction: &mut Transaction<'_>, step: &Step, model: &Model) {
    match step {
        Step::Insert(quad) => transaction.insert(quad),
        Step::Remove(quad) => {
            transaction.remove(quad);
            Ok(())
        }
        Step::Create(name) => transaction.create_graph(name),
        Step::Clear(graphs) => transaction.clear_graphs(graphs.as_set()),
        Step::Drop(graphs) => transaction.drop_graphs(graphs.as_set()),
        Step::Look => transaction.snapshot().map(|snapshot| {
            assert_eq!(snapshot.id(), SnapshotId::UNPUBLISHED);
            assert_holds(&snapshot, model);
        }),
    }
    .expect("room for a term");
}

fn assert_holds(snapshot: &Snapshot, model: &Model) {
    let all = sorted(snapshot, snapshot.scan(&QuadPattern::ALL));
    let mut expected: Vec<String> = model.quads.iter().map(|(_, quad)| quad.clone()).collect();
    expected.sort();
    assert_eq!(all, expected);
    assert_eq!(snapshot.len(), model.quads.len() as u64);
    let names: Vec<TermId> = snapshot.named_graphs().collect();
    let graphs: BTreeSet<GraphKey> = names
        .iter()
        .map(|&name| snapshot.term(name).expect("an id of this store").to_string())
        .collect();
    assert_eq!(graphs.len(), names.len(), "a graph came twice");
    assert_eq!(graphs, model.graphs());
    for id in (1..=snapshot.terms_len()).filter_map(TermId::new) {
        assert_eq!(snapshot.contains_graph(id), names.contains(&id));
    }
}

proptest! {
    #[test]
    fn equals_a_set_of_quads(
        transactions in prop::collection::vec(
            (prop::collection::vec(step(), 0..12), prop::bool::weighted(0.8)),
            0..6,
        )
    ) {
        let store = Store::new();
        let mut model = Model::default();
        let mut held = Vec::new();
        for (steps, commit) in transactions {
            let before = model.clone();
            let mut transaction = store.begin();
            for step in &steps {
                model.take(step);
                take(&mut transaction, step, &model);
            }
            if commit {
                let summary = transaction.commit().expect("room for a term");
                let difference = |a: &Model, b: &Model| a.quads.difference(&b.quads).count() as u64;
                prop_assert_eq!(summary.inserted, difference(&model, &before));
                prop_assert_eq!(summary.removed, difference(&before, &model));
                prop_assert_eq!(summary.changed, model != before);
                prop_assert_eq!(summary.snapshot, store.snapshot().id());
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

#[test]
fn new_blank_nodes_are_new_also_beside_those_of_a_transaction() {
    let store = Store::new();
    let mut transaction = store.begin();
    let p = NamedNode::new_unchecked("http://example.com/p");
    let inner = Triple::new(BlankNode::new_unchecked("b7"), p.clone(), p.clone());
    transaction
        .insert(&Quad::new(p.clone(), p.clone(), inner, GraphName::DefaultGraph))
        .expect("room for a term");
    assert_eq!(transaction.blank_nodes().fresh().as_str(), "b8");
    transaction.commit().expect("room for a term");
    assert_eq!(store.begin().blank_nodes().fresh().as_str(), "b8");
}
