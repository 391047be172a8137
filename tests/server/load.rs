//! Many clients that read and write at once, for some seconds: each answer is held against what the writers did.
//!
//! `WESTLAKE_LOAD_SECONDS` and `WESTLAKE_LOAD_CLIENTS` set how long and how many. By hand, with figures:
//! `WESTLAKE_LOAD_SECONDS=900 WESTLAKE_LOAD_CLIENTS=64 cargo test --release --test server load -- --nocapture`

use crate::harness::{Response, Server, encoded};
use crate::writable::Writable;
use std::collections::BTreeSet;
use std::io::{BufReader, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The states that a writer goes through again and again, so that no new terms come in.
const STATES: u64 = 64;
/// Memory may differ by so much whatever it is, as the system's allocator has it.
const RSS_FLOOR_BYTES: u64 = 16 << 20;

/// What one writer has made of its two graphs, which it changes in one transaction each time.
#[derive(Default)]
struct Written {
    /// The last change that was begun, and the last that was acknowledged.
    begun: AtomicU64,
    acknowledged: AtomicU64,
}

/// The triples of a graph after a change, as rows of CSV.
fn rows(change: u64) -> BTreeSet<String> {
    let state = change % STATES;
    (0..=state % 8)
        .map(|n| format!("urn:s{n},urn:state,{state}"))
        .chain((change > 0).then(|| format!("urn:s,urn:twice,{}", 2 * state)))
        .collect()
}

fn update(writer: usize, change: u64) -> String {
    let state = change % STATES;
    let triples: String = (0..=state % 8)
        .map(|n| format!("<urn:s{n}> <urn:state> {state} . "))
        .chain([format!("<urn:s> <urn:twice> {} . ", 2 * state)])
        .collect();
    ["a", "b"]
        .map(|part| {
            let graph = format!("<urn:graph:{writer}{part}>");
            format!("CLEAR SILENT GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}")
        })
        .join(" ; ")
}

/// A client that keeps its connection.
struct Client<'a> {
    server: &'a Server,
    stream: Option<BufReader<TcpStream>>,
    times: Vec<Duration>,
    unavailable: u64,
}

impl<'a> Client<'a> {
    fn new(server: &'a Server) -> Self {
        Self { server, stream: None, times: Vec::new(), unavailable: 0 }
    }

    /// The answer to a request; `None` for the 503 of a server that has too much to do.
    fn ask(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Option<Response> {
        let begin = Instant::now();
        let server = self.server;
        let reader = self.stream.get_or_insert_with(|| BufReader::new(server.connect()));
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        );
        reader.get_mut().write_all(request.as_bytes()).expect("a request is taken");
        let answer = Response::read(reader, method)
            .unwrap_or_else(|| panic!("{method} {path} has no answer"));
        self.times.push(begin.elapsed());
        if answer.header("connection") == Some("close") {
            self.stream = None;
        }
        if answer.status == 503 {
            self.unavailable += 1;
            return None;
        }
        Some(answer)
    }
}

/// Changes its graphs until the time is over.
fn write(client: &mut Client, token: &str, number: usize, written: &Written, end: Instant) {
    let headers =
        format!("Authorization: Bearer {token}\r\nContent-Type: application/sparql-update\r\n");
    let mut change = 1;
    while Instant::now() < end {
        written.begun.store(change, Ordering::SeqCst);
        if let Some(answer) = client.ask("POST", "/update", &headers, &update(number, change)) {
            assert!(matches!(answer.status, 200 | 204), "{}", answer.text());
            written.acknowledged.store(change, Ordering::SeqCst);
            change += 1;
        }
    }
}

