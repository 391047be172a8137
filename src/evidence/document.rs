//! A source's text: found again by its digest, cut by code points.

use crate::model::line_and_column_after;
use sha2::{Digest, Sha256};
use std::ops::Range;
use std::path::Path;
use thiserror::Error;

/// A source that can't be read as a text.
#[derive(Debug, Error)]
pub enum SourceError {
    /// The file can't be read.
    #[error("can't read the source {file}: {source}")]
    Read {
        /// The file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no UTF-8.
    #[error("the source {file} is not UTF-8: byte {offset} can't be read as text")]
    Utf8 {
        /// The file.
        file: String,
        /// The first byte that is wrong.
        offset: usize,
    },
}

/// The text of a document as it is in its file: nothing is normalised, a byte order mark counts.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    /// Byte offset of each code point, and of the end.
    offsets: Vec<usize>,
    sha256: String,
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    /// [`SourceError`] if it can't be read or is no UTF-8.
    pub fn read(path: &Path) -> Result<Self, SourceError> {
        let file = path.display().to_string();
        match std::fs::read(path) {
            Ok(bytes) => Self::new(&file, bytes),
            Err(source) => Err(SourceError::Read { file, source }),
        }
    }

    /// A text that is in memory.
    ///
    /// # Errors
    /// [`SourceError::Utf8`].
    pub fn new(name: &str, bytes: Vec<u8>) -> Result<Self, SourceError> {
        let sha256 = sha256_hex(&bytes);
        let text = String::from_utf8(bytes).map_err(|error| SourceError::Utf8 {
            file: name.to_owned(),
            offset: error.utf8_error().valid_up_to(),
        })?;
        let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
        offsets.push(text.len());
        Ok(Self { name: name.to_owned(), text, offsets, sha256 })
    }

    /// The file's name, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Length in code points.
    pub fn len(&self) -> u64 {
        self.offsets.len() as u64 - 1
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The words between two code points; `None` where the range is not within the text.
    pub fn slice(&self, range: Range<u64>) -> Option<&str> {
        let offset = |at: u64| self.offsets.get(usize::try_from(at).ok()?).copied();
        self.text.get(offset(range.start)?..offset(range.end)?)
    }

    /// Up to 32 code points before and after a range that is within the text.
    pub fn surroundings(&self, range: Range<u64>) -> Option<(&str, &str)> {
        let before = self.slice(range.start.saturating_sub(CONTEXT)..range.start)?;
        let after = self.slice(range.end..(range.end + CONTEXT).min(self.len()))?;
        Some((before, after))
    }

    /// Where the words occur, as ranges of code points, overlapping ones too.
    pub fn find(&self, words: &str) -> Vec<Range<u64>> {
        let Some(first) = words.chars().next() else { return Vec::new() };
        let length = words.chars().count() as u64;
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(at) = self.text[from..].find(words) {
            let offset = from + at;
            // `find` gives the offset of a code point, and every code point's offset is in the sorted list.
            let start = self.offsets.partition_point(|&other| other < offset) as u64;
            found.push(start..start + length);
            from = offset + first.len_utf8();
        }
        found
    }

    /// Line and column, both from 1, of a code point.
    pub fn line_column(&self, at: u64) -> (u64, u64) {
        line_and_column_after(self.slice(0..at.min(self.len())).unwrap_or_default())
    }
}

/// How many code points before and after a span its surroundings' digests cover.
pub(super) const CONTEXT: u64 = 32;

/// SHA-256 in lower-case hexadecimal.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new("test", text.as_bytes().to_vec()).expect("the test's text is UTF-8")
    }

    #[test]
    fn counts_code_points_and_normalises_nothing() {
        // A byte order mark, an emoji of four code points, a decomposed é, CRLF.
        let source = source("\u{feff}a👩\u{200d}💻e\u{301}\r\nb");
        assert_eq!(source.len(), 10);
        assert_eq!(source.slice(1..2), Some("a"));
        assert_eq!(source.slice(2..5), Some("👩\u{200d}💻"));
        assert_eq!(source.slice(7..9), Some("\r\n"));
        assert_eq!(source.find("b"), vec![9..10]);
        assert!(source.find("é").is_empty());
        assert_eq!(source.slice(9..11), None);
        assert_eq!(source.line_column(9), (2, 1));
    }

    #[test]
    fn finds_overlapping_words() {
        assert_eq!(source("aaa").find("aa"), [0..2, 1..3]);
        assert!(source("aaa").find("").is_empty());
    }

    #[test]
    fn the_surroundings_stop_at_the_ends_of_the_text() {
        let text: String = (0..100).map(|n| char::from(b'a' + n % 26)).collect();
        let source = source(&text);
        assert_eq!(source.surroundings(0..100), Some(("", "")));
        let (before, after) = source.surroundings(40..50).expect("within the text");
        assert_eq!((before.len(), after.len()), (32, 32));
    }
}
