//! The number of a request, by which its answer, its lines in the log and its entry in the list of running ones are told to
//! belong together.

use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};

tokio::task_local! {
    static REQUEST_ID: String;
}

/// Gives numbers. Those of another run of the server are others, as far as 32 random bits can tell.
pub struct RequestIds {
    run: u32,
    next: AtomicU64,
}

impl RequestIds {
    pub fn of_this_run() -> Self {
        // Without randomness only runs can't be told apart.
        Self { run: getrandom::u32().unwrap_or_default(), next: AtomicU64::new(1) }
    }

    pub fn next(&self) -> String {
        format!("{:08x}-{}", self.run, self.next.fetch_add(1, Ordering::Relaxed))
    }
}

/// Works on a request that has this number.
pub fn scope<F: Future>(id: String, work: F) -> impl Future<Output = F::Output> {
    REQUEST_ID.scope(id, work)
}

/// The number of the request that is worked on; empty outside of one.
pub fn current() -> String {
    REQUEST_ID.try_with(String::clone).unwrap_or_default()
}
