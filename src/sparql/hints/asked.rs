//! What a query asks for, read off its algebra: its triple patterns, each with where it stands, the terms that VALUES and
//! FILTER give to variables, its paths. `walk` does the reading.

use super::TermRole;
use super::walk::Walk;
use crate::model::vocab::{rdf, wl};
use crate::model::{NamedNode, NamedNodeRef, Term};
use spargebra::Query;

/// More patterns than these are not looked at.
const PATTERNS_READ_MAX: usize = 256;

/// How many terms that VALUES or IN gives to a variable are looked at.
const GIVEN_READ_MAX: usize = 64;

/// One position of a triple pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    Term(Term),
    Variable(String),
    /// A blank node, or the middle of a path: it joins as a variable does, but has no name to be shown.
    Nameless(String),
    /// A triple term.
    TripleTerm,
}

impl Slot {
    pub fn term(&self) -> Option<&Term> {
        match self {
            Self::Term(term) => Some(term),
            _ => None,
        }
    }
}

/// The graphs that a pattern asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum AskedGraph {
    Default,
    AnyNamed,
    Named(NamedNode),
}

/// The blocks around a pattern, from the outside: arms of UNION, OPTIONAL, MINUS, EXISTS. A solution of a pattern must
/// fit those patterns whose block is around it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Block(pub Vec<usize>);

impl Block {
    /// Whether what stands here is asked for wherever `inner` is.
    pub fn is_around(&self, inner: &Self) -> bool {
        inner.0.starts_with(&self.0)
    }

    /// The blocks around what stands here, this one included, from the outside.
    pub fn around(&self) -> impl Iterator<Item = Self> + use<'_> {
        (0..=self.0.len()).map(|depth| Self(self.0[..depth].to_vec()))
    }
}

/// A triple pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct AskedPattern {
    /// Subject, predicate, object.
    pub slots: [Slot; 3],
    pub graph: AskedGraph,
    pub block: Block,
    /// A match takes solutions away: MINUS, NOT EXISTS.
    pub negated: bool,
    /// The query may find something where the pattern matches nothing.
    pub optional: bool,
    /// A later step of a path: what it matches may be far from what the query is about.
    pub is_later_step: bool,
}

impl AskedPattern {
    /// Whether it speaks of statements themselves, not of what they state.
    fn is_about_statements(&self) -> bool {
        let speaks = |slot: &Slot| match slot {
            Slot::Term(Term::NamedNode(iri)) => is_statement_vocabulary(iri.as_ref()),
            Slot::TripleTerm => true,
            _ => false,
        };
        self.slots.iter().any(speaks)
    }
}

pub(super) fn is_statement_vocabulary(iri: NamedNodeRef<'_>) -> bool {
    iri == rdf::REIFIES || iri == wl::STATUS
}

/// The terms that VALUES or FILTER leaves a variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Given {
    pub variable: String,
    pub terms: Vec<Term>,
    /// A row of VALUES says UNDEF: the variable may have other values too.
    pub may_be_other: bool,
    /// They are the other end of a path that may have no steps.
    pub is_end_of_path: bool,
    pub block: Block,
}

/// Blocks of which a solution needs to fit only one: the arms of UNION, the ways of a path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Choice {
    /// Where the choice stands.
    pub block: Block,
    pub arms: Vec<Block>,
}

/// A path along one predicate, any number of times.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Closure {
    /// Where it begins and where it ends.
    pub ends: [Slot; 2],
    pub predicate: NamedNode,
    /// Both ends may be the same.
    pub may_be_empty: bool,
    pub graph: AskedGraph,
    pub block: Block,
}

/// What a query asks for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub patterns: Vec<AskedPattern>,
    pub given: Vec<Given>,
    pub choices: Vec<Choice>,
    pub closures: Vec<Closure>,
    /// IRIs that stand in no pattern: the ends of closures, the parts of triple terms, what DESCRIBE names.
    pub named: Vec<(NamedNode, TermRole)>,
    /// LIMIT leaves out solutions.
    pub has_limit: bool,
    /// It looks at statements itself: triple terms, rdf:reifies, wl:status.
    pub speaks_of_statements: bool,
    pub has_graph: bool,
    /// It asks for more than was read.
    pub is_cut: bool,
}

impl Asked {
    pub fn of(query: &Query) -> Self {
        let mut asked = Walk::of(query);
        asked.speaks_of_statements |= asked.patterns.iter().any(AskedPattern::is_about_statements);
        asked.is_cut |= asked.patterns.len() > PATTERNS_READ_MAX;
        asked.patterns.truncate(PATTERNS_READ_MAX);
        asked
    }

    /// The patterns, and those that come of them when a variable takes a term that VALUES or FILTER gives it.
    pub fn bound_patterns(&self) -> Vec<AskedPattern> {
        let mut all = self.patterns.clone();
        for given in self.given.iter().filter(|given| !given.is_end_of_path) {
            for pattern in &self.patterns {
                let joins =
                    given.block.is_around(&pattern.block) || pattern.block.is_around(&given.block);
                let variable = Slot::Variable(given.variable.clone());
                for at in [0, 2] {
                    if !joins || pattern.slots[at] != variable {
                        continue;
                    }
                    for term in given.terms.iter().take(GIVEN_READ_MAX) {
                        if at == 0 && !matches!(term, Term::NamedNode(_)) {
                            continue;
                        }
                        let mut bound = pattern.clone();
                        bound.slots[at] = Slot::Term(term.clone());
                        bound.optional |= given.may_be_other || given.terms.len() > 1;
                        all.push(bound);
                    }
                }
            }
        }
        all.truncate(2 * PATTERNS_READ_MAX);
        all
    }
}
