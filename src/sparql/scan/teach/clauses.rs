//! Keywords: misspelt, in the wrong order, or without what belongs to them.

use super::{Case, Mistake, Rule, nearest};
use crate::sparql::scan::grammar::{Expected, KEYWORDS, Triples};
use crate::sparql::scan::token::{Kind, Sign};

/// The words that begin a clause or a pattern.
pub(super) const CLAUSES: [&str; 24] = [
    "SELECT",
    "ASK",
    "CONSTRUCT",
    "DESCRIBE",
    "FROM",
    "WHERE",
    "FILTER",
    "BIND",
    "VALUES",
    "OPTIONAL",
    "MINUS",
    "GRAPH",
    "SERVICE",
    "LATERAL",
    "UNION",
    "GROUP",
    "HAVING",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "PREFIX",
    "BASE",
    "EXISTS",
    "VERSION",
];
const FORMS: [&str; 7] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE", "VERSION"];
pub(super) const MODIFIERS: [&str; 6] = ["GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"];

/// The first word of a query.
pub(super) fn form(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::Form {
        return None;
    }
    if case.kind() == Kind::End {
        let message = if case.at == 0 {
            "the query is empty"
        } else {
            "the query ends after its declarations"
        };
        return Some(case.here(message, "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"));
    }
    if case.is(Sign::OpenBrace) {
        return Some(case.here(
            "a query says first what it asks for",
            "write SELECT * before the pattern, or ASK",
        ));
    }
    if case.kind() != Kind::Word {
        return None;
    }
    let word = case.shown(case.at);
    Some(match nearest(&word, FORMS) {
        Some(form) => misspelt(case, form),
        None => case.here(
            format!("{word} begins no query"),
            "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE",
        ),
    })
}

pub(super) const RULES: &[Rule] = &[
    missing_by,
    order_direction,
    misspelt_word,
    wrong_order,
    comma_in_list,
    second_where,
    modifier_in_pattern,
    subquery,
    comment,
    after_the_query,
    number,
];

fn misspelt(case: &Case<'_>, keyword: &str) -> Mistake {
    case.here(
        format!("{} is no keyword of SPARQL", case.shown(case.at)),
        format!("did you mean {keyword}?"),
    )
}

/// `ORDER ?x`
fn missing_by(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::Word("BY") {
        return None;
    }
    let word = case.source.letters(case.before()?).to_uppercase();
    Some(case.here(format!("{word} is followed by BY"), format!("write {word} BY")))
}

/// `ORDER BY ?x DESC`, `ORDER BY DESC ?x`
fn order_direction(case: &Case<'_>) -> Option<Mistake> {
    if case.is_word(&["ASC", "DESC", "ASCENDING", "DESCENDING"]) {
        let before = case.before()?;
        let variable = if case.source.tokens[before].kind == Kind::Variable {
            case.source.letters(before)
        } else {
            "?x"
        };
        let word = if case.is_word(&["ASC", "ASCENDING"]) { "ASC" } else { "DESC" };
        return Some(case.here(
            format!(
                "{} stands before what it sorts by, as a function",
                case.source.letters(case.at)
            ),
            format!("write ORDER BY {word}({variable})"),
        ));
    }
    let after_direction =
        case.expected == Expected::Constraint && case.comes_after(&["ASC", "DESC"]);
    if after_direction && case.at >= 2 && case.source.tokens[case.at - 2].kind == Kind::Variable {
        let word = case.source.letters(case.at - 1).to_uppercase();
        return Some(case.source.mistake(
            case.at - 1..case.at,
            format!("{word} stands before what it sorts by, as a function"),
            format!("write ORDER BY {word}({})", case.source.letters(case.at - 2)),
        ));
    }
    after_direction.then(|| {
        let word = case.source.letters(case.at - 1).to_uppercase();
        let what = if case.kind() == Kind::End { "?x" } else { case.source.letters(case.at) };
        case.here(format!("{word} wants parentheses"), format!("write {word}({what})"))
    })
}

/// A word that is nearly the keyword that could stand here.
fn misspelt_word(case: &Case<'_>) -> Option<Mistake> {
    if case.kind() != Kind::Word {
        return None;
    }
    let word = case.source.letters(case.at);
    let found = match case.expected {
        Expected::Modifier => nearest(word, MODIFIERS),
        Expected::MoreProjection | Expected::Group(_) => nearest(word, ["WHERE", "FROM"]),
        Expected::GroupElement => nearest(word, KEYWORDS.into_iter().chain(["UNION"])),
        Expected::AfterTriple(Triples::Pattern) => nearest(word, KEYWORDS),
        Expected::Word(wanted) => nearest(word, [wanted]),
        _ => None,
    };
    found.map(|keyword| misspelt(case, keyword))
}

