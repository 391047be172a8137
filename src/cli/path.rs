//! `westlake path`: the shortest ways between two entities.

use super::args::{PathArgs, PathDirection};
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::evidence::View;
use crate::explore::{Namer, PathAnswer, PathOptions, PropertyError, resolve_property};
use crate::model::TermId;
use crate::names::{EntityError, EntityFinder};
use crate::traverse::Direction;

pub fn run(args: &PathArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.answer.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let namer = data::namer(&args.answer.data, &database);
    let finder = EntityFinder::new(namer.labels(), database.prefixes());
    let ends = [finder.find(&args.from)?, finder.find(&args.to)?];
    let sources = data::sources(&args.source, view.snapshot(), database.prefixes())?;
    let via = args.via.iter().map(|name| resolve_property(name, &view, &namer));
    let avoid = args.avoid.iter().map(|name| property_or_entity(name, &view, &namer, &finder));
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

fn property_or_entity(
    name: &str,
    view: &View,
    namer: &Namer,
    finder: &EntityFinder<'_>,
) -> Result<TermId, CliError> {
    match resolve_property(name, view, namer) {
        Ok(property) => Ok(property),
        Err(error @ PropertyError::Ambiguous { .. }) => Err(error.into()),
        Err(PropertyError::Unknown { .. }) => finder.find(name).map_err(|error| match error {
            EntityError::Unknown { name, .. } => CliError::Failed(format!(
                "--avoid: neither a property nor an entity is named \"{name}\""
            )),
            other => other.into(),
        }),
    }
}
