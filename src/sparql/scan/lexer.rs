//! From text to tokens. Any text has some: what fits nowhere is a [`Kind::Foreign`] or a [`Kind::OpenString`].

use super::token::{Kind, Sign, Token};

/// The tokens of a text without blanks and comments; the last is [`Kind::End`].
pub(in crate::sparql) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::with_capacity(text.len() / 4);
    loop {
        lexer.skip_blanks_and_comments();
        let start = lexer.at;
        let kind = lexer.next_kind();
        tokens.push(Token { kind, start, end: lexer.at });
        if kind == Kind::End {
            return tokens;
        }
    }
}

struct Lexer<'t> {
    text: &'t str,
    /// Bytes that were passed.
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_while(&mut self, belongs: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    }

    fn skip_blanks_and_comments(&mut self) {
        loop {
            self.skip_while(|c| matches!(c, ' ' | '\t' | '\r' | '\n'));
            if self.peek() != Some('#') {
                return;
            }
            self.skip_while(|c| c != '\n' && c != '\r');
        }
    }

    fn next_kind(&mut self) -> Kind {
        let Some(first) = self.peek() else { return Kind::End };
        match first {
            '<' if self.iri_length().is_some() => {
                self.at += self.iri_length().unwrap_or_default();
                Kind::Iri
            }
            '"' | '\'' => self.string(first),
            '?' | '$' if self.second().is_some_and(is_variable) => {
                self.at += 1;
                self.skip_while(is_variable);
                Kind::Variable
            }
            '@' if self.second().is_some_and(|c| c.is_ascii_alphabetic()) => {
                self.at += 1;
                self.skip_while(|c| c.is_ascii_alphanumeric() || c == '-');
                Kind::LanguageTag
            }
            '0'..='9' => self.number(),
            '.' if self.second().is_some_and(|c| c.is_ascii_digit()) => self.number(),
            ':' => self.local_name(),
            '_' if self.second() == Some(':') => {
                self.at += 2;
                self.dotted(|_| false);
                Kind::BlankNode
            }
            c if is_name_start(c) || c == '_' => self.word(),
            other => self.sign().map_or_else(
                || {
                    self.at += other.len_utf8();
                    Kind::Foreign(other)
                },
                Kind::Sign,
            ),
        }
    }

    fn second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// The length of an IRI with its brackets; `None` where `<` is the sign. An IRI has no blanks, brackets or quotes.
    fn iri_length(&self) -> Option<usize> {
        let ends = |c: char| c <= ' ' || "<>\"{}|^`".contains(c);
        let at = 1 + self.rest()[1..].find(ends)?;
        self.rest()[at..].starts_with('>').then_some(at + 1)
    }

    fn string(&mut self, quote: char) -> Kind {
        let triple = [quote; 3].iter().collect::<String>();
        let long = self.rest().starts_with(&triple);
        let closing = if long { triple.as_str() } else { &triple[..1] };
        self.at += closing.len();
        loop {
            if self.rest().starts_with(closing) {
                self.at += closing.len();
                return Kind::String;
            }
            match self.peek() {
                None => return Kind::OpenString,
                Some('\n' | '\r') if !long => return Kind::OpenString,
                Some('\\') => {
                    self.at += 1;
                    self.at += self.peek().map_or(0, char::len_utf8);
                }
                Some(c) => self.at += c.len_utf8(),
            }
        }
    }

    fn number(&mut self) -> Kind {
        let digits = |c: char| c.is_ascii_digit();
        self.skip_while(digits);
        let mut kind = Kind::Integer;
        // A point at the end of the digits is the dot of a triple, unless an exponent follows.
        let after_point = self.rest().strip_prefix('.').and_then(|rest| rest.chars().next());
        let has_fraction = after_point.is_some_and(digits);
        if has_fraction || self.rest().starts_with('.') && exponent(&self.rest()[1..]).is_some() {
            self.at += 1;
            self.skip_while(digits);
            kind = Kind::Number;
        }
        if let Some(length) = exponent(self.rest()) {
            self.at += length;
            kind = Kind::Number;
        }
        kind
    }

    fn word(&mut self) -> Kind {
        let start = self.at;
        self.dotted(|_| false);
        if self.peek() == Some(':') {
            return self.local_name();
        }
        // A dot within belongs to a prefix only.
        if let Some(dot) = self.text[start..self.at].find('.') {
            self.at = start + dot;
        }
        Kind::Word
    }

    /// The colon of a prefixed name, and what follows it.
    fn local_name(&mut self) -> Kind {
        self.at += 1;
        self.dotted(|c| matches!(c, ':' | '%' | '\\'));
        Kind::Prefixed
    }

    /// Passes a name, whose dots stand within it and never at its end.
    fn dotted(&mut self, also: impl Fn(char) -> bool) {
        loop {
            while let Some(c) = self.peek().filter(|&c| is_name(c) || also(c)) {
                self.at += c.len_utf8();
                if c == '\\' {
                    self.at += self.peek().map_or(0, char::len_utf8);
                }
            }
            let rest = self.rest();
            let after = rest.trim_start_matches('.');
            let goes_on = after.chars().next().is_some_and(|c| is_name(c) || also(c));
            if rest.len() == after.len() || !goes_on {
                return;
            }
            self.at += rest.len() - after.len();
        }
    }

    fn sign(&mut self) -> Option<Sign> {
        let rest = &self.text[self.at..];
        let (sign, text) = Sign::ALL.iter().find(|(_, text)| rest.starts_with(text))?;
        self.at += text.len();
        Some(*sign)
    }
}

