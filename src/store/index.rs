//! Quads in three sorted orders, so that every pattern of subject, predicate and object is one range.

use crate::model::{GraphId, IdQuad, QuadPattern, TermId};
use std::sync::Arc;

/// The orders that the quads are kept in; the graph is the last column of each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// Subject, predicate, object.
    Spo,
    /// Predicate, object, subject.
    Pos,
    /// Object, subject, predicate.
    Osp,
}

/// A quad as a row of 32-bit keys in some order: dictionary index + 1 each, the default graph is 0.
pub(super) type Row = [u32; 4];

impl Order {
    const ALL: [Self; 3] = [Self::Spo, Self::Pos, Self::Osp];

    /// From subject, predicate, object, graph to this order's columns.
    const fn permute(self, [s, p, o, g]: Row) -> Row {
        match self {
            Self::Spo => [s, p, o, g],
            Self::Pos => [p, o, s, g],
            Self::Osp => [o, s, p, g],
        }
    }

    /// From this order's columns to subject, predicate, object, graph.
    const fn restore(self, [a, b, c, g]: Row) -> Row {
        match self {
            Self::Spo => [a, b, c, g],
            Self::Pos => [c, a, b, g],
            Self::Osp => [b, c, a, g],
        }
    }

    /// What quads are compared by in this order.
    pub fn key(self, quad: &IdQuad) -> (TermId, TermId, TermId, GraphId) {
        let (s, p, o, g) = (quad.subject, quad.predicate, quad.object, quad.graph);
        match self {
            Self::Spo => (s, p, o, g),
            Self::Pos => (p, o, s, g),
            Self::Osp => (o, s, p, g),
        }
    }

    /// The order in which the pattern's bound positions come first, and how many they are.
    fn serving(pattern: &QuadPattern) -> (Self, usize) {
        match (pattern.subject.is_some(), pattern.predicate.is_some(), pattern.object.is_some()) {
            (true, true, true) => (Self::Spo, 3),
            (true, true, false) => (Self::Spo, 2),
            (true, false, false) => (Self::Spo, 1),
            (false, true, true) => (Self::Pos, 2),
            (false, true, false) => (Self::Pos, 1),
            (true, false, true) => (Self::Osp, 2),
            (false, false, true) => (Self::Osp, 1),
            (false, false, false) => (Self::Spo, 0),
        }
    }
}

/// A set of quads, each once, sorted in every [`Order`].
#[derive(Clone, Debug, Default)]
pub struct QuadIndex {
    orders: [Vec<Row>; 3],
    /// Rows by graph, in the order of the graphs' keys.
    graphs: Vec<(u32, u64)>,
}

impl QuadIndex {
    /// Builds the index of these quads; a quad that comes twice is held once.
    pub fn build(quads: impl IntoIterator<Item = IdQuad>) -> Self {
        Self::from_rows(quads.into_iter().map(row_of).collect())
    }

    /// The same of rows in subject, predicate, object order.
    pub(super) fn from_rows(mut spo: Vec<Row>) -> Self {
        spo.sort_unstable();
        spo.dedup();
        spo.shrink_to_fit();
        Self::from_sorted(spo)
    }

