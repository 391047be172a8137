//! A query ends when its client goes, and when somebody cancels it.

use crate::harness::{Server, encoded};
use std::io::Write;
use std::time::{Duration, Instant};

const LONG: &str = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h }";

fn running(server: &Server) -> serde_json::Value {
    serde_json::from_str(server.get("/api/v1/queries").text()).expect("JSON")
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < Duration::from_secs(10), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn count(list: &serde_json::Value) -> usize {
    list.as_array().or_else(|| list["queries"].as_array()).map_or(0, Vec::len)
}

#[test]
fn a_client_that_goes_stops_its_query() {
    let server = Server::start(&["--max-queries", "2"]);
    for _ in 0..20 {
        let mut stream = server.connect();
        let request =
            format!("GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\n\r\n", encoded(LONG));
        stream.write_all(request.as_bytes()).expect("it is taken");
        wait_until("the query runs", || count(&running(&server)) == 1);
        drop(stream);
        wait_until("the query ends", || count(&running(&server)) == 0);
    }
    assert_eq!(server.get("/sparql?query=ASK%7B%7D").status, 200);
}

#[test]
fn a_running_query_can_be_cancelled() {
    let server = Server::start(&[]);
    std::thread::scope(|scope| {
        let client = scope.spawn(|| server.get(&format!("/sparql?query={}", encoded(LONG))));
        wait_until("the query runs", || count(&running(&server)) == 1);
        let list = running(&server);
        let one = list.get(0).unwrap_or(&list["queries"][0]);
        assert!(one["text"].as_str().is_some_and(|text| text.contains("COUNT")), "{list}");
        let path = format!("/api/v1/queries/{}", one["id"]);
        let done = server.request("DELETE", &path, &[], b"");
        assert!(matches!(done.status, 200 | 202 | 204), "{} {}", done.status, done.text());
        let answer = client.join().expect("no panic");
        assert_eq!(answer.status, 503);
        assert!(answer.text().contains("cancelled"), "{}", answer.text());
        wait_until("the query ends", || count(&running(&server)) == 0);
        assert_eq!(server.request("DELETE", &path, &[], b"").status, 404);
    });
}
