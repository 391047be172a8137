//! `--timeout`, and what a signal does: the process ends, whatever it is doing, and leaves no half-written file.

use super::harness::Folder;
use std::time::{Duration, Instant};

/// The most that a run may take past its deadline on a busy machine: far less than the work would.
const SLACK: Duration = Duration::from_secs(20);

/// A query whose planning alone takes longer than anyone waits.
fn endless_plan() -> String {
    format!("ASK {{ {} }}", "?s ?p ?o . ".repeat(256))
}

/// A query whose answer has more rows than anyone waits for.
const ENDLESS_ROWS: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

#[track_caller]
fn stops(arguments: &[&str]) {
    let begun = Instant::now();
    let run = Folder::new().run_words(arguments).fails();
    assert!(begun.elapsed() < SLACK, "{:?}\n{run}", begun.elapsed());
    let run = run.says_only(
        "error: the query was stopped after 200 ms, the limit that --timeout sets; --timeout 10m allows more, \
         --timeout none any time\n",
    );
    assert_eq!(run.stdout, "", "{run}");
}

#[test]
fn a_query_with_too_many_rows_is_stopped() {
    stops(&["query", ENDLESS_ROWS, "--timeout", "200ms"]);
}

#[test]
fn a_query_is_stopped_while_it_is_planned() {
    stops(&["--timeout", "200ms", "query", &endless_plan()]);
}

#[test]
fn a_query_of_an_export_is_stopped() {
    let query = "CONSTRUCT { ?a ?e ?l } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let line = ["export", "--format", "ttl", "--query", query, "--timeout", "0.2"];
    Folder::new().run_words(&line).fails().says("the work was stopped after 200 ms");
}

#[test]
fn a_stopped_answer_leaves_the_old_file_and_no_other() {
    let folder = Folder::new().file("out.csv", "old");
    let query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
    let line = ["query", query, "--format", "csv", "-o", "out.csv", "--timeout", "300ms"];
    folder.run_words(&line).fails().says("stopped");
    assert_eq!(
        (folder.names(), folder.read("out.csv").as_str()),
        (vec!["out.csv".to_owned()], "old")
    );
}

#[test]
fn an_answer_in_time_has_no_error_and_no_limit_is_none() {
    for timeout in ["60", "60s", "1m", "0", "none"] {
        let line = ["query", "ASK { ?s ?p ?o }", "--timeout", timeout];
        Folder::new().run_words(&line).ok().prints("true\n").says_only("");
    }
}

#[test]
fn what_is_no_time_is_refused() {
    for timeout in ["soon", "-1", "10 s", "1d", ""] {
        let argument = format!("--timeout={timeout}");
        Folder::new().run_words(&["query", "ASK {}", &argument]).refused().says("none");
    }
}

#[cfg(unix)]
mod signals {
    use super::{ENDLESS_ROWS, Folder, SLACK, endless_plan};
    use std::process::{Child, Command, Stdio};
    use std::time::{Duration, Instant};

    fn start(folder: &Folder, arguments: &[&str]) -> Child {
        let mut command = folder.command();
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the program can be started")
    }

    /// Waits until a half-written file is there.
    fn until_it_writes(folder: &Folder) {
        let begun = Instant::now();
        while !folder.names().iter().any(|name| name.ends_with(".part")) {
            assert!(begun.elapsed() < SLACK, "no file is written: {:?}", folder.names());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    #[track_caller]
    fn ends(child: Child, signal: &str, code: i32) {
        let sent = Command::new("kill").args([signal, &child.id().to_string()]).status();
        assert!(sent.expect("kill can be run").success());
        let sent = Instant::now();
        let output = child.wait_with_output().expect("the program ends");
        assert!(sent.elapsed() < SLACK);
        assert_eq!(output.status.code(), Some(code));
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }

    #[test]
    fn an_interrupted_or_terminated_answer_leaves_no_half_written_file() {
        for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
            let folder = Folder::new().file("out.csv", "old");
            let query = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
            let child = start(&folder, &["query", query, "--format", "csv", "-o", "out.csv"]);
            until_it_writes(&folder);
            ends(child, signal, code);
            assert_eq!(folder.names(), ["out.csv"]);
            assert_eq!(folder.read("out.csv"), "old");
        }
    }

    #[test]
    fn a_signal_ends_work_that_looks_at_no_limit() {
        for query in [endless_plan(), ENDLESS_ROWS.to_owned()] {
            let child = start(&Folder::new(), &["query", &query]);
            std::thread::sleep(Duration::from_millis(500));
            ends(child, "-INT", 130);
        }
    }
}
