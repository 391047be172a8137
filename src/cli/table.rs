//! Solutions as an aligned table.

use crate::format::{is_number, term_text};
use crate::model::{Prefixes, Variable};
use crate::sparql::Solution;
use comfy_table::{CellAlignment, ContentArrangement, Row, Table, presets};

/// The table: names short, numbers to the right; `width` cuts cells so that a row fits.
pub fn table(
    variables: &[Variable],
    solutions: &[Solution],
    prefixes: &Prefixes,
    width: Option<usize>,
    colored: bool,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    let mut header = Row::from(variables.iter().map(|variable| format!("?{}", variable.as_str())));
    header.max_height(1);
    table.set_header(header);
    for solution in solutions {
        let cells = solution.iter().map(|term| match term {
            Some(term) => term_text(term.as_ref(), prefixes),
            None => String::new(),
        });
        let mut row = Row::from(cells);
        row.max_height(1);
        table.add_row(row);
    }
    match width {
        Some(width) => {
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
            table.set_truncation_indicator("…");
        }
        None => {
            table.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if is_numeric(solutions, at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    trim_lines(&table.to_string(), colored)
}

/// Whether a column holds numbers and nothing else.
fn is_numeric(solutions: &[Solution], column: usize) -> bool {
    let mut terms = solutions.iter().filter_map(|solution| solution[column].as_ref()).peekable();
    terms.peek().is_some() && terms.all(is_number)
}

/// Without the blanks at the ends of lines, and with the head of the table in bold if colours are wanted.
fn trim_lines(text: &str, colored: bool) -> String {
    let mut trimmed = String::with_capacity(text.len());
    let bold = anstyle::Style::new().bold();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if at == 0 && colored {
            trimmed.push_str(&format!("{bold}{line}{bold:#}"));
        } else {
            trimmed.push_str(line);
        }
        trimmed.push('\n');
    }
    trimmed
}
