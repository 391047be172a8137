//! `westlake search`: entities by name.

use super::args::SearchArgs;
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::evidence::ViewSpec;
use crate::explore::SearchAnswer;

pub fn run(args: &SearchArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.answer.data, terminal)?;
    let view = database.view(ViewSpec::All);
    let namer = data::namer(&args.answer.data, &database);
    let answer = SearchAnswer::of(&view, &args.text, args.top, &namer);
    terminal.answer(&answer, args.answer.format, &args.answer.output, |answer| {
        answer.to_text(database.prefixes())
    })?;
    if answer.total == 0 {
        terminal.note("No entity has such a name.");
    }
    Ok(())
}
