//! The query operation (SPARQL 1.1 Protocol, section 2.1).

use super::formats::{AnswerFormat, export_problem};
use super::parameters::Pairs;
use crate::evidence::{View, ViewSpec};
use crate::export::write_graph;
use crate::format::{WriteError, write_boolean, write_solutions};
use crate::model::Limits;
use crate::server::answer::{AnswerWriter, Head, write_problem};
use crate::server::caching;
use crate::server::negotiation::Accept;
use crate::server::problem::Problem;
use crate::server::state::State;
use crate::server::workers::Label;
use crate::sparql::{Answer, ParseOptions, Query, QueryOptions};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use std::time::Duration;

/// Runs the query of a request. `headers` say what is accepted; `base` is what relative IRIs are resolved against.
pub async fn run(
    state: State,
    pairs: Pairs,
    headers: &HeaderMap,
    base: String,
    may_be_known: bool,
) -> Result<Response, Problem> {
    let Some(text) = pairs.one("query")?.map(str::to_owned) else {
        return Err(Problem::bad_request("there is no query; it is the parameter query"));
    };
    let request = QueryRequest {
        accept: Accept::of(headers),
        base,
        // Only what a cache may keep has a tag.
        known: may_be_known.then(|| headers.clone()),
        state: state.clone(),
        pairs,
    };
    let time_max = time_max(&request.pairs)?;
    let label = Label { kind: "query", text: &text.clone() };
    state
        .workers
        .answer(label, time_max, move |limits, writer| request.answer(&text, limits, writer))
        .await
}

/// `timeout`, in seconds: a client may ask for less time than the server would give.
pub fn time_max(pairs: &Pairs) -> Result<Option<Duration>, Problem> {
    let Some(text) = pairs.one("timeout")? else { return Ok(None) };
    seconds(text)
        .map(Some)
        .ok_or_else(|| Problem::bad_request("timeout is a number of seconds, such as 0.5"))
}

/// A number of seconds, 0 or more. Longer than a server runs is as good as that.
pub fn seconds(text: &str) -> Option<Duration> {
    const SECONDS_MAX: f64 = 1e9;
    let seconds = text.parse::<f64>().ok().filter(|seconds| seconds.is_finite())?;
    Duration::try_from_secs_f64(seconds.min(SECONDS_MAX)).ok()
}

struct QueryRequest {
    state: State,
    pairs: Pairs,
    accept: Accept,
    base: String,
    known: Option<HeaderMap>,
}

impl QueryRequest {
    fn answer(self, text: &str, limits: &Limits, writer: &mut AnswerWriter) -> Result<(), Problem> {
        let reading = self.state.served.reading();
        let prefixes = self.state.served.prefixes();
        let base = Some(self.base.clone());
        let parse = ParseOptions { prefixes: prefixes.clone(), base, ..ParseOptions::default() };
        let query = Query::parse(text, &parse)?;
        let format = AnswerFormat::of(query.form(), &self.pairs.formats(), &self.accept)?;
        let head = Head::ok(format.content_type());
        match self.known.as_ref().filter(|_| query.is_repeatable()) {
            None => writer.head(head.with([caching::NO_STORE])),
            Some(headers) => {
                let tag = self.state.versions.tag(reading.snapshot().id(), format.name());
                if caching::begin(writer, headers, tag, head) {
                    return Ok(());
                }
            }
        }
        let view = reading.view(self.view_spec()?);
        let options = QueryOptions {
            dataset: self.pairs.dataset()?,
            limits: limits.clone(),
            parameters: self.pairs.variables(prefixes)?,
            services: Some(self.state.services()),
        };
        self.write(query, &view, &options, format, writer)
    }

    fn view_spec(&self) -> Result<ViewSpec, Problem> {
        let Some(status) = self.pairs.one("status")? else { return Ok(ViewSpec::Asserted) };
        ViewSpec::parse(status, self.state.served.prefixes())
            .map_err(|error| Problem::bad_request(error.to_string()))
    }

    fn write(
        &self,
        query: Query,
        view: &View,
        options: &QueryOptions,
        format: AnswerFormat,
        writer: &mut AnswerWriter,
    ) -> Result<(), Problem> {
        let prefixes = self.state.served.prefixes();
        match (query.run(view, options)?, format) {
            (Answer::Boolean(value), AnswerFormat::Results(syntax)) => {
                write_boolean(writer, syntax, value).map_err(|error| write_problem(&error))
            }
            (Answer::Solutions(solutions), AnswerFormat::Results(syntax)) => {
                let variables = solutions.variables().to_vec();
                match write_solutions(writer, syntax, &variables, prefixes, solutions) {
                    Ok(_) => Ok(()),
                    Err(WriteError::Source(error)) => Err(error.into()),
                    Err(WriteError::Io(error)) => Err(write_problem(&error)),
                    Err(other) => Err(unwritable(&other.to_string())),
                }
            }
            (Answer::Graph(triples), AnswerFormat::Graph(syntax)) => {
                write_graph(triples, syntax, prefixes, writer).map(drop).map_err(export_problem)
            }
            _ => unreachable!("`AnswerFormat::of` looks at the same query form"),
        }
    }
}

/// The format can't hold the answer; another can.
fn unwritable(why: &str) -> Problem {
    Problem::new(StatusCode::NOT_ACCEPTABLE, "not-acceptable", why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_may_be_fractions_and_are_never_negative() {
        for (text, millis) in [("0.5", 500), ("2", 2000), ("1e-1", 100), ("0", 0)] {
            assert_eq!(seconds(text), Some(Duration::from_millis(millis)), "{text}");
        }
        assert_eq!(seconds("1e300"), Some(Duration::from_secs(1_000_000_000)));
        for text in ["", "-1", "NaN", "inf", "1e999", "10s", " 1"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }
}
