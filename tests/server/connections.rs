//! How many connections there may be, and how requests follow each other on one.

use crate::harness::{Response, Server};
use std::io::{BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

const REQUEST: &[u8] = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";

#[test]
fn two_thousand_idle_connections_keep_nobody_out() {
    let server = Server::start(&["--header-time", "60s"]);
    let idle: Vec<TcpStream> =
        (0..2000).map_while(|_| TcpStream::connect(server.address()).ok()).collect();
    // The limit of open files may be this test's own.
    assert!(idle.len() >= 900, "{} connections", idle.len());
    for _ in 0..20 {
        let begin = Instant::now();
        assert_eq!(server.get("/sparql?query=ASK%7B%7D").status, 200);
        // Row 14 of the goals asks for 100 ms at the 99th percentile; a build for tests on a busy machine has more.
        assert!(begin.elapsed() < Duration::from_secs(5));
    }
    drop(idle);
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn a_connection_too_many_is_turned_away() {
    let server = Server::start(&["--max-connections", "3", "--header-time", "60s"]);
    let mut three: Vec<TcpStream> = (0..3).map(|_| server.connect()).collect();
    for stream in &mut three {
        stream.write_all(REQUEST).expect("a connection of three is served");
        assert_eq!(
            Response::read(&mut BufReader::new(&*stream), "GET").expect("an answer").status,
            200
        );
    }
    let mut fourth = server.connect();
    let _ = fourth.write_all(REQUEST);
    let mut reader = BufReader::new(fourth);
    let turned_away = Response::read(&mut reader, "GET").expect("it is told");
    assert_eq!(turned_away.status, 503);
    assert_eq!(turned_away.header("retry-after"), Some("1"));
    assert_eq!(reader.read(&mut [0; 1]).unwrap_or(0), 0, "it is closed");
    three.pop();
    let begin = Instant::now();
    let answered = || {
        let mut stream = server.connect();
        let _ = stream.write_all(REQUEST);
        Response::read(&mut BufReader::new(stream), "GET")
            .is_some_and(|answer| answer.status == 200)
    };
    while !answered() {
        assert!(
            begin.elapsed() < Duration::from_secs(5),
            "a place that was left is never given again"
        );
    }
}

#[test]
fn requests_in_a_row_are_answered_in_order() {
    let server = Server::start(&[]);
    let mut stream = server.connect();
    let paths = ["/health", "/nowhere", "/sparql?query=ASK%7B%7D", "/ready"];
    let requests: String = paths
        .iter()
        .cycle()
        .take(200)
        .map(|path| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .collect();
    let mut writer = stream.try_clone().expect("a handle of the same");
    let sending = std::thread::spawn(move || writer.write_all(requests.as_bytes()));
    let mut reader = BufReader::new(&mut stream);
    for status in [200, 404, 200, 200].iter().cycle().take(200) {
        assert_eq!(Response::read(&mut reader, "GET").expect("an answer").status, *status);
    }
    sending.join().expect("no panic").expect("all was taken");
}

#[test]
fn a_client_that_leaves_in_the_middle_harms_nobody() {
    let server = Server::start(&["--max-queries", "2"]);
    let query = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n\r\nASK {}";
    for length in 0..=query.len() {
        let mut stream = server.connect();
        stream.write_all(&query.as_bytes()[..length]).expect("it is taken");
        match length % 3 {
            0 => stream.shutdown(Shutdown::Write).expect("half of it can be closed"),
            1 => stream.shutdown(Shutdown::Both).expect("it can be closed"),
            _ => (),
        }
    }
    assert_eq!(server.get("/sparql?query=ASK%7B%7D").status, 200);
}

#[test]
fn head_is_answered_wherever_get_is() {
    let server = Server::start(&[]);
    let paths = [
        "/",
        "/health",
        "/ready",
        "/metrics",
        "/api/v1/queries",
        "/sparql?query=ASK%7B%7D",
        "/nowhere",
    ];
    for path in paths {
        let (get, head) = (server.get(path), server.request("HEAD", path, &[], b""));
        assert_eq!(get.status, head.status, "{path}");
        assert_eq!(get.header("content-type"), head.header("content-type"), "{path}");
        assert_eq!(get.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(get.header("server"), None, "{path}");
    }
}
