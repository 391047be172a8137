//! The index of names: every name of every resource, folded and sorted, by whole name and by word.

use super::resolve::is_used;
use super::{Labels, fold, iri_end};
use crate::evidence::{Role, Roles, View};
use crate::model::{QuadPattern, Term, TermId};
use crate::store::TermKind;

/// One name of a resource.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Entry {
    /// The name, folded.
    pub folded: Box<str>,
    /// The resource.
    pub id: TermId,
    /// The name as the data has it; `None` where it is the end of an IRI.
    pub name: Option<Box<str>>,
}

/// All names of a snapshot's resources. A resource without a name is called by the end of its IRI.
#[derive(Debug)]
pub struct NameIndex {
    labels: Labels,
    roles: Roles,
    /// Sorted.
    entries: Vec<Entry>,
    /// Each word of each entry's folded name, sorted: where it stands in that name, and the entry's number.
    words: Vec<Word>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub entry: u32,
    start: u32,
    end: u32,
}

impl NameIndex {
    /// Reads all names of what a view speaks of. One pass over the name properties and one over the terms.
    pub fn of(labels: &Labels, view: &View) -> Self {
        let mut entries = named(labels);
        entries.extend(nameless(labels, view));
        entries.sort_unstable();
        entries.dedup();
        let mut words = Vec::with_capacity(entries.len() * 2);
        for (at, entry) in entries.iter().enumerate() {
            for word in entry.folded.split(' ').filter(|word| !word.is_empty()) {
                // The word is a part of this very text.
                let start = word.as_ptr() as usize - entry.folded.as_ptr() as usize;
                let end = start + word.len();
                words.push(Word { entry: at as u32, start: start as u32, end: end as u32 });
            }
        }
        words.sort_unstable_by(|a, b| {
            let text = |word: &Word| &entries[word.entry as usize].folded[word.range()];
            (text(a), a.entry).cmp(&(text(b), b.entry))
        });
        let roles = Roles::of(labels.snapshot());
        Self { labels: labels.clone(), roles, entries, words }
    }

    /// The names of single resources.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The resources of a name in any case and accents: those that the graph is about, or, where none of them is called
    /// so, any.
    pub fn exact(&self, name: &str) -> Vec<TermId> {
        let wanted = fold(name);
        let start = self.entries.partition_point(|entry| *entry.folded < *wanted);
        let same = self.entries[start..].iter().take_while(|entry| *entry.folded == *wanted);
        let mut ids: Vec<TermId> = same.map(|entry| entry.id).collect();
        ids.dedup();
        let subjects: Vec<TermId> = ids.iter().copied().filter(|&id| self.is_subject(id)).collect();
        if subjects.is_empty() { ids } else { subjects }
    }

    /// Whether the graph is about the resource: it is neither vocabulary nor a carrier of evidence.
    pub(super) fn is_subject(&self, id: TermId) -> bool {
        matches!(self.roles.role(id), Role::Entity | Role::Document)
    }

    /// The name of an entry as the data has it.
    pub(super) fn name_of(&self, entry: &Entry) -> String {
        match &entry.name {
            Some(name) => name.to_string(),
            None => match self.labels.snapshot().term(entry.id) {
                Some(Term::NamedNode(node)) => iri_end(node.as_str()).to_owned(),
                _ => entry.folded.to_string(),
            },
        }
    }

    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries whose folded name begins with a text, in order.
    pub(super) fn with_prefix(&self, prefix: &str) -> &[Entry] {
        let start = self.entries.partition_point(|entry| &*entry.folded < prefix);
        let rest = &self.entries[start..];
        &rest[..rest.partition_point(|entry| entry.folded.starts_with(prefix))]
    }

    /// The words that begin with a text, in order.
    pub(super) fn words_with_prefix(&self, prefix: &str) -> &[Word] {
        let start = self.words.partition_point(|word| self.text(word) < prefix);
        let rest = &self.words[start..];
        &rest[..rest.partition_point(|word| self.text(word).starts_with(prefix))]
    }

    /// Runs of equal words, each with its text.
    pub(super) fn distinct_words(&self) -> impl Iterator<Item = (&str, &[Word])> {
        self.words
            .chunk_by(|a, b| self.text(a) == self.text(b))
            .map(|run| (self.text(&run[0]), run))
    }

    pub(super) fn text(&self, word: &Word) -> &str {
        &self.entries[word.entry as usize].folded[word.range()]
    }
}

impl Word {
    fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

fn named(labels: &Labels) -> Vec<Entry> {
    let snapshot = labels.snapshot();
    let mut entries = Vec::new();
    for &property in labels.properties() {
        for quad in snapshot.scan(&QuadPattern::triple(None, Some(property), None)) {
            if let Some(Term::Literal(literal)) = snapshot.term(quad.object) {
                entries.push(Entry {
                    folded: fold(literal.value()).into(),
                    id: quad.subject,
                    name: Some(literal.value().into()),
                });
            }
        }
    }
    entries
}

/// The resources that have no name in a language that is asked for, by the end of their IRI.
fn nameless(labels: &Labels, view: &View) -> Vec<Entry> {
    let snapshot = labels.snapshot();
    (1..=snapshot.terms_len())
        .filter_map(TermId::new)
        .filter(|&id| snapshot.kind(id) == Some(TermKind::Iri))
        .filter(|&id| is_used(view, id) && labels.label(id).is_none())
        .filter_map(|id| match snapshot.term(id)? {
            Term::NamedNode(node) => {
                Some(Entry { folded: fold(iri_end(node.as_str())).into(), id, name: None })
            }
            _ => None,
        })
        .collect()
}
