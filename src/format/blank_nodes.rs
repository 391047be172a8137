//! Blank nodes of files: each label of each file is its own node, and the same files give the same labels again.

use crate::model::{BlankNode, GraphName, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::HashMap;

/// Gives the blank nodes of files their labels: `b1`, `b2`, … by first appearance, across all files that are read with it.
///
/// Two files with the same label have two nodes, and so have two reads of one file. Nothing is random: the labels of a file are
/// forgotten when it ends, only the count goes on.
#[derive(Clone, Default, Debug)]
pub struct BlankNodes {
    given: u64,
}

impl BlankNodes {
    /// Starts with `b1`.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts after the label of this number: for a store that holds labels up to it.
    pub fn after(number: u64) -> Self {
        Self { given: number }
    }

    /// The number of the last label given; 0 if there is none.
    pub fn last_number(&self) -> u64 {
        self.given
    }

    /// The number of a label of this kind: 7 for `b7`. Labels of any other form, `b07` included, are never given.
    pub fn number_of(label: &str) -> Option<u64> {
        let digits = label.strip_prefix('b')?;
        let canonical = digits.starts_with(|c: char| matches!(c, '1'..='9'))
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        if canonical { digits.parse().ok() } else { None }
    }

    /// A new blank node.
    pub fn fresh(&mut self) -> BlankNode {
        self.given += 1;
        BlankNode::new_unchecked(format!("b{}", self.given))
    }
}

/// What blank node labels stand for in one file, or wherever else a label is always the same node.
pub struct BlankNodeScope<'n> {
    nodes: &'n mut BlankNodes,
    by_label: HashMap<BlankNode, BlankNode>,
}

impl<'n> BlankNodeScope<'n> {
    /// A scope whose labels get new nodes.
    pub fn new(nodes: &'n mut BlankNodes) -> Self {
        Self { nodes, by_label: HashMap::new() }
    }

    /// Begins a new scope: no label stands for anything.
    pub fn clear(&mut self) {
        self.by_label.clear();
    }

    /// The node that a label stands for.
    pub fn node_of(&mut self, label: &BlankNode) -> BlankNode {
        let mut node = label.clone();
        self.node(&mut node);
        node
    }

    /// The quad with its labels replaced, in the order subject, object, graph.
    pub fn relabel(&mut self, mut quad: Quad) -> Quad {
        self.subject(&mut quad.subject);
        self.term(&mut quad.object);
        if let GraphName::BlankNode(node) = &mut quad.graph_name {
            self.node(node);
        }
        quad
    }

    fn node(&mut self, node: &mut BlankNode) {
        if let Some(known) = self.by_label.get(node) {
            *node = known.clone();
        } else {
            let new = self.nodes.fresh();
            let label = std::mem::replace(node, new.clone());
            self.by_label.insert(label, new);
        }
    }

    fn subject(&mut self, subject: &mut NamedOrBlankNode) {
        if let NamedOrBlankNode::BlankNode(node) = subject {
            self.node(node);
        }
    }

    /// Recursion is bounded: no text with deeper triple terms than [`super::scan::TRIPLE_TERM_DEPTH_MAX`] is read.
    fn term(&mut self, term: &mut Term) {
        match term {
            Term::BlankNode(node) => self.node(node),
            Term::Triple(triple) => {
                let Triple { subject, object, .. } = triple.as_mut();
                self.subject(subject);
                self.term(object);
            }
            Term::NamedNode(_) | Term::Literal(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_labels_that_are_given() {
        for (label, number) in [
            ("b1", Some(1)),
            ("b10", Some(10)),
            ("b01", None),
            ("b", None),
            ("c1", None),
            ("b1a", None),
        ] {
            assert_eq!(BlankNodes::number_of(label), number, "{label}");
        }
        let mut nodes = BlankNodes::after(6);
        assert_eq!(BlankNodes::number_of(nodes.fresh().as_str()), Some(7));
        assert_eq!(nodes.last_number(), 7);
    }
}
