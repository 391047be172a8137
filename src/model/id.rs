//! Ids: what the store, the evaluator and the traversals work on instead of terms.

use std::num::NonZeroU64;

/// The id of a term in one store. Two ids of a store are equal exactly when their terms are (RDF 1.2 term equality).
///
/// An id means nothing outside of the store that gave it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct TermId(NonZeroU64);

impl TermId {
    /// The id with this raw value; `None` for 0, which is no term.
    pub const fn new(raw: u64) -> Option<Self> {
        match NonZeroU64::new(raw) {
            Some(raw) => Some(Self(raw)),
            None => None,
        }
    }

    /// The raw value, never 0.
    pub const fn raw(self) -> u64 {
        self.0.get()
    }
}

/// A graph of the dataset: the default graph, or the named graph whose name has this id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum GraphId {
    /// The default graph.
    Default,
    /// A named graph, by the id of its name.
    Named(TermId),
}

/// A quad by ids.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct IdQuad {
    /// Subject: an IRI or a blank node.
    pub subject: TermId,
    /// Predicate: an IRI.
    pub predicate: TermId,
    /// Object: any term.
    pub object: TermId,
    /// The graph that the triple stands in.
    pub graph: GraphId,
}

/// Which quads a scan returns: a position that is `None` matches everything.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct QuadPattern {
    /// Subject.
    pub subject: Option<TermId>,
    /// Predicate.
    pub predicate: Option<TermId>,
    /// Object.
    pub object: Option<TermId>,
    /// Graph; `None` is every graph, the default graph included.
    pub graph: Option<GraphId>,
}

impl QuadPattern {
    /// The pattern that matches every quad.
    pub const ALL: Self = Self { subject: None, predicate: None, object: None, graph: None };

    /// The pattern of these three positions in every graph.
    pub const fn triple(
        subject: Option<TermId>,
        predicate: Option<TermId>,
        object: Option<TermId>,
    ) -> Self {
        Self { subject, predicate, object, graph: None }
    }

    /// Whether the quad is one that the pattern asks for.
    pub fn matches(&self, quad: &IdQuad) -> bool {
        self.subject.is_none_or(|s| s == quad.subject)
            && self.predicate.is_none_or(|p| p == quad.predicate)
            && self.object.is_none_or(|o| o == quad.object)
            && self.graph.is_none_or(|g| g == quad.graph)
    }
}
