//! The prologue, the four forms of a query, and what modifies their solutions.

use super::{Expected, Recogniser, Step, Stop};
use crate::sparql::scan::token::{Kind, Sign};

impl Recogniser<'_> {
    pub(super) fn query(&mut self) -> Step {
        self.prologue()?;
        if self.take_word("SELECT") {
            self.select_clause()?;
            self.dataset_clauses()?;
            self.where_clause(Expected::MoreProjection)?;
        } else if self.take_word("CONSTRUCT") {
            self.construct()?;
        } else if self.take_word("DESCRIBE") {
            self.describe()?;
        } else if self.take_word("ASK") {
            self.dataset_clauses()?;
            self.where_clause(Expected::Group("ASK"))?;
        } else {
            return self.unexpected(Expected::Form);
        }
        self.solution_modifiers()?;
        self.expect_kind(Kind::End, Expected::Modifier)
    }

    fn prologue(&mut self) -> Step {
        while self.declaration()? {}
        Ok(())
    }

    /// Passes a declaration, if one begins here.
    pub(super) fn declaration(&mut self) -> Result<bool, Stop> {
        if self.take_word("BASE") {
            self.expect_kind(Kind::Iri, Expected::DeclaredIri)?;
        } else if self.take_word("PREFIX") {
            let is_prefix =
                self.kind() == Kind::Prefixed && self.source.letters(self.at).ends_with(':');
            if !is_prefix {
                return Err(self.stop(Expected::PrefixName));
            }
            self.advance();
            self.expect_kind(Kind::Iri, Expected::DeclaredIri)?;
        } else if self.take_word("VERSION") {
            self.expect_kind(Kind::String, Expected::Version)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    pub(super) fn select_clause(&mut self) -> Step {
        _ = self.take_word("DISTINCT") || self.take_word("REDUCED");
        if self.take(Sign::Star) {
            return Ok(());
        }
        let mut expected = Expected::Projection;
        loop {
            if self.kind() == Kind::Variable {
                self.advance();
            } else if self.is(Sign::OpenParenthesis) {
                self.count_part()?;
                self.advance();
                self.expression(Expected::As("SELECT"))?;
                self.as_variable("SELECT")?;
            } else if expected == Expected::Projection {
                return self.unexpected(expected);
            } else {
                return Ok(());
            }
            expected = Expected::MoreProjection;
        }
    }

    /// `AS ?variable )`
    pub(super) fn as_variable(&mut self, of: &'static str) -> Step {
        if !self.take_word("AS") {
            return self.unexpected(Expected::As(of));
        }
        self.expect_kind(Kind::Variable, Expected::Variable)?;
        self.expect(Sign::CloseParenthesis, Expected::CloseAs)
    }

    fn construct(&mut self) -> Step {
        if self.is(Sign::OpenBrace) {
            self.template()?;
            self.dataset_clauses()?;
            return self.where_clause(Expected::Group("the template"));
        }
        self.dataset_clauses()?;
        if !self.take_word("WHERE") {
            return self.unexpected(Expected::Template);
        }
        if !self.is(Sign::OpenBrace) {
            return self.unexpected(Expected::Group("WHERE"));
        }
        self.template()
    }

    fn describe(&mut self) -> Step {
        if !self.take(Sign::Star) {
            self.variable_or_iri(Expected::Described)?;
            while self.kind() == Kind::Variable || self.is_iri() {
                self.count_part()?;
                self.advance();
            }
        }
        self.dataset_clauses()?;
        if self.is_word("WHERE") || self.is(Sign::OpenBrace) {
            self.where_clause(Expected::Group("DESCRIBE"))?;
        }
        Ok(())
    }

    fn dataset_clauses(&mut self) -> Step {
        while self.take_word("FROM") {
            self.take_word("NAMED");
            self.iri(Expected::GraphName)?;
        }
        Ok(())
    }

    pub(super) fn where_clause(&mut self, without_where: Expected) -> Step {
        if self.take_word("WHERE") {
            return self.group(Expected::Group("WHERE"));
        }
        self.group(without_where)
    }

    pub(super) fn solution_modifiers(&mut self) -> Step {
        if self.take_word("GROUP") {
            self.expect_word("BY")?;
            self.conditions(Self::group_condition, Expected::GroupCondition)?;
        }
        if self.take_word("HAVING") {
            self.constraint()?;
            while self.starts_constraint() {
                self.count_part()?;
                self.constraint()?;
            }
        }
        if self.take_word("ORDER") {
            self.expect_word("BY")?;
            self.conditions(Self::order_condition, Expected::OrderCondition)?;
        }
        self.limit_and_offset()?;
        if self.take_word("VALUES") { self.data_block() } else { Ok(()) }
    }

    /// One condition or more. `condition` passes one, if one begins there.
    fn conditions(
        &mut self,
        condition: fn(&mut Self) -> Result<bool, Stop>,
        expected: Expected,
    ) -> Step {
        if !condition(self)? {
            return self.unexpected(expected);
        }
        while condition(self)? {}
        Ok(())
    }

    fn group_condition(&mut self) -> Result<bool, Stop> {
        if self.kind() == Kind::Variable {
            self.advance();
        } else if self.is(Sign::OpenParenthesis) {
            self.count_part()?;
            self.advance();
            self.expression(Expected::As("GROUP BY"))?;
            if self.is_word("AS") {
                self.as_variable("GROUP BY")?;
            } else {
                self.expect(Sign::CloseParenthesis, Expected::As("GROUP BY"))?;
            }
        } else if self.starts_constraint() {
            self.count_part()?;
            self.constraint()?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn order_condition(&mut self) -> Result<bool, Stop> {
        if self.kind() == Kind::Variable {
            self.advance();
        } else if self.take_word("ASC") || self.take_word("DESC") {
            self.bracketed_expression(Expected::Constraint)?;
        } else if self.starts_constraint() {
            self.constraint()?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn limit_and_offset(&mut self) -> Step {
        let clauses =
            if self.is_word("OFFSET") { ["OFFSET", "LIMIT"] } else { ["LIMIT", "OFFSET"] };
        for clause in clauses {
            if self.take_word(clause) {
                self.expect_kind(Kind::Integer, Expected::Count)?;
            }
        }
        Ok(())
    }
}