/// The length of an exponent at the beginning of a text.
fn exponent(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['e', 'E'])?;
    let digits = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    let length = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    (length > 0).then_some(text.len() - digits.len() + length)
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || ('\u{2070}'..='\u{218F}').contains(&c)
}

fn is_variable(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_name(c) && c != '-'
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '_' | '-' | '\u{B7}' | '\u{300}'
                ..='\u{36F}' | '\u{203F}' | '\u{2040}' | '\u{200C}' | '\u{200D}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(text: &str) -> Vec<&str> {
        let tokens = tokens(text);
        tokens[..tokens.len() - 1].iter().map(|token| &text[token.start..token.end]).collect()
    }

    fn kinds(text: &str) -> Vec<Kind> {
        tokens(text).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn the_longest_sign_is_taken() {
        assert_eq!(
            pieces("<<( ?s ?p 1 )>> << {| ~ |} ^^ ^ || | && != ! <= < "),
            [
                "<<(", "?s", "?p", "1", ")>>", "<<", "{|", "~", "|}", "^^", "^", "||", "|", "&&",
                "!=", "!", "<=", "<"
            ]
        );
    }

    #[test]
    fn names_keep_their_dots_only_within() {
        assert_eq!(
            pieces("a.b:c.d. wl:x/wl:y? _:b.c. :a\\/b :"),
            ["a.b:c.d", ".", "wl:x", "/", "wl:y", "?", "_:b.c", ".", ":a\\/b", ":"]
        );
        assert_eq!(pieces("FILTER.x"), ["FILTER", ".", "x"]);
    }

    #[test]
    fn an_iri_has_no_blanks() {
        assert_eq!(pieces("?a<?b <http://x/?a>"), ["?a", "<", "?b", "<http://x/?a>"]);
        assert_eq!(kinds("<a>")[0], Kind::Iri);
    }

    #[test]
    fn numbers_and_the_dots_after_them() {
        use Kind::{End, Integer, Number, Sign};
        let dot = Sign(super::Sign::Dot);
        assert_eq!(
            kinds("1 . 1. 1.5. .5 1e6 1.e6"),
            [Integer, dot, Integer, dot, Number, dot, Number, Number, Number, End]
        );
    }

    #[test]
    fn strings_end_at_their_own_quotes() {
        assert_eq!(pieces(r#"'a"\'b' "" '''x'y''z''' "#), [r#"'a"\'b'"#, "\"\"", "'''x'y''z'''"]);
        assert_eq!(kinds("'a\n'b'")[..2], [Kind::OpenString, Kind::String]);
        assert_eq!(kinds("\"\"\"a\n")[0], Kind::OpenString);
        assert_eq!(kinds("\"a\\")[0], Kind::OpenString);
    }

    #[test]
    fn what_fits_nowhere_is_foreign() {
        assert_eq!(
            kinds("“ & `")[..3],
            [Kind::Foreign('“'), Kind::Foreign('&'), Kind::Foreign('`')]
        );
        assert_eq!(kinds("? $ @")[0], Kind::Sign(Sign::Question));
    }

    proptest! {
        /// Every byte that is no blank and in no comment belongs to exactly one token.
        #[test]
        fn tokens_cover_the_text_in_order(text in "[ -~\\n“é🦀]{0,80}") {
            let tokens = tokens(&text);
            let mut at = 0;
            for token in &tokens {
                prop_assert!(token.start >= at && token.end >= token.start);
                let between = &text[at..token.start];
                prop_assert!(between.trim().is_empty() || between.contains('#'));
                at = token.end;
            }
            prop_assert_eq!(at, text.len());
            prop_assert!(tokens[..tokens.len() - 1].iter().all(|token| token.start < token.end));
        }
    }
}
