//! Quads as a file in a syntax of RDF.

use super::rdf_xml::RdfXmlWriter;
use super::read::rdf_format;
use super::statements::statements_for_triple_terms;
use super::syntax::Syntax;
use super::term_text::escape_controls;
use crate::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Prefixes, Quad, Term};
use oxigraph::io::{RdfSerializer, WriterQuadSerializer};
use std::borrow::Borrow;
use std::convert::Infallible;
use std::fmt;
use std::io::{self, BufWriter, Write};
use thiserror::Error;

/// What was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct WriteSummary {
    /// The quads that came in.
    pub quads: u64,
    /// Triple terms that stand as `rdf:Statement` nodes in the file, because its syntax has no triple terms.
    pub statements: u64,
}

/// Why something could not be written. `E` is what the source of quads or solutions fails with.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WriteError<E: fmt::Display = Infallible> {
    /// The source failed. What came before was written.
    #[error("{0}")]
    Source(E),
    /// The output failed.
    #[error("cannot write: {0}")]
    Io(#[from] io::Error),
    /// A triple stands in a named graph, and the syntax has none.
    #[error(
        "{syntax} holds no named graphs, and there is a triple in {graph}; the formats that hold them are trig, nq and jsonld"
    )]
    NamedGraph {
        /// The syntax that was asked for.
        syntax: Syntax,
        /// The first named graph that came.
        graph: GraphName,
    },
    /// A predicate that can't be the name of an XML element.
    #[error(
        "RDF/XML can't hold the predicate <{}>: {reason}; every other format can, such as ttl",
        escape_controls(predicate)
    )]
    PredicateNotInXml {
        /// The predicate's IRI.
        predicate: String,
        /// What prevents it.
        reason: &'static str,
    },
    /// A character that XML 1.0 has no way to write, escaped or not.
    #[error(
        "XML can't hold the character U+{:04X}, which is in {text:?}; other formats can, such as ttl or json",
        u32::from(*character)
    )]
    CharacterNotInXml {
        /// The character.
        character: char,
        /// The text that has it, shortened.
        text: String,
    },
}

/// Writes quads one by one as they come; JSON-LD alone holds all of them in memory first, since a triple term there is written
/// by what else is said of its reifier.
///
/// The same quads in the same order give the same bytes. Prefixes are those of Turtle, TriG and RDF/XML, and all of them are
/// declared: see [`write_quad_slice`] and [`used_prefixes`] for the used ones only.
///
/// An iterator that can't fail gives `Ok::<_, Infallible>(quad)`. `out` needs no buffer of its own, and is flushed at the end.
///
/// # Errors
/// Any [`WriteError`]. The output then ends somewhere in the middle and is no whole file.
pub fn write_quads<W: Write, E: fmt::Display>(
    out: W,
    syntax: Syntax,
    prefixes: &Prefixes,
    quads: impl IntoIterator<Item = Result<Quad, E>>,
) -> Result<WriteSummary, WriteError<E>> {
    let mut summary = WriteSummary::default();
    let mut writer = QuadWriter::new(BufWriter::new(out), syntax, prefixes)?;
    let counted = quads.into_iter().map(|quad| {
        let quad = quad.map_err(WriteError::Source)?;
        summary.quads += 1;
        Ok::<_, WriteError<E>>(quad)
    });
    if syntax.holds_triple_terms() {
        for quad in counted {
            writer.write(&quad?)?;
        }
    } else {
        let quads = counted.collect::<Result<Vec<_>, _>>()?;
        let (quads, statements) = statements_for_triple_terms(quads);
        summary.statements = statements;
        for quad in &quads {
            writer.write(quad)?;
        }
    }
    writer.finish()?;
    Ok(summary)
}

