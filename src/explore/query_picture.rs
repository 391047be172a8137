//! The picture of a graph that a query made.

use super::Namer;
use super::picture::{Painter, Picture, PictureBounds};
use crate::evidence::{Reifiers, Role, Roles, View, ViewSpec};
use crate::model::vocab::{naming, rdf, rdfs, schema};
use crate::model::{
    Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, QuadPattern, Term, TermId, Triple,
};
use crate::store::{Snapshot, Store, StoreError, Transaction};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Properties one of whose values names a resource.
const NAMES: [NamedNodeRef<'static>; 4] =
    [rdfs::LABEL, naming::PREF_LABEL, naming::SCHEMA_NAME, naming::SCHEMA_NAME_HTTP];

impl Picture {
    /// The picture of some triples. Each triple between two resources is an edge, classes and properties among them.
    ///
    /// What the triples don't say is taken from the view that they were made from: names and classes, what a value node is worth,
    /// and how and by whom an edge is stated. An edge that this view only holds as stated is drawn as such. Triples with
    /// `rdf:reifies` make their content an edge, and their subject's other triples its attributes.
    ///
    /// # Errors
    /// [`StoreError`] if there are too many triples.
    pub fn of_triples(
        view: &View,
        namer: &Namer,
        bounds: PictureBounds,
        triples: &[Triple],
    ) -> Result<Self, StoreError> {
        let mut triples: Vec<&Triple> = triples.iter().collect();
        triples.sort_by_cached_key(|triple| triple.to_string());
        triples.dedup();
        let store = Store::new();
        Gatherer {
            view,
            namer: namer.on(view.snapshot()),
            roles: Roles::of(view.snapshot()),
            reifiers: Reifiers::of(view.snapshot()),
            transaction: store.begin(),
            named: triples
                .iter()
                .filter(|triple| NAMES.contains(&triple.predicate.as_ref()))
                .map(|triple| Term::from(triple.subject.clone()))
                .collect(),
            seen: FxHashSet::default(),
        }
        .gather(&triples)?;
        let drawn = View::new(store.snapshot(), ViewSpec::Asserted);
        let namer = namer.on(drawn.snapshot());
        let (mut nodes, edges) = parts(view, drawn.snapshot(), &triples);
        let (nodes_total, edges_total) = (nodes.len() as u64, edges.len() as u64);
        keep_most_connected(&mut nodes, &edges, bounds.nodes_max);
        let painter = Painter::new(&drawn, &namer);
        let places: FxHashMap<TermId, usize> =
            nodes.iter().enumerate().map(|(at, &id)| (id, at)).collect();
        let edge = |(triple, asserted): (&[TermId; 3], &bool)| {
            let (source, target) = (places.get(&triple[0])?, places.get(&triple[2])?);
            Some(painter.edge(*source, *target, *triple, *asserted))
        };
        Ok(Self {
            view: view.spec().name(),
            nodes_total,
            edges_total,
            nodes: nodes.iter().map(|&id| painter.node(id)).collect(),
            edges: edges.iter().filter_map(edge).take(bounds.edges_max).collect(),
        })
    }
}

/// Keeps the nodes with the most edges, in order.
fn keep_most_connected(
    nodes: &mut Vec<TermId>,
    edges: &BTreeMap<[TermId; 3], bool>,
    nodes_max: usize,
) {
    if nodes.len() <= nodes_max {
        return;
    }
    let mut degrees = FxHashMap::<TermId, u64>::default();
    for [subject, _, object] in edges.keys() {
        *degrees.entry(*subject).or_default() += 1;
        *degrees.entry(*object).or_default() += 1;
    }
    nodes.sort_by_key(|node| Reverse(degrees.get(node).copied().unwrap_or_default()));
    nodes.truncate(nodes_max);
    nodes.sort_unstable();
}

/// The nodes, in order, and the edges, each with whether it is asserted.
fn parts(
    view: &View,
    drawn: &Snapshot,
    triples: &[&Triple],
) -> (Vec<TermId>, BTreeMap<[TermId; 3], bool>) {
    let roles = Roles::of(drawn);
    let id = |term: &Term| drawn.id_of(term).expect("all terms were inserted");
    let is_value = |id: TermId| roles.role(id) == Role::ValueNode;
    let reifying: FxHashSet<TermId> = triples
        .iter()
        .filter(|triple| triple.predicate == rdf::REIFIES)
        .map(|triple| id(&triple.subject.clone().into()))
        .collect();
    let mut nodes = Vec::new();
    let mut edges = BTreeMap::new();
    let mut draw = |triple: &Triple, reified: bool| {
        let subject = id(&triple.subject.clone().into());
        if reifying.contains(&subject) || is_value(subject) {
            return;
        }
        nodes.push(subject);
        let is_resource = matches!(triple.object, Term::NamedNode(_) | Term::BlankNode(_));
        if is_resource && triple.predicate != rdf::TYPE && !is_value(id(&triple.object)) {
            let object = id(&triple.object);
            nodes.push(object);
            let ids = [subject, id(&triple.predicate.clone().into()), object];
            // What is made as a triple is asserted even if it is made as a content too.
            *edges.entry(ids).or_default() |= !reified && !is_only_stated(view, triple);
        }
    };
    for triple in triples {
        match &triple.object {
            Term::Triple(content) if triple.predicate == rdf::REIFIES => draw(content, true),
            _ => draw(triple, false),
        }
    }
    nodes.sort_unstable();
    nodes.dedup();
    (nodes, edges)
}

/// Whether the data has the triple as the content of a reifier, and nowhere else.
fn is_only_stated(view: &View, triple: &Triple) -> bool {
    let snapshot = view.snapshot();
    let Some(ids) = ids(snapshot, triple) else { return false };
    let [subject, predicate, object] = ids.map(Some);
    snapshot.count(&QuadPattern::triple(subject, predicate, object)) == 0
        && !Reifiers::of(snapshot).of_triple(ids).is_empty()
}

fn ids(snapshot: &Snapshot, triple: &Triple) -> Option<[TermId; 3]> {
    Some([
        snapshot.id_of(triple.subject.as_ref())?,
        snapshot.id_of(&triple.predicate)?,
        snapshot.id_of(&triple.object)?,
    ])
}

/// Copies the triples, and what is known of their terms, into a store of their own.
struct Gatherer<'a> {
    view: &'a View,
    namer: Namer,
    roles: Roles,
    reifiers: Reifiers,
    transaction: Transaction<'a>,
    /// What the triples themselves give a name.
    named: FxHashSet<Term>,
    seen: FxHashSet<TermId>,
}

