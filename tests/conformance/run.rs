//! The running of one test, whatever its kind.

use crate::manifest::{Kind, Test};
use crate::suites::Suites;
use crate::{described, evaluation, exchange, parsing, updating};
use std::panic::{AssertUnwindSafe, catch_unwind};

pub enum Outcome {
    Passed,
    /// With what was expected and what came instead.
    Failed(String),
    NotRun,
}

/// Runs a test. A panic is a failure of this test, and of no other.
pub fn run(suites: &Suites, test: &Test) -> Outcome {
    if matches!(test.kind, Kind::NotRun(_)) {
        return Outcome::NotRun;
    }
    match catch_unwind(AssertUnwindSafe(|| check(suites, &test.kind))) {
        Ok(Ok(())) => Outcome::Passed,
        Ok(Err(message)) => Outcome::Failed(message),
        Err(_) => Outcome::Failed("it panicked".to_owned()),
    }
}

fn check(suites: &Suites, kind: &Kind) -> Result<(), String> {
    match kind {
        Kind::QueryEvaluation(test) => evaluation::evaluate(suites, test),
        Kind::QuerySyntax { query, legal } => evaluation::check_syntax(suites, query, *legal),
        Kind::UpdateEvaluation(test) => updating::evaluate(suites, test),
        Kind::UpdateSyntax { update, legal } => updating::check_syntax(suites, update, *legal),
        Kind::RdfSyntax { file, legal } => parsing::check_syntax(suites, file, *legal),
        Kind::RdfEvaluation { file, result } => parsing::evaluate(suites, file, result),
        Kind::Canonical { file, result } => parsing::canonicalize(suites, file, result),
        Kind::Exchanges(test) => exchange::run(suites, &test.graphs, &test.requests),
        Kind::DescribedGraphStore { name } => described::graph_store(suites, name),
        Kind::ServiceDescription { name } => described::service_description(suites, name),
        Kind::NotRun(_) => Ok(()),
    }
}

/// Whether what was read was legal, as it should be or not.
pub fn check_legality<T>(read: Result<T, String>, legal: bool) -> Result<(), String> {
    match (read, legal) {
        (Ok(_), true) | (Err(_), false) => Ok(()),
        (Ok(_), false) => Err("it was accepted and should be refused".to_owned()),
        (Err(error), true) => Err(error),
    }
}
