//! Query results read back: for conformance tests and for results that other programs wrote.

use super::ResultSyntax;
use crate::format::error::plain_message;
use crate::model::{Literal, Place, Term, Variable};
use oxigraph::sparql::results::{
    QueryResultsParseError, QueryResultsParser, ReaderQueryResultsParserOutput,
};
use std::io::{self, Read};
use thiserror::Error;

/// The results of a query, whole.
#[derive(Clone, PartialEq, Debug)]
pub enum QueryResults {
    /// Those of SELECT: the variables, and for each solution a term, or none, for each of them.
    Solutions {
        /// The variables, in their order.
        variables: Vec<Variable>,
        /// The solutions, in their order.
        rows: Vec<Vec<Option<Term>>>,
    },
    /// That of ASK.
    Boolean(bool),
}

/// Why results could not be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadResultsError {
    /// The reader failed.
    #[error("{name}: {source}")]
    Io {
        /// What the results are called.
        name: String,
        /// What the system says.
        source: io::Error,
    },
    /// The text breaks the grammar of its syntax.
    #[error("{place}: {message}")]
    Syntax {
        /// Where.
        place: Place,
        /// What is wrong.
        message: String,
    },
    /// The same, where no place is known: in XML.
    #[error("{name}: {message}")]
    SyntaxSomewhere {
        /// What the results are called.
        name: String,
        /// What is wrong.
        message: String,
    },
    /// Markdown is for people.
    #[error("{name}: results in Markdown can't be read; csv, tsv, json and xml can")]
    Markdown {
        /// What the results are called.
        name: String,
    },
}

/// Reads the results of a query into memory. CSV doesn't say what kinds of terms it has: all of them come as plain literals,
/// an empty cell as no term.
///
/// # Errors
/// Any [`ReadResultsError`].
pub fn read_results(
    name: &str,
    syntax: ResultSyntax,
    mut reader: impl Read,
) -> Result<QueryResults, ReadResultsError> {
    match syntax.standard() {
        Some(format) => {
            let output = QueryResultsParser::from_format(format)
                .for_reader(reader)
                .map_err(|error| explain(name, error))?;
            match output {
                ReaderQueryResultsParserOutput::Boolean(value) => Ok(QueryResults::Boolean(value)),
                ReaderQueryResultsParserOutput::Solutions(solutions) => {
                    let variables = solutions.variables().to_vec();
                    let rows = solutions
                        .map(|solution| Ok(solution?.values().to_vec()))
                        .collect::<Result<_, _>>()
                        .map_err(|error| explain(name, error))?;
                    Ok(QueryResults::Solutions { variables, rows })
                }
            }
        }
        None if syntax == ResultSyntax::Markdown => {
            Err(ReadResultsError::Markdown { name: name.to_owned() })
        }
        None => {
            let mut text = String::new();
            reader
                .read_to_string(&mut text)
                .map_err(|source| ReadResultsError::Io { name: name.to_owned(), source })?;
            read_csv(name, &text)
        }
    }
}

fn explain(name: &str, error: QueryResultsParseError) -> ReadResultsError {
    let error = match error {
        QueryResultsParseError::Io(source) => {
            return ReadResultsError::Io { name: name.to_owned(), source };
        }
        QueryResultsParseError::Syntax(error) => error,
    };
    let message = plain_message(&error.to_string());
    match error.location() {
        Some(location) => {
            let (line, column) = (location.start.line + 1, location.start.column + 1);
            let place = Place { file: name.to_owned(), line, column };
            ReadResultsError::Syntax { place, message }
        }
        None => ReadResultsError::SyntaxSomewhere { name: name.to_owned(), message },
    }
}

fn read_csv(name: &str, text: &str) -> Result<QueryResults, ReadResultsError> {
    let mut records = csv_records(text).into_iter();
    let head = records.next().unwrap_or_default();
    if records.len() == 0 && head.len() == 1 && matches!(head[0].as_str(), "true" | "false") {
        return Ok(QueryResults::Boolean(head[0] == "true"));
    }
    let at_line = |line: usize, message: String| ReadResultsError::Syntax {
        place: Place { file: name.to_owned(), line: line as u64, column: 1 },
        message,
    };
    let variables = head
        .iter()
        .filter(|cell| !cell.is_empty() || head.len() > 1)
        .map(|cell| Variable::new(cell.as_str()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| at_line(1, plain_message(&error.to_string())))?;
    let mut rows = Vec::with_capacity(records.len());
    for (at, record) in records.enumerate() {
        let cells = if variables.is_empty() { 1 } else { variables.len() };
        if record.len() != cells {
            let message = format!("record {} has {} cells, not {cells}", at + 2, record.len());
            return Err(at_line(at + 2, message));
        }
        let terms = record.into_iter().take(variables.len());
        rows.push(
            terms
                .map(|cell| (!cell.is_empty()).then(|| Literal::new_simple_literal(cell).into()))
                .collect(),
        );
    }
    Ok(QueryResults::Solutions { variables, rows })
}

/// The records of a CSV text (RFC 4180), with `\n` alone taken for a line end too.
fn csv_records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !record.is_empty() {
        record.push(cell);
        records.push(record);
    }
    records
}
