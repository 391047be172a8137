//! Loading files into a store: several files, one transaction.

use super::{CommitSummary, Store, StoreError, Transaction};
use crate::format::{BlankNodes, Input, ReadError, ReadOptions, read_quads};
use crate::model::{GraphName, Prefixes};
use thiserror::Error;

/// A load that failed; the store is as it was.
#[derive(Debug, Error)]
pub enum LoadError {
    /// A file can't be read or understood.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The store can't take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a load did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoadSummary {
    /// What the commit did.
    pub commit: CommitSummary,
    /// The prefixes that the files declare; where two files disagree, the first one's.
    pub prefixes: Prefixes,
}

/// Reads files into a store. Blank nodes are kept apart by file, and from those of the store. Dropping it without a commit changes nothing.
pub struct Loader<'a> {
    transaction: Transaction<'a>,
    blank_nodes: BlankNodes,
    prefixes: Prefixes,
}

/// How many quads pass between two reports of progress.
const QUADS_PER_REPORT: u64 = 16_384;

impl<'a> Loader<'a> {
    /// Begins a load, as the store's writer.
    pub fn begin(store: &'a Store) -> Self {
        let transaction = store.begin();
        let blank_nodes = transaction.blank_nodes();
        Self { transaction, blank_nodes, prefixes: Prefixes::default() }
    }

    /// Reads one file. `progress` is told now and then how many quads of it have been read.
    ///
    /// # Errors
    /// [`LoadError`]; the load can only be dropped then.
    pub fn read(
        &mut self,
        input: Input<'_>,
        options: &ReadOptions,
        mut progress: impl FnMut(u64),
    ) -> Result<u64, LoadError> {
        let mut quads = 0;
        let transaction = &mut self.transaction;
        let summary = read_quads(input, options, &mut self.blank_nodes, |quad| {
            quads += 1;
            if quads % QUADS_PER_REPORT == 0 {
                progress(quads);
            }
            transaction.insert(&quad).map_err(LoadError::from)
        })?;
        for (name, namespace) in summary.prefixes.iter() {
            if self.prefixes.get(name).is_none() {
                self.prefixes.insert(name, namespace);
            }
        }
        Ok(quads)
    }

    /// Reads Turtle that is in memory into the default graph.
    ///
    /// # Errors
    /// [`LoadError`].
    pub fn read_turtle(&mut self, name: &str, text: &str) -> Result<u64, LoadError> {
        let input = Input::from_reader(name, crate::format::Syntax::Turtle, text.as_bytes());
        let options = ReadOptions { base: None, graph: GraphName::DefaultGraph };
        self.read(input, &options, |_| {})
    }

    /// Makes what was read visible.
    ///
    /// # Errors
    /// [`LoadError::Store`]; the store is as it was then.
    pub fn commit(self) -> Result<LoadSummary, LoadError> {
        Ok(LoadSummary { commit: self.transaction.commit()?, prefixes: self.prefixes })
    }
}
