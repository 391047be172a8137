//! What SELECT asks for.

use super::{Case, Mistake, brackets};
use crate::sparql::scan::grammar::{AGGREGATES, Expected, is_function};
use crate::sparql::scan::token::{Kind, Sign};

pub(super) fn explain(case: &Case<'_>) -> Option<Mistake> {
    match case.expected {
        Expected::Projection | Expected::MoreProjection => call(case)
            .or_else(|| comma(case))
            .or_else(|| distinct(case))
            .or_else(|| star(case))
            .or_else(|| word(case)),
        Expected::As("SELECT") => missing_as(case),
        Expected::CloseAs
            if case.is(Sign::Comma)
                && case.clause().is_some_and(|at| case.source.is_word(at, &["SELECT"])) =>
        {
            comma(case)
        }
        _ => None,
    }
}

/// `SELECT COUNT(*)`, `SELECT ?x COUNT(?y) AS ?n`
fn call(case: &Case<'_>) -> Option<Mistake> {
    let word = case.source.letters(case.at);
    let is_call = case.kind() == Kind::Word
        && is_function(word)
        && case.source.is_sign(case.at + 1, Sign::OpenParenthesis);
    if !is_call {
        return None;
    }
    let close = brackets::closing_of(case.source.tokens, case.at + 1).unwrap_or(case.at + 1);
    let call = &case.source.text[case.source.tokens[case.at].start..case.source.tokens[close].end];
    let name = match case.source.is_word(close + 1, &["AS"]) {
        true if case.source.tokens[close + 2].kind == Kind::Variable => {
            case.source.letters(close + 2).to_owned()
        }
        _ => format!("?{}", word.to_lowercase()),
    };
    let kind = if AGGREGATES.iter().any(|name| word.eq_ignore_ascii_case(name)) {
        "an aggregate"
    } else {
        "an expression"
    };
    Some(case.source.mistake(
        case.at..close + 1,
        format!("{kind} stands in parentheses and has a name"),
        format!("write ({call} AS {name})"),
    ))
}

/// `SELECT ?a, ?b`
fn comma(case: &Case<'_>) -> Option<Mistake> {
    case.is(Sign::Comma)
        .then(|| case.here("SELECT has no commas", "put blanks between the variables"))
}

/// `SELECT ?x DISTINCT`
fn distinct(case: &Case<'_>) -> Option<Mistake> {
    case.is_word(&["DISTINCT", "REDUCED"]).then(|| {
        let word = case.source.letters(case.at).to_uppercase();
        case.here(
            format!("{word} stands right after SELECT, and holds for the whole row"),
            format!("write SELECT {word} ?x"),
        )
    })
}

/// `SELECT ?x *`
fn star(case: &Case<'_>) -> Option<Mistake> {
    case.is(Sign::Star)
        .then(|| case.here("* stands alone", "write SELECT *, or name each variable"))
}

/// `SELECT name`, `SELECT ?x AS ?y`
fn word(case: &Case<'_>) -> Option<Mistake> {
    if case.is_word(&["AS"]) {
        let before = case.source.letters(case.before()?);
        let name = case.source.letters(case.at + 1);
        return Some(case.here(
            "a new name stands in parentheses with what it names",
            format!("write ({before} AS {name})"),
        ));
    }
    let is_name = match case.kind() {
        Kind::Word => case.expected == Expected::Projection && !case.is_word(&["WHERE", "FROM"]),
        Kind::Prefixed | Kind::Iri | Kind::String | Kind::Integer => true,
        _ => false,
    };
    if case.expected == Expected::Projection
        && (case.is(Sign::OpenBrace) || case.is_word(&["WHERE", "FROM"]))
    {
        return Some(
            case.here("SELECT doesn't say what it asks for", "write SELECT * or SELECT ?x"),
        );
    }
    is_name.then(|| {
        let name = case.source.letters(case.at);
        let help = if case.kind() == Kind::Word {
            format!("variables begin with ?: write ?{name}")
        } else {
            format!("write ({name} AS ?name)")
        };
        case.here(format!("{} is no variable", case.shown(case.at)), help)
    })
}

/// `SELECT (COUNT(*))`, `SELECT (?x)`
fn missing_as(case: &Case<'_>) -> Option<Mistake> {
    let open = *case.open().last()?;
    if case.is(Sign::Comma) {
        return Some(case.here(
            "each expression stands in parentheses of its own",
            "write (?a AS ?b) (?c AS ?d)",
        ));
    }
    if case.kind() == Kind::Variable {
        let name = case.source.letters(case.at);
        return Some(case.here(format!("AS is missing before {name}"), format!("write AS {name}")));
    }
    if !case.is(Sign::CloseParenthesis) {
        return None;
    }
    let inside =
        &case.source.text[case.source.tokens[open].end..case.source.tokens[case.at].start].trim();
    if case.at == open + 2 && case.source.tokens[open + 1].kind == Kind::Variable {
        return Some(case.source.mistake(
            open..case.at + 1,
            "a variable needs no parentheses",
            format!("write {inside}"),
        ));
    }
    Some(case.source.mistake(
        open..case.at + 1,
        "an expression in SELECT needs a name",
        format!("write ({inside} AS ?name)"),
    ))
}
