use super::{RemoteService, RemoteSolutions, ServiceError};
use crate::evidence::{View, ViewSpec};
use crate::format::{Input, ReadOptions, Syntax};
use crate::model::{Limits, NamedNode, Term, Variable};
use crate::sparql::{Answer, ParseOptions, Query, QueryError, QueryOptions, Solution};
use crate::store::{Loader, Store};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

const HERE: &str = "<urn:ada> <urn:knows> <urn:bob> , _:b . _:b <urn:age> 1 .";

const THERE: &str = r#"
    <urn:ada> <urn:age> 36 , 01 ; <urn:name> "Ada"@en , "أدا"@ar--rtl ; <urn:knows> <urn:bob> .
    <urn:bob> <urn:age> 7 ; <urn:name> "Bob \"the\" builder\n" ; <urn:knows> _:b .
    _:b <urn:age> 1.50 ; <urn:name> "nobody" .
    <urn:bob> <urn:likes> <urn:tea> ~ <urn:r> {| <urn:since> 2020 |} .
    <urn:graph> { <urn:ada> <urn:age> 37 }
"#;

fn view(turtle: &str) -> View {
    let store = Store::new();
    let mut loader = Loader::begin(&store);
    let input = Input::from_reader("test", Syntax::TriG, turtle.as_bytes());
    loader.read(input, &ReadOptions::default(), |_| ()).unwrap();
    loader.commit().unwrap();
    View::new(store.snapshot(), ViewSpec::Asserted)
}

/// A service whose data is a view of this process.
#[derive(Debug)]
struct Neighbour {
    there: Mutex<View>,
    asked: AtomicUsize,
}

impl RemoteService for Neighbour {
    fn admit(&self, service: &NamedNode) -> Result<(), ServiceError> {
        if service.as_str().starts_with("urn:secret") {
            return Err(ServiceError::Refused("not named".into()));
        }
        Ok(())
    }

    fn select(
        &self,
        service: &NamedNode,
        query: &str,
        limits: &Limits,
    ) -> Result<RemoteSolutions, ServiceError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        match service.as_str() {
            "urn:down" => return Err(ServiceError::Failed("no answer".into())),
            "urn:rebound" => return Err(ServiceError::Refused("a private address".into())),
            "urn:slow" => limits.cancel(),
            _ => {}
        }
        limits.check()?;
        let query = Query::parse(query, &ParseOptions::default())
            .unwrap_or_else(|error| panic!("{query}\n{}", error.to_text()));
        let view = self.there.lock().unwrap().clone();
        let Answer::Solutions(solutions) = query.run(&view, &QueryOptions::default()).unwrap()
        else {
            panic!("SELECT gives solutions");
        };
        let variables = solutions.variables().to_vec();
        Ok(RemoteSolutions { variables, rows: solutions.map(Result::unwrap).collect() })
    }
}

fn neighbour() -> Arc<Neighbour> {
    Arc::new(Neighbour { there: Mutex::new(view(THERE)), asked: AtomicUsize::new(0) })
}

fn run(
    query: &str,
    here: &View,
    services: Option<Arc<Neighbour>>,
) -> Result<Vec<Solution>, QueryError> {
    let query = Query::parse(query, &ParseOptions::default())
        .unwrap_or_else(|error| panic!("{query}\n{}", error.to_text()));
    let services = services.map(|service| service as Arc<dyn RemoteService>);
    match query.run(here, &QueryOptions { services, ..QueryOptions::default() })? {
        Answer::Solutions(solutions) => solutions.collect(),
        Answer::Boolean(value) => Ok(if value { vec![Vec::new()] } else { Vec::new() }),
        Answer::Graph(_) => panic!("no query here makes a graph"),
    }
}

fn ask(query: &str) -> Result<Vec<Solution>, QueryError> {
    run(query, &view(HERE), Some(neighbour()))
}

