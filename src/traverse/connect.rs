//! What joins three or more nodes: a small tree over all of them (Steiner tree), by Mehlhorn 1988 and the last two steps
//! of Kou, Markowsky and Berman 1981. It costs less than twice the cheapest tree, and mostly little more.

use super::cost::Costs;
use super::filter::{Direction, SearchFilter};
use super::index::NodeIndex;
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// Nodes between two looks at the limits.
const NODES_PER_CHECK: usize = 1 << 12;

/// A tree that joins terminals, or as many trees as they have components.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Connection {
    /// The steps, each from a lower node to a higher one, in order. Parallel edges are one step.
    pub steps: Vec<(NodeIndex, NodeIndex)>,
    /// The terminals that are joined to one another, in order; more than one group if not all can be.
    pub groups: Vec<Vec<NodeIndex>>,
    /// What the trees cost: their steps' cheapest edges, and their nodes but for the terminals.
    pub cost: u64,
}

impl Connection {
    /// The nodes of the trees in order, the terminals among them.
    pub fn nodes(&self) -> Vec<NodeIndex> {
        let ends = self.steps.iter().flat_map(|&(a, b)| [a, b]);
        let nodes: BTreeSet<_> = ends.chain(self.groups.iter().flatten().copied()).collect();
        nodes.into_iter().collect()
    }
}

/// Joins terminals by a tree that costs little; edges are walked in any direction, whatever the filter's is.
///
/// # Errors
/// A limit that is reached.
pub fn connect(
    view: &GraphView,
    terminals: &[NodeIndex],
    filter: &SearchFilter,
    costs: Costs<'_>,
    limits: &Limits,
) -> Result<Connection, LimitExceeded> {
    let filter = filter.clone().with_direction(Direction::Any);
    let terminals: BTreeSet<NodeIndex> = terminals.iter().copied().collect();
    let joiner = Joiner { view, filter: &filter, costs, terminals: &terminals, limits };
    let regions = joiner.regions()?;
    let mut steps = BTreeSet::new();
    for Bridge { step: (a, b), .. } in spanning_tree(regions.bridges()) {
        steps.insert(ordered(a, b));
        for mut node in [a, b] {
            while let Some(before) = regions.reached[&node].before {
                steps.insert(ordered(node, before));
                node = before;
            }
        }
    }
    let steps = joiner.trimmed(&steps);
    let cost = joiner.cost(&steps);
    let groups = groups(&terminals, &steps);
    Ok(Connection { steps, groups, cost })
}

struct Joiner<'a> {
    view: &'a GraphView,
    filter: &'a SearchFilter,
    costs: Costs<'a>,
    terminals: &'a BTreeSet<NodeIndex>,
    limits: &'a Limits,
}

/// How a node is reached from the terminal that is nearest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reached {
    /// Twice the cost of the edges on the way and of the nodes on it, but of the last node once.
    cost: u64,
    terminal: NodeIndex,
    before: Option<NodeIndex>,
}

type Steps = Vec<(NodeIndex, NodeIndex)>;

impl Joiner<'_> {
    /// What a node costs to pass: nothing, if the tree holds it anyway.
    fn node_cost(&self, node: NodeIndex) -> u64 {
        if self.terminals.contains(&node) { 0 } else { self.costs.node(node) }
    }

    /// Calls `visit` with the neighbours of a node, and twice the cost of the step's edge with half of what each of its nodes
    /// costs: the same from both ends, and on a way between terminals twice what it costs.
    fn for_each_step(&self, node: NodeIndex, mut visit: impl FnMut(NodeIndex, u64)) {
        for step in self.filter.steps(self.view, node) {
            if step.to != node
                && (self.filter.allows_node(step.to) || self.terminals.contains(&step.to))
            {
                let edge = self.costs.step(self.view, self.filter, &step);
                let ends = self.node_cost(node) + self.node_cost(step.to);
                visit(step.to, (2 * edge + ends).max(1));
            }
        }
    }

    /// The nodes around each terminal that are nearest to it, by Dijkstra's algorithm from all at once, and the ways that join
    /// the regions.
    ///
    /// It ends as soon as no better tree of ways can come. A way of cost c lies within c / 2 of its ends, so that all ways
    /// below twice the distance that the search has come to are known; when the dearest way of the tree is one of them,
    /// the tree is final.
    fn regions(&self) -> Result<Regions, LimitExceeded> {
        // One terminal is joined to itself.
        let dearest = (self.terminals.len() == 1).then_some(0);
        let mut regions = Regions { dearest, ..Regions::default() };
        let mut open = BinaryHeap::new();
        for &terminal in self.terminals {
            let reached = Reached { cost: 0, terminal, before: None };
            regions.reached.insert(terminal, reached);
            open.push(Reverse((reached, terminal)));
        }
        let mut looked_at = 0;
        while let Some(Reverse((reached, node))) = open.pop() {
            if looked_at % NODES_PER_CHECK == 0 {
                self.limits.check()?;
            }
            looked_at += 1;
            if regions.reached[&node] != reached {
                continue;
            }
            if regions.dearest.is_some_and(|dearest| dearest <= 2 * reached.cost) {
                break;
            }
            let mut is_better = false;
            self.for_each_step(node, |next, cost| {
                let before = Some(node);
                let candidate = Reached { cost: reached.cost + cost, before, ..reached };
                let known = regions.reached.get(&next).copied();
                // A way ends at a node whose region is final: one that another region took over later would lead elsewhere.
                // The later of the two ends finds it, and no node costs less than one that was looked at before.
                if let Some(other) = known
                    && other.terminal != reached.terminal
                    && (other, next) < (reached, node)
                {
                    let way = (reached.cost + cost + other.cost, node, next);
                    is_better |= regions.add_way(reached.terminal, other.terminal, way);
                }
                if known.is_none_or(|known| candidate < known) {
                    regions.reached.insert(next, candidate);
                    open.push(Reverse((candidate, next)));
                }
            });
            if is_better {
                regions.find_dearest(self.terminals.len());
            }
        }
        Ok(regions)
    }

    /// A spanning tree of the nodes that the steps touch, over all steps between these nodes, without the branches that end
    /// at no terminal.
    fn trimmed(&self, steps: &BTreeSet<(NodeIndex, NodeIndex)>) -> Steps {
        let nodes: BTreeSet<_> = steps.iter().flat_map(|&(a, b)| [a, b]).collect();
        let mut within = Vec::new();
        for &node in &nodes {
            self.for_each_step(node, |next, cost| {
                if node < next && nodes.contains(&next) {
                    within.push(Bridge { cost, terminals: (node, next), step: (node, next) });
                }
            });
        }
        within.sort_unstable();
        let tree = spanning_tree(within).into_iter().map(|bridge| bridge.step);
        let mut tree: BTreeSet<_> = tree.collect();
        loop {
            let mut degrees = BTreeMap::new();
            tree.iter()
                .flat_map(|&(a, b)| [a, b])
                .for_each(|v| *degrees.entry(v).or_insert(0) += 1);
            let is_dead_end = |v: &NodeIndex| degrees[v] == 1 && !self.terminals.contains(v);
            let before = tree.len();
            tree.retain(|(a, b)| !is_dead_end(a) && !is_dead_end(b));
            if tree.len() == before {
                return tree.into_iter().collect();
            }
        }
    }

    fn cost(&self, steps: &[(NodeIndex, NodeIndex)]) -> u64 {
        let nodes: BTreeSet<_> = steps.iter().flat_map(|&(a, b)| [a, b]).collect();
        let of_nodes: u64 = nodes.into_iter().map(|node| self.node_cost(node)).sum();
        let of_edges: u64 = steps
            .iter()
            .filter_map(|&(a, b)| self.filter.steps(self.view, a).find(|step| step.to == b))
            .map(|step| self.costs.step(self.view, self.filter, &step))
            .sum();
        of_nodes + of_edges
    }
}

