//! What comes in comes out: terms letter for letter, graphs through every format, citations through their check.

use super::harness::{Folder, PREFIXES};
use proptest::prelude::*;

/// Enough to meet every kind of text; each case runs the program several times.
fn config() -> ProptestConfig {
    ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() }
}

const DATATYPES: [&str; 8] = [
    "http://www.w3.org/2001/XMLSchema#integer",
    "http://www.w3.org/2001/XMLSchema#decimal",
    "http://www.w3.org/2001/XMLSchema#double",
    "http://www.w3.org/2001/XMLSchema#boolean",
    "http://www.w3.org/2001/XMLSchema#date",
    "http://www.w3.org/2001/XMLSchema#dateTime",
    "http://www.w3.org/2001/XMLSchema#int",
    "http://example.com/own",
];

fn lexical() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("01".to_owned()),
        Just("1.50".to_owned()),
        Just("+7".to_owned()),
        Just("1E0".to_owned()),
        Just("-0".to_owned()),
        Just("TRUE".to_owned()),
        Just("2025-01-20T00:00:00.000+00:00".to_owned()),
        Just(" 5 ".to_owned()),
        "[0-9]{40}",
        text(),
    ]
}

/// Text that XML can hold too.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z ]{0,6}",
        Just("\"".to_owned()),
        Just("'".to_owned()),
        Just("\\".to_owned()),
        Just("\n".to_owned()),
        Just("\t".to_owned()),
        Just("\r".to_owned()),
        Just("\r\n".to_owned()),
        Just("<&>]]>".to_owned()),
        Just("👩\u{200d}💻".to_owned()),
        Just("e\u{301}".to_owned()),
        Just("\u{feff}".to_owned()),
        Just("\u{202e}שלום".to_owned()),
        Just("|,;".to_owned()),
        Just("\u{a0}".to_owned()),
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// A term in N-Triples, now and then a triple term, and one in another.
fn term() -> impl Strategy<Value = String> {
    let in_triple =
        |object: String| format!("<<( <http://example.com/s> <http://example.com/p> {object} )>>");
    prop_oneof![
        6 => leaf(),
        1 => leaf().prop_map(in_triple),
        1 => leaf().prop_map(in_triple).prop_map(in_triple),
    ]
}

fn leaf() -> impl Strategy<Value = String> {
    let quoted = |text: String| {
        let text = text
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace('\n', "\\n")
            .replace('\r', "\\r")
            .replace('\t', "\\t");
        format!("\"{text}\"")
    };
    prop_oneof![
        text().prop_map(quoted),
        (text(), prop_oneof![Just("en"), Just("de-ch"), Just("zh-hant-tw")])
            .prop_map(move |(text, tag)| format!("{}@{tag}", quoted(text))),
        (text(), prop_oneof![Just("ltr"), Just("rtl")])
            .prop_map(move |(text, direction)| format!("{}@ar--{direction}", quoted(text))),
        (lexical(), 0..DATATYPES.len()).prop_map(move |(text, at)| format!(
            "{}^^<{}>",
            quoted(text),
            DATATYPES[at]
        )),
        "[a-z]{1,3}".prop_map(|name| format!("<http://example.com/{name}>")),
        Just("<http://example.com/ü/%20?q=1&r=(2)#f>".to_owned()),
    ]
}

fn lines_of(terms: &[String]) -> String {
    let line = |(at, term): (usize, &String)| {
        format!("<http://example.com/s{at:0>3}> <http://example.com/p> {term} .\n")
    };
    terms.iter().enumerate().map(line).collect()
}

