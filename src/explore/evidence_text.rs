//! A check of the evidence as text.

use super::fact_text::FactWriter;
use super::text::{Style, Text};
use crate::evidence::{CheckedFact, EvidenceReport};
use crate::model::Prefixes;

/// The report: each fact with its origin and, where the source was given, the words; then what was found.
pub fn evidence_text(report: &EvidenceReport, prefixes: &Prefixes) -> Text {
    let writer = FactWriter { prefixes };
    let mut text = Text::new();
    for fact in &report.facts {
        checked_fact(&mut text, fact, &writer);
    }
    text
}

fn checked_fact(text: &mut Text, fact: &CheckedFact, writer: &FactWriter<'_>) {
    let sentences: Vec<_> = fact.contents.iter().map(|content| writer.sentence(content)).collect();
    text.plain(sentences.join("; "));
    text.plain("  ");
    writer.annotation(text, &fact.annotation, 2);
    if fact.lacks_evidence {
        text.push(Style::Bad, "  no evidence");
    }
    text.end_line();
}
