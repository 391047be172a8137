//! Prefixes as a list.

use crate::model::Prefixes;
use serde::Serialize;

/// A prefix and what it stands for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PrefixDeclaration {
    /// The prefix without its colon; it may be empty.
    pub prefix: String,
    /// The namespace.
    pub namespace: String,
}

impl PrefixDeclaration {
    /// The prefixes in their order.
    pub fn list(prefixes: &Prefixes) -> Vec<Self> {
        let own = |(prefix, namespace): (&str, &str)| Self {
            prefix: prefix.to_owned(),
            namespace: namespace.to_owned(),
        };
        prefixes.iter().map(own).collect()
    }
}
