//! Text that a spreadsheet only shows: one that begins like a formula would be run.

use super::is_number;
use crate::model::{Literal, Term};
use std::borrow::Cow;

/// What a cell may begin with that a spreadsheet takes for more than text.
const BEGINNINGS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text with an apostrophe before it, by which spreadsheets know text, if it begins like a formula. A number stays.
pub fn spreadsheet_text(text: &str) -> Cow<'_, str> {
    if text.starts_with(BEGINNINGS) && text.parse::<f64>().is_err() {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The term for a cell of CSV: a literal that begins like a formula becomes a text that doesn't. A literal of a numeric
/// type stays if it is a number; other terms begin like no formula.
pub fn spreadsheet_term(term: Term) -> Term {
    match &term {
        Term::Literal(literal) if literal.value().starts_with(BEGINNINGS) => {
            let (text, numeric) = (literal.value(), is_number(&term));
            if numeric && text.parse::<f64>().is_ok() {
                return term;
            }
            Literal::new_simple_literal(format!("'{text}")).into()
        }
        _ => term,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::NamedNode;

    #[test]
    fn what_would_run_begins_with_an_apostrophe() {
        for text in ["=1+1", "+x", "-x", "@SUM(A1)", "\t=1", "\r=1", "-", "-1+1", "=", "-1 | =x"] {
            assert_eq!(spreadsheet_text(text), format!("'{text}"));
        }
        for text in ["", "x", "1", "-1", "+1.5e3", "1=1", "'=1", " x"] {
            assert_eq!(spreadsheet_text(text), text);
        }
    }

    #[test]
    fn a_typed_number_stays_and_what_only_says_that_it_is_one_does_not() {
        let xsd = |name: &str| format!("http://www.w3.org/2001/XMLSchema#{name}");
        for (value, datatype, kept) in [
            ("-1", "integer", true),
            ("+1.50", "decimal", true),
            ("-1e3", "double", true),
            ("-INF", "double", true),
            ("=1", "integer", false),
            ("-1+cmd", "integer", false),
            ("-1", "string", false),
            ("-0001-01-01", "date", false),
        ] {
            let datatype = NamedNode::new(xsd(datatype)).expect("an IRI");
            let term = Term::from(Literal::new_typed_literal(value, datatype));
            assert_eq!(spreadsheet_term(term.clone()) == term, kept, "{term}");
        }
    }
}
