//! GraphML, for Gephi, Cytoscape, networkx, igraph and yEd.

use super::columns::{Cell, Columns};
use super::palette::Palette;
use super::xml::{write_attribute, write_text};
use crate::explore::Picture;
use std::io::{self, Write};

/// Writes a picture as GraphML. Characters that XML can't hold become `\u{1}` and the like.
///
/// # Errors
/// Those of `out`.
pub fn write_graphml(mut out: impl Write, picture: &Picture) -> io::Result<()> {
    let out = &mut out;
    let (nodes, edges) = (Columns::of_nodes(picture), Columns::of_edges(picture));
    let palette = Palette::of(picture);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    write_keys(out, "node", &nodes)?;
    write_keys(out, "edge", &edges)?;
    writeln!(out, "  <graph id=\"westlake\" edgedefault=\"directed\">")?;
    for node in &picture.nodes {
        write!(out, "    <node")?;
        write_attribute(out, "id", &node.id)?;
        writeln!(out, ">")?;
        write_cells(out, "node", &nodes.of_node(node, &palette))?;
        writeln!(out, "    </node>")?;
    }
    for (number, edge) in picture.edges.iter().enumerate() {
        write!(out, "    <edge id=\"e{number}\"")?;
        write_attribute(out, "source", &picture.nodes[edge.source].id)?;
        write_attribute(out, "target", &picture.nodes[edge.target].id)?;
        writeln!(out, ">")?;
        write_cells(out, "edge", &edges.of_edge(edge))?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn write_keys(out: &mut impl Write, of: &str, columns: &Columns) -> io::Result<()> {
    for (column, name) in columns.names().enumerate() {
        write!(out, "  <key id=\"{of}{column}\" for=\"{of}\"")?;
        write_attribute(out, "attr.name", name)?;
        let kind = if columns.is_boolean(column) { "boolean" } else { "string" };
        writeln!(out, " attr.type=\"{kind}\"/>")?;
    }
    Ok(())
}

fn write_cells(out: &mut impl Write, of: &str, cells: &[Cell<'_>]) -> io::Result<()> {
    for (column, text) in cells {
        write!(out, "      <data key=\"{of}{column}\">")?;
        write_text(out, text)?;
        writeln!(out, "</data>")?;
    }
    Ok(())
}
