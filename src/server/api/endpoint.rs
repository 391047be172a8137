//! An endpoint of the API: what it can be asked, what it answers, and the call of the library that makes the answer.

use super::parameters::{Parameter, Values};
use super::problems::unknown_status;
use crate::evidence::{View, ViewSpec};
use crate::explore::Namer;
use crate::format::write_json;
use crate::model::{Limits, Prefixes, TermId};
use crate::server::answer::{AnswerWriter, Head, write_problem};
use crate::server::caching::{self, revalidated};
use crate::server::problem::Problem;
use crate::server::protocol::{Pairs, seconds};
use crate::server::served::Reading;
use crate::server::state::State;
use crate::server::workers::Label;
use crate::sparql::{ParseOptions, Query, QueryOptions};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa::openapi::schema::Array;
use utoipa::openapi::{Ref, RefOr, Schema};

/// One path of the API.
pub struct Endpoint {
    /// Below `/api/v1/`, and what its work is listed as.
    pub name: &'static str,
    /// What it answers, in a few words.
    pub summary: &'static str,
    /// What else there is to know.
    pub about: &'static str,
    pub parameters: &'static [Parameter],
    /// The statuses of problems that not every endpoint has.
    pub problems: &'static [StatusCode],
    pub content: Content,
    /// What may be the body of a POST; none if there is no POST.
    pub bodies: &'static [BodyType],
    pub work: fn(&Asked<'_>, &mut AnswerWriter) -> Result<(), Problem>,
}

/// A media type whose body stands for a parameter.
pub struct BodyType {
    pub media_type: &'static str,
    pub parameter: &'static str,
}

/// What an answer is.
pub enum Content {
    /// JSON of a type.
    Json(fn(&mut Schemas) -> RefOr<Schema>),
    /// Files of these media types.
    Files(&'static [&'static str]),
}

/// The schemas that answers refer to, by name.
pub type Schemas = Vec<(String, RefOr<Schema>)>;

/// The schema of a type, which refers to those that are added.
pub fn schema_of<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    T::schemas(schemas);
    let name = T::name().into_owned();
    schemas.push((name.clone(), T::schema()));
    Ref::from_schema_name(name).into()
}

/// The schema of a list of a type.
pub fn list_of<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    RefOr::T(Schema::Array(Array::new(schema_of::<T>(schemas))))
}

impl Endpoint {
    /// Answers a request with these parameters.
    ///
    /// # Errors
    /// The [`Problem`] of the request or of the work.
    pub async fn answer(
        &'static self,
        state: State,
        pairs: Pairs,
        text: &str,
        headers: Option<HeaderMap>,
    ) -> Result<Response, Problem> {
        let values = Values::read(pairs, self.parameters)?;
        let time_max = values.get("timeout").and_then(seconds);
        let shared = Arc::clone(&state);
        let work = move |limits: &Limits, writer: &mut AnswerWriter| {
            let reading = state.served.reading();
            let tag = state.versions.tag(reading.snapshot().id(), self.name);
            // Only what the snapshot alone decides has a tag; the answer to a POST is kept by no cache.
            let query = self.parameters.iter().find(|own| own.name == "query");
            let query = query.and_then(|own| values.get(own.name));
            let known = headers.filter(|_| query.is_none_or(|query| is_repeatable(query, &state)));
            if let Some(headers) = &known {
                // What media type an answer has is known by its work.
                let head = Head { status: StatusCode::OK, headers: Vec::new() };
                if caching::begin(writer, headers, tag.clone(), head) {
                    return Ok(());
                }
            }
            let language = values.has("lang").then(|| {
                Namer::new(reading.snapshot(), state.served.prefixes(), values.get("lang"))
            });
            let tag = known.is_some().then_some(tag);
            let asked = Asked { values, reading, language, limits, tag, state: &state };
            (self.work)(&asked, writer)
        };
        let label = Label { kind: self.name, text };
        shared.workers.answer(label, time_max, work).await
    }
}

/// Whether the snapshot alone decides what a query answers; one with mistakes always has the same.
fn is_repeatable(query: &str, state: &State) -> bool {
    Query::parse(query, &parse_options(state)).map_or(true, |query| query.is_repeatable())
}

/// How queries are read.
fn parse_options(state: &State) -> ParseOptions {
    ParseOptions { prefixes: state.served.prefixes().clone(), ..ParseOptions::default() }
}

/// A request on its way to the library: what is asked, of which snapshot, under what limits.
pub struct Asked<'a> {
    pub values: Values,
    pub reading: Arc<Reading>,
    pub limits: &'a Limits,
    /// Names in the language that was asked for.
    language: Option<Namer>,
    tag: Option<HeaderValue>,
    state: &'a State,
}

impl Asked<'_> {
    /// The prefixes that names may have.
    pub fn prefixes(&self) -> &Prefixes {
        self.state.served.prefixes()
    }

    /// Names in the language that was asked for, else in the server's.
    pub fn namer(&self) -> &Namer {
        self.language.as_ref().unwrap_or_else(|| self.reading.namer())
    }

    /// The entity that a text means.
    ///
    /// # Errors
    /// 404 with the nearest names, 409 with what is meant by an ambiguous one.
    pub fn entity(&self, text: &str) -> Result<TermId, Problem> {
        Ok(self.reading.finder().find(text)?)
    }

    /// The view that `status` names.
    ///
    /// # Errors
    /// 400 with the statuses.
    pub fn view(&self) -> Result<View, Problem> {
        self.view_of(self.values.text("status"))
    }

    /// The view of this name.
    ///
    /// # Errors
    /// 400 with the statuses.
    pub fn view_of(&self, status: &str) -> Result<View, Problem> {
        let spec = ViewSpec::parse(status, self.prefixes()).map_err(|e| unknown_status(&e))?;
        Ok(self.reading.view(spec))
    }

    /// The query of this text.
    ///
    /// # Errors
    /// 400 with its mistakes.
    pub fn query(&self, text: &str) -> Result<Query, Problem> {
        Ok(Query::parse(text, &self.parse_options())?)
    }

    /// How a query is run under these limits: a SERVICE asks whom the server may ask.
    pub fn query_options(&self, limits: Limits) -> QueryOptions {
        QueryOptions { limits, services: Some(self.state.services()), ..QueryOptions::default() }
    }

    /// How queries are read.
    pub fn parse_options(&self) -> ParseOptions {
        parse_options(self.state)
    }

    /// Begins an answer of a media type, before its first byte.
    pub fn begin(
        &self,
        writer: &mut AnswerWriter,
        media_type: &'static str,
        headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>,
    ) {
        let head = Head::ok(media_type).with(headers);
        writer.head(match &self.tag {
            Some(tag) => head.with(revalidated(tag.clone())),
            None => head.with([caching::NO_STORE]),
        });
    }

    /// Answers with JSON.
    ///
    /// # Errors
    /// That the answer is too long, or too late.
    pub fn write_json(
        &self,
        writer: &mut AnswerWriter,
        answer: &impl Serialize,
    ) -> Result<(), Problem> {
        self.begin(writer, "application/json", []);
        write_json(writer, answer).map_err(|error| write_problem(&error))
    }
}
