//! `westlake mcp`: the graph for a program that speaks the Model Context Protocol over standard input and output.

use super::args::McpArgs;
use super::data;
use super::end_signals::EndSignals;
use super::error::CliError;
use super::output::Terminal;
use super::timeout::Timeout;
use crate::server::{ServerLimits, serve_lines};
use std::io;

pub fn run(args: &McpArgs, terminal: &Terminal) -> Result<(), CliError> {
    let served = data::served(&args.served, terminal)?;
    let time = args.time.timeout.map_or(ServerLimits::default().time, Timeout::time);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| CliError::Failed(format!("the server can't be started: {error}")))?;
    let done = runtime.block_on(async {
        let mut signals = EndSignals::catch();
        serve_lines(served, time, io::stdin(), io::stdout(), signals.next()).await
    });
    // What is still worked on isn't waited for.
    runtime.shutdown_background();
    done.map_err(|error| CliError::Failed(error.to_string()))
}
