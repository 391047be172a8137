//! Citing: from words of a text to the Turtle that makes them evidence.

use super::document::sha256_hex;
use super::verify::documents_with_digest;
use super::{Source, Span, Status};
use crate::format::read_turtle_piece;
use crate::model::vocab::{ID, oa, rdf, rdfs, wl};
use crate::model::{
    Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Prefixes, Quad, QuadPattern, Term, Triple,
};
use crate::store::Snapshot;
use serde::Serialize;
use std::fmt::Write;
use std::ops::Range;
use thiserror::Error;

/// Words or a fact that can't be cited.
#[derive(Debug, Error)]
pub enum CitationError {
    /// There are no words.
    #[error("there are no words to look for")]
    NoWords,
    /// The words are nowhere in the text.
    #[error("\"{words}\" is nowhere in {file}{hint}")]
    NotFound {
        /// The words.
        words: String,
        /// The text.
        file: String,
        /// Where the text is nearest to the words, if anywhere.
        hint: String,
    },
    /// They are there more than once.
    #[error("\"{words}\" is {} times in {file}: {}; choose one with --nth", .places.len(), .places.join(", "))]
    Ambiguous {
        /// The words.
        words: String,
        /// The text.
        file: String,
        /// `1: line 3, column 7` for each.
        places: Vec<String>,
    },
    /// There are fewer of them.
    #[error("\"{words}\" is only {count} times in {file}, so there is no number {nth}")]
    NoSuchOccurrence {
        /// The words.
        words: String,
        /// The text.
        file: String,
        /// The number asked for, from 1.
        nth: usize,
        /// How many there are.
        count: usize,
    },
    /// The fact is no triple.
    #[error("the fact is not one triple in Turtle, like ':Alibaba wl:owns :SCMP': {message}")]
    Fact {
        /// What is wrong.
        message: String,
    },
}

/// A fact that the words are evidence for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactToCite {
    /// The triple.
    pub triple: Triple,
    /// How the source holds it.
    pub status: NamedNode,
    /// Who says so.
    pub said_by: Option<NamedNode>,
    /// The statement's label, for a status that doesn't assert the triple.
    pub label: String,
}

/// A stretch of a document as evidence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citation {
    /// The document.
    pub document: NamedNode,
    /// SHA-256 and length of a document that the data doesn't hold yet.
    pub new_document: Option<(String, u64)>,
    /// The span.
    pub span: NamedNode,
    /// Whether the data holds this very span already.
    pub known_span: bool,
    /// Code points.
    pub range: Range<u64>,
    sha256: String,
    before: String,
    after: String,
}

/// A citation in JSON.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CitationJson {
    /// The document's IRI.
    pub document: String,
    /// The span's IRI.
    pub span: String,
    /// Whether the data holds this very span already.
    pub known_span: bool,
    /// First code point.
    pub start: u64,
    /// Behind the last code point.
    pub end: u64,
    /// SHA-256 of the words.
    pub sha256: String,
    /// SHA-256 of up to 32 code points before them.
    pub before: String,
    /// The same behind them.
    pub after: String,
    /// The Turtle to paste.
    pub turtle: String,
}

impl Citation {
    /// Finds words in a source. `nth` counts from 1; `document` names the source where its digest doesn't.
    ///
    /// # Errors
    /// [`CitationError`] where the words are not there, or not clear.
    pub fn find(
        snapshot: &Snapshot,
        source: &Source,
        document: Option<NamedNode>,
        words: &str,
        nth: Option<usize>,
    ) -> Result<Self, CitationError> {
        let range = occurrence(source, words, nth)?;
        let by_digest = || {
            let id = documents_with_digest(snapshot, source.sha256()).into_iter().next()?;
            match snapshot.term(id)? {
                Term::NamedNode(node) => Some(node),
                _ => None,
            }
        };
        let known = document.or_else(by_digest);
        let document = known.clone().unwrap_or_else(|| {
            NamedNode::new_unchecked(format!("{ID}document-{}", &source.sha256()[..8]))
        });
        let described = snapshot.id_of(&document).is_some_and(|id| {
            snapshot.id_of(wl::SHA256).is_some_and(|sha256| {
                snapshot.count(&QuadPattern::triple(Some(id), Some(sha256), None)) > 0
            })
        });
        let known_span = find_span(snapshot, &document, &range);
        // `occurrence` gave a range within the text.
        let (before, after) = source.surroundings(range.clone()).unwrap_or_default();
        Ok(Self {
            new_document: (!described).then(|| (source.sha256().to_owned(), source.len())),
            known_span: known_span.is_some(),
            span: known_span.unwrap_or_else(|| minted_span(&document, &range)),
            sha256: sha256_hex(words.as_bytes()),
            before: sha256_hex(before.as_bytes()),
            after: sha256_hex(after.as_bytes()),
            document,
            range,
        })
    }

