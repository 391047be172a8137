//! The command `westlake`: one file a verb. It parses arguments, calls the library and prints; it has no logic of its own.
//!
//! Exit codes: 0 ok, also when nothing was found; 1 the work failed; 2 wrong usage. A closed pipe is no error.

mod args;
mod cite;
mod completions;
mod data;
mod error;
mod evidence;
mod export;
mod groups;
mod neighbors;
mod output;
mod path;
mod query;
mod rank;
mod relocate;
mod search;
mod show;
mod stats;
mod table;
mod welcome;
mod why;

use args::{Cli, Verb};
use clap::Parser;
use error::CliError;
use output::Terminal;
use std::process::ExitCode;

/// Room for the recursion of the query parser and evaluator, which is as deep as a query has parts. Only what is used
/// of it takes memory.
const STACK_BYTES: usize = 256 << 20;

/// Runs the command with the process's arguments.
pub fn run() -> ExitCode {
    completions::answer_shell();
    let cli = Cli::parse();
    std::thread::scope(|scope| {
        let run = || run_verb(&cli);
        match std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, run) {
            Ok(thread) => thread.join().unwrap_or(ExitCode::FAILURE),
            // Where so much address space isn't to be had, the stack that there is must do.
            Err(_) => run_verb(&cli),
        }
    })
}

fn run_verb(cli: &Cli) -> ExitCode {
    let terminal = Terminal::new(cli.color, cli.quiet);
    let done = match &cli.verb {
        None => welcome::run(&terminal),
        Some(Verb::Query(args)) => query::run(args, &terminal),
        Some(Verb::Search(args)) => search::run(args, &terminal),
        Some(Verb::Show(args)) => show::run(args, &terminal),
        Some(Verb::Stats(args)) => stats::run(args, &terminal),
        Some(Verb::Neighbors(args)) => neighbors::run(args, &terminal),
        Some(Verb::Path(args)) => path::run(args, &terminal),
        Some(Verb::Why(args)) => why::run(args, &terminal),
        Some(Verb::Rank(args)) => rank::run(args, &terminal),
        Some(Verb::Components(args)) => groups::components(args, &terminal),
        Some(Verb::Communities(args)) => groups::communities(args, &terminal),
        Some(Verb::Evidence(args)) if args.relocate => relocate::run(args, &terminal),
        Some(Verb::Evidence(args)) => evidence::run(args, &terminal),
        Some(Verb::Cite(args)) => cite::run(args, &terminal),
        Some(Verb::Export(args)) => export::run(args, &terminal),
        Some(Verb::Completions(args)) => completions::completions(args, &terminal),
        Some(Verb::Man(args)) => completions::man(args),
    };
    match done {
        // Whoever closed the pipe has seen what they wanted: `westlake query … | head -1`.
        Ok(()) | Err(CliError::ClosedPipe) => ExitCode::SUCCESS,
        Err(error) => {
            terminal.error(&error);
            match error {
                CliError::Usage(_) => ExitCode::from(2),
                _ => ExitCode::FAILURE,
            }
        }
    }
}
