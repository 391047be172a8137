//! Query results read back: for conformance tests and for results that other programs wrote.

use super::ResultSyntax;
use crate::format::compression::{Compression, Decompressed};
use crate::format::error::{ReadError, plain_message};
use crate::format::scan::Scanner;
use crate::format::source::{SharedSource, Source};
use crate::model::{Literal, Place, Term, Variable};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParseError, QueryResultsParser, QueryResultsSyntaxError,
    ReaderQueryResultsParserOutput, SliceQueryResultsParserOutput,
};
use std::cell::RefCell;
use std::io::Read;

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

/// Reads the results of a query into memory, under the caps and with the places of [`crate::format::read_quads`]. The bytes may be
/// compressed. CSV doesn't say what kinds of terms it has: all of them come as plain literals, an empty cell as no term.
///
/// # Errors
/// Those of [`crate::format::read_quads`]; [`ReadError::UnknownSyntax`] for Markdown, which is for people only.
pub fn read_results(
    name: &str,
    syntax: ResultSyntax,
    reader: impl Read + Send,
) -> Result<QueryResults, ReadError> {
    let scanner = match syntax {
        ResultSyntax::Xml => Scanner::xml(),
        ResultSyntax::Json => Scanner::json(),
        ResultSyntax::Csv | ResultSyntax::Tsv | ResultSyntax::Markdown => Scanner::none(),
    };
    let reader = Decompressed::new(reader, Compression::None);
    let source = RefCell::new(Source::new(name.to_owned(), reader, scanner));
    let mut shared = SharedSource(&source);
    let result = match syntax {
        ResultSyntax::Json => read_standard(QueryResultsFormat::Json, shared),
        ResultSyntax::Xml => read_standard(QueryResultsFormat::Xml, shared),
        ResultSyntax::Tsv => read_tsv(shared),
        ResultSyntax::Csv => {
            let mut text = String::new();
            match shared.read_to_string(&mut text) {
                Ok(_) => return read_csv(name, &text),
                Err(error) => Err(error.into()),
            }
        }
        ResultSyntax::Markdown => {
            return Err(ReadError::UnknownSyntax { file: name.to_owned() });
        }
    };
    result.map_err(|error| explain(error, &mut source.borrow_mut()))
}

/// Reads the whole text first: the crate's reader takes quadratic time on long lines, its slice doesn't.
fn read_tsv(mut reader: impl Read) -> Result<QueryResults, QueryResultsParseError> {
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    let parser = QueryResultsParser::from_format(QueryResultsFormat::Tsv);
    Ok(match parser.for_slice(text.as_bytes())? {
        SliceQueryResultsParserOutput::Boolean(value) => QueryResults::Boolean(value),
        SliceQueryResultsParserOutput::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let rows = solutions.map(|solution| Ok(solution?.values().to_vec()));
            let rows = rows.collect::<Result<_, QueryResultsSyntaxError>>()?;
            QueryResults::Solutions { variables, rows }
        }
    })
}

fn read_standard(
    format: QueryResultsFormat,
    reader: impl Read,
) -> Result<QueryResults, QueryResultsParseError> {
    Ok(match QueryResultsParser::from_format(format).for_reader(reader)? {
        ReaderQueryResultsParserOutput::Boolean(value) => QueryResults::Boolean(value),
        ReaderQueryResultsParserOutput::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let rows = solutions.map(|solution| Ok(solution?.values().to_vec()));
            let rows = rows.collect::<Result<_, QueryResultsParseError>>()?;
            QueryResults::Solutions { variables, rows }
        }
    })
}

fn explain(error: QueryResultsParseError, source: &mut Source<'_>) -> ReadError {
    if let Some(failure) = source.take_failure() {
        return failure;
    }
    let error = match error {
        QueryResultsParseError::Io(error) => {
            return ReadError::Io { file: source.name().to_owned(), source: error };
        }
        QueryResultsParseError::Syntax(error) => error,
    };
    let place = match error.location() {
        Some(location) => source
            .place_at(location.start.offset)
            .unwrap_or_else(|| source.place(location.start.line + 1, location.start.column + 1)),
        None => source.token_place(),
    };
    ReadError::Syntax { place, message: plain_message(&error.to_string()) }
}

fn read_csv(name: &str, text: &str) -> Result<QueryResults, ReadError> {
    let mut records = csv_records(text).into_iter();
    let head = records.next().unwrap_or_default();
    if records.len() == 0 && head.len() == 1 && matches!(head[0].as_str(), "true" | "false") {
        return Ok(QueryResults::Boolean(head[0] == "true"));
    }
    let at_line = |line: usize, message: String| ReadError::Syntax {
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
