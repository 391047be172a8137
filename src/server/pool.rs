//! A fixed number of threads with deep stacks. The one that became free last works next: its stack and caches are warm, and a
//! job wakes one thread and no other.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Room for the recursion of the query parser and evaluator at the limits of the scan. Only what is used takes memory.
const STACK_BYTES: usize = 128 << 20;

pub type Job = Box<dyn FnOnce() + Send>;

/// The threads. They end, once they are free, when it is dropped.
pub struct Pool {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Default)]
struct Shared {
    /// Jobs that found no free thread.
    jobs: VecDeque<Job>,
    /// The free threads.
    free: Vec<Arc<Seat>>,
    ended: bool,
}

/// Where a free thread waits for its job.
#[derive(Default)]
struct Seat {
    /// `Some(None)` tells the thread to end.
    given: Mutex<Option<Option<Job>>>,
    wake: Condvar,
}

impl Pool {
    /// Starts the threads.
    ///
    /// # Errors
    /// The system's, if it gives no thread.
    pub fn start(threads: usize) -> io::Result<Self> {
        let pool = Self { shared: Arc::default() };
        for number in 1..=threads {
            let shared = Arc::clone(&pool.shared);
            let thread = std::thread::Builder::new().name(format!("worker-{number}"));
            thread.stack_size(STACK_BYTES).spawn(move || work(&shared))?;
        }
        Ok(pool)
    }

    /// Has a thread do this job, the next that is free.
    pub fn give(&self, job: Job) {
        let mut shared = lock(&self.shared);
        match shared.free.pop() {
            Some(seat) => {
                drop(shared);
                seat.give(Some(job));
            }
            None => shared.jobs.push_back(job),
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let mut shared = lock(&self.shared);
        shared.ended = true;
        for seat in shared.free.drain(..) {
            seat.give(None);
        }
    }
}

fn work(shared: &Mutex<Shared>) {
    let seat = Arc::new(Seat::default());
    loop {
        let next = {
            let mut shared = lock(shared);
            if shared.ended {
                return;
            }
            let next = shared.jobs.pop_front();
            if next.is_none() {
                shared.free.push(Arc::clone(&seat));
            }
            next
        };
        match next.or_else(|| seat.wait()) {
            Some(job) => job(),
            None => return,
        }
    }
}

impl Seat {
    fn give(&self, job: Option<Job>) {
        *lock(&self.given) = Some(job);
        self.wake.notify_one();
    }

    fn wait(&self) -> Option<Job> {
        let mut given = lock(&self.given);
        loop {
            match given.take() {
                Some(job) => return job,
                None => given = self.wake.wait(given).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

/// A thread that panicked left nothing half done: jobs run outside of every lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn each_job_is_done_once_however_many_there_are() {
        let pool = Pool::start(3).unwrap();
        let (sender, receiver) = mpsc::channel();
        for number in 0..1000 {
            let sender = sender.clone();
            pool.give(Box::new(move || sender.send(number).unwrap()));
        }
        drop(sender);
        let mut done: Vec<i32> = receiver.iter().collect();
        done.sort_unstable();
        assert_eq!(done, (0..1000).collect::<Vec<_>>());
    }

    #[test]
    fn the_threads_end_with_the_pool() {
        let pool = Pool::start(2).unwrap();
        let shared = Arc::downgrade(&pool.shared);
        drop(pool);
        while shared.strong_count() > 0 {
            std::thread::yield_now();
        }
    }
}
