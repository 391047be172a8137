//! What a tool answers from, and how its arguments are read against it.

use super::refusal::Refusal;
use crate::evidence::{Sources, View, ViewSpec};
use crate::explore::Namer;
use crate::model::{Limits, Prefixes};
use crate::names::EntityFinder;
use crate::server::Reading;
use crate::sparql::RemoteService;
use std::sync::Arc;

/// The graph of one call, and what the call may cost.
pub struct Graph<'a> {
    pub reading: &'a Reading,
    pub prefixes: &'a Prefixes,
    pub limits: &'a Limits,
    /// What answers the SERVICE clauses of a query, where other servers may be asked.
    pub services: Option<Arc<dyn RemoteService>>,
}

impl Graph<'_> {
    /// The view that an argument `status` names.
    pub fn view(&self, status: &str) -> Result<View, Refusal> {
        let spec = ViewSpec::parse(status, self.prefixes)?;
        self.limits.check()?;
        Ok(self.reading.view(spec))
    }

    /// Finds entities by name.
    pub fn finder(&self) -> &EntityFinder {
        self.reading.finder()
    }

    pub fn namer(&self) -> &Namer {
        self.reading.namer()
    }

    pub fn sources(&self) -> &Sources {
        self.reading.sources()
    }
}
