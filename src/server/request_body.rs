//! The body of a request: as a text, or as a reader for a worker.

use super::answer::wait;
use super::options::ServerLimits;
use super::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use bytes::{Buf, Bytes};
use flate2::read::MultiGzDecoder;
use http_body_util::BodyExt;
use std::error::Error;
use std::io::{self, Read};
use std::time::Instant;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

/// More than this many decompressed bytes for each byte sent is no text but an attack.
const RATIO_MAX: u64 = 100;
/// So much may a small body give, whatever the ratio.
const RATIO_FREE_BYTES: u64 = 1 << 20;

/// How a body is encoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Encoding {
    Identity,
    Gzip,
}

/// The media type of a body, without parameters and in lower case; empty if the client doesn't say.
///
/// # Errors
/// 415 for another encoding of characters than UTF-8.
pub fn media_type(headers: &HeaderMap) -> Result<String, Problem> {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let mut parts = value.unwrap_or_default().split(';');
    let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    });
    match charset {
        Some(charset)
            if !["utf-8", "utf8", "us-ascii"].contains(&charset.to_ascii_lowercase().as_str()) =>
        {
            let detail = "a body is read as UTF-8, and in no other encoding of characters";
            Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-charset", detail))
        }
        _ => Ok(essence),
    }
}

/// The problem of a body whose media type isn't one of those that are read.
pub fn unsupported_media_type(
    what: &str,
    possible: impl IntoIterator<Item = &'static str>,
) -> Problem {
    let possible: Vec<String> = possible.into_iter().map(str::to_owned).collect();
    let detail = format!("{what} is sent as {}", possible.join(" or "));
    Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", detail)
        .with_possible(possible)
}

/// Reads a body that is a text, such as a query.
///
/// # Errors
/// 413 past a limit, 415 for an encoding that isn't known, 400 for what is no UTF-8.
pub async fn text(headers: &HeaderMap, body: Body, bytes_max: u64) -> Result<String, Problem> {
    String::from_utf8(bytes(headers, body, bytes_max).await?).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        Problem::bad_request(format!("the body is no UTF-8: byte {offset} can't be read as text"))
    })
}

/// Reads a body whole, and decompresses it.
///
/// # Errors
/// 413 past a limit, 415 for an encoding that isn't known.
pub async fn bytes(headers: &HeaderMap, body: Body, bytes_max: u64) -> Result<Vec<u8>, Problem> {
    let encoding = encoding(headers)?;
    check_length(headers, bytes_max)?;
    let mut body = body;
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| read_problem(&io::Error::other(error)))?;
        if let Ok(piece) = frame.into_data() {
            if (bytes.len() + piece.len()) as u64 > bytes_max {
                return Err(too_large(bytes_max));
            }
            bytes.extend_from_slice(&piece);
        }
    }
    match encoding {
        Encoding::Identity => Ok(bytes),
        Encoding::Gzip => {
            let mut whole = Vec::new();
            let mut reader = Bounded::gzip(&bytes[..], bytes_max);
            reader.read_to_end(&mut whole).map_err(|error| read_problem(&error))?;
            Ok(whole)
        }
    }
}

/// Gives a body to a worker, which reads it as it comes, decompressed, until the deadline of its work.
///
/// # Errors
/// 413 for a body that says itself that it is too long, 415 for an encoding that isn't known.
pub fn reader(
    headers: &HeaderMap,
    body: Body,
    limits: &ServerLimits,
) -> Result<BodyReader, Problem> {
    let encoding = encoding(headers)?;
    check_length(headers, limits.body_bytes_max)?;
    let (pieces, receiver) = mpsc::channel(4);
    tokio::spawn(pump(body, pieces));
    let pieces =
        PieceReader { receiver, piece: Bytes::new(), runtime: Handle::current(), deadline: None };
    Ok(BodyReader { pieces, encoding, limits: limits.clone() })
}

/// Refuses a body that says itself that it is too long, before any of it is read.
fn check_length(headers: &HeaderMap, bytes_max: u64) -> Result<(), Problem> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    match length.map(str::parse::<u64>) {
        Some(Ok(length)) if length > bytes_max => Err(too_large(bytes_max)),
        _ => Ok(()),
    }
}

