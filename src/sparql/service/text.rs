//! A pattern spelled as a SELECT query for another server.
//!
//! The algebra's own `Display` isn't used for patterns and expressions: it leaves out brackets that matter, as in `(?a + 1) * 2`
//! or around a FILTER of an inner group, and merges a sub-select with the one around it. What is written here is parsed back
//! to the same meaning.

use crate::model::{Literal, Variable};
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, OrderExpression,
};
use std::fmt::{Display, Write};

/// The query for the solutions of a pattern, with these variables.
///
/// `base` is what the function `IRI` resolves against; every other IRI of the algebra is absolute.
pub(super) fn select_query(
    pattern: &GraphPattern,
    variables: &[Variable],
    base: Option<&str>,
) -> String {
    let mut text = Text::default();
    text.variables(variables, "*");
    text.push("WHERE {");
    text.group(pattern);
    text.push("}");
    match base {
        Some(base) if text.uses_base => format!("BASE <{base}>\nSELECT{}", text.sparql),
        _ => format!("SELECT{}", text.sparql),
    }
}

/// The text so far. Every part begins with a space, so that no two tokens meet.
#[derive(Default)]
struct Text {
    sparql: String,
    uses_base: bool,
}

impl Text {
    fn push(&mut self, part: impl Display) {
        write!(self.sparql, " {part}").expect("writing to a string can't fail");
    }

    /// The variables of a SELECT, or what stands in their place where there are none.
    fn variables(&mut self, variables: &[Variable], none: &str) {
        if variables.is_empty() {
            self.push(none);
        }
        variables.iter().for_each(|variable| self.push(variable));
    }

