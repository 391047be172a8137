//! Random texts with spans, random edits: no span is put where the edits didn't carry it.
//!
//! Where an edit carried a stretch is told from the texts alone: what lies in their common beginning stays, what lies in their
//! common end is displaced by the difference of their lengths. So it counts no matter in which of several ways the same
//! change can be told ("Lyon and Lyon" with either town cut out).

use super::finder::{Place, find_places};
use crate::evidence::document::{CONTEXT, sha256_hex};
use crate::evidence::{Source, Span};
use crate::model::{Limits, TermId};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

/// Few enough to come again and again.
const WORDS: [&str; 16] = [
    "Lyon",
    "Lille",
    "arms",
    "\"We",
    "said.\"",
    "it's",
    "plant\n",
    "40",
    "the",
    "a",
    "makes",
    "year.\n\n",
    "opened",
    "well-known",
    "manager",
    "on - and",
];

const BOILERPLATE: [&str; 3] = [
    "Photograph by our correspondent in Lyon, all rights reserved. ",
    "Read more about the plant that makes the arms of the year in our newsletter, which \"comes\" daily.\n",
    "40 a 40 a 40 a 40 a 40 a 40 a 40 a 40 a 40 a 40 a 40 a 40 a 40 a ",
];

fn words(count: Range<usize>) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), count).prop_map(|words| words.join(" "))
}

fn passage() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => words(1..30),
        1 => prop::sample::select(&BOILERPLATE[..]).prop_map(str::to_owned),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(passage(), 1..20).prop_map(|passages| passages.join(" "))
}

#[derive(Clone, Debug)]
enum Edit {
    /// Puts a text in the place of a stretch, either of which may be empty. Places are shares of the text.
    Replace {
        at: f64,
        length: usize,
        with: String,
    },
    /// Says a stretch of the text once more somewhere, so that it is carried to both places.
    Repeat {
        at: f64,
        length: usize,
        to: f64,
    },
    CurlyQuotes,
    CrLf,
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = || 0.0..1.0f64;
    let text = prop_oneof![1 => Just(String::new()), 3 => words(1..20), 1 => words(20..100)];
    prop_oneof![
        12 => (at(), 0..120usize, text)
            .prop_map(|(at, length, with)| Edit::Replace { at, length, with }),
        4 => (at(), 1..8usize, words(1..3)).prop_map(|(at, length, with)| Edit::Replace { at, length, with }),
        2 => (at(), 1..150usize, at()).prop_map(|(at, length, to)| Edit::Repeat { at, length, to }),
        1 => Just(Edit::CurlyQuotes),
        1 => Just(Edit::CrLf),
    ]
}

/// A text after some edits, and where they may have carried each of some stretches.
struct Edited {
    text: Vec<char>,
    carried: Vec<Vec<Range<usize>>>,
}

impl Edited {
    fn apply(&mut self, edit: &Edit) {
        let share = |at: f64| (at * (self.text.len() + 1) as f64) as usize;
        match edit {
            Edit::Replace { at, length, with } => {
                let at = share(*at);
                self.splice(at, *length, with.chars().collect());
            }
            Edit::Repeat { at, length, to } => {
                let (at, to) = (share(*at), share(*to));
                let repeated = at..(at + length).min(self.text.len());
                let copy = self.text[repeated.clone()].to_vec();
                let mut copies = self.carried.clone();
                for ranges in &mut copies {
                    ranges
                        .retain(|range| repeated.start <= range.start && range.end <= repeated.end);
                }
                self.splice(to, 0, copy);
                for (ranges, copies) in self.carried.iter_mut().zip(copies) {
                    let copied = |place: usize| place - at + to;
                    ranges.extend(copies.iter().map(|r| copied(r.start)..copied(r.end)));
                }
            }
            Edit::CurlyQuotes => {
                let mut opens = false;
                for letter in &mut self.text {
                    *letter = match *letter {
                        '"' => {
                            opens = !opens;
                            if opens { '“' } else { '”' }
                        }
                        '\'' => '’',
                        other => other,
                    };
                }
            }
            Edit::CrLf => {
                let mut places = Vec::new();
                let mut text = Vec::new();
                for (at, &letter) in self.text.iter().enumerate() {
                    places.push(text.len());
                    if letter == '\n' && (at == 0 || self.text[at - 1] != '\r') {
                        text.push('\r');
                    }
                    text.push(letter);
                }
                places.push(text.len());
                self.text = text;
                for range in self.carried.iter_mut().flatten() {
                    *range = places[range.start]..places[range.end];
                }
            }
        }
    }

    fn splice(&mut self, at: usize, length: usize, with: Vec<char>) {
        let old = self.text.clone();
        self.text.splice(at..(at + length).min(old.len()), with);
        for ranges in &mut self.carried {
            let mut carried: Vec<_> =
                ranges.iter().flat_map(|range| carried_to(&old, &self.text, range)).collect();
            carried.sort_by_key(|range| range.start);
            carried.dedup();
            *ranges = carried;
        }
    }
}

