//! A description of a dataset or service in RDF, as it is put together.

use crate::format::{BlankNodes, used_prefixes};
use crate::model::vocab::{formats, rdf, sd, void, xsd};
use crate::model::{GraphName, Literal, NamedNodeRef, NamedOrBlankNode, Prefixes, Term, Triple};

/// Triples that describe a dataset or a service, and the prefixes to write them with.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// The triples.
    pub triples: Vec<Triple>,
    /// The prefixes that they use.
    pub prefixes: Prefixes,
}

/// Builds a description.
#[derive(Default)]
pub(super) struct DescriptionBuilder {
    triples: Vec<Triple>,
    nodes: BlankNodes,
}

/// What descriptions are written with, besides the prefixes of the data.
const PREFIXES: [(&str, &str); 5] = [
    ("sd", sd::NAMESPACE),
    ("void", void::NAMESPACE),
    ("format", formats::NAMESPACE),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
];

impl DescriptionBuilder {
    pub fn add(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: NamedNodeRef<'_>,
        object: impl Into<Term>,
    ) {
        self.triples.push(Triple::new(subject.clone(), predicate, object));
    }

    pub fn add_count(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: NamedNodeRef<'_>,
        count: u64,
    ) {
        self.add(subject, predicate, Literal::new_typed_literal(count.to_string(), xsd::INTEGER));
    }

    /// A new node with a class, as the value of a property.
    pub fn add_node(
        &mut self,
        subject: &NamedOrBlankNode,
        predicate: NamedNodeRef<'_>,
        class: Option<NamedNodeRef<'_>>,
    ) -> NamedOrBlankNode {
        let node = self.nodes.fresh();
        self.add(subject, predicate, node.clone());
        let node = NamedOrBlankNode::from(node);
        if let Some(class) = class {
            self.add(&node, rdf::TYPE, class.into_owned());
        }
        node
    }

    /// The description, with these prefixes as far as they are used.
    pub fn finish(self, prefixes: &Prefixes) -> Description {
        let mut prefixes = prefixes.clone();
        for (name, namespace) in PREFIXES {
            if prefixes.get(name).is_none() {
                prefixes.insert(name, namespace);
            }
        }
        let quads =
            self.triples.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph));
        let prefixes = used_prefixes(&prefixes, quads);
        Description { triples: self.triples, prefixes }
    }
}
