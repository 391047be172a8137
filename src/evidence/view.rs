//! Views: which of the asserted and the merely stated triples a reader sees. A dataset in front of the snapshot.
//!
//! `asserted` is the graph as the standard has it. `all` adds the content of every reifier. A list of statuses holds
//! the asserted triples that have no reifier, and every triple that has at least one reifier with a listed status.
//! A content that is asserted nowhere stands in the graph of its `rdf:reifies` quad. Reifiers are always visible.

use super::{Status, StatusError};
use crate::model::vocab::{rdf, wl};
use crate::model::{GraphId, IdQuad, NamedNode, Prefixes, QuadPattern, TermId};
use crate::store::{Order, QuadIndex, Scan, Snapshot};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Which triples a view holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum ViewSpec {
    /// What is asserted.
    #[default]
    Asserted,
    /// What is asserted, and what any reifier states.
    All,
    /// What has no reifier, and what has a reifier with one of these statuses.
    Statuses(Vec<NamedNode>),
}

impl ViewSpec {
    /// Reads `asserted`, `all`, or statuses separated by commas: `Reported,Claimed`.
    ///
    /// # Errors
    /// [`StatusError`] for a part that is no status.
    pub fn parse(text: &str, prefixes: &Prefixes) -> Result<Self, StatusError> {
        match text.trim() {
            asserted if asserted.eq_ignore_ascii_case("asserted") => Ok(Self::Asserted),
            all if all.eq_ignore_ascii_case("all") => Ok(Self::All),
            list => {
                let mut statuses = list
                    .split(',')
                    .map(|status| Status::resolve(status.trim(), prefixes))
                    .collect::<Result<Vec<_>, _>>()?;
                statuses.sort();
                statuses.dedup();
                Ok(Self::Statuses(statuses))
            }
        }
    }

    /// The name that answers carry: `asserted`, `all`, or the statuses.
    pub fn name(&self) -> String {
        match self {
            Self::Asserted => "asserted".to_owned(),
            Self::All => "all".to_owned(),
            Self::Statuses(statuses) => {
                let name = |iri: &NamedNode| match Status::from_iri(iri.as_ref()) {
                    Some(status) => status.name().to_owned(),
                    None => iri.as_str().to_owned(),
                };
                statuses.iter().map(name).collect::<Vec<_>>().join(",")
            }
        }
    }
}

/// A snapshot as a [`ViewSpec`] shows it. Clones are cheap.
#[derive(Clone, Debug)]
pub struct View {
    snapshot: Snapshot,
    spec: ViewSpec,
    /// `None` for `asserted`, which is the snapshot itself.
    overlay: Option<Overlay>,
}

#[derive(Clone, Debug)]
struct Overlay {
    /// Asserted quads that the view leaves out.
    hidden: Arc<QuadIndex>,
    /// Contents that it shows though they are asserted nowhere.
    added: Arc<QuadIndex>,
}

impl View {
    /// The view of a snapshot. Costs one pass over the reifiers, and nothing for `asserted`.
    pub fn new(snapshot: Snapshot, spec: ViewSpec) -> Self {
        let overlay = match &spec {
            ViewSpec::Asserted => None,
            ViewSpec::All => Some(overlay(&snapshot, None)),
            ViewSpec::Statuses(statuses) => {
                let ids = statuses.iter().filter_map(|status| snapshot.id_of(status)).collect();
                Some(overlay(&snapshot, Some(ids)))
            }
        };
        Self { snapshot, spec, overlay }
    }

    /// What is behind the view.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Which view it is.
    pub fn spec(&self) -> &ViewSpec {
        &self.spec
    }

    /// The quads that match, sorted within the scan, each once.
    pub fn scan(&self, pattern: &QuadPattern) -> ViewScan {
        let base = self.snapshot.scan(pattern);
        ViewScan {
            order: base.order(),
            overlay: self.overlay.as_ref().map(|overlay| {
                let mut added = overlay.added.scan(pattern);
                OverlayScan {
                    hidden: Arc::clone(&overlay.hidden),
                    next_added: added.next(),
                    added,
                    next_base: None,
                }
            }),
            base,
        }
    }

    /// How many quads match, exactly.
    pub fn count(&self, pattern: &QuadPattern) -> u64 {
        let base = self.snapshot.count(pattern);
        match &self.overlay {
            None => base,
            Some(overlay) => base - overlay.hidden.count(pattern) + overlay.added.count(pattern),
        }
    }

