//! Paths one after another, against all paths of small graphs written down and sorted; and graphs with more paths than
//! anybody can count.

use super::searching::allowed;
use super::{Triple, graph, node, numbers, view_of};
use crate::model::{LimitExceeded, Limits};
use crate::traverse::{Costs, Direction, NodeIndex, SearchFilter, cheapest_paths, shortest_paths};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Every loopless path that costs no more than `cost_max`, with what it costs, sorted.
fn all_paths(
    steps: &[(u32, u32)],
    from: u32,
    to: u32,
    cost_max: u64,
    cost: &dyn Fn(u32, u32) -> u64,
) -> Vec<(u64, Vec<u32>)> {
    fn go(
        steps: &[(u32, u32)],
        to: u32,
        cost_max: u64,
        cost: &dyn Fn(u32, u32) -> u64,
        path: &mut Vec<u32>,
        total: u64,
        found: &mut Vec<(u64, Vec<u32>)>,
    ) {
        if total > cost_max {
            return;
        }
        let last = path[path.len() - 1];
        if last == to {
            found.push((total, path.clone()));
            return;
        }
        for &(_, next) in steps.iter().filter(|&&(a, _)| a == last) {
            if path.contains(&next) {
                continue;
            }
            path.push(next);
            go(steps, to, cost_max, cost, path, total + cost(last, next), found);
            path.pop();
        }
    }
    let mut found = Vec::new();
    go(steps, to, cost_max, cost, &mut vec![from], 0, &mut found);
    found.sort_unstable();
    found
}

fn found<'a>(
    paths: impl Iterator<Item = Result<crate::traverse::Path, LimitExceeded>> + 'a,
) -> Vec<(u64, Vec<u32>)> {
    paths
        .map(|path| path.expect("no limits"))
        .map(|path| (path.cost(), numbers(path.nodes())))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn shortest_paths_are_all_paths_in_order((n, triples) in graph(7, 24), allowed in allowed(), ends in (0..7u32, 0..7u32), hops_max in prop_oneof![0..6usize, Just(usize::MAX)]) {
        let (from, to) = (ends.0 % n, ends.1 % n);
        let view = view_of(n, &triples);
        let filter = allowed.filter(&view);
        let expected = all_paths(&allowed.steps(&triples, [from, to]), from, to, hops_max as u64, &|_, _| 1);
        let limits = Limits::default();
        let paths = shortest_paths(&view, node(from), node(to), &filter, hops_max, &limits).expect("no limits");
        prop_assert_eq!(found(paths), expected);
    }

    #[test]
    fn shortest_paths_of_larger_graphs_are_in_order((n, triples) in graph(40, 90), allowed in allowed(), ends in (0..40u32, 0..40u32)) {
        let (from, to) = (ends.0 % n, ends.1 % n);
        let view = view_of(n, &triples);
        let filter = allowed.filter(&view);
        let expected = all_paths(&allowed.steps(&triples, [from, to]), from, to, 5, &|_, _| 1);
        let limits = Limits::default();
        let paths = shortest_paths(&view, node(from), node(to), &filter, 5, &limits).expect("no limits");
        prop_assert_eq!(found(paths), expected);
    }

    #[test]
    fn cheapest_paths_are_all_paths_in_order((n, triples) in graph(7, 20), allowed in allowed(), ends in (0..7u32, 0..7u32), node_costs in prop::collection::vec(0..4u32, 7), edge_costs in prop::collection::vec(0..4u32, 20)) {
        let (from, to) = (ends.0 % n, ends.1 % n);
        let view = view_of(n, &triples);
        let filter = allowed.filter(&view);
        let edge_costs = &edge_costs[..view.edge_count()];
        let cost = |a: u32, b: u32| {
            let edges = filter.edges_of_step(&view, node(a), node(b));
            let edge = edges.iter().map(|edge| edge_costs[edge.index()]).min().expect("a step");
            u64::from(edge + if b == to { 0 } else { node_costs[b as usize] }).max(1)
        };
        let expected = all_paths(&allowed.steps(&triples, [from, to]), from, to, u64::MAX, &cost);
        let costs = Costs { nodes: &node_costs, edges: edge_costs };
        let limits = Limits::default();
        let paths = cheapest_paths(&view, node(from), node(to), &filter, costs, &limits).expect("no limits");
        prop_assert_eq!(found(paths), expected);
    }
}

