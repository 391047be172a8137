//! What the library's errors are over HTTP: nothing of that name is 404, several of a name are 409, each with what could be meant.
//!
//! 409 and not 300: a name is no resource with several representations, but a question that can't be answered as it is, and can
//! when one of the candidates is asked for.

use crate::evidence::{Status, StatusError};
use crate::explore::{PropertyError, PropertyOrEntityError};
use crate::export::PartError;
use crate::names::EntityError;
use crate::server::problem::Problem;
use crate::server::protocol::formats::export_problem;
use crate::traverse::BuildError;
use axum::http::StatusCode;

/// How many candidates of a name are listed.
const CANDIDATES_MAX: usize = 20;

impl From<EntityError> for Problem {
    fn from(error: EntityError) -> Self {
        let detail = error.to_string();
        match error {
            EntityError::Empty => Self::new(StatusCode::NOT_FOUND, "unknown-entity", detail),
            EntityError::Unknown { suggestions, .. } => {
                Self::new(StatusCode::NOT_FOUND, "unknown-entity", detail)
                    .with_possible(suggestions)
            }
            EntityError::Ambiguous { candidates, .. } => {
                let iris = candidates.into_iter().take(CANDIDATES_MAX).map(|own| own.iri);
                Self::new(StatusCode::CONFLICT, "ambiguous-entity", detail)
                    .with_possible(iris.collect())
            }
        }
    }
}

impl From<PropertyError> for Problem {
    fn from(error: PropertyError) -> Self {
        let detail = error.to_string();
        match error {
            PropertyError::Unknown { nearest, .. } => {
                Self::new(StatusCode::NOT_FOUND, "unknown-property", detail).with_possible(nearest)
            }
            PropertyError::Ambiguous { candidates, .. } => {
                Self::new(StatusCode::CONFLICT, "ambiguous-property", detail)
                    .with_possible(candidates)
            }
        }
    }
}

impl From<PropertyOrEntityError> for Problem {
    fn from(error: PropertyOrEntityError) -> Self {
        let detail = error.to_string();
        match error {
            PropertyOrEntityError::Unknown { suggestions, .. } => {
                Self::new(StatusCode::NOT_FOUND, "unknown-entity", detail)
                    .with_possible(suggestions)
            }
            PropertyOrEntityError::Property(error) => error.into(),
            PropertyOrEntityError::Entity(error) => error.into(),
        }
    }
}

impl From<BuildError> for Problem {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::Limit(limit) => limit.into(),
            other => too_large(other.to_string()),
        }
    }
}

impl From<PartError> for Problem {
    fn from(error: PartError) -> Self {
        match error {
            PartError::NoGraph => Self::new(
                StatusCode::BAD_REQUEST,
                "no-graph",
                "this query makes no graph; it must be a CONSTRUCT or a DESCRIBE",
            ),
            PartError::NoNode { .. } => {
                let detail = format!("{error}; /api/v1/card tells what it is");
                Self::new(StatusCode::NOT_FOUND, "no-node", detail)
            }
            PartError::Query(error) => error.into(),
            PartError::Graph(error) => error.into(),
            PartError::Store(error) => too_large(error.to_string()),
            PartError::Export(error) => export_problem(error),
        }
    }
}

/// A graph that the engine can't take as a whole.
fn too_large(detail: String) -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "graph-limit", detail)
}

/// The problem of a view that isn't one.
pub fn unknown_status(error: &StatusError) -> Problem {
    let mut possible = vec!["asserted".to_owned(), "all".to_owned()];
    possible.extend(Status::ALL.map(|status| status.name().to_owned()));
    wrong_parameter(format!("status: {error}, besides asserted and all")).with_possible(possible)
}

/// The problem of a parameter that can't be what it is.
pub fn wrong_parameter(detail: impl Into<String>) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "wrong-parameter", detail)
}
