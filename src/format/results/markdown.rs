//! Solutions as a Markdown table (GitHub's pipe tables) for people.

use crate::format::term_text::term_text;
use crate::model::{Prefixes, Term, Variable, vocab};
use std::fmt::Write as _;
use std::io::{self, Write};

/// A table whose columns are aligned to the right where all their terms are numbers.
pub(super) struct MarkdownTable<'p> {
    prefixes: &'p Prefixes,
    head: Vec<String>,
    columns: Vec<Column>,
    /// The rows as they are written, each with its line break.
    rows: String,
}

#[derive(Clone, Copy, Default)]
struct Column {
    has_number: bool,
    has_other: bool,
}

impl<'p> MarkdownTable<'p> {
    pub(super) fn new(variables: &[Variable], prefixes: &'p Prefixes) -> Self {
        Self {
            prefixes,
            head: variables.iter().map(|variable| escape_markdown(variable.as_str())).collect(),
            columns: vec![Column::default(); variables.len()],
            rows: String::new(),
        }
    }

    pub(super) fn add(&mut self, solution: &[Option<Term>]) {
        self.rows.push('|');
        for (term, column) in solution.iter().zip(&mut self.columns) {
            let cell = match term {
                Some(term) => {
                    let number = is_number(term);
                    column.has_number |= number;
                    column.has_other |= !number;
                    escape_markdown(&term_text(term.as_ref(), self.prefixes))
                }
                None => String::new(),
            };
            // Writing to a String can't fail.
            _ = write!(self.rows, " {cell} |");
        }
        if solution.is_empty() {
            self.rows.push_str(" |");
        }
        self.rows.push('\n');
    }

    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        // A query may have no variables; a table has at least one column.
        let head = if self.head.is_empty() { " |".to_owned() } else { cells(&self.head) };
        writeln!(out, "|{head}")?;
        let rules: Vec<&str> = self
            .columns
            .iter()
            .map(|column| if column.has_number && !column.has_other { "---:" } else { "---" })
            .collect();
        let rules = if rules.is_empty() { " --- |".to_owned() } else { cells(&rules) };
        writeln!(out, "|{rules}")?;
        out.write_all(self.rows.as_bytes())
    }
}

fn cells(texts: &[impl AsRef<str>]) -> String {
    texts.iter().map(|text| format!(" {} |", text.as_ref())).collect()
}

/// Escapes what ends a table's cell, what is HTML, and what Markdown would format or link. Line breaks and control characters are
/// for [`escape_controls`](crate::format::escape_controls).
pub fn escape_markdown(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => cell.push_str("&amp;"),
            '<' => cell.push_str("&lt;"),
            '>' => cell.push_str("&gt;"),
            '|' | '\\' | '*' | '`' | '[' | ']' | '~' | '$' => {
                cell.push('\\');
                cell.push(c);
            }
            // Inside of a word an underscore formats nothing.
            '_' if !(before.is_alphanumeric()
                && chars.peek().is_some_and(|next| next.is_alphanumeric())) =>
            {
                cell.push_str("\\_");
            }
            c => cell.push(c),
        }
        before = c;
    }
    cell
}

/// Whether the term is a literal of a numeric type.
pub fn is_number(term: &Term) -> bool {
    let Term::Literal(literal) = term else { return false };
    // The numeric types of SPARQL 1.2, section 17.1, and those derived from xsd:integer.
    const INTEGERS: [&str; 12] = [
        "nonPositiveInteger",
        "negativeInteger",
        "long",
        "int",
        "short",
        "byte",
        "nonNegativeInteger",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte",
        "positiveInteger",
    ];
    let datatype = literal.datatype();
    [vocab::xsd::INTEGER, vocab::xsd::DECIMAL, vocab::xsd::DOUBLE, vocab::xsd::FLOAT]
        .contains(&datatype)
        || datatype
            .as_str()
            .strip_prefix("http://www.w3.org/2001/XMLSchema#")
            .is_some_and(|name| INTEGERS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Literal, NamedNode};

    fn table(rows: &[Vec<Option<Term>>], names: &[&str]) -> String {
        let variables: Vec<_> = names.iter().map(|name| Variable::new_unchecked(*name)).collect();
        let prefixes = Prefixes::standard();
        let mut table = MarkdownTable::new(&variables, &prefixes);
        rows.iter().for_each(|row| table.add(row));
        let mut out = Vec::new();
        table.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_stand_right_and_everything_is_escaped() {
        let text = |value: &str| Some(Term::from(Literal::new_simple_literal(value)));
        let number = |value: i64| Some(Term::from(Literal::from(value)));
        let rows = [
            vec![text("a|b\\c <b>&"), number(7), number(1)],
            vec![text("two\nlines *x* [l](u)"), None, text("x_y _z_")],
            vec![
                Some(NamedNode::new_unchecked("https://westlake.example/id/DeepSeek").into()),
                number(-12),
                text("\u{1B}[1m"),
            ],
        ];
        assert_eq!(
            table(&rows, &["label", "n", "mixed"]),
            "| label | n | mixed |\n\
             | --- | ---: | --- |\n\
             | a\\|b\\\\c &lt;b&gt;&amp; | 7 | 1 |\n\
             | two\\\\nlines \\*x\\* \\[l\\](u) |  | x_y \\_z\\_ |\n\
             | :DeepSeek | -12 | \\\\u{1B}\\[1m |\n"
        );
    }

    #[test]
    fn no_variables_and_no_rows_are_tables_too() {
        assert_eq!(table(&[], &["x"]), "| x |\n| --- |\n");
        assert_eq!(table(&[vec![]], &[]), "| |\n| --- |\n| |\n");
    }
}
