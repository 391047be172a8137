//! Query results, written and read again.

use super::terms::term;
use crate::format::{
    QueryResults, ReadError, ResultSyntax, WriteError, read_results, write_boolean, write_solutions,
};
use crate::model::{Literal, NamedNode, Prefixes, Term, Variable};
use proptest::prelude::*;
use std::convert::Infallible;

type Rows = Vec<Vec<Option<Term>>>;

const EXACT: [ResultSyntax; 3] = [ResultSyntax::Tsv, ResultSyntax::Json, ResultSyntax::Xml];

fn variables(count: usize) -> Vec<Variable> {
    (0..count).map(|at| Variable::new_unchecked(format!("v{at}"))).collect()
}

fn written(syntax: ResultSyntax, variables: &[Variable], rows: &Rows) -> Vec<u8> {
    let mut out = Vec::new();
    let solutions = rows.iter().cloned().map(Ok::<_, Infallible>);
    let count = write_solutions(&mut out, syntax, variables, &Prefixes::standard(), solutions);
    assert_eq!(count.unwrap(), rows.len() as u64);
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn terms_survive_letter_for_letter(
        rows in prop::collection::vec(prop::collection::vec(prop::option::of(term()), 2), 0..6),
    ) {
        let variables = variables(2);
        for syntax in EXACT {
            let text = written(syntax, &variables, &rows);
            let back = read_results("r", syntax, text.as_slice());
            let text = String::from_utf8_lossy(&text);
            let back = back.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
            let expected = QueryResults::Solutions { variables: variables.clone(), rows: rows.clone() };
            prop_assert_eq!(back, expected, "{}", text);
        }
    }

    #[test]
    fn csv_keeps_every_value_in_its_cell(
        rows in prop::collection::vec(prop::collection::vec(prop::option::of(term()), 2), 0..6),
    ) {
        let text = written(ResultSyntax::Csv, &variables(2), &rows);
        let QueryResults::Solutions { rows: back, .. } =
            read_results("r", ResultSyntax::Csv, text.as_slice()).unwrap()
        else {
            return Err(TestCaseError::fail("solutions are expected"));
        };
        prop_assert_eq!(back.len(), rows.len());
        for (row, back) in rows.iter().zip(&back) {
            for (term, back) in row.iter().zip(back) {
                let value = match term {
                    Some(Term::NamedNode(node)) => node.as_str().to_owned(),
                    Some(Term::Literal(literal)) => literal.value().to_owned(),
                    Some(term) => term.to_string(),
                    None => String::new(),
                };
                let back = back.as_ref().map_or(String::new(), |term| match term {
                    Term::Literal(literal) => literal.value().to_owned(),
                    term => term.to_string(),
                });
                prop_assert_eq!(back, value);
            }
        }
    }
}

#[test]
fn csv_is_as_the_standard_has_it() {
    let rows = vec![
        vec![
            Some(NamedNode::new_unchecked("http://e/a,b").into()),
            Some(Literal::new_simple_literal("say \"hi\"").into()),
        ],
        vec![None, Some(Literal::new_language_tagged_literal_unchecked("x", "en").into())],
    ];
    let text = written(ResultSyntax::Csv, &variables(2), &rows);
    assert_eq!(
        String::from_utf8(text).unwrap(),
        "v0,v1\r\n\"http://e/a,b\",\"say \"\"hi\"\"\"\r\n,x\r\n"
    );
}

#[test]
fn booleans_and_empty_results_survive() {
    for value in [true, false] {
        for syntax in [ResultSyntax::Csv, ResultSyntax::Tsv, ResultSyntax::Json, ResultSyntax::Xml]
        {
            let mut out = Vec::new();
            write_boolean(&mut out, syntax, value).unwrap();
            let back = read_results("r", syntax, out.as_slice()).unwrap();
            assert_eq!(back, QueryResults::Boolean(value), "{syntax:?}");
        }
    }
    for count in [0, 1, 2] {
        for syntax in [ResultSyntax::Csv, ResultSyntax::Tsv, ResultSyntax::Json, ResultSyntax::Xml]
        {
            let text = written(syntax, &variables(count), &vec![]);
            let back = read_results("r", syntax, text.as_slice()).unwrap();
            let expected = QueryResults::Solutions { variables: variables(count), rows: vec![] };
            assert_eq!(back, expected, "{syntax:?} with {count} variables");
        }
    }
}

