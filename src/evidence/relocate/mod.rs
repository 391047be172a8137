//! Finding the spans of a document again in a changed copy of it.
//!
//! A graph holds digests and no words, so the copy's words are hashed and compared: `windows` hashes, `lettering` reads the
//! copy with other line ends and quotes, `ruler` measures displacements, `finder` decides, `rewrite` changes a graph.
//! `docs/modelling.md` says when a place is taken for a span's.

mod finder;
#[cfg(test)]
mod finder_test;
mod lettering;
#[cfg(test)]
mod property_test;
mod rewrite;
mod ruler;
mod windows;

pub use lettering::Letters;

use super::explanation::Explainer;
use super::verify::{checked_reifier, document_length, documents_with_digest, text_of};
use super::{CheckedFact, Node, Role, Roles, Source, Sources, Span};
use crate::model::{LimitExceeded, Limits, NamedNode, TermId};
use crate::store::{Snapshot, StoreError};
use finder::{Place, Traces, find_places};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::ops::Range;
use thiserror::Error;

/// Spans that can't be looked for, or a graph that can't be rewritten.
#[derive(Debug, Error)]
pub enum RelocationError {
    /// The data has no span.
    #[error("the data has no span of any document")]
    NoDocument,
    /// It isn't clear which document the copy is one of.
    #[error(
        "the data has spans of {} documents: {}; say with --source IRI={file} which of them {file} is a copy of",
        .documents.len(), .documents.join(", ")
    )]
    SeveralDocuments {
        /// The copy's file.
        file: String,
        /// The documents, in angle brackets.
        documents: Vec<String>,
    },
    /// The data has no span of the document that was named.
    #[error("the data has no span of a document <{iri}>, for which {file} was given")]
    UnknownDocument {
        /// The name.
        iri: String,
        /// The copy's file.
        file: String,
    },
    /// Two copies were given for one document.
    #[error("both {first} and {second} were given for one document; a span has one place")]
    TwoCopies {
        /// The one file.
        first: String,
        /// The other.
        second: String,
    },
    /// The search took too long.
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
    /// The store can't take the new digests.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where the spans of some documents are in changed copies of them.
#[derive(Clone, Debug, Serialize)]
pub struct Relocation {
    /// One for each copy, in the order in which they were given.
    pub documents: Vec<RelocatedDocument>,
    #[serde(skip)]
    sources: Vec<(TermId, Source)>,
}

/// Where the spans of one document are in a changed copy of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RelocatedDocument {
    /// The document.
    pub document: Node,
    /// The copy's file.
    pub file: String,
    /// SHA-256 of the copy.
    pub sha256: String,
    /// The copy's length in code points.
    pub length: u64,
    /// How many spans there are of each outcome.
    pub counts: RelocationCounts,
    /// Every span of the document, in the order of its old text.
    pub spans: Vec<RelocatedSpan>,
}

/// How many spans there are of each outcome.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct RelocationCounts {
    /// All.
    pub spans: usize,
    /// Those whose words have a place: unchanged, moved, and changed in letters only.
    pub found: usize,
    /// With the same words at the same offsets.
    pub unchanged: usize,
    /// With the same words at other offsets.
    pub moved: usize,
    /// With the same words but for line ends, quotes, spaces or dashes.
    pub changed_letters: usize,
    /// With other words between the same surroundings.
    pub changed_words: usize,
    /// Without a place.
    pub gone: usize,
}

/// A span and where it is in the copy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RelocatedSpan {
    /// The span's node.
    pub span: Node,
    /// Its offsets in the old text; none where the graph has no usable ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Offsets>,
    /// What has become of it.
    #[serde(flatten)]
    pub outcome: RelocationOutcome,
    /// Its words were found, and other words stand before or behind them now: what they prove may have changed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub beside_changed: bool,
    /// The reifiers that rest on it, by IRI.
    pub supports: Vec<String>,
    /// The facts and statements that rest on it, if a person must look at it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<CheckedFact>,
    #[serde(skip)]
    id: TermId,
}

/// Code points of a text, the end exclusive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Offsets {
    /// The first code point.
    pub start: u64,
    /// Behind the last.
    pub end: u64,
}

