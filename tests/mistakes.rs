//! Typical mistakes in queries (`.rq`) and updates (`.ru`): each file of `tests/mistakes/` holds one, and beside it what a
//! person sees.
//! `docs/errors.md` is made from them.
//!
//! `WESTLAKE_UPDATE_MISTAKES=1 cargo test --test mistakes` writes today's messages and the page.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use westlake::database::Database;
use westlake::sparql::{ParseOptions, QueryCheck, QuerySyntaxError, Update};

/// The groups of the page, by the digit with which their files' names begin.
const GROUPS: [(char, &str); 9] = [
    ('1', "Words and clauses"),
    ('2', "Brackets and groups"),
    ('3', "What SELECT asks for"),
    ('4', "Triples"),
    ('5', "Expressions"),
    ('6', "Prefixes, IRIs and names"),
    ('7', "Letters and quotes"),
    ('8', "Habits from other languages"),
    ('9', "Updates"),
];

struct Mistake {
    file: PathBuf,
    group: char,
    /// What the first line, a comment, says.
    title: String,
    query: String,
}

impl Mistake {
    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mistakes");
        let files =
            fs::read_dir(folder).expect("tests/mistakes").map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> =
            files.filter(|path| path.extension().is_some_and(|e| e == "rq" || e == "ru")).collect();
        files.sort();
        files.into_iter().map(Self::read).collect()
    }

    fn read(file: PathBuf) -> Self {
        let text = fs::read_to_string(&file).expect("a readable query");
        let (title, query) = text.split_once('\n').expect("a title and a query");
        let title = title.strip_prefix("# ").expect("a title in a comment").to_owned();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let group = name.chars().next().expect("a name");
        Self { file, group, title, query: query.to_owned() }
    }

    /// What a person sees, and what an editor gets.
    fn refusal(&self) -> (String, Value) {
        if self.file.extension().is_some_and(|extension| extension == "ru") {
            let error = self.update_error();
            let json = serde_json::to_value(QueryCheck::from(&error)).expect("JSON");
            return (format!("error: {}\n", error.to_text()), json);
        }
        let (_, stderr) = self.run(&[]);
        let (stdout, _) = self.run(&["--check", "--format", "json"]);
        (stderr, serde_json::from_str(&stdout).expect("JSON"))
    }

    fn update_error(&self) -> QuerySyntaxError {
        let options = ParseOptions {
            prefixes: Database::article().prefixes().clone(),
            base: None,
            name: "update".to_owned(),
        };
        match Update::parse(&self.query, &options) {
            Ok(_) => panic!("{} is no mistake", self.file.display()),
            Err(error) => error,
        }
    }

    /// Standard output and error of the program, which must fail.
    fn run(&self, options: &[&str]) -> (String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_westlake"))
            .args(["query", &self.query])
            .args(options)
            .env_clear()
            .output()
            .expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        assert_eq!(output.status.code(), Some(1), "{}: {stdout}{stderr}", self.file.display());
        (stdout, stderr)
    }
}

fn updates() -> bool {
    std::env::var_os("WESTLAKE_UPDATE_MISTAKES").is_some()
}

/// Compares with a file, or writes it.
fn compare(file: &Path, text: &str) -> Option<String> {
    if updates() {
        fs::write(file, text).expect("a writable file");
        return None;
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    (expected != text).then(|| format!("{}:\n{text}", file.display()))
}

#[test]
fn each_mistake_is_explained() {
    let mistakes = Mistake::all();
    assert!(mistakes.len() >= 100, "only {} mistakes", mistakes.len());
    let wrong: Vec<String> = mistakes
        .iter()
        .filter_map(|mistake| {
            let (stderr, _) = mistake.refusal();
            assert!(stderr.contains("\n help: "), "{} is not explained:\n{stderr}", mistake.title);
            compare(&mistake.file.with_extension("txt"), &stderr)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn editors_get_the_same_in_json() {
    for mistake in Mistake::all() {
        let (stderr, json) = mistake.refusal();
        let [found] = json["mistakes"].as_array().expect("a list").as_slice() else {
            panic!("{}: {json}", mistake.title);
        };
        let place = |key: &str| found[key].as_u64().expect("a number");
        let (line, column, end) = (place("line"), place("column"), place("end"));
        let first = stderr.lines().next().expect("a message");
        let message = found["message"].as_str().expect("a message");
        let is_place = format!(":{line}:{column}: {message}");
        assert!(first.starts_with("error: ") && first.ends_with(&is_place), "{stderr}");
        assert!(stderr.contains(found["help"].as_str().expect("a remedy")), "{stderr}");
        // The carets stand below the same columns.
        let carets =
            stderr.lines().find(|line| line.trim_start_matches(['|', ' ']).starts_with('^'));
        let count = carets.expect("carets").matches('^').count() as u64;
        assert_eq!(count, (end - column).max(1), "{stderr}");
        let line = mistake.query.lines().nth(line as usize - 1).unwrap_or_default();
        assert!(end <= line.chars().count() as u64 + 1, "{stderr}");
    }
}

#[test]
fn the_page_shows_them_all() {
    let mut page = String::from(
        "# What a query's mistakes look like\n\n\
         Each mistake is shown with what `westlake query` says of it, or `Update::parse` of an update; the page is made from `tests/mistakes/`. Editors get the same as JSON, \
         `{line, column, end, message, help}`, from `westlake query --check --format json`; nothing is run then.\n",
    );
    let mistakes = Mistake::all();
    for (group, title) in GROUPS {
        page.push_str(&format!("\n## {title}\n"));
        for mistake in mistakes.iter().filter(|mistake| mistake.group == group) {
            let (stderr, _) = mistake.refusal();
            let fence = if mistake.query.contains("```") { "````" } else { "```" };
            page.push_str(&format!(
                "\n### {}\n\n{fence}sparql\n{}{fence}\n\n{fence}text\n{stderr}{fence}\n",
                mistake.title, mistake.query
            ));
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors.md");
    if let Some(wrong) = compare(&file, &page) {
        panic!("docs/errors.md is not what the tests make:\n{wrong}");
    }
}
