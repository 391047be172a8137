//! Loading files into a store: several files, one transaction.

use super::{CommitSummary, Store, StoreError, Transaction};
use crate::format::{BlankNodes, Input, ReadError, ReadOptions, read_quads};
use crate::model::{GraphName, Prefixes, Quad};
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
    /// A file that should hold the triples of one graph names another.
    #[error(
        "there is a triple in the graph {graph}, and only those of one graph are read; leave its name out"
    )]
    OtherGraph {
        /// The graph's name.
        graph: GraphName,
    },
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
        self.read_each(input, options, |_| {
            quads += 1;
            if quads % QUADS_PER_REPORT == 0 {
                progress(quads);
            }
            Ok(())
        })?;
        Ok(quads)
    }

    /// Reads a file of the triples of one graph, which is that of the options.
    ///
    /// # Errors
    /// [`LoadError`], also for a triple of another graph; the load can only be dropped then.
    pub fn read_graph(&mut self, input: Input<'_>, options: &ReadOptions) -> Result<(), LoadError> {
        self.read_each(input, options, |quad| {
            if quad.graph_name == options.graph {
                return Ok(());
            }
            Err(LoadError::OtherGraph { graph: quad.graph_name.clone() })
        })
    }

    fn read_each(
        &mut self,
        input: Input<'_>,
        options: &ReadOptions,
        mut look: impl FnMut(&Quad) -> Result<(), LoadError>,
    ) -> Result<(), LoadError> {
        let transaction = &mut self.transaction;
        let summary = read_quads(input, options, &mut self.blank_nodes, |quad| {
            look(&quad)?;
            transaction.insert(&quad).map_err(LoadError::from)
        })?;
        for (name, namespace) in summary.prefixes.iter() {
            if self.prefixes.get(name).is_none() {
                self.prefixes.insert(name, namespace);
            }
        }
        Ok(())
    }

    /// The transaction that it reads into, for what is no file: which graphs are made, cleared or dropped.
    pub fn transaction(&mut self) -> &mut Transaction<'a> {
        &mut self.transaction
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