    /// The Turtle to paste: the fact, if there is one, then the span, and the document where the data has none.
    pub fn turtle(&self, fact: Option<&FactToCite>, prefixes: &Prefixes) -> String {
        let mut text = String::new();
        if let Some(fact) = fact {
            text.push_str(&self.fact_turtle(fact, prefixes));
        }
        let iri = |iri: &NamedNode| prefixes.turtle(iri.as_ref().into());
        let term = |iri: NamedNodeRef<'_>| prefixes.turtle(iri.into());
        // Writing to a string can't fail.
        let _ = writeln!(
            text,
            "{} a {} ; {} {} ; {} {} ; {} {} ;\n    {} \"{}\" ;\n    {} \"{}\" ; {} \"{}\" .",
            iri(&self.span),
            term(oa::TEXT_POSITION_SELECTOR),
            term(wl::SOURCE),
            iri(&self.document),
            term(oa::START),
            self.range.start,
            term(oa::END),
            self.range.end,
            term(wl::SHA256),
            self.sha256,
            term(wl::BEFORE),
            self.before,
            term(wl::AFTER),
            self.after,
        );
        if let Some((sha256, length)) = &self.new_document {
            let _ = writeln!(
                text,
                "{} a {} ; {} \"{sha256}\" ; {} {length} .",
                iri(&self.document),
                term(NamedNodeRef::new_unchecked("https://schema.org/CreativeWork")),
                term(wl::SHA256),
                term(wl::LENGTH),
            );
        }
        text
    }

    /// The same for programs.
    pub fn json(&self, fact: Option<&FactToCite>, prefixes: &Prefixes) -> CitationJson {
        CitationJson {
            document: self.document.as_str().to_owned(),
            span: self.span.as_str().to_owned(),
            known_span: self.known_span,
            start: self.range.start,
            end: self.range.end,
            sha256: self.sha256.clone(),
            before: self.before.clone(),
            after: self.after.clone(),
            turtle: self.turtle(fact, prefixes),
        }
    }

    fn fact_turtle(&self, fact: &FactToCite, prefixes: &Prefixes) -> String {
        let term = |iri: NamedNodeRef<'_>| prefixes.turtle(iri.into());
        let subject = Term::from(fact.triple.subject.clone());
        let triple = format!(
            "{} {} {}",
            prefixes.turtle(subject.as_ref()),
            prefixes.turtle(fact.triple.predicate.as_ref().into()),
            prefixes.turtle(fact.triple.object.as_ref()),
        );
        let reifier = self.minted_reifier(fact);
        let said_by = fact.said_by.as_ref().map_or_else(String::new, |speaker| {
            format!(" ; {} {}", term(wl::SAID_BY), term(speaker.as_ref()))
        });
        let annotations = format!(
            "{} {}{said_by} ; {} {} ; {} {}",
            term(wl::STATUS),
            term(fact.status.as_ref()),
            term(wl::SOURCE),
            term(self.document.as_ref()),
            term(wl::EVIDENCE),
            term(self.span.as_ref()),
        );
        let reifier = term(reifier.as_ref());
        match Status::from_iri(fact.status.as_ref()) {
            Some(status) if !status.asserts() => {
                let class = if status == Status::Planned { wl::PLAN } else { wl::STATEMENT };
                let label =
                    Literal::new_language_tagged_literal_unchecked(fact.label.clone(), "en");
                format!(
                    "<< {triple} ~ {reifier} >> a {} ; {} {label} ;\n    {annotations} .\n",
                    term(class),
                    term(rdfs::LABEL),
                )
            }
            _ => format!("{triple} ~ {reifier}\n    {{| {annotations} |}} .\n"),
        }
    }

