//! `westlake query`: where the query comes from, its four forms, its formats, its views, its errors.

use super::harness::{Folder, Run, westlake, words};

const NUMBERS: &str = "ex:a ex:n 7 ; ex:t \"seven\" . ex:b ex:n 1234 ; ex:t \"a lot\"@en .";

fn query(folder: &Folder, query: &str) -> Run {
    folder.run_words(&["query", "--data", "data.ttl", query])
}

#[test]
fn a_query_is_a_file_a_text_or_standard_input() {
    let folder = Folder::with_turtle(NUMBERS)
        .file("q.rq", "ASK { ex:a ex:n 7 }")
        .file("ASK { ?s ?p ?o }", "ASK { ex:a ex:n 8 }");
    query(&folder, "q.rq").ok().prints("true\n");
    query(&folder, "ASK{ex:a ex:n 7}").ok().prints("true\n");
    query(&folder, "ASK{}").ok().prints("true\n");
    // An argument that is an existing file is read, whatever it looks like.
    query(&folder, "ASK { ?s ?p ?o }").ok().prints("false\n");
    for line in ["query --data data.ttl -", "query --data data.ttl"] {
        folder.run_with_input(&words(line), b"ASK { ex:a ex:n 7 }").ok().prints("true\n");
    }
}

#[test]
fn what_looks_like_a_file_and_is_none_is_a_missing_file() {
    let folder = Folder::with_turtle(NUMBERS);
    for name in ["none.rq", "two words.rq", "{}.rq", "none", "SELECT"] {
        query(&folder, name).fails().says(&format!("there is no file {name}")).prints("");
    }
    query(&folder, ".").fails().says("can't read .: Is a directory");
    query(&folder, "").fails().says("the query is empty");
}

#[test]
fn select_prints_an_aligned_table_with_prefixed_names_and_numbers_to_the_right() {
    let folder = Folder::with_turtle(NUMBERS);
    query(&folder, "SELECT ?s ?n ?t ?none { ?s ex:n ?n ; ex:t ?t } ORDER BY ?n")
        .ok()
        .says_only("")
        .prints(
            "\
?s      ?n  ?t     ?none
ex:a     7  seven
ex:b  1234  a lot
",
        );
}

#[test]
fn a_piped_table_is_never_cut() {
    let long = "x".repeat(500);
    let folder = Folder::with_turtle(&format!("ex:a ex:t \"{long}\" ."));
    query(&folder, "SELECT ?t { ?s ?p ?t }").ok().prints(&format!("?t\n{long}\n"));
    let table =
        folder.run_words(&["query", "--data", "data.ttl", "--wide", "SELECT ?t { ?s ?p ?t }"]);
    table.ok().shows(&long);
}

#[test]
fn a_row_is_one_line_whatever_its_text_has_in_it() {
    let folder = Folder::with_turtle("ex:a ex:t \"one\\ntwo\\r\\n\\tthree\" .");
    query(&folder, "SELECT ?t { ?s ?p ?t }").ok().prints("?t\none\\ntwo\\r\\n\\tthree\n");
}

#[test]
fn ask_prints_true_or_false_in_every_format() {
    let folder = Folder::with_turtle(NUMBERS);
    for format in ["table", "csv", "tsv", "md"] {
        let ask =
            |text| folder.run_words(&["query", "--data", "data.ttl", "--format", format, text]);
        ask("ASK { ?s ex:n 7 }").ok().prints("true\n").says_only("");
        ask("ASK { ?s ex:n 9 }")
            .ok()
            .prints("false\n")
            .says("Nothing in the view asserted matches");
    }
    let ask = |format| {
        folder.run_words(&["query", "--data", "data.ttl", "--format", format, "ASK { ?s ex:n 7 }"])
    };
    assert_eq!(ask("json").ok().json()["boolean"], true);
    ask("xml").ok().shows("<boolean>true</boolean>");
}

#[test]
fn select_in_every_format() {
    let folder = Folder::with_turtle("ex:a ex:t \"x|y\"@en , <http://x/i> , 01 , _:b .");
    let select = |format: &str| {
        let query = "SELECT ?o ?none { ?s ?p ?o }";
        folder.run_words(&["query", "--data", "data.ttl", "--format", format, query]).ok()
    };
    select("csv").prints_csv("o,none\nx|y,\nhttp://x/i,\n01,\n_:b1,\n");
    select("tsv").prints("?o\t?none\n\"x|y\"@en\t\n<http://x/i>\t\n01\t\n_:b1\t\n");
    select("md").prints("| o | none |\n| --- | --- |\n| x\\|y |  |\n| &lt;http://x/i&gt; |  |\n| 01 |  |\n| \\_:b1 |  |\n");
    let json = select("json").json();
    assert_eq!(json["head"]["vars"], serde_json::json!(["o", "none"]));
    assert_eq!(
        json["results"]["bindings"][0],
        serde_json::json!({"o": {"type": "literal", "value": "x|y", "xml:lang": "en"}})
    );
    assert_eq!(json["results"]["bindings"][1]["o"]["type"], "uri");
    assert_eq!(json["results"]["bindings"][2]["o"]["value"], "01");
    select("xml").shows("<literal xml:lang=\"en\">x|y</literal>").shows("<uri>http://x/i</uri>");
}

