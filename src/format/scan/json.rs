//! The scanner of JSON-LD: depth, the keywords of JSON-LD-star, and where each `@context` names another document.

use super::{
    JSON_DEPTH_MAX, JSON_HELD_BYTES_MAX, JSON_TOKEN_HELD_BYTES, Reason, Refusal, Step,
    TOKEN_BYTES_MAX,
};
use memchr::memchr2;

/// Hands JSON on one token at a time, so that the place of an error that the parser gives no place for is that of a token.
pub(in crate::format) struct JsonScanner {
    state: State,
    frames: Vec<Frame>,
    /// Where the token begins that is being read.
    token: u64,
    /// The content of the string that is being read, escapes and all; only of keys and of what stands in a context.
    string: Vec<u8>,
    contexts: Vec<(String, u64)>,
    /// How many of the frames are objects.
    objects: u64,
    /// What the parser of JSON-LD holds of the outermost object that is open, estimated in bytes.
    held: u64,
    /// Whether keywords are looked for, and what is held counts.
    json_ld: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Between,
    String,
    StringEscape,
    /// A number, `true`, `false`, `null`, or what the parser will refuse.
    Word,
}

/// One open object or array.
#[derive(Clone, Copy)]
struct Frame {
    object: bool,
    /// Whether the next string is a key.
    key_next: bool,
    /// Whether it is, or stands in, the value of `@context`.
    in_context: bool,
    /// Whether a string here names a context: an item of the array `@context`, or the value of the key just read.
    names_context: bool,
    /// Whether the value of the key just read is a context.
    opens_context: bool,
}

/// What is kept of a string to compare it; a longer one is no keyword, and no context's IRI that is worth a place.
const STRING_BYTES_MAX: usize = 2_048;
/// How many contexts' places are kept.
const CONTEXTS_MAX: usize = 16;

impl JsonScanner {
    pub(super) fn new(json_ld: bool) -> Self {
        Self {
            json_ld,
            objects: 0,
            held: 0,
            state: State::Between,
            frames: Vec::new(),
            token: 0,
            string: Vec::new(),
            contexts: Vec::new(),
        }
    }

    /// Where this IRI stands as a context, if it does: as it is written, or as the end of a resolved one.
    pub(in crate::format) fn context_offset(&self, iri: &str) -> Option<u64> {
        self.contexts
            .iter()
            .find(|(written, _)| written == iri)
            .or_else(|| self.contexts.iter().find(|(written, _)| iri.ends_with(written.as_str())))
            .map(|(_, offset)| *offset)
    }

    pub(super) fn scan(&mut self, offset: u64, bytes: &[u8]) -> Result<Step, Refusal> {
        let mut at = 0;
        loop {
            match self.state {
                State::Between => {
                    at += bytes[at..].iter().take_while(|byte| is_space(**byte)).count();
                    let Some(&byte) = bytes.get(at) else { break };
                    self.token = offset + at as u64;
                    at += 1;
                    if self.begin(byte)? {
                        break;
                    }
                }
                State::Word => {
                    at += bytes[at..].iter().take_while(|byte| is_word(**byte)).count();
                    if at < bytes.len() {
                        self.state = State::Between;
                    }
                    break;
                }
                State::StringEscape => {
                    let Some(&byte) = bytes.get(at) else { break };
                    self.keep(&[b'\\', byte]);
                    at += 1;
                    self.state = State::String;
                }
                State::String => {
                    let length = memchr2(b'"', b'\\', &bytes[at..]);
                    self.keep(&bytes[at..at + length.unwrap_or(bytes.len() - at)]);
                    let Some(length) = length else {
                        at = bytes.len();
                        break;
                    };
                    at += length + 1;
                    if bytes[at - 1] == b'"' {
                        self.state = State::Between;
                        self.end_string()?;
                        break;
                    }
                    self.state = State::StringEscape;
                }
            }
        }
        if offset + at as u64 - self.token > TOKEN_BYTES_MAX {
            return Err(Refusal {
                offset: self.token,
                reason: Reason::TooLarge { what: "one string", bytes_max: TOKEN_BYTES_MAX },
            });
        }
        self.hold(at as u64)?;
        if at == 0 {
            // A word that ended where the bytes of this call begin.
            return self.scan(offset, bytes);
        }
        let goes_on = matches!(self.state, State::String | State::StringEscape);
        Ok(Step { bytes: at, token: Some(self.token), goes_on })
    }

