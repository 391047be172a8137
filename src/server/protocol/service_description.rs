//! The description of the service (SPARQL 1.1 Service Description, section 2), which a GET of its address without a query gives.

use super::formats::graph;
use super::parameters::Pairs;
use crate::explore::{Description, ServiceOptions};
use crate::server::described::answer_described;
use crate::server::negotiation::Accept;
use crate::server::own_address;
use crate::server::problem::Problem;
use crate::server::state::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

/// The description, in the format that the client likes best.
pub async fn answer(
    state: State,
    pairs: &Pairs,
    uri: &Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let syntax = graph(&pairs.formats(), &Accept::of(&headers))?;
    let endpoint = own_address::iri(&state, uri, &headers, "/sparql")?;
    let updates = state.options.access.writable;
    let federated = !state.options.services.is_empty();
    let options = ServiceOptions { endpoint, updates, federated };
    let prefixes = state.served.prefixes().clone();
    answer_described(&state, "service-description", syntax, headers, move |reading, _| {
        Ok(Description::of_service(reading.snapshot(), &options, &prefixes))
    })
    .await
}
