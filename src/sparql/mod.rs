//! SPARQL: a query's text is parsed, then run over a view; the answer comes as terms. An update changes a store.
//!
//! Evaluation is `spareval`'s, on the store's own ids (`dataset` is the bridge). `hints` says what an answer may lack.

mod dataset;
mod execute;
mod hints;
mod pace;
mod parameters;
#[cfg(test)]
mod parameters_test;
mod parse;
mod query_terms;
mod scan;
mod service;
mod substitute;
mod update;

pub use dataset::DatasetSpec;
pub use execute::{Answer, QueryError, QueryOptions, Solution, Solutions, Triples};
pub use hints::{Hint, QueryHints, SaidHint, TermRole, Unasserted};
pub use parameters::{ParameterError, Parameters, parse_term};
pub use parse::{ParseOptions, Query, QueryCheck, QueryForm, QuerySyntaxError};
pub use scan::{
    BYTES_MAX, CHAIN_MAX, LIST_NESTING_MAX, Mistake, NESTING_MAX, PATTERNS_MAX,
    TWICE_PARSED_NESTING_MAX,
};
pub use service::{RemoteService, RemoteSolutions, SERVICES_MAX, ServiceError, Services};
pub use update::{Fetch, FetchError, Update, UpdateError, UpdateOptions};
