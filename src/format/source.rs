//! The reader that the parsers read from: checked for UTF-8, seen by a scanner, and able to say where in the text any byte is.

use super::compression::{DecodeError, Decompressed};
use super::error::ReadError;
use super::scan::{Reason, Refusal, Scanner};
use crate::model::Place;
use memchr::{memchr, memchr_iter, memrchr};
use std::cell::RefCell;
use std::io::{self, Read};

/// The bytes that are read from the file at once, and for which places are exact: an error's place may lie one chunk back.
const CHUNK_BYTES: usize = 64 * 1024;

/// Line and column, from 1, of a byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cursor {
    pub(super) line: u64,
    pub(super) column: u64,
    /// Whether a `\n` that comes now belongs to the line break that `\r` was.
    after_cr: bool,
}

impl Cursor {
    pub(super) const START: Self = Self { line: 1, column: 1, after_cr: false };

    /// Goes over these bytes. Line breaks are `\n`, `\r\n` and `\r`, columns are code points, as the parsers below count them.
    pub(super) fn advance(&mut self, bytes: &[u8]) {
        if self.after_cr || memchr(b'\r', bytes).is_some() {
            return self.advance_bytewise(bytes);
        }
        // The same, as fast as the most of files allow.
        let mut last_line = bytes;
        if let Some(at) = memrchr(b'\n', bytes) {
            self.line += memchr_iter(b'\n', bytes).count() as u64;
            self.column = 1;
            last_line = &bytes[at + 1..];
        }
        self.column += last_line.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count() as u64;
    }

    fn advance_bytewise(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            match byte {
                b'\n' if self.after_cr => {}
                b'\n' | b'\r' => {
                    self.line += 1;
                    self.column = 1;
                }
                // Bytes in the middle of a character.
                0x80..=0xBF => {}
                _ => self.column += 1,
            }
            self.after_cr = byte == b'\r';
        }
    }
}

/// A part of the text, as it was read.
struct Chunk {
    bytes: Vec<u8>,
    /// The first byte's place in the whole text.
    offset: u64,
    start: Cursor,
}

impl Chunk {
    fn empty() -> Self {
        Self { bytes: Vec::new(), offset: 0, start: Cursor::START }
    }

    fn cursor_at(&self, offset: u64) -> Option<Cursor> {
        let length = usize::try_from(offset.checked_sub(self.offset)?).ok()?;
        let mut cursor = self.start;
        cursor.advance(self.bytes.get(..length)?);
        Some(cursor)
    }
}

/// See the module. Offsets are bytes of the text after a byte order mark, from 0, as the parsers count them.
pub(super) struct Source<'a> {
    name: String,
    reader: Decompressed<'a>,
    /// The most bytes that are read.
    bytes_max: u64,
    scanner: Scanner,
    chunk: Chunk,
    previous: Chunk,
    /// How many bytes of the chunk were handed on.
    handed: usize,
    /// How many bytes of the chunk may be handed on: those that are valid UTF-8, up to what is refused.
    valid: usize,
    /// What comes after them, if that is no good.
    refusal: Option<Refusal>,
    /// Why the last read failed.
    failure: Option<ReadError>,
    /// Why the next one will.
    later_failure: Option<ReadError>,
    /// Where the token begins that the parser is busy with.
    token: u64,
    at_start: bool,
    ended: bool,
}

impl<'a> Source<'a> {
    pub(super) fn new(name: String, reader: Decompressed<'a>, scanner: Scanner) -> Self {
        Self {
            name,
            reader,
            bytes_max: u64::MAX,
            scanner,
            chunk: Chunk::empty(),
            previous: Chunk::empty(),
            handed: 0,
            valid: 0,
            refusal: None,
            failure: None,
            later_failure: None,
            token: 0,
            at_start: true,
            ended: false,
        }
    }

