//! Writing: all of a transaction's changes, or none.

use super::dictionary::NewTerms;
use super::index::Row;
use super::{SnapshotId, State, Store, StoreError};
use crate::model::{GraphNameRef, QuadRef};
use std::sync::{Arc, MutexGuard};

/// Changes on their way into a store. Readers see nothing of them before [`commit`](Self::commit).
#[derive(Debug)]
pub struct Transaction<'a> {
    store: &'a Store,
    _writer: MutexGuard<'a, ()>,
    base: Arc<State>,
    terms: NewTerms,
    /// In the order in which they were asked for; of several for one quad the last counts.
    changes: Vec<(Row, bool)>,
}

/// What a commit did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CommitSummary {
    /// The version that readers see from now on.
    pub snapshot: SnapshotId,
    /// Quads that were not there before.
    pub inserted: u64,
    /// Quads that were there before.
    pub removed: u64,
}

impl<'a> Transaction<'a> {
    pub(super) fn new(store: &'a Store, writer: MutexGuard<'a, ()>, base: Arc<State>) -> Self {
        let terms = NewTerms::on(Arc::clone(&base.dictionary));
        Self { store, _writer: writer, base, terms, changes: Vec::new() }
    }

    /// Inserts a quad; one that is there already stays as it is.
    ///
    /// # Errors
    /// [`StoreError::Full`].
    pub fn insert<'q>(&mut self, quad: impl Into<QuadRef<'q>>) -> Result<(), StoreError> {
        let quad = quad.into();
        let key = |index: u32| index + 1;
        let row = [
            key(self.terms.intern(quad.subject.into())?),
            key(self.terms.intern(quad.predicate.into())?),
            key(self.terms.intern(quad.object)?),
            match quad.graph_name {
                GraphNameRef::DefaultGraph => 0,
                GraphNameRef::NamedNode(node) => key(self.terms.intern(node.into())?),
                GraphNameRef::BlankNode(node) => key(self.terms.intern(node.into())?),
            },
        ];
        self.changes.push((row, true));
        Ok(())
    }

    /// Removes a quad; one that isn't there is no error.
    pub fn remove<'q>(&mut self, quad: impl Into<QuadRef<'q>>) {
        let quad = quad.into();
        let key = |term| self.terms.get(term).map(|index| index + 1);
        let graph = match quad.graph_name {
            GraphNameRef::DefaultGraph => Some(0),
            GraphNameRef::NamedNode(node) => key(node.into()),
            GraphNameRef::BlankNode(node) => key(node.into()),
        };
        let row = (key(quad.subject.into()), key(quad.predicate.into()), key(quad.object), graph);
        if let (Some(s), Some(p), Some(o), Some(g)) = row {
            self.changes.push(([s, p, o, g], false));
        }
    }

    /// Makes the changes visible to the snapshots that are taken from now on.
    ///
    /// # Errors
    /// [`StoreError::Full`]; nothing is changed then.
    pub fn commit(mut self) -> Result<CommitSummary, StoreError> {
        keep_last_of_each(&mut self.changes);
        let quads = Arc::new(self.base.quads.with_changes(&self.changes));
        let removed = self.removed();
        let inserted = quads.len() as u64 + removed - self.base.quads.len() as u64;
        let dictionary = if self.terms.is_empty() {
            Arc::clone(&self.base.dictionary)
        } else {
            let mut dictionary = (*self.base.dictionary).clone();
            dictionary.append(self.terms.into_added())?;
            Arc::new(dictionary)
        };
        let tick = self.base.tick + 1;
        self.store.publish(State { tick, dictionary, quads });
        Ok(CommitSummary { snapshot: SnapshotId(tick), inserted, removed })
    }

    fn removed(&self) -> u64 {
        let spo = &self.base.quads;
        let removals = self.changes.iter().filter(|(_, insert)| !insert);
        removals.filter(|(row, _)| spo.contains_row(row)).count() as u64
    }
}

/// Sorts by quad; of several changes for one quad only the last stays.
fn keep_last_of_each(changes: &mut Vec<(Row, bool)>) {
    // Reversed first, because a stable sort and `dedup` keep the first of equals.
    changes.reverse();
    changes.sort_by_key(|(row, _)| *row);
    changes.dedup_by_key(|(row, _)| *row);
}
