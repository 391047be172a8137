//! What every handler shares.

use super::caching::Versions;
use super::options::ServerOptions;
use super::running::Running;
use super::served::Served;
use super::workers::Workers;
use std::net::SocketAddr;
use std::sync::Arc;

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
}
