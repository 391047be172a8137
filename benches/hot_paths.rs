//! The hot paths: `cargo bench --bench hot_paths`.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use std::fmt::Write;
use std::sync::OnceLock;
use westlake::Database;
use westlake::evidence::ViewSpec;
use westlake::format::{Input, ReadOptions, Syntax};
use westlake::model::{GraphName, QuadPattern, TermId};
use westlake::sparql::Answer;
use westlake::store::LoadError;

fn main() {
    divan::main();
}

const TRIPLES: usize = 100_000;

/// N-Triples of people who know each other.
fn people() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let mut text = String::new();
        let mut state = 7u64;
        let mut random = |below: usize| {
            // A linear congruential generator (Knuth, MMIX): the same data on every machine.
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for n in 0..TRIPLES {
            let person = n / 10;
            let _ = match n % 10 {
                0 => writeln!(
                    text,
                    "<http://e.org/{person}> <http://e.org/name> \"Person {person}\" ."
                ),
                1 => writeln!(
                    text,
                    "<http://e.org/{person}> <http://e.org/in> <http://e.org/city{}> .",
                    random(100)
                ),
                _ => writeln!(
                    text,
                    "<http://e.org/{person}> <http://e.org/knows> <http://e.org/{}> .",
                    random(TRIPLES / 10)
                ),
            };
        }
        text
    })
}

fn load() -> Database {
    Database::load(|loader| {
        let input = Input::from_reader("people", Syntax::NTriples, people().as_bytes());
        let options = ReadOptions { base: None, graph: GraphName::DefaultGraph };
        loader.read(input, &options, |_| {})?;
        Ok::<_, LoadError>(())
    })
    .expect("the benchmark's data is sound")
}

fn database() -> &'static Database {
    static DATABASE: OnceLock<Database> = OnceLock::new();
    DATABASE.get_or_init(load)
}

#[divan::bench]
fn load_n_triples(bencher: Bencher) {
    bencher.counter(ItemsCount::new(TRIPLES)).bench(load);
}

#[divan::bench]
fn load_article() -> Database {
    Database::article()
}

#[divan::bench]
fn scan_all(bencher: Bencher) {
    let snapshot = database().snapshot();
    bencher
        .counter(ItemsCount::new(snapshot.len()))
        .bench(|| snapshot.scan(&QuadPattern::ALL).map(|quad| quad.object.raw()).sum::<u64>());
}

#[divan::bench]
fn look_up_subjects(bencher: Bencher) {
    let snapshot = database().snapshot();
    let subjects: Vec<TermId> =
        snapshot.scan(&QuadPattern::ALL).step_by(97).map(|quad| quad.subject).collect();
    bencher.counter(ItemsCount::new(subjects.len())).bench(|| {
        subjects
            .iter()
            .map(|&subject| snapshot.count(&QuadPattern::triple(Some(subject), None, None)))
            .sum::<u64>()
    });
}

#[divan::bench]
fn term_to_id_and_back(bencher: Bencher) {
    let snapshot = database().snapshot();
    bencher.counter(ItemsCount::new(10_000u32)).bench(|| {
        for raw in 1..=10_000 {
            let term = snapshot.term(TermId::new(raw).expect("not 0")).expect("a term");
            black_box(snapshot.id_of(&term));
        }
    });
}

#[divan::bench(args = [
    "SELECT (COUNT(*) AS ?n) { ?a <http://e.org/knows> ?b . ?b <http://e.org/in> ?c }",
    "SELECT ?c (COUNT(*) AS ?n) { ?a <http://e.org/in> ?c } GROUP BY ?c ORDER BY DESC(?n) LIMIT 10",
    "SELECT (COUNT(*) AS ?n) { <http://e.org/1> <http://e.org/knows>+ ?b }",
])]
fn query(query: &str) -> usize {
    match database().query(query).expect("a sound query") {
        Answer::Solutions(solutions) => solutions.count(),
        _ => unreachable!("SELECT has solutions"),
    }
}

#[divan::bench(args = ["asserted", "all"])]
fn view_of_the_article(bencher: Bencher, view: &str) {
    let database = Database::article();
    let spec = ViewSpec::parse(view, database.prefixes()).expect("a view");
    bencher.bench(|| database.view(spec.clone()).scan(&QuadPattern::ALL).count());
}

#[divan::bench]
fn card_of_a_hub(bencher: Bencher) {
    let database = Database::article();
    bencher.bench(|| database.show("Zhejiang").expect("an entity"));
}
