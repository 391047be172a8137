//! Bytes that two programs may understand as two different requests, or as no request at all. Each case is answered as the
//! table says, with so many answers, and with none for what is hidden in it.

use crate::harness::{Response, Server};
use std::io::{BufReader, Write};

/// What a case hides, which is answered with 404 if it is taken for a request.
const HIDDEN: &str = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// Bytes that are sent on one connection, and the statuses of the answers before it ends.
struct Case {
    name: &'static str,
    sends: String,
    statuses: &'static [u16],
}

fn case(name: &'static str, sends: impl Into<String>, statuses: &'static [u16]) -> Case {
    Case { name, sends: sends.into(), statuses }
}

/// A request for a page, with more headers.
fn get(name: &'static str, headers: &str, statuses: &'static [u16]) -> Case {
    case(name, format!("GET /health HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n"), statuses)
}

/// A request line before a head that is well.
fn line(name: &'static str, line: &str, statuses: &'static [u16]) -> Case {
    case(name, format!("{line}\r\nHost: localhost\r\n\r\n"), statuses)
}

/// A query, with headers that frame it, and its body.
fn post(name: &'static str, headers: &str, body: &str, statuses: &'static [u16]) -> Case {
    const HEAD: &str =
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n";
    case(name, format!("{HEAD}{headers}\r\n{body}"), statuses)
}

fn request_lines() -> Vec<Case> {
    vec![
        line("well", "GET /health HTTP/1.1", &[200]),
        line("HTTP/1.0", "GET /health HTTP/1.0", &[200]),
        case("HTTP/0.9", "GET /health\r\n\r\n", &[400]),
        line("a version to come", "GET /health HTTP/1.2", &[400]),
        line("HTTP/2 by its name", "GET /health HTTP/2.0", &[400]),
        case("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", &[]),
        line("a version in small letters", "GET /health http/1.1", &[400]),
        line("another protocol", "GET /health RTSP/1.0", &[400]),
        line("blanks between", "GET  /health HTTP/1.1", &[400]),
        line("a tab between", "GET\t/health HTTP/1.1", &[400]),
        line("a blank before", " GET /health HTTP/1.1", &[400]),
        line("a blank in the target", "GET /he alth HTTP/1.1", &[400]),
        line("a blank behind", "GET /health HTTP/1.1 ", &[400]),
        line("no target", "GET HTTP/1.1", &[400]),
        line("no method", "/health HTTP/1.1", &[400]),
        line("a method with a colon", "G:ET /health HTTP/1.1", &[400]),
        line("a null byte in the target", "GET /hea\0lth HTTP/1.1", &[400]),
        line("a null byte in the method", "GE\0T /health HTTP/1.1", &[400]),
        line("a carriage return in the target", "GET /hea\rlth HTTP/1.1", &[400]),
        line("a fragment", "GET /health#x HTTP/1.1", &[200]),
        line("a path without a slash", "GET health HTTP/1.1", &[400]),
        line("a star", "GET * HTTP/1.1", &[400]),
        line("CONNECT", "CONNECT localhost:80 HTTP/1.1", &[405]),
        line("CONNECT with a path", "CONNECT /health HTTP/1.1", &[405]),
        line("TRACE", "TRACE /health HTTP/1.1", &[405]),
        line("an invented method", "BREW /health HTTP/1.1", &[405]),
        line("a method in small letters", "get /health HTTP/1.1", &[405]),
        line("authority form", "GET localhost:80 HTTP/1.1", &[400]),
        line("absolute form", "GET http://localhost/health HTTP/1.1", &[200]),
        line("absolute form of another host", "GET http://example.com/health HTTP/1.1", &[400]),
        line("absolute form with a user", "GET http://localhost@example.com/ HTTP/1.1", &[400]),
        line("absolute form of another scheme", "GET gopher://localhost/health HTTP/1.1", &[400]),
        case("empty lines before", "\r\n\r\nGET /health HTTP/1.0\r\n\r\n", &[200]),
        case("nothing but empty lines", "\r\n".repeat(100), &[]),
        case("TLS", "\x16\x03\x01\x02\0\x01\0\x01\u{fc}\x03\x03\r\n\r\n", &[400]),
    ]
}

