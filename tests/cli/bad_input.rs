//! Bad input of every kind, to every verb: an error that says what and where, or no error where there is none.

use super::harness::{Folder, PREFIXES, Run, words};

const VERBS: [&str; 6] = [
    "query 'ASK { ?s ?p ?o }'",
    "show Anna",
    "stats",
    "export --format trig",
    "evidence",
    "cite --source doc.txt one",
];

fn each_verb(folder: &Folder, file: &str, mut check: impl FnMut(Run)) {
    folder.write("doc.txt", "Anna is one.");
    for verb in VERBS {
        check(folder.run(&format!("{verb} --data '{file}'")));
    }
}

#[test]
fn a_missing_file() {
    each_verb(&Folder::new(), "none.ttl", |run| {
        run.fails().says_only("error: none.ttl: no such file\n").prints("");
    });
}

#[test]
fn a_directory_as_a_file() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("dir.ttl")).unwrap();
    for path in ["dir.ttl", "."] {
        each_verb(&folder, path, |run| {
            run.fails()
                .says_only(&format!("error: {path}: is a folder; name the files in it\n"))
                .prints("");
        });
    }
}

#[test]
fn broken_turtle_names_file_line_and_column() {
    let folder =
        Folder::new().file("data.ttl", "@prefix ex: <http://x/> .\nex:a ex:b\n  ex:c ex:d .\n");
    each_verb(&folder, "data.ttl", |run| {
        run.fails().says("error: data.ttl:3:8: ").prints("");
    });
}

#[test]
fn a_failed_load_of_one_file_answers_nothing_from_the_others() {
    let folder = Folder::with_turtle("ex:a rdfs:label \"Anna\" .").file("broken.nt", "nonsense");
    folder
        .run("query 'ASK { ?s ?p ?o }' --data data.ttl --data broken.nt")
        .fails()
        .says("error: broken.nt:1:1: ")
        .prints("");
}

#[test]
fn every_syntax_names_the_place_of_its_error() {
    for (name, text, place) in [
        ("a.nt", "<http://x/a> <http://x/b> <http://x/c> .\n<http://x/a> b .", "a.nt:2:"),
        ("a.nq", "<http://x/a> <http://x/b> <http://x/c> .\n<http://x/a> b .", "a.nq:2:"),
        ("a.trig", "<http://x/g> {\n <http://x/a> . }", "a.trig:2:"),
        (
            "a.rdf",
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n<a></b></rdf:RDF>",
            "a.rdf:2:",
        ),
        ("a.jsonld", "{\n  \"@id\": 1, }", "a.jsonld:2:"),
    ] {
        Folder::new()
            .file(name, text)
            .run(&format!("stats --data {name}"))
            .fails()
            .says(&format!("error: {place}"))
            .prints("");
    }
}

#[test]
fn invalid_utf8() {
    let bytes = b"<http://x/a> <http://x/b> \"ok\" .\n<http://x/a> <http://x/b> \"\xff\" .\n";
    for name in ["a.ttl", "a.nt", "a.trig", "a.nq"] {
        each_verb(&Folder::new().file(name, bytes), name, |run| {
            run.fails().says(&format!("error: {name}:2:28: not valid UTF-8")).prints("");
        });
    }
    let folder = Folder::new().file("q.rq", b"ASK { ?s ?p '\xff' }").file("doc.txt", b"ab\xff");
    folder.run("query q.rq").fails().says("q.rq is not UTF-8: byte 13");
    folder.run("cite --source doc.txt ab").fails().says("doc.txt is not UTF-8: byte 2");
    folder.run("evidence --source doc.txt").fails().says("doc.txt is not UTF-8: byte 2");
}

#[test]
fn a_truncated_gzip() {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for n in 0..1000 {
        writeln!(encoder, "<http://x/{n}> <http://x/p> \"{}\" .", n * 7919).unwrap();
    }
    let whole = encoder.finish().unwrap();
    for length in [2, 10, whole.len() / 2, whole.len() - 1] {
        let folder = Folder::new().file("a.nt.gz", &whole[..length]);
        each_verb(&folder, "a.nt.gz", |run| {
            run.fails().says("error: a.nt.gz: the gzip file ends too early").prints("");
        });
    }
    let folder = Folder::new().file("a.nt.gz", "<http://x/a> <http://x/b> <http://x/c> .");
    folder.run("stats --data a.nt.gz").fails().says("a.nt.gz: not a valid gzip file");
    let mut wrong = whole.clone();
    let middle = whole.len() / 2;
    wrong[middle] ^= 0xff;
    Folder::new().file("a.nt.gz", wrong).run("stats --data a.nt.gz").fails().prints("");
}

