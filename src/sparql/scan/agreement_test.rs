//! The recogniser and the parser read the same grammar: whatever the parser takes the recogniser takes too, and what only the
//! recogniser takes has a mistake that is no matter of grammar.

use super::grammar::{Expected, Part, Stop, Triples, recognise_query, recognise_update};
use super::lexer::tokens;
use super::token::{Language, Source};
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
    let tokens = &tokens(text);
    let source = Source { text, tokens, language: Language::Query };
    (recognise_query(source).err(), parser().parse_query(text).is_ok())
}

/// The same of an update.
fn update_verdicts(text: &str) -> (Result<Vec<Part>, Stop>, bool) {
    let tokens = &tokens(text);
    let source = Source { text, tokens, language: Language::Update };
    (recognise_update(source), parser().parse_update(text).is_ok())
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

/// Every construct of updates once or more.
const UPDATES: &[&str] = &[
    "BASE <http://x/> PREFIX ex: <http://ex/> VERSION '1.2' INSERT DATA { ex:a a ex:C ; ex:p 1 , -2.5 GRAPH <g> { _:b ex:p [] . } . ex:b ex:q ( 1 ) } ;",
    "DELETE DATA { :a :p 'x'@en , <<( :s :p 1 )>> GRAPH :g { :a :p () } GRAPH :h { } } ; DELETE WHERE { ?s :p ?o . GRAPH ?g { ?s ?p 1 ~ :r } }",
    "WITH :g DELETE { ?s :p ?o } INSERT { ?s :q ?o . GRAPH ?h { _:b :of ?s } } USING :a USING NAMED :b WHERE { ?s :p ?o FILTER(?o > 1) }",
    "DELETE { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } } ; INSERT { << ?s :p 1 >> :q 2 {| :r [] |} ~ } WHERE { ?s :p/:q* ?o }",
    "LOAD SILENT <http://x/a> INTO GRAPH :g ; LOAD :b ; CLEAR DEFAULT ; CLEAR SILENT GRAPH :g ; DROP NAMED ; DROP ALL ; CREATE SILENT GRAPH :g",
    "ADD :a TO :b ; MOVE SILENT GRAPH :a TO DEFAULT ; COPY DEFAULT TO GRAPH :c",
    "INSERT DATA { :s :p 1 ~ :r {| :q 2 |} . << :s :p 1 ~ _:r >> :q 3 } ; INSERT DATA { _:c :p _:c }",
    "",
];

/// Pieces that a mutation puts in.
const PIECES: &[&str] = &[
    "{", "}", "(", ")", "[", "]", ".", ",", ";", "?v", ":n", "<i>", "'s'", "1", "a", "*", "+", "-",
    "/", "|", "^", "!", "=", "<", "&&", "||", "AS", "FILTER", "OPTIONAL", "UNION", "SELECT",
    "WHERE", "GROUP", "BY", "LIMIT", "IN", "NOT", "EXISTS", "COUNT", "STR", "BIND", "VALUES", "<<",
    ">>", "<<(", ")>>", "{|", "|}", "~", "@en", "^^", "true", "_:b", "UNDEF", "GRAPH", "DISTINCT",
    "HAVING", "ORDER",
];

/// More of them for updates.
const UPDATE_PIECES: &[&str] = &[
    "INSERT",
    "DELETE",
    "DATA",
    "WITH",
    "USING",
    "NAMED",
    "INTO",
    "TO",
    "SILENT",
    "DEFAULT",
    "ALL",
    "CLEAR",
    "DROP",
    "CREATE",
    "LOAD",
    "ADD",
    "MOVE",
    "COPY",
    "PREFIX",
    "WHERE { }",
    "DELETE DATA {",
    "INSERT DATA {",
];

#[test]
fn both_take_every_construct() {
    for text in CORPUS {
        assert_eq!(verdicts(text), (None, true), "{text}");
    }
    for text in UPDATES {
        let (parts, is_parsed) = update_verdicts(text);
        assert!(parts.is_ok() && is_parsed, "{parts:?} in {text}");
    }
}

/// A text of a corpus with some tokens left out, put in, doubled or exchanged.
fn mutated(
    corpus: &'static [&'static str],
    pieces: Vec<&'static str>,
) -> impl Strategy<Value = String> {
    let change = (any::<prop::sample::Index>(), 0_u8..4, prop::sample::select(pieces));
    (prop::sample::select(corpus), prop::collection::vec(change, 0..3)).prop_map(
        |(text, changes)| {
            let mut pieces: Vec<&str> = tokens(text)
                .into_iter()
                .map(|token| &text[token.start..token.end])
                .filter(|piece| !piece.is_empty())
                .collect();
            for (index, kind, piece) in changes {
                let at = index.index(pieces.len() + 1);
                match kind {
                    1 => pieces.insert(at, piece),
                    _ if at == pieces.len() => {}
                    0 => _ = pieces.remove(at),
                    2 => pieces.insert(at, pieces[at]),
                    _ => pieces[at] = piece,
                }
            }
            pieces.join(" ")
        },
    )
}

