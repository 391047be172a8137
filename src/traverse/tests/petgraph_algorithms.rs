//! petgraph's algorithms on a view, against the same on petgraph's own graph of the same nodes and edges.

use super::{Triple, graph, view_of};
use crate::traverse::{EdgeIndex, GraphView, NodeIndex, Undirected};
use petgraph::algo;
use petgraph::data::FromElements;
use petgraph::graph::{DiGraph, NodeIndex as Pet, UnGraph};
use petgraph::visit::{
    Bfs, Dfs, GetAdjacencyMatrix, IntoEdgeReferences, IntoEdgesDirected, IntoNeighborsDirected,
    IntoNodeReferences, NodeIndexable, Reversed, Topo, VisitMap, Visitable,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// petgraph's graph with the view's edges in the view's order.
fn pet<Ty: petgraph::EdgeType>(view: &GraphView) -> petgraph::Graph<(), u32, Ty> {
    let mut graph = petgraph::Graph::default();
    view.nodes().for_each(|_| {
        graph.add_node(());
    });
    for edge in view.edge_references() {
        let ends = [edge.source(), edge.target()].map(|v| Pet::new(v.index()));
        graph.add_edge(ends[0], ends[1], edge.id().number());
    }
    graph
}

/// A weight that differs from edge to edge, the same on both sides.
fn weight(edge: u32) -> i64 {
    i64::from(edge * 7 % 11) + 1
}

fn sets<N>(groups: Vec<Vec<N>>, number: impl Fn(&N) -> usize) -> BTreeSet<BTreeSet<usize>> {
    groups.into_iter().map(|group| group.iter().map(&number).collect()).collect()
}

fn at(v: NodeIndex) -> usize {
    v.index()
}

fn pet_at(v: Pet) -> usize {
    v.index()
}

fn check_directed(view: &GraphView, start: NodeIndex, goal: NodeIndex) {
    let own: DiGraph<(), u32> = pet(view);
    let (pet_start, pet_goal) = (Pet::new(start.index()), Pet::new(goal.index()));
    let costs: BTreeMap<_, _> = algo::dijkstra(view, start, None, |e| weight(e.id().number()))
        .into_iter()
        .map(|(v, cost)| (at(v), cost))
        .collect();
    let expected: BTreeMap<_, _> = algo::dijkstra(&own, pet_start, None, |e| weight(*e.weight()))
        .into_iter()
        .map(|(v, cost)| (pet_at(v), cost))
        .collect();
    assert_eq!(costs, expected, "dijkstra");
    let star = algo::astar(view, start, |v| v == goal, |e| weight(e.id().number()), |_| 0);
    assert_eq!(star.map(|(cost, _)| cost), expected.get(&goal.index()).copied(), "astar");
    let spfa = algo::spfa(view, start, |e| weight(e.id().number())).expect("no negative cycle");
    let known = |v: usize| expected.get(&v).copied().unwrap_or(i64::MAX);
    assert!((0..view.node_count()).all(|v| spfa.distances[v] == known(v)), "spfa");
    assert_eq!(
        sets(algo::tarjan_scc(view), |v| at(*v)),
        sets(algo::tarjan_scc(&own), |v| pet_at(*v)),
        "tarjan_scc"
    );
    assert_eq!(
        sets(algo::kosaraju_scc(view), |v| at(*v)),
        sets(algo::kosaraju_scc(&own), |v| pet_at(*v)),
        "kosaraju_scc"
    );
    assert_eq!(algo::is_cyclic_directed(view), algo::is_cyclic_directed(&own));
    assert_eq!(algo::toposort(view, None).is_ok(), algo::toposort(&own, None).is_ok(), "toposort");
    assert_eq!(algo::connected_components(view), algo::connected_components(&own));
    assert_eq!(
        algo::has_path_connecting(view, start, goal, None),
        algo::has_path_connecting(&own, pet_start, pet_goal, None)
    );
    let dominators = algo::dominators::simple_fast(view, start);
    let expected = algo::dominators::simple_fast(&own, pet_start);
    for v in view.nodes() {
        assert_eq!(
            dominators.immediate_dominator(v).map(at),
            expected.immediate_dominator(Pet::new(v.index())).map(pet_at),
            "dominators"
        );
    }
    let paths: BTreeSet<Vec<usize>> =
        algo::all_simple_paths::<Vec<_>, _, std::hash::RandomState>(view, start, goal, 0, None)
            .map(|path| path.into_iter().map(at).collect())
            .collect();
    let expected: BTreeSet<Vec<usize>> =
        algo::all_simple_paths::<Vec<_>, _, std::hash::RandomState>(
            &own, pet_start, pet_goal, 0, None,
        )
        .map(|path| path.into_iter().map(pet_at).collect())
        .collect();
    assert_eq!(paths, expected, "all_simple_paths");
    let reversed = algo::dijkstra(Reversed(view), start, None, |_| 1);
    let expected = algo::dijkstra(Reversed(&own), pet_start, None, |_| 1);
    assert_eq!(reversed.len(), expected.len(), "Reversed");
}

fn check_walks(view: &GraphView, start: NodeIndex) {
    let own: DiGraph<(), u32> = pet(view);
    let mut bfs = Bfs::new(view, start);
    let mut dfs = Dfs::new(view, start);
    let count = |next: &mut dyn FnMut() -> Option<NodeIndex>| std::iter::from_fn(next).count();
    let reached = algo::dijkstra(&own, Pet::new(start.index()), None, |_| 1).len();
    assert_eq!(count(&mut || bfs.next(view)), reached);
    assert_eq!(count(&mut || dfs.next(view)), reached);
    let mut topo = Topo::new(view);
    assert_eq!(
        count(&mut || topo.next(view)) == view.node_count(),
        !algo::is_cyclic_directed(view)
    );
    let tree = UnGraph::<crate::model::TermId, ()>::from_elements(
        algo::min_spanning_tree(view).map(|element| match element {
            petgraph::data::Element::Node { weight } => petgraph::data::Element::Node { weight },
            petgraph::data::Element::Edge { source, target, .. } => {
                petgraph::data::Element::Edge { source, target, weight: () }
            }
        }),
    );
    assert_eq!(tree.edge_count() + algo::connected_components(view), view.node_count());
}

fn check_undirected(view: &GraphView) {
    let own: UnGraph<(), u32> = pet(view);
    let without = Undirected(view);
    let bridges: BTreeSet<u32> = algo::bridges(without).map(|edge| edge.id().number()).collect();
    let expected: BTreeSet<u32> = algo::bridges(&own).map(|edge| *edge.weight()).collect();
    assert_eq!(bridges, expected, "bridges");
    let points: BTreeSet<usize> =
        algo::articulation_points::articulation_points(without).into_iter().map(at).collect();
    let expected: BTreeSet<usize> =
        algo::articulation_points::articulation_points(&own).into_iter().map(pet_at).collect();
    assert_eq!(points, expected, "articulation_points");
    assert_eq!(algo::connected_components(without), algo::connected_components(&own));
    assert_eq!(algo::is_cyclic_undirected(without), algo::is_cyclic_undirected(&own));
    if let Some(start) = view.nodes().next() {
        assert_eq!(
            algo::is_bipartite_undirected(without, start),
            algo::is_bipartite_undirected(&own, Pet::new(start.index()))
        );
    }
    assert_eq!(algo::maximum_matching(without).len(), algo::maximum_matching(&own).len());
    let hops = algo::floyd_warshall(without, |_| 1).expect("no negative cycle");
    let expected = algo::floyd_warshall(&own, |_| 1).expect("no negative cycle");
    for (a, b) in view.nodes().flat_map(|a| view.nodes().map(move |b| (a, b))) {
        let key = (Pet::new(a.index()), Pet::new(b.index()));
        assert_eq!(hops.get(&(a, b)), expected.get(&key), "floyd_warshall");
    }
}

/// What the traits promise beside the algorithms.
fn check_traits(view: &GraphView) {
    let ids: Vec<EdgeIndex> = view.edge_references().map(|edge| edge.id()).collect();
    assert_eq!(ids, (0..view.edge_count() as u32).map(EdgeIndex::new).collect::<Vec<_>>());
    assert_eq!(view.edge_references().size_hint(), (ids.len(), Some(ids.len())));
    assert!(view.node_references().all(|(v, &term)| view.term(v) == term));
    let mut map = view.visit_map();
    for v in view.nodes() {
        assert_eq!(NodeIndexable::from_index(view, NodeIndexable::to_index(view, v)), v);
        assert!(map.visit(v) && !map.visit(v) && map.is_visited(&v));
        assert!(VisitMap::<NodeIndex>::unvisit(&mut map, v) && !map.is_visited(&v));
        for direction in [petgraph::Outgoing, petgraph::Incoming] {
            let ends: Vec<_> = view
                .edges_directed(v, direction)
                .map(|edge| match direction {
                    petgraph::Outgoing => edge.target(),
                    petgraph::Incoming => edge.source(),
                })
                .collect();
            assert_eq!(view.neighbors_directed(v, direction).collect::<Vec<_>>(), ends);
        }
    }
    for (a, b) in view.nodes().flat_map(|a| view.nodes().map(move |b| (a, b))) {
        let adjacent = view.edges_between(a, b).len() > 0;
        assert_eq!(view.is_adjacent(&view.adjacency_matrix(), a, b), adjacent);
        let either = adjacent || view.edges_between(b, a).len() > 0;
        assert_eq!(Undirected(view).is_adjacent(&(), a, b), either);
    }
}

proptest! {
    #[test]
    fn petgraphs_algorithms_run_on_a_view((n, triples) in graph(9, 22), ends in (0..9u32, 0..9u32)) {
        let view = view_of(n, &triples);
        check_traits(&view);
        check_directed(&view, NodeIndex::new(ends.0 % n), NodeIndex::new(ends.1 % n));
        check_walks(&view, NodeIndex::new(ends.0 % n));
        check_undirected(&view);
    }

    #[test]
    fn graphs_without_cycles_are_sorted((n, triples) in graph(9, 22)) {
        let upward: Vec<Triple> = triples.into_iter().filter(|(s, _, t)| s < t).collect();
        let view = view_of(n, &upward);
        let order = algo::toposort(&view, None).expect("no cycle");
        let place = |v| order.iter().position(|&other| other == NodeIndex::new(v));
        for (s, _, t) in upward {
            prop_assert!(place(s) < place(t));
        }
    }
}
