//! What a user does with `westlake`, run against the built program: a command, and what it answers.
//!
//! One module a concern. `harness` has the folder that a test works in.

mod bad_input;
mod cite;
mod connect;
mod data;
mod determinism;
mod evidence;
mod exit_codes;
mod export;
mod harness;
mod output;
mod query;
mod relocate;
mod round_trip;
mod show;
mod stats;
mod welcome;
