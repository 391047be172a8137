//! A call that can't be answered, in words by which a model mends it.

use crate::evidence::{Status, StatusError};
use crate::explore::{PropertyError, PropertyOrEntityError};
use crate::format::escape_controls;
use crate::model::LimitExceeded;
use crate::names::{Candidate, EntityError};
use crate::server::problem::Problem;
use crate::sparql::{QueryCheck, QueryError, QuerySyntaxError};
use crate::traverse::BuildError;
use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::{Value, json};
use thiserror::Error;

/// The longest error, in bytes.
const MESSAGE_BYTES_MAX: usize = 4_000;
/// How many candidates of an ambiguous name are listed.
const CANDIDATES_MAX: usize = 20;

/// Why a call isn't answered.
#[derive(Debug, Error)]
pub enum Refusal {
    /// The arguments don't fit the tool's schema.
    #[error("the arguments are wrong: {0}")]
    Arguments(String),
    #[error(transparent)]
    Entity(#[from] EntityError),
    #[error(transparent)]
    Property(#[from] PropertyError),
    #[error("avoid: {0}")]
    PropertyOrEntity(#[from] PropertyOrEntityError),
    #[error("\"{}\" is no status; use asserted, all, or a list of {}", .0.text, Status::ALL.map(Status::name).join(", "))]
    Status(#[from] StatusError),
    #[error("{}", .0.to_text())]
    Syntax(#[from] QuerySyntaxError),
    #[error(transparent)]
    Query(QueryError),
    #[error(transparent)]
    Graph(BuildError),
    #[error("the call was stopped: {0}; ask for less")]
    Limit(#[from] LimitExceeded),
    /// The server couldn't work on it: there was no time or no thread, or the tool itself failed.
    #[error("{}", .0.detail)]
    Server(Problem),
}

impl From<QueryError> for Refusal {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Syntax(error) => Self::Syntax(error),
            QueryError::Limit(limit) => Self::Limit(limit),
            other => Self::Query(other),
        }
    }
}

impl From<BuildError> for Refusal {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Limit(limit) => Self::Limit(limit),
            other => Self::Graph(other),
        }
    }
}

impl Refusal {
    /// The refusal as the result of a call.
    pub fn into_result(self) -> CallToolResult {
        let message = bounded(&self.to_string());
        let mut structured = json!({ "error": self.kind(), "message": message });
        if let (Value::Object(members), Some((name, value))) = (&mut structured, self.detail()) {
            members.insert(name.to_owned(), value);
        }
        let text = match self.advice() {
            Some(advice) => format!("{message}\n{advice}"),
            None => message,
        };
        let mut result = CallToolResult::error(vec![ContentBlock::text(text)]);
        result.structured_content = Some(structured);
        result
    }

    /// What is wrong, for a program.
    fn kind(&self) -> &'static str {
        match self {
            Self::Arguments(_) | Self::Entity(EntityError::Empty) => "arguments",
            Self::Entity(EntityError::Unknown { .. }) => "unknown_entity",
            Self::Entity(EntityError::Ambiguous { .. }) => "ambiguous_entity",
            Self::Property(PropertyError::Unknown { .. }) => "unknown_property",
            Self::Property(PropertyError::Ambiguous { .. }) => "ambiguous_property",
            Self::PropertyOrEntity(PropertyOrEntityError::Unknown { .. }) => "unknown_name",
            Self::PropertyOrEntity(_) => "ambiguous_name",
            Self::Status(_) => "unknown_status",
            Self::Syntax(_) => "query_syntax",
            Self::Query(_) => "query",
            Self::Graph(_) => "graph",
            Self::Limit(_) => "limit",
            Self::Server(problem) => problem.kind,
        }
    }

    /// What a program needs to mend it.
    fn detail(&self) -> Option<(&'static str, Value)> {
        let candidates = |candidates: &[Candidate]| {
            let listed: Vec<_> = candidates.iter().take(CANDIDATES_MAX).collect();
            ("candidates", json!(listed))
        };
        match self {
            Self::Entity(EntityError::Unknown { suggestions, .. }) => {
                Some(("nearest", json!(suggestions)))
            }
            Self::Property(PropertyError::Unknown { nearest, .. }) => {
                Some(("nearest", json!(nearest)))
            }
            Self::Entity(EntityError::Ambiguous { candidates: found, .. })
            | Self::PropertyOrEntity(PropertyOrEntityError::Entity(EntityError::Ambiguous {
                candidates: found,
                ..
            })) => Some(candidates(found)),
            Self::Property(PropertyError::Ambiguous { candidates: found, .. })
            | Self::PropertyOrEntity(PropertyOrEntityError::Property(PropertyError::Ambiguous {
                candidates: found,
                ..
            })) => Some(("candidates", json!(found))),
            Self::Syntax(error) => Some(("mistakes", json!(QueryCheck::from(error).mistakes))),
            _ => None,
        }
    }

    /// Which tool helps on.
    fn advice(&self) -> Option<&'static str> {
        match self {
            Self::Entity(EntityError::Unknown { .. }) | Self::PropertyOrEntity(_) => {
                Some("search_entities finds entities by a part of their name.")
            }
            Self::Property(_) => Some("schema lists the predicates with their names."),
            _ => None,
        }
    }
}

/// A message that can do nothing to whoever shows it, and isn't longer than any message.
fn bounded(message: &str) -> String {
    let lines: Vec<_> = message.split('\n').map(escape_controls).collect();
    let mut message = lines.join("\n");
    if message.len() > MESSAGE_BYTES_MAX {
        message.truncate(message.floor_char_boundary(MESSAGE_BYTES_MAX));
        message.push_str(" … (cut)");
    }
    message
}
