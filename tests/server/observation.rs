//! What one sees of a server: figures, its log, and numbers by which they belong together.

use crate::harness::{Server, encoded};
use std::fs::File;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;

const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// A server whose log goes to `log` in a folder.
fn logging(folder: &Path, arguments: &[&str]) -> Server {
    std::fs::write(folder.join("token"), SECRET).expect("a file");
    let log = File::create(folder.join("log")).expect("a file");
    let arguments = [&["--token-file", "token"], arguments].concat();
    Server::start_logging(folder, &arguments, Stdio::from(log))
}

fn log(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("log")).expect("the log is text")
}

/// The value of a row of the figures.
fn figure(text: &str, row: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(row)?.trim().parse().ok())
}

#[test]
fn figures_count_what_was_asked() {
    let server = Server::start(&[]);
    for _ in 0..3 {
        server.get("/sparql?query=ASK%7B%7D");
    }
    server.get("/nowhere/1");
    server.get("/nowhere/2");
    server.request("BREW", "/health", &[], b"");
    let answer = server.get("/metrics");
    assert_eq!(
        answer.header("content-type"),
        Some("application/openmetrics-text; version=1.0.0; charset=utf-8")
    );
    let text = answer.text();
    let is = |row: &str| figure(text, row).unwrap_or_else(|| panic!("no {row} in\n{text}"));
    assert_eq!(
        is("westlake_http_requests_total{method=\"GET\",endpoint=\"/sparql\",status=\"200\"}"),
        3.0
    );
    assert_eq!(
        is("westlake_http_requests_total{method=\"GET\",endpoint=\"none\",status=\"404\"}"),
        2.0
    );
    assert_eq!(
        is("westlake_http_requests_total{method=\"other\",endpoint=\"/health\",status=\"405\"}"),
        1.0
    );
    assert_eq!(is("westlake_http_request_duration_seconds_count{endpoint=\"/sparql\"}"), 3.0);
    assert!(is("westlake_http_answer_body_bytes_total") > 100.0);
    assert!(is("westlake_quads") > 100.0 && is("westlake_workers") >= 1.0);
    assert_eq!((is("westlake_workers_busy"), is("westlake_requests_waiting")), (0.0, 0.0));
    assert!(is("westlake_connections") >= 1.0 && is("westlake_start_time_seconds") > 1.7e9);
    assert!(text.contains("westlake_build_info{version=\"") && text.ends_with("# EOF\n"));
}

#[test]
fn the_log_has_a_line_a_request_and_no_secrets() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let server = logging(folder, &["--log-level", "info", "--log-format", "json"]);
    let token = format!("Bearer {SECRET}");
    let query = "ASK { ?s ?p 'a private question' }";
    let path = format!("/sparql?query={}", encoded(query));
    let answer = server.request("GET", &path, &[("Authorization", &token)], b"");
    let number = answer.header("x-request-id").expect("each answer has a number").to_owned();
    server.request(
        "POST",
        "/sparql",
        &[("Content-Type", "application/sparql-query")],
        query.as_bytes(),
    );
    server.get("/nowhere%0aINFO%20forged%1b[31m");
    let sent = server.get("/health");
    assert_ne!(sent.header("x-request-id"), Some(number.as_str()));
    let server_port = server.address().port();
    drop(server);
    let log = log(folder);
    let lines: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let line =
        lines.iter().find(|line| line["fields"]["request"] == number.as_str()).expect("its line");
    let fields = &line["fields"];
    assert_eq!(line["level"], "INFO");
    assert_eq!(
        (&fields["method"], &fields["path"], &fields["status"]),
        (&"GET".into(), &"/sparql".into(), &200.into())
    );
    assert_eq!((&fields["bytes"], &fields["whole"]), (&answer.body.len().into(), &true.into()));
    assert!(fields["milliseconds"].as_f64().is_some_and(|time| time > 0.0));
    let decimals = fields["milliseconds"].to_string();
    let decimals = decimals.split_once('.').map_or("", |(_, decimals)| decimals);
    assert!(decimals.len() <= 3, "{line}");
    let client: SocketAddr =
        fields["client"].as_str().and_then(|client| client.parse().ok()).expect("an address");
    assert!(client.ip().is_loopback() && client.port() != server_port, "{line}");
    assert!(!log.contains(SECRET) && !log.contains("private"), "{log}");
    assert_eq!(lines.len(), 4, "{log}");
}

#[test]
fn the_log_is_quiet_but_for_what_is_slow_and_escapes_what_it_shows() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let server = logging(folder, &["--slow-query", "100ms"]);
    let query = "SELECT (COUNT(*) AS ?n)\n{ ?a ?b ?c . ?d ?e ?f }#\u{1b}[31m\r\n# forged \u{202e}";
    let slow = server.get(&format!("/sparql?timeout=0.2&query={}", encoded(query)));
    assert_eq!(slow.status, 503);
    server.get("/nowhere");
    server.get("/health");
    // The line is written when the worker has ended, which may be after the answer.
    let begin = std::time::Instant::now();
    while !log(folder).contains("slow") && begin.elapsed().as_secs() < 10 {}
    drop(server);
    let log = log(folder);
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(log.contains("COUNT(*)") && log.contains("time-limit"), "{log}");
    assert!(log.contains(slow.header("x-request-id").expect("a number")), "{log}");
    assert!(!log.contains(['\u{1b}', '\r', '\u{202e}']), "{log}");
}

#[test]
fn with_a_limit_of_nought_every_query_is_slow() {
    for (limit, lines) in [("0", 1), ("none", 0)] {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        let server = logging(folder, &["--slow-query", limit]);
        assert_eq!(server.get("/sparql?query=ASK%7B%7D").status, 200);
        let begin = std::time::Instant::now();
        while log(folder).lines().count() < lines && begin.elapsed().as_secs() < 10 {}
        drop(server);
        let log = log(folder);
        assert_eq!((log.lines().count(), log.matches("ASK{}").count()), (lines, lines), "{log}");
    }
}

#[test]
fn pages_run_nothing_and_answers_are_what_they_say() {
    let server = Server::start(&[]);
    let page = server.get("/");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = page.header("content-security-policy").expect("a page has a policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    for path in [
        "/",
        "/health",
        "/metrics",
        "/nowhere",
        "/sparql?query=ASK%7B%7D",
        "/sparql?query=x",
        "/api/openapi.json",
    ] {
        for host in ["localhost", "example.com"] {
            let answer = server.request("GET", path, &[("Host", host)], b"");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
            assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
            assert!(answer.header("x-request-id").is_some(), "{path}");
        }
    }
}
