//! Running an update: its operations one after another, in one transaction.

use super::load::{Fetch, load};
use super::operation::{Modify, Operation, Transfer};
use super::{Update, UpdateError};
use crate::evidence::{View, ViewSpec};
use crate::format::{BlankNodeScope, BlankNodes};
use crate::model::{GraphName, Limits, NamedNode, Quad, QuadPattern};
use crate::sparql::execute::select;
use crate::sparql::service::admit;
use crate::sparql::{DatasetSpec, RemoteService};
use crate::store::{CommitSummary, GraphSet, Store, StoreError, Transaction};
use spargebra::algebra::GraphTarget;
use std::sync::Arc;

/// How an update is run.
#[derive(Clone, Debug, Default)]
pub struct UpdateOptions {
    /// The graphs that each WHERE sees: the `using-graph-uri` and `using-named-graph-uri` of the protocol.
    pub using: DatasetSpec,
    /// What it may cost. The most rows are those of one WHERE.
    pub limits: Limits,
    /// The one graph that may change: an update that changes another fails. `None` for any.
    pub only: Option<GraphName>,
    /// What fetches the documents of LOAD. Without it an update that has a LOAD isn't run at all.
    pub fetch: Option<Arc<dyn Fetch>>,
    /// What answers SERVICE. Without it a WHERE that asks another server is an error.
    pub services: Option<Arc<dyn RemoteService>>,
}

/// How many quads pass between two looks at the limits.
const QUADS_PER_CHECK: usize = 1_024;

impl Update {
    /// Runs the operations in their order, each over what those before it have made, in one transaction: others see all
    /// of it, or nothing. Waits until the transaction before it has ended.
    ///
    /// # Errors
    /// [`UpdateError`]; the store is as it was then. [`UpdateError::LoadNotAllowed`] and [`UpdateError::GraphsGivenTwice`]
    /// come before anything is run.
    pub fn run(
        &self,
        store: &Store,
        options: &UpdateOptions,
    ) -> Result<CommitSummary, UpdateError> {
        self.check_loads(options)?;
        self.check_services(options)?;
        self.check_graphs(options)?;
        let mut run = Run { transaction: store.begin(), options };
        for operation in &self.operations {
            options.limits.check()?;
            run.check_target(operation)?;
            run.operation(operation)?;
        }
        options.limits.check()?;
        Ok(run.transaction.commit()?)
    }

    /// Looks whether every service that is asked may be, SILENT or not.
    fn check_services(&self, options: &UpdateOptions) -> Result<(), UpdateError> {
        let Some(remote) = &options.services else { return Ok(()) };
        for operation in &self.operations {
            if let Operation::Modify(modify) = operation {
                admit(&modify.services, &**remote)?;
            }
        }
        Ok(())
    }

    /// SPARQL 1.1 Protocol §2.2.3: graphs that are given from outside go with an update that chooses none.
    fn check_graphs(&self, options: &UpdateOptions) -> Result<(), UpdateError> {
        let given = options.using.default.is_some() || options.using.named.is_some();
        let chooses = |operation: &Operation| matches!(operation, Operation::Modify(modify) if modify.using.is_some());
        if given && self.operations.iter().any(chooses) {
            return Err(UpdateError::GraphsGivenTwice);
        }
        Ok(())
    }
}

struct Run<'r> {
    transaction: Transaction<'r>,
    options: &'r UpdateOptions,
}

