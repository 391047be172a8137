//! `--timeout`: how long an answer may take, and the end of the process when it takes longer.
//!
//! The library looks at the deadline as it works. Where it can't, in the middle of planning a query, the main thread ends
//! the process a moment later.

use super::replacement::end_process;
use crate::model::Limits;
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// How long an answer may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Timeout {
    /// As long as it needs.
    None,
    /// So long after the data is loaded.
    After(Duration),
}

/// Who looks at an answer on a terminal waits no longer.
const ON_TERMINAL: Duration = Duration::from_secs(60);
/// So long the library has to notice the deadline by itself.
const GRACE: Duration = Duration::from_millis(250);
const UNITS_MS: [(&str, u64); 4] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];

impl Timeout {
    /// `10`, `1.5s`, `500ms`, `2m`, `1h`; `0` and `none` for no limit.
    pub fn parse(text: &str) -> Result<Self, String> {
        match Self::parse_from_nought(text)? {
            Self::After(Duration::ZERO) => Ok(Self::None),
            other => Ok(other),
        }
    }

    /// The same where `0` is a time, which is over at once.
    pub fn parse_from_nought(text: &str) -> Result<Self, String> {
        let wrong = || "it is a time like 10 (seconds), 500ms, 2m or 1h, or none".to_owned();
        if text == "none" {
            return Ok(Self::None);
        }
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = match &text[digits.len()..] {
            "" => "s",
            unit => unit,
        };
        let &(_, unit_ms) = UNITS_MS.iter().find(|(name, _)| *name == unit).ok_or_else(wrong)?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let count: f64 = digits.parse().ok().filter(|_| is_number).ok_or_else(wrong)?;
        match Duration::try_from_secs_f64(count * unit_ms as f64 / 1000.0) {
            Ok(Duration::ZERO) if count > 0.0 => Err(wrong()),
            Ok(time) => Ok(Self::After(time)),
            // Longer than the machine can count: it never comes.
            Err(_) => Ok(Self::None),
        }
    }

    /// What holds where nothing is said: a limit where a person waits, none in a script.
    pub fn default_here() -> Self {
        Self::default_for(io::stdout().is_terminal() && io::stderr().is_terminal())
    }

    fn default_for(a_person_waits: bool) -> Self {
        if a_person_waits { Self::After(ON_TERMINAL) } else { Self::None }
    }

    /// The time, if there is a limit.
    #[cfg(feature = "server")]
    pub fn time(self) -> Option<Duration> {
        match self {
            Self::None => None,
            Self::After(time) => Some(time),
        }
    }

    /// The error when the limit is reached.
    pub fn error(self, what: &str) -> String {
        let time = match self {
            Self::After(time) => in_words(time),
            Self::None => "no time".to_owned(),
        };
        format!(
            "the {what} was stopped after {time}, the limit that --timeout sets; --timeout 10m allows more, \
             --timeout none any time"
        )
    }
}

/// In the largest unit of which it is a whole number.
fn in_words(time: Duration) -> String {
    let units = [("h", 3_600_000), ("min", 60_000), ("s", 1000)];
    let ms = time.as_millis();
    match units.into_iter().find(|(_, unit_ms)| ms.is_multiple_of(*unit_ms)) {
        Some((unit, unit_ms)) if ms > 0 => format!("{} {unit}", ms / unit_ms),
        _ if ms > 1000 => format!("{} s", time.as_secs_f64()),
        _ => format!("{} ms", time.as_secs_f64() * 1000.0),
    }
}

const RUNNING: u8 = 0;
/// The answer is whole, or an error of its own is on its way: the time has no say any more.
const ANSWERED: u8 = 1;
const STOPPED: u8 = 2;

/// The clock of one run of the program, of which there is one: who is first, the answer or the watchdog, decides.
static STATE: AtomicU8 = AtomicU8::new(RUNNING);

