//! What the reifiers state, read in one pass that is bounded.

use crate::model::vocab::rdf;
use crate::model::{GraphId, QuadPattern, TermId};
use crate::store::Snapshot;

/// More reifying triples than these are not read: a hint must cost less than a query.
const REIFYING_READ_MAX: u64 = 1_000_000;

/// A triple that reifiers state, whether it is asserted or not.
pub(super) struct Stated {
    pub triple: [TermId; 3],
    /// Each reifier, and the graph in which it reifies the triple.
    pub reifiers: Vec<(TermId, GraphId)>,
}

impl Stated {
    pub fn pattern(&self) -> QuadPattern {
        let [subject, predicate, object] = self.triple.map(Some);
        QuadPattern::triple(subject, predicate, object)
    }
}

/// Each triple that a reifier states, once; none where there are too many.
pub(super) fn stated(snapshot: &Snapshot) -> impl Iterator<Item = Stated> + use<'_> {
    let reifying = snapshot
        .id_of(rdf::REIFIES)
        .map(|reifies| QuadPattern::triple(None, Some(reifies), None))
        .filter(|pattern| snapshot.count(pattern) <= REIFYING_READ_MAX);
    // By predicate and object: the reifiers of a triple come one after another.
    let mut quads = reifying.into_iter().flat_map(|pattern| snapshot.scan(&pattern)).peekable();
    std::iter::from_fn(move || {
        loop {
            let first = quads.next()?;
            let mut reifiers = vec![(first.subject, first.graph)];
            while let Some(quad) = quads.next_if(|quad| quad.object == first.object) {
                reifiers.push((quad.subject, quad.graph));
            }
            // What reifies no triple term states nothing.
            if let Some(triple) = snapshot.triple_parts(first.object) {
                return Some(Stated { triple, reifiers });
            }
        }
    })
}
