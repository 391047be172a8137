//! Spans in a changed copy of their document, as text.

use super::fact_text::{FactWriter, one_line};
use super::text::{Style, Text};
use crate::evidence::{
    Lead, LeadKind, Letters, Offsets, RelocatedDocument, RelocatedSpan, Relocation,
    RelocationCounts, RelocationOutcome,
};
use crate::model::Prefixes;

/// For each document how many spans were found again, and those that a person must look at, with what rests on them.
pub fn relocation_text(relocation: &Relocation, prefixes: &Prefixes) -> Text {
    let writer = FactWriter { prefixes };
    let mut text = Text::new();
    for document in &relocation.documents {
        if relocation.documents.len() > 1 {
            let name = writer.name(&document.document);
            let file = writer.plain(&document.file);
            text.push(Style::Title, format!("{name} in {file}")).end_line();
        }
        summary(&mut text, &document.counts);
        to_look_at(&mut text, document, &writer);
    }
    text
}

/// What fails where every span must be found again. `None` if all are.
pub fn relocation_failure(relocation: &Relocation) -> Option<String> {
    let RelocationCounts { spans, found, .. } = relocation.counts();
    let missing = spans - found;
    (missing > 0).then(|| format!("{missing} of {spans} spans were not found again"))
}

/// "3 of 4 spans found again (75.0 %): 1 unchanged, 1 moved, 1 changed in letters only; 1 changed, 0 gone".
fn summary(text: &mut Text, counts: &RelocationCounts) {
    let RelocationCounts { spans, found, unchanged, moved, .. } = counts;
    let RelocationCounts { changed_letters, changed_words, gone, .. } = counts;
    let share = counts.share() * 100.0;
    let style = if found == spans { Style::Good } else { Style::Open };
    text.push(style, format!("{found} of {spans} spans found again ({share:.1} %)"));
    text.plain(format!(
        ": {unchanged} unchanged, {moved} moved, {changed_letters} changed in letters only; "
    ));
    let style = |count: usize| if count > 0 { Style::Bad } else { Style::Plain };
    text.push(style(*changed_words), format!("{changed_words} changed")).plain(", ");
    text.push(style(*gone), format!("{gone} gone")).end_line();
}

fn to_look_at(text: &mut Text, document: &RelocatedDocument, writer: &FactWriter<'_>) {
    let lettered = document.spans.iter().filter(|span| span.found().is_some());
    let mut letters: Vec<Letters> = lettered
        .flat_map(|span| match &span.outcome {
            RelocationOutcome::Changed { only_in, .. } => only_in.as_slice(),
            _ => &[],
        })
        .copied()
        .collect();
    letters.sort_unstable();
    letters.dedup();
    if !letters.is_empty() {
        let names: Vec<&str> = letters.into_iter().map(Letters::name).collect();
        text.plain(format!("The letters that changed are {}.", names.join(", "))).end_line();
    }
    for span in document.spans.iter().filter(|span| span.found().is_none()) {
        text.end_line();
        not_found(text, span, writer);
    }
    for span in document.spans.iter().filter(|span| span.beside_changed) {
        text.end_line();
        read_again(text, span, writer);
    }
}

/// The same words, with others beside them: "opened" may have become "never opened".
fn read_again(text: &mut Text, span: &RelocatedSpan, writer: &FactWriter<'_>) {
    text.push(Style::Open, "read again").plain("  ").plain(writer.short(&span.span));
    text.push(Style::Dim, format!(" {}", span.from.map(place).unwrap_or_default())).end_line();
    let now = span.found().map(place).unwrap_or_default();
    text.plain(format!("  its words stand at {now}, with other words beside them")).end_line();
    facts(text, span, writer);
}

fn not_found(text: &mut Text, span: &RelocatedSpan, writer: &FactWriter<'_>) {
    let what = match span.outcome {
        RelocationOutcome::Changed { .. } => "changed",
        _ => "gone",
    };
    text.push(Style::Bad, what).plain("  ").plain(writer.short(&span.span));
    text.push(Style::Dim, format!(" {}", span.from.map(place).unwrap_or_default())).end_line();
    match &span.outcome {
        RelocationOutcome::Changed { to, words, .. } => {
            text.plain("  between the same surroundings stands now ");
            text.push(Style::Quote, format!("“{}”", one_line(words)));
            text.push(Style::Dim, format!(" {}", place(*to))).end_line();
        }
        RelocationOutcome::Gone { leads } => self::leads(text, leads),
        _ => {}
    }
    facts(text, span, writer);
}

fn facts(text: &mut Text, span: &RelocatedSpan, writer: &FactWriter<'_>) {
    for fact in &span.facts {
        let sentences: Vec<_> =
            fact.contents.iter().map(|content| writer.sentence(content)).collect();
        text.plain(format!("  {}  ", sentences.join("; ")));
        let origin = writer.status_and_speaker(&fact.annotation);
        text.push(Style::Open, format!("[{origin}]"));
        text.push(Style::Dim, format!("  {}", writer.short(&fact.annotation.reifier))).end_line();
    }
    if span.facts.is_empty() {
        text.push(Style::Dim, "  no fact rests on it").end_line();
    }
}

fn leads(text: &mut Text, leads: &[Lead]) {
    if leads.is_empty() {
        text.plain("  neither its words nor what stood around them is there").end_line();
    }
    for (kind, stands, undecided) in [
        (LeadKind::Words, "its words stand at", ", but nothing tells whether those were cited"),
        (LeadKind::Before, "what stood before them ends at", ""),
        (LeadKind::After, "what stood behind them begins at", ""),
    ] {
        let places: Vec<String> = leads
            .iter()
            .filter(|lead| lead.kind == kind)
            .map(|lead| format!("line {}, column {}", lead.line, lead.column))
            .collect();
        if !places.is_empty() {
            text.plain(format!("  {stands} {}{undecided}", places.join("; "))).end_line();
        }
    }
}

fn place(offsets: Offsets) -> String {
    format!("{}–{}", offsets.start, offsets.end)
}
