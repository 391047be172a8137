//! `westlake show`: an entity's card.

use super::args::{ShowArgs, TextFormat};
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::explore::{Card, CardOptions};
use crate::names::resolve_entity;

pub fn run(args: &ShowArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let namer = data::namer(&args.data, &database);
    let entity = resolve_entity(&args.entity, namer.labels(), database.prefixes())?;
    let sources = data::sources(&args.source, view.snapshot(), database.prefixes())?;
    let group_facts_max =
        if args.all { usize::MAX } else { CardOptions::default().group_facts_max };
    let card = Card::build(&view, entity, &namer, &sources, CardOptions { group_facts_max });
    let mut output = terminal.output(args.output.output.as_deref())?;
    match args.format {
        TextFormat::Text => output.text(&card.to_text(database.prefixes()))?,
        TextFormat::Md => output.write(&card.to_markdown(database.prefixes()))?,
        TextFormat::Json => output.json(&card)?,
    }
    output.finish()
}
