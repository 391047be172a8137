//! The scanners against plain models, on random texts and at every boundary.

use crate::format::Syntax;
use crate::format::scan::{Refusal, Scanner, TRIPLE_TERM_DEPTH_MAX};
use proptest::prelude::*;

/// Runs a scanner as the source does, on parts of the text of the given lengths; what it handed on, and its refusal.
fn scan(syntax: Syntax, text: &str, lengths: &[usize]) -> (String, Option<Refusal>) {
    let mut scanner = Scanner::new(syntax);
    let mut handed = 0;
    let mut lengths = lengths.iter().copied().cycle();
    while handed < text.len() {
        let mut end = text.len().min(handed.saturating_add(lengths.next().unwrap_or(usize::MAX)));
        while !text.is_char_boundary(end) {
            end += 1;
        }
        match scanner.scan(handed as u64, &text.as_bytes()[handed..end]) {
            Ok(step) => handed += step.bytes,
            Err(refusal) => return (text[..handed].to_owned(), Some(refusal)),
        }
    }
    (text.to_owned(), scanner.finish(handed as u64).err())
}

/// A piece of Turtle, and how it changes the depth.
fn piece() -> impl Strategy<Value = (String, i32)> {
    let inner = "[a-z<>(){}#é\\[\\]|]{0,6}";
    prop_oneof![
        3 => Just(("<<( ".to_owned(), 1)),
        2 => Just(("<< ".to_owned(), 1)),
        1 => Just(("<<".to_owned(), 1)),
        2 => Just((" )>>".to_owned(), -1)),
        1 => Just((" >>".to_owned(), -1)),
        1 => inner.prop_map(|text| (format!("<http://e/{}>", text.replace(['<', '>'], "")), 0)),
        1 => inner.prop_map(|text| (format!("\"{text}\\\"\\\\\" "), 0)),
        1 => inner.prop_map(|text| (format!("'{text}\\'\" ' "), 0)),
        1 => inner.prop_map(|text| (format!("\"\"\"{text}\" \"\"\n\\\"\"\"\" "), 0)),
        1 => inner.prop_map(|text| (format!("'''{text}'' ' <<( ''' "), 0)),
        1 => inner.prop_map(|text| (format!("# {text} \" ' <<\n"), 0)),
        1 => Just((" e:a\\#\\'b ".to_owned(), 0)),
        1 => Just((" \"\" '' \"\"\"\"\"\" ".to_owned(), 0)),
        1 => Just((" [ ] ( ) {| |} ; , . ~ ^^ @en--ltr 1.5e3 _:b ".to_owned(), 0)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_depth_is_that_of_the_model(
        pieces in prop::collection::vec(piece(), 0..40),
        lengths in prop::collection::vec(1usize..20, 1..4),
        lift in 0usize..3,
    ) {
        // Close to the cap, so that both sides of it are met.
        let lifted = TRIPLE_TERM_DEPTH_MAX - lift;
        let mut text = "<< ".repeat(lifted);
        let mut depth = lifted as i32;
        let mut model = None;
        for (piece, change) in &pieces {
            depth = (depth + change).max(0);
            if model.is_none() && depth > TRIPLE_TERM_DEPTH_MAX as i32 {
                model = Some(text.len() as u64);
            }
            text.push_str(piece);
        }
        let (handed, refusal) = scan(Syntax::Turtle, &text, &lengths);
        prop_assert_eq!(refusal.map(|refusal| refusal.offset), model, "{}", text);
        prop_assert!(text.starts_with(&handed));
    }

    #[test]
    fn boundaries_change_nothing(
        text in "[<>(){}\\[\\]\"'#\\\\!?/&;:,a-]{0,60}",
        lengths in prop::collection::vec(1usize..9, 1..4),
    ) {
        for syntax in Syntax::ALL {
            let (handed, refusal) = scan(syntax, &text, &lengths);
            let (_, whole) = scan(syntax, &text, &[usize::MAX]);
            prop_assert_eq!(&refusal, &whole, "{}", syntax);
            prop_assert!(text.starts_with(&handed));
        }
    }
}

#[test]
fn xml_depth_follows_the_tags() {
    for (text, open) in [
        ("<a/>", 0),
        ("<a>", 1),
        ("<a b='>' c=\"/>\">", 1),
        ("<a b='/'>", 1),
        ("<a><!-- <b> --><?p <b> ?><![CDATA[<b>]]></a>", 0),
        ("<!-- <a> -- > --><a>", 1),
        ("<!--><a>--><b>", 1),
        ("<!--->--><b>", 1),
        ("<!DOCTYPE a [<!ENTITY b \"c\"><!-- <x> -->]><a>", 1),
        ("<a><b></b></a><c><d/>", 1),
        ("<![CDATA[ ]>]] >]]><a>", 1),
    ] {
        for lengths in [&[1][..], &[2], &[3], &[5, 2], &[usize::MAX]] {
            let (_, refusal) = scan(Syntax::RdfXml, text, lengths);
            assert_eq!(refusal.is_some(), open > 0, "{text} {lengths:?}");
        }
    }
}
