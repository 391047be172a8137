//! From a host to the addresses that a connection may be made to: looked up once, within a time limit, and all of them public.

use super::address::is_public;
use super::error::RemoteError;
use super::target::{Host, Target};
use crate::model::Limits;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// What finds the addresses of a name.
pub(super) trait Lookup: fmt::Debug + Send + Sync + 'static {
    fn addresses(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The operating system's.
#[derive(Debug)]
pub(super) struct SystemLookup;

impl Lookup for SystemLookup {
    fn addresses(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok((name, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
    }
}

/// How long a name may take.
const RESOLVE_MAX: Duration = Duration::from_secs(5);

/// How often a wait looks whether the call may go on.
pub(super) const SLICE: Duration = Duration::from_millis(50);

/// The addresses of a target that is allowed. A name whose addresses aren't all public is refused; an address literal is what
/// the allow-list names.
pub(super) fn resolve(
    target: &Target,
    lookup: &Arc<dyn Lookup>,
    limits: &Limits,
) -> Result<Vec<SocketAddr>, RemoteError> {
    let name = match &target.host {
        Host::Address(address) => return Ok(vec![SocketAddr::new(*address, target.port)]),
        Host::Name(name) => name,
    };
    let host = || name.clone();
    let addresses = look_up(name, lookup, limits)?;
    match addresses.as_slice() {
        [] => Err(RemoteError::Unresolved { host: host() }),
        all if !all.iter().copied().all(is_public) => Err(RemoteError::Private { host: host() }),
        all => Ok(all.iter().map(|address| SocketAddr::new(*address, target.port)).collect()),
    }
}

/// The operating system's look-up can't be called off: it has a thread of its own, which ends when the system gives up.
fn look_up(
    name: &str,
    lookup: &Arc<dyn Lookup>,
    limits: &Limits,
) -> Result<Vec<IpAddr>, RemoteError> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let unresolved = || RemoteError::Unresolved { host: name.to_owned() };
    let (lookup, asked) = (Arc::clone(lookup), name.to_owned());
    thread::Builder::new()
        .name("resolve".to_owned())
        // Whether anybody still waits for it doesn't matter.
        .spawn(move || drop(sender.send(lookup.addresses(&asked))))
        .map_err(|_| unresolved())?;
    let end = Instant::now() + RESOLVE_MAX;
    loop {
        limits.check()?;
        match receiver.recv_timeout(SLICE) {
            Ok(addresses) => return addresses.map_err(|_| unresolved()),
            Err(RecvTimeoutError::Timeout) if Instant::now() < end => {}
            Err(_) => return Err(unresolved()),
        }
    }
}
