//! Centralities against their definitions, written down with dense matrices and counted paths.

use super::{Triple, graph, node, view_of};
use crate::model::{LimitExceeded, Limits};
use crate::traverse::{PageRankOptions, Sources, betweenness, closeness, degrees, pagerank};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Adjacency without parallel edges.
fn matrix(n: u32, triples: &[Triple]) -> Vec<Vec<bool>> {
    let mut matrix = vec![vec![false; n as usize]; n as usize];
    for &(s, _, t) in triples {
        matrix[s as usize][t as usize] = true;
    }
    matrix
}

/// Hops from each node to each, and how many shortest paths there are.
fn all_distances(matrix: &[Vec<bool>]) -> Vec<Vec<Option<(u32, f64)>>> {
    let n = matrix.len();
    (0..n)
        .map(|start| {
            let mut found = vec![None; n];
            found[start] = Some((0, 1.0));
            let mut level = BTreeSet::from([start]);
            for hops in 1..=n as u32 {
                let mut next = BTreeSet::new();
                for &v in &level {
                    let paths = found[v].expect("reached").1;
                    for w in (0..n).filter(|&w| matrix[v][w]) {
                        let entry: &mut Option<(u32, f64)> = &mut found[w];
                        if entry.is_none() {
                            *entry = Some((hops, 0.0));
                        }
                        if let Some((own, sum)) = entry
                            && *own == hops
                        {
                            *sum += paths;
                            next.insert(w);
                        }
                    }
                }
                level = next;
            }
            found
        })
        .collect()
}

fn close(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9)
}

proptest! {
    #[test]
    fn pagerank_is_its_fixed_point((n, triples) in graph(10, 40)) {
        let view = view_of(n, &triples);
        let found = pagerank(&view, PageRankOptions::default(), &Limits::default()).expect("no limits");
        prop_assert!(found.converged);
        let matrix = matrix(n, &triples);
        let n = n as usize;
        let mut scores = vec![1.0 / n as f64; n];
        for _ in 0..400 {
            let mut next = vec![0.15 / n as f64; n];
            for (row, score) in matrix.iter().zip(&scores) {
                let degree = row.iter().filter(|&&edge| edge).count();
                for (to, next) in next.iter_mut().enumerate() {
                    let share = if degree == 0 { 1.0 / n as f64 } else { f64::from(row[to]) / degree as f64 };
                    *next += 0.85 * score * share;
                }
            }
            scores = next;
        }
        prop_assert!(close(&found.scores, &scores), "{:?} {:?}", found.scores, scores);
        prop_assert!((found.scores.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn betweenness_counts_shortest_paths((n, triples) in graph(9, 30)) {
        let view = view_of(n, &triples);
        let found = betweenness(&view, Sources::All, &Limits::default()).expect("no limits");
        let distances = all_distances(&matrix(n, &triples));
        let n = n as usize;
        let mut scores = vec![0.0; n];
        for (s, t) in (0..n).flat_map(|s| (0..n).map(move |t| (s, t))).filter(|(s, t)| s != t) {
            let Some((hops, paths)) = distances[s][t] else { continue };
            for v in (0..n).filter(|&v| v != s && v != t) {
                if let (Some((before, to_v)), Some((after, from_v))) = (distances[s][v], distances[v][t])
                    && before + after == hops
                {
                    scores[v] += to_v * from_v / paths;
                }
            }
        }
        if n > 2 {
            scores.iter_mut().for_each(|score| *score /= ((n - 1) * (n - 2)) as f64);
        }
        prop_assert!(close(&found.scores, &scores), "{:?} {:?}", found.scores, scores);
        prop_assert_eq!((found.sources, found.is_sampled), (n, false));
    }

    #[test]
    fn closeness_is_the_mean_distance_from_those_that_reach((n, triples) in graph(10, 25)) {
        let view = view_of(n, &triples);
        let found = closeness(&view, Sources::All, &Limits::default()).expect("no limits");
        let distances = all_distances(&matrix(n, &triples));
        let n = n as usize;
        let scores: Vec<f64> = (0..n)
            .map(|v| {
                let reaching: Vec<_> = (0..n).filter_map(|s| distances[s][v]).map(|(hops, _)| f64::from(hops)).collect();
                let (others, sum) = (reaching.len() as f64 - 1.0, reaching.iter().sum::<f64>());
                if sum == 0.0 { 0.0 } else { others / sum * (others / (n as f64 - 1.0)) }
            })
            .collect();
        prop_assert!(close(&found.scores, &scores), "{:?} {:?}", found.scores, scores);
    }

    #[test]
    fn degrees_count_neighbours((n, triples) in graph(8, 30)) {
        let view = view_of(n, &triples);
        let matrix = matrix(n, &triples);
        for (v, degree) in degrees(&view).into_iter().enumerate() {
            let outgoing = matrix[v].iter().filter(|&&edge| edge).count();
            let incoming = matrix.iter().filter(|row| row[v]).count();
            prop_assert_eq!((degree.outgoing as usize, degree.incoming as usize), (outgoing, incoming));
            prop_assert_eq!(degree.total(), (outgoing + incoming) as u64);
        }
    }

    #[test]
    fn a_sample_of_all_nodes_is_exact((n, triples) in graph(10, 30), seed in any::<u64>()) {
        let view = view_of(n, &triples);
        let sample = Sources::Sample { count: n as usize, seed };
        let limits = Limits::default();
        for centrality in [betweenness, closeness] {
            prop_assert_eq!(centrality(&view, sample, &limits), centrality(&view, Sources::All, &limits));
        }
    }
}

/// More nodes than a batch of searches, in a ring with chords: 3,000 nodes, each a hub of its own neighbourhood.
fn ring() -> (u32, Vec<Triple>) {
    let n = 3000;
    (n, (0..n).flat_map(|v| [(v, 0, (v + 1) % n), (v, 0, (v * v + 7) % n)]).collect())
}

#[test]
fn batches_add_up() {
    let (n, triples) = ring();
    let view = view_of(n, &triples);
    let limits = Limits::default();
    let found = closeness(&view, Sources::All, &limits).expect("no limits");
    let backward = crate::traverse::SearchFilter::new(crate::traverse::Direction::Backward);
    for v in [0, 1, 511, 512, 2999] {
        let levels = crate::traverse::levels(&view, &[node(v)], &backward, usize::MAX, &limits)
            .expect("no limits");
        let hops = levels.reached().iter().filter_map(|&other| levels.hops(other));
        let (others, sum) = (levels.reached().len() as f64 - 1.0, f64::from(hops.sum::<u32>()));
        let expected = others / sum * others / f64::from(n - 1);
        assert!((found.scores[v as usize] - expected).abs() < 1e-12);
    }
}

#[test]
fn samples_are_near_and_say_so() {
    let (n, triples) = ring();
    let view = view_of(n, &triples);
    let limits = Limits::default();
    let sample = Sources::Sample { count: 600, seed: 3 };
    let rank = |scores: &[f64]| {
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        order
    };
    for (centrality, tolerance) in [(betweenness as fn(_, _, _) -> _, 0.3), (closeness, 0.05)] {
        let exact: crate::traverse::Centrality =
            centrality(&view, Sources::All, &limits).expect("no limits");
        let near = centrality(&view, sample, &limits).expect("no limits");
        assert!(!exact.is_sampled && near.is_sampled);
        assert_eq!(near.sources, 600);
        for &v in &rank(&exact.scores)[..10] {
            let error = (near.scores[v] - exact.scores[v]).abs() / exact.scores[v];
            assert!(error < tolerance, "{v}: {} beside {}", near.scores[v], exact.scores[v]);
        }
        assert_eq!(centrality(&view, sample, &limits).expect("no limits"), near);
    }
}

#[test]
fn digits_do_not_depend_on_threads() {
    let (n, triples) = ring();
    let view = view_of(n, &triples);
    let limits = Limits::default();
    let all = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            let sample = Sources::Sample { count: 200, seed: 0 };
            (
                pagerank(&view, PageRankOptions::default(), &limits),
                betweenness(&view, sample, &limits),
                closeness(&view, sample, &limits),
            )
        })
    };
    assert_eq!(all(1), all(3));
}

