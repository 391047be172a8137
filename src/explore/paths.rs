//! The ways from one entity to another.

use super::Namer;
use super::network::Network;
use super::step::{Step, StepMaker};
use super::text::{Style, Text};
use crate::evidence::{Explainer, Node, Sources, View};
use crate::model::{Limits, Prefixes, TermId};
use crate::traverse::{BuildError, Direction, Path, SearchFilter, Statements, shortest_paths};
use serde::Serialize;

/// The most ways of one answer, whatever is asked for: each is held with the evidence of all its steps.
pub const PATHS_MAX: usize = 10_000;

/// Which ways are asked for.
#[derive(Clone, Debug)]
pub struct PathOptions {
    /// How many steps at most.
    pub hops_max: usize,
    /// How many ways at most.
    pub count: usize,
    /// Only along these properties; empty is all.
    pub via: Vec<TermId>,
    /// Never along these properties, nor through these entities.
    pub avoid: Vec<TermId>,
    /// Along edges only, or in any direction.
    pub direction: Direction,
}

impl Default for PathOptions {
    fn default() -> Self {
        let (via, avoid) = (Vec::new(), Vec::new());
        Self { hops_max: 6, count: 1, via, avoid, direction: Direction::Any }
    }
}

/// The shortest ways between two entities.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PathAnswer {
    /// The view.
    pub view: String,
    /// Where the ways start.
    pub from: Node,
    /// Where they lead.
    pub to: Node,
    /// The most steps that a way may have.
    pub hops_max: u64,
    /// The ways, the shortest first.
    pub paths: Vec<FoundPath>,
    /// Whether there are more of them.
    pub has_more: bool,
    /// Why there is none, if there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FoundPath {
    /// How many steps it has.
    pub hops: u64,
    /// The steps.
    pub steps: Vec<Step>,
}

impl PathAnswer {
    /// The `count` shortest loopless ways, in a stable order.
    ///
    /// # Errors
    /// [`BuildError`].
    pub fn of(
        view: &View,
        [from, to]: [TermId; 2],
        options: &PathOptions,
        namer: &Namer,
        sources: &Sources,
        limits: &Limits,
    ) -> Result<Self, BuildError> {
        let network = Network::of(view, Statements::Joined, limits)?;
        let label = |id| namer.label(id);
        let explainer = Explainer::new(view.snapshot(), sources, &label);
        let maker = StepMaker { network: &network, namer, explainer: &explainer };
        let filter = network
            .filter(options.direction, &options.via)
            .avoid_predicates(network.graph(), &options.avoid)
            .avoid_nodes(network.graph(), &options.avoid);
        let mut answer = Self {
            view: view.spec().name(),
            from: explainer.node(from),
            to: explainer.node(to),
            hops_max: options.hops_max as u64,
            paths: Vec::new(),
            has_more: false,
            note: None,
        };
        let (Some(start), Some(end)) = (network.node(from), network.node(to)) else {
            let which = if network.node(from).is_none() { "the first" } else { "the second" };
            answer.note = Some(format!("{which} of the two is no node of the graph"));
            return Ok(answer);
        };
        let graph = network.graph();
        let mut found = shortest_paths(graph, start, end, &filter, options.hops_max, limits)?;
        for path in found.by_ref().take(options.count.min(PATHS_MAX)) {
            answer.paths.push(found_path(&maker, &path?, &filter));
        }
        answer.has_more = found.next().transpose()?.is_some();
        if answer.paths.is_empty() && options.count > 0 {
            let hops_max = options.hops_max;
            let steps = if hops_max == 1 { "step" } else { "steps" };
            answer.note = Some(format!("there is no way of at most {hops_max} {steps}"));
        }
        Ok(answer)
    }

    /// The answer as text.
    pub fn to_text(&self, prefixes: &Prefixes) -> Text {
        let writer = super::fact_text::FactWriter { prefixes };
        let mut text = Text::new();
        if let Some(note) = &self.note {
            let (from, to) = (writer.name(&self.from), writer.name(&self.to));
            text.plain(format!("From {from} to {to} in the view {}: {note}.", self.view))
                .end_line();
        }
        for (at, path) in self.paths.iter().enumerate() {
            if at > 0 {
                text.end_line();
            }
            path.write_text(&mut text, prefixes);
        }
        if self.has_more && self.paths.len() >= PATHS_MAX {
            text.push(Style::Dim, format!("There are more ways; {PATHS_MAX} is the most."));
            text.end_line();
        } else if self.has_more && !self.paths.is_empty() {
            text.push(Style::Dim, "There are more ways: --count shows them.").end_line();
        }
        text
    }
}

impl FoundPath {
    /// The way as text, a step a line.
    pub(super) fn write_text(&self, text: &mut Text, prefixes: &Prefixes) {
        match self.hops {
            0 => text.push(Style::Heading, "no step: both are the same"),
            1 => text.push(Style::Heading, "1 step"),
            hops => text.push(Style::Heading, format!("{hops} steps")),
        };
        text.end_line();
        for step in &self.steps {
            step.write_text(text, prefixes, 4);
        }
    }
}

pub(super) fn found_path(maker: &StepMaker<'_>, path: &Path, filter: &SearchFilter) -> FoundPath {
    let graph = maker.network.graph();
    let steps = path
        .nodes()
        .windows(2)
        .zip(path.steps(graph, filter))
        .map(|(pair, edges)| maker.step(pair[0], pair[1], &edges))
        .collect();
    FoundPath { hops: path.hops() as u64, steps }
}
