//! Triples that don't end, or don't begin, as they should.

use super::{Case, Mistake, Rule, names};
use crate::sparql::scan::grammar::{Expected, Triples};
use crate::sparql::scan::token::{Kind, Sign};

pub(super) const RULES: &[Rule] = &[
    names::open_iri,
    path_in_template,
    union,
    bare_exists,
    repetition,
    name_with_blanks,
    date,
    capital_a,
    hyphen_in_variable,
    expression_in_pattern,
    missing_dot,
    stray_sign,
    incomplete,
];

/// A path where only a single property may stand.
fn path_in_template(case: &Case<'_>) -> Option<Mistake> {
    let triples = match case.expected {
        Expected::Object(triples) | Expected::Verb(triples) | Expected::AfterTriple(triples) => {
            triples
        }
        _ => return None,
    };
    let path_signs =
        [Sign::Slash, Sign::Pipe, Sign::Star, Sign::Plus, Sign::Caret, Sign::Question, Sign::Not];
    let is_path = path_signs.into_iter().any(|sign| case.is(sign));
    if !is_path {
        return None;
    }
    let place = match triples {
        Triples::Template => "a template makes triples, and a path is none",
        Triples::Reified => "<< >> holds one triple, and a path is none",
        Triples::Pattern => return None,
    };
    Some(case.here(place, "write one property here, and the path in the pattern"))
}

/// `{ ?s ?p ?o UNION { … } }`
fn union(case: &Case<'_>) -> Option<Mistake> {
    let within = matches!(case.expected, Expected::AfterTriple(_) | Expected::GroupElement);
    (within && case.is_word(&["UNION"]))
        .then(|| case.here("UNION stands between two groups in { }", "write { … } UNION { … }"))
}

/// `{ … } OR { … }`, `{ NOT EXISTS { … } }`
fn bare_exists(case: &Case<'_>) -> Option<Mistake> {
    let within = matches!(case.expected, Expected::AfterTriple(_) | Expected::GroupElement);
    if within && case.is_word(&["OR", "AND"]) {
        let help = if case.is_word(&["OR"]) {
            "write { … } UNION { … }"
        } else {
            "patterns in one group must all match: leave it out"
        };
        let word = case.source.letters(case.at).to_uppercase();
        return Some(case.here(format!("SPARQL has no {word}"), help));
    }
    (within && case.is_word(&["NOT", "EXISTS"])).then(|| {
        let word = if case.is_word(&["NOT"]) { "NOT EXISTS" } else { "EXISTS" };
        case.here(format!("{word} stands in a FILTER"), format!("write FILTER {word} {{ … }}"))
    })
}

/// `wl:owns{1,3}`, `wl:owns+*`
fn repetition(case: &Case<'_>) -> Option<Mistake> {
    if !matches!(case.expected, Expected::Object(Triples::Pattern)) {
        return None;
    }
    let is_counted = case.is(Sign::OpenBrace)
        && case.source.tokens.get(case.at + 1).is_some_and(|token| token.kind == Kind::Integer);
    if is_counted {
        return Some(case.here(
            "a path has no counts",
            "write :p+ for any number of steps, or :p/:p?/:p? for one to three",
        ));
    }
    let modifiers = [Sign::Star, Sign::Plus, Sign::Question];
    let before = case.before()?;
    let is_second = modifiers.into_iter().any(|sign| case.is(sign))
        && modifiers.into_iter().any(|sign| case.source.is_sign(before, sign));
    is_second.then(|| {
        case.here(
            "a step of a path has one of * + ?",
            "leave one out, or put parentheses around the step with the first",
        )
    })
}

/// `:South China Morning Post`
fn name_with_blanks(case: &Case<'_>) -> Option<Mistake> {
    let before = case.before()?;
    let is_name = matches!(case.expected, Expected::AfterTriple(_) | Expected::Verb(_))
        && case.kind() == Kind::Word
        && case.source.letters(case.at).starts_with(char::is_uppercase)
        && case.source.letters(case.at).len() > 1
        && case.source.tokens[before].kind == Kind::Prefixed;
    is_name.then(|| {
        case.here(
            "a prefixed name has no blanks",
            "an entity is found by its name with ?x rdfs:label \"South China Morning Post\"@en",
        )
    })
}

