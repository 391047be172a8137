//! Prefixes: undeclared ones, and declarations that are written wrong.

use super::{Case, Mistake};
use crate::model::Prefixes;
use crate::sparql::scan::grammar::Expected;
use crate::sparql::scan::token::{Kind, Language, Sign, Source};
use rustc_hash::FxHashSet;

/// The first prefix among the first tokens that neither the text nor `declared` has.
pub(super) fn undeclared(source: Source<'_>, count: usize, declared: &Prefixes) -> Option<Mistake> {
    let mut own: FxHashSet<&str> = FxHashSet::default();
    for at in (0..count).filter(|&at| source.kind(at) == Kind::Prefixed) {
        let (name, _) = source.letters(at).split_once(':')?;
        if at > 0 && source.is_word(at - 1, &["PREFIX"]) {
            own.insert(name);
        } else if !own.contains(name) && declared.get(name).is_none() {
            let message = format!("the prefix {name}: is not declared");
            let help = declaration_of(name, source.language);
            return Some(source.mistake(at..at + 1, message, help));
        }
    }
    None
}

/// Prefixes that everybody writes in the same way.
const WELL_KNOWN_PREFIXES: [(&str, &str); 18] = [
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dct", "http://purl.org/dc/terms/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("schema", "https://schema.org/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("sh", "http://www.w3.org/ns/shacl#"),
    ("geo", "http://www.opengis.net/ont/geosparql#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("wdt", "http://www.wikidata.org/prop/direct/"),
    ("dbo", "http://dbpedia.org/ontology/"),
    ("dbr", "http://dbpedia.org/resource/"),
];

/// The line that declares a prefix; its IRI, if everybody uses the same.
fn declaration_of(name: &str, language: Language) -> String {
    let iri = WELL_KNOWN_PREFIXES.iter().find(|(known, _)| *known == name).map(|(_, iri)| *iri);
    let (iri, noun) = (iri.unwrap_or("http://…"), language.noun());
    format!("add PREFIX {name}: <{iri}> before the {noun}")
}

/// `PREFIX foaf <…>`, `PREFIX foaf: http://…`
pub(super) fn declaration(case: &Case<'_>) -> Option<Mistake> {
    match case.expected {
        Expected::PrefixName if case.kind() == Kind::Word => {
            let name = case.source.letters(case.at);
            Some(case.here(
                format!("the prefix {name} has no colon"),
                format!("write PREFIX {name}: <http://…>"),
            ))
        }
        Expected::PrefixName if case.kind() == Kind::Iri => Some(case.here(
            "PREFIX is followed by the prefix that stands for the IRI",
            "write PREFIX ex: <http://…>; the empty prefix is a colon alone",
        )),
        Expected::PrefixName if case.kind() == Kind::Prefixed => {
            let prefix = case.source.letters(case.at).split(':').next().unwrap_or_default();
            Some(case.here(
                "a prefix is declared without a name after its colon",
                format!("write PREFIX {prefix}: <http://…>"),
            ))
        }
        Expected::DeclaredIri => Some(match case.kind() {
            Kind::Prefixed | Kind::String => {
                let start = case.source.tokens[case.at].start;
                let rest = &case.source.text[start..];
                let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
                let iri = rest[..length].trim_matches(['"', '\'']);
                Mistake::new(
                    case.source.text,
                    start..start + length,
                    "an IRI stands between < and >",
                    Some(format!("write <{iri}>")),
                )
            }
            Kind::Sign(Sign::Less) => open_iri(case)?,
            _ => return None,
        }),
        _ => None,
    }
}

/// `<http://example.com/a b>`, or an IRI whose `>` is missing.
pub(super) fn open_iri(case: &Case<'_>) -> Option<Mistake> {
    if !case.is(Sign::Less) {
        return None;
    }
    let start = case.source.tokens[case.at].start;
    let rest = &case.source.text[start..];
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let ends = |c: char| c <= ' ' || "\"{}|^`\\".contains(c);
    let stop = line.find(ends).unwrap_or(line.len());
    if stop < 2 {
        return None;
    }
    Some(match line.find('>') {
        Some(end) if line[stop..].starts_with([' ', '\t']) && !line[..end].contains([',', ';']) => {
            let message = "an IRI has no blanks";
            Mistake::new(
                case.source.text,
                start..start + end + 1,
                message,
                Some("write %20 for a blank".to_owned()),
            )
        }
        Some(end) if stop < end => {
            let wrong = line[stop..].chars().next().unwrap_or(' ');
            let at = start + stop;
            let message = format!("{wrong} can't stand in an IRI");
            Mistake::new(
                case.source.text,
                at..at + wrong.len_utf8(),
                message,
                Some("leave it out, or write it with %".to_owned()),
            )
        }
        _ => Mistake::new(
            case.source.text,
            start..start + stop,
            "the IRI that begins here is never closed",
            Some(format!("write {}>", &line[..stop])),
        ),
    })
}
