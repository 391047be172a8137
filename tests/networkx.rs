//! PageRank, betweenness, closeness and degrees beside networkx's, on random graphs with loops and parallel edges.
//!
//! Runs `python3`, or what `WESTLAKE_PYTHON` names, if it has networkx. Without it the test says that it was left out, and fails if
//! `WESTLAKE_REQUIRE_PYTHON` is 1.

use serde::Deserialize;
use std::env;
use std::io::Write;
use std::process::{Command, Stdio};
use westlake::model::{Limits, TermId};
use westlake::traverse::{
    Edge, GraphView, PageRankOptions, Sources, betweenness, closeness, degrees, pagerank,
    weak_components,
};

/// Reads graphs as JSON, and writes what networkx says of each.
const SCRIPT: &str = r#"
import json, sys
import networkx as nx
answers = []
for n, edges in json.load(sys.stdin):
    g = nx.DiGraph()
    g.add_nodes_from(range(n))
    g.add_edges_from(edges)
    by_node = lambda scores: [scores[v] for v in range(n)]
    answers.append({
        "pagerank": by_node(nx.pagerank(g, alpha=0.85, tol=1e-15, max_iter=10000)),
        "betweenness": by_node(nx.betweenness_centrality(g, normalized=True)),
        "closeness": by_node(nx.closeness_centrality(g, wf_improved=True)),
        "degree": by_node(dict(g.degree())),
        "components": nx.number_weakly_connected_components(g),
    })
json.dump(answers, sys.stdout)
"#;

#[derive(Deserialize)]
struct Answer {
    pagerank: Vec<f64>,
    betweenness: Vec<f64>,
    closeness: Vec<f64>,
    degree: Vec<u64>,
    components: usize,
}

type RandomGraph = (u32, Vec<(u32, u32)>);

#[test]
fn networkx_gives_the_same_scores() {
    let python = env::var("WESTLAKE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_networkx = Command::new(&python)
        .args(["-c", "import networkx, scipy"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !has_networkx {
        let required = env::var("WESTLAKE_REQUIRE_PYTHON").is_ok_and(|value| value == "1");
        assert!(!required, "{python} has no networkx with scipy");
        println!("left out: {python} has no networkx with scipy");
        return;
    }
    let graphs = random_graphs();
    let answers = ask(&python, &graphs);
    assert_eq!(answers.len(), graphs.len());
    let limits = Limits::default();
    for (graph, answer) in graphs.iter().zip(answers) {
        let view = view_of(graph);
        let ranks = pagerank(&view, PageRankOptions::default(), &limits).expect("no limits");
        let passed = betweenness(&view, Sources::All, &limits).expect("no limits");
        let near = closeness(&view, Sources::All, &limits).expect("no limits");
        assert_near("pagerank", graph, &ranks.scores, &answer.pagerank);
        assert_near("betweenness", graph, &passed.scores, &answer.betweenness);
        assert_near("closeness", graph, &near.scores, &answer.closeness);
        let totals: Vec<u64> = degrees(&view).iter().map(|degree| degree.total()).collect();
        assert_eq!(totals, answer.degree);
        let components = weak_components(&view, &limits).expect("no limits");
        assert_eq!(components.len(), answer.components);
    }
}

fn assert_near(what: &str, graph: &RandomGraph, found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (node, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            (found - expected).abs() < 1e-6,
            "{what} of node {node}: {found}, networkx {expected}; {graph:?}"
        );
    }
}

fn ask(python: &str, graphs: &[RandomGraph]) -> Vec<Answer> {
    let mut child = Command::new(python)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python ran before");
    let input = serde_json::to_vec(graphs).expect("numbers");
    // Python reads everything before it writes, so that neither waits for the other.
    child.stdin.take().expect("a pipe").write_all(&input).expect("python reads");
    let output = child.wait_with_output().expect("python ends");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("python writes JSON")
}

fn view_of((node_count, edges): &RandomGraph) -> GraphView {
    let id = |node: u32| TermId::new(u64::from(node) + 1).expect("not 0");
    let edges = edges.iter().enumerate().map(|(at, &(source, target))| Edge {
        source: id(source),
        // Three predicates, so that edges that come twice are parallel.
        predicate: id(1_000_000 + at as u32 % 3),
        target: id(target),
        asserted: true,
        inverse: false,
    });
    GraphView::build((0..*node_count).map(id), edges, &Limits::default()).expect("a small graph")
}

/// Graphs of all densities, most of their edges at few nodes, with loops, parallel edges, and nodes without any.
fn random_graphs() -> Vec<RandomGraph> {
    let mut state = 7u64;
    let mut below = move |end: u32| {
        // Knuth's MMIX generator.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as u32) % end
    };
    let mut graphs = vec![(1, vec![]), (1, vec![(0, 0)]), (2, vec![(0, 1)]), (3, vec![])];
    for n in [4, 7, 12, 30, 60, 150, 400] {
        for density in [1, 3, 8] {
            let count = n * density / 2;
            let edges: Vec<_> = (0..count)
                .map(|_| {
                    let near = below(n) + 1;
                    (below(n), if below(2) == 0 { below(near) } else { below(n) })
                })
                .collect();
            graphs.push((n, edges));
        }
    }
    graphs
}
