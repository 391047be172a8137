//! What comes out of a text: quads, graphs, prefixes, blank nodes.

use super::*;
use crate::format::{Compression, WriteError, file_iri, write_quads};
use crate::model::{GraphName, NamedNode};
use std::convert::Infallible;
use std::io::Write;
use std::path::Path;

const TEXTS: [(Syntax, &str); 6] = [
    (Syntax::Turtle, "@prefix e: <http://e/> .\r\ne:s e:p \"o\" .\r\n"),
    (Syntax::TriG, "@prefix e: <http://e/> .\r\n{ e:s e:p \"o\" . }\r\n"),
    (Syntax::NTriples, "<http://e/s> <http://e/p> \"o\" .\r\n"),
    (Syntax::NQuads, "<http://e/s> <http://e/p> \"o\" .\r\n"),
    (
        Syntax::RdfXml,
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e/'>\r\n\
         <rdf:Description rdf:about='http://e/s'>\r\n<e:p>o</e:p></rdf:Description></rdf:RDF>\r\n",
    ),
    (Syntax::JsonLd, "{\"@context\":{\"e\":\"http://e/\"},\r\n\"@id\":\"e:s\",\"e:p\":\"o\"}\r\n"),
];

#[test]
fn each_syntax_is_read_with_its_prefixes() {
    for (syntax, text) in TEXTS {
        let (quads, summary) =
            read_with(syntax, text, &ReadOptions::default(), &mut BlankNodes::new()).unwrap();
        assert_eq!(lines(&quads), ["<http://e/s> <http://e/p> \"o\""], "{syntax}");
        let has_prefixes = !matches!(syntax, Syntax::NTriples | Syntax::NQuads);
        assert_eq!(summary.prefixes.get("e").is_some(), has_prefixes, "{syntax}");
    }
}

#[test]
fn a_byte_order_mark_and_single_bytes_change_nothing() {
    for (syntax, text) in TEXTS {
        let expected = read(syntax, text).unwrap();
        let marked = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        assert_eq!(read(syntax, &marked).unwrap(), expected, "{syntax}");
        for bytes in 1..9 {
            let input = Input::from_reader("f", syntax, Dripping(marked.as_slice(), bytes));
            let (quads, _) =
                read_input(input, &ReadOptions::default(), &mut BlankNodes::new()).unwrap();
            assert_eq!(quads, expected, "{syntax} by {bytes}");
        }
    }
}

#[test]
fn an_empty_file_is_an_empty_graph() {
    for (syntax, _) in TEXTS {
        for text in ["", " \n\t\r\n ", "\u{FEFF}", "\u{FEFF}\n"] {
            assert_eq!(read(syntax, text).unwrap(), [], "{syntax} {text:?}");
        }
    }
    assert_eq!(read(Syntax::Turtle, "# only a comment").unwrap(), []);
}

#[test]
fn compressed_files_are_read_and_cut_ones_refused() {
    let folder = tempfile::tempdir().unwrap();
    let text = TEXTS[0].1;
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), Default::default());
    writer.write_all(text.as_bytes()).unwrap();
    let gzip = writer.finish().unwrap();
    let read_file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let input = Input::open(&path, None).unwrap();
        read_input(input, &ReadOptions::default(), &mut BlankNodes::new())
    };
    assert_eq!(read_file("a.ttl.gz", &gzip).unwrap().0.len(), 1);
    assert_eq!(read_file("named-without-gz.ttl", &gzip).unwrap().0.len(), 1);
    let error = read_file("cut.ttl.gz", &gzip[..gzip.len() - 3]).unwrap_err();
    assert!(matches!(error, ReadError::Truncated { compression: Compression::Gzip, .. }));
    assert!(error.to_string().contains("cut.ttl.gz: the gzip file ends too early"), "{error}");
    let error = read_file("not.ttl.gz", text.as_bytes()).unwrap_err();
    assert!(matches!(error, ReadError::Corrupt { .. }), "{error}");
}

#[test]
fn the_default_graph_goes_where_it_is_sent_and_named_graphs_stay() {
    let graph = NamedNode::new_unchecked("http://e/target");
    let options = ReadOptions { graph: graph.into(), ..ReadOptions::default() };
    for (syntax, text) in [
        (
            Syntax::TriG,
            "<http://e/a> <http://e/p> 1 . <http://e/g> { <http://e/b> <http://e/p> 2 }",
        ),
        (
            Syntax::JsonLd,
            r#"[{"@id":"http://e/a","http://e/p":1},
                {"@id":"http://e/g","@graph":[{"@id":"http://e/b","http://e/p":2}]}]"#,
        ),
    ] {
        let (quads, _) = read_with(syntax, text, &options, &mut BlankNodes::new()).unwrap();
        let graphs: Vec<_> = quads.iter().map(|quad| quad.graph_name.to_string()).collect();
        assert_eq!(graphs, ["<http://e/target>", "<http://e/g>"], "{syntax}");
    }
}

