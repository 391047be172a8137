//! Hints as sentences.

use super::{Hint, TermRole, Unasserted};
use crate::format::escape_controls;
use std::fmt;

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escape_controls(&self.sentence()))
    }
}

impl Hint {
    fn sentence(&self) -> String {
        match self {
            Self::LiteralSubject { pattern, instead: Some(instead) } => format!(
                "{pattern} matches nothing, since no literal is a subject: write {instead}."
            ),
            Self::LiteralSubject { pattern, instead: None } => format!(
                "{pattern} matches nothing, since no literal is a subject: put an IRI or a variable first."
            ),
            Self::NamedGraphs { quads, graphs } => format!(
                "{} in {}, and the query asks the default graph: \
                 write GRAPH ?g {{ … }}, or use --union-default-graph.",
                if *quads == 1 {
                    "The only quad stands".to_owned()
                } else {
                    format!("All {quads} quads stand")
                },
                if *graphs == 1 {
                    "a named graph".to_owned()
                } else {
                    format!("{graphs} named graphs")
                },
            ),
            Self::OtherScheme { asked, found, asked_namespace, found_namespace } => format!(
                "{asked} doesn't occur in the data, but {found} does: \
                 write {found_namespace} in place of {asked_namespace}."
            ),
            Self::OtherLiteral { asked, found } => {
                let found = listed(found);
                format!("{asked} matches nothing, but {found} is there: write {found}.")
            }
            Self::OnlySubclasses { class, subclass } => format!(
                "{class} has no instances of its own, but {subclass} below it has: \
                 write a/rdfs:subClassOf* {class}."
            ),
            Self::Absent { role, term, nearest } => {
                let (what, list) = match role {
                    TermRole::Predicate => {
                        ("is the predicate of no triple", "stats lists those that are")
                    }
                    TermRole::Class => {
                        ("has no instances in the data", "stats lists the classes that have")
                    }
                    TermRole::Entity => {
                        ("doesn't occur in the data", "search finds what does, by its name")
                    }
                };
                match nearest {
                    Some(nearest) => format!("{term} {what}: did you mean {nearest}?"),
                    None => format!("{term} {what}: westlake {list}."),
                }
            }
            Self::Unasserted(unasserted) => unasserted.sentence(),
        }
    }
}

impl Unasserted {
    fn sentence(&self) -> String {
        let (triples, all, pattern) = (self.triples, self.triples_of_all_patterns, &self.pattern);
        let more = match all {
            1 => format!("1 more triple matches {pattern}, but is"),
            _ if all == triples => format!("{all} more triples match {pattern}, but are"),
            _ => format!(
                "{all} more triples match patterns of the query, {triples} of them {pattern}, but are"
            ),
        };
        let them = if all == 1 { "it" } else { "them" };
        format!("{more} {}: --status {} adds {them}.", self.held(), self.view)
    }

    /// How the triples are held: "only claimed or planned".
    fn held(&self) -> String {
        let verb = |name: &String| match name.as_str() {
            "Claimed" => Some("claimed".to_owned()),
            "Opinion" => Some("thought".to_owned()),
            "Planned" => Some("planned".to_owned()),
            _ => None,
        };
        let verbs: Option<Vec<String>> = self.statuses.iter().map(verb).collect();
        match verbs {
            Some(verbs) if !verbs.is_empty() => format!("only {}", listed(&verbs)),
            _ if self.statuses.is_empty() => "only stated, without a status".to_owned(),
            _ => format!("outside the view, as {}", listed(&self.statuses)),
        }
    }
}

/// "a, b or c".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} or {end}", first.join(", ")),
    }
}