fn heads() -> Vec<Case> {
    let big = format!("X-Big: {}\r\n", "x".repeat(1 << 20));
    let many = "X-Many: x\r\n".repeat(10_000);
    vec![
        case("no Host", "GET /health HTTP/1.1\r\n\r\n", &[400]),
        get("Host twice", "Host: localhost\r\n", &[400]),
        get("Host twice, one of another", "Host: example.com\r\n", &[400]),
        case("an empty Host", "GET /health HTTP/1.1\r\nHost:\r\n\r\n", &[400]),
        case("two in one Host", "GET /health HTTP/1.1\r\nHost: localhost, a\r\n\r\n", &[400]),
        case("a Host with a user", "GET /health HTTP/1.1\r\nHost: a@localhost\r\n\r\n", &[400]),
        case("a Host with a path", "GET /health HTTP/1.1\r\nHost: localhost/a\r\n\r\n", &[400]),
        case("another Host", "GET /health HTTP/1.1\r\nHost: example.com\r\n\r\n", &[421]),
        case(
            "a blank before the colon",
            "GET /health HTTP/1.1\r\nHost : localhost\r\n\r\n",
            &[400],
        ),
        case("a folded line first", "GET /health HTTP/1.1\r\n Host: localhost\r\n\r\n", &[400]),
        get("a folded header", "X-A: b\r\n c\r\n", &[400]),
        get("a folded header with a tab", "X-A: b\r\n\tc\r\n", &[400]),
        get("a header without a colon", "X-A\r\n", &[400]),
        get("a header without a name", ": b\r\n", &[400]),
        get("a header name with a blank", "X A: b\r\n", &[400]),
        get("a header name beyond ASCII", "X-\u{e9}: b\r\n", &[400]),
        get("a null byte in a header", "X-A: b\0c\r\n", &[400]),
        get("a carriage return in a header", "X-A: b\rc\r\n", &[400]),
        get("a header beyond ASCII", "X-A: \u{e9}\r\n", &[200]),
        get("a header of 1 MB", &big, &[431]),
        get("10,000 headers", &many, &[431]),
        line("a target of 1 MB", &format!("GET /{} HTTP/1.1", "x".repeat(1 << 20)), &[431]),
        line("a target of 64 kB", &format!("GET /{} HTTP/1.1", "x".repeat(60_000)), &[404]),
        get("an unknown expectation", "Expect: 200-ok\r\n", &[417]),
        get(
            "an upgrade to HTTP/2",
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",
            &[200],
        ),
    ]
}

fn lengths() -> Vec<Case> {
    let hidden = |headers: &str| format!("{headers}\r\n");
    let chunked = "Transfer-Encoding: chunked\r\n";
    let length = |n: usize| format!("Content-Length: {n}\r\n");
    let behind = format!("0\r\n\r\n{HIDDEN}");
    let all = length(behind.len());
    vec![
        post("well", &length(6), "ASK {}", &[200]),
        post("a length, then chunks", &(all.clone() + chunked), &behind, &[400]),
        post("chunks, then a length", &(chunked.to_owned() + &all), &behind, &[400]),
        post(
            "two lengths",
            &(length(6) + &length(6 + HIDDEN.len())),
            &format!("ASK {{}}{HIDDEN}"),
            &[400],
        ),
        post("the same length twice", &(length(6) + &length(6)), "ASK {}", &[200]),
        post("two lengths in one", "Content-Length: 6, 6\r\n", "ASK {}", &[400]),
        post("a length with a plus", "Content-Length: +6\r\n", "ASK {}", &[400]),
        post("a length with a minus", "Content-Length: -6\r\n", "ASK {}", &[400]),
        post("a hexadecimal length", "Content-Length: 0x6\r\n", "ASK {}", &[400]),
        post("a length with a blank in it", "Content-Length: 0 6\r\n", "ASK {}", &[400]),
        post("a length with a fraction", "Content-Length: 6.0\r\n", "ASK {}", &[400]),
        post("an empty length", "Content-Length:\r\n", "ASK {}", &[400]),
        post(
            "a length beyond 64 bits",
            "Content-Length: 18446744073709551622\r\n",
            "ASK {}",
            &[400],
        ),
        post("a length of 2^63", "Content-Length: 9223372036854775808\r\n", "ASK {}", &[413]),
        post("a blank before the colon of a length", "Content-Length : 6\r\n", "ASK {}", &[400]),
        post("a length with an underscore", "Content_Length: 6\r\n", "", &[400]),
        post("chunks of nothing known", "Transfer-Encoding: xchunked\r\n", &behind, &[400]),
        post("identity", "Transfer-Encoding: identity\r\n", &behind, &[400]),
        post("chunks, then identity", "Transfer-Encoding: chunked, identity\r\n", &behind, &[400]),
        post("chunks twice", "Transfer-Encoding: chunked, chunked\r\n", &behind, &[501]),
        post("chunks in two headers", &(chunked.to_owned() + chunked), &behind, &[400]),
        post("chunks of gzip", "Transfer-Encoding: gzip, chunked\r\n", &behind, &[501]),
        post("a folded coding", "Transfer-Encoding:\r\n chunked\r\n", &behind, &[400]),
        post("a coding with a vertical tab", "Transfer-Encoding: \x0bchunked\r\n", &behind, &[400]),
        post("a coding in quotes", "Transfer-Encoding: \"chunked\"\r\n", &behind, &[400]),
        post(
            "a blank before the colon of a coding",
            "Transfer-Encoding : chunked\r\n",
            &behind,
            &[400],
        ),
        post("a coding behind a null byte", "X: \0Transfer-Encoding: chunked\r\n", &behind, &[400]),
        case(
            "chunks in HTTP/1.0",
            format!("POST /sparql HTTP/1.0\r\nHost: localhost\r\n{chunked}\r\n{behind}"),
            &[400],
        ),
        case(
            "a body of GET",
            format!(
                "GET /health HTTP/1.1\r\nHost: localhost\r\n{}\r\n{HIDDEN}",
                length(HIDDEN.len())
            ),
            &[200],
        ),
        case(
            "a body of GET in chunks",
            hidden(&format!("GET /health HTTP/1.1\r\nHost: localhost\r\n{chunked}\r\n0")),
            &[200],
        ),
    ]
}

