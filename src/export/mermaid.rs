//! Mermaid flowcharts, for Markdown: GitHub, GitLab and many editors draw them.
//!
//! A flowchart has no attributes. What isn't drawn of a node or an edge stands in comments below it, but for IRIs of predicates:
//! renderers take at most 50,000 characters, comments included.

use super::columns::{Cell, Columns};
use super::palette::Palette;
use crate::explore::Picture;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes a picture as a Mermaid flowchart. An edge that is only stated is dotted.
///
/// # Errors
/// Those of `out`.
pub fn write_mermaid(mut out: impl Write, picture: &Picture) -> io::Result<()> {
    let (nodes, edges) = (Columns::of_nodes(picture), Columns::of_edges(picture));
    let palette = Palette::of(picture);
    writeln!(out, "flowchart LR")?;
    for (number, node) in picture.nodes.iter().enumerate() {
        writeln!(out, "n{number}(\"{}\")", escaped(&node.label))?;
        writeln!(out, "%% id: {}", escaped(&node.id))?;
        write_comments(&mut out, &nodes, &nodes.of_node(node, &palette))?;
    }
    for edge in &picture.edges {
        let mut label = escaped(&edge.label);
        if !edge.asserted && !edge.statuses.is_empty() {
            _ = write!(label, "<br>({})", escaped(&edge.statuses.join(", ")));
        }
        let link = if edge.asserted { "-->" } else { "-.->" };
        writeln!(out, "n{} {link}|\"{label}\"| n{}", edge.source, edge.target)?;
        write_comments(&mut out, &edges, &edges.of_edge(edge))?;
    }
    for number in 0..Palette::NUMBERS {
        let colored = picture.nodes.iter().enumerate();
        let colored: Vec<String> = colored
            .filter(|(_, node)| palette.number(node) == number)
            .map(|(at, _)| format!("n{at}"))
            .collect();
        if !colored.is_empty() {
            let color = Palette::numbered(number);
            let tint = color.tint();
            writeln!(out, "classDef c{number} fill:{tint},stroke:{color},color:#1A1A1A")?;
            writeln!(out, "class {} c{number}", colored.join(","))?;
        }
    }
    Ok(())
}

/// The columns that a comment holds.
fn write_comments(out: &mut impl Write, columns: &Columns, cells: &[Cell<'_>]) -> io::Result<()> {
    for (column, text) in cells {
        let name = columns.name(*column);
        let is_drawn = matches!(name, "label" | "color" | "asserted" | "predicate");
        if !(columns.is_fixed(*column) && is_drawn) {
            // The first colon ends the name.
            let name = escaped(name).replace(':', "#58;");
            writeln!(out, "%% {name}: {}", escaped(text))?;
        }
    }
    Ok(())
}

/// The text in the entities of Mermaid, `#35;`: quotes, what begins Markdown, a directive, a formula or an icon, and what HTML
/// takes for markup. A line break is `<br>`, and an empty text, which a flowchart can't have, a blank.
fn escaped(text: &str) -> String {
    if text.is_empty() {
        return " ".to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let starts_list = starts_list(&text);
    // Mermaid takes the last semicolon from what looks to it like a style, `style:#aaa;`.
    let has_style = text.contains("style") || text.contains("classDef");
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_special = matches!(
            c,
            '"' | '#'
                | '&'
                | '<'
                | '>'
                | '`'
                | '*'
                | '_'
                | '~'
                | '\\'
                | '%'
                | '$'
                | '{'
                | '}'
                | '|'
                | '['
                | ']'
                | ';'
        );
        let is_colon_to_hide = c == ':' && (has_style || text[at..].starts_with(":fa-"));
        if matches!(c, '\n' | '\r') {
            escaped.push_str("<br>");
        } else if is_special || is_colon_to_hide || starts_list == Some(at) {
            _ = write!(escaped, "#{};", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Where the mark is that makes the text a Markdown list or heading: the `.` of `1. One`, the `-` of `- one`.
fn starts_list(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let mark = rest[digits..].chars().next()?;
    let is_mark = match mark {
        '.' | ')' => digits > 0,
        '-' | '+' => digits == 0,
        _ => false,
    };
    is_mark.then_some(text.len() - rest.len() + digits)
}
