//! `westlake why`: what connects entities.

use super::args::{PlainFormat, WhyArgs};
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::explore::{WhyAnswer, WhyOptions};
use crate::model::Limits;
use crate::names::resolve_entity;

pub fn run(args: &WhyArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.answer.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let namer = data::namer(&args.answer.data, &database);
    let entities = args
        .entities
        .iter()
        .map(|name| resolve_entity(name, namer.labels(), database.prefixes()))
        .collect::<Result<Vec<_>, _>>()?;
    let sources = data::sources(&args.source, view.snapshot(), database.prefixes())?;
    let options = WhyOptions { count: args.count };
    let answer = WhyAnswer::of(&view, &entities, options, &namer, &sources, &Limits::default())?;
    let mut output = terminal.output(args.answer.output.output.as_deref())?;
    match args.answer.format {
        PlainFormat::Json => output.json(&answer)?,
        PlainFormat::Text => output.text(&answer.to_text(database.prefixes()))?,
    }
    output.finish()
}
