//! Operations of an update: misspelt, without what belongs to them, and with terms that they don't take.

use super::clauses::MODIFIERS;
use super::{Case, Mistake, Rule, nearest};
use crate::sparql::scan::grammar::{Block, Expected, KEYWORDS, OPERATIONS, Triples};
use crate::sparql::scan::token::{Kind, Sign, Source};

pub(super) const RULES: &[Rule] = &[
    operation,
    after_operation,
    graph_before_braces,
    braces_of_quads,
    after_template,
    after_with,
    graph_word,
    graph_iri,
    direction,
    pattern_in_template,
    nested_graph,
];

const QUERY_FORMS: [&str; 4] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];

/// `INSERT DATA { :a :b ?c }`
pub(super) fn variable(source: Source<'_>, at: usize, block: Block) -> Mistake {
    let (words, verb) = match block {
        Block::InsertData => ("INSERT DATA", "INSERT"),
        Block::DeleteData | Block::Delete => ("DELETE DATA", "DELETE"),
    };
    source.mistake(
        at..at + 1,
        format!("{words} takes no variables"),
        format!(
            "write {verb} {{ … }} WHERE {{ … }}, which finds values for {}",
            source.letters(at)
        ),
    )
}

/// `DELETE DATA { _:b :p 1 }`
pub(super) fn blank_node(source: Source<'_>, at: usize, block: Block) -> Mistake {
    let help = match block {
        Block::Delete => "write a variable in its place, which WHERE finds",
        _ => "write DELETE WHERE { ?x … }, which finds it",
    };
    source.mistake(
        at..at + 1,
        format!("{} takes no blank nodes: each would be a new one", block.words()),
        help,
    )
}

/// `INSERT DATA { _:b … } ; INSERT DATA { _:b … }`
pub(super) fn shared_blank_node(source: Source<'_>, at: usize) -> Mistake {
    let label = source.letters(at);
    source.mistake(
        at..at + 1,
        format!("{label} stands in another INSERT DATA already, and means only one node there"),
        "put both into one INSERT DATA",
    )
}

/// The first word of an operation.
fn operation(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::Operation {
        return None;
    }
    let operations = "an operation begins with INSERT, DELETE, WITH, LOAD, CLEAR, DROP, CREATE, ADD, MOVE or COPY";
    if case.is(Sign::OpenBrace) {
        return Some(case.here(
            "an update says first what it does",
            "write INSERT DATA before the quads, or DELETE DATA",
        ));
    }
    if case.is(Sign::Semicolon) {
        return Some(case.here("this ; comes after no operation", "leave it out"));
    }
    if case.kind() != Kind::Word {
        return None;
    }
    let word = case.shown(case.at);
    if case.is_word(&QUERY_FORMS) {
        return Some(case.here(
            format!("{} is a query, which changes nothing", word.to_uppercase()),
            "only updates are run here: INSERT, DELETE, LOAD, CLEAR and the like",
        ));
    }
    if case.is_word(&["UPDATE", "SET", "REPLACE"]) {
        return Some(case.here(
            format!("SPARQL has no {}", word.to_uppercase()),
            "write DELETE { ?x :age ?old } INSERT { ?x :age ?new } WHERE { … }",
        ));
    }
    let words = OPERATIONS.into_iter().chain(["PREFIX", "BASE"]);
    Some(match nearest(&word, words) {
        Some(keyword) => case.here(
            format!("{word} is no keyword of SPARQL Update"),
            format!("did you mean {keyword}?"),
        ),
        None => case.here(format!("{word} begins no operation"), operations),
    })
}

/// What can't follow an operation.
fn after_operation(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::AfterOperation {
        return None;
    }
    let word = case.shown(case.at).to_uppercase();
    if case.is_word(&OPERATIONS) || case.is_word(&["PREFIX", "BASE"]) {
        let what =
            if case.is_word(&OPERATIONS) { "two operations" } else { "an operation and this" };
        return Some(
            case.here(format!("between {what} a ; is missing"), format!("put ; before {word}")),
        );
    }
    if case.is(Sign::Dot) || case.is(Sign::Comma) {
        return Some(case.here(
            format!("an operation has no {} at its end", case.source.letters(case.at)),
            "put ; between two operations, and nothing after the last",
        ));
    }
    if case.is_word(&["WHERE"])
        && case.before().is_some_and(|at| case.source.is_sign(at, Sign::CloseBrace))
    {
        return Some(case.here(
            "this operation has no WHERE",
            "INSERT DATA and DELETE DATA take quads as they are: write INSERT { … } WHERE { … }",
        ));
    }
    if case.is_word(&MODIFIERS) {
        return Some(case.here(
            format!("an update has no {word}"),
            "put a subquery into WHERE: { SELECT ?x { … } ORDER BY ?x LIMIT 10 }",
        ));
    }
    case.is_word(&QUERY_FORMS).then(|| {
        case.here(format!("{word} is a query, and this is an update"), "send the query by itself")
    })
}

