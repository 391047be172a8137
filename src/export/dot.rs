//! DOT, for Graphviz: drawn well by `dot`, `neato`, `fdp` and `sfdp` alike.
//!
//! What is drawn, `label` and `tooltip`, is wrapped and shows control characters as `\u{1}`. Every column stands beside it in an
//! attribute of its own, `data-label`, `data-class` and so on, unchanged but for `\\`, which is a `\` as everywhere in DOT.
//! U+0000, which would end the text for a C program, is `\u{0}` there too.

use super::columns::{Cell, Columns};
use super::palette::Palette;
use crate::explore::{Picture, PictureEdge, PictureNode};
use std::fmt::Write as _;
use std::io::{self, Write};

/// About the most characters in a line of a node.
const NODE_LINE_CHARS: usize = 28;
/// The same of an edge.
const EDGE_LINE_CHARS: usize = 20;
const LINES_MAX: usize = 6;

const STYLE: &str = "  graph [fontname=\"Helvetica,Arial,sans-serif\" overlap=false splines=true outputorder=edgesfirst pad=0.3
    nodesep=0.3 ranksep=0.7 sep=\"+14\" K=0.9]
  node [fontname=\"Helvetica,Arial,sans-serif\" fontsize=11 fontcolor=\"#1A1A1A\" shape=box style=\"rounded,filled\"
    color=\"#999999\" fillcolor=\"#EBEBEB\" penwidth=1.4 margin=\"0.14,0.07\" height=0.3]
  edge [fontname=\"Helvetica,Arial,sans-serif\" fontsize=8.5 fontcolor=\"#555555\" color=\"#8C8C8C\" arrowsize=0.6 len=1.6]
";

/// Writes a picture as DOT. An edge that is only stated is dashed, and so is the frame of a statement.
///
/// # Errors
/// Those of `out`.
pub fn write_dot(mut out: impl Write, picture: &Picture) -> io::Result<()> {
    let (nodes, edges) = (Columns::of_nodes(picture), Columns::of_edges(picture));
    let palette = Palette::of(picture);
    write!(out, "digraph westlake {{\n{STYLE}")?;
    for node in &picture.nodes {
        let color = palette.color(node);
        write!(
            out,
            "  {} [label={}",
            quoted(&node.id),
            drawn(&wrapped(&node.label, NODE_LINE_CHARS))
        )?;
        write!(out, " color=\"{color}\" fillcolor=\"{}\"", color.tint())?;
        if !node.statuses.is_empty() {
            write!(out, " style=\"rounded,filled,dashed\" fontsize=9.5")?;
        }
        let cells = nodes.of_node(node, &palette);
        write_cells(&mut out, &nodes, &cells, &node_tooltip(node, &nodes, &cells))?;
    }
    for edge in &picture.edges {
        let [source, target] = [edge.source, edge.target].map(|end| quoted(&picture.nodes[end].id));
        write!(out, "  {source} -> {target} [label={}", drawn(&edge_label(edge)))?;
        if !edge.asserted {
            write!(out, " style=dashed color=\"#B26B00\" fontcolor=\"#8A5300\"")?;
        }
        let cells = edges.of_edge(edge);
        write_cells(&mut out, &edges, &cells, &edge_tooltip(picture, edge, &edges, &cells))?;
    }
    writeln!(out, "}}")
}

fn write_cells(
    out: &mut impl Write,
    columns: &Columns,
    cells: &[Cell<'_>],
    tooltip: &str,
) -> io::Result<()> {
    write!(out, " tooltip={}", drawn(tooltip))?;
    for (column, text) in cells {
        write!(out, " {}={}", quoted(&format!("data-{}", columns.name(*column))), quoted(text))?;
    }
    writeln!(out, "]")
}

/// The predicate's name; of an edge that is only stated, how it is stated too.
fn edge_label(edge: &PictureEdge) -> String {
    let mut label = wrapped(&edge.label, EDGE_LINE_CHARS);
    if !edge.asserted && !edge.statuses.is_empty() {
        _ = write!(label, "\n({})", edge.statuses.join(", "));
    }
    label
}

fn node_tooltip(node: &PictureNode, columns: &Columns, cells: &[Cell<'_>]) -> String {
    tooltip(&node.label, columns, cells, &["label", "color"])
}

fn edge_tooltip(
    picture: &Picture,
    edge: &PictureEdge,
    columns: &Columns,
    cells: &[Cell<'_>],
) -> String {
    let [source, target] = [edge.source, edge.target].map(|end| &picture.nodes[end].label);
    let asserted = if edge.asserted { "asserted" } else { "" };
    tooltip(
        &format!("{source} — {} → {target}", edge.label),
        columns,
        cells,
        &["label", "predicate", asserted],
    )
}

/// A line that says what it is, and one for each column but for some.
fn tooltip(title: &str, columns: &Columns, cells: &[Cell<'_>], without: &[&str]) -> String {
    let mut text = title.to_owned();
    for (column, cell) in cells {
        let name = columns.name(*column);
        if !columns.is_fixed(*column) || !without.contains(&name) {
            _ = write!(text, "\n{name}: {cell}");
        }
    }
    text
}

/// The text in lines of at most about so many characters, as even as they can be, and at most [`LINES_MAX`] of them. A single
/// word is never broken.
fn wrapped(text: &str, line_chars: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let widest = filled(paragraph, line_chars);
        let even = paragraph.chars().count() / widest.len().max(1);
        // The narrowest lines of which no more are needed.
        let narrower = (even..line_chars).map(|chars| filled(paragraph, chars));
        lines.extend(
            narrower.into_iter().find(|lines| lines.len() <= widest.len()).unwrap_or(widest),
        );
    }
    if lines.len() > LINES_MAX {
        lines.truncate(LINES_MAX);
        lines[LINES_MAX - 1].push_str(" …");
    }
    lines.join("\n")
}

/// The words in lines of at most so many characters.
fn filled(paragraph: &str, line_chars: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut chars = 0;
    for word in paragraph.split_whitespace() {
        let word_chars = word.chars().count();
        if chars > 0 && chars + 1 + word_chars > line_chars {
            lines.push(word.to_owned());
            chars = word_chars;
            continue;
        }
        if let Some(line) = lines.last_mut().filter(|_| chars > 0) {
            line.push(' ');
            chars += 1;
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(word);
            chars += word_chars;
        }
    }
    lines
}

/// A text that Graphviz draws: an escString, in which `\n` ends a line, and where `&` could begin an HTML entity.
fn drawn(text: &str) -> String {
    let mut drawn = String::from("\"");
    for c in text.chars() {
        match c {
            '\n' => drawn.push_str("\\n"),
            '"' => drawn.push_str("\\\""),
            '\\' => drawn.push_str("\\\\"),
            '&' => drawn.push_str("&amp;"),
            // Graphviz's SVG is XML, which can't hold the last two either.
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                _ = write!(drawn, "\\\\u{{{:x}}}", u32::from(c))
            }
            c => drawn.push(c),
        }
    }
    drawn.push('"');
    drawn
}

/// A text that Graphviz keeps as it is.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\0', "\\\\u{0}");
    format!("\"{escaped}\"")
}
