//! Numbers by their value.
//!
//! The standard says which value a query computes and leaves open how it is written, so expected results write
//! `3.21E4` where another engine writes `32100`, and both are right. A number that was copied from the data is another
//! matter: it is a term of the graph, and has to come back letter for letter.

use crate::bijection::Row;
use crate::vocabulary::xsd;
use std::collections::HashSet;
use westlake::model::{Literal, Quad, Term, Triple};

/// Which columns of the expected rows hold numbers that the query computed. Those of a column of which all stand in the
/// data are taken for copies.
pub fn computed_columns(expected: &[Row], data: &[Quad]) -> Vec<bool> {
    let mut in_data = HashSet::new();
    data.iter().for_each(|quad| add_numbers(&quad.object, &mut in_data));
    let columns = expected.first().map_or(0, Vec::len);
    let is_computed = |column: usize| {
        let mut numbers = HashSet::new();
        let terms = expected.iter().filter_map(|row| row[column].as_ref());
        terms.for_each(|term| add_numbers(term, &mut numbers));
        !numbers.is_subset(&in_data)
    };
    (0..columns).map(is_computed).collect()
}

/// The rows with the numbers of these columns in the canonical form of their values.
pub fn by_value(rows: &[Row], computed: &[bool]) -> Vec<Row> {
    let term = |(term, computed): (&Option<Term>, &bool)| match term {
        Some(term) if *computed => Some(canonical_term(term)),
        _ => term.clone(),
    };
    rows.iter().map(|row| row.iter().zip(computed).map(term).collect()).collect()
}

fn canonical_term(term: &Term) -> Term {
    match term {
        Term::Literal(literal) => canonical(literal).into(),
        Term::Triple(triple) => {
            let Triple { subject, predicate, object } = (**triple).clone();
            Triple { subject, predicate, object: canonical_term(&object) }.into()
        }
        _ => term.clone(),
    }
}

fn add_numbers(term: &Term, numbers: &mut HashSet<Literal>) {
    match term {
        Term::Literal(literal) if canonical_text(literal).is_some() => {
            numbers.insert(literal.clone());
        }
        Term::Triple(triple) => add_numbers(&triple.object, numbers),
        _ => {}
    }
}

fn canonical(literal: &Literal) -> Literal {
    match canonical_text(literal) {
        Some(text) => Literal::new_typed_literal(text, literal.datatype()),
        None => literal.clone(),
    }
}

/// One text for each value of a datatype; `None` for what is no number.
fn canonical_text(literal: &Literal) -> Option<String> {
    let (text, datatype) = (literal.value(), literal.datatype());
    if datatype == xsd::INTEGER || datatype == xsd::DECIMAL {
        canonical_decimal(text)
    } else if datatype == xsd::DOUBLE {
        Some(format!("{:e}", text.parse::<f64>().ok()?))
    } else if datatype == xsd::FLOAT {
        Some(format!("{:e}", text.parse::<f32>().ok()?))
    } else {
        None
    }
}

fn canonical_decimal(text: &str) -> Option<String> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = !(whole.is_empty() && fraction.is_empty())
        && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let sign = if whole.is_empty() && fraction.is_empty() { "" } else { sign };
    is_number.then(|| format!("{sign}{whole}.{fraction}"))
}
