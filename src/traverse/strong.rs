//! Strong components (Tarjan 1972), without recursion: petgraph's `tarjan_scc` overflows the stack where paths are long.

use super::components::Groups;
use super::index::NodeIndex;
use super::view::GraphView;
use crate::model::{LimitExceeded, Limits};

/// Nodes between two looks at the limits.
const NODES_PER_CHECK: usize = 1 << 14;

/// The strong components: nodes that reach one another along edges as they run.
///
/// # Errors
/// A limit that is reached.
pub fn strong_components(view: &GraphView, limits: &Limits) -> Result<Groups, LimitExceeded> {
    let mut search = Search {
        view,
        entered: vec![NONE; view.node_count()],
        labels: vec![NONE; view.node_count()],
        open: Vec::new(),
        calls: Vec::new(),
        count: 0,
    };
    for (at, node) in view.nodes().enumerate() {
        if at % NODES_PER_CHECK == 0 {
            limits.check()?;
        }
        if search.entered[node.index()] == NONE {
            search.run(node, limits)?;
        }
    }
    Ok(Groups::from_labels(&search.labels))
}

const NONE: u32 = u32::MAX;

struct Search<'a> {
    view: &'a GraphView,
    /// By node: how many were entered before it.
    entered: Vec<u32>,
    /// By node: the lowest of its component's numbers in `entered`, once the component is complete.
    labels: Vec<u32>,
    /// Nodes whose components are not complete, in the order in which they were entered.
    open: Vec<NodeIndex>,
    calls: Vec<Call>,
    /// How many nodes were entered.
    count: u32,
}

/// A node that is being looked at: where its next edge is, and the first open node that it reaches so far.
struct Call {
    node: NodeIndex,
    next_edge: usize,
    first_reached: u32,
}

impl Search<'_> {
    fn run(&mut self, start: NodeIndex, limits: &Limits) -> Result<(), LimitExceeded> {
        self.enter(start);
        while let Some(call) = self.calls.last_mut() {
            if call.next_edge < self.view.out_range(call.node).end {
                let target = self.view.targets[call.next_edge];
                call.next_edge += 1;
                let entered = self.entered[target.index()];
                if entered == NONE {
                    if (self.count as usize).is_multiple_of(NODES_PER_CHECK) {
                        limits.check()?;
                    }
                    self.enter(target);
                } else if self.labels[target.index()] == NONE {
                    call.first_reached = call.first_reached.min(entered);
                }
                continue;
            }
            self.leave();
        }
        Ok(())
    }

    fn enter(&mut self, node: NodeIndex) {
        self.entered[node.index()] = self.count;
        let next_edge = self.view.out_range(node).start;
        self.calls.push(Call { node, next_edge, first_reached: self.count });
        self.open.push(node);
        self.count += 1;
    }

    /// Ends the last call: its node completes a component, or hands on to its caller what it reaches.
    fn leave(&mut self) {
        let Some(Call { node, first_reached, .. }) = self.calls.pop() else { return };
        if let Some(caller) = self.calls.last_mut() {
            caller.first_reached = caller.first_reached.min(first_reached);
        }
        if first_reached == self.entered[node.index()] {
            while let Some(member) = self.open.pop() {
                self.labels[member.index()] = first_reached;
                if member == node {
                    break;
                }
            }
        }
    }
}
