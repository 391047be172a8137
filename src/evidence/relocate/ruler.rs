//! How far a place is displaced, measured in one kind of line ends.
//!
//! A copy with other line ends has every place displaced by another number of code points; counted in the old line ends they
//! are displaced alike.

use super::lettering::{Lettering, Lines};

/// Counts the letters of a text up to a place, as letterings with certain line ends have them.
pub(super) struct Ruler {
    lines: Lines,
    /// Behind each line end that these line ends make shorter or longer by one.
    line_ends: Vec<usize>,
    length: usize,
}

/// A stretch that has been found: where it began in the old text, and where it begins in the new one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Anchor {
    pub old: u64,
    pub new: usize,
}

impl Ruler {
    /// One ruler for each kind of line ends that the letterings of a text have.
    pub fn of(text: &[char], letterings: &[Lettering]) -> Vec<Self> {
        let mut rulers: Vec<Self> = Vec::new();
        for lettering in letterings {
            if rulers.iter().all(|ruler| ruler.lines != lettering.lines()) {
                rulers.push(Self::new(text, lettering.lines()));
            }
        }
        rulers
    }

    fn new(text: &[char], lines: Lines) -> Self {
        let changed = |end: &usize| {
            let (letter, before) = (text[end - 1], end.checked_sub(2).map(|at| text[at]));
            letter == '\n' && (before == Some('\r')) == (lines == Lines::Lf)
        };
        let line_ends = match lines {
            Lines::AsIs => Vec::new(),
            Lines::Lf | Lines::CrLf => (1..=text.len()).filter(changed).collect(),
        };
        Self { lines, line_ends, length: text.len() }
    }

    fn letters_before(&self, place: usize) -> usize {
        let line_ends = self.line_ends.partition_point(|&end| end <= place);
        if self.lines == Lines::Lf { place - line_ends } else { place + line_ends }
    }

    /// The place that is displaced from `old` just as an anchor is, if the text has it.
    pub fn displaced(&self, old: u64, anchor: Anchor) -> Option<usize> {
        let letters = (self.letters_before(anchor.new) as u64)
            .checked_add(old)?
            .checked_sub(anchor.old)
            .and_then(|letters| usize::try_from(letters).ok())?;
        // The last of the places with so few letters before them: behind a CR LF that counts as one, not within it.
        let (mut low, mut high) = (0, self.length + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.letters_before(middle) <= letters { low = middle + 1 } else { high = middle }
        }
        let place = low.checked_sub(1)?;
        (self.letters_before(place) == letters).then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_displaced_alike_in_the_old_line_ends() {
        let old: Vec<char> = "one\ntwo\n\nthree\n".chars().collect();
        let new: Vec<char> = "one\r\ntwo\r\n\r\nthree\r\n".chars().collect();
        for (old, new) in [(&old, &new), (&new, &old)] {
            let rulers = Ruler::of(new, &Lettering::of(new));
            let place = |text: &[char], letter| text.iter().position(|&c| c == letter).unwrap();
            let (from, to) = (place(old, 'h'), place(new, 'h'));
            let anchor = Anchor { old: place(old, 'w') as u64, new: place(new, 'w') };
            let places: Vec<_> =
                rulers.iter().map(|ruler| ruler.displaced(from as u64, anchor)).collect();
            assert_eq!(places.len(), 2);
            assert_ne!(places[0], Some(to), "the new line ends displace it");
            assert_eq!(places[1], Some(to), "the old ones don't");
        }
    }

    #[test]
    fn there_is_no_place_outside_the_text() {
        let text: Vec<char> = "abc".chars().collect();
        let [ruler] = Ruler::of(&text, &Lettering::of(&text)).try_into().ok().unwrap();
        assert_eq!(ruler.displaced(3, Anchor { old: 0, new: 0 }), Some(3));
        assert_eq!(ruler.displaced(4, Anchor { old: 0, new: 0 }), None);
        assert_eq!(ruler.displaced(0, Anchor { old: 1, new: 0 }), None);
        assert_eq!(ruler.displaced(u64::MAX, Anchor { old: 0, new: 3 }), None);
    }
}