    /// The same fact on the same span gets the same name, another one another.
    fn minted_reifier(&self, fact: &FactToCite) -> NamedNode {
        let text = format!("{} {} {}", fact.triple, self.span, fact.status);
        let digest = sha256_hex(text.as_bytes());
        NamedNode::new_unchecked(format!("{ID}fact-{}", &digest[..8]))
    }
}

fn occurrence(
    source: &Source,
    words: &str,
    nth: Option<usize>,
) -> Result<Range<u64>, CitationError> {
    if words.is_empty() {
        return Err(CitationError::NoWords);
    }
    let found = source.find(words);
    let (words, file) = (words.to_owned(), source.name().to_owned());
    match (nth, found.as_slice()) {
        (_, []) => {
            let hint = nearest(source, &words);
            Err(CitationError::NotFound { words, file, hint })
        }
        (None, [range]) => Ok(range.clone()),
        (None, ranges) => {
            let places = ranges.iter().enumerate().map(|(at, range)| {
                let (line, column) = source.line_column(range.start);
                format!("{}: line {line}, column {column}", at + 1)
            });
            Err(CitationError::Ambiguous { words, file, places: places.collect() })
        }
        (Some(nth), ranges) => match nth.checked_sub(1).and_then(|at| ranges.get(at)) {
            Some(range) => Ok(range.clone()),
            None => Err(CitationError::NoSuchOccurrence { words, file, nth, count: ranges.len() }),
        },
    }
}

/// Where the longest beginning of the words is found.
fn nearest(source: &Source, words: &str) -> String {
    let mut ends: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
    ends.reverse();
    for end in ends {
        if let [range, ..] = source.find(&words[..end]).as_slice() {
            let (line, column) = source.line_column(range.start);
            return format!(
                "; only its beginning \"{}\" is, at line {line}, column {column}",
                &words[..end]
            );
        }
    }
    String::new()
}

fn find_span(snapshot: &Snapshot, document: &NamedNode, range: &Range<u64>) -> Option<NamedNode> {
    let source = snapshot.id_of(wl::SOURCE)?;
    let pattern = QuadPattern::triple(None, Some(source), Some(snapshot.id_of(document)?));
    snapshot
        .scan(&pattern)
        .filter_map(|quad| Span::read(snapshot, quad.subject).ok())
        .filter(|span| span.range == *range)
        .find_map(|span| match snapshot.term(span.id) {
            Some(Term::NamedNode(node)) => Some(node),
            _ => None,
        })
}

fn minted_span(document: &NamedNode, range: &Range<u64>) -> NamedNode {
    NamedNode::new_unchecked(format!("{}-{}-{}", document.as_str(), range.start, range.end))
}

/// Reads one triple in Turtle, such as `:Alibaba wl:owns :SCMP`.
///
/// # Errors
/// [`CitationError::Fact`] if it is anything else.
pub fn parse_fact(text: &str, prefixes: &Prefixes) -> Result<Triple, CitationError> {
    let dot = if text.trim_end().ends_with('.') { "" } else { " ." };
    let quads = read_turtle_piece("the fact", &format!("\n{text}{dot}\n"), prefixes, None)
        .map_err(|error| CitationError::Fact { message: error.to_string() })?;
    match <[Quad; 1]>::try_from(quads) {
        Ok([quad]) if matches!(quad.subject, NamedOrBlankNode::NamedNode(_)) => {
            debug_assert_ne!(quad.predicate.as_ref(), rdf::REIFIES, "one quad has no annotation");
            Ok(quad.into())
        }
        Ok(_) => Err(CitationError::Fact { message: "its subject has no IRI".to_owned() }),
        Err(quads) => {
            Err(CitationError::Fact { message: format!("it is {} triples", quads.len()) })
        }
    }
}
