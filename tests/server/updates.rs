//! Updates over HTTP, where the W3C's tests (`tests/conformance`) don't look.

use super::harness::{Server, encoded};
use super::writable::Writable;

const LAKE: &str = "<http://e.org/lake> <http://e.org/area> 639 .";

#[test]
fn an_update_is_sent_as_itself_or_in_a_form() {
    let store = Writable::start("");
    let update = "INSERT DATA { <http://e.org/a> <http://e.org/p> \"ü & +\" }";
    assert_eq!(store.update(update).status, 204);
    assert_eq!(store.quads(), ["<http://e.org/a> <http://e.org/p> \"ü & +\" ."]);
    let form = format!("update={}", encoded("DELETE WHERE { ?s ?p ?o }"));
    let headers =
        [("content-type", "application/x-www-form-urlencoded"), ("accept", "application/json")];
    for path in ["/update", "/sparql"] {
        store.update(update);
        let answer = store.request("POST", path, &headers, &form);
        assert_eq!((answer.status, &answer.json()["removed"]), (200, &1.into()), "{path}");
        assert!(answer.text().ends_with("}\n"), "{path}: {:?}", answer.text());
    }
    assert_eq!(store.quads().len(), 0);
}

#[test]
fn an_update_that_fails_changes_nothing() {
    let store = Writable::start(LAKE);
    let before = store.quads();
    for (update, status) in [
        ("DELETE WHERE { ?s ?p ?o } ; INSERT DATA { nonsense }", 400),
        ("DELETE WHERE { ?s ?p ?o } ; DROP GRAPH <http://e.org/none>", 409),
        ("CREATE GRAPH <http://e.org/g> ; CREATE GRAPH <http://e.org/g>", 409),
        ("DELETE WHERE { ?s ?p ?o } ; LOAD <http://127.0.0.1:1/x.ttl>", 403),
        ("DELETE WHERE { ?s ?p ?o } ; LOAD SILENT <file:///etc/passwd>", 403),
        (
            "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }",
            403,
        ),
    ] {
        let answer = store.update(update);
        assert_eq!(answer.status, status, "{update}: {}", answer.text());
        assert_eq!(store.quads(), before, "{update}");
    }
}

#[test]
fn a_mistake_in_an_update_is_taught_with_its_place() {
    let store = Writable::start("");
    let answer = store.update("INSERT DATA {\n  ?s <http://e.org/p> 1 }");
    let problem = answer.json();
    assert_eq!(problem["mistakes"][0]["line"], 2, "{problem}");
}

#[test]
fn an_update_goes_to_its_own_address_by_post_from_who_may() {
    let store = Writable::start(LAKE);
    let before = store.quads();
    let update = "DELETE WHERE { ?s ?p ?o }";
    let typed = [("content-type", "application/sparql-update")];
    assert_eq!(store.server.request("POST", "/update", &typed, update.as_bytes()).status, 401);
    assert_eq!(store.server.request("POST", "/sparql", &typed, update.as_bytes()).status, 401);
    assert_eq!(store.request("POST", "/query", &typed, update).status, 415);
    let by_get = format!("/sparql?update={}", encoded(update));
    assert_eq!(store.request("GET", &by_get, &[], "").status, 400);
    assert_eq!(store.request("GET", "/update", &[], "").status, 405);
    let form = format!("update={0}&query={0}", encoded(update));
    let typed = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(store.request("POST", "/sparql", &typed, &form).status, 400);
    assert_eq!(store.quads(), before);
    let read_only = Server::start(&[]);
    let form = format!("update={}", encoded(update));
    assert_eq!(read_only.request("POST", "/update", &typed, form.as_bytes()).status, 403);
}

#[test]
fn a_cross_site_page_changes_nothing() {
    let store = Writable::start(LAKE);
    let headers =
        [("content-type", "application/sparql-update"), ("origin", "http://evil.example")];
    assert_eq!(store.request("POST", "/update", &headers, "DROP ALL").status, 403);
    assert_eq!(store.quads().len(), 1);
}
