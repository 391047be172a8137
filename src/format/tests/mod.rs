//! Tests of the whole room: texts in, quads out, and back.

mod annotated_turtle;
mod caps;
mod damage;
mod places;
mod reading;
mod result_files;
mod round_trips;
mod scanners;
mod statement_nodes;
mod terms;

use super::{BlankNodes, Input, ReadError, ReadOptions, ReadSummary, Syntax, read_quads};
use crate::model::Quad;
use std::io::Read;

/// Reads a text with fresh blank nodes and no base.
fn read(syntax: Syntax, text: impl AsRef<[u8]>) -> Result<Vec<Quad>, ReadError> {
    read_with(syntax, text, &ReadOptions::default(), &mut BlankNodes::new()).map(|(quads, _)| quads)
}

fn read_with(
    syntax: Syntax,
    text: impl AsRef<[u8]>,
    options: &ReadOptions,
    blank_nodes: &mut BlankNodes,
) -> Result<(Vec<Quad>, ReadSummary), ReadError> {
    read_input(Input::from_reader("f", syntax, text.as_ref()), options, blank_nodes)
}

fn read_input(
    input: Input<'_>,
    options: &ReadOptions,
    blank_nodes: &mut BlankNodes,
) -> Result<(Vec<Quad>, ReadSummary), ReadError> {
    let mut quads = Vec::new();
    let summary = read_quads(input, options, blank_nodes, |quad| {
        quads.push(quad);
        Ok::<_, ReadError>(())
    })?;
    assert_eq!(summary.quads, quads.len() as u64);
    Ok((quads, summary))
}

/// The error that a text is refused with, as a person reads it.
fn refusal(syntax: Syntax, text: impl AsRef<[u8]>) -> String {
    read(syntax, text).expect_err("the text is refused").to_string()
}

/// Quads as N-Quads lines.
fn lines(quads: &[Quad]) -> Vec<String> {
    quads.iter().map(ToString::to_string).collect()
}

/// A reader that gives a few bytes at a time, to try every boundary.
struct Dripping<R>(R, usize);

impl<R: Read> Read for Dripping<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let length = out.len().min(self.1);
        self.0.read(&mut out[..length])
    }
}