    /// Counts a token that begins here, or bytes of one. The text of a token is held once, its place in the order of tokens in
    /// every object around it.
    fn hold(&mut self, bytes: u64) -> Result<(), Refusal> {
        self.held = if self.objects == 0 { 0 } else { self.held + bytes };
        if self.json_ld && self.held > JSON_HELD_BYTES_MAX {
            let reason = Reason::JsonHeld { bytes_max: JSON_HELD_BYTES_MAX };
            return Err(Refusal { offset: self.token, reason });
        }
        Ok(())
    }

    /// Takes the first byte of a token; true if it is the whole token.
    fn begin(&mut self, byte: u8) -> Result<bool, Refusal> {
        if byte != b',' && byte != b':' {
            self.hold(JSON_TOKEN_HELD_BYTES * self.objects)?;
        }
        match byte {
            b'"' => {
                self.string.clear();
                self.state = State::String;
                return Ok(false);
            }
            b'{' | b'[' => self.open(byte == b'{')?,
            b'}' | b']' => {
                if self.frames.pop().is_some_and(|frame| frame.object) {
                    self.objects -= 1;
                }
                self.value_read();
            }
            b',' => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.key_next = frame.object;
                }
            }
            b':' => {}
            _ => {
                self.state = State::Word;
                self.value_read();
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn open(&mut self, object: bool) -> Result<(), Refusal> {
        if self.frames.len() >= JSON_DEPTH_MAX {
            return Err(Refusal {
                offset: self.token,
                reason: Reason::TooDeep {
                    what: "JSON objects and arrays",
                    depth_max: JSON_DEPTH_MAX,
                },
            });
        }
        let (in_context, opens_context) = self
            .frames
            .last()
            .map_or((false, false), |outer| (outer.in_context, outer.opens_context));
        self.objects += u64::from(object);
        self.frames.push(Frame {
            object,
            key_next: object,
            in_context: in_context || opens_context,
            names_context: opens_context && !object,
            // The items of the array that is a context are contexts.
            opens_context: opens_context && !object,
        });
        Ok(())
    }

    /// After a value in an object no context is expected until the next key.
    fn value_read(&mut self) {
        if let Some(frame) = self.frames.last_mut()
            && frame.object
        {
            frame.names_context = false;
            frame.opens_context = false;
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let wanted = self.json_ld
            && self
                .frames
                .last()
                .is_some_and(|frame| frame.key_next || frame.in_context || frame.names_context);
        if wanted && self.string.len() <= STRING_BYTES_MAX {
            self.string.extend_from_slice(&bytes[..bytes.len().min(STRING_BYTES_MAX + 1)]);
        }
    }

    fn end_string(&mut self) -> Result<(), Refusal> {
        let text = self.string_text();
        let Some(frame) = self.frames.last_mut() else { return Ok(()) };
        if (frame.key_next || frame.in_context)
            && matches!(text.as_str(), "@annotation" | "@triple")
        {
            return Err(Refusal { offset: self.token, reason: Reason::JsonLdStar { key: text } });
        }
        if frame.key_next {
            frame.key_next = false;
            frame.opens_context = text == "@context";
            frame.names_context = frame.opens_context || (frame.in_context && text == "@import");
            return Ok(());
        }
        if frame.names_context && !text.is_empty() && self.contexts.len() < CONTEXTS_MAX {
            self.contexts.push((text, self.token));
        }
        self.value_read();
        Ok(())
    }

    /// The string that was just read, its escapes resolved; empty if it isn't kept, too long or not a string of JSON.
    fn string_text(&self) -> String {
        if self.string.is_empty() || self.string.len() > STRING_BYTES_MAX {
            return String::new();
        }
        let quoted = [b"\"", self.string.as_slice(), b"\""].concat();
        serde_json::from_slice(&quoted).unwrap_or_default()
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn is_word(byte: u8) -> bool {
    !is_space(byte) && !b"{}[],:\"".contains(&byte)
}
