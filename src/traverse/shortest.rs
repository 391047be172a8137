//! One shortest path between two nodes, by hops: breadth-first from both ends (Pohl 1971).

use super::filter::SearchFilter;
use super::index::NodeIndex;
use super::node_map::NodeMap;
use super::path::Path;
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};

/// Nodes between two looks at the limits.
const NODES_PER_CHECK: usize = 1 << 12;

/// A shortest path from one node to another of at most `hops_max` steps; `None` if there is none.
///
/// Of several shortest ones it gives the same each time; [`shortest_paths`](super::shortest_paths) has them all, in order.
/// The side whose next level has fewer edges goes first, so that a random pair in a graph of millions of edges costs
/// some hundreds of nodes.
///
/// # Errors
/// A limit that is reached.
pub fn shortest_path(
    view: &GraphView,
    from: NodeIndex,
    to: NodeIndex,
    filter: &SearchFilter,
    hops_max: usize,
    limits: &Limits,
) -> Result<Option<Path>, LimitExceeded> {
    limits.check()?;
    if from == to {
        return Ok(Some(Path::new(vec![from], 0)));
    }
    let backward = filter.reversed();
    let mut ahead = Side::new(view, filter, from);
    let mut behind = Side::new(view, &backward, to);
    for _ in 0..hops_max {
        if ahead.level.is_empty() || behind.level.is_empty() {
            return Ok(None);
        }
        let forward_next = ahead.level_edges <= behind.level_edges;
        let (side, other) =
            if forward_next { (&mut ahead, &behind) } else { (&mut behind, &ahead) };
        if let Some(meeting) = side.advance(other, limits)? {
            return Ok(Some(join(&ahead, &behind, meeting)));
        }
    }
    Ok(None)
}

struct Side<'a> {
    view: &'a GraphView,
    filter: &'a SearchFilter,
    /// The number of the node before each that was reached; a start is its own.
    before: NodeMap,
    level: Vec<NodeIndex>,
    /// Edges that going on from the level looks at.
    level_edges: usize,
}

impl<'a> Side<'a> {
    fn new(view: &'a GraphView, filter: &'a SearchFilter, start: NodeIndex) -> Self {
        let mut before = NodeMap::new(view.node_count());
        before.insert(start, u64::from(start.number()));
        Self { view, filter, before, level: vec![start], level_edges: filter.degree(view, start) }
    }

    /// Goes one level on, or as far as a node that the other side has reached.
    ///
    /// That node lies in the other side's last level: had it lain before that, the path over it would be short enough to have
    /// been met earlier. So the first meeting is as good as any.
    fn advance(
        &mut self,
        other: &Self,
        limits: &Limits,
    ) -> Result<Option<NodeIndex>, LimitExceeded> {
        let mut next_level = Vec::new();
        let mut met = None;
        self.level_edges = 0;
        for (at, &node) in self.level.iter().enumerate() {
            if at % NODES_PER_CHECK == 0 {
                limits.check()?;
            }
            let before = &mut self.before;
            self.filter.visit_neighbours(self.view, node, |next| {
                if before.get(next).is_some() {
                    return true;
                }
                if other.before.get(next).is_some() {
                    before.insert(next, u64::from(node.number()));
                    met = Some(next);
                } else if self.filter.allows_node(next) {
                    before.insert(next, u64::from(node.number()));
                    next_level.push(next);
                }
                met.is_none()
            });
            if met.is_some() {
                return Ok(met);
            }
        }
        self.level_edges = next_level.iter().map(|&node| self.filter.degree(self.view, node)).sum();
        self.level = next_level;
        Ok(None)
    }

    /// The nodes from this one back to the start.
    fn trace(&self, node: NodeIndex) -> Vec<NodeIndex> {
        let mut nodes = vec![node];
        let mut last = node;
        while let Some(before) = self.before.get(last)
            && before != u64::from(last.number())
        {
            // Only numbers of nodes are put in.
            last = NodeIndex::new(before as u32);
            nodes.push(last);
        }
        nodes
    }
}

fn join(ahead: &Side<'_>, behind: &Side<'_>, meeting: NodeIndex) -> Path {
    let mut nodes = ahead.trace(meeting);
    nodes.reverse();
    nodes.extend(behind.trace(meeting).into_iter().skip(1));
    let hops = nodes.len() as u64 - 1;
    Path::new(nodes, hops)
}
