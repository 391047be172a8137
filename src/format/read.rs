//! A file's quads, one after another, with the file's prefixes.

use super::blank_nodes::{BlankNodes, FileBlankNodes};
use super::error::{ReadError, plain_message};
use super::input::Input;
use super::scan::{Scanner, TOKEN_BYTES_MAX, TRIPLE_TERM_DEPTH_MAX};
use super::source::{SharedSource, Source};
use super::syntax::Syntax;
use crate::model::{GraphName, Prefixes, Quad, Term};
use oxigraph::io::{
    JsonLdProfileSet, RdfFormat, RdfParseError, RdfParser, RdfSyntaxError, ReaderQuadParser,
};
use std::cell::RefCell;
use std::io;
use std::sync::{Arc, Mutex};

/// How a file is read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// What relative IRIs are resolved against, until the file itself names a base. Without one a relative IRI is an error, but
    /// in JSON-LD, whose algorithm leaves such a triple out.
    pub base: Option<String>,
    /// The graph of the triples for which the file names none. The file's own named graphs stay as they are.
    pub graph: GraphName,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { base: None, graph: GraphName::DefaultGraph }
    }
}

/// What was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReadSummary {
    /// The quads given to the sink, duplicates included.
    pub quads: u64,
    /// The prefixes that the file declares. Of RDF/XML and JSON-LD these are the ones in force at the first triple.
    pub prefixes: Prefixes,
}

/// Where the parser's call for a remote context leaves the context's IRI.
type RemoteContext = Arc<Mutex<Option<String>>>;

/// Reads a text and gives its quads to `sink`, in the order of the text. The text is never in memory as a whole.
///
/// A sink's error ends the reading and is returned. Quads that came before an error were given to the sink.
///
/// # Errors
/// Any [`ReadError`] but those of [`Input::open`]. Places are exact (line and column of the token in question), but in these
/// cases: RDF/XML names the beginning of the tag or text that is refused, JSON-LD the token at which a fault of meaning is found
/// (that may be the end of the object that has it), and a token that begins more than 64 KiB back has the place that the parser
/// below gives, or of RDF/XML the furthest place back that is known.
pub fn read_quads<E: From<ReadError>>(
    input: Input<'_>,
    options: &ReadOptions,
    blank_nodes: &mut BlankNodes,
    mut sink: impl FnMut(Quad) -> Result<(), E>,
) -> Result<ReadSummary, E> {
    let syntax = input.syntax;
    let parser = parser(syntax, options)?;
    let mut source = Source::new(input);
    let mut summary = ReadSummary::default();
    // An empty file is an empty graph in each syntax; these two parsers don't think so.
    if matches!(syntax, Syntax::RdfXml | Syntax::JsonLd) && source.is_blank()? {
        return Ok(summary);
    }
    let source = RefCell::new(source);
    let remote = RemoteContext::default();
    let mut parser = refuse_remote_contexts(parser.for_reader(SharedSource(&source)), &remote);
    let mut labels = FileBlankNodes::new(blank_nodes);
    while let Some(result) = parser.next() {
        let quad = match result {
            Ok(quad) => quad,
            Err(error) => return Err(explain(error, &mut source.borrow_mut(), &remote).into()),
        };
        check_depth(&quad, &source.borrow())?;
        if summary.quads == 0 {
            add_prefixes(&mut summary.prefixes, &parser);
        }
        let mut quad = labels.relabel(quad);
        if quad.graph_name == GraphName::DefaultGraph {
            quad.graph_name = options.graph.clone();
        }
        sink(quad)?;
        summary.quads += 1;
    }
    add_prefixes(&mut summary.prefixes, &parser);
    Ok(summary)
}

pub(super) fn rdf_format(syntax: Syntax) -> RdfFormat {
    match syntax {
        Syntax::Turtle => RdfFormat::Turtle,
        Syntax::TriG => RdfFormat::TriG,
        Syntax::NTriples => RdfFormat::NTriples,
        Syntax::NQuads => RdfFormat::NQuads,
        Syntax::RdfXml => RdfFormat::RdfXml,
        Syntax::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
    }
}

fn parser(syntax: Syntax, options: &ReadOptions) -> Result<RdfParser, ReadError> {
    let parser = RdfParser::from_format(rdf_format(syntax));
    let Some(base) = &options.base else { return Ok(parser) };
    parser.with_base_iri(base).map_err(|error| ReadError::InvalidBase {
        base: base.clone(),
        message: plain_message(&error.to_string()),
    })
}

fn refuse_remote_contexts<R: io::Read>(
    parser: ReaderQuadParser<R>,
    remote: &RemoteContext,
) -> ReaderQuadParser<R> {
    let remote = Arc::clone(remote);
    parser.with_document_loader(move |iri| {
        if let Ok(mut found) = remote.lock() {
            found.get_or_insert_with(|| iri.to_owned());
        }
        Err("contexts are not fetched".into())
    })
}

fn add_prefixes<R: io::Read>(prefixes: &mut Prefixes, parser: &ReaderQuadParser<R>) {
    for (name, namespace) in parser.prefixes() {
        prefixes.insert(name, namespace);
    }
}

/// RDF/XML nests triple terms in elements, of which more are allowed.
fn check_depth(quad: &Quad, source: &Source<'_>) -> Result<(), ReadError> {
    let mut depth = 0;
    let mut object = &quad.object;
    while let Term::Triple(triple) = object {
        depth += 1;
        object = &triple.object;
    }
    if depth <= TRIPLE_TERM_DEPTH_MAX {
        return Ok(());
    }
    Err(ReadError::TooDeep {
        place: source.token_place(),
        what: "triple terms",
        depth_max: TRIPLE_TERM_DEPTH_MAX,
    })
}

/// Turns a parser's error into ours, with its place.
fn explain(error: RdfParseError, source: &mut Source<'_>, remote: &RemoteContext) -> ReadError {
    if let Some(failure) = source.take_failure() {
        return failure;
    }
    match error {
        // The parsers' buffers have a limit, and that is how they say so.
        RdfParseError::Io(error) if error.kind() == io::ErrorKind::OutOfMemory => {
            ReadError::TooLarge {
                place: source.token_place(),
                what: "one string, IRI or comment",
                bytes_max: TOKEN_BYTES_MAX,
            }
        }
        RdfParseError::Io(error) => ReadError::Io { file: source.name().to_owned(), source: error },
        RdfParseError::Syntax(error) => {
            if let Some(iri) = remote.lock().ok().and_then(|mut found| found.take()) {
                return remote_context(iri, source);
            }
            let message = plain_message(&error.to_string());
            ReadError::Syntax { place: syntax_place(&error, source), message }
        }
    }
}

fn remote_context(iri: String, source: &Source<'_>) -> ReadError {
    let place = match source.scanner() {
        Scanner::Json(scanner) => {
            scanner.context_offset(&iri).and_then(|offset| source.place_at(offset))
        }
        Scanner::Turtle(_) | Scanner::Xml(_) => None,
    };
    ReadError::RemoteContext { place: place.unwrap_or_else(|| source.token_place()), iri }
}

fn syntax_place(error: &RdfSyntaxError, source: &Source<'_>) -> crate::model::Place {
    match error.location() {
        Some(location) => source
            .place_at(location.start.offset)
            .unwrap_or_else(|| source.place(location.start.line + 1, location.start.column + 1)),
        None => source.token_place(),
    }
}
