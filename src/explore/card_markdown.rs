//! A card as Markdown, ready to quote.

use super::card::{Card, FactGroup, StatementGroup};
use super::fact_text::{FactWriter, one_line};
use crate::evidence::{Annotation, Fact, Node, SpanVerdict};
use crate::format::escape_markdown;
use crate::model::Prefixes;
use std::fmt::Write;

impl Card {
    /// The card as Markdown: a heading, a list item for each fact, its origin behind it and the words below it.
    pub fn to_markdown(&self, prefixes: &Prefixes) -> String {
        let writer = MarkdownWriter { facts: FactWriter { prefixes } };
        let mut text = String::new();
        // Writing to a string can't fail.
        let _ = writer.write(&mut text, self);
        text
    }
}

struct MarkdownWriter<'a> {
    facts: FactWriter<'a>,
}

impl MarkdownWriter<'_> {
    fn write(&self, text: &mut String, card: &Card) -> std::fmt::Result {
        writeln!(text, "## {}", self.name(&card.entity))?;
        let classes: Vec<_> = card.asserted_classes().map(|node| self.name(node)).collect();
        if !classes.is_empty() {
            writeln!(text, "\n*{}*", classes.join(", "))?;
        }
        let others: Vec<_> =
            card.other_names().map(|name| escape_markdown(&one_line(name)).to_string()).collect();
        if !others.is_empty() {
            writeln!(text, "\nAlso {}", others.join(", "))?;
        }
        for description in &card.descriptions {
            writeln!(text, "\n{}", escape_markdown(&one_line(description)))?;
        }
        if let Some(annotation) = &card.annotation {
            writeln!(text, "\n### States\n")?;
            for content in &card.contents {
                writeln!(text, "- {}", escape_markdown(&self.facts.sentence(content)))?;
            }
            writeln!(text, "\n{}", self.origin(annotation))?;
        }
        for group in &card.outgoing {
            self.group(text, group, |fact| &fact.object)?;
        }
        for group in &card.incoming {
            self.group(text, group, |fact| &fact.subject)?;
        }
        self.classes(text, &card.classes)?;
        self.statements(text, "Says, thinks or plans", &card.statements_by)?;
        self.statements(text, "Is spoken of", &card.statements_about)
    }

    fn group<'c>(
        &self,
        text: &mut String,
        group: &'c FactGroup,
        other: impl Fn(&'c Fact) -> &'c Node,
    ) -> std::fmt::Result {
        writeln!(text, "\n### {}\n", escape_markdown(&capitalised(&one_line(&group.phrase))))?;
        for fact in &group.facts {
            writeln!(text, "- {}{}", self.name(other(fact)), self.origins(&fact.annotations))?;
            self.words(text, &fact.annotations)?;
        }
        self.more(text, group.total, group.facts.len())
    }

    /// A class has a line of its own only where its origin is known.
    fn classes(&self, text: &mut String, classes: &[Fact]) -> std::fmt::Result {
        let known: Vec<_> = classes.iter().filter(|class| !class.annotations.is_empty()).collect();
        if known.is_empty() {
            return Ok(());
        }
        writeln!(text, "\n### Is a\n")?;
        for class in known {
            let origins = self.origins(&class.annotations);
            writeln!(text, "- {}{origins}", self.name(&class.object))?;
            self.words(text, &class.annotations)?;
        }
        Ok(())
    }

    fn statements(
        &self,
        text: &mut String,
        heading: &str,
        group: &StatementGroup,
    ) -> std::fmt::Result {
        if group.total == 0 {
            return Ok(());
        }
        writeln!(text, "\n### {heading}\n")?;
        for statement in &group.statements {
            let annotations = std::slice::from_ref(&statement.annotation);
            let label = match &statement.annotation.reifier.label {
                Some(label) => one_line(label),
                None => {
                    let sentences: Vec<_> =
                        statement.contents.iter().map(|c| self.facts.sentence(c)).collect();
                    sentences.join("; ")
                }
            };
            writeln!(text, "- {}{}", escape_markdown(&label), self.origins(annotations))?;
            self.words(text, annotations)?;
        }
        self.more(text, group.total, group.statements.len())
    }

    fn origins(&self, annotations: &[Annotation]) -> String {
        if annotations.is_empty() {
            return String::new();
        }
        let origins: Vec<_> = annotations.iter().map(|a| self.origin(a)).collect();
        format!(" — {}", origins.join("; "))
    }

    /// "claimed by Du Xuliang (`:s7`, article 900–950)".
    fn origin(&self, annotation: &Annotation) -> String {
        let origin = escape_markdown(&self.facts.status_and_speaker(annotation));
        let reifier = format!("`{}`", self.facts.short(&annotation.reifier));
        let places = annotation.evidence.iter().map(|span| self.facts.place(span));
        let places: Vec<_> = std::iter::once(reifier).chain(places).collect();
        format!("{origin} ({})", places.join(", "))
    }

    fn words(&self, text: &mut String, annotations: &[Annotation]) -> std::fmt::Result {
        for span in annotations.iter().flat_map(|annotation| &annotation.evidence) {
            match &span.verdict {
                SpanVerdict::Unchecked => {}
                SpanVerdict::Verified { words } => {
                    writeln!(text, "  > {}", escape_markdown(&one_line(words)))?;
                }
                SpanVerdict::Wrong { problem } => {
                    writeln!(text, "  **{} is wrong: {problem}**", self.facts.short(&span.span))?;
                }
            }
        }
        Ok(())
    }

    fn more(&self, text: &mut String, total: u64, shown: usize) -> std::fmt::Result {
        match total - shown as u64 {
            0 => Ok(()),
            left => writeln!(text, "- and {left} more"),
        }
    }

    fn name(&self, node: &Node) -> String {
        escape_markdown(&self.facts.name(node))
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
