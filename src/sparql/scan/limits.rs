//! What a query may hold. Parser, planner and evaluator below recurse as deep as brackets are nested and chains are
//! long, and plan in a time that grows with the square of a group's patterns or faster.

use super::token::{Kind, Token};

/// How deep brackets of any kind may be nested.
pub const NESTING_MAX: usize = 128;
/// How deep collections `( … )` and property lists `[ … ]` may be nested: the parser's time grows fast with them.
pub const LIST_NESTING_MAX: usize = 32;
/// How many operators an expression may chain, and how many parts a group may join, along the longest way into what is
/// nested in them.
pub const CHAIN_MAX: usize = 1_000;
/// How many triple patterns and path steps one group may hold.
pub const PATTERNS_MAX: usize = 256;
/// How long a query may be, in bytes; and an update, without the quads of its INSERT DATA and DELETE DATA.
pub const BYTES_MAX: usize = 1 << 20;
/// How deep calls of the functions may be nested that the parser tries with and without their last argument:
/// each doubles its time.
pub const TWICE_PARSED_NESTING_MAX: usize = 12;

/// A limit on the shape of a query.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sparql) enum Limit {
    Nesting,
    ListNesting,
    Operators,
    Parts,
    Patterns,
    Bytes,
    UpdateBytes,
    Declarations,
    TwiceParsed,
}

impl Limit {
    pub fn message(self) -> String {
        match self {
            Self::Nesting => format!("brackets are nested deeper than {NESTING_MAX}"),
            Self::ListNesting => {
                format!("collections and property lists are nested deeper than {LIST_NESTING_MAX}")
            }
            Self::Operators => format!("an expression chains more than {CHAIN_MAX} operators"),
            Self::Parts => {
                format!("a group joins more than {CHAIN_MAX} parts, with those nested in them")
            }
            Self::Patterns => {
                format!("a group has more than {PATTERNS_MAX} triple patterns and path steps")
            }
            Self::Bytes => format!("the query is longer than {BYTES_MAX} bytes"),
            Self::Declarations => {
                "there are too many declarations between the operations".to_owned()
            }
            Self::UpdateBytes => format!(
                "the update is longer than {BYTES_MAX} bytes, without the quads of its INSERT DATA and DELETE DATA"
            ),
            Self::TwiceParsed => format!(
                "SUBSTR, REGEX, REPLACE and GROUP_CONCAT are nested deeper than \
                 {TWICE_PARSED_NESTING_MAX}"
            ),
        }
    }

    /// What to do instead.
    pub fn help(self) -> &'static str {
        match self {
            Self::Nesting | Self::ListNesting => "write it flatter",
            Self::Operators => "a long list of values stands in IN ( … ) or VALUES",
            Self::Parts => "a long list of values stands in VALUES",
            Self::Patterns => "put some of them into a group { … } of their own",
            Self::Declarations => "put them before the first operation",
            Self::UpdateBytes => "run it in several parts",
            Self::Bytes => "load long lists of values as data",
            Self::TwiceParsed => "give some of the results a name with BIND",
        }
    }
}

/// What was counted in one group.
#[derive(Clone, Copy, Default, Debug)]
pub(in crate::sparql) struct Count {
    parts: usize,
    patterns: usize,
}

impl Count {
    /// Counts one more part, and says whether it is within the limit with the chain within the parts before it.
    pub fn admits_part(&mut self, chain: usize) -> bool {
        self.parts += 1;
        self.parts + chain <= CHAIN_MAX
    }

    /// Counts one more triple pattern or path step, and says whether it is within the limit.
    pub fn admits_pattern(&mut self) -> bool {
        self.patterns += 1;
        self.patterns <= PATTERNS_MAX
    }

    pub fn parts(&self) -> usize {
        self.parts
    }
}

/// The first bracket that is nested too deep.
pub(in crate::sparql) fn too_deep(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        let Kind::Sign(sign) = token.kind else { continue };
        if sign.opens() {
            depth += 1;
        } else if sign.closes() {
            depth = depth.saturating_sub(1);
        }
        if depth > NESTING_MAX {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::lexer::tokens;
    use super::*;

    #[test]
    fn brackets_in_strings_and_iris_are_not_nested() {
        let depth = |text: &str| too_deep(&tokens(text));
        assert_eq!(depth(&"(".repeat(NESTING_MAX)), None);
        assert_eq!(depth(&"(".repeat(NESTING_MAX + 1)), Some(NESTING_MAX));
        assert_eq!(depth(&"()".repeat(1000)), None);
        let many = "(".repeat(1000);
        assert_eq!(depth(&format!("ASK {{ ?s ?p '{many}' , <{many}> }} # {many}")), None);
        for bracket in ["{", "[", "<<", "<<(", "{|"] {
            assert!(depth(&bracket.repeat(NESTING_MAX + 1)).is_some(), "{bracket}");
        }
    }
}
