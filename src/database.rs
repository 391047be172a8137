//! A graph that is ready for questions: a store, the prefixes of its files, and the calls that most programs need.

use crate::evidence::{Sources, View, ViewSpec, article};
use crate::explore::{Card, CardOptions, Namer};
use crate::model::Prefixes;
use crate::names::{EntityError, resolve_entity};
use crate::sparql::{Answer, ParseOptions, Query, QueryError, QueryOptions};
use crate::store::{LoadError, Loader, Snapshot, Store};

/// A store and the prefixes that its answers are written with.
#[derive(Clone, Debug)]
pub struct Database {
    store: Store,
    prefixes: Prefixes,
}

impl Database {
    /// The graph of the article that is embedded in the program, with its ontology.
    pub fn article() -> Self {
        let (store, prefixes) = article::load();
        Self { store, prefixes }
    }

    /// What `read` reads into an empty store, in one transaction.
    ///
    /// # Errors
    /// The [`LoadError`] of `read`, or of the commit.
    pub fn load<E: From<LoadError>>(
        read: impl FnOnce(&mut Loader<'_>) -> Result<(), E>,
    ) -> Result<Self, E> {
        let store = Store::new();
        let mut loader = Loader::begin(&store);
        read(&mut loader)?;
        let prefixes = loader.commit()?.prefixes.over_standard();
        Ok(Self { store, prefixes })
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The store's content as of the last commit.
    pub fn snapshot(&self) -> Snapshot {
        self.store.snapshot()
    }

    /// The prefixes that the files declared, over the standard ones.
    pub fn prefixes(&self) -> &Prefixes {
        &self.prefixes
    }

    /// The content as of the last commit, as a view shows it.
    pub fn view(&self, spec: ViewSpec) -> View {
        View::new(self.snapshot(), spec)
    }

    /// Names in English, else without a language.
    pub fn namer(&self) -> Namer {
        Namer::new(&self.snapshot(), &self.prefixes, None)
    }

    /// Answers a SPARQL query over what is asserted.
    ///
    /// # Errors
    /// [`QueryError`].
    pub fn query(&self, text: &str) -> Result<Answer, QueryError> {
        let options = ParseOptions { prefixes: self.prefixes.clone(), ..ParseOptions::default() };
        let query = Query::parse(text, &options)?;
        query.run(&self.view(ViewSpec::Asserted), &QueryOptions::default())
    }

    /// The card of an entity that is named by an IRI, a prefixed name or a name, over all that is asserted or stated.
    ///
    /// # Errors
    /// [`EntityError`] if the text names no entity, or several.
    pub fn show(&self, entity: &str) -> Result<Card, EntityError> {
        let view = self.view(ViewSpec::All);
        let namer = self.namer();
        let id = resolve_entity(entity, namer.labels(), &self.prefixes)?;
        Ok(Card::build(&view, id, &namer, &Sources::default(), CardOptions::default()))
    }
}
