//! `entities`: by name, as one types it.

use super::endpoint::{Asked, Content, Endpoint, schema_of};
use super::parameters::{Kind, Parameter, Presence};
use crate::explore::SearchAnswer;
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;

pub const ENTITIES: Endpoint = Endpoint {
    name: "entities",
    summary: "Entities by name",
    about: "The best match first. Case, accents and width don't count; the beginning of a word will do; one typing error is \
            forgiven from four letters on, two from eight. `total` says how many there are, whatever part of them is listed.",
    parameters: &[
        Parameter::new("q", Kind::Text { min: 0, max: 200 }, "What to look for.")
            .present(Presence::Once)
            .example("liang"),
        Parameter::new("limit", Kind::Number { min: 0, max: 1000 }, "The most that are listed.")
            .default("20"),
        Parameter::new(
            "offset",
            Kind::Number { min: 0, max: 1_000_000 },
            "How many of the best are passed over.",
        )
        .default("0"),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[],
    content: Content::Json(schema_of::<SearchAnswer>),
    bodies: &[],
    work: answer,
};

fn answer(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let values = &asked.values;
    let finder = asked.reading.finder();
    let start = values.number("offset");
    let places = start..start + values.number("limit");
    let (text, view) = (values.text("q"), finder.view());
    let found = SearchAnswer::from_index(finder.index(), view, text, places, asked.namer());
    asked.write_json(writer, &found)
}
