//! `sparql_query`: the answer to a SPARQL query.

use super::answer::{Remarks, ToolAnswer};
use super::arguments::{view_of_asserted, within};
use super::graph::Graph;
use super::refusal::Refusal;
use super::tool::{Tool, arguments};
use crate::evidence::View;
use crate::explore::{AnswerExtent, Evident, QueryAnswer, QueryResult};
use crate::sparql::{DatasetSpec, ParseOptions, Query, QueryOptions};
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;

pub const TOOL: Tool = Tool::new::<Arguments>(
    [
        "sparql_query",
        "Run a SPARQL query",
        "Runs a SPARQL 1.1 or 1.2 query: SELECT, ASK, CONSTRUCT or DESCRIBE; nothing can be changed, and SERVICE asks only servers that the \
         operator of this one has named, mostly none. Call it \
         for counts, lists, comparisons and conditions that no other tool answers, and call schema first. The prefixes :, wl:, rdf:, \
         rdfs:, xsd:, schema:, skos:, prov: and oa: need no PREFIX line. Only asserted facts are seen, unless status says otherwise. \
         Write ~ ?fact behind a pattern to get the node of the fact: the answer then has the status, speaker and place of each. \
         Statements that aren't asserted: ?s rdf:reifies <<( ?a ?p ?b )>> ; wl:status wl:Claimed . \
         Example: {\"query\": \"SELECT ?who ?fact { ?who wl:founded :DeepSeek ~ ?fact }\"}",
    ],
    run,
)
.that_asks_others();

/// Said of an answer over a view that holds what isn't asserted: a row doesn't show what it rests on.
const OPEN_VIEW: &str = "\
This view also holds what is only claimed, thought or planned: any part of this answer may rest on that. ~ ?fact behind a pattern \
shows its origin; the view asserted leaves it out.";

const ROWS_MAX: usize = 1_000;
const BYTES_MIN: usize = 1_000;
const BYTES_MAX: usize = 200_000;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// The query.
    #[schemars(length(min = 1, max = 1048576))]
    query: String,
    /// The most rows, or triples of a graph. What is past them is cut, and the answer says so.
    #[serde(default = "default_rows")]
    #[schemars(range(min = 1, max = 1000))]
    max_rows: i64,
    /// The most bytes of rows and their evidence, as JSON. What is past them is cut, and the answer says so.
    #[serde(default = "default_bytes")]
    #[schemars(range(min = 1000, max = 200000))]
    max_bytes: i64,
    /// Which facts the query sees: "asserted", "all" (also what is only said, thought or planned), or statuses such as
    /// "Reported,Claimed".
    #[serde(default = "view_of_asserted")]
    status: String,
    /// Let the default graph be the union of all graphs, for data in named graphs.
    #[serde(default)]
    union_default_graph: bool,
}

fn default_rows() -> i64 {
    50
}

fn default_bytes() -> i64 {
    50_000
}

fn run(graph: &Graph<'_>, given: JsonObject) -> Result<ToolAnswer, Refusal> {
    let Arguments { query, max_rows, max_bytes, status, union_default_graph } =
        arguments(&TOOL, given)?;
    let extent = AnswerExtent {
        rows_max: within("max_rows", max_rows, 1..=ROWS_MAX)?,
        size_bytes_max: within("max_bytes", max_bytes, BYTES_MIN..=BYTES_MAX)?,
    };
    let view = graph.view(&status)?;
    let parsing = ParseOptions { prefixes: graph.prefixes.clone(), ..ParseOptions::default() };
    let query = Query::parse(&query, &parsing)?;
    let options = QueryOptions {
        dataset: DatasetSpec { union_default_graph, ..DatasetSpec::default() },
        limits: graph.limits.clone(),
        services: graph.services.clone(),
        ..QueryOptions::default()
    };
    let mut answer =
        QueryAnswer::of(&query, &view, &options, extent, graph.namer(), graph.sources())?;
    Ok(ToolAnswer::fitted(extent.rows_max, |rows_max| {
        answer.shorten(rows_max);
        write(graph, &view, &answer, extent)
    }))
}

fn write(graph: &Graph<'_>, view: &View, answer: &QueryAnswer, extent: AnswerExtent) -> ToolAnswer {
    let count = answer.count;
    let what = match (&answer.result, count) {
        (QueryResult::Select { .. }, 1) => "row",
        (QueryResult::Graph { .. }, 1) => "triple",
        (QueryResult::Graph { .. }, _) => "triples",
        _ => "rows",
    };
    let mut remarks = Remarks { documents: answer.cited_documents(), ..Remarks::default() };
    if answer.has_more {
        remarks.cut.push(match count {
            0 => format!(
                "The first of the {what} alone takes more than {} bytes: select less of it, or give a larger max_bytes.",
                extent.size_bytes_max
            ),
            _ => format!(
                "There are more than {count} {what}: ask for them with ORDER BY, LIMIT and OFFSET {count}, \
                 or with a larger max_rows, at most {ROWS_MAX}, or max_bytes, at most {BYTES_MAX}; COUNT counts them."
            ),
        });
    }
    let text = match answer.result {
        QueryResult::Ask { .. } => {
            format!("In the view {}: {}", answer.view, answer.to_text(graph.prefixes))
        }
        _ => format!(
            "{count} {what} in the view {}.\n\n{}",
            answer.view,
            answer.to_text(graph.prefixes)
        ),
    };
    let text = if view.stated_count() > 0 { format!("{text}\n{OPEN_VIEW}") } else { text };
    ToolAnswer::new(answer, &text, remarks, graph.prefixes)
}
