//! The graph of the article and the engine's ontology, which are embedded in the program.

use crate::model::Prefixes;
use crate::store::{LoadError, Loader, Snapshot, Store};
use std::sync::OnceLock;

const ONTOLOGY: &str = include_str!("../../graph/ontology.ttl");
const ARTICLE: &str = include_str!("../../graph/article.ttl");

/// A new store with the article's graph and its ontology in the default graph, and the prefixes that they declare.
pub fn load() -> (Store, Prefixes) {
    embedded(&[("graph/article.ttl", ARTICLE), ("graph/ontology.ttl", ONTOLOGY)])
}

/// The engine's ontology alone.
pub(super) fn ontology_snapshot() -> Snapshot {
    static STORE: OnceLock<Store> = OnceLock::new();
    STORE.get_or_init(|| embedded(&[("graph/ontology.ttl", ONTOLOGY)]).0).snapshot()
}

fn embedded(files: &[(&str, &str)]) -> (Store, Prefixes) {
    let store = Store::new();
    // A test of this module loads these very files.
    let prefixes = read(&store, files).expect("the embedded graph is sound Turtle");
    (store, prefixes)
}

fn read(store: &Store, files: &[(&str, &str)]) -> Result<Prefixes, LoadError> {
    let mut loader = Loader::begin(store);
    for (name, text) in files {
        loader.read_turtle(name, text)?;
    }
    Ok(loader.commit()?.prefixes.over_standard())
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
