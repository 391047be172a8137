//! Triples that match a pattern of the query but stand outside its view: what somebody only claims, thinks or plans.
//!
//! A triple counts where it fits what else a solution must fit (`fit`), so that a wide pattern beside a narrow one
//! counts nothing that the query isn't about.

use super::asked::{Asked, AskedPattern};
use super::fit::Fit;
use super::seen::Seen;
use super::stated::{Stated, stated};
use super::statuses::Statuses;
use super::{Hint, Unasserted};
use crate::evidence::ViewSpec;
use crate::model::{GraphId, IdQuad, QuadPattern, TermId};
use crate::store::QuadIndex;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More triples of a pattern than these are not compared with the rest of the query.
const COMPARED_MAX: usize = 10_000;

pub(super) fn hint(asked: &Asked, seen: &Seen<'_>, found_nothing: bool) -> Option<Hint> {
    if asked.speaks_of_statements || *seen.view.spec() == ViewSpec::All {
        return None;
    }
    let unseen = Unseen::read(asked, seen);
    // Where LIMIT has left out solutions of a pattern without a constant, that there are more is no news.
    let is_news =
        |at: &usize| found_nothing || !asked.has_limit || constants(&asked.patterns[*at]) > 0;
    let fitting: Vec<(usize, Vec<&Stated>)> = (0..asked.patterns.len())
        .filter(is_news)
        .map(|at| (at, unseen.fitting(at)))
        .filter(|(_, triples)| !triples.is_empty())
        .collect();
    // The narrowest pattern tells the most; among equals the first.
    let (at, triples) = fitting
        .iter()
        .max_by_key(|(at, _)| (constants(&asked.patterns[*at]), std::cmp::Reverse(*at)))?;
    let all: BTreeMap<[TermId; 3], &Stated> =
        fitting.iter().flat_map(|(_, triples)| triples).map(|s| (s.triple, *s)).collect();
    let statuses = Statuses::of(all.values().copied(), asked, seen);
    Some(Hint::Unasserted(Unasserted {
        pattern: seen.text(&asked.patterns[*at].slots),
        triples: triples.len() as u64,
        triples_of_all_patterns: all.len() as u64,
        statuses: statuses.names(seen),
        view: statuses.view(asked, seen),
    }))
}

fn constants(pattern: &AskedPattern) -> usize {
    pattern.slots.iter().filter(|slot| slot.term().is_some()).count()
}

/// What is stated, matches a pattern, and stands outside the view.
struct Unseen<'a> {
    asked: &'a Asked,
    seen: &'a Seen<'a>,
    stated: Vec<Stated>,
    /// For each pattern the places in `stated`.
    matching: Vec<Vec<usize>>,
    /// All of `stated`, with the graphs in which `all` would show it.
    index: Arc<QuadIndex>,
}

impl<'a> Unseen<'a> {
    fn read(asked: &'a Asked, seen: &'a Seen<'a>) -> Self {
        let patterns: Vec<Option<QuadPattern>> = asked
            .patterns
            .iter()
            .map(|asked| {
                seen.quad_pattern(&asked.slots).filter(|_| !asked.negated && !asked.is_later_step)
            })
            .collect();
        let mut found = Vec::new();
        let mut matching = vec![Vec::new(); patterns.len()];
        let mut quads = Vec::new();
        for stated in stated(seen.snapshot()) {
            let [subject, predicate, object] = stated.triple;
            let quad = IdQuad { subject, predicate, object, graph: GraphId::Default };
            let fits = |at: usize| {
                patterns[at].is_some_and(|pattern| pattern.matches(&quad))
                    && repeats_fit(&asked.patterns[at], stated.triple)
            };
            let fitting: Vec<usize> = (0..patterns.len()).filter(|&at| fits(at)).collect();
            if fitting.is_empty() {
                continue;
            }
            let graphs = graphs_in_all(&stated, seen);
            let outside = |at: &usize| {
                let graph = &asked.patterns[*at].graph;
                graphs.iter().any(|&g| seen.sees(graph, g))
                    && !seen.view.scan(&stated.pattern()).any(|quad| seen.sees(graph, quad.graph))
            };
            let fitting: Vec<usize> = fitting.into_iter().filter(outside).collect();
            if fitting.is_empty() {
                continue;
            }
            fitting.into_iter().for_each(|at| matching[at].push(found.len()));
            quads.extend(graphs.into_iter().map(|graph| IdQuad { graph, ..quad }));
            found.push(stated);
        }
        Self { asked, seen, stated: found, matching, index: Arc::new(QuadIndex::build(quads)) }
    }

    /// The triples of a pattern that fit what else a solution must fit.
    fn fitting(&self, at: usize) -> Vec<&Stated> {
        let places = &self.matching[at];
        let triples = places.iter().map(|&place| &self.stated[place]);
        let alone = self.asked.patterns.len() == 1 && self.asked.given.is_empty();
        if alone {
            return triples.collect();
        }
        if places.len() > COMPARED_MAX {
            return Vec::new();
        }
        let fit = Fit { asked: self.asked, seen: self.seen, stated: &self.index, at };
        triples.filter(|stated| fit.holds(stated.triple)).collect()
    }
}

/// Whether a variable that comes twice in the pattern has one term in the triple.
fn repeats_fit(pattern: &AskedPattern, triple: [TermId; 3]) -> bool {
    [(0, 1), (0, 2), (1, 2)].into_iter().all(|(a, b)| {
        pattern.slots[a].term().is_some()
            || pattern.slots[a] != pattern.slots[b]
            || triple[a] == triple[b]
    })
}

/// The graphs in which the view `all` shows the triple.
fn graphs_in_all(stated: &Stated, seen: &Seen<'_>) -> Vec<GraphId> {
    let mut graphs: Vec<GraphId> =
        seen.snapshot().scan(&stated.pattern()).map(|quad| quad.graph).collect();
    if graphs.is_empty() {
        graphs = stated.reifiers.iter().map(|&(_, graph)| graph).collect();
        graphs.sort_unstable();
        graphs.dedup();
    }
    graphs
}
