//! Whether the server lives, and whether it can answer.

use super::problem::Problem;
use super::state::State;
use axum::extract::State as Extract;

/// `GET /health`: the process lives.
pub async fn health() -> &'static str {
    "ok\n"
}

/// `GET /ready`: a request would find a worker.
pub async fn ready(Extract(state): Extract<State>) -> Result<&'static str, Problem> {
    if state.workers.waiting() > 0 {
        return Err(Problem::unavailable("busy", "all of the server's workers are busy"));
    }
    Ok("ready\n")
}
