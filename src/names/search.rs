//! Searching by name: prefixes, words in any order, and typing errors.

use super::fold;
use super::index::NameIndex;
use crate::model::{QuadPattern, TermId};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// How well a name fits what was typed, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum NameMatch {
    /// It is the name.
    Exact,
    /// The name begins with it.
    Prefix,
    /// Each word of it begins a word of the name.
    Words,
    /// It is the name but for typing errors.
    Similar,
    /// Each word of it begins a word of the name, or is one but for typing errors.
    SimilarWords,
}

/// An entity that a search found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The entity.
    pub id: TermId,
    /// The name that fits.
    pub name: String,
    /// How well.
    pub matched: NameMatch,
    /// Typing errors in it.
    pub edits: usize,
    /// Words of the name that the text doesn't have.
    pub extra_words: usize,
    /// How many triples speak of the entity.
    pub degree: u64,
}

/// The typing errors that are forgiven in a text: one from four letters, two from eight.
pub fn edits_allowed(text: &str) -> usize {
    match text.chars().count() {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

impl NameIndex {
    /// The entities whose names fit a text: the best match first, then the names with the fewest other words, then those
    /// that most triples speak of. Costs one look at every distinct word; prefixes cost a binary search.
    pub fn search(&self, text: &str) -> Vec<Found> {
        let wanted = fold(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut best = Best::default();
        for (at, entry) in self.entries_with_prefix(&wanted) {
            let matched = if *entry == *wanted { NameMatch::Exact } else { NameMatch::Prefix };
            best.offer(at, matched, 0);
        }
        self.match_words(&wanted, &mut best);
        self.match_whole_names(&wanted, &mut best);
        self.ranked(&wanted, best)
    }

    fn entries_with_prefix(&self, prefix: &str) -> impl Iterator<Item = (u32, &str)> {
        let entries = self.with_prefix(prefix);
        // The slice lies within all entries.
        let first = self.entries().partition_point(|entry| &*entry.folded < prefix);
        entries.iter().enumerate().map(move |(at, entry)| ((first + at) as u32, &*entry.folded))
    }

    /// Names that have a word for each word of the text: one that begins with it, or one that is typed nearly so.
    fn match_words(&self, wanted: &str, best: &mut Best) {
        let mut fitting: Option<FxHashMap<u32, usize>> = None;
        for word in wanted.split(' ') {
            let found = self.fitting_word(word);
            fitting = Some(match fitting {
                None => found,
                Some(before) => before
                    .into_iter()
                    .filter_map(|(entry, edits)| Some((entry, edits + found.get(&entry)?)))
                    .collect(),
            });
        }
        for (entry, edits) in fitting.unwrap_or_default() {
            let matched = if edits == 0 { NameMatch::Words } else { NameMatch::SimilarWords };
            best.offer(entry, matched, edits);
        }
    }

    /// Entries with a word that fits, each with the fewest edits.
    fn fitting_word(&self, wanted: &str) -> FxHashMap<u32, usize> {
        let mut fitting = FxHashMap::default();
        for word in self.words_with_prefix(wanted) {
            fitting.insert(word.entry, 0);
        }
        let edits_max = edits_allowed(wanted);
        if edits_max > 0 {
            for (text, run) in self.distinct_words() {
                if let Some(edits @ 1..) = edits_within(text, wanted, edits_max) {
                    for word in run {
                        let fewest = fitting.entry(word.entry).or_insert(edits);
                        *fewest = edits.min(*fewest);
                    }
                }
            }
        }
        fitting
    }

    /// Names that are the text but for typing errors, blanks among them.
    fn match_whole_names(&self, wanted: &str, best: &mut Best) {
        let edits_max = edits_allowed(wanted);
        if edits_max == 0 {
            return;
        }
        for (at, entry) in self.entries().iter().enumerate() {
            if let Some(edits @ 1..) = edits_within(&entry.folded, wanted, edits_max) {
                best.offer(at as u32, NameMatch::Similar, edits);
            }
        }
    }

    /// Each entity once, by its best name.
    fn ranked(&self, wanted: &str, best: Best) -> Vec<Found> {
        let mut by_entity = FxHashMap::<TermId, (NameMatch, usize, u32)>::default();
        for (at, (matched, edits)) in best.by_entry {
            let id = self.entries()[at as usize].id;
            if self.is_subject(id) {
                let score = (matched, edits, at);
                by_entity.entry(id).and_modify(|own| *own = score.min(*own)).or_insert(score);
            }
        }
        let mut found: Vec<Found> = by_entity
            .into_iter()
            .map(|(id, (matched, edits, at))| Found {
                id,
                name: self.name_of(&self.entries()[at as usize]),
                matched,
                edits,
                extra_words: self.extra_words(at, wanted),
                degree: self.degree(id),
            })
            .collect();
        found.sort_by(|a, b| {
            let key = |f: &Found| (f.matched, f.edits, f.extra_words, std::cmp::Reverse(f.degree));
            key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name)).then(a.id.cmp(&b.id))
        });
        found
    }

    fn extra_words(&self, at: u32, wanted: &str) -> usize {
        let words = |text: &str| text.split(' ').count();
        words(&self.entries()[at as usize].folded).saturating_sub(words(wanted))
    }

    fn degree(&self, id: TermId) -> u64 {
        let snapshot = self.labels().snapshot();
        snapshot.count(&QuadPattern::triple(Some(id), None, None))
            + snapshot.count(&QuadPattern::triple(None, None, Some(id)))
    }
}

/// The best match of each entry so far.
#[derive(Default)]
struct Best {
    by_entry: FxHashMap<u32, (NameMatch, usize)>,
}

impl Best {
    fn offer(&mut self, entry: u32, matched: NameMatch, edits: usize) {
        let offered = (matched, edits);
        self.by_entry.entry(entry).and_modify(|own| *own = offered.min(*own)).or_insert(offered);
    }
}

/// The edits between two texts, if they are few enough; swapping two neighbours counts one (optimal string alignment).
fn edits_within(a: &str, b: &str, edits_max: usize) -> Option<usize> {
    // The lengths in bytes differ by four at most for each character more or less.
    if a.len().abs_diff(b.len()) > 4 * edits_max {
        return None;
    }
    if a.chars().count().abs_diff(b.chars().count()) > edits_max {
        return None;
    }
    let edits = strsim::osa_distance(a, b);
    (edits <= edits_max).then_some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{View, ViewSpec};
    use crate::names::Labels;
    use crate::store::{Loader, Store};

    fn index(names: &[&str]) -> NameIndex {
        let store = Store::new();
        let mut loader = Loader::begin(&store);
        let mut turtle = String::from("PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n");
        for (at, name) in names.iter().enumerate() {
            turtle.push_str(&format!("<http://e.org/x{at}> rdfs:label \"{name}\"@en .\n"));
        }
        loader.read_turtle("names", &turtle).expect("sound Turtle");
        loader.commit().expect("a small store");
        let view = View::new(store.snapshot(), ViewSpec::All);
        NameIndex::of(&Labels::of(&store.snapshot(), None), &view)
    }

    fn found(index: &NameIndex, text: &str) -> Vec<(String, NameMatch)> {
        index.search(text).into_iter().map(|found| (found.name, found.matched)).collect()
    }

    #[test]
    fn matches_from_exact_to_similar() {
        let index = index(&["Liang", "Liang Wenfeng", "Wen Liang", "Laing", "Zhejiang"]);
        let names = found(&index, "LIÁNG");
        let expected = [
            ("Liang", NameMatch::Exact),
            ("Liang Wenfeng", NameMatch::Prefix),
            ("Wen Liang", NameMatch::Words),
            ("Laing", NameMatch::Similar),
        ];
        assert_eq!(names, expected.map(|(name, matched)| (name.to_owned(), matched)));
    }

    #[test]
    fn forgives_one_error_from_four_letters_and_two_from_eight() {
        let index = index(&["uvw", "abcd", "ijklmnop"]);
        assert!(found(&index, "uvx").is_empty());
        assert_eq!(found(&index, "abdc")[0].0, "abcd");
        assert!(found(&index, "axxd").is_empty());
        assert_eq!(found(&index, "ijkmlnpo")[0].0, "ijklmnop");
        assert!(found(&index, "xxxlmnop").is_empty());
    }

    #[test]
    fn finds_words_in_any_order_and_names_without_their_blank() {
        let index = index(&["Game Science", "DeepSeek"]);
        assert_eq!(found(&index, "science game")[0].0, "Game Science");
        assert_eq!(found(&index, "deep seek")[0].0, "DeepSeek");
        assert_eq!(found(&index, "sci gam")[0], ("Game Science".to_owned(), NameMatch::Words));
        assert!(found(&index, "  ").is_empty());
    }
}
