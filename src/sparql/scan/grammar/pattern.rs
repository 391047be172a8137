//! Group graph patterns, and what they are made of besides triples.

use super::expected::Triples;
use super::{Expected, Recogniser, Step};
use crate::sparql::scan::token::{Kind, Sign};

impl Recogniser<'_> {
    /// `{ … }`: triples, other patterns, filters; or a subquery.
    pub(super) fn group(&mut self, expected: Expected) -> Step {
        self.expect(Sign::OpenBrace, expected)?;
        self.in_group(|this| {
            if !this.take_word("SELECT") {
                return this.group_elements();
            }
            let clause = this.clause.take();
            this.select_clause()?;
            this.where_clause(Expected::MoreProjection)?;
            this.solution_modifiers()?;
            this.clause = clause;
            this.expect(Sign::CloseBrace, Expected::Modifier)
        })
    }

    fn group_elements(&mut self) -> Step {
        loop {
            if self.take(Sign::CloseBrace) {
                return Ok(());
            } else if self.is(Sign::OpenBrace) || self.is_one_of(&KEYWORDS) {
                self.count_part()?;
                self.not_triples()?;
                self.take(Sign::Dot);
            } else if self.starts_subject() {
                // Triples after another pattern are joined with it.
                self.count_part()?;
                self.triples_same_subject(Triples::Pattern)?;
                let ends = self.is(Sign::CloseBrace) || self.is(Sign::OpenBrace);
                if !self.take(Sign::Dot) && !ends && !self.is_one_of(&KEYWORDS) {
                    return self.unexpected(Expected::AfterTriple(Triples::Pattern));
                }
            } else {
                return self.unexpected(Expected::GroupElement);
            }
        }
    }

    fn not_triples(&mut self) -> Step {
        if self.is(Sign::OpenBrace) {
            self.group(Expected::Group(""))?;
            while self.take_word("UNION") {
                self.count_part()?;
                self.group(Expected::Group("UNION"))?;
            }
            return Ok(());
        }
        let Some(word) = KEYWORDS.into_iter().find(|word| self.take_word(word)) else {
            return self.unexpected(Expected::GroupElement);
        };
        match word {
            "GRAPH" => {
                self.variable_or_iri(Expected::GraphName)?;
                self.group(Expected::Group("GRAPH"))
            }
            "SERVICE" => {
                self.take_word("SILENT");
                self.variable_or_iri(Expected::GraphName)?;
                self.group(Expected::Group("SERVICE"))
            }
            "FILTER" => self.without_aggregates("FILTER", Self::constraint),
            "BIND" => {
                self.expect(Sign::OpenParenthesis, Expected::Bind)?;
                self.without_aggregates("BIND", |this| this.expression(Expected::As("BIND")))?;
                self.as_variable("BIND")
            }
            "VALUES" => self.data_block(),
            word => self.group(Expected::Group(word)),
        }
    }

    fn without_aggregates(
        &mut self,
        clause: &'static str,
        content: impl FnOnce(&mut Self) -> Step,
    ) -> Step {
        let around = self.clause.replace(clause);
        content(self)?;
        self.clause = around;
        Ok(())
    }

    /// What follows `VALUES`.
    pub(super) fn data_block(&mut self) -> Step {
        if self.kind() == Kind::Variable {
            self.advance();
            self.expect(Sign::OpenBrace, Expected::ValuesBlock)?;
            while !self.take(Sign::CloseBrace) {
                self.value()?;
            }
            return Ok(());
        }
        self.expect(Sign::OpenParenthesis, Expected::ValuesVariables)?;
        while !self.take(Sign::CloseParenthesis) {
            self.expect_kind(Kind::Variable, Expected::Variable)?;
        }
        self.expect(Sign::OpenBrace, Expected::ValuesBlock)?;
        while !self.take(Sign::CloseBrace) {
            self.expect(Sign::OpenParenthesis, Expected::Row)?;
            while !self.take(Sign::CloseParenthesis) {
                self.value()?;
            }
        }
        Ok(())
    }

    fn value(&mut self) -> Step {
        if self.take_word("UNDEF") {
            return Ok(());
        }
        let is_ground = self.is_iri() || self.starts_literal() || self.is(Sign::OpenTripleTerm);
        if is_ground { self.term() } else { self.unexpected(Expected::Value) }
    }
}

/// The words that begin a pattern other than triples.
pub(in crate::sparql) const KEYWORDS: [&str; 8] =
    ["OPTIONAL", "MINUS", "LATERAL", "GRAPH", "SERVICE", "FILTER", "BIND", "VALUES"];
