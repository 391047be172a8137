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

use super::brackets;
use super::grammar::{Expected, Stop};
use super::mistake::Mistake;
use super::token::{Kind, Sign, Token};
use crate::model::Prefixes;
use std::ops::Range;

/// What is known of a text that the parser has refused.
pub(super) struct Refused<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
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
    let Refused { text, tokens, prefixes, .. } = *refused;
    if let Some(Stop::Aggregate { at, clause }) = refused.stop {
        return misplaced_aggregate(text, tokens[at], clause);
    }
    let Some(Stop::Unexpected { at, expected }) = refused.stop else {
        return names::undeclared(text, tokens, tokens.len(), prefixes)
            .or_else(|| scope::explain(refused))
            .unwrap_or_else(|| parser_says(refused));
    };
    let case = Case { text, tokens, at, expected };
    if let Some(mistake) = terms::bare_iri(&case) {
        return mistake;
    }
    // What comes first in the text is wrong first.
    if let Some(mistake) = names::undeclared(text, tokens, at, prefixes) {
        return mistake;
    }
    RULES.iter().find_map(|rule| rule(&case)).unwrap_or_else(|| case.generic())
}

/// `FILTER(COUNT(?x) > 1)`
pub(super) fn misplaced_aggregate(text: &str, token: Token, clause: &str) -> Mistake {
    let (why, help) = match clause {
        "another aggregate" => {
            ("", "aggregate in a subquery first: { SELECT (MAX(?y) AS ?m) { … } GROUP BY ?x }")
        }
        _ => (
            ", which looks at one solution at a time",
            "write HAVING(COUNT(?x) > 1) after the pattern and its GROUP BY",
        ),
    };
    let message = format!("an aggregate can't stand in {clause}{why}");
    Mistake::new(text, token.start..token.end, message, Some(help.to_owned()))
}

type Rule = fn(&Case<'_>) -> Option<Mistake>;

/// From what can be told by the letters alone to what needs to know the grammar's place.
const RULES: &[Rule] = &[
    letters::open_string,
    letters::quote_within_a_string,
    letters::foreign,
    languages::explain,
    clauses::form,
    names::declaration,
    projection::explain,
    clauses::explain,
    braces::mismatched,
    expressions::explain,
    terms::braces_around_iri,
    triples::explain,
    terms::explain,
    braces::missing_group,
];

/// A text that stops being SPARQL at a token.
struct Case<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
    expected: Expected,
}

impl<'t> Case<'t> {
    fn kind(&self) -> Kind {
        self.tokens[self.at].kind
    }

    fn is(&self, sign: Sign) -> bool {
        self.kind() == Kind::Sign(sign)
    }

    fn is_sign_at(&self, at: usize, sign: Sign) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Sign(sign))
    }

    /// The letters of a token, empty at the end.
    fn letters(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    fn is_word_at(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == Kind::Word)
            && words.iter().any(|word| self.letters(at).eq_ignore_ascii_case(word))
    }

    fn is_word(&self, words: &[&str]) -> bool {
        self.is_word_at(self.at, words)
    }

    /// The index of the token before the wrong one.
    fn before(&self) -> Option<usize> {
        self.at.checked_sub(1)
    }

    /// Whether the token before is one of these words.
    fn comes_after(&self, words: &[&str]) -> bool {
        self.before().is_some_and(|at| self.is_word_at(at, words))
    }

    /// A mistake in the wrong token.
    fn here(&self, message: impl Into<String>, help: impl Into<String>) -> Mistake {
        self.at_tokens(self.at..self.at + 1, message, help)
    }

    /// A mistake in some tokens.
    fn at_tokens(
        &self,
        at: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Mistake {
        let mut bytes = self.tokens[at.start].start..self.tokens[at.end - 1].end;
        if self.tokens[at.start].kind == Kind::End && at.start > 0 {
            // What is missing at the end is missing after the last token, not after the blanks and comments behind it.
            let last = self.tokens[at.start - 1].end;
            bytes = last..last;
        }
        Mistake::new(self.text, bytes, message, Some(help.into()))
    }

    /// The line and column of a token, as a person reads them.
    fn place(&self, at: usize) -> String {
        let before = &self.text[..self.tokens[at].start];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!("line {line}, column {column}")
    }

    /// The indices of the brackets that are open before the wrong token.
    fn open(&self) -> Vec<usize> {
        brackets::open_before(self.tokens, self.at)
    }

    /// The word or sign before which the innermost open bracket stands.
    fn is_within_call_of(&self, words: &[&str]) -> bool {
        let open = self.open();
        open.last().and_then(|&at| at.checked_sub(1)).is_some_and(|at| self.is_word_at(at, words))
    }

    /// The keyword that rules the place: the nearest one before it.
    fn clause(&self) -> Option<usize> {
        (0..self.at).rev().find(|&at| self.is_word_at(at, &clauses::CLAUSES))
    }

    /// What can be said of any wrong token: what it is, and what could stand there.
    fn generic(&self) -> Mistake {
        let wanted = format!("expected here: {}", self.expected.words());
        if self.kind() == Kind::End {
            return self.here("the query ends too early", wanted);
        }
        self.here(format!("{} can't stand here", self.shown(self.at)), wanted)
    }

    /// A token in a message.
    fn shown(&self, at: usize) -> String {
        let letters = self.letters(at);
        match letters.char_indices().nth(40) {
            Some((cut, _)) => format!("{}…", &letters[..cut]),
            None => letters.to_owned(),
        }
    }
}

/// Where we know nothing better, the parser's own words.
fn parser_says(refused: &Refused<'_>) -> Mistake {
    let end = refused.text.len();
    let (bytes, expected) =
        placed(refused.text, refused.refusal).unwrap_or((end..end, refused.refusal));
    let expected = expected.strip_prefix("expected ").unwrap_or(expected);
    let expected = expected.strip_prefix("one of ").unwrap_or(expected);
    // Besides sentences the parser lists keywords and ranges of characters.
    let is_sentence = |item: &&str| item.contains(' ') && !item.contains(['\'', '\n', '"']);
    let sentence = expected.split(", ").find(is_sentence).unwrap_or("this can't stand here");
    Mistake::new(refused.text, bytes, sentence, None)
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
