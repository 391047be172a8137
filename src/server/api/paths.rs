//! `paths`: the shortest ways between two entities.

use super::endpoint::{Asked, Content, Endpoint, schema_of};
use super::parameters::{Kind, NAME, Parameter, Presence};
use super::{AMBIGUOUS, UNKNOWN};
use crate::explore::{PathAnswer, PathOptions, resolve_property, resolve_property_or_entity};
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;
use crate::traverse::Direction;

pub const PATHS: Endpoint = Endpoint {
    name: "paths",
    summary: "The shortest ways between two entities",
    about: "Loopless ways, the shortest first; `has_more` says whether there are more.",
    parameters: &[
        Parameter::new("from", NAME, "The entity where the ways start.")
            .present(Presence::Once)
            .example("DeepSeek"),
        Parameter::new("to", NAME, "The entity where they lead.")
            .present(Presence::Once)
            .example("Li Qiang"),
        Parameter::new("max-hops", Kind::Number { min: 0, max: 32 }, "How many steps at most.")
            .default("6"),
        Parameter::new("count", Kind::Number { min: 0, max: 1000 }, "How many ways at most.")
            .default("1"),
        Parameter::new("via", NAME, "Only along this property.")
            .present(Presence::Times { min: 0, max: 32 })
            .example("founded"),
        Parameter::new("avoid", NAME, "Never along this property, or through this entity.")
            .present(Presence::Times { min: 0, max: 32 })
            .example("Zhejiang"),
        Parameter::new(
            "direction",
            Kind::Choice(&["any", "forward"]),
            "Along edges in any direction, or forward only.",
        )
        .default("any"),
        Parameter::status("all"),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[UNKNOWN, AMBIGUOUS],
    content: Content::Json(schema_of::<PathAnswer>),
    bodies: &[],
    work: answer,
};

fn answer(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let (values, namer) = (&asked.values, asked.namer());
    let view = asked.view()?;
    let ends = [asked.entity(values.text("from"))?, asked.entity(values.text("to"))?];
    let finder = asked.reading.finder();
    let via = values.all("via").map(|name| resolve_property(name, &view, namer));
    let avoid =
        values.all("avoid").map(|name| resolve_property_or_entity(name, &view, namer, finder));
    let options = PathOptions {
        hops_max: values.number("max-hops"),
        count: values.number("count"),
        via: via.collect::<Result<_, _>>()?,
        avoid: avoid.collect::<Result<_, _>>()?,
        direction: match values.text("direction") {
            "forward" => Direction::Forward,
            _ => Direction::Any,
        },
    };
    let sources = asked.reading.sources();
    let found = PathAnswer::of(&view, ends, &options, namer, sources, asked.limits)?;
    asked.write_json(writer, &found)
}
