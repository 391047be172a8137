//! Closeness centrality, as networkx's `closeness_centrality` has it, by breadth-first searches from hundreds of nodes at once
//! (Then et al. 2014, "The more the merrier").

use super::index::NodeIndex;
use super::sources::{Centrality, Sources};
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};
use rayon::prelude::*;

/// 64-bit words of sources that are searched from together: one cache line of bits a node.
const WORDS: usize = 8;
const SOURCES_PER_BATCH: usize = WORDS * 64;
type Bits = [u64; WORDS];

/// How near each node is to the nodes that can reach it, along edges as they run: (r − 1) / (sum of their distances), times
/// (r − 1) / (n − 1), where r nodes can reach it, itself included (Wasserman and Faust 1994; networkx's `wf_improved=True`).
///
/// From a sample of sources (Eppstein and Wang 2004), r − 1 and the sum are scaled up.
///
/// # Errors
/// A limit that is reached.
pub fn closeness(
    view: &GraphView,
    sources: Sources,
    limits: &Limits,
) -> Result<Centrality, LimitExceeded> {
    let node_count = view.node_count();
    let starts = sources.nodes(view);
    let batches: Vec<&[u32]> = starts.chunks(SOURCES_PER_BATCH).collect();
    let batches_per_thread = batches.len().div_ceil(rayon::current_num_threads()).max(1);
    // Whole numbers: their sums are the same in any order.
    let sums = batches
        .par_chunks(batches_per_thread)
        .map(|batches| {
            let mut searches = Searches::new(view);
            batches.iter().try_for_each(|batch| searches.run(batch, limits))?;
            Ok(searches.sums)
        })
        .try_reduce(
            || vec![Reached::default(); node_count],
            |mut a, b| {
                a.iter_mut().zip(b).for_each(|(a, b)| {
                    a.count += b.count;
                    a.hops += b.hops;
                });
                Ok(a)
            },
        )?;
    let is_sampled = starts.len() < node_count;
    // A node that is itself a source doesn't reach itself: of the n - 1 others, a sample of k holds about k (n - 1) / n.
    let scale = if is_sampled { node_count as f64 / starts.len().max(1) as f64 } else { 1.0 };
    let scores = sums
        .into_iter()
        .map(|Reached { count, hops }| {
            if hops == 0 {
                return 0.0;
            }
            let others = node_count as f64 - 1.0;
            let reaching = (count as f64 * scale).min(others);
            count as f64 / hops as f64 * reaching / others
        })
        .collect();
    Ok(Centrality { scores, sources: starts.len(), is_sampled })
}

/// The sources that reach a node, apart from itself, and how many hops they need in all.
#[derive(Clone, Copy, Default)]
struct Reached {
    count: u64,
    hops: u64,
}

struct Searches<'a> {
    view: &'a GraphView,
    sums: Vec<Reached>,
    /// By node: the sources that have reached it, in the level before, and those that may in this level.
    seen: Vec<Bits>,
    level: Vec<Bits>,
    next: Vec<Bits>,
    /// Nodes with a bit in `level`.
    active: Vec<NodeIndex>,
}

impl<'a> Searches<'a> {
    fn new(view: &'a GraphView) -> Self {
        let n = view.node_count();
        let bits = || vec![Bits::default(); n];
        let sums = vec![Reached::default(); n];
        Self { view, sums, seen: bits(), level: bits(), next: bits(), active: Vec::new() }
    }

    fn run(&mut self, starts: &[u32], limits: &Limits) -> Result<(), LimitExceeded> {
        self.seen.fill(Bits::default());
        for (at, &start) in starts.iter().enumerate() {
            let node = start as usize;
            self.seen[node][at / 64] |= 1 << (at % 64);
            self.level[node] = self.seen[node];
            self.active.push(NodeIndex::new(start));
        }
        let mut hops = 0;
        while !self.active.is_empty() {
            limits.check()?;
            hops += 1;
            self.push_on();
            self.settle(hops);
        }
        Ok(())
    }

    /// Hands every active node's bits to the targets of its edges.
    fn push_on(&mut self) {
        for node in self.active.drain(..) {
            let bits = std::mem::take(&mut self.level[node.index()]);
            for target in self.view.out_neighbours(node) {
                let next = &mut self.next[target.index()];
                for (next, bits) in next.iter_mut().zip(bits) {
                    *next |= bits;
                }
            }
        }
    }

    /// Counts who is new at each node, and makes it the next level.
    fn settle(&mut self, hops: u64) {
        for (node, next) in self.next.iter_mut().enumerate() {
            if *next == Bits::default() {
                continue;
            }
            let (seen, level) = (&mut self.seen[node], &mut self.level[node]);
            let mut new = 0;
            for word in 0..WORDS {
                let bits = next[word] & !seen[word];
                seen[word] |= bits;
                level[word] = bits;
                new += u64::from(bits.count_ones());
            }
            *next = Bits::default();
            if new > 0 {
                let sums = &mut self.sums[node];
                sums.count += new;
                sums.hops += new * hops;
                self.active.push(NodeIndex::new(node as u32));
            }
        }
    }
}
