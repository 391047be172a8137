//! Views against a plain reading of their definition, on random small graphs.

use super::random_quads::{self, iri};
use super::{View, ViewSpec};
use crate::model::vocab::{rdf, wl};
use crate::model::{IdQuad, NamedOrBlankNode, Quad, QuadPattern, Term, Triple};
use crate::store::Store;
use proptest::prelude::*;
use std::collections::HashSet;

fn triple() -> impl Strategy<Value = Triple> + Clone {
    (0..2u8, 0..2u8, 0..2u8)
        .prop_map(|(s, p, o)| Triple::new(iri("s", s), iri("p", p), iri("s", o)))
}

fn quad() -> impl Strategy<Value = Quad> {
    random_quads::quad(triple(), [0, 1, 2].map(|n| iri("status", n)))
}

/// What a view holds, in the words of its definition.
fn expected(quads: &HashSet<Quad>, spec: &ViewSpec) -> HashSet<Quad> {
    let reifiers_of = |triple: &Triple| -> Vec<&Quad> {
        let content = Term::from(triple.clone());
        quads.iter().filter(|q| q.predicate == rdf::REIFIES && q.object == content).collect()
    };
    let has_listed_status = |reifier: &NamedOrBlankNode| match spec {
        ViewSpec::Asserted => false,
        ViewSpec::All => true,
        ViewSpec::Statuses(listed) => quads.iter().any(|q| {
            q.subject == *reifier
                && q.predicate == wl::STATUS
                && listed.iter().any(|status| q.object == Term::from(status.clone()))
        }),
    };
    let holds = |quad: &Quad| {
        let reifiers = reifiers_of(&Triple::from(quad.clone()));
        match spec {
            ViewSpec::Asserted | ViewSpec::All => true,
            ViewSpec::Statuses(_) => {
                reifiers.is_empty() || reifiers.iter().any(|r| has_listed_status(&r.subject))
            }
        }
    };
    let mut view: HashSet<Quad> = quads.iter().filter(|quad| holds(quad)).cloned().collect();
    for reifies in quads.iter().filter(|quad| quad.predicate == rdf::REIFIES) {
        let Term::Triple(content) = &reifies.object else { continue };
        let is_asserted = quads.iter().any(|quad| Triple::from(quad.clone()) == **content);
        if !is_asserted && has_listed_status(&reifies.subject) {
            view.insert((**content).clone().in_graph(reifies.graph_name.clone()));
        }
    }
    view
}

fn specs() -> Vec<ViewSpec> {
    let listed =
        |statuses: &[u8]| ViewSpec::Statuses(statuses.iter().map(|&n| iri("status", n)).collect());
    vec![
        ViewSpec::Asserted,
        ViewSpec::All,
        listed(&[]),
        listed(&[0]),
        listed(&[1, 2]),
        listed(&[0, 1, 2]),
        listed(&[9]),
    ]
}

/// Every pattern that binds some columns of a quad.
fn patterns(quad: &IdQuad) -> impl Iterator<Item = QuadPattern> + use<> {
    let quad = *quad;
    (0..16u8).map(move |bound| {
        let has = |bit: u8| bound & (1 << bit) != 0;
        QuadPattern {
            subject: has(0).then_some(quad.subject),
            predicate: has(1).then_some(quad.predicate),
            object: has(2).then_some(quad.object),
            graph: has(3).then_some(quad.graph),
        }
    })
}

fn fits(pattern: &QuadPattern, quad: &IdQuad) -> bool {
    pattern.subject.is_none_or(|id| id == quad.subject)
        && pattern.predicate.is_none_or(|id| id == quad.predicate)
        && pattern.object.is_none_or(|id| id == quad.object)
        && pattern.graph.is_none_or(|id| id == quad.graph)
}

proptest! {
    #[test]
    fn a_view_holds_what_its_definition_says(quads in prop::collection::hash_set(quad(), 0..24)) {
        let store = Store::new();
        let mut transaction = store.begin();
        for quad in &quads {
            transaction.insert(quad).unwrap();
        }
        transaction.commit().unwrap();
        let snapshot = store.snapshot();
        for spec in specs() {
            let expected = expected(&quads, &spec);
            let view = View::new(snapshot.clone(), spec);
            let scanned: Vec<IdQuad> = view.scan(&QuadPattern::ALL).collect();
            let terms: Vec<Quad> = scanned.iter().map(|q| snapshot.quad(q).unwrap()).collect();
            prop_assert_eq!(terms.iter().cloned().collect::<HashSet<_>>(), expected.clone());
            prop_assert_eq!(terms.len(), expected.len(), "each quad comes once");
            // Scans of patterns, counts and look-ups agree with the whole; quads that the view hides are asked for too.
            let hidden = snapshot.scan(&QuadPattern::ALL);
            for quad in scanned.iter().copied().chain(hidden) {
                prop_assert_eq!(view.contains(&quad), scanned.contains(&quad));
                for pattern in patterns(&quad) {
                    let mut found: Vec<IdQuad> = view.scan(&pattern).collect();
                    let mut all: Vec<IdQuad> =
                        scanned.iter().copied().filter(|quad| fits(&pattern, quad)).collect();
                    prop_assert_eq!(view.count(&pattern), all.len() as u64);
                    found.sort();
                    all.sort();
                    prop_assert_eq!(found, all);
                }
            }
        }
    }
}
