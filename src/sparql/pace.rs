//! How often a scan looks at its limits.

use crate::model::{LimitExceeded, Limits};
use std::time::{Duration, Instant};

/// Looks at the limits often enough for their sake, and not so often that it costs.
///
/// A step may take some nanoseconds, or seconds: the evaluator multiplies what a scan gives with all that it holds already
/// before it asks for the next quad. So the looks follow the time that the steps take.
pub(super) struct Pace {
    limits: Limits,
    /// Steps from one look to the next, and those that are left of them.
    interval: u32,
    left: u32,
    looked: Option<Instant>,
}

/// Scans of a few steps take one look.
const INTERVAL_MIN: u32 = 4;
const INTERVAL_MAX: u32 = 256;
/// Looks that lie closer together become rarer.
const CLOSE: Duration = Duration::from_micros(50);
/// After a longer time they are as frequent as at the beginning.
const FAR: Duration = Duration::from_millis(1);

impl Pace {
    pub fn new(limits: Limits) -> Self {
        Self { limits, interval: INTERVAL_MIN, left: 1, looked: None }
    }

    /// One step.
    ///
    /// # Errors
    /// The limit that was reached.
    pub fn step(&mut self) -> Result<(), LimitExceeded> {
        if self.limits.is_cancelled() {
            return self.limits.check();
        }
        self.left = self.left.saturating_sub(1);
        if self.left > 0 {
            return Ok(());
        }
        if let Some(deadline) = self.limits.deadline {
            let now = Instant::now();
            if now >= deadline {
                return Err(LimitExceeded::Deadline);
            }
            match self.looked.map(|looked| now - looked) {
                Some(time) if time > FAR => self.interval = INTERVAL_MIN,
                Some(time) if time < CLOSE => self.interval = (2 * self.interval).min(INTERVAL_MAX),
                _ => {}
            }
            self.looked = Some(now);
        }
        self.left = self.interval;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_step_is_followed_by_a_look() {
        let mut limits = Limits::default();
        limits.deadline = Some(Instant::now() + Duration::from_millis(200));
        let mut pace = Pace::new(limits);
        // Quick ones first, so that looks are rare.
        for _ in 0..10_000 {
            assert!(pace.step().is_ok());
        }
        let slow = (0..).take_while(|_| {
            std::thread::sleep(Duration::from_millis(2));
            pace.step().is_ok()
        });
        // The deadline passes after a hundred of them, and the last looks before were rare.
        assert!(slow.count() < 100 + 2 * INTERVAL_MAX as usize);
    }

    #[test]
    fn a_cancellation_is_seen_at_the_next_step() {
        let limits = Limits::default();
        let mut pace = Pace::new(limits.clone());
        for _ in 0..10_000 {
            assert!(pace.step().is_ok());
        }
        limits.cancel();
        assert_eq!(pace.step(), Err(LimitExceeded::Cancelled));
    }
}
