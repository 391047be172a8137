//! `westlake query`: the answer to a SPARQL query.

use super::args::{AnswerFormat, QueryArgs};
use super::data;
use super::error::CliError;
use super::output::{Output, Terminal};
use super::table::table;
use crate::database::Database;
use crate::evidence::View;
use crate::explore::Namer;
use crate::export::{ExportError, write_graph};
use crate::format::{
    ResultSyntax, Syntax, WriteError, WriteSummary, spreadsheet_term, write_boolean,
    write_solutions,
};
use crate::model::{Literal, Term};
use crate::sparql::{
    Answer, BYTES_MAX, DatasetSpec, ParseOptions, Query, QueryCheck, QueryError, QueryForm,
    QueryOptions, Solution, Solutions, Triples,
};
use std::io::{self, IsTerminal, Read};
use std::path::Path;

pub fn run(args: &QueryArgs, terminal: &Terminal) -> Result<(), CliError> {
    if args.csv_safe && args.format != Some(AnswerFormat::Csv) {
        return Err(CliError::Usage("--csv-safe is for --format csv".to_owned()));
    }
    let text = QueryText::of(args)?;
    let database = data::load(&args.data, terminal)?;
    if args.check {
        return check(args, &text, &database, terminal);
    }
    let view = database.view(data::view_spec(&args.status, &database)?);
    let query = text.parse(args.data.base.as_deref(), &database)?;
    let options = QueryOptions {
        dataset: DatasetSpec {
            union_default_graph: args.union_default_graph,
            ..DatasetSpec::default()
        },
        limits: terminal.limits(),
        parameters: data::parameters(&args.param, &args.data, &database)?,
        services: None,
    };
    let answer = Format::of(query.form(), args)?;
    let printer = Printer { args, database: &database, view: &view, query: &query };
    // The output is opened last, so that a query that can't be run leaves no file behind.
    let result = query.run(&view, &options)?;
    let mut output = terminal.output(args.output.output.as_deref())?;
    let remarks = match (result, answer) {
        (Answer::Boolean(value), Format::Result(syntax)) => {
            printer.boolean(value, syntax, &mut output)?
        }
        (Answer::Solutions(solutions), Format::Result(syntax)) => {
            printer.solutions(solutions, syntax, &mut output)?
        }
        (Answer::Graph(triples), Format::Graph(syntax)) => {
            printer.graph(triples, syntax, &mut output)?
        }
        _ => unreachable!("`Format::of` looks at the same query form"),
    };
    output.finish()?;
    if let Some(note) = remarks.note {
        terminal.note(&note);
    }
    if !terminal.is_quiet() {
        let prefixes = database.prefixes();
        for hint in query.hints(&view, &options, remarks.found_nothing, prefixes) {
            terminal.note(&hint.to_string());
        }
    }
    Ok(())
}

/// `--check`: the mistakes of a query that isn't run.
fn check(
    args: &QueryArgs,
    text: &QueryText,
    database: &Database,
    terminal: &Terminal,
) -> Result<(), CliError> {
    let as_json = match args.format {
        None | Some(AnswerFormat::Table) => false,
        Some(AnswerFormat::Json) => true,
        Some(_) => {
            let message = "--check prints text, or JSON with --format json";
            return Err(CliError::Usage(message.to_owned()));
        }
    };
    let parsed = text.parse(args.data.base.as_deref(), database);
    let check = match &parsed {
        Ok(_) => QueryCheck::default(),
        Err(CliError::QuerySyntax(error)) => QueryCheck::from(error),
        Err(_) => return parsed.map(|_| ()),
    };
    if as_json {
        let mut output = terminal.output(args.output.output.as_deref())?;
        output.json(&check)?;
        output.finish()?;
    }
    parsed?;
    terminal.note("The query has no mistakes.");
    Ok(())
}

/// A query's text, and where it comes from.
pub struct QueryText {
    text: String,
    name: String,
    /// The file's IRI, which its relative IRIs are resolved against.
    base: Option<String>,
}

impl QueryText {
    fn of(args: &QueryArgs) -> Result<Self, CliError> {
        match &args.query_file {
            Some(path) => Self::file(path),
            None => Self::read(args.query.as_deref().or(args.query_option.as_deref())),
        }
    }

