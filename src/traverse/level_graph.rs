//! The weighted undirected graphs that communities are looked for in: first the view's own, then ever smaller ones whose nodes
//! are groups of the one before.

use super::index::NodeIndex;
use super::view::GraphView;
use rayon::prelude::*;

/// Nodes that one task gathers the neighbours of.
const NODES_PER_TASK: usize = 1 << 12;

/// An undirected graph with whole weights; each edge stands in the rows of both its ends.
#[derive(Clone, Debug, Default)]
pub(super) struct LevelGraph {
    offsets: Vec<usize>,
    targets: Vec<u32>,
    /// By place in `targets`; empty where every edge weighs 1. The edges of a view, which these add up, are numbered by 32 bits.
    weights: Vec<u32>,
    /// The weight of each node's loops.
    pub loops: Vec<u64>,
    /// The weight of the edges at each node; loops count twice.
    pub strengths: Vec<u64>,
    /// Twice the weight of all edges.
    pub total: u64,
}

impl LevelGraph {
    /// The view without directions: two nodes are joined by an edge of weight 1 if any edge joins them, loops included.
    pub fn of(view: &GraphView) -> Self {
        let nodes: Vec<NodeIndex> = view.nodes().collect();
        let parts: Vec<(Vec<u32>, Vec<u32>, Vec<u64>)> = nodes
            .par_chunks(NODES_PER_TASK)
            .map(|nodes| {
                let (mut targets, mut counts, mut loops) = (Vec::new(), Vec::new(), Vec::new());
                for &node in nodes {
                    let before = targets.len();
                    let mut has_loop = 0;
                    for_each_neighbour(view, node, |other| {
                        if other == node {
                            has_loop = 1;
                        } else {
                            targets.push(other.number());
                        }
                    });
                    // A row is no longer than twice the view's edges of one node, which 32 bits number in all.
                    counts.push((targets.len() - before) as u32);
                    loops.push(has_loop);
                }
                (targets, counts, loops)
            })
            .collect();
        let mut graph = Self { offsets: vec![0], ..Self::default() };
        graph.targets.reserve_exact(parts.iter().map(|(targets, ..)| targets.len()).sum());
        for (targets, counts, loops) in parts {
            for (count, own) in counts.into_iter().zip(&loops) {
                graph.offsets.push(graph.offsets[graph.offsets.len() - 1] + count as usize);
                graph.strengths.push(u64::from(count) + 2 * own);
            }
            graph.targets.extend_from_slice(&targets);
            graph.loops.extend(loops);
        }
        graph.total = graph.strengths.iter().sum();
        graph
    }

    pub fn node_count(&self) -> usize {
        self.strengths.len()
    }

    /// The neighbours of a node, itself excluded, and the weights of the edges to them.
    #[inline]
    pub fn neighbours(&self, node: u32) -> impl Iterator<Item = (u32, u32)> {
        let row = self.offsets[node as usize]..self.offsets[node as usize + 1];
        let weights = self.weights.get(row.clone()).unwrap_or(&[]);
        self.targets[row]
            .iter()
            .enumerate()
            .map(move |(at, &target)| (target, weights.get(at).copied().unwrap_or(1)))
    }

    /// The graph of these groups, each below `group_count`: an edge weighs what the edges between two groups do together.
    pub fn aggregate(&self, groups: &[u32], group_count: usize) -> Self {
        let (starts, members) = by_group(groups, group_count);
        let mut graph = Self {
            offsets: vec![0],
            strengths: vec![0; group_count],
            total: self.total,
            ..Self::default()
        };
        let mut weights = WeightsByGroup::new(group_count);
        for group in 0..group_count {
            let mut inner = 0;
            for &member in &members[starts[group]..starts[group + 1]] {
                inner += 2 * self.loops[member as usize];
                graph.strengths[group] += self.strengths[member as usize];
                for (other, weight) in self.neighbours(member) {
                    weights.add(groups[other as usize], weight);
                }
            }
            for (other, weight) in weights.drain() {
                if other as usize == group {
                    inner += weight;
                } else {
                    graph.targets.push(other);
                    graph.weights.push(weight as u32);
                }
            }
            graph.loops.push(inner / 2);
            graph.offsets.push(graph.targets.len());
        }
        graph
    }
}

/// Calls `visit` with each node that an edge of any direction joins to a node, once, in order.
fn for_each_neighbour(view: &GraphView, node: NodeIndex, mut visit: impl FnMut(NodeIndex)) {
    let mut out = view.out_neighbours(node).iter().peekable();
    let mut incoming = view.in_neighbours(node).iter().peekable();
    loop {
        let next = match (out.peek(), incoming.peek()) {
            (Some(&&a), Some(&&b)) => a.min(b),
            (Some(&&a), None) => a,
            (None, Some(&&b)) => b,
            (None, None) => return,
        };
        while out.next_if(|&&other| other == next).is_some() {}
        while incoming.next_if(|&&other| other == next).is_some() {}
        visit(next);
    }
}

/// The nodes by group, and where each group's begin.
fn by_group(groups: &[u32], group_count: usize) -> (Vec<usize>, Vec<u32>) {
    let mut starts = vec![0; group_count + 1];
    groups.iter().for_each(|&group| starts[group as usize + 1] += 1);
    for group in 0..group_count {
        starts[group + 1] += starts[group];
    }
    let mut places = starts.clone();
    let mut members = vec![0; groups.len()];
    for (node, &group) in groups.iter().enumerate() {
        members[places[group as usize]] = node as u32;
        places[group as usize] += 1;
    }
    (starts, members)
}

/// Weights added up by group; as cheap to empty as it was to fill.
#[derive(Clone, Debug)]
pub(super) struct WeightsByGroup {
    weights: Vec<u64>,
    touched: Vec<u32>,
}

impl WeightsByGroup {
    pub fn new(group_count: usize) -> Self {
        Self { weights: vec![0; group_count], touched: Vec::new() }
    }

    /// Adds a weight, which isn't 0.
    #[inline]
    pub fn add(&mut self, group: u32, weight: u32) {
        let sum = &mut self.weights[group as usize];
        if *sum == 0 {
            self.touched.push(group);
        }
        *sum += u64::from(weight);
    }

    #[inline]
    pub fn get(&self, group: u32) -> u64 {
        self.weights[group as usize]
    }

    /// The groups and their weights, in the order in which they first came; none is left.
    #[inline]
    pub fn drain(&mut self) -> impl Iterator<Item = (u32, u64)> {
        let weights = &mut self.weights;
        self.touched.drain(..).map(|group| (group, std::mem::take(&mut weights[group as usize])))
    }
}
