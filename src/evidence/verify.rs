//! Checking a graph's evidence against the texts that it cites.

use super::explanation::Explainer;
use super::literal_of;
use super::{
    Annotation, Fact, Role, Roles, Source, Span, SpanError, SpanEvidence, SpanVerdict, Status,
};
use crate::model::vocab::wl;
use crate::model::{NamedNode, QuadPattern, Term, TermId};
use crate::store::Snapshot;
use rustc_hash::FxHashMap;
use serde::Serialize;
use thiserror::Error;

/// The texts of some of a graph's documents.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    by_document: FxHashMap<TermId, Source>,
    /// The files that were given for a document by name, and have another digest than it.
    changed: Vec<String>,
}

/// A source that belongs to no document of the graph.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SourceMatch {
    /// No document has its digest.
    #[error(
        "{file} is no document of the data: none has its digest {sha256}; \
         name the document with --source IRI={file} to compare the spans all the same"
    )]
    UnknownDigest {
        /// The file.
        file: String,
        /// Its digest.
        sha256: String,
    },
    /// The data has no document of that name.
    #[error("the data has no document <{iri}>, for which {file} was given")]
    UnknownDocument {
        /// The name.
        iri: String,
        /// The file.
        file: String,
    },
}

impl Sources {
    /// Gives each source to its document: to the one that is named, else to all that have its digest.
    ///
    /// # Errors
    /// [`SourceMatch`] for the first source without a document.
    pub fn matched(
        snapshot: &Snapshot,
        given: &[(Option<NamedNode>, Source)],
    ) -> Result<Self, SourceMatch> {
        let mut sources = Self::default();
        for (name, source) in given {
            if !sources.add(snapshot, name.as_ref(), source) {
                let file = source.name().to_owned();
                return Err(match name {
                    Some(iri) => {
                        SourceMatch::UnknownDocument { iri: iri.as_str().to_owned(), file }
                    }
                    None => SourceMatch::UnknownDigest { file, sha256: source.sha256().to_owned() },
                });
            }
        }
        Ok(sources)
    }

    /// The same, without the sources that belong to no document.
    pub fn known(snapshot: &Snapshot, given: &[(Option<NamedNode>, Source)]) -> Self {
        let mut sources = Self::default();
        for (name, source) in given {
            sources.add(snapshot, name.as_ref(), source);
        }
        sources
    }

    /// Gives a source to its documents; `false` if it has none.
    fn add(&mut self, snapshot: &Snapshot, name: Option<&NamedNode>, source: &Source) -> bool {
        let same_digest = documents_with_digest(snapshot, source.sha256());
        let documents = match name {
            Some(iri) => snapshot.id_of(iri).into_iter().collect(),
            None => same_digest.clone(),
        };
        if documents.iter().any(|document| !same_digest.contains(document)) {
            self.changed.push(source.name().to_owned());
        }
        for document in &documents {
            self.by_document.insert(*document, source.clone());
        }
        !documents.is_empty()
    }

    /// The files that are not, byte for byte, the document that they were given for.
    pub fn changed(&self) -> &[String] {
        &self.changed
    }

    /// The text of a document, if it was given.
    pub fn get(&self, document: TermId) -> Option<&Source> {
        self.by_document.get(&document)
    }

    /// The documents whose texts were given, each with its text, in the order of their ids.
    pub fn all(&self) -> Vec<(TermId, &Source)> {
        let mut all: Vec<_> = self.by_document.iter().map(|(id, source)| (*id, source)).collect();
        all.sort_unstable_by_key(|(id, _)| *id);
        all
    }

    /// The words of a span; `None` where its document wasn't given, and then only the document's length is looked at.
    ///
    /// # Errors
    /// [`SpanError`] if the span doesn't fit the document.
    pub fn verify(&self, snapshot: &Snapshot, span: &Span) -> Result<Option<&str>, SpanError> {
        if let Some(source) = self.get(span.document) {
            return span.verify(source).map(Some);
        }
        match document_length(snapshot, span.document) {
            Some(length) if span.range.end > length => {
                Err(SpanError::Outside { end: span.range.end, length })
            }
            _ => Ok(None),
        }
    }
}