    /// The source, with an end to what it reads.
    pub(super) fn with_bytes_max(self, bytes_max: u64) -> Self {
        Self { bytes_max, ..self }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn scanner(&self) -> &Scanner {
        &self.scanner
    }

    /// Why a read failed, once.
    pub(super) fn take_failure(&mut self) -> Option<ReadError> {
        self.failure.take()
    }

    /// The place of a byte; `None` if it lies too far back to tell.
    pub(super) fn place_at(&self, offset: u64) -> Option<Place> {
        let cursor = self.chunk.cursor_at(offset).or_else(|| self.previous.cursor_at(offset))?;
        Some(self.place(cursor.line, cursor.column))
    }

    pub(super) fn place(&self, line: u64, column: u64) -> Place {
        Place { file: self.name.clone(), line, column }
    }

    /// The place of the token that the parser is busy with, or of the furthest byte back that can be told.
    pub(super) fn token_place(&self) -> Place {
        self.place_of(self.token)
    }

    fn place_of(&self, offset: u64) -> Place {
        self.place_at(offset).unwrap_or_else(|| {
            let Cursor { line, column, .. } = self.previous.start;
            self.place(line, column)
        })
    }

    /// Whether the text is empty but for white space; only the first chunk is looked at.
    pub(super) fn is_blank(&mut self) -> Result<bool, ReadError> {
        while !self.ended && self.refusal.is_none() && self.chunk.bytes.trim_ascii().is_empty() {
            if self.chunk.bytes.len() >= CHUNK_BYTES {
                return Ok(false);
            }
            self.fill()?;
        }
        Ok(self.ended && self.refusal.is_none() && self.chunk.bytes.trim_ascii().is_empty())
    }

    /// Hands on what may be handed on. A read that asks for more than a chunk comes from a parser whose buffer grows for one long
    /// token, which it looks at again from its start after each read: such a read is filled as far as it goes, or the time for a
    /// token of 16 MiB would be quadratic.
    fn read_checked(&mut self, out: &mut [u8]) -> Result<usize, ReadError> {
        let mut filled = 0;
        while filled < out.len() {
            match self.read_piece(&mut out[filled..]) {
                Ok((0, _)) => break,
                Ok((length, goes_on)) => {
                    filled += length;
                    if !goes_on || out.len() <= CHUNK_BYTES {
                        break;
                    }
                }
                Err(error) if filled > 0 => {
                    self.later_failure = Some(error);
                    break;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }

    /// Hands on one piece, at least a byte if there is one, and says whether more may follow it in the same read.
    fn read_piece(&mut self, out: &mut [u8]) -> Result<(usize, bool), ReadError> {
        if let Some(failure) = self.later_failure.take() {
            return Err(failure);
        }
        loop {
            if self.handed < self.valid {
                let offset = self.chunk.offset + self.handed as u64;
                let end = self.valid.min(self.handed + out.len());
                let step = match self.scanner.scan(offset, &self.chunk.bytes[self.handed..end]) {
                    Ok(step) => step,
                    Err(refusal) => {
                        self.refuse_from(refusal);
                        continue;
                    }
                };
                self.token = step.token.unwrap_or(self.token);
                let bytes = &self.chunk.bytes[self.handed..self.handed + step.bytes];
                out[..bytes.len()].copy_from_slice(bytes);
                self.handed += step.bytes;
                if step.bytes > 0 {
                    return Ok((step.bytes, step.goes_on));
                }
            } else if let Some(refusal) = self.refusal.take() {
                return Err(self.refused(refusal));
            } else if self.ended {
                let end = self.chunk.offset + self.handed as u64;
                self.scanner.finish(end).map_err(|refusal| self.refused(refusal))?;
                return Ok((0, false));
            } else {
                self.fill()?;
            }
        }
    }

    /// Lets the parser have what comes before the refused byte: it may find a fault there, and then that is the first.
    fn refuse_from(&mut self, refusal: Refusal) {
        let before = refusal.offset.saturating_sub(self.chunk.offset);
        // A refused token may have begun in bytes that were handed on already.
        self.valid = usize::try_from(before).unwrap_or(0).clamp(self.handed, self.valid);
        self.refusal = Some(refusal);
        self.scanner = Scanner::Done;
    }

    /// Reads more. At the start a byte order mark is passed over.
    fn fill(&mut self) -> Result<(), ReadError> {
        if self.handed > 0 {
            self.turn_over();
        }
        let kept = self.chunk.bytes.len();
        self.chunk.bytes.resize(kept.max(CHUNK_BYTES) + 4, 0);
        let read = loop {
            match self.reader.read(&mut self.chunk.bytes[kept..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.chunk.bytes.truncate(kept);
                    return Err(self.io_error(error));
                }
                Ok(read) => break read,
            }
        };
        self.chunk.bytes.truncate(kept + read);
        self.ended = read == 0;
        if self.chunk.offset + self.chunk.bytes.len() as u64 > self.bytes_max {
            let reason = Reason::TooLarge { what: "the text", bytes_max: self.bytes_max };
            return Err(self.refused(Refusal { offset: self.bytes_max, reason }));
        }
        if self.at_start && (self.chunk.bytes.len() >= 3 || self.ended) {
            self.at_start = false;
            if self.chunk.bytes.starts_with(b"\xEF\xBB\xBF") {
                self.chunk.bytes.drain(..3);
            }
        }
        if !self.at_start {
            self.check_utf8();
        }
        Ok(())
    }

    /// Makes the chunk the previous one; a character that isn't whole yet starts the next.
    fn turn_over(&mut self) {
        debug_assert_eq!(self.handed, self.valid, "bytes are read only when all are handed on");
        std::mem::swap(&mut self.chunk, &mut self.previous);
        let mut start = self.previous.start;
        start.advance(&self.previous.bytes[..self.valid]);
        self.chunk.bytes.clear();
        self.chunk.bytes.extend_from_slice(&self.previous.bytes[self.valid..]);
        self.chunk.offset = self.previous.offset + self.valid as u64;
        self.chunk.start = start;
        self.handed = 0;
        self.valid = 0;
    }

    fn check_utf8(&mut self) {
        match std::str::from_utf8(&self.chunk.bytes[self.valid..]) {
            Ok(_) => self.valid = self.chunk.bytes.len(),
            Err(error) => {
                self.valid += error.valid_up_to();
                if error.error_len().is_some() || self.ended {
                    let offset = self.chunk.offset + self.valid as u64;
                    self.refusal = Some(Refusal { offset, reason: Reason::InvalidUtf8 });
                }
            }
        }
    }

    fn io_error(&self, error: io::Error) -> ReadError {
        let file = self.name.clone();
        match error.downcast::<DecodeError>() {
            Ok(DecodeError::EndsEarly(compression)) => ReadError::Truncated { file, compression },
            Ok(DecodeError::Corrupt { compression, message }) => {
                ReadError::Corrupt { file, compression, message }
            }
            Err(source) => ReadError::Io { file, source },
        }
    }

    fn refused(&self, refusal: Refusal) -> ReadError {
        let place = self.place_of(refusal.offset);
        match refusal.reason {
            Reason::InvalidUtf8 => ReadError::InvalidUtf8 { place },
            Reason::TooDeep { what, depth_max } => ReadError::TooDeep { place, what, depth_max },
            Reason::TooLarge { what, bytes_max } => ReadError::TooLarge { place, what, bytes_max },
            Reason::JsonHeld { bytes_max } => ReadError::JsonHeld { place, bytes_max },
            Reason::JsonLdStar { key } => ReadError::JsonLdStar { place, key },
            Reason::Syntax { message } => ReadError::Syntax { place, message },
        }
    }
}

/// A reader for a parser, over a source that its caller can still ask for places.
pub(super) struct SharedSource<'s, 'a>(pub(super) &'s RefCell<Source<'a>>);

impl Read for SharedSource<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut source = self.0.borrow_mut();
        source.read_checked(out).map_err(|error| {
            source.failure = Some(error);
            io::Error::other("the source has the error")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::compression::Compression;
    use crate::format::{ReadError, Syntax};
    use proptest::prelude::*;

    /// Gives parts of the given lengths, whatever is asked for.
    struct Parts<'t>(&'t [u8], Vec<usize>, usize);

    impl Read for Parts<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            self.2 += 1;
            let length = self.1[self.2 % self.1.len()].min(out.len()).min(self.0.len());
            out[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    /// Line and column of a byte, counted in the plainest way.
    fn model(text: &str, offset: usize) -> (u64, u64) {
        let before = text[..offset].replace("\r\n", "\n").replace('\r', "\n");
        // In the middle of a line break the line is the new one already.
        let line = before.matches('\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() as u64 + 1;
        (line, column)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn the_bytes_are_those_of_the_text_and_places_are_those_of_the_model(
            text in "[a-z<>\"'{}\\[\\],: \n\r\u{e9}\u{676d}\u{1f600}]{0,80}",
            inputs in prop::collection::vec(1usize..12, 1..4),
            outputs in prop::collection::vec(1usize..12, 1..4),
        ) {
            for syntax in Syntax::ALL {
                let parts = Parts(text.as_bytes(), inputs.clone(), 0);
                let reader = Decompressed::new(parts, Compression::None);
                let mut source = Source::new("f".to_owned(), reader, Scanner::new(syntax));
                let mut read = Vec::new();
                let mut out = [0; 12];
                for length in outputs.iter().cycle() {
                    match source.read_checked(&mut out[..*length]) {
                        Ok(0) => break,
                        Ok(count) => read.extend_from_slice(&out[..count]),
                        // Of XML alone the end is looked at.
                        Err(ReadError::Syntax { .. }) if syntax == Syntax::RdfXml => break,
                        Err(error) => return Err(TestCaseError::fail(error.to_string())),
                    }
                    let place = source.place_at(read.len() as u64);
                    if let Some(place) = place.filter(|_| text.is_char_boundary(read.len())) {
                        prop_assert_eq!((place.line, place.column), model(&text, read.len()));
                    }
                }
                prop_assert_eq!(std::str::from_utf8(&read), Ok(text.as_str()));
            }
        }
    }
}
