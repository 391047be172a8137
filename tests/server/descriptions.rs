//! What the server says of itself, of its dataset, and of a resource.

use super::harness::{Response, Server, encoded};
use super::writable::Writable;

const MEDIA_TYPES: [&str; 6] = [
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
];

fn get(server: &Server, path: &str, accept: &str) -> Response {
    server.request("GET", path, &[("accept", accept)], b"")
}

#[test]
fn descriptions_come_in_every_syntax() {
    let server = Server::start(&[]);
    let entity = format!("/describe?iri={}", encoded("https://westlake.example/id/DeepSeek"));
    for path in ["/sparql", "/.well-known/void", &entity] {
        for media_type in MEDIA_TYPES {
            let answer = get(&server, path, media_type);
            assert_eq!(answer.status, 200, "{path} {media_type}: {}", answer.text());
            let content_type = answer.header("content-type").unwrap_or_default();
            assert!(content_type.starts_with(media_type), "{path} {content_type}");
        }
        let tag = get(&server, path, "text/turtle").header("etag").expect("a tag").to_owned();
        let again =
            server.request("GET", path, &[("accept", "text/turtle"), ("if-none-match", &tag)], b"");
        assert_eq!(again.status, 304, "{path}");
        assert_eq!(get(&server, path, "image/png").status, 406, "{path}");
    }
}

