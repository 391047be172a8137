//! Who says a thing, on what evidence: statuses, views, reifiers, sources and their spans.

mod status;
mod view;

pub use status::{Status, StatusError};
pub use view::{View, ViewScan, ViewSpec};
