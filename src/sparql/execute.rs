//! Running a query and taking its answer.

use super::dataset::{DatasetError, DatasetSpec, QueryDataset};
use super::parameters::{ParameterError, Parameters};
use super::service::{Federation, RemoteService, SERVICES_MAX, ServiceError, ServiceFault};
use super::substitute::{projected, substitute};
use super::{Query, QuerySyntaxError};
use crate::evidence::View;
use crate::model::{BlankNode, LimitExceeded, Limits, NamedOrBlankNode, Term, Triple, Variable};
use crate::store::Snapshot;
use rustc_hash::{FxHashMap, FxHashSet};
use spareval::{
    QueryDatasetSpecification, QueryEvaluationError, QueryEvaluator, QueryResults,
    QuerySolutionIter, QueryTripleIter,
};
use spargebra::Query as Algebra;
use std::borrow::Cow;
use std::sync::Arc;
use thiserror::Error;

/// How a query is run.
#[derive(Clone, Debug, Default)]
pub struct QueryOptions {
    /// The graphs that the query sees. Where it says nothing, the query's own FROM and FROM NAMED do.
    pub dataset: DatasetSpec,
    /// What it may cost.
    pub limits: Limits,
    /// Values for some of the query's variables.
    pub parameters: Parameters,
    /// What answers SERVICE. Without it a query that asks another server is an error.
    pub services: Option<Arc<dyn RemoteService>>,
}

/// A query that could not be answered.
#[derive(Debug, Error)]
pub enum QueryError {
    /// It can't be understood.
    #[error(transparent)]
    Syntax(#[from] QuerySyntaxError),
    /// It reached a limit.
    #[error("the query was stopped: {0}")]
    Limit(#[from] LimitExceeded),
    /// It asks another server, which nobody has allowed.
    #[error("SERVICE <{iri}> is not allowed: this program asks no other server")]
    Service {
        /// The server that it asks.
        iri: String,
    },
    /// It asks a server that may not be asked.
    #[error("SERVICE <{iri}>: {source}")]
    ServiceRefused {
        /// The server that it asks.
        iri: String,
        /// Why it may not.
        source: Arc<ServiceError>,
    },
    /// A server that it asks gave no answer.
    #[error("SERVICE <{iri}>: {source}")]
    ServiceFailed {
        /// The server that it asks.
        iri: String,
        /// Why there is none.
        source: Arc<ServiceError>,
    },
    /// It asks a server that is known only when it runs.
    #[error(
        "SERVICE ?{variable}: a variable can't say which server is asked; write its IRI, or give ?{variable} a value as a parameter"
    )]
    ServiceVariable {
        /// The variable's name, without `?`.
        variable: String,
    },
    /// It asks other servers too often.
    #[error("the query has {clauses} SERVICE clauses; {SERVICES_MAX} is the most that are asked")]
    TooManyServices {
        /// How many it has.
        clauses: usize,
    },
    /// A parameter that it can't take.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The evaluator gave up.
    #[error("the query failed: {0}")]
    Evaluation(String),
}

/// One solution: a term, or nothing, for each variable of [`Solutions::variables`].
pub type Solution = Vec<Option<Term>>;

/// The answer to a query.
pub enum Answer {
    /// To ASK.
    Boolean(bool),
    /// To SELECT.
    Solutions(Solutions),
    /// To CONSTRUCT and DESCRIBE.
    Graph(Triples),
}

/// Solutions, computed as they are asked for. Ends at the first error.
pub struct Solutions {
    rows: Rows<QuerySolutionIter<'static>>,
    variables: Vec<Variable>,
    columns: Vec<Column>,
}

/// Where the term of a variable comes from.
enum Column {
    /// The evaluator's solutions have it here.
    At(usize),
    /// It is a parameter.
    Parameter(Term),
}

/// Triples, computed as they are asked for, each once. Ends at the first error.
pub struct Triples {
    rows: Rows<Distinct>,
}

