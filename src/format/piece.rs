//! A piece of Turtle that comes from somewhere else than a file: an argument, a parameter.

use super::{BlankNodes, Input, ReadError, ReadOptions, Syntax, read_quads};
use crate::model::{GraphName, Prefixes, Quad};

/// Reads Turtle in which these prefixes need no declaration. `name` stands for the piece in messages; relative IRIs are
/// resolved against `base`.
///
/// # Errors
/// [`ReadError`], with places that count the declarations as a part of the first line.
pub fn read_turtle_piece(
    name: &str,
    piece: &str,
    prefixes: &Prefixes,
    base: Option<&str>,
) -> Result<Vec<Quad>, ReadError> {
    let mut turtle = String::new();
    for (prefix, namespace) in prefixes.iter() {
        turtle.push_str(&format!("@prefix {prefix}: <{namespace}> . "));
    }
    turtle.push_str(piece);
    let input = Input::from_reader(name, Syntax::Turtle, turtle.as_bytes());
    let options = ReadOptions { base: base.map(str::to_owned), graph: GraphName::DefaultGraph };
    let mut quads = Vec::new();
    read_quads(input, &options, &mut BlankNodes::default(), |quad| {
        quads.push(quad);
        Ok::<_, ReadError>(())
    })?;
    Ok(quads)
}
