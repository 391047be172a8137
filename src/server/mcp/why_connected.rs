//! `why_connected`: what connects entities most tellingly.

use super::answer::{Remarks, ToolAnswer};
use super::arguments::{name, view_of_all, within};
use super::graph::Graph;
use super::refusal::Refusal;
use super::tool::{Tool, arguments};
use crate::explore::{Evident, WhyAnswer, WhyOptions};
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;

pub const TOOL: Tool = Tool::new::<Arguments>(
    [
        "why_connected",
        "Explain what connects entities",
        "What connects two entities or more: the chains of facts that tell most, each step in words with its status, speaker and place in \
         the source. A chain through a hub that everything is joined to tells little and comes late, as does one over claims and \
         opinions. Call it for \"how are A and B related?\". Between three entities or more it gives one tree. \
         Example: {\"entities\": [\"Alibaba\", \"South China Morning Post\"]}",
    ],
    run,
);

const ENTITIES_MAX: usize = 10;
const COUNT_MAX: usize = 20;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// The entities, two or more: names, prefixed names or IRIs.
    #[schemars(length(min = 2, max = 10))]
    entities: Vec<String>,
    /// The most connections between two entities.
    #[serde(default = "default_count")]
    #[schemars(range(min = 1, max = 20))]
    count: i64,
    /// Which facts count: "all", "asserted", or statuses such as "Reported,Claimed".
    #[serde(default = "view_of_all")]
    status: String,
}

fn default_count() -> i64 {
    WhyOptions::default().count as i64
}

fn run(graph: &Graph<'_>, given: JsonObject) -> Result<ToolAnswer, Refusal> {
    let Arguments { entities, count, status } = arguments(&TOOL, given)?;
    let count = within("count", count, 1..=COUNT_MAX)?;
    within("the number of entities", entities.len() as i64, 2..=ENTITIES_MAX)?;
    let view = graph.view(&status)?;
    let finder = graph.finder();
    let found = entities.iter().map(|text| Ok(finder.find(name("entities", text)?)?));
    let ids = found.collect::<Result<Vec<_>, Refusal>>()?;
    let options = WhyOptions { count };
    let mut found =
        WhyAnswer::of(&view, &ids, options, graph.namer(), graph.sources(), graph.limits)?;
    let total = found.connections.len();
    Ok(ToolAnswer::fitted(count, |connections_max| {
        found.connections.truncate(connections_max);
        let shown = found.connections.len();
        let text = format!(
            "{shown} {} in the view {}; a step that begins with ? isn't asserted: somebody says, thinks or plans it.\n\n{}",
            if shown == 1 { "connection" } else { "connections" },
            found.view,
            found.to_text(graph.prefixes)
        );
        let mut remarks = Remarks { documents: found.cited_documents(), ..Remarks::default() };
        if shown < total {
            remarks.cut.push(format!(
                "{shown} of {total} connections are shown, since all are too long; find_paths with avoid shows others."
            ));
        }
        ToolAnswer::new(&found, &text, remarks, graph.prefixes)
    }))
}
