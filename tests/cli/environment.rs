//! Variables of the environment: those that stand in for options, and those for colours and width.

use super::harness::{Folder, Run};

fn folder() -> Folder {
    Folder::with_turtle("ex:a rdfs:label \"Anna\"@en, \"Anne\"@fr ; ex:knows ex:b .")
        .file("other.ttl", "<urn:a> <urn:b> <urn:c> .")
}

fn run(folder: &Folder, variables: &[(&str, &str)], line: &str) -> Run {
    folder.run_with_variables(variables, line)
}

const COUNT: &str = "query 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' --format csv";

#[test]
fn a_variable_stands_in_and_the_option_beats_it() {
    let folder = folder();
    let data = [("WESTLAKE_DATA", "data.ttl")];
    run(&folder, &data, COUNT).ok().prints_csv("n\n3\n").says_only("");
    run(&folder, &data, &format!("{COUNT} --data other.ttl")).ok().prints_csv("n\n1\n");
    let lang = [("WESTLAKE_DATA", "data.ttl"), ("WESTLAKE_LANG", "fr")];
    run(&folder, &lang, "show ex:a").ok().shows("Anne");
    run(&folder, &lang, "show ex:a --lang en").ok().shows("Anna");
    let quiet = [("WESTLAKE_DATA", "data.ttl"), ("WESTLAKE_QUIET", "yes")];
    run(&folder, &quiet, "query 'ASK { ?s ex:none ?o }'").ok().says_only("");
    let loud = [("WESTLAKE_DATA", "data.ttl"), ("WESTLAKE_QUIET", "0")];
    run(&folder, &loud, "query 'ASK { ?s ex:none ?o }'").ok().says("Nothing in the view");
    run(&folder, &loud, "query 'ASK { ?s ex:none ?o }' --quiet").ok().says_only("");
    let timeout = [("WESTLAKE_TIMEOUT", "100ms")];
    let query = format!("query 'ASK {{ {} }}'", "?s ?p ?o . ".repeat(256));
    run(&folder, &timeout, &query).fails().says("stopped after 100 ms");
}

#[test]
fn an_empty_variable_is_none() {
    let names = [
        "DATA",
        "NAMED_GRAPH",
        "DATA_FORMAT",
        "BASE",
        "LANG",
        "SOURCE",
        "WIDE",
        "COLOR",
        "QUIET",
        "TIMEOUT",
    ];
    let names: Vec<_> = names.iter().map(|name| format!("WESTLAKE_{name}")).collect();
    let empty: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    let folder = folder();
    run(&folder, &empty, &format!("{COUNT} --data data.ttl")).ok().prints_csv("n\n3\n");
    run(&folder, &empty, "show ex:a --data data.ttl").ok().shows("Anna");
}

#[test]
fn an_invalid_value_names_its_variable() {
    let folder = folder();
    for (variable, value, option) in [
        ("WESTLAKE_COLOR", "pink", "--color <WHEN>"),
        ("WESTLAKE_QUIET", "perhaps", "--quiet"),
        ("WESTLAKE_TIMEOUT", "soon", "--timeout <TIME>"),
        ("WESTLAKE_DATA_FORMAT", "doc", "--data-format <SYNTAX>"),
    ] {
        let said = format!("error: invalid value '{value}' in {variable}, for '{option}'");
        run(&folder, &[(variable, value)], COUNT).refused().says(&said);
    }
    // The option's own mistake is its own.
    let run =
        run(&folder, &[("WESTLAKE_COLOR", "pink")], &format!("{COUNT} --color blue")).refused();
    assert!(
        run.says("invalid value 'blue' for '--color <WHEN>'").stderr.find("WESTLAKE").is_none()
    );
}

#[test]
fn a_file_that_a_variable_names_and_that_is_not_there_is_said_to_be_the_variables() {
    let data = [("WESTLAKE_DATA", "none.ttl")];
    run(&folder(), &data, COUNT)
        .fails()
        .says_only("error: none.ttl: no such file\n help: the environment stands in for options: WESTLAKE_DATA\n");
}

#[test]
fn help_names_the_variables_and_not_their_values() {
    let run = run(&folder(), &[("WESTLAKE_DATA", "secret.ttl")], "query --help").ok();
    run.shows("[env: WESTLAKE_DATA]").hides("secret");
}

#[test]
fn colours_follow_the_variables_and_the_option_beats_them() {
    let folder = folder();
    let colored = |variables: &[(&str, &str)], options: &str| {
        let line = format!("show ex:a --data data.ttl {options}");
        run(&folder, variables, &line).ok().stdout.contains('\u{1b}')
    };
    let force = ("CLICOLOR_FORCE", "1");
    for (variables, options, expected) in [
        (&[][..], "", false),
        (&[force], "", true),
        (&[force, ("NO_COLOR", "1")], "", false),
        (&[force, ("NO_COLOR", "")], "", true),
        (&[force], "--color never", false),
        (&[("NO_COLOR", "1")], "--color always", true),
        (&[("CLICOLOR_FORCE", "")], "", false),
        (&[("CLICOLOR", "1")], "", false),
        (&[force, ("WESTLAKE_COLOR", "never")], "", false),
        (&[("WESTLAKE_COLOR", "always")], "", true),
        (&[("WESTLAKE_COLOR", "always")], "--color never", false),
    ] {
        assert_eq!(colored(variables, options), expected, "{variables:?} {options}");
    }
}

#[test]
fn a_table_in_a_pipe_is_whole_whatever_columns_says() {
    let folder = folder();
    let line = "query 'SELECT ?s ?p { ?s ?p ?o } LIMIT 1' --data data.ttl";
    let whole = run(&folder, &[], line).ok().stdout;
    let run = run(&folder, &[("COLUMNS", "8")], line).ok();
    run.prints(&whole).hides("…");
}
