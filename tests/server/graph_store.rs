//! The Graph Store Protocol, where the W3C's tests (`tests/conformance`) don't look.

use super::harness::encoded;
use super::writable::Writable;
use std::io::Write;

const LAKE: &str = "<http://e.org/lake> <http://e.org/area> 639 .";
const LAKE_QUAD: &str =
    "<http://e.org/lake> <http://e.org/area> \"639\"^^<http://www.w3.org/2001/XMLSchema#integer>";
const BY_IRI: &str = "/store?graph=http://e.org/g";

#[test]
fn a_broken_body_changes_nothing_and_its_place_is_told() {
    let store = Writable::start(LAKE);
    let before = store.quads();
    let body =
        "<http://e.org/a> <http://e.org/p> 1 .\n<http://e.org/b> <http://e.org/p> nonsense .";
    for (method, path) in
        [("PUT", "/store?default"), ("POST", "/store?default"), ("PUT", BY_IRI), ("POST", "/store")]
    {
        let answer = store.send(method, path, body);
        assert_eq!(answer.status, 400, "{method} {path}");
        let problem = answer.json();
        assert_eq!((&problem["line"], &problem["column"]), (&2.into(), &35.into()), "{problem}");
        assert_eq!(store.quads(), before, "{method} {path}");
    }
    assert_eq!(store.server.get(BY_IRI).status, 404);
}

#[test]
fn a_graph_goes_through_its_life() {
    let store = Writable::start("");
    assert_eq!(store.send("PUT", BY_IRI, LAKE).status, 201);
    assert_eq!(store.quads(), [format!("{LAKE_QUAD} <http://e.org/g> .")]);
    assert_eq!(
        store.send("POST", BY_IRI, "<http://e.org/lake> a <http://e.org/Lake> .").status,
        204
    );
    assert_eq!(store.quads().len(), 2);
    assert_eq!(store.send("PUT", BY_IRI, "").status, 204);
    assert_eq!(store.quads().len(), 0);
    // It is empty, and there.
    assert_eq!(store.server.get(BY_IRI).status, 200);
    assert_eq!(store.request("DELETE", BY_IRI, &[], "").status, 204);
    assert_eq!(store.server.get(BY_IRI).status, 404);
    assert_eq!(store.request("DELETE", BY_IRI, &[], "").status, 404);
    assert_eq!(store.request("DELETE", "/store?default", &[], "").status, 204);
}

#[test]
fn relative_iris_are_resolved_against_the_graph() {
    let store = Writable::start("");
    let body = "<b> <#p> <../c> .";
    let direct = format!("http://{}/store/a/", store.server.address());
    store.send("PUT", "/store/a/x", body);
    store.send("PUT", "/store?graph=http://e.org/a/y", body);
    let expected = format!(
        "<{direct}b> <{direct}x#p> <http://{}/store/c> <{direct}x> .",
        store.server.address()
    );
    let by_iri = "<http://e.org/a/b> <http://e.org/a/y#p> <http://e.org/c> <http://e.org/a/y> .";
    assert!(
        store.quads().contains(&expected) && store.quads().contains(&by_iri.to_owned()),
        "{:?}",
        store.quads()
    );
}

#[test]
fn every_syntax_goes_in_and_out() {
    let store = Writable::start("");
    store.send(
        "PUT",
        "/store?default",
        "<http://e.org/a> <http://e.org/p> <http://e.org/b> ~ <http://e.org/r> .",
    );
    let before = store.quads();
    for media_type in [
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ] {
        let out = store.server.request("GET", "/store?default", &[("accept", media_type)], b"");
        assert!(out.header("content-type").is_some_and(|own| own.starts_with(media_type)));
        let answer =
            store.request("PUT", "/store?default", &[("content-type", media_type)], out.text());
        assert_eq!(answer.status, 204, "{media_type}: {}", out.text());
        assert_eq!(store.quads(), before, "{media_type}");
    }
    // JSON-LD has no triple terms: a statement stands for the reifier.
    let out =
        store.server.request("GET", "/store?default", &[("accept", "application/ld+json")], b"");
    assert!(
        out.text().contains("http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement"),
        "{}",
        out.text()
    );
    let put = store.request(
        "PUT",
        "/store?default",
        &[("content-type", "application/ld+json")],
        out.text(),
    );
    assert_eq!(put.status, 204);
    assert!(store.quads().iter().any(|quad| quad.contains("22-rdf-syntax-ns#subject")));
}

