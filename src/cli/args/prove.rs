//! The verbs of evidence: evidence, cite.

use super::{DataArgs, OutputArgs, PlainFormat};
use crate::cli::completions::entity_names;
use clap::{Args, ValueEnum, ValueHint};
use clap_complete::ArgValueCompleter;
use std::path::PathBuf;

/// Check every fact's evidence against the sources
///
/// Prints each fact with its status, its speaker and, where the source is given, the words that prove it. A span that
/// doesn't fit its document is an error; spans of documents that aren't given are reported as unchecked.
///
/// With --relocate the source is a changed copy of its document: a newer page, other line ends, a paragraph put in front.
/// The spans are found again by the digests of what stands around them, then by their own. Each is unchanged, moved, changed
/// (in letters such as quotes only, or in its words) or gone; those that a person must look at are listed with what rests
/// on them. With several documents in the data, IRI=FILE says which one FILE is a copy of.
///
/// Exits with 1 if a span is wrong. With --relocate, which reports what it finds, only --require makes it fail.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake evidence --source article.txt
  westlake evidence --source https://westlake.example/id/article=changed.txt
  westlake evidence --data my.ttl --source report.txt --require
  westlake evidence --data my.ttl --relocate --source changed.txt --write new.ttl")]
pub struct EvidenceArgs {
    /// A document's text, found by its digest; IRI=FILE says which document it is. Repeatable
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub source: Vec<String>,
    /// Fail if a fact has neither evidence nor the status Editorial; with --relocate, if a span isn't found again
    #[arg(long)]
    pub require: bool,
    /// Find the spans again in a changed copy of their document, which --source gives
    #[arg(long, requires = "source")]
    pub relocate: bool,
    /// Write the graph with the new places of the spans that are found again: ttl, trig, nt, nq or rdf by the file's name.
    /// Nothing is written if --require fails
    #[arg(long, value_name = "FILE", requires = "relocate", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub write: Option<PathBuf>,
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
  westlake cite --source report.txt 'Lyon' --nth 2 --prefixes > my.ttl
  westlake cite --source report.txt 'opened a plant in Lyon' --fact ':Acme wl:locatedIn :Lyon' --status reported
  westlake cite --source report.txt 'we will grow' --fact ':Acme wl:outlook \"growth\"' --status planned --said-by :Acme")]
pub struct CiteArgs {
    /// The words, exactly as the source has them
    pub words: String,
    /// The source; IRI=FILE says which document it is
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
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
    #[arg(long, value_name = "ENTITY", requires = "fact", add = ArgValueCompleter::new(entity_names))]
    pub said_by: Option<String>,
    /// The label of a statement [default: made of the speaker and the fact]
    #[arg(long, value_name = "TEXT", requires = "fact")]
    pub label: Option<String>,
    /// Begin with the prefixes, so that the output is a file of its own
    #[arg(long, help_heading = "Output")]
    pub prefixes: bool,
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
