//! The requests that are worked on, so that a person can look at them and end one.

use super::answer::GRACE;
use super::observe::request_id;
use crate::model::Limits;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Every request that has a worker.
#[derive(Clone, Default)]
pub struct Running {
    works: Arc<Mutex<BTreeMap<u64, Work>>>,
    next: Arc<AtomicU64>,
}

struct Work {
    request: String,
    kind: &'static str,
    text: String,
    since: Instant,
    limits: Limits,
    cancelled: Arc<Notify>,
    cancelled_at: Option<Instant>,
}

/// One request that is worked on.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RunningWork {
    /// Its number.
    pub id: u64,
    /// The number of its request: its header `x-request-id`.
    pub request: String,
    /// What it is: `query`, `update`, the name of a path.
    pub kind: &'static str,
    /// The query, or what else was asked; the first 1,000 characters of it.
    pub text: String,
    /// How long it has been worked on.
    pub seconds: f64,
    /// Whether it was cancelled and hasn't noticed yet.
    pub cancelled: bool,
    /// Whether its time limit has passed and it hasn't noticed yet.
    pub overdue: bool,
}

/// A work that looks at its limits has ended so long after they are reached.
const STUCK: Duration = Duration::from_secs(1);

const TEXT_CHARS_MAX: usize = 1000;

impl Running {
    /// Enters a work; it is listed until the entry is dropped.
    pub fn enter(&self, kind: &'static str, text: &str, limits: &Limits) -> Entry {
        let id = self.next.fetch_add(1, Ordering::Relaxed) + 1;
        let text = text.chars().take(TEXT_CHARS_MAX).collect();
        let since = Instant::now();
        let cancelled = Arc::new(Notify::new());
        let work = Work {
            request: request_id(),
            kind,
            text,
            since,
            limits: limits.clone(),
            cancelled: Arc::clone(&cancelled),
            cancelled_at: None,
        };
        self.lock().insert(id, work);
        Entry { running: self.clone(), id, since, cancelled }
    }

    /// What is worked on, the oldest first.
    pub fn list(&self) -> Vec<RunningWork> {
        let now = Instant::now();
        let listed = |(&id, work): (&u64, &Work)| RunningWork {
            id,
            request: work.request.clone(),
            kind: work.kind,
            text: work.text.clone(),
            seconds: work.since.elapsed().as_secs_f64(),
            cancelled: work.cancelled_at.is_some(),
            overdue: work.is_overdue(now),
        };
        self.lock().iter().map(listed).collect()
    }

    /// Whether a work has not ended.
    pub fn has(&self, id: u64) -> bool {
        self.lock().contains_key(&id)
    }

    /// Calls off a work; `false` if there is none with this number.
    pub fn cancel(&self, id: u64) -> bool {
        match self.lock().get_mut(&id) {
            Some(work) => {
                work.cancel();
                true
            }
            None => false,
        }
    }

    /// Calls off all of them.
    pub fn cancel_all(&self) {
        for work in self.lock().values_mut() {
            work.cancel();
        }
    }

    /// How many works go on though nobody has waited for them for a while, and so will not end soon.
    pub fn stuck(&self) -> usize {
        let now = Instant::now();
        self.lock().values().filter(|work| work.is_stuck(now)).count()
    }

    /// Logs that nobody waits for a work any more, and why, though it has not ended.
    pub fn log_given_up(&self, id: u64, why: &'static str) {
        if let Some(work) = self.lock().get(&id) {
            let (request, kind, text) = (&work.request, work.kind, &work.text);
            let seconds = work.since.elapsed().as_secs_f64();
            tracing::warn!(
                request,
                kind,
                seconds,
                problem = why,
                text,
                "given up, and not yet at its end"
            );
        }
    }

    /// How many works go on though their time limit has passed.
    pub fn overdue(&self) -> usize {
        let now = Instant::now();
        self.lock().values().filter(|work| work.is_overdue(now)).count()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Work>> {
        self.works.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Work {
    fn cancel(&mut self) {
        self.limits.cancel();
        self.cancelled_at.get_or_insert_with(Instant::now);
        self.cancelled.notify_one();
    }

    fn is_stuck(&self, now: Instant) -> bool {
        let over = [self.limits.deadline, self.cancelled_at].into_iter().flatten().min();
        over.is_some_and(|over| now > over + STUCK)
    }

    fn is_overdue(&self, now: Instant) -> bool {
        self.limits.deadline.is_some_and(|deadline| now > deadline + GRACE)
    }
}

/// A work's place in the list.
pub struct Entry {
    running: Running,
    id: u64,
    since: Instant,
    cancelled: Arc<Notify>,
}

impl Entry {
    /// Is notified when the work is cancelled by someone other than its client.
    pub fn cancelled(&self) -> Arc<Notify> {
        Arc::clone(&self.cancelled)
    }

    /// The work's number.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// When the work began.
    pub fn since(&self) -> Instant {
        self.since
    }

    /// The work's request, kind and text.
    pub fn work(&self) -> (String, &'static str, String) {
        let works = self.running.lock();
        let work = works.get(&self.id);
        work.map_or_else(Default::default, |work| {
            (work.request.clone(), work.kind, work.text.clone())
        })
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.running.lock().remove(&self.id);
    }
}