/// The documents of a snapshot that have this digest: spans have digests too, and are none.
pub(super) fn documents_with_digest(snapshot: &Snapshot, sha256: &str) -> Vec<TermId> {
    let digest = snapshot.id_of(&Term::from(crate::model::Literal::new_simple_literal(sha256)));
    let (Some(property), Some(digest)) = (snapshot.id_of(wl::SHA256), digest) else {
        return Vec::new();
    };
    let mut documents: Vec<_> = snapshot
        .scan(&QuadPattern::triple(None, Some(property), Some(digest)))
        .map(|quad| quad.subject)
        .filter(|&id| Span::read(snapshot, id).is_err())
        .collect();
    documents.dedup();
    documents
}

pub(super) fn document_length(snapshot: &Snapshot, document: TermId) -> Option<u64> {
    literal_of(snapshot, document, wl::LENGTH)?.parse().ok()
}

/// Everything that a check of the evidence found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct EvidenceReport {
    /// Each annotated fact and each statement, in the order of the documents; those without evidence last.
    pub facts: Vec<CheckedFact>,
    /// How many facts nobody has annotated.
    pub unannotated: u64,
    /// The first of them, at most [`UNANNOTATED_LISTED_MAX`].
    pub unannotated_facts: Vec<Fact>,
    /// Every span of the graph, in the order of the documents, also those that no fact rests on.
    pub spans: Vec<CheckedSpan>,
}

/// How many facts without any annotation a report lists: enough to see what they are, in a graph of millions too.
pub const UNANNOTATED_LISTED_MAX: usize = 100;

/// A reifier and what it reifies.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CheckedFact {
    /// The contents: one triple for a fact, several for some statements.
    pub contents: Vec<Fact>,
    /// Status, speaker and evidence.
    pub annotation: Annotation,
    /// Whether it lacks what `docs/modelling.md` asks for: evidence, or the status Editorial.
    pub lacks_evidence: bool,
    /// Where it breaks the other rules of `docs/modelling.md`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// A span, and the names of what rests on it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CheckedSpan {
    /// The span.
    #[serde(flatten)]
    pub evidence: SpanEvidence,
    /// The reifiers that rest on it, by IRI.
    pub supports: Vec<String>,
}

impl CheckedFact {
    /// Whether one of its spans is wrong.
    pub fn rests_on_a_wrong_span(&self) -> bool {
        let wrong = |span: &SpanEvidence| matches!(span.verdict, SpanVerdict::Wrong { .. });
        self.annotation.evidence.iter().any(wrong)
    }
}

impl EvidenceReport {
    /// The spans that are wrong.
    pub fn wrong(&self) -> impl Iterator<Item = &CheckedSpan> {
        self.spans.iter().filter(|s| matches!(s.evidence.verdict, SpanVerdict::Wrong { .. }))
    }

    /// How many spans were compared with their document and are right.
    pub fn verified(&self) -> usize {
        let verified =
            |s: &&CheckedSpan| matches!(s.evidence.verdict, SpanVerdict::Verified { .. });
        self.spans.iter().filter(verified).count()
    }

    /// How many spans were not compared, because their document wasn't given.
    pub fn unchecked(&self) -> usize {
        self.spans.iter().filter(|s| s.evidence.verdict == SpanVerdict::Unchecked).count()
    }

    /// The facts and statements that break a rule of `docs/modelling.md`.
    pub fn with_problems(&self) -> impl Iterator<Item = &CheckedFact> {
        self.facts.iter().filter(|fact| !fact.problems.is_empty())
    }

    /// The annotated facts with neither evidence nor the status Editorial.
    pub fn lacking(&self) -> impl Iterator<Item = &CheckedFact> {
        self.facts.iter().filter(|fact| fact.lacks_evidence)
    }

    /// How many facts, annotated or not, have neither evidence nor the status Editorial.
    pub fn lacking_total(&self) -> u64 {
        self.lacking().count() as u64 + self.unannotated
    }
}

/// Checks every span of a graph, and whether every fact rests on one.
pub fn check_evidence(
    snapshot: &Snapshot,
    sources: &Sources,
    label: &dyn Fn(TermId) -> Option<String>,
) -> EvidenceReport {
    let explainer = Explainer::new(snapshot, sources, label);
    let reifiers = explainer.reifiers().all();
    let mut facts: Vec<CheckedFact> =
        reifiers.iter().map(|&reifier| checked_reifier(&explainer, reifier)).collect();
    facts.sort_by_cached_key(fact_order);
    let roles = Roles::of(snapshot);
    let (unannotated, unannotated_facts) = unannotated(snapshot, &roles, &explainer);
    let spans = checked_spans(snapshot, &roles, &explainer, &reifiers);
    EvidenceReport { facts, unannotated, unannotated_facts, spans }
}

