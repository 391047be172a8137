//! The shortest loopless paths between two nodes, one after another, for as long as somebody asks.
//!
//! What Yen 1971 and Lawler 1972 do, lazily. The paths that begin with one prefix and don't go on to the nodes that earlier
//! answers went on to from there are a *branch*; an answer splits its branch into one for each of its nodes. A branch is
//! first held with a bound: what its best path would cost if paths might cross themselves, which the distances to
//! the end give at once. Only a branch whose bound is the least of all is searched for its best path. So an answer costs
//! about its length times the degree of its nodes, and the number of paths there are doesn't matter: ten of 2^1000 take
//! no longer than ten of twenty.

use super::branches::{Branch, BranchQueue, PrefixId, Prefixes};
use super::cost::{Costs, Metric};
use super::distances::BackwardSearch;
use super::filter::SearchFilter;
use super::index::NodeIndex;
use super::node_map::NodeMap;
use super::path::Path;
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashSet;
use std::iter::FusedIterator;

/// Nodes between two looks at the limits.
const NODES_PER_CHECK: usize = 1 << 12;

/// The loopless paths from one node to another of at most `hops_max` steps: the shortest first, and of those with the same
/// length in the order of their nodes' numbers. Parallel edges are one step.
///
/// The distances to the end are computed here, in one breadth-first search; each path is computed when it is asked for.
///
/// # Errors
/// A limit that is reached, here or in any item; no item comes after an error.
pub fn shortest_paths<'a>(
    view: &'a GraphView,
    from: NodeIndex,
    to: NodeIndex,
    filter: &'a SearchFilter,
    hops_max: usize,
    limits: &'a Limits,
) -> Result<Paths<'a>, LimitExceeded> {
    Paths::new(view, from, to, filter, Metric::Hops, hops_max as u64, limits)
}

/// The loopless paths from one node to another: the cheapest first, and of those with the same cost in the order of their
/// nodes' numbers. Parallel edges are one step, which costs what the cheapest of them does.
///
/// # Errors
/// A limit that is reached, here or in any item; no item comes after an error.
pub fn cheapest_paths<'a>(
    view: &'a GraphView,
    from: NodeIndex,
    to: NodeIndex,
    filter: &'a SearchFilter,
    costs: Costs<'a>,
    limits: &'a Limits,
) -> Result<Paths<'a>, LimitExceeded> {
    // `u64::MAX` itself is no cost: `NodeMap` keeps it for nodes that it doesn't hold.
    Paths::new(view, from, to, filter, Metric::Costs(costs), u64::MAX - 1, limits)
}

/// Paths in order; see [`shortest_paths`] and [`cheapest_paths`].
#[derive(Clone, Debug)]
pub struct Paths<'a> {
    view: &'a GraphView,
    filter: &'a SearchFilter,
    backward: SearchFilter,
    metric: Metric<'a>,
    to: NodeIndex,
    cost_max: u64,
    limits: &'a Limits,
    /// What the way from each node to the end costs, if the path might cross itself.
    to_end: NodeMap,
    prefixes: Prefixes,
    branches: BranchQueue,
    /// The nodes of the prefix at hand; empty between two uses.
    on_prefix: FixedBitSet,
    /// The path of no steps, where the start is the end.
    at_once: Option<Path>,
}

impl<'a> Paths<'a> {
    fn new(
        view: &'a GraphView,
        from: NodeIndex,
        to: NodeIndex,
        filter: &'a SearchFilter,
        metric: Metric<'a>,
        cost_max: u64,
        limits: &'a Limits,
    ) -> Result<Self, LimitExceeded> {
        let mut paths = Self {
            view,
            filter,
            backward: filter.reversed(),
            metric,
            to,
            cost_max,
            limits,
            to_end: NodeMap::new(view.node_count()),
            prefixes: Prefixes::new(from),
            branches: BranchQueue::default(),
            on_prefix: FixedBitSet::with_capacity(view.node_count()),
            at_once: (from == to).then(|| Path::new(vec![from], 0)),
        };
        if from != to {
            let everywhere = Branch {
                cost: 0,
                prefix: Prefixes::ROOT,
                prefix_cost: 0,
                next: from,
                excluded: Vec::new(),
                rest: None,
            };
            paths.to_end = paths.distances_off(&everywhere, false)?;
            paths.add_branch(Prefixes::ROOT, 0, Vec::new(), None);
        }
        Ok(paths)
    }

    fn advance(&mut self) -> Result<Option<Path>, LimitExceeded> {
        if let Some(path) = self.at_once.take() {
            return Ok(Some(path));
        }
        while let Some(mut branch) = self.branches.pop(&self.prefixes) {
            self.limits.check()?;
            if let Some(rest) = branch.rest.take() {
                return Ok(Some(self.split(branch, rest)));
            }
            self.mark_prefix(branch.prefix, true);
            let found = self.search(&mut branch);
            self.mark_prefix(branch.prefix, false);
            if found? {
                self.branches.push(branch, &self.prefixes);
            }
        }
        Ok(None)
    }

    fn mark_prefix(&mut self, prefix: PrefixId, mark: bool) {
        for node in self.prefixes.nodes_backward(prefix) {
            self.on_prefix.set(node.index(), mark);
        }
    }

