//! What can keep an update from being run.

use super::load::FetchError;
use crate::model::{GraphName, LimitExceeded};
use crate::sparql::{QueryError, QuerySyntaxError};
use crate::store::StoreError;
use thiserror::Error;

/// An update that failed; the store is as it was.
#[derive(Debug, Error)]
pub enum UpdateError {
    /// It can't be understood.
    #[error(transparent)]
    Syntax(#[from] QuerySyntaxError),
    /// The WHERE of an operation can't be answered.
    #[error(transparent)]
    Where(QueryError),
    /// It reached a limit.
    #[error("the update was stopped: {0}")]
    Limit(#[from] LimitExceeded),
    /// The graphs that WHERE sees are given from outside and by the update itself (SPARQL 1.1 Protocol §2.2.3).
    #[error(
        "the update has USING or WITH of its own, so its graphs can't be given from outside too"
    )]
    GraphsGivenTwice,
    /// It loads something that nobody has allowed.
    #[error("LOAD <{iri}> is not allowed here")]
    LoadNotAllowed {
        /// What it would load.
        iri: String,
    },
    /// Something that it loads can't be had, or can't be understood.
    #[error("LOAD <{iri}> failed: {source}")]
    Load {
        /// What it loads.
        iri: String,
        /// Why it can't.
        source: FetchError,
    },
    /// A graph that it creates exists already.
    #[error("the graph <{iri}> exists already; CREATE SILENT passes over that")]
    GraphExists {
        /// The graph.
        iri: String,
    },
    /// A graph that it clears, drops or copies doesn't exist.
    #[error("there is no graph <{iri}>; {operation} SILENT passes over that")]
    NoSuchGraph {
        /// The graph.
        iri: String,
        /// The keyword of the operation.
        operation: &'static str,
    },
    /// It changes a graph besides the one that it may change.
    #[error("the update changes {graph}, and {only} alone may be changed{}", match only {
        GraphName::NamedNode(only) => format!(": name it in the update, with WITH {only} or GRAPH {only} {{ … }}"),
        _ => String::new(),
    })]
    OtherGraph {
        /// The graph.
        graph: GraphName,
        /// The graph that may be changed.
        only: GraphName,
    },
    /// It changes all graphs, and may change one.
    #[error("the update changes all graphs, and only one may be changed")]
    OtherGraphs,
    /// The store can't take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<QueryError> for UpdateError {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Limit(limit) => Self::Limit(limit),
            other => Self::Where(other),
        }
    }
}
