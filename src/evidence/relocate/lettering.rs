//! Letterings: a changed copy read back with other line ends, quotes, spaces or dashes.
//!
//! Only digests of the cited words are kept, so words that a copy has with curly quotes are found by straightening the
//! copy's quotes and hashing that. A lettering turns units of the copy, one code point or a CR LF, into what may have stood there.

use serde::Serialize;

/// What two texts may differ in and still have the same words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Letters {
    /// LF, CR LF or CR at the end of a line.
    #[serde(rename = "line ends")]
    LineEnds,
    /// Straight or curly quotes and apostrophes.
    Quotes,
    /// A space that breaks no line, or is a narrow one.
    Spaces,
    /// Hyphen, en dash or em dash.
    Dashes,
}

impl Letters {
    /// The name, for a sentence.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LineEnds => "line ends",
            Self::Quotes => "quotes",
            Self::Spaces => "spaces",
            Self::Dashes => "dashes",
        }
    }
}

/// The line ends that a lettering gives a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Lines {
    #[default]
    AsIs,
    Lf,
    CrLf,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Quotes {
    #[default]
    AsIs,
    Straight,
    Curly,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Spaces {
    #[default]
    AsIs,
    Plain,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Dashes {
    #[default]
    AsIs,
    Hyphen,
    En,
    Em,
}

/// One way to read the copy. The default is the copy as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Lettering {
    lines: Lines,
    quotes: Quotes,
    spaces: Spaces,
    dashes: Dashes,
}

/// What a lettering makes of one or two code points of the copy.
pub(super) struct Unit {
    /// How many code points of the copy it stands for.
    pub taken: usize,
    letters: [char; 2],
    count: usize,
}

impl Unit {
    const fn one(taken: usize, letter: char) -> Self {
        Self { taken, letters: [letter, letter], count: 1 }
    }

    pub fn letters(&self) -> &[char] {
        &self.letters[..self.count]
    }
}

impl Lettering {
    /// The letterings that read this text in some other way, those that change fewest kinds of letters first; the text as it
    /// is comes before all.
    pub fn of(text: &[char]) -> Vec<Self> {
        let lines = effective([Lines::AsIs, Lines::Lf, Lines::CrLf], text, |lines| Self {
            lines,
            ..Self::default()
        });
        let quotes = effective([Quotes::AsIs, Quotes::Straight, Quotes::Curly], text, |quotes| {
            Self { quotes, ..Self::default() }
        });
        let spaces = effective([Spaces::AsIs, Spaces::Plain], text, |spaces| Self {
            spaces,
            ..Self::default()
        });
        let dashes =
            effective([Dashes::AsIs, Dashes::Hyphen, Dashes::En, Dashes::Em], text, |dashes| {
                Self { dashes, ..Self::default() }
            });
        let mut all = Vec::new();
        for &lines in &lines {
            for &quotes in &quotes {
                for &spaces in &spaces {
                    for &dashes in &dashes {
                        all.push(Self { lines, quotes, spaces, dashes });
                    }
                }
            }
        }
        all.sort_by_key(|lettering| lettering.changes().len());
        all
    }

    /// In what the text as this lettering reads it differs from the text as it is.
    pub fn changes(self) -> Vec<Letters> {
        [
            (self.lines != Lines::AsIs, Letters::LineEnds),
            (self.quotes != Quotes::AsIs, Letters::Quotes),
            (self.spaces != Spaces::AsIs, Letters::Spaces),
            (self.dashes != Dashes::AsIs, Letters::Dashes),
        ]
        .into_iter()
        .filter_map(|(changed, letters)| changed.then_some(letters))
        .collect()
    }

    /// The line ends, which alone change how long a text is.
    pub fn lines(self) -> Lines {
        self.lines
    }

    /// Whether a place of the text is one of the lettering's too: not between a CR and its LF that are one letter.
    pub fn has_place(self, text: &[char], at: usize) -> bool {
        let within = self.lines == Lines::Lf
            && at > 0
            && text.get(at) == Some(&'\n')
            && text[at - 1] == '\r';
        !within
    }

    /// What begins at a place that the lettering has and that is not the text's end.
    pub fn unit(self, text: &[char], at: usize) -> Unit {
        match (self.lines, text[at]) {
            (Lines::Lf, '\r') => Unit::one(1 + usize::from(text.get(at + 1) == Some(&'\n')), '\n'),
            (Lines::CrLf, '\n') if at == 0 || text[at - 1] != '\r' => {
                Unit { taken: 1, letters: ['\r', '\n'], count: 2 }
            }
            (_, letter) => Unit::one(1, self.letter(text, at, letter)),
        }
    }

    /// What ends at a place that the lettering has and that is not the text's beginning.
    pub fn unit_before(self, text: &[char], at: usize) -> Unit {
        let is_pair =
            self.lines == Lines::Lf && at >= 2 && text[at - 1] == '\n' && text[at - 2] == '\r';
        self.unit(text, if is_pair { at - 2 } else { at - 1 })
    }

    fn letter(self, text: &[char], at: usize, letter: char) -> char {
        match letter {
            '“' | '”' | '„' | '‟' if self.quotes == Quotes::Straight => '"',
            '‘' | '’' | '‚' | '‛' if self.quotes == Quotes::Straight => '\'',
            '"' if self.quotes == Quotes::Curly => {
                if opens(text, at) {
                    '“'
                } else {
                    '”'
                }
            }
            '\'' if self.quotes == Quotes::Curly => {
                if opens(text, at) {
                    '‘'
                } else {
                    '’'
                }
            }
            '\u{a0}' | '\u{202f}' | '\u{2009}' if self.spaces == Spaces::Plain => ' ',
            '-' | '‐' | '‑' | '–' | '—' | '−' => self.dash(text, at, letter),
            other => other,
        }
    }

    fn dash(self, text: &[char], at: usize, dash: char) -> char {
        let is_space = |at: Option<&char>| at.is_some_and(|c| c.is_whitespace());
        // A hyphen within a word was never a dash.
        let may_be_long = matches!(dash, '–' | '—' | '−')
            || (at > 0 && is_space(text.get(at - 1)) && is_space(text.get(at + 1)));
        match self.dashes {
            Dashes::AsIs => dash,
            Dashes::Hyphen => '-',
            Dashes::En if may_be_long => '–',
            Dashes::Em if may_be_long => '—',
            Dashes::En | Dashes::Em => dash,
        }
    }
}

/// Whether a straight quote here would be an opening one if it were curly.
fn opens(text: &[char], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|at| text[at]) else { return true };
    before.is_whitespace() || matches!(before, '(' | '[' | '{' | '–' | '—' | '"' | '“' | '‘')
}

