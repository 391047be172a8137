//! The verbs that hand on: export, completions, man.

use super::{DataArgs, OutputArgs};
use crate::cli::completions::{entity_names, view_names};
use clap::{Args, ValueEnum};
use clap_complete::ArgValueCompleter;
use std::path::PathBuf;

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
  westlake export --format ttl --query 'DESCRIBE ?who' --param who=:DeepSeek
  westlake export --format csv -o gephi/
  westlake export --format csv --csv-safe -o sheets/")]
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
    /// In csv, put an apostrophe before what a spreadsheet would run, such as =1+1
    #[arg(long, help_heading = "Output")]
    pub csv_safe: bool,
    /// Only what is around this entity
    #[arg(long, value_name = "ENTITY", conflicts_with = "query", add = ArgValueCompleter::new(entity_names))]
    pub entity: Option<String>,
    /// How far around it [default: 1]
    #[arg(long, value_name = "N", requires = "entity")]
    pub hops: Option<usize>,
    /// The graph that this CONSTRUCT or DESCRIBE makes
    #[arg(long, value_name = "FILE.rq | TEXT | -")]
    pub query: Option<String>,
    /// Give a variable of the query a value, a term in Turtle syntax: who=:DeepSeek. Repeatable
    #[arg(long, value_name = "NAME=VALUE", requires = "query")]
    pub param: Vec<String>,
    /// Which facts count: asserted, all, or statuses such as Reported,Claimed [default: asserted; all for pictures]
    #[arg(long, add = ArgValueCompleter::new(view_names), value_name = "VIEW")]
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
