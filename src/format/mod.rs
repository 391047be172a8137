//! RDF and query results as bytes: one file a syntax, in and out, with compression and the caps on what a file may cost.
//!
//! This layer turns a file into quads, and quads or solutions into a file. It knows no store and no query.
//!
//! A file's way in: [`Input`] opens and decompresses it, `source` checks its UTF-8 and keeps its places, `scan` refuses what would
//! cost the parsers too much, [`read_quads`] parses, names blank nodes and turns every error into a [`ReadError`] with its place.
//! The way out is [`write_quads`] for RDF, with `rdf_xml` and `statements` where the crates below would write something
//! wrong, and [`write_solutions`] for query results. [`term_text()`] is for people's eyes only.
//!
//! ```
//! use westlake::format::{
//!     BlankNodes, Input, ReadError, ReadOptions, Syntax, read_quads, write_quad_slice,
//! };
//!
//! let text = "PREFIX e: <http://e/>  e:a e:knows e:b ~ e:r {| e:since 2025 |} .";
//! let input = Input::from_reader("standard input", Syntax::Turtle, text.as_bytes());
//! let mut quads = Vec::new();
//! let summary = read_quads(input, &ReadOptions::default(), &mut BlankNodes::new(), |quad| {
//!     quads.push(quad);
//!     Ok::<_, ReadError>(())
//! })?;
//! assert_eq!(quads.len(), 3);
//!
//! // JSON-LD has no triple terms: the reifier becomes an rdf:Statement.
//! let written = write_quad_slice(Vec::new(), Syntax::JsonLd, &summary.prefixes, &quads)?;
//! assert_eq!(written.statements, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod annotated_turtle;
mod blank_nodes;
mod compression;
mod error;
mod input;
mod json;
mod piece;
mod rdf_xml;
mod read;
mod results;
mod scan;
mod source;
mod spreadsheet;
mod statements;
mod syntax;
mod term_text;
mod write;
mod xml_text;

#[cfg(test)]
mod tests;

pub use annotated_turtle::write_annotated_turtle;
pub use blank_nodes::{BlankNodeScope, BlankNodes};
pub use compression::Compression;
pub use error::ReadError;
pub use input::{Input, file_iri, percent_encoded};
pub use json::write_json;
pub use piece::read_turtle_piece;
pub use read::{ReadOptions, ReadSummary, read_quads};
pub use results::{
    QueryResults, ResultSyntax, escape_markdown, is_number, read_results, write_boolean,
    write_solutions,
};
pub use spreadsheet::{spreadsheet_term, spreadsheet_text};
pub use syntax::{Syntax, syntax_of_path};
pub use term_text::{escape_controls, term_text};
pub use write::{WriteError, WriteSummary, used_prefixes, write_quad_slice, write_quads};
pub(crate) use xml_text::{is_xml_char, write_escaped as write_xml_text};