/// [`write_quads`] of quads that are in memory; it declares only the prefixes that they use.
///
/// # Errors
/// As [`write_quads`].
pub fn write_quad_slice<W: Write>(
    out: W,
    syntax: Syntax,
    prefixes: &Prefixes,
    quads: &[Quad],
) -> Result<WriteSummary, WriteError> {
    let prefixes = used_prefixes(prefixes, quads);
    write_quads(out, syntax, &prefixes, quads.iter().cloned().map(Ok::<_, Infallible>))
}

/// The prefixes whose namespace some IRI in the quads begins with.
pub fn used_prefixes(
    prefixes: &Prefixes,
    quads: impl IntoIterator<Item = impl Borrow<Quad>>,
) -> Prefixes {
    let mut unused: Vec<(&str, &str)> = prefixes.iter().collect();
    let mut used = Prefixes::default();
    let mut look = |iri: NamedNodeRef<'_>| {
        unused.retain(|(name, namespace)| {
            let is_used = !namespace.is_empty() && iri.as_str().starts_with(namespace);
            if is_used {
                used.insert(*name, *namespace);
            }
            !is_used
        });
    };
    for quad in quads {
        let quad = quad.borrow();
        if let GraphName::NamedNode(graph) = &quad.graph_name {
            look(graph.as_ref());
        }
        look_at_triple(&quad.subject, quad.predicate.as_ref(), &quad.object, &mut look);
    }
    used
}

fn look_at_triple(
    subject: &NamedOrBlankNode,
    predicate: NamedNodeRef<'_>,
    object: &Term,
    look: &mut impl FnMut(NamedNodeRef<'_>),
) {
    if let NamedOrBlankNode::NamedNode(subject) = subject {
        look(subject.as_ref());
    }
    look(predicate);
    match object {
        Term::NamedNode(object) => look(object.as_ref()),
        Term::Literal(object) => look(object.datatype()),
        Term::Triple(object) => {
            look_at_triple(&object.subject, object.predicate.as_ref(), &object.object, look);
        }
        Term::BlankNode(_) => {}
    }
}

/// One syntax's writer.
enum QuadWriter<W: Write> {
    RdfXml(RdfXmlWriter<W>),
    Other { writer: Box<WriterQuadSerializer<W>>, syntax: Syntax },
}

impl<W: Write> QuadWriter<W> {
    fn new(out: W, syntax: Syntax, prefixes: &Prefixes) -> io::Result<Self> {
        if syntax == Syntax::RdfXml {
            return Ok(Self::RdfXml(RdfXmlWriter::new(out, prefixes)?));
        }
        let mut serializer = RdfSerializer::from_format(rdf_format(syntax));
        for (name, namespace) in prefixes.iter().filter(|(name, _)| is_prefix_name(name)) {
            // A namespace that is no absolute IRI shortens nothing.
            if let Ok(with_prefix) = serializer.clone().with_prefix(name, namespace) {
                serializer = with_prefix;
            }
        }
        Ok(Self::Other { writer: Box::new(serializer.for_writer(out)), syntax })
    }

    fn write<E: fmt::Display>(&mut self, quad: &Quad) -> Result<(), WriteError<E>> {
        let syntax = match self {
            Self::RdfXml(_) => Syntax::RdfXml,
            Self::Other { syntax, .. } => *syntax,
        };
        if quad.graph_name != GraphName::DefaultGraph && !syntax.holds_named_graphs() {
            return Err(WriteError::NamedGraph { syntax, graph: quad.graph_name.clone() });
        }
        match self {
            Self::RdfXml(writer) => writer.write(quad),
            Self::Other { writer, .. } => Ok(writer.serialize_quad(quad)?),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::RdfXml(writer) => writer.finish()?.flush(),
            Self::Other { writer, .. } => writer.finish()?.flush(),
        }
    }
}

/// Whether Turtle can declare a prefix of this name; a subset of PN_PREFIX (production 167), and the empty one.
fn is_prefix_name(name: &str) -> bool {
    name.is_empty()
        || name.starts_with(char::is_alphabetic)
            && !name.ends_with('.')
            && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
