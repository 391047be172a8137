//! The bridge between the evaluator and a view of the store.
//!
//! It also keeps terms exact where the evaluator would not: inside triple terms the evaluator handles values,
//! so that `1.50` would become `1.5` and match nothing. [`Recent`] puts the letters back.

use super::pace::Pace;
use super::query_terms::QueryTerms;
use crate::evidence::View;
use crate::model::{
    GraphId, GraphName, IdQuad, LimitExceeded, Limits, NamedNode, QuadPattern, Term, TermId, Triple,
};
use rustc_hash::FxHashSet;
use spareval::{ExpressionTerm, InternalQuad, QueryableDataset};
use std::cell::RefCell;
use std::rc::Rc;
use thiserror::Error;

/// Which graphs a query sees (SPARQL 1.1 §13).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DatasetSpec {
    /// The graphs whose union is the default graph; `None` is the store's own default graph.
    pub default: Option<Vec<GraphName>>,
    /// The graphs that GRAPH can see; `None` is every named graph of the store.
    pub named: Option<Vec<NamedNode>>,
    /// The default graph is the union of all graphs, the store's default graph included; beats `default`.
    pub union_default_graph: bool,
}

/// An error that ends the evaluation.
#[derive(Clone, Copy, Debug, Error)]
pub(super) enum DatasetError {
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
    #[error("the evaluator asked for a term that neither the store nor the query has")]
    UnknownTerm,
}

pub(super) struct QueryDataset {
    view: View,
    default: DefaultGraph,
    /// Sorted; `None` is every named graph of the store.
    named: Option<Rc<[TermId]>>,
    terms: Rc<RefCell<QueryTerms>>,
    recent: RefCell<Recent>,
    limits: Limits,
}

enum DefaultGraph {
    One(GraphId),
    /// The union of these, each triple once.
    Union(Rc<FxHashSet<GraphId>>),
    UnionOfAll,
}

impl QueryDataset {
    pub fn new(view: View, spec: &DatasetSpec, limits: Limits) -> Self {
        let mut terms = QueryTerms::default();
        let mut id_of =
            |name: Term| view.snapshot().id_of(&name).unwrap_or_else(|| terms.intern(name));
        let mut graph_of = |name: &GraphName| match name {
            GraphName::DefaultGraph => GraphId::Default,
            GraphName::NamedNode(node) => GraphId::Named(id_of(node.clone().into())),
            GraphName::BlankNode(node) => GraphId::Named(id_of(node.clone().into())),
        };
        let default = match &spec.default {
            _ if spec.union_default_graph => DefaultGraph::UnionOfAll,
            None => DefaultGraph::One(GraphId::Default),
            Some(graphs) => match graphs.as_slice() {
                [graph] => DefaultGraph::One(graph_of(graph)),
                graphs => DefaultGraph::Union(Rc::new(graphs.iter().map(graph_of).collect())),
            },
        };
        let named = spec.named.as_ref().map(|graphs| {
            let mut ids: Vec<_> = graphs.iter().map(|graph| id_of(graph.clone().into())).collect();
            ids.sort_unstable();
            ids.dedup();
            ids.into()
        });
        let terms = Rc::new(RefCell::new(terms));
        Self { view, default, named, terms, recent: RefCell::default(), limits }
    }

    fn term(&self, id: TermId) -> Result<Term, DatasetError> {
        if QueryTerms::owns(id) {
            self.terms.borrow().get(id).cloned().ok_or(DatasetError::UnknownTerm)
        } else {
            self.view.snapshot().term(id).ok_or(DatasetError::UnknownTerm)
        }
    }

    fn id_of(&self, term: Term) -> TermId {
        match self.view.snapshot().id_of(&term) {
            Some(id) => id,
            None => self.terms.borrow_mut().intern(term),
        }
    }

    fn scan(&self, pattern: QuadPattern, graphs: Graphs) -> DatasetScan {
        let asks_for_a_term_of_the_query = [pattern.subject, pattern.predicate, pattern.object]
            .into_iter()
            .flatten()
            .any(QueryTerms::owns);
        DatasetScan {
            quads: (!asks_for_a_term_of_the_query).then(|| self.view.scan(&pattern)),
            graphs,
            last: None,
            pace: Pace::new(self.limits.clone()),
        }
    }
}

/// What a scan does with the graphs of the quads that it finds.
enum Graphs {
    /// The pattern holds the only graph; its triples count as the default graph's.
    AsDefault,
    /// The same for the union of some graphs, or of all.
    UnionAsDefault(Option<Rc<FxHashSet<GraphId>>>),
    /// Only named graphs, of a sorted list if there is one.
    Named(Option<Rc<[TermId]>>),
}

struct DatasetScan {
    quads: Option<crate::evidence::ViewScan>,
    graphs: Graphs,
    last: Option<IdQuad>,
    pace: Pace,
}