fn mutated_query() -> impl Strategy<Value = String> {
    mutated(CORPUS, PIECES.to_vec())
}

fn mutated_update() -> impl Strategy<Value = String> {
    mutated(UPDATES, [PIECES, UPDATE_PIECES].concat())
}

/// Whether a mistake has a place within the text.
fn has_a_place(mistake: &super::Mistake, text: &str) -> bool {
    let line = text.split('\n').nth(mistake.line as usize - 1).unwrap_or_default();
    mistake.end >= mistake.column && mistake.end <= line.chars().count() as u64 + 1
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_the_parser_takes_the_recogniser_takes(text in mutated_query()) {
        let (stop, is_parsed) = verdicts(&text);
        if is_parsed {
            prop_assert!(matches!(stop, None | Some(Stop::Aggregate { .. })), "{stop:?} in {text}");
        }
    }

    /// No text makes the explanation fail, and each has a place within the text.
    #[test]
    fn every_refused_text_is_explained(text in mutated_query(), cut in any::<prop::sample::Index>()) {
        let text = &text[..text.floor_char_boundary(cut.index(text.len() + 1))];
        let Ok(scan) = super::Scan::query(text) else { return Ok(()) };
        let Err(error) = parser().parse_query(text) else { return Ok(()) };
        let mistake = scan.explain(&Prefixes::standard(), true, &error.to_string());
        prop_assert!(has_a_place(&mistake, text), "{mistake:?} in {text}");
    }

    #[test]
    fn what_the_parser_takes_the_recogniser_takes_as_an_update(text in mutated_update()) {
        let (parts, is_parsed) = update_verdicts(&text);
        if is_parsed {
            // The parser takes a `;` without an operation before it, and wants no dot between some triples of a template; the
            // grammar has neither.
            let is_known = match parts {
                Ok(_) | Err(Stop::Aggregate { .. }) => true,
                Err(Stop::Unexpected { expected, .. }) => {
                    matches!(expected, Expected::Operation | Expected::AfterTriple(Triples::Template))
                }
                Err(_) => false,
            };
            prop_assert!(is_known, "{parts:?} in {text}");
        }
    }

    /// What only the recogniser takes goes to the parser in another form, or means nothing.
    #[test]
    fn every_update_is_parsed_or_explained(text in mutated_update(), cut in any::<prop::sample::Index>()) {
        let text = &text[..text.floor_char_boundary(cut.index(text.len() + 1))];
        let options = crate::sparql::ParseOptions { base: Some("http://example.com/".to_owned()), ..Default::default() };
        if let Err(error) = crate::sparql::Update::parse(text, &options) {
            let crate::sparql::QuerySyntaxError::Syntax { mistake, .. } = error else {
                return Err(TestCaseError::fail("the options are right"));
            };
            prop_assert!(has_a_place(&mistake, text), "{mistake:?} in {text}");
        }
    }
}
