//! One level of the Leiden algorithm (Traag, Waltman and van Eck 2019, algorithm A.2): moving nodes, and refining.

use super::level_graph::{LevelGraph, WeightsByGroup};
use super::random::Random;
use crate::model::{LimitExceeded, Limits};
use fixedbitset::FixedBitSet;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::VecDeque;

/// Nodes between two looks at the limits.
const NODES_PER_CHECK: usize = 1 << 12;

/// A graph and a partition of its nodes.
#[derive(Clone, Debug)]
pub(super) struct Level<'a> {
    graph: Cow<'a, LevelGraph>,
    /// By node; each below the number of nodes.
    communities: Vec<u32>,
    resolution: f64,
}

impl<'a> Level<'a> {
    pub fn new(graph: Cow<'a, LevelGraph>, communities: Vec<u32>, resolution: f64) -> Self {
        Self { graph, communities, resolution }
    }

    pub fn node_count(&self) -> usize {
        self.communities.len()
    }

    pub fn into_communities(self) -> Vec<u32> {
        self.communities
    }

    /// The level whose nodes are these groups, each of which lies within one community.
    pub fn aggregate(&self, groups: &[u32], group_count: usize) -> Level<'a> {
        const NONE: u32 = u32::MAX;
        let mut numbers = vec![NONE; self.node_count()];
        let mut communities = vec![NONE; group_count];
        let mut count = 0;
        for (&group, &community) in groups.iter().zip(&self.communities) {
            let number = &mut numbers[community as usize];
            if *number == NONE {
                *number = count;
                count += 1;
            }
            communities[group as usize] = *number;
        }
        let graph = Cow::Owned(self.graph.aggregate(groups, group_count));
        Self::new(graph, communities, self.resolution)
    }

    /// What chance would put between a node and a group, by the weights of the edges at both.
    #[inline]
    fn expected(&self, a: u64, b: u64) -> f64 {
        self.resolution * a as f64 * b as f64 / self.graph.total as f64
    }

    /// Moves nodes to the community that gains most, until none gains by moving; a node is looked at again when a neighbour
    /// has moved away from it. `false` if none moved.
    pub fn move_nodes(
        &mut self,
        random: &mut Random,
        limits: &Limits,
    ) -> Result<bool, LimitExceeded> {
        let n = self.node_count();
        let mut strengths = vec![0; n];
        let mut sizes = vec![0u32; n];
        for (&community, &strength) in self.communities.iter().zip(&self.graph.strengths) {
            strengths[community as usize] += strength;
            sizes[community as usize] += 1;
        }
        let mut empty: Vec<u32> =
            (0..n as u32).rev().filter(|&community| sizes[community as usize] == 0).collect();
        let mut queue = VecDeque::from(random_order(n, random));
        let mut is_queued = FixedBitSet::with_capacity(n);
        is_queued.insert_range(..);
        let mut weights = WeightsByGroup::new(n);
        let mut looked_at = 0;
        let mut any_moved = false;
        while let Some(node) = queue.pop_front() {
            if looked_at % NODES_PER_CHECK == 0 {
                limits.check()?;
            }
            looked_at += 1;
            is_queued.set(node as usize, false);
            let old = self.communities[node as usize];
            let strength = self.graph.strengths[node as usize];
            strengths[old as usize] -= strength;
            let new = self.best_community(node, old, &strengths, &mut weights);
            // Alone, if even the best community costs more than it gains.
            let new = match new {
                Some(new) => new,
                None if sizes[old as usize] == 1 => old,
                // There are no more communities than nodes, and this node is not alone in its own.
                None => empty.pop().expect("a community is empty when two nodes share one"),
            };
            strengths[new as usize] += strength;
            if new == old {
                continue;
            }
            any_moved = true;
            self.communities[node as usize] = new;
            sizes[new as usize] += 1;
            sizes[old as usize] -= 1;
            if sizes[old as usize] == 0 {
                empty.push(old);
            }
            for (other, _) in self.graph.neighbours(node) {
                if self.communities[other as usize] != new && !is_queued.put(other as usize) {
                    queue.push_back(other);
                }
            }
        }
        Ok(any_moved)
    }

    /// The community that gains most by the node, which `strengths` doesn't count; its old one if none gains more. `None` if
    /// all lose.
    #[inline]
    fn best_community(
        &self,
        node: u32,
        old: u32,
        strengths: &[u64],
        weights: &mut WeightsByGroup,
    ) -> Option<u32> {
        for (other, weight) in self.graph.neighbours(node) {
            weights.add(self.communities[other as usize], weight);
        }
        let strength = self.graph.strengths[node as usize];
        let gain = |community: u32, weight: u64| {
            weight as f64 - self.expected(strength, strengths[community as usize])
        };
        let mut best = (gain(old, weights.get(old)), old);
        for (community, weight) in weights.drain() {
            let gain = gain(community, weight);
            if gain > best.0 {
                best = (gain, community);
            }
        }
        (best.0 >= 0.0).then_some(best.1)
    }

    /// Merges nodes within each community into groups that hang together: a node that is still alone joins the group that gains
    /// most, where both are well joined to the rest of the community. Returns each node's group, and how many there are.
    pub fn refine(
        &self,
        random: &mut Random,
        limits: &Limits,
    ) -> Result<(Vec<u32>, usize), LimitExceeded> {
        let n = self.node_count();
        let mut of_community = vec![0; n];
        for (&community, &strength) in self.communities.iter().zip(&self.graph.strengths) {
            of_community[community as usize] += strength;
        }
        let mut refined = Refined {
            groups: (0..n as u32).collect(),
            strengths: self.graph.strengths.clone(),
            sizes: vec![1; n],
            cuts: (0..n as u32)
                .into_par_iter()
                .map(|node| self.weight_to_own_community(node))
                .collect(),
        };
        let mut weights = WeightsByGroup::new(n);
        for (at, node) in random_order(n, random).into_iter().enumerate() {
            if at % NODES_PER_CHECK == 0 {
                limits.check()?;
            }
            let own = of_community[self.communities[node as usize] as usize];
            if refined.sizes[node as usize] != 1 || !self.is_well_joined(&refined, node, own) {
                continue;
            }
            if let Some((group, weight)) = self.best_group(node, own, &refined, &mut weights) {
                refined.merge(node, group, weight);
            }
        }
        Ok(renumbered(refined.groups))
    }

    fn weight_to_own_community(&self, node: u32) -> u64 {
        let own = self.communities[node as usize];
        let inner = self
            .graph
            .neighbours(node)
            .filter(|&(other, _)| self.communities[other as usize] == own);
        inner.map(|(_, weight)| u64::from(weight)).sum()
    }

    /// Whether a group is joined to the rest of its community by no less than chance.
    #[inline]
    fn is_well_joined(&self, refined: &Refined, group: u32, of_community: u64) -> bool {
        let strength = refined.strengths[group as usize];
        refined.cuts[group as usize] as f64 >= self.expected(strength, of_community - strength)
    }

    /// The group of the same community that gains most by a node that is alone, and the weight that joins them.
    #[inline]
    fn best_group(
        &self,
        node: u32,
        of_community: u64,
        refined: &Refined,
        weights: &mut WeightsByGroup,
    ) -> Option<(u32, u64)> {
        let community = self.communities[node as usize];
        for (other, weight) in self.graph.neighbours(node) {
            if self.communities[other as usize] == community {
                weights.add(refined.groups[other as usize], weight);
            }
        }
        let strength = self.graph.strengths[node as usize];
        let mut best = (0.0, None);
        for (group, weight) in weights.drain() {
            let expected = self.expected(strength, refined.strengths[group as usize]);
            let gain = weight as f64 - expected;
            if gain > best.0 && self.is_well_joined(refined, group, of_community) {
                best = (gain, Some((group, weight)));
            }
        }
        best.1
    }
}

