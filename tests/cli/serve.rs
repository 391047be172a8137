//! `serve`: its start and its end. What it answers over HTTP is tested in `tests/server`.

use crate::harness::{Folder, westlake};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

/// A server with these options, and the address that it printed.
struct Serving {
    child: Child,
    address: SocketAddr,
}

impl Serving {
    fn start(folder: &Folder, options: &[&str]) -> Self {
        let mut child = folder
            .command()
            .arg("serve")
            .args(["--bind", "127.0.0.1:0"])
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program can be started");
        let mut line = String::new();
        let stdout = child.stdout.as_mut().expect("standard output is a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("Westlake listens on http://");
        let address = address.and_then(|rest| rest.strip_suffix('/')).expect("an address");
        Self { child, address: address.parse().expect("an address and a port") }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n",
            self.address
        )
        .expect("a request can be sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    #[cfg(unix)]
    fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().expect("kill").success());
        let mut stderr = String::new();
        let _ = self.child.stderr.take().expect("a pipe").read_to_string(&mut stderr);
        (self.child.wait().expect("it ends").code(), stderr)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
#[test]
fn it_ends_in_order_on_ctrl_c_and_on_a_polite_kill() {
    for signal in ["-INT", "-TERM"] {
        let serving = Serving::start(&Folder::new(), &[]);
        assert!(serving.get("/health").starts_with("HTTP/1.1 200 OK"));
        let (code, stderr) = serving.end(signal);
        assert_eq!(code, Some(0), "{signal}: {stderr}");
    }
}

#[test]
fn it_answers_from_the_files_it_is_given() {
    let folder = Folder::with_turtle("ex:Ada rdfs:label \"Ada\" .");
    let serving = Serving::start(&folder, &["--data", "data.ttl"]);
    let path = "/sparql?query=SELECT%20%3Fn%20%7B%20%3Fs%20%3Fp%20%3Fn%20%7D&format=csv";
    let answer = serving.get(path);
    assert!(answer.ends_with("\r\n\r\nn\r\nAda\r\n"), "{answer}");
}

#[test]
fn a_port_in_use_is_named_with_one_that_is_free() {
    let other = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = other.local_addr().expect("an address");
    westlake(&format!("serve --bind {address}"))
        .fails()
        .says(&format!("error: another program listens on {address}; --bind 127.0.0.1:"))
        .says(" is free, and port 0 takes any\n");
}

#[test]
fn other_machines_are_let_in_only_where_that_is_said() {
    westlake("serve --bind 0.0.0.0:0").refused().says_only(
        "error: 0.0.0.0:0 can be reached from other machines; --token-file FILE lets in who has the token, \
         --public-read lets anyone read\n",
    );
}

#[test]
fn a_token_file_holds_a_token() {
    let folder = Folder::new().file("short", "abc\n").file("blank", "sixteen letters and more\n");
    let serve =
        |file| folder.run(&format!("serve --bind 127.0.0.1:0 --writable --token-file {file}"));
    serve("short").fails().says("short: a token has at least 16 characters");
    serve("blank").fails().says("blank: a token is made of").says("without blanks");
    serve("none").fails().says("can't read none");
}

#[cfg(unix)]
#[test]
fn a_token_is_made_and_shown_once() {
    let token_of = || {
        let serving = Serving::start(&Folder::new(), &["--writable"]);
        let (_, stderr) = serving.end("-INT");
        let token = stderr
            .lines()
            .find_map(|line| line.strip_prefix("The token for changes, shown this once: "));
        token.map(str::to_owned).unwrap_or_else(|| panic!("no token in {stderr}"))
    };
    let (first, second) = (token_of(), token_of());
    assert_eq!(first.len(), 64);
    assert_ne!(first, second);
}

#[test]
fn an_origin_has_no_path() {
    for origin in ["*", "example.org", "https://example.org/", "https://a.org,https://b.org"] {
        westlake(&format!("serve --cors {origin}")).refused().says("--cors names an origin");
    }
}
