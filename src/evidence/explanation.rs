//! The explanation tree: answer → facts → reifiers (status, speaker, source) → spans → the document's digest.
//!
//! One JSON shape for every answer that explains itself; `docs/json.md` describes it.

use super::{Reifier, Reifiers, Sources, Span, SpanError, Status, literal_of};
use crate::model::vocab::{wl, xsd};
use crate::model::{BaseDirection, QuadPattern, Term, TermId};
use crate::store::Snapshot;
use serde::Serialize;

/// A term, as the SPARQL 1.2 Query Results JSON Format writes it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum JsonTerm {
    /// An IRI.
    Uri {
        /// The IRI.
        value: String,
    },
    /// A blank node.
    Bnode {
        /// Its label.
        value: String,
    },
    /// A literal.
    Literal {
        /// The lexical form.
        value: String,
        /// The datatype's IRI, if it is neither xsd:string nor a language-tagged string.
        #[serde(skip_serializing_if = "Option::is_none")]
        datatype: Option<String>,
        /// The language tag.
        #[serde(rename = "xml:lang", skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// The base direction, `ltr` or `rtl`.
        #[serde(rename = "its:dir", skip_serializing_if = "Option::is_none")]
        direction: Option<&'static str>,
    },
    /// A triple term.
    Triple {
        /// Its parts.
        value: Box<JsonTriple>,
    },
}

/// The parts of a triple term.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct JsonTriple {
    /// Subject.
    #[cfg_attr(feature = "server", schema(no_recursion))]
    pub subject: JsonTerm,
    /// Predicate.
    #[cfg_attr(feature = "server", schema(no_recursion))]
    pub predicate: JsonTerm,
    /// Object.
    #[cfg_attr(feature = "server", schema(no_recursion))]
    pub object: JsonTerm,
}

impl From<&Term> for JsonTerm {
    fn from(term: &Term) -> Self {
        match term {
            Term::NamedNode(node) => Self::Uri { value: node.as_str().to_owned() },
            Term::BlankNode(node) => Self::Bnode { value: node.as_str().to_owned() },
            Term::Literal(literal) => Self::Literal {
                value: literal.value().to_owned(),
                datatype: (literal.language().is_none() && literal.datatype() != xsd::STRING)
                    .then(|| literal.datatype().as_str().to_owned()),
                language: literal.language().map(str::to_owned),
                direction: literal.direction().map(|direction| match direction {
                    BaseDirection::Ltr => "ltr",
                    BaseDirection::Rtl => "rtl",
                }),
            },
            Term::Triple(triple) => Self::Triple {
                value: Box::new(JsonTriple {
                    subject: Self::from(&triple.subject.clone().into()),
                    predicate: Self::from(&triple.predicate.clone().into()),
                    object: Self::from(&triple.object),
                }),
            },
        }
    }
}

/// A term and what it is called.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Node {
    /// The term itself, for programs and for short names.
    #[serde(skip)]
    pub term: Term,
    /// The term in JSON.
    #[serde(flatten)]
    pub json: JsonTerm,
    /// The name, for a resource that has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A triple that is asserted, or stated by somebody, with everything that is known of its origin.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Fact {
    /// Subject.
    pub subject: Node,
    /// Predicate.
    pub predicate: Node,
    /// Object.
    pub object: Node,
    /// Whether the graph holds the triple; if not, somebody says, thinks or plans it.
    pub asserted: bool,
    /// Its reifiers; none where nobody has annotated it.
    pub annotations: Vec<Annotation>,
}

/// What one reifier says of a fact.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Annotation {
    /// The reifier: the node that a citation names.
    pub reifier: Node,
    /// The statuses; exactly one in a graph that keeps the shapes.
    pub status: Vec<Node>,
    /// Who says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said_by: Vec<Node>,
    /// The documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<Node>,
    /// By which rule a derived fact follows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rule: Vec<Node>,
    /// From what a derived fact follows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "server", schema(no_recursion))]
    pub derived_from: Vec<Fact>,
    /// Where the documents say so.
    pub evidence: Vec<SpanEvidence>,
}

/// A span, and what came of looking at it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SpanEvidence {
    /// The span's node.
    pub span: Node,
    /// The document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Node>,
    /// SHA-256 of the document, as the graph has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_sha256: Option<String>,
    /// First code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u64>,
    /// Behind the last code point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<u64>,
    /// SHA-256 of the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// What came of comparing it with the document.
    #[serde(flatten)]
    pub verdict: SpanVerdict,
}

/// What came of comparing a span with its document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(tag = "verdict", rename_all = "lowercase")]
pub enum SpanVerdict {
    /// The document wasn't given.
    Unchecked,
    /// The words are the ones that were cited.
    Verified {
        /// The words.
        words: String,
    },
    /// They are not.
    Wrong {
        /// What is wrong.
        problem: String,
    },
}

