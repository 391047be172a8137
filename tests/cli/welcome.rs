//! `westlake` alone, `--help` and `--version`.

use super::harness::{Folder, westlake};
use std::time::{Duration, Instant};

#[test]
fn alone_it_says_what_it_is_answers_from_the_article_and_names_three_commands() {
    let run = westlake("").ok().says_only("");
    let run = run
        .shows("Westlake is a knowledge-graph engine that answers with evidence.")
        .shows("Liang Wenfeng founded DeepSeek  [reported]  :f13");
    let commands = run.stdout.lines().filter(|line| line.starts_with("  westlake ")).count();
    assert_eq!(commands, 3, "{run}");
}

#[test]
fn the_commands_that_it_names_work() {
    let folder = Folder::new();
    let welcome = folder.run("").ok();
    for line in welcome.stdout.lines().filter_map(|line| line.strip_prefix("  westlake ")) {
        let run = folder.run(line).ok();
        assert!(run.stdout.lines().count() > 3, "{run}");
    }
}

/// The promise is 50 ms; a machine under load may take five times that.
#[test]
fn it_answers_at_once() {
    let folder = Folder::new();
    let fastest = (0..5).map(|_| {
        let start = Instant::now();
        folder.run("").ok();
        start.elapsed()
    });
    assert!(fastest.min().is_some_and(|time| time < Duration::from_millis(250)));
}

#[test]
fn help_groups_the_verbs_and_the_long_help_has_examples() {
    for help in ["-h", "--help"] {
        let run = westlake(help).ok().says_only("");
        let heads = ["Ask", "Prove", "Hand on", "Options"];
        let places: Vec<_> =
            heads.iter().map(|head| run.stdout.find(&format!("\n{head}\n"))).collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?} in\n{run}");
        for verb in VERBS {
            assert!(run.stdout.contains(&format!("\n  {verb} ")), "no {verb} in\n{run}");
        }
    }
    westlake("--help").shows("\nExamples\n  westlake query");
    westlake("-h").hides("Examples");
}

const VERBS: [&str; 17] = [
    "query",
    "search",
    "show",
    "stats",
    "neighbors",
    "path",
    "why",
    "rank",
    "components",
    "communities",
    "evidence",
    "cite",
    "export",
    "serve",
    "mcp",
    "completions",
    "man",
];

#[test]
fn short_help_fits_a_screen() {
    let run = westlake("-h").ok();
    assert!(run.stdout.lines().count() <= 38, "{run}");
}

#[test]
fn every_verb_has_examples_in_its_help() {
    for verb in VERBS {
        westlake(&format!("{verb} --help")).ok().shows(&format!("Examples:\n  westlake {verb}"));
        westlake(&format!("{verb} -h")).ok().hides("Examples:");
    }
}

#[test]
fn it_knows_its_version() {
    for version in ["-V", "--version"] {
        westlake(version).ok().prints(concat!("westlake ", env!("CARGO_PKG_VERSION"), "\n"));
    }
}
