//! How a server ends when it is told to.

#![cfg(unix)]

use crate::harness::{Response, Server, encoded};
use std::io::{BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// In order a server ends in ten seconds; a machine with other work has more.
const ENDED: Duration = Duration::from_secs(30);

fn signal(name: &str, process: u32) {
    let status = Command::new("kill").args([name, &process.to_string()]).status();
    assert!(status.is_ok_and(|status| status.success()));
}

fn ask(server: &Server, query: &str) -> TcpStream {
    let mut stream = server.connect();
    let request =
        format!("GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\n\r\n", encoded(query));
    stream.write_all(request.as_bytes()).expect("a head is taken");
    stream
}

/// Answers that never end, one of which is streaming, and connections that are idle.
fn burden(server: &Server) -> Vec<TcpStream> {
    let mut streams: Vec<TcpStream> = (0..10).map(|_| server.connect()).collect();
    let streaming = ask(server, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }");
    (&streaming).read_exact(&mut [0]).expect("the answer begins");
    streams.push(streaming);
    streams.push(ask(server, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"));
    streams
}

#[test]
fn both_signals_end_it_in_order_with_answers_under_way() {
    for name in ["-TERM", "-INT"] {
        let server = Server::start(&["--timeout", "none"]);
        let streams = burden(&server);
        let begin = Instant::now();
        signal(name, server.process());
        assert_eq!(server.wait().code(), Some(0), "{name}");
        assert!(begin.elapsed() < ENDED, "{name}");
        drop(streams);
    }
}

#[test]
fn who_ends_it_is_told_what_it_waits_for() {
    for (quiet, expected) in [(&[][..], "stopping: 2 requests under way\n"), (&["--quiet"], "")] {
        let folder = tempfile::tempdir().expect("a folder");
        let log = folder.path().join("log");
        let file = std::fs::File::create(&log).expect("a file");
        let arguments = [&["--timeout", "none", "--log-level", "error"], quiet].concat();
        let server = Server::start_logging(folder.path(), &arguments, Stdio::from(file));
        let streams = burden(&server);
        let works = || server.get("/api/v1/queries").json().as_array().map(Vec::len);
        while works() != Some(2) {}
        signal("-INT", server.process());
        assert_eq!(server.wait().code(), Some(0));
        assert_eq!(std::fs::read_to_string(&log).expect("text"), expected);
        drop(streams);
    }
}

#[test]
fn an_answer_under_way_is_finished() {
    let server = Server::start(&["--timeout", "none"]);
    let query = "SELECT (COUNT(*) AS ?n) { VALUES ?x { 1 2 3 4 5 } ?a ?b ?c . ?d ?b ?f }";
    let stream = ask(&server, query);
    while server.get("/api/v1/queries").json().as_array().is_some_and(Vec::is_empty) {
        if stream.peek(&mut [0]).is_ok_and(|bytes| bytes > 0) {
            break;
        }
    }
    signal("-TERM", server.process());
    let answer = Response::read(&mut BufReader::new(stream), "GET").expect("a whole answer");
    assert!(matches!(answer.status, 200 | 503), "{}", answer.status);
    assert_eq!(server.wait().code(), Some(0));
}

#[test]
fn an_idle_server_ends_at_once() {
    let server = Server::start(&["--header-time", "60s"]);
    let mut kept = server.connect();
    kept.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it is taken");
    Response::read(&mut BufReader::new(&kept), "GET").expect("an answer");
    let _silent: Vec<TcpStream> = (0..10).map(|_| server.connect()).collect();
    let begin = Instant::now();
    signal("-TERM", server.process());
    assert_eq!(server.wait().code(), Some(0));
    assert!(begin.elapsed() < Duration::from_secs(4), "{:?}", begin.elapsed());
}

#[test]
fn told_twice_it_ends_without_an_order() {
    let server = Server::start(&["--timeout", "none"]);
    let streams = burden(&server);
    let process = server.process();
    signal("-TERM", process);
    // It takes no more connections when it has heard.
    let address = server.address();
    while TcpStream::connect(address).is_ok() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let begin = Instant::now();
    signal("-TERM", process);
    assert_eq!(server.wait().code(), Some(1));
    assert!(begin.elapsed() < Duration::from_secs(4), "{:?}", begin.elapsed());
    drop(streams);
}

/// The server can't go on after it has printed its address: the pipe takes no more of its notes.
#[cfg(target_os = "linux")]
#[test]
fn told_as_soon_as_its_address_is_known_it_ends_in_order() {
    /// As many bytes as a pipe holds (`pipe(7)`).
    const PIPE_BYTES: usize = 64 << 10;
    for name in ["-TERM", "-INT"] {
        let (mut notes, mut pipe) = std::io::pipe().expect("a pipe");
        pipe.write_all(&vec![b' '; PIPE_BYTES]).expect("an empty pipe takes so much");
        let folder = tempfile::tempdir().expect("a folder");
        let server = Server::start_logging(folder.path(), &["--writable"], Stdio::from(pipe));
        signal(name, server.process());
        let mut text = String::new();
        notes.read_to_string(&mut text).expect("text, to the server's end");
        assert!(text.contains("The token for changes"), "{text}");
        assert_eq!(server.wait().code(), Some(0), "{name}");
    }
}
