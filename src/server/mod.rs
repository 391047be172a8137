//! The server: SPARQL over HTTP, the JSON API, the Model Context Protocol. One file a concern; each answer is a library call.