    /// What stands between the braces of a group that means this pattern.
    fn group(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                patterns.iter().for_each(|triple| self.push(format_args!("{triple} .")));
            }
            GraphPattern::Path { subject, path, object } => {
                self.push(format_args!("{subject} {path} {object} ."));
            }
            GraphPattern::Join { left, right } => {
                self.before(left);
                self.joined(right);
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.before(left);
                self.push("OPTIONAL {");
                self.before(right);
                if let Some(condition) = expression {
                    self.filter(condition);
                }
                self.push("}");
            }
            GraphPattern::Lateral { left, right } => {
                self.before(left);
                self.braced("LATERAL {", right);
            }
            GraphPattern::Minus { left, right } => {
                self.before(left);
                self.braced("MINUS {", right);
            }
            GraphPattern::Filter { expr, inner } => {
                self.group(inner);
                self.filter(expr);
            }
            GraphPattern::Union { left, right } => {
                match **left {
                    GraphPattern::Union { .. } => self.group(left),
                    _ => self.braced("{", left),
                }
                self.braced("UNION {", right);
            }
            GraphPattern::Graph { name, inner } => {
                self.braced(&format!("GRAPH {name} {{"), inner);
            }
            GraphPattern::Service { name, inner, silent } => {
                let silent = if *silent { "SILENT " } else { "" };
                self.braced(&format!("SERVICE {silent}{name} {{"), inner);
            }
            GraphPattern::Extend { inner, variable, expression } => {
                self.before(inner);
                self.push("BIND(");
                self.expression(expression);
                self.push(format_args!("AS {variable} )"));
            }
            GraphPattern::Values { variables, bindings } => {
                self.push("VALUES (");
                variables.iter().for_each(|variable| self.push(variable));
                self.push(") {");
                for row in bindings {
                    self.push("(");
                    for term in row {
                        match term {
                            Some(term) => self.push(term),
                            None => self.push("UNDEF"),
                        }
                    }
                    self.push(")");
                }
                self.push("}");
            }
            GraphPattern::OrderBy { .. }
            | GraphPattern::Project { .. }
            | GraphPattern::Distinct { .. }
            | GraphPattern::Reduced { .. }
            | GraphPattern::Slice { .. } => {
                self.push("{");
                self.sub_select(pattern);
                self.push("}");
            }
            GraphPattern::Group { inner, variables, aggregates } => {
                self.grouped(inner, variables, aggregates);
            }
        }
    }

    /// What stands in a group before something else. A FILTER holds for the whole group in which it stands.
    fn before(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Filter { .. } => self.braced("{", pattern),
            _ => self.group(pattern),
        }
    }

    /// What stands in a group after something else and doesn't change that.
    fn joined(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Join { .. }
            | GraphPattern::LeftJoin { .. }
            | GraphPattern::Lateral { .. }
            | GraphPattern::Minus { .. }
            | GraphPattern::Filter { .. }
            | GraphPattern::Extend { .. } => self.braced("{", pattern),
            _ => self.group(pattern),
        }
    }

    fn braced(&mut self, open: &str, pattern: &GraphPattern) {
        self.push(open);
        self.group(pattern);
        self.push("}");
    }

    fn filter(&mut self, condition: &Expression) {
        self.push("FILTER(");
        self.expression(condition);
        self.push(")");
    }

    /// A SELECT with its modifiers, each at most once, in the order in which they are applied.
    fn sub_select(&mut self, pattern: &GraphPattern) {
        let (slice, pattern) = match pattern {
            GraphPattern::Slice { inner, start, length } => (Some((start, length)), &**inner),
            other => (None, other),
        };
        let (duplicates, pattern) = match pattern {
            GraphPattern::Distinct { inner } => ("SELECT DISTINCT", &**inner),
            GraphPattern::Reduced { inner } => ("SELECT REDUCED", &**inner),
            other => ("SELECT", other),
        };
        self.push(duplicates);
        let pattern = match pattern {
            GraphPattern::Project { inner, variables } => {
                self.variables(variables, "( 1 AS ?none )");
                &**inner
            }
            other => {
                self.push("*");
                other
            }
        };
        let (order, pattern) = match pattern {
            GraphPattern::OrderBy { inner, expression } => (expression.as_slice(), &**inner),
            other => (&[][..], other),
        };
        self.braced("WHERE {", pattern);
        if !order.is_empty() {
            self.push("ORDER BY");
        }
        for key in order {
            let (direction, key) = match key {
                OrderExpression::Asc(key) => ("ASC(", key),
                OrderExpression::Desc(key) => ("DESC(", key),
            };
            self.push(direction);
            self.expression(key);
            self.push(")");
        }
        if let Some((start, length)) = slice {
            self.push(format_args!("OFFSET {start}"));
            length.iter().for_each(|length| self.push(format_args!("LIMIT {length}")));
        }
    }

    fn grouped(
        &mut self,
        inner: &GraphPattern,
        keys: &[Variable],
        aggregates: &[(Variable, AggregateExpression)],
    ) {
        self.push("{ SELECT");
        for (variable, aggregate) in aggregates {
            self.push("(");
            self.aggregate(aggregate);
            self.push(format_args!("AS {variable} )"));
        }
        if aggregates.is_empty() && keys.is_empty() {
            self.push("( COUNT(*) AS ?none )");
        }
        keys.iter().for_each(|key| self.push(key));
        self.braced("WHERE {", inner);
        if !keys.is_empty() {
            self.push("GROUP BY");
            keys.iter().for_each(|key| self.push(key));
        }
        self.push("}");
    }

    fn aggregate(&mut self, aggregate: &AggregateExpression) {
        let distinct = |distinct: &bool| if *distinct { "DISTINCT " } else { "" };
        match aggregate {
            AggregateExpression::CountSolutions { distinct: is_distinct } => {
                self.push(format_args!("COUNT( {}* )", distinct(is_distinct)));
            }
            AggregateExpression::FunctionCall { name, expr, distinct: is_distinct } => {
                let (name, separator) = match name {
                    AggregateFunction::GroupConcat { separator } => {
                        ("GROUP_CONCAT".to_owned(), separator.as_ref())
                    }
                    name => (name.to_string(), None),
                };
                self.push(format_args!("{name}( {}", distinct(is_distinct)));
                self.expression(expr);
                if let Some(separator) = separator {
                    let separator = Literal::new_simple_literal(separator);
                    self.push(format_args!("; SEPARATOR = {separator}"));
                }
                self.push(")");
            }
        }
    }

    fn expression(&mut self, expression: &Expression) {
        use Expression as E;
        match expression {
            E::NamedNode(node) => self.push(node),
            E::Literal(literal) => self.push(literal),
            E::Variable(variable) => self.push(variable),
            E::Bound(variable) => self.push(format_args!("BOUND( {variable} )")),
            E::Or(..) | E::And(..) => {
                self.push("(");
                self.chain(expression);
                self.push(")");
            }
            E::Equal(a, b) => self.infix(a, "=", b),
            E::Greater(a, b) => self.infix(a, ">", b),
            E::GreaterOrEqual(a, b) => self.infix(a, ">=", b),
            E::Less(a, b) => self.infix(a, "<", b),
            E::LessOrEqual(a, b) => self.infix(a, "<=", b),
            E::Add(a, b) => self.infix(a, "+", b),
            E::Subtract(a, b) => self.infix(a, "-", b),
            E::Multiply(a, b) => self.infix(a, "*", b),
            E::Divide(a, b) => self.infix(a, "/", b),
            E::UnaryPlus(inner) => self.prefix("+", inner),
            E::UnaryMinus(inner) => self.prefix("-", inner),
            E::Not(inner) => self.prefix("!", inner),
            E::SameTerm(a, b) => self.call("sameTerm", [&**a, &**b]),
            E::If(condition, a, b) => self.call("IF", [&**condition, &**a, &**b]),
            E::Coalesce(list) => self.call("COALESCE", list),
            E::FunctionCall(function, list) => {
                self.uses_base |= *function == Function::Iri;
                self.call(&function.to_string(), list);
            }
            E::In(value, list) => {
                self.push("(");
                self.expression(value);
                self.call("IN", list);
                self.push(")");
            }
            E::Exists(pattern) => self.braced("EXISTS {", pattern),
        }
    }

    /// A chain of one operator, `||` or `&&`: its brackets don't matter, and there may be a thousand of them.
    fn chain(&mut self, expression: &Expression) {
        let same = |part: &Expression| {
            matches!(
                (expression, part),
                (Expression::Or(..), Expression::Or(..))
                    | (Expression::And(..), Expression::And(..))
            )
        };
        let (a, operator, b) = match expression {
            Expression::Or(a, b) => (a, "||", b),
            Expression::And(a, b) => (a, "&&", b),
            other => return self.expression(other),
        };
        if same(a) {
            self.chain(a)
        } else {
            self.expression(a)
        }
        self.push(operator);
        if same(b) { self.chain(b) } else { self.expression(b) }
    }

    fn infix(&mut self, a: &Expression, operator: &str, b: &Expression) {
        self.push("(");
        self.expression(a);
        self.push(operator);
        self.expression(b);
        self.push(")");
    }

    fn prefix(&mut self, operator: &str, inner: &Expression) {
        self.push(format_args!("( {operator} ("));
        self.expression(inner);
        self.push(") )");
    }

    fn call<'e>(&mut self, name: &str, list: impl IntoIterator<Item = &'e Expression>) {
        self.push(format_args!("{name}("));
        for (at, argument) in list.into_iter().enumerate() {
            if at > 0 {
                self.push(",");
            }
            self.expression(argument);
        }
        self.push(")");
    }
}