    pub fn read(argument: Option<&str>) -> Result<Self, CliError> {
        let argument = match argument {
            Some(argument) => argument,
            None if !io::stdin().is_terminal() => "-",
            None => {
                return Err(CliError::Usage(
                    "there is no query; give a file, the query itself, or - for standard input"
                        .to_owned(),
                ));
            }
        };
        if argument == "-" {
            return Self::stdin();
        }
        if argument.trim().is_empty() {
            return Err(CliError::Failed("the query is empty".to_owned()));
        }
        let path = Path::new(argument);
        let looks_like_a_file = argument.ends_with(".rq")
            || !argument.contains(|c: char| c.is_whitespace() || c == '{');
        if path.is_file() || looks_like_a_file {
            return Self::file(path);
        }
        Ok(Self { text: argument.to_owned(), name: "query".to_owned(), base: None })
    }

    fn stdin() -> Result<Self, CliError> {
        let name = "standard input".to_owned();
        match read_bounded(io::stdin()) {
            Ok(bytes) => Ok(Self { text: utf8(bytes, &name)?, name, base: None }),
            Err(source) => Err(CliError::Input { file: name, source }),
        }
    }

    fn file(path: &Path) -> Result<Self, CliError> {
        let name = path.display().to_string();
        match std::fs::File::open(path).and_then(read_bounded) {
            Ok(bytes) => Ok(Self { text: utf8(bytes, &name)?, base: data::file_base(path), name }),
            Err(source) if source.kind() == io::ErrorKind::NotFound => Err(CliError::Failed(
                format!("there is no file {name}; a query itself has a blank or a brace in it"),
            )),
            Err(source) => Err(CliError::Input { file: name, source }),
        }
    }

    pub fn parse(&self, base: Option<&str>, database: &Database) -> Result<Query, CliError> {
        let options = ParseOptions {
            prefixes: database.prefixes().clone(),
            base: self.base.clone().or_else(|| base.map(str::to_owned)),
            name: self.name.clone(),
        };
        Ok(Query::parse(&self.text, &options)?)
    }
}

/// All of a query that may be long, and of a longer one enough for the parser to refuse it.
fn read_bounded(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn utf8(bytes: Vec<u8>, name: &str) -> Result<String, CliError> {
    // Some editors begin a file with a byte order mark, which is no part of the query.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
    if bytes.len() > BYTES_MAX {
        // The last character may be cut in two.
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        CliError::Failed(format!("{name} is not UTF-8: byte {offset} can't be read as text"))
    })
}

/// How an answer is written.
enum Format {
    /// `None` is the table.
    Result(Option<ResultSyntax>),
    Graph(Syntax),
}

impl Format {
    /// The format that was asked for, if it suits the form of the query, or the form's default.
    fn of(form: QueryForm, args: &QueryArgs) -> Result<Self, CliError> {
        let is_graph = matches!(form, QueryForm::Construct | QueryForm::Describe);
        if is_graph && args.labels {
            let message = "--labels is for SELECT; this query makes a graph";
            return Err(CliError::Failed(message.to_owned()));
        }
        let Some(format) = args.format else {
            return Ok(if is_graph { Self::Graph(Syntax::Turtle) } else { Self::Result(None) });
        };
        let chosen = match format {
            AnswerFormat::Table => Self::Result(None),
            AnswerFormat::Csv => Self::Result(Some(ResultSyntax::Csv)),
            AnswerFormat::Tsv => Self::Result(Some(ResultSyntax::Tsv)),
            AnswerFormat::Json => Self::Result(Some(ResultSyntax::Json)),
            AnswerFormat::Xml => Self::Result(Some(ResultSyntax::Xml)),
            AnswerFormat::Md => Self::Result(Some(ResultSyntax::Markdown)),
            AnswerFormat::Ttl => Self::Graph(Syntax::Turtle),
            AnswerFormat::Nt => Self::Graph(Syntax::NTriples),
            AnswerFormat::Nq => Self::Graph(Syntax::NQuads),
            AnswerFormat::Trig => Self::Graph(Syntax::TriG),
            AnswerFormat::Rdfxml => Self::Graph(Syntax::RdfXml),
            AnswerFormat::Jsonld => Self::Graph(Syntax::JsonLd),
        };
        match (&chosen, is_graph) {
            (Self::Result(_), true) => Err(CliError::Failed(
                "this query makes a graph; its formats are ttl, nt, nq, trig, rdfxml, jsonld"
                    .to_owned(),
            )),
            (Self::Graph(_), false) => Err(CliError::Failed(
                "this query makes no graph; its formats are table, csv, tsv, json, xml, md"
                    .to_owned(),
            )),
            _ => Ok(chosen),
        }
    }
}

