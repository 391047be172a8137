//! Which entities belong together: components and communities.

use super::Namer;
use super::network::Network;
use super::text::{Style, Text};
use crate::evidence::{Explainer, Node, Sources, View};
use crate::model::{Limits, Prefixes};
use crate::traverse::{
    BuildError, CommunityOptions, Groups, Statements, communities, degrees, weak_components,
};
use serde::Serialize;
use std::cmp::Reverse;

/// A partition of a view's entities.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Partition {
    /// The view.
    pub view: String,
    /// How many entities there are.
    pub entities: u64,
    /// How many groups.
    pub total: u64,
    /// The modularity, of communities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modularity: Option<f64>,
    /// The first groups, the largest first.
    pub groups: Vec<EntityGroup>,
}

/// Entities that belong together.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct EntityGroup {
    /// How many.
    pub size: u64,
    /// Those with the most neighbours.
    pub members: Vec<Node>,
}

/// How much of a partition is listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PartitionOptions {
    /// The most groups.
    pub groups_max: usize,
    /// The most members of each.
    pub members_max: usize,
}

impl Partition {
    /// The parts of the graph that no edge joins.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn components(
        view: &View,
        options: PartitionOptions,
        namer: &Namer,
        limits: &Limits,
    ) -> Result<Self, BuildError> {
        let network = Network::of(view, Statements::LeftOut, limits)?;
        let groups = weak_components(network.graph(), limits)?;
        Ok(Self::listed(&network, &groups, None, options, namer))
    }

    /// Groups with more edges inside than chance would give.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn communities(
        view: &View,
        seed: u64,
        options: PartitionOptions,
        namer: &Namer,
        limits: &Limits,
    ) -> Result<Self, BuildError> {
        let network = Network::of(view, Statements::LeftOut, limits)?;
        let how = CommunityOptions { seed, ..CommunityOptions::default() };
        let found = communities(network.graph(), how, limits)?;
        Ok(Self::listed(&network, &found.groups, Some(found.modularity), options, namer))
    }

    fn listed(
        network: &Network,
        groups: &Groups,
        modularity: Option<f64>,
        options: PartitionOptions,
        namer: &Namer,
    ) -> Self {
        let graph = network.graph();
        let label = |id| namer.label(id);
        let sources = Sources::default();
        let explainer = Explainer::new(network.view().snapshot(), &sources, &label);
        let degrees = degrees(graph);
        let listed = groups
            .members()
            .into_iter()
            .take(options.groups_max)
            .map(|mut members| {
                members.sort_by_key(|node| Reverse(degrees[node.index()].total()));
                let listed = members.iter().take(options.members_max);
                EntityGroup {
                    size: members.len() as u64,
                    members: listed.map(|&node| explainer.node(graph.term(node))).collect(),
                }
            })
            .collect();
        Self {
            view: network.view().spec().name(),
            entities: graph.node_count() as u64,
            total: groups.len() as u64,
            modularity,
            groups: listed,
        }
    }

    /// The answer as text; `kind` is what a group is called, in the plural.
    pub fn to_text(&self, kind: &str, prefixes: &Prefixes) -> Text {
        let writer = super::fact_text::FactWriter { prefixes };
        let mut text = Text::new();
        let mut title = format!(
            "{} entities in {} {kind} in the view {}",
            self.entities, self.total, self.view
        );
        if let Some(modularity) = self.modularity {
            title.push_str(&format!(", modularity {modularity:.4}"));
        }
        text.push(Style::Title, title).end_line();
        for group in &self.groups {
            let names: Vec<_> = group.members.iter().map(|node| writer.name(node)).collect();
            text.push(Style::Heading, format!("{:>8}  ", group.size));
            text.plain(names.join(", "));
            let left = group.size - names.len() as u64;
            if left > 0 {
                text.push(Style::Dim, format!(", and {left} more"));
            }
            text.end_line();
        }
        let left = self.total - self.groups.len() as u64;
        if left > 0 {
            text.push(Style::Dim, format!("          and {left} more {kind}")).end_line();
        }
        text
    }
}
