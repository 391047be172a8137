//! Characters that no query has outside of strings, and quotes that don't pair.

use super::{Case, Mistake, Rule};
use crate::sparql::scan::token::Kind;

pub(super) const RULES: &[Rule] = &[open_string, quote_within_a_string, foreign];

/// A string whose quotes are never closed.
fn open_string(case: &Case<'_>) -> Option<Mistake> {
    if case.kind() != Kind::OpenString {
        return None;
    }
    let quote = &case.source.letters(case.at)[..1];
    let help = if case.source.letters(case.at).starts_with(&quote.repeat(3)) {
        format!("close it with {}", quote.repeat(3))
    } else {
        format!(
            "close it with {quote} on the same line; a text of several lines stands between {}",
            quote.repeat(3)
        )
    };
    Some(case.here("the string that begins here is never closed", help))
}

/// `'It's'`: the string ends earlier than it was meant to.
fn quote_within_a_string(case: &Case<'_>) -> Option<Mistake> {
    let before = case.before()?;
    let (string, word) = (case.source.tokens[before], case.source.tokens[case.at]);
    if string.kind != Kind::String || string.end != word.start || word.kind != Kind::Word {
        return None;
    }
    let closes_later = case.source.tokens[case.at..]
        .iter()
        .any(|token| matches!(token.kind, Kind::OpenString | Kind::String));
    if !closes_later && word.end - word.start <= 3 {
        let (string, tag) = (case.shown(before), case.source.letters(case.at));
        return Some(case.here("a language tag begins with @", format!("write {string}@{tag}")));
    }
    let quote = &case.source.letters(before)[..1];
    let other = if quote == "'" { "\"" } else { "'" };
    let message = format!("the string before {} has ended here", case.shown(case.at));
    Some(case.here(
        message,
        format!(
            "write {quote} within it as \\{quote}, or put the string between {other} and {other}"
        ),
    ))
}

/// A character that stands in no query.
fn foreign(case: &Case<'_>) -> Option<Mistake> {
    let Kind::Foreign(character) = case.kind() else { return None };
    let is_fence = case.source.text[case.source.tokens[case.at].start..].starts_with("```");
    let (message, help) = match character {
        '“' | '”' | '„' | '«' | '»' | '″' => {
            (format!("{character} is a typographic quote"), "strings stand between \" and \"")
        }
        '‘' | '’' | '‚' | '′' => (
            format!("{character} is a typographic quote"),
            "strings stand between ' and ', or \" and \"",
        ),
        '`' if is_fence => (
            "``` belongs to the page that the query was copied from".to_owned(),
            "leave that line out",
        ),
        '`' => (
            "` quotes nothing in SPARQL".to_owned(),
            "variables begin with ?, strings stand between \" and \"",
        ),
        '–' | '—' | '−' | '‐' | '‑' => {
            (format!("{character} is a typographic dash"), "the minus sign is -")
        }
        '≠' => ("≠ is no operator".to_owned(), "write !="),
        '≤' => ("≤ is no operator".to_owned(), "write <="),
        '≥' => ("≥ is no operator".to_owned(), "write >="),
        '→' | '←' => (
            format!("{character} is no sign of SPARQL"),
            "write subject, predicate and object one after another",
        ),
        '&' => return Some(ampersand(case)),
        '%' => (
            "% is no operator".to_owned(),
            "SPARQL has no remainder; % also stands for nothing in strings: use CONTAINS or REGEX",
        ),
        '\\' => ("\\ stands only in strings and names".to_owned(), "leave it out"),
        '?' | '$' => (
            format!("{character} begins a variable, but no name follows"),
            "write a name after it, such as ?person",
        ),
        '@' => (
            "@ begins a language tag, which stands right after a string".to_owned(),
            "write \"text\"@en",
        ),
        _ if character.is_whitespace() || character == '\u{FEFF}' || character == '\u{200B}' => {
            let code = u32::from(character);
            (format!("here stands an invisible character, U+{code:04X}"), "replace it with a blank")
        }
        _ => {
            return Some(case.here(
                format!(
                    "{} stands in no query outside of strings",
                    crate::format::escape_controls(&character.to_string())
                ),
                "put text between \" and \"",
            ));
        }
    };
    Some(case.here(message, help))
}

/// `&`, `&amp;&amp;`, `&lt;`
fn ampersand(case: &Case<'_>) -> Mistake {
    let rest = &case.source.text[case.source.tokens[case.at].start..];
    let escapes =
        [("&amp;&amp;", "&&"), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\"")];
    match escapes.into_iter().find(|(escape, _)| rest.starts_with(escape)) {
        Some((escape, sign)) => {
            let start = case.source.tokens[case.at].start;
            let help = format!("write {sign}");
            let message = format!("{escape} is how a web page writes {sign}");
            Mistake::new(case.source.text, start..start + escape.len(), message, Some(help))
        }
        None => case.here("& is no operator", "write && for \"and\""),
    }
}
