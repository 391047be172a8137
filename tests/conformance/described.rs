//! The tests over HTTP that their manifests only name or tell in prose, as scripts.

use crate::exchange::{self, Exchange, Expected, HOST, server};
use crate::graph::{Graph, iri};
use crate::suites::Suites;
use crate::vocabulary::{rdf, sd};
use westlake::model::{NamedNodeRef, Term};

/// A step of `http-rdf-update`, whose 18 tests are one conversation; the name is that of its test.
struct Step {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    media_type: &'static str,
    body: &'static str,
    statuses: &'static [u16],
    /// The graph that comes back.
    graph: Option<&'static str>,
    /// Whether the path is the `Location` of the step before.
    at_location: bool,
}

const STEP: Step = Step {
    name: "",
    method: "GET",
    path: "",
    media_type: "text/turtle; charset=utf-8",
    body: "",
    statuses: &[200],
    graph: None,
    at_location: false,
};

const JOHN: &str =
    r#"<http://www.example/person/1> <http://e.org/card> [ <http://e.org/fn> "John" ] ."#;
const JANE: &str =
    r#"<http://www.example/person/1> <http://e.org/card> [ <http://e.org/fn> "Jane" ] ."#;
const ALICE: &str = r#"[] <http://e.org/card> [ <http://e.org/given> "Alice" ] ."#;
const NAME: &str = r#"<http://www.example/person/1> <http://e.org/name> "Jane Doe" ."#;
const JANE_NAMED: &str = r#"<http://www.example/person/1> <http://e.org/name> "Jane Doe" ;
    <http://e.org/card> [ <http://e.org/fn> "Jane" ] ."#;
const JANE_WHOLE: &str = r#"<http://www.example/person/1> <http://e.org/name> "Jane Doe" ;
    <http://e.org/card> [ <http://e.org/fn> "Jane" ] ;
    <http://e.org/family> "Doe" ; <http://e.org/given> "Jane" ."#;
const PARTS: &str = "--parts\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a.ttl\"\r\n\
    Content-Type: text/turtle; charset=utf-8\r\n\r\n\
    <http://www.example/person/1> <http://e.org/family> \"Doe\" .\r\n\
    --parts\r\nContent-Disposition: form-data; name=\"b\"; filename=\"b.ttl\"\r\n\
    Content-Type: text/turtle; charset=utf-8\r\n\r\n\
    <http://www.example/person/1> <http://e.org/given> \"Jane\" .\r\n--parts--\r\n";
const BY_IRI: &str = "/store?graph=http://www.example/store/person/1.ttl";

/// The tests are deprecated in favour of `graph-store-protocol`, whose statuses hold where the two differ: what changes a
/// graph that is there may be answered 200 or 204.
const CHANGED: &[u16] = &[200, 204];

const STEPS: [Step; 18] = [
    Step {
        name: "put__initial_state",
        method: "PUT",
        path: "/store/person/1.ttl",
        body: JOHN,
        statuses: &[201],
        ..STEP
    },
    Step { name: "get_of_put__initial_state", path: BY_IRI, graph: Some(JOHN), ..STEP },
    Step {
        name: "put__graph_already_in_store",
        method: "PUT",
        path: "/store/person/1.ttl",
        body: JANE,
        statuses: &[204],
        ..STEP
    },
    Step {
        name: "get_of_put__graph_already_in_store",
        path: "/store/person/1.ttl",
        graph: Some(JANE),
        ..STEP
    },
    Step {
        name: "put__default_graph",
        method: "PUT",
        path: "/store?default",
        body: ALICE,
        statuses: &[201],
        ..STEP
    },
    Step { name: "get_of_put__default_graph", path: "/store?default", graph: Some(ALICE), ..STEP },
    Step {
        name: "delete__existing_graph",
        method: "DELETE",
        path: "/store/person/2.ttl",
        statuses: CHANGED,
        ..STEP
    },
    Step {
        name: "get_of_delete__existing_graph",
        path: "/store/person/2.ttl",
        statuses: &[404],
        ..STEP
    },
    Step {
        name: "delete__nonexistent_graph",
        method: "DELETE",
        path: "/store/person/2.ttl",
        statuses: &[404],
        ..STEP
    },
    Step {
        name: "post__existing_graph",
        method: "POST",
        path: "/store/person/1.ttl",
        body: NAME,
        statuses: CHANGED,
        ..STEP
    },
    // The description expects neither what was put nor what was posted, and says nothing of why; what was put and posted is expected.
    Step {
        name: "get_of_post__existing_graph",
        path: "/store/person/1.ttl",
        graph: Some(JANE_NAMED),
        ..STEP
    },
    Step {
        name: "post__multipart_formdata",
        method: "POST",
        path: "/store/person/1.ttl",
        media_type: "multipart/form-data; boundary=parts",
        body: PARTS,
        statuses: CHANGED,
        ..STEP
    },
    Step {
        name: "get_of_post__multipart_formdata",
        path: "/store/person/1.ttl",
        graph: Some(JANE_WHOLE),
        ..STEP
    },
    Step {
        name: "post__create__new_graph",
        method: "POST",
        path: "/store",
        body: ALICE,
        statuses: &[201],
        ..STEP
    },
    Step { name: "get_of_post__create__new_graph", at_location: true, graph: Some(ALICE), ..STEP },
    Step { name: "get_of_post__after_noop", at_location: true, graph: Some(ALICE), ..STEP },
    Step { name: "head_on_an_existing_graph", method: "HEAD", path: "/store/person/1.ttl", ..STEP },
    Step {
        name: "head_on_a_nonexisting_graph",
        method: "HEAD",
        path: "/store/person/4.ttl",
        statuses: &[404],
        ..STEP
    },
];

