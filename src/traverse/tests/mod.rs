//! The room's tests: everything is computed a second way on random graphs.

mod building;
mod centralities;
mod connecting;
mod entities;
mod grouping;
mod paths;
mod petgraph_algorithms;
mod searching;

use super::{Edge, GraphView, NodeIndex};
use crate::model::{Limits, TermId};
use proptest::prelude::*;

/// Source, predicate, target.
type Triple = (u32, u32, u32);

/// Node `n` has this id, predicate `p` the id 1,000,000 + `p`: nodes keep their order as numbers of the view.
fn id(number: u32) -> TermId {
    TermId::new(u64::from(number) + 1).expect("not 0")
}

fn predicate_id(number: u32) -> TermId {
    id(1_000_000 + number)
}

fn edge((source, predicate, target): Triple) -> Edge {
    Edge {
        source: id(source),
        predicate: predicate_id(predicate),
        target: id(target),
        asserted: true,
        inverse: false,
    }
}

/// The view of nodes 0 to `node_count - 1`, so that node `n` has the number `n`.
fn view_of(node_count: u32, triples: &[Triple]) -> GraphView {
    GraphView::build((0..node_count).map(id), triples.iter().copied().map(edge), &Limits::default())
        .expect("a small graph")
}

fn node(number: u32) -> NodeIndex {
    NodeIndex::new(number)
}

fn numbers(nodes: &[NodeIndex]) -> Vec<u32> {
    nodes.iter().map(|node| node.number()).collect()
}

/// A number of nodes and triples between them, with loops and parallel edges.
fn graph(nodes_max: u32, edges_max: usize) -> impl Strategy<Value = (u32, Vec<Triple>)> {
    (1..=nodes_max).prop_flat_map(move |n| {
        (Just(n), prop::collection::vec((0..n, 0..3u32, 0..n), 0..=edges_max))
    })
}
