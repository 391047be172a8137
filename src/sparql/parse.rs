//! From text to algebra.

use super::syntax_hint::{
    NESTING_MAX, diagnosis, first_word_of_update, select_all_variables, spaced, too_deep,
    undeclared_prefix,
};
use crate::model::{GraphName, NamedNode, Place, Prefixes};
use spargebra::{Query as Algebra, SparqlParser};
use thiserror::Error;

/// What a query's text may leave out.
#[derive(Clone, Debug)]
pub struct ParseOptions {
    /// Prefixes that need no PREFIX line.
    pub prefixes: Prefixes,
    /// What relative IRIs are resolved against, if the query has no BASE.
    pub base: Option<String>,
    /// Where the text comes from, for messages.
    pub name: String,
}

impl Default for ParseOptions {
    fn default() -> Self {
        Self { prefixes: Prefixes::standard(), base: None, name: "query".to_owned() }
    }
}

/// A query that can't be understood.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum QuerySyntaxError {
    /// The grammar doesn't allow it.
    #[error("{place}: {message}")]
    Syntax {
        /// Where.
        place: Place,
        /// What is wrong there.
        message: String,
    },
    /// The query as a whole is wrong, or its options are.
    #[error("{name}: {message}")]
    Whole {
        /// Where the text comes from.
        name: String,
        /// What is wrong.
        message: String,
    },
}

/// A parsed query.
#[derive(Clone, Debug)]
pub struct Query {
    pub(super) algebra: Algebra,
    /// The variables of `SELECT *` in the order of the text; the parser sorts them by name.
    pub(super) column_order: Option<Vec<String>>,
}

impl Query {
    /// Parses a SPARQL 1.1 or 1.2 query.
    ///
    /// # Errors
    /// [`QuerySyntaxError`], with the place where the parser could not go on.
    pub fn parse(text: &str, options: &ParseOptions) -> Result<Self, QuerySyntaxError> {
        let whole =
            |message: String| QuerySyntaxError::Whole { name: options.name.clone(), message };
        let mut parser = SparqlParser::new();
        if let Some(base) = &options.base {
            parser = parser
                .with_base_iri(base.clone())
                .map_err(|error| whole(format!("the base IRI <{base}> is invalid: {error}")))?;
        }
        for (prefix, namespace) in options.prefixes.iter() {
            parser = parser.with_prefix(prefix, namespace).map_err(|error| {
                whole(format!("the prefix {prefix}: stands for an invalid IRI: {error}"))
            })?;
        }
        if let Some((line, column)) = too_deep(text) {
            let message = format!("brackets are nested deeper than {NESTING_MAX}");
            let place = Place { file: options.name.clone(), line, column };
            return Err(QuerySyntaxError::Syntax { place, message });
        }
        match parser.clone().parse_query(text) {
            Ok(algebra) => Ok(Self { algebra, column_order: select_all_variables(text) }),
            Err(error) => Err(syntax_error(parser, &error.to_string(), text, options)),
        }
    }

    /// The graphs that FROM makes the default graph and FROM NAMED the named graphs; `None` where it has neither.
    pub fn dataset(&self) -> Option<(Vec<GraphName>, Vec<NamedNode>)> {
        let dataset = self.algebra.dataset()?;
        let default = dataset.default.iter().cloned().map(GraphName::from).collect();
        Some((default, dataset.named.clone().unwrap_or_default()))
    }

    /// Whether the answer is a table, a boolean or a graph.
    pub fn form(&self) -> QueryForm {
        match &self.algebra {
            Algebra::Select { .. } => QueryForm::Select,
            Algebra::Ask { .. } => QueryForm::Ask,
            Algebra::Construct { .. } => QueryForm::Construct,
            Algebra::Describe { .. } => QueryForm::Describe,
        }
    }
}

/// The four forms of a query.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QueryForm {
    /// SELECT: solutions.
    Select,
    /// ASK: a boolean.
    Ask,
    /// CONSTRUCT: a graph.
    Construct,
    /// DESCRIBE: a graph.
    Describe,
}

/// What is wrong with a text that the parser has refused, and where.
///
/// The parser reports the furthest place at which it looked for a keyword, to which the keyword's length is added. So it is
/// asked again with more blanks between the words than a keyword has letters, and the word before its place is the wrong one.
fn syntax_error(
    parser: SparqlParser,
    message: &str,
    text: &str,
    options: &ParseOptions,
) -> QuerySyntaxError {
    let file = options.name.clone();
    if let Some(prefix) = undeclared_prefix(text, &options.prefixes) {
        let name = prefix.name;
        return QuerySyntaxError::Syntax {
            place: Place { file, line: prefix.line, column: prefix.column },
            message: format!("the prefix {name}: is not declared; add PREFIX {name}: <IRI>"),
        };
    }
    if let Some((line, column)) = first_word_of_update(text) {
        let message =
            "this is SPARQL Update; only queries are answered: SELECT, ASK, CONSTRUCT, DESCRIBE";
        let place = Place { file, line, column };
        return QuerySyntaxError::Syntax { place, message: message.to_owned() };
    }
    let spaced = spaced(text);
    let again = parser.parse_query(&spaced.text).err().map(|error| error.to_string());
    let found = again.as_deref().and_then(placed_message).and_then(|(line, column, message)| {
        let ((line, column), ends) = spaced.origin(line, column)?;
        Some((Place { file: file.clone(), line, column }, diagnosis(message, ends)))
    });
    match found {
        Some((place, message)) => QuerySyntaxError::Syntax { place, message },
        None => QuerySyntaxError::Whole { name: file, message: message.to_owned() },
    }
}

/// The place stands only within the parser's message: `error at 1:10: expected …`.
fn placed_message(message: &str) -> Option<(u64, u64, &str)> {
    let (line, rest) = message.strip_prefix("error at ")?.split_once(':')?;
    let (column, rest) = rest.split_once(": ")?;
    Some((line.parse().ok()?, column.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_has_its_place() {
        let text = "SELECT * {\n  ?s ?p ?o . ; ?q }";
        let error = Query::parse(text, &ParseOptions::default()).unwrap_err();
        let QuerySyntaxError::Syntax { place, .. } = error else { panic!("{error}") };
        assert_eq!((place.line, place.column), (2, 14));
    }

    /// SPARQL 1.2 §19.2: an escape is a character of the string or IRI that it stands in, never one of the syntax.
    #[test]
    fn a_codepoint_escape_ends_no_string() {
        let parse = |text| Query::parse(text, &ParseOptions::default());
        assert!(parse(r#"SELECT ("a\u0022b" AS ?x) {}"#).is_ok());
        assert!(parse(r"\u0041SK {}").is_err());
    }
}
