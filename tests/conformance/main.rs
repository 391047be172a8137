//! The W3C test suites for RDF and SPARQL, run through Westlake's own store and formats.
//!
//! The suites are data that stands outside of the repository; `docs/conformance.md` says where they are looked for and
//! what their results are. Every failure stands in `known-failures.txt` with its reason; the test fails if a listed
//! one passes or an unlisted one fails, and if the counts in `docs/conformance.md` are not those of this run.

mod archive;
mod bijection;
mod counts;
mod described;
mod evaluation;
mod exchange;
mod graph;
#[path = "../server/harness.rs"]
#[allow(dead_code)]
mod harness;
mod known;
mod manifest;
mod numbers;
mod parsing;
mod results;
mod run;
mod suites;
mod updating;
mod vocabulary;

use archive::Found;
use counts::Counts;
use known::KnownFailures;
use suites::Suites;

#[test]
fn the_w3c_suites_pass_but_for_the_known_failures() {
    let folder = match archive::find_and_unpack() {
        Found::Folder(folder) => folder,
        Found::Nothing(message) => {
            println!("the W3C suites were left out: {message}");
            return;
        }
    };
    let suites = Suites::new(folder);
    let tests = manifest::tests(&suites);
    let outcomes: Vec<_> = tests.iter().map(|test| run::run(&suites, test)).collect();
    let known = KnownFailures::read();
    let mut problems = known.problems(&tests, &outcomes);
    problems.extend(counts::problem_of_docs(&Counts::new(&tests, &outcomes, &known)));
    assert!(problems.is_empty(), "{}", report(&problems));
}

fn report(problems: &[String]) -> String {
    format!("{} problems\n\n{}\n", problems.len(), problems.join("\n\n"))
}
