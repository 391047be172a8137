//! Every query of `queries/` says what it asks, and answers what `queries/expected/` has, which people checked by hand.

use oxigraph::model::Dataset;
use oxigraph::model::dataset::CanonicalizationAlgorithm;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use westlake::format::{BlankNodes, Input, ReadError, ReadOptions, Syntax, read_quads};
use westlake::model::GraphName;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("queries")
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("queries/")
        .map(|entry| entry.expect("queries/").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rq"))
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn run(query: &str, format: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_westlake"))
        .args(["query", "--quiet"])
        .arg(folder().join(query))
        .args(format)
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{query}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn every_query_answers_what_is_expected() {
    let names = names();
    assert!(names.len() >= 15, "only {} queries", names.len());
    for name in names {
        let query = format!("{name}.rq");
        let expected = |extension: &str| {
            fs::read(folder().join("expected").join(format!("{name}.{extension}"))).ok()
        };
        if let Some(table) = expected("csv") {
            let (table, answer) = (text(table), text(run(&query, &["--format", "csv"])));
            assert_eq!(answer, table, "{name}");
        } else if let Some(graph) = expected("ttl") {
            let answer = run(&query, &["--format", "ttl"]);
            assert_eq!(parse(&answer), parse(&graph), "{name}");
        } else if let Some(boolean) = expected("txt") {
            assert_eq!(text(run(&query, &[])), text(boolean), "{name}");
        } else {
            panic!("queries/expected/ has nothing for {name}");
        }
    }
}

#[test]
fn every_query_says_what_it_asks_and_what_comes_back() {
    for name in names() {
        let query = fs::read_to_string(folder().join(format!("{name}.rq"))).expect("a query");
        let mut lines = query.lines();
        let question = lines.next().unwrap_or_default();
        let answer = lines.next().unwrap_or_default();
        assert!(question.starts_with("# ") && question.ends_with('?'), "{name}: {question}");
        assert!(answer.starts_with("# ") && answer.len() > 20, "{name}: {answer}");
    }
}

#[test]
fn nothing_is_expected_of_a_query_that_is_not_there() {
    let names = names();
    for entry in fs::read_dir(folder().join("expected")).expect("queries/expected/") {
        let path = entry.expect("queries/expected/").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(names.contains(&name), "{} belongs to no query", path.display());
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("UTF-8")
}

/// A graph with its blank nodes in a canonical form.
fn parse(turtle: &[u8]) -> Dataset {
    let mut dataset = Dataset::new();
    let options = ReadOptions { base: None, graph: GraphName::DefaultGraph };
    let input = Input::from_reader("the graph", Syntax::Turtle, turtle);
    read_quads(input, &options, &mut BlankNodes::default(), |quad| {
        dataset.insert(&quad);
        Ok::<_, ReadError>(())
    })
    .expect("Turtle");
    dataset.canonicalize(CanonicalizationAlgorithm::Unstable);
    dataset
}
