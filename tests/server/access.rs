//! Who may read and write: names, origins, tokens.

use crate::harness::Server;

const TOKEN: &str = "a-token-of-the-tests-0123456789";

fn with_token(options: &[&str]) -> (tempfile::TempDir, Server) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::write(folder.path().join("token"), TOKEN).expect("a file can be written");
    let options = [&["--token-file", "token"], options].concat();
    let server = Server::start_in(folder.path(), &options);
    (folder, server)
}

#[test]
fn a_name_that_was_led_here_is_misdirected() {
    let server = Server::start(&["--host", "graph.example.org"]);
    let port = server.address().port();
    let status = |host: &str| server.request("GET", "/health", &[("Host", host)], b"").status;
    for host in [
        "localhost".to_owned(),
        format!("localhost:{port}"),
        format!("LOCALHOST:{port}"),
        format!("127.0.0.1:{port}"),
        format!("[::1]:{port}"),
        "graph.example.org".to_owned(),
        "graph.example.org:443".to_owned(),
    ] {
        assert_eq!(status(&host), 200, "{host}");
    }
    for host in [
        "example.com",
        "localhost.example.com",
        "127.0.0.1.example.com",
        "example.org",
        "xgraph.example.org",
        "graph.example.org.example.com",
        "localhost:1",
        "10.0.0.1",
        "0.0.0.0",
        "2130706433",
        "[::ffff:10.0.0.1]",
    ] {
        assert_eq!(status(host), 421, "{host}");
    }
}

#[test]
fn a_page_of_another_site_does_nothing_but_read() {
    let server = Server::start(&["--cors", "https://friend.example"]);
    let query = |headers: &[(&str, &str)]| {
        let form = ("Content-Type", "application/x-www-form-urlencoded");
        server.request("POST", "/sparql", &[&[form], headers].concat(), b"query=ASK%7B%7D").status
    };
    assert_eq!(query(&[]), 200);
    assert_eq!(query(&[("Origin", "https://friend.example")]), 200);
    assert_eq!(query(&[("Origin", &format!("http://{}", server.address()))]), 200);
    for origin in
        ["https://example.com", "null", "http://localhost:1", "https://friend.example.com"]
    {
        assert_eq!(query(&[("Origin", origin)]), 403, "{origin}");
    }
    assert_eq!(query(&[("Sec-Fetch-Site", "cross-site")]), 403);
    assert_eq!(
        server.request("GET", "/mcp", &[("Origin", "https://example.com")], b"").status,
        403
    );
    let read = |origin: &str| {
        let answer = server.request("GET", "/sparql?query=ASK%7B%7D", &[("Origin", origin)], b"");
        (answer.status, answer.header("access-control-allow-origin").map(str::to_owned))
    };
    assert_eq!(read("https://example.com"), (200, None));
    assert_eq!(read("https://friend.example"), (200, Some("https://friend.example".to_owned())));
}

#[test]
fn nothing_is_written_without_the_token() {
    let update = b"INSERT DATA { <urn:a> <urn:b> <urn:c> }";
    let write = |server: &Server, headers: &[(&str, &str)]| {
        let direct = ("Content-Type", "application/sparql-update");
        server.request("POST", "/update", &[&[direct], headers].concat(), update).status
    };
    let bearer = format!("Bearer {TOKEN}");
    let read_only = Server::start(&[]);
    assert_eq!(write(&read_only, &[("Authorization", &bearer)]), 403);
    let (_folder, server) = with_token(&["--writable"]);
    let count =
        || server.get("/sparql?query=ASK%7B%3Curn%3Aa%3E%3Fp%3Fo%7D&format=csv").text().to_owned();
    for wrong in [
        vec![],
        vec![("Authorization", "Bearer wrong-wrong-wrong-wrong")],
        vec![("Authorization", "Basic YTpi")],
        vec![("Authorization", "Bearer")],
        vec![("Authorization", TOKEN)],
    ] {
        assert_eq!(write(&server, &wrong), 401, "{wrong:?}");
    }
    let foreign = [("Authorization", bearer.as_str()), ("Origin", "https://example.com")];
    assert_eq!(write(&server, &foreign), 403);
    assert_eq!(count().trim(), "false");
    assert!(matches!(write(&server, &[("Authorization", &bearer)]), 200 | 204));
    assert_eq!(count().trim(), "true");
}

#[test]
fn a_public_address_needs_the_token_to_read_too() {
    let (_folder, server) = with_token(&["--bind", "0.0.0.0:0"]);
    let bearer = format!("Bearer {TOKEN}");
    assert_eq!(server.get("/health").status, 200);
    for path in ["/", "/sparql?query=ASK%7B%7D", "/api/v1/stats", "/metrics"] {
        let refused = server.get(path);
        assert_eq!(refused.status, 401, "{path}");
        assert_eq!(refused.header("www-authenticate"), Some("Bearer"), "{path}");
        let headers = [("Authorization", bearer.as_str())];
        assert_eq!(server.request("GET", path, &headers, b"").status, 200, "{path}");
    }
}
