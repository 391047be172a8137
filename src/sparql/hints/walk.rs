//! Reading a query's algebra.

use super::TermRole;
use super::asked::{
    Asked, AskedGraph, AskedPattern, Block, Choice, Closure, Given, Slot, is_statement_vocabulary,
};
use crate::model::vocab::xsd;
use crate::model::{NamedNode, Term};
use spargebra::Query;
use spargebra::algebra::{Expression, Function, GraphPattern, PropertyPathExpression};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

/// How many parts of paths are walked: a closure has its path walked twice, so that nested ones grow fast.
const PATH_PARTS_MAX: usize = 1_000;

/// The algebra's pattern that is being read, and what was read before it.
pub(super) struct Walk {
    asked: Asked,
    graph: AskedGraph,
    block: Block,
    blocks: usize,
    negated: bool,
    optional: bool,
    is_later_step: bool,
    /// Parts of paths that were walked.
    path_parts: usize,
}

impl Walk {
    /// What a query asks for.
    pub fn of(query: &Query) -> Asked {
        let mut walk = Self {
            asked: Asked::default(),
            graph: AskedGraph::Default,
            block: Block::default(),
            blocks: 0,
            negated: false,
            optional: false,
            is_later_step: false,
            path_parts: 0,
        };
        match query {
            Query::Describe { pattern, .. } => {
                walk.pattern(pattern);
                walk.asked.named.extend(described(pattern));
            }
            Query::Select { pattern, .. }
            | Query::Construct { pattern, .. }
            | Query::Ask { pattern, .. } => walk.pattern(pattern),
        }
        walk.asked
    }

    /// Walks what stands in a block of its own, and returns the block.
    fn within(&mut self, negated: bool, walk: impl FnOnce(&mut Self)) -> Block {
        let (was_negated, was_optional) = (self.negated, self.optional);
        self.blocks += 1;
        self.block.0.push(self.blocks);
        (self.negated, self.optional) = (was_negated || negated, true);
        walk(self);
        let block = self.block.clone();
        self.block.0.pop();
        (self.negated, self.optional) = (was_negated, was_optional);
        block
    }

    /// Walks two of which one is enough.
    fn either(&mut self, one: impl FnOnce(&mut Self), other: impl FnOnce(&mut Self)) {
        let arms = vec![self.within(false, one), self.within(false, other)];
        self.asked.choices.push(Choice { block: self.block.clone(), arms });
    }

