//! SERVICE and LOAD: nobody is asked who isn't named.

use crate::harness::{Server, encoded};
use crate::writable::Writable;
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
