//! Changes from who has the token, in bodies that lie about themselves. None of them changes anything, not even in part.

use crate::harness::Response;
use crate::hostile_bodies::{encodings, gzip};
use crate::writable::Writable;
use std::io::{BufReader, Write};
use std::net::Shutdown;

/// How a change is sent: method, path, media type, and a sound body in two parts, between which spaces may stand. What comes
/// before the end is a whole change in some of them.
const CHANGES: [(&str, &str, &str, [&str; 2]); 8] = [
    ("POST", "/update", UPDATE, ["INSERT DATA { <urn:a> <urn:b> 1", "}"]),
    ("POST", "/update", UPDATE, ["DELETE WHERE { ?s ?p ?o } ;", "CLEAR ALL"]),
    ("PUT", "/store?default", TURTLE, ["<urn:a> <urn:b> 1 .", "<urn:a> <urn:b> 2 ."]),
    ("PUT", "/store?graph=urn:g", TURTLE, ["<urn:a> <urn:b> 1 .", ""]),
    ("POST", "/store", "application/n-quads", ["<urn:a> <urn:b> <urn:c> <urn:g> .\n", ""]),
    ("PUT", "/store", "application/trig", ["<urn:a> <urn:b> 1 .", "<urn:g> { <urn:a> <urn:b> 2 }"]),
    ("PATCH", "/store?default", UPDATE, ["DELETE WHERE { ?s ?p ?o", "}"]),
    (
        "POST",
        "/store?default",
        "multipart/form-data; boundary=x",
        ["--x\r\nContent-Type: text/turtle\r\n\r\n<urn:a> <urn:b> 1 .", "\r\n--x--\r\n"],
    ),
];

const UPDATE: &str = "application/sparql-update";
const TURTLE: &str = "text/turtle";

const LAKE: &str = "<http://e.org/lake> <http://e.org/area> 639 .";

/// A good client is answered, and sees what was there before.
#[track_caller]
fn is_unchanged(store: &Writable, before: &[String], name: &str) {
    assert_eq!(store.quads(), before, "{name}");
    assert_eq!(store.server.get("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20639%20%7D").status, 200);
}

#[test]
fn a_body_that_is_not_encoded_as_it_says_changes_nothing() {
    let store = Writable::start(LAKE);
    let before = store.quads();
    for (method, path, media_type, [begin, end]) in CHANGES {
        for (name, encoding, body, status) in encodings(begin, end) {
            if status == 200 {
                continue;
            }
            let name = format!("{method} {path} {begin} {name}");
            let headers = [("content-type", media_type), ("content-encoding", encoding)];
            let answer = store.request_bytes(method, path, &headers, &body);
            assert_eq!(answer.status, status, "{name}: {}", answer.text());
            is_unchanged(&store, &before, &name);
        }
    }
}

#[test]
fn a_body_that_is_encoded_as_it_says_is_taken() {
    for (method, path, media_type, [begin, end]) in CHANGES {
        for (name, encoding, body, status) in encodings(begin, end) {
            if status == 200 {
                let store = Writable::start(LAKE);
                let before = store.quads();
                let headers = [("content-type", media_type), ("content-encoding", encoding)];
                let answer = store.request_bytes(method, path, &headers, &body);
                let name = format!("{method} {path} {name}");
                assert!(matches!(answer.status, 201 | 204), "{name}: {}", answer.text());
                assert_ne!(store.quads(), before, "{name}");
            }
        }
    }
}

/// Sends a head and a body as they are, closes the connection for more, and reads what is answered to the end.
fn send(store: &Writable, change: (&str, &str, &str), headers: &str, body: &[u8]) -> Vec<u16> {
    let (method, path, media_type) = change;
    let mut stream = store.server.connect();
    let token = store.token();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: {media_type}\r\n{headers}\r\n"
    );
    // The server may have answered and closed before all is sent.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
    let _ = stream.shutdown(Shutdown::Write);
    let mut reader = BufReader::new(stream);
    std::iter::from_fn(|| Response::read(&mut reader, method)).map(|answer| answer.status).collect()
}

#[test]
fn a_body_that_is_not_as_long_as_it_says_changes_nothing() {
    let store = Writable::start(LAKE);
    let before = store.quads();
    for (method, path, media_type, [begin, end]) in CHANGES {
        let change = (method, path, media_type);
        let body = format!("{begin} {end}").into_bytes();
        let packed = gzip(&body);
        let (length, packed_length) = (body.len(), packed.len());
        let chunk = |bytes: &[u8], said: usize| {
            [format!("{said:x}\r\n").as_bytes(), bytes, b"\r\n"].concat()
        };
        let chunked = "Transfer-Encoding: chunked\r\n";
        let cases: [(&str, String, Vec<u8>); 8] = [
            ("longer", format!("Content-Length: {}\r\n", length + 100), body.clone()),
            ("longer by one", format!("Content-Length: {}\r\n", length + 1), body.clone()),
            (
                "packed and longer",
                format!("Content-Encoding: gzip\r\nContent-Length: {}\r\n", packed_length + 1),
                packed.clone(),
            ),
            ("far longer than any", format!("Content-Length: {}\r\n", 1_u64 << 60), body.clone()),
            ("no number", "Content-Length: 5x\r\n".to_owned(), body.clone()),
            (
                "two numbers",
                format!("Content-Length: {length}\r\nContent-Length: 1\r\n"),
                body.clone(),
            ),
            ("chunks without an end", chunked.to_owned(), chunk(&body, length)),
            ("a longer chunk", chunked.to_owned(), chunk(&body, length + 100)),
        ];
        for (name, headers, body) in cases {
            let name = format!("{method} {path} {begin} {name}");
            let answers = send(&store, change, &headers, &body);
            assert!(matches!(answers[..], [] | [400 | 413]), "{name}: {answers:?}");
            is_unchanged(&store, &before, &name);
        }
    }
}

#[test]
fn what_follows_a_body_that_is_longer_than_it_says_is_no_change() {
    let store = Writable::start(LAKE);
    let before = store.quads();
    for (method, path, media_type, [begin, end]) in CHANGES {
        let body = format!("{begin} {end}");
        // Up to within an IRI or a word, so that what is said to be the body is none.
        let length = body.rfind(['<', 'C', '?', 'x']).expect("a word") + 1;
        let headers = format!("Content-Length: {length}\r\n");
        let answers = send(&store, (method, path, media_type), &headers, body.as_bytes());
        assert!(matches!(answers[..], [400] | [400, 400]), "{method} {path} {begin}: {answers:?}");
        is_unchanged(&store, &before, begin);
    }
}
