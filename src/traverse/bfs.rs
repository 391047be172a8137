//! Breadth-first search: how many hops away every node is, and who lives near a node.

use super::filter::SearchFilter;
use super::index::NodeIndex;
use super::node_map::NodeMap;
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};
use fixedbitset::FixedBitSet;

/// Nodes between two looks at the limits.
const NODES_PER_CHECK: usize = 1 << 12;

/// How many hops each node is from the nearest start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Levels {
    hops: Vec<u32>,
    reached: Vec<NodeIndex>,
}

impl Levels {
    const UNREACHED: u32 = u32::MAX;

    /// Hops to a node; `None` if the search didn't reach it.
    pub fn hops(&self, node: NodeIndex) -> Option<u32> {
        Some(self.hops[node.index()]).filter(|&hops| hops != Self::UNREACHED)
    }

    /// The nodes that were reached, the starts among them, the nearest first.
    pub fn reached(&self) -> &[NodeIndex] {
        &self.reached
    }
}

/// The hops from the nearest of the starts to every node that is at most `hops_max` away.
///
/// # Errors
/// A limit that is reached.
pub fn levels(
    view: &GraphView,
    starts: &[NodeIndex],
    filter: &SearchFilter,
    hops_max: usize,
    limits: &Limits,
) -> Result<Levels, LimitExceeded> {
    let mut hops = vec![Levels::UNREACHED; view.node_count()];
    let mut seen = FixedBitSet::with_capacity(view.node_count());
    let mut reached = Vec::new();
    for &start in starts {
        if !seen.put(start.index()) {
            hops[start.index()] = 0;
            reached.push(start);
        }
    }
    let mut level_start = 0;
    let mut distance = 0;
    while level_start < reached.len() && (distance as usize) < hops_max {
        distance += 1;
        let level = level_start..reached.len();
        level_start = level.end;
        for at in level {
            if at % NODES_PER_CHECK == 0 {
                limits.check()?;
            }
            filter.visit_neighbours(view, reached[at], |next| {
                if !seen.contains(next.index()) && filter.allows_node(next) {
                    seen.insert(next.index());
                    hops[next.index()] = distance;
                    reached.push(next);
                }
                true
            });
        }
    }
    Ok(Levels { hops, reached })
}

/// The nodes around a node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Neighbourhood {
    /// The nodes with their hops from the start, the start itself first: by hops, then by number.
    pub nodes: Vec<(NodeIndex, u32)>,
    /// Whether there are more that are near enough, but past `nodes_max`.
    pub is_cut: bool,
}

/// The nodes that are at most `hops_max` away from a node; the first `nodes_max` of them in the order of their
/// distance, and of their numbers where it is the same.
///
/// # Errors
/// A limit that is reached.
pub fn neighbourhood(
    view: &GraphView,
    start: NodeIndex,
    filter: &SearchFilter,
    hops_max: usize,
    nodes_max: usize,
    limits: &Limits,
) -> Result<Neighbourhood, LimitExceeded> {
    let mut seen = NodeMap::new(view.node_count());
    seen.insert(start, 0);
    let mut nodes = vec![(start, 0)];
    let mut level_start = 0;
    let mut distance = 0;
    while level_start < nodes.len() && (distance as usize) < hops_max && nodes.len() <= nodes_max {
        distance += 1;
        let level = level_start..nodes.len();
        level_start = level.end;
        for at in level {
            if at % NODES_PER_CHECK == 0 {
                limits.check()?;
            }
            filter.visit_neighbours(view, nodes[at].0, |next| {
                if seen.get(next).is_none() && filter.allows_node(next) {
                    seen.insert(next, 0);
                    nodes.push((next, distance));
                }
                true
            });
        }
        nodes[level_start..].sort_unstable();
    }
    let is_cut = nodes.len() > nodes_max;
    nodes.truncate(nodes_max);
    Ok(Neighbourhood { nodes, is_cut })
}
