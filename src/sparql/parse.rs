//! From text to algebra.

use super::scan::{Mistake, Scan};
use super::service::Services;
use crate::model::{GraphName, NamedNode, Prefixes};
use serde::Serialize;
use spargebra::algebra::GraphPattern;
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

impl ParseOptions {
    /// A parser that knows the base, and those of the prefixes that a text uses.
    pub(super) fn parser(&self, scan: &Scan<'_>) -> Result<SparqlParser, QuerySyntaxError> {
        let whole = |message: String| QuerySyntaxError::Whole { name: self.name.clone(), message };
        let mut parser = SparqlParser::new();
        if let Some(base) = &self.base {
            parser = parser
                .with_base_iri(base.clone())
                .map_err(|error| whole(format!("the base IRI <{base}> is invalid: {error}")))?;
        }
        let used = scan.prefixes();
        for (prefix, namespace) in self.prefixes.iter().filter(|(name, _)| used.contains(name)) {
            parser = parser.with_prefix(prefix, namespace).map_err(|error| {
                whole(format!("the prefix {prefix}: stands for an invalid IRI: {error}"))
            })?;
        }
        Ok(parser)
    }
}

/// A query, or an update, that can't be understood.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum QuerySyntaxError {
    /// The grammar doesn't allow it, or it goes past a limit on the shape of a query.
    #[error("{name}:{}:{}: {}", .mistake.line, .mistake.column, .mistake.message)]
    Syntax {
        /// Where the text comes from.
        name: String,
        /// What is wrong, and where.
        mistake: Box<Mistake>,
    },
    /// The options that it is parsed with are wrong.
    #[error("{name}: {message}")]
    Whole {
        /// Where the text comes from.
        name: String,
        /// What is wrong.
        message: String,
    },
}

impl QuerySyntaxError {
    /// The error for a person: the sentence with its place, the line with carets below what is wrong, and what would be
    /// right.
    pub fn to_text(&self) -> String {
        match self {
            Self::Syntax { mistake, .. } => {
                let help = mistake.help.iter().map(|help| format!("\n help: {help}"));
                format!("{self}\n{}{}", mistake.excerpt(), help.collect::<String>())
            }
            Self::Whole { .. } => self.to_string(),
        }
    }
}

/// What an editor shows of a query or an update that isn't run: nothing where it can be understood.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct QueryCheck {
    /// The mistakes, in the order of the text; at most the first is known.
    pub mistakes: Vec<Mistake>,
}

impl From<&QuerySyntaxError> for QueryCheck {
    fn from(error: &QuerySyntaxError) -> Self {
        let mistake = match error {
            QuerySyntaxError::Syntax { mistake, .. } => (**mistake).clone(),
            QuerySyntaxError::Whole { message, .. } => Mistake::new("", 0..0, message, None),
        };
        Self { mistakes: vec![mistake] }
    }
}

/// A parsed query.
#[derive(Clone, Debug)]
pub struct Query {
    pub(super) algebra: Algebra,
    /// The variables of `SELECT *` in the order of the text; the parser sorts them by name.
    pub(super) column_order: Option<Vec<String>>,
    variables: Vec<String>,
    services: Services,
    is_repeatable: bool,
}

/// The functions whose values are others each time.
const CHANGING: [&str; 5] = ["NOW", "RAND", "UUID", "STRUUID", "BNODE"];

