//! Descriptions of what is served, as RDF.

use super::answer::{AnswerWriter, Head};
use super::caching;
use super::problem::Problem;
use super::protocol::formats::{AnswerFormat, export_problem};
use super::served::Reading;
use super::state::State;
use super::workers::Label;
use crate::explore::Description;
use crate::export::write_graph;
use crate::format::Syntax;
use crate::model::{LimitExceeded, Limits};
use axum::http::HeaderMap;
use axum::response::Response;

/// Answers with a description that is made of the newest snapshot.
pub async fn answer_described(
    state: &State,
    kind: &'static str,
    syntax: Syntax,
    headers: HeaderMap,
    describe: impl FnOnce(&Reading, &Limits) -> Result<Description, LimitExceeded> + Send + 'static,
) -> Result<Response, Problem> {
    let shared = state.clone();
    let work = move |limits: &Limits, writer: &mut AnswerWriter| {
        let reading = shared.served.reading();
        let tag = shared.versions.tag(reading.snapshot().id(), syntax.name());
        let head = Head::ok(AnswerFormat::Graph(syntax).content_type());
        if caching::begin(writer, &headers, tag, head) {
            return Ok(());
        }
        let description = describe(&reading, limits)?;
        let triples = description.triples.into_iter().map(Ok);
        write_graph(triples, syntax, &description.prefixes, writer)
            .map(drop)
            .map_err(export_problem)
    };
    state.workers.answer(Label { kind, text: "" }, None, work).await
}
