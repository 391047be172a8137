//! A query past each limit, and what is dear. Each ends with an error that names the limit, and the server goes on.

use crate::harness::{Response, Server, encoded};
use std::io::{BufReader, Write};
use std::time::{Duration, Instant};

fn path(query: &str) -> String {
    format!("/sparql?query={}", encoded(query))
}

/// The kind of a problem: the end of its IRI.
fn kind(answer: &Response) -> String {
    answer.json()["type"]
        .as_str()
        .unwrap_or_default()
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_owned()
}

const FOREVER: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";

/// Works without a scan for about as long as `size` is, so that it doesn't see its limits.
fn deaf(size: usize) -> String {
    let values: String = (0..size).map(|n| format!("{n} ")).collect();
    format!(
        "SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {values} }} VALUES ?b {{ {values} }} FILTER(?a + ?b = 1) }}"
    )
}

#[test]
fn time_rows_and_bytes_end_a_query() {
    let server = Server::start(&["--timeout", "1s", "--max-rows", "100", "--max-answer", "60KiB"]);
    let cases = [
        (FOREVER, 503, "time-limit"),
        ("SELECT ?s { ?s ?p ?o . ?a ?b ?c } ORDER BY ?s", 503, "time-limit"),
        ("SELECT ?p { ?s ?p ?o . ?a ?b ?c }", 413, "row-limit"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", 413, "row-limit"),
        ("SELECT (GROUP_CONCAT(STR(?s)) AS ?all) { ?s ?p ?o }", 413, "answer-limit"),
        ("SERVICE", 400, "query-syntax"),
    ];
    for (query, status, named) in cases {
        let answer = server.get(&path(query));
        assert_eq!((answer.status, kind(&answer).as_str()), (status, named), "{query}");
        assert_eq!(server.get("/health").status, 200);
    }
    let answer = server.get(&format!("/api/v1/hints?timeout=0.1&query={}", encoded(FOREVER)));
    assert_eq!((answer.status, kind(&answer).as_str()), (503, "time-limit"));
    let asks_less = server.get(&format!("{}&timeout=0.1", path(FOREVER)));
    assert_eq!(asks_less.status, 503);
    assert_eq!(asks_less.header("retry-after"), Some("1"));
}

#[test]
fn who_waits_too_long_and_who_is_one_too_many_are_sent_away() {
    let server = Server::start(&[
        "--max-queries",
        "1",
        "--max-waiting",
        "1",
        "--wait",
        "2s",
        "--timeout",
        "none",
    ]);
    let start = |query: &str| {
        let mut stream = server.connect();
        let request = format!("GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n", path(query));
        stream.write_all(request.as_bytes()).expect("a head is taken");
        stream
    };
    // Its client takes nothing, so it waits.
    let works = start("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }");
    while server.get("/api/v1/queries").json().as_array().is_some_and(Vec::is_empty) {}
    assert_eq!(server.get("/ready").status, 200, "one more may wait");
    let waits = start("ASK {}");
    while server.get("/ready").status == 200 {}
    let begin = Instant::now();
    let too_many = server.get(&path("ASK {}"));
    assert!(begin.elapsed() < Duration::from_secs(2));
    assert_eq!((too_many.status, kind(&too_many).as_str()), (503, "busy"));
    assert_eq!(too_many.header("retry-after"), Some("1"));
    let waited = Response::read(&mut BufReader::new(waits), "GET").expect("an answer");
    assert_eq!((waited.status, kind(&waited).as_str()), (503, "busy"));
    drop(works);
    assert_eq!(server.get(&path("ASK {}")).status, 200);
    assert_eq!(server.get("/ready").status, 200);
}

#[test]
fn a_worker_that_is_stuck_counts_until_it_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log");
    let server = Server::start_logging(
        folder.path(),
        &["--max-queries", "1", "--timeout", "1s", "--wait", "100s"],
        std::fs::File::create(&log).expect("a file").into(),
    );
    let ask = |size: usize| {
        let (query, begin) = (deaf(size), Instant::now());
        let headers = [("Content-Type", "application/sparql-query")];
        (server.request("POST", "/sparql", &headers, query.as_bytes()), begin.elapsed())
    };
    // On a faster machine it takes more values. Four times as many take sixteen times as long: seconds past the limit also
    // where other work made the first ones slow.
    let sizes = (0..6).map(|doubled| 1000 << doubled);
    let long = sizes.into_iter().find(|&size| ask(size).1 > Duration::from_secs(1));
    let idle = || server.get("/api/v1/queries").json().as_array().is_some_and(Vec::is_empty);
    while !idle() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let (late, time) = ask(4 * long.expect("one of them takes longer than a second"));
    assert_eq!((late.status, kind(&late).as_str()), (503, "time-limit"));
    assert!(time < Duration::from_secs(5), "{time:?}");
    // After a second it counts as one that will not end soon.
    std::thread::sleep(Duration::from_millis(1100));
    let work = server.get("/api/v1/queries").json();
    assert_eq!(work[0]["overdue"], true, "{work}");
    assert_eq!(server.get("/ready").status, 503);
    // Nobody knows when it will be free, so nobody waits for it.
    let begin = Instant::now();
    assert_eq!(kind(&server.get(&path("ASK {}"))), "busy");
    assert!(begin.elapsed() < Duration::from_secs(20));
    let cancel = format!("/api/v1/queries/{}", work[0]["id"]);
    let cancelled = server.request("DELETE", &cancel, &[], b"").status;
    assert!(matches!(cancelled, 202 | 204), "{cancelled}");
    let log = std::fs::read_to_string(&log).expect("the log is text");
    let request = late.header("x-request-id").expect("a number");
    assert!(log.contains("given up") && log.contains(request), "{log}");
    let begin = Instant::now();
    while server.get(&path("ASK {}")).status != 200 {
        assert!(begin.elapsed() < Duration::from_secs(300), "the worker never comes back");
        std::thread::sleep(Duration::from_millis(100));
    }
    println!("the worker was free after {:?}", begin.elapsed());
    assert_eq!(server.get("/ready").status, 200);
}

