//! The results of queries: those that a test expects, and how ours are compared with them.

use crate::bijection::{Row, bijection, renamed};
use crate::graph::{Graph, text};
use crate::manifest::Evaluation;
use crate::numbers::{by_value, computed_columns};
use crate::suites::{Suites, all_quads};
use crate::vocabulary::{rdf, rs};
use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::path::Path;
use westlake::format::{QueryResults, ResultSyntax, read_results, write_boolean, write_solutions};
use westlake::model::{GraphName, Literal, Prefixes, Quad, Term, Variable};

/// What a query gives.
#[derive(Clone)]
pub enum Results {
    Boolean(bool),
    Solutions {
        variables: Vec<Variable>,
        rows: Vec<Row>,
    },
    /// The triples as rows.
    Graph(Vec<Row>),
}

/// What a test expects.
pub struct Expected {
    results: Results,
    /// The order of the rows counts.
    ordered: bool,
    /// Terms have lost their kinds: these are CSV.
    csv: bool,
    lax_cardinality: bool,
}

impl Expected {
    pub fn read(suites: &Suites, test: &Evaluation) -> Result<Self, String> {
        let iri = test.result.as_str();
        let extension = Path::new(iri).extension().and_then(|extension| extension.to_str());
        let syntax = match extension {
            Some(extension @ ("srx" | "srj" | "csv" | "tsv")) => ResultSyntax::from_name(extension),
            _ => None,
        };
        let (results, indexed) = match syntax {
            Some(syntax) => (from_bytes(iri, syntax, &suites.bytes(iri)?)?, false),
            None => from_rdf(suites, iri)?,
        };
        let csv = syntax == Some(ResultSyntax::Csv);
        Ok(Self {
            results: if csv { results.as_csv() } else { results },
            ordered: indexed || syntax.is_some() && orders_its_rows(&suites.text(&test.query)?),
            csv,
            lax_cardinality: test.lax_cardinality,
        })
    }

    /// What is wrong with these results of a query over this data; `None` if they are right.
    pub fn difference(&self, ours: &Results, data: &[Quad]) -> Option<String> {
        let right = match (&self.results, ours) {
            (Results::Boolean(expected), Results::Boolean(ours)) => expected == ours,
            (Results::Graph(expected), Results::Graph(ours)) => {
                self.are_right_rows(expected, ours, data)
            }
            (Results::Solutions { variables, .. }, Results::Solutions { .. }) => {
                let ours = if self.csv { ours.as_csv() } else { ours.clone() };
                let ours = ours.in_columns(variables);
                ours.is_some_and(|ours| self.are_right_rows(self.results.rows(), &ours, data))
            }
            _ => false,
        };
        (!right).then(|| format!("expected {}\ngot {}", self.results.listing(), ours.listing()))
    }

    fn are_right_rows(&self, expected: &[Row], ours: &[Row], data: &[Quad]) -> bool {
        let computed = computed_columns(expected, data);
        let (expected, ours) = (by_value(expected, &computed), by_value(ours, &computed));
        if self.lax_cardinality {
            is_laxly_right(&expected, &ours)
        } else if self.ordered {
            bijection(&numbered(&expected), &numbered(&ours)).is_some()
        } else {
            bijection(&expected, &ours).is_some()
        }
    }
}

impl Results {
    fn rows(&self) -> &[Row] {
        match self {
            Self::Boolean(_) => &[],
            Self::Solutions { rows, .. } | Self::Graph(rows) => rows,
        }
    }

    /// The rows with the columns in this order; `None` if they are of other variables.
    fn in_columns(&self, expected: &[Variable]) -> Option<Vec<Row>> {
        let Self::Solutions { variables, rows } = self else { return None };
        let column = |name| variables.iter().position(|ours| ours == name);
        let columns: Vec<usize> = expected.iter().map(column).collect::<Option<_>>()?;
        let row = |row: &Row| columns.iter().map(|&column| row[column].clone()).collect();
        (expected.len() == variables.len()).then(|| rows.iter().map(row).collect())
    }

