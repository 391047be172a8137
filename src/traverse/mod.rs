//! Graphs by ids: one compact adjacency in both directions with petgraph's traits, and what is asked of it.
//!
//! [`GraphView`] is built of edge lists; which resources are nodes is decided in `evidence`, and a view drawn from a query
//! comes from the layers above. Nothing here knows a term or a query. Where petgraph is good it runs on the view as it
//! is; paths one after another, centralities, components and communities are this room's own, one file each.

mod bfs;
mod branches;
mod build;
mod cost;
mod distances;
mod filter;
mod index;
mod k_shortest;
mod node_map;
mod path;
mod petgraph_traits;
mod ranks;
mod shortest;
#[cfg(test)]
mod tests;
mod undirected;
mod view;

pub use bfs::{Levels, Neighbourhood, levels, neighbourhood};
pub use build::BuildError;
pub use cost::Costs;
pub use filter::{Direction, SearchFilter};
pub use index::{EdgeIndex, EdgeLabel, NodeIndex, PredicateIndex};
pub use k_shortest::{Paths, cheapest_paths, shortest_paths};
pub use path::Path;
pub use shortest::shortest_path;
pub use undirected::Undirected;
pub use view::{Edge, EdgeReference, GraphView};
