//! `why`: what connects entities.

use super::endpoint::{Asked, Content, Endpoint, schema_of};
use super::parameters::{Kind, NAME, Parameter, Presence};
use super::{AMBIGUOUS, UNKNOWN};
use crate::explore::{WhyAnswer, WhyOptions};
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;

pub const WHY: Endpoint = Endpoint {
    name: "why",
    summary: "What connects entities most tellingly",
    about: "A way through a hub tells little, and weak evidence costs more: the best connections come first, and what was left \
            out is said.",
    parameters: &[
        Parameter::new("entity", NAME, "An entity; two of them or more.")
            .present(Presence::Times { min: 2, max: 16 })
            .example("Alibaba"),
        Parameter::new(
            "count",
            Kind::Number { min: 0, max: 1000 },
            "How many connections between two entities at most.",
        )
        .default("3"),
        Parameter::status("all"),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[UNKNOWN, AMBIGUOUS],
    content: Content::Json(schema_of::<WhyAnswer>),
    bodies: &[],
    work: answer,
};

fn answer(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let (values, namer) = (&asked.values, asked.namer());
    let view = asked.view()?;
    let entities = values.all("entity").map(|name| asked.entity(name));
    let entities = entities.collect::<Result<Vec<_>, _>>()?;
    let options = WhyOptions { count: values.number("count") };
    let sources = asked.reading.sources();
    let found = WhyAnswer::of(&view, &entities, options, namer, sources, asked.limits)?;
    asked.write_json(writer, &found)
}
