//! Writing: all of a transaction's changes, or none.

use super::dictionary::NewTerms;
use super::index::Row;
use super::{Snapshot, SnapshotId, State, Store, StoreError};
use crate::format::BlankNodes;
use crate::model::{GraphNameRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use serde::Serialize;
use std::sync::{Arc, MutexGuard};

/// Changes on their way into a store. Readers see nothing of them before [`commit`](Self::commit).
#[derive(Debug)]
pub struct Transaction<'a> {
    store: &'a Store,
    _writer: MutexGuard<'a, ()>,
    /// What readers see meanwhile.
    base: Arc<State>,
    /// The base with the changes up to the last [`fold`](Self::fold).
    folded: State,
    terms: NewTerms,
    /// The changes since, in the order in which they were asked for; of several for one quad the last counts.
    changes: Vec<(Row, bool)>,
    /// Quads of the base that `folded` lacks.
    removed: u64,
}

/// What a commit did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct CommitSummary {
    /// The version that readers see from now on.
    pub snapshot: SnapshotId,
    /// Quads that were not there before.
    pub inserted: u64,
    /// Quads that were there before.
    pub removed: u64,
    /// Whether anything is different from before: a quad, or which graphs were created.
    pub changed: bool,
}

/// The graphs that are cleared or dropped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GraphSet<'a> {
    /// One graph.
    One(GraphNameRef<'a>),
    /// Every graph but the default graph.
    Named,
    /// Every graph.
    All,
}

impl<'a> Transaction<'a> {
    pub(super) fn new(store: &'a Store, writer: MutexGuard<'a, ()>, base: Arc<State>) -> Self {
        let terms = NewTerms::on(Arc::clone(&base.dictionary));
        let folded = (*base).clone();
        Self { store, _writer: writer, base, folded, terms, changes: Vec::new(), removed: 0 }
    }

