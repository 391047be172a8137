//! What each resource of a graph is for: part of a vocabulary, carrier of evidence, value, or what the graph is about.

use super::ontology::VOCABULARY_CLASSES;
use super::{Ontology, Reifiers};
use crate::model::vocab::{naming, oa, rdf, rdfs, wl};
use crate::model::{NamedNodeRef, QuadPattern, TermId};
use crate::store::Snapshot;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

/// What a resource is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A class, a property, an ontology.
    Vocabulary,
    /// The node of a fact or of a statement.
    Reifier,
    /// A span of a document.
    Span,
    /// A document that spans lie in.
    Document,
    /// A figure with its unit, and the like.
    ValueNode,
    /// What the graph is about: everything else.
    Entity,
}

/// The roles of a snapshot's resources, and which of its triples are facts.
#[derive(Clone, Debug)]
pub struct Roles {
    special: FxHashMap<TermId, Role>,
    exempt_properties: FxHashSet<TermId>,
    ontology: Ontology,
}

/// Properties whose triples need no evidence: what a thing is called and how it is described.
const EXEMPT_PROPERTIES: [NamedNodeRef<'static>; 11] = [
    rdfs::LABEL,
    rdfs::COMMENT,
    naming::PREF_LABEL,
    naming::ALT_LABEL,
    naming::SCHEMA_NAME,
    naming::SCHEMA_NAME_HTTP,
    naming::FOAF_NAME,
    naming::DCTERMS_TITLE,
    naming::DESCRIPTION,
    naming::DESCRIPTION_HTTP,
    rdf::REIFIES,
];

/// Properties that only classes and properties have.
const VOCABULARY_PROPERTIES: [NamedNodeRef<'static>; 5] =
    [rdfs::SUB_CLASS_OF, rdfs::SUB_PROPERTY_OF, rdfs::DOMAIN, rdfs::RANGE, wl::INVERSE_LABEL];

impl Roles {
    /// Sorts the resources of a snapshot. One pass over the reifiers, spans, documents, value nodes and vocabulary.
    pub fn of(snapshot: &Snapshot) -> Self {
        let ontology = Ontology::of(snapshot);
        let mut special = FxHashMap::default();
        let id = |iri: NamedNodeRef<'_>| snapshot.id_of(iri);
        let scan = |s, p, o| snapshot.scan(&QuadPattern::triple(s, p, o));
        // Later roles replace earlier ones.
        if let Some(a) = id(rdf::TYPE) {
            for &class in &ontology.value_classes {
                for quad in scan(None, Some(a), Some(class)) {
                    special.insert(quad.subject, Role::ValueNode);
                }
            }
            if let Some(class) = id(oa::TEXT_POSITION_SELECTOR) {
                for quad in scan(None, Some(a), Some(class)) {
                    special.insert(quad.subject, Role::Span);
                }
            }
            for class in VOCABULARY_CLASSES.into_iter().filter_map(id) {
                for quad in scan(None, Some(a), Some(class)) {
                    special.insert(quad.subject, Role::Vocabulary);
                }
            }
        }
        for property in VOCABULARY_PROPERTIES.into_iter().filter_map(id) {
            for quad in scan(None, Some(property), None) {
                special.insert(quad.subject, Role::Vocabulary);
            }
        }
        for (property, role) in [(wl::SOURCE, Role::Document), (wl::EVIDENCE, Role::Span)] {
            if let Some(property) = id(property) {
                for quad in scan(None, Some(property), None) {
                    special.insert(quad.object, role);
                }
            }
        }
        if let Some(status) = id(wl::STATUS) {
            for quad in scan(None, Some(status), None) {
                special.insert(quad.object, Role::Vocabulary);
            }
        }
        for reifier in Reifiers::of(snapshot).all() {
            special.insert(reifier, Role::Reifier);
        }
        let exempt_properties = EXEMPT_PROPERTIES.into_iter().filter_map(id).collect();
        Self { special, exempt_properties, ontology }
    }

    /// What the resource is for.
    pub fn role(&self, id: TermId) -> Role {
        self.special.get(&id).copied().unwrap_or(Role::Entity)
    }

    /// The resources of a role that is not [`Role::Entity`], in no order.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = TermId> + use<'_> {
        self.special.iter().filter(move |&(_, &other)| other == role).map(|(&id, _)| id)
    }

    /// Whether a triple says something of what the graph is about, and so needs evidence
    /// (`docs/modelling.md`, rules): not a name or description, not the vocabulary's, nor a carrier's own triples.
    pub fn is_fact(&self, [subject, predicate, _]: [TermId; 3]) -> bool {
        self.role(subject) == Role::Entity
            && !self.exempt_properties.contains(&predicate)
            && !self.ontology.annotation_properties.contains(&predicate)
    }

    /// Whether the property names or describes a thing.
    pub fn is_naming(&self, predicate: TermId) -> bool {
        self.exempt_properties.contains(&predicate)
    }

    /// The ontology behind the roles.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }
}
