//! Trees over terminals: they join what can be joined, and are at most twice as dear as the cheapest.

use super::{Triple, graph, node, numbers, view_of};
use crate::model::{LimitExceeded, Limits};
use crate::traverse::{Connection, Costs, SearchFilter, connect};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn joined(n: u32, steps: impl Iterator<Item = (u32, u32)> + Clone) -> Vec<u32> {
    let mut labels: Vec<u32> = (0..n).collect();
    for _ in 0..n {
        for (a, b) in steps.clone() {
            let least = labels[a as usize].min(labels[b as usize]);
            labels[a as usize] = least;
            labels[b as usize] = least;
        }
    }
    labels
}

fn pairs(found: &Connection) -> Vec<(u32, u32)> {
    found.steps.iter().map(|&(a, b)| (a.number(), b.number())).collect()
}

/// The least that nodes cost which hold these terminals together, where edges cost nothing.
fn least_cost(n: u32, triples: &[Triple], terminals: &[u32], nodes: &[u32]) -> u64 {
    (0u32..1 << n)
        .filter(|set| terminals.iter().all(|t| set >> t & 1 == 1))
        .filter(|set| {
            let inner = triples.iter().filter(|(s, _, t)| set >> s & 1 == 1 && set >> t & 1 == 1);
            let labels = joined(n, inner.map(|&(s, _, t)| (s, t)));
            terminals.iter().all(|&t| labels[t as usize] == labels[terminals[0] as usize])
        })
        .map(|set| {
            let others = (0..n).filter(|v| set >> v & 1 == 1 && !terminals.contains(v));
            others.map(|v| u64::from(nodes[v as usize])).sum()
        })
        .min()
        .unwrap_or(u64::MAX)
}

#[test]
fn a_node_that_another_region_takes_over_still_joins_both() {
    // The middle of the only way is first reached from its farther end.
    let view = view_of(9, &[(3, 0, 4), (5, 0, 2), (4, 0, 1), (3, 0, 7), (7, 0, 5)]);
    let nodes = [100, 100, 100, 100, 126, 241, 639, 156, 749];
    let costs = Costs { nodes: &nodes, edges: &[] };
    let ends = [node(1), node(2)];
    let found = connect(&view, &ends, &SearchFilter::default(), costs, &Limits::default());
    let found = found.expect("no limits");
    assert_eq!(found.groups, [ends.to_vec()]);
    assert_eq!(found.cost, 126 + 100 + 156 + 241);
}

proptest! {
    #[test]
    fn trees_join_terminals_for_little((n, triples) in graph(9, 16), terminals in prop::collection::btree_set(0..9u32, 1..5), nodes in prop::collection::vec(100..900u32, 9)) {
        let terminals: Vec<u32> = terminals.into_iter().map(|t| t % n).collect::<BTreeSet<_>>().into_iter().collect();
        let view = view_of(n, &triples);
        let costs = Costs { nodes: &nodes, edges: &[] };
        let ends: Vec<_> = terminals.iter().map(|&t| node(t)).collect();
        let found = connect(&view, &ends, &SearchFilter::default(), costs, &Limits::default()).expect("no limits");
        // What is joined is what can be.
        let labels = joined(n, triples.iter().map(|&(s, _, t)| (s, t)));
        let groups: Vec<Vec<u32>> = found.groups.iter().map(|group| numbers(group)).collect();
        let members: Vec<u32> = { let mut all: Vec<u32> = groups.concat(); all.sort_unstable(); all };
        prop_assert_eq!(&members, &terminals);
        for a in &terminals {
            for b in &terminals {
                let together = groups.iter().any(|group| group.contains(a) && group.contains(b));
                prop_assert_eq!(together, labels[*a as usize] == labels[*b as usize]);
            }
        }
        // Steps are steps, make trees, and end at terminals.
        let steps = pairs(&found);
        prop_assert!(steps.iter().all(|&(a, b)| a < b && triples.iter().any(|&(s, _, t)| (s, t) == (a, b) || (s, t) == (b, a))));
        let nodes_in: BTreeSet<u32> = numbers(&found.nodes()).into_iter().collect();
        prop_assert_eq!(nodes_in.len(), steps.len() + groups.len());
        for &v in nodes_in.difference(&terminals.iter().copied().collect()) {
            prop_assert!(steps.iter().filter(|&&(a, b)| a == v || b == v).count() > 1);
        }
        let passed: u64 = nodes_in.iter().filter(|v| !terminals.contains(v)).map(|&v| u64::from(nodes[v as usize])).sum();
        prop_assert_eq!(found.cost, passed);
        for group in &groups {
            let ends: Vec<_> = group.iter().map(|&t| node(t)).collect();
            let alone = connect(&view, &ends, &SearchFilter::default(), costs, &Limits::default()).expect("no limits");
            let least = least_cost(n, &triples, group, &nodes);
            // Twice the cheapest, for node costs as far as no node has more branches than terminals.
            prop_assert!(alone.cost <= least * group.len().max(1) as u64, "{} beside {least}", alone.cost);
            if group.len() == 2 {
                prop_assert_eq!(alone.cost, least);
            }
        }
    }
}

#[test]
fn three_meet_in_the_middle_rather_than_at_the_hub() {
    // The hub 3 has many neighbours; 4 is joined to the three alone.
    let mut triples: Vec<Triple> = (0..3).flat_map(|v| [(v, 0, 3), (v, 1, 4)]).collect();
    triples.extend((5..100).map(|other| (other, 0, 3)));
    let view = view_of(101, &triples);
    let nodes = Costs::by_degree(&view);
    let costs = Costs { nodes: &nodes, edges: &[] };
    let terminals = [node(2), node(0), node(1), node(0), node(100)];
    let found = connect(&view, &terminals, &SearchFilter::default(), costs, &Limits::default())
        .expect("no limits");
    assert_eq!(pairs(&found), [(0, 4), (1, 4), (2, 4)]);
    let groups: Vec<_> = found.groups.iter().map(|group| numbers(group)).collect();
    assert_eq!(groups, [vec![0, 1, 2], vec![100]]);
    assert_eq!(found.cost, u64::from(nodes[4]));
    let avoiding = SearchFilter::default().avoid_nodes(&view, &[view.term(node(4))]);
    let found = connect(&view, &terminals[..3], &avoiding, costs, &Limits::default());
    assert_eq!(pairs(&found.expect("no limits")), [(0, 3), (1, 3), (2, 3)]);
}

#[test]
fn few_terminals_need_no_tree() {
    let view = view_of(2, &[(0, 0, 1)]);
    let costs = Costs { nodes: &[], edges: &[] };
    for terminals in [vec![], vec![node(1)], vec![node(1), node(1)]] {
        let found = connect(&view, &terminals, &SearchFilter::default(), costs, &Limits::default())
            .expect("no limits");
        assert_eq!((found.steps.len(), found.cost), (0, 0));
        assert_eq!(found.groups.concat().len(), terminals.len().min(1));
    }
    let limits = Limits::default();
    limits.cancel();
    let found = connect(&view, &[node(0)], &SearchFilter::default(), costs, &limits);
    assert_eq!(found.err(), Some(LimitExceeded::Cancelled));
}