pub(super) fn checked_reifier(explainer: &Explainer<'_>, id: TermId) -> CheckedFact {
    let reifier = explainer.reifiers().read(id);
    let annotation = explainer.annotation(&reifier);
    let editorial = annotation.known_statuses().any(|status| status == Status::Editorial);
    let contents = explainer.reifiers().contents(id);
    let contents: Vec<Fact> = contents.into_iter().map(|content| explainer.fact(content)).collect();
    CheckedFact {
        problems: problems(&contents, &annotation),
        contents,
        lacks_evidence: annotation.evidence.is_empty() && !editorial,
        annotation,
    }
}

/// Where a reifier breaks the rules: one status, which says whether the content is asserted; a rule behind what is derived.
fn problems(contents: &[Fact], annotation: &Annotation) -> Vec<String> {
    let mut problems = Vec::new();
    if annotation.status.len() != 1 {
        problems.push(format!("it has {} statuses, not one", annotation.status.len()));
    }
    let statuses: Vec<Status> = annotation.known_statuses().collect();
    if statuses.contains(&Status::Derived) && annotation.rule.is_empty() {
        problems.push("it is derived, but names no wl:rule".to_owned());
    }
    for content in contents {
        // Another reifier of the same triple may assert it.
        let may_be_asserted =
            content.annotations.iter().flat_map(Annotation::known_statuses).any(Status::asserts);
        if content.asserted && !statuses.is_empty() && !may_be_asserted {
            problems.push("its triple is asserted, but only said, thought or planned".to_owned());
        }
        if !content.asserted && statuses.iter().any(|status| status.asserts()) {
            problems.push("its triple is not asserted".to_owned());
        }
    }
    problems.dedup();
    problems
}

/// The facts that have no reifier at all: how many, and the first of them.
fn unannotated(snapshot: &Snapshot, roles: &Roles, explainer: &Explainer<'_>) -> (u64, Vec<Fact>) {
    let mut last = None;
    let mut total = 0;
    let mut listed = Vec::new();
    for quad in snapshot.scan(&QuadPattern::ALL) {
        let triple = [quad.subject, quad.predicate, quad.object];
        // A triple that stands in several graphs comes once for each, one after another.
        if last.replace(triple) == Some(triple) {
            continue;
        }
        if roles.is_fact(triple) && explainer.reifiers().of_triple(triple).is_empty() {
            total += 1;
            if listed.len() < UNANNOTATED_LISTED_MAX {
                listed.push(explainer.fact(triple));
            }
        }
    }
    (total, listed)
}

fn checked_spans(
    snapshot: &Snapshot,
    roles: &Roles,
    explainer: &Explainer<'_>,
    reifiers: &[TermId],
) -> Vec<CheckedSpan> {
    let mut supports = FxHashMap::<TermId, Vec<String>>::default();
    for &reifier in reifiers {
        let read = explainer.reifiers().read(reifier);
        for span in read.evidence {
            supports.entry(span).or_default().push(text_of(snapshot, reifier));
        }
    }
    let mut ids: Vec<TermId> = roles.with_role(Role::Span).collect();
    ids.sort_unstable();
    let mut spans: Vec<CheckedSpan> = ids
        .into_iter()
        .map(|id| {
            let mut supports = supports.remove(&id).unwrap_or_default();
            supports.sort();
            CheckedSpan { evidence: explainer.span(id), supports }
        })
        .collect();
    spans.sort_by_cached_key(|span| {
        let evidence = &span.evidence;
        let document = evidence.document.as_ref().map(|document| document.term.to_string());
        (document, evidence.start, evidence.end, evidence.span.term.to_string())
    });
    spans
}

pub(super) fn text_of(snapshot: &Snapshot, id: TermId) -> String {
    match snapshot.term(id) {
        Some(Term::NamedNode(node)) => node.into_string(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

/// Facts without evidence come last; within both, the order of the text, then of the names.
fn fact_order(fact: &CheckedFact) -> (bool, Option<String>, Option<u64>, String) {
    let span = fact.annotation.evidence.first();
    let document = span.and_then(|span| span.document.as_ref()).map(|d| d.term.to_string());
    let name = fact.annotation.reifier.term.to_string();
    (span.is_none(), document, span.and_then(|span| span.start), name)
}
