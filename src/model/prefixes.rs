//! Prefixes: the short names of namespaces that a query needs no PREFIX line for, and that answers are printed with.

use super::vocab::xsd;
use super::{LiteralRef, NamedNodeRef, TermRef};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// A set of prefixes, in the order of their names. Clones share it until one of them is changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Prefixes {
    namespaces: Arc<BTreeMap<String, String>>,
}

/// What every query may use without declaring it.
const STANDARD: [(&str, &str); 10] = [
    ("", super::vocab::ID),
    ("wl", super::vocab::WL),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
];

impl Prefixes {
    /// The prefixes that need no declaration anywhere: `:`, `wl:`, `rdf:`, `rdfs:`, `xsd:`, `schema:`, `skos:`, `prov:`, `oa:`, `owl:`.
    pub fn standard() -> Self {
        static SHARED: LazyLock<Prefixes> = LazyLock::new(|| {
            let mut prefixes = Prefixes::default();
            for (name, namespace) in STANDARD {
                prefixes.insert(name, namespace);
            }
            prefixes
        });
        SHARED.clone()
    }

    /// Adds a prefix, in place of one with the same name.
    pub fn insert(&mut self, name: impl Into<String>, namespace: impl Into<String>) {
        Arc::make_mut(&mut self.namespaces).insert(name.into(), namespace.into());
    }

    /// These prefixes, and the standard ones where a name is free.
    pub fn over_standard(&self) -> Self {
        let mut all = Self::standard();
        let own = self.namespaces.iter().map(|(name, iri)| (name.clone(), iri.clone()));
        Arc::make_mut(&mut all.namespaces).extend(own);
        all
    }

    /// Name and namespace of each prefix, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.namespaces.iter().map(|(name, namespace)| (name.as_str(), namespace.as_str()))
    }

    /// The namespace of a prefix.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.namespaces.get(name).map(String::as_str)
    }

    /// The IRI that `prefix:local` stands for; `None` if the text has no colon or the prefix isn't declared.
    pub fn expand(&self, name: &str) -> Option<String> {
        let (prefix, local) = name.split_once(':')?;
        Some(format!("{}{local}", self.get(prefix)?))
    }

    /// The term as Turtle and SPARQL write it, with a prefixed name where one fits.
    pub fn turtle(&self, term: TermRef<'_>) -> String {
        self.turtle_noting(term, &mut |_| {})
    }

    /// The same; `used` is told the prefix of each prefixed name in it.
    pub fn turtle_noting(&self, term: TermRef<'_>, used: &mut dyn FnMut(&str)) -> String {
        let mut iri = |node: NamedNodeRef<'_>| match self.shorten(node) {
            Some(name) => {
                used(name.split(':').next().unwrap_or_default());
                name
            }
            None => node.to_string(),
        };
        match term {
            TermRef::NamedNode(node) => iri(node),
            TermRef::Literal(literal)
                if literal.language().is_none() && literal.datatype() != xsd::STRING =>
            {
                if is_bare_in_turtle(literal) {
                    return literal.value().to_owned();
                }
                let text = literal.to_string();
                // The datatype stands last in a literal's N-Triples form: `"5"^^<…>`.
                let end = text.len() - literal.datatype().as_str().len() - 2;
                format!("{}{}", &text[..end], iri(literal.datatype()))
            }
            TermRef::Triple(triple) => format!(
                "<<( {} {} {} )>>",
                self.turtle_noting(triple.subject.as_ref().into(), used),
                self.turtle_noting(triple.predicate.as_ref().into(), used),
                self.turtle_noting(triple.object.as_ref(), used)
            ),
            other => other.to_string(),
        }
    }

    /// The shortest prefixed name for an IRI; `None` where no prefix fits or the rest is no plain local name.
    ///
    /// Only local names are made that need no escape in Turtle or SPARQL, so that what is printed can be pasted into a query.
    pub fn shorten(&self, iri: NamedNodeRef<'_>) -> Option<String> {
        let iri = iri.as_str();
        self.namespaces
            .iter()
            .filter(|(_, namespace)| !namespace.is_empty())
            .filter_map(|(name, namespace)| {
                Some((name, namespace, iri.strip_prefix(namespace.as_str())?))
            })
            .filter(|(_, _, local)| is_plain_local_name(local))
            .max_by_key(|(_, namespace, _)| namespace.len())
            .map(|(name, _, local)| format!("{name}:{local}"))
    }
}

/// Whether Turtle reads the lexical form alone as this very literal (productions 19 to 22 and 133).
fn is_bare_in_turtle(literal: LiteralRef<'_>) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let value = literal.value();
    let unsigned = value.strip_prefix(['+', '-']).unwrap_or(value);
    match literal.datatype() {
        xsd::INTEGER => !unsigned.is_empty() && digits(unsigned),
        xsd::DECIMAL => unsigned
            .split_once('.')
            .is_some_and(|(whole, part)| !part.is_empty() && digits(whole) && digits(part)),
        xsd::BOOLEAN => matches!(value, "true" | "false"),
        _ => false,
    }
}

/// A subset of SPARQL's PN_LOCAL (production 169) without escapes, colons and inner dots.
fn is_plain_local_name(local: &str) -> bool {
    let mut chars = local.chars();
    chars.next().is_some_and(|c| c.is_alphanumeric() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_to_what_expands_again() {
        let prefixes = Prefixes::standard();
        let iri = NamedNodeRef::new_unchecked("https://westlake.example/id/DeepSeek");
        assert_eq!(prefixes.shorten(iri).as_deref(), Some(":DeepSeek"));
        assert_eq!(prefixes.expand(":DeepSeek").as_deref(), Some(iri.as_str()));
    }

    #[test]
    fn leaves_alone_what_would_need_an_escape() {
        let prefixes = Prefixes::standard();
        for local in ["", "a/b", "a.b", "-a", "a(b)", "a:b"] {
            let iri = format!("https://schema.org/{local}");
            assert_eq!(prefixes.shorten(NamedNodeRef::new_unchecked(&iri)), None, "{iri}");
        }
    }

    #[test]
    fn writes_literals_as_turtle_does() {
        let prefixes = Prefixes::standard();
        let turtle = |value: &str, datatype: NamedNodeRef<'_>| {
            prefixes.turtle(LiteralRef::new_typed_literal(value, datatype).into())
        };
        assert_eq!(turtle("-012", xsd::INTEGER), "-012");
        assert_eq!(turtle("1.50", xsd::DECIMAL), "1.50");
        assert_eq!(turtle("1.", xsd::DECIMAL), "\"1.\"^^xsd:decimal");
        assert_eq!(turtle("x", xsd::INTEGER), "\"x\"^^xsd:integer");
        assert_eq!(turtle("2025-01-20", xsd::DATE), "\"2025-01-20\"^^xsd:date");
        assert_eq!(turtle("a\"b", xsd::STRING), "\"a\\\"b\"");
    }

    #[test]
    fn takes_the_longest_namespace() {
        let mut prefixes = Prefixes::standard();
        prefixes.insert("ex", "http://example.org/");
        prefixes.insert("deep", "http://example.org/deep/");
        let iri = NamedNodeRef::new_unchecked("http://example.org/deep/x");
        assert_eq!(prefixes.shorten(iri).as_deref(), Some("deep:x"));
    }
}
