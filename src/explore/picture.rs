//! A graph to be drawn: the nodes and edges of the entity graph, and everything else that is known of them as attributes.

use super::Namer;
use super::network::Network;
use super::surroundings::nodes_around;
use crate::evidence::{Reifiers, Role, Roles, Status, View};
use crate::model::vocab::{rdf, wl};
use crate::model::{Limits, QuadPattern, Term, TermId};
use crate::names::iri_end;
use crate::store::TermKind;
use crate::traverse::{BuildError, NodeIndex, Statements, degrees};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::cmp::Reverse;

/// A graph to be drawn. Every format that draws holds exactly this.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Picture {
    /// The view that it is of.
    pub view: String,
    /// How many nodes there are: more than are drawn, where a bound leaves some out.
    pub nodes_total: u64,
    /// How many edges there are between them.
    pub edges_total: u64,
    /// The nodes, in a stable order.
    pub nodes: Vec<PictureNode>,
    /// The edges between them, in a stable order.
    pub edges: Vec<PictureEdge>,
}

/// A node: an entity, or a statement.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PictureNode {
    /// The IRI, or `_:` and the label of a blank node.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// The names of its classes, in order; the first one is the group.
    pub classes: Vec<String>,
    /// Of a statement: its statuses, in lower case.
    pub statuses: Vec<String>,
    /// Literals and value nodes, by the name of the property; several values are joined by ` | `.
    pub attributes: Vec<Attribute>,
}

/// An edge: a triple that is asserted, or that somebody states.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PictureEdge {
    /// Index of the node that it leaves.
    pub source: usize,
    /// Index of the node that it enters.
    pub target: usize,
    /// The predicate's IRI.
    pub predicate: String,
    /// The predicate's name.
    pub label: String,
    /// Whether the triple is asserted.
    pub asserted: bool,
    /// The statuses of its reifiers, in lower case.
    pub statuses: Vec<String>,
    /// Who says so.
    pub speakers: Vec<String>,
    /// Literals and value nodes of its reifiers, as of a node.
    pub attributes: Vec<Attribute>,
}

/// A property and its values as text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Attribute {
    /// The property's name.
    pub name: String,
    /// The values, joined by ` | `.
    pub value: String,
}

/// What part of a graph is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extent {
    /// All of it.
    All,
    /// What is at most so many hops from an entity, in any direction.
    Around {
        /// The entity.
        entity: TermId,
        /// The hops.
        hops: usize,
    },
}

/// How much is drawn at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PictureBounds {
    /// Nodes: the nearest to the entity, or those with the most edges.
    pub nodes_max: usize,
    /// Edges.
    pub edges_max: usize,
}

impl PictureBounds {
    /// Everything is drawn.
    pub const NONE: Self = Self { nodes_max: usize::MAX, edges_max: usize::MAX };
}

impl Picture {
    /// The picture of a view. An entity that is no node of the entity graph has an empty one.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn of(
        view: &View,
        namer: &Namer,
        extent: Extent,
        bounds: PictureBounds,
        limits: &Limits,
    ) -> Result<Self, BuildError> {
        let network = Network::of(view, Statements::Joined, limits)?;
        let graph = network.graph();
        let mut all: Vec<NodeIndex> = match extent {
            Extent::All => graph.nodes().collect(),
            Extent::Around { entity, hops } => {
                nodes_around(&network, entity, hops, limits)?.unwrap_or_default()
            }
        };
        let mut drawn = all.clone();
        if extent == Extent::All && all.len() > bounds.nodes_max {
            let degrees = degrees(graph);
            drawn.sort_by_key(|node| Reverse(degrees[node.index()].total()));
        }
        drawn.truncate(bounds.nodes_max);
        drawn.sort_unstable();
        all.sort_unstable();
        // A node that is left out has no place.
        let mut places: FxHashMap<NodeIndex, Option<usize>> =
            all.iter().map(|&node| (node, None)).collect();
        places.extend(drawn.iter().enumerate().map(|(at, &node)| (node, Some(at))));
        let painter = Painter::new(view, namer);
        let (mut edges, mut edges_total) = (Vec::new(), 0);
        for node in &all {
            limits.check()?;
            for edge in graph.out_edges(*node) {
                let Some(&target) = places.get(&edge.target()) else { continue };
                edges_total += 1;
                if let (Some(source), Some(target)) = (places[node], target)
                    && edges.len() < bounds.edges_max
                {
                    let triple = network.triple(edge.id());
                    // A picture's edge always runs from the triple's subject to its object.
                    let (source, target) = if graph.term(edge.source()) == triple[0] {
                        (source, target)
                    } else {
                        (target, source)
                    };
                    edges.push(painter.edge(source, target, triple, edge.label().is_asserted()));
                }
            }
        }
        let nodes = drawn.iter().map(|&node| painter.node(graph.term(node))).collect();
        let nodes_total = all.len() as u64;
        Ok(Self { view: view.spec().name(), nodes_total, edges_total, nodes, edges })
    }
}

