//! RDF parsers, and the writers of canonical forms.

use crate::bijection::bijection;
use crate::manifest::RdfFile;
use crate::results::{quad_row, row_listing};
use crate::run::check_legality;
use crate::suites::{Suites, all_quads, view_of};
use westlake::format::{Input, ReadOptions, Syntax, WriteError, write_quad_slice};
use westlake::model::{GraphName, Prefixes, Quad};

/// Whether the file is taken if it is legal, and refused if not.
pub fn check_syntax(suites: &Suites, file: &RdfFile, legal: bool) -> Result<(), String> {
    check_legality(read(input(suites, file)?, base(file)), legal)
}

/// Whether the file gives the graph that is expected, as it is read and after a way through each syntax.
pub fn evaluate(suites: &Suites, file: &RdfFile, result: &str) -> Result<(), String> {
    let ours = read(input(suites, file)?, base(file))?;
    let expected = all_quads(&suites.load(&[(result.to_owned(), GraphName::DefaultGraph)])?);
    compare(&expected, &ours)?;
    for syntax in [Syntax::NQuads, Syntax::TriG, Syntax::NTriples, Syntax::Turtle, Syntax::RdfXml] {
        let through = through(&ours, syntax).and_then(|quads| match quads {
            Some(quads) => compare(&expected, &quads),
            None => Ok(()),
        });
        through.map_err(|error| format!("right, but not after a way through {syntax}: {error}"))?;
    }
    Ok(())
}

/// Whether what we write of the file is its canonical form, line for line.
pub fn canonicalize(suites: &Suites, file: &RdfFile, result: &str) -> Result<(), String> {
    let ours = written(&read(input(suites, file)?, base(file))?, file.syntax)
        .map_err(|error| error.to_string())?;
    let ours = String::from_utf8(ours).map_err(|error| error.to_string())?;
    let expected = suites.text(result)?;
    if sorted_lines(&ours) == sorted_lines(&expected) {
        Ok(())
    } else {
        Err(format!("expected\n{expected}got\n{ours}"))
    }
}

/// The lines without what the canonical form leaves open: their order, and the labels of blank nodes.
fn sorted_lines(text: &str) -> Vec<String> {
    let mut labels = Vec::new();
    let mut parts = text.split("_:");
    let mut renamed = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (label, rest) = part.split_at(part.find(' ').unwrap_or(part.len()));
        let number = labels.iter().position(|known| *known == label).unwrap_or(labels.len());
        if number == labels.len() {
            labels.push(label);
        }
        renamed.push_str(&format!("_:{number}{rest}"));
    }
    let mut lines: Vec<_> = renamed.split('\n').map(str::to_owned).collect();
    lines.sort();
    lines
}

/// Whether the quads are the same, but for the labels of blank nodes.
pub fn compare(expected: &[Quad], ours: &[Quad]) -> Result<(), String> {
    let rows = |quads: &[Quad]| quads.iter().cloned().map(quad_row).collect::<Vec<_>>();
    let (expected, ours) = (rows(expected), rows(ours));
    match bijection(&expected, &ours) {
        Some(_) => Ok(()),
        None => Err(format!("expected{}\ngot{}", row_listing(&expected), row_listing(&ours))),
    }
}

fn input(suites: &Suites, file: &RdfFile) -> Result<Input<'static>, String> {
    suites.input(&file.iri, Some(file.syntax))
}

fn base(file: &RdfFile) -> Option<String> {
    Some(file.base.clone())
}

/// What a store holds after it has read this.
fn read(input: Input<'_>, base: Option<String>) -> Result<Vec<Quad>, String> {
    let options = ReadOptions { base, graph: GraphName::DefaultGraph };
    Ok(all_quads(&view_of([Ok((input, options))])?))
}

fn written(quads: &[Quad], syntax: Syntax) -> Result<Vec<u8>, WriteError> {
    let mut bytes = Vec::new();
    write_quad_slice(&mut bytes, syntax, &Prefixes::standard(), quads)?;
    Ok(bytes)
}

/// The quads written and read back; `None` where the syntax has no way to write them.
fn through(quads: &[Quad], syntax: Syntax) -> Result<Option<Vec<Quad>>, String> {
    match written(quads, syntax) {
        Ok(bytes) => read(Input::from_reader("what we wrote", syntax, &bytes[..]), None).map(Some),
        Err(
            WriteError::NamedGraph { .. }
            | WriteError::PredicateNotInXml { .. }
            | WriteError::CharacterNotInXml { .. },
        ) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}
