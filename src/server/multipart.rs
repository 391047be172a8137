//! `multipart/form-data` (RFC 2046, section 5.1, and RFC 7578): a body of several documents, read as it comes.

use memchr::memmem::Finder;
use std::io::{self, Read};

/// More of a part's header nobody sends.
const HEADER_BYTES_MAX: usize = 8 << 10;
const READ_BYTES: usize = 16 << 10;
/// The longest boundary (RFC 2046, section 5.1.1).
const BOUNDARY_BYTES_MAX: usize = 70;

/// A body of several parts, which are read one after another.
pub struct Multipart<R> {
    reader: R,
    /// Bytes that were read and not yet given away.
    buffer: Vec<u8>,
    at: usize,
    /// What stands before a part and after the last: a line end, two hyphens and the boundary.
    delimiter: Finder<'static>,
    ended: bool,
    /// How many bytes of the header's last line end stand before the content: it may be the delimiter's own.
    line_end: usize,
}

/// What the header of a part says of its content.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PartHeader {
    /// `Content-Type`
    pub media_type: Option<String>,
    /// The `filename` of `Content-Disposition`.
    pub file: Option<String>,
}

/// The boundary that a media type of several parts names; `None` for any other media type.
pub fn boundary(content_type: &str) -> Option<String> {
    let (essence, parameters) = content_type.split_once(';')?;
    if !essence.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameter(parameters, "boundary")?;
    (1..=BOUNDARY_BYTES_MAX).contains(&boundary.len()).then_some(boundary)
}

impl<R: Read> Multipart<R> {
    /// The parts of a body with this boundary.
    pub fn new(reader: R, boundary: &str) -> Self {
        let delimiter = Finder::new(format!("\r\n--{boundary}").as_bytes()).into_owned();
        // The first delimiter may stand at the very beginning.
        Self { reader, buffer: b"\r\n".to_vec(), at: 0, delimiter, ended: false, line_end: 0 }
    }

    /// Goes to the next part, whose content can then be read; `None` after the last.
    ///
    /// # Errors
    /// Those of the reader, and [`io::ErrorKind::InvalidData`] for what has no parts.
    pub fn next_part(&mut self) -> io::Result<Option<PartHeader>> {
        if self.ended {
            return Ok(None);
        }
        io::copy(self, &mut io::sink())?;
        self.line_end = 0;
        self.at += self.delimiter.needle().len();
        while self.buffer.len() < self.at + 2 {
            self.fill()?;
        }
        if self.buffer[self.at..].starts_with(b"--") {
            self.ended = true;
            // What follows is nothing; it is read, so that the client sees an answer.
            self.buffer.clear();
            io::copy(&mut self.reader, &mut io::sink())?;
            return Ok(None);
        }
        self.header().map(Some)
    }

    /// Reads the rest of the delimiter's line and the header, up to its empty line.
    fn header(&mut self) -> io::Result<PartHeader> {
        let mut header = PartHeader::default();
        let padding = self.line()?;
        if !padding.trim_matches([' ', '\t']).is_empty() {
            return Err(invalid("the line of a boundary goes on after it"));
        }
        let mut bytes = 0;
        loop {
            let line = self.line()?;
            bytes += line.len();
            if bytes > HEADER_BYTES_MAX {
                return Err(invalid("the header of a part is too long"));
            }
            if line.is_empty() {
                // A part without content ends with the line end of its header.
                self.at -= 2;
                self.line_end = 2;
                return Ok(header);
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            match name.trim().to_ascii_lowercase().as_str() {
                "content-type" => header.media_type = Some(value.trim().to_owned()),
                "content-disposition" => header.file = parameter(value, "filename"),
                _ => {}
            }
        }
    }

    fn line(&mut self) -> io::Result<String> {
        loop {
            let rest = &self.buffer[self.at..];
            if let Some(length) = memchr::memmem::find(rest, b"\r\n") {
                let line = String::from_utf8_lossy(&rest[..length]).into_owned();
                self.at += length + 2;
                return Ok(line);
            }
            if rest.len() > HEADER_BYTES_MAX {
                return Err(invalid("a line of a part's header is too long"));
            }
            self.fill()?;
        }
    }

    /// Reads more, at least a byte.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let kept = self.buffer.len();
        self.buffer.resize(kept + READ_BYTES, 0);
        let read = loop {
            match self.reader.read(&mut self.buffer[kept..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.buffer.truncate(kept + *read.as_ref().unwrap_or(&0));
        match read? {
            0 => Err(invalid("it ends before its last boundary")),
            _ => Ok(()),
        }
    }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("no multipart/form-data: {what}"))
}

/// The content of the part.
impl<R: Read> Read for Multipart<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let rest = &self.buffer[self.at..];
            let found = self.delimiter.find(rest);
            // The end may be the beginning of a delimiter.
            let beginning = self.delimiter.needle().len() - 1;
            let sure = found.unwrap_or(rest.len().saturating_sub(beginning));
            if sure > 0 && self.line_end > 0 {
                // It stands whole in the buffer, and is part of the delimiter or nothing.
                self.at += std::mem::take(&mut self.line_end);
                continue;
            }
            if sure > 0 || found.is_some() {
                let length = sure.min(out.len());
                out[..length].copy_from_slice(&rest[..length]);
                self.at += length;
                return Ok(length);
            }
            self.fill()?;
        }
    }
}

