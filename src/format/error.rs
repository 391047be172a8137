//! Why a file could not be read.

use super::compression::Compression;
use super::term_text::escape_controls;
use crate::model::Place;
use std::io;
use thiserror::Error;

/// Why a file could not be read, with the place where there is one.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// No file has this path.
    #[error("{file}: no such file")]
    NotFound {
        /// The path as it was given.
        file: String,
    },
    /// The path is a folder.
    #[error("{file}: is a folder; name the files in it")]
    IsFolder {
        /// The path as it was given.
        file: String,
    },
    /// The file's extension says nothing about its syntax, and the caller didn't either.
    #[error(
        "{file}: the extension doesn't say which format this is; name the format: ttl, trig, nt, nq, rdfxml or jsonld"
    )]
    UnknownSyntax {
        /// The path as it was given.
        file: String,
    },
    /// The operating system failed.
    #[error("{file}: {source}")]
    Io {
        /// The file as the user named it.
        file: String,
        /// What the system says.
        source: io::Error,
    },
    /// A compressed file that ends before its end.
    #[error("{file}: the {compression} file ends too early; it is cut off or still being written")]
    Truncated {
        /// The file as the user named it.
        file: String,
        /// How it is compressed.
        compression: Compression,
    },
    /// A compressed file whose bytes are wrong.
    #[error("{file}: not a valid {compression} file: {message}")]
    Corrupt {
        /// The file as the user named it.
        file: String,
        /// How it is, or should be, compressed.
        compression: Compression,
        /// What is wrong with it.
        message: String,
    },
    /// The text isn't UTF-8.
    #[error("{place}: not valid UTF-8; convert the file to UTF-8 first")]
    InvalidUtf8 {
        /// The first byte that is wrong.
        place: Place,
    },
    /// The text breaks the grammar of its syntax.
    #[error("{place}: {message}")]
    Syntax {
        /// Where.
        place: Place,
        /// What was expected, or what is wrong.
        message: String,
    },
    /// Nested deeper than we read.
    #[error("{place}: {what} are nested deeper than {depth_max}, which is the most that is read")]
    TooDeep {
        /// The bracket or tag that goes too deep.
        place: Place,
        /// What is nested, in the plural.
        what: &'static str,
        /// The limit.
        depth_max: usize,
    },
    /// One part of the text is longer than we hold in memory.
    #[error("{place}: {what} may have {bytes_max} bytes at most")]
    TooLarge {
        /// Where it begins, or where the limit was passed.
        place: Place,
        /// What is too large, in the singular or plural.
        what: &'static str,
        /// The limit in bytes.
        bytes_max: u64,
    },
    /// A JSON object that the parser, which holds each object whole, would need too much memory for.
    #[error(
        "{place}: the outermost JSON object is too large to be held in memory ({} MiB at most); make its nodes items of an outermost array, each with its context, or convert the file to N-Quads",
        bytes_max / (1024 * 1024)
    )]
    JsonHeld {
        /// Where the limit was passed.
        place: Place,
        /// The limit, in bytes of memory as they are estimated.
        bytes_max: u64,
    },
    /// JSON-LD with triple terms, which JSON-LD 1.1 doesn't have and the parser would drop in silence.
    #[error(
        "{place}: {key:?} is JSON-LD-star, which is not read; write annotations as rdf:Statement nodes, or convert the file to Turtle or TriG"
    )]
    JsonLdStar {
        /// Where the keyword stands.
        place: Place,
        /// `@annotation` or `@triple`.
        key: String,
    },
    /// JSON-LD with a context that would have to be fetched.
    #[error(
        "{place}: the context <{}> is not fetched; put the context's content in its place in the file",
        escape_controls(iri)
    )]
    RemoteContext {
        /// Where the context's IRI stands.
        place: Place,
        /// The context's IRI, resolved against the base.
        iri: String,
    },
    /// The base IRI that the caller gave is none.
    #[error("the base {base:?} is not an absolute IRI: {message}")]
    InvalidBase {
        /// The base as it was given.
        base: String,
        /// What is wrong with it.
        message: String,
    },
}

impl ReadError {
    /// The place in the file; `None` for an error that concerns the whole of it.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::InvalidUtf8 { place }
            | Self::Syntax { place, .. }
            | Self::TooDeep { place, .. }
            | Self::TooLarge { place, .. }
            | Self::JsonLdStar { place, .. }
            | Self::JsonHeld { place, .. }
            | Self::RemoteContext { place, .. } => Some(place),
            Self::NotFound { .. }
            | Self::IsFolder { .. }
            | Self::UnknownSyntax { .. }
            | Self::Io { .. }
            | Self::Truncated { .. }
            | Self::Corrupt { .. }
            | Self::InvalidBase { .. } => None,
        }
    }
}

/// More of a message nobody reads.
const MESSAGE_CHARS_MAX: usize = 300;

/// The message of a crate below in this project's manner: without the place, which stands before it, small, without a full stop.
///
/// A message that quotes control characters of the text is made safe for terminals, too.
pub(super) fn plain_message(message: &str) -> String {
    let message = match message.strip_prefix("Parser error ") {
        Some(rest) => rest.split_once(": ").map_or(rest, |(_, text)| text),
        None => message,
    };
    let message = message.trim_end().trim_end_matches('.');
    // Some messages quote the text, however long it is.
    if let Some((end, _)) = message.char_indices().nth(MESSAGE_CHARS_MAX) {
        return plain_message(&message[..end]) + " …";
    }
    let message = escape_controls(message);
    let mut chars = message.chars();
    match (chars.next(), chars.next()) {
        // `IRI` and other capitals stay.
        (Some(first), Some(second)) if first.is_ascii_uppercase() && second.is_lowercase() => {
            format!("{}{}", first.to_ascii_lowercase(), &message[1..])
        }
        (Some('A'), Some(' ')) => format!("a{}", &message[1..]),
        _ => message.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_lose_place_capital_and_full_stop() {
        for (below, ours) in [
            ("Parser error at line 1 column 3: Unexpected end of file", "unexpected end of file"),
            ("Parser error at line 1 between columns 3 and 9: IRI bad: no", "IRI bad: no"),
            (
                "A language code should start with a letter.",
                "a language code should start with a letter",
            ),
            ("'é' is wrong", "'é' is wrong"),
            ("", ""),
            ("A\u{1B}[31m", "A\\u{1B}[31m"),
        ] {
            assert_eq!(plain_message(below), ours);
        }
    }
}
