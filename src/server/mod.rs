//! The server: SPARQL over HTTP, the JSON API, the Model Context Protocol. One file a concern; each answer is a library call.
//!
//! A request passes `listen` and `connection` (how many, how slow), `observe` (its number, figures, the log), `well_formed`
//! (whether it says one thing), `guard` (who may ask what), the handler of its path, and `workers`, where the library works
//! on a thread with a deep stack under the request's limits. `answer` carries the bytes back as they come, and `problem`
//! what went wrong.

mod access;
mod answer;
mod api;
mod caching;
mod connection;
mod describe;
mod described;
mod explorer;
mod guard;
mod health;
mod home;
mod listen;
mod mcp;
mod multipart;
mod negotiation;
mod observe;
mod options;
mod panics;
mod own_address;
mod own_name;
mod pool;
mod problem;
mod protocol;
mod queries;
pub mod remote;
mod request_body;
mod router;
mod running;
mod served;
mod state;
mod well_formed;
mod void;
mod workers;

pub use access::{Access, Token, TokenError};
pub use listen::{Server, StartError};
pub use mcp::{LinesError, serve_lines};
pub use options::{ServerLimits, ServerOptions};
pub use own_name::OwnName;
pub use served::{Reading, Served};
