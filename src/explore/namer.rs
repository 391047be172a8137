//! Names and phrases for answers: the data's own, else the engine's for its own vocabulary.

use crate::evidence::{engine_phrases, literal_of};
use crate::format::term_text;
use crate::model::vocab::schema::{CURRENCY, MAX_VALUE, MIN_VALUE, UNIT_TEXT, VALUE};
use crate::model::vocab::wl;
use crate::model::{NamedNodeRef, Prefixes, Term, TermId};
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

    /// The same preferences for the resources of another snapshot.
    pub fn on(&self, snapshot: &Snapshot) -> Self {
        Self { labels: self.labels.on(snapshot), prefixes: self.prefixes.clone() }
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
        let engine_phrase = || match self.labels.snapshot().term(id)? {
            Term::NamedNode(node) => engine_phrases().get(node.as_str())?[0].clone(),
            _ => None,
        };
        self.labels.label(id).or_else(engine_phrase).or_else(|| self.value_summary(id))
    }

    /// A value node in words, "at least 100 Eflops"; `None` for what has no `schema:value` or bound.
    fn value_summary(&self, id: TermId) -> Option<String> {
        let text = |property: NamedNodeRef<'_>| self.text(id, property);
        let amount = [("", VALUE), ("at least ", MIN_VALUE), ("at most ", MAX_VALUE)]
            .into_iter()
            .filter_map(|(bound, property)| Some(format!("{bound}{}", text(property)?)))
            .collect::<Vec<_>>()
            .join(", ");
        if amount.is_empty() {
            return None;
        }
        match text(UNIT_TEXT).or_else(|| text(CURRENCY)) {
            Some(unit) => Some(format!("{amount} {unit}")),
            None => Some(amount),
        }
    }

    fn text(&self, id: TermId, property: NamedNodeRef<'_>) -> Option<String> {
        literal_of(self.labels.snapshot(), id, property)
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

    /// The same for a term that the data may not hold.
    pub fn display_term(&self, term: &Term) -> String {
        match (self.labels.snapshot().id_of(term), term) {
            (Some(id), _) => self.display(id),
            (None, Term::NamedNode(node)) => match engine_phrases().get(node.as_str()) {
                Some([Some(phrase), _]) => phrase.clone(),
                _ => iri_end(node.as_str()).to_owned(),
            },
            (None, term) => term_text(term.as_ref(), &self.prefixes),
        }
    }

    /// The phrase of a property read from object to subject: "founded by". `None` if nobody has given one.
    pub fn inverse_phrase(&self, property: TermId) -> Option<String> {
        self.text(property, wl::INVERSE_LABEL).or_else(|| {
            match self.labels.snapshot().term(property)? {
                Term::NamedNode(node) => engine_phrases().get(node.as_str())?[1].clone(),
                _ => None,
            }
        })
    }
}
