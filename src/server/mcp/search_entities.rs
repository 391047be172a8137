//! `search_entities`: from a name, or a part of one, to the entities that it may mean.

use super::answer::{Remarks, ToolAnswer};
use super::arguments::{name, view_of_all, within};
use super::graph::Graph;
use super::refusal::Refusal;
use super::tool::{Tool, arguments};
use crate::explore::SearchAnswer;
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;

pub const TOOL: Tool = Tool::new::<Arguments>(
    [
        "search_entities",
        "Search entities by name",
        "Finds the entities whose names fit a text. Call it first, whenever you have a name but not the exact entity. Case, accents \
         and the order of words don't matter, the beginning of a word will do, and small typing errors are forgiven. Each hit has its \
         name, its classes and its short IRI (such as :DeepSeek), which every other tool takes. \
         Example: {\"text\": \"liang\"}",
    ],
    run,
);

const COUNT_MAX: usize = 100;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// A name or a part of one, in any case: "deep seek", "liang".
    #[schemars(length(min = 1, max = 1000))]
    text: String,
    /// The most entities that are listed.
    #[serde(default = "default_count")]
    #[schemars(range(min = 1, max = 100))]
    count: i64,
    /// Which facts count: "all", "asserted", or statuses such as "Reported,Claimed".
    #[serde(default = "view_of_all")]
    status: String,
}

fn default_count() -> i64 {
    10
}

fn run(graph: &Graph<'_>, given: JsonObject) -> Result<ToolAnswer, Refusal> {
    let Arguments { text, count, status } = arguments(&TOOL, given)?;
    let count = within("count", count, 1..=COUNT_MAX)?;
    let view = graph.view(&status)?;
    let mut found = SearchAnswer::of(&view, name("text", &text)?, count, graph.namer());
    Ok(ToolAnswer::fitted(count, |hits_max| {
        found.hits.truncate(hits_max);
        let shown = found.hits.len() as u64;
        let total = found.total;
        let text = match total {
            0 => format!(
                "No entity in the view {status} has a name like this one. Try one word of it, or another name for the same thing."
            ),
            total => format!("{shown} of {total} entities:\n{}", found.to_text(graph.prefixes)),
        };
        let mut remarks = Remarks { view: Some(view.spec().name()), ..Remarks::default() };
        if shown < total {
            remarks.cut.push(format!(
                "{shown} of {total} entities are shown; count, at most {COUNT_MAX}, shows more, and a longer text finds fewer."
            ));
        }
        ToolAnswer::new(&found, &text, remarks, graph.prefixes)
    }))
}
