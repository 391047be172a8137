//! What the crate's writer of SPARQL's XML results needs around it to be exact.

use crate::format::write::WriteError;
use crate::format::xml_text::check_text;
use crate::model::Term;
use std::fmt;
use std::io::{self, Write};

/// Writes each carriage return as a character reference: a parser turns a bare one into a line feed (XML 1.0, section 2.11).
///
/// The writer above it puts none anywhere but in literals, where a reference may stand.
pub(super) struct ReferencedReturns<W>(pub(super) W);

impl<W: Write> Write for ReferencedReturns<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (at, part) in bytes.split(|byte| *byte == b'\r').enumerate() {
            if at > 0 {
                self.0.write_all(b"&#13;")?;
            }
            self.0.write_all(part)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Makes sure that XML can hold the term.
pub(super) fn check_term<E: fmt::Display>(term: &Term) -> Result<(), WriteError<E>> {
    match term {
        Term::Literal(literal) => check_text(literal.value()),
        Term::Triple(triple) => check_term(&triple.object),
        Term::NamedNode(_) | Term::BlankNode(_) => Ok(()),
    }
}
