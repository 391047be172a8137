//! `serve`: its start and its end. What it answers over HTTP is tested in `tests/server`.

#[path = "../server/harness.rs"]
#[allow(dead_code)]
mod server;

use crate::harness::{Folder, westlake};
use server::Server;
use std::net::TcpListener;
#[cfg(unix)]
use std::process::Command;
use std::process::Stdio;

/// Ends a server with a signal; its exit code.
#[cfg(unix)]
fn end(server: Server, signal: &str) -> Option<i32> {
    let process = server.process().to_string();
    assert!(Command::new("kill").args([signal, &process]).status().expect("kill").success());
    server.wait().code()
}

#[cfg(unix)]
#[test]
fn it_ends_in_order_on_ctrl_c_and_on_a_polite_kill() {
    for signal in ["-INT", "-TERM"] {
        let server = Server::start(&[]);
        assert_eq!(server.get("/health").status, 200);
        assert_eq!(end(server, signal), Some(0), "{signal}");
    }
}

#[test]
fn it_answers_from_the_files_it_is_given() {
    let folder = Folder::with_turtle("ex:Ada rdfs:label \"Ada\" .");
    let server = Server::start_in(&folder.path(""), &["--data", "data.ttl"]);
    let path = "/sparql?query=SELECT%20%3Fn%20%7B%20%3Fs%20%3Fp%20%3Fn%20%7D&format=csv";
    assert_eq!(server.get(path).text(), "n\r\nAda\r\n");
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
        let folder = Folder::new();
        let log = std::fs::File::create(folder.path("log")).expect("a file can be made");
        // Where notes aren't wanted too: it is nowhere else.
        let arguments = ["--writable", "--quiet"];
        let server = Server::start_logging(&folder.path(""), &arguments, Stdio::from(log));
        // It shows the token before it answers.
        assert_eq!(server.get("/health").status, 200);
        end(server, "-INT");
        let stderr = folder.read("log");
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

#[test]
fn its_time_limit_is_a_minute_everywhere_and_its_help_says_so() {
    for verb in ["serve", "mcp"] {
        let help = westlake(&format!("{verb} --help")).ok();
        let help = help.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains("or none [default: 1m]"), "{help}");
        assert!(!help.contains("terminal, and none elsewhere"), "{help}");
    }
    let slow = "/sparql?query=SELECT%20%2A%20%7B%3Fa%20%3Fb%20%3Fc.%3Fd%20%3Fe%20%3Ff.%3Fg%20%3Fh%20%3Fi%7DORDER%20BY%20%3Fa";
    // Before the verb, after it, and beating the environment.
    for arguments in [["--timeout", "200ms", "serve"], ["serve", "--timeout", "200ms"]] {
        let mut command = server::westlake();
        command.args(arguments).env("WESTLAKE_TIMEOUT", "1h");
        let server = Server::start_command(command, Stdio::inherit());
        assert_eq!(server.get(slow).status, 503, "{arguments:?}");
    }
}

#[test]
fn this_machine_is_no_service_by_its_name() {
    for (host, way_out) in
        [("localhost", "PORT"), ("localhost:7500", "7500"), ("a.localhost:80", "80")]
    {
        westlake(&format!("serve --allow-service {host}"))
            .refused()
            .says(&format!("--allow-service: \"{host}\" names this machine"))
            .says(&format!("--allow-service 127.0.0.1:{way_out} allows it"));
    }
}

#[test]
fn what_no_client_can_call_it_is_no_host() {
    for host in ["", "http://foo/", "*", "a b", "foo:99999", "foo/bar"] {
        let mut serve = server::westlake();
        let output = serve.args(["serve", "--host", host]).output().expect("the program runs");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{host}: {stderr}");
        let end = format!("like graph.example.org or graph.example.org:8443; it is {host:?}\n");
        assert!(
            stderr.starts_with("error: --host is a name") && stderr.ends_with(&end),
            "{stderr}"
        );
    }
}

#[test]
fn localhost_is_an_address_and_a_port_alone_is_not() {
    let server = Server::start(&["--bind", "localhost:0"]);
    assert_eq!(server.address().ip().to_string(), "127.0.0.1");
    for bind in ["7510", ":7510"] {
        westlake(&format!("serve --bind {bind}"))
            .refused()
            .says("it is an address of this machine with a port: 127.0.0.1:7510 for this machine");
    }
}

#[test]
fn a_limit_under_which_nothing_is_answered_is_refused() {
    for (limit, says) in [
        ("--max-rows 0", "a server that may send no rows answers nothing"),
        ("--max-answer 0", "answers nothing"),
        ("--header-time 0", "a client needs some time to ask"),
        ("--header-time none", "it is a time like 10 (seconds)"),
        ("--wait none", "it is a time like 10 (seconds)"),
    ] {
        westlake(&format!("serve {limit}")).refused().says(says);
    }
    let server = Server::start(&["--min-rate", "0", "--wait", "0", "--max-waiting", "0"]);
    assert_eq!(server.get("/sparql?query=ASK%7B%7D").status, 200);
}
