//! A reader's view of the store: one version of its content, stable for as long as it is held.

use super::State;
pub use super::dictionary::TermKind;
use super::index::QuadIndexScan;
use crate::model::{
    GraphId, GraphName, IdQuad, NamedOrBlankNode, Quad, QuadPattern, Term, TermId, TermRef,
};
use serde::Serialize;
use std::sync::Arc;

/// Which version of a store's content a snapshot is: the number of commits before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
pub struct SnapshotId(pub u64);

impl SnapshotId {
    /// What a transaction has made so far, which no commit has published. Two snapshots with this id may differ: nothing
    /// that is kept by snapshot may be kept for it.
    pub const UNPUBLISHED: Self = Self(u64::MAX);
}

/// One version of a store's content. Clones are cheap.
#[derive(Clone, Debug)]
pub struct Snapshot {
    state: Arc<State>,
}

/// The quads of a scan.
pub type Scan = QuadIndexScan;

impl Snapshot {
    pub(super) fn new(state: Arc<State>) -> Self {
        Self { state }
    }

    /// The version.
    pub fn id(&self) -> SnapshotId {
        SnapshotId(self.state.tick)
    }

    /// The quads that match, sorted within the scan, each once.
    pub fn scan(&self, pattern: &QuadPattern) -> Scan {
        self.state.quads.scan(pattern)
    }

    /// How many quads match, exactly.
    pub fn count(&self, pattern: &QuadPattern) -> u64 {
        self.state.quads.count(pattern)
    }

    /// Whether the quad is here.
    pub fn contains(&self, quad: &IdQuad) -> bool {
        self.state.quads.contains(quad)
    }

    /// How many quads there are.
    pub fn len(&self) -> u64 {
        self.state.quads.len() as u64
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.state.quads.is_empty()
    }

    /// The graphs that hold a quad, the default graph first.
    pub fn graphs(&self) -> impl Iterator<Item = GraphId> + use<'_> {
        self.state.quads.graphs()
    }

    /// The named graphs that exist, each once: those that hold a quad, and those that were created.
    pub fn named_graphs(&self) -> impl Iterator<Item = TermId> + use<'_> {
        let with_quads = self.graphs().filter_map(|graph| match graph {
            GraphId::Named(name) => Some(name),
            GraphId::Default => None,
        });
        let created = self.state.created.iter().filter_map(|&key| TermId::new(u64::from(key)));
        let empty = created.filter(|&name| self.is_graph_empty(GraphId::Named(name)));
        with_quads.chain(empty)
    }

    /// Whether a named graph exists.
    pub fn contains_graph(&self, name: TermId) -> bool {
        let was_created =
            u32::try_from(name.raw()).is_ok_and(|key| self.state.created.contains(&key));
        was_created || !self.is_graph_empty(GraphId::Named(name))
    }

    /// The graph of this name; `None` if there is none. The default graph always exists.
    pub fn graph(&self, name: &GraphName) -> Option<GraphId> {
        let id = match name {
            GraphName::DefaultGraph => return Some(GraphId::Default),
            GraphName::NamedNode(node) => self.id_of(node)?,
            GraphName::BlankNode(node) => self.id_of(node)?,
        };
        self.contains_graph(id).then_some(GraphId::Named(id))
    }

    fn is_graph_empty(&self, graph: GraphId) -> bool {
        self.count(&QuadPattern { graph: Some(graph), ..QuadPattern::ALL }) == 0
    }

    /// The predicates, each once. A predicate costs a binary search.
    pub fn predicates(&self) -> impl Iterator<Item = TermId> + use<'_> {
        self.state.quads.predicates()
    }

    /// The objects that a predicate has, each once. An object costs a binary search.
    pub fn objects(&self, predicate: TermId) -> impl Iterator<Item = TermId> + use<'_> {
        self.state.quads.objects(predicate)
    }

    /// The id of a term; `None` if the store has never seen it.
    pub fn id_of<'a>(&self, term: impl Into<TermRef<'a>>) -> Option<TermId> {
        self.state.dictionary.get(term.into()).map(id_of_index)
    }

    /// The id of a triple term with these parts; `None` if the store has never seen it.
    pub fn id_of_triple(&self, parts: [TermId; 3]) -> Option<TermId> {
        let [s, p, o] = parts.map(|part| self.index_of(part));
        self.state.dictionary.get_triple([s?, p?, o?]).map(id_of_index)
    }

    /// The term of an id; `None` if this store didn't give the id.
    pub fn term(&self, id: TermId) -> Option<Term> {
        Some(self.state.dictionary.term(self.index_of(id)?))
    }

    /// What the term of an id is, without decoding it.
    pub fn kind(&self, id: TermId) -> Option<TermKind> {
        Some(self.state.dictionary.kind(self.index_of(id)?))
    }

    /// Subject, predicate and object of a triple term; `None` for every other term.
    pub fn triple_parts(&self, id: TermId) -> Option<[TermId; 3]> {
        Some(self.state.dictionary.triple(self.index_of(id)?)?.map(id_of_index))
    }

    /// How many terms the store has seen: ids are 1 to this number.
    pub fn terms_len(&self) -> u64 {
        self.state.dictionary.len() as u64
    }

    /// The quad with its terms; `None` if an id isn't this store's, or stands where its term can't.
    pub fn quad(&self, quad: &IdQuad) -> Option<Quad> {
        let subject = match self.term(quad.subject)? {
            Term::NamedNode(node) => NamedOrBlankNode::from(node),
            Term::BlankNode(node) => node.into(),
            Term::Literal(_) | Term::Triple(_) => return None,
        };
        let Term::NamedNode(predicate) = self.term(quad.predicate)? else { return None };
        let graph = match quad.graph {
            GraphId::Default => GraphName::DefaultGraph,
            GraphId::Named(name) => match self.term(name)? {
                Term::NamedNode(node) => node.into(),
                Term::BlankNode(node) => node.into(),
                Term::Literal(_) | Term::Triple(_) => return None,
            },
        };
        Some(Quad::new(subject, predicate, self.term(quad.object)?, graph))
    }

    /// Bytes that the content takes in memory.
    pub fn size_bytes(&self) -> usize {
        self.state.quads.size_bytes() + self.state.dictionary.size_bytes()
    }

    fn index_of(&self, id: TermId) -> Option<u32> {
        let index = u32::try_from(id.raw() - 1).ok()?;
        ((index as usize) < self.state.dictionary.len()).then_some(index)
    }
}

fn id_of_index(index: u32) -> TermId {
    TermId::new(u64::from(index) + 1).expect("an index plus one is not 0")
}
