//! Statuses: how a source holds a fact.

use crate::model::{NamedNode, NamedNodeRef, Prefixes, Term, vocab};
use thiserror::Error;

/// The statuses that the engine's ontology defines; a graph may use others, by IRI.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// The source itself states it.
    Reported,
    /// It follows by a named rule from spans of the source.
    Derived,
    /// Needed by the graph, not said by the source.
    Editorial,
    /// Somebody says so.
    Claimed,
    /// A judgement.
    Opinion,
    /// An intention, a target, a promise.
    Planned,
}

/// A status that can't be understood.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error(
    "\"{text}\" is no status; the statuses are {}",
    Status::ALL.map(Status::name).join(", ")
)]
pub struct StatusError {
    /// What was given.
    pub text: String,
}

impl Status {
    /// Every status, from the firmest to the least firm.
    pub const ALL: [Self; 6] = [
        Self::Reported,
        Self::Derived,
        Self::Editorial,
        Self::Claimed,
        Self::Opinion,
        Self::Planned,
    ];

    /// The local name, as in `wl:Reported`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "Reported",
            Self::Derived => "Derived",
            Self::Editorial => "Editorial",
            Self::Claimed => "Claimed",
            Self::Opinion => "Opinion",
            Self::Planned => "Planned",
        }
    }

    /// Whether what has this status stands as a triple.
    pub const fn asserts(self) -> bool {
        matches!(self, Self::Reported | Self::Derived | Self::Editorial)
    }

    /// The IRI.
    pub fn iri(self) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{}", vocab::WL, self.name()))
    }

    /// The status of an IRI, if it is one of these.
    pub fn from_iri(iri: NamedNodeRef<'_>) -> Option<Self> {
        let name = iri.as_str().strip_prefix(vocab::WL)?;
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// The status that a term names, if it names one of these.
    pub fn from_term(term: &Term) -> Option<Self> {
        match term {
            Term::NamedNode(iri) => Self::from_iri(iri.as_ref()),
            _ => None,
        }
    }

    /// The IRI of a status by its name in any case, by a prefixed name, or by its IRI.
    ///
    /// # Errors
    /// [`StatusError`] if it is none of these.
    pub fn resolve(text: &str, prefixes: &Prefixes) -> Result<NamedNode, StatusError> {
        if let Some(status) = Self::ALL.into_iter().find(|s| s.name().eq_ignore_ascii_case(text)) {
            return Ok(status.iri());
        }
        let iri = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
        let iri = prefixes.expand(iri).unwrap_or_else(|| iri.to_owned());
        NamedNode::new(iri).map_err(|_| StatusError { text: text.to_owned() })
    }
}
