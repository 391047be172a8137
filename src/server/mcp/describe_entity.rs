//! `describe_entity`: the card of an entity.

use super::answer::{Remarks, ToolAnswer};
use super::arguments::{name, view_of_all, within};
use super::graph::Graph;
use super::refusal::Refusal;
use super::tool::{Tool, arguments};
use crate::explore::{Card, CardOptions, Evident};
use rmcp::model::JsonObject;
use schemars::JsonSchema;
use serde::Deserialize;

pub const TOOL: Tool = Tool::new::<Arguments>(
    [
        "describe_entity",
        "Describe an entity",
        "Everything that the graph knows of one entity: its names, classes and facts in both directions, what it says and what is said \
         of it, each with its status, who says it, and the place in the source document. Call it to answer questions about one person, \
         organisation, product or place, and to find out what to quote. Also takes the node of a fact or statement, such as :f76, and \
         shows what it states. Example: {\"entity\": \"Liang Wenfeng\"}",
    ],
    run,
);

const FACTS_MAX: usize = 1_000;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Arguments {
    /// A name in any case and accents ("liang wenfeng"), a prefixed name (":LiangWenfeng") or an IRI.
    #[schemars(length(min = 1, max = 1000))]
    entity: String,
    /// The most facts that are listed of each property.
    #[serde(default = "default_facts")]
    #[schemars(range(min = 1, max = 1000))]
    facts_per_property: i64,
    /// Which facts count: "all", "asserted", or statuses such as "Reported,Claimed".
    #[serde(default = "view_of_all")]
    status: String,
}

fn default_facts() -> i64 {
    CardOptions::default().group_facts_max as i64
}

fn run(graph: &Graph<'_>, given: JsonObject) -> Result<ToolAnswer, Refusal> {
    let Arguments { entity, facts_per_property, status } = arguments(&TOOL, given)?;
    let most = within("facts_per_property", facts_per_property, 1..=FACTS_MAX)?;
    let view = graph.view(&status)?;
    let entity = graph.finder().find(name("entity", &entity)?)?;
    let options = CardOptions { group_facts_max: most };
    let mut card = Card::build(&view, entity, graph.namer(), graph.sources(), options);
    Ok(ToolAnswer::fitted(most, |facts_max| {
        shorten(&mut card, facts_max);
        let text = format!(
            "In the view {}; a line that begins with ? isn't asserted: somebody says, thinks or plans it.\n\n{}",
            card.view,
            card.to_text(graph.prefixes)
        );
        let remarks = Remarks { view: None, documents: card.cited_documents(), cut: cut(&card) };
        ToolAnswer::new(&card, &text, remarks, graph.prefixes)
    }))
}

fn shorten(card: &mut Card, facts_max: usize) {
    for group in card.outgoing.iter_mut().chain(&mut card.incoming) {
        group.facts.truncate(facts_max);
    }
    for group in [&mut card.statements_by, &mut card.statements_about] {
        group.statements.truncate(facts_max);
    }
}

/// Which lists aren't whole.
fn cut(card: &Card) -> Vec<String> {
    let facts = card.outgoing.iter().chain(&card.incoming);
    let facts = facts.map(|group| (group.phrase.as_str(), group.facts.len(), group.total));
    let statements = [("says", &card.statements_by), ("is spoken of", &card.statements_about)];
    let statements =
        statements.map(|(phrase, group)| (phrase, group.statements.len(), group.total));
    let lists = facts.chain(statements).filter(|&(_, shown, total)| (shown as u64) < total);
    lists
        .map(|(phrase, shown, total)| {
            format!(
                "{phrase}: {shown} of {total} are shown; facts_per_property, at most {FACTS_MAX}, or sparql_query with LIMIT and OFFSET shows more."
            )
        })
        .collect()
}
