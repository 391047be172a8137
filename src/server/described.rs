//! Descriptions of what is served, as RDF.

use super::answer::{AnswerWriter, Head};
use super::caching::{is_known, revalidated};
use super::problem::Problem;
use super::protocol::formats::{AnswerFormat, export_problem};
use super::served::Reading;
use super::state::State;
use super::workers::Label;
use crate::explore::Description;
use crate::export::write_graph;
use crate::format::Syntax;
use crate::model::{LimitExceeded, Limits};
use axum::http::{HeaderMap, StatusCode};
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
        let head = head.with(revalidated(tag.clone()));
        if is_known(&headers, &tag) {
            writer.head(Head { status: StatusCode::NOT_MODIFIED, ..head });
            return Ok(());
        }
        let description = describe(&reading, limits)?;
        writer.head(head);
        let triples = description.triples.into_iter().map(Ok);
        write_graph(triples, syntax, &description.prefixes, writer)
            .map(drop)
            .map_err(export_problem)
    };
    state.workers.answer(Label { kind, text: "" }, None, work).await
}
