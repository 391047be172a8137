//! Asking other servers, for SERVICE and LOAD: only those that `--allow-service` names, and nothing behind them.
//!
//! An IRI's way: `target` reads it strictly, `allow` looks whether its host and port are named, `resolve` finds its addresses
//! once and refuses private ones (`address`), `connect` connects to one of exactly those, and `client` speaks HTTP without
//! redirects and proxies. `service` and `graph` are what a query and an update need of that.

mod address;
mod allow;
mod body;
mod client;
mod connect;
mod error;
mod graph;
mod load;
mod resolve;
mod service;
mod target;
#[cfg(test)]
mod tests;
mod tls;

pub use allow::{AllowList, AllowListError};
pub use body::Body;
pub use client::{BYTES_MAX, Client};
pub use error::RemoteError;
pub use graph::RemoteGraph;
pub use service::Services;
pub(super) use target::Host;
pub use target::TargetError;
