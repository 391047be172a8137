//! Where the spans of a document are in a changed copy of it: first by the digests of their surroundings, then by their own.
//!
//! No span may be put in a wrong place. So a place is taken only for one of these reasons, the firmest first:
//!
//! 1. the words stand there between their very surroundings, and nowhere else so;
//! 2. the words stand there, and the place is displaced just as the nearest spans on both sides are that were found, or just
//!    as one of them is, and then the surrounding on its side fits too;
//! 3. the words stand there and nowhere else, and they and the surroundings that fit are [`ALONE_MIN`] code points or more.
//!
//! But for what both neighbours agree on, a place of the last two kinds must be in order between the neighbours, and what
//! decides it, the one neighbour's side or all that fits, must stand there only.

use super::lettering::{Lettering, Letters};
use super::ruler::{Anchor, Ruler};
use super::windows::{Around, Digest, Reading, parse_digest};
use crate::evidence::Span;
use crate::evidence::document::CONTEXT;
use crate::model::{LimitExceeded, Limits};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How many code points of a span and its surroundings decide a place by themselves: as many as both surroundings have.
const ALONE_MIN: usize = 2 * SURROUNDING;

/// The length of a surrounding, where the document doesn't end first.
const SURROUNDING: usize = CONTEXT as usize;

/// Words or surroundings that stand at more places than this tell nothing of a place.
const PLACES_MAX: usize = 64;

/// The beginning of the text, which has none before it.
const START: Anchor = Anchor { old: 0, new: 0 };

/// In how long a text words are looked for that can't tell a place, for a person to look at: one pass for each length.
const HINTS_LENGTH_MAX: usize = 1 << 20;

/// Where a span is in the copy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// Its words stand there, up to these letters.
    Found {
        range: Range<usize>,
        letters: Vec<Letters>,
        /// Whether the same words still stand before and behind them.
        is_surrounded: bool,
    },
    /// Its surroundings stand around this, and these are other words.
    Reworded(Range<usize>),
    /// It can't be told.
    Unknown(Traces),
}

/// Where the parts of a span stand that couldn't be placed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Traces {
    pub words: BTreeSet<usize>,
    /// Behind what stood before the words.
    pub before: BTreeSet<usize>,
    /// Where what stood behind the words begins.
    pub after: BTreeSet<usize>,
}

/// What is looked for, and what has been seen of it.
struct Sought {
    old: Range<u64>,
    /// Code points; the length of a span that no text can hold is the largest number.
    length: usize,
    words: Option<Digest>,
    before: Option<(Digest, usize)>,
    after: Option<(Digest, usize)>,
    traces: Traces,
    /// Whether the traces of the words are all that there are.
    words_are_sought: bool,
    candidates: Vec<Candidate>,
    found: Option<Candidate>,
}

/// A stretch of the copy that has a span's words.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Candidate {
    range: Range<usize>,
    /// With which the words are the span's.
    lettering: Lettering,
    /// How many code points before and behind it fit.
    before: usize,
    after: usize,
}

/// The nearest spans that were found, or the text's ends where its old length is known.
#[derive(Clone, Copy)]
struct Neighbours {
    before: Anchor,
    after: Option<Anchor>,
}

/// The places of spans of one document in a copy of it, in the order of the spans.
///
/// # Errors
/// The limit that was reached.
pub(super) fn find_places(
    spans: &[Span],
    old_length: Option<u64>,
    copy: &[char],
    limits: &Limits,
) -> Result<Vec<Place>, LimitExceeded> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|&at| (spans[at].range.start, spans[at].range.end));
    let sought = order.iter().map(|&at| Sought::new(&spans[at], old_length)).collect();
    let letterings = Lettering::of(copy);
    let rulers = Ruler::of(copy, &letterings);
    let mut finder = Finder { copy, letterings, rulers, old_length, sought, read: 0, limits };
    finder.find_by_surroundings()?;
    finder.find_by_neighbours()?;
    finder.look_for_words()?;
    finder.find_by_neighbours()?;
    let mut places = vec![Place::Unknown(Traces::default()); spans.len()];
    for (at, sought) in order.into_iter().zip(finder.sought) {
        places[at] = sought.into_place();
    }
    Ok(places)
}

