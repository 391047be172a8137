//! The requests that are worked on, so that a person can look at them and end one.

use crate::model::Limits;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Every request that has a worker.
#[derive(Clone, Default)]
pub struct Running {
    works: Arc<Mutex<BTreeMap<u64, Work>>>,
    next: Arc<AtomicU64>,
}

struct Work {
    kind: &'static str,
    text: String,
    since: Instant,
    limits: Limits,
    cancelled: bool,
}

/// One request that is worked on.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RunningWork {
    /// Its number.
    pub id: u64,
    /// What it is: `query`, `update`, the name of a path.
    pub kind: &'static str,
    /// The query, or what else was asked; the first 1,000 characters of it.
    pub text: String,
    /// How long it has been worked on.
    pub seconds: f64,
    /// Whether it was cancelled and hasn't noticed yet.
    pub cancelled: bool,
}

const TEXT_CHARS_MAX: usize = 1000;

impl Running {
    /// Enters a work; it is listed until the entry is dropped.
    pub fn enter(&self, kind: &'static str, text: &str, limits: &Limits) -> Entry {
        let id = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let text = text.chars().take(TEXT_CHARS_MAX).collect();
        let (since, limits) = (Instant::now(), limits.clone());
        self.lock().insert(id, Work { kind, text, since, limits, cancelled: false });
        Entry { running: self.clone(), id, since }
    }

    /// What is worked on, the oldest first.
    pub fn list(&self) -> Vec<RunningWork> {
        let listed = |(&id, work): (&u64, &Work)| RunningWork {
            id,
            kind: work.kind,
            text: work.text.clone(),
            seconds: work.since.elapsed().as_secs_f64(),
            cancelled: work.cancelled,
        };
        self.lock().iter().map(listed).collect()
    }

    /// Calls off a work; `false` if there is none with this number.
    pub fn cancel(&self, id: u64) -> bool {
        match self.lock().get_mut(&id) {
            Some(work) => {
                work.limits.cancel();
                work.cancelled = true;
                true
            }
            None => false,
        }
    }

    /// Calls off all of them.
    pub fn cancel_all(&self) {
        for work in self.lock().values_mut() {
            work.limits.cancel();
            work.cancelled = true;
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Work>> {
        self.works.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A work's place in the list.
pub struct Entry {
    running: Running,
    id: u64,
    since: Instant,
}

impl Entry {
    /// When the work began.
    pub fn since(&self) -> Instant {
        self.since
    }

    /// The work's kind and text.
    pub fn work(&self) -> (&'static str, String) {
        let works = self.running.lock();
        works.get(&self.id).map_or_else(Default::default, |work| (work.kind, work.text.clone()))
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.running.lock().remove(&self.id);
    }
}
