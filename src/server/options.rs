//! What a server is started with.

use super::access::Access;
use super::own_name::OwnName;
use super::remote::AllowList;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

/// How a server is reached, by whom, and what they may cost it.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// The address that it listens on; port 0 takes any.
    pub bind: SocketAddr,
    /// Names, with a port or without, that clients may call it by besides its address and `localhost`.
    pub hosts: Vec<OwnName>,
    /// Origins whose pages may read its answers, like `https://example.org`.
    pub cors: Vec<String>,
    /// The servers that SERVICE and LOAD may ask.
    pub services: AllowList,
    /// Who may read and write.
    pub access: Access,
    /// What a client may cost.
    pub limits: ServerLimits,
    /// Work that takes longer is logged with its text.
    pub slow_query: Duration,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            bind: SocketAddr::from((Ipv4Addr::LOCALHOST, 7333)),
            hosts: Vec::new(),
            cors: Vec::new(),
            services: AllowList::default(),
            access: Access::default(),
            limits: ServerLimits::default(),
            slow_query: Duration::from_secs(5),
        }
    }
}

/// What a client may cost the server.
#[derive(Clone, Debug)]
pub struct ServerLimits {
    /// How long an answer may take, its sending included; `None` is any time.
    pub time: Option<Duration>,
    /// The most solutions or triples of an answer.
    pub rows_max: u64,
    /// The most bytes of an answer, before compression.
    pub answer_bytes_max: u64,
    /// How many requests are worked on at once: so many threads there are.
    pub workers: usize,
    /// How many more may wait.
    pub waiting_max: usize,
    /// How long one waits at most.
    pub wait_max: Duration,
    /// The most bytes of a request's body, as they are sent.
    pub body_bytes_max: u64,
    /// The most bytes of a request's body when it is decompressed.
    pub decompressed_bytes_max: u64,
    /// How long a client may take to send the head of a request. A connection without a request ends after it too.
    pub header_time: Duration,
    /// A client that sends or takes fewer bytes a second is cut off.
    pub rate_min: u64,
    /// How many connections there are at once.
    pub connections_max: usize,
}

impl Default for ServerLimits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            time: Some(Duration::from_secs(60)),
            rows_max: 10_000_000,
            answer_bytes_max: 1 << 30,
            workers: (2 * cores).max(8),
            waiting_max: 128,
            wait_max: Duration::from_secs(10),
            body_bytes_max: 256 << 20,
            decompressed_bytes_max: 1 << 30,
            header_time: Duration::from_secs(10),
            rate_min: 1000,
            connections_max: 4096,
        }
    }
}
