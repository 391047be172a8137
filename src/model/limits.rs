//! What a long call may cost, and how it is called off.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use thiserror::Error;

/// The limits of one call. The default has none.
#[derive(Clone, Debug, Default)]
pub struct Limits {
    /// The moment after which the call ends with an error.
    pub deadline: Option<Instant>,
    /// The most solutions or triples that a query may return.
    pub rows_max: Option<u64>,
    cancelled: Arc<AtomicBool>,
}

/// Which limit ended a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum LimitExceeded {
    /// The deadline passed.
    #[error("the time limit was reached")]
    Deadline,
    /// More rows than allowed.
    #[error("the result has more than {rows_max} rows")]
    Rows {
        /// The limit.
        rows_max: u64,
    },
    /// [`Limits::cancel`] was called.
    #[error("the call was cancelled")]
    Cancelled,
}

impl Limits {
    /// Calls off every call that runs under these limits, or under a clone of them.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the calls under these limits were called off. Costs next to nothing.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Looks whether the call may go on.
    ///
    /// # Errors
    /// The limit that was reached.
    pub fn check(&self) -> Result<(), LimitExceeded> {
        // Who waits for a call gives it up at its deadline; that it is cancelled then is not the reason.
        if self.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Err(LimitExceeded::Deadline);
        }
        if self.is_cancelled() {
            return Err(LimitExceeded::Cancelled);
        }
        Ok(())
    }
}
