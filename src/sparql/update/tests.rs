//! What single updates do.

use super::{Fetch, FetchError, Update, UpdateError, UpdateOptions};
use crate::format::{Input, Syntax};
use crate::model::{GraphName, Limits, NamedNode, QuadPattern};
use crate::sparql::{DatasetSpec, ParseOptions, QueryError};
use crate::store::{CommitSummary, Snapshot, Store};
use std::sync::Arc;

/// `:x` and `:g` are names, whatever the prefixes of the standard are.
fn parse(text: &str) -> Update {
    let options = ParseOptions::default();
    let text = format!("PREFIX : <urn:> {text}");
    Update::parse(&text, &options).unwrap_or_else(|error| panic!("{}", error.to_text()))
}

fn run_with(
    store: &Store,
    text: &str,
    options: &UpdateOptions,
) -> Result<CommitSummary, UpdateError> {
    parse(text).run(store, options)
}

fn run(store: &Store, text: &str) -> CommitSummary {
    run_with(store, text, &UpdateOptions::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// A store that holds these data.
fn store(data: &str) -> Store {
    let store = Store::new();
    run(&store, &format!("INSERT DATA {{ {data} }}"));
    store
}

/// The quads as text, sorted, with `:` for the names.
fn quads(snapshot: &Snapshot) -> Vec<String> {
    let quads = snapshot.scan(&QuadPattern::ALL);
    let mut quads: Vec<String> = quads
        .map(|quad| snapshot.quad(&quad).expect("an id of this store").to_string())
        .map(|quad| quad.replace("<urn:", ":").replace('>', "").replace("<<", "").replace('<', ""))
        .collect();
    quads.sort();
    quads
}

fn assert_holds(store: &Store, expected: &[&str]) {
    assert_eq!(quads(&store.snapshot()), expected);
}

#[test]
fn an_operation_sees_what_those_before_it_did() {
    let store = store(":a :p :b");
    let summary = run(
        &store,
        "INSERT DATA { :b :p :c } ;
         INSERT { ?x :far ?z } WHERE { ?x :p ?y . ?y :p ?z } ;
         DELETE WHERE { :a :p ?y }",
    );
    assert_eq!((summary.inserted, summary.removed, summary.changed), (2, 1, true));
    assert_holds(&store, &[":a :far :c", ":b :p :c"]);
}

#[test]
fn solutions_are_found_before_anything_changes() {
    let store = store(":a :p :b . :b :p :a");
    run(&store, "DELETE { ?x :p ?y } INSERT { ?y :q ?x } WHERE { ?x :p ?y }");
    assert_holds(&store, &[":a :q :b", ":b :q :a"]);
    let summary = run(&store, "DELETE { ?x :q ?y } INSERT { ?x :q ?y } WHERE { ?x :q ?y }");
    assert_eq!((summary.inserted, summary.removed, summary.changed), (0, 0, false));
}

#[test]
fn literals_stay_letter_for_letter() {
    let one = "\"01\"^^http://www.w3.org/2001/XMLSchema#integer";
    let half = "\"1.50\"^^http://www.w3.org/2001/XMLSchema#decimal";
    let store = store(":a :p 01 ; :says <<( :x :y 1.50 )>>");
    run(&store, "DELETE DATA { :a :p 1 ; :says <<( :x :y 1.5 )>> }");
    run(
        &store,
        "INSERT { ?s ?p ?o . :r :repeats <<( :a :q ?one )>> }
         WHERE { :a :says <<( ?s ?p ?o )>> ; :p ?one } ;
         INSERT { :v :is ?v } WHERE { VALUES ?v { 01 } :a :p ?v }",
    );
    assert_holds(
        &store,
        &[
            &format!(":a :p {one}"),
            &format!(":a :says ( :x :y {half} )"),
            &format!(":r :repeats ( :a :q {one} )"),
            &format!(":v :is {one}"),
            &format!(":x :y {half}"),
        ],
    );
    run(&store, "DELETE DATA { :a :says <<( :x :y 1.50 )>> } ; DELETE WHERE { ?s ?p 01 }");
    assert_holds(&store, &[&format!(":r :repeats ( :a :q {one} )"), &format!(":x :y {half}")]);
}

#[test]
fn blank_nodes_are_new_in_each_solution_and_each_update() {
    let store = store(":a :p 1, 2");
    run(&store, "INSERT { ?x :has _:n . _:n :of ?v } WHERE { ?x :p ?v }");
    run(&store, "INSERT DATA { _:n :is _:n . GRAPH :g { _:n :is 1 } }");
    run(&store, "INSERT DATA { _:n :is _:n }");
    let snapshot = store.snapshot();
    let objects = |predicate: &str| {
        let predicate = snapshot.id_of(&NamedNode::new_unchecked(predicate)).expect("known");
        snapshot.objects(predicate).count()
    };
    assert_eq!(objects("urn:has"), 2);
    // A node of the first update, the number 1, and a node of the second.
    assert_eq!(objects("urn:is"), 3);
}

#[test]
fn quads_that_no_triple_can_be_are_left_out() {
    let store = store(":a :p 'text' ; :q :b");
    run(
        &store,
        "INSERT { ?o :reversed ?s . ?s ?o 1 . ?s :knows ?nobody . GRAPH ?o { ?s :in 1 } . ?s :says <<( ?o :is 1 )>> }
         WHERE { ?s :p ?o OPTIONAL { ?s :nothing ?nobody } }",
    );
    assert_holds(&store, &[":a :p \"text\"", ":a :q :b"]);
}

#[test]
fn with_and_using_choose_the_graphs_of_where() {
    let data = ":a :p 1 GRAPH :g { :b :p 1 } GRAPH :h { :c :p 1 }";
    let marked = |text: &str, options: &UpdateOptions| {
        let store = store(data);
        run_with(&store, text, options).map(|_| {
            let marks = quads(&store.snapshot());
            marks.into_iter().filter(|quad| quad.contains(":m")).collect::<Vec<_>>().join(", ")
        })
    };
    let own = |text: String| marked(&text, &UpdateOptions::default()).expect("it runs");
    let is_marked = "INSERT { ?x :m :n }";
    assert_eq!(own(format!("{is_marked} WHERE {{ ?x :p 1 }}")), ":a :m :n");
    assert_eq!(own(format!("WITH :g {is_marked} WHERE {{ ?x :p 1 }}")), ":b :m :n :g");
    assert_eq!(
        own(format!("WITH :g {is_marked} WHERE {{ GRAPH :h {{ ?x :p 1 }} }}")),
        ":c :m :n :g"
    );
    assert_eq!(own(format!("{is_marked} USING :h WHERE {{ ?x :p 1 }}")), ":c :m :n");
    assert_eq!(own(format!("{is_marked} USING :h WHERE {{ GRAPH ?g {{ ?x :p 1 }} }}")), "");
    let both = "USING :g USING NAMED :h WHERE { GRAPH ?g { ?x :p 1 } }";
    assert_eq!(own(format!("WITH :h {is_marked} {both}")), ":c :m :n :h");

    let graph = |name: &str| NamedNode::new_unchecked(name);
    let using =
        DatasetSpec { default: Some(vec![graph("urn:h").into()]), ..DatasetSpec::default() };
    let given = UpdateOptions { using, ..UpdateOptions::default() };
    let text = format!("{is_marked} WHERE {{ ?x :p 1 }}");
    assert_eq!(marked(&text, &given).expect("it runs"), ":c :m :n");
    // What copies a graph has no WHERE.
    assert_eq!(
        marked("INSERT DATA { GRAPH :k { :m :m :m } } ; COPY :k TO :l ; DROP GRAPH :k", &given)
            .expect("it runs"),
        ":m :m :m :l"
    );
    for text in [format!("WITH :g {text}"), format!("{is_marked} USING :g WHERE {{ ?x :p 1 }}")] {
        assert!(matches!(marked(&text, &given), Err(UpdateError::GraphsGivenTwice)));
    }
    let using = DatasetSpec { named: Some(vec![graph("urn:h")]), ..DatasetSpec::default() };
    let given = UpdateOptions { using, ..UpdateOptions::default() };
    assert_eq!(marked(&text, &given).expect("it runs"), "");
}

#[test]
fn declarations_hold_from_where_they_stand() {
    let store = Store::new();
    run(
        &store,
        "INSERT DATA { :a :p TRUE } ; PREFIX : <urn:x:> INSERT DATA { :a :p 1 } ;
         BASE <http://example.com/d/> PREFIX r: <r/> VERSION '1.2' INSERT DATA { <a> r:p <../c> } ;
         BASE <e/> INSERT DATA { <a> r:p <b> } ; BASE <http://example.org/> BASE <f/>
         COPY DEFAULT TO <g> ; CLEAR DEFAULT ; PREFIX ex: <h/>",
    );
    let base = "http://example.com/d";
    assert_holds(
        &store,
        &[
            ":a :p \"true\"^^http://www.w3.org/2001/XMLSchema#boolean http://example.org/f/g",
            ":x:a :x:p \"1\"^^http://www.w3.org/2001/XMLSchema#integer http://example.org/f/g",
            &format!("{base}/a {base}/r/p http://example.com/c http://example.org/f/g"),
            &format!("{base}/e/a {base}/r/p {base}/e/b http://example.org/f/g"),
        ],
    );
}

#[test]
fn graphs_exist_from_their_creation_to_their_drop() {
    let store = store("GRAPH :g { :a :p 1 }");
    let names = |store: &Store| {
        run(store, "INSERT { :names :are ?g } WHERE { GRAPH ?g {} }");
        let marks = quads(&store.snapshot());
        let names: Vec<String> = marks
            .iter()
            .filter_map(|quad| Some(quad.strip_prefix(":names :are :")?.to_owned()))
            .collect();
        run(store, "DELETE WHERE { :names :are ?g }");
        names.join(" ")
    };
    assert!(run(&store, "CREATE GRAPH :e").changed);
    assert_eq!(names(&store), "e g");
    run(&store, "CLEAR GRAPH :e ; CLEAR GRAPH :g");
    assert_eq!(names(&store), "e");
    run(&store, "MOVE :e TO :f ; COPY :f TO :h");
    assert_eq!(names(&store), "f h");
    run(&store, "DROP GRAPH :h ; DROP SILENT GRAPH :h ; DROP NAMED");
    assert_eq!(names(&store), "");
    assert!(!run(&store, "CREATE GRAPH :e ; DROP ALL").changed);
}

#[test]
fn what_fails_changes_nothing_whatever_came_before() {
    let store = store(":a :p 1 GRAPH :g { :b :p 1 }");
    let before = (store.snapshot().id(), quads(&store.snapshot()));
    for last in [
        "CREATE GRAPH :g",
        "DROP GRAPH :none",
        "CLEAR GRAPH :none",
        "COPY :none TO :g",
        "MOVE :none TO DEFAULT",
        "ADD :none TO :g",
        "INSERT { ?x :p 2 } WHERE { SERVICE <http://example.com/> { ?x :p 1 } }",
    ] {
        let text = format!(
            "INSERT DATA {{ :new :p 1 }} ; CREATE GRAPH :empty ; DELETE WHERE {{ ?x :p 1 }} ; DROP ALL ;
             CREATE GRAPH :g ; {last}"
        );
        let error = run_with(&store, &text, &UpdateOptions::default()).expect_err(last);
        assert_eq!((store.snapshot().id(), quads(&store.snapshot())), before, "{last}: {error}");
        assert_eq!(store.snapshot().named_graphs().count(), 1);
        if let Some(silent) = ["DROP", "CLEAR", "COPY", "MOVE", "ADD", "CREATE"]
            .into_iter()
            .find(|word| last.starts_with(word))
        {
            let text = format!(
                "CREATE GRAPH :h ; {}",
                last.replacen(silent, &format!("{silent} SILENT"), 1)
            );
            run(&self::store("GRAPH :g { :b :p 1 }"), &text);
        }
    }
}

#[test]
fn a_limit_stops_an_update_whole() {
    let store = store(":a :p 1, 2, 3");
    let before = quads(&store.snapshot());
    let mut limits = Limits::default();
    limits.rows_max = Some(2);
    let options = UpdateOptions { limits, ..UpdateOptions::default() };
    let text = "INSERT DATA { :b :p 1 } ; DELETE WHERE { :a :p ?o }";
    assert!(matches!(run_with(&store, text, &options), Err(UpdateError::Limit(_))));
    let cancelled = Limits::default();
    cancelled.cancel();
    let options = UpdateOptions { limits: cancelled, ..UpdateOptions::default() };
    assert!(matches!(run_with(&store, "CLEAR ALL", &options), Err(UpdateError::Limit(_))));
    assert_eq!(quads(&store.snapshot()), before);
}

#[test]
fn a_service_is_refused_as_in_a_query() {
    let text = "INSERT { ?x :p 2 } WHERE { SERVICE <http://example.com/> { ?x :p 1 } }";
    let error =
        run_with(&Store::new(), text, &UpdateOptions::default()).expect_err("nobody asks it");
    assert!(matches!(error, UpdateError::Where(QueryError::Service { .. })), "{error}");
}

/// Two documents, one of them broken.
#[derive(Debug)]
struct Documents;

impl Fetch for Documents {
    fn admit(&self, _: &NamedNode) -> Result<(), FetchError> {
        Ok(())
    }

    fn fetch(&self, iri: &NamedNode, _: &Limits) -> Result<Input<'static>, FetchError> {
        let turtle = match iri.as_str() {
            "http://example.com/good" => "<urn:a> <urn:p> _:b . _:b <urn:q> <#here> .",
            "http://example.com/bad" => "<urn:a> <urn:p> 1 . <urn:a> <urn:p> ,",
            _ => return Err("there is no such document".into()),
        };
        Ok(Input::from_reader(iri.as_str(), Syntax::Turtle, turtle.as_bytes()))
    }
}

#[test]
fn load_reads_what_is_fetched_and_nothing_else() {
    let fetching = UpdateOptions { fetch: Some(Arc::new(Documents)), ..UpdateOptions::default() };
    let store = store("_:x :is :old");
    let text = "LOAD <http://example.com/good> ; LOAD <http://example.com/good> INTO GRAPH :g";
    assert_eq!(run_with(&store, text, &fetching).expect("it loads").inserted, 4);
    assert_holds(
        &store,
        &[
            ":a :p _:b2",
            ":a :p _:b3 :g",
            "_:b1 :is :old",
            "_:b2 :q http://example.com/good#here",
            "_:b3 :q http://example.com/good#here :g",
        ],
    );
    let before = quads(&store.snapshot());
    for iri in ["http://example.com/bad", "http://example.com/none"] {
        let text = format!("INSERT DATA {{ :n :p 1 }} ; LOAD <{iri}> INTO GRAPH :h");
        let error = run_with(&store, &text, &fetching).expect_err("it can't be read");
        assert!(
            matches!(&error, UpdateError::Load { iri: failed, .. } if failed == iri),
            "{error}"
        );
        let silent = run_with(&store, &format!("LOAD SILENT <{iri}> INTO GRAPH :h"), &fetching);
        assert!(!silent.expect("silent").changed);
        assert_eq!(quads(&store.snapshot()), before);
    }
}

#[test]
fn a_load_that_nobody_allows_is_refused_before_anything_runs() {
    let fetching = UpdateOptions { fetch: Some(Arc::new(Documents)), ..UpdateOptions::default() };
    let plain = UpdateOptions::default();
    for (text, options, refused) in [
        (
            "CREATE GRAPH :g ; CREATE GRAPH :g ; LOAD <http://example.com/good>",
            &plain,
            "http://example.com/good",
        ),
        ("LOAD SILENT <http://example.com/good>", &plain, "http://example.com/good"),
        (
            "LOAD SILENT <http://example.com/good> ; LOAD SILENT <FILE:///etc/hosts>",
            &fetching,
            "FILE:///etc/hosts",
        ),
    ] {
        let error = run_with(&Store::new(), text, options).expect_err("it is not allowed");
        assert!(matches!(&error, UpdateError::LoadNotAllowed { iri } if iri == refused), "{error}");
    }
    let update = parse("LOAD :a ; CLEAR ALL ; LOAD SILENT :b INTO GRAPH :g");
    let loads: Vec<&str> = update.loads().map(NamedNode::as_str).collect();
    assert_eq!(loads, ["urn:a", "urn:b"]);
}

#[test]
fn an_update_may_do_nothing() {
    for text in ["", "CLEAR DEFAULT ;", "DELETE DATA { :a :b :c }", "MOVE :a TO :a"] {
        assert!(!run(&Store::new(), text).changed, "{text}");
    }
    let spec =
        DatasetSpec { default: Some(vec![GraphName::DefaultGraph]), ..DatasetSpec::default() };
    let options = UpdateOptions { using: spec, ..UpdateOptions::default() };
    assert!(
        run_with(&Store::new(), "INSERT { :a :b :c } WHERE {}", &options).expect("it runs").changed
    );
}