/// What takes long or much, as a table of names and queries.
fn dear() -> Vec<(&'static str, String)> {
    let chain = (1..16).fold("BIND(STR(?s) AS ?x0)".to_owned(), |chain, n| {
        format!("{chain} BIND(CONCAT(?x{p}, ?x{p}) AS ?x{n})", p = n - 1)
    });
    let many = "VALUES ?s { ".to_owned() + &"1 ".repeat(100_000) + "}";
    let patterns: String = (0..30).map(|n| format!("?a{n} ?b{n} ?c{n} . ")).collect();
    [
        ("a product of two", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }".to_owned()),
        ("a product of three", FOREVER.to_owned()),
        ("a product that is shown", "SELECT * { ?a ?b ?c . ?d ?e ?f }".to_owned()),
        ("a product that is sorted", "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c".to_owned()),
        ("a product of distinct rows", "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f }".to_owned()),
        ("a product that is grouped", "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a".to_owned()),
        ("a product that is constructed", "CONSTRUCT { ?a ?b ?f } { ?a ?b ?c . ?d ?e ?f }".to_owned()),
        ("a product of thirty", format!("SELECT (COUNT(*) AS ?n) {{ {patterns} }}")),
        ("any path", "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b }".to_owned()),
        ("any path both ways", "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?b (!<x:y>)* ?c }".to_owned()),
        ("a path in a path", "SELECT (COUNT(*) AS ?n) { ?a ((!<x:y>)+/(!<x:y>)+)+ ?b }".to_owned()),
        ("GROUP_CONCAT", "SELECT (GROUP_CONCAT(STR(?a)) AS ?n) { ?a ?b ?c . ?d ?e ?f }".to_owned()),
        ("a chain of CONCAT", format!("SELECT (MAX(STRLEN(?x15)) AS ?n) {{ ?s ?p ?o {chain} }}")),
        ("REPLACE", "SELECT (COUNT(?x) AS ?n) { ?s ?p ?o . ?t ?q ?r BIND(REPLACE(STR(?o), '.', 'xxxxxxxx') AS ?x) }".to_owned()),
        ("REGEX", "SELECT * { ?s ?p ?o . ?t ?q ?r FILTER REGEX(STR(?o), '^(a|b|c)*x$') }".to_owned()),
        ("100,000 VALUES", format!("SELECT (COUNT(*) AS ?n) {{ {many} ?s ?p ?o }}")),
        ("100,000 VALUES twice", format!("SELECT (COUNT(*) AS ?n) {{ {many} ?a ?b ?c . {many} }}")),
        ("VALUES without a scan", deaf(2000)),
        ("OPTIONAL of a product", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f . ?g ?h ?i } }".to_owned()),
        ("MINUS of a product", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f MINUS { ?a ?e ?x . ?d ?b ?y } }".to_owned()),
        ("EXISTS of a product", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?f ?g ?h . ?i ?j ?a } }".to_owned()),
        ("UNION of products", "SELECT (COUNT(*) AS ?n) { { ?a ?b ?c . ?d ?e ?f } UNION { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }".to_owned()),
    ]
    .into()
}

#[test]
fn what_is_dear_ends_in_time() {
    let server = Server::start(&[
        "--timeout",
        "1s",
        "--max-queries",
        "16",
        "--max-answer",
        "16MiB",
        "--slow-query",
        "none",
    ]);
    for (name, query) in dear() {
        let mut stream = server.connect();
        let head = format!(
            "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n",
            query.len()
        );
        let begin = Instant::now();
        stream.write_all((head + &query).as_bytes()).expect("a query is taken");
        let answer = Response::read(&mut BufReader::new(stream), "POST");
        let time = begin.elapsed();
        // An answer that had begun is broken off.
        let status = answer.as_ref().map(|answer| answer.status);
        assert!(matches!(status, None | Some(200 | 413 | 503)), "{name}: {status:?}");
        // The limit, the grace, and a machine that does other work.
        assert!(time < Duration::from_secs(6), "{name}: {time:?}");
        let begin = Instant::now();
        assert_eq!(server.get("/health").status, 200);
        let after = server.get("/api/v1/queries").json().as_array().map_or(0, Vec::len);
        println!(
            "{name}: {status:?} after {time:?}; then {after} worked on, asked in {:?}",
            begin.elapsed()
        );
    }
}
