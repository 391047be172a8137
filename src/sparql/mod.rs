//! SPARQL: a query's text is parsed, then run over a view; the answer comes as terms.
//!
//! Evaluation is `spareval`'s, on the store's own ids (`dataset` is the bridge).

mod dataset;
mod execute;
mod parse;
mod query_terms;
mod syntax_hint;

pub use dataset::DatasetSpec;
pub use execute::{Answer, QueryError, QueryOptions, Solution, Solutions, Triples};
pub use parse::{ParseOptions, Query, QueryForm, QuerySyntaxError};
