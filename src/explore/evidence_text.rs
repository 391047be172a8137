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

/// What makes a check fail, with the facts that it concerns, a line each. `None` if nothing does.
pub fn evidence_failure(
    report: &EvidenceReport,
    required: bool,
    prefixes: &Prefixes,
) -> Option<String> {
    let writer = FactWriter { prefixes };
    let mut failures = Vec::new();
    let wrong = report.wrong().count();
    if wrong > 0 {
        let resting = report.facts.iter().filter(|fact| fact.rests_on_a_wrong_span());
        let mut names: Vec<String> = resting.map(|fact| named_fact(fact, &writer)).collect();
        let unused = report.wrong().filter(|span| span.supports.is_empty());
        names.extend(unused.map(|span| writer.short(&span.evidence.span)));
        let spans = report.spans.len();
        let failure = format!("{wrong} of {spans} spans do not fit their documents; this concerns");
        failures.push(with_names(&failure, &names, names.len()));
    }
    let problems = report.with_problems().count();
    if required && problems > 0 {
        let names: Vec<String> = report
            .with_problems()
            .map(|fact| format!("{}: {}", named_fact(fact, &writer), fact.problems.join("; ")))
            .collect();
        let failure = format!("{problems} facts or statements break a rule of docs/modelling.md");
        failures.push(with_names(&failure, &names, names.len()));
    }
    let lacking = report.lacking_total();
    if required && lacking > 0 {
        let annotated = report.lacking().map(|fact| named_fact(fact, &writer));
        let others = report.unannotated_facts.iter().map(|fact| writer.sentence(fact));
        let names: Vec<String> = annotated.chain(others).collect();
        let failure = format!("{lacking} facts have neither evidence nor the status Editorial");
        failures.push(with_names(&failure, &names, lacking as usize));
    }
    (!failures.is_empty()).then(|| failures.join("\n"))
}

/// How many facts a failure names.
const NAMED_MAX: usize = 5;

fn with_names(failure: &str, names: &[String], total: usize) -> String {
    let mut text = format!("{failure}:");
    for name in names.iter().take(NAMED_MAX) {
        text.push_str(&format!("\n  {name}"));
    }
    match total - names.len().min(NAMED_MAX) {
        0 => {}
        left => text.push_str(&format!("\n  and {left} more")),
    }
    text
}

fn named_fact(fact: &CheckedFact, writer: &FactWriter<'_>) -> String {
    format!("{}  {}", contents(fact, writer), writer.short(&fact.annotation.reifier))
}

fn contents(fact: &CheckedFact, writer: &FactWriter<'_>) -> String {
    let sentences: Vec<_> = fact.contents.iter().map(|content| writer.sentence(content)).collect();
    sentences.join("; ")
}

fn checked_fact(text: &mut Text, fact: &CheckedFact, writer: &FactWriter<'_>) {
    text.plain(contents(fact, writer));
    text.plain("  ");
    writer.annotation(text, &fact.annotation, 2);
    if fact.lacks_evidence {
        text.push(Style::Bad, "  no evidence");
    }
    for problem in &fact.problems {
        text.end_line().push(Style::Bad, format!("  {problem}"));
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
    let problems = report.with_problems().count();
    if problems > 0 {
        text.push(
            Style::Bad,
            format!("{problems} break a rule of docs/modelling.md; they say which."),
        );
        text.end_line();
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
