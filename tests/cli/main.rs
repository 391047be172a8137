//! What a user does with `westlake`, run against the built program: a command, and what it answers.
//!
//! One module a concern. `harness` has the folder that a test works in.

mod bad_input;
mod cite;
mod connect;
#[path = "../constructs/mod.rs"]
mod constructs;
mod data;
mod determinism;
mod environment;
mod evidence;
mod exit_codes;
mod export;
mod habits;
mod harness;
mod hints;
mod hostile_queries;
mod output;
mod params;
mod query;
mod relocate;
mod round_trip;
#[cfg(feature = "server")]
mod serve;
mod show;
mod spreadsheet;
mod stats;
mod timeout;
mod welcome;
