//! Exit codes: 0 also when nothing was found, 1 when something is wrong, 2 when the arguments are refused.

use super::harness::Folder;

fn folder() -> Folder {
    Folder::with_turtle("ex:a rdfs:label \"Anna\" .")
        .file("doc.txt", "Anna is one.")
        .file("empty.ttl", "")
}

#[test]
fn nothing_found_is_no_failure_and_is_said() {
    let folder = folder();
    for (line, sentence) in [
        (
            "query 'SELECT ?s { ?s rdfs:label ex:a }' --data data.ttl",
            "Nothing in the view asserted matches the query.",
        ),
        (
            "query 'ASK { ?s rdfs:label ex:a }' --data data.ttl",
            "Nothing in the view asserted matches the query.",
        ),
        ("query 'CONSTRUCT WHERE { ?s rdfs:label ex:a }' --data data.ttl", "The graph is empty."),
        ("export --format ttl --data empty.ttl", "The graph is empty."),
        ("stats --data empty.ttl", "The data holds no triples."),
    ] {
        folder.run(line).ok().says_only(&format!("{sentence}\n"));
    }
    folder.run("show Anna --data data.ttl").ok().shows("Nothing else is known of it.");
    folder.run("evidence --data data.ttl").ok().shows("0 facts and statements, 0 spans");
}

#[test]
fn anything_wrong_in_data_query_entity_or_output_is_1() {
    let folder = folder().file("broken.ttl", "<a> <b>");
    for line in [
        "query 'ASK {}' --data none.ttl",
        "query 'ASK {}' --data broken.ttl",
        "query 'ASK {}' --data data.ttl --base 'no iri'",
        "query 'ASK {' --data data.ttl",
        "query none.rq --data data.ttl",
        "query 'ASK {}' --status bogus --data data.ttl",
        "query 'ASK {}' --format ttl --data data.ttl",
        "query 'ASK {}' -o none/out --data data.ttl",
        "show Nobody --data data.ttl",
        "show '' --data data.ttl",
        "show Anna --source none.txt --data data.ttl",
        "stats --status bogus --data data.ttl",
        "export --format nt --named-graph http://x/g=data.ttl",
        "evidence --source doc.txt --data data.ttl",
        "cite --source doc.txt Bob --data data.ttl",
    ] {
        folder.run(line).fails();
    }
}

#[test]
fn what_the_argument_parser_refuses_is_2() {
    let folder = folder();
    for line in [
        "nonsense",
        "--nonsense",
        "query --nonsense",
        "query a b",
        "query 'ASK {}' --format pdf",
        "query 'ASK {}' --color sometimes",
        "query 'ASK {}' --data",
        "show",
        "show a b",
        "export",
        "export --format csv",
        "stats --format csv",
        "evidence --format csv",
        "cite Anna",
        "cite --source doc.txt",
        "cite --source doc.txt Anna --nth x",
        "cite --source doc.txt Anna --fact ':a :b :c'",
        "cite --source doc.txt Anna --status reported",
    ] {
        folder.run(line).refused();
    }
}