    fn from_sorted(spo: Vec<Row>) -> Self {
        let sorted = |order: Order| {
            let mut rows: Vec<Row> = spo.iter().map(|&row| order.permute(row)).collect();
            rows.sort_unstable();
            rows
        };
        let (pos, osp) = std::thread::scope(|scope| {
            let osp = scope.spawn(|| sorted(Order::Osp));
            let pos = sorted(Order::Pos);
            match osp.join() {
                Ok(osp) => (pos, osp),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        });
        let graphs = count_graphs(&spo);
        Self { orders: [spo, pos, osp], graphs }
    }

    /// The index with these changes made: rows in subject, predicate, object order, sorted, each once; `true` inserts.
    pub(super) fn with_changes(&self, changes: &[(Row, bool)]) -> Self {
        let [spo, ..] = &self.orders;
        if spo.is_empty() {
            let rows = changes.iter().filter(|(_, insert)| *insert).map(|(row, _)| *row);
            return Self::from_sorted(rows.collect());
        }
        let orders = Order::ALL.map(|order| {
            let mut changes: Vec<(Row, bool)> =
                changes.iter().map(|&(row, insert)| (order.permute(row), insert)).collect();
            changes.sort_unstable();
            merge(&self.orders[order as usize], &changes)
        });
        let graphs = count_graphs(&orders[0]);
        Self { orders, graphs }
    }

    /// How many quads there are.
    pub fn len(&self) -> usize {
        self.orders[0].len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The graphs that hold at least one quad, the default graph first.
    pub fn graphs(&self) -> impl Iterator<Item = GraphId> + use<'_> {
        self.graphs.iter().map(|&(key, _)| graph_of(key))
    }

    /// How many quads match; logarithmic, but where the graph is bound beside other positions.
    pub fn count(&self, pattern: &QuadPattern) -> u64 {
        let (order, bound) = Order::serving(pattern);
        match pattern.graph {
            None => self.range(order, bound, pattern).len() as u64,
            Some(graph) if bound == 0 => self.graph_len(graph),
            Some(graph) if self.graph_len(graph) == self.len() as u64 => {
                self.range(order, bound, pattern).len() as u64
            }
            Some(graph) => {
                let key = graph_key(graph);
                self.range(order, bound, pattern).iter().filter(|row| row[3] == key).count() as u64
            }
        }
    }

    /// Whether the quad is here.
    pub fn contains(&self, quad: &IdQuad) -> bool {
        row_if_small(quad).is_some_and(|row| self.contains_row(&row))
    }

    /// The rows in subject, predicate, object order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row> + use<'_> {
        self.orders[Order::Spo as usize].iter().copied()
    }

    pub(super) fn contains_row(&self, row: &Row) -> bool {
        self.orders[0].binary_search(row).is_ok()
    }

    /// The quads that match, in the order that serves the pattern.
    pub fn scan(self: &Arc<Self>, pattern: &QuadPattern) -> QuadIndexScan {
        let (order, bound) = Order::serving(pattern);
        let rows = &self.orders[order as usize];
        let range = match pattern.graph {
            Some(graph) if self.graph_len(graph) == 0 => 0..0,
            _ => {
                let found = self.range(order, bound, pattern);
                // Where the found rows begin; a slice of a vector lies within it.
                let start = (found.as_ptr() as usize - rows.as_ptr() as usize) / size_of::<Row>();
                start..start + found.len()
            }
        };
        let graph = pattern
            .graph
            .filter(|&graph| self.graph_len(graph) != self.len() as u64)
            .map(graph_key);
        QuadIndexScan { index: Arc::clone(self), order, next: range.start, end: range.end, graph }
    }

    /// The predicates of the quads, each once. A predicate costs a binary search.
    pub fn predicates(&self) -> impl Iterator<Item = TermId> + use<'_> {
        distinct(&self.orders[Order::Pos as usize], 0)
    }

    /// The objects that a predicate has, each once. An object costs a binary search.
    pub fn objects(&self, predicate: TermId) -> impl Iterator<Item = TermId> + use<'_> {
        let pattern = QuadPattern::triple(None, Some(predicate), None);
        distinct(self.range(Order::Pos, 1, &pattern), 1)
    }

    /// Bytes that the orders take in memory.
    pub fn size_bytes(&self) -> usize {
        self.orders.iter().map(|rows| rows.capacity() * size_of::<Row>()).sum()
    }

    fn graph_len(&self, graph: GraphId) -> u64 {
        let key = graph_key(graph);
        self.graphs.binary_search_by_key(&key, |&(key, _)| key).map_or(0, |at| self.graphs[at].1)
    }

    fn range(&self, order: Order, bound: usize, pattern: &QuadPattern) -> &[Row] {
        let rows = &self.orders[order as usize];
        let key =
            |term: Option<TermId>| term.map_or(Some(0), |term| u32::try_from(term.raw()).ok());
        let (Some(s), Some(p), Some(o)) =
            (key(pattern.subject), key(pattern.predicate), key(pattern.object))
        else {
            // An id past 32 bits is none of this store's.
            return &[];
        };
        let prefix = order.permute([s, p, o, 0]);
        let prefix = &prefix[..bound];
        let start = rows.partition_point(|row| row[..bound] < *prefix);
        let rows = &rows[start..];
        &rows[..rows.partition_point(|row| row[..bound] == *prefix)]
    }
}

