//! The deep and long queries of `constructs`, over HTTP: each is answered, refused or stopped, and the server lives on.

use crate::constructs::CONSTRUCTS;
use crate::harness::Server;

#[test]
fn no_construct_takes_the_server_down() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let data = "@prefix ex: <http://example.com/> . ex:a ex:p ex:b . ex:b ex:p 1 .";
    std::fs::write(folder.path().join("data.ttl"), data).expect("a file can be written");
    let options = ["--data", "data.ttl", "--max-queries", "64", "--timeout", "500ms"];
    let server = Server::start_in(folder.path(), &options);
    // A query at its limit takes the planner of a build for tests so long that the server's threads crowd each other out.
    let times: &[usize] = if cfg!(debug_assertions) { &[10] } else { &[1, 10, 100_000] };
    for construct in &CONSTRUCTS {
        for &times in times {
            let count = construct.limit * times;
            let mut query = Vec::new();
            construct.write(count, &mut query).expect("memory takes it");
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
            assert!(
                expected.contains(&answer.status),
                "{name}: {} {}",
                answer.status,
                answer.text()
            );
        }
        assert_eq!(server.get("/health").status, 200, "after {}", construct.name);
    }
    assert_eq!(server.get("/sparql?query=ASK%7B%7D").status, 200);
}