impl From<Range<u64>> for Offsets {
    fn from(range: Range<u64>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// What has become of a span in the copy.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "outcome", rename_all = "lowercase")]
pub enum RelocationOutcome {
    /// The same words stand at the same offsets.
    Unchanged {
        /// The offsets.
        to: Offsets,
    },
    /// The same words stand at other offsets.
    Moved {
        /// The new offsets.
        to: Offsets,
    },
    /// The place is known, and the words there are not letter for letter the same.
    Changed {
        /// The offsets of what stands there.
        to: Offsets,
        /// In what alone they differ. Empty where the words themselves are others.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        only_in: Vec<Letters>,
        /// What stands there.
        words: String,
    },
    /// No place can be told.
    Gone {
        /// Where parts of it stand.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        leads: Vec<Lead>,
    },
}

/// A place in the copy where a part of a span stands that couldn't be placed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Lead {
    /// What stands there.
    pub kind: LeadKind,
    /// Where it begins; of what stood before the words, where it ends.
    pub at: u64,
    /// Its line in the copy, from 1.
    pub line: u64,
    /// Its column, from 1.
    pub column: u64,
}

/// Which part of a span stands somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LeadKind {
    /// The words.
    Words,
    /// What stood before them.
    Before,
    /// What stood behind them.
    After,
}

/// How many places of each kind a span without a place names.
const LEADS_MAX: usize = 5;

/// Finds the spans of documents again in changed copies. A copy without a name is one of the document whose digest it has, or
/// else of the only one that has spans.
///
/// # Errors
/// [`RelocationError`] but for [`RelocationError::Store`].
pub fn relocate(
    snapshot: &Snapshot,
    copies: Vec<(Option<NamedNode>, Source)>,
    label: &dyn Fn(TermId) -> Option<String>,
    limits: &Limits,
) -> Result<Relocation, RelocationError> {
    let by_document = spans_by_document(snapshot);
    let mut sources: Vec<(TermId, Source)> = Vec::new();
    for (name, copy) in copies {
        let document = document_of(snapshot, &by_document, name.as_ref(), &copy)?;
        if let Some((_, other)) = sources.iter().find(|(other, _)| *other == document) {
            let [first, second] = [other.name(), copy.name()].map(str::to_owned);
            return Err(RelocationError::TwoCopies { first, second });
        }
        sources.push((document, copy));
    }
    let nothing = Sources::default();
    let explainer = Explainer::new(snapshot, &nothing, label);
    let supports = supports(&explainer);
    let documents = sources
        .iter()
        .map(|(document, copy)| {
            let spans = &by_document[document];
            relocated_document(&explainer, &supports, *document, spans, copy, limits)
        })
        .collect::<Result<_, _>>()?;
    Ok(Relocation { documents, sources })
}

impl Relocation {
    /// The counts of all documents together.
    pub fn counts(&self) -> RelocationCounts {
        let mut all = RelocationCounts::default();
        for document in &self.documents {
            for span in &document.spans {
                all.count(&span.outcome);
            }
        }
        all
    }
}

impl RelocatedSpan {
    /// The new offsets of a span whose words were found again.
    pub fn found(&self) -> Option<Offsets> {
        match &self.outcome {
            RelocationOutcome::Unchanged { to } | RelocationOutcome::Moved { to } => Some(*to),
            RelocationOutcome::Changed { to, only_in, .. } if !only_in.is_empty() => Some(*to),
            RelocationOutcome::Changed { .. } | RelocationOutcome::Gone { .. } => None,
        }
    }
}

impl RelocationCounts {
    /// The share of the spans that were found again, from 0 to 1; of no spans, all.
    pub fn share(&self) -> f64 {
        if self.spans == 0 { 1.0 } else { self.found as f64 / self.spans as f64 }
    }

    fn count(&mut self, outcome: &RelocationOutcome) {
        self.spans += 1;
        let (count, found) = match outcome {
            RelocationOutcome::Unchanged { .. } => (&mut self.unchanged, 1),
            RelocationOutcome::Moved { .. } => (&mut self.moved, 1),
            RelocationOutcome::Changed { only_in, .. } if !only_in.is_empty() => {
                (&mut self.changed_letters, 1)
            }
            RelocationOutcome::Changed { .. } => (&mut self.changed_words, 0),
            RelocationOutcome::Gone { .. } => (&mut self.gone, 0),
        };
        *count += 1;
        self.found += found;
    }
}

/// The usable spans of each document.
fn spans_by_document(snapshot: &Snapshot) -> FxHashMap<TermId, Vec<Span>> {
    let mut ids: Vec<TermId> = Roles::of(snapshot).with_role(Role::Span).collect();
    ids.sort_unstable();
    let mut by_document = FxHashMap::<TermId, Vec<Span>>::default();
    // What is no usable span has no offsets that could be moved; `evidence` tells what is wrong with it.
    for span in ids.into_iter().filter_map(|id| Span::read(snapshot, id).ok()) {
        by_document.entry(span.document).or_default().push(span);
    }
    by_document
}

