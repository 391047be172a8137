//! `export` and `picture`: the graph, or a part of it, for other programs and to be drawn.

use super::endpoint::{Asked, Content, Endpoint, schema_of};
use super::parameters::{Kind, NAME, Parameter, Presence};
use super::problems::wrong_parameter;
use super::{AMBIGUOUS, SERVICE_FAILED, SERVICE_REFUSED, UNFIT, UNKNOWN};
use crate::evidence::View;
use crate::explore::{Picture, PictureBounds};
use crate::export::{
    CsvCells, Part, PictureFormat, write_csv_edges, write_csv_nodes, write_picture,
};
use crate::format::Syntax;
use crate::model::Limits;
use crate::server::answer::{AnswerWriter, write_problem};
use crate::server::problem::Problem;
use crate::sparql::BYTES_MAX;
use axum::http::{HeaderValue, header};

/// A format: its name, what it is, its media type, and the name under which a browser keeps it.
type Format = (&'static str, What, &'static str, &'static str);

#[derive(Clone, Copy)]
enum What {
    Rdf(Syntax),
    Picture(PictureFormat),
    /// A picture as a table of its nodes, or of its edges.
    Csv,
}

const CSV: &str = "text/csv; charset=utf-8; header=present";

const FORMATS: [Format; 12] = [
    ("ttl", What::Rdf(Syntax::Turtle), "text/turtle; charset=utf-8", "graph.ttl"),
    ("trig", What::Rdf(Syntax::TriG), "application/trig", "graph.trig"),
    ("nt", What::Rdf(Syntax::NTriples), "application/n-triples", "graph.nt"),
    ("nq", What::Rdf(Syntax::NQuads), "application/n-quads", "graph.nq"),
    ("rdfxml", What::Rdf(Syntax::RdfXml), "application/rdf+xml", "graph.rdf"),
    ("jsonld", What::Rdf(Syntax::JsonLd), "application/ld+json", "graph.jsonld"),
    ("dot", What::Picture(PictureFormat::Dot), "text/vnd.graphviz; charset=utf-8", "graph.dot"),
    ("graphml", What::Picture(PictureFormat::GraphMl), "application/graphml+xml", "graph.graphml"),
    ("gexf", What::Picture(PictureFormat::Gexf), "application/gexf+xml", "graph.gexf"),
    ("cytoscape", What::Picture(PictureFormat::Cytoscape), "application/json", "graph.json"),
    ("mermaid", What::Picture(PictureFormat::Mermaid), "text/plain; charset=utf-8", "graph.mmd"),
    ("csv", What::Csv, CSV, "nodes.csv"),
];

const NAMES: [&str; FORMATS.len()] = {
    let mut names = [""; FORMATS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = FORMATS[at].0;
        at += 1;
    }
    names
};

/// The same without parameters, each once.
const MEDIA_TYPES: &[&str] = &[
    "text/turtle",
    "application/trig",
    "application/n-triples",
    "application/n-quads",
    "application/rdf+xml",
    "application/ld+json",
    "text/vnd.graphviz",
    "application/graphml+xml",
    "application/gexf+xml",
    "application/json",
    "text/plain",
    "text/csv",
];

const ENTITY: Parameter =
    Parameter::new("entity", NAME, "Only what is around this entity.").example("Hangzhou");
const HOPS: Parameter =
    Parameter::new("hops", Kind::Number { min: 0, max: 32 }, "How far around the entity; 1 step.");
const QUERY: Parameter = Parameter::new(
    "query",
    Kind::Text { min: 1, max: BYTES_MAX },
    "The graph that this CONSTRUCT or DESCRIBE makes.",
)
.example("DESCRIBE :DeepSeek");

pub const EXPORT: Endpoint = Endpoint {
    name: "export",
    summary: "The graph, or a part of it, in a format of other programs",
    about: "RDF: ttl, trig, nt, nq, rdfxml, jsonld. Pictures: dot, graphml, gexf, cytoscape, mermaid, csv. Without `status` an RDF \
            format holds what is asserted, and a picture everything.",
    parameters: &[
        Parameter::new("format", Kind::Choice(&NAMES), "The format.").present(Presence::Once),
        ENTITY,
        HOPS,
        QUERY,
        Parameter::new(
            "status",
            Kind::View,
            "Which facts count: asserted, all, or statuses such as Reported,Claimed.",
        ),
        Parameter::new(
            "part",
            Kind::Choice(&["nodes", "edges"]),
            "Of csv, the nodes or the edges; the nodes.",
        ),
        Parameter::new(
            "csv-safe",
            Kind::Flag,
            "In csv, an apostrophe stands before what a spreadsheet would run, such as =1+1.",
        ),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[UNKNOWN, AMBIGUOUS, UNFIT, SERVICE_REFUSED, SERVICE_FAILED],
    content: Content::Files(MEDIA_TYPES),
    bodies: &[],
    work: export,
};

pub const PICTURE: Endpoint = Endpoint {
    name: "picture",
    summary: "The graph, or a part of it, to be drawn",
    about: "Nodes are entities and statements, edges the relations between them; literals and figures are attributes. An edge \
            names its ends by their places among the nodes. Where there are more nodes than `nodes`, those nearest to the entity \
            are drawn, or those with the most edges; `nodes_total` and `edges_total` say how many there are.",
    parameters: &[
        ENTITY,
        HOPS,
        QUERY,
        Parameter::new("nodes", Kind::Number { min: 0, max: 5000 }, "The most nodes.")
            .default("500"),
        Parameter::new("edges", Kind::Number { min: 0, max: 20_000 }, "The most edges.")
            .default("2000"),
        Parameter::status("all"),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[UNKNOWN, AMBIGUOUS, SERVICE_REFUSED, SERVICE_FAILED],
    content: Content::Json(schema_of::<Picture>),
    bodies: &[],
    work: picture,
};

fn export(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let values = &asked.values;
    let name = values.text("format");
    let Some(&(_, what, media_type, file)) = FORMATS.iter().find(|format| format.0 == name) else {
        unreachable!("the choices of `format` are the names of the formats")
    };
    let is_csv = matches!(what, What::Csv);
    if !is_csv && (values.has("part") || values.has("csv-safe")) {
        return Err(wrong_parameter("part and csv-safe are for format=csv"));
    }
    let default_status = if matches!(what, What::Rdf(_)) { "asserted" } else { "all" };
    let view = asked.view_of(values.get("status").unwrap_or(default_status))?;
    let part = part(asked, &view, asked.limits.clone())?;
    let edges = is_csv && values.get("part") == Some("edges");
    let file = if edges { "edges.csv" } else { file };
    let disposition = format!("attachment; filename=\"{file}\"");
    let disposition = HeaderValue::from_str(&disposition).map_err(|_| Problem::internal())?;
    let headers = [(header::CONTENT_DISPOSITION, disposition)];
    if let What::Rdf(syntax) = what {
        asked.begin(writer, media_type, headers);
        part.write(&view, syntax, asked.namer(), asked.limits, writer)?;
        return Ok(());
    }
    let picture = part.picture(&view, asked.namer(), PictureBounds::NONE, asked.limits)?;
    asked.begin(writer, media_type, headers);
    let cells = if values.flag("csv-safe") { CsvCells::Spreadsheet } else { CsvCells::Exact };
    match what {
        What::Picture(format) => write_picture(writer, &picture, format),
        _ if edges => write_csv_edges(writer, &picture, cells),
        _ => write_csv_nodes(writer, &picture, cells),
    }
    .map_err(|error| write_problem(&error))
}

fn picture(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let view = asked.view()?;
    let bounds = PictureBounds {
        nodes_max: asked.values.number("nodes"),
        edges_max: asked.values.number("edges"),
    };
    let mut limits = asked.limits.clone();
    limits.rows_max =
        Some(limits.rows_max.map_or(DRAWN_TRIPLES_MAX, |own| own.min(DRAWN_TRIPLES_MAX)));
    let part = part(asked, &view, limits)?;
    let picture = part.picture(&view, asked.namer(), bounds, asked.limits)?;
    asked.write_json(writer, &picture)
}

/// A query's triples are held in memory, with all that is known of their terms, until some of them are drawn.
const DRAWN_TRIPLES_MAX: u64 = 100_000;

/// The part of the data that is asked for, which a query makes under these limits.
fn part(asked: &Asked<'_>, view: &View, limits: Limits) -> Result<Part, Problem> {
    let values = &asked.values;
    match (values.get("entity"), values.get("query")) {
        (Some(_), Some(_)) => {
            Err(wrong_parameter("entity and query name two different parts; give one"))
        }
        (None, _) if values.has("hops") => Err(wrong_parameter("hops is for entity")),
        (Some(entity), None) => {
            let hops = if values.has("hops") { values.number("hops") } else { 1 };
            Ok(Part::Around { entity: asked.entity(entity)?, hops })
        }
        (None, Some(text)) => {
            let query = asked.query(text)?;
            Ok(Part::of_query(&query, view, &asked.query_options(limits))?)
        }
        (None, None) => Ok(Part::All),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_media_type_is_described() {
        let essence = |media_type: &str| media_type.split(';').next().map(str::to_owned);
        let used: BTreeSet<_> = FORMATS.iter().map(|format| essence(format.2)).collect();
        assert_eq!(used, MEDIA_TYPES.iter().map(|media_type| essence(media_type)).collect());
    }
}
