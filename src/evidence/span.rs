//! Spans: which stretch of which document proves a fact.

use super::Source;
use super::document::sha256_hex;
use super::literal_of;
use crate::model::vocab::{oa, wl};
use crate::model::{QuadPattern, TermId};
use crate::store::Snapshot;
use std::ops::Range;
use thiserror::Error;

/// A span as a graph describes it, not yet compared with any text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Span {
    /// The node.
    pub id: TermId,
    /// The document, `wl:source`.
    pub document: TermId,
    /// Code points of the document, the end exclusive.
    pub range: Range<u64>,
    /// SHA-256 of the words.
    pub sha256: String,
    /// SHA-256 of up to 32 code points before the words.
    pub before: Option<String>,
    /// The same after the words.
    pub after: Option<String>,
}

/// What is wrong with a span.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SpanError {
    /// A property is missing, or has no value that can be used.
    #[error("it has no usable {property}")]
    Incomplete {
        /// The property, as a prefixed name.
        property: &'static str,
    },
    /// It ends before it begins, or is empty.
    #[error("it begins at {start} and ends at {end}")]
    Order {
        /// The start.
        start: u64,
        /// The end.
        end: u64,
    },
    /// It ends behind the document's end.
    #[error("it ends at {end}, but the document has {length} code points")]
    Outside {
        /// The end.
        end: u64,
        /// The document's length.
        length: u64,
    },
    /// The words there are others.
    #[error("the words there have another digest")]
    Digest,
    /// The words around it are others.
    #[error("the words around it have another digest")]
    Surroundings,
}

impl Span {
    /// Reads a span from a snapshot.
    ///
    /// # Errors
    /// [`SpanError::Incomplete`] or [`SpanError::Order`].
    pub fn read(snapshot: &Snapshot, id: TermId) -> Result<Self, SpanError> {
        let text = |property| literal_of(snapshot, id, property);
        let document = || {
            let pattern = QuadPattern::triple(Some(id), Some(snapshot.id_of(wl::SOURCE)?), None);
            snapshot.scan(&pattern).next().map(|quad| quad.object)
        };
        let number = |property| text(property)?.parse::<u64>().ok();
        let incomplete = |property| SpanError::Incomplete { property };
        let start = number(oa::START).ok_or(incomplete("oa:start"))?;
        let end = number(oa::END).ok_or(incomplete("oa:end"))?;
        if start >= end {
            return Err(SpanError::Order { start, end });
        }
        Ok(Self {
            id,
            document: document().ok_or(incomplete("wl:source"))?,
            range: start..end,
            sha256: text(wl::SHA256).ok_or(incomplete("wl:sha256"))?,
            before: text(wl::BEFORE),
            after: text(wl::AFTER),
        })
    }

    /// Compares the span with the document's text, and gives its words.
    ///
    /// # Errors
    /// [`SpanError::Outside`], [`SpanError::Digest`] or [`SpanError::Surroundings`].
    pub fn verify<'s>(&self, source: &'s Source) -> Result<&'s str, SpanError> {
        let outside = || SpanError::Outside { end: self.range.end, length: source.len() };
        let words = source.slice(self.range.clone()).ok_or_else(outside)?;
        if sha256_hex(words.as_bytes()) != self.sha256 {
            return Err(SpanError::Digest);
        }
        let (before, after) = source.surroundings(self.range.clone()).ok_or_else(outside)?;
        for (expected, actual) in [(&self.before, before), (&self.after, after)] {
            if expected.as_ref().is_some_and(|sha256| *sha256 != sha256_hex(actual.as_bytes())) {
                return Err(SpanError::Surroundings);
            }
        }
        Ok(words)
    }
}