impl Query {
    /// Runs the query over a view.
    ///
    /// # Errors
    /// [`QueryError`]; rows that are computed later give theirs when they are asked for.
    pub fn run(&self, view: &View, options: &QueryOptions) -> Result<Answer, QueryError> {
        let spec = self.dataset_spec(&options.dataset);
        let limits = options.limits.clone();
        let algebra = self.with(&options.parameters)?;
        // Who asks no service is spared the walk through the algebra.
        let services = options.services.as_ref().filter(|_| !self.services().is_empty());
        let names = BlankNodeNames::new(view.snapshot().clone());
        Ok(match evaluate(algebra, view, &spec, &limits, services)? {
            QueryResults::Boolean(value) => Answer::Boolean(value),
            QueryResults::Solutions(solutions) => {
                let (variables, columns) = self.columns(solutions.variables(), &options.parameters);
                Answer::Solutions(Solutions {
                    variables,
                    columns,
                    rows: Rows::new(solutions, names, limits),
                })
            }
            QueryResults::Graph(triples) => {
                let triples = Distinct { triples, seen: FxHashSet::default() };
                Answer::Graph(Triples { rows: Rows::new(triples, names, limits) })
            }
        })
    }

    /// The algebra with the parameters in the place of their variables.
    pub(super) fn with(&self, parameters: &Parameters) -> Result<Cow<'_, Algebra>, ParameterError> {
        if parameters.is_empty() {
            return Ok(Cow::Borrowed(&self.algebra));
        }
        parameters.check(self.variables())?;
        Ok(Cow::Owned(substitute(&self.algebra, parameters.values())?))
    }

    /// The columns in the order in which they are answered. `evaluated` are the evaluator's, which knows no parameters.
    fn columns(
        &self,
        evaluated: &[Variable],
        parameters: &Parameters,
    ) -> (Vec<Variable>, Vec<Column>) {
        let column = |variable: &Variable| {
            let at = evaluated.iter().position(|other| other == variable).map(Column::At);
            let at = at.or_else(|| parameters.get(variable).cloned().map(Column::Parameter));
            Some((variable.clone(), at?))
        };
        let mut columns: Vec<_> = self.projection().iter().filter_map(column).collect();
        if let Some(order) = &self.column_order {
            let place = |name: &str| order.iter().position(|other| other == name);
            columns.sort_by_key(|(name, _)| place(name.as_str()).unwrap_or(usize::MAX));
        }
        columns.into_iter().unzip()
    }

    /// The variables of the outermost SELECT.
    fn projection(&self) -> &[Variable] {
        match &self.algebra {
            Algebra::Select { pattern, .. } => projected(pattern),
            _ => &[],
        }
    }

    /// The graphs that the query sees, where it is run over these.
    pub(super) fn dataset_spec(&self, asked: &DatasetSpec) -> DatasetSpec {
        let mut spec = asked.clone();
        // SPARQL 1.1 Protocol §2.1.4: a dataset given from outside beats the query's own.
        let given = spec.union_default_graph || spec.default.is_some() || spec.named.is_some();
        if !given && let Some((default, named)) = self.dataset() {
            spec.default = Some(default);
            spec.named = Some(named);
        } else if given && (spec.default.is_some() || spec.named.is_some()) {
            spec.default.get_or_insert_default();
            spec.named.get_or_insert_default();
        }
        spec
    }
}

/// Evaluates over the graphs of a view that a spec chooses, whatever dataset the algebra names.
fn evaluate(
    mut algebra: Cow<'_, Algebra>,
    view: &View,
    spec: &DatasetSpec,
    limits: &Limits,
    services: Option<&Arc<dyn RemoteService>>,
) -> Result<QueryResults<'static>, QueryError> {
    let dataset = QueryDataset::new(view.clone(), spec, limits.clone());
    let mut evaluator = QueryEvaluator::new();
    if let Some(services) = services {
        let federation = Federation::of(algebra.to_mut(), services, limits)?;
        evaluator = evaluator.with_default_service_handler(federation);
    }
    let mut prepared = evaluator.prepare(&algebra);
    // The dataset itself knows which graphs are seen, and gives each triple of a union once.
    *prepared.dataset_mut() = QueryDatasetSpecification::new();
    prepared.execute(dataset).map_err(query_error)
}

