//! LOAD: what an update reads from elsewhere.

use super::operation::Operation;
use super::{Update, UpdateError, UpdateOptions};
use crate::format::{Input, ReadError, ReadOptions, read_quads};
use crate::model::{GraphName, LimitExceeded, Limits, NamedNode, Quad};
use crate::store::Transaction;
use std::fmt::Debug;

/// Why something can't be fetched, or read.
pub type FetchError = Box<dyn std::error::Error + Send + Sync>;

/// Gets what an update's LOADs name. The library itself fetches nothing.
pub trait Fetch: Debug + Send + Sync {
    /// Looks whether a document may be fetched at all, without asking anybody. It is asked for each LOAD before anything is
    /// run.
    ///
    /// # Errors
    /// [`FetchError`]; LOAD SILENT doesn't pass over it.
    fn admit(&self, iri: &NamedNode) -> Result<(), FetchError>;

    /// The content of a document, whose syntax is told by whoever fetches it. It is read at once, within the limits.
    ///
    /// # Errors
    /// [`FetchError`]; LOAD SILENT passes over it.
    fn fetch(&self, iri: &NamedNode, limits: &Limits) -> Result<Input<'static>, FetchError>;
}

/// How many quads pass between two looks at the limits.
const QUADS_PER_CHECK: usize = 1_024;

impl Update {
    /// What the LOADs of the update would fetch, in the order of its text.
    pub fn loads(&self) -> impl Iterator<Item = &NamedNode> {
        self.operations.iter().filter_map(|operation| match operation {
            Operation::Load { source, .. } => Some(source),
            _ => None,
        })
    }

    /// Looks whether everything that is loaded may be. Files never are.
    pub(super) fn check_loads(&self, options: &UpdateOptions) -> Result<(), UpdateError> {
        let admits =
            |iri: &NamedNode| options.fetch.as_ref().is_some_and(|fetch| fetch.admit(iri).is_ok());
        let is_allowed = |iri: &NamedNode| !is_file(iri) && admits(iri);
        match self.loads().find(|iri| !is_allowed(iri)) {
            Some(iri) => Err(UpdateError::LoadNotAllowed { iri: iri.as_str().to_owned() }),
            None => Ok(()),
        }
    }
}

fn is_file(iri: &NamedNode) -> bool {
    let scheme = iri.as_str().split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("file")
}

/// Reads a document into a graph, whole or not at all.
pub(super) fn load(
    transaction: &mut Transaction<'_>,
    source: &NamedNode,
    graph: &GraphName,
    silent: bool,
    options: &UpdateOptions,
) -> Result<(), UpdateError> {
    let quads = match read(transaction, source, graph, options) {
        Ok(quads) => quads,
        Err(ReadFailure::Limit(limit)) => return Err(limit.into()),
        // What was fetched may have ended for want of time, which SILENT doesn't pass over.
        Err(ReadFailure::Fetch(_)) if silent => return Ok(options.limits.check()?),
        Err(ReadFailure::Fetch(error)) => {
            return Err(UpdateError::Load { iri: source.as_str().to_owned(), source: error });
        }
    };
    if let GraphName::NamedNode(name) = graph {
        transaction.create_graph(name)?;
    }
    for quad in &quads {
        transaction.insert(quad)?;
    }
    Ok(())
}

enum ReadFailure {
    /// SILENT doesn't pass over it.
    Limit(LimitExceeded),
    Fetch(FetchError),
}

impl From<ReadError> for ReadFailure {
    fn from(error: ReadError) -> Self {
        Self::Fetch(error.into())
    }
}

fn read(
    transaction: &Transaction<'_>,
    source: &NamedNode,
    graph: &GraphName,
    options: &UpdateOptions,
) -> Result<Vec<Quad>, ReadFailure> {
    let fetch =
        options.fetch.as_ref().ok_or_else(|| ReadFailure::Fetch("nobody fetches it".into()))?;
    let input = fetch.fetch(source, &options.limits).map_err(ReadFailure::Fetch)?;
    let read = ReadOptions { base: Some(source.as_str().to_owned()), graph: graph.clone() };
    let mut quads = Vec::new();
    read_quads(input, &read, &mut transaction.blank_nodes(), |quad| {
        if quads.len() % QUADS_PER_CHECK == 0 {
            options.limits.check().map_err(ReadFailure::Limit)?;
        }
        quads.push(quad);
        Ok::<_, ReadFailure>(())
    })?;
    Ok(quads)
}