fn document_of(
    snapshot: &Snapshot,
    spans: &FxHashMap<TermId, Vec<Span>>,
    name: Option<&NamedNode>,
    copy: &Source,
) -> Result<TermId, RelocationError> {
    let file = || copy.name().to_owned();
    if let Some(iri) = name {
        let document = snapshot.id_of(iri).filter(|id| spans.contains_key(id));
        let unknown =
            || RelocationError::UnknownDocument { iri: iri.as_str().to_owned(), file: file() };
        return document.ok_or_else(unknown);
    }
    let mut same = documents_with_digest(snapshot, copy.sha256());
    same.retain(|id| spans.contains_key(id));
    let all: Vec<TermId> = spans.keys().copied().collect();
    match (same.as_slice(), all.as_slice()) {
        ([document], _) | ([], [document]) => Ok(*document),
        (_, []) => Err(RelocationError::NoDocument),
        _ => {
            let name = |&id: &TermId| format!("<{}>", text_of(snapshot, id));
            let mut documents: Vec<String> = all.iter().map(name).collect();
            documents.sort();
            Err(RelocationError::SeveralDocuments { file: file(), documents })
        }
    }
}

/// The reifiers that rest on each span.
fn supports(explainer: &Explainer<'_>) -> FxHashMap<TermId, Vec<TermId>> {
    let mut supports = FxHashMap::<TermId, Vec<TermId>>::default();
    for reifier in explainer.reifiers().all() {
        for span in explainer.reifiers().read(reifier).evidence {
            supports.entry(span).or_default().push(reifier);
        }
    }
    supports
}

fn relocated_document(
    explainer: &Explainer<'_>,
    supports: &FxHashMap<TermId, Vec<TermId>>,
    document: TermId,
    spans: &[Span],
    copy: &Source,
    limits: &Limits,
) -> Result<RelocatedDocument, RelocationError> {
    let snapshot = explainer.reifiers().snapshot();
    let text: Vec<char> = copy.text().chars().collect();
    let places = find_places(spans, document_length(snapshot, document), &text, limits)?;
    let mut counts = RelocationCounts::default();
    let mut relocated: Vec<RelocatedSpan> = spans
        .iter()
        .zip(places)
        .map(|(span, place)| {
            let beside_changed = matches!(place, Place::Found { is_surrounded: false, .. });
            let outcome = outcome(span, place, copy);
            counts.count(&outcome);
            let reifiers = supports.get(&span.id).map(Vec::as_slice).unwrap_or_default();
            relocated_span(explainer, reifiers, span, outcome, beside_changed)
        })
        .collect();
    relocated.sort_by_cached_key(|span| {
        (span.from.map(|from| (from.start, from.end)), span.span.term.to_string())
    });
    Ok(RelocatedDocument {
        document: explainer.node(document),
        file: copy.name().to_owned(),
        sha256: copy.sha256().to_owned(),
        length: copy.len(),
        counts,
        spans: relocated,
    })
}

fn relocated_span(
    explainer: &Explainer<'_>,
    reifiers: &[TermId],
    span: &Span,
    outcome: RelocationOutcome,
    beside_changed: bool,
) -> RelocatedSpan {
    let snapshot = explainer.reifiers().snapshot();
    let mut supports: Vec<String> = reifiers.iter().map(|&id| text_of(snapshot, id)).collect();
    supports.sort();
    let mut relocated = RelocatedSpan {
        span: explainer.node(span.id),
        from: Some(span.range.clone().into()),
        outcome,
        beside_changed,
        supports,
        facts: Vec::new(),
        id: span.id,
    };
    if relocated.found().is_none() || beside_changed {
        relocated.facts = reifiers.iter().map(|&id| checked_reifier(explainer, id)).collect();
    }
    relocated
}

fn outcome(span: &Span, place: Place, copy: &Source) -> RelocationOutcome {
    let offsets = |range: &Range<usize>| Offsets::from(range.start as u64..range.end as u64);
    let changed = |range: Range<usize>, only_in: Vec<Letters>| {
        let to = offsets(&range);
        // The finder's places are within the copy.
        let words = copy.slice(to.start..to.end).unwrap_or_default().to_owned();
        RelocationOutcome::Changed { to, only_in, words }
    };
    match place {
        Place::Found { range, letters, .. } if letters.is_empty() => {
            let to = offsets(&range);
            if to == span.range.clone().into() {
                RelocationOutcome::Unchanged { to }
            } else {
                RelocationOutcome::Moved { to }
            }
        }
        Place::Found { range, letters, .. } => changed(range, letters),
        Place::Reworded(range) => changed(range, Vec::new()),
        Place::Unknown(traces) => RelocationOutcome::Gone { leads: leads(&traces, copy) },
    }
}

fn leads(traces: &Traces, copy: &Source) -> Vec<Lead> {
    [
        (LeadKind::Words, &traces.words),
        (LeadKind::Before, &traces.before),
        (LeadKind::After, &traces.after),
    ]
    .into_iter()
    .flat_map(|(kind, places)| {
        places.iter().take(LEADS_MAX).map(move |&at| {
            let (line, column) = copy.line_column(at as u64);
            Lead { kind, at: at as u64, line, column }
        })
    })
    .collect()
}
