//! Hints after a query: why it may have found less than the person who asked expects, and what to do.
//!
//! They are read off the query's algebra and counted in the view; the query isn't run again. One file a kind of hint,
//! beside these: `asked` has what a query asks for, `seen` what it sees, `stated` what reifiers state.

mod absent;
mod asked;
mod fit;
mod literal_subject;
mod named_graphs;
mod nearest;
mod other_literal;
mod run;
mod seen;
mod stated;
mod statuses;
mod text;
#[cfg(test)]
mod tests;
mod unasserted;
mod walk;

use super::{Query, QueryForm, QueryOptions, Solution};
use crate::evidence::View;
use crate::model::vocab::xsd;
use crate::model::{Prefixes, Term};
use asked::Asked;
pub use run::{QueryHints, SaidHint};
use seen::Seen;
use serde::Serialize;
use spargebra::algebra::GraphPattern;
use std::collections::BTreeSet;

/// How many hints a query gets.
const HINTS_MAX: usize = 3;

/// For how many patterns that match nothing the reason is looked for.
const UNMATCHED_EXPLAINED_MAX: usize = 16;

/// Why a query may have found less than expected. Terms stand as a query has them, with prefixed names. As text it is
/// one sentence that ends with what to do.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Hint {
    /// The subject of a pattern is a literal, so that it matches nothing.
    LiteralSubject {
        /// The pattern.
        pattern: String,
        /// The pattern turned round, where that can match.
        #[serde(skip_serializing_if = "Option::is_none")]
        instead: Option<String>,
    },
    /// All the data stands in named graphs, and the query asks the default graph.
    NamedGraphs {
        /// How many quads there are.
        quads: u64,
        /// How many named graphs.
        graphs: u64,
    },
    /// The data has the IRI with `https:` where the query has `http:`, or the other way round.
    OtherScheme {
        /// The IRI of the query.
        asked: String,
        /// The IRI of the data.
        found: String,
        /// The namespace of the query's IRI.
        asked_namespace: String,
        /// The namespace of the data's IRI.
        found_namespace: String,
    },
    /// The data has the letters of a literal with another language tag or datatype.
    OtherLiteral {
        /// The literal of the query.
        asked: String,
        /// Those of the data, at most three.
        found: Vec<String>,
    },
    /// A class has no instances of its own, and a class below it has some.
    OnlySubclasses {
        /// The class of the query.
        class: String,
        /// The class below it.
        subclass: String,
    },
    /// An IRI doesn't occur in the data in the role that the query gives it.
    Absent {
        /// The role.
        role: TermRole,
        /// The IRI.
        term: String,
        /// What is spelt nearly so and has the role.
        #[serde(skip_serializing_if = "Option::is_none")]
        nearest: Option<String>,
    },
    /// Triples outside the view match.
    Unasserted(Unasserted),
}

/// Triples that match a pattern of the query but stand outside its view.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Unasserted {
    /// The narrowest pattern that matches some.
    pub pattern: String,
    /// How many it matches.
    pub triples: u64,
    /// How many all patterns of the query match, each once.
    pub triples_of_all_patterns: u64,
    /// Their statuses.
    pub statuses: Vec<String>,
    /// The view that shows them, and all that the query sees now.
    pub view: String,
}

/// The part that an IRI plays in a triple pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TermRole {
    /// It stands in the middle.
    Predicate,
    /// It stands behind `a`.
    Class,
    /// It stands elsewhere.
    Entity,
}

