//! Clients that take their time. None of them keeps a connection or a worker for long.

use crate::harness::{Response, Server, encoded};
use std::io::{BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// A limit of some seconds has taken effect by now, on any machine.
const SOON: Duration = Duration::from_secs(30);

/// Reads until the server closes the connection.
fn read_to_end(mut stream: TcpStream) -> Vec<u8> {
    stream.set_read_timeout(Some(SOON)).expect("a time limit");
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Ok(_) => (),
        Err(error) => {
            assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset, "it is still open");
        }
    }
    bytes
}

/// Writes pieces with a pause behind each until the server ends the connection.
fn drip(mut stream: &TcpStream, pieces: impl IntoIterator<Item = &'static [u8]>) {
    let begin = Instant::now();
    for piece in pieces {
        if stream.write_all(piece).is_err() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
        assert!(begin.elapsed() < SOON, "the server goes on listening");
    }
}

#[test]
fn a_head_comes_in_time_or_not_at_all() {
    let server = Server::start(&["--header-time", "1s"]);
    let silent = server.connect();
    let dripping = server.connect();
    let mut idle = server.connect();
    idle.write_all(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it is taken");
    drip(
        &dripping,
        std::iter::once(&b"GET /health HTTP/1.1\r\n"[..])
            .chain(std::iter::repeat(&b"X: y\r\n"[..])),
    );
    assert_eq!(read_to_end(silent), b"");
    assert!(String::from_utf8_lossy(&read_to_end(idle)).ends_with("\r\n\r\nok\n"));
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn a_body_comes_at_a_pace() {
    let server = Server::start(&["--min-rate", "1000"]);
    let begun = |length: usize| {
        let mut stream = server.connect();
        let head = format!(
            "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n\
             Content-Length: {length}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).expect("a head is taken");
        stream
    };
    let (stopped, dripping, steady) = (begun(1000), begun(100_000), begun(20_006));
    std::thread::scope(|scope| {
        scope.spawn(|| drip(&dripping, std::iter::repeat(&b"x"[..])));
        // Twice the rate that is asked for, for longer than the grace.
        scope.spawn(|| {
            let mut stream = &steady;
            for _ in 0..100 {
                stream
                    .write_all(&[b' '; 200])
                    .expect("a client that is fast enough is listened to");
                std::thread::sleep(Duration::from_millis(100));
            }
            stream.write_all(b"ASK {}").expect("a client that is fast enough is listened to");
        });
    });
    let status =
        |stream| Response::read(&mut BufReader::new(stream), "POST").map(|answer| answer.status);
    assert_eq!(status(stopped), Some(408));
    assert_eq!(status(dripping), Some(408));
    assert_eq!(status(steady), Some(200));
}

#[test]
fn who_does_not_take_an_answer_keeps_no_worker() {
    let server = Server::start(&["--max-queries", "1", "--timeout", "none", "--wait", "60s"]);
    let query = encoded("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }");
    let mut stalled = server.connect();
    stalled
        .write_all(
            format!("GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n").as_bytes(),
        )
        .expect("a head is taken");
    let mut first = [0; 1];
    stalled.read_exact(&mut first).expect("the answer begins");
    let begin = Instant::now();
    assert_eq!(server.get("/sparql?query=ASK%7B%7D").status, 200);
    assert!(begin.elapsed() < SOON);
}
