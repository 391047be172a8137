//! Which handler answers which path, and what every request passes on its way.

use super::problem::{self, Problem};
use super::protocol::graph_store;
use super::state::State;
use super::{api, guard, health, home, mcp, protocol};
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// The server's paths.
pub fn router(state: State) -> Router {
    let query = || get(protocol::get).post(protocol::post);
    let store = || {
        get(graph_store::get)
            .put(graph_store::put)
            .post(graph_store::post)
            .delete(graph_store::delete)
    };
    let router = Router::new()
        .route("/", get(home::page))
        .route("/sparql", query())
        .route("/query", query())
        .route("/store", store())
        .route("/store/{*graph}", store())
        .route("/health", get(health::health))
        .route("/ready", get(health::ready))
        .nest("/api", api::router())
        .route_service("/mcp", mcp::endpoint(&state))
        .fallback(not_found)
        .layer(from_fn_with_state(state.clone(), guard::check))
        .layer(from_fn(problem::render))
        .layer(CompressionLayer::new());
    let router = match cors(&state.options.cors) {
        Some(cors) => router.layer(cors),
        None => router,
    };
    router.with_state(state)
}

async fn not_found(request: Request) -> Problem {
    let detail = format!("there is nothing at {}; / lists what there is", request.uri().path());
    Problem::new(StatusCode::NOT_FOUND, "not-found", detail)
}

/// Pages of the named origins may read the answers; without one, none may.
fn cors(origins: &[String]) -> Option<CorsLayer> {
    if origins.is_empty() {
        return None;
    }
    let origins = origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    let methods =
        [Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::DELETE, Method::PATCH];
    let request =
        [header::ACCEPT, header::AUTHORIZATION, header::CONTENT_TYPE, header::IF_NONE_MATCH];
    let answer = [header::ETAG, header::RETRY_AFTER, HeaderName::from_static("mcp-session-id")];
    Some(
        CorsLayer::new()
            .allow_origin(AllowOrigin::list(origins))
            .allow_methods(methods)
            .allow_headers(request)
            .expose_headers(answer),
    )
}
