//! What every handler shares.

use super::caching::Versions;
use super::observe::{Metrics, RequestIds};
use super::options::ServerOptions;
use super::remote::{Client, Services};
use super::running::Running;
use super::served::Served;
use super::workers::Workers;
use crate::sparql::RemoteService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use tokio::sync::Semaphore;

/// A handle to what is served, and by what means. Clones are cheap.
pub type State = Arc<Shared>;

pub struct Shared {
    pub served: Served,
    pub options: ServerOptions,
    /// The address that is listened on, with its port.
    pub address: SocketAddr,
    pub workers: Workers,
    pub running: Running,
    pub versions: Versions,
    /// Who asks other servers, those that are named.
    pub client: Arc<Client>,
    pub metrics: Metrics,
    pub request_ids: RequestIds,
    /// A permit for each connection that there may be.
    pub places: Arc<Semaphore>,
    /// How many requests have no whole answer yet.
    pub under_way: AtomicUsize,
    /// Whether the server was told to end.
    pub ending: AtomicBool,
}

impl Shared {
    /// What answers the SERVICE clauses of one query.
    pub fn services(&self) -> Arc<dyn RemoteService> {
        Arc::new(Services::new(Arc::clone(&self.client)))
    }
}
