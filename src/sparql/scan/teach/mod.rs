//! From the place where a text stops being SPARQL to what a person can do about it. Each file knows one kind of mistake;
//! the first rule that knows the mistake speaks.

mod braces;
mod clauses;
mod expressions;
mod languages;
mod letters;
mod names;
mod projection;
mod scope;
mod terms;
mod triples;
mod updates;

use super::brackets;
use super::grammar::{Expected, Stop};
use super::mistake::Mistake;
use super::token::{Kind, Language, Sign, Source};
use crate::model::{Prefixes, line_and_column_after};
use std::ops::Range;

/// What is known of a text that the parser has refused.
pub(super) struct Refused<'a> {
    pub source: Source<'a>,
    /// Where the recogniser of the grammar stopped; if it didn't, the text is well-formed and its meaning is wrong.
    pub stop: Option<Stop>,
    /// The prefixes that need no declaration.
    pub prefixes: &'a Prefixes,
    /// Whether relative IRIs have something to be resolved against from outside.
    pub has_base: bool,
    /// What the parser says.
    pub refusal: &'a str,
}

/// What is wrong with a text that the parser has refused.
pub(super) fn explain(refused: &Refused<'_>) -> Mistake {
    let Refused { source, prefixes, .. } = *refused;
    let (at, expected) = match refused.stop {
        Some(Stop::Unexpected { at, expected }) => (at, expected),
        Some(Stop::Aggregate { at, clause }) => return misplaced_aggregate(source, at, clause),
        Some(Stop::Variable { at, block }) => return updates::variable(source, at, block),
        Some(Stop::BlankNode { at, block }) => return updates::blank_node(source, at, block),
        Some(Stop::SharedBlankNode { at }) => return updates::shared_blank_node(source, at),
        // Nobody parses a text that goes past a limit.
        None | Some(Stop::Limit { .. }) => {
            return names::undeclared(source, source.tokens.len(), prefixes)
                .or_else(|| scope::explain(refused))
                .unwrap_or_else(|| parser_says(refused));
        }
    };
    let case = Case { source, at, expected };
    if let Some(mistake) = terms::bare_iri(&case) {
        return mistake;
    }
    // What comes first in the text is wrong first.
    if let Some(mistake) = names::undeclared(source, at, prefixes) {
        return mistake;
    }
    RULES.iter().copied().flatten().find_map(|rule| rule(&case)).unwrap_or_else(|| case.generic())
}

/// `FILTER(COUNT(?x) > 1)`
pub(super) fn misplaced_aggregate(source: Source<'_>, at: usize, clause: &str) -> Mistake {
    let (why, help) = match clause {
        "another aggregate" => {
            ("", "aggregate in a subquery first: { SELECT (MAX(?y) AS ?m) { … } GROUP BY ?x }")
        }
        _ => (
            ", which looks at one solution at a time",
            "write HAVING(COUNT(?x) > 1) after the pattern and its GROUP BY",
        ),
    };
    source.mistake(at..at + 1, format!("an aggregate can't stand in {clause}{why}"), help)
}

type Rule = fn(&Case<'_>) -> Option<Mistake>;

/// From what can be told by the letters alone to what needs to know the grammar's place.
const RULES: &[&[Rule]] = &[
    letters::RULES,
    languages::RULES,
    &[clauses::form, names::declaration, projection::explain],
    updates::RULES,
    clauses::RULES,
    &[braces::mismatched],
    expressions::RULES,
    &[terms::braces_around_iri],
    triples::RULES,
    terms::RULES,
    &[braces::missing_group],
];

/// A text that stops being SPARQL at a token.
struct Case<'t> {
    source: Source<'t>,
    at: usize,
    expected: Expected,
}

