//! Reifiers: the nodes that say of a triple who states it, how, and on what evidence.

use crate::model::vocab::{rdf, wl};
use crate::model::{NamedNodeRef, QuadPattern, Term, TermId};
use crate::store::{Snapshot, TermKind};

/// One reifier with its annotations, as ids of the snapshot that it was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reifier {
    /// The node.
    pub id: TermId,
    /// `wl:status`; exactly one where the shapes of `docs/modelling.md` are kept.
    pub statuses: Vec<TermId>,
    /// `wl:saidBy`.
    pub said_by: Vec<TermId>,
    /// `wl:source`.
    pub sources: Vec<TermId>,
    /// `wl:evidence`: spans.
    pub evidence: Vec<TermId>,
    /// `wl:rule`: by which a derived fact follows.
    pub rules: Vec<TermId>,
    /// `wl:derivedFrom`: reifiers of the premises.
    pub derived_from: Vec<TermId>,
}

/// The text of the first literal that a resource has for a property.
pub(crate) fn literal_of(
    snapshot: &Snapshot,
    subject: TermId,
    property: NamedNodeRef<'_>,
) -> Option<String> {
    let pattern = QuadPattern::triple(Some(subject), Some(snapshot.id_of(property)?), None);
    match snapshot.term(snapshot.scan(&pattern).next()?.object)? {
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    }
}

/// Reads the reifiers of a snapshot.
#[derive(Clone, Debug)]
pub struct Reifiers {
    snapshot: Snapshot,
    reifies: Option<TermId>,
    status: Option<TermId>,
    said_by: Option<TermId>,
    source: Option<TermId>,
    evidence: Option<TermId>,
    rule: Option<TermId>,
    derived_from: Option<TermId>,
}

impl Reifiers {
    /// The reader of a snapshot; costs a few look-ups.
    pub fn of(snapshot: &Snapshot) -> Self {
        let id = |iri: NamedNodeRef<'_>| snapshot.id_of(iri);
        Self {
            reifies: id(rdf::REIFIES),
            status: id(wl::STATUS),
            said_by: id(wl::SAID_BY),
            source: id(wl::SOURCE),
            evidence: id(wl::EVIDENCE),
            rule: id(wl::RULE),
            derived_from: id(wl::DERIVED_FROM),
            snapshot: snapshot.clone(),
        }
    }

    /// The snapshot that is read.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Every reifier, in the order of the ids, each once.
    pub fn all(&self) -> Vec<TermId> {
        let Some(reifies) = self.reifies else { return Vec::new() };
        let quads = self.snapshot.scan(&QuadPattern::triple(None, Some(reifies), None));
        // What reifies no triple term, such as a node that JSON-LD made of one, reifies nothing.
        let quads = quads.filter(|quad| self.snapshot.kind(quad.object) == Some(TermKind::Triple));
        let mut ids: Vec<_> = quads.map(|quad| quad.subject).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The reifiers of a triple, whether it is asserted or not.
    pub fn of_triple(&self, triple: [TermId; 3]) -> Vec<TermId> {
        let (Some(reifies), Some(content)) = (self.reifies, self.snapshot.id_of_triple(triple))
        else {
            return Vec::new();
        };
        let pattern = QuadPattern::triple(None, Some(reifies), Some(content));
        let mut ids: Vec<_> = self.snapshot.scan(&pattern).map(|quad| quad.subject).collect();
        ids.dedup();
        ids
    }

    /// Whether the node reifies anything.
    pub fn is_reifier(&self, id: TermId) -> bool {
        self.reifies.is_some_and(|reifies| {
            self.snapshot.count(&QuadPattern::triple(Some(id), Some(reifies), None)) > 0
        })
    }

    /// The triples that a reifier reifies.
    pub fn contents(&self, id: TermId) -> Vec<[TermId; 3]> {
        self.objects(id, self.reifies)
            .into_iter()
            .filter_map(|content| self.snapshot.triple_parts(content))
            .collect()
    }

    /// The reifier's annotations.
    pub fn read(&self, id: TermId) -> Reifier {
        Reifier {
            id,
            statuses: self.statuses(id),
            said_by: self.objects(id, self.said_by),
            sources: self.objects(id, self.source),
            evidence: self.objects(id, self.evidence),
            rules: self.objects(id, self.rule),
            derived_from: self.objects(id, self.derived_from),
        }
    }

    /// The reifier's statuses alone.
    pub fn statuses(&self, id: TermId) -> Vec<TermId> {
        self.objects(id, self.status)
    }

    /// The objects of a node's property in any graph, each once.
    fn objects(&self, subject: TermId, predicate: Option<TermId>) -> Vec<TermId> {
        let Some(predicate) = predicate else { return Vec::new() };
        let pattern = QuadPattern::triple(Some(subject), Some(predicate), None);
        let mut objects: Vec<_> = self.snapshot.scan(&pattern).map(|quad| quad.object).collect();
        objects.dedup();
        objects
    }
}
