//! A recogniser of SPARQL 1.2's grammar (§19.8): it makes nothing of a text, but says at which token the text stops being
//! SPARQL and what could stand there, and counts what would be dear to parse, to plan or to run.
//!
//! The grammar is LL(1): the first token that can't go on is the wrong one, or comes right after what is missing.
//! Recursion is as deep as brackets are nested, which the caller has looked at before.

mod expected;
mod expression;
mod functions;
mod pattern;
mod query;
mod triples;
mod update;

pub(in crate::sparql) use expected::{Expected, Triples};
pub(in crate::sparql) use functions::{AGGREGATES, FUNCTIONS, is_function};
pub(in crate::sparql) use pattern::KEYWORDS;
pub(in crate::sparql) use update::{Block, OPERATIONS, Part};

use super::limits::{Count, Limit};
use super::token::{Kind, Sign, Source};
use rustc_hash::FxHashMap;

/// Where a text stops being SPARQL, or goes past a limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sparql) enum Stop {
    /// The token at this index can't stand there.
    Unexpected { at: usize, expected: Expected },
    /// The aggregate at this index stands in a clause that looks at one solution at a time (SPARQL 1.2 §19.8, note 13).
    Aggregate { at: usize, clause: &'static str },
    /// The variable at this index stands in a block of an update that takes none.
    Variable { at: usize, block: Block },
    /// The token at this index is or makes a blank node, in a block of an update that takes none.
    BlankNode { at: usize, block: Block },
    /// The label at this index stands in another INSERT DATA too (SPARQL 1.2 §19.6).
    SharedBlankNode { at: usize },
    /// The token at this index is one too many.
    Limit { at: usize, limit: Limit },
}

type Step = Result<(), Stop>;

/// Recognises a query, of `SELECT`, `ASK`, `CONSTRUCT` or `DESCRIBE`.
pub(in crate::sparql) fn recognise_query(source: Source<'_>) -> Step {
    Recogniser::new(source).query()
}

/// Recognises an update, and takes it apart.
pub(in crate::sparql) fn recognise_update(source: Source<'_>) -> Result<Vec<Part>, Stop> {
    Recogniser::new(source).update()
}

struct Recogniser<'t> {
    source: Source<'t>,
    at: usize,
    /// The groups around the place, the innermost last.
    groups: Vec<Count>,
    /// Collections and blank node property lists around the place.
    lists: usize,
    /// What is around the place where no aggregate may stand: a clause of a pattern, or another aggregate.
    clause: Option<&'static str>,
    /// Calls around the place of functions that the parser tries in two ways.
    twice_parsed: usize,
    /// The longest chain of parts and operators within what was passed of the group or expression around the place:
    /// parser, planner and evaluator recurse along it.
    chain: usize,
    /// The block of an update around the place, where it forbids some terms.
    block: Option<Block>,
    /// Whether the place lies in INSERT DATA or DELETE DATA, which may hold any number of triples.
    is_data: bool,
    /// How many such blocks were passed, and their length.
    data_blocks: usize,
    data_bytes: usize,
    /// The labels of blank nodes in INSERT DATA, and in which block each stood first.
    labels: FxHashMap<&'t str, usize>,
}

impl<'t> Recogniser<'t> {
    fn new(source: Source<'t>) -> Self {
        let groups = vec![Count::default()];
        Self {
            source,
            at: 0,
            groups,
            lists: 0,
            clause: None,
            twice_parsed: 0,
            chain: 0,
            block: None,
            is_data: false,
            data_blocks: 0,
            data_bytes: 0,
            labels: FxHashMap::default(),
        }
    }

    fn kind(&self) -> Kind {
        self.source.kind(self.at)
    }

    fn is(&self, sign: Sign) -> bool {
        self.source.is_sign(self.at, sign)
    }

    fn is_followed_by(&self, sign: Sign) -> bool {
        self.source.is_sign(self.at + 1, sign)
    }

    /// The letters of the token, if it is a word.
    fn word(&self) -> Option<&'t str> {
        (self.kind() == Kind::Word).then(|| self.source.letters(self.at))
    }

    fn is_word(&self, word: &str) -> bool {
        self.is_one_of(&[word])
    }

    fn is_one_of(&self, words: &[&str]) -> bool {
        self.source.is_word(self.at, words)
    }

    fn advance(&mut self) {
        // The last token is the end, which nothing passes.
        self.at = (self.at + 1).min(self.source.tokens.len() - 1);
    }

    /// Passes a sign if it is there.
    fn take(&mut self, sign: Sign) -> bool {
        let is = self.is(sign);
        if is {
            self.advance();
        }
        is
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        if is {
            self.advance();
        }
        is
    }

    fn expect(&mut self, sign: Sign, expected: Expected) -> Step {
        if self.take(sign) { Ok(()) } else { self.unexpected(expected) }
    }

    fn expect_word(&mut self, word: &'static str) -> Step {
        if self.take_word(word) { Ok(()) } else { self.unexpected(Expected::Word(word)) }
    }

    fn expect_kind(&mut self, kind: Kind, expected: Expected) -> Step {
        if self.kind() != kind {
            return self.unexpected(expected);
        }
        self.advance();
        Ok(())
    }

    fn unexpected(&self, expected: Expected) -> Step {
        Err(self.stop(expected))
    }

    fn stop(&self, expected: Expected) -> Stop {
        Stop::Unexpected { at: self.at, expected }
    }

    fn is_iri(&self) -> bool {
        self.source.is_iri(self.at)
    }

    fn iri(&mut self, expected: Expected) -> Step {
        if !self.is_iri() {
            return self.unexpected(expected);
        }
        self.advance();
        Ok(())
    }

    fn variable_or_iri(&mut self, expected: Expected) -> Step {
        if self.kind() == Kind::Variable {
            self.advance();
            return Ok(());
        }
        self.iri(expected)
    }

    /// Counts one more part of the group.
    fn count_part(&mut self) -> Step {
        let chain = self.chain;
        let is_within = self.groups.last_mut().is_none_or(|group| group.admits_part(chain));
        self.admit(is_within, Limit::Parts)
    }

    /// Counts one more triple pattern or path step of the group.
    fn count_pattern(&mut self) -> Step {
        if self.is_data {
            return Ok(());
        }
        let is_within = self.groups.last_mut().is_none_or(|group| group.admits_pattern());
        self.admit(is_within, Limit::Patterns)
    }

    fn admit(&self, is_within: bool, limit: Limit) -> Step {
        if is_within { Ok(()) } else { Err(Stop::Limit { at: self.at, limit }) }
    }

    /// Passes a group, whose chain goes into that of what is around it.
    fn in_group(&mut self, content: impl FnOnce(&mut Self) -> Step) -> Step {
        let around = std::mem::take(&mut self.chain);
        self.groups.push(Count::default());
        content(self)?;
        let parts = self.groups.pop().map_or(0, |group| group.parts());
        self.chain = around.max(self.chain + parts);
        Ok(())
    }
}
