//! The recogniser and the parser read the same grammar: whatever the parser takes the recogniser takes too, and what only the
//! recogniser takes has a mistake that is no matter of grammar.

use super::grammar::{Stop, recognise_query};
use super::lexer::tokens;
use super::token::Source;
use crate::model::Prefixes;
use proptest::prelude::*;
use spargebra::SparqlParser;

fn parser() -> SparqlParser {
    let mut parser = SparqlParser::new().with_base_iri("http://example.com/").expect("an IRI");
    for (prefix, namespace) in Prefixes::standard().iter() {
        parser = parser.with_prefix(prefix, namespace).expect("standard prefixes are IRIs");
    }
    parser
}

/// What the two say of a text: the recogniser's stop, and whether the parser takes it.
fn verdicts(text: &str) -> (Option<Stop>, bool) {
    (
        recognise_query(Source { text, tokens: &tokens(text) }).err(),
        parser().parse_query(text).is_ok(),
    )
}

/// Every construct of the grammar once or more.
const CORPUS: &[&str] = &[
    "BASE <http://x/> PREFIX ex: <http://ex/> SELECT DISTINCT ?a ($b AS ?c) FROM <g> FROM NAMED ex:h WHERE { ?a a ex:C ; ex:p 1 , 2.5 , 1e3 , -4 , +5 . }",
    "VERSION '1.2' SELECT * { ?s ?p 'a'@en , \"b\"^^xsd:string , '''c''' , true , \"x\"@ar--rtl }",
    "SELECT REDUCED ?x { { ?x ?p ?o } UNION { ?x ?q ?o } UNION { } MINUS { ?x a ?c } OPTIONAL { ?x ?r ?z FILTER(?z > 1) } }",
    "SELECT ?x { GRAPH ?g { ?x ?p ?o } GRAPH <h> { } SERVICE SILENT <s> { ?x ?p ?o } BIND(?x AS ?y) . FILTER EXISTS { ?x ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) (SUM(DISTINCT ?o) AS ?s) (GROUP_CONCAT(?o ; SEPARATOR = ', ') AS ?l) { ?x ?p ?o } GROUP BY ?x (STR(?p) AS ?q) HAVING (COUNT(?o) > 1) ORDER BY DESC(?n) ?s LIMIT 5 OFFSET 2 VALUES ?x { :a UNDEF }",
    "ASK { ?x wl:owns/^wl:owns|wl:a*/(wl:b+)?/!(a|^wl:c) ?y . ?x !wl:p ?z }",
    "CONSTRUCT { ?s ?p [ a ?o ] . ( 1 ?s ) ?q () . _:b ?p [] } WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 1",
    "CONSTRUCT FROM <g> WHERE { ?s ?p ?o . ?o ?q :z } LIMIT 3",
    "DESCRIBE ?x :a <b> FROM <g> WHERE { ?x a ?c } OFFSET 1 LIMIT 2",
    "DESCRIBE *  { ?x a ?c }",
    "SELECT ?r { ?s ?p ?o ~ ?r {| wl:status ?st ; wl:saidBy [ a ?c ] |} ~ {| a ?d |} . << ?s ?p << ?a ?b ?c ~ ?e >> ~ >> ?q <<( ?x a 5 )>> }",
    "ASK { FILTER(!(?a = 1 || ?b != 2 && ?c <= 3 + 4 * -5 / 6 - 7) && ?x IN (1, 2) && ?y NOT IN () && !!BOUND(?z)) }",
    "ASK { FILTER(IF(?a, COALESCE(?b, 1), CONCAT())) FILTER REGEX(?x, 'a', 'i') FILTER(REPLACE(?x, 'a', 'b') = SUBSTR(?y, 1)) FILTER NOT EXISTS { } FILTER xsd:boolean(?x) }",
    "SELECT ?x { { SELECT ?x (MAX(?y) AS ?m) WHERE { ?x ?p ?y } GROUP BY ?x ORDER BY ?m LIMIT 1 } VALUES (?x ?y) { (1 'a') (UNDEF <<( :s :p :o )>>) } LATERAL { ?x ?q ?z } }",
    "ASK { FILTER(isTRIPLE(TRIPLE(?s, ?p, ?o)) && <<( ?s ?p 1 )>> = ?t && RAND() < 1 && BNODE() = BNODE('a') && NOW() > ?n) }",
];

/// Pieces that a mutation puts in.
const PIECES: &[&str] = &[
    "{", "}", "(", ")", "[", "]", ".", ",", ";", "?v", ":n", "<i>", "'s'", "1", "a", "*", "+", "-",
    "/", "|", "^", "!", "=", "<", "&&", "||", "AS", "FILTER", "OPTIONAL", "UNION", "SELECT",
    "WHERE", "GROUP", "BY", "LIMIT", "IN", "NOT", "EXISTS", "COUNT", "STR", "BIND", "VALUES", "<<",
    ">>", "<<(", ")>>", "{|", "|}", "~", "@en", "^^", "true", "_:b", "UNDEF", "GRAPH", "DISTINCT",
    "HAVING", "ORDER",
];

#[test]
fn both_take_every_construct() {
    for text in CORPUS {
        assert_eq!(verdicts(text), (None, true), "{text}");
    }
}

/// A text of the corpus with some tokens left out, put in, doubled or exchanged.
fn mutated() -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0_u8..4, prop::sample::select(PIECES));
    (prop::sample::select(CORPUS), prop::collection::vec(change, 0..3)).prop_map(
        |(text, changes)| {
            let mut pieces: Vec<&str> = tokens(text)
                .into_iter()
                .map(|token| &text[token.start..token.end])
                .filter(|piece| !piece.is_empty())
                .collect();
            for (index, kind, piece) in changes {
                let at = index.index(pieces.len());
                match kind {
                    0 if pieces.len() > 1 => _ = pieces.remove(at),
                    1 => pieces.insert(at, piece),
                    2 => pieces.insert(at, pieces[at]),
                    _ => pieces[at] = piece,
                }
            }
            pieces.join(" ")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_the_parser_takes_the_recogniser_takes(text in mutated()) {
        let (stop, is_parsed) = verdicts(&text);
        if is_parsed {
            prop_assert!(matches!(stop, None | Some(Stop::Aggregate { .. })), "{stop:?} in {text}");
        }
    }

    /// No text makes the explanation fail, and each has a place within the text.
    #[test]
    fn every_refused_text_is_explained(text in mutated(), cut in any::<prop::sample::Index>()) {
        let text = &text[..text.floor_char_boundary(cut.index(text.len() + 1))];
        let Ok(scan) = super::Scan::query(text) else { return Ok(()) };
        let Err(error) = parser().parse_query(text) else { return Ok(()) };
        let mistake = scan.explain(&Prefixes::standard(), true, &error.to_string());
        let line = text.split('\n').nth(mistake.line as usize - 1).unwrap_or_default();
        prop_assert!(mistake.end >= mistake.column);
        prop_assert!(mistake.end <= line.chars().count() as u64 + 1, "{mistake:?} in {text}");
    }
}
