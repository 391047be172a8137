//! Text and names of XML 1.0, for the writers of RDF/XML, of SPARQL's XML results, and of graph formats.

use super::write::WriteError;
use std::fmt;
use std::io::{self, Write};

/// Whether the text is an NCName: a name without a colon (Namespaces in XML, production 4).
pub(super) fn is_nc_name(text: &str) -> bool {
    text.starts_with(is_name_start) && text.chars().all(is_name_char)
}

/// NameStartChar (XML 1.0, production 4) without the colon.
pub(super) fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// NameChar (XML 1.0, production 4a) without the colon.
pub(super) fn is_name_char(c: char) -> bool {
    is_name_start(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Char (XML 1.0, production 2).
pub(crate) fn is_xml_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}

/// Makes sure that XML can hold the text.
pub(super) fn check_text<E: fmt::Display>(text: &str) -> Result<(), WriteError<E>> {
    match text.chars().find(|c| !is_xml_char(*c)) {
        None => Ok(()),
        Some(character) => {
            let text = text.chars().take(60).collect();
            Err(WriteError::CharacterNotInXml { character, text })
        }
    }
}

/// Writes content or an attribute's value so that a parser gives it back unchanged: line breaks and tabs would be normalised in
/// attributes, a carriage return everywhere (XML 1.0, sections 2.11 and 3.3.3).
pub(crate) fn write_escaped(
    out: &mut impl Write,
    text: &str,
    in_attribute: bool,
) -> io::Result<()> {
    let mut rest = text;
    let special = |c: char| {
        matches!(c, '&' | '<' | '>' | '\r') || in_attribute && matches!(c, '"' | '\n' | '\t')
    };
    while let Some(at) = rest.find(special) {
        out.write_all(&rest.as_bytes()[..at])?;
        out.write_all(match rest.as_bytes()[at] {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'\r' => b"&#13;",
            b'"' => b"&quot;",
            b'\n' => b"&#10;",
            _ => b"&#9;",
        })?;
        // Each special character is one byte.
        rest = &rest[at + 1..];
    }
    out.write_all(rest.as_bytes())
}
