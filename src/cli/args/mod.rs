//! The command line: every verb and option, defined once. Help and errors come from here.

mod ask;
mod connect;
mod hand_on;
mod prove;
#[cfg(feature = "server")]
mod serve;

pub use ask::{AnswerFormat, QueryArgs, SearchArgs, ShowArgs, StatsArgs, TextFormat};
pub use connect::{
    CommunitiesArgs, ComponentsArgs, EdgeDirection, NeighborsArgs, PathArgs, PathDirection,
    RankArgs, RankBy, WhyArgs,
};
pub use hand_on::{CompletionsArgs, ExportArgs, ExportFormat, ManArgs};
pub use prove::{CiteArgs, CiteFormat, EvidenceArgs};
#[cfg(feature = "server")]
pub use serve::{
    AccessArgs, LimitArgs, LogArgs, LogFormat, LogLevel, McpArgs, ServeArgs, ServedArgs,
};

use super::timeout::Timeout;
use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

const HELP_TEMPLATE: &str = "\
{about}

{usage-heading} {usage}

\x1b[1mAsk\x1b[0m
  query        Answer a SPARQL query
  search       Find entities by name
  show         Show what is known of an entity, each fact with its origin
  stats        Count what the graph holds

\x1b[1mConnect\x1b[0m
  neighbors    Show who is near an entity
  path         Show the shortest ways between two entities
  why          Show what connects entities most tellingly
  rank         List the most central entities
  components   List the parts of the graph that nothing joins
  communities  List the groups that belong together

\x1b[1mProve\x1b[0m
  evidence     Check every fact's evidence against the sources
  cite         Turn words of a source into evidence for a fact

\x1b[1mHand on\x1b[0m
  export       Write the graph in a standard format
  serve        Serve the graph over HTTP
  mcp          Serve the graph to a language model
  completions  Print completions for a shell
  man          Write the manual pages

\x1b[1mOptions\x1b[0m
{options}
{after-help}";

const EXAMPLES: &str = "\
Without --data or --named-graph the data is the graph of one news article that comes with the program.
What one sets once can stand in the environment: WESTLAKE_DATA for --data, WESTLAKE_LANG for --lang.

\x1b[1mExamples\x1b[0m
  westlake query queries/companies.rq
  westlake query 'SELECT ?who { ?who wl:founded :DeepSeek }' --labels
  westlake show \"Liang Wenfeng\"
  westlake stats --data my.ttl.gz --named-graph http://example.com/g=more.nt
  westlake export --format jsonld -o graph.jsonld
  WESTLAKE_DATA=my.ttl westlake stats";

/// A knowledge-graph engine that answers with evidence.
#[derive(Debug, Parser)]
#[command(
    name = "westlake",
    version,
    help_template = HELP_TEMPLATE,
    after_help = "`westlake VERB --help` tells more, with examples.",
    after_long_help = EXAMPLES,
    disable_help_subcommand = true
)]
pub struct Cli {
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// Use colours: auto, always, never
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub color: ColorWhen,
    /// Print no notes, only answers and errors
    #[arg(short, long, global = true, value_parser = BoolishValueParser::new())]
    pub quiet: bool,
    /// Stop after 10 (seconds), 500ms, 2m, 1h, or none
    ///
    /// Work that takes longer is stopped, with an error. The clock starts when the data is loaded. The default is 1m where standard output and standard error are a terminal,
    /// and none elsewhere; 0 is none too. For example: westlake query slow.rq --timeout 10
    #[arg(long, global = true, value_name = "TIME", value_parser = Timeout::parse)]
    pub timeout: Option<Timeout>,
    /// The variables of the environment that stand in for options of this call.
    #[arg(skip)]
    pub variables: Vec<&'static str>,
}

impl Cli {
    /// Whether the verb serves until it is told to end, and then ends in order.
    pub fn ends_in_order(&self) -> bool {
        #[cfg(feature = "server")]
        return matches!(self.verb, Some(Verb::Serve(_) | Verb::Mcp(_)));
        #[cfg(not(feature = "server"))]
        false
    }

    /// What the work of this call is called when it is stopped.
    pub fn work(&self) -> &'static str {
        match &self.verb {
            Some(Verb::Query(_)) => "query",
            _ => "work",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum ColorWhen {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    Query(QueryArgs),
    Search(SearchArgs),
    Show(ShowArgs),
    Stats(StatsArgs),
    Neighbors(NeighborsArgs),
    Path(PathArgs),
    Why(WhyArgs),
    Rank(RankArgs),
    Components(ComponentsArgs),
    Communities(CommunitiesArgs),
    Evidence(EvidenceArgs),
    Cite(CiteArgs),
    Export(ExportArgs),
    #[cfg(feature = "server")]
    Serve(ServeArgs),
    #[cfg(feature = "server")]
    Mcp(McpArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Where the data comes from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Data")]
pub struct DataArgs {
    /// Load this file into the default graph; - is standard input. Repeatable
    #[arg(long, alias = "file", short_alias = 'f', value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub data: Vec<String>,
    /// Load a file into a named graph. Repeatable
    #[arg(long, value_name = "IRI=FILE")]
    pub named_graph: Vec<String>,
    /// The syntax of standard input, and of files whose names don't say it: ttl, trig, nt, nq, rdfxml, jsonld
    #[arg(long, value_name = "SYNTAX")]
    pub data_format: Option<DataFormat>,
    /// Resolve relative IRIs against this one [default: the file's own file:// IRI]
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,
    /// Prefer names in this language
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// Write the answer to this file, which is replaced only when all of it is written; - is standard output
    #[arg(short, long, alias = "results-file", value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum DataFormat {
    #[value(alias = "turtle")]
    Ttl,
    Trig,
    #[value(alias = "ntriples")]
    Nt,
    #[value(alias = "nquads")]
    Nq,
    #[value(aliases = ["rdf", "xml"])]
    Rdfxml,
    #[value(alias = "json-ld")]
    Jsonld,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum PlainFormat {
    #[default]
    Text,
    Json,
}

/// Options that all verbs of a kind have: the sources, and the form of the answer.
#[derive(Debug, Args)]
pub struct AnswerArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub format: PlainFormat,
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// A number of any length; what is past the largest one that the machine counts to is that one.
fn any_number(text: &str) -> Result<usize, String> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("it is no whole number".to_owned());
    }
    Ok(text.parse().unwrap_or(usize::MAX))
}
