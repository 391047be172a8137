//! `westlake export`: the graph in a standard format, nothing dropped in silence.

use super::harness::{Folder, westlake};

const GRAPH: &str = "
ex:a rdfs:label \"Anna\"@en ; ex:knows ex:b ~ ex:f1 {| wl:status wl:Reported |} .
<< ex:a ex:owns ex:moon ~ ex:s1 >> wl:status wl:Claimed .
";

#[test]
fn turtle_declares_the_prefixes_that_it_uses() {
    Folder::with_turtle(GRAPH)
        .run("export --data data.ttl --format ttl")
        .ok()
        .says_only("")
        .prints(
            "\
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix wl: <https://westlake.example/ns#> .
@prefix ex: <http://example.com/> .
ex:a rdfs:label \"Anna\"@en ;
	ex:knows ex:b .
ex:f1 rdf:reifies <<( ex:a ex:knows ex:b )>> ;
	wl:status wl:Reported .
ex:s1 rdf:reifies <<( ex:a ex:owns ex:moon )>> ;
	wl:status wl:Claimed .
",
        );
}

#[test]
fn the_default_is_what_is_asserted_and_status_chooses_another_view() {
    let folder = Folder::with_turtle(GRAPH);
    let moon = "<http://example.com/a> <http://example.com/owns> <http://example.com/moon> .\n";
    let reported = "<http://example.com/a> <http://example.com/knows> <http://example.com/b> .\n";
    let lines = |status: &str| {
        let run = folder.run(&format!("export --data data.ttl --format nt {status}")).ok();
        run.stdout.lines().map(|line| format!("{line}\n")).collect::<Vec<_>>()
    };
    let has = |lines: &[String], line: &str| lines.iter().any(|other| other == line);
    assert!(!has(&lines(""), moon) && has(&lines(""), reported));
    assert!(has(&lines("--status all"), moon) && has(&lines("--status all"), reported));
    assert!(has(&lines("--status Claimed"), moon) && !has(&lines("--status Claimed"), reported));
    assert_eq!(lines("").len(), 6);
    assert_eq!(lines("--status all").len(), 7);
}

#[test]
fn a_format_without_triple_terms_gets_statements_and_says_so() {
    let folder = Folder::with_turtle(GRAPH);
    let run = folder
        .run("export --data data.ttl --format jsonld -o out.jsonld")
        .ok()
        .says_only("jsonld has no triple terms: 2 of them are written as rdf:Statement.\n");
    run.prints("");
    // Each reifier is there with its three parts and its annotations.
    let ask = |pattern: &str| {
        folder
            .run_words(&[
                "query",
                "--data",
                "out.jsonld",
                &format!("PREFIX ex: <http://example.com/> ASK {{ {pattern} }}"),
            ])
            .ok()
    };
    ask("ex:f1 a rdf:Statement ; rdf:subject ex:a ; rdf:predicate ex:knows ; rdf:object ex:b ; wl:status wl:Reported").prints("true\n");
    ask("ex:s1 a rdf:Statement ; rdf:subject ex:a ; rdf:predicate ex:owns ; rdf:object ex:moon ; wl:status wl:Claimed").prints("true\n");
    ask("ex:a ex:owns ex:moon").prints("false\n");
    for format in ["ttl", "nt", "nq", "trig", "rdfxml"] {
        folder.run(&format!("export --data data.ttl --format {format}")).ok().says_only("");
    }
}

#[test]
fn a_format_without_graphs_refuses_named_ones() {
    let folder = Folder::with_turtle(GRAPH);
    for format in ["ttl", "nt", "rdfxml"] {
        folder
            .run(&format!("export --named-graph http://x/g=data.ttl --format {format}"))
            .fails()
            .prints("")
            .says("the data has 1 named graphs")
            .says("use trig, nq or jsonld");
    }
    for format in ["trig", "nq", "jsonld"] {
        folder
            .run(&format!("export --named-graph http://x/g=data.ttl --format {format}"))
            .ok()
            .shows("http://x/g");
    }
}

#[test]
fn the_articles_graph_comes_back_whole_from_every_format() {
    let folder = Folder::new();
    let count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }";
    let whole = folder.run_words(&["query", "--format", "csv", count]).ok();
    for (format, file) in
        [("ttl", "a.ttl"), ("nt", "a.nt"), ("nq", "a.nq"), ("trig", "a.trig"), ("rdfxml", "a.rdf")]
    {
        folder.run(&format!("export --format {format} -o {file}")).ok();
        folder
            .run_words(&["query", "--format", "csv", "--data", file, count])
            .ok()
            .prints(&whole.stdout);
        // In N-Quads, the canonical order of the store aside, it is the same graph.
        let lines = |data: &str| {
            let run = folder.run(&format!("export --format nq {data}")).ok();
            let mut lines: Vec<_> = run.stdout.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert!(lines("") == lines(&format!("--data {file}")), "{format}");
    }
    folder.run("export --format jsonld -o a.jsonld").ok();
    folder.run("query --data a.jsonld 'ASK { ?r a rdf:Statement ; rdf:predicate wl:founded ; wl:status wl:Reported }'").ok().prints("true\n");
}

#[test]
fn what_a_format_cant_hold_is_an_error_that_says_so() {
    let folder = Folder::with_turtle("ex:a <http://x/1> \"o\" .");
    folder
        .run("export --data data.ttl --format rdfxml")
        .fails()
        .says("RDF/XML can't hold the predicate <http://x/1>");
    let folder = Folder::with_turtle("ex:a ex:p \"bell\\u0007\" .");
    folder
        .run("export --data data.ttl --format rdfxml -o out.rdf")
        .fails()
        .says("XML can't hold the character U+0007");
    assert_eq!(folder.names(), ["data.ttl"]);
}

#[test]
fn the_format_must_be_given() {
    westlake("export").refused().says("--format");
}
