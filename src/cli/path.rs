//! `westlake path`: the shortest ways between two entities.

use super::args::{PathArgs, PathDirection};
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::explore::{
    PathAnswer, PathOptions, PropertyOrEntityError, resolve_property, resolve_property_or_entity,
};
use crate::names::EntityFinder;
use crate::traverse::Direction;

pub fn run(args: &PathArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.answer.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let namer = data::namer(&args.answer.data, &database);
    let finder = EntityFinder::new(namer.labels(), database.prefixes());
    let ends = [finder.find(&args.from)?, finder.find(&args.to)?];
    let sources = data::sources(&args.source, view.snapshot(), database.prefixes())?;
    let via = args.via.iter().map(|name| resolve_property(name, &view, &namer));
    let avoid = args
        .avoid
        .iter()
        .map(|name| resolve_property_or_entity(name, &view, &namer, &finder).map_err(avoid_error));
    let options = PathOptions {
        hops_max: args.max_hops,
        count: args.count,
        via: via.collect::<Result<_, _>>()?,
        avoid: avoid.collect::<Result<_, CliError>>()?,
        direction: match args.direction {
            PathDirection::Any => Direction::Any,
            PathDirection::Forward => Direction::Forward,
        },
    };
    let answer = PathAnswer::of(&view, ends, &options, &namer, &sources, &terminal.limits())?;
    terminal.answer(&answer, args.answer.format, &args.answer.output, |answer| {
        answer.to_text(database.prefixes())
    })?;
    if args.count == 0 {
        terminal.note("--count 0 asks for no way.");
    }
    Ok(())
}

fn avoid_error(error: PropertyOrEntityError) -> CliError {
    match error {
        PropertyOrEntityError::Unknown { .. } => CliError::Failed(format!("--avoid: {error}")),
        PropertyOrEntityError::Property(error) => error.into(),
        PropertyOrEntityError::Entity(error) => error.into(),
    }
}
