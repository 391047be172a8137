//! Updates that are deep or long, made to take the process down: each is run or refused.

use super::{Update, UpdateOptions};
use crate::model::Limits;
use crate::sparql::{PATTERNS_MAX, ParseOptions, QuerySyntaxError};
use crate::store::Store;
use std::time::{Duration, Instant};

/// What a thread that parses and runs has, in a debug build.
const STACK_BYTES: usize = 64 << 20;

/// `begin`, then `open` n times, `middle`, `close` n times, `end`; n may be the limit.
struct Construct {
    limit: usize,
    pieces: [&'static str; 5],
}

const fn nested(limit: usize, pieces: [&'static str; 5]) -> Construct {
    Construct { limit, pieces }
}

const fn chained(limit: usize, [begin, repeated, end]: [&'static str; 3]) -> Construct {
    Construct { limit, pieces: [begin, repeated, "", "", end] }
}

/// Far beyond every limit.
const MANY: usize = 30_000;

const CONSTRUCTS: &[Construct] = &[
    nested(127, ["INSERT { } WHERE {", "{", "", "}", "}"]),
    nested(127, ["INSERT { } WHERE { ", "OPTIONAL {", "", "}", "}"]),
    nested(31, ["INSERT DATA { :s :p ", "[ :p ", "1", "]", "}"]),
    nested(31, ["INSERT DATA { :s :p ", "(", "1", ")", "}"]),
    nested(31, ["INSERT { :s :p ", "[ :p ", "1", "]", "} WHERE {}"]),
    nested(126, ["INSERT DATA { :s :p ", "<<( :s :p ", "1", ")>>", "}"]),
    nested(126, ["DELETE DATA { :s :p ", "<<( :s :p ", "1", ")>>", "}"]),
    nested(126, ["DELETE WHERE { :s :p ", "<<( :s :p ", "?x", ")>>", "}"]),
    nested(126, ["INSERT DATA { :s :p ", "<< :s :p ", "1", ">>", "}"]),
    nested(126, ["INSERT DATA { :s :p 1 ", "{| :p 1 ", "", "|}", "}"]),
    nested(1, ["INSERT DATA { ", "GRAPH :g { ", ":s :p 1", "}", "}"]),
    chained(2_000, ["INSERT DATA {", " :s :p 1 .", "}"]),
    chained(2_000, ["INSERT DATA { :s :p 1", ", 1", "}"]),
    chained(2_000, ["DELETE DATA { :s :p 1", "; :p 1", "}"]),
    chained(2_000, ["INSERT DATA { :s :p (", " 1", ")}"]),
    chained(2_000, ["INSERT DATA { :s :p 1", " ~ :r", "}"]),
    chained(2_000, ["INSERT DATA {", " GRAPH :g { :s :p 1 }", "}"]),
    chained(2_000, ["INSERT DATA {", " [] :p _:b .", "}"]),
    chained(256, ["INSERT {", " :s :p ?o .", "} WHERE { :s :p ?o }"]),
    chained(4_000, ["INSERT { } ", "USING :g ", " WHERE {}"]),
    chained(4_000, ["", "CLEAR ALL ;", ""]),
    chained(1_000, ["", "INSERT { :a :b :c } WHERE {} ;", ""]),
    chained(4_000, ["", "COPY :a TO :a ;", ""]),
    chained(4_000, ["", "PREFIX p: <urn:p> ", ""]),
    chained(4_000, ["", "PREFIX p: <urn:p> CLEAR ALL ; ", ""]),
    chained(1, ["", ";", ""]),
    chained(1, ["INSERT DATA {", "([{<<", ""]),
    chained(1, ["INSERT DATA { 1 ", ")]}>>", ""]),
];

impl Construct {
    fn text(&self, count: usize) -> String {
        let [begin, open, middle, close, end] = self.pieces;
        format!("PREFIX : <urn:> {begin}{}{middle}{}{end}", open.repeat(count), close.repeat(count))
    }
}

/// Whether it was parsed. What is parsed is run, for two seconds at most.
fn take(text: &str) -> Result<(), QuerySyntaxError> {
    let update = Update::parse(text, &ParseOptions::default())?;
    let mut limits = Limits::default();
    limits.deadline = Some(Instant::now() + Duration::from_secs(2));
    let options = UpdateOptions { limits, ..UpdateOptions::default() };
    // Whether it ran to its end doesn't matter: it came back.
    _ = update.run(&Store::new(), &options);
    Ok(())
}

fn on_a_deep_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(work);
    if let Err(panic) = thread.expect("a thread").join() {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn no_construct_takes_the_process_down() {
    on_a_deep_stack(|| {
        for construct in CONSTRUCTS {
            let at_its_limit = construct.text(construct.limit);
            let shown = &at_its_limit[..at_its_limit.len().min(60)];
            if let Err(error) = take(&at_its_limit) {
                let is_never_right = construct.limit == 1 && !shown.contains("GRAPH");
                assert!(is_never_right, "{shown}: {}", error.to_text());
            }
            for count in [construct.limit + 1, MANY] {
                _ = take(&construct.text(count));
            }
        }
    });
}

#[test]
fn what_is_no_data_is_limited() {
    on_a_deep_stack(|| {
        let long = "<urn:s> <urn:p> 'o' . ".repeat(60_000);
        let refusal = |text: String| match take(&text) {
            Ok(()) => String::new(),
            Err(error) => error.to_string(),
        };
        assert_eq!(refusal(format!("INSERT DATA {{ {long} }} ; CLEAR ALL")), "");
        assert_eq!(refusal(format!("delete data {{ GRAPH <urn:g> {{ {long} }} }}")), "");
        for text in
            [format!("DELETE WHERE {{ {long} }}"), format!("INSERT {{ {long} }} WHERE {{}}")]
        {
            assert!(refusal(text).contains("256 triple patterns"));
        }
        let many = "CLEAR DEFAULT ; ".repeat(70_000);
        assert!(refusal(many).contains("longer than 1048576 bytes"));
        let declared: String =
            (0..1_000).map(|number| format!("PREFIX p{number}: <urn:p> ")).collect();
        let between = "CLEAR ALL ; PREFIX a: <urn:a> ".repeat(10_000);
        assert!(refusal(format!("{declared} {between}")).contains("too many declarations"));
    });
}

/// They are planned as those of a query are, in a time that grows fast with their number, so these are only parsed.
#[test]
fn a_pattern_has_as_many_triples_as_a_query_may_have() {
    on_a_deep_stack(|| {
        for [begin, end] in [["DELETE WHERE {", "}"], ["INSERT { } WHERE {", "}"]] {
            let parse = |count| {
                let text = chained(count, [begin, " ?s ?p ?o .", end]).text(count);
                Update::parse(&text, &ParseOptions::default()).is_ok()
            };
            assert!(parse(PATTERNS_MAX) && !parse(PATTERNS_MAX + 1), "{begin}");
        }
    });
}
