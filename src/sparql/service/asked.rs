//! Which services a query asks, wherever in it they stand.

use crate::model::{NamedNode, Variable};
use spargebra::Query as Algebra;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::NamedNodePattern;

/// The services that a query asks: also those in sub-selects, EXISTS, OPTIONAL and MINUS, in the patterns of other services,
/// and under SILENT.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Services {
    /// Those that it names, each once, in the order in which they are found.
    pub named: Vec<NamedNode>,
    /// The variables that stand for others, each once.
    pub variables: Vec<Variable>,
    /// How many SERVICE clauses there are.
    pub clauses: usize,
}

impl Services {
    /// Those of a query.
    pub(in crate::sparql) fn of(query: &mut Algebra) -> Self {
        let mut services = Self::default();
        each_service(pattern_of(query), &mut |name, _| {
            services.clauses += 1;
            match name {
                NamedNodePattern::NamedNode(name) if !services.named.contains(name) => {
                    services.named.push(name.clone());
                }
                NamedNodePattern::Variable(variable) if !services.variables.contains(variable) => {
                    services.variables.push(variable.clone());
                }
                _ => {}
            }
        });
        services
    }

    /// Whether it asks none.
    pub fn is_empty(&self) -> bool {
        self.clauses == 0
    }
}

/// The pattern of a query of any form.
pub(super) fn pattern_of(query: &mut Algebra) -> &mut GraphPattern {
    let (Algebra::Select { pattern, .. }
    | Algebra::Construct { pattern, .. }
    | Algebra::Describe { pattern, .. }
    | Algebra::Ask { pattern, .. }) = query;
    pattern
}

/// Gives the name and the pattern of each SERVICE clause to `visit`, an outer one before those within its pattern.
pub(super) fn each_service(
    pattern: &mut GraphPattern,
    visit: &mut impl FnMut(&mut NamedNodePattern, &mut GraphPattern),
) {
    match pattern {
        GraphPattern::Service { name, inner, .. } => {
            visit(name, inner);
            each_service(inner, visit);
        }
        GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {}
        GraphPattern::Join { left, right }
        | GraphPattern::Lateral { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            each_service(left, visit);
            each_service(right, visit);
        }
        GraphPattern::LeftJoin { left, right, expression } => {
            each_service(left, visit);
            each_service(right, visit);
            if let Some(condition) = expression {
                each_within(condition, visit);
            }
        }
        GraphPattern::Filter { expr: expression, inner }
        | GraphPattern::Extend { inner, expression, .. } => {
            each_service(inner, visit);
            each_within(expression, visit);
        }
        GraphPattern::OrderBy { inner, expression } => {
            each_service(inner, visit);
            for key in expression {
                let (OrderExpression::Asc(key) | OrderExpression::Desc(key)) = key;
                each_within(key, visit);
            }
        }
        GraphPattern::Group { inner, aggregates, .. } => {
            each_service(inner, visit);
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    each_within(expr, visit);
                }
            }
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => each_service(inner, visit),
    }
}

/// The same for those in the EXISTS of an expression.
fn each_within(
    expression: &mut Expression,
    visit: &mut impl FnMut(&mut NamedNodePattern, &mut GraphPattern),
) {
    use Expression as E;
    match expression {
        E::Exists(pattern) => each_service(pattern, visit),
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => {}
        E::UnaryPlus(inner) | E::UnaryMinus(inner) | E::Not(inner) => each_within(inner, visit),
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
            each_within(a, visit);
            each_within(b, visit);
        }
        E::If(condition, a, b) => {
            for part in [condition, a, b] {
                each_within(part, visit);
            }
        }
        E::In(value, list) => {
            each_within(value, visit);
            list.iter_mut().for_each(|part| each_within(part, visit));
        }
        E::Coalesce(list) | E::FunctionCall(_, list) => {
            list.iter_mut().for_each(|part| each_within(part, visit));
        }
    }
}
