//! `/mcp`: what is no message of the protocol is answered as JSON-RPC asks, and the next one is answered too.

use crate::harness::{Response, Server};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::Write;

const PING: &str = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;

fn post(server: &Server, more: &[(&str, &str)], body: &[u8]) -> Response {
    let mut headers = vec![
        ("Content-Type", "application/json"),
        ("Accept", "application/json, text/event-stream"),
    ];
    headers.retain(|(name, _)| more.iter().all(|(own, _)| own != name));
    headers.extend(more);
    server.request("POST", "/mcp", &headers, body)
}

/// The code of an error in JSON-RPC, whose words aren't empty, and its request's id.
#[track_caller]
fn error_of(answer: &Response) -> (i64, Value) {
    assert_eq!(answer.header("content-type"), Some("application/json"), "{answer:?}");
    let json = answer.json();
    assert_eq!(json["jsonrpc"], "2.0", "{json}");
    assert!(json["error"]["message"].as_str().is_some_and(|text| text.contains(' ')), "{json}");
    (json["error"]["code"].as_i64().expect("a code"), json["id"].clone())
}

#[test]
fn what_is_no_message_is_a_json_rpc_error() {
    let server = Server::start(&[]);
    let deep = "[".repeat(200_000);
    let deep_params = format!(r#"{{"jsonrpc":"2.0","id":1,"method":"ping","params":{deep}"#);
    for (body, code, id) in [
        ("", -32700, Value::Null),
        ("{bad", -32700, Value::Null),
        (&deep, -32700, Value::Null),
        (&deep_params, -32700, Value::Null),
        ("{}", -32600, Value::Null),
        ("[]", -32600, Value::Null),
        (&format!("[{PING}]"), -32600, Value::Null),
        (r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600, Value::Null),
        (r#"{"id":5,"method":"ping"}"#, -32600, json!(5)),
    ] {
        let answer = post(&server, &[], body.as_bytes());
        assert_eq!(answer.status, 400, "{body:.60}");
        assert_eq!(error_of(&answer), (code, id), "{body:.60}");
    }
    let not_utf8 = post(&server, &[], b"{\"jsonrpc\":\"\xff\"}");
    assert_eq!((not_utf8.status, error_of(&not_utf8).0), (400, -32700));
    assert_eq!(post(&server, &[], PING.as_bytes()).json()["result"], json!({}));
}

#[test]
fn a_request_without_its_params_is_told_so() {
    let server = Server::start(&[]);
    for method in ["initialize", "tools/call"] {
        let request = json!({ "jsonrpc": "2.0", "id": "a", "method": method }).to_string();
        let answer = post(&server, &[], request.as_bytes());
        assert_eq!((answer.status, error_of(&answer)), (200, (-32602, json!("a"))), "{method}");
    }
    let unknown = r#"{"jsonrpc":"2.0","id":2,"method":"no/such"}"#;
    let unknown = post(&server, &[], unknown.as_bytes());
    assert_eq!(error_of(&unknown), (-32601, json!(2)));
}

#[test]
fn what_is_refused_by_its_headers_is_a_json_rpc_error_too() {
    let server = Server::start(&[]);
    for (header, status) in [
        (("MCP-Protocol-Version", "1999-01-01"), 400),
        (("Accept", "text/html"), 406),
        (("Content-Type", "text/plain"), 415),
        (("Content-Encoding", "br"), 415),
    ] {
        let answer = post(&server, &[header], PING.as_bytes());
        assert_eq!((answer.status, error_of(&answer).0), (status, -32600), "{header:?}");
    }
    let long = post(&server, &[], &[b' '; (1 << 20) + 1]);
    assert_eq!((long.status, error_of(&long).0), (413, -32600));
}

#[test]
fn a_message_may_be_compressed_within_the_same_limit() {
    let server = Server::start(&[]);
    let gzip = |text: &[u8]| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).expect("it is in memory");
        encoder.finish().expect("it is in memory")
    };
    let encoded = [("Content-Encoding", "gzip")];
    let answer = post(&server, &encoded, &gzip(PING.as_bytes()));
    assert_eq!(answer.json()["result"], json!({}));
    let bomb = post(&server, &encoded, &gzip(&vec![b' '; 64 << 20]));
    assert_eq!((bomb.status, error_of(&bomb).0), (413, -32600));
}
