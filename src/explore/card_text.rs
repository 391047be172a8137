//! A card as text for a terminal.

use super::card::{Card, FactGroup, Statement, StatementGroup};
use super::fact_text::{FactWriter, one_line};
use super::text::{Style, Text};
use crate::evidence::{Fact, Node};
use crate::model::Prefixes;

impl Card {
    /// The card as text: names, description, facts by property with their origin, statements.
    pub fn to_text(&self, prefixes: &Prefixes) -> Text {
        let writer = CardWriter { facts: FactWriter { prefixes } };
        let mut text = Text::new();
        writer.head(&mut text, self);
        writer.body(&mut text, self);
        text
    }
}

struct CardWriter<'a> {
    facts: FactWriter<'a>,
}

impl CardWriter<'_> {
    fn head(&self, text: &mut Text, card: &Card) {
        text.push(Style::Title, self.facts.name(&card.entity));
        let classes: Vec<_> = card.asserted_classes().map(|node| self.facts.name(node)).collect();
        if !classes.is_empty() {
            text.plain(format!("  {}", classes.join(", ")));
        }
        text.push(Style::Dim, format!("  {}", self.facts.short(&card.entity))).end_line();
        let others: Vec<_> = card.other_names().map(one_line).collect();
        if !others.is_empty() {
            text.push(Style::Dim, format!("also {}", others.join(", "))).end_line();
        }
        for description in &card.descriptions {
            text.plain(one_line(description)).end_line();
        }
    }

    fn body(&self, text: &mut Text, card: &Card) {
        if let Some(annotation) = &card.annotation {
            self.heading(text, "states");
            for content in &card.contents {
                self.assertion_mark(text, content);
                text.plain(self.facts.sentence(content)).end_line();
            }
            text.plain("  ");
            self.facts.annotation(text, annotation, 4);
            text.end_line();
        }
        for group in &card.outgoing {
            self.group(text, group, |fact| &fact.object);
        }
        for group in &card.incoming {
            self.group(text, group, |fact| &fact.subject);
        }
        self.classes(text, &card.classes);
        let by = "says, thinks or plans";
        self.statements(text, by, &card.statements_by);
        self.statements(text, "is spoken of", &card.statements_about);
        if card.cited_by > 0 {
            self.heading(text, "is cited");
            text.plain(format!("  by {} facts and statements", card.cited_by)).end_line();
        }
        if card.is_empty() {
            text.plain("Nothing else is known of it.").end_line();
        }
    }

    fn heading(&self, text: &mut Text, heading: &str) {
        text.end_line().push(Style::Heading, heading).end_line();
    }

    fn group<'c>(
        &self,
        text: &mut Text,
        group: &'c FactGroup,
        other: impl Fn(&'c Fact) -> &'c Node,
    ) {
        self.heading(text, &one_line(&group.phrase));
        for fact in &group.facts {
            self.assertion_mark(text, fact);
            text.plain(self.facts.name(other(fact)));
            self.facts.origin(text, &fact.annotations, 4);
            text.end_line();
        }
        self.more(text, group.total, group.facts.len());
    }

    /// A class has a line of its own only where its origin is known.
    fn classes(&self, text: &mut Text, classes: &[Fact]) {
        let known: Vec<_> = classes.iter().filter(|class| !class.annotations.is_empty()).collect();
        if known.is_empty() {
            return;
        }
        self.heading(text, "is a");
        for class in known {
            self.assertion_mark(text, class);
            text.plain(self.facts.name(&class.object));
            self.facts.origin(text, &class.annotations, 4);
            text.end_line();
        }
    }

    fn statements(&self, text: &mut Text, heading: &str, group: &StatementGroup) {
        if group.total == 0 {
            return;
        }
        self.heading(text, heading);
        for statement in &group.statements {
            text.plain("  ").plain(self.statement(statement)).plain("  ");
            self.facts.annotation(text, &statement.annotation, 4);
            text.end_line();
        }
        self.more(text, group.total, group.statements.len());
    }

    /// The statement's own label, else its contents.
    fn statement(&self, statement: &Statement) -> String {
        match &statement.annotation.reifier.label {
            Some(label) => one_line(label),
            None => statement
                .contents
                .iter()
                .map(|content| self.facts.sentence(content))
                .collect::<Vec<_>>()
                .join("; "),
        }
    }

    /// What is only stated is marked, so that nobody takes it for a fact.
    fn assertion_mark(&self, text: &mut Text, fact: &Fact) {
        if fact.asserted {
            text.plain("  ");
        } else {
            text.push(Style::Open, "? ");
        }
    }

    fn more(&self, text: &mut Text, total: u64, shown: usize) {
        let left = total - shown as u64;
        if left > 0 {
            text.push(Style::Dim, format!("  and {left} more")).end_line();
        }
    }
}
