//! GET and HEAD: the triples of a graph, or of all graphs with their names.

use super::target::{Target, no_such_graph};
use crate::evidence::ViewSpec;
use crate::export::{export_graph, export_rdf};
use crate::format::Syntax;
use crate::server::answer::{AnswerWriter, Head};
use crate::server::caching;
use crate::server::negotiation::Accept;
use crate::server::problem::Problem;
use crate::server::protocol::formats::{AnswerFormat, dataset, export_problem, graph};
use crate::server::protocol::parameters::Pairs;
use crate::server::state::State;
use crate::server::workers::Label;
use axum::extract::{RawQuery, State as Extract};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

/// `GET /store…`
pub async fn get(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let pairs = Pairs::parse(url.as_deref().unwrap_or_default())?;
    let target = Target::of(&state, &uri, &headers, &pairs)?;
    let (asked, accept) = (pairs.formats(), Accept::of(&headers));
    let syntax = match target {
        Target::Store => dataset(&asked, &accept)?,
        Target::Graph(_) => graph(&asked, &accept)?,
    };
    let label = Label { kind: "graph-store", text: &format!("GET {}", target.text()) };
    let shared = state.clone();
    let work =
        move |_: &_, writer: &mut AnswerWriter| write(&shared, &target, syntax, &headers, writer);
    state.workers.answer(label, None, work).await
}

fn write(
    state: &State,
    target: &Target,
    syntax: Syntax,
    headers: &HeaderMap,
    writer: &mut AnswerWriter,
) -> Result<(), Problem> {
    let reading = state.served.reading();
    let view = reading.view(ViewSpec::Asserted);
    let graph = match target {
        Target::Store => None,
        Target::Graph(name) => {
            Some(reading.snapshot().graph(name).ok_or_else(|| no_such_graph(name))?)
        }
    };
    let tag = state.versions.tag(reading.snapshot().id(), syntax.name());
    let head = Head::ok(AnswerFormat::Graph(syntax).content_type());
    if caching::begin(writer, headers, tag, head) {
        return Ok(());
    }
    let prefixes = state.served.prefixes();
    match graph {
        None => export_rdf(&view, syntax, prefixes, writer),
        Some(graph) => export_graph(&view, graph, syntax, prefixes, writer),
    }
    .map(drop)
    .map_err(export_problem)
}