#[test]
fn every_format_ends_its_last_line() {
    let folder = Folder::with_turtle(NUMBERS);
    for (query, formats) in [
        ("SELECT * { ?s ?p ?o }", ["table", "csv", "tsv", "json", "xml", "md"]),
        ("ASK { ?s ?p ?o }", ["table", "csv", "tsv", "json", "xml", "md"]),
        ("CONSTRUCT WHERE { ?s ?p ?o }", ["ttl", "nt", "nq", "trig", "rdfxml", "jsonld"]),
    ] {
        for format in formats {
            let run =
                folder.run_words(&["query", "--data", "data.ttl", "--format", format, query]).ok();
            assert!(run.stdout.ends_with('\n') && !run.stdout.ends_with("\n\n"), "{run}");
        }
    }
}

#[test]
fn construct_and_describe_make_a_graph() {
    let folder = Folder::with_turtle(NUMBERS);
    query(&folder, "CONSTRUCT { ?s ex:m ?n } { ?s ex:n ?n }")
        .ok()
        .shows("ex:a ex:m 7 .\n\nex:b ex:m 1234 .\n");
    query(&folder, "DESCRIBE ex:a")
        .ok()
        .shows("ex:a ex:n 7 ;\n    ex:t \"seven\" .\n")
        .hides("ex:b");
    let nt = "<http://example.com/a> <http://example.com/m> \"7\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n";
    for (format, expected) in [
        ("nt", nt),
        ("nq", nt),
        ("trig", "ex:a ex:m 7 .\n"),
        ("rdfxml", "<ex:m rdf:datatype=\"http://www.w3.org/2001/XMLSchema#integer\">7</ex:m>"),
        ("jsonld", "\"@value\":\"7\""),
    ] {
        let construct = "CONSTRUCT { ?s ex:m ?n } { ?s ex:n ?n FILTER(?n = 7) }";
        folder
            .run_words(&["query", "--data", "data.ttl", "--format", format, construct])
            .ok()
            .shows(expected);
    }
}

#[test]
fn a_constructed_triple_comes_once() {
    let folder = Folder::with_turtle(NUMBERS);
    let run = folder.run_words(&[
        "query",
        "--data",
        "data.ttl",
        "--format",
        "nt",
        "CONSTRUCT { ex:x ex:y 1 } { ?s ?p ?o }",
    ]);
    assert_eq!(run.ok().stdout.lines().count(), 1);
}

#[test]
fn a_graph_without_triple_terms_says_how_it_writes_them() {
    let folder = Folder::with_turtle("ex:a ex:p ex:b ~ ex:r .");
    let construct = "CONSTRUCT { ?r rdf:reifies ?t } { ?r rdf:reifies ?t }";
    folder
        .run_words(&["query", "--data", "data.ttl", "--format", "jsonld", construct])
        .ok()
        .says_only("jsonld has no triple terms: 1 of them are written as rdf:Statement.\n")
        .shows("http://www.w3.org/1999/02/22-rdf-syntax-ns#subject");
}

#[test]
fn a_format_must_suit_the_query() {
    let folder = Folder::with_turtle(NUMBERS);
    let run = |format, query| {
        folder.run_words(&["query", "--data", "data.ttl", "--format", format, query])
    };
    for format in ["table", "csv", "json", "md"] {
        run(format, "CONSTRUCT WHERE { ?s ?p ?o }")
            .fails()
            .says("ttl, nt, nq, trig, rdfxml, jsonld")
            .prints("");
    }
    for query in ["SELECT * { ?s ?p ?o }", "ASK {}"] {
        run("ttl", query).fails().says("table, csv, tsv, json, xml, md").prints("");
    }
    run("pdf", "ASK {}").refused();
}