#[test]
fn an_empty_file_is_an_empty_graph() {
    for name in ["a.ttl", "a.trig", "a.nt", "a.nq", "a.rdf", "a.jsonld"] {
        for content in ["", "\n \n", "\u{feff}"] {
            let folder = Folder::new().file(name, content).file("doc.txt", "Anna is one.");
            let run = |verb: &str| folder.run(&format!("{verb} --data {name}"));
            run("query 'SELECT ?s { ?s ?p ?o }'").ok().prints("?s\n");
            run("query 'ASK { ?s ?p ?o }'").ok().prints("false\n");
            run("stats").ok().shows("         0  facts\n");
            run("evidence --require").ok().shows("0 facts and statements, 0 spans");
            run("export --format nt").ok().prints("");
            run("export --format ttl").ok().prints("");
            run("export --format jsonld").ok().prints("[]\n");
            run("cite --source doc.txt one").ok().shows("oa:start 8 ; oa:end 11");
            run("show Anna").fails().says("no entity named \"Anna\"");
        }
    }
}

#[test]
fn an_entity_that_is_unknown_empty_or_ambiguous() {
    let folder = Folder::with_turtle("ex:a rdfs:label \"Anna\" . ex:b skos:altLabel \"ANNA\" .");
    folder
        .run("show Nobody --data data.ttl")
        .fails()
        .says_only("error: no entity named \"Nobody\"\n");
    folder.run("show Anne --data data.ttl").fails().says("did you mean ANNA or Anna?");
    for empty in ["''", "' '"] {
        folder
            .run(&format!("show {empty} --data data.ttl"))
            .fails()
            .says("the entity's name is empty");
    }
    folder
        .run("show anna --data data.ttl")
        .fails()
        .says_only("error: \"anna\" is the name of 2 entities; give one of their IRIs: ex:a (Anna), ex:b (ANNA)\n");
}

