//! Requests whose heads say two things (RFC 9110 and 9112). Another program on the way may understand the other of them,
//! and take part of a request for one of its own; so they are refused, and their connection ends.

use super::problem::Problem;
use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, Version, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Lets a request pass whose head means one thing.
pub async fn check(request: Request, next: Next) -> Response {
    let checked = check_target(request.method(), request.uri())
        .and_then(|()| check_host(request.version(), request.uri(), request.headers()))
        .and_then(|()| check_framing(request.headers()))
        .and_then(|()| check_expectation(request.headers()));
    match checked {
        Ok(()) => next.run(request).await,
        Err(problem) => {
            let close = HeaderValue::from_static("close");
            problem.with_header(header::CONNECTION, close).into_response()
        }
    }
}

/// The target is a path, or a whole URL of HTTP (RFC 9112, section 3.2). Only OPTIONS may ask for `*`.
fn check_target(method: &Method, target: &Uri) -> Result<(), Problem> {
    if *method == Method::CONNECT || *method == Method::TRACE {
        let allowed = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
        let detail = format!("nothing here can be asked with {method}");
        return Err(Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", detail)
            .with_header(header::ALLOW, allowed));
    }
    let has_http = target.scheme_str().is_none_or(|scheme| matches!(scheme, "http" | "https"));
    let has_path = target.path().starts_with('/');
    if has_http && (has_path || (target.path() == "*" && *method == Method::OPTIONS)) {
        return Ok(());
    }
    Err(Problem::bad_request("the target of a request is a path, or a URL of HTTP"))
}

/// One host, and the same as in the target (RFC 9112, section 3.2).
fn check_host(version: Version, target: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(host) = one(headers, &header::HOST)? else {
        if version >= Version::HTTP_11 {
            return Err(Problem::bad_request("a request of HTTP/1.1 has a Host header"));
        }
        return Ok(());
    };
    let host = host.to_str().ok().and_then(|host| host.parse::<Authority>().ok());
    match host {
        None => Err(Problem::bad_request("the Host header is no host")),
        Some(host) if host.as_str().contains('@') => {
            Err(Problem::bad_request("the Host header names a user"))
        }
        Some(host) if host.as_str() != host.host() && host.port_u16().is_none() => {
            Err(Problem::bad_request("the port in the Host header is no port"))
        }
        Some(host) if target.authority().is_some_and(|target| *target != host) => {
            Err(Problem::bad_request("the Host header is another host than the target's"))
        }
        Some(_) => Ok(()),
    }
}

/// A body has one length, or comes in chunks and in no coding besides (RFC 9112, sections 6.1 and 6.3). Most of what
/// is wrong here the parser of HTTP refuses before.
fn check_framing(headers: &HeaderMap) -> Result<(), Problem> {
    let length = one(headers, &header::CONTENT_LENGTH)?;
    let Some(coding) = one(headers, &header::TRANSFER_ENCODING)? else { return Ok(()) };
    if length.is_some() {
        return Err(Problem::bad_request("a body in chunks has no Content-Length"));
    }
    if coding.as_bytes().eq_ignore_ascii_case(b"chunked") {
        return Ok(());
    }
    let detail = "a body is transferred in chunks, and in no other coding";
    Err(Problem::new(StatusCode::NOT_IMPLEMENTED, "unknown-transfer-coding", detail))
}

/// RFC 9110, section 10.1.1.
fn check_expectation(headers: &HeaderMap) -> Result<(), Problem> {
    match one(headers, &header::EXPECT)? {
        None => Ok(()),
        Some(value) if value.as_bytes().eq_ignore_ascii_case(b"100-continue") => Ok(()),
        Some(_) => {
            let detail = "the server knows no expectation but 100-continue";
            Err(Problem::new(StatusCode::EXPECTATION_FAILED, "unknown-expectation", detail))
        }
    }
}

fn one<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a HeaderValue>, Problem> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (_, Some(_)) => Err(Problem::bad_request(format!("the header {name} stands twice"))),
        (value, None) => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(of: &[(&'static str, &'static str)]) -> HeaderMap {
        let header =
            |&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value));
        of.iter().map(header).collect()
    }

    #[test]
    fn a_target_is_a_path_or_a_url_of_http() {
        let is_target =
            |method: &Method, target: &str| check_target(method, &target.parse().unwrap()).is_ok();
        assert!(is_target(&Method::GET, "/sparql?query=x"));
        assert!(is_target(&Method::GET, "http://localhost/"));
        assert!(is_target(&Method::OPTIONS, "*"));
        assert!(!is_target(&Method::GET, "*"));
        assert!(!is_target(&Method::GET, "localhost:80"));
        assert!(!is_target(&Method::CONNECT, "localhost:80"));
        assert!(!is_target(&Method::GET, "ftp://localhost/"));
    }

    #[test]
    fn there_is_one_host() {
        let has_host = |version, target: &str, of: &[_]| {
            check_host(version, &target.parse().unwrap(), &headers(of)).is_ok()
        };
        let (old, new) = (Version::HTTP_10, Version::HTTP_11);
        assert!(has_host(new, "/", &[("host", "a:1")]));
        assert!(has_host(new, "http://A:1/", &[("host", "a:1")]));
        assert!(has_host(old, "/", &[]) && !has_host(new, "/", &[]));
        assert!(!has_host(new, "/", &[("host", "a"), ("host", "a")]));
        assert!(!has_host(new, "http://a/", &[("host", "b")]));
        assert!(
            !has_host(new, "/", &[("host", "a:x")]) && !has_host(new, "/", &[("host", "a:99999")])
        );
        assert!(
            has_host(new, "/", &[("host", "[::1]:80")]) && has_host(new, "/", &[("host", "[::1]")])
        );
        assert!(!has_host(new, "/", &[("host", "x@a")]) && !has_host(new, "/", &[("host", "a b")]));
    }

    #[test]
    fn a_body_is_framed_once() {
        let is_framed = |of: &[_]| check_framing(&headers(of)).is_ok();
        assert!(is_framed(&[]) && is_framed(&[("content-length", "1")]));
        assert!(is_framed(&[("transfer-encoding", "Chunked")]));
        assert!(!is_framed(&[("transfer-encoding", "gzip, chunked")]));
        assert!(!is_framed(&[("transfer-encoding", "chunked"), ("content-length", "1")]));
        assert!(!is_framed(&[("content-length", "1"), ("content-length", "1")]));
    }
}
