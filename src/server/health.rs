//! Whether the server lives, and whether it can answer.

use super::problem::Problem;
use super::state::State;
use axum::extract::State as Extract;
use std::sync::atomic::Ordering;

/// `GET /health`: the process lives.
pub async fn health() -> &'static str {
    "ok\n"
}

/// `GET /ready`: a request would be worked on, perhaps after a short wait. Not so when the server ends, when nobody more may
/// wait, and when each worker has a work past its time limit.
pub async fn ready(Extract(state): Extract<State>) -> Result<&'static str, Problem> {
    let limits = &state.options.limits;
    if state.ending.load(Ordering::Relaxed) {
        return Err(Problem::unavailable("ending", "the server is about to end"));
    }
    if state.running.overdue() >= limits.workers {
        let detail = "each of the server's workers is at a work past its time limit";
        return Err(Problem::unavailable("overdue", detail));
    }
    if state.workers.busy() >= limits.workers && state.workers.waiting() >= limits.waiting_max {
        return Err(Problem::unavailable("busy", "all of the server's workers are busy"));
    }
    Ok("ready\n")
}
