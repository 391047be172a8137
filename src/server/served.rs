//! What is served: a database, the documents behind it, and what is kept of its newest snapshot.

use crate::database::Database;
use crate::evidence::{Source, SourceMatch, Sources, View, ViewSpec};
use crate::explore::Namer;
use crate::model::{NamedNode, Prefixes};
use crate::names::EntityFinder;
use crate::store::Snapshot;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A database with the documents that its facts were drawn from.
pub struct Served {
    database: Database,
    documents: Arc<[(Option<NamedNode>, Source)]>,
    language: Option<String>,
    newest: Mutex<Arc<Reading>>,
}

/// One snapshot, with the names and documents that its answers are written with. Made once a snapshot.
pub struct Reading {
    snapshot: Snapshot,
    namer: Namer,
    finder: EntityFinder,
    documents: Arc<[(Option<NamedNode>, Source)]>,
    /// Those of the documents that the snapshot names, once somebody looks for their words.
    sources: OnceLock<Sources>,
}

impl Served {
    /// Takes a database, its documents (each with the IRI that it was given for, if any), and the language whose names are
    /// preferred.
    ///
    /// # Errors
    /// [`SourceMatch`] for the first document that no document of the data is.
    pub fn new(
        database: Database,
        documents: Vec<(Option<NamedNode>, Source)>,
        language: Option<String>,
    ) -> Result<Self, SourceMatch> {
        let snapshot = database.snapshot();
        let sources = Sources::matched(&snapshot, &documents)?.into();
        let documents: Arc<[_]> = documents.into();
        let given = Arc::clone(&documents);
        let newest =
            Reading::new(snapshot, database.prefixes(), language.as_deref(), given, sources);
        let newest = Mutex::new(Arc::new(newest));
        Ok(Self { database, documents, language, newest })
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The prefixes that answers are written with.
    pub fn prefixes(&self) -> &Prefixes {
        self.database.prefixes()
    }

    /// The content as of the last commit.
    pub fn reading(&self) -> Arc<Reading> {
        let snapshot = self.database.snapshot();
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        if newest.snapshot.id() != snapshot.id() {
            *newest = Arc::new(self.read(snapshot));
        }
        Arc::clone(&newest)
    }

    fn read(&self, snapshot: Snapshot) -> Reading {
        let documents = Arc::clone(&self.documents);
        let language = self.language.as_deref();
        Reading::new(snapshot, self.prefixes(), language, documents, OnceLock::new())
    }
}

impl Reading {
    fn new(
        snapshot: Snapshot,
        prefixes: &Prefixes,
        language: Option<&str>,
        documents: Arc<[(Option<NamedNode>, Source)]>,
        sources: OnceLock<Sources>,
    ) -> Self {
        let namer = Namer::new(&snapshot, prefixes, language);
        let finder = EntityFinder::new(namer.labels(), prefixes);
        Self { snapshot, namer, finder, documents, sources }
    }

    /// The snapshot.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The snapshot as a view shows it.
    pub fn view(&self, spec: ViewSpec) -> View {
        View::new(self.snapshot.clone(), spec)
    }

    /// Names in the preferred language.
    pub fn namer(&self) -> &Namer {
        &self.namer
    }

    /// Finds entities by name. The first who looks for one has the names indexed; from then on it is quick.
    pub fn finder(&self) -> &EntityFinder {
        &self.finder
    }

    /// The documents whose words are shown. One that the data no longer names shows none.
    pub fn sources(&self) -> &Sources {
        self.sources.get_or_init(|| Sources::known(&self.snapshot, &self.documents))
    }
}
