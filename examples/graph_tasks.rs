//! Graph algorithms on a file, timed: what `perf/run_graph.py` calls as `$WESTLAKE_GRAPH`.
//!
//! ```text
//! cargo run --release --example graph_tasks -- FILE.nt build
//! cargo run --release --example graph_tasks -- FILE.nt bfs 17
//! cargo run --release --example graph_tasks -- FILE.nt pairs20 3:4,5:6
//! ```
//!
//! Prints one line a task, `{"task": .., "seconds": .., "value": ..}`: the median of three runs, loading and building left out. Several
//! tasks are separated by commas; `all` is all of them. Nodes are named by the number at the end of their IRI. Tasks that take no
//! nodes run without them; `bfs` then starts at the node of greatest out-degree, `pairs20` takes random pairs.

use std::error::Error;
use std::path::Path;
use std::time::Instant;
use westlake::evidence::{EntityGraph, View, ViewSpec};
use westlake::format::{Input, ReadOptions};
use westlake::model::{GraphName, Limits, NamedNode};
use westlake::store::{Loader, Store};
use westlake::traverse::{
    self, CommunityOptions, Costs, Direction, Edge, GraphView, NodeIndex, PageRankOptions,
    SearchFilter, Sources, Undirected,
};

const TASKS: [&str; 18] = [
    "build",
    "bfs",
    "pairs20",
    "pagerank20",
    "wcc",
    "scc",
    "leiden",
    "betweenness10",
    "degree",
    "pagerank",
    "betweenness",
    "closeness",
    "paths10",
    "why10",
    "connect3",
    "neighbours2",
    "petgraph-bfs",
    "bridges",
];

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(file), Some(tasks)) = (arguments.next(), arguments.next()) else {
        return Err(format!("usage: graph_tasks FILE {} [NODE|A:B,A:B]", TASKS.join("|")).into());
    };
    let nodes = arguments.next();
    let started = Instant::now();
    let store = load(&file)?;
    eprintln!(
        "loaded in {:.2} s: {} quads",
        started.elapsed().as_secs_f64(),
        store.snapshot().len()
    );
    let view = View::new(store.snapshot(), ViewSpec::Asserted);
    let limits = Limits::default();
    let started = Instant::now();
    let entities = EntityGraph::of(&view, &limits)?;
    eprintln!(
        "entity graph in {:.2} s: {} nodes",
        started.elapsed().as_secs_f64(),
        entities.nodes().len()
    );
    let graph = build(&entities, &limits)?;
    eprintln!(
        "{} nodes, {} edges, {:.1} bytes an edge",
        graph.node_count(),
        graph.edge_count(),
        graph.size_bytes() as f64 / graph.edge_count().max(1) as f64
    );
    let tasks = if tasks == "all" { TASKS.join(",") } else { tasks };
    let runner = Runner { store: &store, entities: &entities, graph: &graph, nodes, limits };
    for task in tasks.split(',') {
        runner.time(task)?;
    }
    Ok(())
}

fn load(file: &str) -> Result<Store, Failure> {
    let store = Store::new();
    let mut loader = Loader::begin(&store);
    let options = ReadOptions { base: None, graph: GraphName::DefaultGraph };
    loader.read(Input::open(Path::new(file), None)?, &options, |_| {})?;
    loader.commit()?;
    Ok(store)
}

fn build(entities: &EntityGraph, limits: &Limits) -> Result<GraphView, Failure> {
    let edges = entities.edges().map(|edge| {
        let [source, predicate, target] = edge.triple;
        Edge { source, predicate, target, asserted: edge.asserted, inverse: false }
    });
    Ok(GraphView::build(entities.nodes().iter().copied(), edges, limits)?)
}

struct Runner<'a> {
    store: &'a Store,
    entities: &'a EntityGraph,
    graph: &'a GraphView,
    nodes: Option<String>,
    limits: Limits,
}

