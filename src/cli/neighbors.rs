//! `westlake neighbors`: who is near an entity.

use super::args::{EdgeDirection, NeighborsArgs};
use super::data;
use super::error::CliError;
use super::output::Terminal;
use crate::explore::{NeighborOptions, Neighbors, resolve_property};
use crate::names::resolve_entity;
use crate::traverse::Direction;

pub fn run(args: &NeighborsArgs, terminal: &Terminal) -> Result<(), CliError> {
    let database = data::load(&args.answer.data, terminal)?;
    let view = database.view(data::view_spec(&args.status, &database)?);
    let namer = data::namer(&args.answer.data, &database);
    let entity = resolve_entity(&args.entity, namer.labels(), database.prefixes())?;
    let sources = data::sources(&args.source, view.snapshot(), database.prefixes())?;
    let via = args.via.iter().map(|name| resolve_property(name, &view, &namer));
    let options = NeighborOptions {
        hops_max: args.hops,
        via: via.collect::<Result<_, _>>()?,
        direction: match args.direction {
            EdgeDirection::Out => Direction::Forward,
            EdgeDirection::In => Direction::Backward,
            EdgeDirection::Both => Direction::Any,
        },
        group_nodes_max: if args.all {
            usize::MAX
        } else {
            NeighborOptions::default().group_nodes_max
        },
    };
    let answer = Neighbors::of(&view, entity, &options, &namer, &sources, &terminal.limits())?;
    terminal.answer(&answer, args.answer.format, &args.answer.output, |answer| {
        answer.to_text(database.prefixes())
    })
}
