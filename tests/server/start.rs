//! Starting and ending.

use super::harness::{Server, encoded, printed, westlake};
use std::process::Command;

#[test]
fn a_server_answers_as_the_command_does() {
    let server = Server::start(&[]);
    let query = "SELECT ?who { ?who wl:founded :DeepSeek }";
    let answer = server.get(&format!("/sparql?format=csv&query={}", encoded(query)));
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8; header=present"));
    assert_eq!(answer.body, printed(&["query", query, "--format", "csv"]));
}

#[test]
fn an_unknown_path_is_not_found() {
    let server = Server::start(&[]);
    let answer = server.get("/nowhere");
    assert_eq!(answer.status, 404);
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    assert_eq!(answer.json()["status"], 404);
    let text = server.request("GET", "/nowhere", &[("Accept", "text/plain")], b"");
    assert_eq!(text.text(), "there is nothing at /nowhere; / lists what there is\n");
}

#[test]
fn a_port_in_use_is_said_with_the_next_free_one() {
    let server = Server::start(&[]);
    let address = server.address().to_string();
    let second = westlake().args(["serve", "--bind", &address]).output().expect("the program runs");
    assert_eq!(second.status.code(), Some(1));
    let stderr = String::from_utf8(second.stderr).expect("text");
    assert!(stderr.contains(&format!("another program listens on {address}")), "{stderr}");
    assert!(stderr.contains("--bind 127.0.0.1:"), "{stderr}");
}

#[test]
#[cfg(unix)]
fn a_polite_kill_ends_it_in_order() {
    let server = Server::start(&[]);
    let process = server.process().to_string();
    assert!(Command::new("kill").args(["-TERM", &process]).status().is_ok_and(|s| s.success()));
    assert_eq!(server.wait().code(), Some(0));
}
