//! Compressed files: gzip, Zstandard and bzip2, recognised by their first bytes, several members one after another included.
//!
//! A decoder's complaint becomes a [`DecodeError`] inside of the `io::Error`, so that the reader above can tell a file that is
//! cut off from one that is wrong.

use ruzstd::decoding::FrameDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use thiserror::Error;

/// How the bytes of a file are compressed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Compression {
    /// Not at all.
    None,
    /// gzip, RFC 1952.
    Gzip,
    /// Zstandard, RFC 8878.
    Zstd,
    /// bzip2.
    Bzip2,
}

impl Compression {
    /// The compression that a file extension stands for; `None` for an extension of anything else.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "gz" | "gzip" => Some(Self::Gzip),
            "zst" | "zstd" => Some(Self::Zstd),
            "bz2" | "bzip2" => Some(Self::Bzip2),
            _ => None,
        }
    }

    /// The compression that a file starting with these bytes has. [`MAGIC_BYTES`] of them are enough; no text in a syntax of RDF
    /// starts in this way.
    fn from_magic(start: &[u8]) -> Self {
        const BZIP2_BLOCK: &[u8] = &[0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
        const BZIP2_END: &[u8] = &[0x17, 0x72, 0x45, 0x38, 0x50, 0x90];
        match start {
            [0x1F, 0x8B, ..] => Self::Gzip,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Self::Zstd,
            // A skippable frame, which pzstd and seekable files start with.
            [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Self::Zstd,
            [b'B', b'Z', b'h', b'1'..=b'9', rest @ ..]
                if !rest.is_empty()
                    && (BZIP2_BLOCK.starts_with(&rest[..rest.len().min(6)])
                        || BZIP2_END.starts_with(&rest[..rest.len().min(6)])) =>
            {
                Self::Bzip2
            }
            _ => Self::None,
        }
    }
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "uncompressed",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Bzip2 => "bzip2",
        })
    }
}

/// As many first bytes as tell each compression from text.
const MAGIC_BYTES: usize = 10;

/// What a decoder complains about; it travels inside of an `io::Error`.
#[derive(Debug, Error)]
pub(super) enum DecodeError {
    #[error("the {0} file ends too early")]
    EndsEarly(Compression),
    #[error("{message}")]
    Corrupt { compression: Compression, message: String },
}

impl DecodeError {
    fn corrupt(compression: Compression, message: impl fmt::Display) -> io::Error {
        io::Error::other(Self::Corrupt { compression, message: message.to_string() })
    }
}

/// The decompressed bytes of a reader, which is looked at on the first read only: making one never blocks and never fails.
pub(super) struct Decompressed<'a> {
    /// What the file's name promises; `None` in [`Compression`] promises nothing.
    promised: Compression,
    stage: Stage<'a>,
}

enum Stage<'a> {
    Unopened(Box<dyn Read + Send + 'a>),
    Open { reader: Box<dyn Read + Send + 'a>, compression: Compression },
    Failed,
}

impl<'a> Decompressed<'a> {
    pub(super) fn new(reader: impl Read + Send + 'a, promised: Compression) -> Self {
        Self { promised, stage: Stage::Unopened(Box::new(reader)) }
    }

    /// A reader that isn't compressed, whatever its first bytes are.
    pub(super) fn plain(reader: impl Read + Send + 'a) -> Self {
        let compression = Compression::None;
        let stage = Stage::Open { reader: Box::new(reader), compression };
        Self { promised: compression, stage }
    }

    /// Reads the first bytes and puts the decoder in place that they ask for.
    fn open(&self, mut reader: Box<dyn Read + Send + 'a>) -> io::Result<Stage<'a>> {
        let mut start = Vec::with_capacity(MAGIC_BYTES);
        (&mut reader).take(MAGIC_BYTES as u64).read_to_end(&mut start)?;
        let compression = Compression::from_magic(&start);
        if self.promised != Compression::None && compression != self.promised {
            if start.is_empty() {
                return Err(io::Error::other(DecodeError::EndsEarly(self.promised)));
            }
            return Err(DecodeError::corrupt(self.promised, "its first bytes are others"));
        }
        let whole = io::Cursor::new(start).chain(reader);
        let reader: Box<dyn Read + Send + 'a> = match compression {
            Compression::None => Box::new(whole),
            Compression::Gzip => Box::new(flate2::read::MultiGzDecoder::new(whole)),
            Compression::Bzip2 => Box::new(bzip2::read::MultiBzDecoder::new(whole)),
            Compression::Zstd => Box::new(ZstdFrames::new(whole)),
        };
        Ok(Stage::Open { reader, compression })
    }
}

impl Read for Decompressed<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if let Stage::Unopened(_) = self.stage
            && let Stage::Unopened(reader) = std::mem::replace(&mut self.stage, Stage::Failed)
        {
            self.stage = self.open(reader)?;
        }
        match &mut self.stage {
            Stage::Open { reader, compression } => {
                reader.read(out).map_err(|error| classify(error, *compression))
            }
            Stage::Unopened(_) | Stage::Failed => {
                Err(io::Error::other("read again after an error"))
            }
        }
    }
}

/// Tells what a decoder's error means. Errors of the system below the decoder (no permission, a broken disk) stay as they are.
fn classify(error: io::Error, compression: Compression) -> io::Error {
    if compression == Compression::None || error.get_ref().is_some_and(|e| e.is::<DecodeError>()) {
        return error;
    }
    match error.kind() {
        io::ErrorKind::Interrupted => error,
        io::ErrorKind::UnexpectedEof => io::Error::other(DecodeError::EndsEarly(compression)),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other => {
            DecodeError::corrupt(compression, error)
        }
        _ => error,
    }
}

