//! By which address a client called the server: what its own IRIs begin with.

use super::problem::Problem;
use super::state::Shared;
use crate::model::NamedNode;
use axum::http::{HeaderMap, Uri, header};

/// `http://` and the name that the client called. A proxy that ends TLS is called by another scheme, which isn't seen here.
pub fn of(state: &Shared, uri: &Uri, headers: &HeaderMap) -> String {
    let host = uri.authority().map(|authority| authority.as_str());
    let host = host.or_else(|| headers.get(header::HOST)?.to_str().ok());
    match host {
        Some(host) => format!("http://{}", host.to_ascii_lowercase()),
        None => format!("http://{}", state.address),
    }
}

/// The IRI of a path of this server.
///
/// # Errors
/// 400 for a name that can't stand in an IRI.
pub fn iri(
    state: &Shared,
    uri: &Uri,
    headers: &HeaderMap,
    path: &str,
) -> Result<NamedNode, Problem> {
    NamedNode::new(format!("{}{path}", of(state, uri, headers)))
        .map_err(|error| Problem::bad_request(format!("the Host header is no name: {error}")))
}
