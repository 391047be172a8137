//! Quads by id: a dictionary of terms, sorted orders of the quads, snapshots and transactions. In memory.
//!
//! A [`Store`] has one writer at a time and any number of readers. A reader takes a [`Snapshot`], which never changes.
//! A named graph exists from its first quad, or its creation, until it is dropped; one that was never created ends with
//! its last quad.
//! This layer knows terms and ids; it knows neither evidence nor SPARQL.

mod dictionary;
mod index;
mod load;
#[cfg(test)]
mod model_test;
mod snapshot;
mod transaction;

pub use index::{Order, QuadIndex, QuadIndexScan};
pub use load::{LoadError, LoadSummary, Loader};
pub use snapshot::{Scan, Snapshot, SnapshotId, TermKind};
pub use transaction::{CommitSummary, GraphSet, Transaction};

use dictionary::Dictionary;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use thiserror::Error;

/// What can go wrong when quads are written.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The dictionary's ids are used up.
    #[error("the store is full: it holds {terms} terms, and an id for one more does not exist")]
    Full {
        /// How many terms there are.
        terms: u64,
    },
}

/// One version of the store's content; never changed once it is published.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    tick: u64,
    dictionary: Arc<Dictionary>,
    quads: Arc<QuadIndex>,
    /// The keys of the graphs that were created, and so exist without a quad.
    created: Arc<BTreeSet<u32>>,
    /// The number of the last blank node that can have come from [`crate::format::BlankNodes`].
    last_blank_node: u64,
}

/// A set of quads in memory. Clones are handles to the same store.
#[derive(Clone, Debug, Default)]
pub struct Store {
    current: Arc<RwLock<Arc<State>>>,
    writer: Arc<Mutex<()>>,
}

impl Store {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// The store's content as of the last commit. Cheap, and stable for as long as it is held.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(self.state())
    }

    /// Begins a transaction; waits until the one before it has ended. Dropping it without a commit changes nothing.
    pub fn begin(&self) -> Transaction<'_> {
        // A writer that panicked has published nothing, so its lock's content is as good as ever.
        let guard = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        Transaction::new(self, guard, self.state())
    }

    fn state(&self) -> Arc<State> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn publish(&self, state: State) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
    }
}
