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
    let mut tokens = Tokens::of(text);
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
            Token::Sign(_) | Token::Other => {}
        }
    }
}

enum Token {
    Word(String),
    /// A prefixed name, of which only the prefix is kept.
    Prefixed(String),
    /// One character of punctuation, or a blank.
    Sign(char),
    /// An IRI, a string, a comment, a variable.
    Other,
}

/// The tokens of SPARQL 1.2 §19.8, as coarsely as prefixes need it.
struct Tokens<'t> {
    chars: Peekable<Chars<'t>>,
    /// Bytes of the text that were passed.
    offset: usize,
    line: u64,
    column: u64,
}

impl<'t> Tokens<'t> {
    fn of(text: &'t str) -> Self {
        Self { chars: text.chars().peekable(), offset: 0, line: 1, column: 1 }
    }

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
            sign => {
                self.advance();
                Token::Sign(sign)
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
        let Some(c) = self.chars.next() else { return };
        self.offset += c.len_utf8();
        if c == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// The variables of a query that begins with `SELECT *`, in the order in which the text names them first.
pub(super) fn select_all_variables(text: &str) -> Option<Vec<String>> {
    let mut tokens = Tokens::of(text);
    let mut selects = false;
    let mut variables: Option<Vec<String>> = None;
    loop {
        let start = tokens.offset;
        let Some(token) = tokens.next() else { return variables };
        let piece = &text[start..tokens.offset];
        match (&mut variables, token) {
            (Some(variables), Token::Other) => {
                if let Some(name) = piece.strip_prefix(['?', '$'])
                    && !variables.iter().any(|other| other == name)
                {
                    variables.push(name.to_owned());
                }
            }
            (None, Token::Word(word)) if selects && !is_modifier(&word) => return None,
            (None, Token::Word(word)) if !selects => selects = word.eq_ignore_ascii_case("SELECT"),
            (None, Token::Sign('*')) if selects => variables = Some(Vec::new()),
            (None, Token::Sign(sign)) if selects && !sign.is_whitespace() => return None,
            (None, Token::Other) if selects && !piece.starts_with('#') => return None,
            _ => {}
        }
    }
}

/// The place of the first keyword of a text that is SPARQL Update (SPARQL 1.1 Update §3).
pub(super) fn first_word_of_update(text: &str) -> Option<(u64, u64)> {
    const UPDATES: [&str; 10] =
        ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"];
    let mut tokens = Tokens::of(text);
    loop {
        let place = (tokens.line, tokens.column);
        match tokens.next()? {
            Token::Word(word)
                if ["PREFIX", "BASE"].iter().any(|w| word.eq_ignore_ascii_case(w)) => {}
            Token::Word(word) => {
                return UPDATES.iter().any(|w| word.eq_ignore_ascii_case(w)).then_some(place);
            }
            Token::Prefixed(_) | Token::Sign(_) | Token::Other => {}
        }
    }
}

fn is_modifier(word: &str) -> bool {
    word.eq_ignore_ascii_case("DISTINCT") || word.eq_ignore_ascii_case("REDUCED")
}

/// How deep brackets may be nested: the parser and the evaluator go as deep on the stack.
pub(super) const NESTING_MAX: usize = 128;

/// The place of the first bracket that is nested too deep.
pub(super) fn too_deep(text: &str) -> Option<(u64, u64)> {
    let mut tokens = Tokens::of(text);
    let mut depth = 0_usize;
    let mut before = [' '; 2];
    loop {
        let place = (tokens.line, tokens.column);
        let sign = match tokens.next()? {
            Token::Sign(sign) => sign,
            _ => ' ',
        };
        match (before, sign) {
            (_, '(' | '{' | '[') => depth += 1,
            (_, ')' | '}' | ']') => depth = depth.saturating_sub(1),
            // `<<(` and `)>>` count as their parentheses.
            ([_, '<'], '<') if tokens.chars.peek() != Some(&'(') => depth += 1,
            ([before, '>'], '>') if before != ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = [before[1], sign];
        if depth > NESTING_MAX {
            return Some(place);
        }
    }
}

/// A query with many blanks between its words, and where the words come from.
pub(super) struct Spaced {
    pub text: String,
    /// Line and column of each word in `text`, then in the query; the end of the query is the last.
    words: Vec<[(u64, u64); 2]>,
}

/// More blanks than the longest keyword, `ENCODE_FOR_URI`, has letters.
const BLANKS: &str = "                    ";

/// Sets the words of a query apart, without touching what stands in IRIs, strings and comments.
pub(super) fn spaced(text: &str) -> Spaced {
    let mut tokens = Tokens::of(text);
    let mut spaced = Spaced { text: String::with_capacity(text.len() * 4), words: Vec::new() };
    let (mut column, mut last, mut apart) = (1, ' ', true);
    loop {
        let (origin, start) = ((tokens.line, tokens.column), tokens.offset);
        let token = tokens.next();
        let (piece, rest) = (&text[start..tokens.offset], &text[tokens.offset..]);
        let is_blank = piece.chars().all(char::is_whitespace);
        // `{|`, `|}`, `<<(` and `)>>` are one sign each.
        let opens = matches!(token, Some(Token::Sign('}' | ')' | ']' | ';' | ','))) && last != '|';
        if (token.is_none() || opens) && !apart {
            spaced.text.push_str(BLANKS);
            column += BLANKS.len() as u64;
            apart = true;
        }
        if apart && !is_blank || token.is_none() {
            spaced.words.push([(origin.0, column), origin]);
        }
        if token.is_none() {
            return spaced;
        }
        spaced.text.push_str(piece);
        match piece.rsplit_once('\n') {
            Some((_, line)) => column = line.chars().count() as u64 + 1,
            None => column += piece.chars().count() as u64,
        }
        let closes = matches!(token, Some(Token::Sign('{' | '(' | '[' | ';' | ',')))
            && !rest.starts_with('|');
        if closes || is_blank {
            spaced.text.push_str(BLANKS);
            column += BLANKS.len() as u64;
        }
        apart = closes || is_blank;
        last = piece.chars().last().unwrap_or(' ');
    }
}

impl Spaced {
    /// The place in the query of the word at or before a place in the text, and whether that is the query's end.
    pub fn origin(&self, line: u64, column: u64) -> Option<((u64, u64), bool)> {
        let at =
            self.words.partition_point(|[place, _]| *place <= (line, column)).checked_sub(1)?;
        Some((self.words[at][1], at + 1 == self.words.len()))
    }
}

/// What the parser's `expected one of …` says besides names of keywords and ranges of characters.
pub(super) fn diagnosis(message: &str, at_end: bool) -> String {
    let Some(expected) = message.strip_prefix("expected ") else { return message.to_owned() };
    let expected = expected.strip_prefix("one of ").unwrap_or(expected);
    let is_sentence = |item: &&str| item.contains(' ') && !item.contains(['\'', '\n']);
    let found = if at_end { "the query ends too early" } else { "this can't stand here" };
    match expected.split(", ").find(is_sentence) {
        Some("IRI parsing failed") => {
            "this IRI is not valid; a relative one needs --base or BASE".to_owned()
        }
        Some(sentence) if at_end => sentence.to_owned(),
        Some(sentence) => format!("{found}: {sentence}"),
        None => found.to_owned(),
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
    fn words_are_set_apart_and_their_places_known() {
        let spaced = spaced("ASK{?s\n  ?p 'a b;' }# c d");
        let words: Vec<&str> =
            spaced.text.split(BLANKS).map(str::trim).filter(|w| !w.is_empty()).collect();
        assert_eq!(words, ["ASK{", "?s", "?p", "'a b;'", "}# c d"]);
        assert_eq!(spaced.origin(1, 1), Some(((1, 1), false)));
        assert_eq!(spaced.origin(1, 24), Some(((1, 1), false)));
        assert_eq!(spaced.origin(1, 25), Some(((1, 5), false)));
        for (at, column) in
            [(1, 1), (1, 5), (2, 3), (2, 6), (2, 13), (2, 19)].into_iter().enumerate()
        {
            let [place, origin] = spaced.words[at];
            assert_eq!(origin, column, "{place:?}");
            assert_eq!(spaced.origin(place.0, place.1 + 1).map(|found| found.0), Some(column));
        }
    }

    #[test]
    fn the_columns_of_select_all_come_in_the_order_of_the_text() {
        let order = |text| select_all_variables(text).map(|names| names.join(" "));
        let text = "PREFIX e: <urn:?x> # ?y\nSELECT DISTINCT * { ?s ?p '?z' . $o ?p ?s }";
        assert_eq!(order(text).as_deref(), Some("s p o"));
        assert_eq!(order("SELECT ?b (1 AS ?a) { SELECT * { ?s ?p ?o } }"), None);
        assert_eq!(order("ASK { ?s ?p ?o }"), None);
    }

    #[test]
    fn brackets_in_strings_and_iris_are_not_nested() {
        assert_eq!(too_deep(&"(".repeat(NESTING_MAX)), None);
        assert_eq!(
            too_deep(&format!("\n{}", "(".repeat(NESTING_MAX + 1))),
            Some((2, NESTING_MAX as u64 + 1))
        );
        assert_eq!(too_deep(&"()".repeat(1000)), None);
        assert_eq!(
            too_deep(&format!("ASK {{ ?s ?p '{}' , <{}> }}", "(".repeat(1000), "(".repeat(1000))),
            None
        );
    }

    #[test]
    fn keywords_and_ranges_of_characters_are_left_out() {
        let plain = |message| diagnosis(message, false);
        assert_eq!(
            plain("expected one of \",\", OPTIONAL, ['0' ..= '9' | 'a'..='z'], [_]"),
            "this can't stand here"
        );
        assert_eq!(diagnosis("expected CONSTRUCT", true), "the query ends too early");
        assert_eq!(
            plain("expected one of IF, The SELECT contains a variable that is unbound, [_]"),
            "this can't stand here: The SELECT contains a variable that is unbound"
        );
    }
}
