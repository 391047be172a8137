//! The answer to a change: nothing but its status, or what changed for a client that asks for JSON.

use crate::format::{ReadError, write_json};
use crate::server::answer::{AnswerWriter, Head, write_problem};
use crate::server::negotiation::Accept;
use crate::server::problem::Problem;
use crate::server::request_body::read_problem;
use crate::store::{CommitSummary, LoadError, StoreError};
use axum::http::{HeaderValue, StatusCode, header};

const JSON: &str = "application/json";

/// Writes the answer: 201 where a graph was made, else 204, or 200 with the summary for who names `application/json` in
/// Accept. Most clients of the field look at the status only, and expect no body that they would have to skip.
///
/// # Errors
/// Those of the writer.
pub fn write(
    summary: CommitSummary,
    created: Option<StatusCode>,
    location: Option<&str>,
    accept: &Accept,
    writer: &mut AnswerWriter,
) -> Result<(), Problem> {
    let with_summary = accept.names(JSON);
    let mut head = if with_summary {
        Head { status: created.unwrap_or(StatusCode::OK), ..Head::ok(JSON) }
    } else {
        Head { status: created.unwrap_or(StatusCode::NO_CONTENT), headers: Vec::new() }
    };
    let location = location.and_then(|location| HeaderValue::from_str(location).ok());
    head.headers.extend(location.map(|location| (header::LOCATION, location)));
    writer.head(head);
    if with_summary {
        write_json(writer, &summary).map_err(|error| write_problem(&error))?;
    }
    Ok(())
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "store-full", error.to_string())
    }
}

impl From<LoadError> for Problem {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Read(error) => error.into(),
            LoadError::Store(error) => error.into(),
            LoadError::OtherGraph { .. } => {
                Self::new(StatusCode::BAD_REQUEST, "other-graph", error.to_string())
            }
        }
    }
}

/// The problem of a body that can't be read as RDF, with its place.
impl From<ReadError> for Problem {
    fn from(error: ReadError) -> Self {
        let mut problem = match &error {
            ReadError::Io { source, .. } => read_problem(source),
            ReadError::TooLarge { .. } | ReadError::JsonHeld { .. } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "body-limit", error.to_string())
            }
            _ => Self::new(StatusCode::BAD_REQUEST, "body-syntax", error.to_string()),
        };
        problem.place = error.place().cloned().map(Box::new);
        problem
    }
}
