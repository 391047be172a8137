//! SERVICE (SPARQL 1.1 Federated Query): who answers it, and how a query asks.
//!
//! There is no network here. [`RemoteService`] is what the caller brings; `asked` finds what a query asks, `text` spells a
//! pattern as a query for the other side, and `federation` stands between the evaluator and the service.

mod asked;
mod federation;
mod text;
#[cfg(test)]
mod tests;

pub use asked::Services;
pub(super) use federation::{Federation, ServiceFault, admit};

use crate::model::{LimitExceeded, Limits, NamedNode, Term, Variable};
use std::error::Error;
use std::fmt;
use thiserror::Error;

/// The most SERVICE clauses of a query that are asked: each is a request to another server.
pub const SERVICES_MAX: usize = 64;

/// What answers the SERVICE clauses of a query, such as a client of the SPARQL protocol.
pub trait RemoteService: fmt::Debug + Send + Sync {
    /// Whether this service may be asked. It is called for each service of a query, those within EXISTS, within other
    /// services and under SILENT too, before anything runs.
    ///
    /// # Errors
    /// [`ServiceError::Refused`]. The query then ends with it, also under SILENT.
    fn admit(&self, service: &NamedNode) -> Result<(), ServiceError>;

    /// The service's solutions for a SELECT query. A query asks each of its SERVICE clauses at most once, and keeps the
    /// answer until it ends. Blank nodes of the answer are the answer's own: they are none of the local ones.
    ///
    /// # Errors
    /// [`ServiceError`]. Only [`ServiceError::Failed`] counts as an empty solution under SILENT.
    fn select(
        &self,
        service: &NamedNode,
        query: &str,
        limits: &Limits,
    ) -> Result<RemoteSolutions, ServiceError>;
}

/// The answer of a service.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RemoteSolutions {
    /// The variables, in the order in which a row holds their terms. Those that weren't asked for are left out later.
    pub variables: Vec<Variable>,
    /// For each solution a term, or none, for each of the variables.
    pub rows: Vec<Vec<Option<Term>>>,
}

/// Why a service has no answer.
#[derive(Debug, Error)]
pub enum ServiceError {
    /// It may not be asked.
    #[error(transparent)]
    Refused(Box<dyn Error + Send + Sync>),
    /// It was asked and gave no answer, or none that can be used.
    #[error(transparent)]
    Failed(Box<dyn Error + Send + Sync>),
    /// A limit of the query was reached meanwhile.
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
}
