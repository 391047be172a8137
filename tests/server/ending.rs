//! How a server ends while it is at work.

#![cfg(unix)]

use crate::harness::{Server, encoded};
use std::io::{Read, Write};
use std::process::Command;
use std::time::{Duration, Instant};

#[test]
fn it_ends_in_order_while_an_answer_is_under_way() {
    for signal in ["-TERM", "-INT"] {
        let server = Server::start(&[]);
        let mut stream = server.connect();
        let long = "SELECT * { ?a ?b ?c . ?d ?e ?f }";
        let request =
            format!("GET /sparql?query={} HTTP/1.1\r\nHost: localhost\r\n\r\n", encoded(long));
        stream.write_all(request.as_bytes()).expect("it is taken");
        stream.read_exact(&mut [0; 1000]).expect("the answer begins");
        let pid = server.process().to_string();
        let begin = Instant::now();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill").success());
        let status = server.wait();
        assert!(begin.elapsed() < Duration::from_secs(50), "{:?}", begin.elapsed());
        assert_eq!(status.code(), Some(0), "{signal}");
    }
}
