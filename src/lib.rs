//! Westlake: a knowledge-graph engine that answers with evidence.

pub mod model;
#[rustfmt::skip]
pub mod format;
pub mod evidence;
pub mod sparql;
pub mod store;
