//! Names and addresses that must not be asked, however they are spelled and whatever they lead to.

use super::{OK_JSON, PATIENCE, RESULTS, Server, allowing, ask, failure, run, until};
use crate::model::{LimitExceeded, Limits, NamedNode};
use crate::server::remote::client::agent;
use crate::server::remote::resolve::{Lookup, resolve};
use crate::server::remote::target::Target;
use crate::server::remote::{AllowList, Client, RemoteError, Services};
use crate::sparql::{QueryError, RemoteService, ServiceError};
use std::collections::VecDeque;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Names that lead where a test says; each look-up takes the next of the answers, and the last one stays.
#[derive(Debug)]
struct Names(Mutex<VecDeque<Vec<IpAddr>>>);

impl Names {
    fn leading(answers: &[&[&str]]) -> Self {
        let answer = |addresses: &&[&str]| addresses.iter().map(|a| a.parse().unwrap()).collect();
        Self(Mutex::new(answers.iter().map(answer).collect()))
    }
}

impl Lookup for Names {
    fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
        let mut answers = self.0.lock().unwrap();
        match answers.len() {
            0 => Err(io::ErrorKind::NotFound.into()),
            1 => Ok(answers[0].clone()),
            _ => Ok(answers.pop_front().unwrap()),
        }
    }
}

#[test]
fn a_name_with_a_private_address_is_refused() {
    let server = Server::with_body(OK_JSON, RESULTS);
    let host = format!("example.org:{}", server.address.port());
    for addresses in [
        &["127.0.0.1"][..],
        &["93.184.215.14", "127.0.0.1"],
        &["127.0.0.1", "93.184.215.14"],
        &["2606:2800::1", "::ffff:127.0.0.1"],
        &["64:ff9b::7f00:1"],
        &["169.254.169.254"],
        &["0.0.0.0"],
        &["::1"],
    ] {
        let client = allowing(&host).with_lookup(Names::leading(&[addresses]));
        for silent in ["", "SILENT"] {
            let query = format!("SELECT * {{ SERVICE {silent} <http://{host}/> {{ ?a ?b ?c }} }}");
            let error = run(client.clone(), &query, Limits::default()).unwrap_err();
            let message = error.to_string();
            assert!(matches!(error, QueryError::ServiceRefused { .. }), "{addresses:?}: {message}");
            assert!(message.contains("example.org resolves to a private address"), "{message}");
            assert!(addresses.iter().all(|address| !message.contains(address)), "{message}");
        }
    }
    assert_eq!(server.connections(), 0);
}

/// DNS rebinding: the second answer leads to this machine, and nobody takes it.
#[test]
fn a_name_is_looked_up_once() {
    let names = Names::leading(&[&["93.184.215.14"], &["127.0.0.1"]]);
    let lookup: Arc<dyn Lookup> = Arc::new(names);
    let target = Target::parse("http://example.org/").unwrap();
    let addresses = resolve(&target, &lookup, &Limits::default()).unwrap();
    assert_eq!(addresses, ["93.184.215.14:80".parse().unwrap()]);
    // The connection is made to what was found: no resolver knows this name.
    let server = Server::with_body(OK_JSON, RESULTS);
    let iri = format!("http://rebound.invalid:{}/", server.address.port());
    let target = Target::parse(&iri).unwrap();
    let agent = agent(&target, vec![server.address], &Limits::default()).unwrap();
    assert_eq!(agent.get(&target.uri).call().unwrap().status(), 200);
    assert!(server.request.lock().unwrap().contains("rebound.invalid"));
}

#[test]
fn a_name_that_leads_nowhere_is_a_failure() {
    for names in [Names::leading(&[]), Names::leading(&[&[]])] {
        let client = allowing("example.org").with_lookup(names);
        let message = failure(ask(client, "http://example.org/").unwrap_err());
        assert_eq!(message, "the name example.org could not be resolved");
    }
}

#[test]
fn a_name_that_takes_long_ends_with_the_deadline() {
    #[derive(Debug)]
    struct Slow;
    impl Lookup for Slow {
        fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            thread::sleep(PATIENCE);
            Ok(Vec::new())
        }
    }
    let begin = Instant::now();
    let deadline = begin + Duration::from_millis(200);
    let limits = until(deadline);
    let error = allowing("example.org")
        .with_lookup(Slow)
        .graph("http://example.org/", &limits)
        .unwrap_err();
    assert!(matches!(error, RemoteError::Limit(LimitExceeded::Deadline)), "{error}");
    assert!(begin.elapsed() < PATIENCE / 5);
}