#[test]
fn all_graphs_are_read_and_replaced_together() {
    let store = Writable::start(LAKE);
    store.send("PUT", BY_IRI, "<http://e.org/a> <http://e.org/p> \"in g\" .");
    let all = store.server.request("GET", "/store", &[("accept", "application/trig")], b"");
    assert!(all.text().contains("<http://e.org/g> {"), "{}", all.text());
    let before = store.quads();
    assert_eq!(store.request("DELETE", "/store", &[], "").status, 204);
    assert_eq!(store.quads().len(), 0);
    let trig = [("content-type", "application/trig")];
    assert_eq!(store.request("PUT", "/store", &trig, all.text()).status, 204);
    assert_eq!(store.quads(), before);
    let more = "<http://e.org/h> { <http://e.org/a> <http://e.org/p> 1 }";
    assert_eq!(store.request("POST", "/store", &trig, more).status, 204);
    assert_eq!(store.quads().len(), 3);
    // Turtle has no named graphs; a PUT that forgets its graph replaces nothing.
    assert_eq!(store.server.get("/store?format=ttl").status, 406);
    assert_eq!(store.send("PUT", "/store", LAKE).status, 400);
    assert_eq!(store.quads().len(), 3);
}

#[test]
fn triples_that_are_posted_to_the_store_become_a_new_graph() {
    let store = Writable::start("");
    let answer = store.send("POST", "/store", LAKE);
    assert_eq!(answer.status, 201);
    let location = answer.header("location").expect("its name").to_owned();
    assert_eq!(store.quads(), [format!("{LAKE_QUAD} <{location}> .")]);
    let path =
        location.strip_prefix(&format!("http://{}", store.server.address())).expect("it is here");
    assert_eq!(store.server.get(path).status, 200);
    // Nothing makes no graph.
    assert_eq!(store.send("POST", "/store", "").status, 204);
    assert_eq!(store.quads().len(), 1);
}

#[test]
fn a_named_graph_in_the_body_of_one_graph_is_refused() {
    let store = Writable::start("");
    let trig = [("content-type", "application/trig")];
    let other = "<http://e.org/h> { <http://e.org/a> <http://e.org/p> 1 }";
    assert_eq!(store.request("PUT", BY_IRI, &trig, other).status, 400);
    assert_eq!(store.quads().len(), 0);
    let own = "<http://e.org/g> { <http://e.org/a> <http://e.org/p> 1 }";
    assert_eq!(store.request("PUT", BY_IRI, &trig, own).status, 201);
}

#[test]
fn a_request_has_one_graph_by_an_absolute_iri() {
    let store = Writable::start("");
    for path in [
        "/store?graph=g",
        "/store?graph=http://e.org/g&default",
        "/store/x?default",
        "/store?graph=http://e.org/g&graph=http://e.org/h",
        "/store?graph=",
    ] {
        assert_eq!(store.server.get(path).status, 400, "{path}");
        assert_eq!(store.send("PUT", path, LAKE).status, 400, "{path}");
    }
}

#[test]
fn what_is_no_rdf_is_not_taken_and_not_given() {
    let store = Writable::start("");
    for media_type in [
        "application/pdf",
        "multipart/form-data",
        "multipart/mixed; boundary=x",
        "text/turtle; charset=utf-16",
    ] {
        let answer = store.request("PUT", BY_IRI, &[("content-type", media_type)], LAKE);
        assert_eq!(answer.status, 415, "{media_type}");
    }
    assert_eq!(store.request("PUT", BY_IRI, &[], LAKE).status, 415);
    let answer = store.server.request("GET", "/store?default", &[("accept", "image/png")], b"");
    assert_eq!(answer.status, 406);
    assert!(answer.header("content-type").is_some_and(|own| own.contains("json")), "{answer:?}");
}

#[test]
fn a_client_that_has_the_graph_is_told_so() {
    let store = Writable::start(LAKE);
    let first = store.server.get("/store?default");
    let tag = first.header("etag").expect("a tag").to_owned();
    let again = || store.server.request("GET", "/store?default", &[("if-none-match", &tag)], b"");
    assert_eq!(again().status, 304);
    store.send("POST", "/store?default", "<http://e.org/a> <http://e.org/p> 1 .");
    assert_eq!(again().status, 200);
    let head = store.server.request("HEAD", "/store?default", &[], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_ne!(head.header("etag"), Some(tag.as_str()));
}

#[test]
fn what_asks_for_nothing_to_be_there_replaces_nothing() {
    let store = Writable::start(LAKE);
    let put = |path: &str| {
        let headers = [("content-type", "text/turtle"), ("if-none-match", "*")];
        store.request("PUT", path, &headers, "<urn:a> <urn:b> 1 .").status
    };
    let before = store.quads();
    assert_eq!(put("/store?default"), 412);
    assert_eq!(store.quads(), before);
    assert_eq!((put(BY_IRI), put(BY_IRI)), (201, 412));
}

#[test]
fn the_whole_store_comes_as_trig_and_goes_back_the_same() {
    let text = "<urn:s> <urn:p> <urn:o> {| <urn:q> 1 |} .";
    let store = Writable::start(text);
    store.send("PUT", BY_IRI, text);
    let (before, whole) = (store.quads(), store.server.get("/store"));
    assert_eq!(whole.header("content-type"), Some("application/trig"));
    let back =
        store.request("PUT", "/store", &[("content-type", "application/trig")], whole.text());
    assert_eq!((back.status, store.quads().len()), (204, before.len()));
}

#[test]
fn a_compressed_body_is_read_and_a_bomb_is_not() {
    let store = Writable::start("");
    let gzip = |text: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text.as_bytes()).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    };
    let authorization = format!("Bearer {}", store.token());
    let put = |body: &[u8]| {
        let headers = [
            ("authorization", authorization.as_str()),
            ("content-type", "text/turtle"),
            ("content-encoding", "gzip"),
        ];
        store.server.request("PUT", BY_IRI, &headers, body).status
    };
    assert_eq!(put(&gzip(LAKE)), 201);
    assert_eq!(put(&gzip(&" ".repeat(64 << 20))), 413);
    assert_eq!(store.quads().len(), 1);
}

