//! `--param`: values for a query's variables.

use super::harness::Folder;

fn folder() -> Folder {
    Folder::with_turtle(
        "ex:a ex:is 1, 01, 1.50, \"x\"@en, ex:b, <<( ex:a ex:is 1.50 )>> . ex:b ex:is ex:a, true .",
    )
}

#[track_caller]
fn rows(parameter: &str, expected: &str) {
    let query = "SELECT ?s ?o { ?s ex:is ?o } ORDER BY ?s STR(?o)";
    let line = ["query", query, "--data", "data.ttl", "--format", "tsv", "--param", parameter];
    folder().run_words(&line).ok().prints(&format!("?s\t?o\n{expected}"));
}

#[test]
fn a_value_is_a_term_of_any_kind_and_its_column_shows_it() {
    let (a, b) = ("<http://example.com/a>", "<http://example.com/b>");
    for parameter in ["s=ex:b", "?s=ex:b", "$s=ex:b", "s=<http://example.com/b>", "s= ex:b "] {
        rows(parameter, &format!("{b}\t{a}\n{b}\ttrue\n"));
    }
    for (value, shown) in [
        ("1", "1"),
        ("01", "01"),
        ("1.50", "1.50"),
        ("'x'@en", "\"x\"@en"),
        ("<<( ex:a ex:is 1.50 )>>", &format!("<<( {a} <http://example.com/is> 1.50 )>>")),
    ] {
        rows(&format!("o={value}"), &format!("{a}\t{shown}\n"));
    }
    rows("o=true", &format!("{b}\ttrue\n"));
    rows("o=1.5", "");
}

#[test]
fn several_values_and_an_export_take_them_too() {
    let folder = folder();
    let line =
        "query 'ASK { ?s ?p ?o }' --param s=ex:b --param o=ex:a --param p=ex:is --data data.ttl";
    folder.run(line).ok().prints("true\n");
    let line = "export --format nt --query 'DESCRIBE ?s' --param s=ex:b --data data.ttl";
    folder.run(line).ok().shows("<http://example.com/b> <http://example.com/is> \"true\"^^");
    folder.run("export --format nt --param s=ex:b --data data.ttl").refused();
}

#[test]
fn a_value_can_not_change_the_query() {
    let query = "SELECT ?o { ?s ex:is ?o }";
    for value in [
        "ex:b . ?s ?p ?o",
        "\"x\" } ;",
        "ex:a ) . ex:c ex:d ( ex:e",
        "ex:b .",
        "ex:b ex:a",
        "ex:b, ex:a",
        "ex:b } #",
        "?o",
        "",
    ] {
        let parameter = format!("s={value}");
        let line = ["query", query, "--data", "data.ttl", "--param", &parameter];
        let run = folder().run_words(&line).fails();
        run.prints("").says("error: --param s: the value ").says(" is no term: ");
    }
}

#[test]
fn what_a_query_can_not_take_is_said() {
    let query = "SELECT ?who (1 AS ?one) { ?who ex:is ?what }";
    for (parameters, error) in [
        (&["x=1"][..], "the query has no variable ?x; it has ?who, ?one, ?what"),
        (&["who=1", "?who=2"], "the variable ?who is given two values"),
        (&["one=1"], "the query itself gives ?one its value"),
        (&["who=_:b"], "the value of ?who holds a blank node"),
    ] {
        let mut line = vec!["query", query, "--data", "data.ttl"];
        for parameter in parameters {
            line.extend(["--param", parameter]);
        }
        folder().run_words(&line).fails().prints("").says(&format!("error: {error}"));
    }
    for parameter in ["who", "=1", "w ho=1", "??who=1", "?=1"] {
        let line = ["query", query, "--data", "data.ttl", "--param", parameter];
        folder().run_words(&line).refused().says("it is NAME=VALUE");
    }
}
