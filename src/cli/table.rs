//! Solutions as an aligned table.

use crate::format::term_text;
use crate::model::{Prefixes, Term, Variable, vocab};
use crate::sparql::Solution;
use comfy_table::{Attribute, Cell, CellAlignment, ContentArrangement, Row, Table, presets};

/// The table: names short, numbers to the right; `width` cuts cells so that a row fits.
pub fn table(
    variables: &[Variable],
    solutions: &[Solution],
    prefixes: &Prefixes,
    width: Option<usize>,
    colored: bool,
) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    let mut header = Row::from(variables.iter().map(|variable| {
        let cell = Cell::new(format!("?{}", variable.as_str()));
        if colored { cell.add_attribute(Attribute::Bold) } else { cell }
    }));
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
    if colored {
        table.enforce_styling();
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if is_numeric(solutions, at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    trim_lines(&table.to_string())
}

/// Whether a column holds numbers and nothing else.
fn is_numeric(solutions: &[Solution], column: usize) -> bool {
    let mut terms = solutions.iter().filter_map(|solution| solution[column].as_ref()).peekable();
    terms.peek().is_some()
        && terms.all(|term| match term {
            Term::Literal(literal) => {
                let datatype = literal.datatype();
                [vocab::xsd::INTEGER, vocab::xsd::DECIMAL, vocab::xsd::DOUBLE, vocab::xsd::FLOAT]
                    .contains(&datatype)
            }
            _ => false,
        })
}

/// Blanks at the ends of lines are of no use to anybody.
fn trim_lines(text: &str) -> String {
    let mut trimmed = String::with_capacity(text.len());
    for line in text.lines() {
        trimmed.push_str(line.trim_end());
        trimmed.push('\n');
    }
    trimmed
}
