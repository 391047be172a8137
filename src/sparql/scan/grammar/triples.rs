//! Triples with their abbreviations, property paths, annotations, and terms.

use super::expected::Triples;
use super::{Expected, Recogniser, Step, Stop};
use crate::sparql::scan::limits::{LIST_NESTING_MAX, Limit};
use crate::sparql::scan::token::{Kind, Sign};

impl Recogniser<'_> {
    /// `{ … }` of triples without paths, for CONSTRUCT.
    pub(super) fn template(&mut self) -> Step {
        self.triples_in_braces(Expected::Template)
    }

    pub(super) fn triples_in_braces(&mut self, expected: Expected) -> Step {
        self.expect(Sign::OpenBrace, expected)?;
        while !self.take(Sign::CloseBrace) {
            if !self.starts_subject() {
                return self.unexpected(Expected::GroupElement);
            }
            self.triples_same_subject(Triples::Template)?;
            if !self.take(Sign::Dot) && !self.is(Sign::CloseBrace) {
                return self.unexpected(Expected::AfterTriple(Triples::Template));
            }
        }
        Ok(())
    }

    pub(super) fn starts_subject(&self) -> bool {
        self.starts_term()
            || self.is(Sign::OpenReified)
            || self.is(Sign::OpenParenthesis)
            || self.is(Sign::OpenSquare)
    }

    pub(super) fn triples_same_subject(&mut self, triples: Triples) -> Step {
        let is_node_with_triples = self.is(Sign::OpenReified)
            || self.is(Sign::OpenParenthesis) && !self.is_followed_by(Sign::CloseParenthesis)
            || self.is(Sign::OpenSquare) && !self.is_followed_by(Sign::CloseSquare);
        self.graph_node(triples)?;
        if is_node_with_triples && !self.starts_verb(triples) {
            return Ok(());
        }
        self.property_list(triples)
    }

    fn starts_verb(&self, triples: Triples) -> bool {
        let path_signs = [Sign::OpenParenthesis, Sign::Not, Sign::Caret];
        self.kind() == Kind::Variable
            || self.is_iri()
            || self.word() == Some("a")
            || triples == Triples::Pattern && path_signs.into_iter().any(|sign| self.is(sign))
    }

    fn property_list(&mut self, triples: Triples) -> Step {
        loop {
            self.verb(triples)?;
            self.object(triples)?;
            while self.take(Sign::Comma) {
                self.object(triples)?;
            }
            if !self.is(Sign::Semicolon) {
                return Ok(());
            }
            while self.take(Sign::Semicolon) {}
            if !self.starts_verb(triples) {
                return Ok(());
            }
        }
    }

    fn verb(&mut self, triples: Triples) -> Step {
        if !self.starts_verb(triples) {
            return self.unexpected(Expected::Verb(triples));
        }
        if self.kind() == Kind::Variable || triples != Triples::Pattern {
            self.admit_variable()?;
            self.advance();
            return Ok(());
        }
        self.path()
    }

    fn path(&mut self) -> Step {
        loop {
            self.take(Sign::Caret);
            self.path_primary()?;
            _ = self.take(Sign::Star) || self.take(Sign::Plus) || self.take(Sign::Question);
            if !self.take(Sign::Slash) && !self.take(Sign::Pipe) {
                return Ok(());
            }
            self.count_pattern()?;
        }
    }

    fn path_primary(&mut self) -> Step {
        if self.is_iri() || self.word() == Some("a") {
            self.advance();
            Ok(())
        } else if self.take(Sign::OpenParenthesis) {
            self.path()?;
            self.expect(Sign::CloseParenthesis, Expected::ClosePath)
        } else if self.take(Sign::Not) {
            self.negated_property_set()
        } else {
            self.unexpected(Expected::PathStep)
        }
    }

    fn negated_property_set(&mut self) -> Step {
        if !self.take(Sign::OpenParenthesis) {
            return self.negated_property();
        }
        if self.take(Sign::CloseParenthesis) {
            return Ok(());
        }
        self.negated_property()?;
        while self.take(Sign::Pipe) {
            self.count_pattern()?;
            self.negated_property()?;
        }
        self.expect(Sign::CloseParenthesis, Expected::ClosePath)
    }

    fn negated_property(&mut self) -> Step {
        self.take(Sign::Caret);
        if !self.is_iri() && self.word() != Some("a") {
            return self.unexpected(Expected::PathStep);
        }
        self.advance();
        Ok(())
    }

    fn object(&mut self, triples: Triples) -> Step {
        self.count_pattern()?;
        if !self.starts_subject() {
            return self.unexpected(Expected::Object(triples));
        }
        self.graph_node(triples)?;
        let mut has_reifier = false;
        loop {
            if self.is(Sign::Tilde) {
                self.reifier()?;
                has_reifier = true;
            } else if self.is(Sign::OpenAnnotation) {
                if !has_reifier {
                    self.admit_blank_node(self.at)?;
                }
                has_reifier = false;
                self.advance();
                self.property_list(triples)?;
                self.expect(Sign::CloseAnnotation, Expected::AfterTriple(triples))?;
            } else {
                return Ok(());
            }
        }
    }

    /// `~`, with or without a term.
    fn reifier(&mut self) -> Step {
        let is_named = self.source.is_iri(self.at + 1)
            || matches!(self.source.kind(self.at + 1), Kind::Variable | Kind::BlankNode)
            || self.source.is_sign(self.at + 1, Sign::OpenSquare)
                && self.source.is_sign(self.at + 2, Sign::CloseSquare);
        if !is_named {
            self.admit_blank_node(self.at)?;
        }
        self.advance();
        if is_named { self.term() } else { Ok(()) }
    }

    /// A subject or an object.
    fn graph_node(&mut self, triples: Triples) -> Step {
        if self.is(Sign::OpenReified) {
            self.reified_triple()
        } else if self.is(Sign::OpenParenthesis) && !self.is_followed_by(Sign::CloseParenthesis) {
            self.open_list()?;
            while !self.take(Sign::CloseParenthesis) {
                self.count_pattern()?;
                if !self.starts_subject() {
                    return self.unexpected(Expected::ListItem);
                }
                self.graph_node(triples)?;
            }
            self.lists -= 1;
            Ok(())
        } else if self.is(Sign::OpenSquare) && !self.is_followed_by(Sign::CloseSquare) {
            self.open_list()?;
            self.property_list(triples)?;
            self.expect(Sign::CloseSquare, Expected::AfterTriple(triples))?;
            self.lists -= 1;
            Ok(())
        } else {
            self.term()
        }
    }

    fn open_list(&mut self) -> Step {
        self.admit_blank_node(self.at)?;
        self.lists += 1;
        if self.lists > LIST_NESTING_MAX {
            return Err(Stop::Limit { at: self.at, limit: Limit::ListNesting });
        }
        self.advance();
        Ok(())
    }

    /// `<< s p o ~ r >>`
    fn reified_triple(&mut self) -> Step {
        let start = self.at;
        self.advance();
        self.count_pattern()?;
        self.reified_part()?;
        self.verb(Triples::Reified)?;
        self.reified_part()?;
        if self.is(Sign::Tilde) {
            self.reifier()?;
        } else if self.is(Sign::CloseReified) {
            self.admit_blank_node(start)?;
        }
        self.expect(Sign::CloseReified, Expected::CloseReified(">>"))
    }

    fn reified_part(&mut self) -> Step {
        if self.is(Sign::OpenReified) {
            return self.reified_triple();
        }
        if !self.starts_term() && !self.is_blank_node() {
            return self.unexpected(Expected::Object(Triples::Reified));
        }
        self.term()
    }

    pub(super) fn starts_term(&self) -> bool {
        matches!(self.kind(), Kind::Variable | Kind::BlankNode)
            || self.is_iri()
            || self.starts_literal()
            || self.is(Sign::OpenTripleTerm)
    }

    pub(super) fn starts_literal(&self) -> bool {
        matches!(self.kind(), Kind::String | Kind::OpenString | Kind::Integer | Kind::Number)
            || self.is(Sign::Plus)
            || self.is(Sign::Minus)
            || self.is_one_of(&["true", "false"])
    }

    fn is_blank_node(&self) -> bool {
        self.kind() == Kind::BlankNode
            || self.is(Sign::OpenSquare) && self.is_followed_by(Sign::CloseSquare)
    }

    /// A term of any kind; the caller has looked whether one begins here.
    pub(super) fn term(&mut self) -> Step {
        match self.kind() {
            Kind::Sign(Sign::OpenTripleTerm) => {
                self.advance();
                self.term_part()?;
                self.verb(Triples::Reified)?;
                self.term_part()?;
                self.expect(Sign::CloseTripleTerm, Expected::CloseReified(")>>"))
            }
            // `()` and `[]`
            Kind::Sign(sign @ (Sign::OpenParenthesis | Sign::OpenSquare)) => {
                if sign == Sign::OpenSquare {
                    self.admit_blank_node(self.at)?;
                }
                self.advance();
                self.advance();
                Ok(())
            }
            _ if self.starts_literal() => self.literal(),
            kind => {
                self.admit_variable()?;
                if kind == Kind::BlankNode {
                    self.admit_blank_node(self.at)?;
                }
                self.advance();
                Ok(())
            }
        }
    }

    fn term_part(&mut self) -> Step {
        if !self.starts_term() && !self.is_blank_node() {
            return self.unexpected(Expected::Object(Triples::Reified));
        }
        self.term()
    }

    pub(super) fn literal(&mut self) -> Step {
        match self.kind() {
            Kind::String => {
                self.advance();
                if self.kind() == Kind::LanguageTag {
                    self.advance();
                    Ok(())
                } else if self.take(Sign::Datatype) {
                    self.iri(Expected::Datatype)
                } else {
                    Ok(())
                }
            }
            Kind::Sign(_) => {
                self.advance();
                if !matches!(self.kind(), Kind::Integer | Kind::Number) {
                    return self.unexpected(Expected::Digits);
                }
                self.advance();
                Ok(())
            }
            Kind::OpenString => self.unexpected(Expected::Operand),
            _ => {
                self.advance();
                Ok(())
            }
        }
    }
}