fn twenty_seconds() -> Limits {
    let mut limits = Limits::default();
    limits.deadline = Some(Instant::now() + Duration::from_secs(20));
    limits
}

/// A chain of diamonds: 2^count paths, all of the same length.
fn diamonds(count: u32) -> (u32, Vec<Triple>) {
    let triples = (0..count)
        .flat_map(|d| {
            let a = 3 * d;
            [(a, 0, a + 1), (a, 0, a + 2), (a + 1, 0, a + 3), (a + 2, 0, a + 3)]
        })
        .collect();
    (3 * count + 1, triples)
}

#[test]
fn ten_of_two_to_the_thousandth_paths_come_at_once() {
    let (n, triples) = diamonds(1000);
    let view = view_of(n, &triples);
    let limits = twenty_seconds();
    for filter in [SearchFilter::new(Direction::Forward), SearchFilter::default()] {
        let paths = shortest_paths(&view, node(0), node(n - 1), &filter, usize::MAX, &limits)
            .expect("in time");
        let first: Vec<_> = paths.take(10).map(|path| path.expect("in time")).collect();
        assert_eq!(first.len(), 10);
        assert!(first.iter().all(|path| path.hops() == 2000));
        assert!(first.windows(2).all(|pair| pair[0].nodes() < pair[1].nodes()));
    }
    assert_eq!(
        shortest_paths(&view, node(0), node(n - 1), &SearchFilter::default(), 1999, &limits)
            .expect("in time")
            .count(),
        0
    );
}

#[test]
fn a_crowd_that_leads_nowhere_costs_little() {
    // The start has one edge to the end, and one into a clique that only leads back: walks there are without number, paths none.
    let clique = 60;
    let mut triples = vec![(0, 0, 1), (0, 0, 2), (2, 0, 0)];
    triples.extend((2..clique).flat_map(|a| (2..clique).map(move |b| (a, 0, b))));
    let view = view_of(clique, &triples);
    let limits = twenty_seconds();
    for filter in [SearchFilter::new(Direction::Forward), SearchFilter::default()] {
        let paths = shortest_paths(&view, node(0), node(1), &filter, usize::MAX, &limits);
        assert_eq!(found(paths.expect("in time")), [(1, vec![0, 1])]);
    }
}

#[test]
fn the_ends_may_be_one_node_and_may_be_apart() {
    let view = view_of(4, &[(0, 0, 0), (0, 0, 1), (1, 0, 0)]);
    let filter = SearchFilter::default();
    let limits = Limits::default();
    let paths = |from, to| {
        found(
            shortest_paths(&view, node(from), node(to), &filter, usize::MAX, &limits)
                .expect("no limits"),
        )
    };
    assert_eq!(paths(0, 0), [(0, vec![0])]);
    assert_eq!(paths(3, 3), [(0, vec![3])]);
    assert_eq!(paths(0, 3), []);
    assert_eq!(paths(3, 0), []);
    assert_eq!(paths(0, 1), [(1, vec![0, 1])]);
}

#[test]
fn a_story_beats_a_hub() {
    // 0 and 1 are both neighbours of the hub 2, which has hundreds; and 0, 3, 4, 1 is a chain of three steps.
    let mut triples = vec![(0, 0, 2), (1, 0, 2), (0, 1, 3), (3, 1, 4), (4, 1, 1)];
    triples.extend((5..500).map(|other| (other, 0, 2)));
    let view = view_of(500, &triples);
    let filter = SearchFilter::default();
    let limits = Limits::default();
    let nodes = Costs::by_degree(&view);
    let costs = Costs { nodes: &nodes, edges: &[] };
    let paths = cheapest_paths(&view, node(0), node(1), &filter, costs, &limits);
    let paths: Vec<_> =
        found(paths.expect("no limits")).into_iter().map(|(_, nodes)| nodes).collect();
    assert_eq!(paths, [vec![0, 3, 4, 1], vec![0, 2, 1]]);
    let by_hops = shortest_paths(&view, node(0), node(1), &filter, usize::MAX, &limits);
    assert_eq!(found(by_hops.expect("no limits"))[0].1, [0, 2, 1]);
    let unit = f64::from(Costs::UNIT);
    assert_eq!(nodes[2], ((1.0 + 497f64.ln()) * unit).round() as u32);
    assert_eq!(nodes[499], Costs::UNIT);
}