#[test]
fn small_graphs_have_scores() {
    let limits = Limits::default();
    for n in 0..3 {
        for triples in [vec![], vec![(0, 0, n.max(1) - 1)]] {
            let triples: Vec<Triple> = triples.into_iter().filter(|_| n > 0).collect();
            let view = view_of(n, &triples);
            let scores = pagerank(&view, PageRankOptions::default(), &limits).expect("no limits");
            assert_eq!(scores.scores.len(), n as usize);
            for centrality in [betweenness, closeness] {
                for sources in [Sources::All, Sources::Sample { count: 1, seed: 0 }] {
                    let scores = centrality(&view, sources, &limits).expect("no limits").scores;
                    assert!(scores.len() == n as usize && scores.iter().all(|s| s.is_finite()));
                }
            }
        }
    }
}

#[test]
fn a_budget_chooses_between_all_and_a_sample() {
    let view = view_of(100, &[(0, 0, 1)]);
    assert_eq!(Sources::within(&view, 10_100, 1), Sources::All);
    assert_eq!(Sources::within(&view, 5_050, 1), Sources::Sample { count: 50, seed: 1 });
    assert_eq!(Sources::within(&view, 1, 1), Sources::Sample { count: 16, seed: 1 });
    assert_eq!(Sources::within(&view_of(0, &[]), 1, 1), Sources::All);
}

#[test]
fn centralities_end_when_they_are_called_off() {
    let view = view_of(3, &[(0, 0, 1), (1, 0, 2)]);
    let limits = Limits::default();
    limits.cancel();
    let cancelled = Some(LimitExceeded::Cancelled);
    assert_eq!(pagerank(&view, PageRankOptions::default(), &limits).err(), cancelled);
    assert_eq!(betweenness(&view, Sources::All, &limits).err(), cancelled);
    assert_eq!(closeness(&view, Sources::All, &limits).err(), cancelled);
}
