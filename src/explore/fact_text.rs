//! Facts, statements and their origin as text: the pieces that cards and reports are made of.

use super::text::{Style, Text};
use crate::evidence::{Annotation, Fact, Node, SpanEvidence, SpanVerdict, Status};
use crate::format::{escape_controls, term_text};
use crate::model::{Prefixes, Term};
use crate::names::iri_end;

/// Writes facts, and short forms by these prefixes.
pub(super) struct FactWriter<'a> {
    pub prefixes: &'a Prefixes,
}

impl FactWriter<'_> {
    /// What a node is called.
    pub fn name(&self, node: &Node) -> String {
        if let Some(label) = &node.label {
            return escape_controls(label).into_owned();
        }
        match &node.term {
            Term::NamedNode(iri) => escape_controls(iri_end(iri.as_str())).into_owned(),
            Term::Literal(literal) => escape_controls(literal.value()).into_owned(),
            term => term_text(term.as_ref(), self.prefixes),
        }
    }

    /// Words that can do nothing to a terminal.
    pub fn plain(&self, words: &str) -> String {
        escape_controls(words).into_owned()
    }

    /// A node's short form: `:DeepSeek`, else `<IRI>`.
    pub fn short(&self, node: &Node) -> String {
        term_text(node.term.as_ref(), self.prefixes)
    }

    /// "DeepSeek released R1".
    pub fn sentence(&self, fact: &Fact) -> String {
        let [subject, predicate, object] =
            [&fact.subject, &fact.predicate, &fact.object].map(|node| self.name(node));
        format!("{subject} {predicate} {object}")
    }

    /// The origin of a fact, behind it on its line and below: a line for each further reifier.
    pub fn origin(&self, text: &mut Text, annotations: &[Annotation], indent: usize) {
        for (at, annotation) in annotations.iter().enumerate() {
            if at > 0 {
                text.end_line().plain(" ".repeat(indent)).push(Style::Dim, "also");
            }
            text.plain("  ");
            self.annotation(text, annotation, indent + 2);
        }
    }

    /// Status, speaker, node and spans; then the words and premises, each on a line of its own.
    pub fn annotation(&self, text: &mut Text, annotation: &Annotation, indent: usize) {
        let style = annotation.status.first().map_or(Style::Open, status_style);
        text.push(style, format!("[{}]", self.status_and_speaker(annotation)));
        text.push(Style::Dim, format!("  {}", self.short(&annotation.reifier)));
        for span in &annotation.evidence {
            text.push(Style::Dim, format!(" {}", self.place(span)));
        }
        for span in &annotation.evidence {
            self.verdict(text, span, indent);
        }
        for rule in &annotation.rule {
            let rule = self.name(rule);
            text.end_line().plain(" ".repeat(indent)).push(Style::Dim, format!("rule: {rule}"));
        }
        for premise in &annotation.derived_from {
            let premise = self.sentence(premise);
            text.end_line().plain(" ".repeat(indent)).push(Style::Dim, format!("from: {premise}"));
        }
    }

    /// "claimed by Du Xuliang".
    pub fn status_and_speaker(&self, annotation: &Annotation) -> String {
        let names = |nodes: &[Node], name: &dyn Fn(&Node) -> String| {
            nodes.iter().map(name).collect::<Vec<_>>().join(", ")
        };
        let status = match annotation.status.as_slice() {
            [] => "no status".to_owned(),
            statuses => names(statuses, &|status| self.status_name(status)),
        };
        match annotation.said_by.as_slice() {
            [] => status,
            speakers => format!("{status} by {}", names(speakers, &|speaker| self.name(speaker))),
        }
    }

    /// `article 4455–4496`.
    pub fn place(&self, span: &SpanEvidence) -> String {
        let document = match &span.document {
            Some(document) => match &document.term {
                Term::NamedNode(iri) => escape_controls(iri_end(iri.as_str())).into_owned(),
                other => term_text(other.as_ref(), self.prefixes),
            },
            None => self.short(&span.span),
        };
        match (span.start, span.end) {
            (Some(start), Some(end)) => format!("{document} {start}–{end}"),
            _ => document,
        }
    }

    fn verdict(&self, text: &mut Text, span: &SpanEvidence, indent: usize) {
        match &span.verdict {
            SpanVerdict::Unchecked => {}
            SpanVerdict::Verified { words } => {
                let words = one_line(words);
                text.end_line().plain(" ".repeat(indent));
                text.push(Style::Quote, format!("“{words}”"));
            }
            SpanVerdict::Wrong { problem } => {
                text.end_line().plain(" ".repeat(indent));
                text.push(Style::Bad, format!("{} is wrong: {problem}", self.short(&span.span)));
            }
        }
    }

    /// The status in lower case: "reported".
    pub fn status_name(&self, status: &Node) -> String {
        match Status::from_term(&status.term) {
            Some(status) => status.name().to_lowercase(),
            None => self.name(status),
        }
    }
}

/// Words of a source on one line, with blanks in place of its line ends.
pub(super) fn one_line(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    escape_controls(&line).into_owned()
}

fn status_style(status: &Node) -> Style {
    match Status::from_term(&status.term) {
        Some(status) if status.asserts() => Style::Good,
        _ => Style::Open,
    }
}

impl Fact {
    /// The fact as a sentence, with its origin behind it.
    pub fn write_text(&self, text: &mut Text, prefixes: &Prefixes) {
        let writer = FactWriter { prefixes };
        text.plain(writer.sentence(self));
        writer.origin(text, &self.annotations, 2);
    }
}
