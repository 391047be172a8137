//! Damaged texts: an error or an answer, never a panic.

use super::*;
use proptest::prelude::*;

const TURTLE: &str = "@prefix e: <http://e/> . @base <http://b/> .\n\
    e:a a e:B ; e:p \"x\"@en--ltr , 'y'^^e:t , \"\"\"l\no\"\"\" , 1.5e3 , -.5 , true ; e:q [ e:r ( 1 <c> ) ] ~ e:i {| e:n _:x |} .\n\
    << e:a e:b <<( e:c e:d \\u00e9 )>> ~ e:z >> e:e e:a\\#b . # end\n";
const TRIG: &str =
    "PREFIX e: <http://e/> GRAPH e:g { e:a e:b e:c . } _:g { [] e:p () } e:s e:p 1 .";
const N_QUADS: &str = "<http://e/s> <http://e/p> \"a\\n\\u00e9\"@en <http://e/g> .\n_:a <http://e/p> <<( _:b <http://e/q> \"1\"^^<http://e/t> )>> .\n";
const XML: &str = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e \"http://e/\">]>\n\
    <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:e='http://e/' rdf:version='1.2' xml:base='http://b/'><!-- c -->\n\
    <e:T rdf:about='&e;a' e:p='v'><e:q rdf:parseType='Collection'><rdf:Description rdf:nodeID='n'/></e:q>\n\
    <e:l rdf:parseType='Literal'><b>x</b></e:l><e:t rdf:parseType='Triple'><rdf:Description rdf:about='&e;b'><e:p>1</e:p></rdf:Description></e:t>\n\
    <rdf:li xml:lang='en' rdf:ID='i'>a &amp; b</rdf:li><e:c><![CDATA[<c>]]></e:c></e:T></rdf:RDF>";
const JSON: &str = r#"{"@context":{"@vocab":"http://v/","e":"http://e/","l":{"@id":"e:l","@container":"@list"},"d":{"@type":"@id"},
    "m":{"@id":"e:m","@container":"@language"}},"@id":"e:a","@type":["T","e:U"],"l":[1,2.5e0,true,null,"x"],"d":"e:b",
    "m":{"en":"x","de":["y"]},"@graph":[{"@id":"_:b","p":{"@value":"v","@language":"en","@direction":"rtl"}}],
    "@reverse":{"q":{"@id":"e:c"}},"j":{"@type":"@json","@value":{"a":[1,{}]}},"@included":[{"@id":"e:i"}]}"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_damaged_text_never_panics(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0usize..4, any::<u8>()), 1..5),
    ) {
        for (syntax, text) in [
            (Syntax::Turtle, TURTLE), (Syntax::TriG, TRIG), (Syntax::NQuads, N_QUADS),
            (Syntax::NTriples, N_QUADS), (Syntax::RdfXml, XML), (Syntax::JsonLd, JSON),
        ] {
            let mut bytes = text.as_bytes().to_vec();
            for (at, kind, byte) in &edits {
                bytes.push(b' ');
                let at = at.index(bytes.len());
                match kind {
                    0 => bytes[at] = *byte,
                    1 => drop(bytes.remove(at)),
                    2 => bytes.insert(at, b"<>\"'{}[]()&;:,@#\\ \n/!?-|~^_"[usize::from(*byte) % 27]),
                    _ => bytes.truncate(at.max(1)),
                }
            }
            if let Err(error) = read(syntax, &bytes) {
                let place = error.place().expect("every such error has a place");
                prop_assert!(place.line >= 1 && place.column >= 1);
                let lines = bytes.iter().filter(|byte| matches!(byte, b'\n' | b'\r')).count() as u64;
                prop_assert!(place.line <= lines + 1, "{}", error);
            }
        }
    }
}

#[test]
fn the_undamaged_texts_are_read() {
    for (syntax, text, quads) in [
        (Syntax::Turtle, TURTLE.replace("\\u00e9", "1"), 20),
        (Syntax::TriG, TRIG.to_owned(), 3),
        (Syntax::NQuads, N_QUADS.to_owned(), 2),
        (Syntax::RdfXml, XML.to_owned(), 12),
        (Syntax::JsonLd, JSON.to_owned(), 17),
    ] {
        match read(syntax, text) {
            Ok(read) => assert!(read.len() >= quads / 2, "{syntax}: {}", read.len()),
            Err(error) => panic!("{error}"),
        }
    }
}
