//! What things are called: from a resource to its name, and from a name to the resource.

mod fold;
mod index;
mod labels;
mod resolve;
mod search;

pub use fold::fold;
pub use index::NameIndex;
pub use labels::{Labels, Name, iri_end};
pub use resolve::{Candidate, EntityError, EntityFinder, Spelling, nearest_names, resolve_entity};
pub use search::{Found, NameMatch, edits_allowed};