proptest! {
    /// A chain of three steps with a few side branches, and a hub: the chain comes first exactly if it is cheaper by 1 + ln d.
    #[test]
    fn stories_and_hubs_are_weighed_by_their_degrees(hub in 2..3000u32, branches in (0..9u32, 0..9u32)) {
        let mut triples = vec![(0, 0, 2), (1, 0, 2), (0, 1, 3), (3, 1, 4), (4, 1, 1)];
        let mut others = 5..;
        for (count, centre) in [(hub - 2, 2), (branches.0, 3), (branches.1, 4)] {
            triples.extend(others.by_ref().take(count as usize).map(|other| (other, 0, centre)));
        }
        let view = view_of(others.start, &triples);
        let nodes = Costs::by_degree(&view);
        let (filter, limits) = (SearchFilter::default(), Limits::default());
        let costs = Costs { nodes: &nodes, edges: &[] };
        let mut paths = cheapest_paths(&view, node(0), node(1), &filter, costs, &limits).expect("no limits");
        let first = paths.next().expect("a path").expect("no limits");
        let step = |degree: u32| 1.0 + f64::from(degree).ln();
        let chain = step(2 + branches.0) + step(2 + branches.1);
        // Costs are rounded to a ten-thousandth.
        prop_assume!((chain - step(hub)).abs() > 0.001);
        let expected: &[u32] = if chain < step(hub) { &[0, 3, 4, 1] } else { &[0, 2, 1] };
        prop_assert_eq!(numbers(first.nodes()), expected);
    }
}

#[test]
fn weak_evidence_makes_a_way_dearer() {
    let view =
        view_of(5, &[(0, 0, 1), (1, 0, 4), (0, 0, 2), (2, 0, 4), (0, 1, 3), (0, 2, 3), (3, 0, 4)]);
    let nodes = Costs::by_degree(&view);
    let weak = 2 * Costs::UNIT;
    // The only edge to 1 is weak; of the two to 3 one is, and the other carries the step.
    let mut edges = vec![0; view.edge_count()];
    edges[view.edges_between(node(0), node(1)).next().expect("an edge").id().index()] = weak;
    edges[view.edges_between(node(0), node(3)).next().expect("an edge").id().index()] = weak;
    let (filter, limits) = (SearchFilter::default(), Limits::default());
    let costs = Costs { nodes: &nodes, edges: &edges };
    let paths = cheapest_paths(&view, node(0), node(4), &filter, costs, &limits);
    let paths = found(paths.expect("no limits"));
    // The last step passes through no node, and costs the least that a step may.
    let way = u64::from(nodes[1]) + 1;
    assert_eq!(
        paths,
        [(way, vec![0, 2, 4]), (way, vec![0, 3, 4]), (way + u64::from(weak), vec![0, 1, 4])]
    );
}

#[test]
fn nothing_comes_after_an_error() {
    let (n, triples) = diamonds(3);
    let view = view_of(n, &triples);
    let filter = SearchFilter::default();
    let limits = Limits::default();
    let mut paths = shortest_paths(&view, node(0), NodeIndex::new(n - 1), &filter, 99, &limits)
        .expect("not yet");
    assert!(matches!(paths.next(), Some(Ok(_))));
    limits.cancel();
    assert_eq!(paths.next().map(|path| path.err()), Some(Some(LimitExceeded::Cancelled)));
    assert!(paths.next().is_none());
}
