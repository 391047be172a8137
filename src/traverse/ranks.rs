//! A set of term ids that also tells each member's place in their order: a bitmap in pages, with counts.
//!
//! A node's number is found in two or three reads, which building a view does twice an edge. Ids that stand
//! close together, as those of one store do, cost about 1.3 bits each; a page with a single id costs 656 bytes.

use crate::model::TermId;
use rustc_hash::FxHashMap;

const PAGE_BITS: u32 = 12;
const WORDS: usize = (1 << PAGE_BITS) / 64;
/// Pages below this key are found by a plain table: it covers the ids below 2^32.
const NEAR_KEYS: u64 = 1 << (32 - PAGE_BITS);

#[derive(Clone, Debug)]
struct Page {
    key: u64,
    /// How many members stand in the pages before this one.
    before: u32,
    words: [u64; WORDS],
    /// How many members of this page stand in the words before each.
    word_before: [u16; WORDS],
}

/// The set while it is filled; [`RankedIds::finish`] makes it answer.
#[derive(Clone, Debug, Default)]
pub(super) struct RankedIds {
    /// Index of a page plus one, by key; 0 is no page.
    near: Vec<u32>,
    far: FxHashMap<u64, u32>,
    pages: Vec<Page>,
}

impl RankedIds {
    #[inline]
    pub fn insert(&mut self, id: TermId) {
        let raw = id.raw();
        let page = match self.page_of(raw >> PAGE_BITS) {
            Some(page) => page,
            None => self.add_page(raw >> PAGE_BITS),
        };
        self.pages[page].words[word_of(raw)] |= 1 << (raw & 63);
    }

    #[inline]
    fn page_of(&self, key: u64) -> Option<usize> {
        let page = if key < NEAR_KEYS {
            self.near.get(key as usize).copied().unwrap_or(0)
        } else {
            self.far.get(&key).copied().unwrap_or(0)
        };
        (page as usize).checked_sub(1)
    }

    #[cold]
    fn add_page(&mut self, key: u64) -> usize {
        self.pages.push(Page { key, before: 0, words: [0; WORDS], word_before: [0; WORDS] });
        self.point_to(key, self.pages.len() - 1);
        self.pages.len() - 1
    }

    fn point_to(&mut self, key: u64, page: usize) {
        // Pages hold at least one id each, and a view's nodes are fewer than 2^32.
        let page = page as u32 + 1;
        if key < NEAR_KEYS {
            if self.near.len() <= key as usize {
                self.near.resize(key as usize + 1, 0);
            }
            self.near[key as usize] = page;
        } else {
            self.far.insert(key, page);
        }
    }

    /// Counts the members, and returns them in order; `None` if they are more than `u32` can number.
    pub fn finish(&mut self) -> Option<Vec<TermId>> {
        self.pages.sort_unstable_by_key(|page| page.key);
        let total: u64 =
            self.pages.iter().flat_map(|page| page.words).map(|w| u64::from(w.count_ones())).sum();
        u32::try_from(total).ok().filter(|&total| total < u32::MAX)?;
        let mut ids = Vec::with_capacity(total as usize);
        for at in 0..self.pages.len() {
            let page = &mut self.pages[at];
            page.before = ids.len() as u32;
            for (word, (&bits, before)) in page.words.iter().zip(&mut page.word_before).enumerate()
            {
                *before = (ids.len() as u32 - page.before) as u16;
                let mut bits = bits;
                while bits != 0 {
                    let raw = page.key << PAGE_BITS
                        | (word as u64) << 6
                        | u64::from(bits.trailing_zeros());
                    ids.push(TermId::new(raw).expect("only the bits of ids are ever set"));
                    bits &= bits - 1;
                }
            }
            let key = page.key;
            self.point_to(key, at);
        }
        Some(ids)
    }

    /// The place of a member; `None` for every other id.
    #[inline]
    pub fn rank(&self, id: TermId) -> Option<u32> {
        let raw = id.raw();
        let page = &self.pages[self.page_of(raw >> PAGE_BITS)?];
        let word = page.words[word_of(raw)];
        let bit = 1u64 << (raw & 63);
        (word & bit != 0).then(|| {
            page.before
                + u32::from(page.word_before[word_of(raw)])
                + (word & (bit - 1)).count_ones()
        })
    }

    /// Bytes that it takes in memory.
    pub fn size_bytes(&self) -> usize {
        self.near.capacity() * 4
            + self.far.capacity() * 17
            + self.pages.capacity() * size_of::<Page>()
    }
}

#[inline]
const fn word_of(raw: u64) -> usize {
    (raw as usize >> 6) % WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn ranks_are_places_in_the_order(
            near in prop::collection::btree_set(1u64..20_000, 0..60),
            far in prop::collection::btree_set(1u64.., 0..20),
            others in prop::collection::vec(1u64..20_000, 0..60),
        ) {
            let all: BTreeSet<u64> = near.union(&far).copied().collect();
            let id = |raw| TermId::new(raw).expect("not 0");
            let mut ids = RankedIds::default();
            for &raw in far.iter().chain(&near).rev() {
                ids.insert(id(raw));
            }
            let sorted = ids.finish().expect("few");
            prop_assert_eq!(sorted.iter().map(|id| id.raw()).collect::<Vec<_>>(), all.iter().copied().collect::<Vec<_>>());
            for (place, &raw) in all.iter().enumerate() {
                prop_assert_eq!(ids.rank(id(raw)), Some(place as u32));
            }
            for raw in others.into_iter().filter(|raw| !all.contains(raw)) {
                prop_assert_eq!(ids.rank(id(raw)), None);
            }
        }
    }
}
