//! Graphs for other programs: one file a family of formats.

mod rdf;

pub use rdf::{ExportError, export_rdf, write_graph};
