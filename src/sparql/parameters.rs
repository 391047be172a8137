//! Values for a query's variables that come from outside its text, so that nothing in them is read as SPARQL.

use super::substitute::Values;
use crate::format::{ReadError, escape_controls, read_turtle_piece};
use crate::model::vocab::rdf;
use crate::model::{NamedNodeRef, NamedOrBlankNode, Prefixes, Quad, Term, Variable};
use thiserror::Error;

/// A value that a query's variable can't be given.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ParameterError {
    /// The query has no such variable.
    #[error("the query has no variable ?{name}{}", has(.variables))]
    Unknown {
        /// The name without its question mark.
        name: String,
        /// The query's variables, in the order of its text.
        variables: Vec<String>,
    },
    /// A variable is given two values.
    #[error("the variable ?{name} is given two values")]
    Twice {
        /// The name without its question mark.
        name: String,
    },
    /// The query gives the variable its value.
    #[error(
        "the query itself gives ?{name} its value, with BIND, VALUES or AS, so that it can't be given one"
    )]
    BoundByQuery {
        /// The name without its question mark.
        name: String,
    },
    /// The value holds a blank node, which is another one in each file and query.
    #[error("the value of ?{name} holds a blank node, which no query can name")]
    BlankNode {
        /// The name without its question mark.
        name: String,
    },
    /// The text is no term.
    #[error(
        "the value {} is no term: {message}; a value is one term in Turtle syntax, like :DeepSeek, <http://example.com/a>, \
         \"text\"@en, 5 or true",
        escape_controls(.text)
    )]
    Value {
        /// The text.
        text: String,
        /// What is wrong with it.
        message: String,
    },
}

fn has(variables: &[String]) -> String {
    match variables {
        [] => "; it has none".to_owned(),
        [one] => format!("; its only one is ?{one}"),
        several => format!("; it has ?{}", several.join(", ?")),
    }
}

/// Terms for some of a query's variables.
///
/// The query is answered as if each term stood in the place of its variable, everywhere in the query: in patterns, in
/// subqueries, in expressions, in a template. A column of the variable shows the term. A literal matches letter for
/// letter: `1.50` isn't `1.5`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Parameters {
    values: Values,
}

impl Parameters {
    /// Gives a variable its value.
    ///
    /// # Errors
    /// [`ParameterError::Twice`] and [`ParameterError::BlankNode`].
    pub fn insert(&mut self, variable: Variable, value: Term) -> Result<(), ParameterError> {
        let name = variable.as_str().to_owned();
        if holds_blank_node(&value) {
            return Err(ParameterError::BlankNode { name });
        }
        match self.values.insert(variable, value) {
            Some(_) => Err(ParameterError::Twice { name }),
            None => Ok(()),
        }
    }

    /// Whether no variable has a value.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    pub(super) fn values(&self) -> &Values {
        &self.values
    }

    /// The value of a variable.
    pub(super) fn get(&self, variable: &Variable) -> Option<&Term> {
        self.values.get(variable)
    }

    /// Looks whether each variable is one of these.
    pub(super) fn check(&self, variables: &[String]) -> Result<(), ParameterError> {
        let known = |name: &&Variable| variables.iter().any(|other| other == name.as_str());
        // The first by name, so that the same call has the same error.
        let unknown = self.values.keys().filter(|name| !known(name)).min_by_key(|v| v.as_str());
        unknown.map_or(Ok(()), |variable| {
            let name = variable.as_str().to_owned();
            Err(ParameterError::Unknown { name, variables: variables.to_vec() })
        })
    }
}

fn holds_blank_node(term: &Term) -> bool {
    match term {
        Term::BlankNode(_) => true,
        Term::Triple(triple) => {
            matches!(triple.subject, NamedOrBlankNode::BlankNode(_))
                || holds_blank_node(&triple.object)
        }
        Term::NamedNode(_) | Term::Literal(_) => false,
    }
}

/// Reads one term in Turtle syntax: `:DeepSeek`, `<http://example.com/a>`, `"text"@en`, `1.50`, `true`,
/// `<<( :a :b :c )>>`. Relative IRIs are resolved against `base`.
///
/// # Errors
/// [`ParameterError::Value`] for anything else, two terms too.
pub fn parse_term(
    text: &str,
    prefixes: &Prefixes,
    base: Option<&str>,
) -> Result<Term, ParameterError> {
    let wrong = |message: String| ParameterError::Value { text: text.to_owned(), message };
    // In a list: a text that closed it could not be whole again without triples of its own.
    let list = format!("<{LIST}> <{LIST}> (\n{text}\n) .");
    let quads = read_turtle_piece("value", &list, prefixes, base).map_err(|error| match error {
        // Its place is one in a text that nobody wrote.
        ReadError::Syntax { message, .. } => wrong(message),
        error => wrong(error.to_string()),
    })?;
    only_member(&quads).ok_or_else(|| wrong("it isn't exactly one".to_owned()))
}

const LIST: &str = "urn:x:list";

/// The member of a list with one member, if the quads are such a list and nothing else.
fn only_member(quads: &[Quad]) -> Option<Term> {
    let with = |predicate: NamedNodeRef<'_>| quads.iter().find(|quad| quad.predicate == predicate);
    let list = quads.iter().find(|quad| quad.predicate.as_str() == LIST)?;
    let (first, rest) = (with(rdf::FIRST)?, with(rdf::REST)?);
    let of_list = |quad: &Quad| Term::from(quad.subject.clone()) == list.object;
    let is_whole =
        quads.len() == 3 && of_list(first) && of_list(rest) && rest.object == rdf::NIL.into();
    is_whole.then(|| first.object.clone())
}
