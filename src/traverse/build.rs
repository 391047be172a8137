//! Building a view: nodes are numbered in one pass over the edges, edges are sorted in a second one.

use super::index::{EdgeIndex, EdgeLabel, NodeIndex, PredicateIndex};
use super::ranks::RankedIds;
use super::view::{Edge, GraphView};
use crate::model::{LimitExceeded, Limits, TermId};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use thiserror::Error;

/// Edges between two looks at the limits.
const EDGES_PER_CHECK: usize = 1 << 16;
/// Edges that one task sorts.
const EDGES_PER_TASK: usize = 1 << 15;

/// Why a view was not built.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum BuildError {
    /// More nodes than 32 bits number.
    #[error("the graph has more than {} nodes", u32::MAX - 1)]
    TooManyNodes,
    /// More edges than 32 bits number.
    #[error("the graph has more than {} edges", u32::MAX)]
    TooManyEdges,
    /// More predicates than an edge's label tells apart.
    #[error("the graph has more than {} predicates", EdgeLabel::PREDICATES_MAX)]
    TooManyPredicates,
    /// The call was ended.
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
}

impl GraphView {
    /// Builds the view of these edges, whose ends are nodes, and of these further nodes.
    ///
    /// The edges are gone through twice; nothing is gained by collecting them before, and edges that come in the order of
    /// their sources cost least. An edge that comes twice is held once, and is asserted if it is so either time. Beside the
    /// view, twelve bytes an edge are needed until it stands.
    ///
    /// # Errors
    /// [`BuildError`], for a graph that is too large, or a limit that is reached.
    pub fn build<E>(
        nodes: impl IntoIterator<Item = TermId>,
        edges: E,
        limits: &Limits,
    ) -> Result<Self, BuildError>
    where
        E: IntoIterator<Item = Edge> + Clone,
    {
        let mut ranks = RankedIds::default();
        nodes.into_iter().for_each(|id| ranks.insert(id));
        let edge_count = mark_ends(&mut ranks, edges.clone(), limits)?;
        let nodes = ranks.finish().ok_or(BuildError::TooManyNodes)?;
        let (rows, predicates) = read_rows(&ranks, nodes.len(), edges, edge_count, limits)?;
        limits.check()?;
        let Rows { mut offsets, mut keys, .. } = rows;
        sort_rows(&offsets, &mut keys);
        drop_doubles(&mut offsets, &mut keys);
        let has_parallel_edges = offsets.par_windows(2).any(|row| {
            keys[row[0] as usize..row[1] as usize]
                .windows(2)
                .any(|pair| pair[0] >> 32 == pair[1] >> 32)
        });
        let mut view = Self {
            targets: keys.par_iter().map(|key| NodeIndex::new((key >> 32) as u32)).collect(),
            labels: keys.par_iter().map(|&key| EdgeLabel::from_bits(key as u32)).collect(),
            nodes,
            ranks,
            predicates,
            out_offsets: offsets,
            has_parallel_edges,
            ..Self::default()
        };
        drop(keys);
        limits.check()?;
        view.fill_incoming();
        Ok(view)
    }

    /// The adjacency the other way round. Rows come out sorted, because the edges are gone through in order.
    fn fill_incoming(&mut self) {
        let mut ends = vec![0u32; self.nodes.len() + 1];
        for target in &self.targets {
            ends[target.index() + 1] += 1;
        }
        running_sum(&mut ends);
        self.in_offsets = ends.clone();
        self.sources = vec![NodeIndex::default(); self.targets.len()];
        self.in_edges = vec![EdgeIndex::default(); self.targets.len()];
        for source in self.nodes() {
            for at in self.out_range(source) {
                let place = &mut ends[self.targets[at].index()];
                self.sources[*place as usize] = source;
                self.in_edges[*place as usize] = EdgeIndex::new(at as u32);
                *place += 1;
            }
        }
    }
}

fn mark_ends(
    ranks: &mut RankedIds,
    edges: impl IntoIterator<Item = Edge>,
    limits: &Limits,
) -> Result<usize, BuildError> {
    let mut count = 0;
    let mut last_source = None;
    for edge in edges {
        if count % EDGES_PER_CHECK == 0 {
            limits.check()?;
        }
        if last_source.replace(edge.source) != Some(edge.source) {
            ranks.insert(edge.source);
        }
        ranks.insert(edge.target);
        count += 1;
    }
    Ok(count)
}

/// Edges by source: row `v` is `offsets[v]..offsets[v + 1]` of the keys, each a target above a label.
#[derive(Default)]
struct Rows {
    offsets: Vec<u32>,
    keys: Vec<u64>,
    sources: Vec<u32>,
    in_order: bool,
}

