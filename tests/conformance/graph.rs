//! A small graph to look things up in: manifests, and results that are written as RDF.

use crate::suites::Suites;
use crate::vocabulary::rdf;
use std::collections::HashMap;
use westlake::format::{BlankNodes, ReadError, ReadOptions, read_quads};
use westlake::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};

/// The triples of a file's default graph, by subject.
pub struct Graph {
    by_subject: HashMap<Term, Vec<(NamedNode, Term)>>,
}

impl Graph {
    pub fn read(suites: &Suites, iri: &str) -> Result<Self, String> {
        let options = ReadOptions { base: Some(iri.to_owned()), graph: GraphName::DefaultGraph };
        let mut quads = Vec::new();
        read_quads(suites.input(iri, None)?, &options, &mut BlankNodes::new(), |quad| {
            quads.push(quad);
            Ok::<_, ReadError>(())
        })
        .map_err(|error| error.to_string())?;
        Ok(Self::new(quads))
    }

    pub fn new(quads: impl IntoIterator<Item = Quad>) -> Self {
        let mut by_subject = HashMap::<Term, Vec<_>>::new();
        for quad in quads {
            by_subject.entry(quad.subject.into()).or_default().push((quad.predicate, quad.object));
        }
        Self { by_subject }
    }

    pub fn objects<'g>(
        &'g self,
        subject: &Term,
        predicate: NamedNodeRef<'g>,
    ) -> impl Iterator<Item = &'g Term> {
        let triples = self.by_subject.get(subject).into_iter().flatten();
        triples.filter(move |(p, _)| p.as_ref() == predicate).map(|(_, object)| object)
    }

    pub fn object<'g>(&'g self, subject: &Term, predicate: NamedNodeRef<'g>) -> Option<&'g Term> {
        self.objects(subject, predicate).next()
    }

    pub fn has(&self, subject: &Term, predicate: NamedNodeRef<'_>) -> bool {
        self.object(subject, predicate).is_some()
    }

    /// The subjects that have this property.
    pub fn with_property<'g>(
        &'g self,
        predicate: NamedNodeRef<'g>,
    ) -> impl Iterator<Item = &'g Term> {
        self.by_subject.keys().filter(move |subject| self.has(subject, predicate))
    }

    /// The members of every list that is a value of the property.
    pub fn list_members(&self, subject: &Term, predicate: NamedNodeRef<'_>) -> Vec<Term> {
        let mut members = Vec::new();
        for head in self.objects(subject, predicate) {
            let mut rest = Some(head);
            while let Some(cell) = rest {
                members.extend(self.object(cell, rdf::FIRST).cloned());
                rest = self.object(cell, rdf::REST);
            }
        }
        members
    }
}

/// The IRI of a term that is one.
pub fn iri(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// The text of a literal.
pub fn text(term: &Term) -> Option<&str> {
    match term {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}
