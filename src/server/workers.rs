//! The library's work for a request, on a thread of the pool and under the request's limits. So many requests are worked on at once; some more may wait.

use super::answer::{AnswerWriter, GRACE};
use super::observe::request_id;
use super::options::ServerLimits;
use super::panics;
use super::pool::Pool;
use super::problem::Problem;
use super::running::{Entry, Running};
use crate::model::{LimitExceeded, Limits};
use axum::response::Response;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, oneshot};

/// What a request is listed and logged as.
pub struct Label<'a> {
    /// `query`, `update`, the name of a path.
    pub kind: &'static str,
    /// What was asked.
    pub text: &'a str,
}

/// The threads.
pub struct Workers {
    pool: Pool,
    /// A permit a thread: who has one finds a thread that is free.
    free: Arc<Semaphore>,
    waiting: AtomicUsize,
    limits: ServerLimits,
    slow: Duration,
    running: Running,
}

impl Workers {
    /// Starts the threads.
    ///
    /// # Errors
    /// The system's, if it gives no thread.
    pub fn start(limits: &ServerLimits, slow: Duration, running: Running) -> io::Result<Self> {
        let pool = Pool::start(limits.workers)?;
        let free = Arc::new(Semaphore::new(limits.workers));
        let (limits, waiting) = (limits.clone(), AtomicUsize::new(0));
        Ok(Self { pool, free, waiting, limits, slow, running })
    }

    /// How many threads work, those included that were given up and go on.
    pub fn busy(&self) -> usize {
        self.limits.workers - self.free.available_permits()
    }

    /// How many requests wait for a thread.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Answers a request with what `work` writes. The work is called off when its time is over, and when the client goes:
    /// when this future, or the response's body, is dropped. `time_max` may shorten the server's time limit.
    ///
    /// # Errors
    /// The [`Problem`] of the work; or that there is no thread, or no time left.
    pub async fn answer(
        &self,
        label: Label<'_>,
        time_max: Option<Duration>,
        work: impl FnOnce(&Limits, &mut AnswerWriter) -> Result<(), Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let started = self.begin(label, time_max).await?;
        let watch = started.watch();
        let (mut writer, response) = AnswerWriter::new(
            Handle::current(),
            watch.limits.clone(),
            self.limits.answer_bytes_max,
        );
        let job = move || {
            let (done, permit) = started.run(|limits| work(limits, &mut writer));
            writer.finish(done);
            drop::<OwnedSemaphorePermit>(permit);
        };
        self.wait(job, watch, response).await
    }

    /// What `work` returns, under the same limits: it is called off when its time is over, and when this future is dropped.
    ///
    /// # Errors
    /// The [`Problem`] that there is no thread, no time left, or that the work panicked.
    pub async fn value<T: Send + 'static>(
        &self,
        label: Label<'_>,
        work: impl FnOnce(&Limits) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let started = self.begin(label, None).await?;
        let watch = started.watch();
        let (sender, value) = oneshot::channel();
        let job = move || {
            let (done, permit) = started.run(|limits| Ok(work(limits)));
            // Nobody may wait any more.
            let _ = sender.send(done);
            drop::<OwnedSemaphorePermit>(permit);
        };
        self.wait(job, watch, value).await
    }

    /// Begins a work: it has a thread, its time runs, and it is listed.
    async fn begin(
        &self,
        label: Label<'_>,
        time_max: Option<Duration>,
    ) -> Result<Started, Problem> {
        let permit = self.permit().await?;
        let limits = self.limits_from_now(time_max);
        let entry = self.running.enter(label.kind, label.text, &limits);
        Ok(Started { permit, limits, entry, slow: self.slow, request: request_id() })
    }

    /// Gives a job to a thread that is free, and waits for its answer until the limits' deadline.
    async fn wait<T>(
        &self,
        job: impl FnOnce() + Send + 'static,
        watch: Watch,
        answer: oneshot::Receiver<Result<T, Problem>>,
    ) -> Result<T, Problem> {
        self.pool.give(Box::new(job));
        let deadline = watch.limits.deadline;
        let cancelled = Arc::clone(&watch.cancelled);
        let waiting = GiveUp { workers: self, watch, ended: false };
        // A thread that doesn't notice that it is late or cancelled isn't waited for.
        let given_up: Problem = tokio::select! {
            biased;
            answer = answer => {
                waiting.end();
                // The job is gone without a word only if it panicked while it ended.
                return answer.unwrap_or_else(|_| Err(Problem::internal()));
            }
            () = past(deadline) => Problem::timeout(),
            () = cancelled_for_long(&cancelled) => LimitExceeded::Cancelled.into(),
        };
        self.running.log_given_up(waiting.watch.id, given_up.kind);
        Err(given_up)
    }

    /// A thread that is free, or the problem that there is none.
    async fn permit(&self) -> Result<OwnedSemaphorePermit, Problem> {
        if let Ok(permit) = Arc::clone(&self.free).try_acquire_owned() {
            return Ok(permit);
        }
        // Of threads that work for nobody none can be told to become free in time.
        if self.running.stuck() >= self.limits.workers {
            return Err(busy());
        }
        let _waiting = Waiting::enter(&self.waiting, self.limits.waiting_max)?;
        let permit = Arc::clone(&self.free).acquire_owned();
        match tokio::time::timeout(self.limits.wait_max, permit).await {
            // The semaphore is never closed.
            Ok(Ok(permit)) => Ok(permit),
            _ => Err(busy()),
        }
    }

    fn limits_from_now(&self, time_max: Option<Duration>) -> Limits {
        let time = [self.limits.time, time_max].into_iter().flatten().min();
        let mut limits = Limits::default();
        limits.deadline = time.and_then(|time| Instant::now().checked_add(time));
        limits.rows_max = Some(self.limits.rows_max);
        limits
    }
}

