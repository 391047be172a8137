//! Which quads a pattern of a query sees: its graphs, in the query's view.

use super::asked::{AskedGraph, AskedPattern, Slot};
use crate::evidence::View;
use crate::model::vocab::rdf;
use crate::model::{GraphId, GraphName, Prefixes, QuadPattern, Term, TermId};
use crate::sparql::DatasetSpec;
use crate::store::Snapshot;
use std::collections::BTreeSet;

/// How many quads are looked at to learn whether one of them stands in a graph that is asked.
pub(super) const SCANNED_MAX: usize = 100_000;

/// A view, and the graphs of it that a query asks.
pub(super) struct Seen<'a> {
    pub view: &'a View,
    pub prefixes: &'a Prefixes,
    default: DefaultGraph,
    /// `None` is every named graph.
    named: Option<Vec<TermId>>,
    only_default_graph: bool,
}

enum DefaultGraph {
    UnionOfAll,
    /// The union of these.
    Graphs(Vec<GraphId>),
}

impl<'a> Seen<'a> {
    pub fn new(view: &'a View, spec: &DatasetSpec, prefixes: &'a Prefixes) -> Self {
        let snapshot = view.snapshot();
        let graph_of = |name: &GraphName| match name {
            GraphName::DefaultGraph => Some(GraphId::Default),
            GraphName::NamedNode(node) => snapshot.id_of(node).map(GraphId::Named),
            GraphName::BlankNode(node) => snapshot.id_of(node).map(GraphId::Named),
        };
        let default = match &spec.default {
            _ if spec.union_default_graph => DefaultGraph::UnionOfAll,
            None => DefaultGraph::Graphs(vec![GraphId::Default]),
            Some(graphs) => DefaultGraph::Graphs(graphs.iter().filter_map(graph_of).collect()),
        };
        let named = spec.named.as_ref();
        Self {
            view,
            prefixes,
            default,
            named: named.map(|names| names.iter().filter_map(|n| snapshot.id_of(n)).collect()),
            only_default_graph: snapshot.graphs().all(|graph| graph == GraphId::Default),
        }
    }

    pub fn snapshot(&self) -> &Snapshot {
        self.view.snapshot()
    }

    /// Whether what is asked of `asked` may be found in `graph`.
    pub fn sees(&self, asked: &AskedGraph, graph: GraphId) -> bool {
        match (asked, graph) {
            (AskedGraph::Default, graph) => match &self.default {
                DefaultGraph::UnionOfAll => true,
                DefaultGraph::Graphs(graphs) => graphs.contains(&graph),
            },
            (_, GraphId::Default) => false,
            (AskedGraph::AnyNamed, GraphId::Named(name)) => {
                self.named.as_ref().is_none_or(|names| names.contains(&name))
            }
            (AskedGraph::Named(asked), GraphId::Named(name)) => {
                self.sees(&AskedGraph::AnyNamed, graph)
                    && self.snapshot().id_of(asked) == Some(name)
            }
        }
    }

    /// The pattern in ids, in every graph; `None` where it names a term that the store has never seen.
    pub fn quad_pattern(&self, slots: &[Slot; 3]) -> Option<QuadPattern> {
        let id = |slot: &Slot| match slot.term() {
            Some(term) => self.snapshot().id_of(term).map(Some),
            None => Some(None),
        };
        let [subject, predicate, object] = slots;
        Some(QuadPattern::triple(id(subject)?, id(predicate)?, id(object)?))
    }

    /// Whether the pattern matches something in its graphs; true also where that would take long to find out.
    pub fn may_match(&self, asked: &AskedPattern) -> bool {
        self.quad_pattern(&asked.slots)
            .is_some_and(|pattern| self.may_match_in(&pattern, &asked.graph))
    }

    /// The same for a pattern in ids.
    pub fn may_match_in(&self, pattern: &QuadPattern, graph: &AskedGraph) -> bool {
        if self.view.count(pattern) == 0 {
            return false;
        }
        if self.only_default_graph {
            return self.sees(graph, GraphId::Default);
        }
        let mut quads = self.view.scan(pattern);
        quads.by_ref().take(SCANNED_MAX).any(|quad| self.sees(graph, quad.graph))
            || quads.next().is_some()
    }

    /// The terms of patterns, as a query has them.
    pub fn texts_of_terms(&self, patterns: &[AskedPattern]) -> BTreeSet<String> {
        let terms = patterns.iter().flat_map(|pattern| &pattern.slots).filter_map(Slot::term);
        terms.map(|term| self.prefixes.turtle(term.as_ref())).collect()
    }

    /// The pattern as a query has it, with prefixed names.
    pub fn text(&self, slots: &[Slot; 3]) -> String {
        let text = |slot: &Slot| match slot {
            Slot::Term(term) => self.prefixes.turtle(term.as_ref()),
            Slot::Variable(name) => format!("?{name}"),
            Slot::Nameless(_) | Slot::TripleTerm => "[]".to_owned(),
        };
        let [subject, predicate, object] = slots;
        let predicate = match predicate {
            Slot::Term(Term::NamedNode(iri)) if *iri == rdf::TYPE => "a".to_owned(),
            other => text(other),
        };
        format!("{} {predicate} {}", text(subject), text(object))
    }
}
