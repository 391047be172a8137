//! `stats`, `schema`, `evidence`: what the graph holds, what it is made of, and what it rests on.

use super::endpoint::{Asked, Content, Endpoint, schema_of};
use super::parameters::Parameter;
use crate::evidence::{EvidenceReport, check_evidence};
use crate::explore::{Schema, Stats, graph_stats};
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;

pub const STATS: Endpoint = Endpoint {
    name: "stats",
    summary: "What the graph holds",
    about: "Facts by class, predicate and status, apart from the annotations that carry them, and how many rest on evidence.",
    parameters: &[Parameter::status("all"), Parameter::language(), Parameter::timeout()],
    problems: &[],
    content: Content::Json(schema_of::<Stats>),
    bodies: &[],
    work: stats,
};

pub const SCHEMA: Endpoint = Endpoint {
    name: "schema",
    summary: "The classes and predicates, with an example of each",
    about: "What somebody needs who writes a query.",
    parameters: &[Parameter::status("all"), Parameter::language(), Parameter::timeout()],
    problems: &[],
    content: Content::Json(schema_of::<Schema>),
    bodies: &[],
    work: schema,
};

pub const EVIDENCE: Endpoint = Endpoint {
    name: "evidence",
    summary: "Every fact's evidence, compared with the documents",
    about: "A span of a document that the server wasn't started with (`--source`) is `unchecked`.",
    parameters: &[Parameter::language(), Parameter::timeout()],
    problems: &[],
    content: Content::Json(schema_of::<EvidenceReport>),
    bodies: &[],
    work: evidence,
};

fn stats(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    asked.write_json(writer, &graph_stats(&asked.view()?, asked.namer()))
}

fn schema(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let schema = Schema::of(&asked.view()?, asked.namer(), asked.limits)?;
    asked.write_json(writer, &schema)
}

fn evidence(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let reading = &asked.reading;
    let label = |id| asked.namer().label(id);
    asked.write_json(writer, &check_evidence(reading.snapshot(), reading.sources(), &label))
}
