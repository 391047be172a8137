//! The API keeps what its description says, whatever it is asked: schemathesis makes requests of the description, sound and
//! unsound ones, and holds each answer against it.
//!
//! Runs `python3`, or what `WESTLAKE_PYTHON` names, if it has schemathesis. Without it the test says that it was left out, and
//! fails if `WESTLAKE_REQUIRE_PYTHON` is 1. How it tries is set in `tests/openapi/schemathesis.toml`.

use super::harness::Server;
use std::env;
use std::process::{Command, Stdio};

#[test]
fn schemathesis_finds_no_answer_that_the_description_does_not_allow() {
    let python = env::var("WESTLAKE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has_schemathesis = Command::new(&python)
        .args(["-c", "import schemathesis"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !has_schemathesis {
        let required = env::var("WESTLAKE_REQUIRE_PYTHON").is_ok_and(|value| value == "1");
        assert!(!required, "{python} has no schemathesis");
        println!("left out: {python} has no schemathesis");
        return;
    }
    let server = Server::start(&[]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Command::new(&python)
        .args([
            "-c",
            "import sys; from schemathesis.cli import schemathesis; sys.exit(schemathesis())",
        ])
        .args([
            "--config-file",
            concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi/schemathesis.toml"),
        ])
        .args(["--no-color", "run", "--checks", "all"])
        .arg(format!("http://{}/api/openapi.json", server.address()))
        // It keeps what it has found in the folder that it runs in.
        .current_dir(&folder)
        .env("SCHEMATHESIS_HOOKS", "hooks")
        .env("PYTHONPATH", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/openapi"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("python runs");
    let report = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{report}\n{errors}");
    assert!(!report.contains("Unresolvable"), "the description refers to nothing\n{report}");
}
