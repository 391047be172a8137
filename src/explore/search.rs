//! Entities by name, as an answer.

use super::Namer;
use super::text::{Style, Text};
use crate::evidence::{Explainer, Node, Sources, View};
use crate::model::vocab::rdf;
use crate::model::{Prefixes, QuadPattern, TermId};
use crate::names::{NameIndex, NameMatch};
use serde::Serialize;
use std::ops::Range;

/// The entities that a search found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SearchAnswer {
    /// What was searched for.
    pub text: String,
    /// How many entities fit.
    pub total: u64,
    /// The best of them, the best first; of a later part of the list, the best of that part.
    pub hits: Vec<Hit>,
}

/// An entity that fits.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Hit {
    /// The entity.
    #[serde(flatten)]
    pub entity: Node,
    /// The name that fits.
    pub name: String,
    /// How well it fits.
    pub matched: NameMatch,
    /// Its classes.
    pub classes: Vec<Node>,
    /// How many triples speak of it.
    pub degree: u64,
}

impl SearchAnswer {
    /// The entities whose names fit a text: the best match first, then those that most triples speak of.
    pub fn of(view: &View, text: &str, hits_max: usize, namer: &Namer) -> Self {
        let index = NameIndex::of(namer.labels(), view);
        Self::from_index(&index, view, text, 0..hits_max, namer)
    }

    /// The same from an index that is at hand, and only those in a range of places, from 0.
    pub fn from_index(
        index: &NameIndex,
        view: &View,
        text: &str,
        places: Range<usize>,
        namer: &Namer,
    ) -> Self {
        let found = index.search(text);
        let label = |id| namer.label(id);
        let sources = Sources::default();
        let explainer = Explainer::new(view.snapshot(), &sources, &label);
        let total = found.len() as u64;
        let hits = found
            .into_iter()
            .skip(places.start)
            .take(places.len())
            .map(|found| Hit {
                entity: explainer.node(found.id),
                name: found.name,
                matched: found.matched,
                classes: classes(view, found.id).map(|class| explainer.node(class)).collect(),
                degree: found.degree,
            })
            .collect();
        Self { text: text.to_owned(), total, hits }
    }

    /// The answer as text.
    pub fn to_text(&self, prefixes: &Prefixes) -> Text {
        let writer = super::fact_text::FactWriter { prefixes };
        let mut text = Text::new();
        for hit in &self.hits {
            let name = writer.name(&hit.entity);
            text.push(Style::Title, name.clone());
            if hit.name != name {
                text.plain(format!(" ({})", writer.plain(&hit.name)));
            }
            let classes: Vec<_> = hit.classes.iter().map(|class| writer.name(class)).collect();
            if !classes.is_empty() {
                text.plain(format!("  {}", classes.join(", ")));
            }
            text.push(Style::Dim, format!("  {}", writer.short(&hit.entity))).end_line();
        }
        let left = self.total - self.hits.len() as u64;
        if left > 0 {
            text.push(Style::Dim, format!("and {left} more")).end_line();
        }
        text
    }
}

fn classes(view: &View, id: TermId) -> impl Iterator<Item = TermId> {
    let a = view.snapshot().id_of(rdf::TYPE);
    let mut classes: Vec<TermId> = a
        .into_iter()
        .flat_map(|a| view.scan(&QuadPattern::triple(Some(id), Some(a), None)))
        .map(|quad| quad.object)
        .collect();
    classes.dedup();
    classes.into_iter()
}