    /// Takes the best path of a branch out of it: what is left are a branch for each of the path's nodes.
    fn split(&mut self, branch: Branch, rest: Vec<NodeIndex>) -> Path {
        let mut nodes: Vec<_> = self.prefixes.nodes_backward(branch.prefix).collect();
        nodes.reverse();
        nodes.extend(&rest);
        let mut excluded = branch.excluded;
        let at = excluded.partition_point(|&node| node < rest[0]);
        excluded.insert(at, rest[0]);
        self.mark_prefix(branch.prefix, true);
        let (mut prefix, mut cost) = (branch.prefix, branch.prefix_cost);
        cost += self.add_branch(prefix, cost, excluded, Some(rest[0]));
        for pair in rest.windows(2) {
            prefix = self.prefixes.extend(prefix, pair[0]);
            self.on_prefix.insert(pair[0].index());
            cost += self.add_branch(prefix, cost, vec![pair[1]], Some(pair[1]));
        }
        self.mark_prefix(prefix, false);
        Path::new(nodes, branch.cost)
    }

    /// Adds the branch off a prefix, whose nodes are marked, unless it is empty. Returns what the step to `followed` costs.
    fn add_branch(
        &mut self,
        prefix: PrefixId,
        prefix_cost: u64,
        excluded: Vec<NodeIndex>,
        followed: Option<NodeIndex>,
    ) -> u64 {
        let node = self.prefixes.last(prefix);
        let mut best: Option<(u64, NodeIndex)> = None;
        let mut followed_cost = 0;
        self.metric.for_each_step(self.view, self.filter, node, self.to, |next, step_cost| {
            if Some(next) == followed {
                followed_cost = step_cost;
            }
            if let Some(rest_cost) = self.to_end.get(next)
                && !self.on_prefix.contains(next.index())
                && excluded.binary_search(&next).is_err()
            {
                let bound = (prefix_cost + step_cost + rest_cost, next);
                best = Some(best.map_or(bound, |best| best.min(bound)));
            }
        });
        if let Some((cost, next)) = best
            && cost <= self.cost_max
        {
            let branch = Branch { cost, prefix, prefix_cost, next, excluded, rest: None };
            self.branches.push(branch, &self.prefixes);
        }
        followed_cost
    }

    /// Finds the best path of a branch, whose prefix is marked; `false` if it has none.
    fn search(&self, branch: &mut Branch) -> Result<bool, LimitExceeded> {
        let mut remaining = branch.cost - branch.prefix_cost;
        let mut rest = self.follow(branch, remaining, &self.to_end)?;
        if rest.is_none() {
            // The prefix stands in the way of every path that is as cheap as the bound.
            let distances = self.distances_off(branch, true)?;
            let Some(found) = distances.get(self.prefixes.last(branch.prefix)) else {
                return Ok(false);
            };
            remaining = found;
            rest = self.follow(branch, remaining, &distances)?;
        }
        if let Some(rest) = &rest {
            branch.next = rest[0];
            branch.cost = branch.prefix_cost + remaining;
        }
        branch.rest = rest;
        Ok(branch.rest.is_some())
    }

    /// The costs of the ways to the end that don't cross the branch's prefix, which is marked.
    fn distances_off(
        &self,
        branch: &Branch,
        stop_at_start: bool,
    ) -> Result<NodeMap, LimitExceeded> {
        BackwardSearch {
            view: self.view,
            backward: &self.backward,
            metric: self.metric,
            end: self.to,
            start: self.prefixes.last(branch.prefix),
            stop_at_start,
            cost_max: self.cost_max - branch.prefix_cost,
            blocked: &self.on_prefix,
            excluded_from_start: &branch.excluded,
        }
        .run(self.limits)
    }

    /// The first path, in the order of its nodes, from the branch's prefix to the end over steps that lose nothing: each
    /// brings the end nearer, by these distances, by what it costs. Depth first; a node that leads nowhere is left once and for all.
    fn follow(
        &self,
        branch: &Branch,
        remaining: u64,
        distances: &NodeMap,
    ) -> Result<Option<Vec<NodeIndex>>, LimitExceeded> {
        let tight_steps = |from: NodeIndex, distance: u64, excluded: &[NodeIndex]| {
            let mut steps = Vec::new();
            self.metric.for_each_step(self.view, self.filter, from, self.to, |next, cost| {
                if distances.get(next).is_some_and(|rest| rest + cost == distance)
                    && !self.on_prefix.contains(next.index())
                    && excluded.binary_search(&next).is_err()
                {
                    steps.push((next, distance - cost));
                }
            });
            steps.into_iter()
        };
        let mut seen = FxHashSet::default();
        let mut path = Vec::new();
        let mut open =
            vec![tight_steps(self.prefixes.last(branch.prefix), remaining, &branch.excluded)];
        while let Some(steps) = open.last_mut() {
            let Some((next, distance)) = steps.next() else {
                open.pop();
                path.pop();
                continue;
            };
            if next == self.to {
                path.push(next);
                return Ok(Some(path));
            }
            if seen.insert(next) {
                if seen.len() % NODES_PER_CHECK == 0 {
                    self.limits.check()?;
                }
                path.push(next);
                open.push(tight_steps(next, distance, &[]));
            }
        }
        Ok(None)
    }
}

impl Iterator for Paths<'_> {
    type Item = Result<Path, LimitExceeded>;

    fn next(&mut self) -> Option<Self::Item> {
        let path = self.advance().transpose();
        if let Some(Err(_)) = path {
            self.branches = BranchQueue::default();
        }
        path
    }
}

impl FusedIterator for Paths<'_> {}
