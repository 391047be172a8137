//! `westlake` alone: what it is, an answer with its evidence, and what to try next.

use super::error::CliError;
use super::output::Terminal;
use crate::database::Database;
use crate::explore::{Style, Text};

/// The question that the greeting answers.
const ENTITY: &str = "DeepSeek";
const PROPERTY: &str = "https://westlake.example/ns#founded";

const TRY: [(&str, &str); 3] = [
    ("westlake show \"Liang Wenfeng\"", "what the article says of a person"),
    (
        "westlake query 'SELECT ?who ?what { ?fact wl:saidBy/rdfs:label ?who ; rdfs:label ?what }'",
        "who says what in it",
    ),
    ("westlake --help", "all that it can do, with your own data too"),
];

pub fn run(terminal: &Terminal) -> Result<(), CliError> {
    let database = Database::article();
    let card = database.show(ENTITY)?;
    let mut text = Text::new();
    text.push(Style::Title, "Westlake");
    text.plain(" is a knowledge-graph engine that answers with evidence.").end_line().end_line();
    text.plain(format!("Who founded {ENTITY}? The graph of one news article answers:")).end_line();
    text.end_line();
    for group in &card.incoming {
        if group.predicate.term.to_string() == format!("<{PROPERTY}>") {
            for fact in &group.facts {
                text.plain("  ");
                fact.write_text(&mut text, database.prefixes());
                text.end_line();
            }
        }
    }
    text.end_line().plain("Try").end_line();
    for (command, what) in TRY {
        text.push(Style::Heading, format!("  {command}")).end_line();
        text.push(Style::Dim, format!("      {what}")).end_line();
    }
    let mut output = terminal.output(None)?;
    output.text(&text)?;
    output.finish()
}