/// `?x :on 2025-01-20`
fn date(case: &Case<'_>) -> Option<Mistake> {
    let before = case.before()?;
    let is_date = matches!(case.expected, Expected::AfterTriple(_))
        && case.is(Sign::Minus)
        && case.source.tokens[before].kind == Kind::Integer
        && case.source.tokens[before].end == case.source.tokens[case.at].start;
    if !is_date {
        return None;
    }
    let start = case.source.tokens[before].start;
    let rest = &case.source.text[start..];
    let length = rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len());
    let date = &rest[..length];
    Some(Mistake::new(
        case.source.text,
        start..start + length,
        "a date stands in quotes, with its datatype",
        Some(format!("write \"{date}\"^^xsd:date")),
    ))
}

/// `?x A :Person`
fn capital_a(case: &Case<'_>) -> Option<Mistake> {
    let is_verb = matches!(case.expected, Expected::Verb(_));
    (is_verb && case.source.letters(case.at) == "A")
        .then(|| case.here("the keyword a is small, unlike all others", "write a"))
}

/// `?first-name`
fn hyphen_in_variable(case: &Case<'_>) -> Option<Mistake> {
    let before = case.before()?;
    let is_hyphen = case.is(Sign::Minus)
        && case.source.tokens[before].kind == Kind::Variable
        && case.source.tokens[before].end == case.source.tokens[case.at].start
        && case.source.tokens.get(case.at + 1).is_some_and(|next| {
            next.kind == Kind::Word && next.start == case.source.tokens[case.at].end
        });
    is_hyphen.then(|| {
        let name = format!("{}_{}", case.source.letters(before), case.source.letters(case.at + 1));
        case.source.mistake(
            before..case.at + 2,
            "a variable's name has no hyphen",
            format!("write {name}"),
        )
    })
}

/// `?age > 5` among the triples
fn expression_in_pattern(case: &Case<'_>) -> Option<Mistake> {
    let within = matches!(
        case.expected,
        Expected::Object(_) | Expected::Verb(_) | Expected::AfterTriple(_) | Expected::GroupElement
    );
    let is_operator = case.is(Sign::And)
        || case.is(Sign::Or)
        || matches!(case.kind(), Kind::Sign(sign) if sign.compares());
    (within && is_operator).then(|| {
        case.here(
            "a condition among triples stands in FILTER",
            "give the value a variable, and write FILTER(?x > 5)",
        )
    })
}

/// Two triples without a dot between them.
fn missing_dot(case: &Case<'_>) -> Option<Mistake> {
    let Expected::AfterTriple(_) = case.expected else { return None };
    let starts_subject =
        matches!(case.kind(), Kind::Variable | Kind::Iri | Kind::Prefixed | Kind::BlankNode)
            || case.is(Sign::OpenSquare)
            || case.is(Sign::OpenReified);
    if !starts_subject {
        return None;
    }
    let bytes = case.source.tokens[case.at].start..case.source.tokens[case.at].end;
    let help =
        format!("put a dot before {}, or ; if its subject is the one before", case.shown(case.at));
    Some(Mistake::new(case.source.text, bytes, "between two triples a dot is missing", Some(help)))
}

/// A comma, a semicolon or a dot where none may stand.
fn stray_sign(case: &Case<'_>) -> Option<Mistake> {
    let sign = [Sign::Comma, Sign::Semicolon, Sign::Dot].into_iter().find(|sign| case.is(*sign))?;
    let text = sign.text();
    match case.expected {
        Expected::GroupElement => Some(case.here(
            format!("this {text} comes after no triple"),
            "leave it out: a dot ends a triple, ; keeps its subject, and , its subject and predicate",
        )),
        Expected::Object(_) => Some(case.here(
            format!("before this {text} the object of the triple is missing"),
            "a triple is subject, predicate, object",
        )),
        Expected::Verb(_) => Some(case.here(
            format!("before this {text} the predicate and the object of the triple are missing"),
            "a triple is subject, predicate, object",
        )),
        _ => None,
    }
}

/// A triple that ends early.
fn incomplete(case: &Case<'_>) -> Option<Mistake> {
    let ends = case.kind() == Kind::End || matches!(case.kind(), Kind::Sign(sign) if sign.closes());
    let missing = match case.expected {
        Expected::Object(_) => "its object",
        Expected::Verb(_) => "its predicate and its object",
        _ => return None,
    };
    ends.then(|| {
        case.here(
            format!("the triple before this lacks {missing}"),
            "a triple is subject, predicate, object",
        )
    })
}
