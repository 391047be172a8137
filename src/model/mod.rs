//! The words that every layer shares: RDF terms, the ids that stand for them, prefixes, limits, places in a file.
//!
//! The terms are oxigraph's own types, so that a program that embeds Westlake has one set of them.
//! Nothing here reads, stores or prints.

mod id;
mod limits;
mod place;
mod prefixes;
pub mod vocab;

pub use id::{GraphId, IdQuad, QuadPattern, TermId};
pub use limits::{LimitExceeded, Limits};
pub use oxigraph::model::{
    BaseDirection, BlankNode, GraphName, GraphNameRef, Literal, LiteralRef, NamedNode,
    NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, QuadRef, Term, TermRef, Triple,
    TripleRef, Variable,
};
pub use place::Place;
pub(crate) use place::line_and_column_after;
pub use prefixes::Prefixes;