#[test]
fn the_service_says_what_it_may_and_which_graphs_it_has() {
    let store = Writable::start("<http://e.org/a> <http://e.org/p> 1 , 2 .");
    store.send("PUT", "/store?graph=http://e.org/g", "<http://e.org/a> <http://e.org/p> 3 .");
    store.send("PUT", "/store?graph=http://e.org/empty", "");
    let text = get(&store.server, "/sparql", "text/turtle").text().to_owned();
    for part in [
        "sd:SPARQL12Update",
        "<http://e.org/g>",
        "<http://e.org/empty>",
        "void:triples 2",
        "void:triples 1",
        "void:triples 0",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let read_only = Server::start(&[]);
    let text = get(&read_only, "/sparql", "text/turtle").text().to_owned();
    assert!(text.contains("sd:SPARQL12Query") && !text.contains("Update"), "{text}");
}

#[test]
fn the_service_is_federated_where_it_may_ask_another() {
    let text = |arguments: &[&str]| {
        let server = Server::start(arguments);
        get(&server, "/sparql", "text/turtle").text().to_owned()
    };
    let alone = text(&[]);
    assert!(!alone.contains("sd:BasicFederatedQuery"), "{alone}");
    let asking = text(&["--allow-service", "example.org"]);
    assert!(asking.contains("sd:feature sd:BasicFederatedQuery"), "{asking}");
}

#[test]
fn the_dumps_of_the_dataset_are_there_and_hold_what_is_counted() {
    let server = Server::start(&[]);
    let answer = get(&server, "/.well-known/void", "application/n-triples");
    let void = |name: &str| format!("<http://rdfs.org/ns/void#{name}> ");
    let values = |name: &str| -> Vec<String> {
        let lines = answer.text().lines().filter_map(|line| line.split_once(&void(name)));
        lines
            .map(|(_, value)| {
                value.trim_end_matches([' ', '.']).trim_matches(['<', '>']).to_owned()
            })
            .collect()
    };
    let own = format!("http://{}", server.address());
    let dumps = values("dataDump");
    assert_eq!(dumps.len(), 2);
    for dump in dumps {
        let path = dump.strip_prefix(&own).expect("it is here");
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        if path.ends_with("nq") {
            let count = answer.text().lines().count();
            let triples = format!("#dataset> {}\"{count}\"", void("triples"));
            let has = get(&server, "/.well-known/void", "application/n-triples");
            assert!(has.text().contains(&triples), "{count}");
        }
    }
    assert_eq!(values("sparqlEndpoint"), [format!("{own}/sparql")]);
}

#[test]
fn an_entity_leads_to_its_description() {
    let server = Server::start(&[]);
    let answer = server.get("/id/DeepSeek");
    assert_eq!(answer.status, 303);
    let location = answer.header("location").expect("the description").to_owned();
    let page = get(&server, &location, "text/html,application/xhtml+xml,*/*;q=0.8");
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert!(page.text().contains("<h1>DeepSeek</h1>"), "{}", page.text());
    assert_eq!(page.header("vary"), Some("accept"));
    let rdf = server.get(&location);
    assert_eq!(rdf.header("content-type"), Some("text/turtle; charset=utf-8"));
    assert!(rdf.text().contains(":DeepSeek"), "{}", rdf.text());
    for unknown in ["/id/NoSuchThing", "/id/", "/id", "/nowhere", "/describe?iri=http://e.org/none"]
    {
        assert_eq!(server.get(unknown).status, 404, "{unknown}");
    }
    assert_eq!(server.request("POST", "/id/DeepSeek", &[], b"").status, 404);
    assert_eq!(server.get("/describe").status, 400);
}

#[test]
fn letters_outside_of_ascii_and_markup_are_no_more_than_text() {
    let data = "PREFIX e: <http://e.org/x/>\n\
        <http://e.org/x/é> <http://www.w3.org/2000/01/rdf-schema#label> \"<script>alert(1)</script>\" ; e:p 1 .";
    let store = Writable::start(data);
    let answer = store.server.get("/x/%C3%A9");
    assert_eq!(answer.status, 303);
    let page = get(&store.server, answer.header("location").expect("the description"), "text/html");
    assert!(
        page.text().contains("&lt;script&gt;") && !page.text().contains("<script"),
        "{}",
        page.text()
    );
}

#[test]
fn a_class_is_described_by_what_is_said_of_it() {
    let server = Server::start(&[]);
    let path =
        format!("/describe?format=nt&iri={}", encoded("https://westlake.example/ns#Statement"));
    let answer = server.get(&path);
    assert_eq!(answer.status, 200);
    assert!(
        answer.text().contains("<https://westlake.example/ns#Statement> "),
        "{}",
        answer.text()
    );
}

#[test]
fn answers_of_construct_and_describe_have_statements_in_json_ld() {
    let server = Server::start(&[]);
    let queries = [
        "CONSTRUCT { ?s ?p ?o . ?r rdf:reifies <<( ?s ?p ?o )>> } { ?r rdf:reifies <<( ?s ?p ?o )>> } LIMIT 3",
        "DESCRIBE ?r { ?r rdf:reifies ?t } LIMIT 1",
    ];
    for query in queries {
        let answer =
            get(&server, &format!("/sparql?query={}", encoded(query)), "application/ld+json");
        assert_eq!(answer.status, 200, "{}", answer.text());
        let text = answer.text();
        assert!(text.contains("22-rdf-syntax-ns#Statement") && !text.contains("@triple"), "{text}");
        answer.json();
    }
}

#[test]
fn every_link_of_the_start_page_leads_somewhere_whatever_is_served() {
    let folder = tempfile::tempdir().expect("a folder");
    let turtle =
        "<urn:x:1> <urn:p> 1 . <urn:x:a&b> <http://www.w3.org/2000/01/rdf-schema#label> \"b\" .";
    std::fs::write(folder.path().join("named.ttl"), turtle).expect("a file");
    std::fs::write(folder.path().join("none.ttl"), "[] <urn:p> 1 .").expect("a file");
    for (arguments, entity) in [
        (&[][..], Some("westlake.example")),
        (&["--data", "named.ttl"], Some("urn%3Ax%3Aa%26b")),
        (&["--data", "none.ttl"], None),
    ] {
        let server = Server::start_in(folder.path(), arguments);
        let page = server.get("/endpoints").text().to_owned();
        let links: Vec<String> = page
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('"')?.0.replace("&amp;", "&")))
            .collect();
        assert!(links.len() >= 11, "{page}");
        for link in &links {
            assert_eq!(server.get(link).status, 200, "{link}");
        }
        let described = links.iter().find(|link| link.starts_with("/describe?"));
        assert_eq!(described.is_some(), entity.is_some(), "{page}");
        assert!(described.is_none_or(|link| link.contains(entity.unwrap_or_default())), "{page}");
        for path in ["/query", "/update", "/mcp", "/api/v1/"] {
            assert!(page.contains(path), "{path} is not in {page}");
        }
    }
}
