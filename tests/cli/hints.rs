//! Hints after a query: what may have kept it from finding more, each one line on standard error.

use super::harness::{Folder, Run, westlake};

fn query(folder: &Folder, query: &str) -> Run {
    folder.run_words(&["query", "--data", "data.ttl", query]).ok()
}

/// What stands on standard error beside the sentence that nothing was found.
#[track_caller]
fn hints(run: &Run) -> Vec<&str> {
    let is_note = |line: &&str| {
        !line.starts_with("Nothing in the view") && !line.starts_with("The graph is empty")
    };
    run.stderr.lines().filter(is_note).collect()
}

#[track_caller]
fn hints_of(folder: &Folder, text: &str, expected: &[&str]) {
    let run = query(folder, text);
    assert_eq!(hints(&run), expected, "{run}");
}

/// A harbour: who runs it is reported, who may buy it is claimed or planned.
const HARBOUR: &str = "
ex:Harbour a ex:Port ; rdfs:label \"Harbour\"@en ; ex:runBy ex:Dockers ~ ex:f1 .
ex:Dockers a ex:Company ; rdfs:label \"Dockers\"@en ; ex:staff 5 .
ex:Tower a ex:House ; rdfs:label \"Tower\" .
ex:runBy rdfs:label \"is run by\"@en .
ex:f1 wl:status wl:Reported .
<< ex:Harbour ex:runBy ex:Bank ~ ex:s1 >> wl:status wl:Claimed .
<< ex:Tower ex:runBy ex:Bank ~ ex:s2 >> wl:status wl:Planned .
<< ex:Bank ex:buys ex:Harbour ~ ex:s3 >> wl:status wl:Opinion .
<< ex:Bank a ex:Company ~ ex:s4 >> wl:status wl:Claimed .
";

#[test]
fn all_the_data_in_named_graphs() {
    let folder = Folder::new()
        .file("a.ttl", "<http://x/s> <http://x/p> 1 , 2 .")
        .file("b.ttl", "<http://x/s> <http://x/p> 3 .");
    let run = |data: &str, query: &str| folder.run(&format!("query {data} '{query}'")).ok();
    let data = "--named-graph http://x/g=a.ttl --named-graph http://x/h=b.ttl";
    let hint = "All 3 quads stand in 2 named graphs, and the query asks the default graph: \
                write GRAPH ?g { … }, or use --union-default-graph.";
    for empty in [
        "SELECT * { ?s <http://x/p> ?o }",
        "ASK { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) (SUM(?o) AS ?sum) { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
    ] {
        assert_eq!(hints(&run(data, empty)), [hint]);
    }
    for other in [
        "SELECT * { GRAPH ?g { ?s ?p 9 } }",
        "SELECT * FROM <http://x/g> { ?s ?p 9 }",
        "SELECT * FROM NAMED <http://x/g> { ?s ?p 1 }",
    ] {
        assert_eq!(hints(&run(data, other)), [""; 0]);
    }
    let union = format!("--union-default-graph {data}");
    assert_eq!(hints(&run(&union, "SELECT * { ?s ?p 9 }")), [""; 0]);
    let half = "--data a.ttl --named-graph http://x/h=b.ttl";
    assert_eq!(hints(&run(half, "SELECT * { ?s ?p 9 }")), [""; 0]);
    // A count that is 0 as data says is no count of nothing.
    let zero = Folder::with_turtle("").file("zero.ttl", "<http://x/s> <http://x/n> 0 .");
    let data = "--named-graph http://x/g=zero.ttl";
    let found = "SELECT ?n { GRAPH ?g { ?s <http://x/n> ?n } }";
    assert_eq!(hints(&zero.run(&format!("query {data} '{found}'")).ok()), [""; 0]);
}