/// `LIMIT 10 ORDER BY ?x`
fn wrong_order(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::Modifier || !case.is_word(&MODIFIERS) {
        return None;
    }
    let word = case.source.letters(case.at).to_uppercase();
    let later = case.clause().map(|at| case.source.letters(at).to_uppercase())?;
    let shown = |word: &str| match word {
        "GROUP" => "GROUP BY".to_owned(),
        "ORDER" => "ORDER BY".to_owned(),
        word => word.to_owned(),
    };
    let message = if word == later {
        format!("{} stands twice", shown(&word))
    } else {
        format!("{} stands before {}", shown(&word), shown(&later))
    };
    Some(case.here(message, "the order is GROUP BY, HAVING, ORDER BY, LIMIT, OFFSET, VALUES"))
}

/// `GROUP BY ?x, ?y`
fn comma_in_list(case: &Case<'_>) -> Option<Mistake> {
    let clause = case.clause().filter(|_| case.expected == Expected::Modifier)?;
    let is_list = case.source.is_word(clause, &["GROUP", "ORDER"]);
    (is_list && case.is(Sign::Comma)).then(|| {
        let word = case.source.letters(clause).to_uppercase();
        case.here(format!("{word} BY has no commas"), "put blanks between what stands behind it")
    })
}

/// `SELECT ?x { … } WHERE { … }`
fn second_where(case: &Case<'_>) -> Option<Mistake> {
    (case.expected == Expected::Modifier && case.is_word(&["WHERE"])).then(|| {
        case.here("the query has its pattern already", "put all of it into one { … }, after WHERE")
    })
}

/// `{ ?x ?p ?o ORDER BY ?x }`
fn modifier_in_pattern(case: &Case<'_>) -> Option<Mistake> {
    let in_pattern = matches!(case.expected, Expected::GroupElement | Expected::AfterTriple(_));
    (in_pattern && case.is_word(&MODIFIERS)).then(|| {
        let word = case.source.letters(case.at).to_uppercase();
        let word = if ["ORDER", "GROUP"].contains(&word.as_str()) { word + " BY" } else { word };
        case.here(
            format!("{word} stands after the pattern's closing brace"),
            format!("write {{ … }} {word} …"),
        )
    })
}

/// A SELECT within a pattern, a projection or an expression.
fn subquery(case: &Case<'_>) -> Option<Mistake> {
    let is_second_part = case.expected == Expected::Modifier && !case.open().is_empty();
    let is_term = matches!(case.kind(), Kind::Variable | Kind::Iri | Kind::Prefixed);
    let help = "write { { SELECT ?x { … } } ?x ?p ?o }";
    if case.is_word(&["SELECT"]) && !case.open().is_empty() {
        let message = "a subquery stands within the pattern, in braces of its own";
        return Some(case.here(message, help));
    }
    (is_second_part && is_term)
        .then(|| case.here("the subquery before this stands in braces of its own", help))
}

/// `-- comment`, `// comment`
fn comment(case: &Case<'_>) -> Option<Mistake> {
    let token = case.source.tokens[case.at];
    let rest = &case.source.text[token.start..];
    let marks = ["//", "/*", "--"];
    let mark = marks.into_iter().find(|mark| rest.starts_with(mark))?;
    let is_operator = matches!(case.expected, Expected::Operand | Expected::CloseExpression);
    (!is_operator).then(|| {
        let bytes = token.start..token.start + mark.len();
        Mistake::new(
            case.source.text,
            bytes,
            format!("{mark} begins no comment"),
            Some("write #, which holds to the end of the line".to_owned()),
        )
    })
}

/// Something after the end of a query.
fn after_the_query(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::Modifier || case.kind() == Kind::End || !case.open().is_empty() {
        return None;
    }
    if case.is(Sign::Semicolon) || case.is(Sign::Dot) {
        return Some(case.here(
            format!("a query has no {} at its end", case.source.letters(case.at)),
            "leave it out",
        ));
    }
    if case.is_word(&["UNION", "OPTIONAL", "FILTER", "MINUS", "BIND"]) {
        let word = case.source.letters(case.at).to_uppercase();
        return Some(case.here(
            format!("{word} stands after the pattern's closing brace"),
            format!("put {word} within the braces of the pattern"),
        ));
    }
    let begins_query = case.is_word(&["SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX"]);
    begins_query.then(|| case.here("here begins a second query", "ask one query at a time"))
}

/// `LIMIT ?x`
fn number(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::Count {
        return None;
    }
    let word = case.source.letters(case.before()?).to_uppercase();
    let found = if case.kind() == Kind::End {
        String::new()
    } else {
        format!(", not {}", case.shown(case.at))
    };
    Some(case.here(format!("{word} takes a whole number{found}"), format!("write {word} 10")))
}