#[test]
fn labels_can_do_nothing_to_a_terminal() {
    let nasty = "\\u001b[31mred\\u0007\\u009b1m\\u202Eright\\u2066\\nsecond line\\r\\t\\u200b";
    let folder = Folder::with_turtle(&format!(
        "ex:a rdfs:label \"{nasty} one\" ; schema:description \"{nasty}\" ; ex:p \"{nasty}\" , ex:b ; a ex:C ;
           skos:altLabel \"{nasty} two\" .
         ex:C rdfs:label \"{nasty} class\" . ex:p rdfs:label \"{nasty} property\" . ex:b rdfs:label \"{nasty} b\" .
         ex:b2 rdfs:label \"{nasty} b\" .
         ex:a ex:p ex:b ~ ex:r {{| wl:status ex:odd ; wl:saidBy ex:b ; wl:rule \"{nasty}\" ; wl:evidence ex:span |}} .
         << ex:b ex:p ex:a ~ ex:s >> rdfs:label \"{nasty}\" ; wl:status wl:Claimed .
         ex:odd rdfs:label \"{nasty} odd\" . ex:span oa:start 1 ; oa:end \"{nasty}\" ; wl:source ex:doc ."
    ))
    .file("doc.txt", "a\u{1b}[31m b");
    for line in [
        "query 'SELECT * { ?s ?p ?o }'",
        "query --labels 'SELECT * { ?s ?p ?o }'",
        "query --format md 'SELECT * { ?s ?p ?o }'",
        "show ex:a",
        "show ex:a --format md",
        "show ex:a --format json",
        "show ex:b",
        "show ex:s",
        "stats",
        "stats --format json",
        "evidence",
        "evidence --require",
        "evidence --format json",
        "cite --source doc.txt 'b\u{7}'",
        "show 'ex:b\u{1b}[31m'",
        "show '\u{1b}[31mred\u{7}\u{9b}1m\u{202e}right\u{2066} second line \u{200b} b'",
        "show '\u{1b}[31mred\u{7}\u{9b}1m\u{202e}right\u{2066} second line \u{200b} onx'",
        "show x --source 'no\u{1b}[31mfile'",
    ] {
        let run = folder.run(&format!("{line} --data data.ttl"));
        assert!(run.code < 2, "{run}");
        // JSON escapes control characters by itself; what else acts in a terminal is data there.
        let acts = |c: char| {
            c.is_control() && c != '\n'
                || !line.contains("json")
                    && matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        let text = format!("{}{}", run.stdout, run.stderr);
        let bad = text.chars().find(|&c| acts(c));
        assert!(bad.is_none(), "{bad:?} in\n{}", run.to_string().escape_debug());
    }
    let run = folder.run("query 'SELECT ?o { ex:a ex:p ?o FILTER isLiteral(?o) }' --data data.ttl");
    run.ok().prints(
        "?o\n\\u{1B}[31mred\\u{7}\\u{9B}1m\\u{202E}right\\u{2066}\\nsecond line\\r\\t\\u{200B}\n",
    );
}

#[test]
fn right_to_left_text_and_emoji_are_shown_as_they_are() {
    for name in ["שלום", "مرحبا", "👩\u{200d}💻", "杭州", "Zoë"] {
        let folder = Folder::with_turtle(&format!("ex:a rdfs:label \"{name}\" ; ex:p 1 ."));
        folder.run(&format!("show {name} --data data.ttl")).ok().shows(&format!("{name}  ex:a\n"));
        folder
            .run("query --data data.ttl 'SELECT ?n { ?s rdfs:label ?n }'")
            .ok()
            .prints(&format!("?n\n{name}\n"));
    }
}

#[test]
fn wide_characters_keep_the_columns_aligned() {
    let folder =
        Folder::with_turtle("ex:a ex:p \"杭州\" ; ex:q \"x\" . ex:b ex:p \"ab\" ; ex:q \"y\" .");
    folder
        .run("query --data data.ttl 'SELECT ?p ?q { ?s ex:p ?p ; ex:q ?q } ORDER BY ?s'")
        .ok()
        .prints("?p    ?q\n杭州  x\nab    y\n");
}

#[test]
fn entity_bombs_in_rdf_xml_are_refused() {
    let entities: String = (1..10)
        .map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(10)))
        .collect();
    let bomb = format!(
        "<!DOCTYPE rdf:RDF [<!ENTITY e0 \"0123456789\">{entities}]>
         <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://x/'>
         <rdf:Description rdf:about='http://x/s'><e:p>&e9;</e:p></rdf:Description></rdf:RDF>"
    );
    each_verb(&Folder::new().file("bomb.rdf", bomb), "bomb.rdf", |run| {
        run.fails().says("error: bomb.rdf:").says("65536 bytes").prints("");
    });
    // What expands to little is fine.
    let small = "<!DOCTYPE rdf:RDF [<!ENTITY e \"http://x/\">]>
         <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://x/'>
         <rdf:Description rdf:about='&e;s'><e:p>o</e:p></rdf:Description></rdf:RDF>";
    Folder::new()
        .file("a.rdf", small)
        .run("query --data a.rdf 'ASK { <http://x/s> ?p \"o\" }'")
        .ok()
        .prints("true\n");
}

#[test]
fn entities_name_no_file() {
    let folder = Folder::new().file("secret.txt", "secret").file(
        "a.rdf",
        "<!DOCTYPE rdf:RDF [<!ENTITY e SYSTEM 'secret.txt'>]>
         <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://x/'>
         <rdf:Description rdf:about='http://x/s'><e:p>&e;</e:p></rdf:Description></rdf:RDF>",
    );
    let run = folder.run("query --data a.rdf 'SELECT * { ?s ?p ?o }'");
    assert!(!run.stdout.contains("secret"), "{run}");
}

fn nested_triple_terms(depth: usize) -> String {
    let open = "<<( <http://x/a> <http://x/b> ".repeat(depth);
    let close = ")>> ".repeat(depth);
    format!("<http://x/r> <http://x/p> {open}\"o\" {close}.")
}

#[test]
fn nesting_refused_beyond_128() {
    for name in ["a.ttl", "a.nt", "a.trig", "a.nq"] {
        let folder = Folder::new().file(name, nested_triple_terms(128));
        folder.run(&format!("export --format nt --data {name}")).ok();
        for depth in [129, 100_000] {
            each_verb(&Folder::new().file(name, nested_triple_terms(depth)), name, |run| {
                run.fails()
                    .says(&format!("error: {name}:1:"))
                    .says("nested deeper than 128")
                    .prints("");
            });
        }
    }
    let json = |depth: usize| format!("{}1{}", "{\"http://x/p\":".repeat(depth), "}".repeat(depth));
    Folder::new().file("a.jsonld", json(100)).run("stats --data a.jsonld").ok();
    each_verb(&Folder::new().file("a.jsonld", json(100_000)), "a.jsonld", |run| {
        run.fails().says("error: a.jsonld:1:").says("nested deeper than 128").prints("");
    });
}

#[test]
fn deep_queries_are_refused_also_in_files() {
    let nested = |depth: usize| {
        [
            format!("ASK {{ FILTER({}1{}) }}", "(".repeat(depth), ")".repeat(depth)),
            format!("ASK {}{}", "{".repeat(depth), "}".repeat(depth)),
            format!("ASK {{ ?r ?p {}1{} }}", "<<( :a :b ".repeat(depth), " )>>".repeat(depth)),
            format!("ASK {{ {}1{} ?p ?o }}", "<< :a :b ".repeat(depth), " >>".repeat(depth)),
        ]
    };
    let run = |query: String| {
        Folder::with_turtle("ex:a ex:b 1 .").file("q.rq", query).run("query --data data.ttl q.rq")
    };
    for query in nested(50) {
        let answer = run(query);
        assert!(answer.code < 2, "{answer}");
    }
    for query in nested(129).into_iter().chain(nested(50_000)) {
        run(query).fails().says("error: q.rq:1:").says("brackets are nested deeper than 128");
    }
}

#[test]
fn json_ld_star_refused() {
    for text in [
        r#"{"@id": "http://x/a", "http://x/p": {"@value": 1, "@annotation": {"http://x/q": 2}}}"#,
        r#"{"@id": "http://x/a", "http://x/p": {"@triple": {"@id": "http://x/b", "http://x/q": 2}}}"#,
    ] {
        each_verb(&Folder::new().file("a.jsonld", text), "a.jsonld", |run| {
            run.fails()
                .says("error: a.jsonld:1:")
                .says("JSON-LD-star, which is not read")
                .prints("");
        });
    }
    // In a text they are words like others.
    let text = r#"{"@id": "http://x/a", "http://x/p": "@annotation and @triple"}"#;
    Folder::new()
        .file("a.jsonld", text)
        .run("query --data a.jsonld 'ASK { ?s ?p ?o }'")
        .ok()
        .prints("true\n");
}

#[test]
fn a_remote_context_is_not_fetched() {
    let folder = Folder::new()
        .file("a.jsonld", r#"{"@context": "http://localhost:1/c.jsonld", "name": "x"}"#);
    folder
        .run("stats --data a.jsonld")
        .fails()
        .says("<http://localhost:1/c.jsonld> is not fetched");
}

#[test]
fn a_long_list_of_candidates_is_cut() {
    let twins: String = (0..1000).map(|n| format!("ex:t{n:0>4} rdfs:label \"Twin\" .\n")).collect();
    let run = Folder::with_turtle(&twins).run("show twin --data data.ttl").fails();
    let run =
        run.says("\"twin\" is the name of 1000 entities").says("ex:t0019 (Twin) and 980 more\n");
    assert!(!run.stderr.contains("ex:t0020"), "{run}");
}

#[test]
fn standard_input_may_be_bad_too() {
    let folder = Folder::new();
    let line = words("stats --data - --data-format ttl");
    folder.run_with_input(&line, b"nonsense").fails().says("error: standard input:1:");
    folder.run_with_input(&line, b"\xff").fails().says("standard input:1:1: not valid UTF-8");
    folder
        .run_with_input(&line, format!("{PREFIXES}ex:a ex:b").as_bytes())
        .fails()
        .says("standard input:10:");
    folder
        .run_with_input(&words("query -"), b"\xff")
        .fails()
        .says("standard input is not UTF-8: byte 0");
    folder.run_with_input(&words("query -"), b"").fails().says("error: ");
}
