//! From what a person types to the resource that is meant.

use super::{Labels, fold, iri_end};
use crate::evidence::{Role, Roles, View, ViewSpec};
use crate::format::escape_controls;
use crate::model::{NamedNode, Prefixes, QuadPattern, Term, TermId};
use crate::store::TermKind;
use rustc_hash::FxHashSet;
use serde::Serialize;
use strsim::damerau_levenshtein;
use thiserror::Error;

/// A text that names no entity, or more than one.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum EntityError {
    /// There is no text.
    #[error("the entity's name is empty; give a name, a prefixed name or an IRI")]
    Empty,
    /// Nothing is called so.
    #[error("no entity named \"{name}\"{}", suggestion_text(.suggestions))]
    Unknown {
        /// What was asked for.
        name: String,
        /// The nearest names.
        suggestions: Vec<String>,
    },
    /// Several things are called so.
    #[error(
        "\"{name}\" is the name of {} entities; give one of their IRIs: {}",
        .candidates.len(),
        candidates_text(.candidates)
    )]
    Ambiguous {
        /// What was asked for.
        name: String,
        /// What it may mean.
        candidates: Vec<Candidate>,
    },
}

/// One of several entities of a name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct Candidate {
    /// The entity, as a prefixed name or `<IRI>`.
    pub iri: String,
    /// What it is called.
    pub label: String,
}

fn suggestion_text(suggestions: &[String]) -> String {
    match suggestions {
        [] => String::new(),
        [one] => format!("; did you mean {}?", escape_controls(one)),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(|name| escape_controls(name)).collect();
            format!("; did you mean {} or {}?", first.join(", "), escape_controls(last))
        }
    }
}

/// How many candidates a message lists.
const CANDIDATES_LISTED_MAX: usize = 20;

fn candidates_text(candidates: &[Candidate]) -> String {
    let text = |candidate: &Candidate| {
        format!("{} ({})", candidate.iri, escape_controls(&candidate.label))
    };
    let listed = candidates.iter().take(CANDIDATES_LISTED_MAX).map(text).collect::<Vec<_>>();
    match candidates.len() - listed.len() {
        0 => listed.join(", "),
        left => format!("{} and {left} more", listed.join(", ")),
    }
}

/// Finds the entity that a text means: an IRI, else a prefixed name whose prefix is declared, else a name in any
/// case and accents.
///
/// # Errors
/// [`EntityError`] if it means nothing, or several things.
pub fn resolve_entity(
    text: &str,
    labels: &Labels,
    prefixes: &Prefixes,
) -> Result<TermId, EntityError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(EntityError::Empty);
    }
    // What only somebody says something of is an entity too.
    let view = View::new(labels.snapshot().clone(), ViewSpec::All);
    let bracketed = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    let iri = bracketed.unwrap_or(text);
    if let Some(id) = resource(&view, iri) {
        return Ok(id);
    }
    if bracketed.is_none()
        && let Some(iri) = prefixes.expand(text)
        && let Some(id) = resource(&view, &iri)
    {
        return Ok(id);
    }
    let found = named(text, labels, &view);
    match found.as_slice() {
        [] => Err(EntityError::Unknown {
            name: text.to_owned(),
            suggestions: suggestions(text, labels, &view, prefixes),
        }),
        [id] => Ok(*id),
        several => {
            let mut candidates: Vec<_> =
                several.iter().map(|&id| candidate(id, labels, prefixes)).collect();
            candidates.sort();
            Err(EntityError::Ambiguous { name: text.to_owned(), candidates })
        }
    }
}

fn candidate(id: TermId, labels: &Labels, prefixes: &Prefixes) -> Candidate {
    let iri = match labels.snapshot().term(id) {
        Some(term) => prefixes.turtle(term.as_ref()),
        None => String::new(),
    };
    Candidate { iri, label: labels.display(id) }
}

