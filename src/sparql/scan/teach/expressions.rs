//! Expressions, constraints and what binds a variable.

use super::{Case, Mistake, Rule, nearest};
use crate::sparql::scan::grammar::{AGGREGATES, Expected, FUNCTIONS};
use crate::sparql::scan::token::{Kind, Sign};

pub(super) const RULES: &[Rule] = &[
    equals_twice,
    not_equal,
    words,
    chained_comparison,
    constraint,
    bind,
    arguments,
    function,
    dangling,
    in_list,
    values,
];

fn is_within_expression(case: &Case<'_>) -> bool {
    matches!(
        case.expected,
        Expected::Operand
            | Expected::CloseExpression
            | Expected::CloseArguments(_)
            | Expected::NextArgument(_)
            | Expected::CloseList
            | Expected::As(_)
    )
}

/// `?a == ?b`
fn equals_twice(case: &Case<'_>) -> Option<Mistake> {
    let before = case.before()?;
    let is = case.is(Sign::Equal)
        && case.source.is_sign(before, Sign::Equal)
        && case.source.tokens[before].end == case.source.tokens[case.at].start;
    is.then(|| case.source.mistake(before..case.at + 1, "== is no operator", "write ="))
}

/// `?a <> ?b`, `?a => ?b`
fn not_equal(case: &Case<'_>) -> Option<Mistake> {
    if is_within_expression(case) && case.source.letters(case.at) == "<>" {
        return Some(case.here("<> is no operator", "write !="));
    }
    let before = case.before()?;
    let Kind::Sign(first) = case.source.tokens[before].kind else { return None };
    let Kind::Sign(second) = case.kind() else { return None };
    let right = match (first, second) {
        (Sign::Less, Sign::Greater) => "!=",
        (Sign::Equal, Sign::Greater) => ">=",
        (Sign::Equal, Sign::Less) => "<=",
        _ => return None,
    };
    Some(case.source.mistake(
        before..case.at + 1,
        format!("{}{} is no operator", first.text(), second.text()),
        format!("write {right}"),
    ))
}

/// Operators that other languages spell as words.
fn words(case: &Case<'_>) -> Option<Mistake> {
    const WORDS: [(&str, &str); 12] = [
        ("AND", "write &&"),
        ("OR", "write ||"),
        ("XOR", "write (?a || ?b) && !(?a && ?b)"),
        ("LIKE", "write CONTAINS(STR(?x), \"text\"), STRSTARTS, STRENDS or REGEX"),
        ("ILIKE", "write REGEX(STR(?x), \"text\", \"i\")"),
        ("BETWEEN", "write ?x >= 1 && ?x <= 5"),
        ("IS", "write BOUND(?x) or !BOUND(?x)"),
        ("NULL", "write BOUND(?x) or !BOUND(?x)"),
        ("MOD", "write ?a - ?b * FLOOR(?a / ?b)"),
        ("CASE", "write IF(condition, one, other)"),
        ("MATCHES", "write REGEX(?x, \"pattern\")"),
        ("EQ", "write ="),
    ];
    if !is_within_expression(case) || case.kind() != Kind::Word {
        return None;
    }
    let (word, help) = WORDS.into_iter().find(|(word, _)| case.is_word(&[word]))?;
    Some(case.here(format!("SPARQL has no {word}"), help))
}

/// `1 < ?x < 5`
fn chained_comparison(case: &Case<'_>) -> Option<Mistake> {
    let is_operator = matches!(case.kind(), Kind::Sign(sign) if sign.compares());
    let closes = is_within_expression(case) && case.expected != Expected::Operand;
    (closes && is_operator)
        .then(|| case.here("a comparison has two sides", "write ?a < ?b && ?b < ?c"))
}

