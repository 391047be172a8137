//! What the search for one path after another keeps: a tree of prefixes, and a queue of the branches off it.

use super::index::NodeIndex;
use std::cmp::Ordering;

/// The number of a prefix in [`Prefixes`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct PrefixId(u32);

#[derive(Clone, Copy, Debug)]
struct Prefix {
    parent: PrefixId,
    node: NodeIndex,
    /// Nodes before this one.
    depth: u32,
}

/// The beginnings of all paths found so far, as a tree: no two prefixes have the same nodes.
#[derive(Clone, Debug)]
pub(super) struct Prefixes(Vec<Prefix>);

impl Prefixes {
    /// The prefix of the start alone.
    pub const ROOT: PrefixId = PrefixId(0);

    pub fn new(start: NodeIndex) -> Self {
        Self(vec![Prefix { parent: Self::ROOT, node: start, depth: 0 }])
    }

    /// Adds a prefix, which isn't there yet.
    pub fn extend(&mut self, parent: PrefixId, node: NodeIndex) -> PrefixId {
        let id = u32::try_from(self.0.len()).expect("prefixes fill the memory before 32 bits");
        self.0.push(Prefix { parent, node, depth: self.at(parent).depth + 1 });
        PrefixId(id)
    }

    /// The last node.
    pub fn last(&self, id: PrefixId) -> NodeIndex {
        self.at(id).node
    }

    /// The nodes from the last to the start.
    pub fn nodes_backward(&self, id: PrefixId) -> impl Iterator<Item = NodeIndex> {
        let mut at = Some(id);
        std::iter::from_fn(move || {
            let id = at?;
            at = (id != Self::ROOT).then(|| self.at(id).parent);
            Some(self.at(id).node)
        })
    }

    fn at(&self, id: PrefixId) -> Prefix {
        self.0[id.0 as usize]
    }

    /// The node at this depth of a prefix, and the prefix that ends there.
    fn ancestor(&self, mut id: PrefixId, depth: u32) -> PrefixId {
        while self.at(id).depth > depth {
            id = self.at(id).parent;
        }
        id
    }

    /// The order of the nodes of one prefix and a node after it, beside another's. Of two branches neither runs along the
    /// other's prefix and its own next node at once, so that nothing after the next nodes counts.
    fn compare(&self, a: (PrefixId, NodeIndex), b: (PrefixId, NodeIndex)) -> Ordering {
        let (depth_a, depth_b) = (self.at(a.0).depth, self.at(b.0).depth);
        let depth = depth_a.min(depth_b);
        let (mut x, mut y) = (self.ancestor(a.0, depth), self.ancestor(b.0, depth));
        if x == y {
            let next = |(id, next): (PrefixId, NodeIndex), own_depth| match own_depth {
                own if own == depth => next,
                _ => self.last(self.ancestor(id, depth + 1)),
            };
            return next(a, depth_a).cmp(&next(b, depth_b));
        }
        while self.at(x).parent != self.at(y).parent {
            (x, y) = (self.at(x).parent, self.at(y).parent);
        }
        self.last(x).cmp(&self.last(y))
    }
}

/// The paths that begin with a prefix and go on from there to a node that is not excluded.
#[derive(Clone, Debug)]
pub(super) struct Branch {
    /// What its best path costs if `rest` is known; otherwise no path of it costs less.
    pub cost: u64,
    pub prefix: PrefixId,
    pub prefix_cost: u64,
    /// The node after the prefix on its best path if `rest` is known; otherwise no path of this cost goes on to a lower one.
    pub next: NodeIndex,
    /// In order: the nodes that paths of other branches go on to.
    pub excluded: Vec<NodeIndex>,
    /// The nodes of its best path after the prefix, once they are known.
    pub rest: Option<Vec<NodeIndex>>,
}

/// A binary heap of branches: the cheapest first, then in the order of their nodes.
///
/// The standard one can't be used: two branches are compared by means of the tree of prefixes.
#[derive(Clone, Debug, Default)]
pub(super) struct BranchQueue(Vec<Branch>);

impl BranchQueue {
    pub fn push(&mut self, branch: Branch, prefixes: &Prefixes) {
        self.0.push(branch);
        let mut at = self.0.len() - 1;
        while at > 0 && self.is_before(at, (at - 1) / 2, prefixes) {
            self.0.swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    pub fn pop(&mut self, prefixes: &Prefixes) -> Option<Branch> {
        if self.0.is_empty() {
            return None;
        }
        let first = self.0.swap_remove(0);
        let mut at = 0;
        loop {
            let mut least = at;
            for child in [2 * at + 1, 2 * at + 2] {
                if child < self.0.len() && self.is_before(child, least, prefixes) {
                    least = child;
                }
            }
            if least == at {
                return Some(first);
            }
            self.0.swap(at, least);
            at = least;
        }
    }

    fn is_before(&self, a: usize, b: usize, prefixes: &Prefixes) -> bool {
        let (a, b) = (&self.0[a], &self.0[b]);
        let by_cost = a.cost.cmp(&b.cost);
        by_cost.then_with(|| prefixes.compare((a.prefix, a.next), (b.prefix, b.next))).is_lt()
    }
}
