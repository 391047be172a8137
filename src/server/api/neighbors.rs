//! `neighbors`: who is near an entity.

use super::endpoint::{Asked, Content, Endpoint, schema_of};
use super::parameters::{Kind, NAME, Parameter, Presence};
use super::{AMBIGUOUS, UNKNOWN};
use crate::explore::{NeighborOptions, Neighbors, resolve_property};
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;
use crate::traverse::Direction;

pub const NEIGHBORS: Endpoint = Endpoint {
    name: "neighbors",
    summary: "Who is near an entity",
    about: "Grouped by how many steps away they are; `total` says how many there are at that distance.",
    parameters: &[
        Parameter::entity(),
        Parameter::new("hops", Kind::Number { min: 0, max: 32 }, "How many steps away at most.")
            .default("1"),
        Parameter::new("via", NAME, "Only along this property.")
            .present(Presence::Times { min: 0, max: 32 })
            .example("founded"),
        Parameter::new(
            "direction",
            Kind::Choice(&["out", "in", "both"]),
            "Along edges, against them, or both.",
        )
        .default("both"),
        Parameter::new("limit", Kind::Number { min: 0, max: 1000 }, "The most of a group.")
            .default("20"),
        Parameter::status("all"),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[UNKNOWN, AMBIGUOUS],
    content: Content::Json(schema_of::<Neighbors>),
    bodies: &[],
    work: answer,
};

fn answer(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let (values, namer) = (&asked.values, asked.namer());
    let view = asked.view()?;
    let entity = asked.entity(values.text("entity"))?;
    let via = values.all("via").map(|name| resolve_property(name, &view, namer));
    let options = NeighborOptions {
        hops_max: values.number("hops"),
        via: via.collect::<Result<_, _>>()?,
        direction: match values.text("direction") {
            "out" => Direction::Forward,
            "in" => Direction::Backward,
            _ => Direction::Any,
        },
        group_nodes_max: values.number("limit"),
    };
    let sources = asked.reading.sources();
    let found = Neighbors::of(&view, entity, &options, namer, sources, asked.limits)?;
    asked.write_json(writer, &found)
}
