//! The graph of the article and the engine's ontology, which are embedded in the program.

use crate::format::{BlankNodes, Input, ReadError, ReadOptions, Syntax, read_quads};
use crate::model::{GraphName, Prefixes};
use crate::store::{Snapshot, Store, StoreError, Transaction};
use std::sync::OnceLock;
use thiserror::Error;

const ONTOLOGY: &str = include_str!("../../graph/ontology.ttl");
const ARTICLE: &str = include_str!("../../graph/article.ttl");

#[derive(Debug, Error)]
enum EmbedError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A new store with the article's graph and its ontology in the default graph, and the prefixes that they declare.
pub fn load() -> (Store, Prefixes) {
    embedded(&[("graph/ontology.ttl", ONTOLOGY), ("graph/article.ttl", ARTICLE)])
}

/// The engine's ontology alone.
pub(super) fn ontology_snapshot() -> Snapshot {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| embedded(&[("graph/ontology.ttl", ONTOLOGY)]).0).snapshot()
}

fn embedded(files: &[(&str, &str)]) -> (Store, Prefixes) {
    let store = Store::new();
    let mut prefixes = Prefixes::standard();
    let mut transaction = store.begin();
    let mut blank_nodes = BlankNodes::default();
    for (name, text) in files {
        let read = read(name, text, &mut blank_nodes, &mut transaction, &mut prefixes);
        // A test of this module loads these very files.
        read.expect("the embedded graph is sound Turtle");
    }
    transaction.commit().expect("the embedded graph is small");
    (store, prefixes)
}

fn read(
    name: &str,
    text: &'static str,
    blank_nodes: &mut BlankNodes,
    transaction: &mut Transaction<'_>,
    prefixes: &mut Prefixes,
) -> Result<(), EmbedError> {
    let input = Input::from_reader(name, Syntax::Turtle, text.as_bytes());
    let options = ReadOptions { base: None, graph: GraphName::DefaultGraph };
    let summary = read_quads(input, &options, blank_nodes, |quad| {
        transaction.insert(&quad).map_err(EmbedError::from)
    })?;
    for (name, namespace) in summary.prefixes.iter() {
        prefixes.insert(name, namespace);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_graph_loads() {
        let (store, prefixes) = load();
        assert!(store.snapshot().len() > 1000);
        assert_eq!(prefixes.get(""), Some(crate::model::vocab::ID));
        assert!(!ontology_snapshot().is_empty());
    }
}