/// Groups within communities, numbered by a node that was alone at first.
struct Refined {
    groups: Vec<u32>,
    strengths: Vec<u64>,
    sizes: Vec<u32>,
    /// The weight that joins each group to the rest of its community.
    cuts: Vec<u64>,
}

impl Refined {
    /// Puts a node that is alone into a group, to which edges of this weight join it.
    fn merge(&mut self, node: u32, group: u32, weight: u64) {
        let (from, to) = (node as usize, group as usize);
        self.groups[from] = group;
        self.strengths[to] += self.strengths[from];
        self.sizes[to] += 1;
        self.sizes[from] = 0;
        self.cuts[to] = self.cuts[to] + self.cuts[from] - 2 * weight;
    }
}

fn random_order(n: usize, random: &mut Random) -> Vec<u32> {
    let mut order: Vec<u32> = (0..n as u32).collect();
    random.shuffle(&mut order);
    order
}

/// The same groups, numbered in the order of their first nodes, and how many there are.
fn renumbered(mut groups: Vec<u32>) -> (Vec<u32>, usize) {
    const NONE: u32 = u32::MAX;
    let mut numbers = vec![NONE; groups.len()];
    let mut count = 0;
    for group in &mut groups {
        let number = &mut numbers[*group as usize];
        if *number == NONE {
            *number = count;
            count += 1;
        }
        *group = *number;
    }
    (groups, count as usize)
}
