//! `schema`: the classes and predicates of the graph.

use super::answer::{Remarks, ToolAnswer};
use super::arguments::{view_of_all, within};
use super::graph::Graph;
use super::refusal::Refusal;
use super::tool::{Tool, arguments};
use crate::explore::Schema;
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;

pub const TOOL: Tool = Tool::new::<Arguments>(
    [
        "schema",
        "List classes and predicates",
        "The classes and predicates that the graph uses, how often each occurs, what it means and an example of each: first those of \
         entities, then those that carry evidence. Call it before you write a SPARQL query, to use the terms that are there. \
         Example: {}",
    ],
    run,
);

const COUNT_MAX: usize = 1_000;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// The most classes, and the most predicates.
    #[serde(default = "default_count")]
    #[schemars(range(min = 1, max = 1000))]
    count: i64,
    /// Which facts count: "all", "asserted", or statuses such as "Reported,Claimed".
    #[serde(default = "view_of_all")]
    status: String,
}

fn default_count() -> i64 {
    150
}

fn run(graph: &Graph<'_>, given: JsonObject) -> Result<ToolAnswer, Refusal> {
    let Arguments { count, status } = arguments(&TOOL, given)?;
    let count = within("count", count, 1..=COUNT_MAX)?;
    let view = graph.view(&status)?;
    let mut schema = Schema::of(&view, graph.namer(), graph.limits)?;
    let totals = [schema.classes.len(), schema.predicates.len()];
    Ok(ToolAnswer::fitted(count, |items_max| {
        schema.classes.truncate(items_max);
        schema.predicates.truncate(items_max);
        let lists = [("classes", schema.classes.len()), ("predicates", schema.predicates.len())];
        let mut remarks = Remarks::default();
        for ((what, shown), total) in lists.into_iter().zip(totals) {
            if shown < total {
                remarks.cut.push(format!(
                    "{shown} of {total} {what} are shown; count, at most {COUNT_MAX}, shows more where the answer isn't too long."
                ));
            }
        }
        let text = format!(
            "{} classes and {} predicates.\n{}",
            totals[0],
            totals[1],
            schema.to_text(graph.prefixes, items_max)
        );
        ToolAnswer::new(&schema, &text, remarks, graph.prefixes)
    }))
}
