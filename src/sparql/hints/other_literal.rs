//! A literal that no triple of a pattern has, where another of the same letters is there: with a language tag, without
//! one, or of another datatype.

use super::Hint;
use super::asked::{AskedPattern, Slot};
use super::seen::{SCANNED_MAX, Seen};
use crate::model::{Literal, Term};
use crate::store::TermKind;

/// How many of the literals that are there are named.
const NAMED_MAX: usize = 3;

/// For a pattern that matches nothing.
pub(super) fn hint(pattern: &AskedPattern, seen: &Seen<'_>) -> Option<Hint> {
    let [subject, predicate, Slot::Term(Term::Literal(asked))] = &pattern.slots else {
        return None;
    };
    let any_object = [subject.clone(), predicate.clone(), Slot::Nameless(String::new())];
    let ids = seen.quad_pattern(&any_object)?;
    let snapshot = seen.snapshot();
    let mut found: Vec<Literal> = Vec::new();
    let mut last = None;
    for quad in seen.view.scan(&ids).take(SCANNED_MAX) {
        // Where the objects are sorted, each is looked at once.
        if last.replace(quad.object) == Some(quad.object)
            || snapshot.kind(quad.object) != Some(TermKind::Literal)
            || !seen.sees(&pattern.graph, quad.graph)
        {
            continue;
        }
        if let Some(Term::Literal(literal)) = snapshot.term(quad.object)
            && literal.value() == asked.value()
            && literal != *asked
            && !found.contains(&literal)
        {
            found.push(literal);
            if found.len() == NAMED_MAX {
                break;
            }
        }
    }
    let mut found: Vec<String> =
        found.iter().map(|literal| seen.prefixes.turtle(literal.as_ref().into())).collect();
    found.sort_unstable();
    (!found.is_empty())
        .then(|| Hint::OtherLiteral { asked: seen.prefixes.turtle(asked.as_ref().into()), found })
}
