//! The protocol over HTTP, at `/mcp`: each request stands for itself, and is answered with plain JSON.

use super::message::{Judged, Wrong, judge};
use super::service::{Host, Service};
use crate::server::Served;
use crate::server::request_body;
use crate::server::state::{Shared, State};
use crate::server::workers::Workers;
use crate::sparql::RemoteService;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use rmcp::RoleServer;
use rmcp::model::{ErrorCode, JsonRpcMessage};
use rmcp::service::RxJsonRpcMessage;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::{StreamableHttpServerConfig, StreamableHttpService};
use serde_json::Value;
use std::sync::Arc;

/// The longest message, in bytes.
const MESSAGE_BYTES_MAX: usize = 1 << 20;
/// So much of a refusal of the SDK's is passed on.
const REFUSAL_BYTES_MAX: usize = 64 << 10;

impl Host for Shared {
    fn served(&self) -> &Served {
        &self.served
    }

    fn workers(&self) -> &Workers {
        &self.workers
    }

    fn services(&self) -> Option<Arc<dyn RemoteService>> {
        (!self.options.services.is_empty()).then(|| self.services())
    }
}

/// The path `/mcp`. `guard` must have looked at the request: by which name the server was called, and from whose page. It knows
/// `--host`, `--cors` and every spelling of the bound address, so it alone decides, before the crate's own check could.
pub fn routes(state: &State) -> Router<State> {
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(MESSAGE_BYTES_MAX)
        .disable_allowed_hosts()
        .disable_allowed_origins();
    let state = Arc::clone(state);
    let service = move || Ok(Service::new(Arc::clone(&state)));
    let manager = Arc::new(NeverSessionManager::default());
    let service = StreamableHttpService::new(service, manager, config);
    Router::new().route_service("/mcp", service).route_layer(from_fn(judged))
}

/// Lets messages pass to the SDK, and answers what is none.
async fn judged(request: Request, next: Next) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let (mut head, body) = request.into_parts();
    let text = match request_body::bytes(&head.headers, body, MESSAGE_BYTES_MAX as u64).await {
        Ok(text) => text,
        Err(problem) => {
            let wrong = Wrong::of_nothing(ErrorCode::INVALID_REQUEST, problem.detail);
            return answered(problem.status, &wrong);
        }
    };
    let id = match judge(&text) {
        Judged::Message(message) => id_of(&message),
        Judged::Ignored => return StatusCode::ACCEPTED.into_response(),
        // A request, and its answer, whose error is the method's.
        Judged::Wrong(wrong) if wrong.code == ErrorCode::INVALID_PARAMS => {
            return answered(StatusCode::OK, &wrong);
        }
        Judged::Wrong(wrong) => return answered(StatusCode::BAD_REQUEST, &wrong),
    };
    head.headers.remove(header::CONTENT_ENCODING);
    head.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(text.len()));
    readable(next.run(Request::from_parts(head, Body::from(text))).await, id).await
}

fn id_of(message: &RxJsonRpcMessage<RoleServer>) -> Value {
    match message {
        JsonRpcMessage::Request(request) => request.id.clone().into_json_value(),
        _ => Value::Null,
    }
}

/// The SDK's refusals by header (of a media type, of a version) are bare text; as JSON-RPC errors clients can read them.
async fn readable(response: Response, id: Value) -> Response {
    let refuses = response.status().is_client_error() || response.status().is_server_error();
    if !refuses || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let text = to_bytes(body, REFUSAL_BYTES_MAX).await.unwrap_or_default();
    let message = String::from_utf8_lossy(&text).into_owned();
    let answer = answered(head.status, &Wrong { id, code: ErrorCode::INVALID_REQUEST, message });
    head.headers.remove(header::CONTENT_LENGTH);
    head.headers.extend(answer.headers().clone());
    Response::from_parts(head, answer.into_body())
}

fn answered(status: StatusCode, wrong: &Wrong) -> Response {
    let media_type = [(header::CONTENT_TYPE, "application/json")];
    (status, media_type, wrong.answer().to_string()).into_response()
}