impl Query {
    /// Parses a SPARQL 1.1 or 1.2 query.
    ///
    /// Parsing, running and dropping a query recurse as deep as its brackets are nested and its chains are long. The limits
    /// ([`NESTING_MAX`](super::NESTING_MAX), [`CHAIN_MAX`](super::CHAIN_MAX) and the others) keep that below some
    /// megabytes of stack: give the thread 16 MiB, and 64 MiB in a debug build.
    ///
    /// # Errors
    /// [`QuerySyntaxError`], with the place where the parser could not go on.
    pub fn parse(text: &str, options: &ParseOptions) -> Result<Self, QuerySyntaxError> {
        let wrong = |mistake| QuerySyntaxError::Syntax { name: options.name.clone(), mistake };
        let scan = Scan::query(text).map_err(wrong)?;
        match options.parser(&scan)?.parse_query(&scan.parsable()) {
            Ok(_) if let Some(mistake) = scan.misplaced() => Err(wrong(Box::new(mistake))),
            Ok(mut algebra) => {
                let services = Services::of(&mut algebra);
                let is_repeatable = services.is_empty() && !scan.names(&CHANGING);
                let (column_order, variables) = (scan.select_all_variables(), scan.variables());
                Ok(Self { algebra, column_order, variables, services, is_repeatable })
            }
            Err(error) => {
                let refusal = error.to_string();
                let mistake = scan.explain(&options.prefixes, options.base.is_some(), &refusal);
                Err(wrong(Box::new(mistake)))
            }
        }
    }

    /// The graphs that FROM makes the default graph and FROM NAMED the named graphs; `None` where it has neither.
    pub fn dataset(&self) -> Option<(Vec<GraphName>, Vec<NamedNode>)> {
        let dataset = self.algebra.dataset()?;
        let default = dataset.default.iter().cloned().map(GraphName::from).collect();
        Some((default, dataset.named.clone().unwrap_or_default()))
    }

    /// The names of the variables, without `?`, in the order in which the text names them first.
    pub fn variables(&self) -> &[String] {
        &self.variables
    }

    /// The services that it asks. A parameter may yet name one that is a variable here.
    pub fn services(&self) -> &Services {
        &self.services
    }

    /// Whether the same snapshot gives the same answer each time: it asks no other server, neither the clock nor chance.
    pub fn is_repeatable(&self) -> bool {
        self.is_repeatable
    }

    /// Whether LIMIT or OFFSET may leave nothing of an answer that has rows: `LIMIT 0`, and any OFFSET.
    pub fn may_skip_all(&self) -> bool {
        match self.pattern() {
            GraphPattern::Slice { start, length, .. } => *start > 0 || *length == Some(0),
            _ => false,
        }
    }

    /// What is looked for, with what modifies its solutions.
    pub(super) fn pattern(&self) -> &GraphPattern {
        match &self.algebra {
            Algebra::Select { pattern, .. }
            | Algebra::Construct { pattern, .. }
            | Algebra::Describe { pattern, .. }
            | Algebra::Ask { pattern, .. } => pattern,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_has_its_place() {
        let text = "SELECT * {\n  ?s ?p ?o . ; ?q }";
        let error = Query::parse(text, &ParseOptions::default()).unwrap_err();
        let QuerySyntaxError::Syntax { mistake, .. } = error else { panic!("{error}") };
        assert_eq!((mistake.line, mistake.column), (2, 14));
    }

    #[test]
    fn what_asks_chance_the_clock_or_another_server_is_not_repeatable() {
        let is_repeatable =
            |text| Query::parse(text, &ParseOptions::default()).unwrap().is_repeatable();
        assert!(is_repeatable("SELECT ?now { ?now :rand 'UUID()' } # RAND()"));
        assert!(!is_repeatable("SELECT (Now() AS ?n) {}"));
        assert!(!is_repeatable("SELECT * { ?s ?p ?o } ORDER BY rand()"));
        assert!(!is_repeatable("ASK { SERVICE SILENT <http://example.com/> {} }"));
    }

    /// SPARQL 1.2 §19.2: an escape is a character of the string or IRI that it stands in, never one of the syntax.
    #[test]
    fn a_codepoint_escape_ends_no_string() {
        let parse = |text| Query::parse(text, &ParseOptions::default());
        assert!(parse(r#"SELECT ("a\u0022b" AS ?x) {}"#).is_ok());
        assert!(parse(r"\u0041SK {}").is_err());
    }
}
