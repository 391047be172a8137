//! `westlake export`: the graph, or a part of it, in a format of other programs.

use super::args::{ExportArgs, ExportFormat};
use super::data;
use super::error::CliError;
use super::output::{Output, Terminal};
use super::query::QueryText;
use crate::database::Database;
use crate::evidence::View;
use crate::explore::{Extent, Namer, Picture, surroundings};
use crate::export::{
    CsvCells, ExportError, PictureFormat, export_quads, export_rdf, write_csv_edges,
    write_csv_nodes, write_graph, write_picture,
};
use crate::format::{Syntax, WriteSummary};
use crate::model::{Limits, TermId, Triple};
use crate::names::resolve_entity;
use crate::sparql::{Answer, QueryForm, QueryOptions};
use std::path::Path;

/// What a format holds.
enum Kind {
    Rdf(Syntax),
    Picture(PictureFormat),
    /// A picture in two files.
    Csv,
}

impl From<ExportFormat> for Kind {
    fn from(format: ExportFormat) -> Self {
        match format {
            ExportFormat::Ttl => Self::Rdf(Syntax::Turtle),
            ExportFormat::Trig => Self::Rdf(Syntax::TriG),
            ExportFormat::Nt => Self::Rdf(Syntax::NTriples),
            ExportFormat::Nq => Self::Rdf(Syntax::NQuads),
            ExportFormat::Rdfxml => Self::Rdf(Syntax::RdfXml),
            ExportFormat::Jsonld => Self::Rdf(Syntax::JsonLd),
            ExportFormat::Dot => Self::Picture(PictureFormat::Dot),
            ExportFormat::Graphml => Self::Picture(PictureFormat::GraphMl),
            ExportFormat::Gexf => Self::Picture(PictureFormat::Gexf),
            ExportFormat::Cytoscape => Self::Picture(PictureFormat::Cytoscape),
            ExportFormat::Mermaid => Self::Picture(PictureFormat::Mermaid),
            ExportFormat::Csv => Self::Csv,
        }
    }
}

pub fn run(args: &ExportArgs, terminal: &Terminal) -> Result<(), CliError> {
    let kind = Kind::from(args.format);
    let folder = args.output.output.as_deref();
    if matches!(kind, Kind::Csv) && folder.is_none_or(|folder| folder == Path::new("-")) {
        return Err(CliError::Usage(
            "csv is two files, nodes.csv and edges.csv; -o DIR says in which folder".to_owned(),
        ));
    }
    if args.csv_safe && !matches!(kind, Kind::Csv) {
        return Err(CliError::Usage("--csv-safe is for --format csv".to_owned()));
    }
    let query = args.query.as_deref().map(|query| QueryText::read(Some(query))).transpose()?;
    let database = data::load(&args.data, terminal)?;
    let default_status = if matches!(kind, Kind::Rdf(_)) { "asserted" } else { "all" };
    let status = args.status.as_deref().unwrap_or(default_status);
    let view = database.view(data::view_spec(status, &database)?);
    let limits = terminal.limits();
    let part = Part::of(args, query, &database, &view, &limits)?;
    match kind {
        Kind::Rdf(syntax) => {
            let mut output = terminal.output(folder)?;
            let summary = part.write(&view, syntax, &database, &limits, &mut output)?;
            output.finish()?;
            if let Some(note) = super::query::graph_note(syntax, &summary) {
                terminal.note(&note);
            }
            if args.query.is_none() && view.stated_count() > 0 {
                terminal.note(
                    "This view holds what is only said, thought or planned: in the output it stands as plain triples. \
                     The view asserted keeps it apart.",
                );
            }
            Ok(())
        }
        Kind::Picture(format) => {
            let picture = part.picture(args, &view, &database, &limits)?;
            let mut output = terminal.output(folder)?;
            let written = write_picture(output.sink(), &picture, format);
            written.map_err(|error| output.failed(error))?;
            output.finish()?;
            note_of(&picture, terminal);
            Ok(())
        }
        Kind::Csv => {
            let picture = part.picture(args, &view, &database, &limits)?;
            let cells = if args.csv_safe { CsvCells::Spreadsheet } else { CsvCells::Exact };
            write_csv(folder.unwrap_or(Path::new(".")), &picture, cells, terminal)?;
            note_of(&picture, terminal);
            Ok(())
        }
    }
}

