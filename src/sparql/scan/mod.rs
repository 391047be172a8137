//! The tokens of a query or an update, looked at before and after the parser sees them: before, to keep out what would take the
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
pub(super) use grammar::Part;
pub(super) use token::Language;

use grammar::Stop;
use limits::Limit;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::ops::Range;
use token::{Kind, Source, Token};

/// A text with its tokens.
pub(super) struct Scan<'t> {
    text: &'t str,
    language: Language,
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
        if text.len() > BYTES_MAX {
            let end = text.floor_char_boundary(BYTES_MAX);
            return Err(beyond(text, end..end, Limit::Bytes));
        }
        let mut scan = Self::new(text, Language::Query)?;
        if let Err(stop) = grammar::recognise_query(scan.source()) {
            scan.stopped(stop)?;
        }
        Ok(scan)
    }

    /// Looks at an update, and takes it apart. Where it stops being SPARQL there are no parts.
    ///
    /// # Errors
    /// What goes past a limit, with its place: the text must not be parsed.
    pub fn update(text: &'t str) -> Result<(Self, Vec<Part>), Box<Mistake>> {
        let mut scan = Self::new(text, Language::Update)?;
        let parts = match grammar::recognise_update(scan.source()) {
            Ok(parts) => parts,
            Err(stop) => {
                scan.stopped(stop)?;
                Vec::new()
            }
        };
        Ok((scan, parts))
    }

    fn new(text: &'t str, language: Language) -> Result<Self, Box<Mistake>> {
        let scan = Self { text, language, tokens: lexer::tokens(text), stop: None };
        match limits::too_deep(&scan.tokens) {
            Some(at) => Err(beyond(text, scan.bytes(at..at + 1), Limit::Nesting)),
            None => Ok(scan),
        }
    }

    fn stopped(&mut self, stop: Stop) -> Result<(), Box<Mistake>> {
        if let Stop::Limit { at, limit } = stop {
            return Err(beyond(self.text, self.bytes(at..at + 1), limit));
        }
        self.stop = Some(stop);
        Ok(())
    }

    /// Whether the text is well-formed: what the grammar allows, and what each place may hold.
    pub fn is_well_formed(&self) -> bool {
        self.stop.is_none()
    }

    /// The bytes of some tokens, with what is between them.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].start..self.tokens[tokens.end - 1].end
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

    /// The prefixes that the text names, each once.
    pub fn prefixes(&self) -> FxHashSet<&'t str> {
        let prefixed = self.tokens.iter().filter(|token| token.kind == Kind::Prefixed);
        let names = prefixed.filter_map(|token| self.text[token.start..token.end].split_once(':'));
        names.map(|(prefix, _)| prefix).collect()
    }

    /// Whether the text names one of these keywords or functions, in capitals or not.
    pub fn names(&self, words: &[&str]) -> bool {
        (0..self.tokens.len()).any(|at| self.source().is_word(at, words))
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

    /// Declarations that would have to be read again and again, for the parts that begin with them.
    pub fn too_many_declarations(&self, parts: &[Part]) -> Box<Mistake> {
        let Some(Part::Declaration(tokens)) = parts.first() else {
            return beyond(self.text, 0..0, Limit::Declarations);
        };
        beyond(self.text, self.bytes(tokens.clone()), Limit::Declarations)
    }

    fn source(&self) -> Source<'_> {
        Source { text: self.text, tokens: &self.tokens, language: self.language }
    }
}

fn beyond(text: &str, bytes: Range<usize>, limit: Limit) -> Box<Mistake> {
    Box::new(Mistake::new(text, bytes, limit.message(), Some(limit.help().to_owned())))
}