impl Run<'_> {
    fn operation(&mut self, operation: &Operation) -> Result<(), UpdateError> {
        match operation {
            Operation::InsertData(quads) => self.insert_data(quads),
            Operation::DeleteData(quads) => self.remove(quads),
            Operation::Modify(modify) => self.modify(modify),
            Operation::Load { silent, source, graph } => {
                load(&mut self.transaction, source, graph, *silent, self.options)
            }
            Operation::Clear { silent, graphs } => {
                self.require(graphs, *silent, "CLEAR")?;
                Ok(self.transaction.clear_graphs(graph_set(graphs))?)
            }
            Operation::Drop { silent, graphs } => {
                self.require(graphs, *silent, "DROP")?;
                Ok(self.transaction.drop_graphs(graph_set(graphs))?)
            }
            Operation::Create { silent, graph } => self.create(graph, *silent),
            Operation::Transfer { from, to, .. } if from == to => Ok(()),
            Operation::Transfer { transfer, silent, from, to } => {
                self.transfer(*transfer, *silent, from, to)
            }
        }
    }

    /// Looks whether an operation may change the graphs that it names. Those of templates are known when they are filled in.
    fn check_target(&self, operation: &Operation) -> Result<(), UpdateError> {
        match operation {
            Operation::InsertData(_) | Operation::DeleteData(_) | Operation::Modify(_) => Ok(()),
            Operation::Load { graph, .. } => self.check_graph(graph),
            Operation::Create { graph, .. } => self.check_graph(&graph.clone().into()),
            Operation::Clear { graphs, .. } | Operation::Drop { graphs, .. } => match graphs {
                GraphTarget::NamedNode(node) => self.check_graph(&node.clone().into()),
                GraphTarget::DefaultGraph => self.check_graph(&GraphName::DefaultGraph),
                GraphTarget::NamedGraphs | GraphTarget::AllGraphs => match self.options.only {
                    Some(_) => Err(UpdateError::OtherGraphs),
                    None => Ok(()),
                },
            },
            Operation::Transfer { from, to, transfer, .. } => {
                self.check_graph(to)?;
                if *transfer == Transfer::Move { self.check_graph(from) } else { Ok(()) }
            }
        }
    }

    fn check_graph(&self, graph: &GraphName) -> Result<(), UpdateError> {
        match &self.options.only {
            Some(only) if only != graph => {
                Err(UpdateError::OtherGraph { graph: graph.clone(), only: only.clone() })
            }
            _ => Ok(()),
        }
    }

    /// A label stands for the same new node throughout the data of one operation; no other one may have it.
    fn insert_data(&mut self, quads: &[Quad]) -> Result<(), UpdateError> {
        let mut nodes = self.transaction.blank_nodes();
        let mut labels = BlankNodeScope::new(&mut nodes);
        self.change(quads, |transaction, quad| transaction.insert(&labels.relabel(quad.clone())))
    }

    fn insert(&mut self, quads: &[Quad]) -> Result<(), UpdateError> {
        self.change(quads, |transaction, quad| transaction.insert(quad))
    }

    fn remove(&mut self, quads: &[Quad]) -> Result<(), UpdateError> {
        self.change(quads, |transaction, quad| {
            transaction.remove(quad);
            Ok(())
        })
    }

    /// Changes quads of graphs that may be changed, with a look at the limits now and then.
    fn change(
        &mut self,
        quads: &[Quad],
        mut change: impl FnMut(&mut Transaction<'_>, &Quad) -> Result<(), StoreError>,
    ) -> Result<(), UpdateError> {
        for quads in quads.chunks(QUADS_PER_CHECK) {
            self.options.limits.check()?;
            for quad in quads {
                self.check_graph(&quad.graph_name)?;
                change(&mut self.transaction, quad)?;
            }
        }
        Ok(())
    }

    /// All solutions are found before anything is changed, and all deletions come before the insertions (SPARQL 1.1
    /// Update §3.1.3).
    fn modify(&mut self, modify: &Modify) -> Result<(), UpdateError> {
        let options = self.options;
        let snapshot = self.transaction.snapshot()?;
        let spec = modify.using.clone().unwrap_or_else(|| given_graphs(&options.using));
        let view = View::new(snapshot, ViewSpec::Asserted);
        let mut nodes: BlankNodes = self.transaction.blank_nodes();
        let mut labels = BlankNodeScope::new(&mut nodes);
        let (mut deleted, mut inserted) = (Vec::new(), Vec::new());
        let services = options.services.as_ref().filter(|_| !modify.services.is_empty());
        for solution in select(&modify.select, &view, &spec, &options.limits, services)? {
            let solution = solution?;
            labels.clear();
            let made = modify.delete.iter().filter_map(|quad| quad.quad(&solution, &mut labels));
            deleted.extend(made);
            let made = modify.insert.iter().filter_map(|quad| quad.quad(&solution, &mut labels));
            inserted.extend(made);
        }
        self.remove(&deleted)?;
        self.insert(&inserted)
    }

    fn create(&mut self, graph: &NamedNode, silent: bool) -> Result<(), UpdateError> {
        if !silent && self.has_graph(graph)? {
            return Err(UpdateError::GraphExists { iri: graph.as_str().to_owned() });
        }
        Ok(self.transaction.create_graph(graph)?)
    }

    fn transfer(
        &mut self,
        transfer: Transfer,
        silent: bool,
        from: &GraphName,
        to: &GraphName,
    ) -> Result<(), UpdateError> {
        let snapshot = self.transaction.snapshot()?;
        let Some(graph) = snapshot.graph(from) else {
            return if silent { Ok(()) } else { Err(no_such_graph(from, transfer.word())) };
        };
        if transfer != Transfer::Add {
            self.transaction.drop_graphs(GraphSet::One(to.as_ref()))?;
        }
        let mut is_empty = true;
        let pattern = QuadPattern { graph: Some(graph), ..QuadPattern::ALL };
        let quads = snapshot.scan(&pattern).filter_map(|quad| snapshot.quad(&quad));
        for (count, mut quad) in quads.enumerate() {
            if count % QUADS_PER_CHECK == 0 {
                self.options.limits.check()?;
            }
            quad.graph_name = to.clone();
            self.transaction.insert(&quad)?;
            is_empty = false;
        }
        if let (GraphName::NamedNode(to), true) = (to, is_empty) {
            self.transaction.create_graph(to)?;
        }
        if transfer == Transfer::Move {
            self.transaction.drop_graphs(GraphSet::One(from.as_ref()))?;
        }
        Ok(())
    }

    /// Looks whether a named graph exists that is cleared or dropped.
    fn require(
        &mut self,
        graphs: &GraphTarget,
        silent: bool,
        operation: &'static str,
    ) -> Result<(), UpdateError> {
        match graphs {
            GraphTarget::NamedNode(graph) if !silent && !self.has_graph(graph)? => {
                Err(no_such_graph(&graph.clone().into(), operation))
            }
            _ => Ok(()),
        }
    }

    fn has_graph(&mut self, graph: &NamedNode) -> Result<bool, UpdateError> {
        Ok(self.transaction.snapshot()?.graph(&graph.clone().into()).is_some())
    }
}

fn no_such_graph(graph: &GraphName, operation: &'static str) -> UpdateError {
    let iri = match graph {
        GraphName::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    };
    UpdateError::NoSuchGraph { iri, operation }
}

fn graph_set(graphs: &GraphTarget) -> GraphSet<'_> {
    match graphs {
        GraphTarget::NamedNode(node) => GraphSet::One(node.into()),
        GraphTarget::DefaultGraph => GraphSet::One(crate::model::GraphNameRef::DefaultGraph),
        GraphTarget::NamedGraphs => GraphSet::Named,
        GraphTarget::AllGraphs => GraphSet::All,
    }
}

/// Where only one of the two kinds of graphs is given, there is none of the other (SPARQL 1.1 Update §3.1.3).
fn given_graphs(using: &DatasetSpec) -> DatasetSpec {
    let mut spec = using.clone();
    if spec.default.is_some() || spec.named.is_some() {
        spec.default.get_or_insert_default();
        spec.named.get_or_insert_default();
    }
    spec
}
