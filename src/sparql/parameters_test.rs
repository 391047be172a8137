//! Parameters: how their values are read, and that they answer what the query without them answers in the rows of the
//! value.

use super::{
    Answer, ParameterError, Parameters, ParseOptions, Query, QueryError, QueryOptions, Solution,
    parse_term,
};
use crate::evidence::{View, ViewSpec};
use crate::model::{Prefixes, Term, Variable};
use crate::store::{Loader, Store};
use proptest::prelude::*;

const DATA: &str = "PREFIX : <https://westlake.example/id/>
    :a :p :b, :c, 1 . :b :p :c ; :q :a . :c :q :b, 1.50, 01 ; :r \"x\", \"x\"@en . :d :p :d .
    :p :q :a . :s :is <<( :a :p 1.50 )>>, <<( :a :p 1.5 )>> .";

fn view() -> View {
    let store = Store::new();
    let mut loader = Loader::begin(&store);
    loader.read_turtle("test", DATA).unwrap();
    loader.commit().unwrap();
    View::new(store.snapshot(), ViewSpec::Asserted)
}

fn term(text: &str) -> Term {
    parse_term(text, &Prefixes::standard(), None).unwrap()
}

fn run(view: &View, text: &str, parameters: &[(&str, Term)]) -> Result<Answer, QueryError> {
    let query = Query::parse(text, &ParseOptions::default()).unwrap();
    let mut options = QueryOptions::default();
    for (name, value) in parameters {
        options.parameters.insert(Variable::new(*name).unwrap(), value.clone())?;
    }
    query.run(view, &options)
}

/// The names of the columns, and the rows.
fn rows(view: &View, text: &str, parameters: &[(&str, Term)]) -> (Vec<Variable>, Vec<Solution>) {
    match run(view, text, parameters).unwrap() {
        Answer::Solutions(rows) => (rows.variables().to_vec(), rows.map(Result::unwrap).collect()),
        _ => panic!("{text} is a SELECT"),
    }
}

fn count(text: &str, parameters: &[(&str, Term)]) -> usize {
    rows(&view(), text, parameters).1.len()
}

/// Queries whose solutions all bind `?x`.
const QUERIES: [&str; 22] = [
    "SELECT ?x ?y { ?x :p ?y }",
    "SELECT * { ?y ?z ?x }",
    "SELECT ?y ?x { ?y ?x ?z }",
    "SELECT ?x { ?x ?x ?y }",
    "SELECT DISTINCT ?x { ?x ?p ?o }",
    "SELECT ?x ?y { { ?x :p ?y } UNION { ?y :q ?x } }",
    "SELECT ?x ?y { ?x ?p ?o OPTIONAL { ?x :q ?y FILTER(?y != ?x) } }",
    "SELECT ?x ?y { ?x :p ?y MINUS { ?x :q ?z } }",
    "SELECT ?x ?y { ?x :p ?y MINUS { ?x :q ?z MINUS { ?x :r ?w } } }",
    "SELECT ?x ?y { ?x :p ?y FILTER NOT EXISTS { ?y :q ?x } }",
    "SELECT ?x ?y { ?x :p ?y FILTER EXISTS { ?z :q ?x MINUS { ?x :p ?z } } }",
    "SELECT ?x ?y { ?x :p* ?y . ?x ?z ?y }",
    "SELECT ?x ?n { ?x ?p ?o { SELECT ?x (COUNT(?y) AS ?n) { ?x :p ?y } GROUP BY ?x } }",
    "SELECT ?x ?y { ?x :p ?y { SELECT DISTINCT ?x { ?x ?p ?o } } }",
    "SELECT ?x ?y { ?x :p ?y { SELECT ?x { ?x :q ?o } ORDER BY ?o } }",
    "SELECT ?x (COUNT(*) AS ?n) (SAMPLE(?x) AS ?s) { ?x :p ?y } GROUP BY ?x",
    "SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?y } GROUP BY ?x HAVING (COUNT(?x) > 1) ORDER BY ?x",
    "SELECT ?x ?p (COUNT(*) AS ?n) { ?x ?p ?y } GROUP BY ?x ?p",
    "SELECT ?x ?t { ?x ?p ?y BIND(STR(?x) AS ?t) FILTER(BOUND(?x)) }",
    "SELECT ?x ?t { ?t :is <<( ?s :p ?x )>> }",
    "SELECT ?x ?t { ?t :is ?x }",
    "SELECT ?x ?y { ?x :p ?z LATERAL { SELECT ?x ?y { ?y :q ?x } } }",
];

