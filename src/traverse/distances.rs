//! What it costs to reach one node from all others: Dijkstra's algorithm backward from there (Dijkstra 1959), a
//! breadth-first search where every step costs the same.

use super::cost::Metric;
use super::filter::SearchFilter;
use super::index::NodeIndex;
use super::node_map::NodeMap;
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};
use fixedbitset::FixedBitSet;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

/// Nodes between two looks at the limits.
const NODES_PER_CHECK: usize = 1 << 12;

/// A search backward from `end`.
pub(super) struct BackwardSearch<'a> {
    pub view: &'a GraphView,
    pub backward: &'a SearchFilter,
    pub metric: Metric<'a>,
    pub end: NodeIndex,
    /// The node that the answer is wanted for: it is entered even where it is avoided, and the search ends there if
    /// `stop_at_start` is set.
    pub start: NodeIndex,
    pub stop_at_start: bool,
    /// Distances past this one aren't wanted.
    pub cost_max: u64,
    /// Nodes that may not be entered.
    pub blocked: &'a FixedBitSet,
    /// In order: where no step may lead from `start`.
    pub excluded_from_start: &'a [NodeIndex],
}

impl BackwardSearch<'_> {
    /// The cost of the cheapest way to `end` by node, for all nodes from which it is at most `cost_max`. If the search stops
    /// at the start, only what is cheaper than the way from there is final.
    pub fn run(&self, limits: &Limits) -> Result<NodeMap, LimitExceeded> {
        match self.metric {
            Metric::Hops => self.run_with(Fifo::default(), limits),
            Metric::Costs(_) => self.run_with(Heap::default(), limits),
        }
    }

    fn run_with(&self, mut open: impl Queue, limits: &Limits) -> Result<NodeMap, LimitExceeded> {
        let mut distances = NodeMap::new(self.view.node_count());
        distances.insert(self.end, 0);
        open.push(0, self.end);
        let mut looked_at = 0;
        while let Some((cost, node)) = open.pop() {
            if looked_at % NODES_PER_CHECK == 0 {
                limits.check()?;
            }
            looked_at += 1;
            if distances.get(node) != Some(cost) {
                continue;
            }
            if node == self.start && self.stop_at_start {
                break;
            }
            self.metric.for_each_step_to(
                self.view,
                self.backward,
                node,
                self.end,
                |from, step_cost| {
                    let total = cost + step_cost;
                    if total <= self.cost_max
                        && distances.get(from).is_none_or(|known| total < known)
                        && self.may_enter(from, node)
                    {
                        distances.insert(from, total);
                        open.push(total, from);
                    }
                },
            );
        }
        Ok(distances)
    }

    fn may_enter(&self, from: NodeIndex, to: NodeIndex) -> bool {
        if from == self.start {
            return self.excluded_from_start.binary_search(&to).is_err();
        }
        self.backward.allows_node(from) && !self.blocked.contains(from.index())
    }
}

/// Nodes to look at, the cheapest first.
trait Queue {
    fn push(&mut self, cost: u64, node: NodeIndex);
    fn pop(&mut self) -> Option<(u64, NodeIndex)>;
}

#[derive(Default)]
struct Heap(BinaryHeap<Reverse<(u64, NodeIndex)>>);

impl Queue for Heap {
    fn push(&mut self, cost: u64, node: NodeIndex) {
        self.0.push(Reverse((cost, node)));
    }

    fn pop(&mut self) -> Option<(u64, NodeIndex)> {
        self.0.pop().map(|Reverse(first)| first)
    }
}

/// In order without a heap, because every step costs the same.
#[derive(Default)]
struct Fifo(VecDeque<(u64, NodeIndex)>);

impl Queue for Fifo {
    fn push(&mut self, cost: u64, node: NodeIndex) {
        self.0.push_back((cost, node));
    }

    fn pop(&mut self) -> Option<(u64, NodeIndex)> {
        self.0.pop_front()
    }
}
