//! The server as its clients see it: the program, started on a free port of this machine, and asked over HTTP.

#![cfg(feature = "server")]

mod access;
mod api;
mod cancel;
mod connections;
#[path = "../constructs/mod.rs"]
mod constructs;
mod descriptions;
mod ending;
mod explorer;
mod graph_store;
mod harness;
mod hostile_bodies;
mod hostile_changes;
mod hostile_queries;
mod limits;
#[cfg(target_os = "linux")]
mod load;
mod mcp_messages;
mod observation;
mod openapi;
mod services;
mod slow_clients;
mod smuggling;
mod updates;
mod writable;
