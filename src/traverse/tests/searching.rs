//! Breadth-first searches against distances by relaxation, under every filter.

use super::{Triple, graph, id, node, numbers, predicate_id, view_of};
use crate::model::{LimitExceeded, Limits};
use crate::traverse::{Direction, GraphView, SearchFilter, levels, neighbourhood, shortest_path};
use proptest::prelude::*;

/// What a filter allows, written down a second time.
#[derive(Clone, Debug)]
pub(super) struct Allowed {
    pub direction: Direction,
    pub via: Option<Vec<u32>>,
    pub avoid_predicates: Vec<u32>,
    pub avoid_nodes: Vec<u32>,
}

impl Allowed {
    pub fn filter(&self, view: &GraphView) -> SearchFilter {
        let ids = |numbers: &[u32]| numbers.iter().map(|&p| predicate_id(p)).collect::<Vec<_>>();
        let nodes: Vec<_> = self.avoid_nodes.iter().map(|&n| id(n)).collect();
        let mut filter = SearchFilter::new(self.direction).avoid_nodes(view, &nodes);
        if let Some(via) = &self.via {
            filter = filter.via(view, &ids(via));
        }
        if !self.avoid_predicates.is_empty() {
            filter = filter.avoid_predicates(view, &ids(&self.avoid_predicates));
        }
        filter
    }

    /// The pairs that one step joins, each once, for a search between these two.
    pub fn steps(&self, triples: &[Triple], ends: [u32; 2]) -> Vec<(u32, u32)> {
        let enterable = |n: u32| ends.contains(&n) || !self.avoid_nodes.contains(&n);
        let mut steps: Vec<_> = triples
            .iter()
            .filter(|(_, p, _)| {
                self.via.as_ref().is_none_or(|via| via.contains(p))
                    && !self.avoid_predicates.contains(p)
            })
            .flat_map(|&(s, _, t)| match self.direction {
                Direction::Forward => vec![(s, t)],
                Direction::Backward => vec![(t, s)],
                Direction::Any => vec![(s, t), (t, s)],
            })
            .filter(|&(a, b)| enterable(a) && enterable(b))
            .collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }
}

pub(super) fn allowed() -> impl Strategy<Value = Allowed> {
    (
        prop_oneof![Just(Direction::Forward), Just(Direction::Backward), Just(Direction::Any)],
        prop::option::weighted(0.3, prop::collection::vec(0..4u32, 0..3)),
        prop_oneof![3 => Just(vec![]), 1 => prop::collection::vec(0..4u32, 1..3)],
        prop_oneof![2 => Just(vec![]), 1 => prop::collection::vec(0..12u32, 1..3)],
    )
        .prop_map(|(direction, via, avoid_predicates, avoid_nodes)| Allowed {
            direction,
            via,
            avoid_predicates,
            avoid_nodes,
        })
}

fn distances(n: u32, steps: &[(u32, u32)], start: u32) -> Vec<Option<u32>> {
    let mut hops = vec![None; n as usize];
    hops[start as usize] = Some(0);
    for _ in 0..n {
        for &(a, b) in steps {
            if let Some(via_a) = hops[a as usize].map(|hops| hops + 1)
                && hops[b as usize].is_none_or(|known| via_a < known)
            {
                hops[b as usize] = Some(via_a);
            }
        }
    }
    hops
}

