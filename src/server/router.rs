//! Which handler answers which path, and what every request passes on its way.

use super::problem;
use super::protocol::graph_store;
use super::state::State;
use super::{
    api, describe, explorer, guard, health, home, mcp, observe, panics, protocol, queries, void,
    well_formed,
};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{delete, get, post};
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// The server's paths.
pub fn router(state: State) -> Router {
    let store = || {
        get(graph_store::get)
            .put(graph_store::put)
            .post(graph_store::post)
            .patch(graph_store::patch)
            .delete(graph_store::delete)
    };
    let router = Router::new()
        .route("/", get(explorer::page))
        .route("/assets/{name}", get(explorer::asset))
        .route("/icon.svg", get(explorer::icon))
        .route("/endpoints", get(home::page))
        .route("/sparql", get(protocol::get).post(protocol::post))
        .route("/query", get(protocol::get).post(protocol::post_query))
        .route("/update", post(protocol::post_update))
        .route("/store", store())
        .route("/store/{*graph}", store())
        .route("/.well-known/void", get(void::get))
        .route("/describe", get(describe::get))
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .route("/metrics", get(observe::metrics))
        .route("/api/v1/queries", get(queries::list))
        .route("/api/v1/queries/{id}", delete(queries::cancel))
        .nest("/api", api::router())
        .merge(mcp::routes(&state))
        .fallback(describe::redirect)
        .layer(from_fn(panics::caught))
        .layer(from_fn_with_state(state.clone(), guard::check))
        .layer(from_fn(well_formed::check))
        .layer(from_fn(problem::render))
        .layer(CompressionLayer::new());
    let router = match cors(&state.options.cors) {
        Some(cors) => router.layer(cors),
        None => router,
    };
    router.layer(from_fn_with_state(state.clone(), observe::observe)).with_state(state)
}

/// Pages of the named origins may read the answers; without one, none may.
fn cors(origins: &[String]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let origins = origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    let methods =
        [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::PATCH];
    let request = [
        header::ACCEPT,
        header::AUTHORIZATION,
        header::CONTENT_ENCODING,
        header::CONTENT_TYPE,
        header::IF_MATCH,
        header::IF_NONE_MATCH,
        HeaderName::from_static("last-event-id"),
        HeaderName::from_static("mcp-protocol-version"),
        HeaderName::from_static("mcp-session-id"),
    ];
    let answer = [
        header::ETAG,
        header::LOCATION,
        header::RETRY_AFTER,
        HeaderName::from_static("mcp-session-id"),
        HeaderName::from_static("x-request-id"),
    ];
    Some(
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(origins))
            .allow_methods(methods)
            .allow_headers(request)
            .expose_headers(answer),
    )
}
