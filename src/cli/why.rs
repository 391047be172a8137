//! `westlake why`: what connects entities.

use super::args::WhyArgs;
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::explore::{WhyAnswer, WhyOptions};
use crate::names::EntityFinder;

pub fn run(args: &WhyArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.answer.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let namer = data::namer(&args.answer.data, &database);
    let finder = EntityFinder::new(namer.labels(), database.prefixes());
    let entities =
        args.entities.iter().map(|name| finder.find(name)).collect::<Result<Vec<_>, _>>()?;
    let sources = data::sources(&args.source, view.snapshot(), database.prefixes())?;
    let options = WhyOptions { count: args.count };
    let answer = WhyAnswer::of(&view, &entities, options, &namer, &sources, &terminal.limits())?;
    terminal.answer(&answer, args.answer.format, &args.answer.output, |answer| {
        answer.to_text(database.prefixes())
    })
}