impl Gatherer<'_> {
    fn gather(mut self, triples: &[&Triple]) -> Result<(), StoreError> {
        for triple in triples {
            self.transaction
                .insert(&(*triple).clone().in_graph(crate::model::GraphName::DefaultGraph))?;
        }
        for triple in triples {
            self.mention(triple)?;
            if let Some(ids) = ids(self.view.snapshot(), triple) {
                for reifier in self.reifiers.of_triple(ids) {
                    self.copy(reifier, None)?;
                }
            }
        }
        self.transaction.commit()?;
        Ok(())
    }

    fn mention(&mut self, triple: &Triple) -> Result<(), StoreError> {
        self.describe(&triple.subject.clone().into())?;
        self.describe(&triple.predicate.clone().into())?;
        match &triple.object {
            Term::Triple(content) => {
                // Drawn as an edge: its ends and its predicate are in this store even if nothing is known of them.
                let content = content.as_ref().clone();
                self.mention(&content)
            }
            object => self.describe(object),
        }
    }

    /// Adds a resource's name and classes, and all of a value node.
    fn describe(&mut self, term: &Term) -> Result<(), StoreError> {
        let Some(id) = self.view.snapshot().id_of(term) else { return Ok(()) };
        let subject: NamedOrBlankNode = match term {
            Term::NamedNode(node) => node.clone().into(),
            Term::BlankNode(node) => node.clone().into(),
            Term::Literal(_) | Term::Triple(_) => return Ok(()),
        };
        if !self.seen.insert(id) {
            return Ok(());
        }
        if self.roles.role(id) == Role::ValueNode {
            self.insert(subject, rdf::TYPE, schema::STRUCTURED_VALUE.into_owned())?;
            return self.copy(id, None);
        }
        if !self.named.contains(term)
            && let Some(label) = self.namer.label(id)
        {
            let name = Literal::new_language_tagged_literal_unchecked(label, "en");
            self.insert(subject, rdfs::LABEL, name)?;
        }
        match self.view.snapshot().id_of(rdf::TYPE) {
            Some(a) => self.copy(id, Some(a)),
            None => Ok(()),
        }
    }

    /// Adds a resource's own triples, with one predicate or all of them, and describes what they name.
    fn copy(&mut self, id: TermId, predicate: Option<TermId>) -> Result<(), StoreError> {
        let snapshot = self.view.snapshot().clone();
        for quad in self.view.scan(&QuadPattern::triple(Some(id), predicate, None)) {
            if let Some(quad) = snapshot.quad(&quad) {
                self.transaction.insert(&quad)?;
                self.describe(&quad.predicate.into())?;
                self.describe(&quad.object)?;
            }
        }
        Ok(())
    }

    fn insert(
        &mut self,
        subject: NamedOrBlankNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<Term>,
    ) -> Result<(), StoreError> {
        let predicate: NamedNode = predicate.into_owned();
        let quad =
            Triple::new(subject, predicate, object).in_graph(crate::model::GraphName::DefaultGraph);
        self.transaction.insert(&quad)
    }
}
