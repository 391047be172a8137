//! A panic while a request is answered is that request's failure, and nobody else's.

use super::observe::request_id;
use super::problem::Problem;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

/// Answers a request whose handler panicked with 500.
pub async fn caught(request: Request, next: Next) -> Response {
    let mut answer = pin!(next.run(request));
    poll_fn(|context| {
        // After a panic the future is never polled again.
        match catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context))) {
            Ok(answer) => answer,
            Err(panic) => Poll::Ready(problem(&*panic, &request_id()).into_response()),
        }
    })
    .await
}

/// Logs what a panic says. Who asked learns only that it was one.
pub fn problem(panic: &(dyn Any + Send), request: &str) -> Problem {
    let says = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without words");
    tracing::error!(request, panic = says, "a request failed");
    Problem::internal()
}