struct Finder<'a> {
    copy: &'a [char],
    letterings: Vec<Lettering>,
    rulers: Vec<Ruler>,
    old_length: Option<u64>,
    /// In the order of the old text.
    sought: Vec<Sought>,
    /// How many of the letterings have been looked through.
    read: usize,
    limits: &'a Limits,
}

impl Finder<'_> {
    /// Looks through one lettering after another for the surroundings of spans that aren't found yet.
    fn find_by_surroundings(&mut self) -> Result<(), LimitExceeded> {
        for read in 0..self.letterings.len() {
            if self.sought.iter().all(|sought| sought.found.is_some()) {
                break;
            }
            self.look_for_surroundings(self.letterings[read])?;
            self.read = read + 1;
            for at in 0..self.sought.len() {
                if self.sought[at].found.is_none() {
                    self.limits.check()?;
                    let candidates = self.candidates(at);
                    let mut whole = candidates.iter().filter(|found| found.is_whole());
                    if let (Some(only), None) = (whole.next(), whole.next()) {
                        self.sought[at].found = Some(only.clone());
                    }
                    self.sought[at].candidates = candidates;
                }
            }
        }
        Ok(())
    }

    fn look_for_surroundings(&mut self, lettering: Lettering) -> Result<(), LimitExceeded> {
        let open = || self.sought.iter().filter(|sought| sought.found.is_none());
        let wanted = open().flat_map(|sought| [sought.whole_before(), sought.whole_after()]);
        let wanted: FxHashSet<Digest> = wanted.flatten().collect();
        let reading = Reading::new(self.copy, lettering);
        let windows = reading.find(SURROUNDING, &wanted, self.limits)?;
        let places = |digest: Option<Digest>, offset| {
            let starts = digest.and_then(|digest| windows.get(&digest)).into_iter().flatten();
            let places = starts.filter_map(|start| reading.place(start + offset));
            places.take(PLACES_MAX + 1).collect::<Vec<usize>>()
        };
        for sought in self.sought.iter_mut().filter(|sought| sought.found.is_none()) {
            sought.traces.before.extend(places(sought.whole_before(), SURROUNDING));
            sought.traces.after.extend(places(sought.whole_after(), 0));
        }
        Ok(())
    }

    /// The stretches that have a span's words, of all that its traces lead to.
    fn candidates(&self, at: usize) -> Vec<Candidate> {
        let Sought { length, words, traces, .. } = &self.sought[at];
        let mut found = BTreeMap::<(usize, usize), Lettering>::new();
        for around in self.readings() {
            let starts = few(&traces.before).chain(few(&traces.words));
            let from = starts.filter_map(|start| around.stretch_from(start, *length));
            let to = few(&traces.after).filter_map(|end| around.stretch_to(end, *length));
            for (range, digest) in from.chain(to) {
                if Some(digest) == *words {
                    found.entry((range.start, range.end)).or_insert(around.lettering);
                }
            }
        }
        let candidate = |((start, end), lettering)| self.candidate(at, start..end, lettering);
        found.into_iter().map(candidate).filter(|found| self.stands_alone(found)).collect()
    }

    /// The letterings that have been looked through, those that change least first.
    fn readings(&self) -> impl Iterator<Item = Around<'_>> {
        let letterings = self.letterings[..self.read].iter();
        letterings.map(|&lettering| Around { text: self.copy, lettering })
    }

    /// A stretch that has a span's words, with what fits around it.
    fn candidate(&self, at: usize, range: Range<usize>, lettering: Lettering) -> Candidate {
        let Sought { before, after, .. } = &self.sought[at];
        let before = before.filter(|&(digest, letters)| {
            self.readings().any(|text| text.digest_before(range.start, letters) == Some(digest))
        });
        let after = after.filter(|&(digest, letters)| {
            self.readings().any(|text| text.digest_after(range.end, letters) == Some(digest))
        });
        let [before, after] = [before, after].map(|side| side.map_or(0, |(_, letters)| letters));
        Candidate { range, lettering, before, after }
    }

    /// Looks for the words of spans that aren't found yet, in the copy as it is: one pass for each length.
    fn look_for_words(&mut self) -> Result<(), LimitExceeded> {
        let mut open = BTreeMap::<usize, Vec<usize>>::new();
        for (at, sought) in self.sought.iter().enumerate() {
            let tells = sought.may_stand_alone() || self.copy.len() <= HINTS_LENGTH_MAX;
            if sought.found.is_none() && tells {
                open.entry(sought.length).or_default().push(at);
            }
        }
        if open.is_empty() {
            return Ok(());
        }
        let reading = Reading::new(self.copy, Lettering::default());
        for (length, spans) in open {
            let wanted = spans.iter().filter_map(|&at| self.sought[at].words).collect();
            let windows = reading.find(length, &wanted, self.limits)?;
            for at in spans {
                let words = self.sought[at].words;
                let starts = words.and_then(|words| windows.get(&words)).into_iter().flatten();
                self.sought[at].traces.words.extend(starts.take(PLACES_MAX + 1));
                self.sought[at].words_are_sought = true;
                self.sought[at].candidates = self.candidates(at);
            }
        }
        Ok(())
    }

    /// Places spans by those that are found, and goes on while that finds more.
    fn find_by_neighbours(&mut self) -> Result<(), LimitExceeded> {
        loop {
            let neighbours = self.neighbours();
            let ruler = self.ruler();
            let mut found = Vec::new();
            for (at, neighbours) in neighbours.into_iter().enumerate() {
                if self.sought[at].found.is_none() {
                    self.limits.check()?;
                    found
                        .extend(self.by_neighbours(at, neighbours, ruler).map(|place| (at, place)));
                }
            }
            if found.is_empty() {
                return Ok(());
            }
            for (at, place) in found {
                self.sought[at].found = Some(place);
            }
        }
    }

    /// The ruler by which most of the found spans are displaced as the ones before them; the one that takes the line ends as
    /// they are, where no other is better.
    fn ruler(&self) -> &Ruler {
        let found = self.sought.iter().filter_map(Sought::anchor);
        let anchors: Vec<Anchor> = [START].into_iter().chain(found).chain(self.end()).collect();
        let score = |ruler: &&Ruler| {
            let alike =
                |pair: &&[Anchor]| ruler.displaced(pair[1].old, pair[0]) == Some(pair[1].new);
            anchors.windows(2).filter(alike).count()
        };
        // `max_by_key` takes the last of equals, and the line ends as they are come first.
        let best = self.rulers.iter().rev().max_by_key(score);
        best.expect("the text as it is is always one of the letterings")
    }

    /// The end of the text, if its old length is known.
    fn end(&self) -> Option<Anchor> {
        self.old_length.map(|old| Anchor { old, new: self.copy.len() })
    }

    fn neighbours(&self) -> Vec<Neighbours> {
        let mut last = START;
        let mut neighbours = Vec::with_capacity(self.sought.len());
        for sought in &self.sought {
            neighbours.push(Neighbours { before: last, after: None });
            last = sought.anchor().unwrap_or(last);
        }
        let mut next = self.end();
        for (sought, neighbours) in self.sought.iter().zip(&mut neighbours).rev() {
            neighbours.after = next;
            next = sought.anchor().or(next);
        }
        neighbours
    }

    fn by_neighbours(&self, at: usize, neighbours: Neighbours, ruler: &Ruler) -> Option<Candidate> {
        let old = self.sought[at].old.start;
        let before = ruler.displaced(old, neighbours.before);
        let after = neighbours.after.and_then(|after| ruler.displaced(old, after));
        if before == after
            && let Some(found) = before.and_then(|place| self.words_at(at, place))
        {
            return Some(found);
        }
        let candidates = &self.sought[at].candidates;
        if candidates.iter().any(Candidate::is_whole) {
            // Several, or it would be found: the same words between the same surroundings.
            return None;
        }
        // The surrounding that fits must be the one between the span and what it is displaced with.
        let undisputed = |place: Option<usize>, side| {
            let found = self.words_at(at, place?)?;
            self.is_undisputed(at, &found, neighbours, side).then_some(found)
        };
        let before = undisputed(before, [true, false]).filter(|found| found.before > 0);
        let after = undisputed(after, [false, true]).filter(|found| found.after > 0);
        match (before, after) {
            (Some(found), None) | (None, Some(found)) => return Some(found),
            (Some(one), Some(other)) => return (one == other).then_some(one),
            (None, None) => {}
        }
        let Sought { length, words_are_sought, .. } = self.sought[at];
        match candidates.as_slice() {
            [only]
                if words_are_sought
                    && only.is_long(length)
                    && self.is_undisputed(at, only, neighbours, [true, true]) =>
            {
                Some(only.clone())
            }
            _ => None,
        }
    }

    /// The stretch that begins here, if it has the span's words.
    fn words_at(&self, at: usize, start: usize) -> Option<Candidate> {
        let Sought { length, words, .. } = &self.sought[at];
        self.readings().find_map(|text| {
            let (range, digest) = text.stretch_from(start, *length)?;
            let found = (Some(digest) == *words).then(|| self.candidate(at, range, text.lettering));
            found.filter(|found| self.stands_alone(found))
        })
    }

    /// Whether the words are still words of their own, on each side whose surrounding doesn't fit: "5 percent" is not what was
    /// cited where it now stands in "15 percent" or "1.5 percent".
    fn stands_alone(&self, found: &Candidate) -> bool {
        let letter = |at: Option<usize>| at.and_then(|at| self.copy.get(at)).copied();
        let Range { start, end } = found.range;
        let outside = [start.checked_sub(1), start.checked_sub(2)].map(letter);
        let is_glued_before = found.before == 0 && is_glued(letter(Some(start)), outside, OPENING);
        let outside = [Some(end), Some(end + 1)].map(letter);
        let is_glued_after =
            found.after == 0 && is_glued(letter(end.checked_sub(1)), outside, CLOSING);
        !is_glued_before && !is_glued_after
    }

    /// Whether a stretch is in order between the neighbours, and no surrounding points to another place: one that doesn't fit here
    /// stands out of order, or one that must stand `once`, before the words or behind them, stands elsewhere too.
    fn is_undisputed(
        &self,
        at: usize,
        found: &Candidate,
        neighbours: Neighbours,
        once: [bool; 2],
    ) -> bool {
        let Sought { traces, .. } = &self.sought[at];
        let first = neighbours.before.new;
        let last = neighbours.after.map_or(self.copy.len(), |after| after.new);
        let Range { start, end } = found.range;
        let agrees = |places: &BTreeSet<usize>, own: usize, in_order: Range<usize>, once: bool| {
            if places.contains(&own) {
                !once || places.len() == 1
            } else {
                places.iter().all(|place| in_order.contains(place))
            }
        };
        first <= start
            && start <= last
            && agrees(&traces.before, start, first..start, once[0])
            && agrees(&traces.after, end, end..self.copy.len().min(last.max(end)) + 1, once[1])
    }
}

