//! A view holds exactly the edges that it was built of, in order, both ways.

use super::{Triple, edge, graph, id, node, predicate_id, view_of};
use crate::model::{LimitExceeded, Limits};
use crate::traverse::{BuildError, Edge, EdgeReference, GraphView};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn edges_of(view: &GraphView) -> Vec<Edge> {
    view.nodes().flat_map(|v| view.out_edges(v)).map(|edge| view.edge_terms(edge.id())).collect()
}

proptest! {
    #[test]
    fn a_view_is_the_set_of_its_edges(
        (n, triples) in graph(12, 60),
        flags in prop::collection::vec(any::<(bool, bool)>(), 60),
    ) {
        let edges: Vec<Edge> = triples
            .iter()
            .zip(flags)
            .map(|(&triple, (asserted, inverse))| Edge { asserted, inverse, ..edge(triple) })
            .collect();
        let view = GraphView::build(
            (0..n).map(id),
            edges.iter().copied(),
            &Limits::default(),
        ).expect("small");
        let mut expected = BTreeMap::new();
        for edge in &edges {
            let key = (edge.source, edge.target, view.predicate(edge.predicate), edge.inverse);
            *expected.entry(key).or_insert(false) |= edge.asserted;
        }
        let found: Vec<_> = view
            .nodes()
            .flat_map(|v| view.out_edges(v))
            .map(|edge| {
                let terms = view.edge_terms(edge.id());
                let key = (terms.source, terms.target, view.predicate(terms.predicate), terms.inverse);
                (key, terms.asserted)
            })
            .collect();
        prop_assert_eq!(&found, &expected.into_iter().collect::<Vec<_>>());
        let mut incoming: Vec<_> = view.nodes().flat_map(|v| view.in_edges(v)).collect();
        let order = |edge: &EdgeReference<'_>| (edge.target(), edge.source(), edge.id());
        prop_assert!(incoming.iter().map(order).is_sorted());
        incoming.sort_by_key(|edge| edge.id());
        let outgoing: Vec<_> = view.nodes().flat_map(|v| view.out_edges(v)).collect();
        prop_assert_eq!(incoming.len(), outgoing.len());
        for (a, b) in incoming.iter().zip(&outgoing) {
            prop_assert_eq!(
                (a.id(), a.source(), a.target(), a.label()),
                (b.id(), b.source(), b.target(), b.label())
            );
            let same = view.edge(a.id());
            prop_assert_eq!((same.source(), same.target()), (a.source(), a.target()));
        }
        let pairs: Vec<_> = outgoing.iter().map(|edge| (edge.source(), edge.target())).collect();
        let distinct: BTreeSet<_> = pairs.iter().copied().collect();
        prop_assert_eq!(view.has_parallel_edges(), distinct.len() < pairs.len());
        for a in view.nodes() {
            for b in view.nodes() {
                let expected: Vec<_> = outgoing
                    .iter()
                    .filter(|edge| (edge.source(), edge.target()) == (a, b))
                    .map(|edge| edge.id())
                    .collect();
                let found: Vec<_> = view.edges_between(a, b).map(|edge| edge.id()).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}

#[test]
fn nodes_come_from_edges_and_from_the_list() {
    let triples: [Triple; 2] = [(5, 0, 2), (9, 1, 5)];
    let view =
        GraphView::build([id(7), id(2)], triples.map(edge), &Limits::default()).expect("small");
    let nodes: Vec<_> = view.nodes().map(|v| view.term(v)).collect();
    assert_eq!(nodes, [id(2), id(5), id(7), id(9)]);
    assert_eq!(view.node(id(7)), Some(node(2)));
    assert_eq!(view.node(id(3)), None);
    assert_eq!(view.predicates(), [predicate_id(0), predicate_id(1)]);
    assert_eq!(edges_of(&view), triples.map(edge));
    assert_eq!(edges_of(&view)[0].triple(), [id(5), predicate_id(0), id(2)]);
}

#[test]
fn an_empty_view_has_nothing() {
    for view in [view_of(0, &[]), GraphView::default()] {
        assert_eq!((view.node_count(), view.edge_count()), (0, 0));
        assert_eq!(view.nodes().count(), 0);
        assert_eq!(view.node(id(0)), None);
        assert_eq!(edges_of(&view), []);
    }
}

#[test]
fn a_large_row_and_many_small_ones_are_sorted() {
    let n = 40_000;
    let mut triples: Vec<Triple> = (0..n).rev().map(|t| (3, t % 2, t)).collect();
    triples.extend((0..n).flat_map(|s| [(s, 2, (s * 7) % n), (s, 2, (s * 7) % n)]));
    let view = view_of(n, &triples);
    assert_eq!(view.edge_count(), 2 * n as usize);
    for v in view.nodes() {
        assert!(view.out_neighbours(v).is_sorted());
        assert!(view.in_neighbours(v).is_sorted());
    }
    assert_eq!(view.out_neighbours(node(3)).len(), n as usize + 1);
    assert!(view.size_bytes() < 2 * n as usize * 40);
}

#[test]
fn building_ends_when_it_is_called_off() {
    let limits = Limits::default();
    limits.cancel();
    let built = GraphView::build([], [edge((0, 0, 1))], &limits);
    assert_eq!(built.expect_err("cancelled"), BuildError::Limit(LimitExceeded::Cancelled));
}
