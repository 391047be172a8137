//! A literal as the subject of a pattern: SPARQL allows it, RDF has no such triple.

use super::Hint;
use super::asked::{AskedPattern, Slot};
use super::seen::Seen;
use crate::model::Term;

pub(super) fn hint(pattern: &AskedPattern, seen: &Seen<'_>) -> Option<Hint> {
    let [Slot::Term(Term::Literal(_)), predicate, object] = &pattern.slots else { return None };
    let can_be_a_subject = !matches!(object, Slot::Term(Term::Literal(_)) | Slot::TripleTerm);
    Some(Hint::LiteralSubject {
        pattern: seen.text(&pattern.slots),
        instead: can_be_a_subject
            .then(|| seen.text(&[object.clone(), predicate.clone(), pattern.slots[0].clone()])),
    })
}
