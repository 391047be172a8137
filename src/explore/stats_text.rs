//! What a graph holds as text.

use super::fact_text::FactWriter;
use super::stats::{Count, Stats};
use super::text::{Style, Text};
use crate::model::Prefixes;

impl Stats {
    /// The counts as text, at most so many rows a list.
    pub fn to_text(&self, prefixes: &Prefixes, rows_max: usize) -> Text {
        let writer = FactWriter { prefixes };
        let mut text = Text::new();
        let stated = self.facts - self.asserted_facts;
        let rows = [
            (self.facts, "facts"),
            (self.asserted_facts, "asserted"),
            (stated, "only said, thought or planned"),
            (self.entities, "entities"),
            (self.quads, "triples, with all that carries evidence"),
            (self.named_graphs, "named graphs"),
        ];
        text.push(Style::Title, format!("The graph in the view {}", self.view)).end_line();
        for (count, what) in rows {
            row(&mut text, count, what, "");
        }
        let lists = [
            ("Entities by class", &self.entities_by_class),
            ("Facts by class of the subject", &self.facts_by_class),
            ("Facts by predicate", &self.facts_by_predicate),
            ("Facts and statements by status", &self.reifiers_by_status),
        ];
        for (heading, counts) in lists {
            list(&mut text, heading, counts, &writer, rows_max);
        }
        text.end_line().push(Style::Heading, "Evidence").end_line();
        let coverage = &self.coverage;
        row(&mut text, coverage.with_evidence, "facts rest on a span of a document", "");
        let annotated = coverage.annotated_without_evidence;
        row(&mut text, annotated, "facts are annotated, but name no span", "");
        row(&mut text, coverage.unannotated, "facts have no annotation", "");
        row(&mut text, coverage.spans, "spans", "");
        row(&mut text, coverage.documents, "documents", "");
        text
    }
}

fn list(
    text: &mut Text,
    heading: &str,
    counts: &[Count],
    writer: &FactWriter<'_>,
    rows_max: usize,
) {
    if counts.is_empty() {
        return;
    }
    text.end_line().push(Style::Heading, heading).end_line();
    for count in counts.iter().take(rows_max) {
        row(text, count.count, &writer.name(&count.node), &writer.short(&count.node));
    }
    if counts.len() > rows_max {
        let left = counts.len() - rows_max;
        text.push(Style::Dim, format!("          and {left} more")).end_line();
    }
}

fn row(text: &mut Text, count: u64, what: &str, short: &str) {
    text.plain(format!("{count:>10}  {what}"));
    if !short.is_empty() {
        text.push(Style::Dim, format!("  {short}"));
    }
    text.end_line();
}
