//! The Model Context Protocol: raw JSON-RPC lines against `westlake mcp`, and the official Python client over both transports.
//!
//! `mcp_client.py` is run by `python3`, or by what `WESTLAKE_PYTHON` names, if it has the package `mcp`. Without it the test says
//! that it was left out, and fails if `WESTLAKE_REQUIRE_PYTHON` is 1.
#![cfg(feature = "server")]

use serde_json::{Value, json};
use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_westlake");
/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// A query that takes hours, and looks at its limits all the time.
const SLOW: &str = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?p ?d . ?e ?p ?f . ?g ?p ?h }";

/// A client that has said hello.
struct Client {
    process: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    next_id: u64,
}

impl Client {
    fn start(arguments: &[&str]) -> Self {
        let mut client = Self::silent(arguments);
        let hello = json!({
            "protocolVersion": "2025-06-18",
            "capabilities": {},
            "clientInfo": { "name": "test", "version": "1" },
        });
        let answer = client.request("initialize", &hello);
        assert_eq!(answer["result"]["serverInfo"]["name"], "westlake", "{answer}");
        client.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
        client
    }

    /// A client that has said nothing.
    fn silent(arguments: &[&str]) -> Self {
        let mut process = Command::new(PROGRAM)
            .arg("mcp")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the built program starts");
        let input = process.stdin.take();
        let output = BufReader::new(process.stdout.take().expect("it was piped"));
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self { process, input, lines, next_id: 0 }
    }

    fn send(&mut self, line: &str) {
        let input = self.input.as_mut().expect("it is open");
        writeln!(input, "{line}").and_then(|()| input.flush()).expect("the server reads");
    }

