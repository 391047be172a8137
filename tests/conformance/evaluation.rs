//! Evaluation of queries, and their syntax.

use crate::manifest::Evaluation;
use crate::results::{Expected, Results, quad_row};
use crate::run::check_legality;
use crate::suites::{Suites, all_quads};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use westlake::evidence::View;
use westlake::model::{GraphName, Limits, NamedNode, Prefixes, Triple};
use westlake::sparql::{Answer, ParseOptions, Query, QueryError, QueryOptions};

/// A query that takes longer has failed.
const QUERY_SECONDS_MAX: u64 = 20;

/// Whether the answer is right, as it comes and after a way through each syntax of results.
pub fn evaluate(suites: &Suites, test: &Evaluation) -> Result<(), String> {
    let query = parse(&test.query, &suites.text(&test.query)?)?;
    let view = suites.load(&dataset(&query, test))?;
    let ours = answer(&query, &view)?;
    let data = all_quads(&view);
    let expected = Expected::read(suites, test)?;
    match expected.difference(&ours, &data) {
        Some(difference) => Err(difference),
        None => ours.check_syntaxes(),
    }
}

/// Whether the parser takes a legal query, and refuses another.
pub fn check_syntax(suites: &Suites, query: &str, legal: bool) -> Result<(), String> {
    check_legality(parse(query, &suites.text(query)?), legal)
}

fn parse(iri: &str, text: &str) -> Result<Query, String> {
    Query::parse(text, &parse_options(iri)).map_err(|error| error.to_string())
}

/// A file's base is its own IRI, and it declares its prefixes itself.
pub fn parse_options(iri: &str) -> ParseOptions {
    ParseOptions {
        prefixes: Prefixes::default(),
        base: Some(iri.to_owned()),
        name: Suites::name_of(iri).unwrap_or(iri).to_owned(),
    }
}

fn answer(query: &Query, view: &View) -> Result<Results, String> {
    let mut limits = Limits::default();
    limits.deadline = Some(Instant::now() + Duration::from_secs(QUERY_SECONDS_MAX));
    let options = QueryOptions { limits, ..QueryOptions::default() };
    let error = |error: QueryError| error.to_string();
    Ok(match query.run(view, &options).map_err(error)? {
        Answer::Boolean(value) => Results::Boolean(value),
        Answer::Solutions(solutions) => Results::Solutions {
            variables: solutions.variables().to_vec(),
            rows: solutions.collect::<Result<_, _>>().map_err(error)?,
        },
        Answer::Graph(triples) => {
            let row = |triple: Triple| quad_row(triple.in_graph(GraphName::DefaultGraph));
            Results::Graph(
                triples.map(|triple| triple.map(row)).collect::<Result<_, _>>().map_err(error)?,
            )
        }
    })
}

/// The files of the dataset: the test's, or where it names none the ones that the query names, each in its own graph.
fn dataset(query: &Query, test: &Evaluation) -> Vec<(String, GraphName)> {
    match query.dataset() {
        Some((default, named)) if test.dataset.is_empty() => {
            let named = named.into_iter().map(GraphName::from);
            let iris: BTreeSet<String> = default
                .into_iter()
                .chain(named)
                .filter_map(|graph| match graph {
                    GraphName::NamedNode(node) => Some(node.into_string()),
                    _ => None,
                })
                .collect();
            let graph = |iri: String| {
                let name = NamedNode::new_unchecked(iri.clone()).into();
                (iri, name)
            };
            iris.into_iter().map(graph).collect()
        }
        _ => test.dataset.clone(),
    }
}
