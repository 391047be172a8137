//! Brackets that are never closed, close nothing, or are missing.

use super::{Case, Mistake, brackets};
use crate::sparql::scan::grammar::Expected;
use crate::sparql::scan::token::{Kind, Sign};

/// A bracket without its counterpart.
pub(super) fn mismatched(case: &Case<'_>) -> Option<Mistake> {
    let open = case.open();
    let Kind::Sign(sign) = case.kind() else {
        let &last = open.last().filter(|_| case.kind() == Kind::End)?;
        return Some(case.source.mistake(
            last..last + 1,
            format!("the {} that opens here is never closed", case.source.letters(last)),
            format!("add {} where it ends", closing(case, last)),
        ));
    };
    if !sign.closes() {
        return None;
    }
    let closes = |&open: &usize| brackets::closes(case.source.tokens, open, sign);
    match open.last().filter(|_| open.iter().any(closes)) {
        None => Some(case.here(format!("this {} closes nothing", sign.text()), "leave it out")),
        Some(last) if closes(last) => None,
        // The one that it would close is open further out, so the inner one lacks its end.
        Some(&last) => Some(case.here(
            format!(
                "the {} of {} is not closed before this",
                case.source.letters(last),
                case.place(last)
            ),
            format!("add {} before {}", closing(case, last), sign.text()),
        )),
    }
}

fn closing(case: &Case<'_>, open: usize) -> &'static str {
    match case.source.tokens[open].kind {
        Kind::Sign(sign) => sign.closing().map_or("", Sign::text),
        _ => "",
    }
}

/// `OPTIONAL ?x ?p ?o`, `WHERE ?x …`, `EXISTS ( … )`
pub(super) fn missing_group(case: &Case<'_>) -> Option<Mistake> {
    if case.expected == Expected::Template {
        return Some(case.here(
            "CONSTRUCT is followed by a template of triples in { }",
            "write CONSTRUCT { ?x :knows ?y } WHERE { … }",
        ));
    }
    let Expected::Group(after) = case.expected else {
        let lacks_pattern = case.expected == Expected::MoreProjection && case.kind() == Kind::End;
        return lacks_pattern.then(|| {
            case.here(
                "the query has no pattern",
                "say what is looked for, in { }: SELECT ?x { ?x ?p ?o }",
            )
        });
    };
    let after = if after.is_empty() { return None } else { after };
    if after == "the template" {
        return Some(case.here(
            "the template is followed by the pattern that fills it",
            "write CONSTRUCT { … } WHERE { … }",
        ));
    }
    if case.kind() == Kind::End {
        return Some(case.here(
            format!("{after} is followed by a pattern, which is missing"),
            format!("write {after} {{ ?s ?p ?o }}"),
        ));
    }
    Some(case.here(
        format!("{after} is followed by a pattern in {{ }}"),
        format!("put braces around the pattern: {after} {{ … }}"),
    ))
}
