//! The command `westlake`: one file a verb. It parses arguments, calls the library and prints; it has no logic of its own.
//!
//! Exit codes: 0 ok, also when nothing was found; 1 the work failed; 2 wrong usage; 130 and 143 where a signal ended it. A
//! closed pipe is no error.

mod args;
mod cite;
mod completions;
mod data;
#[cfg(feature = "server")]
mod end_signals;
mod environment;
mod error;
mod evidence;
mod export;
mod groups;
#[cfg(feature = "server")]
mod log;
#[cfg(feature = "server")]
mod mcp;
mod neighbors;
#[cfg(feature = "server")]
mod open_files;
mod output;
mod path;
mod query;
mod rank;
mod relocate;
mod replacement;
mod search;
#[cfg(feature = "server")]
mod serve;
mod show;
mod signals;
mod stats;
mod table;
mod timeout;
mod welcome;
mod why;

use args::{Cli, Verb};
use error::CliError;
use output::{Terminal, print_error};
use std::process::ExitCode;
use std::thread::Builder;
use timeout::{Clock, Timeout};

/// Room for the recursion of the query parser and evaluator, which is as deep as a query has parts. Only what is used
/// of it takes memory.
const STACK_BYTES: usize = 256 << 20;
/// Where so much address space isn't to be had, this much must do.
const STACK_BYTES_LEAST: usize = 8 << 20;

/// Runs the command with the process's arguments.
pub fn run() -> ExitCode {
    completions::answer_shell();
    let cli = environment::parse();
    if !cli.ends_in_order() {
        signals::end_on_signal();
    }
    let timeout = cli.timeout.unwrap_or_else(Timeout::default_here);
    for stack_bytes in [STACK_BYTES, STACK_BYTES_LEAST] {
        // A server gives each request a clock of its own.
        let (clock, watchdog) =
            Clock::new(if cli.ends_in_order() { Timeout::None } else { timeout });
        let ended = std::thread::scope(|scope| {
            let work = || run_verb(&cli, clock, timeout);
            let worker = Builder::new().stack_size(stack_bytes).spawn_scoped(scope, work).ok()?;
            watchdog.wait(|| print_error(cli.color, &timeout.error(cli.work())));
            Some(worker.join().unwrap_or(ExitCode::FAILURE))
        });
        if let Some(exit_code) = ended {
            return exit_code;
        }
    }
    print_error(cli.color, "the system has no memory for a thread");
    ExitCode::FAILURE
}

fn run_verb(cli: &Cli, clock: Clock, timeout: Timeout) -> ExitCode {
    let terminal = Terminal::new(cli.color, cli.quiet, clock);
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
        #[cfg(feature = "server")]
        Some(Verb::Serve(args)) => serve::run(args, &terminal),
        #[cfg(feature = "server")]
        Some(Verb::Mcp(args)) => mcp::run(args, &terminal),
        Some(Verb::Completions(args)) => completions::completions(args, &terminal),
        Some(Verb::Man(args)) => completions::man(args),
    };
    match done {
        // Whoever closed the pipe has seen what they wanted: `westlake query … | head -1`.
        Ok(()) | Err(CliError::ClosedPipe) => ExitCode::SUCCESS,
        Err(error) => {
            // From here on this error is the answer.
            Clock::answered();
            let timed_out = error.is_timeout();
            let mut text = if timed_out { timeout.error(cli.work()) } else { error.to_string() };
            if error.is_of_input() && !cli.variables.is_empty() {
                let variables = cli.variables.join(", ");
                text.push_str(&format!(
                    "\n help: the environment stands in for options: {variables}"
                ));
            }
            print_error(cli.color, &text);
            match error {
                CliError::Usage(_) => ExitCode::from(2),
                _ => ExitCode::FAILURE,
            }
        }
    }
}