    /// How many quads the view shows though they are asserted nowhere.
    pub fn stated_count(&self) -> u64 {
        self.overlay.as_ref().map_or(0, |overlay| overlay.added.len() as u64)
    }

    /// Whether the view holds the quad.
    pub fn contains(&self, quad: &IdQuad) -> bool {
        match &self.overlay {
            None => self.snapshot.contains(quad),
            Some(overlay) => {
                (self.snapshot.contains(quad) && !overlay.hidden.contains(quad))
                    || overlay.added.contains(quad)
            }
        }
    }

    /// The graphs of the snapshot, the default graph first: also those whose triples the view hides.
    pub fn graphs(&self) -> impl Iterator<Item = GraphId> + use<'_> {
        self.snapshot.graphs()
    }

    /// The named graphs of the snapshot, also those without a quad.
    pub fn named_graphs(&self) -> impl Iterator<Item = TermId> + use<'_> {
        self.snapshot.named_graphs()
    }

    /// Whether the snapshot has a named graph.
    pub fn contains_graph(&self, name: TermId) -> bool {
        self.snapshot.contains_graph(name)
    }
}

/// Sorts the content of every reifier into hidden and added; `None` lists every status.
fn overlay(snapshot: &Snapshot, listed: Option<Vec<TermId>>) -> Overlay {
    let mut hidden = Vec::new();
    let mut added = Vec::new();
    for (content, reified) in contents(snapshot, listed.as_deref()) {
        let Some([subject, predicate, object]) = snapshot.triple_parts(content) else { continue };
        let triple = QuadPattern::triple(Some(subject), Some(predicate), Some(object));
        let asserted = snapshot.count(&triple) > 0;
        match (asserted, reified.shown) {
            (true, false) => hidden.extend(snapshot.scan(&triple)),
            (false, true) => added.extend(reified.graphs.into_iter().map(|graph| IdQuad {
                subject,
                predicate,
                object,
                graph,
            })),
            (true, true) | (false, false) => {}
        }
    }
    Overlay { hidden: Arc::new(QuadIndex::build(hidden)), added: Arc::new(QuadIndex::build(added)) }
}

#[derive(Default)]
struct Reified {
    /// Whether one of its reifiers has a listed status.
    shown: bool,
    /// The graphs of the `rdf:reifies` quads of those reifiers.
    graphs: Vec<GraphId>,
}

fn contents(snapshot: &Snapshot, listed: Option<&[TermId]>) -> FxHashMap<TermId, Reified> {
    let mut contents = FxHashMap::<TermId, Reified>::default();
    let Some(reifies) = snapshot.id_of(rdf::REIFIES) else { return contents };
    let status = snapshot.id_of(wl::STATUS);
    for quad in snapshot.scan(&QuadPattern::triple(None, Some(reifies), None)) {
        let shown = listed.is_none_or(|listed| {
            status.is_some_and(|status| {
                snapshot
                    .scan(&QuadPattern::triple(Some(quad.subject), Some(status), None))
                    .any(|annotation| listed.contains(&annotation.object))
            })
        });
        let reified = contents.entry(quad.object).or_default();
        if shown {
            reified.shown = true;
            reified.graphs.push(quad.graph);
        }
    }
    contents
}

/// The quads of a scan over a [`View`].
#[derive(Clone, Debug)]
pub struct ViewScan {
    base: Scan,
    order: Order,
    overlay: Option<OverlayScan>,
}

#[derive(Clone, Debug)]
struct OverlayScan {
    hidden: Arc<QuadIndex>,
    added: Scan,
    next_added: Option<IdQuad>,
    next_base: Option<IdQuad>,
}

impl Iterator for ViewScan {
    type Item = IdQuad;

    fn next(&mut self) -> Option<IdQuad> {
        let Some(overlay) = &mut self.overlay else { return self.base.next() };
        if overlay.next_base.is_none() {
            overlay.next_base = self.base.find(|quad| !overlay.hidden.contains(quad));
        }
        let base_first = match (&overlay.next_base, &overlay.next_added) {
            (Some(base), Some(added)) => self.order.key(base) < self.order.key(added),
            (base, _) => base.is_some(),
        };
        if base_first {
            overlay.next_base.take()
        } else {
            std::mem::replace(&mut overlay.next_added, overlay.added.next())
        }
    }
}
