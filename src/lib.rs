//! Westlake: a knowledge-graph engine that answers with evidence.
//!
//! ```
//! use westlake::Database;
//! use westlake::sparql::Answer;
//!
//! let database = Database::article();
//!
//! // A query, with the prefixes of the data.
//! let answer = database.query("SELECT ?what ?start { :Alibaba wl:owns ?what {| wl:evidence/oa:start ?start |} }")?;
//! let Answer::Solutions(solutions) = answer else { unreachable!("SELECT has solutions") };
//! for solution in solutions {
//!     let solution = solution?;
//!     assert_eq!(solution[0].as_ref().unwrap().to_string(), "<https://westlake.example/id/SCMP>");
//! }
//!
//! // An entity, each fact with its status and the place in the article that says so.
//! let card = database.show("liang wenfeng")?;
//! let founded = &card.outgoing[0].facts[0];
//! assert_eq!(founded.object.label.as_deref(), Some("DeepSeek"));
//! let annotation = &founded.annotations[0];
//! assert_eq!(annotation.status[0].label.as_deref(), Some("reported"));
//! assert!(annotation.evidence[0].start < annotation.evidence[0].end);
//! println!("{}", card.to_text(database.prefixes()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Data of one's own, and a view that also holds what is only claimed:
//!
//! ```
//! use westlake::Database;
//! use westlake::evidence::{Status, ViewSpec};
//! use westlake::model::QuadPattern;
//! use westlake::store::LoadError;
//!
//! let database = Database::load(|loader| {
//!     loader.read_turtle("my.ttl", "
//!         PREFIX ex: <http://example.com/>
//!         PREFIX wl: <https://westlake.example/ns#>
//!         ex:Ada ex:leads ex:Acme .
//!         << ex:Acme ex:buys ex:Globex ~ ex:rumour >> wl:status wl:Claimed ; wl:saidBy ex:Bob .
//!     ")?;
//!     Ok::<_, LoadError>(())
//! })?;
//! let claims = database.view(ViewSpec::Statuses(vec![Status::Claimed.iri()]));
//! assert_eq!(database.snapshot().len() + 1, claims.count(&QuadPattern::ALL));
//! # Ok::<(), LoadError>(())
//! ```
//!
//! What connects two entities, and petgraph's algorithms on the same graph, without a copy:
//!
//! ```
//! use westlake::Database;
//! use westlake::evidence::{EntityGraph, Sources, ViewSpec};
//! use westlake::explore::{PathAnswer, PathOptions};
//! use westlake::model::Limits;
//! use westlake::names::resolve_entity;
//! use westlake::traverse::{GraphView, Statements};
//!
//! let database = Database::article();
//! let (view, namer, limits) = (database.view(ViewSpec::All), database.namer(), Limits::default());
//! let entity = |name: &str| resolve_entity(name, namer.labels(), database.prefixes());
//! let ends = [entity("Liang Wenfeng")?, entity("R1")?];
//! let options = PathOptions::default();
//! let answer = PathAnswer::of(&view, ends, &options, &namer, &Sources::default(), &limits)?;
//! assert_eq!(answer.paths[0].hops, 2);
//! print!("{}", answer.to_text(database.prefixes()));
//!
//! let entities = EntityGraph::of(&view, &limits)?;
//! let graph = GraphView::of_entities(&entities, Statements::LeftOut, &limits)?;
//! assert!(petgraph::algo::is_cyclic_directed(&graph));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The map
//!
//! One module a layer; each may use those above it in this list, and none below.
//!
//! | module | what it answers |
//! |---|---|
//! | [`model`] | what terms, ids, patterns, prefixes and limits are |
//! | [`mod@format`] | how RDF and query results are read and written |
//! | [`store`] | where quads are, by id; snapshots and transactions |
//! | [`evidence`] | who says a thing, how firmly, and where; views |
//! | [`names`] | what a thing is called, and what a name means |
//! | [`traverse`] | how nodes are joined: paths, centralities, communities |
//! | [`sparql`] | what a query's answer is |
//! | [`explore`] | what is known of a thing, what connects things, what a graph holds |
//! | [`export`] | how a graph is handed on |
//! | [`database`] | the calls that most programs start from |
//! | `server` | how all that is asked over HTTP (feature `server`, on by default) |
//! | `cli` | the command `westlake` (feature `cli`, on by default) |
//!
//! The library never prints, exits or reads the environment.

pub mod model;
pub mod format;
pub mod store;
pub mod evidence;
pub mod names;
pub mod traverse;
pub mod sparql;
pub mod explore;
pub mod export;
pub mod database;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "cli")]
pub mod cli;

pub use database::Database;

/// The README's example, so that it is run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
