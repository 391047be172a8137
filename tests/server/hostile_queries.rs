//! The deep and long queries of `constructs`, over HTTP: each is answered, refused or stopped, and the server lives on.

use crate::constructs::{CONSTRUCTS, Construct};
use crate::harness::Server;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Longer texts than the longest query are all refused alike; this many bytes of them are enough.
const BYTES_MAX: usize = 4 << 20;

#[test]
fn no_construct_takes_the_server_down() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = "@prefix ex: <http://example.com/> . ex:a ex:p ex:b . ex:b ex:p 1 .";
    std::fs::write(folder.path().join("data.ttl"), data).expect("a file");
    let limits = ["--max-queries", "64", "--timeout", "1s", "--slow-query", "none"];
    let server = Server::start_in(folder.path(), &[&["--data", "data.ttl"], &limits[..]].concat());
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(construct) = CONSTRUCTS.get(next.fetch_add(1, Ordering::Relaxed)) {
                    try_out(&server, construct);
                }
            });
        }
    });
    assert_eq!(server.get("/sparql?query=ASK%7B%7D").status, 200);
}

fn try_out(server: &Server, construct: &Construct) {
    // At its limit a query takes the planner of a build for tests so long that the server's threads crowd each other out.
    let times: &[usize] = if cfg!(debug_assertions) { &[10, 1_000] } else { &[1, 10, 1_000] };
    for &times in times {
        let count = (construct.limit * times).min(BYTES_MAX);
        let mut query = Vec::new();
        construct.write(count, &mut query).expect("memory takes it");
        query.truncate(BYTES_MAX);
        let length = query.len();
        let headers = [("Content-Type", "application/sparql-query")];
        let answer = server.request("POST", "/sparql", &headers, &query);
        let name = format!("{} {count} times, {length} bytes", construct.name);
        println!("{name}: {}", answer.status);
        let expected: &[u16] = match () {
            // At its limit a query may need more time than it has.
            () if times == 1 && construct.limit > 1 => &[200, 503],
            () if length > 1 << 20 => &[413],
            () => &[200, 400, 503],
        };
        assert!(expected.contains(&answer.status), "{name}: {} {}", answer.status, answer.text());
    }
    assert_eq!(server.get("/health").status, 200, "after {}", construct.name);
}
