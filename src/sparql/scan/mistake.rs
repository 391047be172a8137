//! What is wrong in a text, where, and what would be right.

use crate::format::escape_controls;
use crate::model::line_and_column_after;
use serde::Serialize;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A mistake in a query, with its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Mistake {
    /// Line, from 1.
    pub line: u64,
    /// Column of the first wrong character in code points, from 1.
    pub column: u64,
    /// Column after the last wrong character of that line.
    pub end: u64,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What would be right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    #[serde(skip)]
    excerpt: String,
}

impl Mistake {
    /// A mistake in some bytes of a text; none of them is the place between two characters, or the end.
    pub(in crate::sparql) fn new(
        text: &str,
        bytes: Range<usize>,
        message: impl Into<String>,
        help: Option<String>,
    ) -> Self {
        let before = &text[..bytes.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_end =
            text[bytes.start..].find(['\n', '\r']).map_or(text.len(), |at| bytes.start + at);
        let (line, column) = line_and_column_after(before);
        let wrong = &text[bytes.start..bytes.end.clamp(bytes.start, line_end.max(bytes.start))];
        let excerpt = excerpt(
            line,
            &text[line_start..bytes.start],
            wrong,
            &text[bytes.start + wrong.len()..line_end.max(bytes.start + wrong.len())],
        );
        let end = column + wrong.chars().count() as u64;
        Self { line, column, end, message: message.into(), help, excerpt }
    }

    /// The line, with carets below what is wrong; three lines of text, the last one not ended.
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }
}

/// How many columns of a line are shown before and after what is wrong.
const AROUND: usize = 60;

fn excerpt(line: u64, before: &str, wrong: &str, after: &str) -> String {
    let (before, wrong) = (shown(before), shown(wrong));
    let before = match char_boundary_back(&before, AROUND) {
        0 => before,
        cut => format!("…{}", &before[cut..]),
    };
    let wrong = cut_to(wrong, AROUND);
    let after = cut_to(shown(after), AROUND);
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    let indent = " ".repeat(before.width());
    let carets = "^".repeat(wrong.width().max(1));
    let text = format!("{before}{wrong}{after}");
    let text = text.trim_end();
    format!(" {margin} |\n {number} | {text}\n {margin} | {indent}{carets}")
}

/// A piece of a line as a terminal may show it.
fn shown(piece: &str) -> String {
    escape_controls(&piece.replace('\t', " ")).into_owned()
}

/// Where the last columns of a text begin.
fn char_boundary_back(text: &str, columns: usize) -> usize {
    let mut width = 0;
    for (at, c) in text.char_indices().rev() {
        width += c.width().unwrap_or(0);
        if width > columns {
            return at + c.len_utf8();
        }
    }
    0
}

fn cut_to(text: String, columns: usize) -> String {
    let mut width = 0;
    for (at, c) in text.char_indices() {
        width += c.width().unwrap_or(0);
        if width > columns {
            return format!("{}…", &text[..at]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn carets_stand_below_what_is_wrong() {
        let text = "ASK {\n\t?s é 深x }\n";
        let at = text.find('深').unwrap();
        let mistake = Mistake::new(text, at..at + 4, "wrong", None);
        assert_eq!((mistake.line, mistake.column, mistake.end), (2, 7, 9));
        assert_eq!(mistake.excerpt(), "   |\n 2 |  ?s é 深x }\n   |       ^^^");
    }

    #[test]
    fn the_end_of_a_text_and_long_lines_have_a_place() {
        let mistake = Mistake::new("ASK {", 5..5, "ends", None);
        assert_eq!((mistake.line, mistake.column, mistake.end), (1, 6, 6));
        let long = format!("{}X{}", "a".repeat(500), "b".repeat(500));
        let mistake = Mistake::new(&long, 500..501, "wrong", None);
        assert!(mistake.excerpt().lines().all(|line| line.width() < 140));
        assert!(mistake.excerpt().contains(&format!("{}X{}", "a".repeat(60), "b".repeat(60))));
    }

    proptest! {
        #[test]
        fn any_place_can_be_shown(text in "[a-c\\n\\r\\t深é\u{301}]{0,40}", a in 0_usize..60, b in 0_usize..60) {
            let bound = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
            let (a, b) = (bound(a.min(b)), bound(a.max(b)));
            let mistake = Mistake::new(&text, a..b, "wrong", None);
            prop_assert!(mistake.end >= mistake.column);
            prop_assert_eq!(mistake.excerpt().lines().count(), 3);
        }
    }
}
