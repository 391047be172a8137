//! What ends a verb: one sentence that says what is wrong, where, and what to do.

use crate::evidence::{CitationError, RelocationError, SourceError, SourceMatch, StatusError};
use crate::explore::PropertyError;
use crate::format::ReadError;
use crate::model::LimitExceeded;
use crate::names::EntityError;
use crate::sparql::{ParameterError, QueryError, QuerySyntaxError};
use crate::store::LoadError;
use crate::traverse::BuildError;
use std::io;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum CliError {
    /// What the argument parser would refuse if it could.
    #[error("{0}")]
    Usage(String),
    /// The reader of our output has gone.
    #[error("the output was closed")]
    ClosedPipe,
    #[error("can't write {file}: {source}")]
    Output { file: String, source: io::Error },
    #[error("can't read {file}: {source}")]
    Input { file: String, source: io::Error },
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Query(#[from] QueryError),
    /// A query that can't be understood, with the line that it stands on.
    #[error("{}", .0.to_text())]
    QuerySyntax(#[from] QuerySyntaxError),
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    #[error(transparent)]
    Entity(#[from] EntityError),
    #[error(transparent)]
    Property(#[from] PropertyError),
    #[error(transparent)]
    Graph(#[from] BuildError),
    #[error(transparent)]
    Status(#[from] StatusError),
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    SourceMatch(#[from] SourceMatch),
    #[error(transparent)]
    Citation(#[from] CitationError),
    #[error(transparent)]
    Relocation(#[from] RelocationError),
    /// Anything else that is wrong in the data or in what was asked for.
    #[error("{0}")]
    Failed(String),
}

impl CliError {
    /// Whether it is about a file that options name, or variables of the environment.
    pub fn is_of_input(&self) -> bool {
        matches!(self, Self::Load(_) | Self::Read(_) | Self::Source(_) | Self::SourceMatch(_))
    }

    /// Whether the work was stopped because its time was over.
    pub fn is_timeout(&self) -> bool {
        let (Self::Query(QueryError::Limit(limit))
        | Self::Graph(BuildError::Limit(limit))
        | Self::Relocation(RelocationError::Limit(limit))) = self
        else {
            return false;
        };
        *limit == LimitExceeded::Deadline
    }
}