/// Zstandard frames one after another; ruzstd itself reads one.
struct ZstdFrames<R> {
    source: BufReader<R>,
    decoder: FrameDecoder,
    /// Whether the decoder is inside of a frame.
    in_frame: bool,
}

impl<R: Read> ZstdFrames<R> {
    fn new(source: R) -> Self {
        Self { source: BufReader::new(source), decoder: FrameDecoder::new(), in_frame: false }
    }

    /// Goes to the next frame with content; false at the end of the file.
    fn next_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.source.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.source) {
                Ok(()) => {
                    self.in_frame = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    let skipped = io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
                    if skipped < length {
                        return Err(io::Error::other(DecodeError::EndsEarly(Compression::Zstd)));
                    }
                }
                Err(error) => return Err(self.explain(error)),
            }
        }
    }

    /// ruzstd doesn't say by the kind of its error that the input ended; that no byte is left does.
    fn explain(&mut self, error: FrameDecoderError) -> io::Error {
        match self.source.fill_buf() {
            Ok([]) => io::Error::other(DecodeError::EndsEarly(Compression::Zstd)),
            Ok(_) => DecodeError::corrupt(Compression::Zstd, error),
            Err(error) => error,
        }
    }

    /// The frame's checksum, where it has one, must be that of the bytes that came out.
    fn end_frame(&mut self) -> io::Result<()> {
        self.in_frame = false;
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(stored), Some(computed)) if stored != computed => {
                Err(DecodeError::corrupt(Compression::Zstd, "the checksum is wrong"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: Read> Read for ZstdFrames<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        use ruzstd::decoding::BlockDecodingStrategy::UptoBytes;
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.in_frame && !self.next_frame()? {
                return Ok(0);
            }
            if self.decoder.can_collect() == 0
                && !self.decoder.is_finished()
                && let Err(error) =
                    self.decoder.decode_blocks(&mut self.source, UptoBytes(out.len()))
            {
                return Err(self.explain(error));
            }
            let count = self.decoder.read(out)?;
            if count > 0 {
                return Ok(count);
            }
            if self.decoder.is_finished() {
                self.end_frame()?;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const TEXT: &[u8] = b"<http://example.org/s> <http://example.org/p> \"o\" .\n";

    fn compressed(compression: Compression, text: &[u8]) -> Vec<u8> {
        match compression {
            Compression::None => text.to_vec(),
            Compression::Gzip => {
                let mut writer = flate2::write::GzEncoder::new(Vec::new(), Default::default());
                writer.write_all(text).unwrap();
                writer.finish().unwrap()
            }
            Compression::Bzip2 => {
                let mut writer = bzip2::write::BzEncoder::new(Vec::new(), Default::default());
                writer.write_all(text).unwrap();
                writer.finish().unwrap()
            }
            Compression::Zstd => {
                ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
            }
        }
    }

    fn read(bytes: &[u8], promised: Compression) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        Decompressed::new(bytes, promised).read_to_end(&mut text).map(|_| text)
    }

    fn decode_error(result: io::Result<Vec<u8>>) -> DecodeError {
        result.unwrap_err().downcast().unwrap()
    }

    #[test]
    fn several_members_are_one_text() {
        for compression in [Compression::Gzip, Compression::Bzip2, Compression::Zstd] {
            let mut file = compressed(compression, TEXT);
            file.extend(compressed(compression, TEXT));
            assert_eq!(read(&file, Compression::None).unwrap(), [TEXT, TEXT].concat());
            assert_eq!(read(&file, compression).unwrap(), [TEXT, TEXT].concat());
        }
    }

    #[test]
    fn a_skippable_frame_is_skipped() {
        let mut file = vec![0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9];
        file.extend(compressed(Compression::Zstd, TEXT));
        assert_eq!(read(&file, Compression::None).unwrap(), TEXT);
    }

    #[test]
    fn every_cut_is_seen() {
        let text = TEXT.repeat(50);
        for compression in [Compression::Gzip, Compression::Bzip2, Compression::Zstd] {
            let file = compressed(compression, &text);
            for length in 0..file.len() {
                let error = decode_error(read(&file[..length], compression));
                assert!(
                    matches!(error, DecodeError::EndsEarly(_)) || length < MAGIC_BYTES,
                    "{compression} cut to {length}: {error:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_not_compressed_as_promised_is_corrupt() {
        let error = decode_error(read(TEXT, Compression::Gzip));
        assert!(matches!(error, DecodeError::Corrupt { compression: Compression::Gzip, .. }));
        let mut file = compressed(Compression::Gzip, TEXT);
        let last = file.len() - 6;
        file[last] ^= 1;
        assert!(matches!(
            decode_error(read(&file, Compression::Gzip)),
            DecodeError::Corrupt { compression: Compression::Gzip, .. }
        ));
    }

    #[test]
    fn text_that_looks_like_bzip2_at_first_is_text() {
        for text in [&b"BZh1:a BZh1:b BZh1:c ."[..], b"BZh1", b"BZ", b""] {
            assert_eq!(read(text, Compression::None).unwrap(), text);
        }
    }

    #[test]
    fn a_plain_reader_is_read_as_it_is() {
        for bytes in [TEXT.to_vec(), compressed(Compression::Gzip, TEXT)] {
            let mut read = Vec::new();
            Decompressed::plain(&bytes[..]).read_to_end(&mut read).unwrap();
            assert_eq!(read, bytes);
        }
    }
}
