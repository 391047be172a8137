//! The client against servers on loopback, good ones and bad ones.

mod addresses;

use super::{AllowList, BYTES_MAX, Client, RemoteError, Services};
use crate::evidence::{View, ViewSpec};
use crate::format::{BlankNodes, ReadError, ReadOptions, Syntax, read_quads};
use crate::model::{LimitExceeded, Limits};
use crate::sparql::{Answer, ParseOptions, Query, QueryError, QueryOptions, Solution};
use crate::store::{Loader, Store};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A server on loopback that answers every request in the same way, and counts its connections.
struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    /// The last request, head and body.
    request: Arc<Mutex<String>>,
}

impl Server {
    /// `answer` writes to a connection whose request was read.
    fn start(answer: impl Fn(&mut TcpStream) -> io::Result<()> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap(),
            connections: Arc::default(),
            request: Arc::default(),
        };
        let (connections, request) = (Arc::clone(&server.connections), Arc::clone(&server.request));
        // It ends with the process.
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                connections.fetch_add(1, Ordering::SeqCst);
                *request.lock().unwrap() = read_request(&mut stream);
                // The client may hang up in the middle.
                let _ = answer(&mut stream);
            }
        });
        server
    }

    fn saying(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |stream| stream.write_all(&answer))
    }

    fn with_body(head: &str, body: &str) -> Self {
        Self::saying(format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
    }

    fn iri(&self) -> String {
        format!("http://{}/sparql", self.address)
    }

    fn client(&self) -> Client {
        allowing(&self.address.to_string())
    }

    fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

fn read_request(stream: &mut TcpStream) -> String {
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        request.push(byte[0]);
        // The first byte of a TLS handshake: no line will come.
        if request == [0x16] {
            break;
        }
    }
    let head = String::from_utf8_lossy(&request).to_lowercase();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
    let mut body = vec![0; length.and_then(|length| length.parse().ok()).unwrap_or(0)];
    let _ = stream.read_exact(&mut body);
    String::from_utf8_lossy(&[request, body].concat()).into_owned()
}

fn allowing(host: &str) -> Client {
    Client::new(AllowList::parse([host]).unwrap())
}

const RESULTS: &str = r#"{"head":{"vars":["who","age"]},"results":{"bindings":[
    {"who":{"type":"uri","value":"urn:ada"},"age":{"type":"literal","value":"36"}},
    {"who":{"type":"uri","value":"urn:eve"}}]}}"#;

const OK_JSON: &str = "200 OK\r\nContent-Type: application/sparql-results+json";

fn run(client: Client, query: &str, limits: Limits) -> Result<Vec<Solution>, QueryError> {
    let store = Store::new();
    let mut loader = Loader::begin(&store);
    loader.read_turtle("test", "<urn:ada> <urn:knows> <urn:bob> .").unwrap();
    loader.commit().unwrap();
    let view = View::new(store.snapshot(), ViewSpec::Asserted);
    let query = Query::parse(query, &ParseOptions::default()).unwrap();
    let services = Some(Arc::new(Services::new(Arc::new(client))) as _);
    let options = QueryOptions { services, limits, ..QueryOptions::default() };
    let Answer::Solutions(solutions) = query.run(&view, &options)? else {
        panic!("SELECT gives solutions");
    };
    solutions.collect()
}

fn until(deadline: Instant) -> Limits {
    let mut limits = Limits::default();
    limits.deadline = Some(deadline);
    limits
}

/// Asks a service by itself.
fn ask(client: Client, iri: &str) -> Result<Vec<Solution>, QueryError> {
    let limits = until(Instant::now() + PATIENCE);
    run(client, &format!("SELECT * {{ SERVICE <{iri}> {{ ?who <urn:age> ?age }} }}"), limits)
}

/// No test should come near it.
const PATIENCE: Duration = Duration::from_secs(60);

fn failure(error: QueryError) -> String {
    match error {
        QueryError::ServiceFailed { source, .. } => source.to_string(),
        other => panic!("not a failure: {other}"),
    }
}

fn failure_of(server: &Server) -> String {
    failure(ask(server.client(), &server.iri()).unwrap_err())
}

