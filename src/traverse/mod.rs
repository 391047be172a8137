//! Graphs by ids: one compact adjacency in both directions with petgraph's traits, and what is asked of it.
//!
//! [`GraphView`] is built of edge lists; which resources are nodes is decided in `evidence`, and a view drawn from a query
//! comes from the layers above. Nothing here knows a term or a query. Where petgraph is good it runs on the view as it
//! is; paths one after another, centralities, components and communities are this room's own, one file each.

mod betweenness;
mod bfs;
mod branches;
mod build;
mod closeness;
mod communities;
mod components;
mod connect;
mod cost;
mod degree;
mod distances;
mod filter;
mod index;
mod k_shortest;
mod leiden;
mod level_graph;
mod node_map;
mod pagerank;
mod path;
mod petgraph_traits;
mod random;
mod ranks;
mod shortest;
mod sources;
mod strong;
#[cfg(test)]
mod tests;
mod undirected;
mod view;

pub use betweenness::betweenness;
pub use bfs::{Levels, Neighbourhood, levels, neighbourhood};
pub use build::BuildError;
pub use closeness::closeness;
pub use communities::{Communities, CommunityOptions, communities};
pub use components::{Groups, weak_components};
pub use connect::{Connection, connect};
pub use cost::Costs;
pub use degree::{Degree, degrees};
pub use filter::{Direction, SearchFilter};
pub use index::{EdgeIndex, EdgeLabel, NodeIndex, PredicateIndex};
pub use k_shortest::{Paths, cheapest_paths, shortest_paths};
pub use pagerank::{PageRank, PageRankOptions, pagerank};
pub use path::Path;
pub use shortest::shortest_path;
pub use sources::{Centrality, Sources};
pub use strong::strong_components;
pub use undirected::Undirected;
pub use view::{Edge, EdgeReference, GraphView};