fn read_rows(
    ranks: &RankedIds,
    node_count: usize,
    edges: impl IntoIterator<Item = Edge>,
    edge_count: usize,
    limits: &Limits,
) -> Result<(Rows, Vec<TermId>), BuildError> {
    u32::try_from(edge_count).map_err(|_| BuildError::TooManyEdges)?;
    let mut rows = Rows {
        offsets: vec![0; node_count + 1],
        keys: Vec::with_capacity(edge_count),
        sources: Vec::with_capacity(edge_count),
        in_order: true,
    };
    let mut predicates = Predicates::default();
    let mut last = (None, 0);
    // An iterator that gives other edges the second time breaks its word; `zip` and `rank` keep that from being worse than wrong.
    for (at, edge) in edges.into_iter().take(edge_count).enumerate() {
        if at % EDGES_PER_CHECK == 0 {
            limits.check()?;
        }
        if last.0 != Some(edge.source) {
            last = (Some(edge.source), number_of(ranks, edge.source));
        }
        let source = last.1;
        let predicate = predicates.intern(edge.predicate)?;
        let label = EdgeLabel::new(predicate, edge.asserted, edge.inverse);
        let target = number_of(ranks, edge.target);
        rows.in_order &= rows.sources.last().is_none_or(|&before| before <= source);
        rows.offsets[source as usize + 1] += 1;
        rows.sources.push(source);
        rows.keys.push(u64::from(target) << 32 | u64::from(label.bits()));
    }
    running_sum(&mut rows.offsets);
    if !rows.in_order {
        rows.group_by_source();
    }
    rows.sources = Vec::new();
    Ok((rows, predicates.terms))
}

fn number_of(ranks: &RankedIds, id: TermId) -> u32 {
    ranks.rank(id).expect("the first pass saw every end of every edge")
}

impl Rows {
    fn group_by_source(&mut self) {
        let mut ends = self.offsets.clone();
        let mut keys = vec![0; self.keys.len()];
        for (&source, &key) in self.sources.iter().zip(&self.keys) {
            let place = &mut ends[source as usize];
            keys[*place as usize] = key;
            *place += 1;
        }
        self.keys = keys;
    }
}

#[derive(Default)]
struct Predicates {
    terms: Vec<TermId>,
    indexes: FxHashMap<TermId, PredicateIndex>,
    last: Option<(TermId, PredicateIndex)>,
}

impl Predicates {
    #[inline]
    fn intern(&mut self, id: TermId) -> Result<PredicateIndex, BuildError> {
        if let Some((last, index)) = self.last
            && last == id
        {
            return Ok(index);
        }
        let index = match self.indexes.get(&id) {
            Some(&index) => index,
            None => {
                if self.terms.len() == EdgeLabel::PREDICATES_MAX {
                    return Err(BuildError::TooManyPredicates);
                }
                let index = PredicateIndex::new(self.terms.len() as u32);
                self.terms.push(id);
                self.indexes.insert(id, index);
                index
            }
        };
        self.last = Some((id, index));
        Ok(index)
    }
}

fn running_sum(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += *count;
        *count = sum;
    }
}

/// Sorts each row by target and label, several rows a task.
fn sort_rows(offsets: &[u32], keys: &mut [u64]) {
    let mut tasks = Vec::new();
    let mut rest = keys;
    let mut from = 0;
    for node in 1..offsets.len() {
        let length = (offsets[node] - offsets[from]) as usize;
        if length >= EDGES_PER_TASK || node + 1 == offsets.len() {
            let (these, others) = rest.split_at_mut(length);
            tasks.push((&offsets[from..=node], these));
            rest = others;
            from = node;
        }
    }
    tasks.into_par_iter().for_each(|(offsets, keys)| {
        for row in offsets.windows(2) {
            keys[(row[0] - offsets[0]) as usize..(row[1] - offsets[0]) as usize].sort_unstable();
        }
    });
}

/// Keeps one of the edges that differ in nothing but whether they are asserted: the asserted one, which is sorted first.
fn drop_doubles(offsets: &mut [u32], keys: &mut Vec<u64>) {
    let identity =
        |key: u64| key >> 32 << 32 | u64::from(EdgeLabel::from_bits(key as u32).identity());
    let same = |a: u64, b: u64| identity(a) == identity(b);
    let has_double = offsets.par_windows(2).any(|row| {
        keys[row[0] as usize..row[1] as usize].windows(2).any(|pair| same(pair[0], pair[1]))
    });
    if !has_double {
        return;
    }
    let mut kept = 0;
    let mut start = 0;
    for end in &mut offsets[1..] {
        let (row, row_start) = (start..*end as usize, kept);
        start = row.end;
        for at in row {
            if kept == row_start || !same(keys[kept - 1], keys[at]) {
                keys[kept] = keys[at];
                kept += 1;
            }
        }
        // No more than before.
        *end = kept as u32;
    }
    keys.truncate(kept);
}
