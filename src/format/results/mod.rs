//! Query results as bytes: solutions and booleans in the syntaxes of SPARQL 1.2, and in Markdown for people.

mod csv;
mod markdown;
mod read;
mod xml;

use super::write::WriteError;
use crate::model::{Prefixes, Term, Variable};
use csv::CsvWriter;
use markdown::MarkdownTable;
pub use markdown::{escape_markdown, is_number};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsSerializer, WriterSolutionsSerializer,
};
pub use read::{QueryResults, read_results};
use std::fmt;
use std::io::{self, BufWriter, Write};
use xml::{ReferencedReturns, check_term};

/// A syntax that query results are written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ResultSyntax {
    /// SPARQL 1.2 Query Results CSV: values without their kinds, for spreadsheets.
    Csv,
    /// SPARQL 1.2 Query Results TSV: terms as Turtle has them.
    Tsv,
    /// SPARQL 1.2 Query Results JSON.
    Json,
    /// SPARQL 1.2 Query Results XML.
    Xml,
    /// A pipe table for people.
    Markdown,
}

impl ResultSyntax {
    /// Every syntax, in the order in which help and error texts list them.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Tsv, Self::Json, Self::Xml, Self::Markdown];

    /// The syntax that a person means by this name or file extension; upper or lower case.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "json" | "srj" => Self::Json,
            "xml" | "srx" => Self::Xml,
            "markdown" | "md" => Self::Markdown,
            _ => return None,
        })
    }

    /// The syntax of a media type, whatever parameters follow it.
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next()?.trim().to_ascii_lowercase();
        Some(match essence.as_str() {
            "text/csv" => Self::Csv,
            "text/tab-separated-values" => Self::Tsv,
            "application/sparql-results+json" | "application/json" => Self::Json,
            "application/sparql-results+xml" | "application/xml" | "text/xml" => Self::Xml,
            "text/markdown" => Self::Markdown,
            _ => return None,
        })
    }

    /// The short name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Markdown => "markdown",
        }
    }

    /// The registered media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Tsv => "text/tab-separated-values",
            Self::Json => "application/sparql-results+json",
            Self::Xml => "application/sparql-results+xml",
            Self::Markdown => "text/markdown",
        }
    }

    /// The format by the name that the crate below has for it; CSV and Markdown are ours.
    const fn standard(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Xml => Some(QueryResultsFormat::Xml),
            Self::Csv | Self::Markdown => None,
        }
    }
}

/// Writes solutions one by one as they come, and returns how many there were. Markdown alone holds all of them in memory first,
/// since the head of its table says how each column is aligned.
///
/// A solution has a term, or none, for each of the variables in their order. Terms come out letter for letter in TSV, JSON and
/// XML. `prefixes` are those that Markdown shortens IRIs with; the others write IRIs as they are. `out` needs no buffer of its own,
/// and is flushed at the end.
///
/// # Errors
/// [`WriteError::Source`] with the first error that comes instead of a solution: whole rows stand before it in the output, but the
/// output has no end. [`WriteError::Io`], and of XML [`WriteError::CharacterNotInXml`].
pub fn write_solutions<W: Write, E: fmt::Display>(
    out: W,
    syntax: ResultSyntax,
    variables: &[Variable],
    prefixes: &Prefixes,
    solutions: impl IntoIterator<Item = Result<Vec<Option<Term>>, E>>,
) -> Result<u64, WriteError<E>> {
    let mut writer = SolutionWriter::new(BufWriter::new(out), syntax, variables, prefixes)?;
    let mut rows = 0;
    for solution in solutions {
        match solution {
            Ok(solution) => writer.write(variables, &solution)?,
            Err(error) => {
                writer.abandon()?;
                return Err(WriteError::Source(error));
            }
        }
        rows += 1;
    }
    writer.finish()?;
    Ok(rows)
}

/// Writes the answer of an ASK query. CSV and TSV, for which the standard has no such thing, and Markdown say `true` or `false`.
///
/// # Errors
/// Those of `out`.
pub fn write_boolean<W: Write>(mut out: W, syntax: ResultSyntax, value: bool) -> io::Result<()> {
    match syntax.standard() {
        Some(format @ (QueryResultsFormat::Json | QueryResultsFormat::Xml)) => {
            QueryResultsSerializer::from_format(format)
                .serialize_boolean_to_writer(&mut out, value)?;
        }
        _ => writeln!(out, "{value}")?,
    }
    out.flush()
}

/// One syntax's writer.
enum SolutionWriter<'p, W: Write> {
    Csv(CsvWriter<W>),
    Standard(WriterSolutionsSerializer<W>),
    Xml(WriterSolutionsSerializer<ReferencedReturns<W>>),
    Markdown(W, MarkdownTable<'p>),
}

impl<'p, W: Write> SolutionWriter<'p, W> {
    fn new(
        out: W,
        syntax: ResultSyntax,
        variables: &[Variable],
        prefixes: &'p Prefixes,
    ) -> io::Result<Self> {
        let standard = |format| QueryResultsSerializer::from_format(format);
        let names = variables.to_vec();
        Ok(match syntax.standard() {
            Some(format @ QueryResultsFormat::Xml) => Self::Xml(
                standard(format).serialize_solutions_to_writer(ReferencedReturns(out), names)?,
            ),
            Some(format) => {
                Self::Standard(standard(format).serialize_solutions_to_writer(out, names)?)
            }
            None if syntax == ResultSyntax::Csv => Self::Csv(CsvWriter::new(out, variables)?),
            None => Self::Markdown(out, MarkdownTable::new(variables, prefixes)),
        })
    }

    fn write<E: fmt::Display>(
        &mut self,
        variables: &[Variable],
        solution: &[Option<Term>],
    ) -> Result<(), WriteError<E>> {
        debug_assert_eq!(
            variables.len(),
            solution.len(),
            "a solution has a place for each variable"
        );
        let bound = || {
            variables.iter().zip(solution).filter_map(|(name, term)| Some((name, term.as_ref()?)))
        };
        match self {
            Self::Csv(writer) => writer.write(solution)?,
            Self::Standard(writer) => writer.serialize(bound())?,
            Self::Xml(writer) => {
                bound().try_for_each(|(_, term)| check_term(term))?;
                writer.serialize(bound())?;
            }
            Self::Markdown(_, table) => table.add(solution),
        }
        Ok(())
    }

    /// Lets what is whole come out, without an end.
    fn abandon(self) -> io::Result<()> {
        match self {
            Self::Csv(writer) => writer.finish(),
            // These two have no way to the writer but by their end; dropping them empties the buffer, and the caller's error is
            // worth more than one of that.
            Self::Standard(_) | Self::Xml(_) => Ok(()),
            Self::Markdown(mut out, table) => {
                table.write(&mut out)?;
                out.flush()
            }
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Csv(writer) => writer.finish(),
            Self::Standard(writer) => writer.finish()?.flush(),
            Self::Xml(writer) => writer.finish()?.flush(),
            Self::Markdown(mut out, table) => {
                table.write(&mut out)?;
                out.flush()
            }
        }
    }
}