/// Columns in the order of their names, rows in an order too.
fn sorted((variables, rows): (Vec<Variable>, Vec<Solution>)) -> (Vec<Variable>, Vec<String>) {
    let mut rows: Vec<_> = rows.iter().map(|row| format!("{row:?}")).collect();
    rows.sort();
    (variables, rows)
}

/// The query with the value answers the rows that the query without it has for the value.
#[test]
fn a_parameter_keeps_the_rows_of_its_value() {
    let view = view();
    let values = [
        ":a",
        ":b",
        ":c",
        ":d",
        ":p",
        ":q",
        ":none",
        "1",
        "01",
        "1.50",
        "1.5",
        "\"x\"",
        "\"x\"@en",
        "<<( :a :p 1.50 )>>",
        "<<( :a :p 1.5 )>>",
    ];
    let mut matched = 0;
    for text in QUERIES {
        let (variables, all) = rows(&view, text, &[]);
        let column = variables.iter().position(|name| name.as_str() == "x").unwrap();
        for value in values.map(term) {
            let kept = all.iter().filter(|row| row[column].as_ref() == Some(&value)).cloned();
            let expected = sorted((variables.clone(), kept.collect()));
            matched += usize::from(!expected.1.is_empty());
            let found = sorted(rows(&view, text, &[("x", value.clone())]));
            assert_eq!(found, expected, "{text} with ?x = {value}");
        }
    }
    assert!(matched > QUERIES.len(), "most queries have rows for several values");
}

#[test]
fn a_parameter_reaches_subqueries_that_do_not_project_it() {
    let text = "SELECT ?y { { SELECT ?y { ?x :p ?y } } }";
    assert_eq!(count(text, &[]), 5);
    assert_eq!(count(text, &[("x", term(":a"))]), 3);
}

#[test]
fn a_parameter_stands_in_templates_and_descriptions() {
    let view = view();
    for (text, value, triples) in [
        ("CONSTRUCT { ?x :is ?y } { ?x :p ?y }", ":a", 3),
        ("CONSTRUCT { ?y ?x :t } { :a :p ?y FILTER(isIRI(?y)) }", ":p", 2),
        // A literal is no predicate, so that there is no such triple.
        ("CONSTRUCT { ?y ?x :t . ?y :is ?x } { :a :p ?y FILTER(isIRI(?y)) }", "1", 2),
        ("DESCRIBE ?x", ":d", 1),
        ("DESCRIBE ?x ?y { ?x :q ?y }", ":p", 4),
        ("DESCRIBE ?x", "1", 0),
    ] {
        let Answer::Graph(found) = run(&view, text, &[("x", term(value))]).unwrap() else {
            panic!("{text} makes a graph");
        };
        assert_eq!(found.map(Result::unwrap).count(), triples, "{text} with {value}");
    }
}

