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
    pub fn of(form: QueryForm, asked: &[&str], accept: &Accept) -> Result<Self, Problem> {
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

fn results(asked: &[&str], accept: &Accept) -> Result<ResultSyntax, Problem> {
    let known =
        |name: &&str| ResultSyntax::from_name(name).or_else(|| ResultSyntax::from_media_type(name));
    let names = ResultSyntax::ALL.map(ResultSyntax::name);
    choose(asked, known, accept, &RESULTS, names, ResultSyntax::ALL.map(ResultSyntax::media_type))
}

/// The format that is asked for by name; without names the one that Accept likes best. Some clients ask with every name that
/// some server might know, and say in Accept what they mean: the first name that is known counts, and if none is, what Accept
/// names itself.
fn choose<T: Copy, const N: usize>(
    asked: &[&str],
    known: impl Fn(&&str) -> Option<T>,
    accept: &Accept,
    offers: &[(T, &str)],
    names: [&'static str; N],
    media_types: [&'static str; N],
) -> Result<T, Problem> {
    let Some(first) = asked.first() else {
        return accept.choose(offers).ok_or_else(|| Problem::not_acceptable(media_types));
    };
    let named: Vec<_> =
        offers.iter().copied().filter(|(_, media_type)| accept.names(media_type)).collect();
    let found = asked.iter().find_map(known).or_else(|| accept.choose(&named));
    found.ok_or_else(|| unknown(first, names))
}

/// The RDF syntax of an answer.
///
/// # Errors
/// As [`AnswerFormat::of`].
pub fn graph(asked: &[&str], accept: &Accept) -> Result<Syntax, Problem> {
    let known = |name: &&str| match *name {
        "json" => Some(Syntax::JsonLd),
        name => Syntax::from_name(name).or_else(|| Syntax::from_media_type(name)),
    };
    let names = Syntax::ALL.map(Syntax::name);
    choose(asked, known, accept, &GRAPHS, names, Syntax::ALL.map(Syntax::media_type))
}

/// The RDF syntax of an answer with named graphs: one that holds them is preferred, and of those TriG, since JSON-LD has no
/// triple terms.
///
/// # Errors
/// As [`AnswerFormat::of`].
pub fn dataset(asked: &[&str], accept: &Accept) -> Result<Syntax, Problem> {
    let mut with_graphs: Vec<_> =
        GRAPHS.into_iter().filter(|(syntax, _)| syntax.holds_named_graphs()).collect();
    with_graphs.sort_by_key(|(syntax, _)| *syntax == Syntax::JsonLd);
    match (asked, accept.choose(&with_graphs)) {
        ([], Some(syntax)) => Ok(syntax),
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderMap, HeaderValue, header};

    fn accept(text: &'static str) -> Accept {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(text));
        Accept::of(&headers)
    }

    #[test]
    fn the_first_known_name_counts_then_what_accept_names() {
        let of = |asked: &[&str], text| graph(asked, &accept(text)).ok();
        assert_eq!(of(&["nt"], "text/turtle"), Some(Syntax::NTriples));
        assert_eq!(of(&["rdf+xml", "application/rdf+xml"], "*/*"), Some(Syntax::RdfXml));
        assert_eq!(of(&["n3"], "text/turtle, */*"), Some(Syntax::Turtle));
        assert_eq!(of(&["n3"], "*/*"), None);
        assert_eq!(of(&[], "image/png"), None);
        let select = AnswerFormat::of(QueryForm::Select, &["tsv", "text/csv"], &accept("*/*"));
        assert_eq!(select.ok(), Some(AnswerFormat::Results(ResultSyntax::Tsv)));
    }
}
