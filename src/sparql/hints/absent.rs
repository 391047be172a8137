//! IRIs that the data doesn't have where the query asks for them: predicates, classes and entities; those that it has
//! with the other of `http:` and `https:`, and those that are spelt nearly so.

use super::asked::{AskedPattern, Slot};
use super::nearest::nearest;
use super::seen::Seen;
use super::stated::stated;
use super::{Hint, TermRole};
use crate::model::vocab::{rdf, rdfs};
use crate::model::{NamedNode, QuadPattern, Term, TermId};
use crate::names::iri_end;

/// For a pattern that matches nothing: what is wrong with its IRIs, the predicate first.
pub(super) fn hints(pattern: &AskedPattern, seen: &Seen<'_>) -> Vec<Hint> {
    let [subject, predicate, object] = &pattern.slots;
    let object_role = match predicate {
        Slot::Term(Term::NamedNode(iri)) if *iri == rdf::TYPE => TermRole::Class,
        _ => TermRole::Entity,
    };
    [(predicate, TermRole::Predicate), (object, object_role), (subject, TermRole::Entity)]
        .into_iter()
        .filter_map(|(slot, role)| match slot {
            Slot::Term(Term::NamedNode(iri)) => hint(iri, role, seen),
            _ => None,
        })
        .collect()
}

/// What is wrong with an IRI that the query gives this role.
pub(super) fn hint(iri: &NamedNode, role: TermRole, seen: &Seen<'_>) -> Option<Hint> {
    let id = seen.snapshot().id_of(iri);
    if id.is_some_and(|id| has_role(id, role, seen) || is_stated(id, role, seen)) {
        return None;
    }
    let name = |iri: &NamedNode| seen.prefixes.turtle(iri.as_ref().into());
    if let Some(found) = with_other_scheme(iri)
        && let Some(id) = seen.snapshot().id_of(&found)
        && (has_role(id, role, seen) || is_stated(id, role, seen))
    {
        return Some(Hint::OtherScheme {
            asked: name(iri),
            found: name(&found),
            asked_namespace: namespace(iri).to_owned(),
            found_namespace: namespace(&found).to_owned(),
        });
    }
    if role == TermRole::Class
        && let Some(subclass) = id.and_then(|id| subclass_with_instances(id, seen))
    {
        return Some(Hint::OnlySubclasses { class: name(iri), subclass: name(&subclass) });
    }
    Some(Hint::Absent {
        role,
        term: name(iri),
        nearest: nearest(iri, role, seen).map(|iri| name(&iri)),
    })
}

/// Whether the resource has the role in some triple, in whatever graph and view.
pub(super) fn has_role(id: TermId, role: TermRole, seen: &Seen<'_>) -> bool {
    let snapshot = seen.snapshot();
    let occurs = |pattern: QuadPattern| snapshot.count(&pattern) > 0;
    match role {
        TermRole::Predicate => occurs(QuadPattern::triple(None, Some(id), None)),
        TermRole::Class => snapshot
            .id_of(rdf::TYPE)
            .is_some_and(|a| occurs(QuadPattern::triple(None, Some(a), Some(id)))),
        TermRole::Entity => {
            occurs(QuadPattern::triple(Some(id), None, None))
                || occurs(QuadPattern::triple(None, None, Some(id)))
                || occurs(QuadPattern::triple(None, Some(id), None))
        }
    }
}

/// Whether it has the role in a triple that a reifier states.
fn is_stated(id: TermId, role: TermRole, seen: &Seen<'_>) -> bool {
    let a = seen.snapshot().id_of(rdf::TYPE);
    stated(seen.snapshot()).any(|stated| {
        let [subject, predicate, object] = stated.triple;
        match role {
            TermRole::Predicate => predicate == id,
            TermRole::Class => object == id && Some(predicate) == a,
            TermRole::Entity => [subject, predicate, object].contains(&id),
        }
    })
}

fn with_other_scheme(iri: &NamedNode) -> Option<NamedNode> {
    let other = match iri.as_str().split_once("://")? {
        ("http", rest) => format!("https://{rest}"),
        ("https", rest) => format!("http://{rest}"),
        _ => return None,
    };
    Some(NamedNode::new_unchecked(other))
}

fn namespace(iri: &NamedNode) -> &str {
    let iri = iri.as_str();
    let end = iri_end(iri);
    if end == iri { iri } else { &iri[..iri.len() - end.len()] }
}

/// A class directly below this one that has instances.
fn subclass_with_instances(class: TermId, seen: &Seen<'_>) -> Option<NamedNode> {
    let below = seen.snapshot().id_of(rdfs::SUB_CLASS_OF)?;
    let quads = seen.snapshot().scan(&QuadPattern::triple(None, Some(below), Some(class)));
    let mut subclasses = quads.filter(|quad| has_role(quad.subject, TermRole::Class, seen));
    match seen.snapshot().term(subclasses.next()?.subject)? {
        Term::NamedNode(iri) => Some(iri),
        _ => None,
    }
}
