//! The parameters of a query: in the URL, in a form, or beside a body that is the query itself.

use crate::model::{GraphName, NamedNode, Prefixes, Variable};
use crate::server::problem::Problem;
use crate::sparql::{DatasetSpec, Parameters, parse_term};

/// Names and values in the order of the request.
#[derive(Clone, Debug, Default)]
pub struct Pairs(pub Vec<(String, String)>);

impl Pairs {
    /// Reads `application/x-www-form-urlencoded`, as of a URL's query part or a form.
    ///
    /// # Errors
    /// 400 for what is no UTF-8.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Ok((decoded(name)?, decoded(value)?))
        });
        Ok(Self(pairs.collect::<Result<_, Problem>>()?))
    }

    /// The value of a name that may stand once.
    ///
    /// # Errors
    /// 400 if it stands twice.
    pub fn one<'a>(&'a self, name: &'a str) -> Result<Option<&'a str>, Problem> {
        let mut values = self.all(name);
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(Problem::bad_request(format!("{name} stands twice"))),
            (value, None) => Ok(value),
        }
    }

    /// Each value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> + use<'a> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The formats that `format` asks for, in the order of the request.
    pub fn formats(&self) -> Vec<&str> {
        self.all("format").filter(|format| !format.is_empty()).collect()
    }

    /// The graphs that `default-graph-uri` and `named-graph-uri` choose (SPARQL 1.1 Protocol, section 2.1.4). They are graphs
    /// of the store, never fetched; one that it doesn't have is empty.
    ///
    /// # Errors
    /// 400 for what is no IRI.
    pub fn dataset(&self) -> Result<DatasetSpec, Problem> {
        let default = self.graphs("default-graph-uri")?;
        let named = self.graphs("named-graph-uri")?;
        let union_default_graph = match self.one("union-default-graph")? {
            None | Some("false") => false,
            Some("true" | "") => true,
            Some(_) => return Err(Problem::bad_request("union-default-graph is true or false")),
        };
        Ok(DatasetSpec {
            default: default.map(|graphs| graphs.into_iter().map(GraphName::from).collect()),
            named,
            union_default_graph,
        })
    }

    /// The graphs that `using-graph-uri` and `using-named-graph-uri` make an update's WHERE see (SPARQL 1.1 Protocol,
    /// section 2.2.3).
    ///
    /// # Errors
    /// 400 for what is no IRI.
    pub fn using(&self) -> Result<DatasetSpec, Problem> {
        let default = self.graphs("using-graph-uri")?;
        Ok(DatasetSpec {
            default: default.map(|graphs| graphs.into_iter().map(GraphName::from).collect()),
            named: self.graphs("using-named-graph-uri")?,
            union_default_graph: false,
        })
    }

    fn graphs(&self, name: &str) -> Result<Option<Vec<NamedNode>>, Problem> {
        let graph = |iri: &str| {
            NamedNode::new(iri).map_err(|error| {
                Problem::bad_request(format!("{name}: <{iri}> is no IRI: {error}"))
            })
        };
        let graphs = self.all(name).map(graph).collect::<Result<Vec<_>, _>>()?;
        Ok((!graphs.is_empty()).then_some(graphs))
    }

    /// The values of variables: `$who=:DeepSeek`, each a term in Turtle.
    ///
    /// # Errors
    /// 400 for what is no variable or no term.
    pub fn variables(&self, prefixes: &Prefixes) -> Result<Parameters, Problem> {
        let mut parameters = Parameters::default();
        for (name, value) in &self.0 {
            let Some(variable) = name.strip_prefix('$') else { continue };
            let wrong = |why: String| Problem::bad_request(format!("{name}: {why}"));
            let variable = Variable::new(variable).map_err(|error| wrong(error.to_string()))?;
            let term =
                parse_term(value, prefixes, None).map_err(|error| wrong(error.to_string()))?;
            parameters.insert(variable, term).map_err(|error| wrong(error.to_string()))?;
        }
        Ok(parameters)
    }
}

/// Percent-encoding and `+` (URL Standard, section 5.1).
pub fn decoded(text: &str) -> Result<String, Problem> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let byte = match (first, tail) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    high << 4 | low
                }
                _ => b'%',
            },
            (&byte, _) => byte,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).map_err(|_| Problem::bad_request("a parameter is no UTF-8"))
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_decoded() {
        let pairs = Pairs::parse("query=ASK+%7B%7D&x=%C3%A9%&x=&empty").unwrap();
        assert_eq!(pairs.one("query").unwrap(), Some("ASK {}"));
        assert_eq!(pairs.all("x").collect::<Vec<_>>(), ["é%", ""]);
        assert_eq!(pairs.one("empty").unwrap(), Some(""));
        assert!(pairs.one("x").is_err() && Pairs::parse("a=%FF").is_err());
    }
}