/// `FILTER ?x > 5`
fn constraint(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::Constraint {
        return operator_after_constraint(case);
    }
    let word = case.source.letters(case.before()?).to_uppercase();
    if case.is(Sign::OpenBrace) {
        return Some(case.here(
            format!("{word} takes an expression in ( ), not a pattern"),
            format!("write {word} EXISTS {{ … }}, or {word}(?x > 5)"),
        ));
    }
    if case.kind() == Kind::Word {
        return function(case);
    }
    let example = match case.kind() {
        Kind::Variable => format!("{} …", case.source.letters(case.at)),
        _ => "?x > 5".to_owned(),
    };
    Some(case.here(
        format!("the condition of {word} stands in parentheses"),
        format!("write {word}({example})"),
    ))
}

/// `HAVING COUNT(?x) > 1`: the call is a whole condition, and what follows it is no part of it.
fn operator_after_constraint(case: &Case<'_>) -> Option<Mistake> {
    let Kind::Sign(sign) = case.kind() else { return None };
    let continues = sign.compares()
        || [Sign::And, Sign::Or, Sign::Plus, Sign::Minus, Sign::Star, Sign::Slash].contains(&sign);
    let ends = matches!(case.expected, Expected::Modifier | Expected::GroupElement);
    let clause = case.clause().filter(|_| continues && ends)?;
    if !case.source.is_word(clause, &["FILTER", "HAVING", "ORDER"]) {
        return None;
    }
    let first = if case.source.is_word(clause, &["ORDER"]) { clause + 2 } else { clause + 1 };
    let call = &case.source.text
        [case.source.tokens[first].start..case.source.tokens[case.at].start]
        .trim_end();
    let word = case.source.text[case.source.tokens[clause].start..case.source.tokens[first].start]
        .trim_end();
    Some(case.source.mistake(
        first..case.at + 1,
        format!("the whole expression of {word} stands in parentheses"),
        format!("write {word} ({call} {} …)", sign.text()),
    ))
}

/// `BIND(?x = 1)`, `BIND ?x AS ?y`, `BIND(1 AS "x")`
fn bind(case: &Case<'_>) -> Option<Mistake> {
    match case.expected {
        Expected::Bind => Some(case.here(
            "BIND takes its expression and its name in parentheses",
            "write BIND(?a + 1 AS ?b)",
        )),
        Expected::As("BIND") if case.kind() == Kind::Variable => {
            let name = case.source.letters(case.at);
            Some(case.here(format!("AS is missing before {name}"), format!("write AS {name}")))
        }
        Expected::CloseAs if case.is(Sign::Comma) && case.is_within_call_of(&["BIND"]) => {
            Some(case.here("BIND gives a value to one variable", "write one BIND for each"))
        }
        Expected::As("BIND") if case.is(Sign::CloseParenthesis) || case.is(Sign::Comma) => {
            Some(case.here("BIND has no AS", "write BIND(expression AS ?name)"))
        }
        Expected::Variable if case.comes_after(&["AS"]) => {
            let name = match case.kind() {
                Kind::Word | Kind::String => {
                    format!("?{}", case.source.letters(case.at).trim_matches(['"', '\'']))
                }
                _ => "?name".to_owned(),
            };
            Some(case.here("AS is followed by a variable", format!("write AS {name}")))
        }
        Expected::Variable if case.is_within_call_of(&["BOUND"]) => {
            Some(case.here("BOUND asks about a variable", "write BOUND(?x)"))
        }
        _ => None,
    }
}

