//! Terms that a query makes or names and the store doesn't hold: each gets an id of this query's own.

use crate::model::{Term, TermId};
use rustc_hash::FxHashMap;

/// Ids from here on are a query's; the store's are far below.
const FIRST: u64 = 1 << 63;

/// The terms of one query. A term that the store holds must never come here: equal terms need equal ids.
#[derive(Debug, Default)]
pub(super) struct QueryTerms {
    ids: FxHashMap<Term, TermId>,
    terms: Vec<Term>,
}

impl QueryTerms {
    pub fn intern(&mut self, term: Term) -> TermId {
        if let Some(&id) = self.ids.get(&term) {
            return id;
        }
        let id = TermId::new(FIRST + self.terms.len() as u64).expect("FIRST is not 0");
        self.terms.push(term.clone());
        self.ids.insert(term, id);
        id
    }

    /// The term of an id; `None` for an id of the store.
    pub fn get(&self, id: TermId) -> Option<&Term> {
        self.terms.get(usize::try_from(id.raw().checked_sub(FIRST)?).ok()?)
    }

    pub fn owns(id: TermId) -> bool {
        id.raw() >= FIRST
    }
}