#[test]
fn labels_prints_names_for_iris() {
    let folder = Folder::with_turtle(
        "ex:a rdfs:label \"Anna\"@en , \"Änne\"@de ; ex:knows ex:b . ex:b ex:knows ex:a .",
    );
    let run = |options: &str| {
        folder.run(&format!("query --data data.ttl {options} 'SELECT ?s ?o {{ ?s ex:knows ?o }} ORDER BY ?s' --labels"))
    };
    run("").ok().prints("?s    ?o\nAnna  ex:b\nex:b  Anna\n");
    run("--lang de").ok().prints("?s    ?o\nÄnne  ex:b\nex:b  Änne\n");
    run("--format csv")
        .ok()
        .prints_csv("s,o\nAnna,http://example.com/b\nhttp://example.com/b,Anna\n");
    query(&folder, "CONSTRUCT WHERE { ?s ?p ?o }").ok();
    folder
        .run("query --data data.ttl --labels 'CONSTRUCT WHERE { ?s ?p ?o }'")
        .fails()
        .says("--labels");
}

const STATEMENTS: &str = "
ex:a ex:p ex:plain .
ex:a ex:p ex:reported ~ ex:r1 {| wl:status wl:Reported |} .
<< ex:a ex:p ex:claimed ~ ex:r2 >> wl:status wl:Claimed .
<< ex:a ex:p ex:planned ~ ex:r3 >> wl:status wl:Planned .
<< ex:a ex:p ex:bare ~ ex:r4 >> ex:note 1 .
<< ex:a ex:p ex:own ~ ex:r5 >> wl:status ex:Rumour .
ex:a ex:p ex:both ~ ex:r6 {| wl:status wl:Reported |} .
<< ex:a ex:p ex:both ~ ex:r7 >> wl:status wl:Claimed .
";

