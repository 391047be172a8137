//! `westlake completions` and `westlake man`: what a shell and a reader of manuals want to know of the command.
//!
//! A shell's script asks the program itself what could stand at the cursor, by calling it with `COMPLETE` in the environment: so
//! names of entities complete too.

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::environment;
use super::error::CliError;
use super::output::Terminal;
use crate::database::Database;
use crate::evidence::{Status, ViewSpec};
use crate::explore::property_phrases;
use crate::names::NameIndex;
use clap::CommandFactory;
use clap_complete::CompletionCandidate;
use clap_complete::env::{CompleteEnv, Shells};
use std::ffi::OsStr;
use std::fs;

/// The variable by which a shell's script asks.
const VARIABLE: &str = "COMPLETE";
/// The most names that are offered at once.
const NAMES_MAX: usize = 50;

/// Answers a shell that asks what could stand at the cursor; returns if none does.
pub fn answer_shell() {
    CompleteEnv::with_factory(Cli::command).var(VARIABLE).complete();
}

/// The names of the article's entities that begin with what was typed, or are nearly so.
pub fn entity_names(typed: &OsStr) -> Vec<CompletionCandidate> {
    let database = Database::article();
    let namer = database.namer();
    let index = NameIndex::of(namer.labels(), &database.view(ViewSpec::All));
    let typed = plain(typed);
    offered(index.search(&typed).into_iter().map(|found| found.name), &typed)
}

/// The phrases of the article's properties.
pub fn property_names(typed: &OsStr) -> Vec<CompletionCandidate> {
    let database = Database::article();
    let phrases = property_phrases(&database.view(ViewSpec::All), &database.namer());
    offered(phrases.into_iter(), &plain(typed))
}

/// The names of views.
pub fn view_names(typed: &OsStr) -> Vec<CompletionCandidate> {
    let statuses = Status::ALL.map(|status| status.name().to_owned());
    let views = ["asserted".to_owned(), "all".to_owned()];
    offered(views.into_iter().chain(statuses), &plain(typed))
}

/// What was typed, without the quote and the backslashes that a shell hands on.
fn plain(typed: &OsStr) -> String {
    typed.to_string_lossy().trim_start_matches(['"', '\'']).replace('\\', "")
}

/// The shell drops what doesn't begin with the typed text.
fn offered(names: impl Iterator<Item = String>, typed: &str) -> Vec<CompletionCandidate> {
    let typed = typed.to_lowercase();
    let names = names.filter(|name| name.to_lowercase().starts_with(&typed));
    names.take(NAMES_MAX).map(CompletionCandidate::new).collect()
}

pub fn completions(args: &CompletionsArgs, terminal: &Terminal) -> Result<(), CliError> {
    let shell = args.shell.to_string();
    let failed = |why: String| CliError::Failed(format!("no completions for {shell}: {why}"));
    let shells = Shells::builtins();
    let completer = shells.completer(&shell).ok_or_else(|| failed("it is unknown".to_owned()))?;
    let mut script = Vec::new();
    completer
        .write_registration(VARIABLE, "westlake", "westlake", "westlake", &mut script)
        .map_err(|error| failed(error.to_string()))?;
    // bash quotes the blanks of what it inserts only if it takes it for the name of a file.
    let script =
        String::from_utf8_lossy(&script).replace(" -o nosort ", " -o nosort -o filenames ");
    let mut output = terminal.output(None)?;
    output.write(&script)?;
    output.finish()
}

pub fn man(args: &ManArgs) -> Result<(), CliError> {
    let failed = |source| CliError::Output { file: args.output.display().to_string(), source };
    fs::create_dir_all(&args.output).map_err(failed)?;
    clap_mangen::generate_to(environment::command(), &args.output).map_err(failed)
}
