//! `GET /endpoints`: what there is, with links that work.

use super::served::Reading;
use super::state::State;
use crate::format::percent_encoded;
use crate::model::{QuadPattern, Term};
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
    (
        "/query?query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%2010&format=md",
        "the same for queries alone",
    ),
    ("/sparql", "what the SPARQL service offers: its Service Description"),
    ("/store?default", "SPARQL 1.2 Graph Store Protocol: the default graph"),
    ("/.well-known/void", "what the dataset holds: its description in VoID"),
    ("/api/v1/stats", "JSON API: what the graph holds"),
    ("/api/openapi.json", "every endpoint of the JSON API, below /api/v1/, as OpenAPI 3.1"),
    ("/health", "whether the server lives"),
    ("/ready", "whether it can answer"),
    ("/metrics", "figures, for Prometheus"),
    ("/api/v1/queries", "what is worked on now"),
];

/// What is only asked with POST, so that a link would lead nowhere.
const POSTS: [(&str, &str); 2] =
    [("/update", "SPARQL 1.2 Update"), ("/mcp", "the Model Context Protocol, for language models")];

/// So many facts are looked at for an entity to link.
const FACTS_MAX: usize = 1000;

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
        .chain(entity_link(&state.served.reading()))
        .chain(POSTS.iter().map(|(path, what)| format!("<li>POST {path}: {what}</li>\n")))
        .collect();
    let quads = state.served.database().snapshot().len();
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Westlake</title>\n<h1>Westlake</h1>\n\
         <p>A knowledge graph of {quads} triples that answers with evidence.</p>\n<ul>\n{links}</ul>\n</html>\n"
    );
    ([(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)], Html(page))
}

/// A link to what is known of an entity of the data: the first that has a name, or else the first of all.
fn entity_link(reading: &Reading) -> Option<String> {
    let snapshot = reading.snapshot();
    let any = QuadPattern::triple(None, None, None);
    let entities = || {
        let facts = snapshot.scan(&any).take(FACTS_MAX);
        facts.filter_map(|fact| match snapshot.term(fact.subject) {
            Some(Term::NamedNode(iri)) => Some((fact.subject, iri)),
            _ => None,
        })
    };
    let has_name = |id| reading.namer().labels().label(id).is_some();
    let (_, iri) = entities().find(|(id, _)| has_name(*id)).or_else(|| entities().next())?;
    let iri = percent_encoded(iri.as_str().as_bytes());
    Some(format!(
        "<li><a href=\"/describe?iri={iri}\">/describe</a>: an entity, as a page or as RDF</li>\n"
    ))
}
