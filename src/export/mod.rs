//! Graphs for other programs: one file a format.
//!
//! RDF formats hold the triples of a view, of a query's graph or of the surroundings of an entity. The formats that draw hold a
//! [`Picture`]: each the same nodes and edges, with the same columns of attributes (`columns`)
//! and the same colours (`palette`).

mod columns;
mod csv;
mod cytoscape;
mod dot;
mod gexf;
mod graphml;
mod mermaid;
mod palette;
mod part;
mod rdf;
#[cfg(test)]
mod tests;
mod xml;

use crate::explore::Picture;
use std::io::{self, Write};

pub use self::csv::{CsvCells, write_csv_edges, write_csv_nodes};
pub use cytoscape::write_cytoscape;
pub use dot::write_dot;
pub use gexf::write_gexf;
pub use graphml::write_graphml;
pub use mermaid::write_mermaid;
pub use part::{Part, PartError};
pub use rdf::{ExportError, export_graph, export_quads, export_rdf, write_graph};

/// The formats that hold a picture in one file. CSV needs two: [`write_csv_nodes`] and [`write_csv_edges`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PictureFormat {
    /// For Graphviz.
    Dot,
    /// GraphML, which most graph programs read.
    GraphMl,
    /// GEXF 1.3, for Gephi.
    Gexf,
    /// Cytoscape's JSON.
    Cytoscape,
    /// A flowchart for Markdown.
    Mermaid,
}

/// Writes a picture.
///
/// # Errors
/// Those of `out`.
pub fn write_picture(out: impl Write, picture: &Picture, format: PictureFormat) -> io::Result<()> {
    match format {
        PictureFormat::Dot => write_dot(out, picture),
        PictureFormat::GraphMl => write_graphml(out, picture),
        PictureFormat::Gexf => write_gexf(out, picture),
        PictureFormat::Cytoscape => write_cytoscape(out, picture),
        PictureFormat::Mermaid => write_mermaid(out, picture),
    }
}