#[test]
fn status_chooses_the_view() {
    let folder = Folder::with_turtle(STATEMENTS);
    let objects = |status: &str| {
        let query = "SELECT (STRAFTER(STR(?o), 'com/') AS ?name) { ex:a ex:p ?o } ORDER BY ?name";
        let run = folder
            .run_words(&[
                "query", "--data", "data.ttl", "--status", status, "--format", "tsv", query,
            ])
            .ok();
        run.stdout.lines().skip(1).map(|name| name.trim_matches('"')).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(objects("asserted"), "both plain reported");
    assert_eq!(objects("all"), "bare both claimed own plain planned reported");
    assert_eq!(objects("ALL"), objects("all"));
    assert_eq!(objects("Claimed"), "both claimed plain");
    assert_eq!(objects("claimed,planned"), "both claimed plain planned");
    assert_eq!(objects("wl:Reported"), "both plain reported");
    assert_eq!(
        objects("<https://westlake.example/ns#Reported>, Planned"),
        "both plain planned reported"
    );
    assert_eq!(objects("ex:Rumour"), "own plain");
    assert_eq!(objects("Opinion"), "plain");
    // The default is what is asserted.
    query(&folder, "ASK { ex:a ex:p ex:claimed }").ok().prints("false\n");
}

#[test]
fn reifiers_are_visible_in_every_view() {
    let folder = Folder::with_turtle(STATEMENTS);
    for status in ["asserted", "all", "Opinion"] {
        let query = "SELECT (COUNT(*) AS ?n) { ?r rdf:reifies <<( ex:a ex:p ?o )>> }";
        folder
            .run_words(&[
                "query", "--data", "data.ttl", "--status", status, "--format", "csv", query,
            ])
            .ok()
            .prints_csv("n\n7\n");
    }
}

#[test]
fn an_unasserted_content_stands_in_the_graph_of_its_reifies_quad() {
    let folder = Folder::new().file(
        "data.trig",
        "@prefix ex: <http://example.com/> . @prefix wl: <https://westlake.example/ns#> .
         ex:g { << ex:a ex:p ex:b ~ ex:r >> wl:status wl:Claimed . }",
    );
    let ask = |pattern: &str| {
        folder
            .run_words(&[
                "query",
                "--data",
                "data.trig",
                "--status",
                "all",
                &format!("ASK {{ {pattern} }}"),
            ])
            .ok()
    };
    ask("GRAPH ex:g { ex:a ex:p ex:b }").prints("true\n");
    ask("ex:a ex:p ex:b").prints("false\n");
}

#[test]
fn nothing_found_is_said_with_the_views_name() {
    let folder = Folder::with_turtle(STATEMENTS);
    query(&folder, "SELECT ?s { ?s ex:p ex:a }")
        .ok()
        .prints("?s\n")
        .says_only("Nothing in the view asserted matches the query.\n");
    folder
        .run("query --data data.ttl --status claimed,wl:Reported 'ASK { ?s ex:p ex:a }'")
        .ok()
        .says_only("Nothing in the view Claimed,Reported matches the query.\n");
    query(&folder, "CONSTRUCT { ?s ?p ?o } { ?s ex:p ex:a . ?s ?p ?o }")
        .ok()
        .prints("")
        .says_only("The graph is empty.\n");
    query(&folder, "DESCRIBE ?s { ?s ex:p ex:a }")
        .ok()
        .prints("")
        .says_only("The graph is empty.\n");
    folder
        .run("query --data data.ttl -q 'ASK { ?s ex:p ex:a }'")
        .ok()
        .prints("false\n")
        .says_only("");
}

#[test]
fn a_status_that_is_none_is_an_error_that_lists_them() {
    for status in ["bogus", "Reported,", "Reported Claimed"] {
        westlake(&format!("query --status '{status}' 'ASK {{}}'")).fails().says(
            "asserted, all, or a list of Reported, Derived, Editorial, Claimed, Opinion, Planned",
        );
    }
}

#[test]
fn the_default_graph_may_be_the_union_and_each_triple_counts_once() {
    let folder = Folder::new()
        .file("a.ttl", "<http://x/s> <http://x/p> 1 .")
        .file("b.ttl", "<http://x/s> <http://x/p> 2 .");
    let data = "--data a.ttl --named-graph http://x/g=a.ttl --named-graph http://x/h=b.ttl --named-graph http://x/i=b.ttl";
    let count = |rest: &str| folder.run(&format!("query {data} --format csv {rest}")).ok();
    count("'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'").prints_csv("n\n1\n");
    count("--union-default-graph 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }'").prints_csv("n\n2\n");
    count("'SELECT (COUNT(*) AS ?n) FROM <http://x/g> FROM <http://x/h> FROM <http://x/i> { ?s ?p ?o }'").prints_csv("n\n2\n");
    count("'SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }'").prints_csv("n\n3\n");
    count("'SELECT (COUNT(*) AS ?n) FROM NAMED <http://x/h> { GRAPH ?g { ?s ?p ?o } }'")
        .prints_csv("n\n1\n");
}

#[test]
fn all_of_sparql_1_1_is_there() {
    let folder = Folder::with_turtle(
        "ex:a ex:next ex:b ; ex:n 1 . ex:b ex:next ex:c ; ex:n 2 . ex:c ex:n 3 .",
    );
    let select = |text: &str| {
        folder.run_words(&["query", "--data", "data.ttl", "--format", "csv", text]).ok()
    };
    select("SELECT ?x { ex:a ex:next+ ?x } ORDER BY ?x")
        .prints_csv("x\nhttp://example.com/b\nhttp://example.com/c\n");
    select("SELECT (SUM(?n) AS ?sum) (GROUP_CONCAT(STR(?n)) AS ?all) { { SELECT ?n { ?s ex:n ?n } ORDER BY ?n } }").prints_csv("sum,all\n6,1 2 3\n");
    select("SELECT ?n { ?s ex:n ?n MINUS { ?s ex:next ?o } }").prints_csv("n\n3\n");
    select(
        "SELECT ?n { VALUES ?s { ex:a ex:b } ?s ex:n ?n FILTER NOT EXISTS { ?s ex:next ex:c } }",
    )
    .prints_csv("n\n1\n");
    select("SELECT ?m { ex:a ex:n ?n BIND(IF(?n > 0, 'yes', 'no') AS ?m) OPTIONAL { ex:a ex:none ?z } }").prints_csv("m\nyes\n");
    select("SELECT ?s (COUNT(*) AS ?k) { ?s ?p ?o } GROUP BY ?s HAVING(COUNT(*) > 1) ORDER BY DESC(?s) LIMIT 1 OFFSET 1")
        .prints_csv("s,k\nhttp://example.com/a,2\n");
}

#[test]
fn all_of_sparql_1_2_is_there() {
    let folder = Folder::with_turtle(
        "ex:a ex:p 01 ~ ex:r {| ex:since 1999 |} . ex:x ex:d \"abc\"@ar--rtl .",
    );
    let select = |text: &str| {
        folder.run_words(&["query", "--data", "data.ttl", "--format", "tsv", text]).ok()
    };
    select("SELECT ?o ?y { ex:a ex:p ?o ~ ?r {| ex:since ?y |} }").prints("?o\t?y\n01\t1999\n");
    select("SELECT ?o { ?r rdf:reifies <<( ex:a ex:p ?o )>> }").prints("?o\n01\n");
    select("SELECT ?y { << ex:a ex:p 01 >> ex:since ?y }").prints("?y\n1999\n");
    select("SELECT ?t { BIND(TRIPLE(ex:a, ex:p, 01) AS ?t) FILTER(isTRIPLE(?t)) }").shows("<<( ");
    select("SELECT (SUBJECT(?t) AS ?s) (OBJECT(?t) AS ?o) { ?r rdf:reifies ?t }")
        .prints("?s\t?o\n<http://example.com/a>\t01\n");
    select("SELECT (LANGDIR(?d) AS ?dir) { ?s ex:d ?d }").prints("?dir\n\"rtl\"\n");
}

#[test]
fn a_syntax_error_shows_file_line_column_and_the_line_with_a_caret() {
    let folder = Folder::with_turtle(NUMBERS).file("q.rq", "SELECT * {\r\n\t?s ?p }\r\n");
    folder
        .run("query --data data.ttl q.rq")
        .fails()
        .says("error: q.rq:2:8: the triple before this lacks its object");
    let run = query(&folder, "SELECT * { ?s ?p '杭🚀' x }").fails().prints("");
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert!(lines[0].starts_with("error: query:1:"), "{run}");
    assert_eq!(lines[1..3], ["   |", " 1 | SELECT * { ?s ?p '杭🚀' x }"], "{run}");
    // The caret stands below the place, wide characters taking two columns.
    let column: usize = lines[0].split(':').nth(3).unwrap().parse().unwrap();
    assert_eq!(lines[3], format!("   | {}^", " ".repeat(column - 1 + 2)), "{run}");
    folder
        .run_with_input(&words("query --data data.ttl -"), b"ASK {")
        .fails()
        .says("error: standard input:1:5: the { that opens here is never closed");
}

#[test]
fn a_syntax_error_can_do_nothing_to_the_terminal() {
    let folder = Folder::with_turtle(NUMBERS);
    let run = query(&folder, "ASK { '\u{1b}[31m' ?p \u{7} x }").fails();
    assert!(!run.stderr.contains(['\u{1b}', '\u{7}']), "{run}");
    assert!(run.stderr.contains("\\u{1B}[31m"), "{run}");
}

#[test]
fn an_unknown_prefix_is_named() {
    let folder = Folder::with_turtle(NUMBERS);
    query(&folder, "SELECT * {\n  nope:x ?p ?o }").fails().says_only(
        "error: query:2:3: the prefix nope: is not declared\n   |\n 2 |   nope:x ?p ?o }\n   |   ^^^^^^\n \
         help: add PREFIX nope: <http://…> before the query\n",
    );
}

#[test]
fn a_query_that_fails_midway_gives_an_error_and_no_partial_row() {
    let many: String = (0..5000).map(|n| format!("ex:s{n} ex:p \"{n:0>40}\" .\n")).collect();
    let folder = Folder::with_turtle(&many).file("old.csv", "old");
    let failing = "SELECT ?o ?x { { ?s ex:p ?o } UNION { SERVICE <http://x/> { ?s ?q ?x } } }";
    for format in ["table", "csv", "tsv", "json", "xml", "md"] {
        let run =
            folder.run_words(&["query", "--data", "data.ttl", "--format", format, failing]).fails();
        assert!(run.stderr.contains("SERVICE <http://x/> is not allowed"), "{run}");
        if matches!(format, "csv" | "tsv" | "md") {
            assert!(run.stdout.is_empty() || run.stdout.ends_with('\n'), "{run}");
        }
        let run = folder.run_words(&[
            "query", "--data", "data.ttl", "--format", format, "-o", "old.csv", failing,
        ]);
        run.fails().prints("");
        assert_eq!(folder.read("old.csv"), "old");
        assert_eq!(folder.names(), ["data.ttl", "old.csv"]);
    }
    query(
        &folder,
        "CONSTRUCT { ?s ex:q ?o } { { ?s ex:p ?o } UNION { SERVICE <http://x/> { ?s ?q ?o } } }",
    )
    .fails()
    .prints("");
}

#[test]
fn no_other_server_is_asked() {
    westlake("query 'SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }'")
        .fails()
        .says("SERVICE <http://localhost:1/> is not allowed");
    westlake("query 'SELECT * { SERVICE SILENT <http://localhost:1/> { ?s ?p ?o } }'").ok();
    westlake("query 'SELECT * FROM <http://localhost:1/> { ?s ?p ?o }'")
        .ok()
        .says("Nothing in the view");
}

#[test]
fn an_update_is_no_query() {
    let folder = Folder::with_turtle(NUMBERS);
    query(&folder, "DELETE WHERE { ?s ?p ?o }").fails();
    query(&folder, "ASK { ex:a ex:n 7 }").ok().prints("true\n");
}
