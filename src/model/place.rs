//! A place in a text that a person can go to.

use serde::Serialize;
use std::fmt;

/// Where in a file something is: `graph.ttl:12:5`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Place {
    /// The file as the user named it, or `standard input`.
    pub file: String,
    /// Line, from 1.
    pub line: u64,
    /// Column in code points, from 1.
    pub column: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Line and column, both from 1, of what comes after a text; the column in code points.
pub(crate) fn line_and_column_after(text: &str) -> (u64, u64) {
    let line = text.matches('\n').count() as u64 + 1;
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    (line, column)
}
