//! What is served: a database, the documents behind it, and what is kept of its newest snapshot.

use crate::database::Database;
use crate::evidence::{Source, SourceMatch, Sources, View, ViewSpec};
use crate::explore::Namer;
use crate::model::{NamedNode, Prefixes};
use crate::names::EntityFinder;
use crate::store::Snapshot;
use std::sync::{Arc, Mutex, PoisonError};

/// A database with the documents that its facts were drawn from.
pub struct Served {
    database: Database,
    documents: Vec<(Option<NamedNode>, Source)>,
    language: Option<String>,
    newest: Mutex<Arc<Reading>>,
}

/// One snapshot, with the names and documents that its answers are written with. Made once a snapshot.
pub struct Reading {
    snapshot: Snapshot,
    namer: Namer,
    finder: EntityFinder,
    sources: Sources,
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
        let sources = Sources::matched(&snapshot, documents.clone())?;
        let newest = Reading::new(snapshot, database.prefixes(), language.as_deref(), sources);
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
        // A document that the data no longer names shows no words.
        let matched = |one: &(Option<NamedNode>, Source)| {
            Sources::matched(&snapshot, vec![one.clone()]).is_ok()
        };
        let documents = self.documents.iter().filter(|one| matched(one)).cloned().collect();
        let sources = Sources::matched(&snapshot, documents).unwrap_or_default();
        Reading::new(snapshot, self.prefixes(), self.language.as_deref(), sources)
    }
}

impl Reading {
    fn new(
        snapshot: Snapshot,
        prefixes: &Prefixes,
        language: Option<&str>,
        sources: Sources,
    ) -> Self {
        let namer = Namer::new(&snapshot, prefixes, language);
        let finder = EntityFinder::new(namer.labels(), prefixes);
        Self { snapshot, namer, finder, sources }
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

    /// The documents whose words are shown.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }
}
