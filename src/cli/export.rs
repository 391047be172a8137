//! `westlake export`: the graph, or a part of it, in a format of other programs.

use super::args::{ExportArgs, ExportFormat};
use super::data;
use super::error::CliError;
use super::output::Terminal;
use super::query::QueryText;
use crate::database::Database;
use crate::evidence::View;
use crate::explore::{Namer, Picture, PictureBounds};
use crate::export::{
    CsvCells, ExportError, Part, PartError, PictureFormat, write_csv_edges, write_csv_nodes,
    write_picture,
};
use crate::format::Syntax;
use crate::model::Limits;
use crate::names::resolve_entity;
use crate::sparql::QueryOptions;
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
    let namer = data::namer(&args.data, &database);
    let part = part(args, query, &database, &view, &namer, &limits)?;
    match kind {
        Kind::Rdf(syntax) => {
            let mut output = terminal.output(folder)?;
            let written = part.write(&view, syntax, &namer, &limits, output.sink());
            let summary = written.map_err(|error| match error {
                PartError::Export(ExportError::Io(error)) => output.failed(error),
                other => part_error(other),
            })?;
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
            let picture = picture(part, &view, &namer, &limits)?;
            let mut output = terminal.output(folder)?;
            let written = write_picture(output.sink(), &picture, format);
            written.map_err(|error| output.failed(error))?;
            output.finish()?;
            note_of(&picture, terminal);
            Ok(())
        }
        Kind::Csv => {
            let picture = picture(part, &view, &namer, &limits)?;
            let cells = if args.csv_safe { CsvCells::Spreadsheet } else { CsvCells::Exact };
            write_csv(folder.unwrap_or(Path::new(".")), &picture, cells, terminal)?;
            note_of(&picture, terminal);
            Ok(())
        }
    }
}

fn picture(part: Part, view: &View, namer: &Namer, limits: &Limits) -> Result<Picture, CliError> {
    part.picture(view, namer, PictureBounds::NONE, limits).map_err(part_error)
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

/// The part that the options name.
fn part(
    args: &ExportArgs,
    query: Option<QueryText>,
    database: &Database,
    view: &View,
    namer: &Namer,
    limits: &Limits,
) -> Result<Part, CliError> {
    if let Some(query) = query {
        let query = query.parse(args.data.base.as_deref(), database)?;
        let options = QueryOptions {
            limits: limits.clone(),
            parameters: data::parameters(&args.param, &args.data, database)?,
            ..QueryOptions::default()
        };
        return Part::of_query(&query, view, &options).map_err(part_error);
    }
    let Some(entity) = &args.entity else { return Ok(Part::All) };
    let entity = resolve_entity(entity, namer.labels(), database.prefixes())?;
    Ok(Part::Around { entity, hops: args.hops.unwrap_or(1) })
}

fn part_error(error: PartError) -> CliError {
    match error {
        PartError::NoNode { .. } => {
            CliError::Failed(format!("{error}; `westlake show` tells what it is"))
        }
        PartError::Query(error) => error.into(),
        PartError::Graph(error) => error.into(),
        PartError::Export(ExportError::Query(error)) => error.into(),
        other => CliError::Failed(other.to_string()),
    }
}