#[test]
fn only_who_has_the_token_changes_anything() {
    let store = Writable::start(LAKE);
    let before = store.quads();
    for method in ["PUT", "POST", "DELETE", "PATCH"] {
        for headers in [vec![], vec![("authorization", "Bearer another-token-than-ours")]] {
            let headers = [headers, vec![("content-type", "text/turtle")]].concat();
            let answer = store.server.request(method, "/store?default", &headers, LAKE.as_bytes());
            assert_eq!(answer.status, 401, "{method}");
        }
    }
    assert_eq!(store.quads(), before);
    let read_only = super::harness::Server::start(&[]);
    let answer = read_only.request("DELETE", "/store", &[], b"");
    assert_eq!(answer.status, 403, "{}", answer.text());
}

#[test]
fn a_patch_changes_its_graph_and_no_other() {
    let store = Writable::start(LAKE);
    store.send("PUT", BY_IRI, LAKE);
    let patch = |path: &str, update: &str| {
        store
            .request("PATCH", path, &[("content-type", "application/sparql-update")], update)
            .status
    };
    let of_g = "INSERT DATA { GRAPH <http://e.org/g> { <http://e.org/a> <http://e.org/p> 1 } }";
    assert_eq!(patch(BY_IRI, of_g), 204);
    assert_eq!(store.quads().len(), 3);
    for other in [
        "INSERT DATA { <http://e.org/a> <http://e.org/p> 2 }",
        "DELETE WHERE { <http://e.org/lake> ?p ?o }",
        "CLEAR DEFAULT",
        "DROP ALL",
        "MOVE DEFAULT TO <http://e.org/g>",
        "WITH <http://e.org/g> INSERT { GRAPH <http://e.org/h> { ?s ?p ?o } } WHERE { ?s ?p ?o }",
    ] {
        assert_eq!(patch(BY_IRI, other), 422, "{other}");
        assert_eq!(store.quads().len(), 3, "{other}");
    }
    assert_eq!(patch("/store?default", "DELETE WHERE { ?s ?p ?o }"), 204);
    assert_eq!(store.quads().len(), 2);
    assert_eq!(patch("/store", "DROP ALL"), 204);
    assert_eq!(store.quads().len(), 0);
    assert_eq!(patch(BY_IRI, of_g), 404);
    assert_eq!(store.send("PATCH", "/store", LAKE).status, 415);
}

#[test]
fn a_form_of_several_documents_is_one_change() {
    let store = Writable::start("");
    let form = |last: &str| {
        let parts = [
            ("a.ttl", "Content-Type: text/turtle\r\n", "<http://e.org/a> <http://e.org/p> 1 ."),
            ("b.nt", "", "<http://e.org/a> <http://e.org/p> \"2\" .\n"),
            ("c.ttl", "", last),
        ];
        let part = |(file, header, content): (&str, &str, &str)| {
            format!(
                "--b\r\nContent-Disposition: form-data; name=\"x\"; filename=\"{file}\"\r\n{header}\r\n{content}\r\n"
            )
        };
        let body: String = parts.map(part).concat() + "--b--\r\n";
        store.request("POST", BY_IRI, &[("content-type", "multipart/form-data; boundary=b")], &body)
    };
    let answer = form("<http://e.org/a>\n nonsense .");
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["line"], 2, "{}", answer.text());
    assert!(answer.text().contains("part 3 of the body"), "{}", answer.text());
    assert_eq!(store.quads().len(), 0);
    assert_eq!(form("").status, 201);
    assert_eq!(store.quads().len(), 2);
}

#[test]
fn who_asks_for_json_is_told_what_changed() {
    let store = Writable::start(LAKE);
    let headers = [("content-type", "text/turtle"), ("accept", "application/json")];
    let answer = store.request(
        "PUT",
        "/store?default",
        &headers,
        "<http://e.org/a> <http://e.org/p> 1 , 2 .",
    );
    assert_eq!(answer.status, 200);
    let summary = answer.json();
    assert_eq!((&summary["inserted"], &summary["removed"]), (&2.into(), &1.into()));
    let location = format!("/store?graph={}", encoded("http://e.org/é"));
    assert_eq!(store.request("PUT", &location, &headers, LAKE).status, 201);
}
