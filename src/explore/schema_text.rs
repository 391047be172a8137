//! A graph's classes and predicates as text.

use super::fact_text::{FactWriter, one_line};
use super::schema::{ClassUse, PredicateUse, Schema, VocabularyTerm};
use super::text::{Style, Text};
use crate::evidence::Role;
use crate::model::Prefixes;

impl Schema {
    /// The classes and predicates as text, at most so many of each.
    pub fn to_text(&self, prefixes: &Prefixes, rows_max: usize) -> Text {
        let writer = SchemaWriter { facts: FactWriter { prefixes } };
        let mut text = Text::new();
        text.push(Style::Title, format!("The schema of the graph in the view {}", self.view));
        text.end_line();
        let classes = self.classes.iter().map(|own| (own.instances, own));
        writer.list(&mut text, "Classes", classes, rows_max, SchemaWriter::class);
        let predicates = self.predicates.iter().map(|own| (own.subjects, own));
        writer.list(&mut text, "Predicates", predicates, rows_max, SchemaWriter::predicate);
        text
    }
}

struct SchemaWriter<'a> {
    facts: FactWriter<'a>,
}

impl SchemaWriter<'_> {
    /// The first of a list under a heading for each role, and how many more there are.
    fn list<'s, T: 's>(
        &self,
        text: &mut Text,
        what: &str,
        rows: impl ExactSizeIterator<Item = (Role, &'s T)>,
        rows_max: usize,
        write: fn(&Self, &mut Text, &T),
    ) {
        let left = rows.len().saturating_sub(rows_max);
        let mut last = None;
        for (role, row) in rows.take(rows_max) {
            if last.replace(role) != Some(role) {
                let heading = format!("{what} of {}", role_name(role));
                text.end_line().push(Style::Heading, heading).end_line();
            }
            write(self, text, row);
        }
        if left > 0 {
            text.push(Style::Dim, format!("          and {left} more")).end_line();
        }
    }

    fn class(&self, text: &mut Text, own: &ClassUse) {
        self.term(text, own.count, &own.class);
        let (name, short) = (self.facts.name(&own.example), self.facts.short(&own.example));
        text.plain(format!("{:>12}for example {name}", ""));
        text.push(Style::Dim, format!("  {short}")).end_line();
    }

    fn predicate(&self, text: &mut Text, own: &PredicateUse) {
        self.term(text, own.count, &own.predicate);
        let predicate = self.facts.short(&own.predicate.node);
        let [subject, object] = [&own.example.subject, &own.example.object];
        let (subject, object) = (self.facts.short(subject), one_line(&self.facts.short(object)));
        text.plain(format!("{:>12}for example ", ""));
        text.push(Style::Dim, format!("{subject} {predicate} {object}"));
        if !own.example.asserted {
            text.push(Style::Open, "  not asserted");
        }
        text.end_line();
    }

    fn term(&self, text: &mut Text, count: u64, term: &VocabularyTerm) {
        text.plain(format!("{count:>10}  {}", self.facts.name(&term.node)));
        text.push(Style::Dim, format!("  {}", self.facts.short(&term.node))).end_line();
        if let Some(description) = &term.description {
            text.plain(format!("{:>12}{}", "", one_line(description))).end_line();
        }
    }
}

/// What subjects of a role are called, several of them.
fn role_name(role: Role) -> &'static str {
    match role {
        Role::Entity => "entities",
        Role::ValueNode => "values",
        Role::Reifier => "facts and statements, which carry evidence",
        Role::Span => "spans of documents",
        Role::Document => "documents",
        Role::Vocabulary => "the vocabulary itself",
    }
}
