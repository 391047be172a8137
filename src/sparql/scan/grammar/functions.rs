//! The functions of SPARQL 1.2 (§17.4), and the aggregates (§18.5.1).

use std::ops::RangeInclusive;

/// A function that is called by a word.
pub(in crate::sparql) struct Function {
    pub name: &'static str,
    pub arguments: RangeInclusive<usize>,
}

/// Any number of arguments.
const ANY: RangeInclusive<usize> = 0..=usize::MAX;

macro_rules! functions {
    ($($name:literal $arguments:expr,)*) => {
        /// Every function that is called by a word.
        pub(in crate::sparql) const FUNCTIONS: &[Function] =
            &[$(Function { name: $name, arguments: $arguments },)*];
    };
}

functions! {
    "COUNT" 1..=1,
    "SUM" 1..=1,
    "MIN" 1..=1,
    "MAX" 1..=1,
    "AVG" 1..=1,
    "SAMPLE" 1..=1,
    "GROUP_CONCAT" 1..=1,
    "STR" 1..=1,
    "LANG" 1..=1,
    "LANGMATCHES" 2..=2,
    "LANGDIR" 1..=1,
    "DATATYPE" 1..=1,
    "BOUND" 1..=1,
    "IRI" 1..=1,
    "URI" 1..=1,
    "BNODE" 0..=1,
    "RAND" 0..=0,
    "ABS" 1..=1,
    "CEIL" 1..=1,
    "FLOOR" 1..=1,
    "ROUND" 1..=1,
    "CONCAT" ANY,
    "SUBSTR" 2..=3,
    "STRLEN" 1..=1,
    "REPLACE" 3..=4,
    "UCASE" 1..=1,
    "LCASE" 1..=1,
    "ENCODE_FOR_URI" 1..=1,
    "CONTAINS" 2..=2,
    "STRSTARTS" 2..=2,
    "STRENDS" 2..=2,
    "STRBEFORE" 2..=2,
    "STRAFTER" 2..=2,
    "YEAR" 1..=1,
    "MONTH" 1..=1,
    "DAY" 1..=1,
    "HOURS" 1..=1,
    "MINUTES" 1..=1,
    "SECONDS" 1..=1,
    "TIMEZONE" 1..=1,
    "TZ" 1..=1,
    "NOW" 0..=0,
    "UUID" 0..=0,
    "STRUUID" 0..=0,
    "MD5" 1..=1,
    "SHA1" 1..=1,
    "SHA256" 1..=1,
    "SHA384" 1..=1,
    "SHA512" 1..=1,
    "COALESCE" ANY,
    "IF" 3..=3,
    "STRLANG" 2..=2,
    "STRLANGDIR" 3..=3,
    "STRDT" 2..=2,
    "sameTerm" 2..=2,
    "isIRI" 1..=1,
    "isURI" 1..=1,
    "isBLANK" 1..=1,
    "isLITERAL" 1..=1,
    "isNUMERIC" 1..=1,
    "hasLang" 1..=1,
    "hasLangDir" 1..=1,
    "REGEX" 2..=3,
    "TRIPLE" 3..=3,
    "SUBJECT" 1..=1,
    "PREDICATE" 1..=1,
    "OBJECT" 1..=1,
    "isTriple" 1..=1,
    "ADJUST" 2..=2,
}

/// The functions over the solutions of a group.
pub(in crate::sparql) const AGGREGATES: [&str; 7] =
    ["COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"];

pub(super) fn function(word: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(word))
}

/// Whether a word calls a function, or begins `EXISTS` or `NOT EXISTS`.
pub(in crate::sparql) fn is_function(word: &str) -> bool {
    function(word).is_some()
        || word.eq_ignore_ascii_case("EXISTS")
        || word.eq_ignore_ascii_case("NOT")
}
