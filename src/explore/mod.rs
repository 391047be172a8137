//! Exploring: an entity's card, what a graph holds, and both as text that a person reads.
//!
//! Answers are `serde` types first; [`Text`] is what they look like to a person, without colours of its own.

mod card;
mod card_markdown;
mod card_text;
mod description;
mod documents;
mod cited_documents;
mod evidence_text;
mod examples;
mod fact_text;
mod groups;
mod namer;
mod neighbors;
mod network;
mod paths;
mod picture;
mod prefix_list;
mod properties;
mod query_answer;
mod query_picture;
mod rank;
mod relocation_text;
mod schema;
mod schema_text;
mod search;
mod service_description;
mod stats;
mod step;
mod stats_text;
mod surroundings;
mod text;
mod void;
mod why;

pub use card::{Card, CardOptions, FactGroup, Statement, StatementGroup};
pub use cited_documents::{CitedDocument, Evident, cited_documents_text};
pub use description::Description;
pub use documents::{DocumentText, SourceDocument};
pub use evidence_text::{evidence_failure, evidence_text};
pub use examples::{ExampleQuery, example_queries};
pub use groups::{EntityGroup, Partition, PartitionOptions};
pub use namer::Namer;
pub use neighbors::{NeighborGroup, NeighborOptions, Neighbors};
pub use network::Network;
pub use paths::{FoundPath, PATHS_MAX, PathAnswer, PathOptions};
pub use picture::{Attribute, Extent, Picture, PictureBounds, PictureEdge, PictureNode};
pub use prefix_list::PrefixDeclaration;
pub use properties::{
    PropertyError, PropertyOrEntityError, property_phrases, resolve_property,
    resolve_property_or_entity,
};
pub use query_answer::{AnswerExtent, Origin, QueryAnswer, QueryResult};
pub use rank::{Measure, Ranked, Ranking};
pub use relocation_text::{relocation_failure, relocation_text};
pub use schema::{ClassUse, ExampleTriple, PredicateUse, Schema, VocabularyTerm};
pub use search::{Hit, SearchAnswer};
pub use service_description::ServiceOptions;
pub use stats::{Count, CoverageStats, Stats, graph_stats};
pub use step::{Phrase, Step};
pub use surroundings::{described, surroundings};
pub use text::{Style, Text};
pub use void::VoidOptions;
pub use why::{FoundConnection, WhyAnswer, WhyOptions};