/// The solutions of a SELECT over such graphs, in columns of its own order.
pub(super) fn select(
    algebra: &Algebra,
    view: &View,
    spec: &DatasetSpec,
    limits: &Limits,
    services: Option<&Arc<dyn RemoteService>>,
) -> Result<Solutions, QueryError> {
    let results = evaluate(Cow::Borrowed(algebra), view, spec, limits, services)?;
    let QueryResults::Solutions(solutions) = results else {
        return Err(QueryError::Evaluation("a SELECT gave no solutions".to_owned()));
    };
    let names = BlankNodeNames::new(view.snapshot().clone());
    Ok(Solutions {
        variables: solutions.variables().to_vec(),
        columns: (0..solutions.variables().len()).map(Column::At).collect(),
        rows: Rows::new(solutions, names, limits.clone()),
    })
}

impl Solutions {
    /// The variables, in the order in which a solution holds their terms.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }
}

impl Iterator for Solutions {
    type Item = Result<Solution, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = &mut self.rows;
        Some(rows.next()?.map(|solution| {
            let term = |column: &Column| match column {
                Column::At(at) => {
                    solution.values()[*at].clone().map(|term| rows.names.rename(term))
                }
                Column::Parameter(term) => Some(term.clone()),
            };
            self.columns.iter().map(term).collect()
        }))
    }
}

impl Iterator for Triples {
    type Item = Result<Triple, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        let rows = &mut self.rows;
        Some(rows.next()?.map(|triple| rows.names.rename_triple(triple)))
    }
}

/// The evaluator's triples, each once: it gives those with a blank node or a triple term as often as it finds them.
struct Distinct {
    triples: QueryTripleIter<'static>,
    seen: FxHashSet<Triple>,
}

impl Iterator for Distinct {
    type Item = Result<Triple, QueryEvaluationError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.triples.next()? {
                Ok(triple) if !self.seen.insert(triple.clone()) => {}
                new => return Some(new),
            }
        }
    }
}

/// The evaluator's rows, under the limits.
struct Rows<I> {
    /// `None` once it has ended: after an error the evaluator would go on, with wrong rows.
    rows: Option<I>,
    names: BlankNodeNames,
    limits: Limits,
    returned: u64,
}

impl<T, I: Iterator<Item = Result<T, QueryEvaluationError>>> Rows<I> {
    fn new(rows: I, names: BlankNodeNames, limits: Limits) -> Self {
        Self { rows: Some(rows), names, limits, returned: 0 }
    }

    fn next(&mut self) -> Option<Result<T, QueryError>> {
        let row = match self.rows.as_mut()?.next() {
            Some(Ok(row)) => self.admit(row),
            Some(Err(error)) => Err(query_error(error)),
            None => {
                self.rows = None;
                return None;
            }
        };
        if row.is_err() {
            self.rows = None;
        }
        Some(row)
    }

    fn admit<R>(&mut self, row: R) -> Result<R, QueryError> {
        self.limits.check()?;
        self.returned += 1;
        match self.limits.rows_max {
            Some(rows_max) if self.returned > rows_max => {
                Err(LimitExceeded::Rows { rows_max }.into())
            }
            _ => Ok(row),
        }
    }
}

/// Names for the blank nodes that a query makes. The evaluator's are random; these are numbered as they come out,
/// so that the same query over the same data gives the same bytes.
struct BlankNodeNames {
    snapshot: Snapshot,
    names: FxHashMap<BlankNode, BlankNode>,
    next: u64,
}

impl BlankNodeNames {
    fn new(snapshot: Snapshot) -> Self {
        Self { snapshot, names: FxHashMap::default(), next: 1 }
    }

