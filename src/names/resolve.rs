//! From what a person types to the resource that is meant.

use super::index::NameIndex;
use super::{Labels, fold};
use crate::evidence::{View, ViewSpec};
use crate::format::escape_controls;
use crate::model::{NamedNode, Prefixes, QuadPattern, TermId};
use serde::Serialize;
use std::sync::OnceLock;
use strsim::osa_distance;
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

/// Finds the entity that a text means; see [`EntityFinder::find`], which is for several texts.
///
/// # Errors
/// [`EntityError`] if it means nothing, or several things.
pub fn resolve_entity(
    text: &str,
    labels: &Labels,
    prefixes: &Prefixes,
) -> Result<TermId, EntityError> {
    EntityFinder::new(labels, prefixes).find(text)
}

/// Finds entities by what a person types. The names are indexed once, when the first of them is looked for.
#[derive(Debug)]
pub struct EntityFinder {
    labels: Labels,
    prefixes: Prefixes,
    view: View,
    index: OnceLock<NameIndex>,
}

impl EntityFinder {
    /// A finder by these names and prefixes.
    pub fn new(labels: &Labels, prefixes: &Prefixes) -> Self {
        // What only somebody says something of is an entity too.
        let view = View::new(labels.snapshot().clone(), ViewSpec::All);
        let (labels, prefixes) = (labels.clone(), prefixes.clone());
        Self { labels, prefixes, view, index: OnceLock::new() }
    }

    /// All names, indexed.
    pub fn index(&self) -> &NameIndex {
        self.index.get_or_init(|| NameIndex::of(&self.labels, &self.view))
    }

    /// Everything that is stated, with what is only said: the view whose resources are found.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The entity that a text means: an IRI, else a prefixed name whose prefix is declared, else a name in any case and
    /// accents.
    ///
    /// # Errors
    /// [`EntityError`] if it means nothing, or several things.
    pub fn find(&self, text: &str) -> Result<TermId, EntityError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EntityError::Empty);
        }
        let bracketed = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
        let iri = bracketed.unwrap_or(text);
        if let Some(id) = resource(&self.view, iri) {
            return Ok(id);
        }
        if bracketed.is_none()
            && let Some(iri) = self.prefixes.expand(text)
            && let Some(id) = resource(&self.view, &iri)
        {
            return Ok(id);
        }
        self.named(text)
    }

    fn named(&self, text: &str) -> Result<TermId, EntityError> {
        let index = self.index();
        let found = index.exact(text);
        match found.as_slice() {
            [] => Err(EntityError::Unknown {
                name: text.to_owned(),
                suggestions: suggestions(text, index, &self.prefixes),
            }),
            [id] => Ok(*id),
            several => {
                let mut candidates: Vec<_> =
                    several.iter().map(|&id| candidate(id, &self.labels, &self.prefixes)).collect();
                candidates.sort();
                Err(EntityError::Ambiguous { name: text.to_owned(), candidates })
            }
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

/// Whether some triple speaks of the resource: the store never forgets a term.
pub(super) fn is_used(view: &View, id: TermId) -> bool {
    let patterns = [
        QuadPattern::triple(Some(id), None, None),
        QuadPattern::triple(None, None, Some(id)),
        QuadPattern::triple(None, Some(id), None),
    ];
    patterns.iter().any(|pattern| view.count(pattern) > 0)
}

/// How many names are suggested.
const SUGGESTIONS_MAX: usize = 3;

/// The names nearest to a text: the best of what a search finds, else what one edit in three letters makes of it.
fn suggestions(text: &str, index: &NameIndex, prefixes: &Prefixes) -> Vec<String> {
    // A prefixed name is compared by what stands behind the prefix.
    let text = match text.split_once(':') {
        Some((prefix, local)) if prefixes.get(prefix).is_some() => local,
        _ => text,
    };
    let found = index.search(text);
    let best = found.first().map(|found| (found.matched, found.edits));
    let mut names: Vec<String> = found
        .into_iter()
        .take_while(|found| Some((found.matched, found.edits)) == best)
        .map(|found| found.name)
        .collect();
    if names.is_empty() {
        let subjects = index.entries().iter().filter(|entry| index.is_subject(entry.id));
        names = nearest_names(text, subjects.map(|entry| index.name_of(entry)));
    }
    names.truncate(SUGGESTIONS_MAX);
    names
}

/// The names with the fewest typing errors against a text, at most one in three letters; the three best.
pub fn nearest_names(text: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let wanted = Spelling::of(text);
    let mut near: Vec<(usize, String)> =
        names.filter_map(|name| Some((wanted.errors_in(&name)?, name))).collect();
    near.sort_unstable();
    near.dedup();
    near.truncate(SUGGESTIONS_MAX);
    near.into_iter().map(|(_, name)| name).collect()
}

/// How a name is spelt, to compare others with it.
pub struct Spelling {
    folded: String,
    length: usize,
}

impl Spelling {
    /// The spelling of a name, in whatever case and accents.
    pub fn of(name: &str) -> Self {
        let folded = fold(name);
        Self { length: folded.chars().count(), folded }
    }

    /// The typing errors in a name against this one; `None` if they are more than one in three letters.
    pub fn errors_in(&self, name: &str) -> Option<usize> {
        let name = fold(name);
        let errors_max = self.length.div_ceil(3);
        if name.chars().count().abs_diff(self.length) > errors_max {
            return None;
        }
        Some(osa_distance(&name, &self.folded)).filter(|&errors| errors <= errors_max)
    }
}
