//! The Model Context Protocol: the graph as tools that a language model calls. One file a tool.
//!
//! A tool reads its arguments, calls the library and writes the answer twice: as text for a model, and as the library's own
//! types in JSON. What the caller can mend comes back as a result marked as an error, in words; a protocol error is for
//! what no tool is called by.

mod answer;
mod arguments;
mod describe_entity;
mod find_paths;
mod graph;
mod http;
mod lines;
mod message;
mod refusal;
mod schema;
mod search_entities;
mod service;
mod sparql_query;
mod tool;
mod why_connected;

pub use http::routes;
pub use lines::{LinesError, serve_lines};
