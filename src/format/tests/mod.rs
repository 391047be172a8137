//! Tests of the whole room: texts in, quads out, and back.
