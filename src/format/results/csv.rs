//! The writer of SPARQL's CSV results.
//!
//! Ours, and not that of the crate below: that one quotes literals only, so that an IRI with a comma in it becomes two cells, and
//! quotes inside of a triple term's cell instead of around it.

use crate::model::{Term, Variable};
use std::io::{self, Write};

pub(super) struct CsvWriter<W: Write> {
    out: W,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the head. Lines end in CR LF (RFC 4180).
    pub(super) fn new(mut out: W, variables: &[Variable]) -> io::Result<Self> {
        for (at, variable) in variables.iter().enumerate() {
            if at > 0 {
                out.write_all(b",")?;
            }
            out.write_all(variable.as_str().as_bytes())?;
        }
        out.write_all(b"\r\n")?;
        Ok(Self { out })
    }

    pub(super) fn write(&mut self, solution: &[Option<Term>]) -> io::Result<()> {
        for (at, term) in solution.iter().enumerate() {
            if at > 0 {
                self.out.write_all(b",")?;
            }
            match term {
                Some(Term::Literal(literal)) => self.cell(literal.value())?,
                Some(term) => self.cell(&cell_text(term))?,
                None => {}
            }
        }
        self.out.write_all(b"\r\n")
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn cell(&mut self, text: &str) -> io::Result<()> {
        if text.contains(['"', ',', '\n', '\r']) {
            write!(self.out, "\"{}\"", text.replace('"', "\"\""))
        } else {
            self.out.write_all(text.as_bytes())
        }
    }
}

/// The text of a term's cell: an IRI without brackets, a literal's value, a triple term as Turtle has it.
fn cell_text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
        Term::Triple(_) => term.to_string(),
    }
}