#[test]
fn a_good_answer_is_joined_with_what_is_here() {
    let server = Server::with_body(OK_JSON, RESULTS);
    let query = format!(
        "SELECT ?who ?age {{ ?who <urn:knows> ?x SERVICE <{}> {{ ?who <urn:age> ?age }} }}",
        server.iri()
    );
    let rows = run(server.client(), &query, Limits::default()).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0][1].as_ref().unwrap().to_string(), "\"36\"");
    let request = server.request.lock().unwrap().clone();
    assert!(request.starts_with("POST /sparql HTTP/1.1\r\n"), "{request}");
    for part in [
        format!("host: {}", server.address),
        "content-type: application/x-www-form-urlencoded".to_owned(),
        "accept: application/sparql-results+json, application/sparql-results+xml;q=0.9".to_owned(),
        format!("user-agent: westlake/{}", env!("CARGO_PKG_VERSION")),
        "query=select".to_owned(),
    ] {
        assert!(request.to_lowercase().contains(&part), "{part}\n{request}");
    }
    assert!(!request.to_lowercase().contains("accept-encoding"), "{request}");
}

#[test]
fn xml_and_chunks_are_read_too() {
    let xml = r#"<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>
        <variable name="who"/></head><results><result><binding name="who"><bnode>b</bnode></binding>
        </result></results></sparql>"#;
    let (start, end) = xml.split_at(100);
    let server = Server::saying(format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+xml; charset=utf-8\r\n\
         Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{start}\r\n{:x}\r\n{end}\r\n0\r\n\r\n",
        start.len(),
        end.len()
    ));
    assert_eq!(ask(server.client(), &server.iri()).unwrap().len(), 1);
}

#[test]
fn no_redirect_is_followed() {
    let elsewhere = Server::with_body(OK_JSON, RESULTS);
    for status in [301, 302, 303, 307, 308] {
        let head = format!("{status} Elsewhere\r\nLocation: {}", elsewhere.iri());
        let message = failure_of(&Server::with_body(&head, ""));
        assert!(message.starts_with(&format!("it answers {status}, a redirect")), "{message}");
        let server = Server::with_body(&format!("{status} Here\r\nLocation: /sparql"), "");
        failure_of(&server);
        assert_eq!(server.connections(), 1);
        let graph = server.client().graph(&server.iri(), &Limits::default());
        assert!(matches!(graph, Err(RemoteError::Redirect { status: s }) if s == status));
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[test]
fn what_is_no_result_is_an_error_with_its_status() {
    for (head, body, expected) in [
        (OK_JSON, "no json", "it answers 200, but not with SPARQL results: \"no json\""),
        (OK_JSON, "", "it answers 200, but not with SPARQL results"),
        (OK_JSON, "{\"head\":", "it answers 200, but not with SPARQL results: its answer:1:"),
        (OK_JSON, "{\"head\":{},\"boolean\":true}", "it answers with true or false"),
        ("200 OK", RESULTS, "it answers 200 with no media type, not with SPARQL results in JSON"),
        (
            "200 OK\r\nContent-Type: text/html",
            "<p>\u{1b}[31mhello\r\n\u{7}",
            "it answers 200 with text/html, not with SPARQL results in JSON or XML: \"<p>",
        ),
        (
            "400 Bad\r\nContent-Type: text/plain",
            "no such\n\u{1b}graph",
            "it answers with the HTTP status 400: \"no such",
        ),
        ("503 Busy", "", "it answers with the HTTP status 503"),
        ("204 Nothing", "", "it answers 204 with no media type"),
    ] {
        let message = failure_of(&Server::with_body(head, body));
        assert!(message.starts_with(expected), "{message}\n{expected}");
        assert!(!message.contains(|c: char| c.is_control()), "{message:?}");
    }
    let long = failure_of(&Server::with_body("500 Oh", &"x".repeat(100_000)));
    assert!(long.len() < 500, "{} bytes", long.len());
}

#[test]
fn what_is_no_http_is_an_error() {
    for answer in
        ["", "hello", "HTTP/1.1 OK 200\r\n\r\n", "SSH-2.0-x\r\n\r\n", "HTTP/1.1 200 OK\r\n"]
    {
        let message = failure_of(&Server::saying(answer));
        assert!(message.starts_with("no connection to 127.0.0.1: "), "{answer:?}: {message}");
    }
    let header = format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(1 << 20));
    let message = failure_of(&Server::saying(header));
    assert!(message.starts_with("no connection to 127.0.0.1: "), "{message}");
}

#[test]
fn a_lying_length_is_an_error() {
    for length in [RESULTS.len() + 100, RESULTS.len() - 10] {
        let answer = format!("HTTP/1.1 {OK_JSON}\r\nContent-Length: {length}\r\n\r\n{RESULTS}");
        let message = failure_of(&Server::saying(answer));
        assert!(message.contains("not with SPARQL results"), "{message}");
    }
}

#[test]
fn a_compressed_body_is_not_decompressed() {
    let gzip: &[u8] = &[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xAB, 0xAE, 5, 0];
    let head = format!("HTTP/1.1 {OK_JSON}\r\nContent-Length: {}\r\n\r\n", gzip.len());
    let message = failure_of(&Server::saying([head.as_bytes(), gzip].concat()));
    assert!(message.contains("but not with SPARQL results"), "{message}");
}

#[test]
fn nobody_there_is_an_error() {
    // A port that was just given back.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = ask(allowing(&address.to_string()), &format!("http://{address}/")).unwrap_err();
    let message = failure(error);
    assert!(message.starts_with("no connection to 127.0.0.1: "), "{message}");
}

#[test]
fn silent_makes_an_empty_solution_of_a_failure_and_not_of_a_refusal() {
    let server = Server::with_body("500 Oh", "");
    let silent = |iri: &str| format!("SELECT * {{ SERVICE SILENT <{iri}> {{ ?who ?is ?what }} }}");
    let rows = run(server.client(), &silent(&server.iri()), Limits::default()).unwrap();
    assert_eq!(rows, [vec![None, None, None]]);
    let before = server.connections();
    let error =
        run(server.client(), &silent("http://127.0.0.1:1/"), Limits::default()).unwrap_err();
    assert!(matches!(error, QueryError::ServiceRefused { .. }), "{error}");
    let both = format!(
        "SELECT * {{ SERVICE <{}> {{ ?a ?b ?c }} SERVICE SILENT <file:///etc/passwd> {{ ?a ?b ?c }} }}",
        server.iri()
    );
    let error = run(server.client(), &both, Limits::default()).unwrap_err();
    assert!(error.to_string().contains("only http and https are asked"), "{error}");
    assert_eq!(server.connections(), before);
}

/// Writes something for a minute, or until nobody reads it.
fn drip(stream: &mut TcpStream, what: &[u8], pause: Duration) -> io::Result<()> {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        stream.write_all(what)?;
        thread::sleep(pause);
    }
    Ok(())
}