/// Each as a pattern, so that what a service is asked is checked by its answer.
const PATTERNS: [&str; 45] = [
    "?s ?p ?o",
    "<urn:ada> <urn:knows> <urn:bob>",
    "?s <urn:knows>/<urn:age> ?o",
    "?s (<urn:knows>|^<urn:knows>)+ ?o . ?o <urn:age> ?a",
    "?s !(<urn:age>|^<urn:knows>) ?o",
    "?s <urn:knows>? ?o . _:x <urn:age> ?a . _:x <urn:name> ?n",
    "?s <urn:age> 01",
    "?s <urn:age> 1.50",
    "?s <urn:name> \"Ada\"@en",
    "?s <urn:name> \"أدا\"@ar--rtl",
    "?s <urn:name> \"Bob \\\"the\\\" builder\\n\"",
    "?r <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( ?s ?p ?o )>>",
    "?s <urn:likes> ?o ~ ?r {| <urn:since> ?y |}",
    "<< ?s ?p ?o >> <urn:since> ?y",
    "VALUES (?s ?t) { (<urn:ada> <<( <urn:a> <urn:b> 01 )>>) (UNDEF \"x\"@en--ltr) } ?s ?p ?o",
    "?s <urn:age> ?a FILTER((?a + 1) * 2 > 70)",
    "?s <urn:age> ?a FILTER(-(?a - 40) - (1 - 2) > 4)",
    "?s <urn:age> ?a FILTER(10 - (5 - ?a) < 10 / (4 / 2) || !(?a = 7 || ?a < 2 && ?a > 1))",
    "?s <urn:age> ?a FILTER(?a IN (7, 36.0) && sameTerm(?s, ?s) && ?a NOT IN (36))",
    "?s <urn:age> ?a FILTER(IF(BOUND(?s), COALESCE(?z, ?a > 5), false))",
    "?s <urn:name> ?n FILTER(CONCAT(LCASE(STR(?n)), 'x') = 'adax' && LANG(?n) = 'en')",
    "?s <urn:name> ?n FILTER(hasLANGDIR(?n) && LANGDIR(?n) = 'rtl')",
    "?s ?p ?o BIND(TRIPLE(?s, ?p, ?o) AS ?t) FILTER(isTRIPLE(?t) && OBJECT(?t) = 7)",
    "{ ?s <urn:age> ?a FILTER(!BOUND(?n)) } ?s <urn:name> ?n",
    "{ ?s <urn:age> ?a FILTER(!BOUND(?n)) } OPTIONAL { ?s <urn:name> ?n }",
    "{ ?s <urn:age> ?a FILTER(!BOUND(?n)) } BIND(1 AS ?n)",
    "?s <urn:age> ?a OPTIONAL { ?s <urn:knows> ?o FILTER(?a > 10) }",
    "?s <urn:age> ?a OPTIONAL { { ?s <urn:knows> ?o FILTER(!BOUND(?a)) } }",
    "?s <urn:age> ?a { ?s <urn:name> ?n OPTIONAL { ?n <urn:age> ?a } }",
    "?s <urn:age> ?a { { ?q <urn:knows> ?o OPTIONAL { ?s <urn:likes> ?o } } ?q <urn:age> ?b }",
    "{ ?s <urn:age> ?a } UNION { ?s <urn:name> ?n } UNION { ?s <urn:knows> ?o } ?s <urn:age> ?b",
    "?s <urn:age> ?a MINUS { ?s <urn:knows> ?o }",
    "{ ?s <urn:age> ?a FILTER(?a > 1) } MINUS { ?s <urn:likes> ?o FILTER(?o = <urn:tea>) }",
    "?s <urn:age> ?a FILTER EXISTS { ?s <urn:knows> ?o FILTER(?a + 1 > 1) }",
    "?s <urn:age> ?a FILTER(NOT EXISTS { ?s <urn:knows> ?o } || (1 + 1) * 2 = 3)",
    "{ SELECT ?s { { SELECT DISTINCT ?s ?p { ?s ?p ?o } } } }",
    "{ SELECT ?s { { SELECT ?s ?o { ?s <urn:knows> ?o } ORDER BY ?s LIMIT 1 } } LIMIT 10 }",
    "{ SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY DESC(?o) LIMIT 5 } } ORDER BY ?s OFFSET 1 LIMIT 2 }",
    "{ SELECT ?p (COUNT(DISTINCT ?o) + 1 AS ?n) { ?s ?p ?o } GROUP BY ?p HAVING(COUNT(*) > 1) }",
    "{ SELECT (COUNT(*) AS ?n) (SUM((?a + 1) * 2) AS ?m) (MAX(?a) AS ?x) { ?s <urn:age> ?a } }",
    "{ SELECT (GROUP_CONCAT(STR(?s); SEPARATOR=\" ; \") AS ?g) { SELECT ?s { ?s <urn:age> ?a } ORDER BY ?a } }",
    "{ SELECT (1 AS ?one) { ?s ?p ?o } HAVING(true) }",
    "GRAPH ?g { ?s ?p ?o }",
    "?s <urn:knows> ?o LATERAL { ?o <urn:age> ?a FILTER(?a > 1) }",
    "BIND(IRI(\"x\") AS ?x)",
];