    /// The next message. Every line of the output must be one.
    fn receive(&self) -> Value {
        let line = self.lines.recv_timeout(PATIENCE).expect("the server answers");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error} in {line}"))
    }

    fn request(&mut self, method: &str, parameters: &Value) -> Value {
        self.next_id += 1;
        let id = self.next_id;
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters });
        self.send(&message.to_string());
        let answer = self.receive();
        assert_eq!(answer["id"], id, "{answer}");
        answer
    }

    fn call(&mut self, tool: &str, arguments: Value) -> Answer {
        let called = self.request("tools/call", &json!({ "name": tool, "arguments": arguments }));
        let result = &called["result"];
        Answer {
            is_error: result["isError"].as_bool().unwrap_or_else(|| panic!("no result: {called}")),
            text: result["content"][0]["text"].as_str().expect("a text").to_owned(),
            json: result["structuredContent"].clone(),
        }
    }

    fn end(mut self) -> ExitStatus {
        drop(self.input.take());
        self.process.wait().expect("it ends")
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Answer {
    is_error: bool,
    text: String,
    json: Value,
}

impl Answer {
    #[track_caller]
    fn good(self) -> Self {
        assert!(!self.is_error, "{}", self.text);
        assert!(self.json["view"].is_string() && self.json["cut"].is_array(), "{}", self.json);
        self
    }

    #[track_caller]
    fn refused(self, kind: &str, says: &str) -> Self {
        assert!(self.is_error, "{}", self.text);
        assert_eq!(self.json["error"], kind, "{}", self.text);
        assert!(self.text.contains(says), "{}", self.text);
        self
    }

    #[track_caller]
    fn says(self, words: &str) -> Self {
        assert!(self.text.contains(words), "no {words:?} in\n{}", self.text);
        self
    }
}

#[test]
fn it_says_who_it_is_and_what_its_tools_take() {
    let mut client = Client::silent(&[]);
    let hello = json!({
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": { "name": "test", "version": "1" },
    });
    let hello = client.request("initialize", &hello);
    let instructions = hello["result"]["instructions"].as_str().expect("instructions");
    assert!(instructions.contains("never pass it on as a fact"), "{instructions}");
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#);
    let listed = client.request("tools/list", &json!({}));
    let tools = listed["result"]["tools"].as_array().expect("tools");
    let names: Vec<_> = tools.iter().filter_map(|tool| tool["name"].as_str()).collect();
    let expected = [
        "search_entities",
        "describe_entity",
        "why_connected",
        "find_paths",
        "schema",
        "sparql_query",
    ];
    assert_eq!(names, expected);
    for tool in tools {
        let annotations = &tool["annotations"];
        assert_eq!(annotations["readOnlyHint"], true, "{tool}");
        assert_eq!(annotations["openWorldHint"], false, "{tool}");
        assert_eq!(annotations["idempotentHint"], true, "{tool}");
        assert_eq!(tool["inputSchema"]["type"], "object", "{tool}");
        assert!(tool["description"].as_str().is_some_and(|text| text.contains("Example: {")));
        for (name, property) in tool["inputSchema"]["properties"].as_object().expect("properties") {
            assert!(property["description"].is_string(), "{name} of {tool}");
            let is_number = property["type"] == "integer";
            let is_bounded = property["minimum"].is_number() && property["maximum"].is_number();
            assert_eq!(is_number, is_bounded, "{name} of {tool}");
        }
    }
    assert!(client.end().success());
}

#[test]
fn search_forgives_and_counts_and_says_what_it_cuts() {
    let mut client = Client::start(&[]);
    let found = client.call("search_entities", json!({ "text": "deepseak", "count": 1 })).good();
    assert_eq!(found.json["hits"].as_array().map(Vec::len), Some(1));
    let total = found.json["total"].as_u64().expect("a total");
    assert!(total > 1);
    assert_eq!(found.json["cut"].as_array().map(Vec::len), Some(1));
    found.says(&format!("1 of {total} entities")).says("DeepSeek  company  :DeepSeek");
    client.call("search_entities", json!({ "text": "zzzzqq" })).good().says("No entity");
    client.call("search_entities", json!({ "text": "" })).good().says("No entity");
    client.call("search_entities", json!({ "text": "\u{1b}[31m\u{202e}x\0" })).good();
    client
        .call("search_entities", json!({ "text": "x".repeat(1 << 20) }))
        .refused("arguments", "text has 1048576 bytes");
    client
        .call("search_entities", json!({ "text": "a", "count": -1 }))
        .refused("arguments", "count is -1; it must lie between 1 and 100");
    client
        .call("search_entities", json!({ "text": "a", "count": "many" }))
        .refused("arguments", "count (integer)");
    client
        .call("search_entities", json!({ "txt": "a" }))
        .refused("arguments", "text (string, required)");
    client
        .call("search_entities", json!({ "text": "a", "status": "Rumoured" }))
        .refused("unknown_status", "Claimed");
}

#[test]
fn a_described_entity_has_what_it_takes_to_quote_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, source) = (folder.path().join("data.ttl"), folder.path().join("note.txt"));
    std::fs::write(&source, "Ada leads the harbour office.").expect("a file");
    std::fs::write(&data, turtle_about_ada()).expect("a file");
    let [data, source] = [&data, &source].map(|path| path.to_str().expect("UTF-8"));
    let mut client = Client::start(&["--data", data, "--source", source]);
    let card = client.call("describe_entity", json!({ "entity": "ADA" })).good();
    let fact = &card.json["outgoing"][0]["facts"][0];
    let span = &fact["annotations"][0]["evidence"][0];
    assert_eq!(span["verdict"], "verified", "{span}");
    assert_eq!((&span["start"], &span["end"]), (&json!(0), &json!(28)));
    assert_eq!(span["words"], "Ada leads the harbour office");
    assert_eq!(card.json["documents"][0]["spans"], 1);
    let digest = card.json["documents"][0]["sha256"].as_str().expect("a digest").to_owned();
    let card = card.says("“Ada leads the harbour office”").says(&digest).says("[reported]");
    assert!(!card.text.contains('\u{1b}'), "{}", card.text);
    // What is only claimed is marked.
    card.says("? Globex  [claimed by Bob]");
    drop(client);
    // Without the document the words are missing, and the answer says so.
    let mut client = Client::start(&["--data", data]);
    client
        .call("describe_entity", json!({ "entity": "ex:Ada" }))
        .good()
        .says("The words of some places aren't shown");
}

