//! From text to operations.
//!
//! The parser below takes declarations before the first operation only, while the grammar allows them after every `;`. So
//! the text goes to it in pieces, each with the declarations that hold for it. ADD, MOVE and COPY it would rewrite into
//! operations that look like others: it gets `CLEAR <from> ; CLEAR <to>` in their place, for the IRIs.

use super::Update;
use super::operation::{Operation, Transfer};
use crate::model::GraphName;
use crate::sparql::scan::{BYTES_MAX, Mistake, Part, Scan};
use crate::sparql::{ParseOptions, QuerySyntaxError};
use spargebra::algebra::GraphTarget;
use spargebra::{GraphUpdateOperation, Query as Algebra};
use std::borrow::Cow;
use std::ops::Range;

impl Update {
    /// Parses a SPARQL 1.1 or 1.2 update.
    ///
    /// It may be long: the limits are those of a query ([`PATTERNS_MAX`](crate::sparql::PATTERNS_MAX) and the others), but
    /// the quads of INSERT DATA and DELETE DATA count to none but those of nesting. Parsing and running recurse as deep
    /// as a query's do: give the thread 16 MiB of stack, and 64 MiB in a debug build.
    ///
    /// # Errors
    /// [`QuerySyntaxError`], with the place where the text stops being an update.
    pub fn parse(text: &str, options: &ParseOptions) -> Result<Self, QuerySyntaxError> {
        let wrong = |mistake| QuerySyntaxError::Syntax { name: options.name.clone(), mistake };
        let (scan, parts) = Scan::update(text).map_err(wrong)?;
        let explained = |refusal: &str| {
            let mistake = scan.explain(&options.prefixes, options.base.is_some(), refusal);
            Err(wrong(Box::new(mistake)))
        };
        if let Some(mistake) = scan.misplaced() {
            return Err(wrong(Box::new(mistake)));
        }
        if !scan.is_well_formed() {
            return explained("");
        }
        let parser = options.parser(&scan)?;
        let parsable = scan.parsable();
        let mut operations = Vec::new();
        for piece in pieces(&scan, &parsable, &parts).map_err(wrong)? {
            match parser.clone().parse_update(&piece.text) {
                Ok(parsed) => operations.extend(piece.operations(parsed)),
                Err(error) if piece.is_whole() => return explained(&error.to_string()),
                Err(error) => {
                    // The place that the parser names is none of the text's.
                    let message = error.to_string();
                    let (_, message) = message.split_once(": ").unwrap_or(("", &message));
                    return explained(message);
                }
            }
        }
        Ok(Self { operations })
    }
}

/// A part of the text for the parser: operations after the declarations that hold for them.
struct Piece<'p> {
    text: Cow<'p, str>,
    parts: &'p [Part],
}

impl Piece<'_> {
    fn is_whole(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    /// The operations of the text, of what the parser made of it.
    fn operations(&self, parsed: spargebra::Update) -> Vec<Operation> {
        let spargebra::Update { base_iri, operations: parsed } = parsed;
        let select =
            |pattern| Algebra::Select { dataset: None, pattern, base_iri: base_iri.clone() };
        let mut parsed = parsed.into_iter();
        let mut operations = Vec::with_capacity(self.parts.len());
        for part in self.parts {
            match part {
                Part::Declaration(_) => {}
                Part::Operation(_) => {
                    operations.extend(parsed.next().map(|next| Operation::new(next, &select)));
                }
                Part::Transfer { word, silent, .. } => {
                    let (from, to) = (parsed.next(), parsed.next());
                    operations.extend(transfer(word, *silent, from, to));
                }
            }
        }
        operations
    }
}

fn transfer(
    word: &str,
    silent: bool,
    from: Option<GraphUpdateOperation>,
    to: Option<GraphUpdateOperation>,
) -> Option<Operation> {
    let transfer = match word {
        "ADD" => Transfer::Add,
        "MOVE" => Transfer::Move,
        _ => Transfer::Copy,
    };
    Some(Operation::Transfer { transfer, silent, from: cleared(from?)?, to: cleared(to?)? })
}

