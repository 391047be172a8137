//! What the vocabulary says of itself: the engine's own ontology, and whatever the data adds to it.

use super::article;
use crate::model::vocab::{owl, rdf, rdfs, schema, wl};
use crate::model::{NamedNodeRef, QuadPattern, Term, TermId};
use crate::store::Snapshot;
use rustc_hash::FxHashSet;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The classes and properties that the engine treats in a special way, as ids of one snapshot.
///
/// The engine's `graph/ontology.ttl` always counts, also where the data doesn't hold it.
#[derive(Clone, Debug)]
pub struct Ontology {
    /// Properties that annotate reifiers, spans and documents: `wl:AnnotationProperty`.
    pub annotation_properties: FxHashSet<TermId>,
    /// Classes of value nodes: `schema:StructuredValue` and all below it.
    pub value_classes: FxHashSet<TermId>,
    /// Relations between two entities: all below `wl:relation`.
    pub relations: FxHashSet<TermId>,
}

/// What a closure is taken of.
struct Closures {
    annotation_properties: Vec<Term>,
    value_classes: Vec<Term>,
    relations: Vec<Term>,
}

impl Ontology {
    /// The ontology as it bears on this snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        static ENGINE: OnceLock<Closures> = OnceLock::new();
        let engine = ENGINE.get_or_init(|| closures(&article::ontology_snapshot(), None));
        let own = closures(snapshot, Some(engine));
        let ids = |terms: &[Term]| terms.iter().filter_map(|term| snapshot.id_of(term)).collect();
        Self {
            annotation_properties: ids(&own.annotation_properties),
            value_classes: ids(&own.value_classes),
            relations: ids(&own.relations),
        }
    }
}

fn closures(snapshot: &Snapshot, known: Option<&Closures>) -> Closures {
    let known = |of: fn(&Closures) -> &Vec<Term>| known.map(of).cloned().unwrap_or_default();
    let below = |root: NamedNodeRef<'_>, via: NamedNodeRef<'_>, mut known: Vec<Term>| {
        if known.is_empty() {
            known.push(root.into_owned().into());
        }
        closure(snapshot, via, known)
    };
    let mut annotation_properties = known(|closures| &closures.annotation_properties);
    annotation_properties.extend(instances(snapshot, wl::ANNOTATION_PROPERTY));
    Closures {
        annotation_properties,
        value_classes: below(
            schema::STRUCTURED_VALUE,
            rdfs::SUB_CLASS_OF,
            known(|closures| &closures.value_classes),
        ),
        relations: below(
            wl::RELATION,
            rdfs::SUB_PROPERTY_OF,
            known(|closures| &closures.relations),
        ),
    }
}

/// The terms, and all that stand below one of them.
fn closure(snapshot: &Snapshot, via: NamedNodeRef<'_>, mut found: Vec<Term>) -> Vec<Term> {
    let Some(via) = snapshot.id_of(via) else { return found };
    let mut seen: FxHashSet<TermId> = found.iter().filter_map(|t| snapshot.id_of(t)).collect();
    let mut open: Vec<TermId> = seen.iter().copied().collect();
    while let Some(above) = open.pop() {
        for quad in snapshot.scan(&QuadPattern::triple(None, Some(via), Some(above))) {
            if seen.insert(quad.subject) {
                open.push(quad.subject);
                found.extend(snapshot.term(quad.subject));
            }
        }
    }
    found
}

fn instances(snapshot: &Snapshot, class: NamedNodeRef<'_>) -> Vec<Term> {
    let (Some(a), Some(class)) = (snapshot.id_of(rdf::TYPE), snapshot.id_of(class)) else {
        return Vec::new();
    };
    snapshot
        .scan(&QuadPattern::triple(None, Some(a), Some(class)))
        .filter_map(|quad| snapshot.term(quad.subject))
        .collect()
}

/// Phrases of the engine's own properties, by IRI: for a graph that uses them without bringing the ontology along.
pub(crate) fn engine_phrases() -> &'static HashMap<String, [Option<String>; 2]> {
    static PHRASES: OnceLock<HashMap<String, [Option<String>; 2]>> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let snapshot = article::ontology_snapshot();
        let mut phrases = HashMap::<String, [Option<String>; 2]>::new();
        for (at, property) in [rdfs::LABEL, wl::INVERSE_LABEL].into_iter().enumerate() {
            let property = snapshot.id_of(property);
            if property.is_none() {
                continue;
            }
            for quad in snapshot.scan(&QuadPattern::triple(None, property, None)) {
                if let (Some(Term::NamedNode(iri)), Some(Term::Literal(phrase))) =
                    (snapshot.term(quad.subject), snapshot.term(quad.object))
                {
                    phrases.entry(iri.into_string()).or_default()[at] =
                        Some(phrase.value().to_owned());
                }
            }
        }
        phrases
    })
}

/// The classes whose instances are parts of a vocabulary and not of what a graph is about.
pub(super) const VOCABULARY_CLASSES: [NamedNodeRef<'static>; 8] = [
    rdfs::CLASS,
    rdf::PROPERTY,
    owl::CLASS,
    owl::ONTOLOGY,
    owl::OBJECT_PROPERTY,
    owl::DATATYPE_PROPERTY,
    owl::ANNOTATION_PROPERTY,
    wl::ANNOTATION_PROPERTY,
];