/// Punctuation that stands before a word without changing it.
const OPENING: &str = "\"'“‘”’„‚«([{";
/// Punctuation that stands behind a word without changing it.
const CLOSING: &str = "\"'”’“‘»)]}.,;:!?…";

/// Whether a letter at the edge of words goes on beyond them. `outside` is the letter beside it, and the one beyond that.
fn is_glued(inside: Option<char>, outside: [Option<char>; 2], punctuation: &str) -> bool {
    let (Some(inside), [Some(neighbour), beyond]) = (inside, outside) else { return false };
    // 5.3, 5,300 and 5:30 are numbers of their own.
    let is_in_number = ".,:".contains(neighbour) && beyond.is_some_and(char::is_numeric);
    inside.is_alphanumeric()
        && !neighbour.is_whitespace()
        && (!punctuation.contains(neighbour) || is_in_number)
}

impl Candidate {
    /// Whether a span of this length and its surroundings that fit decide a place by themselves.
    fn is_long(&self, length: usize) -> bool {
        length.saturating_add(self.before + self.after) >= ALONE_MIN
    }

    /// Whether both surroundings fit, and neither is cut short by an end of the document.
    fn is_whole(&self) -> bool {
        self.before + self.after == 2 * SURROUNDING
    }
}

impl Sought {
    fn new(span: &Span, old_length: Option<u64>) -> Self {
        let surrounding = |digest: &Option<String>, room: Option<u64>| {
            // Of a document whose length isn't known, a span near the end has a shorter surrounding than it is taken for,
            // which is then found nowhere.
            let letters = room.map_or(SURROUNDING, |room| room.min(CONTEXT) as usize);
            // Nothing stands before every word: an empty surrounding is no evidence of a place.
            (letters > 0).then(|| Some((parse_digest(digest.as_deref()?)?, letters))).flatten()
        };
        let Range { start, end } = span.range;
        let behind = old_length.map(|length| length.saturating_sub(end));
        Self {
            old: span.range.clone(),
            length: usize::try_from(end - start).unwrap_or(usize::MAX),
            words: parse_digest(&span.sha256),
            before: surrounding(&span.before, Some(start)),
            after: surrounding(&span.after, behind),
            traces: Traces::default(),
            words_are_sought: false,
            candidates: Vec::new(),
            found: None,
        }
    }