    /// Inserts a quad; one that is there already stays as it is.
    ///
    /// # Errors
    /// [`StoreError::Full`].
    pub fn insert<'q>(&mut self, quad: impl Into<QuadRef<'q>>) -> Result<(), StoreError> {
        let quad = quad.into();
        let row = [
            self.intern(quad.subject.into())?,
            self.intern(quad.predicate.into())?,
            self.intern(quad.object)?,
            match quad.graph_name {
                GraphNameRef::DefaultGraph => 0,
                GraphNameRef::NamedNode(node) => self.intern(node.into())?,
                GraphNameRef::BlankNode(node) => self.intern(node.into())?,
            },
        ];
        self.changes.push((row, true));
        Ok(())
    }

    /// Removes a quad; one that isn't there is no error.
    pub fn remove<'q>(&mut self, quad: impl Into<QuadRef<'q>>) {
        let quad = quad.into();
        let key = |term| self.terms.get(term).map(key_of_index);
        let graph = self.graph_key(quad.graph_name);
        let row = (key(quad.subject.into()), key(quad.predicate.into()), key(quad.object), graph);
        if let (Some(s), Some(p), Some(o), Some(g)) = row {
            self.changes.push(([s, p, o, g], false));
        }
    }

    /// Makes a named graph exist, also without a quad. One that exists already keeps its quads.
    ///
    /// # Errors
    /// [`StoreError::Full`].
    pub fn create_graph<'n>(
        &mut self,
        name: impl Into<NamedOrBlankNodeRef<'n>>,
    ) -> Result<(), StoreError> {
        let key = self.intern(name.into().into())?;
        if !self.folded.created.contains(&key) {
            Arc::make_mut(&mut self.folded.created).insert(key);
        }
        Ok(())
    }

    /// Removes every quad of some graphs. Those that were created go on to exist.
    ///
    /// # Errors
    /// [`StoreError::Full`].
    pub fn clear_graphs(&mut self, graphs: GraphSet<'_>) -> Result<(), StoreError> {
        let Some(is_meant) = self.keys_of(graphs) else { return Ok(()) };
        self.fold()?;
        let all = self.folded.quads.rows();
        self.changes.extend(all.filter(|row| is_meant(row[3])).map(|row| (row, false)));
        Ok(())
    }

    /// Removes every quad of some graphs, and ends the existence of those that were created.
    ///
    /// # Errors
    /// [`StoreError::Full`].
    pub fn drop_graphs(&mut self, graphs: GraphSet<'_>) -> Result<(), StoreError> {
        self.clear_graphs(graphs)?;
        let Some(is_meant) = self.keys_of(graphs) else { return Ok(()) };
        if self.folded.created.iter().any(|&key| is_meant(key)) {
            Arc::make_mut(&mut self.folded.created).retain(|&key| !is_meant(key));
        }
        Ok(())
    }

    /// What the store would hold after a commit, for this transaction alone: it can read what it has written. Costs a
    /// pass over the store where something has changed since the last one. Its id is [`SnapshotId::UNPUBLISHED`].
    ///
    /// # Errors
    /// [`StoreError::Full`].
    pub fn snapshot(&mut self) -> Result<Snapshot, StoreError> {
        self.fold()?;
        let tick = SnapshotId::UNPUBLISHED.0;
        Ok(Snapshot::new(Arc::new(State { tick, ..self.folded.clone() })))
    }

    /// Labels for new blank nodes, none of which the store has.
    pub fn blank_nodes(&self) -> BlankNodes {
        BlankNodes::after(self.folded.last_blank_node)
    }

    /// Makes the changes visible to the snapshots that are taken from now on.
    ///
    /// # Errors
    /// [`StoreError::Full`]; nothing is changed then.
    pub fn commit(mut self) -> Result<CommitSummary, StoreError> {
        self.fold()?;
        let Self { store, base, folded, removed, .. } = self;
        let inserted = folded.quads.len() as u64 + removed - base.quads.len() as u64;
        let changed = inserted > 0 || removed > 0 || folded.created != base.created;
        let tick = base.tick + 1;
        store.publish(State { tick, ..folded });
        Ok(CommitSummary { snapshot: SnapshotId(tick), inserted, removed, changed })
    }

    /// Makes the changes so far part of `folded`.
    fn fold(&mut self) -> Result<(), StoreError> {
        // Let go first: a dictionary that only the new terms hold is not copied.
        self.folded.dictionary = Arc::default();
        let terms = std::mem::replace(&mut self.terms, NewTerms::on(Arc::default()));
        self.folded.dictionary = terms.into_dictionary()?;
        self.terms = NewTerms::on(Arc::clone(&self.folded.dictionary));
        if self.changes.is_empty() {
            return Ok(());
        }
        let mut changes = std::mem::take(&mut self.changes);
        keep_last_of_each(&mut changes);
        self.removed = self.removed + self.removals(&changes) - self.returns(&changes);
        self.folded.quads = Arc::new(self.folded.quads.with_changes(&changes));
        Ok(())
    }

    /// How many quads of the base the changes remove.
    fn removals(&self, changes: &[(Row, bool)]) -> u64 {
        let (base, folded) = (&self.base.quads, &self.folded.quads);
        let removals = changes.iter().filter(|(_, insert)| !insert);
        removals.filter(|(row, _)| base.contains_row(row) && folded.contains_row(row)).count()
            as u64
    }

    /// How many quads of the base they bring back.
    fn returns(&self, changes: &[(Row, bool)]) -> u64 {
        let (base, folded) = (&self.base.quads, &self.folded.quads);
        if self.removed == 0 {
            return 0;
        }
        let insertions = changes.iter().filter(|(_, insert)| *insert);
        let is_back = |row: &Row| base.contains_row(row) && !folded.contains_row(row);
        insertions.filter(|(row, _)| is_back(row)).count() as u64
    }

    fn intern(&mut self, term: TermRef<'_>) -> Result<u32, StoreError> {
        note_blank_nodes(term, &mut self.folded.last_blank_node);
        self.terms.intern(term).map(key_of_index)
    }

    /// The key of a graph; `None` if it can't hold a quad, because its name is no term of the store.
    fn graph_key(&self, graph: GraphNameRef<'_>) -> Option<u32> {
        let key = |term| self.terms.get(term).map(key_of_index);
        match graph {
            GraphNameRef::DefaultGraph => Some(0),
            GraphNameRef::NamedNode(node) => key(node.into()),
            GraphNameRef::BlankNode(node) => key(node.into()),
        }
    }

    /// Which keys are those of these graphs; `None` if none is.
    fn keys_of(&self, graphs: GraphSet<'_>) -> Option<impl Fn(u32) -> bool + use<>> {
        let (one, default) = match graphs {
            GraphSet::One(graph) => (Some(self.graph_key(graph)?), false),
            GraphSet::Named => (None, false),
            GraphSet::All => (None, true),
        };
        Some(move |key: u32| one.map_or(default || key != 0, |one| one == key))
    }
}

fn key_of_index(index: u32) -> u32 {
    index + 1
}

/// Raises the number to that of the term's last blank node with a label that [`BlankNodes`] may give.
fn note_blank_nodes(term: TermRef<'_>, last: &mut u64) {
    match term {
        TermRef::BlankNode(node) => {
            let number = BlankNodes::number_of(node.as_str());
            // Numbers that nobody counts up to don't end the count.
            *last = number.filter(|number| *number < 1 << 62).map_or(*last, |n| n.max(*last));
        }
        TermRef::Triple(triple) => {
            note_blank_nodes(triple.subject.as_ref().into(), last);
            note_blank_nodes(triple.object.as_ref(), last);
        }
        TermRef::NamedNode(_) | TermRef::Literal(_) => {}
    }
}

/// Sorts by quad; of several changes for one quad only the last stays.
fn keep_last_of_each(changes: &mut Vec<(Row, bool)>) {
    // Reversed first, because a stable sort and `dedup` keep the first of equals.
    changes.reverse();
    changes.sort_by_key(|(row, _)| *row);
    changes.dedup_by_key(|(row, _)| *row);
}
