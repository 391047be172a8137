//! The tokens of a query (SPARQL 1.2 §19.8), as finely as grammar and explanations need them.

use super::mistake::Mistake;
use std::ops::Range;

/// A token, with its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sparql) struct Token {
    pub kind: Kind,
    /// Bytes of the text, the end exclusive.
    pub start: usize,
    pub end: usize,
}

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sparql) enum Kind {
    /// Letters that may be a keyword, a function, or nothing at all.
    Word,
    /// A prefixed name, or a prefix alone: both end in what follows the first colon.
    Prefixed,
    /// `_:b`
    BlankNode,
    Iri,
    /// With `?` or `$`.
    Variable,
    String,
    /// A string whose quotes are never closed: it reaches to the end of the line, or of the text.
    OpenString,
    /// `@en`, `@ar--rtl`
    LanguageTag,
    Integer,
    /// A number with a point or an exponent.
    Number,
    /// Punctuation, the longest that fits.
    Sign(Sign),
    /// A character that stands in no query outside of strings and comments.
    Foreign(char),
    /// After the last token; its place is the end of the text.
    End,
}

/// A text with its tokens, the last of which is [`Kind::End`].
#[derive(Clone, Copy)]
pub(in crate::sparql) struct Source<'t> {
    pub text: &'t str,
    pub tokens: &'t [Token],
    pub language: Language,
}

/// What a text should be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sparql) enum Language {
    Query,
    Update,
}

impl Language {
    /// What a message calls such a text.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Update => "update",
        }
    }
}

impl<'t> Source<'t> {
    pub fn kind(self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::End, |token| token.kind)
    }

    /// The letters of a token, empty at the end.
    pub fn letters(self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// Whether a token is an IRI, in full or with a prefix.
    pub fn is_iri(self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Iri | Kind::Prefixed)
    }

    pub fn is_sign(self, at: usize, sign: Sign) -> bool {
        self.kind(at) == Kind::Sign(sign)
    }

    /// Whether a token is one of these words, in capitals or not.
    pub fn is_word(self, at: usize, words: &[&str]) -> bool {
        self.kind(at) == Kind::Word
            && words.iter().any(|word| self.letters(at).eq_ignore_ascii_case(word))
    }

    /// A mistake in some tokens.
    pub fn mistake(
        self,
        at: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Mistake {
        let mut bytes = self.tokens[at.start].start..self.tokens[at.end - 1].end;
        if self.kind(at.start) == Kind::End && at.start > 0 {
            // What is missing at the end is missing after the last token, not after the blanks and comments behind it.
            let last = self.tokens[at.start - 1].end;
            bytes = last..last;
        }
        Mistake::new(self.text, bytes, message, Some(help.into()))
    }
}

macro_rules! signs {
    ($($name:ident $text:literal,)*) => {
        /// The signs of SPARQL.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(in crate::sparql) enum Sign { $($name,)* }

        impl Sign {
            /// Longer ones before those that they begin with.
            pub const ALL: &[(Sign, &'static str)] = &[$((Sign::$name, $text),)*];
        }
    };
}

signs! {
    OpenTripleTerm "<<(",
    CloseTripleTerm ")>>",
    OpenReified "<<",
    CloseReified ">>",
    OpenAnnotation "{|",
    CloseAnnotation "|}",
    And "&&",
    Or "||",
    Datatype "^^",
    NotEqual "!=",
    LessOrEqual "<=",
    GreaterOrEqual ">=",
    OpenBrace "{",
    CloseBrace "}",
    OpenParenthesis "(",
    CloseParenthesis ")",
    OpenSquare "[",
    CloseSquare "]",
    Dot ".",
    Comma ",",
    Semicolon ";",
    Less "<",
    Greater ">",
    Equal "=",
    Not "!",
    Pipe "|",
    Slash "/",
    Caret "^",
    Question "?",
    Star "*",
    Plus "+",
    Minus "-",
    Tilde "~",
}

impl Sign {
    /// Whether it opens a bracket.
    pub fn opens(self) -> bool {
        self.closing().is_some()
    }

    /// Whether it closes one.
    pub fn closes(self) -> bool {
        matches!(
            self,
            Self::CloseBrace
                | Self::CloseParenthesis
                | Self::CloseSquare
                | Self::CloseTripleTerm
                | Self::CloseReified
                | Self::CloseAnnotation
        )
    }

    /// What closes this bracket.
    pub fn closing(self) -> Option<Self> {
        Some(match self {
            Self::OpenBrace => Self::CloseBrace,
            Self::OpenParenthesis => Self::CloseParenthesis,
            Self::OpenSquare => Self::CloseSquare,
            Self::OpenTripleTerm => Self::CloseTripleTerm,
            Self::OpenReified => Self::CloseReified,
            Self::OpenAnnotation => Self::CloseAnnotation,
            _ => return None,
        })
    }

    /// Whether it compares two values.
    pub fn compares(self) -> bool {
        matches!(
            self,
            Self::Equal
                | Self::NotEqual
                | Self::Less
                | Self::LessOrEqual
                | Self::Greater
                | Self::GreaterOrEqual
        )
    }

    /// The letters that it is written with.
    pub fn text(self) -> &'static str {
        // Every sign is in the list that it is made from.
        Self::ALL.iter().find(|(sign, _)| *sign == self).map_or("", |(_, text)| text)
    }
}
