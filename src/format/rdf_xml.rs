//! The writer of RDF/XML.
//!
//! Ours, and not that of the crate below: that one writes broken XML for a class or predicate whose IRI ends in no XML name,
//! and carriage returns that a parser turns into line feeds.

use super::write::WriteError;
use super::xml_text::{check_text, is_name_char, is_name_start, is_nc_name, write_escaped};
use crate::model::{
    BaseDirection, Literal, NamedNode, NamedOrBlankNode, Prefixes, Quad, Term, Triple, vocab,
};
use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const ITS: &str = "http://www.w3.org/2005/11/its";
/// Namespaces that an element can't be put in (Namespaces in XML, section 3).
const RESERVED_NAMESPACES: [&str; 2] =
    ["http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"];
/// Local names in RDF's namespace that are syntax and no property (RDF/XML, section 5.1: core syntax terms, old terms,
/// `rdf:Description`, and `rdf:li`, which stands for another property).
const SYNTAX_TERMS: [&str; 12] = [
    "RDF",
    "ID",
    "about",
    "parseType",
    "resource",
    "nodeID",
    "datatype",
    "Description",
    "li",
    "aboutEach",
    "aboutEachPrefix",
    "bagID",
];

/// Writes triples as property elements of `rdf:Description`, one description for each run of triples with the same subject.
pub(super) struct RdfXmlWriter<W: Write> {
    out: W,
    /// Namespaces and their prefixes that the root declares.
    namespaces: Vec<(String, String)>,
    subject: Option<NamedOrBlankNode>,
}

/// The name of an element.
struct ElementName<'a> {
    /// Empty for the namespace that the element itself declares as its default.
    prefix: &'a str,
    local: &'a str,
    declares: Option<&'a str>,
}

impl<W: Write> RdfXmlWriter<W> {
    /// Writes the beginning.
    pub(super) fn new(mut out: W, prefixes: &Prefixes) -> io::Result<Self> {
        let mut namespaces = vec![(RDF.to_owned(), "rdf".to_owned())];
        namespaces.extend(
            prefixes
                .iter()
                .filter(|(name, namespace)| {
                    is_nc_name(name)
                        && *name != "rdf"
                        && !name.to_ascii_lowercase().starts_with("xml")
                        && !namespace.is_empty()
                        && !RESERVED_NAMESPACES.contains(namespace)
                })
                .map(|(name, namespace)| (namespace.to_owned(), name.to_owned())),
        );
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF")?;
        for (namespace, prefix) in &namespaces {
            write!(out, "\n    xmlns:{prefix}=\"")?;
            write_escaped(&mut out, namespace, true)?;
            out.write_all(b"\"")?;
        }
        out.write_all(b">\n")?;
        Ok(Self { out, namespaces, subject: None })
    }

    /// Writes a triple; its graph isn't looked at.
    pub(super) fn write<E: fmt::Display>(&mut self, quad: &Quad) -> Result<(), WriteError<E>> {
        // Nothing of a triple is written that can't be written whole.
        check_triple(&quad.predicate, &quad.object)?;
        if self.subject.as_ref() != Some(&quad.subject) {
            if self.subject.is_some() {
                self.out.write_all(b"  </rdf:Description>\n")?;
            }
            self.out.write_all(b"  <rdf:Description")?;
            self.node_attribute("about", &quad.subject)?;
            self.out.write_all(b">\n")?;
            self.subject = Some(quad.subject.clone());
        }
        self.out.write_all(b"    ")?;
        self.property(&quad.predicate, &quad.object)?;
        Ok(self.out.write_all(b"\n")?)
    }

    /// Writes the end.
    pub(super) fn finish(mut self) -> io::Result<W> {
        if self.subject.is_some() {
            self.out.write_all(b"  </rdf:Description>\n")?;
        }
        self.out.write_all(b"</rdf:RDF>\n")?;
        Ok(self.out)
    }

    /// Recursion is as deep as the triple terms are, which are never read deeper than 128.
    fn property(&mut self, predicate: &NamedNode, object: &Term) -> io::Result<()> {
        let name = self.element_name(predicate);
        let tag = match name.prefix {
            "" => name.local.to_owned(),
            prefix => format!("{prefix}:{}", name.local),
        };
        let declares = name.declares.map(str::to_owned);
        write!(self.out, "<{tag}")?;
        if let Some(namespace) = declares {
            self.attribute("xmlns", &namespace)?;
        }
        match object {
            Term::NamedNode(node) => {
                self.attribute("rdf:resource", node.as_str())?;
                return self.out.write_all(b"/>");
            }
            Term::BlankNode(node) => {
                self.attribute("rdf:nodeID", &node_id(node.as_str()))?;
                return self.out.write_all(b"/>");
            }
            Term::Literal(literal) => self.literal(literal)?,
            Term::Triple(triple) => self.triple_term(triple)?,
        }
        write!(self.out, "</{tag}>")
    }