impl Query {
    /// Hints for who asked this query, the most telling first, at most three. `found_nothing` says whether the answer
    /// was empty: see [`found_nothing`](Self::found_nothing). Prefixes are for the terms in the hints.
    pub fn hints(
        &self,
        view: &View,
        options: &QueryOptions,
        found_nothing: bool,
        prefixes: &Prefixes,
    ) -> Vec<Hint> {
        // A query whose parameters don't fit isn't run.
        let Ok(algebra) = self.with(&options.parameters) else { return Vec::new() };
        let asked = Asked::of(&algebra);
        // Of half a query nothing can be said that is sure.
        if asked.is_cut {
            return Vec::new();
        }
        let spec = self.dataset_spec(&options.dataset);
        let seen = Seen::new(view, &spec, prefixes);
        let mut hints = Hints::default();
        if found_nothing {
            hints.extend(named_graphs::hint(&asked, &seen, &spec));
        }
        let patterns = asked.bound_patterns();
        hints.extend(patterns.iter().filter_map(|pattern| literal_subject::hint(pattern, &seen)));
        let asked_terms = seen.texts_of_terms(&patterns);
        let unmatched = patterns.into_iter().filter(|pattern| !seen.may_match(pattern));
        for pattern in unmatched.take(UNMATCHED_EXPLAINED_MAX) {
            let found = other_literal::hint(&pattern, &seen)
                .into_iter()
                .chain(absent::hints(&pattern, &seen));
            hints.extend(found.filter(|hint| {
                !pattern.optional
                    || !hint.proposes_one_of(&asked_terms)
                        && (found_nothing || !hint.only_says_absent())
            }));
        }
        let named = asked.named.iter().take(UNMATCHED_EXPLAINED_MAX);
        let absent = named.filter_map(|(iri, role)| absent::hint(iri, *role, &seen));
        hints.extend(absent.filter(|hint| found_nothing || !hint.only_says_absent()));
        let is_answered = self.form() == QueryForm::Ask && !found_nothing;
        if !is_answered {
            hints.extend(unasserted::hint(&asked, &seen, found_nothing));
        }
        hints.most_telling()
    }

    /// Whether an answer of so many solutions holds nothing: there is none, or the only one counts or sums up none.
    pub fn found_nothing(&self, solutions: u64, first: Option<&Solution>) -> bool {
        let is_zero = |term: &Term| match term {
            Term::Literal(literal) => literal.datatype() == xsd::INTEGER && literal.value() == "0",
            _ => false,
        };
        match (solutions, first) {
            (0, _) => true,
            (1, Some(solution)) => {
                sums_up_all(self.pattern()) && solution.iter().flatten().all(is_zero)
            }
            _ => false,
        }
    }
}

/// Whether the solutions are aggregates over all that was found, so that there is one even where nothing was.
fn sums_up_all(pattern: &GraphPattern) -> bool {
    match pattern {
        GraphPattern::Group { variables, .. } => variables.is_empty(),
        GraphPattern::Extend { inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => sums_up_all(inner),
        _ => false,
    }
}

/// The hints that were found, each once.
#[derive(Default)]
struct Hints(Vec<Hint>);

impl Hints {
    fn extend(&mut self, hints: impl IntoIterator<Item = Hint>) {
        for hint in hints {
            if !self.0.iter().any(|other| other.says_the_same_as(&hint)) {
                self.0.push(hint);
            }
        }
    }

    fn most_telling(self) -> Vec<Hint> {
        let mut hints = self.0;
        // Stable: what the query says first comes first.
        hints.sort_by_key(Hint::rank);
        hints.truncate(HINTS_MAX);
        hints
    }
}

impl Hint {
    /// How surely the hint tells what is wrong, the surest first.
    fn rank(&self) -> u8 {
        match self {
            Self::LiteralSubject { .. } => 0,
            Self::NamedGraphs { .. } => 1,
            Self::OtherScheme { .. } => 2,
            Self::OtherLiteral { .. } => 3,
            Self::OnlySubclasses { .. } => 4,
            Self::Absent { nearest: Some(_), .. } => 5,
            Self::Unasserted(_) => 6,
            Self::Absent { nearest: None, .. } => 7,
        }
    }

    fn only_says_absent(&self) -> bool {
        matches!(self, Self::Absent { nearest: None, .. })
    }

    /// Whether what the hint proposes is asked already: in another arm of UNION, or another row of VALUES.
    fn proposes_one_of(&self, asked_terms: &BTreeSet<String>) -> bool {
        match self {
            Self::OtherLiteral { found, .. } => found.iter().any(|f| asked_terms.contains(f)),
            Self::OtherScheme { found, .. } | Self::Absent { nearest: Some(found), .. } => {
                asked_terms.contains(found)
            }
            _ => false,
        }
    }

    fn says_the_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::OtherScheme { asked_namespace: one, .. },
                Self::OtherScheme { asked_namespace: other, .. },
            ) => one == other,
            (Self::Absent { term: one, .. }, Self::Absent { term: other, .. }) => one == other,
            _ => self == other,
        }
    }
}
