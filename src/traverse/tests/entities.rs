//! Views of entity graphs: what a status hides is hidden from the search, not from its answer.

use crate::evidence::{EntityGraph, View, ViewSpec, article};
use crate::model::{Limits, NamedNode, Prefixes, TermId};
use crate::store::{Loader, Snapshot, Store};
use crate::traverse::{
    Direction, GraphView, SearchFilter, Statements, shortest_path, weak_components,
};

fn view(snapshot: &Snapshot, spec: &str, statements: Statements) -> GraphView {
    let spec = ViewSpec::parse(spec, &Prefixes::standard()).expect("a view");
    let limits = Limits::default();
    let entities = EntityGraph::of(&View::new(snapshot.clone(), spec), &limits).expect("no limits");
    GraphView::of_entities(&entities, statements, &limits).expect("a small graph")
}

fn id(snapshot: &Snapshot, iri: &str) -> TermId {
    snapshot.id_of(&NamedNode::new_unchecked(iri)).expect("a known IRI")
}

/// The local names along the shortest path.
fn path(
    snapshot: &Snapshot,
    graph: &GraphView,
    direction: Direction,
    ends: [&str; 2],
) -> Option<String> {
    let [from, to] = ends.map(|iri| graph.node(id(snapshot, iri)));
    let filter = SearchFilter::new(direction);
    let limits = Limits::default();
    let path =
        shortest_path(graph, from?, to?, &filter, usize::MAX, &limits).expect("no limits")?;
    let name = |id: TermId| {
        let text = snapshot.term(id).expect("the store's").to_string();
        text.rsplit(['/', '#']).next().unwrap_or_default().trim_end_matches('>').to_owned()
    };
    let mut names = vec![name(graph.term(path.nodes()[0]))];
    for (edges, node) in path.steps(graph, &filter).iter().zip(&path.nodes()[1..]) {
        let label = graph.label(edges[0]);
        let mark = if label.is_asserted() { "" } else { "?" };
        names.push(format!("-{}{mark}-", name(graph.predicate_term(label.predicate()))));
        names.push(name(graph.term(*node)));
    }
    Some(names.concat())
}

#[test]
fn a_status_decides_which_way_is_the_shortest() {
    let store = Store::new();
    let mut loader = Loader::begin(&store);
    let text = "PREFIX : <http://e/> PREFIX wl: <https://westlake.example/ns#> PREFIX schema: <https://schema.org/>
        :a :knows :x . :x :knows :y . :y :knows :b .
        << :a :admires :b ~ :s1 >> a wl:Statement ; wl:status wl:Claimed ; wl:saidBy :d ; schema:about :a , :b .
        << :x :plans :b ~ :s2 >> a wl:Plan ; wl:status wl:Planned ; wl:saidBy :d ; schema:about :x .";
    loader.read_turtle("test.ttl", text).expect("sound Turtle");
    loader.commit().expect("room enough");
    let snapshot = store.snapshot();
    let found = |spec, statements, direction, ends| {
        path(&snapshot, &view(&snapshot, spec, statements), direction, ends)
    };
    let a_to_b =
        |spec| found(spec, Statements::LeftOut, Direction::Any, ["http://e/a", "http://e/b"]);
    assert_eq!(a_to_b("asserted").as_deref(), Some("a-knows-x-knows-y-knows-b"));
    assert_eq!(a_to_b("Reported,Planned").as_deref(), Some("a-knows-x-plans?-b"));
    assert_eq!(a_to_b("all").as_deref(), Some("a-admires?-b"));
    let d_to_x =
        |statements, direction| found("all", statements, direction, ["http://e/d", "http://e/x"]);
    // The speaker says the statement, which is about x: forward, although the triple is "s2 saidBy d".
    let said = Some("d-saidBy-s2-about-x");
    assert_eq!(d_to_x(Statements::Joined, Direction::Forward).as_deref(), said);
    assert_eq!(d_to_x(Statements::Joined, Direction::Any).as_deref(), said);
    assert_eq!(d_to_x(Statements::Joined, Direction::Backward), None);
    assert_eq!(d_to_x(Statements::LeftOut, Direction::Any), None);
    let joined = view(&snapshot, "all", Statements::Joined);
    let speaker = joined.node(id(&snapshot, "http://e/d")).expect("a node");
    let says = joined.out_edges(speaker).next().expect("an edge");
    assert!(says.label().is_inverse());
    let [subject, _, object] = joined.edge_terms(says.id()).triple();
    assert_eq!([subject, object], ["http://e/s1", "http://e/d"].map(|iri| id(&snapshot, iri)));
}

#[test]
fn the_articles_people_are_connected() {
    let snapshot = article::load().0.snapshot();
    let entity = |name| format!("https://westlake.example/id/{name}");
    let ends = [entity("LiangWenfeng"), entity("LiQiang")];
    let ends = [ends[0].as_str(), ends[1].as_str()];
    for (spec, statements) in [
        ("asserted", Statements::LeftOut),
        ("all", Statements::LeftOut),
        ("all", Statements::Joined),
    ] {
        let graph = view(&snapshot, spec, statements);
        let found = path(&snapshot, &graph, Direction::Any, ends);
        // Over the meeting at which both were, or over its photograph.
        let steps = found.as_ref().map(|path| path.matches('-').count() / 2);
        assert_eq!(steps, Some(2), "{spec}: {found:?}");
        let components = weak_components(&graph, &Limits::default()).expect("no limits");
        // One large component; what is named and joined to nothing stands alone.
        assert!(components.sizes()[0] as usize * 2 > graph.node_count());
    }
}
