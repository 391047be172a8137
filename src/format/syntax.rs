//! The RDF syntaxes by their names, file extensions and media types.

use super::compression::Compression;
use std::fmt;
use std::path::Path;

/// A syntax that RDF is read from and written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Syntax {
    /// RDF 1.2 Turtle.
    Turtle,
    /// RDF 1.2 TriG.
    TriG,
    /// RDF 1.2 N-Triples.
    NTriples,
    /// RDF 1.2 N-Quads.
    NQuads,
    /// RDF 1.2 XML Syntax.
    RdfXml,
    /// JSON-LD 1.1.
    JsonLd,
}

impl Syntax {
    /// Every syntax, in the order in which help and error texts list them.
    pub const ALL: [Self; 6] =
        [Self::Turtle, Self::TriG, Self::NTriples, Self::NQuads, Self::RdfXml, Self::JsonLd];

    /// The syntax that a person means by this name or file extension; upper or lower case.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "ttl" | "turtle" => Self::Turtle,
            "trig" => Self::TriG,
            "nt" | "ntriples" | "n-triples" => Self::NTriples,
            "nq" | "nquads" | "n-quads" => Self::NQuads,
            "rdf" | "rdfxml" | "rdf/xml" | "owl" | "xml" => Self::RdfXml,
            "jsonld" | "json-ld" => Self::JsonLd,
            _ => return None,
        })
    }

    /// The syntax of a media type, whatever parameters follow it: `text/turtle; charset=utf-8`.
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next()?.trim().to_ascii_lowercase();
        Some(match essence.as_str() {
            "text/turtle" | "application/turtle" | "application/x-turtle" => Self::Turtle,
            "application/trig" | "application/x-trig" => Self::TriG,
            "application/n-triples" | "text/plain" => Self::NTriples,
            "application/n-quads" | "text/x-nquads" => Self::NQuads,
            "application/rdf+xml" | "application/xml" | "text/xml" => Self::RdfXml,
            "application/ld+json" | "application/json" => Self::JsonLd,
            _ => return None,
        })
    }

    /// The short name, which is also the usual file extension (but for RDF/XML, whose extension is `rdf`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::TriG => "trig",
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::RdfXml => "rdfxml",
            Self::JsonLd => "jsonld",
        }
    }

    /// The name that the specification has.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Turtle => "Turtle",
            Self::TriG => "TriG",
            Self::NTriples => "N-Triples",
            Self::NQuads => "N-Quads",
            Self::RdfXml => "RDF/XML",
            Self::JsonLd => "JSON-LD",
        }
    }

    /// The registered media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle",
            Self::TriG => "application/trig",
            Self::NTriples => "application/n-triples",
            Self::NQuads => "application/n-quads",
            Self::RdfXml => "application/rdf+xml",
            Self::JsonLd => "application/ld+json",
        }
    }

    /// Whether a file in it can declare prefixes that its writer uses.
    pub const fn has_prefixes(self) -> bool {
        matches!(self, Self::Turtle | Self::TriG | Self::RdfXml)
    }

    /// Whether a file can say which graph a triple stands in.
    pub const fn holds_named_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }

    /// Whether RDF 1.2 triple terms can be written as they are. JSON-LD 1.1 can't.
    pub const fn holds_triple_terms(self) -> bool {
        !matches!(self, Self::JsonLd)
    }
}

impl fmt::Display for Syntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.title())
    }
}

/// What the extension of a file's name says: `graph.ttl.gz` is Turtle in gzip. `None` for an unknown extension.
///
/// The files themselves aren't looked at.
pub fn syntax_of_path(path: &Path) -> Option<(Syntax, Compression)> {
    let extension = path.extension()?.to_str()?;
    match Compression::from_extension(extension) {
        Some(compression) => {
            let inner = Path::new(path.file_stem()?).extension()?.to_str()?;
            Some((Syntax::from_name(inner)?, compression))
        }
        None => Some((Syntax::from_name(extension)?, Compression::None)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_and_media_type_leads_back() {
        for syntax in Syntax::ALL {
            assert_eq!(Syntax::from_name(syntax.name()), Some(syntax));
            assert_eq!(Syntax::from_media_type(syntax.media_type()), Some(syntax));
            let with_parameter = format!("{} ; charset=utf-8", syntax.media_type().to_uppercase());
            assert_eq!(Syntax::from_media_type(&with_parameter), Some(syntax));
        }
        assert_eq!(Syntax::from_name("csv"), None);
    }

    #[test]
    fn a_path_names_syntax_and_compression() {
        let of = |path: &str| syntax_of_path(Path::new(path));
        assert_eq!(of("a/graph.ttl"), Some((Syntax::Turtle, Compression::None)));
        assert_eq!(of("graph.TTL.GZ"), Some((Syntax::Turtle, Compression::Gzip)));
        assert_eq!(of("graph.nq.zst"), Some((Syntax::NQuads, Compression::Zstd)));
        assert_eq!(of("x.owl.bz2"), Some((Syntax::RdfXml, Compression::Bzip2)));
        for unknown in ["graph", "graph.txt", "graph.gz", "ttl", ".ttl", "a.ttl/b", ""] {
            assert_eq!(of(unknown), None, "{unknown}");
        }
    }
}
