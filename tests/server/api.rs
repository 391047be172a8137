//! `/api/v1/…`: the same JSON as the program prints, problems that say what to do, and bounds.

use super::harness::{Response, Server, encoded, printed};
use super::writable::Writable;
use serde_json::Value;

/// A document with a fact of it, so that a server can show its words.
const REPORT: [&str; 4] =
    ["--data", "docs/example/report.ttl", "--source", "docs/example/report.txt"];

fn problem(answer: &Response, status: u16, kind: &str) -> Value {
    assert_eq!(answer.status, status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    let problem = answer.json();
    assert_eq!(problem["type"], format!("https://westlake.example/problems/{kind}"));
    problem
}

fn possible(problem: &Value) -> Vec<&str> {
    problem["possible"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn every_verb_answers_the_same_over_http() {
    let server = Server::start(&[]);
    let cases: &[(&str, &[&str])] = &[
        ("entities?q=liang", &["search", "liang"]),
        ("entities?q=z&limit=2", &["search", "z", "--top", "2"]),
        ("entities?q=qqqqqq", &["search", "qqqqqq"]),
        ("card?entity=deepseek", &["show", "DeepSeek"]),
        (
            "card?entity=:Zhejiang&status=asserted&limit=1000",
            &["show", ":Zhejiang", "--status", "asserted", "--all"],
        ),
        ("card?entity=Hangzhou&lang=zh", &["show", "Hangzhou", "--lang", "zh"]),
        ("neighbors?entity=Hangzhou", &["neighbors", "Hangzhou"]),
        (
            "neighbors?entity=DeepSeek&hops=2&via=released&via=founded&direction=out&limit=3&status=asserted",
            &[
                "neighbors",
                "DeepSeek",
                "--hops",
                "2",
                "--via",
                "released",
                "--via",
                "founded",
                "--direction",
                "out",
                "--status",
                "asserted",
            ],
        ),
        ("paths?from=DeepSeek&to=Li%20Qiang", &["path", "DeepSeek", "Li Qiang"]),
        (
            "paths?from=Alibaba&to=Unitree&count=3&avoid=Zhejiang&max-hops=8",
            &[
                "path",
                "Alibaba",
                "Unitree",
                "--count",
                "3",
                "--avoid",
                "Zhejiang",
                "--max-hops",
                "8",
            ],
        ),
        (
            "paths?from=Liang+Wenfeng&to=R1&direction=forward&via=founded&via=released",
            &[
                "path",
                "Liang Wenfeng",
                "R1",
                "--direction",
                "forward",
                "--via",
                "founded",
                "--via",
                "released",
            ],
        ),
        ("why?entity=Alibaba&entity=SCMP", &["why", "Alibaba", "SCMP"]),
        (
            "why?entity=Unitree&entity=Alibaba&entity=DeepSeek&count=1",
            &["why", "Unitree", "Alibaba", "DeepSeek", "--count", "1"],
        ),
        ("rank", &["rank"]),
        (
            "rank?by=betweenness&top=5&status=all",
            &["rank", "--by", "betweenness", "--top", "5", "--status", "all"],
        ),
        ("components", &["components"]),
        ("components?groups=1000&members=1000", &["components", "--all"]),
        ("communities?seed=7&status=all", &["communities", "--seed", "7", "--status", "all"]),
        ("stats", &["stats"]),
        ("stats?status=Reported,Claimed", &["stats", "--status", "Reported,Claimed"]),
        ("evidence", &["evidence"]),
    ];
    for (path, arguments) in cases {
        let answer = server.get(&format!("/api/v1/{path}"));
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some("application/json"), "{path}");
        let arguments = [*arguments, &["--format", "json", "--quiet"]].concat();
        assert!(answer.body == printed(&arguments), "{path} is not what {arguments:?} prints");
    }
}

#[test]
fn a_server_with_a_document_shows_its_words() {
    let server = Server::start(&REPORT);
    let evidence = server.get("/api/v1/evidence");
    assert_eq!(evidence.body, printed(&[&["evidence", "--format", "json"][..], &REPORT].concat()));
    assert!(evidence.text().contains("\"verified\""));
    let documents = server.get("/api/v1/documents").json();
    let iri = documents[0]["value"].as_str().expect("a document");
    assert_eq!(documents[0]["is_same"], true);
    let document = server.get(&format!("/api/v1/document?iri={}", encoded(iri))).json();
    let text =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/example/report.txt"));
    assert_eq!(document["text"], text.expect("the example"));
    assert_eq!(document["length"], documents[0]["length"]);
}

#[test]
fn a_document_that_was_not_given_has_no_text() {
    let server = Server::start(&[]);
    assert_eq!(server.get("/api/v1/documents").json(), Value::Array(Vec::new()));
    problem(&server.get("/api/v1/document?iri=:article"), 404, "no-text");
    problem(&server.get("/api/v1/document?iri=nothing-of-this-name"), 404, "unknown-entity");
}

#[test]
fn names_are_completed_and_listed_in_parts() {
    let server = Server::start(&[]);
    let names = |path: &str| -> Vec<String> {
        let answer = server.get(&format!("/api/v1/entities?{path}")).json();
        let hits = answer["hits"].as_array().expect("hits");
        hits.iter().map(|hit| hit["name"].as_str().expect("a name").to_owned()).collect()
    };
    assert_eq!(names("q=LIANG+w")[0], "Liang Wenfeng");
    assert_eq!(names("q=deepse")[0], "DeepSeek");
    let all = names("q=a&limit=1000");
    assert!(all.len() > 6);
    let parts =
        [names("q=a&limit=3"), names("q=a&limit=3&offset=3"), names("q=a&limit=1000&offset=6")];
    assert_eq!(parts.concat(), all);
    assert!(names("q=a&offset=100000").is_empty() && names("q=").is_empty());
    assert_eq!(server.get("/api/v1/entities?q=a&limit=0").json()["total"], all.len());
}

#[test]
fn an_unknown_name_comes_with_the_nearest_ones() {
    let server = Server::start(&[]);
    let unknown = problem(&server.get("/api/v1/card?entity=Liang+Wenfang"), 404, "unknown-entity");
    assert_eq!(possible(&unknown), ["Liang Wenfeng"]);
    let unknown = server.get("/api/v1/neighbors?entity=DeepSeek&via=fuonded");
    assert_eq!(possible(&problem(&unknown, 404, "unknown-property")), ["founded"]);
    let unknown = server.get("/api/v1/paths?from=DeepSeek&to=Alibaba&avoid=Unitre");
    assert_eq!(possible(&problem(&unknown, 404, "unknown-entity")), ["Unitree"]);
    for blank in ["%20", "%E3%80%80"] {
        problem(&server.get(&format!("/api/v1/card?entity={blank}")), 404, "unknown-entity");
    }
}

#[test]
fn an_ambiguous_name_comes_with_what_it_may_mean() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let turtle = "@prefix e: <http://example.com/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
                  e:river rdfs:label \"Cam\" . e:town rdfs:label \"Cam\" . e:river e:near e:town .\n";
    std::fs::write(folder.path().join("data.ttl"), turtle).expect("a writable folder");
    let server = Server::start_in(folder.path(), &["--data", "data.ttl"]);
    let ambiguous = problem(&server.get("/api/v1/card?entity=cam"), 409, "ambiguous-entity");
    let candidates = possible(&ambiguous);
    assert_eq!(candidates.len(), 2);
    for candidate in candidates {
        assert_eq!(server.get(&format!("/api/v1/card?entity={}", encoded(candidate))).status, 200);
    }
}

#[test]
fn a_wrong_parameter_is_refused_with_what_is_allowed() {
    let server = Server::start(&[]);
    for (path, kind, allowed) in [
        ("card?enttiy=DeepSeek", "unknown-parameter", "entity"),
        ("card", "wrong-parameter", "entity is missing"),
        ("card?entity=", "wrong-parameter", "entity is a text"),
        ("card?entity=DeepSeek&entity=Alibaba", "wrong-parameter", "may stand once"),
        ("card?entity=DeepSeek&limit=1001", "wrong-parameter", "from 0 to 1000"),
        ("card?entity=DeepSeek&limit=-1", "wrong-parameter", "from 0 to 1000"),
        ("card?entity=DeepSeek&status=certain", "wrong-parameter", "Reported"),
        ("why?entity=DeepSeek", "wrong-parameter", "2 to 16 times"),
        ("rank?by=fame", "wrong-parameter", "pagerank"),
        ("rank?timeout=-1", "wrong-parameter", "a number of seconds"),
        ("stats?lang=%0a", "wrong-parameter", "language tag"),
        ("export?format=pdf", "wrong-parameter", "graphml"),
        ("export?format=ttl&part=nodes", "wrong-parameter", "format=csv"),
        ("export?format=ttl&hops=2", "wrong-parameter", "hops is for entity"),
        ("picture?entity=DeepSeek&query=ASK{}", "wrong-parameter", "give one"),
        ("export?format=ttl&query=ASK{}", "no-graph", "CONSTRUCT"),
        ("examples?x", "unknown-parameter", "timeout"),
        ("card?entity=%FF", "bad-request", "UTF-8"),
    ] {
        let problem = problem(&server.get(&format!("/api/v1/{path}")), 400, kind);
        assert!(problem.to_string().contains(allowed), "{path}: {problem}");
    }
    let long = format!("/api/v1/card?entity={}", "x".repeat(1001));
    problem(&server.get(&long), 400, "wrong-parameter");
    assert_eq!(server.request("POST", "/api/v1/card?entity=DeepSeek", &[], b"x").status, 405);
    assert_eq!(server.get("/api/v1/nothing").status, 404);
}

#[test]
fn the_mistakes_of_a_query_have_their_places() {
    let server = Server::start(&[]);
    let wrong = "SELECT ?x { ?x wl:owns ?y FILTER(?y == :SCMP) }";
    let expected = server.get(&format!("/api/v1/check?query={}", encoded(wrong)));
    assert_eq!(expected.status, 200);
    assert_eq!(expected.json()["mistakes"][0]["column"], 37);
    let type_of = |media_type| [("Content-Type", media_type)];
    let post = |headers: &[(&str, &str)], body: &str| {
        server.request("POST", "/api/v1/check", headers, body.as_bytes())
    };
    assert_eq!(post(&type_of("application/sparql-query"), wrong).body, expected.body);
    assert_eq!(post(&type_of("Text/Plain; charset=utf-8"), wrong).body, expected.body);
    assert_eq!(post(&type_of("text/plain"), "ASK {}").json()["mistakes"], Value::Array(Vec::new()));
    problem(&post(&type_of("text/html"), wrong), 415, "unsupported-media-type");
    problem(&post(&[], wrong), 415, "unsupported-media-type");
    let elsewhere = [("Content-Type", "text/plain"), ("Origin", "http://example.com")];
    problem(&post(&elsewhere, wrong), 403, "cross-origin");
    let too_long = "x".repeat((1 << 20) + 1);
    let check = post(&type_of("text/plain"), &too_long);
    assert_eq!((check.status, check.json()["mistakes"].as_array().map(Vec::len)), (200, Some(1)));
    problem(&post(&type_of("text/plain"), &(too_long + "x")), 413, "body-limit");
}

#[test]
fn the_mistakes_of_an_update_have_their_places() {
    let server = Server::start(&[]);
    let get = |query: &str| server.get(&format!("/api/v1/check?{query}"));
    let post = |media_type: &str, body: &str| {
        let headers = [("Content-Type", media_type)];
        server.request("POST", "/api/v1/check", &headers, body.as_bytes())
    };
    let wrong = "INSERT DATA {\n  ?s :p 1 }";
    let expected = get(&format!("update={}", encoded(wrong)));
    let mistake = &expected.json()["mistakes"][0];
    assert_eq!((&mistake["line"], &mistake["column"]), (&2.into(), &3.into()), "{mistake}");
    assert_eq!(post("application/sparql-update", wrong).body, expected.body);
    let sound = "PREFIX ex: <http://example.org/> CLEAR GRAPH ex:g ; DELETE WHERE { :a :p ?o }";
    let check = post("application/sparql-update", sound);
    assert_eq!(check.json()["mistakes"], Value::Array(Vec::new()));
    // An update is no query, and a query no update.
    for (media_type, body) in
        [("application/sparql-query", sound), ("application/sparql-update", "ASK {}")]
    {
        let check = post(media_type, body);
        assert_eq!(check.json()["mistakes"].as_array().map(Vec::len), Some(1), "{media_type}");
    }
    problem(&get("update=&query="), 400, "wrong-parameter");
    problem(&get(""), 400, "wrong-parameter");
    let hints = [("Content-Type", "application/sparql-update")];
    let hints = server.request("POST", "/api/v1/hints", &hints, sound.as_bytes());
    problem(&hints, 415, "unsupported-media-type");
}

#[test]
fn a_query_that_finds_nothing_has_hints() {
    let server = Server::start(&[]);
    let hints = |query: &str| server.get(&format!("/api/v1/hints?query={}", encoded(query)));
    let found = hints("ASK { :LiQiang wl:workedIn :Zhejiang }").json();
    assert_eq!(
        (&found["found_nothing"], &found["hints"][0]["kind"]),
        (&true.into(), &"unasserted".into())
    );
    assert!(found["hints"][0]["text"].as_str().is_some_and(|text| text.contains("claimed")));
    let found = hints("SELECT * { ?who wl:founded :DeepSeek }").json();
    assert_eq!(
        (&found["found_nothing"], &found["hints"]),
        (&false.into(), &Value::Array(Vec::new()))
    );
    for query in
        ["SELECT (COUNT(*) AS ?n) { :a wl:founded ?x }", "CONSTRUCT WHERE { :a wl:founded ?x }"]
    {
        assert_eq!(hints(query).json()["found_nothing"], true, "{query}");
    }
    let wrong = problem(&hints("SELECT * { ?s"), 400, "query-syntax");
    assert!(wrong["mistakes"].is_array());
}

#[test]
fn an_export_in_a_format_that_can_not_hold_the_data_is_not_acceptable() {
    let store = Writable::start("");
    store.send("PUT", "/store?graph=http://e.org/g", "<http://e.org/a> <http://e.org/p> 1 .");
    let export = |rest: &str| store.server.get(&format!("/api/v1/export?{rest}"));
    let refused = problem(&export("format=nt"), 406, "not-acceptable");
    assert_eq!(refused["detail"], store.server.get("/store?format=nt").json()["detail"]);
    assert_eq!(export("format=nq").status, 200);
    // RDF/XML has no name for a predicate without a local part.
    let query = encoded("CONSTRUCT { <http://e.org/a> <http://e.org/1> 2 } WHERE {}");
    let refused = problem(&export(&format!("format=rdfxml&query={query}")), 406, "not-acceptable");
    let asked = format!("/sparql?format=rdfxml&query={query}");
    assert_eq!(refused["detail"], store.server.get(&asked).json()["detail"]);
}

#[test]
fn every_export_is_what_the_program_writes() {
    let server = Server::start(&[]);
    let around = "&entity=Hangzhou&hops=1";
    for (format, media_type, file) in [
        ("ttl", "text/turtle; charset=utf-8", "graph.ttl"),
        ("trig", "application/trig", "graph.trig"),
        ("nt", "application/n-triples", "graph.nt"),
        ("nq", "application/n-quads", "graph.nq"),
        ("rdfxml", "application/rdf+xml", "graph.rdf"),
        ("jsonld", "application/ld+json", "graph.jsonld"),
        ("dot", "text/vnd.graphviz; charset=utf-8", "graph.dot"),
        ("graphml", "application/graphml+xml", "graph.graphml"),
        ("gexf", "application/gexf+xml", "graph.gexf"),
        ("cytoscape", "application/json", "graph.json"),
        ("mermaid", "text/plain; charset=utf-8", "graph.mmd"),
    ] {
        let answer = server.get(&format!("/api/v1/export?format={format}{around}"));
        assert_eq!(answer.status, 200, "{format}: {}", answer.text());
        assert_eq!(answer.header("content-type"), Some(media_type));
        let disposition = format!("attachment; filename=\"{file}\"");
        assert_eq!(answer.header("content-disposition"), Some(&*disposition));
        let arguments =
            ["export", "--quiet", "--format", format, "--entity", "Hangzhou", "--hops", "1"];
        let file = printed(&arguments);
        // A file of the program ends its last line.
        assert!(file.trim_ascii_end() == answer.body.trim_ascii_end(), "{format}");
    }
    let all = server.get("/api/v1/export?format=nt&status=all");
    assert_eq!(all.body, printed(&["export", "--quiet", "--format", "nt", "--status", "all"]));
    assert_eq!(all.header("transfer-encoding"), Some("chunked"), "a long answer is streamed");
    let query = "DESCRIBE :DeepSeek";
    let made = server.get(&format!("/api/v1/export?format=ttl&query={}", encoded(query)));
    assert_eq!(made.body, printed(&["export", "--quiet", "--format", "ttl", "--query", query]));
}

#[test]
fn csv_is_two_files_of_which_one_is_asked_for() {
    let server = Server::start(&[]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_str().expect("a path that is text");
    let written = super::harness::westlake()
        .args(["export", "--quiet", "--format", "csv", "--csv-safe", "-o", out])
        .status();
    assert!(written.is_ok_and(|status| status.success()));
    for part in ["nodes", "edges"] {
        let answer = server.get(&format!("/api/v1/export?format=csv&csv-safe=true&part={part}"));
        let file = std::fs::read(folder.path().join(format!("{part}.csv"))).expect("a file");
        assert_eq!(answer.body, file);
        let disposition = format!("attachment; filename=\"{part}.csv\"");
        assert_eq!(answer.header("content-disposition"), Some(&*disposition));
    }
}

#[test]
fn a_part_that_nothing_is_around_is_no_empty_file() {
    let server = Server::start(&[]);
    for path in ["export?format=ttl", "export?format=dot", "picture?nodes=10"] {
        let answer = server.get(&format!("/api/v1/{path}&entity=wl:founded"));
        problem(&answer, 404, "no-node");
    }
}

#[test]
fn a_picture_says_what_it_leaves_out() {
    let server = Server::start(&[]);
    let picture = |query: &str| server.get(&format!("/api/v1/picture?{query}")).json();
    let length = |list: &Value| list.as_array().map_or(0, Vec::len);
    let whole = picture("nodes=5000&edges=20000");
    assert_eq!(whole["nodes_total"], length(&whole["nodes"]));
    assert_eq!(whole["edges_total"], length(&whole["edges"]));
    for part in ["", "&entity=DeepSeek&hops=3", "&query=CONSTRUCT+WHERE+%7B?s+?p+?o%7D"] {
        let cut = picture(&format!("nodes=5&edges=3{part}"));
        assert_eq!((length(&cut["nodes"]), length(&cut["edges"])), (5, 3), "{part}");
        assert!(cut["nodes_total"].as_u64() > Some(5) && cut["edges_total"].as_u64() > Some(3));
        for edge in cut["edges"].as_array().expect("edges") {
            assert!(edge["source"].as_u64() < Some(5) && edge["target"].as_u64() < Some(5));
        }
    }
    // The nearest are kept: the entity itself and its neighbours.
    let near = picture("nodes=3&entity=DeepSeek&hops=4");
    assert!(near["nodes"].as_array().is_some_and(|nodes| {
        nodes.iter().any(|node| node["id"] == "https://westlake.example/id/DeepSeek")
    }));
}

#[test]
fn a_picture_takes_no_more_triples_than_it_can_hold() {
    let server = Server::start(&[]);
    let query = "CONSTRUCT { ?a :with ?b } WHERE { ?a ?p ?o . ?b ?q ?r }";
    let answer = server.get(&format!("/api/v1/picture?query={}", encoded(query)));
    problem(&answer, 413, "row-limit");
}

#[test]
fn hostile_names_are_only_names() {
    let server = Server::start(&[]);
    for name in [
        "../../etc/passwd",
        "file:///etc/passwd",
        "%00",
        "\u{1b}[2J",
        "<",
        "<>",
        ":::",
        "é\u{301}".repeat(400).as_str(),
    ] {
        for path in ["card?entity=", "document?iri=", "paths?to=DeepSeek&from="] {
            let answer = server.get(&format!("/api/v1/{path}{}", encoded(name)));
            problem(&answer, 404, "unknown-entity");
            assert!(!answer.text().contains('\u{1b}'));
        }
    }
    assert_eq!(server.get("/api/v1/stats").status, 200);
}

#[test]
fn examples_can_be_run_and_prefixes_used() {
    let server = Server::start(&[]);
    let examples = server.get("/api/v1/examples").json();
    let examples = examples.as_array().expect("a list");
    assert!(examples.len() >= 15);
    for example in examples {
        let query = example["query"].as_str().expect("a query");
        let answer = server.get(&format!("/sparql?query={}", encoded(query)));
        assert_eq!(answer.status, 200, "{}", example["name"]);
    }
    let prefixes = server.get("/api/v1/prefixes").json();
    let own = serde_json::json!({ "prefix": "wl", "namespace": "https://westlake.example/ns#" });
    assert!(prefixes.as_array().is_some_and(|prefixes| prefixes.contains(&own)));
    let schema = server.get("/api/v1/schema").json();
    assert_eq!(schema["view"], "all");
    assert!(schema["predicates"].as_array().is_some_and(|own| own.len() > 20));
}

#[test]
fn who_has_an_answer_gets_no_second_one() {
    let server = Server::start(&[]);
    for path in ["/api/v1/stats", "/api/v1/export?format=ttl"] {
        let first = server.get(path);
        let tag = first.header("etag").expect("a tag");
        let again = server.request("GET", path, &[("If-None-Match", tag)], b"");
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        assert_eq!(again.header("etag"), Some(tag));
        let other = server.request("GET", path, &[("If-None-Match", "\"other\"")], b"");
        assert_eq!(other.body, first.body);
        let head = server.request("HEAD", path, &[], b"");
        assert_eq!((head.status, head.body.len()), (200, 0), "{path}");
    }
    // A tag of one endpoint is none of another's.
    let tag = server.get("/api/v1/stats").header("etag").map(str::to_owned).expect("a tag");
    let other = server.request("GET", "/api/v1/schema", &[("If-None-Match", &tag)], b"");
    assert_eq!(other.status, 200);
}

#[test]
fn without_any_time_nothing_is_begun() {
    let server = Server::start(&[]);
    for path in [
        "/api/v1/evidence?timeout=0",
        "/api/v1/stats?timeout=0.0",
        "/sparql?query=ASK%7B%7D&timeout=0",
    ] {
        assert_eq!(server.get(path).status, 503, "{path}");
    }
}

#[test]
fn what_another_time_may_change_has_no_tag() {
    let server = Server::start(&[]);
    let constant = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 3";
    let changing = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(RAND() < 2) } LIMIT 3";
    for path in ["/sparql?query=", "/api/v1/export?format=ttl&query=", "/api/v1/picture?query="] {
        let get = |query: &str| server.get(&format!("{path}{}", encoded(query)));
        let (known, other) = (get(constant), get(changing));
        assert_eq!((known.status, other.status), (200, 200), "{path}");
        assert!(known.header("etag").is_some(), "{path}");
        assert_eq!((other.header("etag"), other.header("cache-control")), (None, Some("no-store")));
    }
}

#[test]
fn the_description_names_every_path_and_each_parameter() {
    let server = Server::start(&[]);
    let description = server.get("/api/openapi.json").json();
    assert_eq!(description["openapi"], "3.1.0");
    let paths = description["paths"].as_object().expect("paths");
    let entities = &paths["/api/v1/entities"]["get"];
    let names: Vec<_> = entities["parameters"]
        .as_array()
        .expect("parameters")
        .iter()
        .filter_map(|parameter| parameter["name"].as_str())
        .collect();
    assert_eq!(names, ["q", "limit", "offset", "lang", "timeout"]);
    let limit = &entities["parameters"][1]["schema"];
    assert_eq!((&limit["maximum"], &limit["default"]), (&1000.into(), &20.into()));
    // Every reference leads somewhere.
    let text = description.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().expect("a name");
        assert!(description["components"]["schemas"][name].is_object(), "{name}");
    }
    for path in paths.keys().filter(|path| path.starts_with("/api/v1/")) {
        assert!([200, 400].contains(&server.get(path).status), "{path}");
    }
}
