//! What stands between a file and the parsers below: scanners that see every byte first and refuse what would cost too much.
//!
//! The parsers of the crates below recurse without a limit on triple terms, take quadratic time on deep XML and JSON, and expand
//! XML entities without end. A scanner knows just enough of a syntax's tokens to count such things. It never changes a byte, and
//! it never judges the grammar: that is the parser's work, so a scanner may be wrong about a text from the first byte on that the
//! parser refuses, and only from there on.

mod entities;
mod json;
mod turtle;
mod xml;

use super::syntax::Syntax;
pub(super) use json::JsonScanner;
pub(super) use turtle::TurtleScanner;
pub(super) use xml::XmlScanner;

/// Triple terms and reified triples in one another. The parser of Turtle and its kin overflows the stack somewhere below 100,000.
pub(super) const TRIPLE_TERM_DEPTH_MAX: usize = 128;
/// JSON objects and arrays in one another. The parser's memory is quadratic in it: 3,000 deep took 1.8 GB from 50 kB.
pub(super) const JSON_DEPTH_MAX: usize = 128;
/// What the parser of JSON-LD holds of one outermost object, estimated in bytes: it keeps every object whole until it ends, since
/// its context may come last, and what stands in several objects once for each of them. 1.1 MB of text in 60 objects took 1.75 GB.
pub(super) const JSON_HELD_BYTES_MAX: u64 = 512 * 1024 * 1024;
/// The estimate for one token in one object (measured: 100 to 120).
const JSON_TOKEN_HELD_BYTES: u64 = 128;
/// XML elements in one another. The parser's time is quadratic in it: 20,000 deep took 2.6 s, 1,000 take some milliseconds, and
/// nobody nests by hand or by machine beyond a few hundred.
pub(super) const XML_DEPTH_MAX: usize = 1_000;
/// The DOCTYPE's text, and, expanded, all its entities together.
pub(super) const DOCTYPE_BYTES_MAX: u64 = 64 * 1024;
/// What references to entities may add to a document, over its own size, before [`ENTITY_GROWTH_MAX`] counts.
pub(super) const ENTITY_BYTES_MAX: u64 = 64 * 1024;
/// What references to entities may add for each byte of the document. Ontologies write each IRI with an entity for its namespace
/// (`&obo;` is 5 bytes for 31) in millions of places; the whole of such a file grows by less than its own size.
pub(super) const ENTITY_GROWTH_MAX: u64 = 4;
/// One tag, text, comment or string. The parsers of Turtle and JSON hold at most as much (`MAX_BUFFER_SIZE` in oxttl and
/// json-event-parser); that of XML has no limit of its own.
pub(super) const TOKEN_BYTES_MAX: u64 = 16 * 1024 * 1024;

/// How far a scanner lets the parser go in one read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Step {
    /// How many of the bytes may be handed on; at least 1 of a text that isn't empty.
    pub(super) bytes: usize,
    /// The byte of the whole text at which the token begins that the parser is busy with after this read, where the scanner cares.
    pub(super) token: Option<u64>,
    /// Whether more may follow in the same read. If not, the parser is to see the end of the token before it sees what comes next.
    pub(super) goes_on: bool,
}

/// A text that is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Refusal {
    /// The byte of the whole text, from 0, that goes too far.
    pub(super) offset: u64,
    pub(super) reason: Reason,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Reason {
    InvalidUtf8,
    TooDeep { what: &'static str, depth_max: usize },
    TooLarge { what: &'static str, bytes_max: u64 },
    JsonLdStar { key: String },
    JsonHeld { bytes_max: u64 },
    Syntax { message: String },
}

/// The scanner of a syntax.
pub(super) enum Scanner {
    Turtle(TurtleScanner),
    Xml(XmlScanner),
    Json(JsonScanner),
    /// Nothing is looked for, be it that all that may be handed on was seen and what follows is refused.
    Done,
}

impl Scanner {
    pub(super) fn new(syntax: Syntax) -> Self {
        match syntax {
            Syntax::Turtle | Syntax::TriG => Self::Turtle(TurtleScanner::new(true)),
            Syntax::NTriples | Syntax::NQuads => Self::Turtle(TurtleScanner::new(false)),
            Syntax::RdfXml => Self::Xml(XmlScanner::new()),
            Syntax::JsonLd => Self::Json(JsonScanner::new(true)),
        }
    }

    /// The scanner of XML that is no RDF: of query results.
    pub(super) fn xml() -> Self {
        Self::Xml(XmlScanner::new())
    }

    /// The scanner of JSON that is no JSON-LD: of query results.
    pub(super) fn json() -> Self {
        Self::Json(JsonScanner::new(false))
    }

    /// The scanner of a text in which lines are short and depth has its own cap: of query results in TSV and CSV.
    pub(super) fn none() -> Self {
        Self::Done
    }

    /// Looks at bytes that follow all bytes handed on before; `offset` is the first one's place in the whole text.
    ///
    /// `bytes` isn't empty and holds whole characters of valid UTF-8. Bytes that the step leaves are shown again.
    pub(super) fn scan(&mut self, offset: u64, bytes: &[u8]) -> Result<Step, Refusal> {
        match self {
            Self::Turtle(scanner) => scanner.scan(offset, bytes),
            Self::Xml(scanner) => scanner.scan(offset, bytes),
            Self::Json(scanner) => scanner.scan(offset, bytes),
            Self::Done => Ok(Step { bytes: bytes.len(), token: None, goes_on: true }),
        }
    }

    /// Looks at the end of the text, for what the parser would let pass.
    pub(super) fn finish(&self, offset: u64) -> Result<(), Refusal> {
        match self {
            Self::Xml(scanner) => scanner.finish(offset),
            // Their parsers see an end that comes too early.
            Self::Turtle(_) | Self::Json(_) | Self::Done => Ok(()),
        }
    }
}
