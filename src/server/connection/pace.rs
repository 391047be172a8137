//! How slow a client may be: it moves so many bytes a second while the server waits for it, or it is cut off.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::time::Sleep;

/// A rate is measured over this much time of waiting, so a client may stand still for as long, and twice as long after a
/// burst.
pub const GRACE: Duration = Duration::from_secs(5);

/// The bytes moved in the time that the server spent waiting for them. Time in which it is busy itself doesn't count.
#[derive(Debug)]
struct Pace {
    /// Bytes a second; 0 lets any client pass.
    rate_min: u64,
    bytes: u64,
    waited: Duration,
    since: Option<Instant>,
}

impl Pace {
    const fn new(rate_min: u64) -> Self {
        Self { rate_min, bytes: 0, waited: Duration::ZERO, since: None }
    }

    /// Waiting goes on, or begins.
    fn waits(&mut self, now: Instant) {
        self.since.get_or_insert(now);
    }

    /// Some bytes were moved, which ends the waiting. Whether the client is too slow.
    fn moved(&mut self, bytes: usize, now: impl FnOnce() -> Instant) -> bool {
        self.bytes = self.bytes.saturating_add(bytes as u64);
        match self.since.take() {
            Some(since) => {
                self.waited += now().saturating_duration_since(since);
                self.is_late()
            }
            None => false,
        }
    }

    /// The time is up that [`Self::time_left`] told. Whether the client is too slow.
    fn elapsed(&mut self, now: Instant) -> bool {
        if let Some(since) = self.since.replace(now) {
            self.waited += now.saturating_duration_since(since);
        }
        self.is_late()
    }

    /// Looks at the rate whenever enough time has been waited, and begins anew.
    fn is_late(&mut self) -> bool {
        if self.waited < GRACE {
            return false;
        }
        let least = self.rate_min as f64 * self.waited.as_secs_f64();
        let late = (self.bytes as f64) < least;
        (self.bytes, self.waited) = (0, Duration::ZERO);
        late
    }

    fn time_left(&self) -> Duration {
        GRACE.saturating_sub(self.waited)
    }
}

/// A pace with its timer.
#[derive(Debug)]
pub struct Patience {
    pace: Pace,
    timer: Option<Pin<Box<Sleep>>>,
    waiting: bool,
}

impl Patience {
    pub const fn new(rate_min: u64) -> Self {
        Self { pace: Pace::new(rate_min), timer: None, waiting: false }
    }

    /// Some bytes were moved.
    ///
    /// # Errors
    /// `TimedOut` for a client that is too slow.
    pub fn moved(&mut self, bytes: usize) -> io::Result<()> {
        self.waiting = false;
        if self.pace.moved(bytes, Instant::now) { Err(late()) } else { Ok(()) }
    }

    /// The client is waited for. Ready when it took too long.
    pub fn poll_late(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        if self.pace.rate_min == 0 {
            return Poll::Pending;
        }
        if !self.waiting {
            self.waiting = true;
            self.pace.waits(Instant::now());
            self.set_timer();
        }
        while let Some(timer) = &mut self.timer {
            if timer.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            if self.pace.elapsed(Instant::now()) {
                return Poll::Ready(late());
            }
            self.set_timer();
        }
        Poll::Pending
    }

    fn set_timer(&mut self) {
        let left = self.pace.time_left();
        match &mut self.timer {
            Some(timer) => timer.as_mut().reset(tokio::time::Instant::now() + left),
            None => self.timer = Some(Box::pin(tokio::time::sleep(left))),
        }
    }
}

fn late() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the client is too slow")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_stands_still_is_late_after_the_grace() {
        let start = Instant::now();
        let mut pace = Pace::new(1000);
        pace.waits(start);
        assert_eq!(pace.time_left(), GRACE);
        assert!(pace.elapsed(start + GRACE));
    }

    #[test]
    fn only_time_spent_waiting_counts() {
        let start = Instant::now();
        let mut pace = Pace::new(1000);
        for second in 0..100 {
            // A byte comes a millisecond after the server asks for it; then the server is busy for a second.
            let asked = start + Duration::from_secs(second);
            pace.waits(asked);
            assert!(!pace.moved(1, || asked + Duration::from_millis(1)));
        }
    }

    #[test]
    fn a_steady_trickle_below_the_rate_is_late() {
        let start = Instant::now();
        let late_after = |bytes: usize| {
            let mut pace = Pace::new(1000);
            (0..100_u64).find(|tenth| {
                let at = |tenth| start + Duration::from_millis(100 * tenth);
                pace.waits(at(*tenth));
                pace.moved(bytes, || at(tenth + 1))
            })
        };
        assert_eq!(late_after(99), Some(49));
        assert_eq!(late_after(100), None);
    }

    #[test]
    fn a_burst_earns_no_more_than_one_more_grace() {
        let start = Instant::now();
        let mut pace = Pace::new(1000);
        assert!(!pace.moved(1 << 30, Instant::now));
        pace.waits(start);
        assert!(!pace.elapsed(start + GRACE));
        assert!(pace.elapsed(start + 2 * GRACE));
    }
}
