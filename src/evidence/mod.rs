//! Who says a thing, and on what evidence: statuses, views, reifiers, sources and their spans.
//!
//! `docs/modelling.md` has the shapes in RDF. This layer reads them from a snapshot and checks them against sources.

pub mod article;
mod cite;
mod document;
mod entity_graph;
mod explanation;
mod ontology;
mod reifier;
mod relocate;
mod roles;
mod span;
mod status;
mod verify;
mod view;
#[cfg(test)]
pub(crate) mod random_quads;
#[cfg(test)]
mod view_model_test;

pub use cite::{Citation, CitationError, CitationJson, FactToCite, parse_fact};
pub use document::{Source, SourceError};
pub use entity_graph::{EntityEdge, EntityEdges, EntityGraph, StatementJoin};
pub use explanation::{Annotation, Explainer, Fact, JsonTerm, Node, SpanEvidence, SpanVerdict};
pub use ontology::Ontology;
pub(crate) use ontology::engine_phrases;
pub(crate) use reifier::literal_of;
pub use reifier::{Reifier, Reifiers};
pub use relocate::{
    Lead, LeadKind, Letters, Offsets, RelocatedDocument, RelocatedSpan, Relocation,
    RelocationCounts, RelocationError, RelocationOutcome, relocate,
};
pub use roles::{Role, Roles};
pub use span::{Span, SpanError};
pub use status::{Status, StatusError};
pub use verify::{
    CheckedFact, CheckedSpan, EvidenceReport, SourceMatch, Sources, UNANNOTATED_LISTED_MAX,
    check_evidence,
};
pub use view::{View, ViewScan, ViewSpec};
