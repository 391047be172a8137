//! Each cap, with a text just below it and one just above, and each attack, refused soon.

use super::*;
use crate::format::scan::{JSON_DEPTH_MAX, TRIPLE_TERM_DEPTH_MAX, XML_DEPTH_MAX};
use std::time::{Duration, Instant};

const TRIPLE_SYNTAXES: [Syntax; 4] =
    [Syntax::Turtle, Syntax::TriG, Syntax::NTriples, Syntax::NQuads];

fn triple_terms(depth: usize) -> String {
    format!(
        "<http://e/s> <http://e/p> {}<http://e/o>{} .",
        "<<( <http://e/s> <http://e/p> ".repeat(depth),
        " )>>".repeat(depth)
    )
}

/// The refusal of a text, which must not take long.
fn refused_soon(syntax: Syntax, text: &str) -> String {
    let start = Instant::now();
    let error = refusal(syntax, text);
    // A second is the aim, on a machine that builds other things meanwhile and without optimisation.
    assert!(start.elapsed() < Duration::from_secs(5), "{syntax} took {:?}", start.elapsed());
    error
}

#[test]
fn triple_terms_are_read_to_their_cap() {
    for syntax in TRIPLE_SYNTAXES {
        assert_eq!(read(syntax, triple_terms(TRIPLE_TERM_DEPTH_MAX)).unwrap().len(), 1);
        let error = refusal(syntax, triple_terms(TRIPLE_TERM_DEPTH_MAX + 1));
        let column = 27 + TRIPLE_TERM_DEPTH_MAX * "<<( <http://e/s> <http://e/p> ".len();
        assert_eq!(
            error,
            format!(
                "f:1:{column}: triple terms are nested deeper than 128, which is the most that is read"
            )
        );
        assert!(refused_soon(syntax, &triple_terms(100_000)).contains("nested deeper"));
    }
}

#[test]
fn reified_triples_are_read_to_their_cap() {
    let text = |depth: usize| {
        let open = "<< ".repeat(depth);
        format!(
            "{open}<http://e/s> <http://e/p> 1{} <http://e/p> 1 .",
            " >> <http://e/p> 1".repeat(depth - 1) + " >>"
        )
    };
    // Reified triples nest as subjects too.
    let quads = read(Syntax::Turtle, text(3)).unwrap();
    assert_eq!(quads.len(), 4);
    read(Syntax::Turtle, text(TRIPLE_TERM_DEPTH_MAX)).unwrap();
    assert!(
        refused_soon(Syntax::Turtle, &text(TRIPLE_TERM_DEPTH_MAX + 1)).contains("nested deeper")
    );
    assert!(refused_soon(Syntax::TriG, &"<< ".repeat(100_000)).contains("nested deeper"));
}

#[test]
fn what_comes_before_a_refusal_comes_first() {
    let deep = triple_terms(TRIPLE_TERM_DEPTH_MAX + 1);
    let error = refusal(Syntax::Turtle, format!("<http://e/s> <http://e/p> oops .\n{deep}"));
    assert!(error.starts_with("f:1:27: "), "{error}");
    let mut quads = 0;
    let text = format!("<http://e/s> <http://e/p> 1 .\n{deep}");
    let input = Input::from_reader("f", Syntax::Turtle, text.as_bytes());
    let result = read_quads(input, &ReadOptions::default(), &mut BlankNodes::new(), |_| {
        quads += 1;
        Ok::<_, ReadError>(())
    });
    assert!(matches!(result, Err(ReadError::TooDeep { .. })));
    assert_eq!(quads, 1);
}

#[test]
fn what_only_looks_like_a_triple_term_counts_nothing() {
    let many = "<<( ".repeat(1_000);
    let text = format!(
        "@prefix e: <http://e/> . # {many}\n\
         <http://e/s> <http://e/p> \"{many}\" , '{many}' , \"\"\"{many} \" \"\" \\\"\"\"\" , \
         '''{many} ' '' \\'''' , '' , \"\" , \"\\\"{many}\" , \"\\\\\" , e:a\\#b , e:a\\'b . # '{many}"
    );
    // Ten objects; 999 strings more would not have been read.
    for syntax in [Syntax::Turtle, Syntax::TriG] {
        let result = read(syntax, &text);
        assert!(result.is_ok(), "{result:?}");
    }
}