/// Too few or too many arguments, or blanks in place of commas.
fn arguments(case: &Case<'_>) -> Option<Mistake> {
    match case.expected {
        Expected::Arguments(name) => Some(case.here(
            format!("{name} takes its arguments in parentheses"),
            format!("write {}", call_of(name)),
        )),
        Expected::NextArgument(name) if case.is(Sign::CloseParenthesis) => Some(
            case.here(format!("{name} takes more arguments"), format!("write {}", call_of(name))),
        ),
        Expected::CloseArguments(name) if case.is_word(&["AS"]) => Some(case.here(
            format!("AS stands after the closing parenthesis of {name}"),
            format!("write ({name}(…) AS ?name)"),
        )),
        Expected::CloseArguments("GROUP_CONCAT")
            if case.is(Sign::Comma) || case.kind() == Kind::String =>
        {
            Some(case.here(
                "the separator of GROUP_CONCAT has a name",
                "write GROUP_CONCAT(?x; SEPARATOR=\", \")",
            ))
        }
        Expected::CloseArguments(name)
            if AGGREGATES.contains(&name)
                && (case.is(Sign::Comma) || case.kind() == Kind::Variable) =>
        {
            Some(case.here(
                format!("{name} takes one expression"),
                format!("write {name}(?x), or {name}(CONCAT(STR(?x), \" \", STR(?y)))"),
            ))
        }
        Expected::NextArgument(name) | Expected::CloseArguments(name)
            if !case.is(Sign::Comma) && starts_operand(case) =>
        {
            Some(case.here(
                format!("a comma is missing between the arguments of {name}"),
                format!("write {}", call_of(name)),
            ))
        }
        Expected::CloseArguments(name) if case.is(Sign::Comma) => {
            Some(case.here(
                format!("{name} takes no more arguments"),
                format!("write {}", call_of(name)),
            ))
        }
        Expected::Operand if case.is(Sign::CloseParenthesis) => {
            let open = *case.open().last()?;
            let name = FUNCTIONS
                .iter()
                .find(|function| open > 0 && case.source.is_word(open - 1, &[function.name]))?;
            (open + 1 == case.at).then(|| {
                case.here(
                    format!("{} has no arguments", name.name),
                    format!("write {}", call_of(name.name)),
                )
            })
        }
        _ => None,
    }
}

fn starts_operand(case: &Case<'_>) -> bool {
    matches!(
        case.kind(),
        Kind::Variable
            | Kind::String
            | Kind::Integer
            | Kind::Number
            | Kind::Iri
            | Kind::Prefixed
            | Kind::Word
    )
}

fn call_of(name: &str) -> String {
    let count = FUNCTIONS
        .iter()
        .find(|function| function.name == name)
        .map_or(1, |function| *function.arguments.start());
    let arguments = match (name, count) {
        ("COUNT", _) => "*".to_owned(),
        ("REGEX" | "CONTAINS" | "STRSTARTS" | "STRENDS" | "STRBEFORE" | "STRAFTER", _) => {
            "?x, \"text\"".to_owned()
        }
        ("LANGMATCHES", _) => "LANG(?x), \"en\"".to_owned(),
        ("CONCAT", _) => "?a, \" \", ?b".to_owned(),
        ("COALESCE", _) => "?a, ?b".to_owned(),
        ("SUBSTR", _) => "?x, 1, 3".to_owned(),
        ("REPLACE", _) => "?x, \"old\", \"new\"".to_owned(),
        ("IF", _) => "?a > 1, \"yes\", \"no\"".to_owned(),
        (_, 0) => String::new(),
        (_, 1) => "?x".to_owned(),
        (_, 2) => "?x, ?y".to_owned(),
        _ => "?x, ?y, ?z".to_owned(),
    };
    format!("{name}({arguments})")
}

