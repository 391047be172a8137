//! By which name the server may be called, from whose page, and with what token. The guards stand before every path, so that
//! it doesn't matter which one is asked, or whether there is anything at it.

use crate::harness::{Response, Server};

const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const PATHS: [&str; 7] =
    ["/", "/sparql", "/update", "/store", "/api/v1/queries/1", "/mcp", "/nowhere"];
const CHANGES: [&str; 4] = ["POST", "PUT", "DELETE", "PATCH"];

fn with_token(arguments: &[&str]) -> (Server, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("token"), TOKEN).expect("a file");
    let arguments = [&["--token-file", "token"], arguments].concat();
    (Server::start_in(folder.path(), &arguments), folder)
}

#[test]
fn names_that_are_not_the_server_s_are_misdirected() {
    let server =
        Server::start(&["--host", "graph.example.org", "--host", "other.example.org:8080"]);
    let port = server.address().port();
    let own = [
        format!("127.0.0.1:{port}"),
        "127.0.0.1".to_owned(),
        format!("localhost:{port}"),
        "LOCALHOST".to_owned(),
        "localhost.".to_owned(),
        format!("[::1]:{port}"),
        "127.0.0.2".to_owned(),
        "graph.example.org".to_owned(),
        "Graph.Example.Org:443".to_owned(),
        "graph.example.org.".to_owned(),
        "other.example.org:8080".to_owned(),
    ];
    for host in own {
        for path in PATHS {
            let status = server.request("GET", path, &[("Host", &host)], b"").status;
            assert_ne!(status, 421, "{host}{path}");
        }
    }
    let foreign = [
        "example.com".to_owned(),
        format!("example.com:{port}"),
        "localhost:1".to_owned(),
        "127.0.0.1:1".to_owned(),
        format!("localhost.example.com:{port}"),
        format!("127.0.0.1.example.com:{port}"),
        format!("127.0.0.1.nip.io:{port}"),
        format!("graph.example.org.example.com:{port}"),
        "xgraph.example.org".to_owned(),
        "other.example.org".to_owned(),
        "other.example.org:443".to_owned(),
        "10.0.0.1".to_owned(),
        "169.254.169.254".to_owned(),
        format!("[::ffff:10.0.0.1]:{port}"),
        "[fe80::1]".to_owned(),
        // Numbers that some resolvers take for 127.0.0.1; no browser sends them.
        "2130706433".to_owned(),
        "0x7f000001".to_owned(),
        "0177.0.0.1".to_owned(),
        "127.1".to_owned(),
        "localhost%00.example.com".to_owned(),
        "local\u{130}ost".to_owned(),
        "".to_owned(),
        "localhost:port".to_owned(),
        "localhost:99999".to_owned(),
        "localhost/".to_owned(),
        "user@localhost".to_owned(),
        "localhost, example.com".to_owned(),
    ];
    for host in foreign {
        for path in PATHS {
            let status = server.request("GET", path, &[("Host", &host)], b"").status;
            assert!(matches!(status, 400 | 421), "{host}{path}: {status}");
        }
    }
    assert_eq!(server.get("/health").status, 200);
}