/// Makes nodes and edges of ids; which ones, its caller says.
pub(super) struct Painter<'a> {
    view: &'a View,
    namer: &'a Namer,
    roles: Roles,
    reifiers: Reifiers,
    a: Option<TermId>,
    /// Annotations that an edge has a place of its own for, or that say where the evidence is.
    own_places: Vec<TermId>,
}

impl<'a> Painter<'a> {
    pub(super) fn new(view: &'a View, namer: &'a Namer) -> Self {
        let snapshot = view.snapshot();
        let own_places = [wl::STATUS, wl::SAID_BY, wl::SOURCE, wl::EVIDENCE, wl::DERIVED_FROM];
        Self {
            view,
            namer,
            roles: Roles::of(snapshot),
            reifiers: Reifiers::of(snapshot),
            a: snapshot.id_of(rdf::TYPE),
            own_places: own_places.into_iter().filter_map(|p| snapshot.id_of(p)).collect(),
        }
    }

    pub(super) fn node(&self, id: TermId) -> PictureNode {
        let mut classes: Vec<String> = match self.a {
            None => Vec::new(),
            Some(a) => self
                .view
                .scan(&QuadPattern::triple(Some(id), Some(a), None))
                .map(|quad| self.namer.display(quad.object))
                .collect(),
        };
        classes.sort();
        classes.dedup();
        let label = self.namer.display(id);
        let mut attributes = self.values(id);
        // What the label says already needs no second place.
        attributes
            .retain(|(predicate, value)| !self.roles.is_naming(*predicate) || *value != label);
        PictureNode {
            id: self.id_text(id),
            label,
            classes,
            statuses: self.statuses(&self.reifiers.read(id).statuses),
            attributes: self.joined(attributes),
        }
    }

    pub(super) fn edge(
        &self,
        source: usize,
        target: usize,
        triple: [TermId; 3],
        asserted: bool,
    ) -> PictureEdge {
        let ids = self.reifiers.of_triple(triple);
        let (mut statuses, mut speakers, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for reifier in ids.iter().map(|&id| self.reifiers.read(id)) {
            statuses.extend(reifier.statuses);
            speakers.extend(reifier.said_by.iter().map(|&speaker| self.namer.display(speaker)));
            values.extend(self.values(reifier.id));
        }
        speakers.sort();
        speakers.dedup();
        // A statement's name belongs to its own node.
        values.retain(|(predicate, _)| !self.roles.is_naming(*predicate));
        PictureEdge {
            source,
            target,
            predicate: self.id_text(triple[1]),
            label: self.namer.display(triple[1]),
            asserted,
            statuses: self.statuses(&statuses),
            speakers,
            attributes: self.joined(values),
        }
    }

    /// The literals and value nodes of a resource, but for those that have a place of their own.
    fn values(&self, id: TermId) -> Vec<(TermId, String)> {
        let snapshot = self.view.snapshot();
        self.view
            .scan(&QuadPattern::triple(Some(id), None, None))
            .filter(|quad| {
                let is_value = snapshot.kind(quad.object) == Some(TermKind::Literal)
                    || self.roles.role(quad.object) == Role::ValueNode;
                is_value && !self.own_places.contains(&quad.predicate)
            })
            .map(|quad| (quad.predicate, self.value(quad.object)))
            .collect()
    }

    /// The values by the name of their property.
    fn joined(&self, values: Vec<(TermId, String)>) -> Vec<Attribute> {
        let mut values: Vec<(String, String)> =
            values.into_iter().map(|(p, value)| (self.namer.display(p), value)).collect();
        values.sort();
        values.dedup();
        values
            .chunk_by(|a, b| a.0 == b.0)
            .map(|run| Attribute {
                name: run[0].0.clone(),
                value: run.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" | "),
            })
            .collect()
    }

    /// A literal's text as it is, without language and datatype; a value node in words.
    fn value(&self, id: TermId) -> String {
        match self.view.snapshot().term(id) {
            Some(Term::Literal(literal)) => literal.value().to_owned(),
            _ => self.namer.display(id),
        }
    }

    fn statuses(&self, ids: &[TermId]) -> Vec<String> {
        let mut statuses: Vec<String> = ids.iter().map(|&id| self.status(id)).collect();
        statuses.sort();
        statuses.dedup();
        statuses
    }

    fn status(&self, id: TermId) -> String {
        match self.view.snapshot().term(id) {
            Some(Term::NamedNode(iri)) => match Status::from_iri(iri.as_ref()) {
                Some(status) => status.name().to_lowercase(),
                None => iri_end(iri.as_str()).to_owned(),
            },
            _ => self.namer.display(id),
        }
    }

    fn id_text(&self, id: TermId) -> String {
        match self.view.snapshot().term(id) {
            Some(Term::NamedNode(iri)) => iri.into_string(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }
}
