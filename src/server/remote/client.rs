//! One exchange with another server, over HTTP/1.1: no redirects, no proxies, no cookies, a connection for each.

use super::allow::AllowList;
use super::body::{Body, Budget};
use super::connect::{Checked, Patience, Resolved};
use super::error::RemoteError;
use super::resolve::{Lookup, SystemLookup, resolve};
use super::target::{Scheme, Target};
use super::tls::tls_config;
use crate::model::Limits;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use ureq::Agent;
use ureq::unversioned::transport::{Connector, RustlsConnector};

/// The most bytes of the answers to one query, unless the caller says otherwise: 64 MiB.
pub const BYTES_MAX: u64 = 64 << 20;

/// How long one exchange may take where the query's own deadline isn't nearer.
const EXCHANGE_MAX: Duration = Duration::from_secs(300);

/// What asks other servers: only those of its list.
#[derive(Clone, Debug)]
pub struct Client {
    allowed: AllowList,
    bytes_max: u64,
    lookup: Arc<dyn Lookup>,
}

/// A request's method and body.
pub(super) enum Request<'a> {
    Get,
    /// With the parameter `query`, as `application/x-www-form-urlencoded`.
    PostQuery(&'a str),
}

/// The answer to a request, its body not yet read.
pub(super) struct Answer {
    pub status: u16,
    /// Its media type; empty where it says none.
    pub content_type: String,
    pub body: Body,
}

impl Client {
    /// A client for these hosts, with [`BYTES_MAX`].
    pub fn new(allowed: AllowList) -> Self {
        Self { allowed, bytes_max: BYTES_MAX, lookup: Arc::new(SystemLookup) }
    }

    /// The same with another limit on the bytes of the answers to one query.
    #[must_use]
    pub fn with_bytes_max(self, bytes_max: u64) -> Self {
        Self { bytes_max, ..self }
    }

    /// The same with names that lead where a test says.
    #[cfg(test)]
    pub(super) fn with_lookup(self, lookup: impl Lookup) -> Self {
        Self { lookup: Arc::new(lookup), ..self }
    }

    /// Whether an IRI may be asked, as far as it says itself: its scheme, host and port. What its name resolves to is looked at
    /// when it is asked.
    ///
    /// # Errors
    /// [`RemoteError::Target`], [`RemoteError::NotAllowed`] and [`RemoteError::Localhost`].
    pub fn admit(&self, iri: &str) -> Result<(), RemoteError> {
        self.target(iri).map(drop)
    }

    pub(super) fn budget(&self) -> Budget {
        Budget::new(self.bytes_max)
    }

    pub(super) const fn bytes_max(&self) -> u64 {
        self.bytes_max
    }

    fn target(&self, iri: &str) -> Result<Target, RemoteError> {
        let target = Target::parse(iri)?;
        if self.allowed.allows(&target) {
            return Ok(target);
        }
        if target.host.is_localhost() {
            let Target { host, port, .. } = target;
            return Err(RemoteError::Localhost { host: host.to_string(), port });
        }
        let host = match target.port == target.scheme.default_port() {
            true => target.host.to_string(),
            false => format!("{}:{}", target.host, target.port),
        };
        Err(RemoteError::NotAllowed { host })
    }

    /// Asks, and waits for the head of the answer. An answer that isn't a success is an error.
    pub(super) fn exchange(
        &self,
        iri: &str,
        request: &Request<'_>,
        accept: &str,
        budget: &Budget,
        limits: &Limits,
    ) -> Result<Answer, RemoteError> {
        let target = self.target(iri)?;
        let addresses = resolve(&target, &self.lookup, limits)?;
        let agent = agent(&target, addresses, limits)?;
        let answer = match request {
            Request::Get => agent.get(&target.uri).header("Accept", accept).call(),
            Request::PostQuery(query) => {
                agent.post(&target.uri).header("Accept", accept).send_form([("query", query)])
            }
        };
        let (head, body) = answer.map_err(|error| failure(error, &target, limits))?.into_parts();
        let status = head.status.as_u16();
        let length = body.content_length();
        let mut body = Body::new(body.into_reader(), budget.clone(), limits.clone());
        let content_type = head.headers.get("content-type").and_then(|value| value.to_str().ok());
        match status {
            200..300 => {
                budget.allows(length.unwrap_or(0))?;
                Ok(Answer {
                    status,
                    content_type: content_type.unwrap_or_default().to_owned(),
                    body,
                })
            }
            300..400 => Err(RemoteError::Redirect { status }),
            _ => Err(RemoteError::Status { status, excerpt: body.excerpt() }),
        }
    }
}

/// What connects to these addresses, whatever it is asked for.
pub(super) fn agent(
    target: &Target,
    addresses: Vec<SocketAddr>,
    limits: &Limits,
) -> Result<Agent, RemoteError> {
    let patience = Patience { limits: limits.clone(), end: Instant::now() + EXCHANGE_MAX };
    let connector = Checked { addresses: addresses.clone(), patience };
    let connector = connector.chain(RustlsConnector::default());
    Ok(Agent::with_parts(config(target)?, connector, Resolved(addresses)))
}

fn config(target: &Target) -> Result<ureq::config::Config, RemoteError> {
    let mut config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // The default would take one from the environment, and a proxy looks names up itself.
        .proxy(None)
        .max_idle_connections(0)
        .user_agent(concat!("westlake/", env!("CARGO_PKG_VERSION")))
        .https_only(target.scheme == Scheme::Https);
    if target.scheme == Scheme::Https {
        config = config.tls_config(tls_config().ok_or(RemoteError::NoTls)?);
    }
    Ok(config.build())
}

fn failure(error: ureq::Error, target: &Target, limits: &Limits) -> RemoteError {
    if let Err(limit) = limits.check() {
        return limit.into();
    }
    let host = target.host.to_string();
    match error {
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => {
            RemoteError::TooSlow { host, seconds: EXCHANGE_MAX.as_secs() }
        }
        ureq::Error::Io(error) => RemoteError::Connection { host, message: error.to_string() },
        other => RemoteError::Connection { host, message: other.to_string() },
    }
}