    /// Whether these are the same results in the same order, letter for letter.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Boolean(value), Self::Boolean(other)) => value == other,
            (
                Self::Solutions { variables, rows },
                Self::Solutions { variables: other_variables, rows: others },
            ) => {
                variables == other_variables
                    && bijection(&numbered(rows), &numbered(others)).is_some()
            }
            _ => false,
        }
    }

    /// Whether the results come back from each syntax as they are, but for what CSV loses. A graph isn't written in these.
    pub fn check_syntaxes(&self) -> Result<(), String> {
        if let Self::Graph(_) = self {
            return Ok(());
        }
        for syntax in [ResultSyntax::Json, ResultSyntax::Xml, ResultSyntax::Tsv, ResultSyntax::Csv]
        {
            self.check_syntax(syntax)
                .map_err(|error| format!("right, but not through {}: {error}", syntax.name()))?;
        }
        Ok(())
    }

    fn check_syntax(&self, syntax: ResultSyntax) -> Result<(), String> {
        let through = from_bytes("what we wrote", syntax, &self.written(syntax)?)?;
        let (wrote, read) = match syntax {
            ResultSyntax::Csv => (self.as_csv(), through.as_csv()),
            _ => (self.clone(), through),
        };
        if wrote.is_same(&read) {
            Ok(())
        } else {
            Err(format!("wrote {}\nread {}", wrote.listing(), read.listing()))
        }
    }

    fn written(&self, syntax: ResultSyntax) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        match self {
            Self::Boolean(value) => {
                write_boolean(&mut bytes, syntax, *value).map_err(|error| error.to_string())?;
            }
            Self::Solutions { variables, rows } => {
                let rows = rows.iter().cloned().map(Ok::<_, Infallible>);
                write_solutions(&mut bytes, syntax, variables, &Prefixes::default(), rows)
                    .map_err(|error| error.to_string())?;
            }
            Self::Graph(_) => return Err("a graph is no table".to_owned()),
        }
        Ok(bytes)
    }

    /// What CSV leaves of the terms: their text, and which are blank nodes.
    fn as_csv(&self) -> Self {
        let Self::Solutions { variables, rows } = self else { return self.clone() };
        let cell = |term: &Term| match term {
            Term::NamedNode(node) => Literal::new_simple_literal(node.as_str()).into(),
            Term::BlankNode(_) => term.clone(),
            Term::Literal(literal) => csv_cell(literal.value()),
            Term::Triple(_) => csv_cell(&term.to_string()),
        };
        // An empty cell may be an empty text, or nothing.
        let cell = |term: &Term| Some(cell(term)).filter(|cell| text(cell) != Some(""));
        let row = |row: &Row| row.iter().map(|term| cell(term.as_ref()?)).collect();
        Self::Solutions { variables: variables.clone(), rows: rows.iter().map(row).collect() }
    }

    fn listing(&self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Graph(rows) => format!("{} triples:{}", rows.len(), row_listing(rows)),
            Self::Solutions { variables, rows } => {
                let names: Vec<_> = variables.iter().map(ToString::to_string).collect();
                format!("{} rows of {}:{}", rows.len(), names.join(" "), row_listing(rows))
            }
        }
    }
}

/// The rows as text, sorted, so that two listings can be compared by eye.
pub fn row_listing(rows: &[Row]) -> String {
    const ROWS_MAX: usize = 30;
    let cell = |term: &Option<Term>| term.as_ref().map_or("-".to_owned(), ToString::to_string);
    let mut lines: Vec<String> =
        rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("  ")).collect();
    lines.sort();
    if lines.len() > ROWS_MAX {
        lines.truncate(ROWS_MAX);
        lines.push("…".to_owned());
    }
    lines.iter().map(|line| format!("\n    {line}")).collect()
}

/// The quad as a row; the last column is the graph.
pub fn quad_row(quad: Quad) -> Row {
    let graph = match quad.graph_name {
        GraphName::DefaultGraph => None,
        GraphName::NamedNode(node) => Some(node.into()),
        GraphName::BlankNode(node) => Some(node.into()),
    };
    vec![Some(quad.subject.into()), Some(quad.predicate.into()), Some(quad.object), graph]
}