fn turtle_about_ada() -> String {
    let cite = Command::new(PROGRAM)
        .args(["query", "--format", "csv", "SELECT (SHA256(\"Ada leads the harbour office.\") AS ?a) (SHA256(\"Ada leads the harbour office\") AS ?b) {}"])
        .output()
        .expect("the built program runs");
    let digests = String::from_utf8(cite.stdout).expect("UTF-8");
    let (document, words) =
        digests.lines().nth(1).and_then(|line| line.split_once(',')).expect("two digests");
    format!(
        r#"
        @prefix ex: <http://example.com/> .
        @prefix wl: <https://westlake.example/ns#> .
        @prefix oa: <http://www.w3.org/ns/oa#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        ex:note wl:sha256 "{document}" ; wl:length 29 .
        ex:span a oa:TextPositionSelector ; wl:source ex:note ; oa:start 0 ; oa:end 28 ; wl:sha256 "{words}" .
        ex:Ada rdfs:label "Ada\u001B[31m" , "Ada" ; ex:leads ex:Office ~ ex:f1 .
        ex:f1 wl:status wl:Reported ; wl:source ex:note ; wl:evidence ex:span .
        ex:Office rdfs:label "office" .
        ex:Bob rdfs:label "Bob" .
        ex:Globex rdfs:label "Globex" .
        << ex:Ada ex:buys ex:Globex ~ ex:s1 >> wl:status wl:Claimed ; wl:saidBy ex:Bob .
        "#
    )
}

#[test]
fn a_name_that_is_unknown_or_ambiguous_comes_back_with_what_may_be_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data.ttl");
    let turtle = "@prefix ex: <http://example.com/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        ex:a rdfs:label \"Paris\" ; ex:in ex:c . ex:b rdfs:label \"Paris\" ; ex:in ex:c . ex:c rdfs:label \"Texas\" .";
    std::fs::write(&data, turtle).expect("a file");
    let mut client = Client::start(&["--data", data.to_str().expect("UTF-8")]);
    let unknown = client
        .call("describe_entity", json!({ "entity": "Texsa" }))
        .refused("unknown_entity", "did you mean Texas?");
    assert_eq!(unknown.json["nearest"], json!(["Texas"]));
    unknown.says("search_entities");
    for (tool, arguments) in [
        ("describe_entity", json!({ "entity": "paris" })),
        ("find_paths", json!({ "from": "paris", "to": "Texas" })),
        ("why_connected", json!({ "entities": ["Texas", "paris"] })),
    ] {
        let refused = client.call(tool, arguments).refused("ambiguous_entity", "ex:a");
        let candidates = refused.json["candidates"].as_array().expect("candidates");
        assert_eq!(candidates.len(), 2);
        assert_eq!(candidates[1], json!({ "iri": "ex:b", "label": "Paris" }));
    }
    client.call("describe_entity", json!({ "entity": "" })).refused("arguments", "is empty");
    client.call("describe_entity", json!({})).refused("arguments", "entity");
    let escape = client
        .call("describe_entity", json!({ "entity": "\u{1b}]0;x\u{7}\u{202e}" }))
        .refused("unknown_entity", "\\u{1B}");
    assert!(!escape.text.contains('\u{1b}') && !escape.text.contains('\u{202e}'));
}

#[test]
fn connections_and_paths_carry_their_evidence() {
    let mut client = Client::start(&[]);
    let why = client
        .call("why_connected", json!({ "entities": ["Alibaba", "South China Morning Post"] }))
        .good()
        .says("Alibaba —owns→ South China Morning Post  [reported]  :f76");
    let annotation = &why.json["connections"][0]["steps"][0]["facts"][0]["annotations"][0];
    assert!(annotation["evidence"][0]["sha256"].is_string(), "{annotation}");
    client
        .call("why_connected", json!({ "entities": ["DeepSeek", "R1", "Liang Wenfeng"] }))
        .good()
        .says("Left out");
    client
        .call("why_connected", json!({ "entities": ["DeepSeek"] }))
        .refused("arguments", "the number of entities is 1");
    let many = vec!["DeepSeek"; 11];
    client.call("why_connected", json!({ "entities": many })).refused("arguments", "is 11");

    let paths = json!({ "from": "Liang Wenfeng", "to": "R1", "count": 1 });
    let paths = client.call("find_paths", paths).good().says("Liang Wenfeng —founded→ DeepSeek");
    assert_eq!(paths.json["paths"].as_array().map(Vec::len), Some(1));
    assert_eq!(paths.json["has_more"], true);
    paths.says("Cut:");
    let avoiding =
        json!({ "from": "Liang Wenfeng", "to": "R1", "avoid": ["founded"], "max_hops": 3 });
    let avoiding = client.call("find_paths", avoiding).good();
    assert!(!avoiding.text.contains("—founded→"), "{}", avoiding.text);
    let via = json!({ "from": "Liang Wenfeng", "to": "R1", "via": ["foundd"] });
    client.call("find_paths", via).refused("unknown_property", "did you mean founded?");
    let avoid = json!({ "from": "Liang Wenfeng", "to": "R1", "avoid": ["nothing at all"] });
    client.call("find_paths", avoid).refused("unknown_name", "neither a property nor an entity");
    let hops = json!({ "from": "Liang Wenfeng", "to": "R1", "max_hops": 1_000_000 });
    client.call("find_paths", hops).refused("arguments", "between 1 and 20");
    let way = json!({ "from": "Liang Wenfeng", "to": "R1", "direction": "sideways" });
    client.call("find_paths", way).refused("arguments", "`any` or `forward`");
}

