//! Which graph a request is about (SPARQL 1.1 Graph Store HTTP Protocol, section 4).

use crate::model::{GraphName, NamedNode};
use crate::server::own_address;
use crate::server::problem::Problem;
use crate::server::protocol::parameters::Pairs;
use crate::server::state::Shared;
use axum::http::{HeaderMap, StatusCode, Uri};

/// The path of the graph store; what lies below it are graphs.
const STORE: &str = "/store";

/// What a request reads or writes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// All graphs.
    Store,
    /// One graph.
    Graph(GraphName),
}

impl Target {
    /// The target of a request.
    ///
    /// # Errors
    /// 400 for a graph that isn't named by an absolute IRI, or is named twice.
    pub fn of(
        state: &Shared,
        uri: &Uri,
        headers: &HeaderMap,
        pairs: &Pairs,
    ) -> Result<Self, Problem> {
        let below = uri.path().strip_prefix(STORE).unwrap_or_default();
        let named = pairs.one("graph")?;
        let default = pairs.one("default")?;
        match (below, named, default) {
            ("" | "/", None, None) => Ok(Self::Store),
            ("" | "/", None, Some(_)) => Ok(Self::Graph(GraphName::DefaultGraph)),
            ("" | "/", Some(iri), None) => named_graph(iri),
            (_, None, None) => {
                named_graph(&format!("{}{}", own_address::of(state, uri, headers), uri.path()))
            }
            _ => Err(Problem::bad_request(
                "a request is about one graph: that of its path, of the parameter graph, or default",
            )),
        }
    }

    /// What a person sees of it in the list of running works.
    pub fn text(&self) -> String {
        match self {
            Self::Store => "all graphs".to_owned(),
            Self::Graph(graph) => graph.to_string(),
        }
    }

    /// What relative IRIs of its content are resolved against (RFC 3986, section 5.1): the IRI of the graph, else of the
    /// request.
    pub fn base(&self, state: &Shared, uri: &Uri, headers: &HeaderMap) -> String {
        match self {
            Self::Graph(GraphName::NamedNode(graph)) => graph.as_str().to_owned(),
            _ => format!("{}{}", own_address::of(state, uri, headers), uri.path()),
        }
    }
}

fn named_graph(iri: &str) -> Result<Target, Problem> {
    let graph = NamedNode::new(iri).map_err(|error| {
        Problem::bad_request(format!("the graph <{iri}> is no absolute IRI: {error}"))
    })?;
    Ok(Target::Graph(graph.into()))
}

/// 404.
pub fn no_such_graph(graph: &GraphName) -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "no-such-graph", format!("there is no graph {graph}"))
}
