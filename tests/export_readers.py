"""Reads the exports of one graph with the programs that they are for, and compares what each of them sees.

Usage: export_readers.py FOLDER, which holds graph.{dot,dot.json,graphml,gexf,cytoscape,mermaid} and csv/. Standard output is one JSON object
a format: the nodes as {id: label}, and the edges as a sorted list of [source, target, label].
"""

import csv
import html
import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import igraph
import networkx

folder = Path(sys.argv[1])
seen = {}


def see(reader, nodes, edges, attributes):
    seen[reader] = {
        "nodes": dict(nodes),
        "edges": sorted(edges),
        "attributes": {node: dict(sorted(of.items())) for node, of in attributes.items()},
    }


def without(of, *names):
    """The attributes but for those that a format or its reader adds, and empty ones."""
    return {name: value for name, value in of.items() if name not in names and value not in ("", None)}


# Graphviz. In DOT a backslash is written twice.
def unescaped(text):
    return text.replace("\\\\", "\\")


def drawn(label):
    lines = re.sub(r"\\(n|\\)", lambda found: "\n" if found[1] == "n" else "\\", label)
    return html.unescape(lines)


dot = json.loads((folder / "graph.dot.json").read_text(), strict=False)
objects = dot.get("objects", [])
columns = {
    node["name"]: {
        unescaped(key).removeprefix("data-"): unescaped(value)
        for key, value in node.items()
        if key.startswith("data-")
    }
    for node in objects
}
see(
    "graphviz",
    ((node["name"], unescaped(node.get("data-label", ""))) for node in objects),
    (
        [objects[edge["tail"]]["name"], objects[edge["head"]]["name"], unescaped(edge.get("data-label", ""))]
        for edge in dot.get("edges", [])
    ),
    {name: without(of) for name, of in columns.items()},
)
seen["drawn"] = {node["name"]: drawn(node["label"]) for node in objects}

# networkx
graph = networkx.read_graphml(folder / "graph.graphml", force_multigraph=True)
see(
    "networkx graphml",
    graph.nodes(data="label"),
    ([source, target, label] for source, target, label in graph.edges(data="label")),
    {node: without(of) for node, of in graph.nodes(data=True)},
)
graph = networkx.read_gexf(folder / "graph.gexf")
see(
    "networkx gexf",
    graph.nodes(data="label"),
    ([source, target, label] for source, target, label in graph.edges(data="label")),
    {node: without(of, "viz") for node, of in graph.nodes(data=True)},
)
graph = networkx.cytoscape_graph(json.loads((folder / "graph.cytoscape").read_text()))
assert graph.is_directed() and graph.is_multigraph()
see(
    "networkx cytoscape",
    graph.nodes(data="name"),
    ([source, target, label] for source, target, label in graph.edges(data="label")),
    {node: without(of, "id", "value", "name") for node, of in graph.nodes(data=True)},
)

# igraph, which gives an & in an XML attribute, and so in ids and names of columns, as it came from the parser: &#38;
def unreferenced(text):
    return text.replace("&#38;", "&")


graph = igraph.Graph.Read_GraphML(str(folder / "graph.graphml"))
assert graph.is_directed()
ids = [unreferenced(node["id"]) for node in graph.vs]
see(
    "igraph",
    zip(ids, graph.vs["label"]),
    ([ids[edge.source], ids[edge.target], edge["label"]] for edge in graph.es),
    {
        ids[node.index]: {
            unreferenced(name): value for name, value in without(node.attributes(), "id").items()
        }
        for node in graph.vs
    },
)


# The two files for Gephi
def rows(name):
    with open(folder / "csv" / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


nodes, edges = rows("nodes.csv"), rows("edges.csv")
assert list(nodes[0])[:3] == ["Id", "Label", "Class"]
assert list(edges[0])[:5] == ["Source", "Target", "Type", "Label", "Status"]
assert {edge["Type"] for edge in edges} == {"Directed"}
fixed = {"Label": "label", "Class": "class", "Status": "status", "Color": "color"}
see(
    "csv",
    ((node["Id"], node["Label"]) for node in nodes),
    ([edge["Source"], edge["Target"], edge["Label"]] for edge in edges),
    {
        node["Id"]: {fixed.get(name, name): value for name, value in without(node, "Id").items()}
        for node in nodes
    },
)

# Mermaid has no reader in Python: its lines as its documentation has them.
def entities(text):
    """A line break stands as <br>, every other special character as #35;."""
    text = text.replace("<br>", "\n")
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


ids, labels, links, attributes, owner = {}, {}, [], defaultdict(dict), None
for line in (folder / "graph.mermaid").read_text().split("\n")[1:]:
    if found := re.fullmatch(r'(n\d+)\("([^"]*)"\)', line):
        owner = found[1]
        labels[owner] = entities(found[2])
    elif found := re.fullmatch(r'(n\d+) (-->|-\.->)\|"([^"]*)"\| (n\d+)', line):
        owner = None
        label = found[3] if found[2] == "-->" else re.sub(r"<br>\([a-z, ]*\)$", "", found[3])
        links.append((found[1], found[4], entities(label)))
    elif found := re.fullmatch(r"%% (.*?): (.*)", line):
        if owner and found[1] == "id":
            ids[owner] = entities(found[2])
        elif owner:
            attributes[owner][entities(found[1])] = entities(found[2])
    else:
        assert re.fullmatch(r"class n\d+(,n\d+)* c\d|classDef c\d [a-zA-Z0-9:#,]+|", line), line
see(
    "mermaid",
    ((ids[node], label) for node, label in labels.items()),
    ([ids[source], ids[target], label] for source, target, label in links),
    {ids[node]: attributes[node] for node in labels},
)

json.dump(seen, sys.stdout)
