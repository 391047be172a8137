//! `GET /api/v1/queries`: what is worked on now; `DELETE /api/v1/queries/{id}`: calls one off.
//!
//! Both are for who runs the server: where there is a token they need it, also where anyone may read; without one they are
//! for who is on the same machine.

use super::answer::write_problem;
use super::guard;
use super::problem::Problem;
use super::state::State;
use crate::format::write_json;
use axum::extract::{Path, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use std::time::Duration;

/// What is worked on, the oldest first.
pub async fn list(
    Extract(state): Extract<State>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    guard::check_operator(&state, &headers)?;
    let mut text = Vec::new();
    write_json(&mut text, &state.running.list()).map_err(|error| write_problem(&error))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text))
}

/// A work that looks at its limits has ended within this time.
const SOON: Duration = Duration::from_millis(100);

/// Calls off a work, of which its client is told at once. 204: it has ended. 202: it will, at its next look at its limits.
pub async fn cancel(
    Extract(state): Extract<State>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    guard::check_operator(&state, &headers)?;
    let number = id.parse().map_err(|_| Problem::bad_request(format!("{id} is no number")))?;
    if state.running.cancel(number) {
        let ended = async {
            while state.running.has(number) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let soon = tokio::time::timeout(SOON, ended).await;
        return Ok(soon.map_or(StatusCode::ACCEPTED, |()| StatusCode::NO_CONTENT));
    }
    let detail = format!("nothing with the number {number} is worked on; it may have ended");
    Err(Problem::new(StatusCode::NOT_FOUND, "not-found", detail))
}