#[test]
fn the_schema_has_counts_and_examples() {
    let mut client = Client::start(&[]);
    let schema = client.call("schema", json!({})).good().says("wl:founded");
    let founded = schema.json["predicates"].as_array().expect("a list").iter();
    let founded: Vec<_> = founded.filter(|own| own["short"] == "wl:founded").collect();
    assert_eq!(founded[0]["example"]["object"]["label"], "DeepSeek");
    assert_eq!(founded[0]["subjects"], "entity");
    let short = client.call("schema", json!({ "count": 2 })).good();
    assert_eq!(short.json["classes"].as_array().map(Vec::len), Some(2));
    assert_eq!(short.json["cut"].as_array().map(Vec::len), Some(2));
    short.says("2 of ");
}

#[test]
fn a_query_is_answered_cut_and_taught() {
    let mut client = Client::start(&[]);
    let mut query = |arguments: Value| client.call("sparql_query", arguments);
    let found =
        query(json!({ "query": "SELECT ?who ?fact { ?who wl:founded :DeepSeek ~ ?fact }" }))
            .good()
            .says(":LiangWenfeng (Liang Wenfeng) | :f13");
    assert_eq!(found.json["evidence"][0]["status"][0]["label"], "reported");
    let few = query(json!({ "query": "SELECT * { ?s ?p ?o }", "max_rows": 7 })).good();
    assert_eq!(few.json["rows"].as_array().map(Vec::len), Some(7));
    few.says("OFFSET 7");
    let bytes =
        query(json!({ "query": "SELECT * { ?s ?p ?o }", "max_rows": 1000, "max_bytes": 5000 }));
    let bytes = bytes.good();
    assert!(bytes.json.to_string().len() < 4 * 5000 && bytes.json["has_more"] == true);
    query(json!({ "query": "ASK { :Alibaba wl:owns :SCMP }" })).good().says("true");
    query(json!({ "query": "DESCRIBE :Alibaba" })).good().says(":Alibaba");
    query(json!({ "query": "SELECT ?where { :LiQiang wl:workedIn ?where }" }))
        .good()
        .says("hint: 1 more triple matches")
        .says("0 rows");
    query(json!({ "query": "SELECT ?where { :LiQiang wl:workedIn ?where }", "status": "all" }))
        .good()
        .says("only claimed, thought or planned");
    let claim = "SELECT ?where ?fact { :LiQiang wl:workedIn ?where ~ ?fact }";
    query(json!({ "query": claim, "status": "all" })).good().says("[claimed");
    let wrong = query(json!({ "query": "SELECT ?x\nWHER { ?x ?y ?z }" }));
    let wrong = wrong.refused("query_syntax", "help: ").says("query:2:1: ");
    assert_eq!(wrong.json["mistakes"][0]["line"], 2);
    query(json!({ "query": "INSERT DATA { :a :b :c }" })).refused("query_syntax", "Update");
    query(json!({ "query": "DELETE WHERE { ?s ?p ?o }" })).refused("query_syntax", "Update");
    query(json!({ "query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }" }))
        .refused("query", "SERVICE <http://127.0.0.1:1/> is not allowed");
    query(json!({ "query": "" })).refused("query_syntax", "query:1:1");
    let deep = format!("ASK {}{}", "{".repeat(100_000), "}".repeat(100_000));
    query(json!({ "query": deep })).refused("query_syntax", "nested");
    let long = format!("ASK {{ ?s ?p \"{}\" }}", "x".repeat(2 << 20));
    let long = query(json!({ "query": long }));
    assert!(long.is_error && long.text.len() < 8_000, "{}", long.text.len());
    query(json!({ "query": "ASK {}", "max_rows": 0 })).refused("arguments", "between 1 and 1000");
    query(json!({ "query": 7 })).refused("arguments", "query (string, required)");
    // And after all that it still answers.
    query(json!({ "query": "ASK { ?s ?p ?o }" })).good().says("true");
}