impl Iterator for DatasetScan {
    type Item = Result<InternalQuad<TermId>, DatasetError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            // After an error the scan has ended.
            let quads = self.quads.as_mut()?;
            if let Err(limit) = self.pace.step() {
                self.quads = None;
                return Some(Err(limit.into()));
            }
            let quad = quads.next()?;
            let graph_name = match &self.graphs {
                Graphs::AsDefault => None,
                Graphs::UnionAsDefault(graphs) => {
                    if graphs.as_ref().is_some_and(|graphs| !graphs.contains(&quad.graph)) {
                        continue;
                    }
                    // The graph is the last column of every order: copies of a triple come one after another.
                    if self.last.is_some_and(|last| same_triple(&last, &quad)) {
                        continue;
                    }
                    self.last = Some(quad);
                    None
                }
                Graphs::Named(names) => match quad.graph {
                    GraphId::Named(name)
                        if names.as_ref().is_none_or(|n| n.binary_search(&name).is_ok()) =>
                    {
                        Some(name)
                    }
                    _ => continue,
                },
            };
            return Some(Ok(InternalQuad {
                subject: quad.subject,
                predicate: quad.predicate,
                object: quad.object,
                graph_name,
            }));
        }
    }
}

fn same_triple(a: &IdQuad, b: &IdQuad) -> bool {
    (a.subject, a.predicate, a.object) == (b.subject, b.predicate, b.object)
}

impl QueryableDataset<'static> for QueryDataset {
    type InternalTerm = TermId;
    type Error = DatasetError;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&TermId>,
        predicate: Option<&TermId>,
        object: Option<&TermId>,
        graph_name: Option<Option<&TermId>>,
    ) -> impl Iterator<Item = Result<InternalQuad<TermId>, DatasetError>> + use<> {
        let mut pattern =
            QuadPattern::triple(subject.copied(), predicate.copied(), object.copied());
        let graphs = match graph_name {
            Some(None) => match &self.default {
                DefaultGraph::One(graph) => {
                    pattern.graph = Some(*graph);
                    Graphs::AsDefault
                }
                DefaultGraph::Union(graphs) => Graphs::UnionAsDefault(Some(Rc::clone(graphs))),
                DefaultGraph::UnionOfAll => Graphs::UnionAsDefault(None),
            },
            Some(Some(&graph)) => {
                pattern.graph = Some(GraphId::Named(graph));
                Graphs::Named(self.named.clone())
            }
            None => Graphs::Named(self.named.clone()),
        };
        self.scan(pattern, graphs)
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<TermId, DatasetError>> + use<> {
        let names: Vec<TermId> = match &self.named {
            Some(names) => names.to_vec(),
            None => self.view.named_graphs().collect(),
        };
        names.into_iter().map(Ok)
    }

    fn contains_internal_graph_name(&self, graph_name: &TermId) -> Result<bool, DatasetError> {
        Ok(match &self.named {
            Some(names) => names.binary_search(graph_name).is_ok(),
            None => self.view.contains_graph(*graph_name),
        })
    }

    fn internalize_term(&self, term: Term) -> Result<TermId, DatasetError> {
        self.limits.check()?;
        Ok(self.id_of(term))
    }

    fn externalize_term(&self, term: TermId) -> Result<Term, DatasetError> {
        self.term(term)
    }

    fn externalize_expression_term(&self, id: TermId) -> Result<ExpressionTerm, DatasetError> {
        let term = self.term(id)?;
        self.recent.borrow_mut().went_out(&term);
        Ok(term.into())
    }

    fn internalize_expression_term(&self, term: ExpressionTerm) -> Result<TermId, DatasetError> {
        let term = self.recent.borrow_mut().exact(term.into());
        Ok(self.id_of(term))
    }
}

/// The terms that last went out to the evaluator as values.
///
/// To match a triple term the evaluator takes its parts as values and gives each back for an id; to look one up it
/// takes three terms as values and gives back the triple term of them. Either way a literal comes back in its
/// canonical form. What comes back right after it went out, and has the same value, is the same term.
#[derive(Default)]
struct Recent {
    last_three: [Option<Term>; 3],
    /// The parts of the last term that went out, if that was a triple term.
    parts: Option<Triple>,
}

impl Recent {
    fn went_out(&mut self, term: &Term) {
        self.parts = match term {
            Term::Triple(triple) => Some((**triple).clone()),
            _ => None,
        };
        self.last_three.rotate_left(1);
        self.last_three[2] = Some(term.clone());
    }

    /// The term that is meant by one that the evaluator gives back.
    fn exact(&mut self, term: Term) -> Term {
        let may_have_changed = matches!(term, Term::Literal(_) | Term::Triple(_));
        match (&self.parts, term) {
            (Some(parts), term) if may_have_changed && canonical(&parts.object) == term => {
                parts.object.clone()
            }
            (_, Term::Triple(triple)) => self.exact_triple(*triple).into(),
            (_, term) => term,
        }
    }

    fn exact_triple(&self, mut triple: Triple) -> Triple {
        let [Some(subject), Some(predicate), Some(object)] = &self.last_three else {
            return triple;
        };
        if *subject == Term::from(triple.subject.clone())
            && *predicate == Term::from(triple.predicate.clone())
            && canonical(object) == triple.object
        {
            triple.object = object.clone();
        } else if let Some(parts) = &self.parts
            && canonical(&parts.clone().into()) == Term::from(triple.clone())
        {
            triple = parts.clone();
        }
        triple
    }
}

/// The term as it comes back from the evaluator.
fn canonical(term: &Term) -> Term {
    ExpressionTerm::from(term.clone()).into()
}
