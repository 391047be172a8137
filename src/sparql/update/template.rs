//! Templates of quads, and the quads that solutions make of them (SPARQL 1.2 Update §4.1.1).

use crate::format::BlankNodeScope;
use crate::model::{
    BlankNode, GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple, Variable,
};
use crate::sparql::Solution;
use spargebra::term::{GraphNamePattern, NamedNodePattern, QuadPattern, TermPattern};

/// A quad with places for terms of a solution.
#[derive(Clone, Debug)]
pub(super) struct QuadTemplate {
    subject: TermTemplate,
    predicate: TermTemplate,
    object: TermTemplate,
    /// `None` is the default graph.
    graph: Option<TermTemplate>,
}

#[derive(Clone, Debug)]
enum TermTemplate {
    Term(Term),
    /// The term in this column of the solution.
    Column(usize),
    /// A new blank node in each solution.
    BlankNode(BlankNode),
    Triple(Box<[TermTemplate; 3]>),
}

/// The columns of the solutions that templates take their terms from.
#[derive(Default)]
pub(super) struct Columns {
    variables: Vec<Variable>,
}

impl Columns {
    pub fn into_variables(self) -> Vec<Variable> {
        self.variables
    }

    fn column(&mut self, variable: Variable) -> TermTemplate {
        let known = self.variables.iter().position(|other| *other == variable);
        TermTemplate::Column(known.unwrap_or_else(|| {
            self.variables.push(variable);
            self.variables.len() - 1
        }))
    }

    pub fn quad(&mut self, quad: QuadPattern) -> QuadTemplate {
        QuadTemplate {
            subject: self.term(quad.subject),
            predicate: self.named_node(quad.predicate),
            object: self.term(quad.object),
            graph: self.graph(quad.graph_name),
        }
    }

    fn term(&mut self, term: TermPattern) -> TermTemplate {
        match term {
            TermPattern::NamedNode(node) => TermTemplate::Term(node.into()),
            TermPattern::Literal(literal) => TermTemplate::Term(literal.into()),
            TermPattern::BlankNode(node) => TermTemplate::BlankNode(node),
            TermPattern::Variable(variable) => self.column(variable),
            TermPattern::Triple(triple) => TermTemplate::Triple(Box::new([
                self.term(triple.subject),
                self.named_node(triple.predicate),
                self.term(triple.object),
            ])),
        }
    }

    fn named_node(&mut self, node: NamedNodePattern) -> TermTemplate {
        match node {
            NamedNodePattern::NamedNode(node) => TermTemplate::Term(node.into()),
            NamedNodePattern::Variable(variable) => self.column(variable),
        }
    }

    fn graph(&mut self, graph: GraphNamePattern) -> Option<TermTemplate> {
        match graph {
            GraphNamePattern::DefaultGraph => None,
            GraphNamePattern::NamedNode(node) => Some(TermTemplate::Term(node.into())),
            GraphNamePattern::Variable(variable) => Some(self.column(variable)),
        }
    }
}

impl QuadTemplate {
    /// The quad that a solution makes; `None` if a variable has no value, or a term stands where it can't.
    pub fn quad(&self, solution: &Solution, labels: &mut BlankNodeScope<'_>) -> Option<Quad> {
        let graph = match &self.graph {
            None => GraphName::DefaultGraph,
            Some(graph) => node(graph.term(solution, labels)?)?.into(),
        };
        let triple = triple(&self.subject, &self.predicate, &self.object, solution, labels)?;
        Some(triple.in_graph(graph))
    }
}

impl TermTemplate {
    /// Recursion is as deep as triple terms are nested in the text, which the scan has looked at.
    fn term(&self, solution: &Solution, labels: &mut BlankNodeScope<'_>) -> Option<Term> {
        match self {
            Self::Term(term) => Some(term.clone()),
            Self::Column(column) => solution.get(*column)?.clone(),
            Self::BlankNode(label) => Some(labels.node_of(label).into()),
            Self::Triple(parts) => {
                let [subject, predicate, object] = parts.as_ref();
                Some(triple(subject, predicate, object, solution, labels)?.into())
            }
        }
    }
}

fn triple(
    subject: &TermTemplate,
    predicate: &TermTemplate,
    object: &TermTemplate,
    solution: &Solution,
    labels: &mut BlankNodeScope<'_>,
) -> Option<Triple> {
    Some(Triple {
        subject: node(subject.term(solution, labels)?)?,
        predicate: named_node(predicate.term(solution, labels)?)?,
        object: object.term(solution, labels)?,
    })
}

fn node(term: Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.into()),
        Term::BlankNode(node) => Some(node.into()),
        Term::Literal(_) | Term::Triple(_) => None,
    }
}

fn named_node(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}
