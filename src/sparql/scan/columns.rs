//! The variables of a query in the order of its text, which is the order of the columns of `SELECT *`.

use super::token::{Kind, Sign, Token};
use rustc_hash::FxHashSet;

/// The variables of a query whose outermost SELECT asks for `*`, in the order in which the text names them first.
pub(super) fn select_all_variables(text: &str, tokens: &[Token]) -> Option<Vec<String>> {
    let word = |token: &Token, expected: &str| {
        token.kind == Kind::Word && text[token.start..token.end].eq_ignore_ascii_case(expected)
    };
    let select = tokens.iter().position(|token| word(token, "SELECT"))?;
    let mut rest = tokens[select + 1..].iter().peekable();
    rest.next_if(|token| word(token, "DISTINCT") || word(token, "REDUCED"));
    rest.next_if(|token| token.kind == Kind::Sign(Sign::Star))?;
    Some(variables(text, rest))
}

/// The names of the variables, in the order in which the text names them first.
pub(super) fn variables<'t>(
    text: &str,
    tokens: impl IntoIterator<Item = &'t Token>,
) -> Vec<String> {
    let mut seen = FxHashSet::default();
    tokens
        .into_iter()
        .filter(|token| token.kind == Kind::Variable)
        // The first character is `?` or `$`.
        .map(|token| &text[token.start + 1..token.end])
        .filter(|name| seen.insert(*name))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::*;

    #[test]
    fn the_columns_of_select_all_come_in_the_order_of_the_text() {
        let order =
            |text: &str| select_all_variables(text, &tokens(text)).map(|names| names.join(" "));
        let text = "PREFIX e: <urn:?x> # ?y\nSELECT DISTINCT * { ?s ?p '?z' . $o ?p ?s }";
        assert_eq!(order(text).as_deref(), Some("s p o"));
        assert_eq!(order("SELECT ?b (1 AS ?a) { SELECT * { ?s ?p ?o } }"), None);
        assert_eq!(order("ASK { ?s ?p ?o }"), None);
    }
}
