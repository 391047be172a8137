//! PageRank (Page, Brin, Motwani and Winograd 1999) by power iteration, as networkx's `pagerank` has it.

use super::index::NodeIndex;
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};
use rayon::prelude::*;

/// Nodes that one task adds up; part of the answer's last digits, so never the number of threads.
const NODES_PER_TASK: usize = 1 << 12;

/// How PageRank is computed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PageRankOptions {
    /// The chance to follow an edge rather than to jump anywhere: above 0, below 1.
    pub damping: f64,
    /// The iteration ends once the scores of all nodes together change by less than this.
    pub tolerance: f64,
    /// The most iterations.
    pub iterations_max: usize,
}

impl Default for PageRankOptions {
    /// 0.85, a change below 10^-12, and at most 500 iterations, which 0.85 never needs for that.
    fn default() -> Self {
        Self { damping: 0.85, tolerance: 1e-12, iterations_max: 500 }
    }
}

/// The scores of a PageRank.
#[derive(Clone, PartialEq, Debug)]
pub struct PageRank {
    /// By node; they add up to 1.
    pub scores: Vec<f64>,
    /// Iterations that were made.
    pub iterations: usize,
    /// Whether the last iteration changed less than the tolerance.
    pub converged: bool,
}

/// The PageRank of every node. Parallel edges count once and loops stay, as in networkx's `DiGraph`; a node without edges of
/// its own gives its score to all nodes alike. The same view gives the same digits on any number of threads.
///
/// # Errors
/// A limit that is reached.
pub fn pagerank(
    view: &GraphView,
    options: PageRankOptions,
    limits: &Limits,
) -> Result<PageRank, LimitExceeded> {
    let mut walk = Walk::new(view, options.damping);
    let mut iterations = 0;
    let mut converged = view.node_count() == 0;
    while !converged && iterations < options.iterations_max {
        limits.check()?;
        converged = walk.iterate() < options.tolerance;
        iterations += 1;
    }
    Ok(PageRank { scores: walk.scores, iterations, converged })
}

struct Walk<'a> {
    view: &'a GraphView,
    damping: f64,
    scores: Vec<f64>,
    /// By node: 1 / the number of nodes that its edges lead to; 0 without edges.
    shares: Vec<f64>,
    /// By node: what it gives to each of these nodes, in this iteration and in the next one.
    gifts: [Vec<f64>; 2],
    /// The scores of the nodes without edges.
    dangling: f64,
}

impl<'a> Walk<'a> {
    fn new(view: &'a GraphView, damping: f64) -> Self {
        let node_count = view.node_count();
        let start = 1.0 / node_count as f64;
        let mut shares = vec![0.0; node_count];
        shares.par_iter_mut().enumerate().for_each(|(node, share)| {
            let neighbours = view.out_neighbours(NodeIndex::new(node as u32));
            let distinct = neighbours.chunk_by(|a, b| a == b).count();
            if distinct > 0 {
                *share = 1.0 / distinct as f64;
            }
        });
        let gifts = shares.iter().map(|share| share * start).collect();
        let dangling = shares.iter().filter(|&&share| share == 0.0).count() as f64 * start;
        let scores = vec![start; node_count];
        Self { view, damping, scores, shares, gifts: [gifts, vec![0.0; node_count]], dangling }
    }

    /// One iteration; returns by how much the scores changed in all.
    fn iterate(&mut self) -> f64 {
        let n = self.scores.len() as f64;
        let base = (1.0 - self.damping + self.damping * self.dangling) / n;
        let (view, damping, shares) = (self.view, self.damping, &self.shares);
        let [gifts, next_gifts] = &mut self.gifts;
        let gifts = &*gifts;
        let sums: Vec<[f64; 2]> = self
            .scores
            .par_chunks_mut(NODES_PER_TASK)
            .zip(next_gifts.par_chunks_mut(NODES_PER_TASK))
            .enumerate()
            .map(|(task, (scores, next_gifts))| {
                let first = task * NODES_PER_TASK;
                let [mut change, mut dangling] = [0.0; 2];
                for (at, (score, next_gift)) in scores.iter_mut().zip(next_gifts).enumerate() {
                    let node = NodeIndex::new((first + at) as u32);
                    let new_score = base + damping * received(view, gifts, node);
                    change += (new_score - *score).abs();
                    *score = new_score;
                    let share = shares[first + at];
                    *next_gift = new_score * share;
                    if share == 0.0 {
                        dangling += new_score;
                    }
                }
                [change, dangling]
            })
            .collect();
        self.gifts.swap(0, 1);
        self.dangling = sums.iter().map(|sums| sums[1]).sum();
        sums.iter().map(|sums| sums[0]).sum()
    }
}

/// What the nodes whose edges lead here give to the node, each once.
#[inline]
fn received(view: &GraphView, gifts: &[f64], node: NodeIndex) -> f64 {
    let givers = view.in_neighbours(node);
    if view.has_parallel_edges() {
        givers.chunk_by(|a, b| a == b).map(|run| gifts[run[0].index()]).sum()
    } else {
        givers.iter().map(|giver| gifts[giver.index()]).sum()
    }
}
