//! The server as its clients see it: the program, started on a free port of this machine, and asked over HTTP.

#![cfg(feature = "server")]

mod api;
mod descriptions;
mod graph_store;
mod harness;
mod openapi;
mod updates;
mod writable;
