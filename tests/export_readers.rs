//! The exported pictures, read by the programs that they are for: Graphviz, networkx, igraph, and Python's CSV.
//!
//! `export_readers.py` reads them; this file makes them and compares. `WESTLAKE_PYTHON` names a Python with networkx and igraph
//! (default: `python3`). Where a reader is missing the test says that it was left out; `WESTLAKE_REQUIRE_READERS=1` makes it fail
//! instead, as in `.ci/run`.

#[allow(dead_code)]
#[path = "cli/harness.rs"]
mod harness;

use harness::Folder;
use serde_json::{Map, Value};
use std::path::Path;
use std::process::Command;

/// Labels that break formats which don't escape well, each after the name of its entity. In Turtle, so with its escapes.
const NASTY: [(&str, &str); 20] = [
    ("quotes", r#"She said \"no\" and 'yes' \\ \\\\ \\"#),
    ("cdata", "]]> <![CDATA[ <b>bold</b> <!-- -->"),
    ("ampersand", "R&D &amp; &lt; &#65; &eacute; 100%"),
    ("lines", r"one\ntwo\n\nfour"),
    ("tabs", r"a\tb  c"),
    ("edges", r"  blanks around  "),
    ("rtl", "العربية ו־עברית \u{200F}"),
    ("emoji", "👩\u{200D}💻 🇨🇳 ❤\u{FE0F}"),
    ("han", "浙江省杭州市"),
    ("astral", "𝒜 𐍈"),
    ("dot", r"\\N \\G \\n \\l { a | b } <i> -> ;"),
    ("mermaid", "a --> b |x| %%{init: {}}%% `md` **b** $$x$$ #35; fa:fa-car ; end"),
    ("list", "1. first"),
    ("dash", "- item"),
    ("csv", r#"a,b;c,\"\"d"#),
    ("formula", "=1+1"),
    (
        "long",
        "a label of many words that has to be wrapped before it is drawn, because nobody wants a node as wide as this sentence is long",
    ),
    ("empty", ""),
    ("end", "end"),
    ("json", r"</script> \u2028 \u2029"),
];

/// Everything that a picture can hold.
fn nasty_graph() -> String {
    let mut turtle = String::new();
    for (name, label) in NASTY {
        turtle += &format!("ex:{name} rdfs:label \"{label}\" ; a ex:Label ; ex:next ex:hub .\n");
    }
    turtle
        + r#"
ex:hub a ex:Label , ex:Hub ; rdfs:label "hub" ;
    ex:next ex:hub ;                        # a loop
    ex:likes ex:rtl ; ex:knows ex:rtl ;     # parallel edges, and back again
    ex:label "an attribute whose name is taken" ; ex:Label "and one more" ; ex:color "red" ; ex:height "1.5" ;
    ex:note "one" , "two | three" , "a \"quote\", ]]> & a\nline" ;
    ex:size [ a schema:QuantitativeValue ; schema:value 3 ; schema:unitText "m²" ] ;
    ex:friend [ rdfs:label "a blank node" ; ex:next [ ex:next ex:hub ] ] .
ex:next rdfs:label "next \"]]>\" & <so> on" .
ex:note rdfs:label "a note: \"]]>\"" .
ex:named rdfs:label "a" ; ex:next <http://example.com/a'b(c)?d=e&f=g#h> .
# Stated, and not asserted; by somebody, and with a literal on the reifier.
<< ex:rtl ex:buys ex:emoji ~ ex:rumour >> wl:status wl:Claimed ; wl:saidBy ex:han ; ex:note "rumour & \"co\"" .
<< ex:rtl ex:buys ex:emoji ~ ex:plan >> wl:status wl:Planned ; wl:saidBy ex:hub .
ex:rumour a wl:Statement ; rdfs:label "Han: \"buys\" & more" ; schema:about ex:emoji .
ex:hub ex:owns ex:csv ~ ex:f1 {| wl:status wl:Reported ; wl:saidBy ex:quotes |} .
"#
}

/// Characters that XML can't hold.
fn controls() -> String {
    r#"
ex:a rdfs:label "bell \u0007, one \u0001, escape \u001B[31m, delete \u007F, C1 \u0085\u009B, not a character \uFFFE" ; ex:next ex:b .
ex:b rdfs:label "carriage\rreturn\r\nboth" ; ex:note "\u0008" .
"#
    .to_owned()
}

#[test]
fn a_graph_of_bad_labels_comes_back() {
    let folder = Folder::with_turtle(&nasty_graph());
    let Some(seen) = read("a graph of bad labels", &folder, "--data data.ttl") else { return };
    let labels = labels(&seen, "networkx cytoscape");
    for (name, label) in NASTY {
        let expected = unescaped(label);
        assert_eq!(labels[&format!("http://example.com/{name}")], expected, "{name}");
    }
    assert_all_alike(&seen, |reader, label| match (reader, label) {
        // A flowchart can't have an empty label.
        ("mermaid", "") => " ".to_owned(),
        _ => label.to_owned(),
    });
    let shown = &seen["drawn"];
    for (id, label) in &labels {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (drawn, label) = (words(shown[id].as_str().unwrap()), words(label.as_str().unwrap()));
        let cut = drawn.strip_suffix(" …").unwrap_or(&drawn);
        assert!(label.starts_with(cut), "{id}: {drawn:?} is drawn for {label:?}");
    }
}

#[test]
fn control_characters_come_back_and_are_shown_where_xml_cannot_hold_them() {
    let folder = Folder::with_turtle(&controls());
    let Some(seen) = read("control characters", &folder, "--data data.ttl") else { return };
    let label = "bell \u{7}, one \u{1}, escape \u{1b}[31m, delete \u{7f}, C1 \u{85}\u{9b}, not a character \u{fffe}";
    let id = "http://example.com/a";
    assert_eq!(labels(&seen, "networkx cytoscape")[id], label);
    assert_all_alike(&seen, |reader, label| match reader {
        // Each of them is a line break there.
        "mermaid" => label.replace("\r\n", "\n").replace('\r', "\n"),
        "networkx graphml" | "networkx gexf" | "igraph" => label
            .replace('\u{1}', "\\u{1}")
            .replace('\u{7}', "\\u{7}")
            .replace('\u{8}', "\\u{8}")
            .replace('\u{1b}', "\\u{1b}")
            .replace('\u{fffe}', "\\u{fffe}"),
        _ => label.to_owned(),
    });
}

#[test]
fn the_articles_graph_is_the_same_in_every_format() {
    for options in [
        "",
        "--entity Hangzhou",
        "--entity 'Liang Wenfeng' --hops 2",
        "--status asserted",
        "--query 'CONSTRUCT WHERE { ?a wl:locatedIn ?b }'",
    ] {
        let Some(seen) = read("the article's graph", &Folder::new(), options) else { return };
        assert_all_alike(&seen, |_, label| label.to_owned());
    }
}

#[test]
fn the_readers_get_the_same_bytes_every_time() {
    let folder = Folder::with_turtle(&nasty_graph());
    for format in ["dot", "graphml", "gexf", "cytoscape", "mermaid"] {
        let line = format!("export --format {format} --data data.ttl");
        let first = folder.run(&line).ok();
        folder.run(&line).ok().prints(&first.stdout);
    }
}

#[test]
fn csv_needs_a_folder_and_replaces_files_only_when_they_are_whole() {
    let folder = Folder::with_turtle("ex:a ex:p ex:b .");
    folder.run("export --format csv --data data.ttl").refused().says_only(
        "error: csv is two files, nodes.csv and edges.csv; -o DIR says in which folder\n",
    );
    folder.run("export --format csv --data data.ttl -o data.ttl").fails().says("data.ttl");
    folder.run("export --format csv --data data.ttl -o new/folder").ok().prints("");
    let names = |path: &str| -> Vec<String> {
        let entries = std::fs::read_dir(folder.path(path)).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|it| it.expect("an entry").file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(names("new/folder"), ["edges.csv", "nodes.csv"]);
    // The second file can't be put in its place; nothing is left of it.
    std::fs::create_dir_all(folder.path("half/edges.csv")).expect("a folder");
    folder.run("export --format csv --data data.ttl -o half").fails().says("edges.csv");
    assert_eq!(names("half"), ["edges.csv"]);
}

#[test]
fn options_that_say_nothing_together_are_refused() {
    for line in [
        "export --format dot --hops 2",
        "export --format dot --entity China --query 'DESCRIBE :China'",
        "export --format png",
        "export --format dot --entity China --hops two",
    ] {
        harness::westlake(line).refused();
    }
    for (line, sentence) in [
        (
            "export --format dot --query 'SELECT * { ?s ?p ?o }'",
            "this query makes no graph; export needs a CONSTRUCT or a DESCRIBE",
        ),
        ("export --format ttl --query 'ASK {}'", "this query makes no graph"),
        ("export --format dot --entity Hangzho", "did you mean Hangzhou?"),
        ("export --format dot --entity Person", "\"person\" is no entity in the view all"),
        ("export --format ttl --entity Person", "\"person\" is no entity in the view asserted"),
        ("export --format dot --query none.rq", "none.rq"),
    ] {
        harness::westlake(line).fails().prints("").says(sentence);
    }
}

#[test]
fn the_surroundings_of_an_entity_stand_by_themselves() {
    let folder = Folder::new();
    for around in ["--entity Hangzhou --hops 0", "--entity Hangzhou", "--entity China --hops 2"] {
        folder.run(&format!("export --format ttl {around} -o part.ttl")).ok();
        let picture = |data: &str| {
            let line = format!("export --format cytoscape --status asserted {around} {data}");
            let elements = folder.run(&line).ok().json()["elements"].take();
            ["nodes", "edges"].map(|part| {
                let elements = elements[part].as_array().expect("a list").iter();
                let mut elements: Vec<_> = elements.map(|it| it["data"].clone()).collect();
                for element in &mut elements {
                    // Edges are numbered in the order of the data.
                    element.as_object_mut().expect("an object").retain(|key, value| {
                        key != "id" || value.as_str().is_some_and(|id| id.contains(':'))
                    });
                }
                elements.sort_by_key(Value::to_string);
                elements
            })
        };
        assert_eq!(picture("--data part.ttl"), picture(""), "{around}");
        folder.run("evidence --data part.ttl --require").ok().hides(", 0 unchecked");
    }
}

#[test]
fn a_claim_is_in_the_surroundings_without_being_asserted() {
    let folder = Folder::with_turtle(
        "ex:a ex:knows ex:b ; ex:far ex:c . ex:c ex:p ex:d .
        << ex:a ex:buys ex:b ~ ex:r >> wl:status wl:Claimed ; wl:saidBy ex:c .
        << ex:c ex:buys ex:d ~ ex:s >> wl:status wl:Claimed .
        ex:b ex:wide [ a schema:QuantitativeValue ; schema:value 2 ] .
        ex:c rdfs:label \"C\" .",
    );
    folder
        .run("export --format nt --data data.ttl --entity ex:b")
        .ok()
        .shows("<http://example.com/r> <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( <http://example.com/a> <http://example.com/buys> <http://example.com/b> )>> .")
        .shows("<http://example.com/r> <https://westlake.example/ns#saidBy> <http://example.com/c> .")
        .shows("<http://example.com/c> <http://www.w3.org/2000/01/rdf-schema#label> \"C\" .")
        .shows("<https://schema.org/value> \"2\"")
        .hides("<http://example.com/a> <http://example.com/buys> <http://example.com/b> .")
        .hides("<http://example.com/s>")
        .hides("<http://example.com/far>");
}

#[test]
fn a_query_is_drawn_as_it_was_made() {
    let folder = Folder::with_turtle(
        "ex:a rdfs:label \"Anna\" ; a ex:Person ; ex:knows ex:b ; ex:age 7 ; ex:wide ex:v .
        ex:v a schema:QuantitativeValue ; schema:value 2 ; schema:unitText \"m\" .
        ex:Person rdfs:label \"person\" ; rdfs:subClassOf ex:Thing . ex:knows rdfs:label \"is a friend of\" .
        << ex:a ex:buys ex:b ~ ex:r >> wl:status wl:Claimed ; wl:saidBy ex:a .",
    );
    let drawn = |query: &str| {
        let run = folder.run_words(&[
            "export",
            "--format",
            "cytoscape",
            "--data",
            "data.ttl",
            "--query",
            query,
        ]);
        let json = run.ok().json();
        let list = |part: &str, key: &str| -> Vec<String> {
            let elements = json["elements"][part].as_array().expect("a list").iter();
            elements.map(|it| it["data"][key].as_str().unwrap_or("-").to_owned()).collect()
        };
        let dashed = json["elements"]["edges"].as_array().expect("a list").iter();
        let dashed = dashed.filter(|it| it["data"]["asserted"] == false).count();
        (
            list("nodes", "name"),
            list("nodes", "class"),
            list("edges", "label"),
            list("edges", "status"),
            dashed,
        )
    };
    let owned = |list: &[&str]| -> Vec<String> { list.iter().map(|&it| it.to_owned()).collect() };
    assert_eq!(
        drawn("CONSTRUCT { ?a ex:knows ?b } WHERE { ?a ex:knows ?b }"),
        (
            owned(&["Anna", "b"]),
            owned(&["person", "-"]),
            owned(&["is a friend of"]),
            owned(&["-"]),
            0
        )
    );
    // The view of a picture is `all`; what is only stated stays marked.
    assert_eq!(
        drawn("CONSTRUCT WHERE { ?a ex:buys ?b }"),
        (owned(&["Anna", "b"]), owned(&["person", "-"]), owned(&["buys"]), owned(&["claimed"]), 1)
    );
    // Classes are nodes if the query makes edges of them.
    assert_eq!(
        drawn("CONSTRUCT WHERE { ?a rdfs:subClassOf ?b }"),
        (owned(&["person", "Thing"]), owned(&["-", "-"]), owned(&["subClassOf"]), owned(&["-"]), 0)
    );
    // Value nodes and literals are attributes.
    let run = folder.run("export --format cytoscape --data data.ttl --query 'CONSTRUCT WHERE { ?a ex:age ?b ; ex:wide ?c }'");
    let json = run.ok().json();
    assert_eq!(json["elements"]["nodes"].as_array().map(Vec::len), Some(1));
    assert_eq!(json["elements"]["nodes"][0]["data"]["age"], "7");
    assert_eq!(json["elements"]["nodes"][0]["data"]["wide"], "2 m");
    folder
        .run("export --format nt --data data.ttl --query 'CONSTRUCT WHERE { ?a ex:age ?b }'")
        .ok()
        .prints("<http://example.com/a> <http://example.com/age> \"7\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n");
    folder
        .run("export --format dot --data data.ttl --query 'CONSTRUCT WHERE { ?a ex:none ?b }'")
        .ok()
        .says_only("The graph is empty.\n");
}

/// What each reader sees; `None` where one is missing.
fn read(test: &str, folder: &Folder, options: &str) -> Option<Map<String, Value>> {
    for format in ["dot", "graphml", "gexf", "cytoscape", "mermaid"] {
        folder.run(&format!("export --format {format} {options} -o graph.{format}")).ok();
    }
    folder.run(&format!("export --format csv {options} -o csv")).ok();
    let python = std::env::var_os("WESTLAKE_PYTHON").unwrap_or_else(|| "python3".into());
    let run = |command: &mut Command| command.output().ok().filter(|out| out.status.success());
    let missing = if run(Command::new(&python).args(["-c", "import networkx, igraph"])).is_none() {
        Some(format!("{} with networkx and igraph", python.display()))
    } else {
        run(Command::new("dot").arg("-V")).is_none().then(|| "Graphviz".to_owned())
    };
    if let Some(missing) = missing {
        let required = std::env::var_os("WESTLAKE_REQUIRE_READERS").is_some_and(|it| it == "1");
        assert!(!required, "{test} needs {missing}");
        println!("left out: {test} needs {missing}");
        return None;
    }
    let path = |name: &str| folder.path(name);
    let dot = Command::new("dot")
        .arg("-Tjson")
        .arg(path("graph.dot"))
        .arg("-o")
        .arg(path("graph.dot.json"))
        .output()
        .expect("dot runs");
    let warnings = String::from_utf8_lossy(&dot.stderr);
    assert!(dot.status.success() && warnings.is_empty(), "dot: {warnings}");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/export_readers.py");
    let script = Command::new(&python).arg(script).arg(path("")).output().expect("Python runs");
    assert!(script.status.success(), "{}", String::from_utf8_lossy(&script.stderr));
    Some(serde_json::from_slice(&script.stdout).expect("the script prints JSON"))
}

fn labels(seen: &Map<String, Value>, reader: &str) -> Map<String, Value> {
    seen[reader]["nodes"].as_object().expect("nodes by id").clone()
}

/// Asserts that every reader sees the nodes, the edges and the attributes that Cytoscape's JSON has, each text as `as_in` expects it.
fn assert_all_alike(seen: &Map<String, Value>, as_in: impl Fn(&str, &str) -> String) {
    let original = "networkx cytoscape";
    assert!(!labels(seen, original).is_empty());
    let readers: Vec<_> = seen.keys().filter(|reader| *reader != "drawn").collect();
    assert_eq!(readers.len(), 7);
    for reader in readers {
        for part in ["nodes", "edges", "attributes"] {
            let mut expected = texts(&seen[original][part], &|text| as_in(reader, text));
            let mut found = seen[reader][part].clone();
            if part == "attributes" {
                // The label has a place of its own, and Mermaid draws the colour.
                for of in [&mut expected, &mut found] {
                    for columns in of.as_object_mut().into_iter().flat_map(|of| of.values_mut()) {
                        let columns = columns.as_object_mut().expect("columns by name");
                        columns.remove("label");
                        columns.remove("color");
                    }
                }
            }
            if part == "edges" {
                for edges in [&mut expected, &mut found] {
                    let edges = edges.as_array_mut().expect("a list");
                    edges.sort_by_key(Value::to_string);
                }
            }
            assert_eq!(found, expected, "{part} as {reader} reads them");
        }
    }
}

/// Every text in a value, keys too, as a function has it.
fn texts(value: &Value, change: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::String(text) => change(text).into(),
        Value::Array(values) => values.iter().map(|value| texts(value, change)).collect(),
        Value::Object(values) => {
            values.iter().map(|(key, value)| (change(key), texts(value, change))).collect()
        }
        other => other.clone(),
    }
}

/// The escapes of Turtle that the labels use.
fn unescaped(label: &str) -> String {
    let mut text = String::new();
    let mut chars = label.chars();
    while let Some(c) = chars.next() {
        let escaped = if c == '\\' { chars.next() } else { None };
        text.push(match escaped {
            None => c,
            Some('n') => '\n',
            Some('t') => '\t',
            Some('u') => {
                let code: String = chars.by_ref().take(4).collect();
                u32::from_str_radix(&code, 16).ok().and_then(char::from_u32).expect("a character")
            }
            Some(other) => other,
        });
    }
    text
}
