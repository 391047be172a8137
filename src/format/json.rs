//! JSON as programs and people read it.

use serde::Serialize;
use std::io::{self, Write};

/// Writes an answer as JSON, indented, with a line end behind it. Control characters are escaped, those too that JSON allows in
/// a string (DEL, and U+0080 to U+009F): a terminal that shows the text does nothing that a file tells it to.
///
/// # Errors
/// Those of `out`; [`io::ErrorKind::InvalidData`] for what is no JSON.
pub fn write_json(out: impl Write, answer: &impl Serialize) -> io::Result<()> {
    let mut out = EscapingWriter { out, lead: false };
    serde_json::to_writer_pretty(&mut out, answer)?;
    out.out.write_all(b"\n")
}

/// The first byte in UTF-8 of U+0080 to U+00BF.
const LEAD: u8 = 0xC2;
const DEL: u8 = 0x7F;

/// Passes on JSON text, with controls as escapes. Such characters stand only within strings, where an escape may stand.
struct EscapingWriter<W> {
    out: W,
    /// Whether the last byte was a [`LEAD`], which is held back until its second byte is there.
    lead: bool,
}

impl<W: Write> EscapingWriter<W> {
    fn is_plain(&self, byte: u8) -> bool {
        !self.lead && byte != LEAD && byte != DEL
    }

    fn write_special(&mut self, byte: u8) -> io::Result<()> {
        match (std::mem::take(&mut self.lead), byte) {
            (true, 0x80..=0x9F) => write!(self.out, "\\u{byte:04x}"),
            (true, byte) => self.out.write_all(&[LEAD, byte]),
            (false, LEAD) => {
                self.lead = true;
                Ok(())
            }
            (false, byte) => write!(self.out, "\\u{byte:04x}"),
        }
    }
}

impl<W: Write> Write for EscapingWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut rest = bytes;
        while let Some(&first) = rest.first() {
            if self.is_plain(first) {
                let end = rest.iter().position(|&byte| !self.is_plain(byte)).unwrap_or(rest.len());
                self.out.write_all(&rest[..end])?;
                rest = &rest[end..];
            } else {
                self.write_special(first)?;
                rest = &rest[1..];
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_has_no_control_and_reads_as_it_was(text in "[\\PC\u{0}-\u{ff}\u{2028}]{0,40}") {
            let mut json = Vec::new();
            write_json(&mut json, &[&text]).unwrap();
            let json = String::from_utf8(json).unwrap();
            prop_assert!(!json.contains(|c: char| c.is_control() && c != '\n'));
            prop_assert_eq!(serde_json::from_str::<[String; 1]>(&json).unwrap(), [text]);
        }
    }
}
