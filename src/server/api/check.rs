//! `check` and `hints`: what is wrong with a query or an update, and why a query finds nothing.

use super::endpoint::{Asked, BodyType, Content, Endpoint, schema_of};
use super::parameters::{Kind, Parameter, Presence};
use super::problems::wrong_parameter;
use super::{SERVICE_FAILED, SERVICE_REFUSED};
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;
use crate::sparql::{BYTES_MAX, Query, QueryCheck, QueryHints, Update};

/// One character more than a query may have, which its parser refuses with what is to be done.
const TEXT: Kind = Kind::Text { min: 0, max: BYTES_MAX + 1 };

const QUERY: Parameter = Parameter::new("query", TEXT, "The query.")
    .example("SELECT ?who { ?who wl:founded :DeepSeek }");

/// A longer update than this may be run, by who may.
const UPDATE: Parameter = Parameter::new("update", TEXT, "The update.")
    .example("INSERT DATA { :DeepSeek schema:url <https://www.deepseek.com/> }");

const SPARQL_QUERY: BodyType =
    BodyType { media_type: "application/sparql-query", parameter: "query" };
const PLAIN: BodyType = BodyType { media_type: "text/plain", parameter: "query" };
const SPARQL_UPDATE: BodyType =
    BodyType { media_type: "application/sparql-update", parameter: "update" };

pub const CHECK: Endpoint = Endpoint {
    name: "check",
    summary: "The mistakes of a query or an update, each with its place",
    about: "Nothing is run. A text without mistakes has an empty list. Either `query` or `update` is given, as to /sparql.",
    parameters: &[QUERY, UPDATE, Parameter::timeout()],
    problems: &[],
    content: Content::Json(schema_of::<QueryCheck>),
    bodies: &[SPARQL_QUERY, PLAIN, SPARQL_UPDATE],
    work: check,
};

pub const HINTS: Endpoint = Endpoint {
    name: "hints",
    summary: "Why a query finds nothing, or less than expected",
    about: "The query is run until it finds something. At most three hints, the most telling first, each as a sentence and as \
            what it is made of. A query with mistakes is a problem that lists them.",
    parameters: &[
        QUERY.present(Presence::Once),
        Parameter::status("asserted"),
        Parameter::timeout(),
    ],
    problems: &[SERVICE_REFUSED, SERVICE_FAILED],
    content: Content::Json(schema_of::<QueryHints>),
    bodies: &[SPARQL_QUERY, PLAIN],
    work: hints,
};

fn check(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let (values, options) = (&asked.values, asked.parse_options());
    let parsed = match (values.get("query"), values.get("update")) {
        (Some(query), None) => Query::parse(query, &options).map(drop),
        (None, Some(update)) => Update::parse(update, &options).map(drop),
        (None, None) => return Err(wrong_parameter("query is missing, or update")),
        (Some(_), Some(_)) => {
            return Err(wrong_parameter("query and update are two different texts; give one"));
        }
    };
    let check = parsed.map_or_else(|error| QueryCheck::from(&error), |()| QueryCheck::default());
    asked.write_json(writer, &check)
}

fn hints(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let query = asked.query(asked.values.text("query"))?;
    let options = asked.query_options(asked.limits.clone());
    let hints = QueryHints::of(&query, &asked.view()?, &options, asked.prefixes())?;
    asked.write_json(writer, &hints)
}
