//! The body of an answer, under the limits on bytes and time.

use super::error::RemoteError;
use crate::format::escape_controls;
use crate::model::Limits;
use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use ureq::BodyReader;

/// The bytes that may yet be read, for all answers to one query together.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    bytes_max: u64,
    left: Arc<AtomicU64>,
}

impl Budget {
    pub fn new(bytes_max: u64) -> Self {
        Self { bytes_max, left: Arc::new(AtomicU64::new(bytes_max)) }
    }

    /// Whether so many bytes may be read. Nothing is taken: a length that is only claimed costs nothing yet.
    pub fn allows(&self, bytes: u64) -> Result<(), RemoteError> {
        match bytes <= self.left.load(Ordering::Relaxed) {
            true => Ok(()),
            false => Err(RemoteError::TooLarge { bytes_max: self.bytes_max }),
        }
    }

    fn take(&self, bytes: usize) -> Result<(), RemoteError> {
        let less = |left: u64| left.checked_sub(bytes as u64);
        match self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less) {
            Ok(_) => Ok(()),
            Err(_) => Err(RemoteError::TooLarge { bytes_max: self.bytes_max }),
        }
    }
}

/// A reader of an answer's body. Its errors hold a [`RemoteError`] where a limit was reached: [`RemoteError::in_read`].
pub struct Body {
    reader: BodyReader<'static>,
    budget: Budget,
    limits: Limits,
}

impl Body {
    pub(super) fn new(reader: BodyReader<'static>, budget: Budget, limits: Limits) -> Self {
        Self { reader, budget, limits }
    }

    /// How it begins, for messages: short, and without control characters.
    pub(super) fn excerpt(&mut self) -> String {
        let mut bytes = Vec::new();
        // Whatever came before an error is shown.
        let _ = self.by_ref().take(EXCERPT_BYTES).read_to_end(&mut bytes);
        excerpt(&bytes)
    }
}

const EXCERPT_BYTES: u64 = 1_000;
const EXCERPT_CHARS: usize = 200;

/// The beginning of a text that somebody else wrote, in one line.
pub(super) fn excerpt(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = words.chars().take(EXCERPT_CHARS).collect();
    escape_controls(&short).into_owned()
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.limits.check().map_err(|limit| io::Error::other(RemoteError::Limit(limit)))?;
        let read = self.reader.read(buffer)?;
        self.budget.take(read).map_err(io::Error::other)?;
        Ok(read)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("budget", &self.budget).finish_non_exhaustive()
    }
}
