//! From what a person types to the property that is meant.

use super::Namer;
use crate::evidence::View;
use crate::model::{NamedNode, QuadPattern, Term, TermId};
use crate::names::{EntityError, EntityFinder, fold, iri_end, nearest_names};
use rustc_hash::FxHashSet;
use thiserror::Error;

/// A text that names no property of the graph, or several.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum PropertyError {
    /// Nothing is called so.
    #[error("no property named \"{name}\"{}", suggestion(.nearest))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The nearest names.
        nearest: Vec<String>,
    },
    /// Several properties are called so.
    #[error("\"{name}\" is the name of several properties: {}", .candidates.join(", "))]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// Their short forms.
        candidates: Vec<String>,
    },
}

fn suggestion(nearest: &[String]) -> String {
    if nearest.is_empty() {
        return String::new();
    }
    format!("; did you mean {}?", nearest.join(" or "))
}

/// Finds the property that a text means: an IRI, a prefixed name, its phrase in either direction, or the end of its IRI.
///
/// # Errors
/// [`PropertyError`] if the view has no such property, or several.
pub fn resolve_property(text: &str, view: &View, namer: &Namer) -> Result<TermId, PropertyError> {
    let snapshot = view.snapshot();
    let properties = properties(view);
    let bare = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text);
    let expanded = namer.prefixes().expand(bare);
    for iri in [Some(bare), expanded.as_deref()].into_iter().flatten() {
        if let Ok(iri) = NamedNode::new(iri)
            && let Some(id) = snapshot.id_of(&iri)
            && properties.contains(&id)
        {
            return Ok(id);
        }
    }
    let wanted = fold(text);
    let named: Vec<(TermId, String)> = properties
        .iter()
        .flat_map(|&id| names(id, namer).into_iter().map(move |name| (id, name)))
        .collect();
    let mut found: Vec<TermId> =
        named.iter().filter(|(_, name)| fold(name) == wanted).map(|(id, _)| *id).collect();
    found.dedup();
    match found.as_slice() {
        [id] => Ok(*id),
        [] => {
            let all = named.into_iter().map(|(_, name)| name);
            Err(PropertyError::Unknown { name: text.to_owned(), nearest: nearest_names(text, all) })
        }
        several => {
            let short =
                |id: &TermId| snapshot.term(*id).map(|t| namer.prefixes().turtle(t.as_ref()));
            Err(PropertyError::Ambiguous {
                name: text.to_owned(),
                candidates: several.iter().filter_map(short).collect(),
            })
        }
    }
}

/// A text that names neither a property nor an entity, or several.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum PropertyOrEntityError {
    /// Nothing is called so.
    #[error("neither a property nor an entity is named \"{name}\"")]
    Unknown {
        /// What was asked for.
        name: String,
        /// The nearest names of entities.
        suggestions: Vec<String>,
    },
    /// Several properties are called so.
    #[error(transparent)]
    Property(PropertyError),
    /// Several entities are called so, or the text is empty.
    #[error(transparent)]
    Entity(EntityError),
}

/// Finds the property that a text means, or else the entity.
///
/// # Errors
/// [`PropertyOrEntityError`].
pub fn resolve_property_or_entity(
    text: &str,
    view: &View,
    namer: &Namer,
    finder: &EntityFinder,
) -> Result<TermId, PropertyOrEntityError> {
    match resolve_property(text, view, namer) {
        Ok(property) => Ok(property),
        Err(error @ PropertyError::Ambiguous { .. }) => Err(PropertyOrEntityError::Property(error)),
        Err(PropertyError::Unknown { .. }) => finder.find(text).map_err(|error| match error {
            EntityError::Unknown { name, suggestions } => {
                PropertyOrEntityError::Unknown { name, suggestions }
            }
            other => PropertyOrEntityError::Entity(other),
        }),
    }
}

/// The phrases by which the properties of a view can be named, in both directions, sorted.
pub fn property_phrases(view: &View, namer: &Namer) -> Vec<String> {
    let mut phrases: Vec<String> =
        properties(view).into_iter().flat_map(|id| names(id, namer)).collect();
    phrases.sort();
    phrases.dedup();
    phrases
}

/// The predicates of a view, in the order of their ids.
fn properties(view: &View) -> Vec<TermId> {
    let found: FxHashSet<TermId> =
        view.scan(&QuadPattern::ALL).map(|quad| quad.predicate).collect();
    let mut properties: Vec<TermId> = found.into_iter().collect();
    properties.sort_unstable();
    properties
}

fn names(id: TermId, namer: &Namer) -> Vec<String> {
    let mut names = vec![namer.display(id)];
    names.extend(namer.inverse_phrase(id));
    if let Some(Term::NamedNode(iri)) = namer.labels().snapshot().term(id) {
        names.push(iri_end(iri.as_str()).to_owned());
    }
    names
}
