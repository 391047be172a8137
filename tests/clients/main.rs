//! Clients that others wrote, against the server: SPARQLWrapper, rdflib and pyoxigraph in Python, Comunica in JavaScript, and curl.
//!
//! `python.py` is run by `python3`, or by what `WESTLAKE_PYTHON` names, if it has the packages; `comunica.mjs` by `node` with the
//! packages of `package.json` in the folder `WESTLAKE_NODE_MODULES`. What is missing is left out, and said so; it is a failure
//! if `WESTLAKE_REQUIRE_PYTHON` or `WESTLAKE_REQUIRE_NODE` is 1.

#![cfg(feature = "server")]

#[path = "../server/harness.rs"]
#[allow(dead_code)]
mod harness;

use harness::Server;
use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

const TOKEN: &str = "token-of-the-client-tests";

/// A server of the article's graph that takes changes.
fn server() -> (Server, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let token = folder.path().join("token");
    std::fs::write(&token, TOKEN).expect("the folder takes files");
    let token = token.display().to_string();
    (Server::start(&["--writable", "--token-file", &token]), folder)
}

fn address(server: &Server) -> String {
    format!("http://{}/", server.address())
}

/// Whether the program works; if not, nobody may require it.
fn there_is(command: &mut Command, required_by: &str, what: &str) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    let found = quiet.status().is_ok_and(|status| status.success());
    let required = env::var(required_by).is_ok_and(|value| value == "1");
    assert!(found || !required, "there is no {what}");
    if !found {
        println!("left out: there is no {what}");
    }
    found
}

fn run(command: &mut Command) {
    let output = command.output().expect("it ran before");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{stdout}{stderr}");
}

fn script(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients");
    folder.join(name).display().to_string()
}

#[test]
fn python_clients_read_and_write() {
    let python = env::var("WESTLAKE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let import = "import SPARQLWrapper, rdflib, pyoxigraph";
    let what = "Python with SPARQLWrapper, rdflib and pyoxigraph";
    if there_is(Command::new(&python).args(["-c", import]), "WESTLAKE_REQUIRE_PYTHON", what) {
        let (server, _folder) = server();
        let arguments = ["-W", "ignore", &script("python.py"), &address(&server), TOKEN];
        run(Command::new(&python).args(arguments));
    }
}

#[test]
fn comunica_takes_it_for_a_source() {
    let modules = env::var("WESTLAKE_NODE_MODULES").unwrap_or_default();
    let find = format!("require.resolve({:?})", format!("{modules}/@comunica/query-sparql"));
    if there_is(Command::new("node").args(["-e", &find]), "WESTLAKE_REQUIRE_NODE", "Comunica") {
        let (server, _folder) = server();
        run(Command::new("node").args([&script("comunica.mjs"), &address(&server)]));
    }
}

#[test]
fn curl_reads_and_writes() {
    if !there_is(Command::new("curl").arg("--version"), "WESTLAKE_REQUIRE_CURL", "curl") {
        return;
    }
    let (server, folder) = server();
    let curl = |arguments: &[&str], path: &str| {
        let url = format!("{}{path}", address(&server));
        let output = Command::new("curl")
            .args(["-sS", "--fail-with-body"])
            .args(arguments)
            .arg(url)
            .output();
        let output = output.expect("it ran before");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{arguments:?} {path}: {text}");
        text
    };
    let form = ["--data-urlencode", "query=SELECT ?what { :LiangWenfeng wl:founded ?what }"];
    assert!(
        curl(&[&form[..], &["-H", "Accept: text/csv"]].concat(), "sparql").contains("DeepSeek")
    );
    assert!(curl(&[&["-G"], &form[..]].concat(), "sparql").contains("\"bindings\""));
    assert!(curl(&["-L", "--compressed"], "id/DeepSeek").contains(":DeepSeek"));
    let file = folder.path().join("lake.ttl");
    std::fs::write(&file, "<http://e.org/lake> <http://e.org/area> 639 .").expect("a small file");
    let file = file.display().to_string();
    let token = format!("Authorization: Bearer {TOKEN}");
    let graph = "store?graph=http://e.org/g";
    curl(&["-H", &token, "-H", "Content-Type: text/turtle", "-T", &file], graph);
    assert!(curl(&[], graph).contains("639"));
    let part = format!("file=@{file};type=text/turtle");
    curl(&["-H", &token, "-F", &part], "store?graph=http://e.org/h");
    assert!(curl(&[], "store?graph=http://e.org/h").contains("639"));
    curl(&["-H", &token, "--data-urlencode", "update=DROP GRAPH <http://e.org/g>"], "update");
    let gone = server.get(&format!("/{graph}"));
    assert_eq!(gone.status, 404);
}