proptest! {
    #[test]
    fn levels_are_distances((n, triples) in graph(12, 30), allowed in allowed(), start in 0..12u32, hops_max in 0..8usize) {
        let start = start % n;
        let view = view_of(n, &triples);
        let filter = allowed.filter(&view);
        let expected: Vec<_> = distances(n, &allowed.steps(&triples, [start, start]), start)
            .into_iter()
            .map(|hops| hops.filter(|&hops| hops as usize <= hops_max))
            .collect();
        let found = levels(&view, &[node(start)], &filter, hops_max, &Limits::default()).expect("no limits");
        let hops: Vec<_> = view.nodes().map(|v| found.hops(v)).collect();
        prop_assert_eq!(&hops, &expected);
        prop_assert!(found.reached().iter().map(|&v| found.hops(v)).is_sorted());
        prop_assert_eq!(found.reached().len(), expected.iter().flatten().count());

        let mut near: Vec<_> = expected.iter().enumerate().filter_map(|(v, hops)| hops.map(|hops| (hops, v as u32))).collect();
        near.sort_unstable();
        for nodes_max in [0, 1, 3, usize::MAX] {
            let around = neighbourhood(&view, node(start), &filter, hops_max, nodes_max, &Limits::default()).expect("no limits");
            let found: Vec<_> = around.nodes.iter().map(|&(v, hops)| (hops, v.number())).collect();
            prop_assert_eq!(&found[..], &near[..nodes_max.min(near.len())]);
            prop_assert_eq!(around.is_cut, near.len() > nodes_max);
        }
    }

    #[test]
    fn both_ends_meet_on_a_shortest_path((n, triples) in graph(12, 30), allowed in allowed(), ends in (0..12u32, 0..12u32), hops_max in prop_oneof![0..5usize, Just(usize::MAX)]) {
        let (from, to) = (ends.0 % n, ends.1 % n);
        let view = view_of(n, &triples);
        let filter = allowed.filter(&view);
        let steps = allowed.steps(&triples, [from, to]);
        let expected = distances(n, &steps, from)[to as usize].filter(|&hops| hops as usize <= hops_max);
        let found = shortest_path(&view, node(from), node(to), &filter, hops_max, &Limits::default()).expect("no limits");
        prop_assert_eq!(found.as_ref().map(|path| path.hops() as u32), expected);
        if let Some(path) = found {
            let nodes = numbers(path.nodes());
            prop_assert_eq!((nodes[0], nodes[nodes.len() - 1]), (from, to));
            prop_assert!(nodes.windows(2).all(|pair| steps.contains(&(pair[0], pair[1]))));
            prop_assert!(path.steps(&view, &filter).iter().all(|edges| !edges.is_empty()));
        }
    }
}

#[test]
fn a_step_has_all_its_edges_both_ways() {
    let view = view_of(2, &[(0, 0, 1), (0, 1, 1), (1, 0, 0), (0, 2, 0)]);
    let steps = |direction, from, to| {
        let filter = SearchFilter::new(direction);
        let edges = filter.edges_of_step(&view, node(from), node(to));
        edges.into_iter().map(|edge| view.edge_terms(edge).predicate).collect::<Vec<_>>()
    };
    let [p0, p1, p2] = [0, 1, 2].map(predicate_id);
    assert_eq!(steps(Direction::Forward, 0, 1), [p0, p1]);
    assert_eq!(steps(Direction::Backward, 0, 1), [p0]);
    assert_eq!(steps(Direction::Any, 0, 1), [p0, p1, p0]);
    for direction in [Direction::Forward, Direction::Backward, Direction::Any] {
        assert_eq!(steps(direction, 0, 0), [p2]);
    }
}

#[test]
fn asserted_only_passes_what_is_merely_stated() {
    let mut edges = [(0, 0, 1), (1, 0, 2), (0, 0, 3), (3, 0, 4), (4, 0, 2)].map(super::edge);
    edges[1].asserted = false;
    let view = GraphView::build([], edges, &Limits::default()).expect("small");
    let hops = |filter: SearchFilter| {
        shortest_path(&view, node(0), node(2), &filter, usize::MAX, &Limits::default())
            .expect("no limits")
            .map(|path| path.hops())
    };
    assert_eq!(hops(SearchFilter::default()), Some(2));
    assert_eq!(hops(SearchFilter::default().asserted_only()), Some(3));
}

#[test]
fn a_search_ends_when_it_is_called_off() {
    let view = view_of(3, &[(0, 0, 1), (1, 0, 2)]);
    let limits = Limits::default();
    limits.cancel();
    let filter = SearchFilter::default();
    let cancelled = Some(LimitExceeded::Cancelled);
    assert_eq!(shortest_path(&view, node(0), node(2), &filter, 9, &limits).err(), cancelled);
    assert_eq!(levels(&view, &[node(0)], &filter, 9, &limits).err(), cancelled);
    assert_eq!(neighbourhood(&view, node(0), &filter, 9, 9, &limits).err(), cancelled);
}