#[test]
fn a_service_is_asked_for_the_same_pattern() {
    let there = view(THERE);
    for pattern in PATTERNS {
        let base = "BASE <http://base.example/>\n";
        let mut direct = run(&format!("{base}SELECT * {{ {pattern} }}"), &there, None).unwrap();
        let query = format!("{base}SELECT * {{ SERVICE <urn:there> {{ {pattern} }} }}");
        let mut asked = run(&query, &view(""), Some(neighbour())).unwrap();
        let sort = |rows: &mut Vec<Solution>| rows.sort_by_key(shape);
        sort(&mut direct);
        sort(&mut asked);
        assert_eq!(direct.len(), asked.len(), "{pattern}");
        for (direct, asked) in direct.iter().zip(&asked) {
            assert_eq!(shape(direct), shape(asked), "{pattern}");
        }
    }
}

/// A row without the names of its blank nodes, which differ.
fn shape(row: &Solution) -> String {
    let terms = row.iter().map(|term| term.as_ref().map_or("-".to_owned(), Term::to_string));
    let text = terms.collect::<Vec<_>>().join(" ");
    text.split(' ').map(|part| if part.starts_with("_:") { "_" } else { part }).collect()
}

/// Else it would say nothing that both answers are the same.
#[test]
fn each_pattern_finds_something() {
    let there = view(THERE);
    for pattern in PATTERNS {
        let rows = run(&format!("SELECT * {{ {pattern} }}"), &there, None).unwrap();
        assert!(!rows.is_empty(), "{pattern}");
    }
}

#[test]
fn its_solutions_are_joined_with_what_is_here() {
    let query =
        "SELECT ?who ?age { ?who <urn:knows> ?x SERVICE <urn:there> { ?who <urn:age> ?age } }";
    let rows = ask(query).unwrap();
    let ages: Vec<_> = rows.iter().map(|row| row[1].as_ref().unwrap().to_string()).collect();
    assert_eq!(rows.len(), 4, "{rows:?}");
    assert!(ages.iter().any(|age| age.starts_with("\"01\"")), "{ages:?}");
}

#[test]
fn its_blank_nodes_are_none_of_ours() {
    let query = "SELECT * { ?s <urn:age> ?a . SERVICE <urn:there> { ?s <urn:name> ?n } }";
    assert_eq!(ask(query).unwrap(), Vec::<Solution>::new());
}

#[test]
fn a_clause_is_asked_once() {
    let service = neighbour();
    let query = "SELECT * { ?s ?p ?o LATERAL { SERVICE <urn:there> { ?a <urn:age> ?b } } }";
    let rows = run(query, &view(HERE), Some(Arc::clone(&service))).unwrap();
    assert_eq!((rows.len(), service.asked.load(Ordering::Relaxed)), (12, 1));
}

#[test]
fn an_answer_binds_only_what_was_asked_for() {
    // Whatever it is asked, this service binds ?secret.
    #[derive(Debug)]
    struct Talkative;
    impl RemoteService for Talkative {
        fn admit(&self, _: &NamedNode) -> Result<(), ServiceError> {
            Ok(())
        }
        fn select(
            &self,
            _: &NamedNode,
            _: &str,
            _: &Limits,
        ) -> Result<RemoteSolutions, ServiceError> {
            let name = |name| Variable::new_unchecked(name);
            let term = || Some(NamedNode::new_unchecked("urn:x").into());
            let variables = vec![name("secret"), name("s")];
            // Rows that are too short or too long do no harm either.
            let rows = vec![vec![term(), term()], vec![term()], vec![term(), term(), term()]];
            Ok(RemoteSolutions { variables, rows })
        }
    }
    let text =
        "SELECT ?s ?secret { SERVICE <urn:x> { ?s ?p ?o FILTER NOT EXISTS { ?secret ?p ?o } } }";
    let query = Query::parse(text, &ParseOptions::default()).unwrap();
    let services: Option<Arc<dyn RemoteService>> = Some(Arc::new(Talkative));
    let options = QueryOptions { services, ..QueryOptions::default() };
    let Answer::Solutions(solutions) = query.run(&view(""), &options).unwrap() else {
        panic!("SELECT gives solutions");
    };
    let rows: Vec<_> = solutions.map(Result::unwrap).collect();
    let bound: Vec<_> = rows.iter().map(|row| (row[0].is_some(), row[1].is_some())).collect();
    assert_eq!(bound, [(true, false), (false, false), (true, false)]);
}