/// The first of the ways to read a text, which is the text as it is, and those that read it in another way.
fn effective<W: Copy, const N: usize>(
    ways: [W; N],
    text: &[char],
    lettering: impl Fn(W) -> Lettering,
) -> Vec<W> {
    let changes = |way: W| {
        let lettering = lettering(way);
        (0..text.len()).filter(|&at| lettering.has_place(text, at)).any(|at| {
            let unit = lettering.unit(text, at);
            unit.taken != 1 || unit.letters() != [text[at]]
        })
    };
    let mut ways = ways.into_iter();
    let as_is = ways.next();
    as_is.into_iter().chain(ways.filter(|&way| changes(way))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lettering: Lettering, text: &str) -> String {
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut read) = (0, String::new());
        while at < text.len() {
            let unit = lettering.unit(&text, at);
            read.extend(unit.letters());
            at += unit.taken;
        }
        read
    }

    fn readings(text: &str) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        Lettering::of(&chars).into_iter().map(|lettering| read(lettering, text)).collect()
    }

    #[test]
    fn a_text_with_nothing_to_read_otherwise_is_read_once() {
        assert_eq!(readings("A well-known word."), ["A well-known word."]);
        assert_eq!(readings(""), [""]);
    }

    #[test]
    fn line_ends_quotes_spaces_and_dashes_are_read_otherwise() {
        assert_eq!(readings("a\r\nb\rc"), ["a\r\nb\rc", "a\nb\nc"]);
        assert_eq!(readings("a\nb"), ["a\nb", "a\r\nb"]);
        assert_eq!(readings("“it’s”"), ["“it’s”", "\"it's\""]);
        assert_eq!(readings("(\"it's\" 'so')"), ["(\"it's\" 'so')", "(“it’s” ‘so’)"]);
        assert_eq!(readings("5\u{a0}%"), ["5\u{a0}%", "5 %"]);
        assert_eq!(readings("10–20"), ["10–20", "10-20", "10—20"]);
        assert_eq!(readings("so - well"), ["so - well", "so – well", "so — well"]);
    }

    #[test]
    fn kinds_of_letters_are_read_otherwise_together_too() {
        assert_eq!(
            readings("’\r\n"),
            ["’\r\n", "'\r\n", "’\n", "'\n"],
            "those that change one kind come first"
        );
    }

    #[test]
    fn units_are_the_same_from_both_ends() {
        let text: Vec<char> = "a\r\n\n\rb\r\r\n“c”\n".chars().collect();
        for lettering in Lettering::of(&text) {
            let (mut at, mut forward) = (0, Vec::new());
            while at < text.len() {
                assert!(lettering.has_place(&text, at));
                let unit = lettering.unit(&text, at);
                forward.push((at, unit.letters().to_vec()));
                at += unit.taken;
            }
            assert_eq!(at, text.len());
            let mut backward = Vec::new();
            while at > 0 {
                let unit = lettering.unit_before(&text, at);
                at -= unit.taken;
                backward.push((at, unit.letters().to_vec()));
            }
            backward.reverse();
            assert_eq!(forward, backward, "{lettering:?}");
        }
    }
}
