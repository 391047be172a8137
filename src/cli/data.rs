//! Loading what the data options name.

use super::args::{DataArgs, DataFormat};
use super::error::CliError;
use super::output::Terminal;
use crate::database::Database;
use crate::evidence::{Source, Sources, Status, ViewSpec};
use crate::explore::Namer;
use crate::format::{Input, ReadError, ReadOptions, Syntax, file_iri, syntax_of_path};
use crate::model::{GraphName, NamedNode, Prefixes, Variable};
use crate::sparql::{Parameters, parse_term};
use crate::store::{Loader, Snapshot};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io;
use std::path::Path;
use std::time::Duration;

impl From<DataFormat> for Syntax {
    fn from(format: DataFormat) -> Self {
        match format {
            DataFormat::Ttl => Self::Turtle,
            DataFormat::Trig => Self::TriG,
            DataFormat::Nt => Self::NTriples,
            DataFormat::Nq => Self::NQuads,
            DataFormat::Rdfxml => Self::RdfXml,
            DataFormat::Jsonld => Self::JsonLd,
        }
    }
}

/// The data that the options name, else the article's graph. From here on the time of `--timeout` counts.
pub fn load(args: &DataArgs, terminal: &Terminal) -> Result<Database, CliError> {
    let database = load_files(args, terminal)?;
    terminal.start_clock();
    Ok(database)
}

fn load_files(args: &DataArgs, terminal: &Terminal) -> Result<Database, CliError> {
    if args.data.is_empty() && args.named_graph.is_empty() {
        terminal.note_on_terminal(
            "The data is the graph of one news article that comes with westlake; --data FILE loads your own.",
        );
        return Ok(Database::article());
    }
    let mut files: Vec<(GraphName, &str)> =
        args.data.iter().map(|file| (GraphName::DefaultGraph, file.as_str())).collect();
    for graph in &args.named_graph {
        files.push(named_graph(graph)?);
    }
    if files.iter().filter(|(_, file)| *file == "-").count() > 1 {
        return Err(CliError::Usage("standard input can be read only once".to_owned()));
    }
    let progress = progress_bar(terminal);
    let database = Database::load(|loader| {
        let mut before = 0;
        for (graph, file) in files {
            before += read_file(loader, file, graph, args, |quads| {
                progress.set_position(before + quads);
                progress.set_message(file.to_owned());
            })?;
        }
        Ok::<_, CliError>(())
    });
    progress.finish_and_clear();
    database
}

fn named_graph(text: &str) -> Result<(GraphName, &str), CliError> {
    let wrong = |why: &str| {
        CliError::Usage(format!(
            "--named-graph {text}: {why}; it is IRI=FILE, like http://example.com/g=data.ttl"
        ))
    };
    let (iri, file) = text.rsplit_once('=').ok_or_else(|| wrong("there is no ="))?;
    let iri =
        iri_of(iri, &Prefixes::standard()).ok_or_else(|| wrong("the graph's name is no IRI"))?;
    Ok((iri.into(), file))
}

/// An IRI, in brackets or not, or a prefixed name.
pub fn iri_of(text: &str, prefixes: &Prefixes) -> Option<NamedNode> {
    let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    let expanded = prefixes.expand(bare);
    NamedNode::new(expanded.as_deref().unwrap_or(bare)).ok()
}

fn read_file(
    loader: &mut Loader<'_>,
    file: &str,
    graph: GraphName,
    args: &DataArgs,
    progress: impl FnMut(u64),
) -> Result<u64, CliError> {
    let syntax = args.data_format.map(Syntax::from);
    let input = if file == "-" {
        let Some(syntax) = syntax else {
            return Err(CliError::Usage(
                "standard input needs --data-format: ttl, trig, nt, nq, rdfxml or jsonld"
                    .to_owned(),
            ));
        };
        Input::from_reader("standard input", syntax, io::stdin())
    } else {
        let path = Path::new(file);
        // The extension says more of a file than an option that is there for standard input.
        Input::open(path, syntax.filter(|_| syntax_of_path(path).is_none())).map_err(|error| {
            match error {
                ReadError::UnknownSyntax { .. } => {
                    CliError::Failed(format!("{error}, with --data-format"))
                }
                error => error.into(),
            }
        })?
    };
    let base = match &args.base {
        Some(base) => Some(base.clone()),
        None if file == "-" => None,
        None => file_base(Path::new(file)),
    };
    Ok(loader.read(input, &ReadOptions { base, graph }, progress)?)
}

