//! Bodies that are refused, that lie about themselves, or that aren't what they say.

use crate::harness::{Response, Server};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// A server that takes changes, so that its refusals can be seen too.
fn writable() -> (Server, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("token"), TOKEN).expect("a file");
    (Server::start_in(folder.path(), &["--writable", "--token-file", "token"]), folder)
}

fn head(method: &str, path: &str, headers: &str) -> String {
    format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n")
}

const QUERY: &str = "Content-Type: application/sparql-query\r\n";

/// Requests that are refused whatever their body is, and how.
const REFUSED: [(&str, &str, &str, u16); 5] = [
    ("POST", "/nowhere", QUERY, 404),
    ("POST", "/sparql", "Content-Type: image/png\r\n", 415),
    ("POST", "/sparql", "Content-Type: application/sparql-query\r\nContent-Encoding: br\r\n", 415),
    (
        "POST",
        "/sparql",
        "Origin: https://example.com\r\nContent-Type: application/sparql-query\r\n",
        403,
    ),
    ("BREW", "/sparql", QUERY, 405),
];

#[test]
fn who_sends_a_refused_body_to_its_end_sees_why() {
    let (server, _folder) = writable();
    for (method, path, headers, status) in REFUSED {
        for (length, framing) in [(100_000, "length"), (7 << 20, "length"), (7 << 20, "chunks")] {
            let mut stream = server.connect();
            let body = vec![b' '; length];
            let sent = match framing {
                "length" => {
                    let head =
                        head(method, path, &format!("{headers}Content-Length: {length}\r\n"));
                    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body))
                }
                _ => {
                    let head =
                        head(method, path, &format!("{headers}Transfer-Encoding: chunked\r\n"));
                    let begin = format!("{head}{length:x}\r\n");
                    stream
                        .write_all(begin.as_bytes())
                        .and_then(|()| stream.write_all(&body))
                        .and_then(|()| stream.write_all(b"\r\n0\r\n\r\n"))
                }
            };
            let name = format!("{method} {path} {status} with {length} bytes by {framing}");
            sent.unwrap_or_else(|error| panic!("{name}: {error}"));
            let answer = Response::read(&mut BufReader::new(stream), method);
            let answer = answer.unwrap_or_else(|| panic!("{name}: no answer"));
            assert_eq!(answer.status, status, "{name}");
            assert_eq!(answer.header("connection"), Some("close"), "{name}");
        }
        assert_eq!(server.get("/health").status, 200);
    }
}

#[test]
fn a_refused_body_without_end_is_not_read_for_ever() {
    let (server, _folder) = writable();
    for (method, path, headers, _) in REFUSED {
        let mut stream = server.connect();
        let head = head(method, path, &format!("{headers}Content-Length: {}\r\n", 1_u64 << 40));
        stream.write_all(head.as_bytes()).expect("a head is taken");
        let begin = Instant::now();
        let piece = vec![b' '; 1 << 20];
        let sent = (0..4096).take_while(|_| stream.write_all(&piece).is_ok()).count();
        assert!(sent < 200, "{sent} MiB were taken");
        assert!(begin.elapsed() < Duration::from_secs(60));
    }
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn who_asks_before_sending_a_body_sends_none_that_is_refused() {
    let (server, _folder) = writable();
    for (method, path, headers, status) in REFUSED {
        let mut stream = server.connect();
        let headers = format!("{headers}Expect: 100-continue\r\nContent-Length: 100000\r\n");
        stream.write_all(head(method, path, &headers).as_bytes()).expect("a head is taken");
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).expect("an answer");
        assert!(line.starts_with(&format!("HTTP/1.1 {status} ")), "{line}");
    }
    let mut stream = server.connect();
    let headers = format!("{QUERY}Expect: 100-continue\r\nContent-Length: 6\r\n");
    stream.write_all(head("POST", "/sparql", &headers).as_bytes()).expect("a head is taken");
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).expect("an answer");
    assert_eq!(line, "HTTP/1.1 100 Continue\r\n");
    reader.get_mut().write_all(b"ASK {}").expect("a body is taken");
    reader.read_line(&mut line).expect("the line that ends the interim answer");
    assert_eq!(Response::read(&mut reader, "POST").expect("an answer").status, 200);
}

#[test]
fn a_length_that_lies_spoils_only_its_own_connection() {
    let server = Server::start(&[]);
    let mut long = server.connect();
    long.write_all(
        (head("POST", "/sparql", &format!("{QUERY}Content-Length: 100\r\n")) + "ASK {}").as_bytes(),
    )
    .expect("it is taken");
    long.shutdown(std::net::Shutdown::Write).expect("half of it can be closed");
    let answer = Response::read(&mut BufReader::new(long), "POST");
    assert!(answer.as_ref().is_none_or(|answer| answer.status == 400), "{answer:?}");
    let mut short = server.connect();
    short
        .write_all(
            (head("POST", "/sparql", &format!("{QUERY}Content-Length: 6\r\n"))
                + "ASK {} and more\r\n\r\n")
                .as_bytes(),
        )
        .expect("it is taken");
    let mut reader = BufReader::new(short);
    assert_eq!(Response::read(&mut reader, "POST").expect("an answer").status, 200);
    assert_eq!(Response::read(&mut reader, "POST").expect("an answer").status, 400);
    assert_eq!(reader.read(&mut [0]).unwrap_or(0), 0, "it is closed");
    assert_eq!(server.get("/health").status, 200);
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn spaces_of_100_mib() -> &'static Vec<u8> {
    static SPACES: OnceLock<Vec<u8>> = OnceLock::new();
    SPACES.get_or_init(|| gzip(&vec![b' '; 100 << 20]))
}

