//! Terms as people read them, and text that can do nothing to a terminal.

use crate::model::{BaseDirection, LiteralRef, NamedNodeRef, Prefixes, TermRef, TripleRef, vocab};
use std::borrow::Cow;
use std::fmt::Write as _;

const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// A term for people, on one line: `:DeepSeek`, `<https://…>` where no prefix fits, `_:b1`, text without quotes, `texte@fr`,
/// `2025-02-17`, `x^^wl:thing` for a datatype that isn't XML Schema's, `<<( :a :knows :b )>>` with its text in quotes.
///
/// Control characters come out escaped: see [`escape_controls`]. What is meant for machines is written by
/// [`super::write_solutions`]: two terms may have the same text here.
pub fn term_text(term: TermRef<'_>, prefixes: &Prefixes) -> String {
    let mut text = String::new();
    push_term(&mut text, term, prefixes, false);
    match escape_controls(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(escaped) => escaped,
    }
}

fn push_term(text: &mut String, term: TermRef<'_>, prefixes: &Prefixes, quoted: bool) {
    match term {
        TermRef::NamedNode(node) => push_iri(text, node, prefixes),
        TermRef::BlankNode(node) => {
            text.push_str("_:");
            text.push_str(node.as_str());
        }
        TermRef::Literal(literal) => push_literal(text, literal, prefixes, quoted),
        TermRef::Triple(triple) => {
            let TripleRef { subject, predicate, object } = triple.as_ref();
            text.push_str("<<( ");
            push_term(text, subject.into(), prefixes, true);
            text.push(' ');
            push_iri(text, predicate, prefixes);
            text.push(' ');
            push_term(text, object, prefixes, true);
            text.push_str(" )>>");
        }
    }
}

fn push_iri(text: &mut String, iri: NamedNodeRef<'_>, prefixes: &Prefixes) {
    match prefixes.shorten(iri) {
        Some(name) => text.push_str(&name),
        // Writing to a String can't fail, here and below.
        None => _ = write!(text, "<{}>", iri.as_str()),
    }
}

fn push_literal(text: &mut String, literal: LiteralRef<'_>, prefixes: &Prefixes, quoted: bool) {
    let datatype = literal.datatype();
    let bare = datatype != vocab::xsd::STRING
        && literal.language().is_none()
        && datatype.as_str().starts_with(XSD);
    if quoted && !bare {
        _ = write!(text, "\"{}\"", literal.value().replace('\\', "\\\\").replace('"', "\\\""));
    } else {
        text.push_str(literal.value());
    }
    if let Some(language) = literal.language() {
        // English is what names are in unless something else is said.
        if quoted || language != "en" || literal.direction().is_some() {
            _ = write!(text, "@{language}");
        }
        text.push_str(match literal.direction() {
            Some(BaseDirection::Ltr) => "--ltr",
            Some(BaseDirection::Rtl) => "--rtl",
            None => "",
        });
    } else if datatype != vocab::xsd::STRING && !bare {
        text.push_str("^^");
        push_iri(text, datatype, prefixes);
    }
}

/// The text with each character escaped that could act in a terminal, or hide or reorder what stands beside it: `\n`, `\r`, `\t`,
/// and `\u{1B}` for every other one of the categories Cc, Cf, Zl and Zp.
///
/// The joiners U+200C and U+200D stay where they are part of the writing: between letters of Arabic and Indic scripts, and in an
/// emoji made of several.
pub fn escape_controls(text: &str) -> Cow<'_, str> {
    // Printable ASCII, the most of all text, needs no closer look.
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7E)) {
        return Cow::Borrowed(text);
    }
    let mut escaped: Option<String> = None;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let joins = matches!(c, '\u{200C}' | '\u{200D}')
            && before.is_some_and(may_be_joined)
            && text[at + c.len_utf8()..].starts_with(may_be_joined);
        before = Some(c);
        if !acts(c) || joins {
            if let Some(escaped) = &mut escaped {
                escaped.push(c);
            }
            continue;
        }
        let escaped = escaped.get_or_insert_with(|| text[..at].to_owned());
        match c {
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            c => _ = write!(escaped, "\\u{{{:X}}}", u32::from(c)),
        }
    }
    escaped.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The categories Cc, Cf (Unicode 17, DerivedGeneralCategory.txt), Zl and Zp.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}'
            | '\u{890}'..='\u{891}' | '\u{8E2}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}'
            | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0001}' | '\u{E0020}'..='\u{E007F}')
}

/// Whether a joiner beside this character is part of the writing: scripts from Arabic to Myanmar, and emoji with what follows them
/// (variation selector, skin tone).
fn may_be_joined(c: char) -> bool {
    !acts(c)
        && matches!(c,
            '\u{620}'..='\u{109F}' | '\u{1780}'..='\u{18AF}' | '\u{FE0F}'
            | '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Literal, NamedNode, Term, Triple};

    fn text(term: impl Into<Term>) -> String {
        term_text(term.into().as_ref(), &Prefixes::standard())
    }

    fn typed(value: &str, datatype: &str) -> Literal {
        Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype))
    }

    #[test]
    fn each_kind_of_term_has_its_text() {
        let entity = NamedNode::new_unchecked("https://westlake.example/id/DeepSeek");
        let other = NamedNode::new_unchecked("http://example.org/x");
        assert_eq!(text(entity.clone()), ":DeepSeek");
        assert_eq!(text(other.clone()), "<http://example.org/x>");
        assert_eq!(text(crate::model::BlankNode::new_unchecked("b1")), "_:b1");
        assert_eq!(text(Literal::new_simple_literal("a \"b\"")), "a \"b\"");
        assert_eq!(text(Literal::new_language_tagged_literal_unchecked("杭州", "zh")), "杭州@zh");
        assert_eq!(text(typed("007", &format!("{XSD}integer"))), "007");
        assert_eq!(text(typed("2025-02-17", &format!("{XSD}date"))), "2025-02-17");
        assert_eq!(text(typed("x", "https://westlake.example/ns#t")), "x^^wl:t");
        let triple = Triple::new(entity, other, Literal::new_simple_literal("a\"b"));
        assert_eq!(text(triple), "<<( :DeepSeek <http://example.org/x> \"a\\\"b\" )>>");
    }

    #[test]
    fn what_acts_is_escaped_and_what_is_written_stays() {
        for (raw, shown) in [
            ("\u{1B}[31mred", "\\u{1B}[31mred"),
            ("a\nb\r\tc\0", "a\\nb\\r\\tc\\u{0}"),
            ("\u{202E}evil\u{2069}\u{200B}", "\\u{202E}evil\\u{2069}\\u{200B}"),
            ("\u{9B}31m\u{2028}", "\\u{9B}31m\\u{2028}"),
            ("a\u{200D}b\u{200C}", "a\\u{200D}b\\u{200C}"),
        ] {
            assert_eq!(escape_controls(raw), shown);
        }
        for same in ["", "plain", "é杭州", "👩\u{200D}💻 ❤\u{FE0F}\u{200D}🔥", "می\u{200C}خواهم"]
        {
            assert!(matches!(escape_controls(same), Cow::Borrowed(text) if text == same), "{same}");
        }
    }
}