fn note_of(picture: &Picture, terminal: &Terminal) {
    if picture.nodes.is_empty() {
        terminal.note("The graph is empty.");
    }
}

/// Both files are written before one of them is put in its place.
fn write_csv(
    folder: &Path,
    picture: &Picture,
    cells: CsvCells,
    terminal: &Terminal,
) -> Result<(), CliError> {
    std::fs::create_dir_all(folder)
        .map_err(|source| CliError::Output { file: folder.display().to_string(), source })?;
    let mut nodes = terminal.output(Some(&folder.join("nodes.csv")))?;
    write_csv_nodes(nodes.sink(), picture, cells).map_err(|error| nodes.failed(error))?;
    let mut edges = terminal.output(Some(&folder.join("edges.csv")))?;
    write_csv_edges(edges.sink(), picture, cells).map_err(|error| edges.failed(error))?;
    nodes.finish()?;
    edges.finish()
}

/// What part of the data is exported.
enum Part {
    All,
    Around { entity: TermId, hops: usize },
    Made(Vec<Triple>),
}

impl Part {
    fn of(
        args: &ExportArgs,
        query: Option<QueryText>,
        database: &Database,
        view: &View,
        limits: &Limits,
    ) -> Result<Self, CliError> {
        if let Some(query) = query {
            let query = query.parse(args.data.base.as_deref(), database)?;
            if !matches!(query.form(), QueryForm::Construct | QueryForm::Describe) {
                return Err(CliError::Failed(
                    "this query makes no graph; export needs a CONSTRUCT or a DESCRIBE".to_owned(),
                ));
            }
            let options = QueryOptions {
                limits: limits.clone(),
                parameters: data::parameters(&args.param, &args.data, database)?,
                ..QueryOptions::default()
            };
            let Answer::Graph(triples) = query.run(view, &options)? else {
                unreachable!("the query's form was looked at")
            };
            return Ok(Self::Made(triples.collect::<Result<_, _>>()?));
        }
        let Some(entity) = &args.entity else { return Ok(Self::All) };
        let namer = data::namer(&args.data, database);
        let id = resolve_entity(entity, namer.labels(), database.prefixes())?;
        Ok(Self::Around { entity: id, hops: args.hops.unwrap_or(1) })
    }

    fn write(
        self,
        view: &View,
        syntax: Syntax,
        database: &Database,
        limits: &Limits,
        output: &mut Output,
    ) -> Result<WriteSummary, CliError> {
        let prefixes = database.prefixes();
        let written = match self {
            Self::All => export_rdf(view, syntax, prefixes, output.sink()),
            Self::Made(triples) => {
                write_graph(triples.into_iter().map(Ok), syntax, prefixes, output.sink())
            }
            Self::Around { entity, hops } => {
                let around = surroundings(view, entity, hops, limits)?;
                let quads = around.ok_or_else(|| no_node(entity, view, database))?;
                export_quads(view, &quads, syntax, prefixes, output.sink())
            }
        };
        written.map_err(|error| match error {
            ExportError::Io(error) => output.failed(error),
            ExportError::Query(error) => error.into(),
            error => CliError::Failed(error.to_string()),
        })
    }

    fn picture(
        self,
        args: &ExportArgs,
        view: &View,
        database: &Database,
        limits: &Limits,
    ) -> Result<Picture, CliError> {
        let namer = data::namer(&args.data, database);
        let picture = |extent| Picture::of(view, &namer, extent, limits);
        match self {
            Self::All => Ok(picture(Extent::All)?),
            Self::Made(triples) => {
                let language = args.data.lang.as_deref();
                Picture::of_triples(view, database.prefixes(), language, &triples)
                    .map_err(|error| CliError::Failed(error.to_string()))
            }
            Self::Around { entity, hops } => {
                let picture = picture(Extent::Around { entity, hops })?;
                if picture.nodes.is_empty() {
                    return Err(no_node(entity, view, database));
                }
                Ok(picture)
            }
        }
    }
}

/// Of a class, a property, a span: things that facts have, and that none is about.
fn no_node(entity: TermId, view: &View, database: &Database) -> CliError {
    let namer: Namer = database.namer();
    CliError::Failed(format!(
        "{:?} is no entity in the view {}, so that nothing is around it; `westlake show` tells what it is",
        namer.display(entity),
        view.spec().name(),
    ))
}
