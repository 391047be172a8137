//! RDF and query results as bytes: one file a syntax, in and out, with compression and the caps on what a file may cost.
//!
//! This layer turns a file into quads and quads or solutions into a file. It knows no store and no query.
