//! Habits from other languages: SQL, Cypher, Gremlin, Turtle.

use super::{Case, Mistake, Rule};
use crate::sparql::scan::grammar::{Expected, OPERATIONS};
use crate::sparql::scan::token::{Kind, Sign};

pub(super) const RULES: &[Rule] =
    &[turtle, cypher, update, sql_from, sql_where, sql_words, sql_limit];

/// `@prefix ex: <…> .`
fn turtle(case: &Case<'_>) -> Option<Mistake> {
    if case.kind() == Kind::LanguageTag
        && ["@prefix", "@base"].contains(&case.source.letters(case.at))
    {
        let word = case.source.letters(case.at)[1..].to_uppercase();
        let help = format!("write {word} without @ and without the dot at the end of the line");
        return Some(case.here(format!("{} is Turtle", case.source.letters(case.at)), help));
    }
    let after_declaration = matches!(case.expected, Expected::Form | Expected::Operation)
        && case.before().is_some_and(|at| case.source.tokens[at].kind == Kind::Iri);
    (after_declaration && (case.is(Sign::Dot) || case.is(Sign::Semicolon))).then(|| {
        case.here(
            format!("a declaration has no {} at its end", case.source.letters(case.at)),
            "leave it out",
        )
    })
}

/// `MATCH (a)-[:KNOWS]->(b) RETURN a`
fn cypher(case: &Case<'_>) -> Option<Mistake> {
    let words = ["MATCH", "RETURN", "MERGE", "UNWIND"];
    (case.expected == Expected::Form && case.is_word(&words)).then(|| {
        case.here(
            format!("{} is Cypher; this is SPARQL", case.source.letters(case.at)),
            "MATCH (a)-[:knows]->(b) RETURN a is SELECT ?a { ?a :knows ?b } here",
        )
    })
}

/// An update where a query is wanted.
fn update(case: &Case<'_>) -> Option<Mistake> {
    (case.expected == Expected::Form && case.is_word(&OPERATIONS)).then(|| {
        case.here(
            format!(
                "{} is SPARQL Update, which changes data",
                case.source.letters(case.at).to_uppercase()
            ),
            "only queries are answered here: SELECT, ASK, CONSTRUCT, DESCRIBE",
        )
    })
}

/// `SELECT * FROM people WHERE …`
fn sql_from(case: &Case<'_>) -> Option<Mistake> {
    let is_table = case.expected == Expected::GraphName
        && case.comes_after(&["FROM"])
        && matches!(case.kind(), Kind::Word | Kind::String | Kind::Variable);
    is_table.then(|| {
        case.here(
            format!("FROM names a graph by its IRI, and {} is none", case.shown(case.at)),
            "there are no tables: leave FROM out, and say what you look for in a pattern, \
             as in SELECT * { ?person a schema:Person }",
        )
    })
}

/// `WHERE name = 'x'`
fn sql_where(case: &Case<'_>) -> Option<Mistake> {
    let needs_pattern = case.expected == Expected::Group("WHERE") && case.kind() == Kind::Word;
    needs_pattern.then(|| {
        case.here(
            "WHERE is followed by a pattern in { }, not by a condition",
            "write WHERE { ?s ?p ?name . FILTER(?name = \"x\") }",
        )
    })
}

/// Clauses that SPARQL says in another way.
fn sql_words(case: &Case<'_>) -> Option<Mistake> {
    const WORDS: [(&str, &str); 10] = [
        ("JOIN", "patterns that share a variable are joined: ?a :knows ?b . ?b :knows ?c"),
        ("LEFT", "a left join is OPTIONAL { … }"),
        ("INNER", "patterns that share a variable are joined: ?a :knows ?b . ?b :knows ?c"),
        ("OUTER", "an outer join is OPTIONAL { … }"),
        ("TOP", "write LIMIT after the pattern: SELECT ?x { … } LIMIT 10"),
        ("FETCH", "write LIMIT"),
        ("EXCEPT", "write MINUS { … }, or FILTER NOT EXISTS { … }"),
        ("INTERSECT", "put both patterns into one group: they must both match"),
        ("RETURN", "what is asked for stands at the beginning: SELECT ?x { … }"),
        ("WITH", "write BIND(expression AS ?name), or a subquery { SELECT … }"),
    ];
    // WITH is a keyword of updates.
    if case.kind() != Kind::Word || case.expected == Expected::AfterTemplate {
        return None;
    }
    let (word, help) = WORDS.into_iter().find(|(word, _)| case.is_word(&[word]))?;
    Some(case.here(format!("{word} is no keyword of SPARQL"), help))
}

/// `LIMIT 10, 20`
fn sql_limit(case: &Case<'_>) -> Option<Mistake> {
    let after_number = case.before().is_some_and(|at| case.source.tokens[at].kind == Kind::Integer);
    let is_limit = case.is(Sign::Comma)
        && after_number
        && case.at >= 2
        && case.source.is_word(case.at - 2, &["LIMIT"]);
    is_limit.then(|| case.here("LIMIT takes one number", "write LIMIT 20 OFFSET 10"))
}