fn chunks() -> Vec<Case> {
    let chunked =
        |name, body: &str, statuses| post(name, "Transfer-Encoding: chunked\r\n", body, statuses);
    let rest = format!("0\r\n\r\n{HIDDEN}");
    let long = format!("6;{}\r\nASK {{}}\r\n0\r\n\r\n", "x".repeat(1 << 20));
    let trailers = format!("6\r\nASK {{}}\r\n0\r\n{}\r\n", "X: y\r\n".repeat(10_000));
    vec![
        chunked("well", "6\r\nASK {}\r\n0\r\n\r\n", &[200]),
        chunked("one byte each", "1\r\nA\r\n1\r\nS\r\n1\r\nK\r\n2\r\n{}\r\n0\r\n\r\n", &[200]),
        chunked("zeros before", "0006\r\nASK {}\r\n000\r\n\r\n", &[200]),
        chunked("an extension", "6;a=b\r\nASK {}\r\n0\r\n\r\n", &[200]),
        chunked("a trailer", "6\r\nASK {}\r\n0\r\nX: y\r\n\r\n", &[200]),
        chunked("a trailer that frames", "6\r\nASK {}\r\n0\r\nContent-Length: 3\r\n\r\n", &[200]),
        chunked("an extension of 1 MB", &long, &[400]),
        chunked("10,000 trailers", &trailers, &[400]),
        chunked("a size with 0x", &format!("0x6\r\nASK {{}}\r\n{rest}"), &[400]),
        chunked("a size with a sign", &format!("+6\r\nASK {{}}\r\n{rest}"), &[400]),
        chunked("a size below zero", &format!("-6\r\nASK {{}}\r\n{rest}"), &[400]),
        chunked("no size", &format!("\r\nASK {{}}\r\n{rest}"), &[400]),
        chunked("a size that is none", &format!("zz\r\nASK {{}}\r\n{rest}"), &[400]),
        chunked(
            "a size beyond 64 bits",
            &format!("10000000000000006\r\nASK {{}}\r\n{rest}"),
            &[400],
        ),
        chunked("a size that is too small", &format!("5\r\nASK {{}}\r\n{rest}"), &[400]),
        chunked("a size that is too large", &format!("7\r\nASK {{}}\r\n{rest}"), &[400]),
        chunked("a bare line feed behind the size", &format!("6\nASK {{}}\r\n{rest}"), &[400]),
        chunked("a bare line feed behind a chunk", &format!("6\r\nASK {{}}\n{rest}"), &[400]),
        chunked("a bare line feed in an extension", &format!("6;a\nASK {{}}\r\n{rest}"), &[400]),
        chunked(
            "a bare carriage return behind the size",
            &format!("6\rASK {{}}\r\n{rest}"),
            &[400],
        ),
        chunked("a blank before the size", &format!(" 6\r\nASK {{}}\r\n{rest}"), &[400]),
        chunked("a size in two words", &format!("6 6\r\nASK {{}}\r\n{rest}"), &[400]),
    ]
}

#[test]
fn what_can_be_understood_in_two_ways_is_refused_or_is_one_request() {
    let server = Server::start(&["--header-time", "1s"]);
    let tables = [request_lines(), heads(), lengths(), chunks()];
    let cases: Vec<Case> = tables.into_iter().flatten().collect();
    assert!(cases.len() >= 100);
    let mut wrong = Vec::new();
    for batch in cases.chunks(16) {
        std::thread::scope(|scope| {
            let server = &server;
            let runs: Vec<_> = batch
                .iter()
                .map(|case| (case, scope.spawn(move || statuses(server, case))))
                .collect();
            for (case, run) in runs {
                let got = run.join().expect("a client doesn't panic");
                if got != case.statuses {
                    wrong.push(format!("{}: {got:?}, not {:?}", case.name, case.statuses));
                }
            }
        });
        assert_eq!(server.get("/health").status, 200, "a good client is answered");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The statuses of all answers on a connection until it ends.
fn statuses(server: &Server, case: &Case) -> Vec<u16> {
    let mut stream = server.connect();
    // The server may have closed before all of it was sent.
    let _ = stream.write_all(case.sends.as_bytes());
    let mut reader = BufReader::new(stream);
    let mut statuses = Vec::new();
    while let Some(response) = Response::read(&mut reader, "GET") {
        statuses.push(response.status);
    }
    statuses
}