/// `INSERT INTO <g> { … }`, `DELETE FROM <g> { … }`, `INSERT DATA GRAPH <g> { … }`
fn graph_before_braces(case: &Case<'_>) -> Option<Mistake> {
    let Expected::Quads(words) = case.expected else { return None };
    let whole = if case.is_word(&["INTO"]) { "INSERT DATA" } else { words };
    case.is_word(&["INTO", "FROM", "GRAPH"]).then(|| {
        case.here(
            format!("the graph stands within the braces of {words}"),
            format!("write {whole} {{ GRAPH <g> {{ … }} }}"),
        )
    })
}

/// `DELETE ?x WHERE { … }`, `INSERT DATA :a :b :c`
fn braces_of_quads(case: &Case<'_>) -> Option<Mistake> {
    let Expected::Quads(words) = case.expected else { return None };
    Some(case.here(
        format!("{words} is followed by quads in {{ }}"),
        format!("write {words} {{ :a :knows :b }}"),
    ))
}

/// What can't follow the template of DELETE or INSERT.
fn after_template(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::AfterTemplate {
        return None;
    }
    if case.is_word(&["FROM"]) {
        return Some(case.here(
            "an update chooses its graphs with USING",
            "write USING <g>, or USING NAMED <g>, before WHERE",
        ));
    }
    if case.is_word(&["DELETE"]) {
        return Some(
            case.here("DELETE stands before INSERT", "write DELETE { … } INSERT { … } WHERE { … }"),
        );
    }
    if case.is_word(&["WITH"]) {
        return Some(case.here(
            "WITH stands before DELETE and INSERT",
            "write WITH <g> DELETE { … } INSERT { … } WHERE { … }",
        ));
    }
    let is_missing =
        case.kind() == Kind::End || case.is(Sign::Semicolon) || case.is(Sign::OpenBrace);
    is_missing.then(|| {
        case.here(
            "the template is followed by WHERE and the pattern that fills it",
            "write INSERT { … } WHERE { … }; for quads as they are, INSERT DATA { … }",
        )
    })
}

/// `WITH <g> WHERE { … }`
fn after_with(case: &Case<'_>) -> Option<Mistake> {
    (case.expected == Expected::AfterWith).then(|| {
        case.here(
            "WITH <g> is followed by DELETE { … } or INSERT { … }",
            "write WITH <g> DELETE { … } INSERT { … } WHERE { … }",
        )
    })
}

/// `CLEAR <g>`, `LOAD <x> INTO <g>`, `CREATE DEFAULT`
fn graph_word(case: &Case<'_>) -> Option<Mistake> {
    let wanted = match case.expected {
        Expected::GraphTarget => "GRAPH <iri>, DEFAULT, NAMED or ALL",
        Expected::Word("GRAPH") => "GRAPH <iri>",
        _ => return None,
    };
    let before = case.before()?;
    let word = case.source.letters(before).to_uppercase();
    if case.source.is_iri(case.at) {
        let iri = case.shown(case.at);
        return Some(
            case.here(format!("{word} is followed by GRAPH"), format!("write {word} GRAPH {iri}")),
        );
    }
    Some(case.here(
        format!("{word} is followed by {wanted}"),
        format!("write {word} GRAPH <http://example.com/g>"),
    ))
}

/// `LOAD "data.ttl"`, `USING ?g`
fn graph_iri(case: &Case<'_>) -> Option<Mistake> {
    let wanted = match case.expected {
        Expected::GraphIri => "an IRI",
        Expected::GraphOrDefault => "the IRI of a graph, or DEFAULT",
        _ => return None,
    };
    let word = case.source.letters(case.before()?).to_uppercase();
    Some(case.here(
        format!("{word} is followed by {wanted}"),
        format!("write {word} <http://example.com/data>"),
    ))
}

/// `COPY <a> INTO <b>`, `MOVE <a> <b>`
fn direction(case: &Case<'_>) -> Option<Mistake> {
    if case.expected != Expected::Word("TO") {
        return None;
    }
    let operation =
        (0..case.at).rev().find(|&at| case.source.is_word(at, &["ADD", "MOVE", "COPY"]))?;
    let word = case.source.letters(operation).to_uppercase();
    Some(case.here("between the two graphs stands TO", format!("write {word} <from> TO <to>")))
}

/// `INSERT { ?x :p ?y FILTER(…) } WHERE { … }`
fn pattern_in_template(case: &Case<'_>) -> Option<Mistake> {
    let within =
        matches!(case.expected, Expected::QuadElement | Expected::AfterTriple(Triples::Template));
    let is_update = case.source.language == super::Language::Update;
    let is_pattern = case.is_word(&KEYWORDS) && !case.is_word(&["GRAPH"]);
    (is_update && within && is_pattern).then(|| {
        let word = case.source.letters(case.at).to_uppercase();
        case.here(
            format!("{word} can't stand among quads that are inserted or deleted"),
            format!("put {word} into WHERE {{ … }}"),
        )
    })
}

/// `INSERT DATA { GRAPH <g> { GRAPH <h> { … } } }`
fn nested_graph(case: &Case<'_>) -> Option<Mistake> {
    let within =
        matches!(case.expected, Expected::GroupElement | Expected::AfterTriple(Triples::Template));
    let is_update = case.source.language == super::Language::Update;
    (is_update && within && case.is_word(&["GRAPH"])).then(|| {
        case.here(
            "a graph holds triples, and no other graph",
            "close the braces of the graph before this one",
        )
    })
}
