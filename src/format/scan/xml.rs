//! The scanner of RDF/XML: depth of elements, expansion of entities, length of tokens, and elements that are never closed.
//!
//! It cuts the text in the way of the parser below (quick-xml 0.37): a DOCTYPE ends where its `<` and `>` balance, quotes count
//! inside of tags only. It hands on text, `<`, and the rest of a tag in pieces of their own, so that the parser never has more
//! than the token that it is busy with, and an error's place is that of this token.

use super::entities::Entities;
use super::{
    DOCTYPE_BYTES_MAX, ENTITY_BYTES_MAX, ENTITY_GROWTH_MAX, Reason, Refusal, Step, TOKEN_BYTES_MAX,
    XML_DEPTH_MAX,
};
use memchr::{memchr, memchr2};

/// See the module.
pub(in crate::format) struct XmlScanner {
    state: State,
    /// Elements that are open.
    depth: usize,
    /// Where the token begins that is being read: a text, or the `<` of a tag.
    start: u64,
    /// The last two bytes read of a tag.
    last: [u8; 2],
    entities: Entities,
    doctype: Vec<u8>,
    /// The expanded values of all entities, in bytes.
    declared: u64,
    /// The name of the entity reference that is being read, without `&`.
    reference: Option<Vec<u8>>,
    /// What all references so far added, in bytes.
    expanded: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Text,
    /// After `<`.
    Open,
    Tag {
        closing: bool,
        quote: Option<u8>,
    },
    /// After `<!`.
    Bang,
    Comment,
    CData,
    /// `open` is the count of `<` in it that no `>` closed.
    DocType {
        open: u32,
    },
    Instruction,
}

/// What follows a lone `&` isn't kept without end; the parser knows no entity with a longer name than the DOCTYPE is.
const ENTITY_NAME_BYTES_MAX: usize = 1_024;

impl XmlScanner {
    pub(super) fn new() -> Self {
        Self {
            state: State::Text,
            depth: 0,
            start: 0,
            last: [0; 2],
            entities: Entities::default(),
            doctype: Vec::new(),
            declared: 0,
            reference: None,
            expanded: 0,
        }
    }

    pub(super) fn scan(&mut self, offset: u64, bytes: &[u8]) -> Result<Step, Refusal> {
        if self.state == State::Text {
            return self.text(offset, bytes);
        }
        let token = self.start;
        let length = match self.state {
            State::Text | State::Open => self.open(bytes[0]),
            State::Bang => self.bang(bytes[0]),
            State::Tag { closing, quote } => self.tag(offset, bytes, closing, quote)?,
            State::Comment | State::CData | State::Instruction => self.until_end(offset, bytes),
            State::DocType { open } => self.doctype(offset, bytes, open)?,
        };
        for &byte in &bytes[length.saturating_sub(2)..length] {
            self.last = [self.last[1], byte];
        }
        let end = offset + length as u64;
        if end - token > TOKEN_BYTES_MAX {
            return Err(too_large(token, "one tag, comment or text", TOKEN_BYTES_MAX));
        }
        if self.state == State::Text {
            self.start = end;
            self.last = [0; 2];
            self.reference = None;
        }
        Ok(Step { bytes: length, token: Some(token), goes_on: false })
    }

    /// The parser lets a file pass that ends within an element.
    pub(super) fn finish(&self, offset: u64) -> Result<(), Refusal> {
        if self.state == State::Text && self.depth > 0 {
            let message = match self.depth {
                1 => "the file ends while an element is open".to_owned(),
                depth => format!("the file ends while {depth} elements are open"),
            };
            return Err(Refusal { offset, reason: Reason::Syntax { message } });
        }
        Ok(())
    }

    /// Text up to the next `<`, or that `<` alone. With the `<` alone the parser sees that the text is whole, so that the token
    /// is still the text.
    fn text(&mut self, offset: u64, bytes: &[u8]) -> Result<Step, Refusal> {
        let token = self.start;
        if bytes[0] == b'<' {
            self.state = State::Open;
            self.start = offset;
            self.reference = None;
            return Ok(Step { bytes: 1, token: Some(token), goes_on: false });
        }
        let length = memchr(b'<', bytes).unwrap_or(bytes.len());
        if self.start == offset {
            // White space before a text is no part of what is wrong with it.
            let blank =
                bytes[..length].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            self.start += blank as u64;
        }
        self.references(offset, &bytes[..length])?;
        let end = offset + length as u64;
        if end - self.start > TOKEN_BYTES_MAX {
            return Err(too_large(self.start, "one tag, comment or text", TOKEN_BYTES_MAX));
        }
        Ok(Step { bytes: length, token: Some(self.start), goes_on: false })
    }

    /// Takes the byte after `<`.
    fn open(&mut self, byte: u8) -> usize {
        match byte {
            b'!' => self.state = State::Bang,
            b'?' => self.state = State::Instruction,
            b'/' => self.state = State::Tag { closing: true, quote: None },
            _ => {
                self.state = State::Tag { closing: false, quote: None };
                return 0;
            }
        }
        1
    }

    /// Takes the byte after `<!`.
    fn bang(&mut self, byte: u8) -> usize {
        self.state = match byte {
            b'-' => State::Comment,
            b'[' => State::CData,
            b'D' | b'd' => {
                self.doctype.clear();
                State::DocType { open: 0 }
            }
            // The parser refuses everything else at once.
            _ => State::Instruction,
        };
        1
    }

