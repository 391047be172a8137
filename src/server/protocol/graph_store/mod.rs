//! The Graph Store Protocol (SPARQL 1.1 and 1.2): whole graphs over HTTP.
//!
//! `/store/…` is a graph whose IRI is the request's own, `/store?graph=IRI` any graph, `/store?default` the default graph, and
//! `/store` itself all graphs together, which the standard leaves open.

mod read;
mod target;
mod write;

pub use read::get;
pub use write::{delete, patch, post, put};
