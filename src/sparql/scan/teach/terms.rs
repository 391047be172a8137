//! Words, literals and IRIs that stand for nothing where they are.

use super::{Case, Mistake, Rule};
use crate::sparql::scan::grammar::{Expected, Triples};
use crate::sparql::scan::token::{Kind, Sign};

pub(super) const RULES: &[Rule] = &[
    literal_as_predicate,
    variable_in_path,
    keyword_in_template,
    bare_word,
    datatype,
    language,
    graph_name,
    described,
];

/// `http://example.com/x` without `<` and `>`: a prefixed name, and slashes after it.
pub(super) fn bare_iri(case: &Case<'_>) -> Option<Mistake> {
    let schemes = ["http:", "https:", "ftp:", "file:"];
    let at = (0..=case.at).find(|&at| {
        case.source.tokens[at].kind == Kind::Prefixed
            && schemes.contains(&case.source.letters(at))
            && case.source.is_sign(at + 1, Sign::Slash)
            && case.source.is_sign(at + 2, Sign::Slash)
    })?;
    let start = case.source.tokens[at].start;
    let rest = &case.source.text[start..];
    let length =
        rest.find(|c: char| c.is_whitespace() || "<>\"{}|^`,;)".contains(c)).unwrap_or(rest.len());
    let iri = rest[..length].trim_end_matches('.');
    let is_braced = at > 0
        && case.source.is_sign(at - 1, Sign::OpenBrace)
        && case.source.text[start + length..].starts_with('}');
    let (bytes, message) = if is_braced {
        (
            case.source.tokens[at - 1].start..start + length + 1,
            "an IRI stands between < and >, not in braces",
        )
    } else {
        (start..start + iri.len(), "an IRI stands between < and >")
    };
    Some(Mistake::new(case.source.text, bytes, message, Some(format!("write <{iri}>"))))
}

/// `{<http://example.com/x>}`
pub(super) fn braces_around_iri(case: &Case<'_>) -> Option<Mistake> {
    let before = case.before()?;
    let (open, iri) = match case.kind() {
        // Where a group can stand, the brace is passed, and the one after the IRI is wrong.
        Kind::Sign(Sign::CloseBrace) if case.source.tokens[before].kind == Kind::Iri => {
            (before.checked_sub(1)?, before)
        }
        Kind::Sign(Sign::OpenBrace) if case.source.tokens.get(case.at + 1)?.kind == Kind::Iri => {
            (case.at, case.at + 1)
        }
        _ => return None,
    };
    let is_braced = case.source.is_sign(open, Sign::OpenBrace)
        && case.source.is_sign(iri + 1, Sign::CloseBrace);
    is_braced.then(|| {
        case.source.mistake(
            open..iri + 2,
            "no braces stand around an IRI",
            format!("write {}", case.source.letters(iri)),
        )
    })
}

/// `?x "name" ?y`
fn literal_as_predicate(case: &Case<'_>) -> Option<Mistake> {
    let is_literal = matches!(case.kind(), Kind::String | Kind::Integer | Kind::Number);
    match case.expected {
        Expected::Verb(_) if is_literal => Some(case.here(
            "a literal can't be a predicate",
            "write the property's IRI or prefixed name, such as schema:name",
        )),
        Expected::Verb(_) if case.kind() == Kind::BlankNode => Some(case.here(
            "a blank node can't be a predicate",
            "write a variable for any predicate, such as ?p",
        )),
        Expected::AfterTriple(_) if is_literal => Some(case.here(
            "a triple has one object; here stands a second one",
            "put a comma between two objects, and a dot between two triples",
        )),
        _ => None,
    }
}

/// `?x :p|?p ?y`
fn variable_in_path(case: &Case<'_>) -> Option<Mistake> {
    (case.expected == Expected::PathStep && case.kind() == Kind::Variable).then(|| {
        case.here("a variable can't stand in a path", "write it alone as the predicate: ?x ?p ?y")
    })
}

/// `CONSTRUCT { ?s ?p ?o FILTER(?o > 5) }`
fn keyword_in_template(case: &Case<'_>) -> Option<Mistake> {
    let in_template = case.expected == Expected::AfterTriple(Triples::Template)
        || case.expected == Expected::GroupElement;
    (in_template && case.is_word(&["FILTER", "OPTIONAL", "BIND", "GRAPH", "VALUES", "MINUS"])).then(
        || {
            let word = case.source.letters(case.at).to_uppercase();
            case.here(
                format!("a template holds only triples; {word} stands in the pattern"),
                format!("write CONSTRUCT {{ … }} WHERE {{ … {word} … }}"),
            )
        },
    )
}

/// A word that is neither a keyword nor a term.
fn bare_word(case: &Case<'_>) -> Option<Mistake> {
    let wants_term = matches!(
        case.expected,
        Expected::GroupElement
            | Expected::Verb(_)
            | Expected::Object(_)
            | Expected::AfterTriple(_)
            | Expected::PathStep
            | Expected::ListItem
            | Expected::Value
            | Expected::CloseReified(_)
    );
    if !wants_term || case.kind() != Kind::Word {
        return None;
    }
    let word = case.source.letters(case.at);
    let message = format!("{} is no term", case.shown(case.at));
    let help = match case.expected {
        Expected::Verb(_) | Expected::PathStep => {
            format!(
                "a property has a prefix, such as :{word} or schema:{word}; \"is a\" is the single letter a"
            )
        }
        Expected::Object(_) | Expected::ListItem => {
            format!("write ?{word} for a variable, :{word} for an entity, \"{word}\" for text")
        }
        Expected::Value => format!("write :{word} for an entity, \"{word}\" for text"),
        _ => format!("write ?{word} for a variable, :{word} for an entity"),
    };
    Some(case.here(message, help))
}

/// `"5"^^integer`
fn datatype(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::Datatype {
        return None;
    }
    let help = match case.kind() {
        Kind::Word => format!("write xsd:{}", case.source.letters(case.at)),
        Kind::String => {
            format!("write <{}>", case.source.letters(case.at).trim_matches(['"', '\'']))
        }
        _ => "write xsd:date, xsd:integer or another datatype's IRI".to_owned(),
    };
    Some(case.here("a datatype is an IRI", help))
}

/// `?name@en`
fn language(case: &Case<'_>) -> Option<Mistake> {
    (case.kind() == Kind::LanguageTag).then(|| {
        let tag = case.source.letters(case.at);
        let help = format!(
            "write \"text\"{tag}; the language of a variable is asked for by FILTER(LANG(?x) = \"{}\")",
            &tag[1..]
        );
        case.here("a language tag stands right after a string", help)
    })
}

/// `GRAPH name { … }`
fn graph_name(case: &Case<'_>) -> Option<Mistake> {
    (case.expected == Expected::GraphName).then(|| {
        let word = case.source.letters(case.before().unwrap_or(0)).to_uppercase();
        if ["FROM", "NAMED"].contains(&word.as_str()) {
            return case.here(
                format!("{word} is followed by the IRI of a graph"),
                format!("write {word} <http://…>"),
            );
        }
        case.here(
            format!("{word} is followed by an IRI or a variable"),
            format!("write {word} <http://…> or {word} ?g"),
        )
    })
}

/// `DESCRIBE "x"`
fn described(case: &Case<'_>) -> Option<Mistake> {
    (case.expected == Expected::Described).then(|| {
        case.here(
            "DESCRIBE is followed by an IRI, a variable or *",
            "write DESCRIBE :name, or DESCRIBE ?x { ?x rdfs:label \"name\"@en }",
        )
    })
}
