//! The IRI of the data that is spelt most like one that it doesn't have.

use super::TermRole;
use super::absent::has_role;
use super::seen::Seen;
use super::stated::stated;
use crate::model::vocab::rdf;
use crate::model::{NamedNode, Term, TermId};
use crate::names::{Labels, Spelling, iri_end};
use crate::store::TermKind;
use std::collections::BTreeSet;

/// How many terms of the data are compared.
const COMPARED_MAX: u64 = 100_000;

/// The IRI with this role that has the fewest typing errors against the end of `asked`, in its end or its label.
pub(super) fn nearest(asked: &NamedNode, role: TermRole, seen: &Seen<'_>) -> Option<NamedNode> {
    let snapshot = seen.snapshot();
    let wanted = iri_end(asked.as_str());
    let namespace = &asked.as_str()[..asked.as_str().len() - wanted.len()];
    let (spelling, digits) = (Spelling::of(wanted), digits_of(wanted));
    // Digits tell things apart, and are no typing errors.
    let errors_in = |name: &str| spelling.errors_in(name).filter(|_| digits_of(name) == digits);
    let labels = Labels::of(snapshot, None);
    let mut best: Option<(usize, bool, NamedNode)> = None;
    let mut compare = |id: TermId, label: Option<String>| {
        let Some(Term::NamedNode(iri)) = snapshot.term(id) else { return };
        let by_end = errors_in(iri_end(iri.as_str()));
        // A label has blanks where the end of an IRI has none.
        let by_label = label.and_then(|label| errors_in(&label.replace(' ', "")));
        let Some(errors) = by_end.into_iter().chain(by_label).min() else { return };
        let found = (errors, !iri.as_str().starts_with(namespace), iri);
        if best.as_ref().is_none_or(|best| found < *best)
            && (role != TermRole::Entity || has_role(id, role, seen))
        {
            best = Some(found);
        }
    };
    match role {
        TermRole::Predicate => {
            let stated: BTreeSet<_> = stated(snapshot).map(|stated| stated.triple[1]).collect();
            snapshot.predicates().chain(stated).for_each(|id| compare(id, labels.label(id)));
        }
        TermRole::Class => {
            let classes = snapshot.id_of(rdf::TYPE).into_iter().flat_map(|a| snapshot.objects(a));
            classes.for_each(|id| compare(id, labels.label(id)));
        }
        TermRole::Entity => (1..=snapshot.terms_len().min(COMPARED_MAX))
            .filter_map(TermId::new)
            .filter(|&id| snapshot.kind(id) == Some(TermKind::Iri))
            .for_each(|id| compare(id, None)),
    }
    best.map(|(_, _, iri)| iri)
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
