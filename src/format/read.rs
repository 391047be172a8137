//! A file's quads, one after another, with the file's prefixes.

use super::blank_nodes::{BlankNodeScope, BlankNodes};
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
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, mpsc};

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
    let mut summary = ReadSummary::default();
    let mut labels = BlankNodeScope::new(blank_nodes);
    let mut failure = None;
    let take = |item| match item {
        Item::Prefix(name, namespace) => {
            summary.prefixes.insert(name, namespace);
            ControlFlow::Continue(())
        }
        Item::Quad(quad) => {
            let mut quad = labels.relabel(quad);
            if quad.graph_name == GraphName::DefaultGraph {
                quad.graph_name = options.graph.clone();
            }
            match sink(quad) {
                Ok(()) => {
                    summary.quads += 1;
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        }
    };
    if input.syntax == Syntax::JsonLd {
        parse_on_large_stack(input, options, take)?;
    } else {
        parse(input, options, take)?;
    }
    failure.map_or(Ok(summary), Err)
}

/// What a text gives, in its order.
enum Item {
    Prefix(String, String),
    Quad(Quad),
}

/// Parses a text until it ends or `take` breaks off. Blank nodes have the parser's labels.
fn parse(
    input: Input<'_>,
    options: &ReadOptions,
    mut take: impl FnMut(Item) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let syntax = input.syntax;
    let parser = parser(syntax, options)?;
    let mut source =
        Source::new(input.name, input.reader, Scanner::new(syntax)).with_bytes_max(input.bytes_max);
    // An empty file is an empty graph in each syntax; these two parsers don't think so.
    if matches!(syntax, Syntax::RdfXml | Syntax::JsonLd) && source.is_blank()? {
        return Ok(());
    }
    let source = RefCell::new(source);
    let remote = RemoteContext::default();
    let mut parser = refuse_remote_contexts(parser.for_reader(SharedSource(&source)), &remote);
    let mut first = true;
    while let Some(result) = parser.next() {
        let quad = result.map_err(|error| explain(error, &mut source.borrow_mut(), &remote))?;
        check_depth(&quad, &source.borrow())?;
        if (std::mem::take(&mut first) && take_prefixes(&parser, &mut take).is_break())
            || take(Item::Quad(quad)).is_break()
        {
            return Ok(());
        }
    }
    // The caller has no more to break off.
    let _ = take_prefixes(&parser, &mut take);
    Ok(())
}

/// The stack that the parser of JSON-LD gets. It calls itself for each level: 128 levels took between 4 and 8 MiB without
/// optimisation, where threads have 2 MiB by default. Pages that are never touched cost nothing.
const JSON_STACK_BYTES: usize = 32 * 1024 * 1024;
/// Items that go from the parser's thread to the caller's at once, and how many such batches may wait.
const BATCH_ITEMS: usize = 512;
const BATCHES_WAITING: usize = 4;

/// As [`parse`], on a thread with a stack that the deepest text allowed can't exhaust. `take` runs on the caller's.
fn parse_on_large_stack(
    input: Input<'_>,
    options: &ReadOptions,
    mut take: impl FnMut(Item) -> ControlFlow<()>,
) -> Result<(), ReadError> {
    let file = input.name.clone();
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel::<Vec<Item>>(BATCHES_WAITING);
        let work = move || {
            let mut batch = Vec::with_capacity(BATCH_ITEMS);
            let result = parse(input, options, |item| {
                batch.push(item);
                if batch.len() < BATCH_ITEMS {
                    return ControlFlow::Continue(());
                }
                let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH_ITEMS));
                match sender.send(full) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                }
            });
            // What came before an error is given too; nobody listens if the caller broke off.
            let _ = sender.send(batch);
            result
        };
        let thread = std::thread::Builder::new().stack_size(JSON_STACK_BYTES);
        let thread =
            thread.spawn_scoped(scope, work).map_err(|source| ReadError::Io { file, source })?;
        // Dropping the receiver, at the end of this statement, makes the parser's next batch its last.
        let broke_off = receiver.into_iter().flatten().any(|item| take(item).is_break());
        match thread.join() {
            Ok(_) if broke_off => Ok(()),
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
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

fn take_prefixes<R: io::Read>(
    parser: &ReaderQuadParser<R>,
    take: &mut impl FnMut(Item) -> ControlFlow<()>,
) -> ControlFlow<()> {
    parser
        .prefixes()
        .try_for_each(|(name, namespace)| take(Item::Prefix(name.to_owned(), namespace.to_owned())))
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
        Scanner::Turtle(_) | Scanner::Xml(_) | Scanner::Done => None,
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