#[test]
fn a_blank_node_as_target_graph_keeps_its_label() {
    let node = crate::model::BlankNode::new_unchecked("mine");
    let options = ReadOptions { graph: GraphName::BlankNode(node), ..ReadOptions::default() };
    let text = "_:x <http://e/p> 1 .";
    let (quads, _) = read_with(Syntax::Turtle, text, &options, &mut BlankNodes::new()).unwrap();
    assert_eq!(lines(&quads)[0].split(' ').next(), Some("_:b1"));
    assert_eq!(quads[0].graph_name.to_string(), "_:mine");
}

#[test]
fn a_base_resolves_relative_iris_and_is_checked() {
    let base = file_iri(Path::new("/data/my graph.ttl"));
    let options = ReadOptions { base, ..ReadOptions::default() };
    let (quads, _) =
        read_with(Syntax::Turtle, "<#a> <p> <> .", &options, &mut BlankNodes::new()).unwrap();
    assert_eq!(
        lines(&quads),
        ["<file:///data/my%20graph.ttl#a> <file:///data/p> <file:///data/my%20graph.ttl>"]
    );
    assert!(refusal(Syntax::Turtle, "<#a> <p> <> .").starts_with("f:1:1: "));
    let options = ReadOptions { base: Some("not absolute".into()), ..ReadOptions::default() };
    let error = read_with(Syntax::Turtle, "", &options, &mut BlankNodes::new()).unwrap_err();
    assert!(matches!(error, ReadError::InvalidBase { .. }));
}

const ANONYMOUS: &str = "@prefix e: <http://e/> .
    e:s e:p [ e:q ( 1 2 ) ] {| e:r _:x |} .
    _:x e:p _:y . << _:y e:p e:o >> e:q [] .";

#[test]
fn the_same_text_has_the_same_blank_nodes_again() {
    let expected = read(Syntax::Turtle, ANONYMOUS).unwrap();
    for _ in 0..20 {
        assert_eq!(read(Syntax::Turtle, ANONYMOUS).unwrap(), expected);
    }
    assert!(lines(&expected).iter().any(|line| line.starts_with("_:b1 ")));
    let json = r#"{"@context":{"e":"http://e/","list":{"@id":"e:l","@container":"@list"}},
        "e:p":[{"e:q":{"e:r":{}}},{"list":[{"e:z":1},{"e:y":{"@id":"_:same"}}]}],
        "e:i":{"@id":"_:same","e:k":[{},{}]},"@reverse":{"e:back":{"e:w":{}}}}"#;
    let expected = read(Syntax::JsonLd, json).unwrap();
    for _ in 0..20 {
        assert_eq!(read(Syntax::JsonLd, json).unwrap(), expected);
    }
}

#[test]
fn one_label_in_two_files_is_two_nodes() {
    let mut nodes = BlankNodes::new();
    let text = "_:a <http://e/p> _:a , _:b2 .";
    let mut all = Vec::new();
    for _ in 0..2 {
        let (quads, _) =
            read_with(Syntax::Turtle, text, &ReadOptions::default(), &mut nodes).unwrap();
        all.extend(lines(&quads));
    }
    assert_eq!(
        all,
        [
            "_:b1 <http://e/p> _:b1",
            "_:b1 <http://e/p> _:b2",
            "_:b3 <http://e/p> _:b3",
            "_:b3 <http://e/p> _:b4",
        ]
    );
    assert_eq!(nodes.last_number(), 4);
}

#[test]
fn language_tags_come_in_lower_case() {
    for (syntax, text) in [
        (Syntax::Turtle, "<http://e/s> <http://e/p> \"x\"@EN-gb ."),
        (Syntax::JsonLd, r#"{"@id":"http://e/s","http://e/p":{"@value":"x","@language":"EN-gb"}}"#),
        (
            Syntax::RdfXml,
            "<rdf:Description xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
             rdf:about='http://e/s'><p xmlns='http://e/' xml:lang='EN-gb'>x</p></rdf:Description>",
        ),
    ] {
        assert_eq!(lines(&read(syntax, text).unwrap())[0].split('@').next_back(), Some("en-gb"));
    }
}

#[test]
fn a_sink_that_fails_ends_the_reading() {
    let text = "<http://e/s> <http://e/p> 1 , 2 , 3 .";
    let mut count = 0;
    let input = Input::from_reader("f", Syntax::Turtle, text.as_bytes());
    let result = read_quads(input, &ReadOptions::default(), &mut BlankNodes::new(), |_| {
        count += 1;
        if count == 2 { Err(ReadError::NotFound { file: "stop".into() }) } else { Ok(()) }
    });
    assert!(matches!(result, Err(ReadError::NotFound { .. })));
    assert_eq!(count, 2);
}

#[test]
fn named_graphs_are_refused_by_syntaxes_that_have_none() {
    let quads =
        read(Syntax::NQuads, "<http://e/s> <http://e/p> <http://e/o> <http://e/g> .").unwrap();
    for syntax in [Syntax::Turtle, Syntax::NTriples, Syntax::RdfXml] {
        let result = write_quads(
            Vec::new(),
            syntax,
            &Default::default(),
            quads.iter().cloned().map(Ok::<_, Infallible>),
        );
        let error = result.unwrap_err();
        assert!(matches!(error, WriteError::NamedGraph { .. }));
        assert!(error.to_string().contains("trig, nq and jsonld"), "{error}");
    }
}
