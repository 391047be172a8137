//! LOAD: a graph that another server has.

use super::body::Body;
use super::client::{Client, Request};
use super::error::RemoteError;
use crate::format::{Input, Syntax, syntax_of_path};
use crate::model::Limits;
use std::path::Path;

const ACCEPT: &str = "text/turtle, application/trig, application/n-triples, application/n-quads, \
    application/rdf+xml;q=0.9, application/ld+json;q=0.8";

const EXPECTED: &str = "Turtle, TriG, N-Triples, N-Quads, RDF/XML or JSON-LD";

/// An answer that holds RDF, its body not yet read.
#[derive(Debug)]
pub struct RemoteGraph {
    /// The syntax, from the answer's media type, else from the extension of the IRI's path.
    pub syntax: Syntax,
    /// The limit on its bytes, also after decompression.
    pub bytes_max: u64,
    /// Where it is read from.
    pub body: Body,
}

impl RemoteGraph {
    /// The same for [`crate::format::read_quads`] and [`crate::store::Loader`], under a name for messages: the IRI.
    pub fn into_input(self, name: impl Into<String>) -> Input<'static> {
        let mut input = Input::from_reader(name, self.syntax, self.body);
        input.bytes_max = self.bytes_max;
        input
    }
}

impl Client {
    /// Asks for the graph at an IRI.
    ///
    /// # Errors
    /// [`RemoteError`]. Those that come up while the body is read are in the reader's errors: [`RemoteError::in_read`].
    pub fn graph(&self, iri: &str, limits: &Limits) -> Result<RemoteGraph, RemoteError> {
        let budget = self.budget();
        let mut answer = self.exchange(iri, &Request::Get, ACCEPT, &budget, limits)?;
        let path = iri.split(['?', '#']).next().unwrap_or_default();
        let of_path = || syntax_of_path(Path::new(path)).map(|(syntax, _)| syntax);
        let syntax = match Syntax::from_media_type(&answer.content_type) {
            // Servers say so of any text, and of Turtle that they don't know.
            Some(Syntax::NTriples) if is_plain(&answer.content_type) => {
                Some(of_path().unwrap_or(Syntax::NTriples))
            }
            Some(syntax) => Some(syntax),
            None => of_path(),
        };
        match syntax {
            Some(syntax) => {
                Ok(RemoteGraph { syntax, bytes_max: self.bytes_max(), body: answer.body })
            }
            None => Err(RemoteError::content_type(
                answer.status,
                &answer.content_type,
                EXPECTED,
                &mut answer.body,
            )),
        }
    }
}

fn is_plain(content_type: &str) -> bool {
    content_type.trim_start().to_ascii_lowercase().starts_with("text/plain")
}