#[test]
fn a_query_past_its_time_is_refused_and_the_next_one_answered() {
    let mut client = Client::start(&["--timeout", "500ms"]);
    let slow = client.call("sparql_query", json!({ "query": SLOW }));
    assert!(slow.is_error, "{}", slow.text);
    client.call("sparql_query", json!({ "query": "ASK { ?s ?p ?o }" })).good();
}

#[test]
fn a_line_that_is_no_message_gets_an_error_and_the_next_one_an_answer() {
    let mut client = Client::start(&[]);
    let lines = [
        ("no JSON at all", -32700),
        ("{\"jsonrpc\":\"2.0\",\"id\":", -32700),
        ("[1, 2, 3]", -32600),
        ("\"text\"", -32600),
        ("{\"id\": 7}", -32600),
        ("\u{feff}{}", -32700),
    ];
    for (line, code) in lines {
        client.send(line);
        let answer = client.receive();
        assert_eq!(answer["error"]["code"], code, "{line}: {answer}");
    }
    let input = client.input.as_mut().expect("it is open");
    input.write_all(b"\xff\xfe\n").expect("the server reads");
    assert_eq!(client.receive()["error"]["code"], -32700);
    client.send(&"x".repeat(9 << 20));
    let long = client.receive();
    assert_eq!(long["error"]["code"], -32600, "{long}");
    client.send(r#"{"jsonrpc":"2.0","id":70,"method":"tools/call","params":{"name":"schema","arguments":[1]}}"#);
    let wrong = client.receive();
    assert!(wrong["id"] == 70 && wrong["error"]["code"].is_number(), "{wrong}");
    let unknown = client.request("tools/call", &json!({ "name": "drop_everything" }));
    assert_eq!(unknown["error"]["code"], -32602);
    assert!(unknown["error"]["message"].as_str().is_some_and(|text| text.contains("sparql_query")));
    for method in ["initialize", "tools/call"] {
        client.send(&json!({ "jsonrpc": "2.0", "id": "p", "method": method }).to_string());
        let wrong = client.receive();
        assert_eq!((&wrong["id"], &wrong["error"]["code"]), (&json!("p"), &json!(-32602)));
        let says = format!("the params of {method:?} are missing");
        assert!(wrong["error"]["message"].as_str().is_some_and(|text| text.starts_with(&says)));
    }
    let unknown = client.request("resources/read", &json!({ "uri": "file:///etc/passwd" }));
    assert!(unknown["error"]["code"].is_number(), "{unknown}");
    client.send(r#"{"jsonrpc":"2.0","method":"notifications/whatever","params":{}}"#);
    client.call("schema", json!({ "count": 1 })).good();
    assert!(client.end().success());
}

#[test]
fn it_ends_with_its_input_and_answers_what_was_asked_before() {
    assert!(Client::silent(&[]).end().success());
    let mut client = Client::start(&[]);
    for id in 100..120 {
        let call = json!({ "name": "describe_entity", "arguments": { "entity": "DeepSeek" } });
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": call });
        client.send(&message.to_string());
    }
    drop(client.input.take());
    let mut answered: Vec<u64> =
        (100..120).filter_map(|_| client.receive()["id"].as_u64()).collect();
    answered.sort_unstable();
    assert_eq!(answered, (100..120).collect::<Vec<_>>());
    assert!(client.end().success());
}

#[test]
fn a_cancelled_call_gets_no_answer_and_frees_its_thread() {
    let mut client = Client::start(&["--timeout", "none"]);
    // More than are worked on at once.
    // Long enough for the work to begin.
    std::thread::sleep(Duration::from_millis(200));
    for id in 200..210 {
        let call = json!({ "name": "sparql_query", "arguments": { "query": SLOW } });
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": call });
        client.send(&message.to_string());
    }
    for id in 200..210 {
        let message = json!({
            "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": id },
        });
        client.send(&message.to_string());
    }
    client.call("sparql_query", json!({ "query": "ASK { ?s ?p ?o }" })).good().says("true");
}

#[cfg(unix)]
#[test]
fn a_polite_kill_ends_it_in_order() {
    for signal in ["TERM", "INT"] {
        let mut client = Client::start(&[]);
        let id = client.process.id().to_string();
        let sent = Command::new("kill").args([&format!("-{signal}"), &id]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        // Its input stays open.
        assert_eq!(client.process.wait().expect("it ends").code(), Some(0), "{signal}");
    }
}

#[test]
fn the_official_client_asks_over_both_transports() {
    let python = env::var("WESTLAKE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_mcp = Command::new(&python)
        .args(["-c", "import mcp"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !has_mcp {
        let required = env::var("WESTLAKE_REQUIRE_PYTHON").is_ok_and(|value| value == "1");
        assert!(!required, "{python} has no package mcp");
        println!("left out: {python} has no package mcp");
        return;
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mcp_client.py");
    let ran = Command::new(&python).args([script, PROGRAM]).output().expect("Python runs");
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{out}\n{err}");
    assert_eq!(out, "stdio: 6 tools\nhttp: 6 tools\n");
}

/// `westlake serve` on a port of its own.
struct HttpServer {
    process: Child,
    address: String,
}

impl HttpServer {
    fn start(arguments: &[&str]) -> Self {
        let mut process = Command::new(PROGRAM)
            .args(["serve", "--bind", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the built program starts");
        let mut line = String::new();
        let output = process.stdout.as_mut().expect("it was piped");
        BufReader::new(output).read_line(&mut line).expect("it prints its address");
        let address = line.trim().rsplit("http://").next().expect("an address");
        Self { process, address: address.trim_end_matches('/').to_owned() }
    }

    fn open(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout is possible");
        stream
    }

    /// Sends a message with further headers; the status, and the body.
    fn post(&self, headers: &str, body: &str) -> (u16, String) {
        let mut stream = self.open();
        let host = if headers.contains("Host: ") { "" } else { "Host: localhost\r\n" };
        let head = format!(
            "POST /mcp HTTP/1.1\r\n{host}{headers}Content-Type: application/json\r\n\
             Accept: application/json, text/event-stream\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("it reads");
        // A server that refuses the body may stop reading it.
        let _ = stream.write_all(body.as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned());
        (status.unwrap_or_else(|| panic!("no status: {answer:?}")), body.unwrap_or_default())
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn call_of(tool: &str, arguments: &Value) -> String {
    let call = json!({ "name": tool, "arguments": arguments });
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call }).to_string()
}

#[test]
fn over_http_each_request_is_answered_by_itself_in_json() {
    let server = HttpServer::start(&[]);
    let (status, body) = server.post("", &call_of("schema", &json!({ "count": 1 })));
    assert_eq!(status, 200, "{body}");
    let answer: Value = serde_json::from_str(&body).expect("plain JSON");
    assert_eq!(answer["result"]["structuredContent"]["view"], "all");
}

#[test]
fn over_http_strangers_and_long_messages_are_refused() {
    let server = HttpServer::start(&[]);
    let call = call_of("schema", &json!({}));
    let port = server.address.rsplit(':').next().expect("a port");
    for (headers, expected) in [
        ("Host: evil.example\r\n".to_owned(), 421),
        (format!("Host: evil.example:{port}\r\n"), 421),
        ("Origin: https://evil.example\r\n".to_owned(), 403),
        ("Origin: null\r\n".to_owned(), 403),
        ("Sec-Fetch-Site: cross-site\r\n".to_owned(), 403),
        (format!("Origin: http://localhost:{port}\r\n"), 200),
    ] {
        assert_eq!(server.post(&headers, &call).0, expected, "{headers}");
    }
    let long = call_of("search_entities", &json!({ "text": "x".repeat(1 << 20) }));
    assert_eq!(server.post("", &long).0, 413);
    let (status, body) = server.post("", "no JSON");
    assert!((400..500).contains(&status), "{status} {body}");
    assert_eq!(server.post("", &call).0, 200);
}

#[test]
fn over_http_a_client_that_goes_stops_its_work() {
    let server = HttpServer::start(&["--timeout", "none", "--max-queries", "1"]);
    let slow = call_of("sparql_query", &json!({ "query": SLOW }));
    for _ in 0..3 {
        let mut stream = server.open();
        let head = format!(
            "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Accept: application/json, text/event-stream\r\nContent-Length: {}\r\n\r\n{slow}",
            slow.len()
        );
        stream.write_all(head.as_bytes()).expect("it reads");
        // Long enough for the work to begin.
        std::thread::sleep(Duration::from_millis(200));
    }
    // The only worker is free again.
    let (status, body) =
        server.post("", &call_of("sparql_query", &json!({ "query": "ASK { ?s ?p ?o }" })));
    assert_eq!(status, 200);
    assert!(body.contains("In the view asserted: true"), "{body}");
}
