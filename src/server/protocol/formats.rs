//! Which format an answer has: by `format` in the request, else by its Accept header.

use crate::export::ExportError;
use crate::format::{ResultSyntax, Syntax};
use crate::server::answer::write_problem;
use crate::server::negotiation::Accept;
use crate::server::problem::Problem;
use crate::sparql::QueryForm;
use axum::http::StatusCode;

/// The format of an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerFormat {
    /// Of SELECT and ASK.
    Results(ResultSyntax),
    /// Of CONSTRUCT and DESCRIBE.
    Graph(Syntax),
}

/// The first of equals is preferred, so JSON is what a client gets that doesn't mind.
const RESULTS: [(ResultSyntax, &str); 8] = [
    (ResultSyntax::Json, "application/sparql-results+json"),
    (ResultSyntax::Json, "application/json"),
    (ResultSyntax::Xml, "application/sparql-results+xml"),
    (ResultSyntax::Xml, "application/xml"),
    (ResultSyntax::Xml, "text/xml"),
    (ResultSyntax::Csv, "text/csv"),
    (ResultSyntax::Tsv, "text/tab-separated-values"),
    (ResultSyntax::Markdown, "text/markdown"),
];

/// The RDF syntaxes by media type, in the order in which they are preferred.
pub const GRAPHS: [(Syntax, &str); 9] = [
    (Syntax::Turtle, "text/turtle"),
    (Syntax::NTriples, "application/n-triples"),
    (Syntax::NTriples, "text/plain"),
    (Syntax::RdfXml, "application/rdf+xml"),
    (Syntax::JsonLd, "application/ld+json"),
    (Syntax::TriG, "application/trig"),
    (Syntax::NQuads, "application/n-quads"),
    (Syntax::RdfXml, "application/xml"),
    (Syntax::JsonLd, "application/json"),
];

impl AnswerFormat {
    /// The format of the answer to a query of this form.
    ///
    /// # Errors
    /// 406 with what there is; 400 for a `format` that isn't one.
    pub fn of(form: QueryForm, asked: Option<&str>, accept: &Accept) -> Result<Self, Problem> {
        match form {
            QueryForm::Select | QueryForm::Ask => results(asked, accept).map(Self::Results),
            QueryForm::Construct | QueryForm::Describe => graph(asked, accept).map(Self::Graph),
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Results(syntax) => syntax.name(),
            Self::Graph(syntax) => syntax.name(),
        }
    }

    /// The media type with which an answer is sent.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Results(ResultSyntax::Csv) => "text/csv; charset=utf-8; header=present",
            Self::Results(ResultSyntax::Tsv) => "text/tab-separated-values; charset=utf-8",
            Self::Results(ResultSyntax::Markdown) => "text/markdown; charset=utf-8",
            Self::Results(syntax) => syntax.media_type(),
            Self::Graph(Syntax::Turtle) => "text/turtle; charset=utf-8",
            Self::Graph(syntax) => syntax.media_type(),
        }
    }
}

fn results(asked: Option<&str>, accept: &Accept) -> Result<ResultSyntax, Problem> {
    match asked {
        Some(name) => ResultSyntax::from_name(name)
            .or_else(|| ResultSyntax::from_media_type(name))
            .ok_or_else(|| unknown(name, ResultSyntax::ALL.map(ResultSyntax::name))),
        None => accept.choose(&RESULTS).ok_or_else(|| {
            Problem::not_acceptable(ResultSyntax::ALL.map(ResultSyntax::media_type))
        }),
    }
}

/// The RDF syntax of an answer.
///
/// # Errors
/// As [`AnswerFormat::of`].
pub fn graph(asked: Option<&str>, accept: &Accept) -> Result<Syntax, Problem> {
    match asked {
        Some(name) => Syntax::from_name(name)
            .or_else(|| Syntax::from_media_type(name))
            .ok_or_else(|| unknown(name, Syntax::ALL.map(Syntax::name))),
        None => accept
            .choose(&GRAPHS)
            .ok_or_else(|| Problem::not_acceptable(Syntax::ALL.map(Syntax::media_type))),
    }
}

/// The RDF syntax of an answer with named graphs: one that holds them is preferred.
///
/// # Errors
/// As [`AnswerFormat::of`].
pub fn dataset(asked: Option<&str>, accept: &Accept) -> Result<Syntax, Problem> {
    let with_graphs: Vec<_> =
        GRAPHS.into_iter().filter(|(syntax, _)| syntax.holds_named_graphs()).collect();
    match (asked, accept.choose(&with_graphs)) {
        (None, Some(syntax)) => Ok(syntax),
        _ => graph(asked, accept),
    }
}

/// The problem of a graph that could not be written.
pub fn export_problem(error: ExportError) -> Problem {
    match error {
        ExportError::Query(error) => error.into(),
        ExportError::Io(error) => write_problem(&error),
        // The format can't hold it; another can.
        other => Problem::new(StatusCode::NOT_ACCEPTABLE, "not-acceptable", other.to_string()),
    }
}

fn unknown<const N: usize>(name: &str, names: [&str; N]) -> Problem {
    let possible = names.map(str::to_owned).to_vec();
    Problem::bad_request(format!("this answer has no format \"{name}\", but {}", names.join(", ")))
        .with_possible(possible)
}
