//! What an operator sees: metrics, the log, request ids.

use crate::harness::Server;
use std::process::Stdio;

#[test]
fn the_metrics_count_what_was_asked() {
    let server = Server::start(&[]);
    for _ in 0..3 {
        assert_eq!(server.get("/sparql?query=ASK%7B%7D").status, 200);
    }
    assert_eq!(server.get("/sparql?query=nonsense").status, 400);
    let metrics = server.get("/metrics");
    let text = metrics.text();
    let counted = |parts: &[&str]| {
        text.lines()
            .filter(|line| parts.iter().all(|part| line.contains(part)))
            .any(|line| !line.starts_with('#'))
    };
    assert!(counted(&["requests_total", "/sparql", "200", " 3"]), "{text}");
    assert!(counted(&["requests_total", "/sparql", "400", " 1"]), "{text}");
    assert!(text.trim_end().ends_with("# EOF"), "{text}");
}

#[test]
fn an_answer_has_the_id_of_its_line_in_the_log() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let log = folder.path().join("log");
    let file = std::fs::File::create(&log).expect("a file can be made");
    let options = ["--log-format", "json", "--log-level", "info"];
    let server = Server::start_logging(folder.path(), &options, Stdio::from(file));
    let answer =
        server.get("/sparql?query=SELECT%20%2A%20%7B%3Fsecret%20%3Fp%20%3Fo%7D%20LIMIT%201");
    let id = answer.header("x-request-id").expect("an id").to_owned();
    drop(server);
    let log = std::fs::read_to_string(&log).expect("the log can be read");
    let line = log.lines().find(|line| line.contains(&id));
    let line: serde_json::Value =
        serde_json::from_str(line.unwrap_or_else(|| panic!("no {id} in {log}"))).expect("JSON");
    assert!(line.to_string().contains("/sparql"), "{line}");
    assert!(!log.contains("secret"), "what is asked stands in no log: {log}");
}