#[test]
fn deep_collections_and_property_lists_of_turtle_are_fine() {
    let depth = 100_000;
    for (open, close) in [("( ", ") "), ("[ <http://e/p> ", "] ")] {
        let text =
            format!("<http://e/s> <http://e/p> {}1 {}.", open.repeat(depth), close.repeat(depth));
        let quads = read(Syntax::Turtle, text).unwrap().len();
        assert!(quads >= depth, "{quads}");
    }
    let text = format!(
        "<http://e/s> <http://e/p> 1 {}{} .",
        "{| <http://e/p> 1 ".repeat(depth),
        "|} ".repeat(depth)
    );
    assert_eq!(read(Syntax::Turtle, text).unwrap().len(), 1 + 2 * depth);
}

#[test]
fn json_is_read_to_its_cap() {
    // An object in an array in an object …: two levels for each.
    let nested = |depth: usize| {
        let pairs = (depth - 1) / 2;
        let rest = if (depth - 1).is_multiple_of(2) { "1" } else { "[]" };
        format!(
            "{{\"http://e/p\":{}{rest}{}}}",
            "[{\"http://e/p\":".repeat(pairs),
            "}]".repeat(pairs)
        )
    };
    read(Syntax::JsonLd, nested(JSON_DEPTH_MAX)).unwrap();
    let error = refusal(Syntax::JsonLd, nested(JSON_DEPTH_MAX + 1));
    assert!(error.contains("JSON objects and arrays are nested deeper than 128"), "{error}");
    assert!(
        refused_soon(Syntax::JsonLd, &"{\"http://e/p\":".repeat(100_000)).contains("nested deeper")
    );
    assert!(refused_soon(Syntax::JsonLd, &"[".repeat(100_000)).contains("nested deeper"));
    assert!(
        read(Syntax::JsonLd, format!("{{\"http://e/p\":\"{}\"}}", "[{\\\"".repeat(1_000))).is_ok()
    );
}