/// The value of `name=value` or `name="value"` among parameters.
fn parameter(parameters: &str, name: &str) -> Option<String> {
    parameters.split(';').find_map(|parameter| {
        let (own, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        own.trim().eq_ignore_ascii_case(name).then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives a few bytes at a time.
    struct Dripping<'b>(&'b [u8], usize);

    impl Read for Dripping<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(out.len()).min(self.0.len());
            out[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn parts(body: &[u8], drip: usize) -> io::Result<Vec<(PartHeader, Vec<u8>)>> {
        let mut multipart = Multipart::new(Dripping(body, drip), "bound");
        let mut parts = Vec::new();
        while let Some(header) = multipart.next_part()? {
            let mut content = Vec::new();
            let mut piece = [0; 7];
            loop {
                let read = multipart.read(&mut piece)?;
                if read == 0 {
                    break;
                }
                content.extend_from_slice(&piece[..read]);
            }
            parts.push((header, content));
        }
        Ok(parts)
    }

    #[test]
    fn a_part_has_a_type_and_a_file() {
        let body = b"preamble\r\n--bound  \r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.ttl\"\r\n\
            content-type: text/turtle; charset=utf-8\r\n\r\n<a> <b> <c> .\r\n--bound--\r\nepilogue";
        let parts = parts(body, 3).unwrap();
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].0.media_type.as_deref(), Some("text/turtle; charset=utf-8"));
        assert_eq!(parts[0].0.file.as_deref(), Some("a.ttl"));
        assert_eq!(String::from_utf8_lossy(&parts[0].1), "<a> <b> <c> .");
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        let whole = b"--bound\r\n\r\nx\r\n--bound--";
        assert_eq!(parts(whole, 5).unwrap().len(), 1);
        for length in 0..whole.len() {
            assert!(parts(&whole[..length], 5).is_err(), "{length}");
        }
    }

    #[test]
    fn a_boundary_is_a_parameter() {
        let of = |text| boundary(text);
        assert_eq!(of("multipart/form-data; boundary=\"a b\"").as_deref(), Some("a b"));
        assert_eq!(of("Multipart/Form-Data; x=1; Boundary=ab").as_deref(), Some("ab"));
        assert_eq!(of("multipart/form-data; boundary="), None);
        assert_eq!(of("multipart/mixed; boundary=a"), None);
        assert_eq!(of("text/turtle"), None);
    }

    proptest! {
        #[test]
        fn every_content_comes_back(
            contents in prop::collection::vec("(\r|\n|-|--|bound|\r\n--boun|[a-c]){0,12}", 0..4),
            drip in 1_usize..40,
        ) {
            let is_free = |content: &String| !format!("\r\n{content}").contains("\r\n--bound");
            prop_assume!(contents.iter().all(is_free));
            let mut body = String::new();
            for content in &contents {
                body += &format!("--bound\r\nContent-Type: text/turtle\r\n\r\n{content}\r\n");
            }
            body += "--bound--";
            let found: Vec<_> = parts(body.as_bytes(), drip).unwrap();
            let found: Vec<_> = found
                .into_iter()
                .map(|(_, content)| String::from_utf8(content).unwrap())
                .collect();
            prop_assert_eq!(found, contents);
        }
    }
}