impl Runner<'_> {
    fn time(&self, task: &str) -> Result<(), Failure> {
        let mut seconds = Vec::new();
        let mut value = serde_json::Value::Null;
        while seconds.len() < 3 && seconds.iter().sum::<f64>() < 20.0 {
            let started = Instant::now();
            value = self.run(task)?;
            seconds.push(started.elapsed().as_secs_f64());
        }
        seconds.sort_by(f64::total_cmp);
        let median = seconds[seconds.len() / 2];
        println!("{}", serde_json::json!({ "task": task, "seconds": median, "value": value }));
        Ok(())
    }

    fn run(&self, task: &str) -> Result<serde_json::Value, Failure> {
        let (graph, limits) = (self.graph, &self.limits);
        let forward = SearchFilter::new(Direction::Forward);
        let any = SearchFilter::default();
        Ok(match task {
            "build" => build(self.entities, limits)?.edge_count().into(),
            "bfs" => {
                let start = self.start()?;
                traverse::levels(graph, &[start], &forward, usize::MAX, limits)?
                    .reached()
                    .len()
                    .into()
            }
            "pairs20" => {
                let mut sum = 0;
                for (from, to) in self.pairs()? {
                    let path =
                        traverse::shortest_path(graph, from, to, &forward, usize::MAX, limits)?;
                    sum += path.map_or(0, |path| path.hops());
                }
                sum.into()
            }
            "pagerank20" => {
                let options = PageRankOptions {
                    tolerance: 0.0,
                    iterations_max: 20,
                    ..PageRankOptions::default()
                };
                traverse::pagerank(graph, options, limits)?.iterations.into()
            }
            "pagerank" => {
                traverse::pagerank(graph, PageRankOptions::default(), limits)?.iterations.into()
            }
            "wcc" => traverse::weak_components(graph, limits)?.len().into(),
            "scc" => traverse::strong_components(graph, limits)?.len().into(),
            "leiden" | "louvain" => {
                traverse::communities(graph, CommunityOptions::default(), limits)?.modularity.into()
            }
            "betweenness10" => {
                let sources = Sources::Sample { count: 10, seed: 2 };
                traverse::betweenness(graph, sources, limits)?.sources.into()
            }
            "betweenness" => {
                let sources = Sources::within(graph, 500_000_000, 0);
                traverse::betweenness(graph, sources, limits)?.sources.into()
            }
            "closeness" => {
                let sources = Sources::within(graph, 100_000_000_000, 0);
                traverse::closeness(graph, sources, limits)?.sources.into()
            }
            "degree" => traverse::degrees(graph).iter().map(|degree| degree.total()).max().into(),
            "paths10" => self.ten_paths(|from, to| {
                let paths = traverse::shortest_paths(graph, from, to, &any, usize::MAX, limits)?;
                Ok(paths
                    .take(10)
                    .collect::<Result<Vec<_>, _>>()?
                    .iter()
                    .map(|path| path.hops() as u64)
                    .sum())
            })?,
            "why10" => {
                let nodes = Costs::by_degree(graph);
                let costs = Costs { nodes: &nodes, edges: &[] };
                self.ten_paths(|from, to| {
                    let paths = traverse::cheapest_paths(graph, from, to, &any, costs, limits)?;
                    Ok(paths
                        .take(10)
                        .collect::<Result<Vec<_>, _>>()?
                        .iter()
                        .map(|path| path.cost())
                        .sum())
                })?
            }
            "connect3" => {
                let nodes = Costs::by_degree(graph);
                let costs = Costs { nodes: &nodes, edges: &[] };
                let terminals: Vec<_> =
                    self.pairs()?.into_iter().take(3).map(|(from, _)| from).collect();
                traverse::connect(graph, &terminals, &any, costs, limits)?.cost.into()
            }
            "neighbours2" => {
                let start = self.start()?;
                traverse::neighbourhood(graph, start, &any, 2, usize::MAX, limits)?
                    .nodes
                    .len()
                    .into()
            }
            "petgraph-bfs" => {
                let mut bfs = petgraph::visit::Bfs::new(graph, self.start()?);
                std::iter::from_fn(|| bfs.next(graph)).count().into()
            }
            "bridges" => petgraph::algo::bridges(Undirected(graph)).count().into(),
            other => return Err(format!("no task {other}; there are {}", TASKS.join(", ")).into()),
        })
    }

    /// The sum over the first pair: ten paths.
    fn ten_paths(
        &self,
        find: impl Fn(NodeIndex, NodeIndex) -> Result<u64, Failure>,
    ) -> Result<serde_json::Value, Failure> {
        let (from, to) = self.pairs()?[0];
        Ok(find(from, to)?.into())
    }

    fn node(&self, number: &str) -> Result<NodeIndex, Failure> {
        let iri = NamedNode::new(format!("http://ex.org/n/{number}"))?;
        let node = self.store.snapshot().id_of(&iri).and_then(|id| self.graph.node(id));
        node.ok_or_else(|| format!("no node {number}").into())
    }

    fn start(&self) -> Result<NodeIndex, Failure> {
        match self.nodes.as_deref().filter(|nodes| !nodes.contains(':')) {
            Some(number) => self.node(number),
            None => {
                let degrees = traverse::degrees(self.graph);
                let greatest = self.graph.nodes().max_by_key(|node| degrees[node.index()].outgoing);
                greatest.ok_or_else(|| "the graph is empty".into())
            }
        }
    }

    /// Given, or 20 that differ from one graph to the next only by its size.
    fn pairs(&self) -> Result<Vec<(NodeIndex, NodeIndex)>, Failure> {
        match self.nodes.as_deref().filter(|nodes| nodes.contains(':')) {
            Some(pairs) => pairs
                .split(',')
                .filter_map(|pair| pair.split_once(':'))
                .map(|(from, to)| Ok((self.node(from)?, self.node(to)?)))
                .collect(),
            None => {
                let n = self.graph.node_count() as u64;
                let node = |at: u64| NodeIndex::new((at * 2_654_435_761 % n.max(1)) as u32);
                Ok((1..=20).map(|at| (node(2 * at), node(2 * at + 1))).collect())
            }
        }
    }
}
