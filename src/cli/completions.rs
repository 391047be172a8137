//! `westlake completions` and `westlake man`: what a shell and a reader of manuals want to know of the command.

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::error::CliError;
use super::output::Terminal;
use clap::CommandFactory;
use std::fs;

pub fn completions(args: &CompletionsArgs, terminal: &Terminal) -> Result<(), CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "westlake", &mut script);
    let mut output = terminal.output(None)?;
    output.write(&String::from_utf8_lossy(&script))?;
    output.finish()
}

pub fn man(args: &ManArgs) -> Result<(), CliError> {
    let failed = |source| CliError::Output { file: args.output.display().to_string(), source };
    fs::create_dir_all(&args.output).map_err(failed)?;
    clap_mangen::generate_to(Cli::command(), &args.output).map_err(failed)
}
