//! Evaluation of updates, and their syntax.

use crate::evaluation::parse_options;
use crate::manifest::UpdateEvaluation;
use crate::parsing::compare;
use crate::run::check_legality;
use crate::suites::{Suites, all_quads, view};
use std::sync::Arc;
use westlake::format::Input;
use westlake::model::{Limits, NamedNode};
use westlake::sparql::{Fetch, FetchError, Update, UpdateOptions};

/// Whether the store holds what is expected afterwards.
pub fn evaluate(suites: &Suites, test: &UpdateEvaluation) -> Result<(), String> {
    let update = parse(suites, &test.update)?;
    let store = suites.load_store(&test.before)?;
    let options = UpdateOptions { fetch: Some(Arc::new(Nothing)), ..UpdateOptions::default() };
    update.run(&store, &options).map_err(|error| error.to_string())?;
    compare(&all_quads(&suites.load(&test.after)?), &all_quads(&view(&store)))
}

/// Whether the parser takes a legal update, and refuses another.
pub fn check_syntax(suites: &Suites, update: &str, legal: bool) -> Result<(), String> {
    check_legality(parse(suites, update), legal)
}

fn parse(suites: &Suites, iri: &str) -> Result<Update, String> {
    let text = suites.text(iri)?;
    Update::parse(&text, &parse_options(iri)).map_err(|error| error.to_string())
}

/// The tests load only what doesn't exist.
#[derive(Debug)]
struct Nothing;

impl Fetch for Nothing {
    fn admit(&self, _: &NamedNode) -> Result<(), FetchError> {
        Ok(())
    }

    fn fetch(&self, iri: &NamedNode, _: &Limits) -> Result<Input<'static>, FetchError> {
        Err(format!("there is no <{}>", iri.as_str()).into())
    }
}
