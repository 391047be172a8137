//! Folding: two spellings of a name are the same name if they fold to the same text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The name without case, accents, width and superfluous blanks: `Ｌｉáng  Wén` becomes `liang wen`.
pub fn fold(name: &str) -> String {
    // Through upper case, so that ß becomes ss and both small sigmas are one.
    let plain: String = name
        .nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_accents_width_and_blanks() {
        assert_eq!(fold("  Ｌiáng \u{a0} WÉN\u{301}feng "), "liang wenfeng");
        assert_eq!(fold("ﬁ"), "fi");
        assert_eq!(fold("Straße ΣΑΣ"), fold("STRASSE σας"));
        assert_eq!(fold("杭州"), "杭州");
    }
}
