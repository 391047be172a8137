//! SPARQL Update: a text of operations is parsed, then run in one transaction of a store: all of them, or none.
//!
//! The WHERE of an operation is evaluated as a query is, over what the operations before it have made.

mod error;
#[cfg(test)]
mod hostile_test;
mod load;
#[cfg(test)]
mod model_test;
mod operation;
mod parse;
mod run;
mod template;
#[cfg(test)]
mod tests;

pub use error::UpdateError;
pub use load::{Fetch, FetchError};
pub use run::UpdateOptions;

use operation::Operation;

/// A parsed update.
///
/// ```
/// use westlake::sparql::{ParseOptions, Update, UpdateOptions};
/// use westlake::store::Store;
///
/// let store = Store::new();
/// let text = "INSERT DATA { <urn:lake> <urn:area> 6.39 } ;
///             INSERT { ?lake a <urn:Lake> } WHERE { ?lake <urn:area> ?area }";
/// let update = Update::parse(text, &ParseOptions::default())?;
/// let summary = update.run(&store, &UpdateOptions::default())?;
/// assert_eq!((summary.inserted, summary.removed), (2, 0));
/// assert_eq!(store.snapshot().id(), summary.snapshot);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Update {
    operations: Vec<Operation>,
}
