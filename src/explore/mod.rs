//! Exploring: an entity's card, what a graph holds, and both as text that a person reads.
//!
//! Answers are `serde` types first; [`Text`] is what they look like to a person, without colours of its own.

mod card;
mod card_markdown;
mod card_text;
mod evidence_text;
mod fact_text;
mod namer;
mod network;
mod picture;
mod query_picture;
mod stats;
mod stats_text;
mod surroundings;
mod text;

pub use card::{Card, CardOptions, FactGroup, Statement, StatementGroup};
pub use evidence_text::{evidence_failure, evidence_text};
pub use namer::Namer;
pub use network::{Network, Scope};
pub use picture::{Attribute, Extent, Picture, PictureEdge, PictureNode};
pub use stats::{Count, CoverageStats, Stats, graph_stats};
pub use surroundings::surroundings;
pub use text::{Style, Text};
