//! `GET /.well-known/void`: what the dataset holds (VoID, section 7.2).

use super::described::answer_described;
use super::negotiation::Accept;
use super::own_address;
use super::problem::Problem;
use super::protocol::formats::graph;
use super::protocol::parameters::Pairs;
use super::state::State;
use crate::evidence::ViewSpec;
use crate::explore::{Description, VoidOptions};
use crate::format::Syntax;
use axum::extract::{RawQuery, State as Extract};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

/// The description, in the format that the client likes best.
pub async fn get(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let pairs = Pairs::parse(url.as_deref().unwrap_or_default())?;
    let syntax = graph(&pairs.formats(), &Accept::of(&headers))?;
    let iri = |path: &str| own_address::iri(&state, &uri, &headers, path);
    let dump = |syntax: Syntax| iri(&format!("/store?format={}", syntax.name()));
    let options = VoidOptions {
        document: iri("/.well-known/void")?,
        dataset: iri("/.well-known/void#dataset")?,
        endpoint: iri("/sparql")?,
        dumps: vec![dump(Syntax::NQuads)?, dump(Syntax::TriG)?],
    };
    answer_described(&state, "void", syntax, headers, move |reading, limits| {
        let view = reading.view(ViewSpec::Asserted);
        Description::of_dataset(&view, reading.namer(), &options, limits)
    })
    .await
}
