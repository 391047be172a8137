//! `components` and `communities`: what belongs together.

use super::endpoint::{Asked, Content, Endpoint, schema_of};
use super::parameters::{Kind, Parameter};
use crate::explore::{Partition, PartitionOptions};
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;

const GROUPS: Parameter = Parameter::new(
    "groups",
    Kind::Number { min: 0, max: 1000 },
    "The most groups that are listed.",
)
.default("20");
const MEMBERS: Parameter = Parameter::new(
    "members",
    Kind::Number { min: 0, max: 1000 },
    "The most members of each that are listed.",
)
.default("8");
const SEED: Parameter = Parameter::new(
    "seed",
    Kind::Number { min: 0, max: u32::MAX as usize },
    "The same seed gives the same communities.",
)
.default("0");

pub const COMPONENTS: Endpoint = Endpoint {
    name: "components",
    summary: "The parts of the graph that nothing joins",
    about: "The largest first; `total` and `size` count what isn't listed too.",
    parameters: &[
        GROUPS,
        MEMBERS,
        Parameter::status("asserted"),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[],
    content: Content::Json(schema_of::<Partition>),
    bodies: &[],
    work: components,
};

pub const COMMUNITIES: Endpoint = Endpoint {
    name: "communities",
    summary: "The groups that belong together",
    about: "Communities with more edges inside than chance would give (Leiden), with their modularity. The largest first; \
            `total` and `size` count what isn't listed too.",
    parameters: &[
        SEED,
        GROUPS,
        MEMBERS,
        Parameter::status("asserted"),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[],
    content: Content::Json(schema_of::<Partition>),
    bodies: &[],
    work: communities,
};

fn components(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let view = asked.view()?;
    let found = Partition::components(&view, options(asked), asked.namer(), asked.limits)?;
    asked.write_json(writer, &found)
}

fn communities(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let view = asked.view()?;
    let seed = asked.values.number("seed") as u64;
    let found = Partition::communities(&view, seed, options(asked), asked.namer(), asked.limits)?;
    asked.write_json(writer, &found)
}

fn options(asked: &Asked<'_>) -> PartitionOptions {
    PartitionOptions {
        groups_max: asked.values.number("groups"),
        members_max: asked.values.number("members"),
    }
}
