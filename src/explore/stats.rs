//! What a graph holds: facts by class, predicate and status, and how many of them rest on evidence.

use super::Namer;
use crate::evidence::{EntityGraph, JsonTerm, Node, Reifiers, Role, Roles, View};
use crate::model::vocab::rdf;
use crate::model::{GraphId, Limits, QuadPattern, TermId};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

/// A resource and how often it occurs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Count {
    /// The resource.
    #[serde(flatten)]
    pub node: Node,
    /// How often.
    pub count: u64,
}

/// What a graph holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Stats {
    /// The view that the triples are taken from.
    pub view: String,
    /// Quads in all, with everything that carries evidence.
    pub quads: u64,
    /// Distinct terms that the store has seen.
    pub terms: u64,
    /// Named graphs.
    pub named_graphs: u64,
    /// Entities: the nodes of the entity graph, but for statements.
    pub entities: u64,
    /// Facts: triples that say something of entities.
    pub facts: u64,
    /// Those of the facts that are asserted.
    pub asserted_facts: u64,
    /// Entities by class, the most frequent first; one with two classes counts for both.
    pub entities_by_class: Vec<Count>,
    /// Facts by the class of their subject, the most frequent first.
    pub facts_by_class: Vec<Count>,
    /// Facts by predicate, the most frequent first.
    pub facts_by_predicate: Vec<Count>,
    /// Reifiers by status, the most frequent first.
    pub reifiers_by_status: Vec<Count>,
    /// How the facts are proved.
    pub coverage: CoverageStats,
}

/// How the facts of a graph are proved.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct CoverageStats {
    /// Facts and contents of statements with a reifier that names a span.
    pub with_evidence: u64,
    /// Those with a reifier, but no span.
    pub annotated_without_evidence: u64,
    /// Those that nobody has annotated.
    pub unannotated: u64,
    /// Spans.
    pub spans: u64,
    /// Documents.
    pub documents: u64,
}

/// Counts what a view of a graph holds. One pass over the quads.
pub fn graph_stats(view: &View, namer: &Namer) -> Stats {
    let snapshot = view.snapshot();
    let roles = Roles::of(snapshot);
    let reifiers = Reifiers::of(snapshot);
    let classes = classes_of_entities(view, &roles);
    // Without limits nothing ends it.
    let entities = EntityGraph::of(view, &Limits::default());
    let mut tally = Tally {
        entities: entities.iter().flat_map(|graph| graph.nodes()).copied().collect(),
        ..Tally::default()
    };
    let mut last = None;
    let mut quads = 0;
    for quad in view.scan(&QuadPattern::ALL) {
        quads += 1;
        let triple = [quad.subject, quad.predicate, quad.object];
        // A triple that stands in several graphs comes once for each, one after another.
        if last.replace(triple) == Some(triple) {
            continue;
        }
        let own = reifiers.of_triple(triple);
        if roles.is_fact(triple) || !own.is_empty() {
            tally.add_fact(triple, classes.get(&quad.subject));
            tally.add_coverage(own.iter().map(|&r| !reifiers.read(r).evidence.is_empty()));
            let asserted = QuadPattern::triple(Some(triple[0]), Some(triple[1]), Some(triple[2]));
            tally.asserted_facts += u64::from(snapshot.count(&asserted) > 0);
        }
    }
    for reifier in reifiers.all() {
        for status in reifiers.read(reifier).statuses {
            *tally.by_status.entry(status).or_default() += 1;
        }
    }
    for (entity, own) in &classes {
        if tally.entities.contains(entity) {
            own.iter().for_each(|&class| *tally.entities_by_class.entry(class).or_default() += 1);
        }
    }
    tally.coverage.spans = roles.with_role(Role::Span).count() as u64;
    tally.coverage.documents = roles.with_role(Role::Document).count() as u64;
    let named = view.graphs().filter(|&graph| graph != GraphId::Default).count() as u64;
    Stats {
        view: view.spec().name(),
        quads,
        terms: snapshot.terms_len(),
        named_graphs: named,
        entities: tally.entities.len() as u64,
        facts: tally.facts,
        asserted_facts: tally.asserted_facts,
        entities_by_class: counts(view, namer, tally.entities_by_class),
        facts_by_class: counts(view, namer, tally.by_class),
        facts_by_predicate: counts(view, namer, tally.by_predicate),
        reifiers_by_status: counts(view, namer, tally.by_status),
        coverage: tally.coverage,
    }
}

#[derive(Default)]
struct Tally {
    facts: u64,
    asserted_facts: u64,
    entities: FxHashSet<TermId>,
    entities_by_class: FxHashMap<TermId, u64>,
    by_class: FxHashMap<TermId, u64>,
    by_predicate: FxHashMap<TermId, u64>,
    by_status: FxHashMap<TermId, u64>,
    coverage: CoverageStats,
}

impl Tally {
    fn add_fact(&mut self, [_, predicate, _]: [TermId; 3], classes: Option<&Vec<TermId>>) {
        self.facts += 1;
        *self.by_predicate.entry(predicate).or_default() += 1;
        for &class in classes.into_iter().flatten() {
            *self.by_class.entry(class).or_default() += 1;
        }
    }

    /// One fact, told for each of its reifiers whether it names a span.
    fn add_coverage(&mut self, mut reifiers: impl ExactSizeIterator<Item = bool>) {
        if reifiers.len() == 0 {
            self.coverage.unannotated += 1;
        } else if reifiers.any(|has_evidence| has_evidence) {
            self.coverage.with_evidence += 1;
        } else {
            self.coverage.annotated_without_evidence += 1;
        }
    }
}

fn classes_of_entities(view: &View, roles: &Roles) -> FxHashMap<TermId, Vec<TermId>> {
    let mut classes = FxHashMap::<TermId, Vec<TermId>>::default();
    let Some(a) = view.snapshot().id_of(rdf::TYPE) else { return classes };
    for quad in view.scan(&QuadPattern::triple(None, Some(a), None)) {
        if matches!(roles.role(quad.subject), Role::Entity | Role::Document) {
            let own = classes.entry(quad.subject).or_default();
            if !own.contains(&quad.object) {
                own.push(quad.object);
            }
        }
    }
    classes
}

/// The most frequent first, equals by their terms.
fn counts(view: &View, namer: &Namer, counts: FxHashMap<TermId, u64>) -> Vec<Count> {
    let mut counts: Vec<Count> = counts
        .into_iter()
        .filter_map(|(id, count)| {
            let term = view.snapshot().term(id)?;
            let node = Node { json: JsonTerm::from(&term), label: namer.label(id), term };
            Some(Count { node, count })
        })
        .collect();
    counts.sort_by_cached_key(|c| (std::cmp::Reverse(c.count), c.node.term.to_string()));
    counts
}
