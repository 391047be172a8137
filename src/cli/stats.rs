//! `westlake stats`: what the graph holds.

use super::args::StatsArgs;
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::explore::graph_stats;

/// Rows of a list without `--all`.
const ROWS_MAX: usize = 20;

pub fn run(args: &StatsArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let stats = graph_stats(&view, &data::namer(&args.data, &database));
    let rows_max = if args.all { usize::MAX } else { ROWS_MAX };
    terminal.answer(&stats, args.format, &args.output, |stats| {
        stats.to_text(database.prefixes(), rows_max)
    })?;
    if stats.quads == 0 {
        terminal.note("The data holds no triples.");
    }
    Ok(())
}
