//! Numbers by node, for searches that mostly see few nodes and sometimes all.

use super::index::NodeIndex;
use rustc_hash::FxHashMap;

/// One node in this many makes a table cheaper than a hash map.
const DENSE_SHARE: usize = 64;

/// A map from nodes to numbers below `u64::MAX`: a hash map while it is small, a table from then on, so that a search
/// over a few nodes of a large view costs nothing of the view's size.
#[derive(Clone, Debug)]
pub(super) struct NodeMap {
    node_count: usize,
    sparse: FxHashMap<NodeIndex, u64>,
    dense: Vec<u64>,
}

const ABSENT: u64 = u64::MAX;

impl NodeMap {
    pub fn new(node_count: usize) -> Self {
        Self { node_count, sparse: FxHashMap::default(), dense: Vec::new() }
    }

    #[inline]
    pub fn get(&self, node: NodeIndex) -> Option<u64> {
        match self.dense.get(node.index()) {
            Some(&value) => (value != ABSENT).then_some(value),
            None => self.sparse.get(&node).copied(),
        }
    }

    #[inline]
    pub fn insert(&mut self, node: NodeIndex, value: u64) {
        debug_assert_ne!(value, ABSENT);
        match self.dense.get_mut(node.index()) {
            Some(place) => *place = value,
            None => {
                self.sparse.insert(node, value);
                if self.sparse.len() > self.node_count / DENSE_SHARE + 16 {
                    self.make_dense();
                }
            }
        }
    }

    #[cold]
    fn make_dense(&mut self) {
        self.dense = vec![ABSENT; self.node_count];
        for (node, value) in self.sparse.drain() {
            self.dense[node.index()] = value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_answers_the_same_when_it_grows() {
        for node_count in [0, 1, 10, 1000, 5000] {
            let mut map = NodeMap::new(node_count);
            for node in 0..node_count as u32 {
                assert_eq!(map.get(NodeIndex::new(node)), None);
                map.insert(NodeIndex::new(node), u64::from(node) * 3);
                map.insert(NodeIndex::new(node / 2), 1);
            }
            for node in 0..node_count as u32 {
                let expected = if 2 * node < node_count as u32 { 1 } else { u64::from(node) * 3 };
                assert_eq!(map.get(NodeIndex::new(node)), Some(expected));
            }
        }
    }
}
