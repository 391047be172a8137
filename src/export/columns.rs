//! What is written of a node and of an edge beside its ends: columns with the same names in every format.

use super::palette::Palette;
use crate::explore::{Attribute, Picture, PictureEdge, PictureNode};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

const NODE_COLUMNS: [&str; 4] = ["label", "class", "status", "color"];
const EDGE_COLUMNS: [&str; 5] = ["label", "status", "speaker", "asserted", "predicate"];

/// Names, in lower case, that a reader of one of the formats takes for something of its own.
const RESERVED: [&str; 26] = [
    "id",
    "name",
    "value",
    "label",
    "class",
    "color",
    "status",
    "speaker",
    "asserted",
    "predicate",
    "source",
    "target",
    "key",
    "type",
    "kind",
    "weight",
    "interval",
    "timeset",
    "start",
    "end",
    "pid",
    "viz",
    "interaction",
    "shared name",
    "selected",
    "suid",
];

/// The columns of a picture's nodes, or of its edges: the fixed ones, then one an attribute, by name.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<String>,
    fixed: usize,
    /// The attributes' own names, in order.
    attributes: Vec<String>,
}

/// A column's number and what stands in it.
pub(super) type Cell<'a> = (usize, Cow<'a, str>);

impl Columns {
    pub fn of_nodes(picture: &Picture) -> Self {
        Self::new(&NODE_COLUMNS, picture.nodes.iter().flat_map(|node| &node.attributes))
    }

    pub fn of_edges(picture: &Picture) -> Self {
        Self::new(&EDGE_COLUMNS, picture.edges.iter().flat_map(|edge| &edge.attributes))
    }

    fn new<'a>(fixed: &[&str], attributes: impl Iterator<Item = &'a Attribute>) -> Self {
        let attributes: BTreeSet<&str> =
            attributes.map(|attribute| attribute.name.as_str()).collect();
        let mut names: Vec<String> = fixed.iter().map(|&name| name.to_owned()).collect();
        let mut taken: HashSet<String> = RESERVED.iter().map(|&name| name.to_owned()).collect();
        for &attribute in &attributes {
            // Some programs know a column by its name in any case.
            let with_number = |n| format!("{attribute} ({n})");
            let free = std::iter::once(attribute.to_owned()).chain((2..).map(with_number));
            let name = free.into_iter().find(|name| taken.insert(name.to_lowercase()));
            names.extend(name);
        }
        let attributes = attributes.into_iter().map(str::to_owned).collect();
        Self { names, fixed: fixed.len(), attributes }
    }

    /// The columns' names, all different.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// A column's name.
    pub fn name(&self, column: usize) -> &str {
        &self.names[column]
    }

    /// Whether a column is one of those that every picture has.
    pub fn is_fixed(&self, column: usize) -> bool {
        column < self.fixed
    }

    /// Whether a column holds `true` or `false`, and not text.
    pub fn is_boolean(&self, column: usize) -> bool {
        self.is_fixed(column) && self.names[column] == "asserted"
    }

    /// What is written of a node, by column; what is empty is left out, but for the label.
    pub fn of_node<'a>(&self, node: &'a PictureNode, palette: &Palette) -> Vec<Cell<'a>> {
        let fixed = [
            Cow::from(&node.label),
            joined(&node.classes),
            joined(&node.statuses),
            palette.color(node).to_string().into(),
        ];
        self.cells(fixed, &node.attributes)
    }

    /// The same of an edge.
    pub fn of_edge<'a>(&self, edge: &'a PictureEdge) -> Vec<Cell<'a>> {
        let fixed = [
            Cow::from(&edge.label),
            joined(&edge.statuses),
            joined(&edge.speakers),
            if edge.asserted { "true" } else { "false" }.into(),
            Cow::from(&edge.predicate),
        ];
        self.cells(fixed, &edge.attributes)
    }

    fn cells<'a, const N: usize>(
        &self,
        fixed: [Cow<'a, str>; N],
        attributes: &'a [Attribute],
    ) -> Vec<Cell<'a>> {
        let attributes = attributes.iter().filter_map(|attribute| {
            let at = self.attributes.binary_search(&attribute.name).ok()?;
            Some((self.fixed + at, Cow::from(&attribute.value)))
        });
        let cells = fixed.into_iter().enumerate().chain(attributes);
        cells.filter(|(column, text)| *column == 0 || !text.is_empty()).collect()
    }
}

/// Several values as one text.
pub(super) fn joined(values: &[String]) -> Cow<'_, str> {
    match values {
        [one] => one.into(),
        values => values.join(" | ").into(),
    }
}