    fn pattern(&mut self, pattern: &GraphPattern) {
        match pattern {
            GraphPattern::Bgp { patterns } => patterns.iter().for_each(|p| self.triple(p)),
            GraphPattern::Path { subject, path, object } => {
                self.path(&slot(subject), path, &slot(object));
            }
            GraphPattern::Join { left, right } | GraphPattern::Lateral { left, right } => {
                self.pattern(left);
                self.pattern(right);
            }
            GraphPattern::LeftJoin { left, right, expression } => {
                self.pattern(left);
                self.within(false, |walk| {
                    walk.pattern(right);
                    expression.iter().for_each(|expression| walk.filter(expression));
                });
            }
            GraphPattern::Filter { expr, inner } => {
                self.pattern(inner);
                self.filter(expr);
            }
            GraphPattern::Union { left, right } => {
                self.either(|walk| walk.pattern(left), |walk| walk.pattern(right));
            }
            GraphPattern::Minus { left, right } => {
                self.pattern(left);
                self.within(true, |walk| walk.pattern(right));
            }
            GraphPattern::Graph { name, inner } => self.graph(name, inner),
            GraphPattern::Extend { inner, expression, .. } => {
                self.pattern(inner);
                self.expression(expression);
            }
            GraphPattern::Values { variables, bindings } => {
                for (at, variable) in variables.iter().enumerate() {
                    self.values(variable.as_str(), bindings.iter().map(|row| row[at].as_ref()));
                }
            }
            GraphPattern::Slice { inner, length, .. } => {
                self.asked.has_limit |= length.is_some();
                self.pattern(inner);
            }
            GraphPattern::OrderBy { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Group { inner, .. } => self.pattern(inner),
            GraphPattern::Service { .. } => {}
        }
    }

    fn graph(&mut self, name: &NamedNodePattern, inner: &GraphPattern) {
        self.asked.has_graph = true;
        let graph = match name {
            NamedNodePattern::NamedNode(name) => AskedGraph::Named(name.clone()),
            NamedNodePattern::Variable(_) => AskedGraph::AnyNamed,
        };
        let around = std::mem::replace(&mut self.graph, graph);
        self.pattern(inner);
        self.graph = around;
    }

    fn triple(&mut self, triple: &TriplePattern) {
        let predicate = match &triple.predicate {
            NamedNodePattern::NamedNode(iri) => Slot::Term(iri.clone().into()),
            NamedNodePattern::Variable(variable) => Slot::Variable(variable.as_str().to_owned()),
        };
        for term in [&triple.subject, &triple.object] {
            if let TermPattern::Triple(triple) = term {
                self.triple_term(triple);
            }
        }
        self.push([slot(&triple.subject), predicate, slot(&triple.object)]);
    }

    fn triple_term(&mut self, triple: &TriplePattern) {
        if let NamedNodePattern::NamedNode(iri) = &triple.predicate {
            self.asked.named.push((iri.clone(), TermRole::Predicate));
        }
        for term in [&triple.subject, &triple.object] {
            match term {
                TermPattern::NamedNode(iri) => {
                    self.asked.named.push((iri.clone(), TermRole::Entity));
                }
                TermPattern::Triple(triple) => self.triple_term(triple),
                _ => {}
            }
        }
    }

    fn push(&mut self, slots: [Slot; 3]) {
        self.asked.patterns.push(AskedPattern {
            slots,
            graph: self.graph.clone(),
            block: self.block.clone(),
            negated: self.negated,
            optional: self.optional,
            is_later_step: self.is_later_step,
        });
    }

    /// The triples that a path goes along. Where it may go along none, or along another one, they are optional.
    fn path(&mut self, subject: &Slot, path: &PropertyPathExpression, object: &Slot) {
        self.path_parts += 1;
        if self.path_parts > PATH_PARTS_MAX {
            self.asked.is_cut = true;
            return;
        }
        match path {
            PropertyPathExpression::NamedNode(predicate) => {
                let predicate = Slot::Term(predicate.clone().into());
                self.push([subject.clone(), predicate, object.clone()]);
            }
            PropertyPathExpression::Reverse(path) => self.path(object, path, subject),
            PropertyPathExpression::Sequence(first, second) => {
                let middle = self.nameless();
                self.path(subject, first, &middle);
                self.path(&middle, second, object);
            }
            PropertyPathExpression::Alternative(first, second) => self.either(
                |walk| walk.path(subject, first, object),
                |walk| walk.path(subject, second, object),
            ),
            PropertyPathExpression::OneOrMore(path) if is_predicate(path) => {
                self.closure(subject, path, object, false);
            }
            PropertyPathExpression::ZeroOrMore(path) if is_predicate(path) => {
                self.closure(subject, path, object, true);
            }
            PropertyPathExpression::OneOrMore(path) => self.steps(subject, path, object),
            PropertyPathExpression::ZeroOrMore(path) => self.either(
                |walk| walk.no_step(subject, object),
                |walk| walk.steps(subject, path, object),
            ),
            PropertyPathExpression::ZeroOrOne(path) => self.either(
                |walk| walk.no_step(subject, object),
                |walk| walk.path(subject, path, object),
            ),
            PropertyPathExpression::NegatedPropertySet(_) => {}
        }
    }

    /// The first and the last step of a path that is gone along several times.
    fn steps(&mut self, subject: &Slot, path: &PropertyPathExpression, object: &Slot) {
        let (second, last_but_one) = (self.nameless(), self.nameless());
        self.path(subject, path, &second);
        let around = self.is_later_step;
        self.is_later_step |= object.term().is_none();
        self.path(&last_but_one, path, object);
        self.is_later_step = around;
    }

    /// A path along one predicate. Its steps are patterns that no other needs to fit: the whole path is what counts.
    fn closure(
        &mut self,
        subject: &Slot,
        path: &PropertyPathExpression,
        object: &Slot,
        may_be_empty: bool,
    ) {
        let (ends, predicate) = match path {
            PropertyPathExpression::NamedNode(predicate) => ([subject, object], predicate),
            PropertyPathExpression::Reverse(path) => match &**path {
                PropertyPathExpression::NamedNode(predicate) => ([object, subject], predicate),
                _ => return,
            },
            _ => return,
        };
        self.asked.named.extend([subject, object].into_iter().filter_map(|end| match end {
            Slot::Term(Term::NamedNode(iri)) => Some((iri.clone(), TermRole::Entity)),
            _ => None,
        }));
        self.asked.closures.push(Closure {
            ends: ends.map(Slot::clone),
            predicate: predicate.clone(),
            may_be_empty,
            graph: self.graph.clone(),
            block: self.block.clone(),
        });
        let was_optional = self.optional;
        self.within(false, |walk| {
            walk.optional = was_optional || may_be_empty;
            walk.steps(subject, path, object);
        });
    }

    /// A path that ends where it begins.
    fn no_step(&mut self, subject: &Slot, object: &Slot) {
        if let (Slot::Variable(variable), Slot::Term(end))
        | (Slot::Term(end), Slot::Variable(variable)) = (subject, object)
        {
            self.asked.given.push(Given {
                variable: variable.clone(),
                terms: vec![end.clone()],
                may_be_other: false,
                is_end_of_path: true,
                block: self.block.clone(),
            });
        }
    }

    fn nameless(&mut self) -> Slot {
        self.blocks += 1;
        // A blank node's label has no blank in it, so that this is none.
        Slot::Nameless(format!("step {}", self.blocks))
    }

    fn values<'a>(&mut self, variable: &str, values: impl Iterator<Item = Option<&'a GroundTerm>>) {
        let mut given = Given {
            variable: variable.to_owned(),
            terms: Vec::new(),
            may_be_other: false,
            is_end_of_path: false,
            block: self.block.clone(),
        };
        for value in values {
            match value {
                Some(GroundTerm::NamedNode(iri)) => given.terms.push(iri.clone().into()),
                Some(GroundTerm::Literal(literal)) => given.terms.push(literal.clone().into()),
                Some(GroundTerm::Triple(_)) => {
                    self.asked.speaks_of_statements = true;
                    given.may_be_other = true;
                }
                None => given.may_be_other = true,
            }
        }
        self.asked.given.push(given);
    }

