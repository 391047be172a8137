//! What is looked at before a request reaches its handler: by which name the server was called, from whose page, with what
//! token.
//!
//! A page of a stranger can make a browser on this machine send requests here. By the name that it gives to the server
//! (DNS rebinding) and by its origin it is told apart.

use super::problem::Problem;
use super::state::State;
use axum::extract::{Request, State as Extract};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;

/// Paths that need no token: what watches the server has none.
const OPEN_PATHS: [&str; 2] = ["/health", "/ready"];

/// Lets a request pass, or answers it with the reason why not.
pub async fn check(Extract(state): Extract<State>, request: Request, next: Next) -> Response {
    let checked = check_host(&state, &request)
        .and_then(|()| check_origin(&state, &request))
        .and_then(|()| check_reader(&state, &request));
    match checked {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Whether the server may be changed by who sends these headers.
///
/// # Errors
/// 403 where nothing can be changed, 401 without the token.
pub fn check_writer(state: &State, headers: &HeaderMap) -> Result<(), Problem> {
    let access = &state.options.access;
    if !access.writable {
        let detail =
            "this server is read-only; it takes changes when it is started with --writable";
        return Err(Problem::new(StatusCode::FORBIDDEN, "read-only", detail));
    }
    check_token(state, headers)
}

/// Whether who sends these headers may see what others ask, and end it: who has the token, or without one, who is on the
/// same machine.
///
/// # Errors
/// 401 without the token, 403 where there is none to show.
pub fn check_operator(state: &State, headers: &HeaderMap) -> Result<(), Problem> {
    if state.options.access.token.is_some() {
        return check_token(state, headers);
    }
    if state.address.ip().is_loopback() {
        return Ok(());
    }
    let detail =
        "who runs the server may ask this, with its token, but the server was started without one";
    Err(Problem::new(StatusCode::FORBIDDEN, "no-token", detail))
}

fn check_reader(state: &State, request: &Request) -> Result<(), Problem> {
    if !state.options.access.reads_need_token || OPEN_PATHS.contains(&request.uri().path()) {
        return Ok(());
    }
    check_token(state, request.headers())
}

/// RFC 6750, sections 2.1 and 3.
fn check_token(state: &State, headers: &HeaderMap) -> Result<(), Problem> {
    let refused = |detail: &str, challenge: &'static str| {
        Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", detail)
            .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
    };
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Err(refused(
            "this needs the server's token: Authorization: Bearer TOKEN",
            "Bearer",
        ));
    };
    let (scheme, credentials) = match value.as_bytes().iter().position(|&byte| byte == b' ') {
        Some(at) => value.as_bytes().split_at(at),
        None => (value.as_bytes(), &[][..]),
    };
    if scheme.eq_ignore_ascii_case(b"bearer")
        && state.options.access.admits(credentials.trim_ascii())
    {
        return Ok(());
    }
    Err(refused("the token is not the server's", "Bearer error=\"invalid_token\""))
}

fn check_host(state: &State, request: &Request) -> Result<(), Problem> {
    let host = match request.uri().authority() {
        Some(authority) => Some(authority.as_str()),
        None => request.headers().get(header::HOST).and_then(|host| host.to_str().ok()),
    };
    let misdirected =
        |detail: String| Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "misdirected", detail));
    match host {
        // HTTP/1.0 has no host; a browser always sends one.
        None if request.headers().get(header::HOST).is_none() => Ok(()),
        Some(host) if is_own_name(state, host) => Ok(()),
        Some(host) => misdirected(format!(
            "this server isn't called {host}; --host {host} makes it answer to that name"
        )),
        None => misdirected("the Host header can't be read".to_owned()),
    }
}

/// A request that a browser marks as another site's may read what anyone may, and do nothing else.
fn check_origin(state: &State, request: &Request) -> Result<(), Problem> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads && !request.uri().path().starts_with("/mcp") {
        return Ok(());
    }
    let foreign = |origin: &str| {
        let detail = format!("a page of {origin} may not ask this; --cors {origin} allows it");
        Err(Problem::new(StatusCode::FORBIDDEN, "cross-origin", detail))
    };
    match request.headers().get(header::ORIGIN) {
        Some(origin) => match origin.to_str() {
            Ok(origin) if is_own_origin(state, origin) => Ok(()),
            Ok(origin) => foreign(origin),
            Err(_) => foreign("an origin that can't be read"),
        },
        None => match request.headers().get("sec-fetch-site").map(HeaderValue::as_bytes) {
            None | Some(b"same-origin" | b"none") => Ok(()),
            Some(_) => foreign("another site"),
        },
    }
}

fn is_own_origin(state: &State, origin: &str) -> bool {
    let named = state.options.cors.iter().any(|allowed| allowed.eq_ignore_ascii_case(origin));
    let own = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    named || own.is_some_and(|host| is_own_name(state, host))
}

fn is_own_name(state: &State, host: &str) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    if authority.as_str().contains('@') {
        return false;
    }
    let (name, port) = (authority.host().trim_end_matches('.'), authority.port_u16());
    if state.options.hosts.iter().any(|own| own.is_called(name, port)) {
        return true;
    }
    if port.is_some_and(|port| port != state.address.port()) {
        return false;
    }
    let bound = state.address.ip();
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    match address {
        // Who calls by an address was not led here by a name.
        Ok(address) => {
            address == bound
                || bound.is_unspecified()
                || (bound.is_loopback() && address.is_loopback())
        }
        Err(_) => name.eq_ignore_ascii_case("localhost"),
    }
}