/// What is known while regions grow.
#[derive(Default)]
struct Regions {
    reached: FxHashMap<NodeIndex, Reached>,
    /// For two terminals, the lower one first, the cheapest way between them that is known.
    ways: BTreeMap<(NodeIndex, NodeIndex), (u64, NodeIndex, NodeIndex)>,
    /// The cost of the dearest way of the cheapest tree of ways, once there is a tree over all terminals.
    dearest: Option<u64>,
}

impl Regions {
    /// `false` if a way as good is known.
    fn add_way(&mut self, a: NodeIndex, b: NodeIndex, way: (u64, NodeIndex, NodeIndex)) -> bool {
        let known = self.ways.entry(ordered(a, b)).or_insert((u64::MAX, a, b));
        let is_better = way < *known;
        if is_better {
            *known = way;
        }
        is_better
    }

    /// The ways between terminals, the cheapest first.
    fn bridges(&self) -> Vec<Bridge> {
        let ways = self.ways.iter();
        let mut bridges: Vec<_> = ways
            .map(|(&terminals, &(cost, from, to))| Bridge { cost, terminals, step: (from, to) })
            .collect();
        bridges.sort_unstable();
        bridges
    }

    fn find_dearest(&mut self, terminals: usize) {
        let tree = spanning_tree(self.bridges());
        if tree.len() + 1 == terminals {
            self.dearest = tree.last().map(|bridge| bridge.cost);
        }
    }
}

/// A way between two nodes of a graph that is being spanned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Bridge {
    cost: u64,
    /// What it joins.
    terminals: (NodeIndex, NodeIndex),
    step: (NodeIndex, NodeIndex),
}

/// The cheapest spanning tree, or one a component (Kruskal 1956). The bridges come sorted, and so does the tree.
fn spanning_tree(mut bridges: Vec<Bridge>) -> Vec<Bridge> {
    let mut joined = Joined::default();
    bridges.retain(|bridge| joined.join(bridge.terminals.0, bridge.terminals.1));
    bridges
}

fn groups(terminals: &BTreeSet<NodeIndex>, steps: &Steps) -> Vec<Vec<NodeIndex>> {
    let mut joined = Joined::default();
    for &(a, b) in steps {
        joined.join(a, b);
    }
    let mut groups = BTreeMap::<NodeIndex, Vec<NodeIndex>>::new();
    for &terminal in terminals {
        groups.entry(joined.root(terminal)).or_default().push(terminal);
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort();
    groups
}

/// Sets of a few nodes.
#[derive(Default)]
struct Joined(FxHashMap<NodeIndex, NodeIndex>);

impl Joined {
    fn root(&self, mut node: NodeIndex) -> NodeIndex {
        while let Some(&above) = self.0.get(&node) {
            node = above;
        }
        node
    }

    /// `false` if they were joined before.
    fn join(&mut self, a: NodeIndex, b: NodeIndex) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.0.insert(a.max(b), a.min(b));
        }
        a != b
    }
}

fn ordered(a: NodeIndex, b: NodeIndex) -> (NodeIndex, NodeIndex) {
    (a.min(b), a.max(b))
}