/// Reads the graphs of one writer after another until the time is over. What is read is one state, whole, and none older
/// than what was acknowledged before, nor newer than what was begun after.
fn read(client: &mut Client, written: &[Written], number: usize, end: Instant) {
    let mut turn = number;
    while Instant::now() < end {
        turn += 1;
        let writer = turn % written.len();
        let oldest = written[writer].acknowledged.load(Ordering::SeqCst);
        if oldest == 0 {
            continue;
        }
        let select = |part: &str| {
            format!("SELECT ?s ?p ?o {{ GRAPH <urn:graph:{writer}{part}> {{ ?s ?p ?o }} }}")
        };
        let (path, accept) = match turn / written.len() % 4 {
            0 => (format!("/sparql?query={}", encoded(&select("a"))), "text/csv"),
            1 => (format!("/sparql?query={}", encoded(&select("b"))), "text/csv"),
            2 => (format!("/store?graph=urn:graph:{writer}a"), "application/n-triples"),
            // Both graphs have the same triples at any time, so their union has no more.
            _ => {
                let both = format!(
                    "SELECT DISTINCT ?s ?p ?o {{ VALUES ?g {{ <urn:graph:{writer}a> <urn:graph:{writer}b> }} GRAPH ?g {{ ?s ?p ?o }} }}"
                );
                (format!("/sparql?query={}", encoded(&both)), "text/csv")
            }
        };
        let Some(answer) = client.ask("GET", &path, &format!("Accept: {accept}\r\n"), "") else {
            continue;
        };
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        let newest = written[writer].begun.load(Ordering::SeqCst);
        let got = rows_of(answer.text());
        let possible = (oldest..=newest).rev().take(STATES as usize);
        assert!(
            possible.into_iter().any(|change| rows(change) == got),
            "{path} has none of the states {oldest} to {newest}:\n{}",
            answer.text()
        );
    }
}

/// The rows of CSV or of N-Triples, in the form of [`rows`].
fn rows_of(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && *line != "s,p,o");
    lines
        .map(|line| match line.strip_suffix(" .") {
            Some(triple) => {
                let parts = triple.split(' ').map(|part| {
                    part.split("^^").next().unwrap_or_default().trim_matches(['<', '>', '"'])
                });
                parts.collect::<Vec<_>>().join(",")
            }
            None => line.to_owned(),
        })
        .collect()
}

fn rss_bytes(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process()));
    let status = status.expect("the server runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kib.expect("the system counts memory") << 10
}

fn open_files(server: &Server) -> usize {
    std::fs::read_dir(format!("/proc/{}/fd", server.process())).expect("the server runs").count()
}

fn variable(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

#[test]
fn every_answer_under_load_is_right() {
    let seconds = variable("WESTLAKE_LOAD_SECONDS", 3);
    let clients = variable("WESTLAKE_LOAD_CLIENTS", 16).max(2) as usize;
    let service = Writable::start("");
    let (server, token) = (&service.server, service.token());
    let written: Vec<Written> = (0..clients.div_ceil(4)).map(|_| Written::default()).collect();
    let files = open_files(server);
    let begin = Instant::now();
    let end = begin + Duration::from_secs(seconds);
    let (rss, runs) = std::thread::scope(|scope| {
        let written = &written;
        let threads: Vec<_> = (0..clients)
            .map(|number| {
                scope.spawn(move || {
                    let mut client = Client::new(server);
                    match written.get(number) {
                        Some(own) => write(&mut client, token, number, own, end),
                        None => read(&mut client, written, number, end),
                    }
                    (client.times, client.unavailable)
                })
            })
            .collect();
        std::thread::sleep(Duration::from_secs(seconds) / 4);
        let warm = rss_bytes(server);
        let runs: Vec<_> = threads
            .into_iter()
            .map(|thread| thread.join().expect("each answer is right"))
            .collect();
        ((warm, rss_bytes(server)), runs)
    });
    let unavailable: u64 = runs.iter().map(|(_, unavailable)| unavailable).sum();
    let mut times: Vec<Duration> = runs.into_iter().flat_map(|(times, _)| times).collect();
    times.sort();
    let rank = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!(
        "{clients} clients, {seconds} s: {} requests, {unavailable} of them 503; p50 {:?}, p99 {:?}; \
         memory {} MiB after a quarter, {} MiB at the end",
        times.len(),
        rank(50),
        rank(99),
        rss.0 >> 20,
        rss.1 >> 20
    );
    assert!(written.iter().all(|written| written.acknowledged.load(Ordering::SeqCst) > 0));
    assert!(rss.1 < rss.0 + rss.0 / 20 + RSS_FLOOR_BYTES, "{rss:?}");
    let closed = Instant::now();
    while open_files(server) > files {
        assert!(closed.elapsed() < Duration::from_secs(20), "files stay open");
        std::thread::sleep(Duration::from_millis(50));
    }
}