/// Makes explanations of a snapshot's triples.
pub struct Explainer<'a> {
    reifiers: Reifiers,
    sources: &'a Sources,
    label: &'a dyn Fn(TermId) -> Option<String>,
}

/// How far premises of premises are followed.
const PREMISE_DEPTH_MAX: usize = 8;

impl<'a> Explainer<'a> {
    /// An explainer that shows the words of these sources, and calls resources by these names.
    pub fn new(
        snapshot: &Snapshot,
        sources: &'a Sources,
        label: &'a dyn Fn(TermId) -> Option<String>,
    ) -> Self {
        Self { reifiers: Reifiers::of(snapshot), sources, label }
    }

    /// The explainer's reader of reifiers.
    pub fn reifiers(&self) -> &Reifiers {
        &self.reifiers
    }

    /// A triple with its origin.
    pub fn fact(&self, triple: [TermId; 3]) -> Fact {
        self.fact_at(triple, 0)
    }

    fn fact_at(&self, triple: [TermId; 3], depth: usize) -> Fact {
        let [subject, predicate, object] = triple;
        let pattern = QuadPattern::triple(Some(subject), Some(predicate), Some(object));
        let mut annotations: Vec<Annotation> = self
            .reifiers
            .of_triple(triple)
            .into_iter()
            .map(|reifier| self.annotation_at(&self.reifiers.read(reifier), depth))
            .collect();
        annotations.sort_by_cached_key(Annotation::sort_key);
        Fact {
            subject: self.node(subject),
            predicate: self.node(predicate),
            object: self.node(object),
            asserted: self.snapshot().count(&pattern) > 0,
            annotations,
        }
    }

    /// What a reifier says.
    pub fn annotation(&self, reifier: &Reifier) -> Annotation {
        self.annotation_at(reifier, 0)
    }

    fn annotation_at(&self, reifier: &Reifier, depth: usize) -> Annotation {
        let nodes = |ids: &[TermId]| ids.iter().map(|&id| self.node(id)).collect();
        let mut evidence: Vec<_> = reifier.evidence.iter().map(|&span| self.span(span)).collect();
        evidence.sort_by_key(|span| (span.start, span.end));
        let derived_from = reifier
            .derived_from
            .iter()
            .filter(|_| depth < PREMISE_DEPTH_MAX)
            .flat_map(|&premise| self.reifiers.contents(premise))
            .map(|content| self.fact_at(content, depth + 1))
            .collect();
        Annotation {
            reifier: self.node(reifier.id),
            status: nodes(&reifier.statuses),
            said_by: nodes(&reifier.said_by),
            source: nodes(&reifier.sources),
            rule: nodes(&reifier.rules),
            derived_from,
            evidence,
        }
    }

    /// A span, compared with its document if that was given.
    pub fn span(&self, id: TermId) -> SpanEvidence {
        let mut evidence = SpanEvidence {
            span: self.node(id),
            document: None,
            document_sha256: None,
            start: None,
            end: None,
            sha256: None,
            verdict: SpanVerdict::Unchecked,
        };
        let wrong = |error: SpanError| SpanVerdict::Wrong { problem: error.to_string() };
        match Span::read(self.snapshot(), id) {
            Err(error) => evidence.verdict = wrong(error),
            Ok(span) => {
                evidence.document = Some(self.node(span.document));
                evidence.document_sha256 = literal_of(self.snapshot(), span.document, wl::SHA256);
                evidence.start = Some(span.range.start);
                evidence.end = Some(span.range.end);
                evidence.verdict = match self.sources.verify(self.snapshot(), &span) {
                    Ok(Some(words)) => SpanVerdict::Verified { words: words.to_owned() },
                    Ok(None) => SpanVerdict::Unchecked,
                    Err(error) => wrong(error),
                };
                evidence.sha256 = Some(span.sha256);
            }
        }
        evidence
    }

    /// A resource or literal with its name.
    pub fn node(&self, id: TermId) -> Node {
        let term = self.snapshot().term(id).expect("an id that was read from this very snapshot");
        Node { json: JsonTerm::from(&term), label: (self.label)(id), term }
    }

    fn snapshot(&self) -> &Snapshot {
        self.reifiers.snapshot()
    }
}

impl Annotation {
    /// Those of its statuses that the engine knows.
    pub fn known_statuses(&self) -> impl Iterator<Item = Status> {
        self.status.iter().filter_map(|status| Status::from_term(&status.term))
    }

    /// Firm statuses first, then the order of the reifiers' names.
    fn sort_key(&self) -> (usize, String) {
        let rank = self.known_statuses().min().map_or(usize::MAX, |status| status as usize);
        (rank, self.reifier.term.to_string())
    }
}