impl Case<'_> {
    fn kind(&self) -> Kind {
        self.source.kind(self.at)
    }

    fn is(&self, sign: Sign) -> bool {
        self.source.is_sign(self.at, sign)
    }

    fn is_word(&self, words: &[&str]) -> bool {
        self.source.is_word(self.at, words)
    }

    /// The index of the token before the wrong one.
    fn before(&self) -> Option<usize> {
        self.at.checked_sub(1)
    }

    /// Whether the token before is one of these words.
    fn comes_after(&self, words: &[&str]) -> bool {
        self.before().is_some_and(|at| self.source.is_word(at, words))
    }

    /// A mistake in the wrong token.
    fn here(&self, message: impl Into<String>, help: impl Into<String>) -> Mistake {
        self.source.mistake(self.at..self.at + 1, message, help)
    }

    /// The line and column of a token, as a person reads them.
    fn place(&self, at: usize) -> String {
        let before = &self.source.text[..self.source.tokens[at].start];
        let (line, column) = line_and_column_after(before);
        format!("line {line}, column {column}")
    }

    /// The indices of the brackets that are open before the wrong token.
    fn open(&self) -> Vec<usize> {
        brackets::open_before(self.source.tokens, self.at)
    }

    /// The word or sign before which the innermost open bracket stands.
    fn is_within_call_of(&self, words: &[&str]) -> bool {
        let open = self.open();
        open.last()
            .and_then(|&at| at.checked_sub(1))
            .is_some_and(|at| self.source.is_word(at, words))
    }

    /// The keyword that rules the place: the nearest one before it.
    fn clause(&self) -> Option<usize> {
        (0..self.at).rev().find(|&at| self.source.is_word(at, &clauses::CLAUSES))
    }

    /// What can be said of any wrong token: what it is, and what could stand there.
    fn generic(&self) -> Mistake {
        let wanted = format!("expected here: {}", self.expected.words());
        if self.kind() == Kind::End {
            let noun = self.source.language.noun();
            return self.here(format!("the {noun} ends too early"), wanted);
        }
        self.here(format!("{} can't stand here", self.shown(self.at)), wanted)
    }

    /// A token in a message.
    fn shown(&self, at: usize) -> String {
        let letters = self.source.letters(at);
        match letters.char_indices().nth(40) {
            Some((cut, _)) => format!("{}…", &letters[..cut]),
            None => letters.to_owned(),
        }
    }
}

/// Where we know nothing better, the parser's own words.
fn parser_says(refused: &Refused<'_>) -> Mistake {
    let text = refused.source.text;
    let (bytes, expected) =
        placed(text, refused.refusal).unwrap_or((text.len()..text.len(), refused.refusal));
    let expected = expected.strip_prefix("expected ").unwrap_or(expected);
    let expected = expected.strip_prefix("one of ").unwrap_or(expected);
    // Besides sentences the parser lists keywords and ranges of characters.
    let is_sentence = |item: &&str| item.contains(' ') && !item.contains(['\'', '\n', '"']);
    let sentence = expected.split(", ").find(is_sentence).unwrap_or("this can't stand here");
    Mistake::new(text, bytes, sentence, None)
}

/// The place within the parser's message, `error at 1:10: expected …`, and the rest of it.
fn placed<'m>(text: &str, message: &'m str) -> Option<(Range<usize>, &'m str)> {
    let (line, rest) = message.strip_prefix("error at ")?.split_once(':')?;
    let (column, rest) = rest.split_once(": ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let at = text[start..].char_indices().nth(column.checked_sub(1)?).map_or(0, |(at, _)| at);
    let at = start + at;
    Some((at..at + text[at..].chars().next().map_or(0, char::len_utf8), rest))
}

/// The candidate that a word was probably meant to be.
fn nearest(word: &str, candidates: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    let upper = word.to_uppercase();
    let allowed = if upper.chars().count() < 5 { 1 } else { 2 };
    candidates
        .into_iter()
        .map(|name| (strsim::osa_distance(&upper, &name.to_uppercase()), name))
        .filter(|&(distance, _)| (1..=allowed).contains(&distance))
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, name)| name)
}
