//! `find_paths`: the shortest ways from one entity to another.

use super::answer::{Remarks, ToolAnswer};
use super::arguments::{name, view_of_all, within};
use super::graph::Graph;
use super::refusal::Refusal;
use super::tool::{Tool, arguments};
use crate::explore::{
    Evident, PathAnswer, PathOptions, resolve_property, resolve_property_or_entity,
};
use crate::traverse::Direction;
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;

pub const TOOL: Tool = Tool::new::<Arguments>(
    [
        "find_paths",
        "Find paths between two entities",
        "The shortest chains of facts from one entity to another, each step in words with its status, speaker and place in the source. \
         Call it for questions about how far apart two things are, or when certain properties or entities must be on the way or off it; \
         for what connects things most tellingly call why_connected. \
         Example: {\"from\": \"Liang Wenfeng\", \"to\": \"R1\", \"avoid\": [\"based in\"]}",
    ],
    run,
);

const HOPS_MAX: usize = 20;
const COUNT_MAX: usize = 100;
const NAMES_MAX: usize = 50;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// Where the paths start: a name, a prefixed name or an IRI.
    #[schemars(length(min = 1, max = 1000))]
    from: String,
    /// Where they lead.
    #[schemars(length(min = 1, max = 1000))]
    to: String,
    /// The most steps that a path has.
    #[serde(default = "default_hops")]
    #[schemars(range(min = 1, max = 20))]
    max_hops: i64,
    /// The most paths.
    #[serde(default = "default_count")]
    #[schemars(range(min = 1, max = 100))]
    count: i64,
    /// Only along these properties, by name ("founded") or prefixed name ("wl:founded").
    #[serde(default)]
    #[schemars(length(max = 50))]
    via: Vec<String>,
    /// Never along these properties nor through these entities.
    #[serde(default)]
    #[schemars(length(max = 50))]
    avoid: Vec<String>,
    /// Along facts in any direction, or only from subject to object.
    #[serde(default)]
    direction: Way,
    /// Which facts count: "all", "asserted", or statuses such as "Reported,Claimed".
    #[serde(default = "view_of_all")]
    status: String,
}

#[derive(Clone, Copy, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Way {
    #[default]
    Any,
    Forward,
}

fn default_hops() -> i64 {
    PathOptions::default().hops_max as i64
}

fn default_count() -> i64 {
    3
}

fn run(graph: &Graph<'_>, given: JsonObject) -> Result<ToolAnswer, Refusal> {
    let Arguments { from, to, max_hops, count, via, avoid, direction, status } =
        arguments(&TOOL, given)?;
    let count = within("count", count, 1..=COUNT_MAX)?;
    within("the number of names in via", via.len() as i64, 0..=NAMES_MAX)?;
    within("the number of names in avoid", avoid.len() as i64, 0..=NAMES_MAX)?;
    let view = graph.view(&status)?;
    let finder = graph.finder();
    let ends = [finder.find(name("from", &from)?)?, finder.find(name("to", &to)?)?];
    let via =
        via.iter().map(|text| Ok(resolve_property(name("via", text)?, &view, graph.namer())?));
    let avoid = avoid.iter().map(|text| {
        Ok(resolve_property_or_entity(name("avoid", text)?, &view, graph.namer(), finder)?)
    });
    let options = PathOptions {
        hops_max: within("max_hops", max_hops, 1..=HOPS_MAX)?,
        count,
        via: via.collect::<Result<_, Refusal>>()?,
        avoid: avoid.collect::<Result<_, Refusal>>()?,
        direction: match direction {
            Way::Any => Direction::Any,
            Way::Forward => Direction::Forward,
        },
    };
    let mut found =
        PathAnswer::of(&view, ends, &options, graph.namer(), graph.sources(), graph.limits)?;
    Ok(ToolAnswer::fitted(count, |paths_max| {
        found.has_more |= found.paths.len() > paths_max;
        found.paths.truncate(paths_max);
        write(graph, &found)
    }))
}

fn write(graph: &Graph<'_>, found: &PathAnswer) -> ToolAnswer {
    let shown = match found.paths.len() {
        1 => "1 path".to_owned(),
        count => format!("{count} paths"),
    };
    let text = format!(
        "{shown} in the view {}; a step that begins with ? isn't asserted: somebody says, thinks or plans it.\n\n{}",
        found.view,
        found.to_text(graph.prefixes)
    );
    let mut remarks = Remarks { documents: found.cited_documents(), ..Remarks::default() };
    if found.has_more {
        remarks.cut.push(format!(
            "There are more than {shown}; count, at most {COUNT_MAX}, shows more, via and avoid choose others."
        ));
    }
    ToolAnswer::new(found, &text, remarks, graph.prefixes)
}
