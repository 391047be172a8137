//! Between the evaluator and the services: who may be asked, what each is asked, and its answer.

use super::asked::{Services, each_service, pattern_of};
use super::text::select_query;
use super::{RemoteService, RemoteSolutions, SERVICES_MAX, ServiceError};
use crate::model::{BlankNode, Limits, NamedNode, NamedOrBlankNode, Term, Triple, Variable};
use crate::sparql::QueryError;
use oxiri::Iri;
use rustc_hash::FxHashMap;
use spareval::{DefaultServiceHandler, QueryEvaluationError, QuerySolutionIter};
use spargebra::Query as Algebra;
use spargebra::algebra::GraphPattern;
use spargebra::term::NamedNodePattern;
use std::sync::{Arc, OnceLock};
use thiserror::Error;

/// The SERVICE clauses of one query that runs.
///
/// The evaluator gives its handler a pattern that it has rearranged, and asks anew for each solution beside it. So each clause
/// has a name of its own in the algebra that is evaluated; by it the handler finds the question and the answer.
pub(in crate::sparql) struct Federation {
    service: Arc<dyn RemoteService>,
    limits: Limits,
    clauses: FxHashMap<NamedNode, Clause>,
}

/// One SERVICE clause.
struct Clause {
    service: NamedNode,
    query: String,
    variables: Arc<[Variable]>,
    answer: OnceLock<Answer>,
}

/// The rows have the variables of the clause.
type Answer = Result<Arc<[Row]>, Arc<ServiceError>>;

type Row = Vec<Option<Term>>;

/// A service without an answer, on its way through the evaluator.
#[derive(Debug, Error)]
#[error("{error}")]
pub(in crate::sparql) struct ServiceFault {
    pub service: NamedNode,
    pub error: Arc<ServiceError>,
}

impl Federation {
    /// Takes the services of a query over: in the algebra they then have names that only this federation knows.
    ///
    /// # Errors
    /// Where one of them may not be asked, is a variable, or there are more than [`SERVICES_MAX`].
    pub fn of(
        algebra: &mut Algebra,
        service: &Arc<dyn RemoteService>,
        limits: &Limits,
    ) -> Result<Self, QueryError> {
        admit(&Services::of(algebra), &**service)?;
        let base = algebra.base_iri().map(|base| base.as_str().to_owned());
        let mut clauses = FxHashMap::default();
        each_service(pattern_of(algebra), &mut |name, inner| {
            if let NamedNodePattern::NamedNode(service) = name {
                let alias = NamedNode::new_unchecked(format!("service:{}", clauses.len()));
                let clause = Clause::new(service.clone(), inner, base.as_deref());
                *service = alias.clone();
                clauses.insert(alias, clause);
            }
        });
        Ok(Self { service: Arc::clone(service), limits: limits.clone(), clauses })
    }

    fn ask(&self, clause: &Clause) -> Answer {
        let solutions = self
            .limits
            .check()
            .map_err(ServiceError::from)
            .and_then(|()| self.service.select(&clause.service, &clause.query, &self.limits));
        match solutions {
            Ok(solutions) => Ok(clause.rows(solutions)),
            Err(error) => Err(Arc::new(error)),
        }
    }
}

/// Looks whether all of them may be asked.
pub(in crate::sparql) fn admit(
    services: &Services,
    remote: &dyn RemoteService,
) -> Result<(), QueryError> {
    if let Some(variable) = services.variables.first() {
        return Err(QueryError::ServiceVariable { variable: variable.as_str().to_owned() });
    }
    if services.clauses > SERVICES_MAX {
        return Err(QueryError::TooManyServices { clauses: services.clauses });
    }
    services.named.iter().try_for_each(|service| {
        remote.admit(service).map_err(|error| {
            ServiceFault { service: service.clone(), error: Arc::new(error) }.into()
        })
    })
}

impl Clause {
    fn new(service: NamedNode, pattern: &GraphPattern, base: Option<&str>) -> Self {
        let mut variables = Vec::new();
        pattern.on_in_scope_variable(|variable| {
            if !variables.contains(variable) {
                variables.push(variable.clone());
            }
        });
        let query = select_query(pattern, &variables, base);
        Self { service, query, variables: variables.into(), answer: OnceLock::new() }
    }

    /// The rows of an answer, with the variables that were asked for and no others, and with blank nodes that are new here.
    fn rows(&self, solutions: RemoteSolutions) -> Arc<[Row]> {
        let place = |variable| solutions.variables.iter().position(|other| other == variable);
        let places: Vec<_> = self.variables.iter().map(place).collect();
        let mut nodes = FxHashMap::default();
        let mut row = |terms: Row| {
            let term =
                |place: &Option<usize>| Some(fresh(terms.get((*place)?)?.clone()?, &mut nodes));
            places.iter().map(term).collect()
        };
        solutions.rows.into_iter().map(&mut row).collect()
    }
}

/// The term with the blank nodes that stand here for those of the other side.
fn fresh(term: Term, nodes: &mut FxHashMap<BlankNode, BlankNode>) -> Term {
    match term {
        Term::BlankNode(node) => nodes.entry(node).or_default().clone().into(),
        Term::Triple(triple) => {
            let Triple { subject, predicate, object } = *triple;
            let subject = match subject {
                NamedOrBlankNode::BlankNode(node) => nodes.entry(node).or_default().clone().into(),
                named => named,
            };
            Triple { subject, predicate, object: fresh(object, nodes) }.into()
        }
        other => other,
    }
}

impl DefaultServiceHandler for Federation {
    type Error = QueryEvaluationError;

    fn handle(
        &self,
        name: &NamedNode,
        _: &GraphPattern,
        _: Option<&Iri<String>>,
    ) -> Result<QuerySolutionIter<'static>, QueryEvaluationError> {
        let Some(clause) = self.clauses.get(name) else {
            return Err(QueryEvaluationError::UnsupportedService(name.clone()));
        };
        let variables = Arc::clone(&clause.variables);
        match clause.answer.get_or_init(|| self.ask(clause)) {
            Ok(rows) => {
                let rows = Arc::clone(rows);
                let tuples = (0..rows.len()).map(move |at| Ok(rows[at].clone()));
                Ok(QuerySolutionIter::from_tuples(variables, tuples))
            }
            Err(error) => {
                let fault =
                    ServiceFault { service: clause.service.clone(), error: Arc::clone(error) };
                let fault_error = QueryEvaluationError::Service(Box::new(fault));
                match **error {
                    // SILENT makes an empty solution of this (SPARQL 1.1 Federated Query §3) …
                    ServiceError::Failed(_) => Err(fault_error),
                    // … but not of a row that is an error.
                    ServiceError::Refused(_) | ServiceError::Limit(_) => {
                        let row = std::iter::once(Err(fault_error));
                        Ok(QuerySolutionIter::from_tuples(variables, row))
                    }
                }
            }
        }
    }
}
