//! Triple terms as `rdf:Statement` nodes, for the one syntax that has no triple terms: JSON-LD 1.1.
//!
//! A reifier that reifies exactly one triple is itself the statement: its `rdf:reifies` becomes `rdf:subject`, `rdf:predicate`
//! and `rdf:object`. Every other triple term (one of several that a reifier reifies, the object of any other predicate, one
//! inside of another) gets a blank node that is the statement, and the node takes the term's place. What is asserted stays
//! asserted, and nothing is left out.

use crate::model::vocab::rdf;
use crate::model::{
    BlankNode, GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple,
};
use std::collections::{HashMap, HashSet};

/// The quads without triple terms, and how many statement nodes there are.
///
/// The order is that of the quads; a statement's description stands where its triple term first stood in a graph. Labels of new
/// blank nodes are `statement1`, `statement2`, … without those that the quads have.
pub(super) fn statements_for_triple_terms(quads: Vec<Quad>) -> (Vec<Quad>, u64) {
    if !quads.iter().any(|quad| matches!(quad.object, Term::Triple(_))) {
        return (quads, 0);
    }
    let mut statements = Statements {
        single: reifiers_of_one_triple(&quads),
        labels: labels_of(&quads),
        last_label: 0,
        nodes: HashMap::new(),
        described: HashSet::new(),
        quads: Vec::with_capacity(quads.len() * 2),
    };
    let mut reifiers = HashSet::new();
    for quad in quads {
        let Quad { subject, predicate, object, graph_name } = quad;
        match object {
            Term::Triple(triple)
                if predicate.as_ref() == rdf::REIFIES && statements.single.contains(&subject) =>
            {
                statements.describe(&subject, *triple, &graph_name);
                reifiers.insert(subject);
            }
            object => {
                let object = statements.node_for(object, &graph_name);
                statements.quads.push(Quad { subject, predicate, object, graph_name });
            }
        }
    }
    let count = reifiers.len() + statements.nodes.len();
    (statements.quads, count as u64)
}

struct Statements {
    /// Reifiers that reify exactly one triple, in however many graphs.
    single: HashSet<NamedOrBlankNode>,
    /// Labels that new blank nodes must not have.
    labels: HashSet<String>,
    last_label: u64,
    /// The statement nodes of triple terms; one for each term.
    nodes: HashMap<Triple, BlankNode>,
    /// The graphs in which a statement node is described already.
    described: HashSet<(BlankNode, GraphName)>,
    quads: Vec<Quad>,
}

impl Statements {
    /// Recursion is as deep as the triple terms are, which are never read deeper than 128.
    fn node_for(&mut self, term: Term, graph: &GraphName) -> Term {
        let Term::Triple(triple) = term else { return term };
        let node = match self.nodes.get(triple.as_ref()) {
            Some(node) => node.clone(),
            None => {
                let node = self.new_node();
                self.nodes.insert(triple.as_ref().clone(), node.clone());
                node
            }
        };
        if self.described.insert((node.clone(), graph.clone())) {
            self.describe(&node.clone().into(), *triple, graph);
        }
        node.into()
    }

    fn new_node(&mut self) -> BlankNode {
        loop {
            self.last_label += 1;
            let label = format!("statement{}", self.last_label);
            if !self.labels.contains(&label) {
                return BlankNode::new_unchecked(label);
            }
        }
    }

    fn describe(&mut self, node: &NamedOrBlankNode, triple: Triple, graph: &GraphName) {
        let Triple { subject, predicate, object } = triple;
        let object = self.node_for(object, graph);
        let description: [(NamedNodeRef<'_>, Term); 4] = [
            (rdf::TYPE, rdf::STATEMENT.into_owned().into()),
            (rdf::SUBJECT, subject.into()),
            (rdf::PREDICATE, predicate.into()),
            (rdf::OBJECT, object),
        ];
        self.quads.extend(description.map(|(predicate, object)| Quad {
            subject: node.clone(),
            predicate: NamedNode::from(predicate),
            object,
            graph_name: graph.clone(),
        }));
    }
}

fn reifiers_of_one_triple(quads: &[Quad]) -> HashSet<NamedOrBlankNode> {
    let mut contents: HashMap<&NamedOrBlankNode, Option<&Triple>> = HashMap::new();
    for quad in quads.iter().filter(|quad| quad.predicate.as_ref() == rdf::REIFIES) {
        // `rdf:reifies` something else beside a triple term: the two must stay apart too.
        let content = match &quad.object {
            Term::Triple(triple) => Some(triple.as_ref()),
            _ => None,
        };
        contents
            .entry(&quad.subject)
            .and_modify(|known| {
                if *known != content {
                    *known = None;
                }
            })
            .or_insert(content);
    }
    contents.into_iter().filter_map(|(reifier, one)| one.map(|_| reifier.clone())).collect()
}

fn labels_of(quads: &[Quad]) -> HashSet<String> {
    let mut labels = HashSet::new();
    for quad in quads {
        if let GraphName::BlankNode(node) = &quad.graph_name {
            labels.insert(node.as_str().to_owned());
        }
        labels_of_triple(&quad.subject, &quad.object, &mut labels);
    }
    labels
}

fn labels_of_triple(subject: &NamedOrBlankNode, object: &Term, labels: &mut HashSet<String>) {
    if let NamedOrBlankNode::BlankNode(node) = subject {
        labels.insert(node.as_str().to_owned());
    }
    match object {
        Term::BlankNode(node) => {
            labels.insert(node.as_str().to_owned());
        }
        Term::Triple(triple) => labels_of_triple(&triple.subject, &triple.object, labels),
        Term::NamedNode(_) | Term::Literal(_) => {}
    }
}