/// The side of the thread that works.
pub struct Clock {
    timeout: Timeout,
    deadline: std::cell::Cell<Option<Instant>>,
    deadlines: Sender<Instant>,
}

impl Clock {
    /// A clock, and what its watchdog waits for.
    pub fn new(timeout: Timeout) -> (Self, Watchdog) {
        let (deadlines, receiver) = channel();
        let clock = Self { timeout, deadline: std::cell::Cell::new(None), deadlines };
        (clock, Watchdog { deadlines: receiver })
    }

    /// The data is loaded: from now on the time counts.
    pub fn start(&self) {
        if let Timeout::After(time) = self.timeout
            && let Some(deadline) = Instant::now().checked_add(time)
        {
            self.deadline.set(Some(deadline));
            // Without a watchdog the limits alone must do.
            let _ = self.deadlines.send(deadline);
        }
    }

    /// What the work may cost.
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        limits.deadline = self.deadline.get();
        limits
    }

    /// Whoever is late waits here for the end of the process.
    pub fn answered() {
        let state = STATE.compare_exchange(RUNNING, ANSWERED, Ordering::AcqRel, Ordering::Acquire);
        while state == Err(STOPPED) {
            std::thread::park();
        }
    }
}

/// The side of the thread that waits.
pub struct Watchdog {
    deadlines: Receiver<Instant>,
}

impl Watchdog {
    /// Returns when the work is done. Ends the process, after `complain`, if it isn't a moment after its deadline.
    pub fn wait(&self, complain: impl FnOnce()) {
        let Ok(deadline) = self.deadlines.recv() else { return };
        let rest = (deadline + GRACE).saturating_duration_since(Instant::now());
        // Nothing more is sent: the work is done when its side of the channel is gone.
        if self.deadlines.recv_timeout(rest) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        let state = STATE.compare_exchange(RUNNING, STOPPED, Ordering::AcqRel, Ordering::Acquire);
        if state.is_ok() {
            complain();
            end_process(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after_ms(ms: u64) -> Result<Timeout, String> {
        Ok(Timeout::After(Duration::from_millis(ms)))
    }

    #[test]
    fn a_time_has_a_unit_or_is_in_seconds() {
        for (text, ms) in [
            ("10", 10_000),
            ("10s", 10_000),
            ("1.5", 1500),
            ("500ms", 500),
            ("2m", 120_000),
            ("1h", 3_600_000),
            ("0.5h", 1_800_000),
        ] {
            assert_eq!(Timeout::parse(text), after_ms(ms), "{text}");
        }
    }

    #[test]
    fn nought_and_none_and_eternity_are_no_limit() {
        for text in ["0", "0s", "0.0", "none", "99999999999999999999999h"] {
            assert_eq!(Timeout::parse(text), Ok(Timeout::None), "{text}");
        }
    }

    #[test]
    fn nought_may_be_a_time() {
        assert_eq!(Timeout::parse_from_nought("0"), after_ms(0));
        assert_eq!(Timeout::parse_from_nought("none"), Ok(Timeout::None));
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "", "s", "-1", "+1", "1e3", "inf", "NaN", "1 s", "1d", "1sec", ".", "1.2.3", "0.0001ns",
        ] {
            assert!(Timeout::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_person_waits_a_minute_and_a_script_for_ever() {
        assert_eq!(Timeout::default_for(true), Timeout::After(Duration::from_secs(60)));
        assert_eq!(Timeout::default_for(false), Timeout::None);
    }

    #[test]
    fn the_error_says_the_time_as_one_would() {
        for (text, words) in [
            ("10", "10 s"),
            ("120", "2 min"),
            ("90", "90 s"),
            ("1h", "1 h"),
            ("500ms", "500 ms"),
            ("1.5", "1.5 s"),
            ("0.5ms", "0.5 ms"),
        ] {
            let error = Timeout::parse(text).unwrap().error("query");
            assert!(
                error.starts_with(&format!("the query was stopped after {words}, ")),
                "{error}"
            );
        }
    }
}
