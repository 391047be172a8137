//! A check of the evidence as text.

use super::fact_text::FactWriter;
use super::text::{Style, Text};
use crate::evidence::{CheckedFact, EvidenceReport};
use crate::model::Prefixes;

/// The report: each fact with its origin and, where the source was given, the words; then what was found.
/// Facts that nobody has annotated are listed only where annotations are required.
pub fn evidence_text(report: &EvidenceReport, required: bool, prefixes: &Prefixes) -> Text {
    let writer = FactWriter { prefixes };
    let mut text = Text::new();
    for fact in &report.facts {
        checked_fact(&mut text, fact, &writer);
    }
    if required {
        for fact in &report.unannotated_facts {
            text.plain(writer.sentence(fact)).push(Style::Bad, "  no evidence").end_line();
        }
        let left = report.unannotated - report.unannotated_facts.len() as u64;
        if left > 0 {
            text.push(Style::Bad, format!("and {left} more facts without evidence")).end_line();
        }
    }
    let unused: Vec<_> = report.spans.iter().filter(|span| span.supports.is_empty()).collect();
    for span in unused {
        text.push(Style::Dim, writer.short(&span.evidence.span));
        text.push(Style::Dim, format!(" {}", writer.place(&span.evidence)));
        text.push(Style::Dim, ": no fact rests on this span").end_line();
    }
    summary(&mut text, report);
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

fn summary(text: &mut Text, report: &EvidenceReport) {
    let facts = report.facts.len();
    if facts + report.spans.len() > 0 {
        text.end_line();
    }
    let (verified, unchecked) = (report.verified(), report.unchecked());
    let wrong = report.wrong().count();
    text.plain(format!("{facts} facts and statements, {} spans: ", report.spans.len()));
    text.push(Style::Good, format!("{verified} verified"));
    text.plain(", ").push(Style::Open, format!("{unchecked} unchecked"));
    text.plain(", ")
        .push(if wrong > 0 { Style::Bad } else { Style::Good }, format!("{wrong} wrong"));
    text.end_line();
    if unchecked > 0 {
        text.plain("Give the document with --source FILE to have its spans checked.").end_line();
    }
    let lacking = report.lacking_total();
    if lacking > 0 {
        let of_them = report.unannotated;
        text.plain(format!(
            "{lacking} facts have neither evidence nor the status Editorial, {of_them} of them no annotation at all."
        ));
        text.end_line();
    }
}
