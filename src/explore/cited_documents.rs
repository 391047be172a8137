//! The documents that an answer's evidence lies in, with what it takes to recognise them.

use super::fact_text::FactWriter;
use super::text::{Style, Text};
use super::{Card, PathAnswer, QueryAnswer, WhyAnswer};
use crate::evidence::{Annotation, Fact, Node, SpanVerdict};
use crate::model::Prefixes;
use serde::Serialize;
use std::collections::BTreeMap;

/// A document that spans of an answer lie in.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct CitedDocument {
    /// The document.
    #[serde(flatten)]
    pub document: Node,
    /// SHA-256 of its bytes, as the graph has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Spans of it that the answer names, one that stands below several facts once for each.
    pub spans: u64,
    /// Those whose words the answer shows, since the document was given.
    pub verified: u64,
}

/// An answer whose facts have evidence.
pub trait Evident {
    /// Calls `visit` with each annotation of the answer, without those of premises.
    fn each_annotation<'a>(&'a self, visit: &mut dyn FnMut(&'a Annotation));

    /// The documents behind the answer, those behind premises too, in the order of their terms.
    fn cited_documents(&self) -> Vec<CitedDocument> {
        let mut documents = BTreeMap::new();
        self.each_annotation(&mut |annotation| add(&mut documents, annotation));
        documents.into_values().collect()
    }
}

fn add(documents: &mut BTreeMap<String, CitedDocument>, annotation: &Annotation) {
    for span in &annotation.evidence {
        let Some(document) = &span.document else { continue };
        let new = || CitedDocument {
            document: document.clone(),
            sha256: span.document_sha256.clone(),
            spans: 0,
            verified: 0,
        };
        let own = documents.entry(document.term.to_string()).or_insert_with(new);
        own.spans += 1;
        own.verified += u64::from(matches!(span.verdict, SpanVerdict::Verified { .. }));
    }
    let premises = annotation.derived_from.iter().flat_map(|fact| &fact.annotations);
    premises.for_each(|annotation| add(documents, annotation));
}

fn each_of_facts<'a>(
    facts: impl IntoIterator<Item = &'a Fact>,
    visit: &mut dyn FnMut(&'a Annotation),
) {
    facts.into_iter().flat_map(|fact| &fact.annotations).for_each(visit);
}

impl Evident for Card {
    fn each_annotation<'a>(&'a self, visit: &mut dyn FnMut(&'a Annotation)) {
        self.annotation.iter().for_each(&mut *visit);
        each_of_facts(self.classes.iter().chain(&self.contents), visit);
        let groups = self.outgoing.iter().chain(&self.incoming);
        each_of_facts(groups.flat_map(|group| &group.facts), visit);
        let groups = [&self.statements_by, &self.statements_about];
        let statements = groups.into_iter().flat_map(|group| &group.statements);
        statements.map(|statement| &statement.annotation).for_each(visit);
    }
}

impl Evident for PathAnswer {
    fn each_annotation<'a>(&'a self, visit: &mut dyn FnMut(&'a Annotation)) {
        let steps = self.paths.iter().flat_map(|path| &path.steps);
        each_of_facts(steps.flat_map(|step| &step.facts), visit);
    }
}

impl Evident for WhyAnswer {
    fn each_annotation<'a>(&'a self, visit: &mut dyn FnMut(&'a Annotation)) {
        let steps = self.connections.iter().flat_map(|connection| &connection.steps);
        each_of_facts(steps.flat_map(|step| &step.facts), visit);
    }
}

impl Evident for QueryAnswer {
    fn each_annotation<'a>(&'a self, visit: &mut dyn FnMut(&'a Annotation)) {
        self.evidence.iter().map(|origin| &origin.annotation).for_each(visit);
    }
}

/// The documents as text, a line each: what places like `article 10–20` are places of.
pub fn cited_documents_text(documents: &[CitedDocument], prefixes: &Prefixes) -> Text {
    let writer = FactWriter { prefixes };
    let mut text = Text::new();
    for cited in documents {
        text.plain(writer.short(&cited.document));
        if let Some(label) = &cited.document.label {
            text.plain(format!(", {}", writer.plain(label)));
        }
        if let Some(sha256) = &cited.sha256 {
            text.push(Style::Dim, format!(", SHA-256 {}", writer.plain(sha256)));
        }
        text.end_line();
    }
    text
}
