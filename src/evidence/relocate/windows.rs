//! Windows of a text and their digests: all windows of a length in one pass, or the one at a place.

use super::lettering::Lettering;
use crate::model::{LimitExceeded, Limits};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest as _, Sha256};
use std::ops::Range;

/// A SHA-256.
pub(super) type Digest = [u8; 32];

/// Reads a digest as graphs write it, in lower-case hexadecimal. `None` for what can be no window's digest.
pub(super) fn parse_digest(text: &str) -> Option<Digest> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let bytes: &[u8; 64] = text.as_bytes().try_into().ok()?;
    let mut digest = [0; 32];
    for (byte, pair) in digest.iter_mut().zip(bytes.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(digest)
}

fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// How many windows are hashed between two looks at the limits.
const WINDOWS_PER_CHECK: usize = 8_192;

/// A text as one lettering reads it, whole.
pub(super) struct Reading {
    text: String,
    /// The byte at which each letter begins, and the end.
    bytes: Vec<usize>,
    /// The place in the text as it is of each letter's beginning and of the end; `None` within a unit.
    places: Vec<Option<usize>>,
}

impl Reading {
    pub fn new(text: &[char], lettering: Lettering) -> Self {
        let mut reading = Self {
            text: String::with_capacity(text.len()),
            bytes: Vec::with_capacity(text.len() + 1),
            places: Vec::with_capacity(text.len() + 1),
        };
        let mut at = 0;
        while at < text.len() {
            let unit = lettering.unit(text, at);
            let mut place = Some(at);
            for &letter in unit.letters() {
                reading.bytes.push(reading.text.len());
                reading.places.push(place.take());
                reading.text.push(letter);
            }
            at += unit.taken;
        }
        reading.bytes.push(reading.text.len());
        reading.places.push(Some(at));
        reading
    }

    /// Where the windows of this many letters begin that have one of these digests, in the text's order.
    ///
    /// # Errors
    /// The limit that was reached.
    pub fn find(
        &self,
        length: usize,
        wanted: &FxHashSet<Digest>,
        limits: &Limits,
    ) -> Result<FxHashMap<Digest, Vec<usize>>, LimitExceeded> {
        let mut found = FxHashMap::<Digest, Vec<usize>>::default();
        let Some(starts) = self.bytes.len().checked_sub(length) else { return Ok(found) };
        if wanted.is_empty() {
            return Ok(found);
        }
        let chunks = (0..starts.div_ceil(WINDOWS_PER_CHECK)).into_par_iter().map(|chunk| {
            limits.check()?;
            let first = chunk * WINDOWS_PER_CHECK;
            let window = |start: usize| {
                let bytes = self.bytes[start]..self.bytes[start + length];
                let digest = digest(&self.text.as_bytes()[bytes]);
                wanted.contains(&digest).then_some((digest, start))
            };
            Ok((first..starts.min(first + WINDOWS_PER_CHECK)).filter_map(window).collect())
        });
        for (digest, start) in chunks.collect::<Result<Vec<Vec<_>>, LimitExceeded>>()?.concat() {
            found.entry(digest).or_default().push(start);
        }
        Ok(found)
    }

    /// The place in the text as it is where a letter begins; `None` within a unit.
    pub fn place(&self, letter: usize) -> Option<usize> {
        self.places[letter]
    }
}

/// The text before and behind a place, as a lettering reads it.
#[derive(Clone, Copy)]
pub(super) struct Around<'t> {
    pub text: &'t [char],
    pub lettering: Lettering,
}

impl Around<'_> {
    /// The stretch that begins here and has so many letters, if a stretch of just so many letters does, and its digest.
    pub fn stretch_from(&self, start: usize, letters: usize) -> Option<(Range<usize>, Digest)> {
        let (end, read) = self.forward(start, letters)?;
        let exact = read.len() == letters;
        exact.then(|| (start..end, digest_of(&read)))
    }

    /// The same for the stretch that ends here.
    pub fn stretch_to(&self, end: usize, letters: usize) -> Option<(Range<usize>, Digest)> {
        let (start, read) = self.backward(end, letters)?;
        let exact = read.len() == letters;
        exact.then(|| (start..end, digest_of(&read)))
    }

    /// The digest of so many letters that begin here; the last unit may reach beyond them.
    pub fn digest_after(&self, start: usize, letters: usize) -> Option<Digest> {
        let (_, read) = self.forward(start, letters)?;
        Some(digest_of(&read[..letters]))
    }

    /// The digest of so many letters that end here; the first unit may begin before them.
    pub fn digest_before(&self, end: usize, letters: usize) -> Option<Digest> {
        let (_, read) = self.backward(end, letters)?;
        Some(digest_of(&read[read.len() - letters..]))
    }

    /// No lettering makes more of the text: the length of a span is whatever a graph says.
    fn letters_max(&self) -> usize {
        2 * self.text.len()
    }

    fn forward(&self, start: usize, letters: usize) -> Option<(usize, Vec<char>)> {
        if start > self.text.len()
            || letters > self.letters_max()
            || !self.lettering.has_place(self.text, start)
        {
            return None;
        }
        let (mut at, mut read) = (start, Vec::with_capacity(letters + 1));
        while read.len() < letters {
            if at == self.text.len() {
                return None;
            }
            let unit = self.lettering.unit(self.text, at);
            read.extend_from_slice(unit.letters());
            at += unit.taken;
        }
        Some((at, read))
    }

    fn backward(&self, end: usize, letters: usize) -> Option<(usize, Vec<char>)> {
        if end > self.text.len()
            || letters > self.letters_max()
            || !self.lettering.has_place(self.text, end)
        {
            return None;
        }
        let (mut at, mut read) = (end, Vec::with_capacity(letters + 1));
        while read.len() < letters {
            if at == 0 {
                return None;
            }
            let unit = self.lettering.unit_before(self.text, at);
            read.extend(unit.letters().iter().rev());
            at -= unit.taken;
        }
        read.reverse();
        Some((at, read))
    }
}

fn digest_of(letters: &[char]) -> Digest {
    digest(letters.iter().collect::<String>().as_bytes())
}
