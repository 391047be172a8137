//! `examples`, `prefixes`, `documents`, `document`: what a page shows beside the graph.

use super::endpoint::{Asked, Content, Endpoint, list_of, schema_of};
use super::parameters::{NAME, Parameter, Presence};
use super::{AMBIGUOUS, UNKNOWN};
use crate::explore::{
    DocumentText, ExampleQuery, PrefixDeclaration, SourceDocument, example_queries,
};
use crate::server::answer::AnswerWriter;
use crate::server::problem::Problem;
use axum::http::StatusCode;

pub const EXAMPLES: Endpoint = Endpoint {
    name: "examples",
    summary: "Queries to the article's graph, with the questions that they answer",
    about: "",
    parameters: &[Parameter::timeout()],
    problems: &[],
    content: Content::Json(list_of::<ExampleQuery>),
    bodies: &[],
    work: examples,
};

pub const PREFIXES: Endpoint = Endpoint {
    name: "prefixes",
    summary: "The prefixes that queries and names need not declare",
    about: "",
    parameters: &[Parameter::timeout()],
    problems: &[],
    content: Content::Json(list_of::<PrefixDeclaration>),
    bodies: &[],
    work: prefixes,
};

pub const DOCUMENTS: Endpoint = Endpoint {
    name: "documents",
    summary: "The documents whose texts the server has",
    about: "Those that it was started with (`--source`).",
    parameters: &[Parameter::language(), Parameter::timeout()],
    problems: &[],
    content: Content::Json(list_of::<SourceDocument>),
    bodies: &[],
    work: documents,
};

pub const DOCUMENT: Endpoint = Endpoint {
    name: "document",
    summary: "The text of a document",
    about: "Spans count its code points from 0. Only for documents that the server was started with (`--source`).",
    parameters: &[
        Parameter::new("iri", NAME, "The document: an IRI, a prefixed name, or a name.")
            .present(Presence::Once)
            .example(":article"),
        Parameter::language(),
        Parameter::timeout(),
    ],
    problems: &[UNKNOWN, AMBIGUOUS],
    content: Content::Json(schema_of::<DocumentText>),
    bodies: &[],
    work: document,
};

fn examples(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    asked.write_json(writer, &example_queries().collect::<Vec<_>>())
}

fn prefixes(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    asked.write_json(writer, &PrefixDeclaration::list(asked.prefixes()))
}

fn documents(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let reading = &asked.reading;
    asked.write_json(
        writer,
        &SourceDocument::list(reading.snapshot(), reading.sources(), asked.namer()),
    )
}

fn document(asked: &Asked<'_>, writer: &mut AnswerWriter) -> Result<(), Problem> {
    let reading = &asked.reading;
    let id = asked.entity(asked.values.text("iri"))?;
    let text = DocumentText::of(reading.snapshot(), reading.sources(), asked.namer(), id);
    let Some(text) = text else {
        let detail = format!(
            "the server has no text of {}; it shows those that it was started with (--source)",
            asked.namer().display(id)
        );
        return Err(Problem::new(StatusCode::NOT_FOUND, "no-text", detail));
    };
    asked.write_json(writer, &text)
}
