//! The command line: every verb and option, defined once. Help and errors come from here.

use super::completions::entity_names;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::ArgValueCompleter;
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
  completions  Print completions for a shell
  man          Write the manual pages

\x1b[1mOptions\x1b[0m
{options}
{after-help}";

const EXAMPLES: &str = "\
Without --data or --named-graph the data is the graph of one news article that comes with the program.

\x1b[1mExamples\x1b[0m
  westlake query queries/companies.rq
  westlake query 'SELECT ?who { ?who wl:founded :DeepSeek }' --labels
  westlake show \"Liang Wenfeng\"
  westlake stats --data my.ttl.gz --named-graph http://example.com/g=more.nt
  westlake export --format jsonld -o graph.jsonld";

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
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: ColorWhen,
    /// Print no notes, only answers and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
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
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Where the data comes from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Data")]
pub struct DataArgs {
    /// Load this file into the default graph; - is standard input. Repeatable
    #[arg(long, value_name = "FILE")]
    pub data: Vec<String>,
    /// Load a file into a named graph. Repeatable
    #[arg(long, value_name = "IRI=FILE")]
    pub named_graph: Vec<String>,
    /// The syntax of standard input: ttl, trig, nt, nq, rdfxml, jsonld
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
    /// Write the answer to this file, which is replaced only when all of it is written
    #[arg(short, long, value_name = "FILE")]
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

/// Answer a SPARQL query
///
/// SELECT and ASK, CONSTRUCT and DESCRIBE, of SPARQL 1.1 and 1.2. The prefixes :, wl:, rdf:, rdfs:, xsd:, schema:,
/// skos:, prov:, oa:, owl: and those that the data declares need no PREFIX line.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake query queries/companies.rq
  westlake query 'SELECT ?what ?fact { :Alibaba wl:owns ?what ~ ?fact }'
  westlake query --status all 'ASK { :LiQiang wl:workedIn :Zhejiang }'
  westlake query --data people.nt.gz --format csv 'SELECT * { ?s ?p ?o } LIMIT 10'
  echo 'ASK { ?s ?p ?o }' | westlake query -")]
pub struct QueryArgs {
    /// A file, the query itself, or - for standard input
    #[arg(value_name = "FILE.rq | TEXT | -")]
    pub query: Option<String>,
    /// How to print it: table, csv, tsv, json, xml, md; for graphs ttl, nt, nq, trig, rdfxml, jsonld
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<AnswerFormat>,
    /// Never cut a table to the terminal's width
    #[arg(long, help_heading = "Output")]
    pub wide: bool,
    /// Print names in place of IRIs
    #[arg(long, help_heading = "Output")]
    pub labels: bool,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, value_name = "VIEW", default_value = "asserted")]
    pub status: String,
    /// Let the default graph be the union of all graphs
    #[arg(long)]
    pub union_default_graph: bool,
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum AnswerFormat {
    Table,
    Csv,
    Tsv,
    Json,
    Xml,
    Md,
    #[value(alias = "turtle")]
    Ttl,
    #[value(alias = "ntriples")]
    Nt,
    #[value(alias = "nquads")]
    Nq,
    Trig,
    #[value(alias = "rdf")]
    Rdfxml,
    #[value(alias = "json-ld")]
    Jsonld,
}

/// Show what is known of an entity, each fact with its origin
///
/// An ENTITY is an IRI, a prefixed name, or a name in any case and accents. A line that begins with ? is not asserted:
/// somebody says, thinks or plans it.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake show \"Liang Wenfeng\"
  westlake show :DeepSeek --source article.txt
  westlake show zhejiang --status Reported,Derived --format md")]
pub struct ShowArgs {
    /// The entity
    #[arg(add = ArgValueCompleter::new(entity_names))]
    pub entity: String,
    /// Show the words of this file under each fact; IRI=FILE says which document it is. Repeatable
    #[arg(long, value_name = "FILE")]
    pub source: Vec<String>,
    /// Show all facts of a group, not only 20
    #[arg(long)]
    pub all: bool,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, value_name = "VIEW", default_value = "all")]
    pub status: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub format: TextFormat,
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum TextFormat {
    #[default]
    Text,
    Md,
    Json,
}

/// Count what the graph holds
///
/// Facts by class, predicate and status, apart from the annotations that carry them, and how many rest on evidence.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake stats
  westlake stats --data graph.nq --format json")]
pub struct StatsArgs {
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, value_name = "VIEW", default_value = "all")]
    pub status: String,
    /// List all classes and predicates, not only 20
    #[arg(long)]
    pub all: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub format: PlainFormat,
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum PlainFormat {
    #[default]
    Text,
    Json,
}

/// Check every fact's evidence against the sources
///
/// Prints each fact with its status, its speaker and, where the source is given, the words that prove it. A span that
/// doesn't fit its document is an error; spans of documents that aren't given are reported as unchecked.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake evidence --source article.txt
  westlake evidence --source https://westlake.example/id/article=changed.txt
  westlake evidence --data my.ttl --source report.txt --require")]
pub struct EvidenceArgs {
    /// A document's text, found by its digest; IRI=FILE says which document it is. Repeatable
    #[arg(long, value_name = "FILE")]
    pub source: Vec<String>,
    /// Fail if a fact has neither evidence nor the status Editorial
    #[arg(long)]
    pub require: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub format: PlainFormat,
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Turn words of a source into evidence for a fact
///
/// Finds the words in the source and prints their evidence node as Turtle, ready to paste; with --fact the whole
/// annotated triple.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake cite --source report.txt 'opened a plant in Lyon'
  westlake cite --source report.txt 'Lyon' --nth 2
  westlake cite --source report.txt 'opened a plant in Lyon' --fact ':Acme wl:locatedIn :Lyon' --status reported
  westlake cite --source report.txt 'we will grow' --fact ':Acme wl:outlook \"growth\"' --status planned --said-by :Acme")]
pub struct CiteArgs {
    /// The words, exactly as the source has them
    pub words: String,
    /// The source; IRI=FILE says which document it is
    #[arg(long, value_name = "FILE")]
    pub source: String,
    /// Which occurrence of the words, from 1
    #[arg(long, value_name = "N")]
    pub nth: Option<usize>,
    /// The fact that they prove, one triple in Turtle
    #[arg(long, value_name = "TRIPLE", requires = "status")]
    pub fact: Option<String>,
    /// How the source holds the fact: reported, derived, editorial, claimed, opinion, planned
    #[arg(long, value_name = "STATUS", requires = "fact")]
    pub status: Option<String>,
    /// Who says so: an entity
    #[arg(long, value_name = "ENTITY", requires = "fact")]
    pub said_by: Option<String>,
    /// The label of a statement [default: made of the speaker and the fact]
    #[arg(long, value_name = "TEXT", requires = "fact")]
    pub label: Option<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = "Output")]
    pub format: CiteFormat,
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum CiteFormat {
    #[default]
    Ttl,
    Json,
}

/// Write the graph in a standard format, or as a picture
///
/// RDF: ttl, trig, nt, nq, rdfxml, jsonld. JSON-LD 1.1 has no triple terms: there each reifier is written as an
/// rdf:Statement.
///
/// Pictures: dot (Graphviz), graphml, gexf (Gephi), cytoscape, mermaid (Markdown), csv (nodes.csv and edges.csv, in the
/// folder that -o names). Nodes are entities and statements, edges the relations between them; literals and figures are
/// attributes, several joined by " | ". An edge that nobody asserts is dashed or dotted, or asserted=false.
///
/// With --entity an RDF format holds what a picture would show, and all that proves it: the triples between the entities
/// near by, their literals and figures, each fact's status, speaker, evidence and premises, and the names of all that is
/// mentioned.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake export --format ttl
  westlake export --format jsonld -o graph.jsonld
  westlake export --data graph.trig --format nq --status all
  westlake export --format dot --entity Hangzhou | dot -Tsvg > hangzhou.svg
  westlake export --format ttl --entity \"Liang Wenfeng\" --hops 2
  westlake export --format mermaid --query queries/network.rq
  westlake export --format csv -o gephi/")]
pub struct ExportArgs {
    /// The format: ttl, trig, nt, nq, rdfxml, jsonld; dot, graphml, gexf, cytoscape, mermaid, csv
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        help_heading = "Output",
        hide_possible_values = true
    )]
    pub format: ExportFormat,
    /// Only what is around this entity
    #[arg(long, value_name = "ENTITY", conflicts_with = "query")]
    pub entity: Option<String>,
    /// How far around it [default: 1]
    #[arg(long, value_name = "N", requires = "entity")]
    pub hops: Option<usize>,
    /// The graph that this CONSTRUCT or DESCRIBE makes
    #[arg(long, value_name = "FILE.rq | TEXT | -")]
    pub query: Option<String>,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed [default: asserted; all for pictures]
    #[arg(long, value_name = "VIEW")]
    pub status: Option<String>,
    #[command(flatten)]
    pub data: DataArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ExportFormat {
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
    Dot,
    Graphml,
    Gexf,
    Cytoscape,
    Mermaid,
    Csv,
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

/// Find entities by name
///
/// Case, accents and width don't count; the beginning of a word will do; one typing error is forgiven from four letters
/// on, two from eight.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake search liang
  westlake search 'deep seak'")]
pub struct SearchArgs {
    /// What to look for
    #[arg(add = ArgValueCompleter::new(entity_names))]
    pub text: String,
    /// The most entities that are listed
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub top: usize,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

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
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub hops: usize,
    /// Only along this property. Repeatable
    #[arg(long, value_name = "PROPERTY")]
    pub via: Vec<String>,
    /// Along edges, against them, or both
    #[arg(long, value_enum, default_value_t, value_name = "WAY")]
    pub direction: EdgeDirection,
    /// Show all of a group, not only 20
    #[arg(long)]
    pub all: bool,
    /// Show the words of this file under each fact; IRI=FILE says which document it is. Repeatable
    #[arg(long, value_name = "FILE")]
    pub source: Vec<String>,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, value_name = "VIEW", default_value = "all")]
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
    #[arg(long, value_name = "N", default_value_t = 6)]
    pub max_hops: usize,
    /// How many ways at most
    #[arg(long, value_name = "K", default_value_t = 1)]
    pub count: usize,
    /// Only along this property. Repeatable
    #[arg(long, value_name = "PROPERTY")]
    pub via: Vec<String>,
    /// Never along this property, or through this entity. Repeatable
    #[arg(long, value_name = "PROPERTY|ENTITY")]
    pub avoid: Vec<String>,
    /// Along edges in any direction, or forward only
    #[arg(long, value_enum, default_value_t, value_name = "WAY")]
    pub direction: PathDirection,
    /// Show the words of this file under each fact; IRI=FILE says which document it is. Repeatable
    #[arg(long, value_name = "FILE")]
    pub source: Vec<String>,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, value_name = "VIEW", default_value = "all")]
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
    #[arg(long, value_name = "K", default_value_t = 3)]
    pub count: usize,
    /// Show the words of this file under each fact; IRI=FILE says which document it is. Repeatable
    #[arg(long, value_name = "FILE")]
    pub source: Vec<String>,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, value_name = "VIEW", default_value = "all")]
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
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub top: usize,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, value_name = "VIEW", default_value = "asserted")]
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
    #[arg(long, value_name = "VIEW", default_value = "asserted")]
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
    #[arg(long, value_name = "VIEW", default_value = "asserted")]
    pub status: String,
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// Print completions for a shell
///
/// They complete verbs, options, and the names of the article's entities.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake completions bash > ~/.local/share/bash-completion/completions/westlake
  westlake completions zsh > ~/.zfunc/_westlake")]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Write the manual pages
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake man -o ~/.local/share/man/man1")]
pub struct ManArgs {
    /// The folder for the pages, which is made if need be
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
}