/// The graph that stands in a `CLEAR`.
fn cleared(operation: GraphUpdateOperation) -> Option<GraphName> {
    match operation {
        GraphUpdateOperation::Clear { graph: GraphTarget::NamedNode(node), .. } => {
            Some(node.into())
        }
        GraphUpdateOperation::Clear { graph: GraphTarget::DefaultGraph, .. } => {
            Some(GraphName::DefaultGraph)
        }
        _ => None,
    }
}

/// The text as the parser takes it: as it is, if it can.
fn pieces<'p>(
    scan: &Scan<'_>,
    text: &'p str,
    parts: &'p [Part],
) -> Result<Vec<Piece<'p>>, Box<Mistake>> {
    let declared = parts.iter().take_while(|part| is_declaration(part)).count();
    let is_plain = |part: &Part| matches!(part, Part::Operation(_));
    if parts[declared..].iter().all(is_plain) {
        return Ok(vec![Piece { text: Cow::Borrowed(text), parts }]);
    }
    let mut declarations = Declarations::default();
    let mut pieces = Vec::new();
    let mut repeated = 0;
    for piece in parts.chunk_by(|a, b| is_declaration(a) || !is_declaration(b)) {
        let own = piece.iter().take_while(|part| is_declaration(part)).count();
        for part in &piece[..own] {
            let Part::Declaration(tokens) = part else { continue };
            declarations.add(scan, text, tokens.clone());
        }
        let mut written = declarations.text();
        repeated += written.len();
        if repeated > BYTES_MAX {
            return Err(scan.too_many_declarations(piece));
        }
        for part in &piece[own..] {
            write_operation(scan, text, part, &mut written);
        }
        pieces.push(Piece { text: Cow::Owned(written), parts: piece });
    }
    Ok(pieces)
}

fn is_declaration(part: &Part) -> bool {
    matches!(part, Part::Declaration(_))
}

fn write_operation(scan: &Scan<'_>, text: &str, part: &Part, to: &mut String) {
    let mut clear = |graph: &Range<usize>| {
        let graph = &text[scan.bytes(graph.clone())];
        let word = if graph.eq_ignore_ascii_case("DEFAULT") { "CLEAR " } else { "CLEAR GRAPH " };
        to.extend([word, graph, " ;\n"]);
    };
    match part {
        Part::Declaration(_) => {}
        Part::Transfer { from, to, .. } => {
            clear(from);
            clear(to);
        }
        Part::Operation(tokens) => to.extend([&text[scan.bytes(tokens.clone())], " ;\n"]),
    }
}

/// The declarations that hold at a place, in the order of the text.
#[derive(Default)]
struct Declarations<'p> {
    texts: Vec<(Declared<'p>, &'p str)>,
}

#[derive(PartialEq, Eq)]
enum Declared<'p> {
    Prefix(&'p str),
    /// A base of which nothing before it is left.
    AbsoluteBase,
    RelativeBase,
}

impl<'p> Declarations<'p> {
    fn add(&mut self, scan: &Scan<'_>, text: &'p str, tokens: Range<usize>) {
        let word = &text[scan.bytes(tokens.start..tokens.start + 1)];
        let operand = &text[scan.bytes(tokens.start + 1..tokens.start + 2)];
        let declared = if word.eq_ignore_ascii_case("PREFIX") {
            self.texts.retain(|(other, _)| *other != Declared::Prefix(operand));
            Declared::Prefix(operand)
        } else if word.eq_ignore_ascii_case("VERSION") {
            return;
        } else if operand.contains(':') {
            Declared::AbsoluteBase
        } else {
            Declared::RelativeBase
        };
        let is_base = |declared: &Declared<'_>| !matches!(declared, Declared::Prefix(_));
        while declared == Declared::AbsoluteBase
            && self.texts.last().is_some_and(|(last, _)| is_base(last))
        {
            self.texts.pop();
        }
        self.texts.push((declared, &text[scan.bytes(tokens)]));
    }

    fn text(&self) -> String {
        self.texts.iter().flat_map(|(_, text)| [text, "\n"]).collect()
    }
}