#[test]
fn a_pattern_that_matches_what_is_only_claimed() {
    let folder = Folder::with_turtle(HARBOUR);
    hints_of(
        &folder,
        "ASK { ex:Harbour ex:runBy ex:Bank }",
        &[
            "1 more triple matches ex:Harbour ex:runBy ex:Bank, but is only claimed: --status Reported,Claimed adds it.",
        ],
    );
    // Also where something was found.
    hints_of(
        &folder,
        "SELECT * { ?x ex:runBy ?y }",
        &[
            "2 more triples match ?x ex:runBy ?y, but are only claimed or planned: --status Reported,Claimed,Planned adds them.",
        ],
    );
    hints_of(
        &folder,
        "SELECT * { ex:Bank ?p ?o }",
        &[
            "2 more triples match ex:Bank ?p ?o, but are only claimed or thought: --status Reported,Claimed,Opinion adds them.",
        ],
    );
    hints_of(
        &folder,
        "SELECT * { ?x ?p ?y }",
        &[
            "4 more triples match ?x ?p ?y, but are only claimed, thought or planned: --status all adds them.",
        ],
    );
    // A few of many rows: that there are more is no news.
    hints_of(&folder, "SELECT * { ?x ?p ?y } LIMIT 2", &[]);
    hints_of(&folder, "ASK { ?x ?p ?y }", &[]);
    // A path has its predicates; a property that nobody asserts is no misspelt one.
    hints_of(&folder, "SELECT * { ?x ^ex:buys/ex:runBy+ ?y }", &[]);
    hints_of(
        &folder,
        "SELECT * { ?x ex:buys|ex:sells ex:Harbour }",
        &[
            "1 more triple matches ?x ex:buys ex:Harbour, but is only thought: --status Reported,Opinion adds it.",
            "ex:sells is the predicate of no triple: westlake stats lists those that are.",
        ],
    );
}

#[test]
fn the_status_that_is_suggested_adds_rows_and_takes_none_away() {
    let more = "
        ex:Pier ex:runBy ex:Crew ~ ex:f2 . ex:f2 wl:status ex:Rumour .
        ex:Pier ex:near ex:Harbour ~ ex:f3 . ex:f3 wl:status ex:Rumour .
        << ex:Harbour ex:near ex:Tower ~ ex:s5 >> wl:status ex:Hearsay .
        << ex:Harbour ex:seenFrom ex:Tower ~ ex:s6 >> wl:status ex:Hearsay .
        << ex:Harbour ex:hidden ex:Tower ~ ex:s7 >> rdfs:label \"s7\" .";
    let folder = Folder::with_turtle(&format!("{HARBOUR}{more}"));
    for (text, status) in [
        ("SELECT * { ?x ex:buys ?y }", "Reported,Opinion"),
        ("SELECT * { ?x ex:seenFrom ?y }", "Reported,ex:Hearsay"),
        // No list of the known statuses holds what a rumour asserts.
        ("SELECT * { ?x ex:near ?y }", "all"),
        ("SELECT * { ?x ex:runBy ?y }", "all"),
        // No list holds what has no status.
        ("SELECT * { ?x ex:hidden ?y }", "all"),
    ] {
        for before in ["asserted", "Planned"] {
            let run = |status: &str| {
                folder
                    .run_words(&[
                        "query", "--data", "data.ttl", "--format", "csv", "--status", status, text,
                    ])
                    .ok()
            };
            let now = run(before);
            let suggested = now.stderr.split("--status ").nth(1).unwrap_or_else(|| panic!("{now}"));
            let suggested = suggested.split(' ').next().unwrap();
            if before == "asserted" {
                assert_eq!(suggested, status, "{now}");
            }
            let then = run(suggested);
            let rows = |run: &Run| run.stdout.lines().map(str::to_owned).collect::<Vec<_>>();
            assert!(rows(&now).iter().all(|row| rows(&then).contains(row)), "{now}\n{then}");
            let added = rows(&then).len() - rows(&now).len();
            assert!(now.stderr.contains(&format!("{added} more triple")), "{now}\n{then}");
        }
    }
}

#[test]
fn a_view_that_leaves_out_what_is_asserted_says_so() {
    let folder = Folder::with_turtle(HARBOUR);
    let text = "ASK { ex:Harbour ex:runBy ex:Dockers }";
    let run = folder.run_words(&["query", "--data", "data.ttl", "--status", "Claimed", text]).ok();
    assert_eq!(
        hints(&run),
        [
            "1 more triple matches ex:Harbour ex:runBy ex:Dockers, but is outside the view, as Reported: --status Reported,Claimed adds it."
        ]
    );
}

