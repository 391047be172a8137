//! The scanner of Turtle, TriG, N-Triples and N-Quads: it counts how deep `<<` stands in `<<`.

use super::{Reason, Refusal, Step, TRIPLE_TERM_DEPTH_MAX};
use memchr::memchr2;

/// Counts the nesting of `<<` and `<<(`, outside of strings, IRIs, comments and escapes.
pub(in crate::format) struct TurtleScanner {
    state: State,
    depth: usize,
    /// Whether there are long strings and strings in single quotes, as in Turtle and TriG.
    turtle_strings: bool,
}

/// Where in a token the scanner is. `u8` is the string's quote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// Between tokens, or in one that the scanner doesn't care for.
    Between,
    /// After a backslash in a local name: `ex:a\#b`.
    LocalEscape,
    /// After one `<`.
    Less,
    /// After one `>` that closes no IRI.
    Greater,
    Iri,
    IriEscape,
    Comment,
    /// After one quote, which may be the first of three.
    Quote(u8),
    /// After two quotes: an empty string, or the beginning of a long one.
    QuoteQuote(u8),
    Short(u8),
    ShortEscape(u8),
    /// In a long string, after 0, 1 or 2 quotes in a row.
    Long(u8, u8),
    LongEscape(u8),
}

impl TurtleScanner {
    pub(super) fn new(turtle_strings: bool) -> Self {
        Self { state: State::Between, depth: 0, turtle_strings }
    }

    pub(super) fn scan(&mut self, offset: u64, bytes: &[u8]) -> Result<Step, Refusal> {
        let mut at = 0;
        while at < bytes.len() {
            at = self.skip(at, bytes);
            let Some(&byte) = bytes.get(at) else { break };
            if self.step(byte) {
                at += 1;
            }
            if self.depth > TRIPLE_TERM_DEPTH_MAX {
                // The second `<` was just read.
                return Err(Refusal {
                    offset: (offset + at as u64).saturating_sub(2),
                    reason: Reason::TooDeep {
                        what: "triple terms",
                        depth_max: TRIPLE_TERM_DEPTH_MAX,
                    },
                });
            }
        }
        Ok(Step { bytes: bytes.len(), token: None, goes_on: true })
    }

    /// Passes over bytes at once that can't change the state.
    fn skip(&self, at: usize, bytes: &[u8]) -> usize {
        let rest = &bytes[at..];
        let found = match self.state {
            State::Iri => memchr2(b'>', b'\\', rest),
            State::Comment => memchr2(b'\n', b'\r', rest),
            State::Short(quote) | State::Long(quote, 0) => memchr2(quote, b'\\', rest),
            State::Between => rest.iter().position(|byte| b"<>\"'#\\".contains(byte)),
            _ => return at,
        };
        at + found.unwrap_or(rest.len())
    }

    /// Takes one byte; false if the same byte is to be looked at again in the new state.
    fn step(&mut self, byte: u8) -> bool {
        let (state, taken) = match (self.state, byte) {
            (State::Between, _) => (self.token(byte), true),
            (State::LocalEscape, _) => (State::Between, true),
            (State::Less, b'<') => {
                self.depth += 1;
                (State::Between, true)
            }
            (State::Less, _) => (State::Iri, false),
            (State::Greater, b'>') => {
                self.depth = self.depth.saturating_sub(1);
                (State::Between, true)
            }
            (State::Greater, _) => (State::Between, false),
            (State::Iri, b'>') => (State::Between, true),
            (State::Iri, b'\\') => (State::IriEscape, true),
            (State::IriEscape | State::Iri, _) => (State::Iri, true),
            (State::Comment, b'\n' | b'\r') => (State::Between, true),
            (State::Comment, _) => (State::Comment, true),
            (State::Quote(quote), _) if byte == quote => {
                (if self.turtle_strings { State::QuoteQuote(quote) } else { State::Between }, true)
            }
            (State::Quote(quote), _) => (State::Short(quote), false),
            (State::QuoteQuote(quote), _) if byte == quote => (State::Long(quote, 0), true),
            (State::QuoteQuote(_), _) => (State::Between, false),
            (State::Short(quote), _) if byte == quote => (State::Between, true),
            (State::Short(quote), b'\\') => (State::ShortEscape(quote), true),
            (State::Short(quote) | State::ShortEscape(quote), _) => (State::Short(quote), true),
            (State::Long(quote, 2), _) if byte == quote => (State::Between, true),
            (State::Long(quote, run), _) if byte == quote => (State::Long(quote, run + 1), true),
            (State::Long(quote, _), b'\\') => (State::LongEscape(quote), true),
            (State::Long(quote, _) | State::LongEscape(quote), _) => (State::Long(quote, 0), true),
        };
        self.state = state;
        taken
    }

    /// The state after a byte between tokens.
    fn token(&self, byte: u8) -> State {
        match byte {
            b'<' => State::Less,
            b'>' => State::Greater,
            b'"' => State::Quote(b'"'),
            b'\'' if self.turtle_strings => State::Quote(b'\''),
            b'#' => State::Comment,
            b'\\' => State::LocalEscape,
            _ => State::Between,
        }
    }
}