/// The resource of an IRI that some triple speaks of.
fn resource(view: &View, iri: &str) -> Option<TermId> {
    let id = view.snapshot().id_of(&NamedNode::new(iri).ok()?)?;
    is_used(view, id).then_some(id)
}

fn is_used(view: &View, id: TermId) -> bool {
    let patterns = [
        QuadPattern::triple(Some(id), None, None),
        QuadPattern::triple(None, None, Some(id)),
        QuadPattern::triple(None, Some(id), None),
    ];
    patterns.iter().any(|pattern| view.count(pattern) > 0)
}

/// The resources of a name: those that the graph is about, or, where none of them is called so, any.
fn named(text: &str, labels: &Labels, view: &View) -> Vec<TermId> {
    let wanted = fold(text);
    let mut found: Vec<TermId> = Vec::new();
    for_each_name(labels, |id, name| {
        if fold(name) == wanted {
            found.push(id);
        }
    });
    if found.is_empty() {
        for_each_iri_end(view, |id, end| {
            if fold(end) == wanted && labels.label(id).is_none() {
                found.push(id);
            }
        });
    }
    found.sort_unstable();
    found.dedup();
    if found.len() > 1 {
        let roles = Roles::of(labels.snapshot());
        let subjects: Vec<TermId> = found
            .iter()
            .copied()
            .filter(|&id| matches!(roles.role(id), Role::Entity | Role::Document))
            .collect();
        if !subjects.is_empty() {
            return subjects;
        }
    }
    found
}

fn for_each_name(labels: &Labels, mut see: impl FnMut(TermId, &str)) {
    let snapshot = labels.snapshot();
    for &property in labels.properties() {
        for quad in snapshot.scan(&QuadPattern::triple(None, Some(property), None)) {
            if let Some(Term::Literal(literal)) = snapshot.term(quad.object) {
                see(quad.subject, literal.value());
            }
        }
    }
}

/// The end of each IRI: the name of a resource that has no other.
fn for_each_iri_end(view: &View, mut see: impl FnMut(TermId, &str)) {
    let snapshot = view.snapshot();
    let mut seen = FxHashSet::default();
    for quad in view.scan(&QuadPattern::ALL) {
        for id in [quad.subject, quad.predicate, quad.object] {
            if !seen.insert(id) || snapshot.kind(id) != Some(TermKind::Iri) {
                continue;
            }
            if let Some(Term::NamedNode(node)) = snapshot.term(id) {
                see(id, iri_end(node.as_str()));
            }
        }
    }
}

/// How many names are suggested.
const SUGGESTIONS_MAX: usize = 3;

/// The names nearest to a text: one edit in four letters may be wrong, and one more.
fn suggestions(text: &str, labels: &Labels, view: &View, prefixes: &Prefixes) -> Vec<String> {
    // A prefixed name is compared by what stands behind the prefix.
    let wanted = fold(match text.split_once(':') {
        Some((prefix, local)) if prefixes.get(prefix).is_some() => local,
        _ => text,
    });
    let edits_max = 1 + wanted.chars().count() / 4;
    let edits = |name: &str| {
        let folded = fold(name);
        if folded.chars().count().abs_diff(wanted.chars().count()) > edits_max {
            return None;
        }
        Some(damerau_levenshtein(&folded, &wanted)).filter(|&edits| edits <= edits_max)
    };
    let mut near: Vec<(usize, String)> = Vec::new();
    for_each_name(labels, |_, name| {
        near.extend(edits(name).map(|edits| (edits, name.to_owned())));
    });
    for_each_iri_end(view, |id, end| {
        if let Some(edits) = edits(end)
            && labels.label(id).is_none()
        {
            near.push((edits, end.to_owned()));
        }
    });
    near.sort();
    near.dedup();
    // Something much nearer than the rest is what was meant.
    let best = near.first().map_or(0, |(edits, _)| *edits);
    near.retain(|(edits, _)| *edits <= best + 1);
    near.truncate(SUGGESTIONS_MAX);
    near.into_iter().map(|(_, name)| name).collect()
}
