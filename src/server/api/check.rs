//! `check` and `hints`: what is wrong with a query, and why it finds nothing.

use super::endpoint::{Asked, Content, Endpoint, schema_of};
use super::parameters::{Kind, Parameter, Presence};
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;
use crate::sparql::{BYTES_MAX, Query, QueryCheck, QueryHints, QueryOptions};

/// One character more than a query may have, which its parser refuses with what is to be done.
const QUERY: Parameter =
    Parameter::new("query", Kind::Text { min: 0, max: BYTES_MAX + 1 }, "The query.")
        .present(Presence::Once)
        .example("SELECT ?who { ?who wl:founded :DeepSeek }");

pub const CHECK: Endpoint = Endpoint {
    name: "check",
    summary: "A query's mistakes, each with its place",
    about: "Nothing is run. A query without mistakes has an empty list.",
    parameters: &[QUERY, Parameter::timeout()],
    problems: &[],
    content: Content::Json(schema_of::<QueryCheck>),
    takes_body: true,
    work: check,
};

pub const HINTS: Endpoint = Endpoint {
    name: "hints",
    summary: "Why a query finds nothing, or less than expected",
    about: "The query is run until it finds something. At most three hints, the most telling first, each as a sentence and as \
            what it is made of. A query with mistakes is a problem that lists them.",
    parameters: &[QUERY, Parameter::status("asserted"), Parameter::timeout()],
    problems: &[],
    content: Content::Json(schema_of::<QueryHints>),
    takes_body: true,
    work: hints,
};

fn check(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let check = match Query::parse(asked.values.text("query"), &asked.parse_options()) {
        Ok(_) => QueryCheck::default(),
        Err(error) => QueryCheck::from(&error),
    };
    asked.write_json(writer, &check)
}

fn hints(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let query = asked.query(asked.values.text("query"))?;
    let options = QueryOptions { limits: asked.limits.clone(), ..QueryOptions::default() };
    let hints = QueryHints::of(&query, &asked.view()?, &options, asked.prefixes())?;
    asked.write_json(writer, &hints)
}
