//! The counts by suite, and the tables of them in `docs/conformance.md`.

use crate::known::{KnownFailures, Reason};
use crate::manifest::{Kind, NotRun, Test};
use crate::run::Outcome;
use crate::suites::{SUITES, Suite};
use std::path::PathBuf;

/// With the value 1 the tables are written anew.
const UPDATE_VARIABLE: &str = "WESTLAKE_UPDATE_DOCS";
const BEGIN: &str = "<!-- counts: written by tests/conformance -->\n";
const END: &str = "<!-- end of counts -->\n";

#[derive(Clone, Default)]
struct Row {
    tests: usize,
    passed: usize,
    /// By the order of [`Reason::ALL`].
    known: [usize; 3],
}

/// How many tests there are, passed and failed, by suite and group.
pub struct Counts {
    run: Vec<(Suite, &'static str, Row)>,
    not_run: Vec<(Suite, NotRun, usize)>,
}

impl Counts {
    pub fn new(tests: &[Test], outcomes: &[Outcome], known: &KnownFailures) -> Self {
        let mut counts = Self { run: Vec::new(), not_run: Vec::new() };
        for (test, outcome) in tests.iter().zip(outcomes) {
            match test.kind {
                Kind::NotRun(group) => *counts.not_run(test.suite, group) += 1,
                _ => {
                    let row = counts.run(test.suite, test.kind.group());
                    row.tests += 1;
                    row.passed += usize::from(matches!(outcome, Outcome::Passed));
                    for (count, reason) in row.known.iter_mut().zip(Reason::ALL) {
                        *count += usize::from(known.reason(&test.name) == Some(reason));
                    }
                }
            }
        }
        counts
    }

    fn run(&mut self, suite: Suite, group: &'static str) -> &mut Row {
        let found = self.run.iter().position(|row| (row.0, row.1) == (suite, group));
        let at = found.unwrap_or_else(|| {
            self.run.push((suite, group, Row::default()));
            self.run.len() - 1
        });
        &mut self.run[at].2
    }

    fn not_run(&mut self, suite: Suite, group: NotRun) -> &mut usize {
        let found = self.not_run.iter().position(|row| (row.0, row.1) == (suite, group));
        let at = found.unwrap_or_else(|| {
            self.not_run.push((suite, group, 0));
            self.not_run.len() - 1
        });
        &mut self.not_run[at].2
    }

    fn tables(&self) -> String {
        format!(
            "\n{}\nWhat was run, by group:\n\n{}\nWhat was not run:\n\n{}\n",
            self.suites_table(),
            self.run_table(),
            self.not_run_table()
        )
    }

    fn suites_table(&self) -> String {
        let mut text =
            head(&["suite"], &["tests", "run", "passed", "below", "open", "newer", "not run"]);
        for suite in SUITES {
            text.push_str(&self.sum_line(suite.title, |other| other == suite));
        }
        text + &self.sum_line("**all**", |_| true)
    }

    fn sum_line(&self, title: &str, counts: impl Fn(Suite) -> bool) -> String {
        let run = self.run.iter().filter(|row| counts(row.0));
        let sum = run.fold(Row::default(), |sum, row| sum.plus(&row.2));
        let not_run = self.not_run.iter().filter(|row| counts(row.0));
        let not_run: usize = not_run.map(|row| row.2).sum();
        let tests = sum.tests + not_run;
        format!("| {title} | {tests} | {} | {not_run} |\n", sum.cells())
    }

    fn run_table(&self) -> String {
        let mut text = head(&["suite", "group"], &["run", "passed", "below", "open", "newer"]);
        for (suite, group, row) in &self.run {
            text.push_str(&format!("| {} | {group} | {} |\n", suite.title, row.cells()));
        }
        text
    }

    fn not_run_table(&self) -> String {
        let mut text = head(&["suite", "group", "reason"], &["tests"]);
        for (suite, group, tests) in &self.not_run {
            let (suite, title, reason) = (suite.title, group.title(), group.reason());
            text.push_str(&format!("| {suite} | {title} | {reason} | {tests} |\n"));
        }
        text
    }
}

/// The head of a table: columns of text first, then those of numbers.
fn head(texts: &[&str], numbers: &[&str]) -> String {
    let names = [texts, numbers].concat().join(" | ");
    let rule = "---|".repeat(texts.len()) + &"--:|".repeat(numbers.len());
    format!("| {names} |\n|{rule}\n")
}

impl Row {
    fn plus(&self, other: &Self) -> Self {
        Self {
            tests: self.tests + other.tests,
            passed: self.passed + other.passed,
            known: [0, 1, 2].map(|at| self.known[at] + other.known[at]),
        }
    }

    fn cells(&self) -> String {
        let counts = [self.tests, self.passed].into_iter().chain(self.known);
        counts.map(|count| count.to_string()).collect::<Vec<_>>().join(" | ")
    }
}

/// What is wrong with the tables in the documentation; writes them anew if it is asked to.
pub fn problem_of_docs(counts: &Counts) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/conformance.md");
    let text = std::fs::read_to_string(&path).expect("docs/conformance.md is there");
    let tables = counts.tables();
    let (before, rest) = text.split_once(BEGIN).expect("the page has a place for the counts");
    let (written, after) = rest.split_once(END).expect("the counts on the page have an end");
    if written == tables {
        return None;
    }
    if std::env::var_os(UPDATE_VARIABLE).is_some_and(|value| value == "1") {
        std::fs::write(&path, format!("{before}{BEGIN}{tables}{END}{after}"))
            .expect("docs/conformance.md can be written");
        return None;
    }
    Some(format!(
        "docs/conformance.md\n  its counts are not those of this run; {UPDATE_VARIABLE}=1 writes these:\n{tables}"
    ))
}
