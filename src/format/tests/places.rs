//! Errors name the place that a person goes to.

use super::*;

#[test]
fn syntax_errors_name_line_and_column_in_code_points() {
    for (syntax, text, expected) in [
        (Syntax::Turtle, "<http://e/s> <http://e/p> .\n", "f:1:27: "),
        (Syntax::Turtle, "\r\n# c\r<http://e/é> <http://e/p> \"杭州\" é .", "f:3:32: "),
        (Syntax::TriG, "{ <http://e/s> <http://e/p> }", "f:1:29: "),
        (Syntax::NTriples, "<http://e/s> <http://e/p> 'x' .", "f:1:27: "),
        (Syntax::NQuads, "\n<http://e/s> <http://e/p> <bad iri> .", "f:2:27: "),
        (Syntax::JsonLd, "{\"é杭\": 1,\n \"é\": x}", "f:2:7: "),
        (Syntax::JsonLd, "{\"杭\" 1}", "f:1:6: "),
        (Syntax::JsonLd, "{\"@id\": \"http://e/s\"", "f:1:21: "),
        // A fault of meaning may be found only when the object ends.
        (Syntax::JsonLd, "[\n {\"@id\": true }]", "f:2:15: "),
        (Syntax::JsonLd, "[\n {\"http://e/p\":\n  {\"@value\": []}}]", "f:3:17: "),
    ] {
        let error = refusal(syntax, text);
        assert!(error.starts_with(expected), "{syntax} {text:?}: {error}");
    }
}

const HEAD: &str =
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e/'>\n";

#[test]
fn rdf_xml_errors_name_the_tag_or_text() {
    for (body, expected) in [
        // A tag whose attribute is wrong, far into a line.
        (
            "<rdf:Description rdf:about='http://e/é'> <e:p rdf:resource='<>'/></rdf:Description>",
            "f:2:42: ",
        ),
        ("<rdf:Description>\n  <x:p/></rdf:Description>", "f:3:3: "),
        ("<rdf:Description>\n  <e:p>é &none; x</e:p></rdf:Description>", "f:3:8: "),
        ("<rdf:Description>\n text </rdf:Description>", "f:3:2: "),
        ("<rdf:Description></e:p>", "f:2:18: "),
        ("<rdf:Description rdf:nodeID='1'/>", "f:2:1: "),
        ("<rdf:Description", "f:2:1: "),
        ("<!-- open", "f:2:1: "),
    ] {
        let error = refusal(Syntax::RdfXml, format!("{HEAD}{body}"));
        assert!(error.starts_with(expected), "{body:?}: {error}");
    }
    // The parser below lets this one pass.
    let error = refusal(Syntax::RdfXml, format!("{HEAD}<rdf:Description>"));
    assert_eq!(error, "f:2:18: the file ends while 2 elements are open");
}

#[test]
fn invalid_utf8_is_named_at_its_first_byte_in_each_syntax() {
    for syntax in Syntax::ALL {
        for (bad, after) in [(&b"\xFF"[..], &b" x"[..]), (b"\xE6\x9D", b""), (b"\xC0\x80", b"\n")] {
            let text = ["\n \té".as_bytes(), bad, after].concat();
            for bytes in [1, 2, 3, 1000] {
                let input = Input::from_reader("f", syntax, Dripping(text.as_slice(), bytes));
                let error = read_input(input, &ReadOptions::default(), &mut BlankNodes::new())
                    .expect_err("not UTF-8");
                // Some parsers refuse the `é` first, and rightly so.
                let place = error.place().expect("a place").clone();
                assert!(matches!(place.line, 2), "{syntax}: {error}");
                if matches!(error, ReadError::InvalidUtf8 { .. }) {
                    assert_eq!(place.column, 4, "{syntax}: {error}");
                }
            }
        }
        let error = read(syntax, b"\xFF\xFE<\0a\0").expect_err("UTF-16");
        assert!(matches!(error, ReadError::InvalidUtf8 { .. }), "{error}");
        assert!(error.to_string().starts_with("f:1:1: "), "{error}");
    }
}

#[test]
fn quads_before_an_error_are_given_first() {
    let text = b"<http://e/s> <http://e/p> 1 .\n<http://e/s> <http://e/p> \"\xFF\" .";
    let mut quads = 0;
    let input = Input::from_reader("f", Syntax::Turtle, text.as_slice());
    let result = read_quads(input, &ReadOptions::default(), &mut BlankNodes::new(), |_| {
        quads += 1;
        Ok::<_, ReadError>(())
    });
    assert!(result.unwrap_err().to_string().starts_with("f:2:28: not valid UTF-8"));
    assert_eq!(quads, 1);
}

#[test]
fn places_are_exact_beyond_the_first_chunks() {
    let line = "<http://e/é> <http://e/p> \"杭州\" .\r\n";
    for syntax in [Syntax::NTriples, Syntax::Turtle] {
        for count in [1_000, 3_000, 4_321] {
            let text = format!("{}<http://e/é> <http://e/p> é .", line.repeat(count));
            let expected = format!("f:{}:27: ", count + 1);
            let error = refusal(syntax, &text);
            assert!(error.starts_with(&expected), "{error}");
        }
    }
    let json = format!("[{}\n{{\"@id\": true}}]", "{\"http://e/p\":\"杭州\"},\n".repeat(9_000));
    assert!(refusal(Syntax::JsonLd, &json).starts_with("f:9002:13: "));
    let element = "<rdf:Description rdf:about='http://e/é'/>\n".repeat(9_000);
    let error = refusal(Syntax::RdfXml, format!("{HEAD}{element} <e:p>"));
    assert!(error.starts_with("f:9002:7: the file ends while"), "{error}");
    let error = refusal(Syntax::RdfXml, format!("{HEAD}{element} é<x:p/>"));
    assert!(error.starts_with("f:9002:2: "), "{error}");
}
