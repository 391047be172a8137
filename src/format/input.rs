//! Where RDF is read from: a file or any reader, decompressed on the way.

use super::compression::{Compression, Decompressed};
use super::error::ReadError;
use super::syntax::{Syntax, syntax_of_path};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path};

/// A text in a syntax of RDF, under a name for messages.
pub struct Input<'a> {
    /// What messages call it: the path as the user gave it, or `standard input`.
    pub name: String,
    /// The syntax of the text.
    pub syntax: Syntax,
    /// The most bytes that are read, counted after decompression; [`u64::MAX`] unless the caller sets it. What comes from
    /// strangers needs such a limit: 1 MB of gzip may hold 1 GB.
    pub bytes_max: u64,
    pub(super) reader: Decompressed<'a>,
}

impl Input<'static> {
    /// Opens a file. Without a syntax the name's extension tells it.
    ///
    /// Whether the content is compressed is seen from its first bytes; a name such as `x.ttl.gz` whose content is not
    /// compressed is an error when it is read.
    ///
    /// # Errors
    /// [`ReadError::NotFound`], [`ReadError::IsFolder`], [`ReadError::UnknownSyntax`], or [`ReadError::Io`].
    pub fn open(path: &Path, syntax: Option<Syntax>) -> Result<Self, ReadError> {
        let name = path.display().to_string();
        let io_error = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => ReadError::NotFound { file: name.clone() },
            _ => ReadError::Io { file: name.clone(), source },
        };
        let file = File::open(path).map_err(io_error)?;
        if file.metadata().map_err(io_error)?.is_dir() {
            return Err(ReadError::IsFolder { file: name });
        }
        let syntax = match syntax.or_else(|| syntax_of_path(path).map(|(syntax, _)| syntax)) {
            Some(syntax) => syntax,
            None => return Err(ReadError::UnknownSyntax { file: name }),
        };
        let promised = path
            .extension()
            .and_then(|extension| Compression::from_extension(extension.to_str()?))
            .unwrap_or(Compression::None);
        let reader = Decompressed::new(file, promised);
        Ok(Self { name, syntax, bytes_max: u64::MAX, reader })
    }
}

impl<'a> Input<'a> {
    /// Takes a reader, such as standard input. It may be compressed: its first bytes tell.
    ///
    /// It needs no buffer of its own. Nothing is read before [`super::read_quads`] is called.
    pub fn from_reader(
        name: impl Into<String>,
        syntax: Syntax,
        reader: impl Read + Send + 'a,
    ) -> Self {
        let reader = Decompressed::new(reader, Compression::None);
        Self { name: name.into(), syntax, bytes_max: u64::MAX, reader }
    }

    /// Takes a reader as it is, such as a request's body, which says by other means whether it is compressed: first bytes that
    /// look compressed are no text, and an error when they are read.
    pub fn from_plain_reader(
        name: impl Into<String>,
        syntax: Syntax,
        reader: impl Read + Send + 'a,
    ) -> Self {
        let reader = Decompressed::plain(reader);
        Self { name: name.into(), syntax, bytes_max: u64::MAX, reader }
    }
}

/// The `file://` IRI of an absolute path, for use as a base; `None` for a relative path.
///
/// Every byte that isn't unreserved in RFC 3986 (section 2.3) is percent-encoded, and `.` and `..` are resolved as text, as
/// section 5.2.4 does. Nothing is looked up in the file system.
pub fn file_iri(path: &Path) -> Option<String> {
    if !path.is_absolute() {
        return None;
    }
    let mut segments: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(segment) => {
                segments.push(percent_encoded(segment.as_encoded_bytes()))
            }
            // A drive, `C:`, is the first segment: `file:///C:/x`.
            Component::Prefix(prefix) => segments.push(prefix.as_os_str().to_str()?.to_owned()),
            Component::ParentDir => {
                segments.pop();
            }
            Component::RootDir | Component::CurDir => {}
        }
    }
    Some(format!("file:///{}", segments.join("/")))
}

/// Bytes as they stand in a segment of a path or a value of a query part: all but the unreserved characters of RFC 3986
/// (section 2.3) are percent-encoded.
pub fn percent_encoded(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len()), |mut text, &byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a String can't fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_not_to_open_a_file_has_its_error() {
        let folder = tempfile::tempdir().unwrap();
        let open = |name: &str, syntax| Input::open(&folder.path().join(name), syntax).err();
        std::fs::write(folder.path().join("a.txt"), "").unwrap();
        std::fs::create_dir(folder.path().join("b.ttl")).unwrap();
        assert!(matches!(open("none.ttl", None), Some(ReadError::NotFound { .. })));
        assert!(matches!(open("b.ttl", None), Some(ReadError::IsFolder { .. })));
        assert!(matches!(open("a.txt", None), Some(ReadError::UnknownSyntax { .. })));
        assert!(open("a.txt", Some(Syntax::Turtle)).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_path_becomes_an_iri() {
        let iri = |path: &str| file_iri(Path::new(path));
        assert_eq!(iri("/a b/é#?%.ttl").as_deref(), Some("file:///a%20b/%C3%A9%23%3F%25.ttl"));
        assert_eq!(iri("/a/./b/../c.ttl").as_deref(), Some("file:///a/c.ttl"));
        assert_eq!(iri("/../x").as_deref(), Some("file:///x"));
        assert_eq!(iri("a.ttl"), None);
    }
}
