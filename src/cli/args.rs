//! The command line: every verb and option, defined once. Help and errors come from here.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const HELP_TEMPLATE: &str = "\
{about}

{usage-heading} {usage}

\x1b[1mAsk\x1b[0m
  query     Answer a SPARQL query
  show      Show what is known of an entity, each fact with its origin
  stats     Count what the graph holds

\x1b[1mProve\x1b[0m
  evidence  Check every fact's evidence against the sources
  cite      Turn words of a source into evidence for a fact

\x1b[1mHand on\x1b[0m
  export    Write the graph in a standard format

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
    Show(ShowArgs),
    Stats(StatsArgs),
    Evidence(EvidenceArgs),
    Cite(CiteArgs),
    Export(ExportArgs),
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