impl Step {
    fn exchange(&self, location: &str) -> Exchange {
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let turtle = self.statuses == [200] && self.method != "DELETE";
        let content_type = header("content-type", STEP.media_type);
        Exchange {
            method: self.method.to_owned(),
            path: if self.at_location { location } else { self.path }.to_owned(),
            headers: match self.body {
                "" => vec![header("accept", "text/turtle")],
                _ => vec![header("content-type", self.media_type)],
            },
            body: self.body.as_bytes().to_vec(),
            expected: Expected {
                statuses: self.statuses.to_vec(),
                headers: turtle.then_some(content_type).into_iter().collect(),
                graph: self.graph.map(str::to_owned),
                ..Expected::default()
            },
        }
    }
}

/// Runs the conversation up to the test of this name, and looks at that step's answer.
pub fn graph_store(suites: &Suites, name: &str) -> Result<(), String> {
    let last = STEPS.iter().position(|step| step.name == name);
    let last = last.ok_or_else(|| format!("there is no script of {name}"))?;
    let server = server(suites, &[])?;
    // What the conversation finds there.
    let there =
        Step { method: "PUT", path: "/store/person/2.ttl", body: ALICE, statuses: &[201], ..STEP };
    there.exchange("").run(&server)?;
    let mut location = String::new();
    for (at, step) in STEPS[..=last].iter().enumerate() {
        let mut exchange = step.exchange(&location);
        if at < last {
            // Its outcome is another test's.
            exchange.expected = Expected { statuses: vec![2, 4], ..Expected::default() };
        }
        let response = exchange.run(&server)?;
        if let Some(new) = response.header("location") {
            let path = new.strip_prefix(&format!("http://{HOST}"));
            path.ok_or_else(|| format!("{new} lies on another server"))?.clone_into(&mut location);
        }
    }
    Ok(())
}

/// The tests of the Service Description.
pub fn service_description(suites: &Suites, name: &str) -> Result<(), String> {
    let server = server(suites, &[])?;
    let get = Exchange {
        method: "GET".to_owned(),
        path: "/sparql".to_owned(),
        headers: vec![("accept".to_owned(), "text/turtle".to_owned())],
        expected: Expected {
            statuses: vec![200],
            format: Some("RDF".to_owned()),
            ..Expected::default()
        },
        ..Exchange::default()
    };
    let response = get.run(&server)?;
    let graph = Graph::new(exchange::quads(&response.body)?);
    match name {
        "returns-rdf" => Ok(()),
        "has-endpoint-triple" => {
            let endpoint = format!("http://{HOST}/sparql");
            let services = graph.with_property(sd::ENDPOINT);
            let is_ours = |term: &Term| iri(term) == Some(endpoint.as_str());
            let has = services
                .into_iter()
                .any(|service| graph.objects(service, sd::ENDPOINT).any(is_ours));
            has.then_some(()).ok_or_else(|| format!("no service has the endpoint <{endpoint}>"))
        }
        "conforms-to-schema" => conforms(&graph),
        _ => Err(format!("there is no script of {name}")),
    }
}

/// The properties of the specification's section 3.4 that a description may use, each with its domain and range.
const SCHEMA: [(NamedNodeRef<'static>, NamedNodeRef<'static>, Option<NamedNodeRef<'static>>); 11] = [
    (sd::ENDPOINT, sd::SERVICE, None),
    (sd::SUPPORTED_LANGUAGE, sd::SERVICE, Some(sd::LANGUAGE)),
    (sd::FEATURE, sd::SERVICE, Some(sd::FEATURE_CLASS)),
    (sd::RESULT_FORMAT, sd::SERVICE, Some(FORMAT)),
    (sd::INPUT_FORMAT, sd::SERVICE, Some(FORMAT)),
    (sd::DEFAULT_ENTAILMENT_REGIME, sd::SERVICE, None),
    (sd::DEFAULT_DATASET, sd::SERVICE, Some(sd::DATASET)),
    (sd::DEFAULT_GRAPH, sd::DATASET, Some(sd::GRAPH)),
    (sd::NAMED_GRAPH, sd::DATASET, Some(sd::NAMED_GRAPH_CLASS)),
    (sd::NAME, sd::NAMED_GRAPH_CLASS, None),
    (sd::GRAPH_PROPERTY, sd::NAMED_GRAPH_CLASS, Some(sd::GRAPH)),
];
const FORMAT: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/formats/Format");

/// What the specification asks of a description (section 3): each property's subject and object have the classes that are
/// its domain and range, a service has one endpoint and one default dataset, a dataset one default graph, and a named graph
/// one name.
fn conforms(graph: &Graph) -> Result<(), String> {
    let is_a =
        |term: &Term, class| graph.objects(term, rdf::TYPE).any(|own| iri(own) == Some(class));
    for (property, domain, range) in SCHEMA {
        for subject in graph.with_property(property) {
            if !is_a(subject, domain.as_str()) {
                return Err(format!("{subject} has {property}, and is no {domain}"));
            }
            for object in graph.objects(subject, property) {
                if range.is_some_and(|range| !is_a(object, range.as_str())) {
                    return Err(format!("{object} is a value of {property}, and no {range:?}"));
                }
            }
        }
    }
    let one = [sd::ENDPOINT, sd::DEFAULT_DATASET, sd::DEFAULT_GRAPH, sd::NAME];
    for property in one {
        for subject in graph.with_property(property) {
            if graph.objects(subject, property).count() != 1 {
                return Err(format!("{subject} has several of {property}"));
            }
        }
    }
    let has_service = graph.with_property(sd::ENDPOINT).count() == 1;
    has_service.then_some(()).ok_or_else(|| "there is not one service".to_owned())
}
