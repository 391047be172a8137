//! The variables of a query in the order of its text, which is the order of the columns of `SELECT *`.

use super::token::{Kind, Sign, Source};
use rustc_hash::FxHashSet;

/// The variables of a query whose outermost SELECT asks for `*`, in the order in which the text names them first.
pub(super) fn select_all_variables(source: Source<'_>) -> Option<Vec<String>> {
    let select = (0..source.tokens.len()).find(|&at| source.is_word(at, &["SELECT"]))?;
    let is_modified = source.is_word(select + 1, &["DISTINCT", "REDUCED"]);
    let star = select + 1 + usize::from(is_modified);
    source.is_sign(star, Sign::Star).then(|| variables(source, star))
}

/// The names of the variables from a token on, in the order in which the text names them first.
pub(super) fn variables(source: Source<'_>, from: usize) -> Vec<String> {
    let mut seen = FxHashSet::default();
    (from..source.tokens.len())
        .filter(|&at| source.kind(at) == Kind::Variable)
        // The first character is `?` or `$`.
        .map(|at| &source.letters(at)[1..])
        .filter(|name| seen.insert(*name))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::super::token::Language;
    use super::*;

    #[test]
    fn the_columns_of_select_all_come_in_the_order_of_the_text() {
        let order = |text: &str| {
            let tokens = &tokens(text);
            select_all_variables(Source { text, tokens, language: Language::Query })
                .map(|names| names.join(" "))
        };
        let text = "PREFIX e: <urn:?x> # ?y\nSELECT DISTINCT * { ?s ?p '?z' . $o ?p ?s }";
        assert_eq!(order(text).as_deref(), Some("s p o"));
        assert_eq!(order("SELECT ?b (1 AS ?a) { SELECT * { ?s ?p ?o } }"), None);
        assert_eq!(order("ASK { ?s ?p ?o }"), None);
    }
}
