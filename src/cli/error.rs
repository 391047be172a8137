//! What ends a verb: one sentence that says what is wrong, where, and what to do.

use crate::evidence::{CitationError, RelocationError, SourceError, SourceMatch, StatusError};
use crate::explore::PropertyError;
use crate::format::ReadError;
use crate::names::EntityError;
use crate::sparql::{QueryError, QuerySyntaxError};
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
    #[error("{error}{excerpt}")]
    QuerySyntax { error: QuerySyntaxError, excerpt: String },
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
