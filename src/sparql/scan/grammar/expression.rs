//! Expressions, and the constraints of FILTER and HAVING.

use super::functions::{AGGREGATES, function};
use super::{Expected, Recogniser, Step, Stop};
use crate::sparql::scan::limits::{CHAIN_MAX, Limit, TWICE_PARSED_NESTING_MAX};
use crate::sparql::scan::token::{Kind, Sign};

impl Recogniser<'_> {
    pub(super) fn starts_constraint(&self) -> bool {
        self.is(Sign::OpenParenthesis)
            || self.is_iri()
            || self.word().is_some_and(super::is_function)
    }

    pub(super) fn constraint(&mut self) -> Step {
        if self.is(Sign::OpenParenthesis) {
            self.bracketed_expression(Expected::Constraint)
        } else if self.is_iri() {
            self.advance();
            self.arguments_of_iri(Expected::Constraint)
        } else if self.word().is_some_and(super::is_function) {
            self.call()
        } else {
            self.unexpected(Expected::Constraint)
        }
    }

    pub(super) fn bracketed_expression(&mut self, expected: Expected) -> Step {
        self.expect(Sign::OpenParenthesis, expected)?;
        self.expression(Expected::CloseExpression)?;
        self.expect(Sign::CloseParenthesis, Expected::CloseExpression)
    }

    /// Operands and the operators between them. `closes` is what may come after them.
    pub(super) fn expression(&mut self, closes: Expected) -> Step {
        let around = std::mem::take(&mut self.chain);
        let mut operators = 0;
        self.operands(closes, &mut operators)?;
        self.chain = around.max(self.chain + operators);
        Ok(())
    }

    fn operands(&mut self, closes: Expected, operators: &mut usize) -> Step {
        // A comparison has two sides: `1 < ?x < 5` is none.
        let mut is_compared = false;
        loop {
            self.operand(operators)?;
            let has_list = !is_compared && (self.is_word("IN") || self.is_word("NOT"));
            if has_list {
                self.in_list()?;
                is_compared = true;
            }
            match self.kind() {
                Kind::Sign(Sign::And | Sign::Or) => is_compared = false,
                _ if has_list => return Ok(()),
                Kind::Sign(Sign::Plus | Sign::Minus | Sign::Star | Sign::Slash) => {}
                Kind::Sign(sign) if sign.compares() => {
                    if is_compared {
                        return self.unexpected(closes);
                    }
                    is_compared = true;
                }
                _ => return Ok(()),
            }
            self.count_operator(operators)?;
            self.advance();
        }
    }

    fn count_operator(&self, operators: &mut usize) -> Step {
        *operators += 1;
        if *operators + self.chain > CHAIN_MAX {
            return Err(Stop::Limit { at: self.at, limit: Limit::Operators });
        }
        Ok(())
    }

    fn in_list(&mut self) -> Step {
        if self.take_word("NOT") {
            self.expect_word("IN")?;
        } else {
            self.advance();
        }
        self.expect(Sign::OpenParenthesis, Expected::InList)?;
        self.list_of_expressions(Expected::CloseList)
    }

    /// What follows an opening parenthesis, up to the closing one.
    fn list_of_expressions(&mut self, closes: Expected) -> Step {
        if self.take(Sign::CloseParenthesis) {
            return Ok(());
        }
        loop {
            self.expression(closes)?;
            if self.take(Sign::CloseParenthesis) {
                return Ok(());
            }
            self.expect(Sign::Comma, closes)?;
        }
    }

    fn operand(&mut self, operators: &mut usize) -> Step {
        while self.take(Sign::Not) {
            self.count_operator(operators)?;
        }
        let has_sign = self.take(Sign::Plus) || self.take(Sign::Minus);
        match self.kind() {
            // After the operator the number has a sign of its own.
            Kind::Sign(Sign::Plus | Sign::Minus) if has_sign => self.literal(),
            Kind::Variable => {
                self.advance();
                Ok(())
            }
            Kind::Iri | Kind::Prefixed => {
                self.advance();
                if self.is(Sign::OpenParenthesis) {
                    self.arguments_of_iri(Expected::CloseExpression)
                } else {
                    Ok(())
                }
            }
            Kind::Sign(Sign::OpenParenthesis) => self.bracketed_expression(Expected::Operand),
            Kind::Sign(Sign::OpenTripleTerm) => self.term(),
            Kind::String | Kind::OpenString | Kind::Integer | Kind::Number => self.literal(),
            Kind::Word if self.is_one_of(&["true", "false"]) => {
                self.advance();
                Ok(())
            }
            Kind::Word if self.word().is_some_and(super::is_function) => self.call(),
            _ => self.unexpected(Expected::Operand),
        }
    }

    fn arguments_of_iri(&mut self, expected: Expected) -> Step {
        self.expect(Sign::OpenParenthesis, expected)?;
        self.take_word("DISTINCT");
        self.list_of_expressions(Expected::CloseList)
    }

    /// A call of a function or an aggregate by its name, or `[NOT] EXISTS`.
    fn call(&mut self) -> Step {
        if self.take_word("NOT") {
            self.expect_word("EXISTS")?;
            return self.group(Expected::Group("NOT EXISTS"));
        }
        if self.take_word("EXISTS") {
            return self.group(Expected::Group("EXISTS"));
        }
        let Some(function) = self.word().and_then(function) else {
            return self.unexpected(Expected::Operand);
        };
        let name = function.name;
        if let Some(clause) = self.clause.filter(|_| AGGREGATES.contains(&name)) {
            return Err(Stop::Aggregate { at: self.at, clause });
        }
        self.advance();
        self.expect(Sign::OpenParenthesis, Expected::Arguments(name))?;
        let is_parsed_twice = ["SUBSTR", "REGEX", "REPLACE", "GROUP_CONCAT"].contains(&name);
        if is_parsed_twice {
            self.twice_parsed += 1;
            if self.twice_parsed > TWICE_PARSED_NESTING_MAX {
                return Err(Stop::Limit { at: self.at - 2, limit: Limit::TwiceParsed });
            }
        }
        if AGGREGATES.contains(&name) {
            self.aggregated(name)?;
        } else if name == "BOUND" {
            self.expect_kind(Kind::Variable, Expected::Variable)?;
            self.expect(Sign::CloseParenthesis, Expected::CloseArguments(name))?;
        } else {
            self.arguments(name, function.arguments.clone())?;
        }
        self.twice_parsed -= usize::from(is_parsed_twice);
        Ok(())
    }

    fn arguments(&mut self, name: &'static str, allowed: std::ops::RangeInclusive<usize>) -> Step {
        let mut count = 0;
        if *allowed.start() == 0 && self.take(Sign::CloseParenthesis) {
            return Ok(());
        }
        loop {
            if count == *allowed.end() {
                return self.expect(Sign::CloseParenthesis, Expected::CloseArguments(name));
            }
            self.expression(Expected::CloseArguments(name))?;
            count += 1;
            if count >= *allowed.start() && self.take(Sign::CloseParenthesis) {
                return Ok(());
            }
            if count < *allowed.start() {
                self.expect(Sign::Comma, Expected::NextArgument(name))?;
            } else if count == *allowed.end() || !self.take(Sign::Comma) {
                return self.unexpected(Expected::CloseArguments(name));
            }
        }
    }

    fn aggregated(&mut self, name: &'static str) -> Step {
        let around = self.clause.replace("another aggregate");
        let aggregated = self.aggregated_expression(name);
        self.clause = around;
        aggregated
    }

    fn aggregated_expression(&mut self, name: &'static str) -> Step {
        self.take_word("DISTINCT");
        if name == "COUNT" && self.take(Sign::Star) {
            return self.expect(Sign::CloseParenthesis, Expected::CloseArguments(name));
        }
        self.expression(Expected::CloseArguments(name))?;
        if name == "GROUP_CONCAT" && self.take(Sign::Semicolon) {
            self.expect_word("SEPARATOR")?;
            self.expect(Sign::Equal, Expected::Word("="))?;
            self.expect_kind(Kind::String, Expected::Separator)?;
        }
        self.expect(Sign::CloseParenthesis, Expected::CloseArguments(name))
    }
}