/// A work on its way to its thread.
struct Started {
    permit: OwnedSemaphorePermit,
    limits: Limits,
    entry: Entry,
    slow: Duration,
    request: String,
}

/// What is needed to watch a work from outside.
struct Watch {
    id: u64,
    since: Instant,
    limits: Limits,
    /// Is notified when someone other than the client calls the work off.
    cancelled: Arc<Notify>,
}

impl Started {
    fn watch(&self) -> Watch {
        let entry = &self.entry;
        let (id, since, cancelled) = (entry.id(), entry.since(), entry.cancelled());
        Watch { id, since, limits: self.limits.clone(), cancelled }
    }

    /// Does the work, and ends its place in the list. The permit is to be held until the answer is on its way.
    fn run<T>(
        self,
        work: impl FnOnce(&Limits) -> Result<T, Problem>,
    ) -> (Result<T, Problem>, OwnedSemaphorePermit) {
        // What has no time left, or nobody to wait for it, isn't begun: an answer that is begun can only break off.
        let work = || self.limits.check().map_err(Problem::from).and_then(|()| work(&self.limits));
        let done = catch_unwind(AssertUnwindSafe(work));
        let done = done.unwrap_or_else(|panic| Err(panics::problem(&*panic, &self.request)));
        leave(self.entry, self.slow, &done);
        (done, self.permit)
    }
}

/// Ready some time after the deadline.
async fn past(deadline: Option<Instant>) {
    match deadline {
        Some(deadline) => tokio::time::sleep_until((deadline + GRACE).into()).await,
        None => std::future::pending().await,
    }
}

/// Ready some time after the work was cancelled.
async fn cancelled_for_long(cancelled: &Notify) {
    cancelled.notified().await;
    tokio::time::sleep(GRACE).await;
}

fn busy() -> Problem {
    Problem::unavailable("busy", "all of the server's workers are busy; ask again in a moment")
}

/// Logs what took long.
fn leave<T>(entry: Entry, slow: Duration, done: &Result<T, Problem>) {
    let time = entry.since().elapsed();
    if time >= slow {
        let work = entry.work();
        let problem = done.as_ref().err().map(|problem| problem.kind);
        let ((request, kind, text), seconds) = (work, time.as_secs_f64());
        tracing::warn!(request, kind, seconds, problem, text, "slow");
    }
}

/// A place among those who wait.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn enter(waiting: &'a AtomicUsize, waiting_max: usize) -> Result<Self, Problem> {
        let entered = Self(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) >= waiting_max {
            return Err(busy());
        }
        Ok(entered)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Calls off a work that nobody waits for any more.
struct GiveUp<'a> {
    workers: &'a Workers,
    watch: Watch,
    ended: bool,
}

impl GiveUp<'_> {
    /// There is an answer.
    fn end(mut self) {
        self.ended = true;
    }
}

impl Drop for GiveUp<'_> {
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        let in_time = self.watch.limits.check().is_ok();
        self.workers.running.cancel(self.watch.id);
        if in_time && self.watch.since.elapsed() >= self.workers.slow {
            self.workers.running.log_given_up(self.watch.id, "client-gone");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABEL: Label<'static> = Label { kind: "test", text: "" };

    fn workers(time: Option<Duration>) -> Workers {
        let limits = ServerLimits { workers: 1, time, ..ServerLimits::default() };
        Workers::start(&limits, Duration::MAX, Running::default()).expect("a thread")
    }

    fn block_on<T>(work: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        runtime.expect("a runtime").block_on(work)
    }

    #[test]
    fn a_work_that_panics_is_a_problem_and_its_thread_works_on() {
        let workers = workers(None);
        let panicked: Result<(), _> =
            block_on(workers.value(LABEL, |_| panic!("this is what the test is about")));
        assert_eq!(panicked.err().map(|problem| problem.kind), Some("internal-error"));
        assert_eq!(block_on(workers.value(LABEL, |_| 7)).ok(), Some(7));
    }

    #[test]
    fn a_work_past_its_time_is_answered_for_and_called_off() {
        let workers = workers(Some(Duration::from_millis(20)));
        let endless = |limits: &Limits| while limits.check().is_ok() {};
        let late = block_on(workers.value(LABEL, endless));
        // It may notice by itself before nobody waits any more.
        assert!(late.is_ok() || late.is_err_and(|problem| problem.kind == "time-limit"));
        assert_eq!(block_on(workers.value(LABEL, |_| 7)).ok(), Some(7));
    }
}