    /// A condition that every solution must meet.
    fn filter(&mut self, expression: &Expression) {
        match expression {
            Expression::And(first, second) => {
                self.filter(first);
                self.filter(second);
            }
            Expression::Equal(one, other) | Expression::SameTerm(one, other) => {
                match (&**one, &**other) {
                    (Expression::Variable(v), constant) | (constant, Expression::Variable(v)) => {
                        self.is_one_of(v.as_str(), std::slice::from_ref(constant));
                    }
                    _ => self.expression(expression),
                }
            }
            Expression::In(one, list) => match &**one {
                Expression::Variable(variable) => self.is_one_of(variable.as_str(), list),
                _ => self.expression(expression),
            },
            Expression::Exists(pattern) => {
                self.within(false, |walk| walk.pattern(pattern));
            }
            other => self.expression(other),
        }
    }

    /// `?v = constant`, where equal means the same term: numbers and dates are equal in many forms.
    fn is_one_of(&mut self, variable: &str, constants: &[Expression]) {
        let term = |constant: &Expression| match constant {
            Expression::NamedNode(iri) => Some(Term::from(iri.clone())),
            Expression::Literal(literal) => {
                let is_text = literal.datatype() == xsd::STRING || literal.language().is_some();
                is_text.then(|| literal.clone().into())
            }
            _ => None,
        };
        match constants.iter().map(term).collect::<Option<Vec<_>>>() {
            Some(terms) => self.asked.given.push(Given {
                variable: variable.to_owned(),
                terms,
                may_be_other: false,
                is_end_of_path: false,
                block: self.block.clone(),
            }),
            None => constants.iter().for_each(|constant| self.expression(constant)),
        }
    }

