//! Two CSV files, of nodes and of edges, with the headers by which Gephi knows them.

use super::columns::Columns;
use super::palette::Palette;
use crate::explore::Picture;
use crate::format::spreadsheet_text;
use std::borrow::Cow;
use std::io::{self, Write};

/// What CSV does with a cell that a spreadsheet would run.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CsvCells {
    /// Nothing: what is written is what the data holds.
    #[default]
    Exact,
    /// It begins with an apostrophe, so that the spreadsheet shows it.
    Spreadsheet,
}

/// Writes a picture's nodes: Id, Label, Class, Status, Color, then the attributes.
///
/// # Errors
/// Those of `out`.
pub fn write_csv_nodes(mut out: impl Write, picture: &Picture, kind: CsvCells) -> io::Result<()> {
    let (columns, palette) = (Columns::of_nodes(picture), Palette::of(picture));
    write_row(&mut out, kind, &["Id".into()], headers(&columns))?;
    for node in &picture.nodes {
        let mut cells = vec![Cow::default(); columns.names().len()];
        for (column, text) in columns.of_node(node, &palette) {
            cells[column] = text;
        }
        write_row(&mut out, kind, &[node.id.as_str().into()], cells.into_iter())?;
    }
    Ok(())
}

/// Writes a picture's edges: Source, Target, Type, Label, Status, Speaker, Asserted, Kind (the predicate), then the attributes.
///
/// # Errors
/// Those of `out`.
pub fn write_csv_edges(mut out: impl Write, picture: &Picture, kind: CsvCells) -> io::Result<()> {
    let columns = Columns::of_edges(picture);
    let ends = ["Source", "Target", "Type"].map(Cow::from);
    write_row(&mut out, kind, &ends, headers(&columns))?;
    for edge in &picture.edges {
        let mut cells = vec![Cow::default(); columns.names().len()];
        for (column, text) in columns.of_edge(edge) {
            cells[column] = text;
        }
        let [source, target] = [edge.source, edge.target].map(|end| picture.nodes[end].id.as_str());
        let ends = [source, target, "Directed"].map(Cow::from);
        write_row(&mut out, kind, &ends, cells.into_iter())?;
    }
    Ok(())
}

/// The fixed columns begin with a capital, as Gephi's own do. It keeps parallel edges apart if their Kind differs.
fn headers(columns: &Columns) -> impl Iterator<Item = Cow<'_, str>> {
    columns.names().enumerate().map(|(column, name)| match name {
        "predicate" => "Kind".into(),
        name if columns.is_fixed(column) => {
            format!("{}{}", name[..1].to_uppercase(), &name[1..]).into()
        }
        name => name.into(),
    })
}

/// RFC 4180.
fn write_row<'a>(
    out: &mut impl Write,
    kind: CsvCells,
    first: &[Cow<'a, str>],
    rest: impl Iterator<Item = Cow<'a, str>>,
) -> io::Result<()> {
    for (at, cell) in first.iter().cloned().chain(rest).enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        let cell = match kind {
            CsvCells::Exact => cell,
            CsvCells::Spreadsheet => spreadsheet_text(&cell).into_owned().into(),
        };
        if cell.contains([',', '"', '\r', '\n']) || cell.trim() != cell {
            write!(out, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            out.write_all(cell.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}