#[test]
fn a_json_object_that_the_parser_cannot_hold_is_refused() {
    // Each of 600,000 tokens stands in 60 objects: 4.6 GB.
    let nodes = vec![r#"{"http://e/q":"v"}"#; 150_000].join(",");
    let text = format!("{}{nodes}{}", "{\"http://e/p\":[".repeat(60), "]}".repeat(60));
    assert!(
        refused_soon(Syntax::JsonLd, &text).contains("too large to be held in memory (512 MiB")
    );
    // The same nodes in an outermost array are no burden, however many there are.
    let mut scanner = crate::format::scan::Scanner::new(Syntax::JsonLd);
    let text = format!("[{nodes},{nodes},{nodes},{nodes},{nodes},{nodes},{nodes},{nodes}]");
    let mut at = 0;
    while at < text.len() {
        at += scanner.scan(at as u64, &text.as_bytes()[at..]).unwrap().bytes;
    }
}

#[test]
fn json_ld_star_is_refused_wherever_it_stands() {
    for (text, place) in [
        (
            r#"{"@id":"http://e/s","http://e/p":{"@id":"http://e/o","@annotation":{"http://e/q":1}}}"#,
            "1:54",
        ),
        ("[\n{\"http://e/p\": {\"@triple\": {}}}]", "2:17"),
        (r#"{"\u0040annotation": 1}"#, "1:2"),
        (r#"{"@context":{"note":"@annotation"},"note":1}"#, "1:21"),
        (r#"{"@context":{"note":{"@id":"@triple"}},"note":1}"#, "1:28"),
    ] {
        let error = refusal(Syntax::JsonLd, text);
        assert!(error.starts_with(&format!("f:{place}: ")), "{text}: {error}");
        assert!(error.contains("JSON-LD-star, which is not read; write"), "{error}");
    }
    let text = r#"{"http://e/p":"@annotation","http://e/q":["@triple",{"@value":"@annotation"}]}"#;
    assert_eq!(read(Syntax::JsonLd, text).unwrap().len(), 3);
}

#[test]
fn contexts_elsewhere_are_named_and_not_fetched() {
    for (text, expected) in [
        (
            r#"{"@context": "https://schema.org/", "name": "x"}"#,
            "f:1:14: the context <https://schema.org/> is not",
        ),
        (
            "[{\n\"@context\": [{\"a\":\"http://e/\"}, \"https://w3id.org/x\"]}]",
            "f:2:33: the context <https://w3id.org/x>",
        ),
        (r#"{"@context": {"@import": "http://e/c"}}"#, "f:1:26: the context <http://e/c>"),
        (
            r#"{"@context": {"t": {"@id": "http://e/t", "@context": "http://e/d"}}, "t": {"x": 1}}"#,
            "f:1:54: the context <http://e/d>",
        ),
    ] {
        let error = refusal(Syntax::JsonLd, text);
        assert!(error.starts_with(expected), "{error}");
    }
    // A literal of JSON may have what it wants in it.
    let text = r#"{"http://e/p":{"@type":"@json","@value":{"@context":"https://schema.org/"}}}"#;
    assert_eq!(read(Syntax::JsonLd, text).unwrap().len(), 1);
}

fn rdf_xml(doctype: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE rdf:RDF [{doctype}]>\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:e=\"http://e/\">\n{body}</rdf:RDF>"
    )
}

fn value(text: &str) -> String {
    format!("<rdf:Description rdf:about=\"http://e/s\"><e:p>{text}</e:p></rdf:Description>\n")
}

#[test]
fn the_entities_of_ontologies_pass() {
    let doctype = "<!ENTITY owl \"http://www.w3.org/2002/07/owl#\"><!ENTITY obo \"http://purl.obolibrary.org/obo/\">";
    let class = "<rdf:Description rdf:about=\"&obo;GO_1\"><rdf:type rdf:resource=\"&owl;Class\"/></rdf:Description>\n";
    let quads = read(Syntax::RdfXml, rdf_xml(doctype, &class.repeat(20_000))).unwrap();
    assert_eq!(quads.len(), 20_000);
    assert_eq!(quads[0].object.to_string(), "<http://www.w3.org/2002/07/owl#Class>");
}

#[test]
fn entities_are_expanded_to_their_cap() {
    let declared = |bytes: usize| format!("<!ENTITY a \"{}\">", "x".repeat(bytes));
    let quads = read(Syntax::RdfXml, rdf_xml(&declared(60_000), &value("&a;"))).unwrap();
    assert_eq!(quads.len(), 1);
    // 240 kB may come from 60 kB of text beside the 64 KiB that always may: five references do, six don't.
    read(Syntax::RdfXml, rdf_xml(&declared(60_000), &value("&a;&a;&a;&a;&a;"))).unwrap();
    let error = refusal(Syntax::RdfXml, rdf_xml(&declared(60_000), &value("&a;&a;&a;&a;&a;&a;")));
    assert!(error.starts_with("f:4:63: the entities, expanded, may have"), "{error}");
    let attribute = format!("<rdf:Description rdf:about=\"http://e/{}\"/>", "&a;".repeat(6));
    assert!(refusal(Syntax::RdfXml, rdf_xml(&declared(60_000), &attribute)).contains("expanded"));
    let twice = format!("{}<!ENTITY b \"&a;&a;\">", declared(22_000));
    assert!(
        refusal(Syntax::RdfXml, rdf_xml(&twice, "")).starts_with("f:2:1: the DOCTYPE's entities")
    );
    assert!(
        refusal(Syntax::RdfXml, rdf_xml(&declared(66_000), ""))
            .starts_with("f:2:1: the DOCTYPE may have")
    );
    let many = value(&"&a;".repeat(100_000));
    assert!(refused_soon(Syntax::RdfXml, &rdf_xml(&declared(60_000), &many)).contains("expanded"));
}

#[test]
fn billion_laughs_are_refused_soon() {
    let mut doctype = String::from("<!ENTITY l0 \"lol\">");
    for level in 1..10 {
        let references = format!("&l{};", level - 1).repeat(10);
        doctype.push_str(&format!("\n<!ENTITY l{level} \"{references}\">"));
    }
    let error = refused_soon(Syntax::RdfXml, &rdf_xml(&doctype, &value("&l9;")));
    assert!(error.starts_with("f:2:1: the DOCTYPE's entities, expanded, may have"), "{error}");
    // Declarations in comments count for the parser below, so they count here.
    let hidden = doctype.replace("<!ENTITY l9", "<!-- <!ENTITY l9") + " -->";
    assert!(refused_soon(Syntax::RdfXml, &rdf_xml(&hidden, &value("&l9;"))).contains("expanded"));
}

#[test]
fn external_entities_are_not_read() {
    let doctype = "<!ENTITY x SYSTEM \"file:///etc/passwd\">";
    assert!(read(Syntax::RdfXml, rdf_xml(doctype, &value("&x;"))).is_err());
}

#[test]
fn xml_elements_are_read_to_their_cap() {
    // The root is one level, a node and a property two for each.
    let nested = |pairs: usize| {
        let open = "<rdf:Description><e:p>".repeat(pairs);
        rdf_xml("", &format!("{open}{}", "</e:p></rdf:Description>".repeat(pairs)))
    };
    read(Syntax::RdfXml, nested((XML_DEPTH_MAX - 1) / 2)).unwrap();
    let error = refusal(Syntax::RdfXml, nested(XML_DEPTH_MAX / 2 + 1));
    assert!(error.contains("XML elements are nested deeper than 1000"), "{error}");
    assert!(refused_soon(Syntax::RdfXml, &nested(100_000)).contains("nested deeper"));
    let empty = "<rdf:Description/>".repeat(XML_DEPTH_MAX * 3);
    read(Syntax::RdfXml, rdf_xml("", &empty)).unwrap();
}

#[test]
fn triple_terms_in_rdf_xml_have_the_cap_of_triple_terms() {
    let nested = |depth: usize| {
        let open = "<e:p rdf:parseType=\"Triple\"><rdf:Description rdf:about=\"http://e/s\">"
            .repeat(depth);
        let close = "</rdf:Description></e:p>".repeat(depth);
        let body = format!(
            "<rdf:Description rdf:about=\"http://e/s\">{open}<e:p>1</e:p>{close}</rdf:Description>"
        );
        rdf_xml("", &body).replace("<rdf:RDF ", "<rdf:RDF rdf:version=\"1.2\" ")
    };
    assert_eq!(read(Syntax::RdfXml, nested(TRIPLE_TERM_DEPTH_MAX)).unwrap().len(), 1);
    let error = refusal(Syntax::RdfXml, nested(TRIPLE_TERM_DEPTH_MAX + 1));
    assert!(error.contains("triple terms are nested deeper than 128"), "{error}");
}

#[test]
fn a_token_without_end_is_refused() {
    let long = "x".repeat(17 * 1024 * 1024);
    for (syntax, text) in [
        (Syntax::NTriples, format!("<http://e/s> <http://e/p> \"{long}\" .")),
        (Syntax::RdfXml, rdf_xml("", &value(&long))),
        (Syntax::JsonLd, format!("{{\"http://e/p\": \"{long}\"}}")),
    ] {
        let error = read(syntax, text).unwrap_err();
        assert!(matches!(error, ReadError::TooLarge { .. }), "{syntax}: {error}");
    }
}

#[test]
fn a_text_is_read_to_the_limit_that_its_reader_sets() {
    use std::io::Write;
    let text = "<http://e/s> <http://e/p> 1 .\n";
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), Default::default());
    writer.write_all(text.repeat(100_000).as_bytes()).unwrap();
    let bomb = writer.finish().unwrap();
    let read_up_to = |bytes: &[u8], bytes_max| {
        let mut input = Input::from_reader("f", Syntax::Turtle, bytes);
        input.bytes_max = bytes_max;
        read_input(input, &ReadOptions::default(), &mut BlankNodes::new())
    };
    assert!(read_up_to(text.as_bytes(), text.len() as u64).is_ok());
    let error = read_up_to(text.as_bytes(), text.len() as u64 - 1).unwrap_err();
    assert_eq!(error.to_string(), "f:1:30: the text may have 29 bytes at most");
    let error = read_up_to(&bomb, 1_000_000).unwrap_err().to_string();
    assert!(error.ends_with("the text may have 1000000 bytes at most"), "{error}");
}