/// The matching quads of a [`QuadIndex`], which it keeps alive.
#[derive(Clone, Debug)]
pub struct QuadIndexScan {
    index: Arc<QuadIndex>,
    order: Order,
    next: usize,
    end: usize,
    /// Rows of other graphs are passed over.
    graph: Option<u32>,
}

impl QuadIndexScan {
    /// The order in which the quads come.
    pub fn order(&self) -> Order {
        self.order
    }
}

impl Iterator for QuadIndexScan {
    type Item = IdQuad;

    fn next(&mut self) -> Option<IdQuad> {
        while self.next < self.end {
            let row = self.index.orders[self.order as usize][self.next];
            self.next += 1;
            if self.graph.is_none_or(|graph| graph == row[3]) {
                return Some(quad_of(self.order.restore(row)));
            }
        }
        None
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let rows = self.end - self.next;
        (if self.graph.is_none() { rows } else { 0 }, Some(rows))
    }
}

/// The terms of a column by which the rows are sorted, each once.
fn distinct(mut rows: &[Row], column: usize) -> impl Iterator<Item = TermId> + use<'_> {
    std::iter::from_fn(move || {
        let key = rows.first()?[column];
        rows = &rows[rows.partition_point(|row| row[column] == key)..];
        TermId::new(u64::from(key))
    })
}

/// Old rows and changes, both sorted, into new rows.
fn merge(rows: &[Row], changes: &[(Row, bool)]) -> Vec<Row> {
    let mut merged = Vec::with_capacity(rows.len() + changes.len());
    let mut rest = rows;
    for &(row, insert) in changes {
        let before = rest.partition_point(|&other| other < row);
        merged.extend_from_slice(&rest[..before]);
        rest = &rest[before..];
        if rest.first() == Some(&row) {
            rest = &rest[1..];
        }
        if insert {
            merged.push(row);
        }
    }
    merged.extend_from_slice(rest);
    merged
}

fn count_graphs(rows: &[Row]) -> Vec<(u32, u64)> {
    let mut counts = std::collections::BTreeMap::new();
    // Rows of one graph mostly stand together: count runs, and look a graph up once a run.
    for run in rows.chunk_by(|a, b| a[3] == b[3]) {
        *counts.entry(run[0][3]).or_insert(0) += run.len() as u64;
    }
    counts.into_iter().collect()
}

fn graph_key(graph: GraphId) -> u32 {
    match graph {
        GraphId::Default => 0,
        // An id past 32 bits is none of this store's: u32::MAX is no graph either, see `Dictionary`.
        GraphId::Named(term) => u32::try_from(term.raw()).unwrap_or(u32::MAX),
    }
}

fn graph_of(key: u32) -> GraphId {
    TermId::new(u64::from(key)).map_or(GraphId::Default, GraphId::Named)
}

fn row_if_small(quad: &IdQuad) -> Option<Row> {
    let key = |term: TermId| u32::try_from(term.raw()).ok();
    Some([key(quad.subject)?, key(quad.predicate)?, key(quad.object)?, graph_key(quad.graph)])
}

fn row_of(quad: IdQuad) -> Row {
    row_if_small(&quad).expect("an index is built of ids that this store gave, which fit 32 bits")
}

fn quad_of([s, p, o, g]: Row) -> IdQuad {
    let term = |key: u32| TermId::new(u64::from(key)).expect("only a graph's key is ever 0");
    IdQuad { subject: term(s), predicate: term(p), object: term(o), graph: graph_of(g) }
}
