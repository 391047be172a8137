//! From a resource to its name.

use crate::model::vocab::{naming, rdfs};
use crate::model::{NamedNodeRef, QuadPattern, Term, TermId};
use crate::store::Snapshot;

/// The properties whose values are names, the best first.
const NAME_PROPERTIES: [NamedNodeRef<'static>; 7] = [
    rdfs::LABEL,
    naming::PREF_LABEL,
    naming::SCHEMA_NAME,
    naming::SCHEMA_NAME_HTTP,
    naming::FOAF_NAME,
    naming::DCTERMS_TITLE,
    naming::ALT_LABEL,
];

/// One name of a resource.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Name {
    /// The name.
    pub value: String,
    /// Its language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// Names of a snapshot's resources in a preferred language.
#[derive(Clone, Debug)]
pub struct Labels {
    snapshot: Snapshot,
    /// Those of [`NAME_PROPERTIES`] that the snapshot has.
    properties: Vec<TermId>,
    language: Option<String>,
}

impl Labels {
    /// Names in this language where there are any, else in English, else without a language.
    pub fn of(snapshot: &Snapshot, language: Option<&str>) -> Self {
        Self {
            properties: NAME_PROPERTIES.into_iter().filter_map(|p| snapshot.id_of(p)).collect(),
            language: language.map(str::to_lowercase),
            snapshot: snapshot.clone(),
        }
    }

    /// The name properties that the snapshot has, the best first.
    pub(super) fn properties(&self) -> &[TermId] {
        &self.properties
    }

    /// The snapshot whose resources are named.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The same preference for the resources of another snapshot.
    pub fn on(&self, snapshot: &Snapshot) -> Self {
        Self::of(snapshot, self.language.as_deref())
    }

    /// The name of a resource; `None` if it has none in a language that is asked for.
    pub fn label(&self, id: TermId) -> Option<String> {
        let best = self.properties.iter().enumerate().flat_map(|(at, &property)| {
            self.values(id, property).filter_map(move |name| Some((self.rank(&name)?, at, name)))
        });
        best.min().map(|(_, _, name)| name.value)
    }

    /// All names of a resource, the one that [`label`](Self::label) gives first.
    pub fn names(&self, id: TermId) -> Vec<Name> {
        let mut names: Vec<_> = self
            .properties
            .iter()
            .enumerate()
            .flat_map(|(at, &property)| {
                self.values(id, property)
                    .map(move |name| (self.rank(&name).unwrap_or(u8::MAX), at, name))
            })
            .collect();
        names.sort();
        let mut seen = Vec::new();
        for (_, _, name) in names {
            if !seen.contains(&name) {
                seen.push(name);
            }
        }
        seen
    }

    /// The name of a resource, else the end of its IRI; the label of a blank node; the text of a literal.
    pub fn display(&self, id: TermId) -> String {
        if let Some(label) = self.label(id) {
            return label;
        }
        match self.snapshot.term(id) {
            Some(Term::NamedNode(node)) => iri_end(node.as_str()).to_owned(),
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }

    fn values(&self, id: TermId, property: TermId) -> impl Iterator<Item = Name> + use<'_> {
        let pattern = QuadPattern::triple(Some(id), Some(property), None);
        self.snapshot.scan(&pattern).filter_map(|quad| match self.snapshot.term(quad.object)? {
            Term::Literal(literal) => Some(Name {
                language: literal.language().map(str::to_owned),
                value: literal.value().to_owned(),
            }),
            _ => None,
        })
    }

    /// 0 for the language asked for, then English, then none; `None` for other languages.
    fn rank(&self, name: &Name) -> Option<u8> {
        let speaks = |wanted: &str, tag: &str| {
            tag == wanted
                || tag.strip_prefix(wanted).is_some_and(|subtags| subtags.starts_with('-'))
        };
        match (&self.language, name.language.as_deref()) {
            (Some(wanted), Some(tag)) if speaks(wanted, tag) => Some(0),
            (_, Some("en")) => Some(1),
            (_, Some(tag)) if speaks("en", tag) => Some(2),
            (_, None) => Some(3),
            _ => None,
        }
    }
}

/// What stands behind the last `/` or `#` of an IRI, or behind the last `:`; the whole IRI if that is nothing.
pub fn iri_end(iri: &str) -> &str {
    let end = iri.rsplit(['/', '#']).next().unwrap_or(iri);
    let end = end.rsplit(':').next().unwrap_or(end);
    if end.is_empty() { iri } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_an_iri() {
        assert_eq!(iri_end("http://example.com/a/b"), "b");
        assert_eq!(iri_end("http://example.com/a#b"), "b");
        assert_eq!(iri_end("urn:isbn:123"), "123");
        assert_eq!(iri_end("http://example.com/"), "http://example.com/");
    }
}
