//! `card`: what is known of an entity.

use super::endpoint::{Asked, Content, Endpoint, schema_of};
use super::parameters::{Kind, Parameter};
use super::{AMBIGUOUS, UNKNOWN};
use crate::explore::{Card, CardOptions};
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;

pub const CARD: Endpoint = Endpoint {
    name: "card",
    summary: "What is known of an entity, each fact with its origin",
    about: "",
    parameters: &[
        Parameter::entity(),
        Parameter::status("all"),
        Parameter::new("limit", Kind::Number { min: 0, max: 1000 }, "The most facts of a group.")
            .default("20"),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[UNKNOWN, AMBIGUOUS],
    content: Content::Json(schema_of::<Card>),
    bodies: &[],
    work: answer,
};

fn answer(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let view = asked.view()?;
    let entity = asked.entity(asked.values.text("entity"))?;
    let options = CardOptions { group_facts_max: asked.values.number("limit") };
    let card = Card::build(&view, entity, asked.namer(), asked.reading.sources(), options);
    asked.write_json(writer, &card)
}
