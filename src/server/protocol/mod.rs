//! The SPARQL 1.1 and 1.2 Protocol: queries and updates over HTTP, and the Graph Store Protocol beside it.

mod changes;
pub mod formats;
pub mod graph_store;
mod operation;
pub mod parameters;
mod query;
mod service_description;
mod update;

pub use operation::{get, post, post_query, post_update};
pub use parameters::Pairs;
pub use query::seconds;
