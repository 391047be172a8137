//! The verbs of relationships: neighbors, path, why, rank, components, communities.

use super::AnswerArgs;
use super::any_number;
use crate::cli::completions::{entity_names, property_names, view_names};
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::ArgValueCompleter;

/// Show who is near an entity
///
/// Grouped by how many steps away they are. A line that begins with ? is not asserted: somebody says, thinks or plans it.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake neighbors Hangzhou
  westlake neighbors DeepSeek --hops 2 --via released --via founded
  westlake neighbors Zhejiang --direction in --status asserted")]
pub struct NeighborsArgs {
    /// The entity
    #[arg(add = ArgValueCompleter::new(entity_names))]
    pub entity: String,
    /// How many steps away at most
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = any_number)]
    pub hops: usize,
    /// Only along this property. Repeatable
    #[arg(long, value_name = "PROPERTY", add = ArgValueCompleter::new(property_names))]
    pub via: Vec<String>,
    /// Along edges, against them, or both
    #[arg(long, value_enum, default_value_t, value_name = "WAY")]
    pub direction: EdgeDirection,
    /// Show all of a group, not only 20
    #[arg(long)]
    pub all: bool,
    /// Show the words of this file under each fact; IRI=FILE says which document it is. Repeatable
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub source: Vec<String>,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, add = ArgValueCompleter::new(view_names), value_name = "VIEW", default_value = "all")]
    pub status: String,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum EdgeDirection {
    Out,
    In,
    #[default]
    Both,
}

/// Show the shortest ways between two entities
///
/// Loopless ways, the shortest first. What a view, --via or --avoid leaves out is no part of the search.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake path DeepSeek 'Li Qiang'
  westlake path Alibaba Unitree --count 3 --avoid Zhejiang
  westlake path 'Liang Wenfeng' R1 --direction forward --status asserted")]
pub struct PathArgs {
    /// Where the ways start
    #[arg(add = ArgValueCompleter::new(entity_names))]
    pub from: String,
    /// Where they lead
    #[arg(add = ArgValueCompleter::new(entity_names))]
    pub to: String,
    /// How many steps at most
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = any_number)]
    pub max_hops: usize,
    /// How many ways at most
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = any_number)]
    pub count: usize,
    /// Only along this property. Repeatable
    #[arg(long, value_name = "PROPERTY", add = ArgValueCompleter::new(property_names))]
    pub via: Vec<String>,
    /// Never along this property, or through this entity. Repeatable
    #[arg(long, value_name = "PROPERTY|ENTITY", add = ArgValueCompleter::new(entity_names))]
    pub avoid: Vec<String>,
    /// Along edges in any direction, or forward only
    #[arg(long, value_enum, default_value_t, value_name = "WAY")]
    pub direction: PathDirection,
    /// Show the words of this file under each fact; IRI=FILE says which document it is. Repeatable
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub source: Vec<String>,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, add = ArgValueCompleter::new(view_names), value_name = "VIEW", default_value = "all")]
    pub status: String,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum PathDirection {
    #[default]
    Any,
    Forward,
}

/// Show what connects entities most tellingly
///
/// A way through a hub tells little, and weak evidence costs more: the best connections come first, each step with its
/// evidence, and what was left out is said.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake why Alibaba 'South China Morning Post'
  westlake why DeepSeek 'Li Qiang' --source article.txt
  westlake why Unitree 'Game Science' Alibaba")]
pub struct WhyArgs {
    /// Two entities or more
    #[arg(required = true, num_args = 2.., add = ArgValueCompleter::new(entity_names))]
    pub entities: Vec<String>,
    /// How many connections between two entities at most
    #[arg(long, value_name = "K", default_value_t = 3, value_parser = any_number)]
    pub count: usize,
    /// Show the words of this file under each fact; IRI=FILE says which document it is. Repeatable
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub source: Vec<String>,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, add = ArgValueCompleter::new(view_names), value_name = "VIEW", default_value = "all")]
    pub status: String,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// List the most central entities
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake rank
  westlake rank --by betweenness --top 5 --status all")]
pub struct RankArgs {
    /// What makes an entity central
    #[arg(long, value_enum, default_value_t, value_name = "MEASURE")]
    pub by: RankBy,
    /// How many entities
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = any_number)]
    pub top: usize,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, add = ArgValueCompleter::new(view_names), value_name = "VIEW", default_value = "asserted")]
    pub status: String,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum RankBy {
    #[default]
    Pagerank,
    Degree,
    Betweenness,
    Closeness,
}

/// List the parts of the graph that nothing joins
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake components
  westlake components --data links.nt --all")]
pub struct ComponentsArgs {
    /// List all components and all their members
    #[arg(long)]
    pub all: bool,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, add = ArgValueCompleter::new(view_names), value_name = "VIEW", default_value = "asserted")]
    pub status: String,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// List the groups that belong together
///
/// Communities with more edges inside than chance would give (Leiden), with their modularity.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake communities
  westlake communities --seed 7 --status all")]
pub struct CommunitiesArgs {
    /// The same seed gives the same communities
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// List all communities and all their members
    #[arg(long)]
    pub all: bool,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, add = ArgValueCompleter::new(view_names), value_name = "VIEW", default_value = "asserted")]
    pub status: String,
    #[command(flatten)]
    pub answer: AnswerArgs,
}