    /// Any other expression: what it says of statements, and its patterns, of which a match may take solutions away.
    fn expression(&mut self, expression: &Expression) {
        match expression {
            Expression::Exists(pattern) => {
                self.within(true, |walk| walk.pattern(pattern));
            }
            Expression::NamedNode(iri) => {
                self.asked.speaks_of_statements |= is_statement_vocabulary(iri.as_ref());
            }
            Expression::FunctionCall(function, _) => {
                self.asked.speaks_of_statements |= matches!(
                    function,
                    Function::Triple
                        | Function::Subject
                        | Function::Predicate
                        | Function::Object
                        | Function::IsTriple
                );
            }
            _ => {}
        }
        for operand in operands(expression) {
            self.expression(operand);
        }
    }
}

/// The IRIs that DESCRIBE names: the parser binds each to a variable.
fn described(pattern: &GraphPattern) -> Vec<(NamedNode, TermRole)> {
    match pattern {
        GraphPattern::Project { inner, .. } => described(inner),
        GraphPattern::Extend { inner, expression: Expression::NamedNode(iri), .. } => {
            let mut iris = described(inner);
            iris.push((iri.clone(), TermRole::Entity));
            iris
        }
        _ => Vec::new(),
    }
}

/// Whether a path is one predicate, forwards or backwards.
fn is_predicate(path: &PropertyPathExpression) -> bool {
    match path {
        PropertyPathExpression::NamedNode(_) => true,
        PropertyPathExpression::Reverse(path) => {
            matches!(**path, PropertyPathExpression::NamedNode(_))
        }
        _ => false,
    }
}

fn slot(term: &TermPattern) -> Slot {
    match term {
        TermPattern::NamedNode(iri) => Slot::Term(iri.clone().into()),
        TermPattern::Literal(literal) => Slot::Term(literal.clone().into()),
        TermPattern::Variable(variable) => Slot::Variable(variable.as_str().to_owned()),
        TermPattern::BlankNode(node) => Slot::Nameless(node.as_str().to_owned()),
        TermPattern::Triple(_) => Slot::TripleTerm,
    }
}

fn operands(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::NamedNode(_)
        | Expression::Literal(_)
        | Expression::Variable(_)
        | Expression::Bound(_)
        | Expression::Exists(_) => Vec::new(),
        Expression::UnaryPlus(one) | Expression::UnaryMinus(one) | Expression::Not(one) => {
            vec![one]
        }
        Expression::Or(a, b)
        | Expression::And(a, b)
        | Expression::Equal(a, b)
        | Expression::SameTerm(a, b)
        | Expression::Greater(a, b)
        | Expression::GreaterOrEqual(a, b)
        | Expression::Less(a, b)
        | Expression::LessOrEqual(a, b)
        | Expression::Add(a, b)
        | Expression::Subtract(a, b)
        | Expression::Multiply(a, b)
        | Expression::Divide(a, b) => vec![a, b],
        Expression::If(a, b, c) => vec![a, b, c],
        Expression::In(one, list) => std::iter::once(&**one).chain(list).collect(),
        Expression::Coalesce(list) | Expression::FunctionCall(_, list) => list.iter().collect(),
    }
}