async fn pump(mut body: Body, pieces: mpsc::Sender<io::Result<Bytes>>) {
    while let Some(frame) = body.frame().await {
        let piece = match frame {
            Ok(frame) => match frame.into_data() {
                Ok(piece) => Ok(piece),
                Err(_) => continue,
            },
            Err(error) => Err(io::Error::other(error)),
        };
        let last = piece.is_err();
        if pieces.send(piece).await.is_err() || last {
            return;
        }
    }
}

/// A body on its way to a worker.
pub struct BodyReader {
    pieces: PieceReader,
    encoding: Encoding,
    limits: ServerLimits,
}

impl BodyReader {
    /// The bytes, decompressed, which end with an error past a limit or the deadline.
    pub fn read_until(mut self, deadline: Option<Instant>) -> Box<dyn Read + Send> {
        self.pieces.deadline = deadline;
        let sent = Bounded::plain(self.pieces, self.limits.body_bytes_max);
        match self.encoding {
            Encoding::Identity => Box::new(sent),
            Encoding::Gzip => Box::new(Bounded::gzip(sent, self.limits.decompressed_bytes_max)),
        }
    }
}

struct PieceReader {
    receiver: mpsc::Receiver<io::Result<Bytes>>,
    piece: Bytes,
    runtime: Handle,
    deadline: Option<Instant>,
}

impl Read for PieceReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            match wait(&self.runtime, self.deadline, self.receiver.recv())? {
                Some(piece) => self.piece = piece?,
                None => return Ok(0),
            }
        }
        let length = buffer.len().min(self.piece.len());
        self.piece.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}

/// A reader with a limit on its bytes, and for gzip on how many it makes of those that were sent.
struct Bounded<R> {
    reader: R,
    read: u64,
    bytes_max: u64,
    sent: fn(&R) -> u64,
}

impl<R: Read> Bounded<R> {
    fn plain(reader: R, bytes_max: u64) -> Self {
        Self { reader, read: 0, bytes_max, sent: |_| u64::MAX / RATIO_MAX }
    }
}

impl<R: Read> Bounded<MultiGzDecoder<Counted<R>>> {
    fn gzip(reader: R, bytes_max: u64) -> Self {
        let reader = MultiGzDecoder::new(Counted { reader, read: 0 });
        Self { reader, read: 0, bytes_max, sent: |decoder| decoder.get_ref().read }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.read += length as u64;
        let allowed = RATIO_FREE_BYTES.max((self.sent)(&self.reader).saturating_mul(RATIO_MAX));
        if self.read > self.bytes_max || self.read > allowed {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(length)
    }
}

struct Counted<R> {
    reader: R,
    read: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.reader.read(buffer)?;
        self.read += length as u64;
        Ok(length)
    }
}

/// The problem that an error of a body's reader stands for.
pub fn read_problem(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body-limit",
            "the body has more bytes than the server reads, as sent or decompressed",
        ),
        io::ErrorKind::TimedOut => Problem::timeout(),
        _ if is_too_slow(error) => Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "slow-body",
            "the body comes more slowly than the server waits for",
        ),
        _ => broken(&error.to_string()),
    }
}

/// Whether a connection gave up on its client.
fn is_too_slow(error: &io::Error) -> bool {
    let mut cause: Option<&(dyn Error + 'static)> = error.get_ref().map(|inner| inner as _);
    while let Some(error) = cause {
        let timed_out = |error: &io::Error| error.kind() == io::ErrorKind::TimedOut;
        if error.downcast_ref().is_some_and(timed_out) {
            return true;
        }
        cause = error.source();
    }
    false
}

fn broken(why: &str) -> Problem {
    Problem::bad_request(format!("the body can't be read: {why}"))
}

fn too_large(bytes_max: u64) -> Problem {
    let detail = format!("the body has more than {bytes_max} bytes");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body-limit", detail)
}

fn encoding(headers: &HeaderMap) -> Result<Encoding, Problem> {
    let Some(value) = headers.get(header::CONTENT_ENCODING) else { return Ok(Encoding::Identity) };
    match value.as_bytes().to_ascii_lowercase().as_slice() {
        b"identity" | b"" => Ok(Encoding::Identity),
        b"gzip" | b"x-gzip" => Ok(Encoding::Gzip),
        _ => {
            let detail = "a body may be encoded with gzip, or not at all";
            Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-encoding", detail))
        }
    }
}