    fn rename(&mut self, term: Term) -> Term {
        match term {
            Term::BlankNode(node) => self.name(node).into(),
            Term::Triple(triple) => self.rename_triple(*triple).into(),
            other => other,
        }
    }

    fn rename_triple(&mut self, mut triple: Triple) -> Triple {
        if let NamedOrBlankNode::BlankNode(node) = triple.subject {
            triple.subject = self.name(node).into();
        }
        triple.object = self.rename(triple.object);
        triple
    }

    fn name(&mut self, node: BlankNode) -> BlankNode {
        if self.snapshot.id_of(&node).is_some() {
            return node;
        }
        if let Some(name) = self.names.get(&node) {
            return name.clone();
        }
        let name = loop {
            let name = BlankNode::new_unchecked(format!("q{}", self.next));
            self.next += 1;
            if self.snapshot.id_of(&name).is_none() {
                break name;
            }
        };
        self.names.insert(node, name.clone());
        name
    }
}

fn query_error(error: QueryEvaluationError) -> QueryError {
    match error {
        QueryEvaluationError::Dataset(error) => match error.downcast::<DatasetError>() {
            Ok(error) => match *error {
                DatasetError::Limit(limit) => QueryError::Limit(limit),
                DatasetError::UnknownTerm => QueryError::Evaluation(error.to_string()),
            },
            Err(error) => QueryError::Evaluation(error.to_string()),
        },
        QueryEvaluationError::Cancelled => QueryError::Limit(LimitExceeded::Cancelled),
        QueryEvaluationError::UnsupportedService(iri) => {
            QueryError::Service { iri: iri.into_string() }
        }
        QueryEvaluationError::Service(error) => match error.downcast::<ServiceFault>() {
            Ok(fault) => (*fault).into(),
            Err(error) => QueryError::Evaluation(error.to_string()),
        },
        other => QueryError::Evaluation(other.to_string()),
    }
}

impl From<ServiceFault> for QueryError {
    fn from(fault: ServiceFault) -> Self {
        let (iri, source) = (fault.service.into_string(), fault.error);
        match *source {
            ServiceError::Refused(_) => Self::ServiceRefused { iri, source },
            ServiceError::Failed(_) => Self::ServiceFailed { iri, source },
            ServiceError::Limit(limit) => Self::Limit(limit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::ViewSpec;
    use crate::sparql::ParseOptions;
    use crate::store::{Loader, Store};

    fn answer(turtle: &str, query: &str) -> Answer {
        let store = Store::new();
        let mut loader = Loader::begin(&store);
        loader.read_turtle("test", turtle).unwrap();
        loader.commit().unwrap();
        let view = View::new(store.snapshot(), ViewSpec::Asserted);
        let query = Query::parse(query, &ParseOptions::default()).unwrap();
        query.run(&view, &QueryOptions::default()).unwrap()
    }

    #[test]
    fn a_constructed_triple_comes_once_also_with_a_blank_node() {
        let query = "CONSTRUCT { ?s a <urn:c> } { ?s <urn:p> ?o }";
        let Answer::Graph(triples) = answer("_:b <urn:p> 1, 2 .", query) else {
            panic!("CONSTRUCT gives a graph");
        };
        assert_eq!(triples.collect::<Result<Vec<_>, _>>().unwrap().len(), 1);
    }

    #[test]
    fn a_literal_stays_exact_within_nested_triple_terms() {
        let turtle = "<urn:r> <urn:says> <<( <urn:s> <urn:p> <<( <urn:a> <urn:b> 1.50 )>> )>> .
                      <urn:x> <urn:is> <<( <urn:a> <urn:b> 1.50 )>> .";
        let query = "SELECT ?x { ?r <urn:says> <<( ?s ?p ?inner )>> . ?x <urn:is> ?inner }";
        let Answer::Solutions(solutions) = answer(turtle, query) else {
            panic!("SELECT gives solutions");
        };
        assert_eq!(solutions.collect::<Result<Vec<_>, _>>().unwrap().len(), 1);
    }
}