#[test]
fn an_error_in_the_middle_leaves_whole_rows_and_no_end() {
    let row = || Ok(vec![Some(Term::from(Literal::new_simple_literal("whole")))]);
    for syntax in ResultSyntax::ALL {
        let mut out = Vec::new();
        let solutions = [row(), Err("too late"), row()];
        let result =
            write_solutions(&mut out, syntax, &variables(1), &Prefixes::default(), solutions);
        assert!(matches!(result, Err(WriteError::Source("too late"))));
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches("whole").count(), 1, "{syntax:?}: {text}");
    }
}

#[test]
fn xml_results_refuse_what_xml_cannot_hold() {
    let rows = [Ok::<_, Infallible>(vec![Some(Literal::new_simple_literal("\u{0}").into())])];
    let result =
        write_solutions(Vec::new(), ResultSyntax::Xml, &variables(1), &Prefixes::default(), rows);
    assert!(matches!(result, Err(WriteError::CharacterNotInXml { character: '\0', .. })));
}

#[test]
fn errors_of_results_name_a_place_where_there_is_one() {
    let error = read_results("r.srj", ResultSyntax::Json, &b"{\n \"head\": x}"[..]).unwrap_err();
    assert!(error.to_string().starts_with("r.srj:2:"), "{error}");
    let error = read_results("r.csv", ResultSyntax::Csv, &b"a,b\r\n1\r\n"[..]).unwrap_err();
    assert_eq!(error.to_string(), "r.csv:2:1: record 2 has 1 cells, not 2");
    let error = read_results("r.md", ResultSyntax::Markdown, &b""[..]).unwrap_err();
    assert!(matches!(error, ReadError::UnknownSyntax { .. }));
    let open = "<sparql xmlns='http://www.w3.org/2005/sparql-results#'><head><variable name='x'/></head>\n<results>";
    let xml = format!("{open}\n  <result><wrong/></result>");
    let error = read_results("r.srx", ResultSyntax::Xml, xml.as_bytes()).unwrap_err();
    assert!(error.to_string().starts_with("r.srx:3:11: "), "{error}");
}

#[test]
fn results_are_read_under_the_caps_of_rdf() {
    let deep = |open: &str| open.repeat(100_000);
    let json = r#"{"head":{"vars":["x"]},"results":{"bindings":[{"x":"#.to_owned()
        + &deep(r#"{"type":"triple","value":{"object":"#);
    let xml =
        "<sparql xmlns='http://www.w3.org/2005/sparql-results#'><head><variable name='x'/></head>\
               <results><result><binding name='x'>"
            .to_owned()
            + &deep("<triple><object>");
    let tsv = "?x\n".to_owned() + &deep("<<( <http://e/s> <http://e/p> ");
    for (syntax, text) in
        [(ResultSyntax::Json, json), (ResultSyntax::Xml, xml), (ResultSyntax::Tsv, tsv)]
    {
        assert!(read_results("r", syntax, text.as_bytes()).is_err(), "{syntax:?}");
    }
    let laughs = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'><!ENTITY y 'y'>]>\
        <sparql xmlns='http://www.w3.org/2005/sparql-results#'><head><variable name='x'/></head>\
        <results><result><binding name='x'><literal>&y;&x;</literal></binding></result></results></sparql>";
    assert!(read_results("r", ResultSyntax::Xml, laughs.as_bytes()).is_err());
}

#[test]
fn names_and_media_types_lead_back() {
    for syntax in ResultSyntax::ALL {
        assert_eq!(ResultSyntax::from_name(syntax.name()), Some(syntax));
        assert_eq!(ResultSyntax::from_media_type(syntax.media_type()), Some(syntax));
    }
}
