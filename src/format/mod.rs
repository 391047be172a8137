//! RDF and query results as bytes: one file a syntax, in and out, with compression and the caps on what a file may cost.
//!
//! This layer turns a file into quads and quads or solutions into a file. It knows no store and no query.

mod blank_nodes;
mod compression;
mod error;
mod input;
mod read;
mod scan;
mod source;
mod syntax;

pub use blank_nodes::BlankNodes;
pub use compression::Compression;
pub use error::ReadError;
pub use input::{Input, file_iri};
pub use read::{ReadOptions, ReadSummary, read_quads};
pub use syntax::{Syntax, syntax_of_path};
