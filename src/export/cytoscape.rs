//! Cytoscape's JSON, for Cytoscape, Cytoscape.js and networkx.

use super::columns::{Cell, Columns};
use super::palette::Palette;
use crate::explore::Picture;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes a picture as Cytoscape's JSON, in the shape that networkx reads: a node has `id`, `value` and `name`, an edge `key`.
///
/// # Errors
/// Those of `out`.
pub fn write_cytoscape(mut out: impl Write, picture: &Picture) -> io::Result<()> {
    let (nodes, edges) = (Columns::of_nodes(picture), Columns::of_edges(picture));
    let palette = Palette::of(picture);
    writeln!(
        out,
        "{{\"data\":[],\"directed\":true,\"multigraph\":true,\"elements\":{{\"nodes\":["
    )?;
    for (number, node) in picture.nodes.iter().enumerate() {
        let own = json!({ "id": node.id, "value": node.id, "name": node.label });
        let element = element(own, &nodes, &nodes.of_node(node, &palette));
        write_element(&mut out, &element, number + 1 == picture.nodes.len())?;
    }
    writeln!(out, "],\"edges\":[")?;
    for (number, edge) in picture.edges.iter().enumerate() {
        let own = json!({
            "id": format!("e{number}"),
            "source": picture.nodes[edge.source].id,
            "target": picture.nodes[edge.target].id,
            // No two triples have the same ends and the same predicate.
            "key": edge.predicate,
        });
        let element = element(own, &edges, &edges.of_edge(edge));
        write_element(&mut out, &element, number + 1 == picture.edges.len())?;
    }
    writeln!(out, "]}}}}")
}

fn element(own: Value, columns: &Columns, cells: &[Cell<'_>]) -> Value {
    let mut data = match own {
        Value::Object(data) => data,
        _ => Map::new(),
    };
    for (column, text) in cells {
        let value = if columns.is_boolean(*column) {
            Value::Bool(text == "true")
        } else {
            Value::from(text.as_ref())
        };
        data.insert(columns.name(*column).to_owned(), value);
    }
    json!({ "data": data })
}

fn write_element(out: &mut impl Write, element: &Value, is_last: bool) -> io::Result<()> {
    serde_json::to_writer(&mut *out, element)?;
    writeln!(out, "{}", if is_last { "" } else { "," })
}
