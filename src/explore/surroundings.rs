//! The part of a graph around an entity, as triples that stand by themselves: with their evidence and all names.

use super::network::Network;
use crate::evidence::{Reifiers, Role, Roles, View};
use crate::model::vocab::{naming, rdf, rdfs, wl};
use crate::model::{GraphId, IdQuad, Limits, QuadPattern, TermId};
use crate::store::TermKind;
use crate::traverse::{BuildError, NodeIndex, SearchFilter, Statements, neighbourhood};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// The nodes that are at most so many hops from an entity, the nearest first; `None` if the entity is no node.
pub(super) fn nodes_around(
    network: &Network,
    entity: TermId,
    hops: usize,
    limits: &Limits,
) -> Result<Option<Vec<NodeIndex>>, BuildError> {
    let Some(start) = network.node(entity) else { return Ok(None) };
    let filter = SearchFilter::default();
    let near = neighbourhood(network.graph(), start, &filter, hops, usize::MAX, limits)?;
    Ok(Some(near.nodes.iter().map(|(node, _)| *node).collect()))
}

/// The triples of a view around an entity; `None` if it is no node of the view's entity graph.
///
/// These are the triples between the nodes that are at most `hops` away from the entity, and their literals, classes and value
/// nodes; the reifiers of these triples, whole, with spans, what the documents are known by, and the premises of derived
/// facts; and of all that is mentioned the names, the classes, and the superclasses and superproperties.
///
/// # Errors
/// [`BuildError`].
pub fn surroundings(
    view: &View,
    entity: TermId,
    hops: usize,
    limits: &Limits,
) -> Result<Option<Vec<IdQuad>>, BuildError> {
    let network = Network::of(view, Statements::Joined, limits)?;
    let Some(nodes) = nodes_around(&network, entity, hops, limits)? else { return Ok(None) };
    let inside: FxHashSet<TermId> = nodes.iter().map(|&node| network.graph().term(node)).collect();
    let mut collector = Collector {
        view,
        roles: Roles::of(view.snapshot()),
        reifiers: Reifiers::of(view.snapshot()),
        quads: BTreeSet::new(),
        open: Vec::new(),
        seen: FxHashSet::default(),
    };
    let belongs = |object: TermId| inside.contains(&object) || network.node(object).is_none();
    for node in nodes {
        limits.check()?;
        let node = network.graph().term(node);
        for quad in view.scan(&QuadPattern::triple(Some(node), None, None)) {
            if belongs(quad.object) {
                collector.add(quad);
            }
        }
    }
    // What is only stated of these nodes, in a view that doesn't hold it as triples.
    for reifier in collector.reifiers.all() {
        let states =
            |[subject, _, object]: [TermId; 3]| inside.contains(&subject) && belongs(object);
        if collector.reifiers.contents(reifier).into_iter().any(states) {
            collector.open.push(reifier);
        }
    }
    collector.follow(limits)?;
    collector.name_all(limits)?;
    Ok(Some(collector.quads.into_iter().collect()))
}

/// The triples that describe a resource, whatever it is for: the [`surroundings`] of an entity, one hop wide; of every
/// other resource the triples that it is the subject of, or the object if it is the subject of none. Graphs are left out.
///
/// # Errors
/// [`BuildError`].
pub fn described(
    view: &View,
    resource: TermId,
    limits: &Limits,
) -> Result<Vec<IdQuad>, BuildError> {
    let quads = match surroundings(view, resource, 1, limits)? {
        Some(quads) => quads,
        None => {
            let as_subject: Vec<_> =
                view.scan(&QuadPattern::triple(Some(resource), None, None)).collect();
            if as_subject.is_empty() {
                view.scan(&QuadPattern::triple(None, None, Some(resource))).collect()
            } else {
                as_subject
            }
        }
    };
    let unnamed = quads.into_iter().map(|quad| IdQuad { graph: GraphId::Default, ..quad });
    Ok(unnamed.collect::<BTreeSet<_>>().into_iter().collect())
}

struct Collector<'a> {
    view: &'a View,
    roles: Roles,
    reifiers: Reifiers,
    quads: BTreeSet<IdQuad>,
    /// Reifiers, spans, value nodes and documents whose triples are still to be added.
    open: Vec<TermId>,
    seen: FxHashSet<TermId>,
}

impl Collector<'_> {
    /// Adds a triple, and opens what carries and proves it.
    fn add(&mut self, quad: IdQuad) {
        if self.quads.insert(quad) {
            let triple = [quad.subject, quad.predicate, quad.object];
            self.open.extend(self.reifiers.of_triple(triple));
            if !matches!(self.roles.role(quad.object), Role::Entity | Role::Vocabulary) {
                self.open.push(quad.object);
            }
        }
    }

    fn follow(&mut self, limits: &Limits) -> Result<(), BuildError> {
        while let Some(carrier) = self.open.pop() {
            if !self.seen.insert(carrier) {
                continue;
            }
            limits.check()?;
            let is_document = self.roles.role(carrier) == Role::Document;
            let snapshot = self.view.snapshot();
            for quad in self.view.scan(&QuadPattern::triple(Some(carrier), None, None)) {
                // A document is known by its digest and the like; what else is known of it is another surroundings' matter.
                if !is_document || snapshot.kind(quad.object) == Some(TermKind::Literal) {
                    self.add(quad);
                }
            }
            // A fact that is asserted stays so: a reifier alone would make a claim of it.
            for content in self.reifiers.contents(carrier) {
                let [subject, predicate, object] = content.map(Some);
                for quad in self.view.scan(&QuadPattern::triple(subject, predicate, object)) {
                    self.add(quad);
                }
            }
        }
        Ok(())
    }

    /// Names and classes of all that is mentioned, until nothing new is.
    fn name_all(&mut self, limits: &Limits) -> Result<(), BuildError> {
        let snapshot = self.view.snapshot().clone();
        let kept = [rdf::TYPE, rdfs::SUB_CLASS_OF, rdfs::SUB_PROPERTY_OF, wl::INVERSE_LABEL];
        let kept: Vec<TermId> = kept.into_iter().filter_map(|iri| snapshot.id_of(iri)).collect();
        let described = [rdfs::COMMENT, naming::DESCRIPTION, naming::DESCRIPTION_HTTP];
        let described: Vec<_> = described.into_iter().filter_map(|p| snapshot.id_of(p)).collect();
        let mut named = FxHashSet::default();
        loop {
            let mut mentioned: Vec<TermId> = Vec::new();
            for quad in &self.quads {
                mentioned.extend([quad.subject, quad.predicate, quad.object]);
            }
            let mut fresh: Vec<TermId> = Vec::new();
            while let Some(id) = mentioned.pop() {
                match snapshot.kind(id) {
                    _ if named.contains(&id) => {}
                    Some(TermKind::Literal) | None => {}
                    Some(TermKind::Iri | TermKind::BlankNode) => fresh.push(id),
                    _ => mentioned.extend(snapshot.triple_parts(id).into_iter().flatten()),
                }
            }
            if fresh.is_empty() {
                return Ok(());
            }
            for id in fresh {
                if !named.insert(id) {
                    continue;
                }
                limits.check()?;
                for quad in self.view.scan(&QuadPattern::triple(Some(id), None, None)) {
                    let is_name = self.roles.is_naming(quad.predicate)
                        && !described.contains(&quad.predicate)
                        && snapshot.kind(quad.object) == Some(TermKind::Literal);
                    if is_name || kept.contains(&quad.predicate) {
                        self.add(quad);
                    }
                }
            }
            self.follow(limits)?;
        }
    }
}
