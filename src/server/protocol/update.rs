//! The update operation (SPARQL 1.1 Protocol, section 2.2): one transaction, all or nothing.

use super::changes;
use super::parameters::Pairs;
use super::query::time_max;
use crate::model::{GraphName, Limits};
use crate::server::answer::AnswerWriter;
use crate::server::negotiation::Accept;
use crate::server::problem::Problem;
use crate::server::state::State;
use crate::server::workers::Label;
use crate::sparql::{ParseOptions, Update, UpdateError, UpdateOptions};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

/// Runs an update of who may write. Of a graph that is given no other one may be changed.
pub async fn run(
    state: State,
    text: String,
    pairs: &Pairs,
    headers: &HeaderMap,
    base: String,
    only: Option<GraphName>,
) -> Result<Response, Problem> {
    let (using, time_max) = (pairs.using()?, time_max(pairs)?);
    let accept = Accept::of(headers);
    let shared = state.clone();
    let label = Label { kind: "update", text: &text.clone() };
    let work = move |limits: &Limits, writer: &mut AnswerWriter| {
        let prefixes = shared.served.prefixes().clone();
        let parse = ParseOptions { prefixes, base: Some(base), name: "update".to_owned() };
        let update = Update::parse(&text, &parse)?;
        let options = UpdateOptions {
            using,
            limits: limits.clone(),
            only,
            fetch: Some(shared.client.clone()),
            services: Some(shared.services()),
        };
        let summary = update.run(shared.served.database().store(), &options)?;
        changes::write(summary, None, None, &accept, writer)
    };
    state.workers.answer(label, time_max, work).await
}

impl From<UpdateError> for Problem {
    fn from(error: UpdateError) -> Self {
        let (status, kind) = match error {
            UpdateError::Syntax(error) => return error.into(),
            UpdateError::Where(error) => return error.into(),
            UpdateError::Limit(limit) => return limit.into(),
            UpdateError::Store(error) => return error.into(),
            UpdateError::GraphsGivenTwice => (StatusCode::BAD_REQUEST, "graphs-given-twice"),
            UpdateError::LoadNotAllowed { .. } => (StatusCode::FORBIDDEN, "load-refused"),
            UpdateError::Load { .. } => (StatusCode::BAD_GATEWAY, "load-failed"),
            UpdateError::GraphExists { .. } => (StatusCode::CONFLICT, "graph-exists"),
            UpdateError::NoSuchGraph { .. } => (StatusCode::CONFLICT, "no-such-graph"),
            UpdateError::OtherGraph { .. } | UpdateError::OtherGraphs => {
                (StatusCode::UNPROCESSABLE_ENTITY, "other-graph")
            }
        };
        Self::new(status, kind, error.to_string())
    }
}
