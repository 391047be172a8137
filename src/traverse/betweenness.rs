//! Betweenness centrality (Brandes 2001, algorithm 1), in parallel over the sources, as networkx's
//! `betweenness_centrality` has it on a `DiGraph`.

use super::index::NodeIndex;
use super::sources::{Centrality, Sources};
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};
use rayon::prelude::*;

/// Into how many parts the sources are divided. Each adds up alone and the sums are added in order, so that the digits don't depend on
/// the number of threads.
const PARTS: usize = 64;
/// Parts that are under way at once on each thread; each holds 40 bytes a node and 4 an edge.
const PARTS_PER_THREAD: usize = 1;

/// The share of shortest paths between two other nodes that pass through each node, along edges as they run: added up over
/// all pairs and divided by the number of ordered pairs, as networkx's `normalized=True` does. Parallel edges count once.
///
/// From a sample of sources (Brandes and Pich 2007), sums are scaled up as networkx's `k` does: unbiased, and sure for the high
/// scores first.
///
/// # Errors
/// A limit that is reached.
pub fn betweenness(
    view: &GraphView,
    sources: Sources,
    limits: &Limits,
) -> Result<Centrality, LimitExceeded> {
    let node_count = view.node_count();
    let starts = sources.nodes(view);
    let mut scores = vec![0.0; node_count];
    let parts: Vec<&[u32]> = starts.chunks(starts.len().div_ceil(PARTS).max(1)).collect();
    for round in parts.chunks((rayon::current_num_threads() * PARTS_PER_THREAD).max(1)) {
        let sums = round
            .par_iter()
            .map(|part| dependencies(view, part, limits))
            .collect::<Result<Vec<_>, _>>()?;
        for sum in sums {
            scores.iter_mut().zip(sum).for_each(|(score, part)| *score += part);
        }
    }
    let pairs = (node_count as f64 - 1.0) * (node_count as f64 - 2.0);
    if node_count > 2 && !starts.is_empty() {
        let scale = node_count as f64 / starts.len() as f64 / pairs;
        scores.iter_mut().for_each(|score| *score *= scale);
    }
    let is_sampled = starts.len() < node_count;
    Ok(Centrality { scores, sources: starts.len(), is_sampled })
}

/// By node, what the shortest paths from these sources depend on it.
fn dependencies(
    view: &GraphView,
    starts: &[u32],
    limits: &Limits,
) -> Result<Vec<f64>, LimitExceeded> {
    let mut sums = vec![0.0; view.node_count()];
    let mut search = Search::new(view);
    for &start in starts {
        limits.check()?;
        search.run(NodeIndex::new(start));
        search.accumulate(&mut sums);
    }
    Ok(sums)
}

struct Search<'a> {
    view: &'a GraphView,
    hops: Vec<u32>,
    /// Number of shortest paths from the source. A float: there may be 2^1000 of them.
    paths: Vec<f64>,
    /// (1 + what depends on the node) / its number of paths.
    shares: Vec<f64>,
    /// The nodes that were reached, the nearest first.
    order: Vec<NodeIndex>,
    /// For each of these in turn, the nodes that shortest paths go on to from there; and where those of each end.
    behind: Vec<NodeIndex>,
    behind_ends: Vec<usize>,
}

const UNREACHED: u32 = u32::MAX;

impl<'a> Search<'a> {
    fn new(view: &'a GraphView) -> Self {
        let n = view.node_count();
        Self {
            view,
            hops: vec![UNREACHED; n],
            paths: vec![0.0; n],
            shares: vec![0.0; n],
            order: Vec::with_capacity(n),
            behind: Vec::new(),
            behind_ends: Vec::with_capacity(n),
        }
    }

    /// Counts the shortest paths from a source.
    fn run(&mut self, start: NodeIndex) {
        for node in self.order.drain(..) {
            self.hops[node.index()] = UNREACHED;
            self.paths[node.index()] = 0.0;
        }
        self.behind.clear();
        self.behind_ends.clear();
        self.hops[start.index()] = 0;
        self.paths[start.index()] = 1.0;
        self.order.push(start);
        let mut next = 0;
        while let Some(&node) = self.order.get(next) {
            next += 1;
            let hops = self.hops[node.index()] + 1;
            let paths = self.paths[node.index()];
            for_each_distinct(self.view, node, |target| {
                let known = &mut self.hops[target.index()];
                if *known == UNREACHED {
                    *known = hops;
                    self.order.push(target);
                }
                if *known == hops {
                    self.paths[target.index()] += paths;
                    self.behind.push(target);
                }
            });
            self.behind_ends.push(self.behind.len());
        }
    }

    /// Adds what depends on each node, the farthest first. A node gathers from the nodes behind it, which the search has
    /// written down in its order.
    fn accumulate(&mut self, sums: &mut [f64]) {
        for at in (1..self.order.len()).rev() {
            let node = self.order[at].index();
            let behind = &self.behind[self.behind_ends[at - 1]..self.behind_ends[at]];
            let share: f64 = behind.iter().map(|target| self.shares[target.index()]).sum();
            let dependency = share * self.paths[node];
            self.shares[node] = (1.0 + dependency) / self.paths[node];
            sums[node] += dependency;
        }
    }
}

/// The targets of a node's edges, each once.
#[inline]
fn for_each_distinct(view: &GraphView, node: NodeIndex, mut visit: impl FnMut(NodeIndex)) {
    let targets = view.out_neighbours(node);
    if view.has_parallel_edges() {
        targets.chunk_by(|a, b| a == b).for_each(|run| visit(run[0]));
    } else {
        targets.iter().for_each(|&target| visit(target));
    }
}
