//! GEXF 1.3, Gephi's own format (<https://gexf.net>).

use super::columns::{Cell, Columns};
use super::palette::Palette;
use super::xml::write_attribute;
use crate::explore::Picture;
use std::io::{self, Write};

/// Writes a picture as GEXF. Characters that XML can't hold become `\u{1}` and the like.
///
/// # Errors
/// Those of `out`.
pub fn write_gexf(mut out: impl Write, picture: &Picture) -> io::Result<()> {
    let out = &mut out;
    let (nodes, edges) = (Columns::of_nodes(picture), Columns::of_edges(picture));
    let palette = Palette::of(picture);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        out,
        "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">"
    )?;
    writeln!(out, "  <meta>\n    <creator>Westlake</creator>\n  </meta>")?;
    writeln!(out, "  <graph defaultedgetype=\"directed\" mode=\"static\">")?;
    write_columns(out, "node", &nodes)?;
    write_columns(out, "edge", &edges)?;
    writeln!(out, "    <nodes count=\"{}\">", picture.nodes.len())?;
    for node in &picture.nodes {
        write!(out, "      <node")?;
        write_attribute(out, "id", &node.id)?;
        write_attribute(out, "label", &node.label)?;
        writeln!(out, ">")?;
        write_cells(out, &nodes.of_node(node, &palette))?;
        let color = palette.color(node);
        let (red, green, blue) = (color.red, color.green, color.blue);
        writeln!(out, "        <viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>")?;
        writeln!(out, "      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges count=\"{}\">", picture.edges.len())?;
    for (number, edge) in picture.edges.iter().enumerate() {
        write!(out, "      <edge id=\"e{number}\"")?;
        write_attribute(out, "source", &picture.nodes[edge.source].id)?;
        write_attribute(out, "target", &picture.nodes[edge.target].id)?;
        write_attribute(out, "label", &edge.label)?;
        // Gephi keeps two edges between the same nodes apart if they are of two kinds.
        write_attribute(out, "kind", &edge.predicate)?;
        writeln!(out, ">")?;
        write_cells(out, &edges.of_edge(edge))?;
        if !edge.asserted {
            writeln!(out, "        <viz:shape value=\"dashed\"/>")?;
        }
        writeln!(out, "      </edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

/// The columns but for the label, which has a place of its own.
fn write_columns(out: &mut impl Write, of: &str, columns: &Columns) -> io::Result<()> {
    writeln!(out, "    <attributes class=\"{of}\" mode=\"static\">")?;
    for (column, name) in columns.names().enumerate().skip(1) {
        write!(out, "      <attribute id=\"{column}\"")?;
        write_attribute(out, "title", name)?;
        let kind = if columns.is_boolean(column) { "boolean" } else { "string" };
        writeln!(out, " type=\"{kind}\"/>")?;
    }
    writeln!(out, "    </attributes>")
}

fn write_cells(out: &mut impl Write, cells: &[Cell<'_>]) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (column, text) in cells.iter().filter(|(column, _)| *column > 0) {
        write!(out, "          <attvalue for=\"{column}\"")?;
        write_attribute(out, "value", text)?;
        writeln!(out, "/>")?;
    }
    writeln!(out, "        </attvalues>")
}
