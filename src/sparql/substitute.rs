//! A query with some of its variables replaced by terms, as if the terms stood in its text.
//!
//! The evaluator's own substitution knows the variables of the outermost SELECT only, and plans without the terms. What
//! a plain replacement in the text would change is kept: a group that no row has stays away though its key is a term,
//! and MINUS still compares what both sides share.

use super::parameters::ParameterError;
use crate::model::{Literal, NamedNode, Term, Variable};
use rustc_hash::FxHashMap;
use spargebra::Query as Algebra;
use spargebra::algebra::{
    AggregateExpression, Expression, Function, GraphPattern, OrderExpression,
};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

pub(super) type Values = FxHashMap<Variable, Term>;

/// The query without the variables of `values`. Their columns are gone from a SELECT.
///
/// # Errors
/// [`ParameterError::BoundByQuery`].
pub(super) fn substitute(query: &Algebra, values: &Values) -> Result<Algebra, ParameterError> {
    let mut query = query.clone();
    let rewrite = Rewrite { values };
    let described = matches!(query, Algebra::Describe { .. });
    match &mut query {
        Algebra::Construct { template, pattern, .. } => {
            let triples = std::mem::take(template).into_iter();
            // A triple that can't be is left out, as one with an unbound variable is.
            *template = triples.filter_map(|triple| rewrite.triple(triple)).collect();
            rewrite.replace(pattern)?;
        }
        Algebra::Select { pattern, .. }
        | Algebra::Describe { pattern, .. }
        | Algebra::Ask { pattern, .. } => {
            let described = if described { projected(pattern).to_vec() } else { Vec::new() };
            rewrite.replace(pattern)?;
            for variable in described {
                if let Some(Term::NamedNode(node)) = values.get(&variable) {
                    describe_also(pattern, variable, node.clone());
                }
            }
        }
    }
    Ok(query)
}

/// The variables of the outermost SELECT.
pub(super) fn projected(pattern: &GraphPattern) -> &[Variable] {
    match pattern {
        GraphPattern::Project { variables, .. } => variables,
        GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => projected(inner),
        _ => &[],
    }
}

/// Gives the outermost SELECT a column with one term.
fn describe_also(pattern: &mut GraphPattern, variable: Variable, node: NamedNode) {
    match pattern {
        GraphPattern::Project { inner, variables } => {
            variables.push(variable.clone());
            extend(inner, variable, node.into());
        }
        GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => describe_also(inner, variable, node),
        _ => {}
    }
}

fn extend(pattern: &mut GraphPattern, variable: Variable, expression: Expression) {
    let inner = Box::new(std::mem::take(pattern));
    *pattern = GraphPattern::Extend { inner, variable, expression };
}

/// Binds a variable whose occurrences are gone to one value, so that it still groups and is still shared. What it is
/// doesn't matter: nobody sees it.
fn mark(pattern: &mut GraphPattern, variable: &Variable) {
    if !is_visible(pattern, variable) {
        extend(pattern, variable.clone(), Literal::from(true).into());
    }
}

fn is_visible(pattern: &GraphPattern, variable: &Variable) -> bool {
    let mut found = false;
    pattern.on_in_scope_variable(|other| found |= other == variable);
    found
}

/// A pattern that nothing matches.
fn nothing() -> GraphPattern {
    GraphPattern::Values { variables: Vec::new(), bindings: Vec::new() }
}

struct Rewrite<'v> {
    values: &'v Values,
}

