//! What went wrong, as problem details (RFC 9457) or as text, as the client prefers.

use super::negotiation::Accept;
use crate::model::{LimitExceeded, Place};
use crate::sparql::{Mistake, QueryCheck, QueryError, QuerySyntaxError};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why a request got no answer.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind of problem it is: the end of its IRI, which stays the same.
    pub kind: &'static str,
    /// The HTTP status.
    pub status: StatusCode,
    /// What is wrong with this request, and what to do.
    pub detail: String,
    /// The mistakes of a query, each with its place.
    pub mistakes: Vec<Mistake>,
    /// What could be asked for in place of what was: media types, names.
    pub possible: Box<[String]>,
    /// Where in the body it is.
    pub place: Option<Box<Place>>,
    headers: Option<Box<HeaderMap>>,
}

/// A problem as RFC 9457 writes it.
#[derive(Serialize, utoipa::ToSchema)]
pub struct ProblemDetails<'a> {
    /// What kind of problem it is: an IRI that stays the same.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// What is wrong with this request, and what to do.
    detail: &'a str,
    /// The mistakes of a query, each with its place.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    mistakes: &'a [Mistake],
    /// What could be asked for in place of what was: media types, names.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    possible: &'a [String],
    /// The line of the body, from 1, in which it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// The column in code points, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u64>,
}

/// What the IRIs of kinds begin with.
const KINDS: &str = "https://westlake.example/problems/";

impl Problem {
    /// A problem of a kind, like `query-syntax`.
    pub fn new(status: StatusCode, kind: &'static str, detail: impl Into<String>) -> Self {
        let (mistakes, possible) = (Vec::new(), Box::default());
        Self { kind, status, detail: detail.into(), mistakes, possible, place: None, headers: None }
    }

    /// As it is sent.
    pub fn details(&self) -> ProblemDetails<'_> {
        let mut title = self.kind.replace('-', " ");
        if let Some(first) = title.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        ProblemDetails {
            kind: format!("{KINDS}{}", self.kind),
            title,
            status: self.status.as_u16(),
            detail: &self.detail,
            mistakes: &self.mistakes,
            possible: &self.possible,
            line: self.place.as_ref().map(|place| place.line),
            column: self.place.as_ref().map(|place| place.column),
        }
    }

    /// The request itself is wrong.
    pub fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", detail)
    }

    /// The server can't now, and may be asked again.
    pub fn unavailable(kind: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, kind, detail)
            .with_header(header::RETRY_AFTER, HeaderValue::from_static("1"))
    }

    /// Work on a request went wrong in a way that is ours.
    pub fn internal() -> Self {
        let detail = "the request failed inside of the server, which goes on; its log says more";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal-error", detail)
    }

    /// None of the formats that there are is accepted.
    pub fn not_acceptable(possible: impl IntoIterator<Item = &'static str>) -> Self {
        let possible: Vec<String> = possible.into_iter().map(str::to_owned).collect();
        let detail = format!(
            "the answer can't be had in an accepted format, only in {}",
            possible.join(", ")
        );
        Self::new(StatusCode::NOT_ACCEPTABLE, "not-acceptable", detail).with_possible(possible)
    }

    /// The time limit was reached, which the library may not have noticed.
    pub fn timeout() -> Self {
        Self::from(LimitExceeded::Deadline)
    }

    /// With a header in its response.
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.get_or_insert_default().insert(name, value);
        self
    }

    /// With what could be asked for instead.
    pub fn with_possible(self, possible: Vec<String>) -> Self {
        Self { possible: possible.into(), ..self }
    }

    fn to_response(&self, accept: &Accept) -> Response {
        const JSON: &str = "application/problem+json";
        const TEXT: &str = "text/plain; charset=utf-8";
        let offers = [(JSON, JSON), (JSON, "application/json"), (TEXT, "text/plain")];
        let (media_type, body) = match accept.choose(&offers) {
            Some(TEXT) => (TEXT, format!("{}\n", self.detail)),
            // Whoever accepts neither is told all the same.
            _ => {
                (JSON, format!("{}\n", serde_json::to_string(&self.details()).unwrap_or_default()))
            }
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        if let Some(headers) = &self.headers {
            response.headers_mut().extend((**headers).clone());
        }
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response
    }
}

impl From<QuerySyntaxError> for Problem {
    fn from(error: QuerySyntaxError) -> Self {
        let mistakes = QueryCheck::from(&error).mistakes;
        Self { mistakes, ..Self::new(StatusCode::BAD_REQUEST, "query-syntax", error.to_text()) }
    }
}

impl From<LimitExceeded> for Problem {
    fn from(limit: LimitExceeded) -> Self {
        let detail = format!("the request was stopped: {limit}");
        match limit {
            LimitExceeded::Deadline => Self::unavailable("time-limit", detail),
            LimitExceeded::Cancelled => Self::unavailable("cancelled", detail),
            LimitExceeded::Rows { .. } => Self::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "row-limit",
                format!("{detail}; LIMIT asks for fewer"),
            ),
        }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Syntax(error) => error.into(),
            QueryError::Limit(limit) => limit.into(),
            QueryError::Service { .. }
            | QueryError::ServiceRefused { .. }
            | QueryError::ServiceVariable { .. }
            | QueryError::TooManyServices { .. } => {
                Self::new(StatusCode::FORBIDDEN, "service-refused", error.to_string())
            }
            QueryError::ServiceFailed { .. } => {
                Self::new(StatusCode::BAD_GATEWAY, "service-failed", error.to_string())
            }
            QueryError::Parameter(_) => Self::bad_request(error.to_string()),
            QueryError::Evaluation(_) => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "query-failed", error.to_string())
            }
        }
    }
}

/// The problem waits among the response's extensions for [`render`], which knows what the client accepts.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives each problem its body. Errors of the router itself become problems too.
pub async fn render(request: Request, next: Next) -> Response {
    let accept = Accept::of(request.headers());
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        return problem.to_response(&accept);
    }
    if response.status() == StatusCode::METHOD_NOT_ALLOWED {
        let allowed = response.headers().get(header::ALLOW).cloned();
        let detail = match &allowed {
            Some(allow) => {
                format!("{path} can be asked with {}", allow.to_str().unwrap_or_default())
            }
            None => format!("{path} can't be asked with this method"),
        };
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", detail);
        return match allowed {
            Some(allow) => problem.with_header(header::ALLOW, allow),
            None => problem,
        }
        .to_response(&accept);
    }
    response
}
