//! The tools: what a client is told of each, and how it is run.

use super::answer::ToolAnswer;
use super::graph::Graph;
use super::refusal::Refusal;
use super::{describe_entity, find_paths, schema, search_entities, sparql_query, why_connected};
use rmcp::handler::server::tool::schema_for_type;
use rmcp::model::{JsonObject, ToolAnnotations};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;

/// A tool.
pub struct Tool {
    pub name: &'static str,
    pub title: &'static str,
    /// For a model: when to call it, and an example.
    pub description: &'static str,
    /// Whether a call may ask other servers, where any may be asked.
    asks_others: bool,
    input_schema: fn() -> Arc<JsonObject>,
    pub run: fn(&Graph<'_>, JsonObject) -> Result<ToolAnswer, Refusal>,
}

/// All tools, in the order in which a model is shown them.
pub static TOOLS: [Tool; 6] = [
    search_entities::TOOL,
    describe_entity::TOOL,
    why_connected::TOOL,
    find_paths::TOOL,
    schema::TOOL,
    sparql_query::TOOL,
];

impl Tool {
    /// A tool with these arguments.
    pub const fn new<A: JsonSchema + 'static>(
        [name, title, description]: [&'static str; 3],
        run: fn(&Graph<'_>, JsonObject) -> Result<ToolAnswer, Refusal>,
    ) -> Self {
        let input_schema = schema_for_type::<A>;
        Self { name, title, description, asks_others: false, input_schema, run }
    }

    /// The same as a tool that may ask other servers.
    pub const fn that_asks_others(self) -> Self {
        Self { asks_others: true, ..self }
    }

    /// What a client is told of it. It changes nothing, and reads one closed graph, unless others may be asked.
    pub fn described(&self, others_may_be_asked: bool) -> rmcp::model::Tool {
        let annotations = ToolAnnotations::with_title(self.title)
            .read_only(true)
            .destructive(false)
            .idempotent(true)
            .open_world(self.asks_others && others_may_be_asked);
        rmcp::model::Tool::new(self.name, self.description, (self.input_schema)())
            .with_title(self.title)
            .with_annotations(annotations)
    }
}

/// Reads a tool's arguments. A member that is null counts as left out, as models write it.
pub fn arguments<A: DeserializeOwned>(tool: &Tool, mut given: JsonObject) -> Result<A, Refusal> {
    given.retain(|_, value| !value.is_null());
    serde_json::from_value(given.into())
        .map_err(|error| Refusal::Arguments(format!("{error}\n{}", tool.usage())))
}

impl Tool {
    /// The arguments in words, since what is wrong with one doesn't always name it.
    fn usage(&self) -> String {
        let schema = (self.input_schema)();
        let required = schema.get("required").and_then(Value::as_array);
        let is_required =
            |name: &str| required.is_some_and(|all| all.iter().any(|one| one == name));
        let properties = schema.get("properties").and_then(Value::as_object);
        let described = properties.into_iter().flatten().map(|(name, property)| {
            let kind = property.get("type").and_then(Value::as_str).unwrap_or("text");
            let needed = if is_required(name) { ", required" } else { "" };
            format!("{name} ({kind}{needed})")
        });
        format!("{} takes {}", self.name, described.collect::<Vec<_>>().join(", "))
    }
}