    fn literal(&mut self, literal: &Literal) -> io::Result<()> {
        if let Some(direction) = literal.direction() {
            self.attribute("rdf:version", "1.2-basic")?;
            self.attribute("xmlns:its", ITS)?;
            self.attribute("its:version", "2.0")?;
            self.attribute(
                "its:dir",
                match direction {
                    BaseDirection::Ltr => "ltr",
                    BaseDirection::Rtl => "rtl",
                },
            )?;
        }
        if let Some(language) = literal.language() {
            self.attribute("xml:lang", language)?;
        } else if literal.datatype() != vocab::xsd::STRING {
            self.attribute("rdf:datatype", literal.datatype().as_str())?;
        }
        self.out.write_all(b">")?;
        write_escaped(&mut self.out, literal.value(), false)
    }

    fn triple_term(&mut self, triple: &Triple) -> io::Result<()> {
        self.attribute("rdf:version", "1.2")?;
        self.attribute("rdf:parseType", "Triple")?;
        self.out.write_all(b"><rdf:Description")?;
        self.node_attribute("about", &triple.subject)?;
        self.out.write_all(b">")?;
        self.property(&triple.predicate, &triple.object)?;
        self.out.write_all(b"</rdf:Description>")
    }

    fn node_attribute(&mut self, name: &str, node: &NamedOrBlankNode) -> io::Result<()> {
        match node {
            NamedOrBlankNode::NamedNode(node) => {
                self.attribute(&format!("rdf:{name}"), node.as_str())
            }
            NamedOrBlankNode::BlankNode(node) => {
                self.attribute("rdf:nodeID", &node_id(node.as_str()))
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) -> io::Result<()> {
        write!(self.out, " {name}=\"")?;
        write_escaped(&mut self.out, value, true)?;
        self.out.write_all(b"\"")
    }

    /// The name of a predicate's element: with the prefix of the longest namespace that fits, or with a namespace of its own.
    fn element_name<'a>(&'a self, predicate: &'a NamedNode) -> ElementName<'a> {
        let iri = predicate.as_str();
        let fitting = self
            .namespaces
            .iter()
            .filter(|(namespace, _)| iri.strip_prefix(namespace.as_str()).is_some_and(is_nc_name))
            .max_by_key(|(namespace, _)| namespace.len());
        match fitting {
            Some((namespace, prefix)) => {
                ElementName { prefix, local: &iri[namespace.len()..], declares: None }
            }
            None => {
                let (namespace, local) = split_iri(iri);
                ElementName { prefix: "", local, declares: Some(namespace) }
            }
        }
    }
}

/// The namespace and the longest local name that an IRI can be cut into; the local name is empty if there is none.
fn split_iri(iri: &str) -> (&str, &str) {
    let name_chars = iri.char_indices().rev().take_while(|(_, c)| is_name_char(*c));
    let start =
        name_chars.filter(|(_, c)| is_name_start(*c)).last().map_or(iri.len(), |(at, _)| at);
    iri.split_at(start)
}

/// Blank node labels that begin with a digit are no XML names. They get `_d` in front, and so do labels that begin with it
/// already, so that two labels never become one.
fn node_id(label: &str) -> Cow<'_, str> {
    if label.starts_with("_d") || !label.starts_with(is_name_start) {
        Cow::Owned(format!("_d{label}"))
    } else {
        Cow::Borrowed(label)
    }
}

fn check_triple<E: fmt::Display>(
    predicate: &NamedNode,
    object: &Term,
) -> Result<(), WriteError<E>> {
    let (namespace, local) = split_iri(predicate.as_str());
    let reason = if local.is_empty() {
        Some("it ends in no XML name")
    } else if predicate.as_str().strip_prefix(RDF).is_some_and(|name| SYNTAX_TERMS.contains(&name))
    {
        Some("it is a term of the syntax itself")
    } else if RESERVED_NAMESPACES.contains(&namespace) {
        Some("its namespace is one that XML keeps for itself")
    } else {
        None
    };
    if let Some(reason) = reason {
        return Err(WriteError::PredicateNotInXml {
            predicate: predicate.as_str().to_owned(),
            reason,
        });
    }
    match object {
        Term::Literal(literal) => check_text(literal.value()),
        Term::Triple(triple) => check_triple(&triple.predicate, &triple.object),
        Term::NamedNode(_) | Term::BlankNode(_) => Ok(()),
    }
}