    fn anchor(&self) -> Option<Anchor> {
        let found = self.found.as_ref()?;
        Some(Anchor { old: self.old.start, new: found.range.start })
    }

    /// Whether its words are enough, or what has been seen of their surroundings makes them so.
    fn may_stand_alone(&self) -> bool {
        self.length >= ALONE_MIN || self.candidates.iter().any(|found| found.is_long(self.length))
    }

    fn whole_before(&self) -> Option<Digest> {
        self.before.and_then(|(digest, letters)| (letters == SURROUNDING).then_some(digest))
    }

    fn whole_after(&self) -> Option<Digest> {
        self.after.and_then(|(digest, letters)| (letters == SURROUNDING).then_some(digest))
    }

    fn into_place(self) -> Place {
        if let Some(Candidate { range, lettering, before, after }) = self.found {
            let is_surrounded =
                (self.before.is_none() || before > 0) && (self.after.is_none() || after > 0);
            return Place::Found { range, letters: lettering.changes(), is_surrounded };
        }
        if self.candidates.iter().all(|candidate| candidate.before + candidate.after == 0)
            && let Some(range) = self.between_surroundings()
        {
            return Place::Reworded(range);
        }
        let mut traces = self.traces;
        traces.words.extend(self.candidates.iter().map(|candidate| candidate.range.start));
        Place::Unknown(traces)
    }

    /// The one stretch with the surroundings around it, if it is about as long as the words were.
    fn between_surroundings(&self) -> Option<Range<usize>> {
        let Traces { before, after, .. } = &self.traces;
        let length_max = self.length.saturating_mul(4).saturating_add(4 * SURROUNDING);
        let mut stretches = after.iter().filter_map(|&end| {
            let start = *before.range(..end).next_back()?;
            // Another end may be nearer to that beginning.
            let nearest = after.range(start + 1..).next() == Some(&end);
            (nearest && end - start <= length_max).then_some(start..end)
        });
        match (stretches.next(), stretches.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }
}

/// The places, if they are few enough to tell anything.
fn few(places: &BTreeSet<usize>) -> impl Iterator<Item = usize> {
    let few = places.len() <= PLACES_MAX;
    places.iter().copied().filter(move |_| few)
}
