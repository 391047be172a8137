//! What one sees of the server from outside: a line of the log for each request, and figures.

mod metrics;
mod request_id;

pub use metrics::{Metrics, metrics};
pub use request_id::{RequestIds, current as request_id};

use super::connection::Client;
use super::state::State;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{MatchedPath, Request, State as Extract};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use http_body::{Frame, SizeHint};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Instant;

/// So much of a path is logged.
const PATH_CHARS_MAX: usize = 200;

/// Gives a request its number, and follows its answer to the last byte.
pub async fn observe(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    let id = state.request_ids.next();
    let mut seen = Seen::begin(state, &request, id.clone());
    let mut response = request_id::scope(id.clone(), next.run(request)).await;
    seen.status = Some(response.status());
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::try_from(&id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    // An answer is what its media type says, and its links don't tell others where they stood.
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response.map(|body| Body::new(SeenBody { body, seen }))
}

/// What was seen of a request. It is counted and logged when it is dropped: after the last byte, or when the client has gone.
struct Seen {
    state: State,
    id: String,
    /// Who has the other end of the connection.
    client: Option<SocketAddr>,
    method: Method,
    path: String,
    /// The path as the router knows it.
    endpoint: String,
    begin: Instant,
    /// `None` until the head is there.
    status: Option<StatusCode>,
    bytes: u64,
    whole: bool,
}

impl Seen {
    fn begin(state: State, request: &Request, id: String) -> Self {
        state.under_way.fetch_add(1, Ordering::Relaxed);
        let endpoint = request.extensions().get::<MatchedPath>();
        Self {
            state,
            id,
            client: request.extensions().get::<Client>().map(|client| client.0),
            method: request.method().clone(),
            path: request.uri().path().chars().take(PATH_CHARS_MAX).collect(),
            endpoint: endpoint.map_or("none", MatchedPath::as_str).to_owned(),
            begin: Instant::now(),
            status: None,
            bytes: 0,
            whole: false,
        }
    }
}

impl Drop for Seen {
    fn drop(&mut self) {
        self.state.under_way.fetch_sub(1, Ordering::Relaxed);
        let time = self.begin.elapsed();
        let metrics = &self.state.metrics;
        metrics.count(&self.method, &self.endpoint, self.status, self.bytes, time);
        tracing::info!(
            target: "westlake::access",
            request = self.id,
            client = self.client.map(tracing::field::display),
            method = self.method.as_str(),
            path = self.path,
            status = self.status.map(|status| status.as_u16()),
            bytes = self.bytes,
            milliseconds = (time.as_secs_f64() * 1e6).round() / 1e3,
            whole = self.whole,
            "answered"
        );
    }
}

/// The body of an answer, followed to its end.
struct SeenBody {
    body: Body,
    seen: Seen,
}

impl Drop for SeenBody {
    fn drop(&mut self) {
        // Of an empty body no end is asked for.
        self.seen.whole |= self.body.is_end_stream();
    }
}

impl HttpBody for SeenBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        match &frame {
            Poll::Ready(Some(Ok(frame))) => {
                self.seen.bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
            }
            Poll::Ready(None) => self.seen.whole = true,
            _ => (),
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