    fn tag(
        &mut self,
        offset: u64,
        bytes: &[u8],
        closing: bool,
        mut quote: Option<u8>,
    ) -> Result<usize, Refusal> {
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match quote {
                Some(open) if byte == open => quote = None,
                Some(_) => {}
                None if byte == b'"' || byte == b'\'' => quote = Some(byte),
                None if byte == b'>' => {
                    let empty = self.before(bytes, at - 1, 1) == b'/';
                    self.end_tag(closing, empty)?;
                    break;
                }
                None => {}
            }
        }
        if self.state != State::Text {
            self.state = State::Tag { closing, quote };
        }
        self.references(offset, &bytes[..at])?;
        Ok(at)
    }

    fn end_tag(&mut self, closing: bool, empty: bool) -> Result<(), Refusal> {
        self.state = State::Text;
        if closing {
            self.depth = self.depth.saturating_sub(1);
            return Ok(());
        }
        if self.depth >= XML_DEPTH_MAX {
            let reason = Reason::TooDeep { what: "XML elements", depth_max: XML_DEPTH_MAX };
            return Err(Refusal { offset: self.start, reason });
        }
        if !empty {
            self.depth += 1;
        }
        Ok(())
    }

    /// Looks for the end of a comment, CDATA section or instruction: a `>` after `--`, `]]` or `?`.
    fn until_end(&mut self, offset: u64, bytes: &[u8]) -> usize {
        let mut from = 0;
        while let Some(found) = memchr(b'>', &bytes[from..]) {
            let at = from + found;
            let before = [self.before(bytes, at, 2), self.before(bytes, at, 1)];
            let ends = match self.state {
                // `<!-->` and `<!--->` are no whole comments.
                State::Comment => before == *b"--" && offset + at as u64 - self.start > 5,
                State::CData => before == *b"]]",
                _ => before[1] == b'?',
            };
            if ends {
                self.state = State::Text;
                return at + 1;
            }
            from = at + 1;
        }
        bytes.len()
    }

    fn doctype(&mut self, offset: u64, bytes: &[u8], mut open: u32) -> Result<usize, Refusal> {
        let mut length = bytes.len();
        let mut from = 0;
        let mut ended = false;
        while let Some(found) = memchr2(b'<', b'>', &bytes[from..]) {
            from += found + 1;
            if bytes[from - 1] == b'<' {
                open += 1;
            } else if open == 0 {
                ended = true;
                length = from;
                break;
            } else {
                open -= 1;
            }
        }
        if offset + length as u64 - self.start > DOCTYPE_BYTES_MAX {
            return Err(too_large(self.start, "the DOCTYPE", DOCTYPE_BYTES_MAX));
        }
        self.doctype.extend_from_slice(&bytes[..length]);
        self.state = State::DocType { open };
        if ended {
            self.state = State::Text;
            // Whole characters only come here, from `<!D` to `>`; a text that isn't UTF-8 doesn't come at all.
            let declared = self.entities.declare(&String::from_utf8_lossy(&self.doctype));
            self.declared = self.declared.saturating_add(declared);
            if self.declared > DOCTYPE_BYTES_MAX {
                let what = "the DOCTYPE's entities, expanded,";
                return Err(too_large(self.start, what, DOCTYPE_BYTES_MAX));
            }
        }
        Ok(length)
    }

    /// Adds up what the entity references in a piece of text or tag become.
    fn references(&mut self, offset: u64, bytes: &[u8]) -> Result<(), Refusal> {
        let mut at = 0;
        while at < bytes.len() {
            let Some(name) = &mut self.reference else {
                let Some(found) = memchr(b'&', &bytes[at..]) else { return Ok(()) };
                at += found + 1;
                self.reference = Some(Vec::new());
                continue;
            };
            let found = memchr2(b';', b'&', &bytes[at..]);
            let end = found.map_or(bytes.len(), |found| at + found);
            if name.len() <= ENTITY_NAME_BYTES_MAX {
                name.extend_from_slice(&bytes[at..end.min(at + ENTITY_NAME_BYTES_MAX + 1)]);
            }
            at = end;
            if found.is_some() && bytes[end] == b';' {
                self.expanded += self.entities.growth(&String::from_utf8_lossy(name));
                self.reference = None;
                let end = offset + end as u64;
                let bytes_max = ENTITY_BYTES_MAX + ENTITY_GROWTH_MAX * end;
                if self.expanded > bytes_max {
                    return Err(too_large(end, "the entities, expanded,", bytes_max));
                }
            } else if found.is_some() {
                self.reference = None;
            }
        }
        Ok(())
    }

    /// The byte `back` (1 or 2) before the one at `at`, which may have come with an earlier piece of the tag.
    fn before(&self, bytes: &[u8], at: usize, back: usize) -> u8 {
        match at.checked_sub(back) {
            Some(at) => bytes[at],
            None => self.last[2 + at - back],
        }
    }
}

fn too_large(offset: u64, what: &'static str, bytes_max: u64) -> Refusal {
    Refusal { offset, reason: Reason::TooLarge { what, bytes_max } }
}
