//! `GET /`: what there is, with links that work.

use super::state::State;
use axum::extract::State as Extract;
use axum::http::header;
use axum::response::{Html, IntoResponse};

/// A page has neither scripts nor styles, and nothing may be added to it.
pub const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const LINKS: [(&str, &str); 11] = [
    (
        "/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%2010&format=md",
        "SPARQL 1.2 Protocol: ten triples",
    ),
    ("/sparql", "what the SPARQL service offers: its Service Description"),
    ("/store?default", "SPARQL 1.2 Graph Store Protocol: the default graph"),
    ("/.well-known/void", "what the dataset holds: its description in VoID"),
    ("/id/DeepSeek", "an entity, as a page or as RDF"),
    ("/api/v1/stats", "JSON API: what the graph holds"),
    ("/api/openapi.json", "the JSON API's description, OpenAPI 3.1"),
    ("/health", "whether the server lives"),
    ("/ready", "whether it can answer"),
    ("/metrics", "figures, for Prometheus"),
    ("/api/v1/queries", "what is worked on now"),
];

/// The page.
pub async fn page(Extract(state): Extract<State>) -> impl IntoResponse {
    let links: String = LINKS
        .iter()
        .map(|(path, what)| {
            format!(
                "<li><a href=\"{}\">{}</a>: {what}</li>\n",
                path.replace('&', "&amp;"),
                path.split('?').next().unwrap_or(path)
            )
        })
        .collect();
    let quads = state.served.database().snapshot().len();
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Westlake</title>\n<h1>Westlake</h1>\n\
         <p>A knowledge graph of {quads} triples that answers with evidence.</p>\n<ul>\n{links}</ul>\n</html>\n"
    );
    ([(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)], Html(page))
}