fn slow_servers() -> Vec<Server> {
    let head = format!("HTTP/1.1 {OK_JSON}\r\n\r\n{{");
    let drops = Duration::from_millis(10);
    vec![
        Server::start(|_| {
            thread::sleep(PATIENCE);
            Ok(())
        }),
        Server::start(move |stream| {
            stream.write_all(b"HTTP/1.1 200 OK\r\nX: ")?;
            drip(stream, b"x", drops)
        }),
        Server::start(move |stream| {
            stream.write_all(head.as_bytes())?;
            drip(stream, b" ", drops)
        }),
    ]
}

#[test]
fn the_deadline_ends_a_slow_answer() {
    for server in slow_servers() {
        let begin = Instant::now();
        let deadline = begin + Duration::from_millis(300);
        let query = format!("SELECT * {{ SERVICE SILENT <{}> {{ ?a ?b ?c }} }}", server.iri());
        let limits = until(deadline);
        let error = run(server.client(), &query, limits).unwrap_err();
        assert!(matches!(error, QueryError::Limit(LimitExceeded::Deadline)), "{error}");
        assert!(begin.elapsed() < PATIENCE / 5);
    }
}

#[test]
fn a_cancelled_query_waits_for_no_answer() {
    for server in slow_servers() {
        let begin = Instant::now();
        let limits = Limits::default();
        let cancelling = limits.clone();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(200));
            cancelling.cancel();
        });
        let query = format!("SELECT * {{ SERVICE <{}> {{ ?a ?b ?c }} }}", server.iri());
        let error = run(server.client(), &query, limits).unwrap_err();
        assert!(matches!(error, QueryError::Limit(LimitExceeded::Cancelled)), "{error}");
        assert!(begin.elapsed() < PATIENCE / 5);
    }
}

