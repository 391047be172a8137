//! RDF: the whole of a view, or the graph that a query made.

use crate::evidence::View;
use crate::format::{
    Syntax, WriteError, WriteSummary, used_prefixes, write_annotated_turtle, write_quad_slice,
    write_quads,
};
use crate::model::{GraphId, GraphName, IdQuad, Prefixes, Quad, QuadPattern, Triple};
use crate::sparql::QueryError;
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::io::{self, Write};
use thiserror::Error;

/// A graph that could not be written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The output can't be written to.
    #[error(transparent)]
    Io(io::Error),
    /// The query that makes the graph failed.
    #[error(transparent)]
    Query(QueryError),
    /// The format can't hold the graph.
    #[error("{0}")]
    Format(String),
    /// The data has named graphs.
    #[error(
        "the data has {graphs} named graphs, which {format} can't hold; use trig, nq or jsonld"
    )]
    NamedGraphs {
        /// How many.
        graphs: usize,
        /// The format's name.
        format: &'static str,
    },
}

/// Writes every quad of a view.
///
/// # Errors
/// [`ExportError`]; of a named graph in a format for triples before anything is written.
pub fn export_rdf(
    view: &View,
    syntax: Syntax,
    prefixes: &Prefixes,
    out: impl Write,
) -> Result<WriteSummary, ExportError> {
    let graphs = view.graphs().filter(|&graph| graph != GraphId::Default).count();
    write_ids(view, || view.scan(&QuadPattern::ALL), graphs, syntax, prefixes, out)
}

/// Writes some quads of a view.
///
/// # Errors
/// [`ExportError`]; of a named graph in a format for triples before anything is written.
pub fn export_quads(
    view: &View,
    quads: &[IdQuad],
    syntax: Syntax,
    prefixes: &Prefixes,
    out: impl Write,
) -> Result<WriteSummary, ExportError> {
    let graphs: BTreeSet<GraphId> = quads.iter().map(|quad| quad.graph).collect();
    let graphs = graphs.into_iter().filter(|&graph| graph != GraphId::Default).count();
    write_ids(view, || quads.iter().copied(), graphs, syntax, prefixes, out)
}

/// Writes the triples of one graph of a view, without the graph's name.
///
/// # Errors
/// [`ExportError`].
pub fn export_graph(
    view: &View,
    graph: GraphId,
    syntax: Syntax,
    prefixes: &Prefixes,
    out: impl Write,
) -> Result<WriteSummary, ExportError> {
    let pattern = QuadPattern { graph: Some(graph), ..QuadPattern::ALL };
    let unnamed = |quad: IdQuad| IdQuad { graph: GraphId::Default, ..quad };
    write_ids(view, || view.scan(&pattern).map(unnamed), 0, syntax, prefixes, out)
}

fn write_ids<I: Iterator<Item = IdQuad>>(
    view: &View,
    ids: impl Fn() -> I,
    graphs: usize,
    syntax: Syntax,
    prefixes: &Prefixes,
    out: impl Write,
) -> Result<WriteSummary, ExportError> {
    if graphs > 0 && !syntax.holds_named_graphs() {
        return Err(ExportError::NamedGraphs { graphs, format: syntax.name() });
    }
    let snapshot = view.snapshot();
    let quads =
        || ids().map(|quad| snapshot.quad(&quad).expect("a view's quads are ids of its snapshot"));
    if syntax == Syntax::Turtle {
        return write_turtle(&quads().collect::<Vec<_>>(), prefixes, out);
    }
    let prefixes =
        if syntax.has_prefixes() { used_prefixes(prefixes, quads()) } else { Prefixes::default() };
    write_quads(out, syntax, &prefixes, quads().map(Ok::<Quad, Infallible>)).map_err(|error| {
        match error {
            WriteError::Source(never) => match never {},
            other => from_write(other),
        }
    })
}

/// Writes the triples of a query's answer, all of which are held in memory first: a query that fails writes nothing.
///
/// # Errors
/// [`ExportError`].
pub fn write_graph(
    triples: impl Iterator<Item = Result<Triple, QueryError>>,
    syntax: Syntax,
    prefixes: &Prefixes,
    out: impl Write,
) -> Result<WriteSummary, ExportError> {
    let quads = triples
        .map(|triple| Ok(triple?.in_graph(GraphName::DefaultGraph)))
        .collect::<Result<Vec<Quad>, _>>()
        .map_err(ExportError::Query)?;
    if syntax == Syntax::Turtle {
        return write_turtle(&quads, prefixes, out);
    }
    write_quad_slice(out, syntax, prefixes, &quads).map_err(from_write)
}

/// Turtle is for people: grouped by subject, with annotations in their short form.
fn write_turtle(
    quads: &[Quad],
    prefixes: &Prefixes,
    out: impl Write,
) -> Result<WriteSummary, ExportError> {
    write_annotated_turtle(out, prefixes, quads).map_err(ExportError::Io)?;
    Ok(WriteSummary { quads: quads.len() as u64, statements: 0 })
}

fn from_write<E: std::error::Error>(error: WriteError<E>) -> ExportError {
    match error {
        WriteError::Io(error) => ExportError::Io(error),
        other => ExportError::Format(other.to_string()),
    }
}