/// The term of a cell of CSV, whose blank nodes and triple terms can be told from the text.
fn csv_cell(text: &str) -> Term {
    let is_more_than_text = text.starts_with("_:") || text.starts_with("<<(");
    let term = is_more_than_text.then(|| text.parse().ok()).flatten();
    term.unwrap_or_else(|| Literal::new_simple_literal(text).into())
}

fn from_bytes(name: &str, syntax: ResultSyntax, bytes: &[u8]) -> Result<Results, String> {
    match read_results(name, syntax, bytes).map_err(|error| error.to_string())? {
        QueryResults::Boolean(value) => Ok(Results::Boolean(value)),
        QueryResults::Solutions { variables, rows } => Ok(Results::Solutions { variables, rows }),
    }
}

/// Results that are RDF: a result set, or the graph itself. The second value is whether they have an order.
fn from_rdf(suites: &Suites, iri: &str) -> Result<(Results, bool), String> {
    let view = suites.load(&[(iri.to_owned(), GraphName::DefaultGraph)])?;
    let quads = all_quads(&view);
    let graph = Graph::new(quads.iter().cloned());
    let result_set = graph.with_property(rdf::TYPE).find(|subject| {
        graph
            .objects(subject, rdf::TYPE)
            .any(|class| *class == Term::from(rs::RESULT_SET.into_owned()))
    });
    match result_set {
        Some(node) => result_set_of(&graph, node),
        None => Ok((Results::Graph(quads.into_iter().map(quad_row).collect()), false)),
    }
}

fn result_set_of(graph: &Graph, node: &Term) -> Result<(Results, bool), String> {
    if let Some(value) = graph.object(node, rs::BOOLEAN) {
        return Ok((Results::Boolean(text(value) == Some("true")), false));
    }
    let names = graph.objects(node, rs::RESULT_VARIABLE).filter_map(text);
    let variables: Vec<_> = names.map(Variable::new_unchecked).collect();
    let mut rows = Vec::new();
    for solution in graph.objects(node, rs::SOLUTION) {
        let index = graph.object(solution, rs::INDEX).and_then(text);
        let index = index.map(|index| index.parse::<u64>().map_err(|e| format!("rs:index: {e}")));
        rows.push((index.transpose()?, solution_of(graph, solution, &variables)?));
    }
    let ordered = !rows.is_empty() && rows.iter().all(|(index, _)| index.is_some());
    rows.sort_by_key(|(index, _)| *index);
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Ok((Results::Solutions { variables, rows }, ordered))
}

fn solution_of(graph: &Graph, solution: &Term, variables: &[Variable]) -> Result<Row, String> {
    let mut terms = HashMap::new();
    for binding in graph.objects(solution, rs::BINDING) {
        let name = graph.object(binding, rs::VARIABLE).and_then(text);
        let name = name.ok_or("a binding names no variable")?;
        terms.insert(name, graph.object(binding, rs::VALUE).ok_or("a binding has no value")?);
    }
    Ok(variables.iter().map(|name| terms.get(name.as_str()).copied().cloned()).collect())
}

/// Whether the query's last clauses have ORDER BY; one in a subselect orders nothing outside of it.
fn orders_its_rows(query: &str) -> bool {
    let modifiers = query.rsplit('}').next().unwrap_or_default();
    modifiers.to_lowercase().contains("order by")
}

/// The rows with their number in front, which makes their order count.
fn numbered(rows: &[Row]) -> Vec<Row> {
    let number = |at: usize| Some(Literal::from(at as u64).into());
    let row = |(at, row): (usize, &Row)| [vec![number(at)], row.clone()].concat();
    rows.iter().enumerate().map(row).collect()
}

/// Each row that is expected at least once, and at most as often as it is expected.
fn is_laxly_right(expected: &[Row], ours: &[Row]) -> bool {
    let distinct = |rows: &[Row]| {
        let mut seen = HashSet::new();
        rows.iter().filter(|row| seen.insert(*row)).cloned().collect::<Vec<_>>()
    };
    let copies = |rows: &[Row], row: &Row| rows.iter().filter(|other| *other == row).count();
    let (once, ours_once) = (distinct(expected), distinct(ours));
    bijection(&ours_once, &once).is_some_and(|bijection| {
        ours_once.iter().all(|row| copies(ours, row) <= copies(expected, &renamed(row, &bijection)))
    })
}