#[test]
fn silent_makes_an_empty_solution_of_a_failure_alone() {
    let query = |silent, service| {
        format!(
            "SELECT * {{ <urn:ada> <urn:knows> <urn:bob> SERVICE {silent} <{service}> {{ ?s ?p ?o }} }}"
        )
    };
    let error = ask(&query("", "urn:down")).unwrap_err();
    assert_eq!(error.to_string(), "SERVICE <urn:down>: no answer");
    assert_eq!(ask(&query("SILENT", "urn:down")).unwrap(), [vec![None, None, None]]);
    for silent in ["", "SILENT"] {
        for service in ["urn:secret", "urn:rebound"] {
            let error = ask(&query(silent, service)).unwrap_err();
            assert!(matches!(error, QueryError::ServiceRefused { .. }), "{error}");
        }
        let error = ask(&query(silent, "urn:slow")).unwrap_err();
        assert!(matches!(error, QueryError::Limit(_)), "{error}");
    }
}

/// Each hides a service that may not be asked.
const HIDDEN: [&str; 12] = [
    "SERVICE SILENT <urn:secret> {}",
    "{ SELECT ?s { SERVICE <urn:secret> { ?s ?p ?o } } LIMIT 1 }",
    "FILTER EXISTS { SERVICE SILENT <urn:secret> {} }",
    "FILTER(1 = 2 && NOT EXISTS { { SERVICE <urn:secret> {} } UNION {} })",
    "BIND(IF(EXISTS { SERVICE <urn:secret> {} }, 1, 2) AS ?x)",
    "OPTIONAL { ?a ?b ?c FILTER EXISTS { SERVICE <urn:secret> {} } }",
    "MINUS { GRAPH ?g { SERVICE <urn:secret> { ?s ?p ?o } } }",
    "VALUES ?x {} SERVICE <urn:secret> {}",
    "SERVICE <urn:there> { ?s ?p ?o SERVICE SILENT <urn:secret> { ?s ?p ?o } }",
    "{ SELECT (SUM(IF(EXISTS { SERVICE <urn:secret> {} }, 1, 2)) AS ?x) { ?s ?p ?o } GROUP BY ?p }",
    "{ SELECT ?s { ?s ?p ?o } ORDER BY (EXISTS { SERVICE <urn:secret> {} }) }",
    "LATERAL { ?s ?p ?o FILTER(?s IN (1, EXISTS { SERVICE <urn:secret> {} })) }",
];

#[test]
fn nothing_runs_where_a_service_is_refused_however_hidden() {
    for hidden in HIDDEN {
        let service = neighbour();
        for form in ["SELECT *", "ASK"] {
            let query = format!("{form} {{ SERVICE <urn:there> {{ ?k ?l ?m }} {hidden} }}");
            let error = run(&query, &view(HERE), Some(Arc::clone(&service))).unwrap_err();
            assert!(matches!(error, QueryError::ServiceRefused { .. }), "{hidden}: {error}");
        }
        assert_eq!(service.asked.load(Ordering::Relaxed), 0, "{hidden}");
        let query = Query::parse(&format!("ASK {{ {hidden} }}"), &ParseOptions::default()).unwrap();
        let names: Vec<_> = query.services().named.iter().map(NamedNode::as_str).collect();
        assert!(names.contains(&"urn:secret"), "{hidden}: {names:?}");
    }
}

#[test]
fn a_variable_service_needs_a_value() {
    let text = "SELECT * { ?x <urn:knows> ?y SERVICE ?y { ?a <urn:age> ?b } }";
    let error = ask(text).unwrap_err();
    assert!(
        matches!(&error, QueryError::ServiceVariable { variable } if variable == "y"),
        "{error}"
    );
    let query = Query::parse(text, &ParseOptions::default()).unwrap();
    assert_eq!(query.services().variables.len(), 1);
    let with = |value: &str| -> Result<Answer, QueryError> {
        let services: Option<Arc<dyn RemoteService>> = Some(neighbour());
        let mut options = QueryOptions { services, ..QueryOptions::default() };
        let value = NamedNode::new_unchecked(value).into();
        options.parameters.insert(Variable::new_unchecked("y"), value)?;
        query.run(&view(HERE), &options)
    };
    let Ok(Answer::Solutions(solutions)) = with("urn:bob") else { panic!("it may be asked") };
    assert_eq!(solutions.count(), 4);
    assert!(matches!(with("urn:secret"), Err(QueryError::ServiceRefused { .. })));
}

#[test]
fn services_are_counted() {
    let clauses = |n| format!("ASK {{ {} }}", "SERVICE <urn:there> {} ".repeat(n));
    assert_eq!(ask(&clauses(super::SERVICES_MAX)).unwrap().len(), 1);
    let error = ask(&clauses(super::SERVICES_MAX + 1)).unwrap_err();
    assert!(matches!(error, QueryError::TooManyServices { .. }), "{error}");
}

#[test]
fn without_a_handler_the_query_is_an_error() {
    let error = run("SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", &view(HERE), None).unwrap_err();
    assert!(matches!(error, QueryError::Service { .. }), "{error}");
}
