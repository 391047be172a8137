//! A folder of its own for each test, and the program run in it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Declarations that most test files begin with.
pub const PREFIXES: &str = "\
@prefix : <https://westlake.example/id/> .
@prefix ex: <http://example.com/> .
@prefix wl: <https://westlake.example/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
";

/// A temporary folder with a test's files; the program runs in it.
pub struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder can be made") }
    }

    /// A folder with one Turtle file, `data.ttl`, after [`PREFIXES`].
    pub fn with_turtle(turtle: &str) -> Self {
        Self::new().file("data.ttl", format!("{PREFIXES}{turtle}"))
    }

    /// Writes a file.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(name, content);
        self
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).expect("a file of a test can be written");
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("a file of a test can be read")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The names in the folder, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder is there");
        let mut names: Vec<_> =
            entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The program, to be run in the folder with nothing from outside.
    pub fn command(&self) -> Command {
        command_in(self.folder.path())
    }

    /// Runs a command line: words stand apart, quotes keep words together.
    pub fn run(&self, line: &str) -> Run {
        self.run_words(&words(line))
    }

    /// Runs a command line with variables in its environment.
    pub fn run_with_variables(&self, variables: &[(&str, &str)], line: &str) -> Run {
        let mut command = self.command();
        command.envs(variables.iter().copied());
        run(command, &words(line), |_| Ok(()))
    }

    /// Runs the program with these arguments.
    pub fn run_words(&self, arguments: &[impl AsRef<str>]) -> Run {
        self.run_with_input(arguments, b"")
    }

    /// Runs it with something on standard input.
    pub fn run_with_input(&self, arguments: &[impl AsRef<str>], input: &[u8]) -> Run {
        let input = input.to_owned();
        self.run_with_writer(arguments, move |stdin| stdin.write_all(&input))
    }

    /// Runs it with something on standard input that is written piece by piece.
    pub fn run_with_writer(
        &self,
        arguments: &[impl AsRef<str>],
        write: impl FnOnce(&mut dyn Write) -> std::io::Result<()> + Send + 'static,
    ) -> Run {
        run(self.command(), arguments, write)
    }
}

fn run(
    mut command: Command,
    arguments: &[impl AsRef<str>],
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()> + Send + 'static,
) -> Run {
    let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
    let mut child = command
        .args(&arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    // The program may end without reading it.
    let writer = std::thread::spawn(move || _ = write(&mut stdin));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("writing doesn't panic");
    Run {
        line: arguments.join(" "),
        stdout: String::from_utf8(output.stdout).expect("answers are UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        code: output.status.code().expect("the program ends by itself"),
    }
}

/// The program in a folder, with an environment that changes nothing.
fn command_in(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_westlake"));
    command.current_dir(folder).env_clear();
    command
}

/// Runs a command line in an empty folder.
pub fn westlake(line: &str) -> Run {
    Folder::new().run(line)
}

/// What a run of the program gave.
pub struct Run {
    line: String,
    pub stdout: String,
    pub stderr: String,
    pub code: i32,
}

impl Run {
    /// Asserts that it went well.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.ends_with(0)
    }

    /// Asserts that the work failed.
    #[track_caller]
    pub fn fails(self) -> Self {
        let run = self.ends_with(1);
        assert!(run.stderr.starts_with("error: "), "{run}");
        run
    }

    /// Asserts that the arguments were refused.
    #[track_caller]
    pub fn refused(self) -> Self {
        let run = self.ends_with(2);
        assert_eq!(run.stdout, "", "{run}");
        run
    }

    #[track_caller]
    fn ends_with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self}");
        assert!(!self.stderr.contains("panicked"), "{self}");
        self
    }

    /// Asserts what stands on standard output.
    #[track_caller]
    pub fn prints(self, expected: &str) -> Self {
        assert_eq!(self.stdout, expected, "{self}");
        self
    }

    /// Asserts what stands on standard output, in CSV, whose lines end in CR LF (RFC 4180).
    #[track_caller]
    pub fn prints_csv(self, expected: &str) -> Self {
        self.prints(&expected.replace('\n', "\r\n"))
    }

    /// Asserts that standard output has this in it.
    #[track_caller]
    pub fn shows(self, part: &str) -> Self {
        assert!(self.stdout.contains(part), "no {part:?} in\n{self}");
        self
    }

    /// Asserts that standard output doesn't have this in it.
    #[track_caller]
    pub fn hides(self, part: &str) -> Self {
        assert!(!self.stdout.contains(part), "{part:?} in\n{self}");
        self
    }

    /// Asserts what stands on standard error.
    #[track_caller]
    pub fn says_only(self, expected: &str) -> Self {
        assert_eq!(self.stderr, expected, "{self}");
        self
    }

    /// Asserts that standard error has this in it.
    #[track_caller]
    pub fn says(self, part: &str) -> Self {
        assert!(self.stderr.contains(part), "no {part:?} in\n{self}");
        self
    }

    /// Standard output as JSON.
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}\n{self}"))
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { line, stdout, stderr, code } = self;
        write!(f, "$ westlake {line}\n{stdout}\n-- standard error, exit code {code}:\n{stderr}")
    }
}

/// The words of a command line as a shell takes them, with '' and "" and no more.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    assert_eq!(quote, None, "a quote is open at the end of {line}");
    words.extend(word);
    words
}

/// The article's file, for tests that need it. `None`, and a line that says so, where it is missing.
pub fn article(test: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/article.txt");
    if path.is_file() {
        return Some(path);
    }
    let required = std::env::var_os("WESTLAKE_REQUIRE_SHARED").is_some_and(|value| value == "1");
    assert!(!required, "{test} needs {}", path.display());
    println!("left out: {test} needs {}", path.display());
    None
}
