//! Every command in the README and in `docs/` is run, and prints what stands below it.
//!
//! In a `console` block a line that begins with `$ ` is a command, and what it prints follows. `$ westlake serve … &` starts a
//! server for the commands after it, to the end of the page or the next server. It stands in the page with the port of a
//! server that is started so, 7333, and has a free one when the page is tested.
//! `WESTLAKE_UPDATE_DOCS=1 cargo test --test docs` writes the output of today into the files.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

#[test]
fn every_command_prints_what_the_page_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let update = std::env::var_os("WESTLAKE_UPDATE_DOCS").is_some();
    let shell = Shell::new(root);
    let mut wrong = Vec::new();
    let mut commands = 0;
    for page in pages(root) {
        let text = fs::read_to_string(&page).expect("a readable page");
        if text.contains("\n$ curl ") && !there_is_curl() {
            println!("left out: {}, since there is no curl", page.display());
            continue;
        }
        let mut server = None;
        let fresh = rewrite(&text, |command| {
            commands += 1;
            if let Some(arguments) = served(command) {
                // Two servers of a page may not write to the same files.
                drop(server.take());
                let (started, line) = Server::start(&shell, arguments);
                server = Some(started);
                return line;
            }
            match &server {
                Some(server) => server.as_in_page(&shell.run(&server.as_it_runs(command))),
                None => shell.run(command),
            }
        });
        if fresh != text && update {
            fs::write(&page, &fresh).expect("a writable page");
        } else if fresh != text {
            wrong.push(format!("{}:\n{}", page.display(), first_difference(&text, &fresh)));
        }
    }
    assert!(commands > 10, "only {commands} commands were found in the pages");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pages that ask a server do it with curl, which a machine may lack; where everything is required it is a failure.
fn there_is_curl() -> bool {
    let found = Command::new("curl").arg("--version").output().is_ok();
    let required = std::env::var("WESTLAKE_REQUIRE_SHARED").is_ok_and(|value| value == "1");
    assert!(found || !required, "there is no curl");
    found
}

#[test]
fn the_readme_begins_with_the_two_commands() {
    let readme = include_str!("../README.md");
    let block = readme.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next());
    assert_eq!(block, Some("cargo run --release -- query queries/companies.rq\ncargo test\n"));
}

fn pages(root: &Path) -> Vec<PathBuf> {
    let mut pages = vec![root.join("README.md"), root.join("ARCHITECTURE.md")];
    for entry in fs::read_dir(root.join("docs")).expect("docs/") {
        let path = entry.expect("docs/").path();
        if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    pages.sort();
    pages
}

/// The page with the output of each command in place of what stands there.
fn rewrite(text: &str, mut run: impl FnMut(&str) -> String) -> String {
    let mut fresh = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        fresh.push('\n');
        if line != "```console" {
            continue;
        }
        while let Some(line) = lines.next_if(|line| *line != "```") {
            if let Some(command) = line.strip_prefix("$ ") {
                fresh.push_str(line);
                fresh.push('\n');
                fresh.push_str(&run(command));
            }
        }
    }
    fresh
}

/// The options of a command that starts a server.
fn served(command: &str) -> Option<&str> {
    command.strip_prefix("westlake serve")?.strip_suffix('&')
}

fn first_difference(page: &str, fresh: &str) -> String {
    let (mut page, mut fresh) = (page.lines(), fresh.lines());
    loop {
        match (page.next(), fresh.next()) {
            (Some(a), Some(b)) if a == b => {}
            (a, b) => return format!("  page:    {a:?}\n  command: {b:?}"),
        }
    }
}

/// A folder with what a reader of the pages has, and the binary under both names that the pages use.
struct Shell {
    folder: tempfile::TempDir,
}

impl Shell {
    fn new(root: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for part in ["queries", "graph", "docs/example"] {
            copy(&root.join(part), &folder.path().join(part));
        }
        let bin = folder.path().join("bin");
        fs::create_dir(&bin).expect("a folder for the commands");
        let westlake = env!("CARGO_BIN_EXE_westlake");
        script(&bin.join("westlake"), &format!("exec '{westlake}' \"$@\""));
        script(&bin.join("cargo"), &format!("shift 3\nexec '{westlake}' \"$@\""));
        Self { folder }
    }

    fn command(&self, command: &str) -> Command {
        let path = std::env::var("PATH").unwrap_or_default();
        let mut shell = Command::new("sh");
        for (variable, _) in std::env::vars_os() {
            // Those of the person who runs the tests would stand in for options.
            if variable.to_string_lossy().starts_with("WESTLAKE_") {
                shell.env_remove(variable);
            }
        }
        shell
            .args(["-c", command])
            .current_dir(self.folder.path())
            .env("PATH", format!("{}:{path}", self.folder.path().join("bin").display()))
            .env_remove("NO_COLOR");
        shell
    }

    fn run(&self, command: &str) -> String {
        let output = self.command(command).output().expect("a shell");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command}\n{stderr}");
        let stdout = String::from_utf8(output.stdout).expect("text");
        assert!(!stdout.is_empty(), "{command} prints nothing");
        stdout
    }
}

/// A server that a page has started.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// The address as it stands in the pages.
    const IN_PAGE: &str = "127.0.0.1:7333";

    /// The server, and the line that it prints as it stands in the page.
    fn start(shell: &Shell, arguments: &str) -> (Self, String) {
        let mut command =
            shell.command(&format!("exec westlake serve --bind 127.0.0.1:0 {arguments}"));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("a shell");
        let stdout = child.stdout.take().expect("a pipe");
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("a readable pipe");
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next());
        let Some(address) = address else { panic!("westlake serve {arguments} prints {line:?}") };
        let server = Self { child, address: address.to_owned() };
        let line = server.as_in_page(&line);
        (server, line)
    }

    fn as_it_runs(&self, command: &str) -> String {
        command.replace(Self::IN_PAGE, &self.address)
    }

    fn as_in_page(&self, output: &str) -> String {
        output.replace(&self.address, Self::IN_PAGE)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn script(path: &Path, body: &str) {
    use std::os::unix::fs::PermissionsExt;
    fs::write(path, format!("#!/bin/sh\n{body}\n")).expect("a writable folder");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a script that runs");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let path = entry.expect("a readable folder").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}
