//! The statuses of triples outside a view, and the view that shows them.

use super::asked::Asked;
use super::seen::Seen;
use super::stated::{Stated, stated};
use crate::evidence::{Reifiers, Status, ViewSpec};
use crate::model::vocab::wl;
use crate::model::{GraphId, IdQuad, NamedNode, QuadPattern, Term, TermId};
use std::collections::BTreeSet;

/// The statuses by which triples are held.
pub(super) struct Statuses {
    named: BTreeSet<NamedNode>,
    /// Some triple has no status that a list could name.
    has_nameless: bool,
}

impl Statuses {
    pub fn of<'s>(
        triples: impl Iterator<Item = &'s Stated>,
        asked: &Asked,
        seen: &Seen<'_>,
    ) -> Self {
        let mut all = Self { named: BTreeSet::new(), has_nameless: false };
        let all_reifiers = Reifiers::of(seen.snapshot());
        let named = |status: TermId| match seen.snapshot().term(status)? {
            Term::NamedNode(status) => Some(status),
            _ => None,
        };
        for stated in triples {
            let is_asserted = seen.snapshot().count(&stated.pattern()) > 0;
            let is_seen = |graph| asked.patterns.iter().any(|p| seen.sees(&p.graph, graph));
            // A triple that isn't asserted stands where a reifier of the listed status reifies it.
            let reifiers = stated.reifiers.iter().filter(|(_, g)| is_asserted || is_seen(*g));
            let statuses: Vec<NamedNode> = reifiers
                .flat_map(|&(reifier, _)| all_reifiers.statuses(reifier))
                .filter_map(named)
                .collect();
            all.has_nameless |= statuses.is_empty();
            all.named.extend(statuses);
        }
        all
    }

    /// From the firmest to the least firm, then those that the engine doesn't know.
    fn sorted(statuses: &BTreeSet<NamedNode>) -> Vec<&NamedNode> {
        let mut sorted: Vec<&NamedNode> = statuses.iter().collect();
        let rank = |status: &NamedNode| {
            Status::ALL.iter().position(|s| s.iri() == *status).unwrap_or(Status::ALL.len())
        };
        sorted.sort_by_key(|status| rank(status));
        sorted
    }

    pub fn names(&self, seen: &Seen<'_>) -> Vec<String> {
        Self::sorted(&self.named).into_iter().map(|status| name(status, seen)).collect()
    }

    /// A `--status` that shows the triples, and hides none that the patterns match now: the statuses of the triples
    /// and those of the view; `all` where there is no such list, or where the list would be all.
    pub fn view(&self, asked: &Asked, seen: &Seen<'_>) -> String {
        let mut listed = self.named.clone();
        match seen.view.spec() {
            ViewSpec::Asserted | ViewSpec::All => {
                let asserting = Status::ALL.into_iter().filter(|status| status.asserts());
                listed.extend(asserting.map(Status::iri).filter(|status| is_used(status, seen)));
            }
            ViewSpec::Statuses(statuses) => listed.extend(statuses.iter().cloned()),
        }
        let names: Vec<String> =
            Self::sorted(&listed).into_iter().map(|status| name(status, seen)).collect();
        let is_all = Status::ALL.iter().all(|s| s.asserts() || listed.contains(&s.iri()));
        let can_be_typed = names.iter().all(|name| !name.contains([',', ' ', '\'', '"']));
        if self.has_nameless || is_all || !can_be_typed || hides_some(&listed, asked, seen) {
            return "all".to_owned();
        }
        names.join(",")
    }
}

fn name(status: &NamedNode, seen: &Seen<'_>) -> String {
    match Status::from_iri(status.as_ref()) {
        Some(status) => status.name().to_owned(),
        None => {
            let short = seen.prefixes.shorten(status.as_ref());
            short.unwrap_or_else(|| status.as_str().to_owned())
        }
    }
}

fn is_used(status: &NamedNode, seen: &Seen<'_>) -> bool {
    let ids = (seen.snapshot().id_of(wl::STATUS), seen.snapshot().id_of(status));
    matches!(ids, (Some(property), Some(status))
        if seen.snapshot().count(&QuadPattern::triple(None, Some(property), Some(status))) > 0)
}

/// Whether a view of these statuses leaves out a triple that a pattern matches in the view of the query.
fn hides_some(listed: &BTreeSet<NamedNode>, asked: &Asked, seen: &Seen<'_>) -> bool {
    // A list that a list grows into hides nothing more.
    if *seen.view.spec() != ViewSpec::Asserted {
        return false;
    }
    let reifiers = Reifiers::of(seen.snapshot());
    let listed: BTreeSet<TermId> =
        listed.iter().filter_map(|status| seen.snapshot().id_of(status)).collect();
    let patterns: Vec<QuadPattern> =
        asked.patterns.iter().filter_map(|asked| seen.quad_pattern(&asked.slots)).collect();
    stated(seen.snapshot()).any(|stated| {
        let [subject, predicate, object] = stated.triple;
        let quad = IdQuad { subject, predicate, object, graph: GraphId::Default };
        patterns.iter().any(|pattern| pattern.matches(&quad))
            && seen.snapshot().count(&stated.pattern()) > 0
            && !stated.reifiers.iter().any(|&(reifier, _)| {
                reifiers.statuses(reifier).iter().any(|status| listed.contains(status))
            })
    })
}
