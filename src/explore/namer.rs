//! Names and phrases for answers: the data's own, else the engine's for its own vocabulary.

use crate::evidence::engine_phrases;
use crate::format::term_text;
use crate::model::vocab::wl;
use crate::model::{Prefixes, QuadPattern, Term, TermId};
use crate::names::{Labels, iri_end};
use crate::store::Snapshot;

/// Gives resources their names, and properties their phrases in both directions.
#[derive(Clone, Debug)]
pub struct Namer {
    labels: Labels,
    prefixes: Prefixes,
}

impl Namer {
    /// Names in a preferred language, and short forms by these prefixes.
    pub fn new(snapshot: &Snapshot, prefixes: &Prefixes, language: Option<&str>) -> Self {
        Self { labels: Labels::of(snapshot, language), prefixes: prefixes.clone() }
    }

    /// The names that the data has.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The prefixes of short forms.
    pub fn prefixes(&self) -> &Prefixes {
        &self.prefixes
    }

    /// The name of a resource; `None` for literals, and for what has none.
    pub fn label(&self, id: TermId) -> Option<String> {
        self.labels.label(id).or_else(|| match self.labels.snapshot().term(id)? {
            Term::NamedNode(node) => engine_phrases().get(node.as_str())?[0].clone(),
            _ => None,
        })
    }

    /// What is printed for a term: its name, else its short form, else its text.
    pub fn display(&self, id: TermId) -> String {
        if let Some(label) = self.label(id) {
            return label;
        }
        match self.labels.snapshot().term(id) {
            Some(Term::NamedNode(node)) => iri_end(node.as_str()).to_owned(),
            Some(term) => term_text(term.as_ref(), &self.prefixes),
            None => String::new(),
        }
    }

    /// The phrase of a property read from object to subject: "founded by". `None` if nobody has given one.
    pub fn inverse_phrase(&self, property: TermId) -> Option<String> {
        let snapshot = self.labels.snapshot();
        if let Some(inverse) = snapshot.id_of(wl::INVERSE_LABEL)
            && let Some(quad) =
                snapshot.scan(&QuadPattern::triple(Some(property), Some(inverse), None)).next()
            && let Some(Term::Literal(phrase)) = snapshot.term(quad.object)
        {
            return Some(phrase.value().to_owned());
        }
        match snapshot.term(property)? {
            Term::NamedNode(node) => engine_phrases().get(node.as_str())?[1].clone(),
            _ => None,
        }
    }
}
