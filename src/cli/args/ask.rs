//! The verbs that ask: query, search, show, stats.

use super::{AnswerArgs, DataArgs, OutputArgs, PlainFormat, any_number};
use crate::cli::completions::{entity_names, view_names};
use clap::builder::BoolishValueParser;
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::ArgValueCompleter;
use std::path::PathBuf;

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
  westlake query queries/companies.rq --format csv --csv-safe -o companies.csv
  westlake query --data people.nt.gz --format csv 'SELECT * { ?s ?p ?o } LIMIT 10'
  westlake query 'SELECT ?what { ?who wl:owns ?what }' --param who=:Alibaba
  westlake query --timeout 10 'SELECT (COUNT(*) AS ?n) { ?a wl:owns* ?b . ?c wl:owns* ?d }'
  echo 'ASK { ?s ?p ?o }' | westlake query -")]
pub struct QueryArgs {
    /// A file, the query itself, or - for standard input
    #[arg(value_name = "FILE.rq | TEXT | -", value_hint = ValueHint::FilePath)]
    pub query: Option<String>,
    /// The same, as other programs call it
    #[arg(
        long = "query",
        value_name = "FILE.rq | TEXT | -",
        hide = true,
        conflicts_with = "query"
    )]
    pub query_option: Option<String>,
    /// A file with the query, whatever its name
    #[arg(long, value_name = "FILE", hide = true, conflicts_with_all = ["query", "query_option"])]
    pub query_file: Option<PathBuf>,
    /// Give a variable a value, a term in Turtle syntax: who=:DeepSeek, n=5, name='"Li"@en'. Repeatable
    #[arg(long, value_name = "NAME=VALUE")]
    pub param: Vec<String>,
    /// How to print it: table, csv, tsv, json, xml, md; for graphs ttl, nt, nq, trig, rdfxml, jsonld
    #[arg(
        long,
        aliases = ["results", "results-format"],
        value_enum,
        ignore_case = true,
        value_name = "FORMAT",
        help_heading = "Output"
    )]
    pub format: Option<AnswerFormat>,
    /// Only look for mistakes in the query; with --format json they are printed for an editor
    #[arg(long)]
    pub check: bool,
    /// Never cut a table to the terminal's width
    #[arg(long, help_heading = "Output", value_parser = BoolishValueParser::new())]
    pub wide: bool,
    /// In CSV, put an apostrophe before what a spreadsheet would run, such as =1+1
    #[arg(long, help_heading = "Output")]
    pub csv_safe: bool,
    /// Print names in place of IRIs
    #[arg(long, help_heading = "Output")]
    pub labels: bool,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, add = ArgValueCompleter::new(view_names), value_name = "VIEW", default_value = "asserted")]
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
    #[value(alias = "text")]
    Table,
    Csv,
    Tsv,
    #[value(alias = "srj")]
    Json,
    #[value(alias = "srx")]
    Xml,
    #[value(alias = "markdown")]
    Md,
    #[value(alias = "turtle")]
    Ttl,
    #[value(aliases = ["ntriples", "n-triples"])]
    Nt,
    #[value(aliases = ["nquads", "n-quads"])]
    Nq,
    Trig,
    #[value(aliases = ["rdf", "rdf/xml"])]
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
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub source: Vec<String>,
    /// Show all facts of a group, not only 20
    #[arg(long)]
    pub all: bool,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed
    #[arg(long, add = ArgValueCompleter::new(view_names), value_name = "VIEW", default_value = "all")]
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
    #[arg(long, add = ArgValueCompleter::new(view_names), value_name = "VIEW", default_value = "all")]
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
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = any_number)]
    pub top: usize,
    #[command(flatten)]
    pub answer: AnswerArgs,
}
