//! Nothing was found because the query asks the default graph, and all the data stands in named graphs.

use super::Hint;
use super::asked::Asked;
use super::seen::Seen;
use crate::model::{GraphId, QuadPattern};
use crate::sparql::DatasetSpec;

pub(super) fn hint(asked: &Asked, seen: &Seen<'_>, spec: &DatasetSpec) -> Option<Hint> {
    let asks_the_stores_default_graph = !spec.union_default_graph && spec.default.is_none();
    if asked.has_graph || asked.patterns.is_empty() || !asks_the_stores_default_graph {
        return None;
    }
    let default = QuadPattern { graph: Some(GraphId::Default), ..QuadPattern::ALL };
    let quads = seen.snapshot().len();
    (quads > 0 && seen.snapshot().count(&default) == 0)
        .then(|| Hint::NamedGraphs { quads, graphs: seen.snapshot().graphs().count() as u64 })
}