/// What the relative IRIs of a file are resolved against: its own `file://` IRI.
pub fn file_base(path: &Path) -> Option<String> {
    file_iri(&std::path::absolute(path).ok()?)
}

/// A count of the quads read, on a terminal, for a load that takes a while.
fn progress_bar(terminal: &Terminal) -> ProgressBar {
    let bar = ProgressBar::no_length();
    if !terminal.shows_progress() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
        return bar;
    }
    let style = ProgressStyle::with_template("{spinner} {human_pos} triples, {per_sec}  {msg}");
    // The template is a constant that the crate accepts.
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// The view that `--status` names.
pub fn view_spec(status: &str, database: &Database) -> Result<ViewSpec, CliError> {
    ViewSpec::parse(status, database.prefixes()).map_err(|error| {
        let statuses = Status::ALL.map(Status::name).join(", ");
        let text = error.text;
        CliError::Failed(format!(
            "\"{text}\" is no status; use asserted, all, or a list of {statuses}"
        ))
    })
}

/// The names that `--lang` prefers.
pub fn namer(args: &DataArgs, database: &Database) -> Namer {
    Namer::new(&database.snapshot(), database.prefixes(), args.lang.as_deref())
}

/// The values that `--param` gives to a query's variables.
pub fn parameters(
    given: &[String],
    args: &DataArgs,
    database: &Database,
) -> Result<Parameters, CliError> {
    let mut parameters = Parameters::default();
    for text in given {
        let wrong = |why: &str| {
            CliError::Usage(format!("--param {text}: {why}; it is NAME=VALUE, like who=:DeepSeek"))
        };
        let (name, value) = text.split_once('=').ok_or_else(|| wrong("there is no ="))?;
        let name = name.strip_prefix(['?', '$']).unwrap_or(name);
        let variable = Variable::new(name).map_err(|_| wrong("the name is no variable's"))?;
        let value = parse_term(value, database.prefixes(), args.base.as_deref())
            .map_err(|error| CliError::Failed(format!("--param {name}: {error}")))?;
        parameters.insert(variable, value)?;
    }
    Ok(parameters)
}

/// The sources that `--source` gives, each with its document.
pub fn sources(
    given: &[String],
    snapshot: &Snapshot,
    prefixes: &Prefixes,
) -> Result<Sources, CliError> {
    Ok(Sources::matched(snapshot, &given_sources(given, prefixes)?)?)
}

/// What is served: the data that the options name, with its documents.
#[cfg(feature = "server")]
pub fn served(
    args: &super::args::ServedArgs,
    terminal: &Terminal,
) -> Result<crate::server::Served, CliError> {
    let database = load(&args.data, terminal)?;
    let given = given_sources(&args.source, database.prefixes())?;
    Ok(crate::server::Served::new(database, given, args.data.lang.clone())?)
}

/// The documents that `--source` gives, each with the IRI that it was given for.
pub fn given_sources(
    given: &[String],
    prefixes: &Prefixes,
) -> Result<Vec<(Option<NamedNode>, Source)>, CliError> {
    given.iter().map(|text| source(text, prefixes)).collect()
}

/// `FILE`, or `IRI=FILE`. A file that exists by the whole text is that file.
pub fn source(text: &str, prefixes: &Prefixes) -> Result<(Option<NamedNode>, Source), CliError> {
    if Path::new(text).exists() {
        return Ok((None, Source::read(Path::new(text))?));
    }
    if let Some((iri, file)) = text.rsplit_once('=')
        && let Some(iri) = iri_of(iri, prefixes)
    {
        return Ok((Some(iri), Source::read(Path::new(file))?));
    }
    Ok((None, Source::read(Path::new(text))?))
}