/// A text between whose parts spaces may stand, encoded as it should be and as it shouldn't: a name, the encoding that is said,
/// the body, and the status of its answer.
pub fn encodings(begin: &str, end: &str) -> Vec<(&'static str, &'static str, Vec<u8>, u16)> {
    let text = format!("{begin}{end}").into_bytes();
    let sound = gzip(&text);
    let (begin, end) = (begin.as_bytes(), end.as_bytes());
    let bomb = [gzip(begin), spaces_of_100_mib().clone(), gzip(end)].concat();
    let small_bomb = gzip(&[begin, &[b' '; 2 << 20], end].concat());
    let members = gzip(&[b' '; 64 << 10]).repeat(2000);
    vec![
        ("well", "gzip", sound.clone(), 200),
        ("by its old name", "x-gzip", sound.clone(), 200),
        ("identity", "identity", text.clone(), 200),
        ("in two members", "gzip", [gzip(begin), gzip(end)].concat(), 200),
        ("a bomb of 2 MiB", "gzip", small_bomb, 413),
        ("a bomb of 100 MiB", "gzip", bomb.clone(), 413),
        ("a bomb in many members", "gzip", [gzip(begin), members, gzip(end)].concat(), 413),
        ("gzip of gzip", "gzip", gzip(&sound), 400),
        ("a bomb in a bomb", "gzip", gzip(&bomb), 400),
        ("half of it", "gzip", sound[..sound.len() / 2].to_vec(), 400),
        ("without its end", "gzip", sound[..sound.len() - 4].to_vec(), 400),
        ("a wrong sum", "gzip", [&sound[..sound.len() - 8], &[0; 8]].concat(), 400),
        ("only its head", "gzip", sound[..10].to_vec(), 400),
        ("text that says gzip", "gzip", text, 400),
        ("garbage behind", "gzip", [&sound[..], b"garbage"].concat(), 400),
        ("gzip that says nothing", "identity", sound.clone(), 400),
        ("brotli", "br", sound.clone(), 415),
        ("deflate", "deflate", sound.clone(), 415),
        ("zstd", "zstd", sound.clone(), 415),
        ("twice", "gzip, gzip", gzip(&sound), 415),
        ("nothing known", "rot13", sound, 415),
    ]
}

#[test]
fn an_encoding_is_what_it_says() {
    let server = Server::start(&[]);
    for (name, encoding, body, status) in encodings("ASK {", "}") {
        let headers =
            [("Content-Type", "application/sparql-query"), ("Content-Encoding", encoding)];
        let answer = server.request("POST", "/sparql", &headers, &body);
        assert_eq!(answer.status, status, "{name}: {}", answer.text());
        assert_eq!(server.get("/health").status, 200, "after {name}");
    }
}

#[test]
fn text_that_is_no_utf_8_is_refused() {
    let server = Server::start(&[]);
    for bad in ["%FF", "%C3", "%C3%28", "%ED%A0%80", "%F4%90%80%80", "%C0%AF"] {
        assert_eq!(server.get(&format!("/sparql?query=ASK%7B%7D{bad}")).status, 400, "{bad}");
        assert_eq!(server.get(&format!("/{bad}")).status, 404, "{bad}");
    }
    for bad in [&b"\xff"[..], b"\xc3", b"\xed\xa0\x80", b"\xff\xfeA\0S\0K\0"] {
        let query = ("Content-Type", "application/sparql-query");
        let body = [b"ASK {} #", bad].concat();
        assert_eq!(server.request("POST", "/sparql", &[query], &body).status, 400, "{bad:?}");
        let form = ("Content-Type", "application/x-www-form-urlencoded");
        let body = [b"query=ASK%7B%7D", bad].concat();
        assert_eq!(server.request("POST", "/sparql", &[form], &body).status, 400, "{bad:?}");
    }
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn no_spelling_of_a_path_leads_to_a_file() {
    let server = Server::start(&[]);
    let up = [
        "..",
        "%2e%2e",
        "%2E.",
        ".%2e",
        "..;",
        "%252e%252e",
        "%c0%ae%c0%ae",
        "..%00",
        "%uff0e%uff0e",
        "....//",
    ];
    for up in up {
        for between in ["/", "%2f", "\\", "%5c", "%252f", "//"] {
            let climb = [up; 8].join(between);
            for start in ["/", "/id/", "/api/v1/", "/.well-known/", "/sparql/"] {
                let answer = server.get(&format!("{start}{climb}{between}etc{between}passwd"));
                assert!(
                    matches!(answer.status, 400 | 404 | 405),
                    "{start}{climb}: {}",
                    answer.status
                );
                assert!(!answer.text().contains("root:"));
            }
        }
    }
    for path in
        ["/etc/passwd", "//etc/passwd", "/file:///etc/passwd", "/.git/config", "/Cargo.toml", "/.."]
    {
        assert!(matches!(server.get(path).status, 400 | 404), "{path}");
    }
}

#[test]
fn unknown_media_types_are_refused() {
    let server = Server::start(&[]);
    let types = [
        "",
        "text/plain",
        "application/json",
        "application/octet-stream",
        "multipart/form-data; boundary=x",
        "a",
        "/",
        "*/*",
        "application/sparql-query2",
        "application/sparql-query, text/plain",
        ";",
        "application/x-www-form-urlencoded2",
    ];
    for media_type in types {
        let answer = server.request("POST", "/sparql", &[("Content-Type", media_type)], b"ASK {}");
        assert_eq!(answer.status, 415, "{media_type:?}");
    }
    let accepted = ["image/png", "text/html;q=0", "application/vnd.invented+json"];
    for media_type in accepted {
        let answer =
            server.request("GET", "/sparql?query=ASK%7B%7D", &[("Accept", media_type)], b"");
        assert_eq!(answer.status, 406, "{media_type:?}");
    }
}
