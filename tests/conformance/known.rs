//! The one list of failures that are known, with their reasons.

use crate::manifest::Test;
use crate::run::Outcome;
use std::collections::{BTreeMap, HashSet};

/// A test a line: its name, the class of the reason, and the reason.
const LIST: &str = include_str!("known-failures.txt");

/// Why a failure is left as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// A crate below us is wrong.
    Below,
    /// The standard is open here, or a later version contradicts the test.
    Open,
    /// The test is newer than the crates below us.
    Newer,
}

impl Reason {
    pub const ALL: [Self; 3] = [Self::Below, Self::Open, Self::Newer];

    pub fn name(self) -> &'static str {
        match self {
            Self::Below => "below",
            Self::Open => "open",
            Self::Newer => "newer",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// The list, by the names of the tests.
pub struct KnownFailures {
    reasons: BTreeMap<&'static str, Reason>,
}

impl KnownFailures {
    /// # Panics
    /// If a line isn't as it should be.
    pub fn read() -> Self {
        let mut reasons = BTreeMap::new();
        let lines = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        for line in lines {
            let mut words = line.splitn(3, ' ');
            let name = words.next().unwrap_or_default();
            let reason = words.next().and_then(Reason::from_name);
            let reason = reason.unwrap_or_else(|| panic!("no class of reasons: {line}"));
            let explained = words.next().is_some_and(|text| !text.trim().is_empty());
            assert!(explained, "no explanation: {line}");
            assert!(reasons.insert(name, reason).is_none(), "listed twice: {line}");
        }
        Self { reasons }
    }

    pub fn reason(&self, name: &str) -> Option<Reason> {
        self.reasons.get(name).copied()
    }

    /// Where the list and a run disagree.
    pub fn problems(&self, tests: &[Test], outcomes: &[Outcome]) -> Vec<String> {
        let names: HashSet<_> = tests.iter().map(|test| test.name.as_str()).collect();
        let unknown = self.reasons.keys().filter(|name| !names.contains(*name));
        let mut problems: Vec<_> =
            unknown.map(|name| format!("{name}\n  is listed, and no test has this name")).collect();
        for (test, outcome) in tests.iter().zip(outcomes) {
            let name = &test.name;
            match (outcome, self.reason(name)) {
                (Outcome::Failed(message), None) => {
                    problems.push(format!("{name}\n  fails: {}", message.replace('\n', "\n  ")));
                }
                (Outcome::Passed | Outcome::NotRun, Some(_)) => {
                    problems.push(format!(
                        "{name}\n  is listed, and doesn't fail: take it off the list"
                    ));
                }
                (Outcome::Passed | Outcome::NotRun, None) | (Outcome::Failed(_), Some(_)) => {}
            }
        }
        problems
    }
}
