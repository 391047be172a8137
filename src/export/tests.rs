//! What the readers of other programs can't check: escapes of Mermaid, names of columns, lines and colours.

use super::columns::Columns;
use super::palette::Palette;
use super::{CsvCells, PictureFormat, write_csv_edges, write_csv_nodes, write_picture};
use crate::explore::{Attribute, Picture, PictureEdge, PictureNode};

fn node(id: &str, label: &str, class: &str, attributes: &[(&str, &str)]) -> PictureNode {
    PictureNode {
        id: format!("http://example.com/{id}"),
        label: label.to_owned(),
        classes: vec![class.to_owned()],
        statuses: Vec::new(),
        attributes: attributes
            .iter()
            .map(|&(name, value)| Attribute { name: name.to_owned(), value: value.to_owned() })
            .collect(),
    }
}

fn picture(nodes: Vec<PictureNode>) -> Picture {
    let edge = |asserted| PictureEdge {
        source: 0,
        target: nodes.len() - 1,
        predicate: "http://example.com/p".to_owned(),
        label: "says \"hi\"".to_owned(),
        asserted,
        statuses: vec!["claimed".to_owned(), "opinion".to_owned()],
        speakers: vec!["A".to_owned()],
        attributes: Vec::new(),
    };
    let (nodes_total, edges_total) = (nodes.len() as u64, 2);
    let edges = vec![edge(true), edge(false)];
    Picture { view: "all".to_owned(), nodes_total, edges_total, nodes, edges }
}