#[test]
fn a_claim_that_the_rest_of_the_query_rules_out_is_no_hint() {
    let folder = Folder::with_turtle(&format!(
        "{HARBOUR} ex:Port rdfs:subClassOf ex:Place . ex:Company rdfs:subClassOf ex:Body ."
    ));
    for text in [
        // Wide patterns beside narrow ones: who is claimed to be a company runs nothing that is asked for.
        "SELECT * { ?x a ?c ; rdfs:label ?l ; ex:runBy ex:Dockers }",
        "SELECT * { ?x ex:runBy ex:Dockers . ?x ?p ?o . ?o a ex:House }",
        "SELECT * { VALUES ?x { ex:Dockers } ?x a ?c }",
        "SELECT * { ?x a ?c FILTER(?x = ex:Dockers) }",
        "SELECT * { ?x a/rdfs:subClassOf* ex:Place }",
        "SELECT * { { ?x a ?c } { ?x ex:staff ?n } UNION { ?x rdfs:label ?l } }",
        // A match would take solutions away.
        "SELECT * { ?x rdfs:label ?l MINUS { ?x ex:runBy ex:Bank } }",
        "SELECT * { ?x rdfs:label ?l FILTER NOT EXISTS { ?x ex:runBy ex:Bank } }",
        // The variable is the same.
        "SELECT * { ?x ex:runBy ?x }",
    ] {
        hints_of(&folder, text, &[]);
    }
    hints_of(
        &folder,
        "SELECT * { ?x a/rdfs:subClassOf* ex:Body }",
        &["1 more triple matches ?x a [], but is only claimed: --status Reported,Claimed adds it."],
    );
    hints_of(
        &folder,
        "SELECT * { ?x ex:runBy ?y . ?y a ex:Company }",
        &[
            "3 more triples match patterns of the query, 1 of them ?y a ex:Company, but are only claimed or planned: --status Reported,Claimed,Planned adds them.",
        ],
    );
}

#[test]
fn who_speaks_of_statements_knows_of_them() {
    let folder = Folder::with_turtle(HARBOUR);
    for text in [
        "SELECT * { ?x ex:runBy ?y . ?s rdf:reifies <<( ex:Tower ex:runBy ?z )>> }",
        "SELECT * { ?x ex:runBy ?y ~ ?r }",
        "SELECT * { ?x ex:runBy ?y {| wl:status ?status |} }",
        "SELECT * { << ?x ex:runBy ?y >> ?p ?o . ?x ex:runBy ?z }",
        "SELECT * { ?x ex:runBy ?y . ?r wl:status wl:Claimed }",
        "SELECT * { ?x ex:runBy ?y . ?r ?q ?t FILTER(isTRIPLE(?t)) }",
    ] {
        hints_of(&folder, text, &[]);
    }
    // What they name is looked for all the same.
    hints_of(
        &folder,
        "SELECT * { << ?x ex:runsBy ?y >> ?p ?o }",
        &["ex:runsBy is the predicate of no triple: did you mean ex:runBy?"],
    );
    let all = ["query", "--data", "data.ttl", "--status", "all", "SELECT * { ?x ex:runBy ?y }"];
    assert_eq!(hints(&folder.run_words(&all).ok()), [""; 0]);
}

#[test]
fn without_reifiers_nothing_is_said_of_statuses() {
    let folder = Folder::with_turtle("ex:a ex:p ex:b . ex:s wl:status wl:Claimed .");
    for text in ["SELECT * { ?x ex:p ?y }", "ASK { ex:b ex:p ex:a }", "SELECT * { ?s ?p ?o }"] {
        hints_of(&folder, text, &[]);
    }
}

#[test]
fn a_claim_stands_in_a_graph() {
    let folder = Folder::new().file(
        "data.trig",
        "@prefix ex: <http://example.com/> . @prefix wl: <https://westlake.example/ns#> .
         ex:d ex:p ex:e . ex:g { << ex:a ex:p ex:b ~ ex:r >> wl:status wl:Claimed . }",
    );
    let run = |text: &str| folder.run_words(&["query", "--data", "data.trig", text]).ok();
    assert_eq!(hints(&run("SELECT * { ?x ex:p ex:b }")), [""; 0]);
    for text in ["ASK { GRAPH ex:g { ?x ex:p ex:b } }", "ASK { GRAPH ?g { ?x ex:p ex:b } }"] {
        assert_eq!(
            hints(&run(text)),
            ["1 more triple matches ?x ex:p ex:b, but is only claimed: --status Claimed adds it."]
        );
    }
}

