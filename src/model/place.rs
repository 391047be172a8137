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