fn written(picture: &Picture, format: PictureFormat) -> String {
    let mut bytes = Vec::new();
    write_picture(&mut bytes, picture, format).expect("a vector takes all");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn mermaid_takes_nothing_of_a_label_for_its_own() {
    for (label, expected) in [
        ("plain – 杭州 👩\u{200D}💻", "plain – 杭州 👩\u{200D}💻"),
        ("a \"b\" <i>&amp;</i>", "a #34;b#34; #60;i#62;#38;amp#59;#60;/i#62;"),
        ("one\ntwo\r\nthree", "one<br>two<br>three"),
        (r"a\nb", "a#92;nb"),
        ("`**b**` _c_ ~d~", "#96;#42;#42;b#42;#42;#96; #95;c#95; #126;d#126;"),
        ("%%{init: {}}%%", "#37;#37;#123;init: #123;#125;#125;#37;#37;"),
        ("$$x$$", "#36;#36;x#36;#36;"),
        ("#35;", "#35;35#59;"),
        ("fa:fa-car", "fa#58;fa-car"),
        ("1. first", "1#46; first"),
        ("12) first", "12#41; first"),
        ("- item", "#45; item"),
        ("", " "),
        ("style:#a;", "style#58;#35;a#59;"),
        ("2025-01-20: 1.5 - 2", "2025-01-20: 1.5 - 2"),
    ] {
        let text = written(&picture(vec![node("a", label, "C", &[])]), PictureFormat::Mermaid);
        let line = text.lines().find(|line| line.starts_with("n0(")).expect("a node");
        assert_eq!(line, format!("n0(\"{expected}\")"), "{label}");
    }
}

#[test]
fn mermaid_dots_what_is_only_stated_and_colours_classes() {
    let nodes = vec![node("a", "A", "C", &[("size: big", "1")]), node("b", "B", "D", &[])];
    assert_eq!(
        written(&picture(nodes), PictureFormat::Mermaid),
        "\
flowchart LR
n0(\"A\")
%% id: http://example.com/a
%% class: C
%% size#58; big: 1
n1(\"B\")
%% id: http://example.com/b
%% class: D
n0 -->|\"says #34;hi#34;\"| n1
%% status: claimed #124; opinion
%% speaker: A
n0 -.->|\"says #34;hi#34;<br>(claimed, opinion)\"| n1
%% status: claimed #124; opinion
%% speaker: A
classDef c0 fill:#DEF0FB,stroke:#56B4E9,color:#1A1A1A
class n0 c0
classDef c1 fill:#FAECCC,stroke:#E69F00,color:#1A1A1A
class n1 c1
"
    );
}

#[test]
fn columns_have_different_names_in_any_case() {
    let attributes = [("Height", "4"), ("Label", "1"), ("height", "3"), ("label", "2")];
    let picture = picture(vec![node("a", "A", "C", &attributes)]);
    let columns = Columns::of_nodes(&picture);
    let names: Vec<_> = columns.names().collect();
    assert_eq!(
        names,
        ["label", "class", "status", "color", "Height", "Label (2)", "height (2)", "label (3)"]
    );
    let cells = columns.of_node(&picture.nodes[0], &Palette::of(&picture));
    let cells: Vec<_> =
        cells.iter().map(|(column, text)| (names[*column], text.as_ref())).collect();
    assert_eq!(
        cells,
        [
            ("label", "A"),
            ("class", "C"),
            ("color", "#56B4E9"),
            ("Height", "4"),
            ("Label (2)", "1"),
            ("height (2)", "3"),
            ("label (3)", "2"),
        ]
    );
}

#[test]
fn colours_go_to_the_most_frequent_classes_then_by_name() {
    let classes = ["b", "b", "a", "c", "d", "e", "f", "g", "h", "i", "i"];
    let nodes = classes.iter().map(|class| node("a", "A", class, &[])).collect();
    let picture = picture(nodes);
    let palette = Palette::of(&picture);
    let numbers: Vec<_> = picture.nodes.iter().map(|node| palette.number(node)).collect();
    assert_eq!(numbers, [0, 0, 2, 3, 4, 5, 6, 7, 7, 1, 1]);
    let grey = palette.color(&picture.nodes[8]);
    assert_eq!(grey.to_string(), "#999999");
}

#[test]
fn dot_draws_even_lines_and_keeps_the_label_beside_them() {
    let label = "DeepSeek endangers the first place in \"AI\" that America\\holds & 1\u{1}\n2";
    let text = written(&picture(vec![node("a", label, "C", &[])]), PictureFormat::Dot);
    assert!(
        text.contains(r#"[label="DeepSeek endangers the\nfirst place in \"AI\"\nthat America\\holds &amp; 1\\u{1}\n2" "#),
        "{text}"
    );
    let kept = label.replace('\\', "\\\\").replace('"', "\\\"");
    assert!(text.contains(&format!("\"data-label\"=\"{kept}\"")), "{text}");
    assert!(
        text.contains("[label=\"says \\\"hi\\\"\\n(claimed, opinion)\" style=dashed"),
        "{text}"
    );
}

#[test]
fn csv_has_gephis_headers_and_quotes_what_it_must() {
    let picture = picture(vec![node("a", "x, \"y\"\nz", "C", &[("size", " 1 ")])]);
    let mut nodes = Vec::new();
    write_csv_nodes(&mut nodes, &picture, CsvCells::Exact).expect("a vector takes all");
    assert_eq!(
        String::from_utf8(nodes).expect("UTF-8"),
        "Id,Label,Class,Status,Color,size\r\n\
         http://example.com/a,\"x, \"\"y\"\"\nz\",C,,#56B4E9,\" 1 \"\r\n"
    );
    let mut edges = Vec::new();
    write_csv_edges(&mut edges, &picture, CsvCells::Exact).expect("a vector takes all");
    assert_eq!(
        String::from_utf8(edges).expect("UTF-8").lines().next(),
        Some("Source,Target,Type,Label,Status,Speaker,Asserted,Kind")
    );
}

#[test]
fn an_empty_picture_is_a_sound_file() {
    let empty = Picture {
        view: "all".to_owned(),
        nodes_total: 0,
        edges_total: 0,
        nodes: Vec::new(),
        edges: Vec::new(),
    };
    let json = written(&empty, PictureFormat::Cytoscape);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["elements"], serde_json::json!({ "nodes": [], "edges": [] }));
    assert!(written(&empty, PictureFormat::Dot).ends_with("}\n"));
    assert!(written(&empty, PictureFormat::Gexf).contains("<nodes count=\"0\">"));
    assert_eq!(written(&empty, PictureFormat::Mermaid), "flowchart LR\n");
}

#[test]
fn what_xml_cannot_hold_is_shown() {
    let picture = picture(vec![node("a", "a\u{1}b\u{FFFE}]]>\r\n", "C", &[("x\u{8}", "\t")])]);
    let graphml = written(&picture, PictureFormat::GraphMl);
    assert!(
        graphml.contains("<data key=\"node0\">a\\u{1}b\\u{fffe}]]&gt;&#13;\n</data>"),
        "{graphml}"
    );
    let gexf = written(&picture, PictureFormat::Gexf);
    assert!(gexf.contains("label=\"a\\u{1}b\\u{fffe}]]&gt;&#13;&#10;\""), "{gexf}");
    assert!(gexf.contains("title=\"x\\u{8}\"") && gexf.contains("value=\"&#9;\""), "{gexf}");
}