#[test]
fn another_site_changes_nothing_and_asks_no_tools() {
    let (server, _folder) = with_token(&["--writable", "--cors", "https://pages.example.org"]);
    let own = format!("http://{}", server.address());
    let bearer = format!("Bearer {TOKEN}");
    let foreign = [
        ("Origin", "https://example.com"),
        ("Origin", "null"),
        ("Origin", "http://localhost:1"),
        ("Origin", "http://localhost.example.com"),
        ("Origin", "https://pages.example.org.example.com"),
        ("Origin", "https://pages.example.org:8443"),
        ("Origin", "http://pages.example.org"),
        ("Origin", "file://"),
        ("Origin", ""),
        ("Origin", "https://example.com, https://pages.example.org"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
        ("Sec-Fetch-Site", "invented"),
    ];
    for header in foreign {
        for path in PATHS {
            for method in CHANGES {
                let headers = [header, ("Authorization", &bearer)];
                let answer = server.request(method, path, &headers, b"");
                assert_eq!(answer.status, 403, "{method} {path} {header:?}: {}", answer.text());
                assert_eq!(answer.header("access-control-allow-origin"), None);
            }
        }
        assert_eq!(server.request("GET", "/mcp", &[header], b"").status, 403, "{header:?}");
        let read = server.request("GET", "/sparql?query=ASK%7B%7D", &[header], b"");
        assert_eq!(read.header("access-control-allow-origin"), None, "{header:?}");
    }
    for origin in [own.as_str(), "https://pages.example.org"] {
        let headers = [("Origin", origin), ("Content-Type", "application/sparql-query")];
        assert_eq!(server.request("POST", "/sparql", &headers, b"ASK {}").status, 200, "{origin}");
    }
    let answer = server.request(
        "GET",
        "/sparql?query=ASK%7B%7D",
        &[("Origin", "https://pages.example.org")],
        b"",
    );
    assert_eq!(answer.header("access-control-allow-origin"), Some("https://pages.example.org"));
}

/// What is no token of the server's, and one header that carries two.
fn wrong_credentials() -> Vec<String> {
    let mut wrong = vec![
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        format!("Bearer {}", &TOKEN[1..]),
        format!("Bearer {TOKEN}0"),
        format!("Bearer {} {TOKEN}", &TOKEN[1..]),
        format!("Bearer {}", TOKEN.to_uppercase()),
        format!("Bearer \"{TOKEN}\""),
        format!("Basic {TOKEN}"),
        format!("Token {TOKEN}"),
        format!("Bearer{TOKEN}"),
        TOKEN.to_owned(),
        "\u{e9}".to_owned(),
    ];
    wrong.push("x".repeat(50_000));
    wrong
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
    let (server, _folder) = with_token(&["--writable"]);
    let count =
        || server.get("/sparql?query=ASK%7B%3Curn%3Aa%3E%3Fp%3Fo%7D&format=csv").text().to_owned();
    assert_eq!(write(&server, &[]), 401);
    for wrong in wrong_credentials() {
        assert_eq!(write(&server, &[("Authorization", &wrong)]), 401, "{wrong}");
    }
    let foreign = [("Authorization", bearer.as_str()), ("Origin", "https://example.com")];
    assert_eq!(write(&server, &foreign), 403);
    assert_eq!(count().trim(), "false");
    assert!(matches!(write(&server, &[("Authorization", &bearer)]), 200 | 204));
    assert_eq!(count().trim(), "true");
}

#[test]
fn who_has_no_token_reads_only_what_watches_the_server() {
    // All addresses of this machine: like a server that others reach.
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("token"), TOKEN).expect("a file");
    let server = Server::start_in(folder.path(), &["--token-file", "token", "--bind", "0.0.0.0:0"]);
    for path in ["/health", "/ready"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    let right = format!("Bearer {TOKEN}");
    for path in [
        "/",
        "/sparql?query=ASK%7B%7D",
        "/metrics",
        "/api/v1/queries",
        "/nowhere",
        "/health/",
        "//health",
    ] {
        let answer = server.get(path);
        assert_eq!(
            (answer.status, answer.header("www-authenticate")),
            (401, Some("Bearer")),
            "{path}"
        );
        for credentials in wrong_credentials() {
            let answer = server.request("GET", path, &[("Authorization", &credentials)], b"");
            assert_eq!(answer.status, 401, "{path} {credentials}");
        }
        let answer = server.request("GET", path, &[("Authorization", &right)], b"");
        assert_ne!(answer.status, 401, "{path}");
    }
}

#[test]
fn the_running_requests_are_for_who_runs_the_server() {
    let (server, _folder) = with_token(&["--writable"]);
    let right = format!("Bearer {TOKEN}");
    for (method, path) in [("GET", "/api/v1/queries"), ("DELETE", "/api/v1/queries/1")] {
        assert_eq!(server.request(method, path, &[], b"").status, 401);
        for credentials in wrong_credentials() {
            let answer = server.request(method, path, &[("Authorization", &credentials)], b"");
            assert_eq!(answer.status, 401, "{method} {credentials}");
        }
    }
    let with =
        |method, path| server.request(method, path, &[("Authorization", &right)], b"").status;
    assert_eq!(with("GET", "/api/v1/queries"), 200);
    assert_eq!(with("DELETE", "/api/v1/queries/4711"), 404);
    assert_eq!(with("DELETE", "/api/v1/queries/x"), 400);
}

#[test]
fn a_named_page_may_use_every_endpoint_whole() {
    let server = Server::start(&["--cors", "https://pages.example.org"]);
    let origin = ("Origin", "https://pages.example.org");
    let asked = "content-type,content-encoding,if-match,if-none-match,authorization,mcp-protocol-version,mcp-session-id,last-event-id";
    let preflight = server.request(
        "OPTIONS",
        "/mcp",
        &[
            origin,
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", asked),
        ],
        b"",
    );
    let list = |answer: &Response, name: &str| -> Vec<String> {
        let value = answer.header(name).unwrap_or_else(|| panic!("no {name}: {answer:?}"));
        value.split(',').map(|name| name.trim().to_ascii_lowercase()).collect()
    };
    let allowed = list(&preflight, "access-control-allow-headers");
    for header in asked.split(',') {
        assert!(allowed.iter().any(|name| name == header), "{header} is not in {allowed:?}");
    }
    let exposed =
        list(&server.request("GET", "/health", &[origin], b""), "access-control-expose-headers");
    for header in ["etag", "location", "retry-after", "mcp-session-id", "x-request-id"] {
        assert!(exposed.iter().any(|name| name == header), "{header} is not in {exposed:?}");
    }
}
