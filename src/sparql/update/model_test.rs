//! Random updates against a plain set of quads.

use super::{Update, UpdateOptions};
use crate::model::QuadPattern;
use crate::sparql::ParseOptions;
use crate::store::Store;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A quad of small numbers: graph (0 is the default graph), subject, predicate, object.
type Numbers = [u8; 4];

/// What a store holds: quads, and named graphs that were created, by a transfer of nothing.
#[derive(Clone, Default, PartialEq)]
struct Model {
    quads: BTreeSet<Numbers>,
    created: BTreeSet<u8>,
}

/// A quad in which some positions after the graph are bound; the others are variables.
type Bound = (u8, [Option<u8>; 3]);

#[derive(Clone, Debug)]
enum Step {
    InsertData(Vec<Numbers>),
    DeleteData(Vec<Numbers>),
    DeleteWhere(Bound),
    /// What matches is deleted, and comes back with subject and object exchanged, in another graph.
    Turn(Bound, u8),
    /// Chains of two triples get a shortcut.
    Join(u8, u8),
    Clear(&'static str, Graphs),
    Transfer(&'static str, u8, u8),
}

#[derive(Clone, Debug)]
enum Graphs {
    One(u8),
    Named,
    All,
}

fn number() -> impl Strategy<Value = u8> {
    0..3_u8
}

fn numbers() -> impl Strategy<Value = Numbers> {
    [number(), number(), number(), number()]
}

fn bound() -> impl Strategy<Value = Bound> {
    let part = || prop::option::weighted(0.4, number());
    (number(), [part(), part(), part()])
}

fn step() -> impl Strategy<Value = Step> {
    let data = || prop::collection::vec(numbers(), 0..8);
    let graphs = prop_oneof![4 => number().prop_map(Graphs::One), 1 => Just(Graphs::Named), 1 => Just(Graphs::All)];
    prop_oneof![
        4 => data().prop_map(Step::InsertData),
        2 => data().prop_map(Step::DeleteData),
        2 => bound().prop_map(Step::DeleteWhere),
        3 => (bound(), number()).prop_map(|(bound, to)| Step::Turn(bound, to)),
        2 => (number(), number()).prop_map(|(from, to)| Step::Join(from, to)),
        1 => (prop::sample::select(&["CLEAR", "DROP"][..]), graphs).prop_map(|(word, graphs)| Step::Clear(word, graphs)),
        2 => (prop::sample::select(&["ADD", "MOVE", "COPY"][..]), number(), number())
            .prop_map(|(word, from, to)| Step::Transfer(word, from, to)),
    ]
}

fn in_graph(graph: u8, triples: &str) -> String {
    if graph == 0 {
        format!("{triples} .")
    } else {
        format!("GRAPH <urn:g{graph}> {{ {triples} }}")
    }
}

fn quad_text([graph, subject, predicate, object]: Numbers) -> String {
    in_graph(graph, &format!("<urn:n{subject}> <urn:p{predicate}> <urn:n{object}>"))
}

fn pattern_text((graph, [subject, predicate, object]): Bound, turned: bool) -> String {
    let node = |bound: Option<u8>, name: &str| {
        bound.map_or_else(|| format!("?{name}"), |number| format!("<urn:n{number}>"))
    };
    let (subject, object) = (node(subject, "s"), node(object, "o"));
    let predicate = predicate.map_or_else(|| "?p".to_owned(), |number| format!("<urn:p{number}>"));
    let (first, last) = if turned { (object, subject) } else { (subject, object) };
    in_graph(graph, &format!("{first} {predicate} {last}"))
}

fn graph_text(graph: u8) -> String {
    if graph == 0 { "DEFAULT".to_owned() } else { format!("<urn:g{graph}>") }
}

fn text(step: &Step) -> String {
    let data =
        |quads: &[Numbers]| quads.iter().copied().map(quad_text).collect::<Vec<_>>().join(" ");
    match step {
        Step::InsertData(quads) => format!("INSERT DATA {{ {} }}", data(quads)),
        Step::DeleteData(quads) => format!("DELETE DATA {{ {} }}", data(quads)),
        Step::DeleteWhere(bound) => format!("DELETE WHERE {{ {} }}", pattern_text(*bound, false)),
        Step::Turn(bound, to) => format!(
            "DELETE {{ {0} }} INSERT {{ {1} }} WHERE {{ {0} }}",
            pattern_text(*bound, false),
            pattern_text((*to, bound.1), true)
        ),
        Step::Join(from, to) => format!(
            "INSERT {{ {} }} WHERE {{ {} }}",
            in_graph(*to, "?x <urn:p0> ?z"),
            in_graph(*from, "?x ?p ?y . ?y ?q ?z")
        ),
        Step::Clear(word, graphs) => match graphs {
            Graphs::One(0) => format!("{word} DEFAULT"),
            Graphs::One(graph) => format!("{word} SILENT GRAPH <urn:g{graph}>"),
            Graphs::Named => format!("{word} NAMED"),
            Graphs::All => format!("{word} ALL"),
        },
        Step::Transfer(word, from, to) => {
            format!("{word} SILENT {} TO {}", graph_text(*from), graph_text(*to))
        }
    }
}

impl Graphs {
    fn has(&self, other: u8) -> bool {
        match self {
            Self::One(graph) => other == *graph,
            Self::Named => other != 0,
            Self::All => true,
        }
    }
}

impl Model {
    fn matching(&self, (graph, parts): Bound) -> Vec<Numbers> {
        let matches = |quad: &&Numbers| {
            let parts = parts.iter().zip(&quad[1..]);
            quad[0] == graph && { parts }.all(|(part, n)| part.is_none_or(|part| part == *n))
        };
        self.quads.iter().filter(matches).copied().collect()
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::InsertData(quads) => self.quads.extend(quads),
            Step::DeleteData(quads) => self.quads.retain(|quad| !quads.contains(quad)),
            Step::DeleteWhere(bound) => {
                let found = self.matching(*bound);
                self.quads.retain(|quad| !found.contains(quad));
            }
            Step::Turn(bound, to) => {
                let found = self.matching(*bound);
                self.quads.retain(|quad| !found.contains(quad));
                self.quads.extend(found.iter().map(|[_, s, p, o]| [*to, *o, *p, *s]));
            }
            Step::Join(from, to) => {
                let first = self.matching((*from, [None; 3]));
                let ends = first.iter().flat_map(|a| {
                    first.iter().filter(|b| a[3] == b[1]).map(|b| [*to, a[1], 0, b[3]])
                });
                self.quads.extend(ends);
            }
            Step::Clear(word, graphs) => {
                self.quads.retain(|quad| !graphs.has(quad[0]));
                if *word == "DROP" {
                    self.created.retain(|graph| !graphs.has(*graph));
                }
            }
            Step::Transfer(word, from, to) => self.transfer(word, *from, *to),
        }
    }

    fn transfer(&mut self, word: &str, from: u8, to: u8) {
        let found = self.matching((from, [None; 3]));
        let exists = from == 0 || !found.is_empty() || self.created.contains(&from);
        if from == to || !exists {
            return;
        }
        if word != "ADD" {
            self.take(&Step::Clear("DROP", Graphs::One(to)));
        }
        if found.is_empty() && to != 0 {
            self.created.insert(to);
        }
        self.quads.extend(found.iter().map(|[_, s, p, o]| [to, *s, *p, *o]));
        if word == "MOVE" {
            self.take(&Step::Clear("DROP", Graphs::One(from)));
        }
    }
}

fn content(store: &Store) -> BTreeSet<String> {
    let snapshot = store.snapshot();
    let quads = snapshot.scan(&QuadPattern::ALL);
    quads.map(|quad| snapshot.quad(&quad).expect("an id of this store").to_string()).collect()
}

fn expected(model: &Model) -> BTreeSet<String> {
    let text = |[graph, s, p, o]: &Numbers| {
        let triple = format!("<urn:n{s}> <urn:p{p}> <urn:n{o}>");
        if *graph == 0 { triple } else { format!("{triple} <urn:g{graph}>") }
    };
    model.quads.iter().map(text).collect()
}

proptest! {
    #[test]
    fn equal_a_set_of_quads(updates in prop::collection::vec(prop::collection::vec(step(), 1..5), 1..4)) {
        let store = Store::new();
        let mut model = Model::default();
        for steps in updates {
            let before = model.clone();
            for step in &steps {
                model.take(step);
            }
            let text = steps.iter().map(text).collect::<Vec<_>>().join(" ;\n");
            let update = Update::parse(&text, &ParseOptions::default()).expect(&text);
            let summary = update.run(&store, &UpdateOptions::default()).expect(&text);
            prop_assert_eq!(content(&store), expected(&model), "{}", text);
            prop_assert_eq!(summary.inserted, model.quads.difference(&before.quads).count() as u64);
            prop_assert_eq!(summary.removed, before.quads.difference(&model.quads).count() as u64);
            prop_assert_eq!(summary.changed, model != before);
        }
    }
}