/// `PORT` is that of a server on loopback, which is named by no entry but the first list's.
const SPELLINGS: [&str; 44] = [
    "http://127.0.0.1:PORT/",
    "http://localhost:PORT/",
    "http://LOCALHOST:PORT/",
    "http://localhost.:PORT/",
    "http://localhost.localdomain:PORT/",
    "http://127.0.0.1.:PORT/",
    "http://127.1:PORT/",
    "http://127.0.1:PORT/",
    "http://127.000.000.001:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://0x7f.0.0.1:PORT/",
    "http://0x7f000001:PORT/",
    "http://0X7F000001:PORT/",
    "http://2130706433:PORT/",
    "http://017700000001:PORT/",
    "http://127.0.0.0x1:PORT/",
    "http://127.0.0.2:PORT/",
    "http://0:PORT/",
    "http://0.0.0.0:PORT/",
    "http://0x0:PORT/",
    "http://[::1]:PORT/",
    "http://[0:0:0:0:0:0:0:1]:PORT/",
    "http://[::]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://[::ffff:7f00:1]:PORT/",
    "http://[::127.0.0.1]:PORT/",
    "http://[64:ff9b::127.0.0.1]:PORT/",
    "http://[2002:7f00:1::]:PORT/",
    "http://[::1%25lo]:PORT/",
    "http://[::1%lo]:PORT/",
    "http://[fe80::1%25eth0]:PORT/",
    "http://%31%32%37.0.0.1:PORT/",
    "http://%6c%6f%63alhost:PORT/",
    "http://１２７.０.０.１:PORT/",
    "http://127。0。0。1:PORT/",
    "http://①②⑦.0.0.1:PORT/",
    "http://ｌｏｃａｌｈｏｓｔ:PORT/",
    "http://loca\u{ad}lhost:PORT/",
    "http://example.org@127.0.0.1:PORT/",
    "http://example.org:80@127.0.0.1:PORT/",
    "http://127.0.0.1:PORT#@example.org/",
    "http://127.0.0.1:PORT\\@example.org/",
    "https://127.0.0.1:PORT/",
    "http://127.0.0.1.nip.io:PORT/",
];

#[test]
fn no_spelling_of_a_private_address_is_asked() {
    let server = Server::with_body(OK_JSON, RESULTS);
    let port = server.address.port().to_string();
    let lists: [&[&str]; 3] = [
        &["example.org", "example.org:PORT"],
        // What is named is a name, and the names lead here.
        &["127.0.0.1.nip.io:PORT", "localhost.localdomain:PORT"],
        &[],
    ];
    for list in lists {
        let allowed = AllowList::parse(list.iter().map(|host| host.replace("PORT", &port)));
        let client = Client::new(allowed.unwrap()).with_lookup(Names::leading(&[&["127.0.0.1"]]));
        for spelling in SPELLINGS {
            let iri = spelling.replace("PORT", &port);
            let services = Services::new(Arc::new(client.clone()));
            let service = NamedNode::new_unchecked(&iri);
            let answer = services.select(&service, "ASK {}", &Limits::default());
            assert!(matches!(answer, Err(ServiceError::Refused(_))), "{list:?} {iri}: {answer:?}");
            let error = client.graph(&iri, &Limits::default()).unwrap_err();
            assert!(error.is_refusal(), "{iri}: {error}");
        }
    }
    assert_eq!(server.connections(), 0);
    // Where the literal is named, it alone is asked: two more of them mean it without a doubt.
    let is_asked = |spelling: &&str| {
        let iri = spelling.replace("PORT", &port);
        !server.client().graph(&iri, &Limits::default()).unwrap_err().is_refusal()
    };
    let asked: Vec<_> = SPELLINGS.into_iter().filter(is_asked).collect();
    let same = [
        "http://127.0.0.1:PORT/",
        "http://127.0.0.1:PORT#@example.org/",
        "https://127.0.0.1:PORT/",
    ];
    assert_eq!(asked, same);
}

#[test]
fn no_proxy_of_the_environment_is_asked() {
    // What the agent would take from the environment stands in its settings; here nothing does.
    let target = Target::parse("http://example.org/").unwrap();
    let agent = agent(&target, Vec::new(), &Limits::default()).unwrap();
    assert!(agent.config().proxy().is_none());
}
