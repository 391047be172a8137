//! Westlake: a knowledge-graph engine that answers with evidence.
//!
//! One module a layer; each may use those above it in this list, and none below.

pub mod model;
pub mod format;
pub mod store;
pub mod evidence;
pub mod names;
pub mod traverse;
pub mod sparql;
pub mod explore;
pub mod export;
pub mod database;
#[cfg(feature = "cli")]
pub mod cli;

pub use database::Database;
