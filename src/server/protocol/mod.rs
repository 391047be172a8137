//! The SPARQL 1.1 Protocol: queries over HTTP.

mod formats;
mod parameters;
mod query;

pub use parameters::Pairs;
pub use query::{get, post};
