//! The SPARQL 1.1 Protocol: queries over HTTP, and the Graph Store Protocol beside it.

mod changes;
mod formats;
pub mod graph_store;
mod parameters;
mod query;

pub use parameters::Pairs;
pub use query::{get, post};
