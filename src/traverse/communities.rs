//! Communities: groups of nodes with more edges inside than chance would give, by the Leiden algorithm
//! (Traag, Waltman and van Eck 2019).
//!
//! Nodes move to the neighbouring community that gains most, groups that hold together within each community become the
//! nodes of a smaller graph, and so on until nothing moves. Groups are merged by the greatest gain, not at random among gains.
//! The edges' directions don't count, and parallel edges count once.

use super::components::Groups;
use super::leiden::Level;
use super::level_graph::LevelGraph;
use super::random::Random;
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};
use std::borrow::Cow;

/// How communities are looked for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CommunityOptions {
    /// Above 1, communities are smaller than modularity makes them, below 1 they are larger.
    pub resolution: f64,
    /// How often the whole is gone through, beginning with what was found before; ends earlier if nothing moves.
    pub rounds_max: usize,
    /// The order in which nodes are looked at: the same seed gives the same communities.
    pub seed: u64,
}

impl Default for CommunityOptions {
    /// Resolution 1, two rounds, seed 0.
    fn default() -> Self {
        Self { resolution: 1.0, rounds_max: 2, seed: 0 }
    }
}

/// The communities of a view.
#[derive(Clone, PartialEq, Debug)]
pub struct Communities {
    /// Who is in which. Each community is connected.
    pub groups: Groups,
    /// Newman's modularity of the partition, at the resolution that was asked for; 0 without edges.
    pub modularity: f64,
}

/// Finds communities. The view is taken without directions; two nodes are joined by one edge or none, loops stay.
///
/// # Errors
/// A limit that is reached.
pub fn communities(
    view: &GraphView,
    options: CommunityOptions,
    limits: &Limits,
) -> Result<Communities, LimitExceeded> {
    let graph = LevelGraph::of(view);
    let mut random = Random::new(options.seed);
    let mut labels: Vec<u32> = (0..graph.node_count() as u32).collect();
    for _ in 0..options.rounds_max {
        if !improve(&graph, &mut labels, options.resolution, &mut random, limits)? {
            break;
        }
    }
    let labels = split_apart(&graph, &labels);
    let modularity = modularity(&graph, &labels, options.resolution);
    Ok(Communities { groups: Groups::from_labels(&labels), modularity })
}

/// One round; `false` if no node moved.
fn improve(
    graph: &LevelGraph,
    labels: &mut [u32],
    resolution: f64,
    random: &mut Random,
    limits: &Limits,
) -> Result<bool, LimitExceeded> {
    let mut level = Level::new(Cow::Borrowed(graph), labels.to_vec(), resolution);
    // By node of the whole graph: its node in the level's graph.
    let mut places: Vec<u32> = (0..labels.len() as u32).collect();
    let mut any_moved = false;
    loop {
        any_moved |= level.move_nodes(random, limits)?;
        let (groups, group_count) = level.refine(random, limits)?;
        if group_count == level.node_count() {
            break;
        }
        places.iter_mut().for_each(|place| *place = groups[*place as usize]);
        level = level.aggregate(&groups, group_count);
    }
    let communities = level.into_communities();
    labels.iter_mut().zip(places).for_each(|(label, place)| *label = communities[place as usize]);
    Ok(any_moved)
}

/// Gives each connected part of a community a label of its own: the number of its first node. Parts that nothing joins only
/// cost modularity.
fn split_apart(graph: &LevelGraph, labels: &[u32]) -> Vec<u32> {
    const NONE: u32 = u32::MAX;
    let mut split = vec![NONE; labels.len()];
    let mut open = Vec::new();
    for first in 0..labels.len() as u32 {
        if split[first as usize] != NONE {
            continue;
        }
        split[first as usize] = first;
        open.push(first);
        while let Some(node) = open.pop() {
            for (other, _) in graph.neighbours(node) {
                if split[other as usize] == NONE && labels[other as usize] == labels[first as usize]
                {
                    split[other as usize] = first;
                    open.push(other);
                }
            }
        }
    }
    split
}

/// The modularity of a partition (Newman 2006): over all groups, the share of the edges inside it, less the share that chance
/// would put there, which is the square of its share of all edge ends.
fn modularity(graph: &LevelGraph, labels: &[u32], resolution: f64) -> f64 {
    if graph.total == 0 {
        return 0.0;
    }
    // Edge ends inside each group, and at its nodes.
    let mut inside = vec![0u64; labels.len()];
    let mut ends = vec![0u64; labels.len()];
    for (node, &label) in labels.iter().enumerate() {
        ends[label as usize] += graph.strengths[node];
        inside[label as usize] += 2 * graph.loops[node];
        for (other, weight) in graph.neighbours(node as u32) {
            if labels[other as usize] == label {
                inside[label as usize] += u64::from(weight);
            }
        }
    }
    let share = |count: u64| count as f64 / graph.total as f64;
    inside
        .iter()
        .zip(ends)
        .map(|(&inside, ends)| share(inside) - resolution * share(ends).powi(2))
        .sum()
}
