//! Components and communities: against plain relabelling, by their guarantees, and on graphs whose communities are known.

use super::{Triple, graph, node, numbers, view_of};
use crate::model::{LimitExceeded, Limits};
use crate::traverse::{
    CommunityOptions, GraphView, Groups, communities, strong_components, weak_components,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Every node's lowest node of the same component, by relabelling until nothing changes.
fn component_labels(n: u32, joined: &BTreeSet<(u32, u32)>) -> Vec<u32> {
    let mut labels: Vec<u32> = (0..n).collect();
    for _ in 0..n {
        for &(a, b) in joined {
            let least = labels[a as usize].min(labels[b as usize]);
            labels[a as usize] = least;
            labels[b as usize] = least;
        }
    }
    labels
}

fn pairs(triples: &[Triple]) -> BTreeSet<(u32, u32)> {
    triples.iter().map(|&(s, _, t)| (s.min(t), s.max(t))).collect()
}

/// Groups as lists of their members, checked for their order.
fn members(view: &GraphView, groups: &Groups) -> Vec<Vec<u32>> {
    let members: Vec<Vec<u32>> = groups.members().iter().map(|nodes| numbers(nodes)).collect();
    assert_eq!(members.len(), groups.len());
    let sizes: Vec<u32> = members.iter().map(|nodes| nodes.len() as u32).collect();
    assert_eq!(groups.sizes(), sizes);
    assert!(members.windows(2).all(|pair| {
        (pair[1].len(), pair[0][0]) < (pair[0].len(), pair[1][0]) || pair[0].len() > pair[1].len()
    }));
    for (group, nodes) in members.iter().enumerate() {
        assert!(nodes.iter().all(|&v| groups.group(node(v)) as usize == group));
    }
    assert_eq!(members.iter().map(Vec::len).sum::<usize>(), view.node_count());
    members
}

/// Newman's modularity over pairs of nodes.
fn modularity(n: u32, joined: &BTreeSet<(u32, u32)>, labels: &[u32]) -> f64 {
    let weight = |a: u32, b: u32| match joined.contains(&(a.min(b), a.max(b))) {
        true if a == b => 2.0,
        true => 1.0,
        false => 0.0,
    };
    let degrees: Vec<f64> = (0..n).map(|a| (0..n).map(|b| weight(a, b)).sum()).collect();
    let total: f64 = degrees.iter().sum();
    let mut sum = 0.0;
    for (a, b) in (0..n).flat_map(|a| (0..n).map(move |b| (a, b))) {
        if labels[a as usize] == labels[b as usize] {
            sum += weight(a, b) - degrees[a as usize] * degrees[b as usize] / total;
        }
    }
    if total == 0.0 { 0.0 } else { sum / total }
}

proptest! {
    #[test]
    fn components_are_what_edges_join((n, triples) in graph(30, 30)) {
        let view = view_of(n, &triples);
        let groups = weak_components(&view, &Limits::default()).expect("no limits");
        let labels = component_labels(n, &pairs(&triples));
        for nodes in members(&view, &groups) {
            let expected: Vec<u32> = (0..n).filter(|&v| labels[v as usize] == nodes[0]).collect();
            prop_assert_eq!(nodes, expected);
        }
    }

    #[test]
    fn strong_components_reach_one_another((n, triples) in graph(20, 40)) {
        let view = view_of(n, &triples);
        let groups = strong_components(&view, &Limits::default()).expect("no limits");
        let mut expected: Vec<Vec<u32>> = petgraph::algo::kosaraju_scc(&view).iter().map(|nodes| numbers(nodes)).collect();
        expected.iter_mut().for_each(|nodes| nodes.sort_unstable());
        expected.sort_by_key(|nodes| (std::cmp::Reverse(nodes.len()), nodes[0]));
        prop_assert_eq!(members(&view, &groups), expected);
    }

    #[test]
    fn communities_are_connected_and_their_modularity_is_theirs((n, triples) in graph(16, 40), seed in any::<u64>(), resolution in prop_oneof![Just(1.0), 0.1..4.0]) {
        let view = view_of(n, &triples);
        let options = CommunityOptions { seed, resolution, ..CommunityOptions::default() };
        let found = communities(&view, options, &Limits::default()).expect("no limits");
        let joined = pairs(&triples);
        let labels: Vec<u32> = view.nodes().map(|v| found.groups.group(v)).collect();
        if resolution == 1.0 {
            prop_assert!((found.modularity - modularity(n, &joined, &labels)).abs() < 1e-9);
            // All in one community has 0, and every community can be had by moves that gain.
            prop_assert!(found.modularity >= -1e-9);
        }
        let inner: BTreeSet<(u32, u32)> = joined.iter().copied().filter(|&(a, b)| labels[a as usize] == labels[b as usize]).collect();
        let components = component_labels(n, &inner);
        for nodes in members(&view, &found.groups) {
            prop_assert!(nodes.iter().all(|&v| components[v as usize] == nodes[0]));
        }
        prop_assert_eq!(communities(&view, options, &Limits::default()).expect("no limits"), found);
    }
}

#[test]
fn many_small_components_and_a_large_one_are_told_apart() {
    let n = 20_000;
    // 0, 2, 4, … are a chain, whose links run both ways by turns; 1 and 3, 5 and 7, … are pairs.
    let mut triples: Vec<Triple> = (0..n - 2)
        .step_by(2)
        .map(|v| if v % 4 == 0 { (v, 0, v + 2) } else { (v + 2, 0, v) })
        .collect();
    triples.extend((1..n - 2).step_by(4).map(|v| (v + 2, 0, v)));
    let view = view_of(n, &triples);
    let groups = weak_components(&view, &Limits::default()).expect("no limits");
    assert_eq!(groups.len() as u32, 1 + n / 4);
    assert_eq!(groups.sizes()[..2], [n / 2, 2]);
}

#[test]
fn a_long_cycle_is_one_strong_component() {
    let n = 200_000;
    let triples: Vec<Triple> = (0..n).map(|v| (v, 0, (v + 1) % n)).collect();
    let limits = Limits::default();
    let groups = strong_components(&view_of(n, &triples), &limits).expect("no limits");
    assert_eq!(groups.sizes(), [n]);
    let chain = view_of(n, &triples[..n as usize - 1]);
    assert_eq!(strong_components(&chain, &limits).expect("no limits").len(), n as usize);
}

/// Cliques of ten in a ring, each joined to the next by one edge.
#[test]
fn a_ring_of_cliques_falls_into_its_cliques() {
    let (count, size) = (12, 10);
    let mut triples = Vec::new();
    for clique in 0..count {
        let first = clique * size;
        for a in 0..size {
            triples.extend((0..a).map(|b| (first + a, 0, first + b)));
        }
        triples.push((first, 0, (first + size + 1) % (count * size)));
    }
    let view = view_of(count * size, &triples);
    for seed in 0..5 {
        let options = CommunityOptions { seed, ..CommunityOptions::default() };
        let found = communities(&view, options, &Limits::default()).expect("no limits");
        assert_eq!(found.groups.sizes(), vec![size; count as usize]);
        for v in view.nodes() {
            let first = node(v.number() / size * size);
            assert_eq!(found.groups.group(v), found.groups.group(first));
        }
        assert!(found.modularity > 0.89);
    }
}

/// The karate club (Zachary 1977): no partition is better than 0.4198, and Leiden mostly finds it.
#[test]
fn the_karate_club_splits_as_is_known() {
    const CLUB: [&[u32]; 34] = [
        &[1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 17, 19, 21, 31],
        &[2, 3, 7, 13, 17, 19, 21, 30],
        &[3, 7, 8, 9, 13, 27, 28, 32],
        &[7, 12, 13],
        &[6, 10],
        &[6, 10, 16],
        &[16],
        &[],
        &[30, 32, 33],
        &[33],
        &[],
        &[],
        &[],
        &[33],
        &[32, 33],
        &[32, 33],
        &[],
        &[],
        &[32, 33],
        &[33],
        &[32, 33],
        &[],
        &[32, 33],
        &[25, 27, 29, 32, 33],
        &[25, 27, 31],
        &[31],
        &[29, 33],
        &[33],
        &[31, 33],
        &[32, 33],
        &[32, 33],
        &[32, 33],
        &[33],
        &[],
    ];
    let triples: Vec<Triple> =
        (0..34).flat_map(|a| CLUB[a as usize].iter().map(move |&b| (a, 0, b))).collect();
    assert_eq!(triples.len(), 78);
    let view = view_of(34, &triples);
    let best = (0..10)
        .map(|seed| {
            let options = CommunityOptions { seed, ..CommunityOptions::default() };
            communities(&view, options, &Limits::default()).expect("no limits").modularity
        })
        .fold(0.0, f64::max);
    assert!((best - 0.41979).abs() < 1e-4, "{best}");
}

#[test]
fn graphs_without_edges_fall_apart() {
    for n in [0, 1, 3] {
        let view = view_of(n, &[]);
        let limits = Limits::default();
        let components = weak_components(&view, &limits).expect("no limits");
        let found = communities(&view, CommunityOptions::default(), &limits).expect("no limits");
        assert_eq!((components.len() as u32, components.is_empty()), (n, n == 0));
        assert_eq!((found.groups.len() as u32, found.modularity), (n, 0.0));
    }
}

#[test]
fn grouping_ends_when_it_is_called_off() {
    let view = view_of(3, &[(0, 0, 1), (1, 0, 2)]);
    let limits = Limits::default();
    limits.cancel();
    let cancelled = Some(LimitExceeded::Cancelled);
    assert_eq!(weak_components(&view, &limits).err(), cancelled);
    assert_eq!(strong_components(&view, &limits).err(), cancelled);
    assert_eq!(communities(&view, CommunityOptions::default(), &limits).err(), cancelled);
}
