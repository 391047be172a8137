//! Text in the XML formats.

use crate::format::{is_xml_char, write_xml_text};
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes ` name="value"`.
pub(super) fn write_attribute(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    write!(out, " {name}=\"")?;
    write_xml_text(out, &holdable(value), true)?;
    write!(out, "\"")
}

/// Writes content.
pub(super) fn write_text(out: &mut impl Write, text: &str) -> io::Result<()> {
    write_xml_text(out, &holdable(text), false)
}

/// The text with every character that XML 1.0 can't hold, not even as a reference, written as `\u{1}`.
fn holdable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_xml_char) {
        return text.into();
    }
    let shown = |text: &mut String, c: char| {
        if is_xml_char(c) { text.push(c) } else { text.extend(c.escape_unicode()) }
    };
    text.chars()
        .fold(String::with_capacity(text.len()), |mut text, c| {
            shown(&mut text, c);
            text
        })
        .into()
}
