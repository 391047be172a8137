//! `/api/v1/…`: what the verbs answer, in JSON, and its description as OpenAPI.
//!
//! An [`Endpoint`](endpoint::Endpoint) is data: parameters, answer, problems, and the library call behind it. Reading a request,
//! answering it and describing the API go by that data, so that none can say what the others don't do.

mod card;
mod check;
mod endpoint;
mod entities;
mod export;
mod groups;
mod material;
mod neighbors;
mod openapi;
mod parameters;
mod paths;
mod problems;
mod rank;
mod stats;
mod why;

use super::problem::Problem;
use super::protocol::Pairs;
use super::request_body::{self, media_type, unsupported_media_type};
use super::state::State;
use crate::sparql::BYTES_MAX;
use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State as Extract};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use endpoint::Endpoint;

/// Nothing is called so.
const UNKNOWN: StatusCode = StatusCode::NOT_FOUND;
/// Several things are called so.
const AMBIGUOUS: StatusCode = StatusCode::CONFLICT;
/// The format can't hold the data.
const UNFIT: StatusCode = StatusCode::NOT_ACCEPTABLE;
/// The query asks a server that isn't named.
const SERVICE_REFUSED: StatusCode = StatusCode::FORBIDDEN;
/// A server that the query asks gave no answer.
const SERVICE_FAILED: StatusCode = StatusCode::BAD_GATEWAY;

/// Every endpoint.
static ENDPOINTS: [Endpoint; 19] = [
    entities::ENTITIES,
    card::CARD,
    neighbors::NEIGHBORS,
    paths::PATHS,
    why::WHY,
    rank::RANK,
    groups::COMPONENTS,
    groups::COMMUNITIES,
    stats::STATS,
    stats::SCHEMA,
    stats::EVIDENCE,
    check::CHECK,
    check::HINTS,
    export::EXPORT,
    export::PICTURE,
    material::EXAMPLES,
    material::PREFIXES,
    material::DOCUMENTS,
    material::DOCUMENT,
];

/// The paths below `/api`.
pub fn router() -> Router<State> {
    let mut router = Router::new().route("/openapi.json", get(openapi::openapi));
    for endpoint in &ENDPOINTS {
        let mut methods = get(move |Extract(state): Extract<State>, RawQuery(url), headers| {
            answer(endpoint, state, url, headers)
        });
        if !endpoint.bodies.is_empty() {
            methods = methods.post(
                move |Extract(state): Extract<State>, RawQuery(url), headers, body: Body| {
                    answer_body(endpoint, state, url, headers, body)
                },
            );
        }
        router = router.route(&format!("/v1/{}", endpoint.name), methods);
    }
    router
}

async fn answer(
    endpoint: &'static Endpoint,
    state: State,
    url: Option<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let url = url.unwrap_or_default();
    endpoint.answer(state, Pairs::parse(&url)?, &url, Some(headers)).await
}

/// The body is the parameter that its media type stands for.
async fn answer_body(
    endpoint: &'static Endpoint,
    state: State,
    url: Option<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let mut pairs = Pairs::parse(url.as_deref().unwrap_or_default())?;
    let media_type = media_type(&headers)?;
    let Some(known) = endpoint.bodies.iter().find(|known| known.media_type == media_type) else {
        let possible = endpoint.bodies.iter().map(|known| known.media_type);
        return Err(unsupported_media_type("a body here", possible));
    };
    let text = request_body::text(&headers, body, BYTES_MAX as u64 + 1).await?;
    pairs.0.push((known.parameter.to_owned(), text.clone()));
    endpoint.answer(state, pairs, &text, None).await
}

#[cfg(test)]
mod tests {
    use super::parameters::{Presence, Values};
    use super::*;

    #[test]
    fn every_default_and_example_fits_its_parameter() {
        for endpoint in &ENDPOINTS {
            for parameter in endpoint.parameters {
                let default = match parameter.presence {
                    Presence::Default(value) => Some(value),
                    _ => None,
                };
                for value in [default, parameter.example].into_iter().flatten() {
                    let mut pairs = Pairs::default();
                    for own in endpoint.parameters {
                        let (times, other) = match own.presence {
                            Presence::Once => (1, own.example.unwrap_or("ttl")),
                            Presence::Times { min, .. } => (min, own.example.unwrap_or("x")),
                            _ => (0, ""),
                        };
                        if own.name != parameter.name {
                            let pair = || (own.name.to_owned(), other.to_owned());
                            pairs.0.extend(std::iter::repeat_with(pair).take(times));
                        } else {
                            let pair = || (own.name.to_owned(), value.to_owned());
                            pairs.0.extend(std::iter::repeat_with(pair).take(times.max(1)));
                        }
                    }
                    let read = Values::read(pairs, endpoint.parameters);
                    assert!(read.is_ok(), "{} {}: {read:?}", endpoint.name, parameter.name);
                }
            }
        }
    }
}
