//! `rank`: the most central entities.

use super::endpoint::{Asked, Content, Endpoint, schema_of};
use super::parameters::{Kind, Parameter};
use crate::explore::{Measure, Ranking};
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;

pub const RANK: Endpoint = Endpoint {
    name: "rank",
    summary: "The most central entities",
    about: "",
    parameters: &[
        Parameter::new(
            "by",
            Kind::Choice(&["pagerank", "degree", "betweenness", "closeness"]),
            "What makes an entity central.",
        )
        .default("pagerank"),
        Parameter::new("top", Kind::Number { min: 0, max: 10_000 }, "How many entities.")
            .default("20"),
        Parameter::status("asserted"),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[],
    content: Content::Json(schema_of::<Ranking>),
    bodies: &[],
    work: answer,
};

fn answer(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let view = asked.view()?;
    let by = match asked.values.text("by") {
        "degree" => Measure::Degree,
        "betweenness" => Measure::Betweenness,
        "closeness" => Measure::Closeness,
        _ => Measure::PageRank,
    };
    let top = asked.values.number("top");
    let ranking = Ranking::of(&view, by, top, asked.namer(), asked.limits)?;
    asked.write_json(writer, &ranking)
}