#[test]
fn what_can_not_be_given_is_refused() {
    let error = |text: &str, parameters: &[(&str, Term)]| match run(&view(), text, parameters) {
        Err(QueryError::Parameter(error)) => error.to_string(),
        _ => panic!("{text} is refused"),
    };
    let a = || term(":a");
    for text in [
        "SELECT ?x { ?s ?p ?o BIND(1 AS ?x) }",
        "SELECT ?x { ?s ?p ?o VALUES ?x { 1 } }",
        "SELECT (1 AS ?x) { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?x) { ?s ?p ?o }",
        "SELECT ?x { ?s ?p ?o } GROUP BY (STR(?o) AS ?x)",
        "SELECT ?o { ?s ?p ?o FILTER EXISTS { SELECT (?o AS ?x) {} } }",
        "SELECT ?o { ?s ?p ?o } VALUES (?o ?x) { (1 2) }",
    ] {
        assert!(error(text, &[("x", a())]).starts_with("the query itself gives ?x"), "{text}");
    }
    let text = "SELECT ?who { ?who :p $what }";
    assert_eq!(error(text, &[("x", a())]), "the query has no variable ?x; it has ?who, ?what");
    assert_eq!(
        error("ASK { :a :p ?y }", &[("x", a())]),
        "the query has no variable ?x; its only one is ?y"
    );
    assert_eq!(error("ASK {}", &[("x", a())]), "the query has no variable ?x; it has none");
    let twice = [("who", a()), ("who", a())];
    assert_eq!(error(text, &twice), "the variable ?who is given two values");
}

#[test]
fn a_value_is_one_term_in_turtle() {
    for text in [
        ":a",
        "<http://example.com/a>",
        "5",
        "01",
        "1.50",
        "-1e3",
        "true",
        "\"x\"",
        "\"x\"@en",
        "\"2024-01-01\"^^xsd:date",
        "'''x\ny'''",
        "<<( :a :b <<( :a :b 1.50 )>> )>>",
        " :a ",
        "a",
    ] {
        let parsed = parse_term(text, &Prefixes::standard(), None);
        assert_eq!(parsed.is_ok(), text != "a", "{text}: {parsed:?}");
    }
    assert_eq!(term("01").to_string(), "\"01\"^^<http://www.w3.org/2001/XMLSchema#integer>");
}

#[test]
fn nothing_but_one_term_is_a_value() {
    for text in [
        "",
        " ",
        "#",
        "DeepSeek",
        "5 .",
        "5.",
        ":a .",
        ":a, :b",
        ":a :b",
        ":a ; :b :c",
        "\"x\" } ;",
        "?x",
        ":a ) . @prefix : <urn:evil:> . :a :b ( :c",
        ") . :a rdf:first :b . :c :d (",
        ":a {| :b :c |}",
        ":a ~ :b",
        "<< :a :b :c >>",
        "[ :b :c ]",
        "( :a )",
        "none:a",
        "<relative>",
        "@prefix : <urn:x:> .",
        ":a ) . #",
        "\"open",
        "<<( :a :b )>>",
        ":a ) . :b :c ( :d",
    ] {
        assert!(parse_term(text, &Prefixes::standard(), None).is_err(), "{text}");
    }
    let based = parse_term("<relative>", &Prefixes::standard(), Some("http://example.com/"));
    assert_eq!(based.unwrap().to_string(), "<http://example.com/relative>");
}

#[test]
fn a_blank_node_is_no_value() {
    for text in ["_:b", "[]", "<<( _:b :p :o )>>", "<<( :s :p <<( :s :p _:b )>> )>>"] {
        let value = parse_term(text, &Prefixes::standard(), None).unwrap();
        let given = Parameters::default().insert(Variable::new("x").unwrap(), value);
        assert_eq!(given, Err(ParameterError::BlankNode { name: "x".to_owned() }), "{text}");
    }
}

proptest! {
    /// Whatever a value's text is, it is refused or gives its term back.
    #[test]
    fn a_text_is_a_term_or_refused(text in "[ -~\n]{0,12}|[:a)(.;,<>\"#?{}\\[\\]_@ \n1]{0,24}") {
        if let Ok(term) = parse_term(&text, &Prefixes::standard(), None) {
            prop_assert_eq!(parse_term(&term.to_string(), &Prefixes::standard(), None), Ok(term));
        }
    }
}
