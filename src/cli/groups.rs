//! `westlake components` and `westlake communities`: what belongs together.

use super::args::{AnswerArgs, CommunitiesArgs, ComponentsArgs};
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::database::Database;
use crate::explore::{Partition, PartitionOptions};

pub fn components(args: &ComponentsArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.answer.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let namer = data::namer(&args.answer.data, &database);
    let found = Partition::components(&view, options(args.all), &namer, &terminal.limits())?;
    print(&found, "components", &args.answer, &database, terminal)
}

pub fn communities(args: &CommunitiesArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.answer.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let namer = data::namer(&args.answer.data, &database);
    let (options, limits) = (options(args.all), terminal.limits());
    let found = Partition::communities(&view, args.seed, options, &namer, &limits)?;
    print(&found, "communities", &args.answer, &database, terminal)
}

fn options(all: bool) -> PartitionOptions {
    if all {
        PartitionOptions { groups_max: usize::MAX, members_max: usize::MAX }
    } else {
        PartitionOptions { groups_max: 20, members_max: 8 }
    }
}

fn print(
    found: &Partition,
    kind: &str,
    args: &AnswerArgs,
    database: &Database,
    terminal: &Terminal,
) -> Result<(), CliError> {
    terminal
        .answer(found, args.format, &args.output, |found| found.to_text(kind, database.prefixes()))
}
