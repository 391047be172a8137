//! Weak components: a union-find over a sample of the edges, then over those edges that can still matter
//! (Afforest: Sutton, Ben-Nun and Barak 2018).

use super::index::NodeIndex;
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};

/// Nodes between two looks at the limits.
const NODES_PER_CHECK: usize = 1 << 14;
/// Edges of each node that are joined before the largest component is guessed.
const SAMPLED_EDGES: usize = 2;
/// Nodes that are asked for the guess.
const SAMPLED_NODES: usize = 1024;

/// A partition of a view's nodes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Groups {
    of: Vec<u32>,
    sizes: Vec<u32>,
}

impl Groups {
    /// Numbers the groups: the largest first, and of those with the same size the one with the lowest node. `labels` gives two
    /// nodes the same number, below the number of nodes, exactly if they are in one group.
    pub(super) fn from_labels(labels: &[u32]) -> Self {
        let mut sizes = vec![0u32; labels.len()];
        labels.iter().for_each(|&label| sizes[label as usize] += 1);
        // Labels by their first node.
        let mut order = Vec::new();
        let mut number = vec![u32::MAX; labels.len()];
        for &label in labels {
            if number[label as usize] == u32::MAX {
                number[label as usize] = 0;
                order.push(label);
            }
        }
        order.sort_by_key(|&label| std::cmp::Reverse(sizes[label as usize]));
        for (at, &label) in order.iter().enumerate() {
            // There are no more groups than nodes.
            number[label as usize] = at as u32;
        }
        Self {
            of: labels.iter().map(|&label| number[label as usize]).collect(),
            sizes: order.iter().map(|&label| sizes[label as usize]).collect(),
        }
    }

    /// How many groups there are.
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// Whether there is none, because there is no node.
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// The number of a node's group; group 0 is the largest.
    pub fn group(&self, node: NodeIndex) -> u32 {
        self.of[node.index()]
    }

    /// How many nodes each group has, by its number: never more than the one before it.
    pub fn sizes(&self) -> &[u32] {
        &self.sizes
    }

    /// The nodes of each group, by its number, each in order.
    pub fn members(&self) -> Vec<Vec<NodeIndex>> {
        let mut members: Vec<Vec<NodeIndex>> =
            self.sizes.iter().map(|&size| Vec::with_capacity(size as usize)).collect();
        for (node, &group) in self.of.iter().enumerate() {
            members[group as usize].push(NodeIndex::new(node as u32));
        }
        members
    }
}

/// The weak components: nodes that edges join, whichever way they run.
///
/// # Errors
/// A limit that is reached.
pub fn weak_components(view: &GraphView, limits: &Limits) -> Result<Groups, LimitExceeded> {
    let mut sets = DisjointSets::new(view.node_count());
    for (at, node) in view.nodes().enumerate() {
        if at % NODES_PER_CHECK == 0 {
            limits.check()?;
        }
        for &other in view.out_neighbours(node).iter().take(SAMPLED_EDGES) {
            sets.join(node, other);
        }
    }
    sets.flatten();
    // Most nodes are in one component by now. Its nodes needn't look further: an edge that leaves it is seen from its other end.
    let largest = sets.likely_largest();
    for (at, node) in view.nodes().enumerate() {
        if at % NODES_PER_CHECK == 0 {
            limits.check()?;
        }
        if sets.0[node.index()] == largest {
            continue;
        }
        for &other in view.out_neighbours(node).iter().skip(SAMPLED_EDGES) {
            sets.join(node, other);
        }
        for &other in view.in_neighbours(node) {
            sets.join(node, other);
        }
    }
    sets.flatten();
    Ok(Groups::from_labels(&sets.0))
}

/// Trees of nodes by their parents, which are never higher numbers; a root is its own parent.
struct DisjointSets(Vec<u32>);

impl DisjointSets {
    fn new(node_count: usize) -> Self {
        Self((0..node_count as u32).collect())
    }

    #[inline]
    fn root(&mut self, mut node: u32) -> u32 {
        while self.0[node as usize] != node {
            // Path halving.
            let above = self.0[self.0[node as usize] as usize];
            self.0[node as usize] = above;
            node = above;
        }
        node
    }

    #[inline]
    fn join(&mut self, a: NodeIndex, b: NodeIndex) {
        let (a, b) = (self.root(a.number()), self.root(b.number()));
        self.0[a.max(b) as usize] = a.min(b);
    }

    /// Makes every node point to its root; parents come before their children.
    fn flatten(&mut self) {
        for node in 0..self.0.len() {
            self.0[node] = self.0[self.0[node] as usize];
        }
    }

    /// The root of most of a few nodes, when all are flat. A wrong guess costs time only.
    fn likely_largest(&self) -> u32 {
        let step = self.0.len() / SAMPLED_NODES + 1;
        let mut roots: Vec<u32> = self.0.iter().copied().step_by(step).collect();
        roots.sort_unstable();
        let runs = roots.chunk_by(|a, b| a == b);
        runs.max_by_key(|run| run.len()).map_or(u32::MAX, |run| run[0])
    }
}
