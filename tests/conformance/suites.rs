//! The suites as files with IRIs, and how they get into a store.

use std::fs;
use std::path::PathBuf;
use westlake::evidence::{View, ViewSpec};
use westlake::format::{Input, ReadOptions, Syntax};
use westlake::model::{GraphName, Quad, QuadPattern};
use westlake::store::{Loader, Store};

/// Where the suites are published. The files get their IRIs from here, so that none depends on the machine.
const ROOT: &str = "https://w3c.github.io/rdf-tests/";

/// One of the suites, by its number of RDF or SPARQL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Suite {
    pub title: &'static str,
    folder: &'static str,
    /// The manifests that lead to all others.
    manifests: &'static [&'static str],
}

pub const SUITES: [Suite; 5] = [
    Suite {
        title: "RDF 1.1",
        folder: "rdf/rdf11/",
        manifests: &["manifest.ttl", "rdf-mt/az-tests/manifest.ttl"],
    },
    Suite { title: "RDF 1.2", folder: "rdf/rdf12/", manifests: &["manifest.ttl"] },
    Suite { title: "SPARQL 1.0", folder: "sparql/sparql10/", manifests: &["manifest.ttl"] },
    Suite {
        title: "SPARQL 1.1",
        folder: "sparql/sparql11/",
        // Its `manifest.ttl` leaves out the protocols and federation.
        manifests: &["manifest-all.ttl", "http-rdf-update/manifest.ttl"],
    },
    Suite { title: "SPARQL 1.2", folder: "sparql/sparql12/", manifests: &["manifest.ttl"] },
];

impl Suite {
    pub fn manifest_iris(self) -> impl Iterator<Item = String> {
        self.manifests.iter().map(move |manifest| format!("{ROOT}{}{manifest}", self.folder))
    }
}

/// The unpacked suites.
pub struct Suites {
    folder: PathBuf,
}

impl Suites {
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The path of a file within the suites: `sparql/sparql10/ask/ask-1.rq`; `None` for an IRI that is none of theirs.
    pub fn name_of(iri: &str) -> Option<&str> {
        iri.strip_prefix(ROOT)
    }

    fn path_of(&self, iri: &str) -> Result<PathBuf, String> {
        let name = Self::name_of(iri).ok_or_else(|| format!("<{iri}> is no file of the suites"))?;
        Ok(self.folder.join(name))
    }

    /// The bytes of a file.
    pub fn bytes(&self, iri: &str) -> Result<Vec<u8>, String> {
        fs::read(self.path_of(iri)?).map_err(|error| format!("{iri}: {error}"))
    }

    /// The text of a file.
    pub fn text(&self, iri: &str) -> Result<String, String> {
        fs::read_to_string(self.path_of(iri)?).map_err(|error| format!("{iri}: {error}"))
    }

    /// A file of RDF for reading; without a syntax its extension tells it.
    pub fn input(&self, iri: &str, syntax: Option<Syntax>) -> Result<Input<'static>, String> {
        Input::open(&self.path_of(iri)?, syntax).map_err(|error| error.to_string())
    }

    /// A view of a store that holds these files, each in the graph that it comes with. A file's base is its own IRI.
    pub fn load(&self, files: &[(String, GraphName)]) -> Result<View, String> {
        Ok(view(&self.load_store(files)?))
    }

    /// The store itself.
    pub fn load_store(&self, files: &[(String, GraphName)]) -> Result<Store, String> {
        store_of(files.iter().map(|(iri, graph)| {
            let options = ReadOptions { base: Some(iri.clone()), graph: graph.clone() };
            Ok((self.input(iri, None)?, options))
        }))
    }
}

/// A view of a store that holds these texts, all of them or none.
pub fn view_of<'i>(
    inputs: impl IntoIterator<Item = Result<(Input<'i>, ReadOptions), String>>,
) -> Result<View, String> {
    Ok(view(&store_of(inputs)?))
}

fn store_of<'i>(
    inputs: impl IntoIterator<Item = Result<(Input<'i>, ReadOptions), String>>,
) -> Result<Store, String> {
    let store = Store::new();
    let mut loader = Loader::begin(&store);
    for input in inputs {
        let (input, options) = input?;
        loader.read(input, &options, |_| {}).map_err(|error| error.to_string())?;
    }
    loader.commit().map_err(|error| error.to_string())?;
    Ok(store)
}

/// What a store holds.
pub fn view(store: &Store) -> View {
    View::new(store.snapshot(), ViewSpec::Asserted)
}

/// Everything that a view holds.
pub fn all_quads(view: &View) -> Vec<Quad> {
    let quads = view.scan(&QuadPattern::ALL);
    quads.filter_map(|quad| view.snapshot().quad(&quad)).collect()
}