impl Rewrite<'_> {
    fn replace(&self, pattern: &mut GraphPattern) -> Result<(), ParameterError> {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                let triples = std::mem::take(patterns).into_iter();
                match triples.map(|triple| self.triple(triple)).collect() {
                    Some(triples) => *patterns = triples,
                    None => *pattern = nothing(),
                }
            }
            GraphPattern::Path { subject, object, .. } => {
                let ends = [&*subject, &*object].map(|end| self.term(end.clone()));
                match ends {
                    [Some(start), Some(end)] => (*subject, *object) = (start, end),
                    _ => *pattern = nothing(),
                }
            }
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right } => {
                self.replace(left)?;
                self.replace(right)?;
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.replace(left)?;
                self.replace(right)?;
                expression.as_mut().map_or(Ok(()), |condition| self.expression(condition))?;
            }
            GraphPattern::Minus { left, right } => self.minus(left, right)?,
            GraphPattern::Filter { expr, inner } => {
                self.replace(inner)?;
                self.expression(expr)?;
            }
            GraphPattern::Graph { name, inner } => {
                self.replace(inner)?;
                match self.name(name.clone()) {
                    Some(replaced) => *name = replaced,
                    None => *pattern = nothing(),
                }
            }
            GraphPattern::Service { name, inner, .. } => {
                self.replace(inner)?;
                // A literal is no server; that the variable has no value is an error of its own.
                *name = self.name(name.clone()).unwrap_or_else(|| name.clone());
            }
            GraphPattern::Extend { inner, variable, expression } => {
                self.is_free(variable)?;
                self.replace(inner)?;
                self.expression(expression)?;
            }
            GraphPattern::Values { variables, .. } => {
                variables.iter().try_for_each(|variable| self.is_free(variable))?;
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.replace(inner)?;
                for key in expression {
                    let (OrderExpression::Asc(key) | OrderExpression::Desc(key)) = key;
                    self.expression(key)?;
                }
            }
            GraphPattern::Project { inner, variables } => {
                self.replace(inner)?;
                variables.retain(|variable| !self.values.contains_key(variable));
            }
            GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. } => self.replace(inner)?,
            GraphPattern::Group { inner, variables, aggregates } => {
                self.replace(inner)?;
                for key in variables.iter().filter(|key| self.values.contains_key(key)) {
                    mark(inner, key);
                }
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.expression(expr)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// MINUS takes nothing away where the sides share no variable: one that they shared stays shared.
    fn minus(
        &self,
        left: &mut GraphPattern,
        right: &mut GraphPattern,
    ) -> Result<(), ParameterError> {
        let shared = |variable: &&Variable| {
            [&*left, &*right].into_iter().all(|side| is_visible(side, variable))
        };
        let shared: Vec<_> = self.values.keys().filter(shared).cloned().collect();
        self.replace(left)?;
        self.replace(right)?;
        for variable in &shared {
            mark(left, variable);
            mark(right, variable);
        }
        Ok(())
    }

    fn expression(&self, expression: &mut Expression) -> Result<(), ParameterError> {
        use Expression as E;
        match expression {
            E::Variable(variable) => {
                if let Some(term) = self.values.get(variable) {
                    *expression = constant(term);
                }
            }
            E::Bound(variable) => {
                if self.values.contains_key(variable) {
                    *expression = Literal::from(true).into();
                }
            }
            E::Exists(pattern) => self.replace(pattern)?,
            E::NamedNode(_) | E::Literal(_) => {}
            E::UnaryPlus(inner) | E::UnaryMinus(inner) | E::Not(inner) => self.expression(inner)?,
            E::Or(a, b)
            | E::And(a, b)
            | E::Equal(a, b)
            | E::SameTerm(a, b)
            | E::Greater(a, b)
            | E::GreaterOrEqual(a, b)
            | E::Less(a, b)
            | E::LessOrEqual(a, b)
            | E::Add(a, b)
            | E::Subtract(a, b)
            | E::Multiply(a, b)
            | E::Divide(a, b) => {
                self.expression(a)?;
                self.expression(b)?;
            }
            E::If(condition, a, b) => {
                for part in [condition, a, b] {
                    self.expression(part)?;
                }
            }
            E::In(value, list) => {
                self.expression(value)?;
                list.iter_mut().try_for_each(|part| self.expression(part))?;
            }
            E::Coalesce(list) | E::FunctionCall(_, list) => {
                list.iter_mut().try_for_each(|part| self.expression(part))?;
            }
        }
        Ok(())
    }

    fn is_free(&self, variable: &Variable) -> Result<(), ParameterError> {
        if self.values.contains_key(variable) {
            return Err(ParameterError::BoundByQuery { name: variable.as_str().to_owned() });
        }
        Ok(())
    }

    /// `None` where the term can't stand, such as a literal for a predicate: nothing matches that.
    fn triple(&self, triple: TriplePattern) -> Option<TriplePattern> {
        Some(TriplePattern {
            subject: self.term(triple.subject)?,
            predicate: self.name(triple.predicate)?,
            object: self.term(triple.object)?,
        })
    }

    fn term(&self, term: TermPattern) -> Option<TermPattern> {
        Some(match term {
            TermPattern::Variable(variable) => match self.values.get(&variable) {
                Some(term) => term.clone().into(),
                None => variable.into(),
            },
            TermPattern::Triple(triple) => TermPattern::Triple(Box::new(self.triple(*triple)?)),
            other => other,
        })
    }

    fn name(&self, name: NamedNodePattern) -> Option<NamedNodePattern> {
        match &name {
            NamedNodePattern::Variable(variable) => match self.values.get(variable) {
                Some(Term::NamedNode(node)) => Some(node.clone().into()),
                Some(_) => None,
                None => Some(name),
            },
            NamedNodePattern::NamedNode(_) => Some(name),
        }
    }
}

fn constant(term: &Term) -> Expression {
    match term {
        Term::NamedNode(node) => node.clone().into(),
        Term::Literal(literal) => literal.clone().into(),
        Term::Triple(triple) => {
            let parts = [
                triple.subject.clone().into(),
                triple.predicate.clone().into(),
                triple.object.clone(),
            ];
            Expression::FunctionCall(Function::Triple, parts.iter().map(constant).collect())
        }
        Term::BlankNode(_) => unreachable!("`Parameters` has no blank nodes"),
    }
}