#[test]
fn a_literal_with_another_tag_or_datatype() {
    let folder = Folder::with_turtle(HARBOUR);
    for text in [
        "SELECT * { ?x rdfs:label \"Harbour\" }",
        "SELECT * { ?x ?p \"Harbour\" }",
        "SELECT * { ?x rdfs:label ?l FILTER(?l = \"Harbour\") }",
        "SELECT * { ?x rdfs:label ?l FILTER(?x != ex:Tower && \"Harbour\" = ?l) }",
        "SELECT * { ?x rdfs:label ?l FILTER(?l IN (\"Harbour\", \"Dockers\"@en)) }",
        "SELECT * { VALUES ?l { \"Harbour\" \"Dockers\"@en } ?x rdfs:label ?l }",
        "SELECT * { ?x a ex:Port OPTIONAL { ?x rdfs:label \"Harbour\" } }",
    ] {
        hints_of(
            &folder,
            text,
            &["\"Harbour\" matches nothing, but \"Harbour\"@en is there: write \"Harbour\"@en."],
        );
    }
    hints_of(
        &folder,
        "SELECT * { ?x rdfs:label \"Tower\"@en }",
        &["\"Tower\"@en matches nothing, but \"Tower\" is there: write \"Tower\"."],
    );
    hints_of(
        &folder,
        "SELECT * { ?x ex:staff \"5\" }",
        &["\"5\" matches nothing, but 5 is there: write 5."],
    );
    for text in [
        "SELECT * { ?x rdfs:label \"Harbour\"@en }",
        "SELECT * { ?x rdfs:label \"Nowhere\" }",
        "SELECT * { ?x ex:staff ?n FILTER(?n = 5.0) }",
        "SELECT * { ?x rdfs:label ?l FILTER(?l = \"Harbour\" || ?l = \"Harbour\"@en) }",
        // Who asks for both forms knows that there are two.
        "SELECT * { { ?x rdfs:label \"Harbour\" } UNION { ?x rdfs:label \"Harbour\"@en } }",
        "SELECT * { VALUES ?l { \"Harbour\" \"Harbour\"@en } ?x rdfs:label ?l ; ex:staff 9 }",
        // The letters are another thing's.
        "SELECT * { ex:Tower rdfs:label \"Harbour\" }",
    ] {
        hints_of(&folder, text, &[]);
    }
}

#[test]
fn the_other_of_http_and_https() {
    let folder =
        Folder::with_turtle("ex:a schema:name \"a\" ; a schema:Thing ; ex:at <http://ex.org/x> .");
    hints_of(
        &folder,
        "PREFIX s: <http://schema.org/> SELECT * { ?x s:name ?n ; a s:Thing }",
        &["<http://schema.org/name> doesn't occur in the data, but schema:name does: \
           write https://schema.org/ in place of http://schema.org/."],
    );
    hints_of(
        &folder,
        "SELECT * { ?x ex:at <https://ex.org/x> }",
        &["<https://ex.org/x> doesn't occur in the data, but <http://ex.org/x> does: \
           write http://ex.org/ in place of https://ex.org/."],
    );
    hints_of(&folder, "SELECT * { ?x schema:name ?n }", &[]);
    // The standard prefix has https, the data http.
    let old = Folder::new().file("data.nt", "<http://x/a> <http://schema.org/name> \"a\" .");
    assert_eq!(
        hints(&old.run("query --data data.nt 'SELECT * { ?x schema:name ?n }'").ok()),
        ["schema:name doesn't occur in the data, but <http://schema.org/name> does: \
          write http://schema.org/ in place of https://schema.org/."]
    );
}

