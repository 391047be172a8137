//! What things are called: from a resource to its name, and from a name to the resource.

mod fold;
mod labels;
mod resolve;

pub use fold::fold;
pub use labels::{Labels, Name, iri_end};
pub use resolve::{Candidate, EntityError, resolve_entity};
