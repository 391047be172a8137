//! What people bring from other programs: their names for our options are understood, and not shown.

use super::harness::{Folder, westlake};

fn folder() -> Folder {
    Folder::with_turtle("ex:a ex:p 1 .")
        .file("query.rq", "SELECT ?o { ?s ex:p ?o }")
        .file("query", "ASK { ?s ex:p ?o }")
}

#[test]
fn a_query_may_be_an_option() {
    for arguments in
        ["--query query.rq", "--query 'SELECT ?o { ?s ex:p ?o }'", "--query-file query.rq"]
    {
        let line = format!("query {arguments} --data data.ttl --format csv");
        folder().run(&line).ok().prints_csv("o\n1\n");
    }
    folder().run("query --query-file query --data data.ttl").ok().prints("true\n");
    for line in [
        "query query.rq --query query.rq",
        "query query.rq --query-file query.rq",
        "query --query query.rq --query-file query.rq",
        "query --query query.rq --query query.rq",
    ] {
        folder().run(line).refused().says("cannot be used");
    }
}

#[test]
fn results_are_formats() {
    for (option, format) in [
        ("--results CSV", "csv"),
        ("--results-format tsv", "tsv"),
        ("--results=JSON", "json"),
        ("--results text", "table"),
        ("--results markdown", "md"),
        ("--results xml", "xml"),
    ] {
        let expected = folder().run(&format!("query query.rq -f data.ttl --format {format}")).ok();
        let line = format!("query query.rq -f data.ttl {option}");
        folder().run(&line).ok().prints(&expected.stdout);
    }
    let construct = "query 'CONSTRUCT WHERE { ?s ?p ?o }' --file data.ttl";
    for (name, format) in
        [("turtle", "ttl"), ("N-TRIPLES", "nt"), ("ntriples", "nt"), ("RDF/XML", "rdfxml")]
    {
        let expected = folder().run(&format!("{construct} --format {format}")).ok();
        folder().run(&format!("{construct} --results {name}")).ok().prints(&expected.stdout);
    }
    folder().run("query query.rq --results csv --format csv").refused();
}

#[test]
fn files_have_their_other_names() {
    let folder = folder();
    for line in ["stats -f data.ttl", "stats --file data.ttl"] {
        let expected = folder.run("stats --data data.ttl").ok();
        folder.run(line).ok().prints(&expected.stdout);
    }
    folder.run("query query.rq -f data.ttl --results csv --results-file out.csv").ok().prints("");
    assert_eq!(folder.read("out.csv"), "o\r\n1\r\n");
}

#[test]
fn help_shows_none_of_them() {
    for help in ["-h", "--help"] {
        let run = westlake(&format!("query {help}")).ok();
        for hidden in ["--query-file", "--results", "--file", "-f,", "--query "] {
            assert!(!run.stdout.contains(hidden), "{hidden} in\n{run}");
        }
    }
}