/// Where a stretch of one text may be in another that differs from it in one stretch.
fn carried_to(old: &[char], new: &[char], range: &Range<usize>) -> Vec<Range<usize>> {
    let same_start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let same_end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let displaced = |at: usize| at + new.len() - old.len();
    let stays = (range.end <= same_start).then(|| range.clone());
    let goes =
        (old.len() - same_end <= range.start).then(|| displaced(range.start)..displaced(range.end));
    stays.into_iter().chain(goes).collect()
}

pub(super) fn span(source: &Source, range: Range<usize>) -> Span {
    let range = range.start as u64..range.end as u64;
    let digest = |text: &str| sha256_hex(text.as_bytes());
    let (before, after) = source.surroundings(range.clone()).expect("the span is within the text");
    let id = TermId::new(1).expect("1 is not 0");
    Span {
        id,
        document: id,
        sha256: digest(source.slice(range.clone()).expect("the span is within the text")),
        before: Some(digest(before)),
        after: Some(digest(after)),
        range,
    }
}

/// Begins and ends of words, so that spans are what a person cites.
fn span_at(text: &[char], at: f64, words: usize) -> Option<Range<usize>> {
    let from = (at * text.len() as f64) as usize;
    let is_start = |at: &usize| *at == 0 || text[at - 1].is_whitespace();
    let start = (from..text.len()).find(|at| is_start(at) && !text[*at].is_whitespace())?;
    let ends = (start + 1..=text.len()).filter(|&end| {
        (end == text.len() || text[end].is_whitespace()) && !text[end - 1].is_whitespace()
    });
    Some(start..ends.take(words).last()?)
}

/// For each stretch all that nothing tells from it once some are cut: those with the same words between the same surroundings;
/// those with the same words where these and a surrounding that is the same decide a place by their length; and those with the
/// same words that are as far from it as such a one is from another of the stretches, whose place is taken for a neighbour's.
fn alike(text: &[char], ranges: &[Range<usize>]) -> Vec<Vec<Range<usize>>> {
    let context = CONTEXT as usize;
    let around = |range: &Range<usize>| {
        let before = &text[range.start.saturating_sub(context)..range.start];
        let after = &text[range.end..(range.end + context).min(text.len())];
        [before, &text[range.clone()], after]
    };
    let stretches = |length: usize| (0..=text.len() - length).map(move |at| at..at + length);
    let mut distances = BTreeSet::new();
    for range in ranges {
        let [before, words, after] = around(range);
        let twins = stretches(range.len()).filter(|stretch| {
            let twin = around(stretch);
            let same = [twin[0] == before, twin[2] == after];
            let fitting = words.len() + same.iter().filter(|&&same| same).count() * context;
            twin[1] == words && (same == [true; 2] || fitting >= 2 * context)
        });
        distances.extend(twins.map(|twin| twin.start as isize - range.start as isize));
    }
    let alike = |range: &Range<usize>| {
        let starts = distances.iter().filter_map(|&far| range.start.checked_add_signed(far));
        let others = starts.map(|start| start..start + range.len());
        others.filter(|other| text.get(other.clone()) == text.get(range.clone())).collect()
    };
    ranges.iter().map(alike).collect()
}

/// The text without what letters-only changes change.
fn plain(text: &[char]) -> String {
    let text: String = text.iter().collect();
    text.replace("\r\n", "\n").replace(['“', '”'], "\"").replace('’', "'").replace(['–', '—'], "-")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn a_span_is_found_where_the_edits_carried_it_or_not_at_all(
        text in text(),
        spans in prop::collection::vec((0.0..1.0f64, prop_oneof![3 => 1..4usize, 2 => 4..25usize]), 1..12),
        edits in prop::collection::vec(edit(), 0..5),
        length_is_known in prop::bool::weighted(0.8),
    ) {
        let old: Vec<char> = text.chars().collect();
        let source = Source::new("old", text.clone().into_bytes()).expect("it is UTF-8");
        let ranges: Vec<_> =
            spans.iter().filter_map(|&(at, words)| span_at(&old, at, words)).collect();
        let spans: Vec<_> = ranges.iter().map(|range| span(&source, range.clone())).collect();
        let alike = alike(&old, &ranges);
        let mut edited = Edited { text: old.clone(), carried: alike.clone() };
        for edit in &edits {
            edited.apply(edit);
        }
        let old_length = length_is_known.then_some(source.len());
        let places = find_places(&spans, old_length, &edited.text, &Limits::default()).unwrap();
        let carried = alike.iter().zip(&edited.carried);
        for ((range, (alike, carried)), place) in ranges.iter().zip(carried).zip(places) {
            let Place::Found { range: place, letters, .. } = place else {
                prop_assert!(!edits.is_empty() || !length_is_known, "{:?} is lost", range);
                continue;
            };
            let (words, found) = (&old[range.clone()], &edited.text[place.clone()]);
            prop_assert_eq!(letters.is_empty(), words == found, "{:?}", letters);
            prop_assert_eq!(plain(words), plain(found));
            let at_once = |range: &Range<usize>| carried_to(&old, &edited.text, range);
            prop_assert!(
                carried.contains(&place) || alike.iter().any(|r| at_once(r).contains(&place)),
                "{:?} {:?} was carried to {:?} and put at {:?}\n{:?}\n{:?}",
                range, words.iter().collect::<String>(), carried, place,
                old.iter().collect::<String>(), edited.text.iter().collect::<String>()
            );
        }
    }
}