/// What is to be said of an answer to the person who asked.
struct Remarks {
    note: Option<String>,
    found_nothing: bool,
}

/// Prints an answer, and returns what is to be said of it.
struct Printer<'a> {
    args: &'a QueryArgs,
    database: &'a Database,
    view: &'a View,
    query: &'a Query,
}

impl Printer<'_> {
    fn boolean(
        &self,
        value: bool,
        syntax: Option<ResultSyntax>,
        output: &mut Output,
    ) -> Result<Remarks, CliError> {
        match syntax {
            None => output.write(&format!("{value}\n"))?,
            Some(syntax) => {
                write_boolean(output.sink(), syntax, value)
                    .map_err(|error| output.failed(error))?;
            }
        }
        Ok(Remarks { note: (!value).then(|| self.nothing_note()), found_nothing: !value })
    }

    fn solutions(
        &self,
        solutions: Solutions,
        syntax: Option<ResultSyntax>,
        output: &mut Output,
    ) -> Result<Remarks, CliError> {
        let variables = solutions.variables().to_vec();
        let labels = self.args.labels.then(|| data::namer(&self.args.data, self.database));
        let mut first = None;
        let solutions = solutions.map(|solution| {
            let solution = solution?;
            first.get_or_insert_with(|| solution.clone());
            let solution = self.labelled(solution, labels.as_ref());
            Ok(if self.args.csv_safe { spreadsheet_safe(solution) } else { solution })
        });
        let rows = match syntax {
            None => {
                let rows = solutions.collect::<Result<Vec<Solution>, QueryError>>()?;
                let width = output.width().filter(|_| !self.args.wide);
                let prefixes = self.database.prefixes();
                output.write(&table(&variables, &rows, prefixes, width, output.is_colored()))?;
                rows.len() as u64
            }
            Some(syntax) => {
                let prefixes = self.database.prefixes();
                match write_solutions(output.sink(), syntax, &variables, prefixes, solutions) {
                    Ok(rows) => rows,
                    Err(WriteError::Source(error)) => return Err(error.into()),
                    Err(WriteError::Io(error)) => return Err(output.failed(error)),
                    Err(other) => return Err(CliError::Failed(other.to_string())),
                }
            }
        };
        if rows == 0 && self.query.may_skip_all() {
            let note = "LIMIT and OFFSET leave no row, whether anything matches or not.";
            return Ok(Remarks { note: Some(note.to_owned()), found_nothing: false });
        }
        Ok(Remarks {
            note: (rows == 0).then(|| self.nothing_note()),
            found_nothing: self.query.found_nothing(rows, first.as_ref()),
        })
    }

    fn nothing_note(&self) -> String {
        format!("Nothing in the view {} matches the query.", self.view.spec().name())
    }

    fn labelled(&self, solution: Solution, namer: Option<&Namer>) -> Solution {
        let Some(namer) = namer else { return solution };
        let label = |term: Term| match &term {
            Term::NamedNode(_) => match self.view.snapshot().id_of(&term) {
                Some(id) => match namer.label(id) {
                    Some(label) => Literal::new_simple_literal(label).into(),
                    None => term,
                },
                None => term,
            },
            _ => term,
        };
        solution.into_iter().map(|term| term.map(label)).collect()
    }

    fn graph(
        &self,
        triples: Triples,
        syntax: Syntax,
        output: &mut Output,
    ) -> Result<Remarks, CliError> {
        let written = write_graph(triples, syntax, self.database.prefixes(), output.sink());
        let summary = match written {
            Ok(summary) => summary,
            Err(ExportError::Io(error)) => return Err(output.failed(error)),
            Err(ExportError::Query(error)) => return Err(error.into()),
            Err(error) => return Err(CliError::Failed(error.to_string())),
        };
        Ok(Remarks { note: graph_note(syntax, &summary), found_nothing: summary.quads == 0 })
    }
}

fn spreadsheet_safe(solution: Solution) -> Solution {
    solution.into_iter().map(|term| term.map(spreadsheet_term)).collect()
}

/// What is said of a graph that is empty, or whose triple terms had to be written in another way.
pub fn graph_note(syntax: Syntax, summary: &WriteSummary) -> Option<String> {
    let (name, statements) = (syntax.name(), summary.statements);
    if summary.quads == 0 {
        Some("The graph is empty.".to_owned())
    } else if statements > 0 {
        Some(format!(
            "{name} has no triple terms: {statements} of them are written as rdf:Statement."
        ))
    } else {
        None
    }
}
