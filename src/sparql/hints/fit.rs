//! Whether a triple that matches one pattern of a query may be part of a solution: each other pattern is looked at
//! alone, with the terms that the triple gives to the variables they share.

use super::asked::{Asked, AskedGraph, AskedPattern, Block, Closure, Given, Slot};
use super::seen::Seen;
use crate::model::{QuadPattern, Term, TermId};
use crate::store::QuadIndex;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Of how many terms that a variable may have each is tried.
const TRIED_MAX: usize = 16;

/// How many nodes a path is followed through.
const NODES_FOLLOWED_MAX: usize = 1_000;

/// A pattern of a query among the others.
pub(super) struct Fit<'a> {
    pub asked: &'a Asked,
    pub seen: &'a Seen<'a>,
    /// What the patterns may match outside the view.
    pub stated: &'a Arc<QuadIndex>,
    /// The pattern's place in the query.
    pub at: usize,
}

impl Fit<'_> {
    /// Whether a triple that matches the pattern may be part of a solution.
    pub fn holds(&self, triple: [TermId; 3]) -> bool {
        let block = &self.asked.patterns[self.at].block;
        block.around().all(|around| self.block_holds(&around, triple))
    }

    /// Whether the patterns of a block, the terms that it gives, and one arm of each of its choices fit the triple.
    fn block_holds(&self, block: &Block, triple: [TermId; 3]) -> bool {
        let own = &self.asked.patterns[self.at].block;
        let mut given = self.asked.given.iter().filter(|given| given.block == *block);
        let mut closures = self.asked.closures.iter().filter(|closure| closure.block == *block);
        let mut choices = self.asked.choices.iter().filter(|choice| choice.block == *block);
        given.all(|given| self.is_given(given, triple))
            && self.asked.patterns.iter().enumerate().all(|(at, other)| {
                at == self.at || other.negated || other.block != *block || self.joins(other, triple)
            })
            && closures.all(|closure| self.leads(closure, triple))
            && choices.all(|choice| {
                choice.arms.iter().any(|arm| arm.is_around(own))
                    || choice.arms.iter().any(|arm| self.block_holds(arm, triple))
            })
    }

    fn is_given(&self, given: &Given, triple: [TermId; 3]) -> bool {
        let slots = &self.asked.patterns[self.at].slots;
        given.may_be_other
            || slots.iter().zip(triple).all(|(slot, id)| {
                !matches!(slot, Slot::Variable(name) if *name == given.variable)
                    || self.seen.snapshot().term(id).is_none_or(|t| given.terms.contains(&t))
            })
    }

    /// Whether another pattern may match where this one matches the triple.
    fn joins(&self, other: &AskedPattern, triple: [TermId; 3]) -> bool {
        let Some(ids) = self.seen.quad_pattern(&other.slots) else { return false };
        let mut ids = [ids.subject, ids.predicate, ids.object];
        for (id, slot) in ids.iter_mut().zip(&other.slots) {
            *id = id.or_else(|| self.bound(slot, triple));
        }
        // One variable that may have few terms has each of them in turn.
        let open = (0..3).filter(|&at| ids[at].is_none());
        let tried = open.filter_map(|at| Some((at, self.terms_of(&other.slots[at])?))).next();
        match tried {
            None => self.matches(ids, &other.graph),
            Some((at, terms)) => terms.iter().any(|term| {
                let mut ids = ids;
                ids[at] = self.seen.snapshot().id_of(term);
                ids[at].is_some() && self.matches(ids, &other.graph)
            }),
        }
    }

    /// What the triple gives to a variable of the pattern.
    fn bound(&self, slot: &Slot, triple: [TermId; 3]) -> Option<TermId> {
        let slots = &self.asked.patterns[self.at].slots;
        Some(triple[slots.iter().position(|own| own == slot && own.term().is_none())?])
    }

    /// Whether a path may lead from one of its ends to the other.
    fn leads(&self, closure: &Closure, triple: [TermId; 3]) -> bool {
        let snapshot = self.seen.snapshot();
        // An end that is open is `None`; the id of a term that the store has never seen is `None` too.
        let end = |slot: &Slot| match slot.term() {
            Some(term) => Some(snapshot.id_of(term)),
            None => self.bound(slot, triple).map(Some),
        };
        let predicate = snapshot.id_of(&closure.predicate);
        let [from, to] = closure.ends.each_ref().map(end);
        match (from, to) {
            (Some(Some(from)), Some(Some(to))) => {
                closure.may_be_empty && from == to
                    || predicate.is_some_and(|p| self.reaches(from, p, to, &closure.graph))
            }
            (Some(_), Some(_)) => false,
            _ if closure.may_be_empty => true,
            (Some(None), _) | (_, Some(None)) => false,
            (from, to) => {
                predicate.is_some()
                    && self.matches([from.flatten(), predicate, to.flatten()], &closure.graph)
            }
        }
    }

    /// Whether one step or more lead from one node to another; true also where that takes long to find out.
    fn reaches(&self, from: TermId, predicate: TermId, to: TermId, graph: &AskedGraph) -> bool {
        let mut known = FxHashSet::default();
        let mut next = vec![from];
        while let Some(node) = next.pop() {
            let pattern = QuadPattern::triple(Some(node), Some(predicate), None);
            let quads = self.seen.view.scan(&pattern).chain(self.stated.scan(&pattern));
            for quad in quads.filter(|quad| self.seen.sees(graph, quad.graph)) {
                if quad.object == to || known.len() >= NODES_FOLLOWED_MAX {
                    return true;
                }
                if known.insert(quad.object) {
                    next.push(quad.object);
                }
            }
        }
        false
    }

    /// The terms that a variable may have, where the query says so and they are few.
    fn terms_of(&self, slot: &Slot) -> Option<&[Term]> {
        let Slot::Variable(name) = slot else { return None };
        let given = self.asked.given.iter().find(|given| {
            given.variable == *name
                && !given.may_be_other
                && given.terms.len() <= TRIED_MAX
                && given.block.is_around(&self.asked.patterns[self.at].block)
        })?;
        Some(&given.terms)
    }

    fn matches(
        &self,
        [subject, predicate, object]: [Option<TermId>; 3],
        graph: &AskedGraph,
    ) -> bool {
        let pattern = QuadPattern::triple(subject, predicate, object);
        self.seen.may_match_in(&pattern, graph)
            || self.stated.scan(&pattern).any(|quad| self.seen.sees(graph, quad.graph))
    }
}
