//! A query past each limit is answered with an error that names it, and the next client with what it asked for.

use crate::harness::{Server, encoded};
use std::time::{Duration, Instant};

/// Scans without end, and so looks at its limits.
const LONG: &str = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h }";

fn query(server: &Server, text: &str) -> (u16, String) {
    let answer = server.get(&format!("/sparql?query={}", encoded(text)));
    (answer.status, answer.text().to_owned())
}

#[test]
fn past_its_time_a_query_ends_and_frees_its_worker() {
    let server = Server::start(&["--timeout", "500ms", "--max-queries", "1"]);
    let begin = Instant::now();
    let (status, text) = query(&server, LONG);
    assert_eq!(status, 503, "{text}");
    assert!(text.contains("time-limit"), "{text}");
    assert!(begin.elapsed() < Duration::from_millis(2500), "{:?}", begin.elapsed());
    // The one worker may take a moment to notice.
    assert_eq!(query(&server, "ASK {}").0, 200);
}

#[test]
fn too_many_rows_are_an_error() {
    let server = Server::start(&["--max-rows", "10"]);
    assert_eq!(query(&server, "SELECT * { ?s ?p ?o } LIMIT 10").0, 200);
    let (status, text) = query(&server, "SELECT * { ?s ?p ?o }");
    assert_eq!(status, 413, "{text}");
    assert!(text.contains("row-limit"), "{text}");
}

#[test]
fn too_many_bytes_are_an_error_or_an_answer_that_is_broken_off() {
    let server = Server::start(&["--max-answer", "10KiB"]);
    let (status, text) = query(&server, "SELECT * { ?s ?p ?o }");
    assert_eq!(status, 413, "{text}");
    assert!(text.contains("answer-limit"), "{text}");
    assert_eq!(query(&server, "ASK {}").0, 200);
}

#[test]
fn who_finds_every_worker_busy_waits_or_is_told_to_come_back() {
    let options =
        ["--timeout", "3s", "--max-queries", "1", "--max-waiting", "1", "--wait", "500ms"];
    let server = Server::start(&options);
    std::thread::scope(|scope| {
        let busy = scope.spawn(|| query(&server, LONG).0);
        while server.get("/metrics").text().contains("westlake_workers_busy 0") {
            std::thread::sleep(Duration::from_millis(5));
        }
        let answer = server.get("/sparql?query=ASK%7B%7D");
        assert_eq!(answer.status, 503, "{}", answer.text());
        assert!(answer.text().contains("busy"), "{}", answer.text());
        assert!(answer.header("retry-after").is_some());
        assert_eq!(server.get("/health").status, 200);
        assert_eq!(busy.join().expect("no panic"), 503);
    });
    let begin = Instant::now();
    while query(&server, "ASK {}").0 != 200 {
        assert!(begin.elapsed() < Duration::from_secs(15), "the worker is never free again");
    }
}