#[test]
fn an_iri_that_does_not_occur_and_the_nearest_that_does() {
    let folder = Folder::with_turtle(HARBOUR);
    for (text, hint) in [
        (
            "SELECT * { ?x ex:runsBy ?y }",
            "ex:runsBy is the predicate of no triple: did you mean ex:runBy?",
        ),
        (
            "SELECT * { ?x ex:isRunBy ?y }",
            "ex:isRunBy is the predicate of no triple: did you mean ex:runBy?",
        ),
        (
            "SELECT * { ?x schema:label ?y }",
            "schema:label is the predicate of no triple: did you mean rdfs:label?",
        ),
        (
            "SELECT * { ?x ex:bys ?y }",
            "ex:bys is the predicate of no triple: did you mean ex:buys?",
        ),
        (
            "SELECT * { ?x ex:altitude ?y }",
            "ex:altitude is the predicate of no triple: westlake stats lists those that are.",
        ),
        (
            "SELECT * { ?x a ex:Compny }",
            "ex:Compny has no instances in the data: did you mean ex:Company?",
        ),
        (
            "SELECT * { ?x a ex:Vegetable }",
            "ex:Vegetable has no instances in the data: westlake stats lists the classes that have.",
        ),
        (
            "SELECT * { ex:Harbor ?p ?o }",
            "ex:Harbor doesn't occur in the data: did you mean ex:Harbour?",
        ),
        (
            "SELECT * { ?x ex:runBy ex:dockers }",
            "ex:dockers doesn't occur in the data: did you mean ex:Dockers?",
        ),
        (
            "SELECT * { ex:Elsewhere ?p ?o }",
            "ex:Elsewhere doesn't occur in the data: westlake search finds what does, by its name.",
        ),
        ("DESCRIBE ex:Towr", "ex:Towr doesn't occur in the data: did you mean ex:Tower?"),
        (
            "SELECT * { VALUES ?x { ex:Towr ex:Harbour } ?x a ?c }",
            "ex:Towr doesn't occur in the data: did you mean ex:Tower?",
        ),
        // Also where something is found.
        (
            "SELECT * { ?x a ex:Port OPTIONAL { ?x ex:runsBy ?y } }",
            "ex:runsBy is the predicate of no triple: did you mean ex:runBy?",
        ),
    ] {
        let run = query(&folder, text);
        assert_eq!(hints(&run)[..1], [hint], "{run}");
    }
    for text in [
        "SELECT * { ?x !(ex:nothing) ex:Dockers }",
        "SELECT * { ?x a/rdfs:subClassOf* ex:Port }",
        "SELECT * { ?x rdfs:label|skos:prefLabel ?l }",
        "SELECT * { ?x ex:runBy|ex:runsBy ex:Dockers }",
        "SELECT * { ?x a ex:Port OPTIONAL { ?x ex:altitude ?y } }",
        "SELECT * { ?x a ex:Port MINUS { ?x ex:altitude ?y } }",
        // Everything occurs, though not together.
        "SELECT * { ex:Tower ex:staff ?n }",
        "SELECT * { ?x ex:staff 9 }",
    ] {
        hints_of(&folder, text, &[]);
    }
    let above = Folder::with_turtle("ex:a a ex:Port . ex:Port rdfs:subClassOf ex:Place .");
    hints_of(
        &above,
        "SELECT * { ?x a ex:Place }",
        &[
            "ex:Place has no instances of its own, but ex:Port below it has: write a/rdfs:subClassOf* ex:Place.",
        ],
    );
}

#[test]
fn a_literal_as_subject() {
    let folder = Folder::with_turtle(HARBOUR);
    hints_of(
        &folder,
        "SELECT * { \"Tower\" rdfs:label ?x }",
        &[
            "\"Tower\" rdfs:label ?x matches nothing, since no literal is a subject: write ?x rdfs:label \"Tower\".",
        ],
    );
    hints_of(
        &folder,
        "ASK { 5 ex:staff 5 }",
        &[
            "5 ex:staff 5 matches nothing, since no literal is a subject: put an IRI or a variable first.",
        ],
    );
}

#[test]
fn hints_are_three_at_most_come_in_every_format_and_never_with_quiet() {
    let folder = Folder::with_turtle(HARBOUR);
    let text = "SELECT * { ?x ex:runsBy ?y ; ex:stuff ?n ; a ex:Prt ; rdfs:lable ?l . 5 ?p ?q }";
    let run = query(&folder, text);
    assert_eq!(hints(&run).len(), 3, "{run}");
    assert!(hints(&run)[0].starts_with("5 ?p ?q matches nothing"), "{run}");
    assert_eq!(query(&folder, text).stderr, run.stderr);
    for format in ["table", "csv", "tsv", "json", "xml", "md"] {
        let words = ["query", "--data", "data.ttl", "--format", format, text];
        let loud = folder.run_words(&words).ok();
        assert_eq!(loud.stderr, run.stderr);
        let quiet = folder.run_words(&[&words[..], &["--quiet"]].concat()).ok();
        quiet.says_only("").prints(&loud.stdout);
    }
}

#[test]
fn what_a_hint_quotes_can_do_nothing_to_the_terminal() {
    let folder = Folder::with_turtle("ex:a ex:p \"\\u001B[31m\"@en .");
    let run = query(&folder, "SELECT * { ?x ex:p \"\\u001B[31m\" }");
    assert!(hints(&run).len() == 1 && !run.stderr.contains('\u{1b}'), "{run}");
}

#[test]
fn the_articles_graph_knows_who_is_claimed_to_have_worked_in_zhejiang() {
    westlake("query 'SELECT ?x { ?x wl:workedIn :Zhejiang }'").ok().says(
        "2 more triples match ?x wl:workedIn :Zhejiang, but are only claimed: \
         --status Reported,Derived,Editorial,Claimed adds them.",
    );
}
