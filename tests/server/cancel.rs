//! Work that nobody waits for any more ends, and its worker is free again.

use crate::harness::{Response, Server, encoded};
use std::io::{BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Queries that scan, and so see that they are called off. Each has some ten million rows to go through.
const LONG: [&str; 4] = [
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "SELECT DISTINCT ?x { ?a ?b ?c . ?d ?e ?f BIND(1 AS ?x) }",
    "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } GROUP BY ?a",
];

/// Work ends within a second of its being called off; this is five times that.
const STOPPED: Duration = Duration::from_secs(5);

fn ask(server: &Server, query: &str) -> TcpStream {
    let mut stream = server.connect();
    let query = encoded(query);
    let request = format!("GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a head is taken");
    stream
}

fn running(server: &Server) -> Vec<serde_json::Value> {
    let answer = server.get("/api/v1/queries");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert!(answer.text().ends_with("]\n"), "{:?}", answer.text());
    answer.json().as_array().expect("a list").clone()
}

/// Waits until so many requests are worked on.
#[track_caller]
fn until_running(server: &Server, count: usize, time_max: Duration) {
    let begin = Instant::now();
    while running(server).len() != count {
        assert!(begin.elapsed() < time_max, "{:?}", running(server));
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_client_that_goes_stops_its_query() {
    let server = Server::start(&["--max-queries", "1", "--timeout", "none"]);
    for turn in 0..100 {
        let stream = ask(&server, LONG[turn % LONG.len()]);
        until_running(&server, 1, Duration::from_secs(10));
        drop(stream);
        until_running(&server, 0, STOPPED);
    }
    assert_eq!(server.get("/sparql?query=ASK%7B%7D").status, 200);
}

#[test]
fn a_query_is_called_off_by_its_number() {
    let server = Server::start(&["--max-queries", "1", "--timeout", "none"]);
    for turn in 0..100 {
        let query = LONG[turn % LONG.len()];
        let stream = ask(&server, query);
        until_running(&server, 1, Duration::from_secs(10));
        let work = running(&server).remove(0);
        assert_eq!((&work["kind"], &work["text"]), (&"query".into(), &query.into()));
        assert_eq!((&work["cancelled"], &work["overdue"]), (&false.into(), &false.into()));
        assert!(work["seconds"].as_f64().is_some_and(|seconds| seconds < 60.0));
        let path = format!("/api/v1/queries/{}", work["id"]);
        let ended = server.request("DELETE", &path, &[], b"").status == 204;
        assert!(!ended || running(&server).is_empty());
        until_running(&server, 0, STOPPED);
        assert_eq!(server.request("DELETE", &path, &[], b"").status, 404);
        let mut reader = BufReader::new(stream);
        match Response::read(&mut reader, "GET") {
            Some(answer) => {
                assert_eq!(answer.status, 503);
                assert_eq!(answer.json()["type"], "https://westlake.example/problems/cancelled");
                assert_eq!(answer.header("x-request-id"), work["request"].as_str());
            }
            // A stream that had begun is broken off, which no client takes for its end.
            None => assert_eq!(turn % LONG.len(), 1),
        }
    }
}

#[test]
fn another_site_calls_nothing_off() {
    let server = Server::start(&["--timeout", "none"]);
    let _stream = ask(&server, LONG[0]);
    until_running(&server, 1, Duration::from_secs(10));
    let path = format!("/api/v1/queries/{}", running(&server)[0]["id"]);
    let origin = [("Origin", "https://example.com")];
    assert_eq!(server.request("DELETE", &path, &origin, b"").status, 403);
    assert_eq!(running(&server)[0]["cancelled"], false);
}

#[test]
fn an_answer_that_is_cut_has_no_end() {
    let server = Server::start(&["--timeout", "2s", "--max-answer", "1MiB"]);
    let mut stream = ask(&server, LONG[1]);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    assert!(bytes.starts_with(b"HTTP/1.1 200 OK\r\n") && !bytes.ends_with(b"\r\n0\r\n\r\n"));
    assert!(bytes.len() < 2 << 20, "{}", bytes.len());
}

/// With HTTP/1.0 the end of the connection is the end of the answer.
#[test]
fn an_answer_of_http_1_0_that_is_cut_ends_with_a_reset() {
    let server = Server::start(&["--max-answer", "1MiB"]);
    let get = |query: &str| {
        let mut stream = server.connect();
        let request = format!("GET /sparql?query={} HTTP/1.0\r\n\r\n", encoded(query));
        stream.write_all(request.as_bytes()).expect("a head is taken");
        let mut bytes = Vec::new();
        (stream.read_to_end(&mut bytes).map_err(|error| error.kind()), bytes)
    };
    let (cut, _) = get(LONG[1]);
    assert_eq!(cut, Err(std::io::ErrorKind::ConnectionReset));
    let (whole, bytes) = get("SELECT * { ?s ?p ?o } LIMIT 2000");
    assert!(whole.is_ok_and(|length| length > 64 << 10) && bytes.ends_with(b"}"));
}

/// A product of three multiplies each quad of its last scan with all that is before it.
#[test]
fn a_product_of_three_ends_soon_after_its_time() {
    let triples: String = (0..2000).map(|n| format!("<urn:s{n}> <urn:p> {n} .\n")).collect();
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("data.ttl"), triples).expect("a file");
    let arguments = ["--data", "data.ttl", "--max-queries", "1", "--timeout", "500ms"];
    let server = Server::start_in(folder.path(), &arguments);
    let product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
    let late = server.get(&format!("/sparql?query={}", encoded(product)));
    assert_eq!(late.status, 503);
    // Some millions of rows, of eight thousand million.
    until_running(&server, 0, Duration::from_secs(30));
}
