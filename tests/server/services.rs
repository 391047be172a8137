//! SERVICE and LOAD: nobody is asked who isn't named.

use crate::harness::{Server, encoded};
use crate::writable::Writable;
use serde_json::{Value, json};
use std::net::TcpListener;

fn asks(server: &Server, query: &str) -> (u16, String) {
    let path = format!("/sparql?query={}&format=csv", encoded(query));
    let answer = server.get(&path);
    (answer.status, answer.text().to_owned())
}

#[test]
fn a_service_that_is_not_named_is_refused_before_anybody_is_asked() {
    let other = TcpListener::bind("127.0.0.1:0").expect("a free port");
    other.set_nonblocking(true).expect("a listener can be made not to wait");
    let address = other.local_addr().expect("an address");
    let server = Server::start(&[]);
    for silent in ["", "SILENT "] {
        let query =
            format!("SELECT * {{ SERVICE {silent}<http://{address}/sparql> {{ ?s ?p ?o }} }}");
        let (status, text) = asks(&server, &query);
        assert_eq!(status, 403, "{text}");
        assert!(text.contains("--allow-service"), "{text}");
    }
    let (status, text) = asks(&server, "ASK { SERVICE <http://localhost:7500/> { ?s ?p ?o } }");
    assert_eq!(status, 403, "{text}");
    assert!(text.contains("--allow-service 127.0.0.1:7500"), "{text}");
    assert!(!text.contains("--allow-service localhost"), "{text}");
    let writable = Writable::start_with("", &["--allow-service", "example.org"]);
    let load =
        format!("INSERT DATA {{ <urn:a> <urn:b> 1 }} ; LOAD SILENT <http://{address}/graph.ttl>");
    assert_eq!(writable.update(&load).status, 403);
    assert_eq!(writable.update("LOAD <file:///etc/hostname>").status, 403);
    let (_, text) = asks(&writable.server, "ASK { <urn:a> ?p ?o }");
    assert_eq!(text.trim(), "false", "nothing of a refused update is done");
    assert!(other.accept().is_err(), "nobody was asked");
}

#[test]
fn a_named_service_answers_and_a_named_document_is_loaded() {
    let other = Server::start(&[]);
    let address = other.address();
    let classes = "<https://westlake.example/id/SCMP> a <urn:class> .";
    let writable = Writable::start_with(classes, &["--allow-service", &address.to_string()]);
    let server = &writable.server;
    let query = format!(
        "PREFIX : <https://westlake.example/id/> PREFIX wl: <https://westlake.example/ns#>
         SELECT ?what {{ SERVICE <http://{address}/sparql> {{ :Alibaba wl:owns ?what }} ?what a ?class }}"
    );
    let (status, text) = asks(server, &query);
    assert_eq!((status, text.as_str()), (200, "what\r\nhttps://westlake.example/id/SCMP\r\n"));
    let load = format!("LOAD <http://{address}/store?default> INTO GRAPH <urn:copy>");
    let loaded = writable.update(&load);
    assert!(matches!(loaded.status, 200 | 204), "{} {}", loaded.status, loaded.text());
    let (_, text) = asks(server, "ASK { GRAPH <urn:copy> { ?s ?p ?o } }");
    assert_eq!(text.trim(), "true");
}

/// A call of the protocol for language models, and its result.
fn mcp(server: &Server, method: &str, parameters: &Value) -> Value {
    let headers = [
        ("Content-Type", "application/json"),
        ("Accept", "application/json, text/event-stream"),
        ("MCP-Protocol-Version", "2025-06-18"),
    ];
    let message = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters });
    let answer = server.request("POST", "/mcp", &headers, message.to_string().as_bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["result"].clone()
}

fn may_ask_others(server: &Server, tool: &str) -> bool {
    let listed = mcp(server, "tools/list", &json!({}));
    let mut tools = listed["tools"].as_array().expect("a list").iter();
    let tool = tools.find(|own| own["name"] == tool).expect("there is such a tool");
    tool["annotations"]["openWorldHint"].as_bool().expect("it says so")
}

#[test]
fn every_way_to_run_a_query_asks_a_named_service_and_no_other() {
    let other = Server::start(&[]);
    let address = other.address();
    let owns = format!("SERVICE <http://{address}/sparql> {{ :Alibaba wl:owns ?what }}");
    let made = format!("CONSTRUCT {{ ?what a :Owned }} WHERE {{ {owns} }}");
    let export = format!("/api/v1/export?format=nt&query={}", encoded(&made));
    let picture = format!("/api/v1/picture?query={}", encoded(&made));
    let hints = format!("/api/v1/hints?query={}", encoded(&format!("ASK {{ {owns} }}")));
    let call = json!({
        "name": "sparql_query",
        "arguments": { "query": format!("SELECT ?what {{ {owns} }}") },
    });
    let named = Server::start(&["--allow-service", &address.to_string()]);
    let expected = "<https://westlake.example/id/SCMP> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
                    <https://westlake.example/id/Owned> .\n";
    assert_eq!(named.get(&export).text(), expected);
    assert_eq!(named.get(&picture).json()["nodes_total"], 1);
    assert_eq!(named.get(&hints).json()["found_nothing"], false);
    let answer = mcp(&named, "tools/call", &call);
    assert_eq!(answer["structuredContent"]["count"], 1, "{answer}");
    assert!(answer["content"][0]["text"].as_str().is_some_and(|text| text.contains(":SCMP")));
    assert!(may_ask_others(&named, "sparql_query") && !may_ask_others(&named, "schema"));

    let alone = Server::start(&[]);
    for path in [&export, &picture, &hints] {
        let answer = alone.get(path);
        assert_eq!(answer.status, 403, "{path}: {}", answer.text());
        assert!(answer.text().contains("--allow-service"), "{}", answer.text());
    }
    let answer = mcp(&alone, "tools/call", &call);
    assert_eq!(
        (&answer["isError"], &answer["structuredContent"]["error"]),
        (&true.into(), &"query".into())
    );
    assert!(!may_ask_others(&alone, "sparql_query"));
    drop(other);
    assert_eq!(named.get(&export).status, 502);
}
