//! The tokens of a query, looked at before and after the parser sees them: before, to keep out what would take the
//! process down (`limits`); after the parser has refused a text, to say what is wrong with it (`teach`).

mod brackets;
mod columns;
mod grammar;
mod lexer;
mod limits;
mod mistake;
mod teach;
mod token;

#[cfg(test)]
mod agreement_test;

pub use limits::{
    BYTES_MAX, CHAIN_MAX, LIST_NESTING_MAX, NESTING_MAX, PATTERNS_MAX, TWICE_PARSED_NESTING_MAX,
};
pub use mistake::Mistake;

use crate::model::Prefixes;
use grammar::Stop;
use limits::Limit;
use std::borrow::Cow;
use token::{Kind, Source, Token};

/// A text with its tokens.
pub(super) struct Scan<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    /// Where the text stops being SPARQL.
    stop: Option<Stop>,
}

impl<'t> Scan<'t> {
    /// Looks at a query.
    ///
    /// # Errors
    /// What goes past a limit, with its place: the text must not be parsed.
    pub fn query(text: &'t str) -> Result<Self, Box<Mistake>> {
        let beyond = |bytes, limit: Limit| {
            Box::new(Mistake::new(text, bytes, limit.message(), Some(limit.help().to_owned())))
        };
        if text.len() > BYTES_MAX {
            let end = text.floor_char_boundary(BYTES_MAX);
            return Err(beyond(end..end, Limit::Bytes));
        }
        let tokens = lexer::tokens(text);
        let limit = |at: usize, limit| beyond(tokens[at].start..tokens[at].end, limit);
        if let Some(at) = limits::too_deep(&tokens) {
            return Err(limit(at, Limit::Nesting));
        }
        let stop = match grammar::recognise_query(Source { text, tokens: &tokens }) {
            Err(Stop::Limit { at, limit: excess }) => return Err(limit(at, excess)),
            Err(stop) => Some(stop),
            Ok(()) => None,
        };
        Ok(Self { text, tokens, stop })
    }

    /// The text for the parser: `TRUE` and `False` are keywords too, which it takes in small letters only.
    pub fn parsable(&self) -> Cow<'t, str> {
        let mut text = Cow::Borrowed(self.text);
        for token in self.tokens.iter().filter(|token| token.kind == Kind::Word) {
            let word = &self.text[token.start..token.end];
            let is_boolean = ["true", "false"].iter().any(|w| word.eq_ignore_ascii_case(w));
            if is_boolean && word.chars().any(char::is_uppercase) {
                text.to_mut()[token.start..token.end].make_ascii_lowercase();
            }
        }
        text
    }

    /// The variables of a query that begins with `SELECT *`, in the order in which the text names them first.
    pub fn select_all_variables(&self) -> Option<Vec<String>> {
        columns::select_all_variables(self.source())
    }

    /// The variables, in the order in which the text names them first.
    pub fn variables(&self) -> Vec<String> {
        columns::variables(self.source(), 0)
    }

    /// What is wrong with a text although the parser takes it.
    pub fn misplaced(&self) -> Option<Mistake> {
        let Some(Stop::Aggregate { at, clause }) = self.stop else { return None };
        Some(teach::misplaced_aggregate(self.source(), at, clause))
    }

    /// What is wrong with a text that the parser has refused, with the parser's own words.
    pub fn explain(&self, prefixes: &Prefixes, has_base: bool, refusal: &str) -> Mistake {
        let (source, stop) = (self.source(), self.stop);
        teach::explain(&teach::Refused { source, stop, prefixes, has_base, refusal })
    }

    fn source(&self) -> Source<'_> {
        Source { text: self.text, tokens: &self.tokens }
    }
}
