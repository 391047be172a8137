//! What the parser's messages leave out or say too much of: the prefix that nobody declares, and lists of character ranges.

use crate::model::Prefixes;
use std::iter::Peekable;
use std::str::Chars;

/// A prefix that a query uses and nobody declares, with the place where it stands.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct UndeclaredPrefix {
    pub name: String,
    /// Line, from 1.
    pub line: u64,
    /// Column in code points, from 1.
    pub column: u64,
}

/// The first prefix in a query that neither the query nor `declared` has. Meant for a text that the parser has refused:
/// it looks at the tokens only.
pub(super) fn undeclared_prefix(text: &str, declared: &Prefixes) -> Option<UndeclaredPrefix> {
    let mut tokens = Tokens { chars: text.chars().peekable(), line: 1, column: 1 };
    let mut own = Vec::new();
    let mut declares = false;
    loop {
        let (line, column) = (tokens.line, tokens.column);
        match tokens.next()? {
            Token::Word(word) => declares = word.eq_ignore_ascii_case("prefix"),
            Token::Prefixed(name) if declares => {
                own.push(name);
                declares = false;
            }
            Token::Prefixed(name) => {
                let is_blank_node = name == "_";
                if !is_blank_node && declared.get(&name).is_none() && !own.contains(&name) {
                    return Some(UndeclaredPrefix { name, line, column });
                }
            }
            Token::Other => {}
        }
    }
}

enum Token {
    Word(String),
    /// A prefixed name, of which only the prefix is kept.
    Prefixed(String),
    /// An IRI, a string, a comment, a variable, a sign.
    Other,
}

/// The tokens of SPARQL 1.2 §19.8, as coarsely as prefixes need it.
struct Tokens<'t> {
    chars: Peekable<Chars<'t>>,
    line: u64,
    column: u64,
}

impl Tokens<'_> {
    fn next(&mut self) -> Option<Token> {
        Some(match self.chars.peek().copied()? {
            '#' => {
                self.word(|c| c != '\n');
                Token::Other
            }
            '<' if self.at_iri() => {
                self.word(|c| c != '>');
                Token::Other
            }
            quote @ ('"' | '\'') => {
                self.string(quote);
                Token::Other
            }
            '?' | '$' | '@' => {
                self.advance();
                self.word(is_word);
                Token::Other
            }
            c if is_word(c) || c == ':' => {
                let word = self.word(is_word);
                if self.chars.peek() != Some(&':') {
                    return Some(Token::Word(word));
                }
                self.word(|c| is_word(c) || matches!(c, ':' | '.' | '%' | '\\'));
                Token::Prefixed(word)
            }
            _ => {
                self.advance();
                Token::Other
            }
        })
    }

    /// Whether an IRI begins here, and not the sign `<`.
    fn at_iri(&self) -> bool {
        let mut ahead = self.chars.clone().skip(1);
        ahead.find(|&c| c == '>' || c <= ' ' || "<\"{}|^`\\".contains(c)) == Some('>')
    }

    fn string(&mut self, quote: char) {
        let opening = self.quotes(quote);
        if opening == 2 {
            return;
        }
        let closing = if opening == 1 { 1 } else { 3 };
        while let Some(&c) = self.chars.peek() {
            if c == quote && self.quotes(quote) >= closing {
                return;
            } else if c == '\\' {
                self.advance();
                self.advance();
            } else if c != quote {
                self.advance();
            }
        }
    }

    /// Passes up to three quotes, and counts them.
    fn quotes(&mut self, quote: char) -> usize {
        let mut count = 0;
        while count < 3 && self.chars.peek() == Some(&quote) {
            self.advance();
            count += 1;
        }
        count
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let mut word = String::new();
        while let Some(&c) = self.chars.peek().filter(|&&c| belongs(c)) {
            word.push(c);
            self.advance();
        }
        word
    }

    fn advance(&mut self) {
        match self.chars.next() {
            Some('\n') => {
                self.line += 1;
                self.column = 1;
            }
            Some(_) => self.column += 1,
            None => {}
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// The parser's `expected one of …` without its ranges of characters.
pub(super) fn plain_expectation(message: &str, at_end: bool) -> String {
    let Some(expected) = message.strip_prefix("expected ") else { return message.to_owned() };
    let expected = expected.strip_prefix("one of ").unwrap_or(expected);
    let expected: Vec<&str> =
        expected.split(", ").filter(|item| !item.trim_start().starts_with('[')).collect();
    let found = if at_end { "the query ends too early" } else { "this can't stand here" };
    match expected.as_slice() {
        [] => found.to_owned(),
        [one] => format!("{found}; {one} could"),
        several => format!("{found}; one of {} could", several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undeclared(text: &str) -> Option<(String, u64, u64)> {
        let found = undeclared_prefix(text, &Prefixes::standard())?;
        Some((found.name, found.line, found.column))
    }

    #[test]
    fn finds_the_first_prefix_that_nobody_declares() {
        let at = |name: &str, line, column| Some((name.to_owned(), line, column));
        assert_eq!(undeclared("ASK { ?s foo:x bar:y }"), at("foo", 1, 10));
        assert_eq!(
            undeclared("PREFIX foo: <http://x/>\nASK { foo:a foo:b 'é'^^bar:y }"),
            at("bar", 2, 24)
        );
        assert_eq!(undeclared("ASK { ?s wl:x :y . _:b rdf:type ?x }"), None);
    }

    #[test]
    fn strings_iris_comments_and_variables_are_no_names() {
        for text in [
            "ASK { ?s ?p 'a:b', \"c:d\\\"e:f\", '''g:h'i:j''', \"\"\"k:l\"\"\" }",
            "ASK { <http://x/a> <b:c> '' } # d:e",
            "ASK { ?a ?b \"x\"@en-GB FILTER(?a<?b) }",
        ] {
            assert_eq!(undeclared(text), None, "{text}");
        }
        assert!(undeclared("ASK { FILTER(?a<foo:b) }").is_some());
        assert!(undeclared("ASK { ?s ?p '' , foo:b }").is_some());
    }

    #[test]
    fn ranges_of_characters_are_left_out() {
        let plain = |message| plain_expectation(message, false);
        assert_eq!(
            plain("expected one of \",\", \"}\", ['0' ..= '9'], [_]"),
            "this can't stand here; one of \",\", \"}\" could"
        );
        assert_eq!(plain("expected [_]"), "this can't stand here");
        assert_eq!(
            plain_expectation("expected CONSTRUCT", true),
            "the query ends too early; CONSTRUCT could"
        );
    }
}
