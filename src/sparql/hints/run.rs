//! Hints of a query that is run for their sake only.

use super::Hint;
use crate::evidence::View;
use crate::model::Prefixes;
use crate::sparql::{Answer, Query, QueryError, QueryOptions};
use serde::Serialize;

/// What is to be said of a query's answer to who asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct QueryHints {
    /// Whether the query finds nothing: no row, `false`, an empty graph, or a count of nothing.
    pub found_nothing: bool,
    /// The hints, the most telling first.
    pub hints: Vec<SaidHint>,
}

/// A hint, and how it is said.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SaidHint {
    /// The sentence.
    pub text: String,
    /// What it is made of.
    #[serde(flatten)]
    pub hint: Hint,
}

impl QueryHints {
    /// Runs a query as far as must be to know whether it finds something, and says what may have kept it from finding more.
    ///
    /// # Errors
    /// [`QueryError`].
    pub fn of(
        query: &Query,
        view: &View,
        options: &QueryOptions,
        prefixes: &Prefixes,
    ) -> Result<Self, QueryError> {
        let found_nothing = query.finds_nothing(view, options)?;
        let hints = query.hints(view, options, found_nothing, prefixes);
        let hints = hints.into_iter().map(|hint| SaidHint { text: hint.to_string(), hint });
        Ok(Self { found_nothing, hints: hints.collect() })
    }
}

impl Query {
    fn finds_nothing(&self, view: &View, options: &QueryOptions) -> Result<bool, QueryError> {
        match self.run(view, options)? {
            Answer::Boolean(value) => Ok(!value),
            Answer::Graph(mut triples) => Ok(triples.next().transpose()?.is_none()),
            Answer::Solutions(mut solutions) => {
                let first = solutions.next().transpose()?;
                if first.is_none() && self.may_skip_all() {
                    return Ok(false);
                }
                let rows = match &first {
                    None => 0,
                    Some(_) => 1 + u64::from(solutions.next().transpose()?.is_some()),
                };
                Ok(self.found_nothing(rows, first.as_ref()))
            }
        }
    }
}
