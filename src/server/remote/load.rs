//! LOAD: documents of other servers for an update.

use super::client::Client;
use crate::format::Input;
use crate::model::{Limits, NamedNode};
use crate::sparql::{Fetch, FetchError};

impl Fetch for Client {
    fn admit(&self, iri: &NamedNode) -> Result<(), FetchError> {
        Ok(Self::admit(self, iri.as_str())?)
    }

    fn fetch(&self, iri: &NamedNode, limits: &Limits) -> Result<Input<'static>, FetchError> {
        Ok(self.graph(iri.as_str(), limits)?.into_input(iri.as_str()))
    }
}