/// A function that SPARQL doesn't have, or has under another name.
fn function(case: &Case<'_>) -> Option<Mistake> {
    const OTHERS: [(&str, &str); 16] = [
        ("LENGTH", "STRLEN(?x)"),
        ("LEN", "STRLEN(?x)"),
        ("LOWER", "LCASE(?x)"),
        ("TOLOWER", "LCASE(?x)"),
        ("UPPER", "UCASE(?x)"),
        ("TOUPPER", "UCASE(?x)"),
        ("SUBSTRING", "SUBSTR(?x, 1, 3)"),
        ("IFNULL", "COALESCE(?x, \"none\")"),
        ("NVL", "COALESCE(?x, \"none\")"),
        ("ISNULL", "!BOUND(?x)"),
        ("STARTSWITH", "STRSTARTS(?x, \"text\")"),
        ("ENDSWITH", "STRENDS(?x, \"text\")"),
        ("MEAN", "AVG(?x)"),
        ("STRING_AGG", "GROUP_CONCAT(?x; SEPARATOR=\", \")"),
        ("CAST", "xsd:integer(?x)"),
        ("DATE", "xsd:date(?x)"),
    ];
    let wants_call = is_within_expression(case)
        || matches!(
            case.expected,
            Expected::Constraint
                | Expected::Projection
                | Expected::OrderCondition
                | Expected::GroupCondition
        );
    if !wants_call || case.kind() != Kind::Word {
        return None;
    }
    let word = case.shown(case.at);
    let is_call = case.source.is_sign(case.at + 1, Sign::OpenParenthesis);
    if !is_call && case.expected != Expected::Operand {
        return None;
    }
    if !is_call {
        return Some(case.here(
            format!("{word} is no value"),
            format!("a variable begins with ?: write ?{word}, or \"{word}\" for the text"),
        ));
    }
    let message = format!("{word} is no function of SPARQL");
    if let Some((_, other)) = OTHERS.into_iter().find(|(name, _)| case.is_word(&[name])) {
        return Some(case.here(message, format!("write {other}")));
    }
    let help = match nearest(&word, FUNCTIONS.iter().map(|function| function.name)) {
        Some(name) => format!("did you mean {name}?"),
        None => "functions of your own are called by their IRI".to_owned(),
    };
    Some(case.here(message, help))
}

/// `FILTER(?x > )`, `FILTER(&& ?x)`
fn dangling(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::Operand {
        return None;
    }
    let before = case.before()?;
    let Kind::Sign(operator) = case.source.tokens[before].kind else { return None };
    let ends =
        case.is(Sign::CloseParenthesis) || case.is(Sign::CloseBrace) || case.kind() == Kind::End;
    let takes_two = !operator.opens() && !operator.closes() && operator != Sign::Comma;
    if ends && takes_two {
        return Some(case.source.mistake(
            before..before + 1,
            format!("{} has nothing on its right side", operator.text()),
            "write a value, a variable or a function call after it, or leave it out",
        ));
    }
    if ends && operator == Sign::OpenParenthesis {
        return Some(case.source.mistake(
            before..case.at + 1,
            "the parentheses are empty",
            "write a condition, such as ?x > 5",
        ));
    }
    if ends && operator == Sign::Comma {
        return Some(case.source.mistake(
            before..before + 1,
            "after this comma a value is missing",
            "write one, or leave the comma out",
        ));
    }
    None
}

/// `?x IN 1`, `?x IN (1 2)`
fn in_list(case: &Case<'_>) -> Option<Mistake> {
    match case.expected {
        Expected::InList => {
            Some(case.here("the list of IN stands in parentheses", "write ?x IN (1, 2, 3)"))
        }
        Expected::CloseList if starts_operand(case) => {
            Some(case.here("a comma is missing between two values", "write (1, 2, 3)"))
        }
        Expected::Word("IN") if case.comes_after(&["NOT"]) => {
            Some(case.here("NOT is followed by IN or EXISTS", "\"not\" before an expression is !"))
        }
        Expected::Word("EXISTS") => Some(case.here(
            "NOT is followed by EXISTS",
            "\"not\" before an expression is !: write !(?x > 5)",
        )),
        _ => None,
    }
}

/// The rows of VALUES.
fn values(case: &Case<'_>) -> Option<Mistake> {
    match case.expected {
        Expected::Value | Expected::Row if case.is(Sign::Comma) => {
            Some(case.here("VALUES has no commas", "put blanks between the values"))
        }
        Expected::Value if case.kind() == Kind::Variable => {
            Some(case.here("a variable is no value", "write an IRI, a literal or UNDEF"))
        }
        Expected::Row => Some(case.here(
            "with variables in ( ) each row stands in ( ) too",
            "write VALUES (?a ?b) { (1 2) (3 4) }",
        )),
        Expected::ValuesVariables => {
            Some(case.here("VALUES begins with a variable", "write VALUES ?x { 1 2 3 }"))
        }
        Expected::ValuesBlock => {
            Some(case.here("the values stand in { }", "write VALUES ?x { 1 2 3 }"))
        }
        _ => None,
    }
}
