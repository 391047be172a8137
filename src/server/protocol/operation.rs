//! Which operation a request asks for: a query, an update, or the description of the service.

use super::parameters::Pairs;
use super::{query, service_description, update};
use crate::server::guard::check_writer;
use crate::server::own_address;
use crate::server::problem::Problem;
use crate::server::request_body::{self, media_type, unsupported_media_type};
use crate::server::state::State;
use crate::sparql::BYTES_MAX;
use axum::body::Body;
use axum::extract::{RawQuery, State as Extract};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";
/// Percent-encoding makes three bytes of one.
const FORM_BYTES_MAX: u64 = 3 * BYTES_MAX as u64 + (64 << 10);

/// The operations that an address takes by POST.
struct Operations {
    queries: bool,
    updates: bool,
    /// What they are, and the media types that they are sent as.
    what: &'static str,
    media_types: &'static [&'static str],
    /// What a form without one of them is told.
    missing: &'static str,
}

const BOTH: Operations = Operations {
    queries: true,
    updates: true,
    what: "a query or an update",
    media_types: &[QUERY, UPDATE, FORM],
    missing: "there is no query and no update; they are the parameters query and update",
};

const QUERIES: Operations = Operations {
    queries: true,
    updates: false,
    what: "a query",
    media_types: &[QUERY, FORM],
    missing: "there is no query; it is the parameter query",
};

const UPDATES: Operations = Operations {
    queries: false,
    updates: true,
    what: "an update",
    media_types: &[UPDATE, FORM],
    missing: "there is no update; it is the parameter update",
};

/// `GET /sparql?query=…`, and `GET /sparql` for the description of the service.
pub async fn get(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let pairs = Pairs::parse(url.as_deref().unwrap_or_default())?;
    if pairs.all("update").next().is_some() {
        return Err(Problem::bad_request("an update is sent by POST, not by GET"));
    }
    if pairs.0.iter().all(|(name, _)| name == "format") {
        return service_description::answer(state, &pairs, &uri, headers).await;
    }
    let base = base(&state, &uri, &headers);
    query::run(state, pairs, &headers, base, true).await
}

/// `POST /sparql`: a query or an update.
pub async fn post(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    Post { state, url, uri, headers, operations: BOTH }.answer(body).await
}

/// `POST /query`
pub async fn post_query(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    Post { state, url, uri, headers, operations: QUERIES }.answer(body).await
}

/// `POST /update`
pub async fn post_update(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    Post { state, url, uri, headers, operations: UPDATES }.answer(body).await
}

/// What relative IRIs of a text are resolved against: the address that it was sent to.
fn base(state: &State, uri: &Uri, headers: &HeaderMap) -> String {
    format!("{}{}", own_address::of(state, uri, headers), uri.path())
}

struct Post {
    state: State,
    url: Option<String>,
    uri: Uri,
    headers: HeaderMap,
    operations: Operations,
}

impl Post {
    async fn answer(self, body: Body) -> Result<Response, Problem> {
        let mut pairs = Pairs::parse(self.url.as_deref().unwrap_or_default())?;
        match media_type(&self.headers)?.as_str() {
            FORM => {
                let form = request_body::text(&self.headers, body, self.form_bytes_max()).await?;
                pairs.0.extend(Pairs::parse(&form)?.0);
                self.form(pairs).await
            }
            QUERY if self.operations.queries => {
                let text = request_body::text(&self.headers, body, BYTES_MAX as u64 + 1).await?;
                pairs.0.push(("query".to_owned(), text));
                self.query(pairs).await
            }
            UPDATE if self.operations.updates => {
                check_writer(&self.state, &self.headers)?;
                let bytes_max = self.state.options.limits.body_bytes_max;
                let text = request_body::text(&self.headers, body, bytes_max).await?;
                pairs.0.push(("update".to_owned(), text));
                self.update(pairs).await
            }
            _ => {
                let Operations { what, media_types, .. } = self.operations;
                Err(unsupported_media_type(what, media_types.iter().copied()))
            }
        }
    }

    /// An update may be longer than a query, from who may send one.
    fn form_bytes_max(&self) -> u64 {
        let may_write = self.operations.updates && check_writer(&self.state, &self.headers).is_ok();
        if may_write { self.state.options.limits.body_bytes_max } else { FORM_BYTES_MAX }
    }

    async fn form(self, pairs: Pairs) -> Result<Response, Problem> {
        let has = |name| pairs.all(name).next().is_some();
        match (has("query"), has("update")) {
            (true, true) => {
                Err(Problem::bad_request("a request has a query or an update, not both"))
            }
            (false, true) if self.operations.updates => {
                check_writer(&self.state, &self.headers)?;
                self.update(pairs).await
            }
            (true, false) if self.operations.queries => self.query(pairs).await,
            _ => Err(Problem::bad_request(self.operations.missing)),
        }
    }

    async fn query(self, pairs: Pairs) -> Result<Response, Problem> {
        let base = base(&self.state, &self.uri, &self.headers);
        query::run(self.state, pairs, &self.headers, base, false).await
    }

    /// Only for who may write.
    async fn update(self, pairs: Pairs) -> Result<Response, Problem> {
        let base = base(&self.state, &self.uri, &self.headers);
        let text = pairs.one("update")?.unwrap_or_default().to_owned();
        update::run(self.state, text, &pairs, &self.headers, base, None).await
    }
}