/// The beginning of an answer without a length.
fn begin(stream: &mut TcpStream) -> io::Result<()> {
    let head = format!("HTTP/1.1 {OK_JSON}\r\n\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(br#"{"head":{"vars":["a"]},"results":{"bindings":[{}"#)
}

#[test]
fn an_endless_answer_is_cut_off() {
    for what in [b" ".repeat(1 << 16), b",{}".repeat(1 << 14)] {
        let server = Server::start(move |stream| {
            begin(stream)?;
            drip(stream, &what, Duration::ZERO)
        });
        let client = server.client().with_bytes_max(1 << 20);
        let message = failure(ask(client, &server.iri()).unwrap_err());
        assert_eq!(message, "its answer has more than 1048576 bytes");
    }
}

#[test]
fn an_answer_of_100_mb_is_refused() {
    let server = Server::start(|stream| {
        stream.write_all(
            format!("HTTP/1.1 {OK_JSON}\r\nContent-Length: 100000000\r\n\r\n").as_bytes(),
        )?;
        (0..100).try_for_each(|_| stream.write_all(&b" ".repeat(1_000_000)))
    });
    let message = failure(ask(server.client(), &server.iri()).unwrap_err());
    assert_eq!(message, "its answer has more than 67108864 bytes");
    let graph = server.client().graph(&server.iri(), &Limits::default());
    assert!(matches!(graph, Err(RemoteError::TooLarge { bytes_max: BYTES_MAX })), "{graph:?}");
}

#[test]
fn the_answers_to_one_query_share_the_limit() {
    let server = Server::with_body(OK_JSON, RESULTS);
    let service = format!("{{ SERVICE <{}> {{ ?who <urn:age> ?age }} }}", server.iri());
    let client = || server.client().with_bytes_max(RESULTS.len() as u64 * 3 / 2);
    let ask =
        |pattern: &str| run(client(), &format!("SELECT * {{ {pattern} }}"), Limits::default());
    assert_eq!(ask(&service).unwrap().len(), 2);
    let error = ask(&format!("{service} UNION {service}")).unwrap_err();
    assert!(failure(error).starts_with("its answer has more than"));
}

#[test]
fn https_speaks_tls_and_trusts_nobody_without_a_certificate() {
    let plain = Server::with_body(OK_JSON, RESULTS);
    let iri = format!("https://{}/", plain.address);
    let message = failure(ask(plain.client(), &iri).unwrap_err());
    match super::tls::tls_config() {
        Some(_) => {
            assert!(message.starts_with("no connection to 127.0.0.1: "), "{message}");
            // A ClientHello, not a request.
            let request = plain.request.lock().unwrap().clone();
            assert!(request.starts_with('\u{16}'), "{request:?}");
        }
        None => assert!(message.starts_with("https needs a processor"), "{message}"),
    }
}

#[test]
fn a_graph_is_read_in_the_syntax_of_its_answer() {
    let turtle = "<urn:a> <urn:b> <urn:c> .";
    for (media_type, path, syntax) in [
        ("text/turtle; charset=utf-8", "/x.nt", Syntax::Turtle),
        ("application/n-triples", "/x", Syntax::NTriples),
        ("text/plain", "/x.ttl?a=b.rdf", Syntax::Turtle),
        ("text/plain", "/x", Syntax::NTriples),
        ("application/octet-stream", "/x.trig", Syntax::TriG),
    ] {
        let server = Server::with_body(&format!("200 OK\r\nContent-Type: {media_type}"), turtle);
        let iri = format!("http://{}{path}", server.address);
        let graph = server.client().graph(&iri, &Limits::default()).unwrap();
        assert_eq!(graph.syntax, syntax, "{media_type} {path}");
        let mut quads = 0;
        read_quads(graph.into_input(&iri), &ReadOptions::default(), &mut BlankNodes::new(), |_| {
            quads += 1;
            Ok::<_, ReadError>(())
        })
        .unwrap();
        assert_eq!(quads, 1);
        let request = server.request.lock().unwrap().to_lowercase();
        assert!(request.starts_with("get /x"), "{request}");
        assert!(request.contains("accept: text/turtle"), "{request}");
    }
    let server = Server::with_body("200 OK\r\nContent-Type: text/html", "<p>");
    let error = server.client().graph(&server.iri(), &Limits::default()).unwrap_err();
    assert!(
        error.to_string().starts_with("it answers 200 with text/html, not with Turtle"),
        "{error}"
    );
}

#[test]
fn a_graph_ends_at_the_limit_on_bytes() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\n\r\n";
    let turtle = b"<urn:a> <urn:b> <urn:c> .\n".repeat(40_000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&turtle).unwrap();
    let gzip = gzip.finish().unwrap();
    assert!(gzip.len() < 100_000, "only what comes of it is too much");
    for body in [turtle, gzip] {
        let server = Server::saying([head, &*body].concat());
        let client = server.client().with_bytes_max(100_000);
        let graph = client.graph(&server.iri(), &Limits::default()).unwrap();
        let sink = |_| Ok::<_, ReadError>(());
        let options = ReadOptions::default();
        let error = read_quads(graph.into_input("x"), &options, &mut BlankNodes::new(), sink);
        match RemoteError::in_read(error.unwrap_err()) {
            Ok(RemoteError::TooLarge { bytes_max: 100_000 })
            | Err(ReadError::TooLarge { bytes_max: 100_000, .. }) => {}
            other => panic!("{other:?}"),
        }
    }
}