fn sorted(text: &str) -> Vec<String> {
    let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// The terms in column `o` of a result file, as the program itself reads none: with oxigraph's readers.
fn objects(format: oxigraph::sparql::results::QueryResultsFormat, text: &str) -> Vec<String> {
    use oxigraph::sparql::results::{QueryResultsParser, ReaderQueryResultsParserOutput};
    let parser = QueryResultsParser::from_format(format);
    let ReaderQueryResultsParserOutput::Solutions(solutions) =
        parser.for_reader(text.as_bytes()).unwrap()
    else {
        panic!("no solutions");
    };
    solutions.map(|solution| solution.unwrap().get("o").unwrap().to_string()).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn terms_come_out_of_a_query_letter_for_letter(terms in prop::collection::vec(term(), 1..8)) {
        use oxigraph::sparql::results::QueryResultsFormat;
        let folder = Folder::new().file("data.nt", lines_of(&terms));
        let query = "SELECT ?o { ?s ?p ?o } ORDER BY ?s";
        for (name, format) in [
            ("json", QueryResultsFormat::Json),
            ("xml", QueryResultsFormat::Xml),
            ("tsv", QueryResultsFormat::Tsv),
        ] {
            let run = folder.run_words(&["query", "--data", "data.nt", "--format", name, query]).ok();
            prop_assert_eq!(&objects(format, &run.stdout), &terms, "{}", name);
        }
        // CSV has the texts alone.
        let run = folder.run_words(&["query", "--data", "data.nt", "--format", "csv", "SELECT (STR(?o) AS ?t) { ?s ?p ?o FILTER(!isTRIPLE(?o)) } ORDER BY ?s"]).ok();
        let rows = run.stdout.matches("\r\n").count();
        prop_assert!(rows >= terms.iter().filter(|term| !term.starts_with("<<(")).count());
    }

    #[test]
    fn a_graph_comes_back_from_every_format(terms in prop::collection::vec(term(), 1..8)) {
        let folder = Folder::new().file("data.nt", lines_of(&terms));
        let before = folder.run("export --data data.nt --format nt").ok();
        prop_assert_eq!(sorted(&before.stdout), sorted(&lines_of(&terms)));
        for (format, file) in [("ttl", "a.ttl"), ("nt", "a.nt"), ("nq", "a.nq"), ("trig", "a.trig"), ("rdfxml", "a.rdf")] {
            folder.run(&format!("export --data data.nt --format {format} -o {file}")).ok();
            let after = folder.run(&format!("export --data {file} --format nt")).ok();
            prop_assert_eq!(sorted(&after.stdout), sorted(&before.stdout), "{}", format);
        }
        // JSON-LD has no triple terms: of those the statements come back, of all else the triples.
        folder.run("export --data data.nt --format jsonld -o a.jsonld").ok();
        let after = folder.run("export --data a.jsonld --format nt").ok();
        for line in before.stdout.lines().filter(|line| !line.contains("<<(")) {
            prop_assert!(after.stdout.lines().any(|other| other == line), "no {} in {}", line, after);
        }
    }

    #[test]
    fn named_graphs_come_back(terms in prop::collection::vec(term(), 1..6)) {
        let quads: String = terms.iter().enumerate().map(|(at, term)| {
            let graph = ["", "<http://x/g> ", "<http://x/h> "][at % 3];
            format!("<http://example.com/s{at}> <http://example.com/p> {term} {graph}.\n")
        }).collect();
        let folder = Folder::new().file("data.nq", &quads);
        let before = folder.run("export --data data.nq --format nq").ok();
        prop_assert_eq!(sorted(&before.stdout), sorted(&quads));
        folder.run("export --data data.nq --format trig -o a.trig").ok();
        let after = folder.run("export --data a.trig --format nq").ok();
        prop_assert_eq!(sorted(&after.stdout), sorted(&before.stdout));
    }

    #[test]
    fn a_constant_of_the_query_comes_out_as_it_was_written(term in term()) {
        let folder = Folder::new().file("data.nt", format!("<http://example.com/s> <http://example.com/p> {term} ."));
        let ask = format!("ASK {{ ?s ?p {term} }}");
        folder.run_words(&["query", "--data", "data.nt", &ask]).ok().prints("true\n");
        // Of a triple term in VALUES the evaluator keeps no more than the values: "-0" inside comes out as "0".
        if term.starts_with("<<(") {
            return Ok(());
        }
        let select = format!("SELECT ?o {{ VALUES ?o {{ {term} }} }}");
        let run = folder.run_words(&["query", "--data", "data.nt", "--format", "tsv", &select]).ok();
        prop_assert_eq!(objects(oxigraph::sparql::results::QueryResultsFormat::Tsv, &run.stdout), [term]);
    }

    #[test]
    fn a_citation_is_verified_and_a_change_inside_is_found(
        text in prop::collection::vec(text(), 1..6).prop_map(|t| t.concat()).prop_filter("some text", |t| t.chars().count() > 1),
        from in any::<prop::sample::Index>(),
        length in any::<prop::sample::Index>(),
        change in any::<prop::sample::Index>(),
    ) {
        let chars: Vec<char> = text.chars().collect();
        let start = from.index(chars.len());
        let end = start + 1 + length.index(chars.len() - start);
        let words: String = chars[start..end].iter().collect();
        let occurrences: Vec<usize> = (0..chars.len()).filter(|&at| chars[at..].starts_with(&chars[start..end])).collect();
        let nth = occurrences.iter().position(|&at| at == start).unwrap() + 1;
        let folder = Folder::new().file("doc.txt", &text);
        let run = folder.run_words(&[
            "cite", "--source", "http://example.com/doc=doc.txt", "--nth", &nth.to_string(),
            "--fact", ":a wl:owns :b", "--status", "reported", "--", &words,
        ]).ok();
        let place = format!("oa:start {start} ; oa:end {end} ;");
        prop_assert!(run.stdout.contains(&place), "no {} in {}", place, run);
        folder.write("data.ttl", format!("{PREFIXES}{}", run.stdout));
        folder.run("evidence --data data.ttl --source doc.txt --require").ok().shows("1 verified, 0 unchecked, 0 wrong");

        let mut changed = chars;
        let at = start + change.index(end - start);
        changed[at] = if changed[at] == 'x' { 'y' } else { 'x' };
        folder.write("doc.txt", changed.into_iter().collect::<String>());
        folder.run("evidence --data data.ttl --source doc.txt").fails().says("is no document of the data");
        folder
            .run("evidence --data data.ttl --source http://example.com/doc=doc.txt")
            .fails()
            .shows("the words there have another digest")
            .says("  a owns b  :fact-");
    }
}
