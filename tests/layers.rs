//! The layers: a module uses only modules above it in `lib.rs`.

use std::fs;
use std::path::{Path, PathBuf};

/// From the first layer to the last; the order of `src/lib.rs`.
const LAYERS: [&str; 12] = [
    "model", "format", "store", "evidence", "names", "traverse", "sparql", "explore", "export",
    "database", "server", "cli",
];

#[test]
fn no_layer_uses_a_later_one() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in rust_files(&src) {
        let name = file.strip_prefix(&src).expect("below src").to_owned();
        let Some(layer) = layer_of(&name) else { continue };
        let code = without_comments(&fs::read_to_string(&file).expect("a readable source file"));
        for used in crate_paths(&code) {
            let Some(at) = LAYERS.iter().position(|layer| *layer == used) else {
                wrong.push(format!("{}: crate::{used} is no layer", name.display()));
                continue;
            };
            if at > layer {
                wrong.push(format!("{}: crate::{used} is a later layer", name.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lib_rs_lists_the_layers_in_order() {
    let lib = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"))
        .expect("src/lib.rs");
    let modules: Vec<_> =
        lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(modules, LAYERS);
}

/// Clients know a problem by its kind, so each is told of.
#[test]
fn every_kind_of_problem_has_a_row() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/problems.md")).expect("docs/problems.md");
    let mut kinds = 0;
    for file in rust_files(&root.join("src/server")) {
        let code = fs::read_to_string(&file).expect("a readable source file");
        let code = code.split("#[cfg(test)]").next().unwrap_or_default();
        let named = code.split("StatusCode::").skip(1).filter_map(|rest| rest.split_once(','));
        let given = code.split("unavailable(").skip(1).map(|rest| ("", rest));
        for (_, rest) in named.chain(given) {
            let Some((kind, _)) =
                rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'))
            else {
                continue;
            };
            assert!(page.contains(&format!("`{kind}`")), "{}: {kind}", file.display());
            kinds += 1;
        }
    }
    assert!(kinds > 40, "{kinds} kinds were found");
}

/// `None` for `lib.rs` and `main.rs`, which stand outside of the layers.
fn layer_of(file: &Path) -> Option<usize> {
    let room = file.components().next()?.as_os_str().to_str()?;
    LAYERS.iter().position(|layer| *layer == room.trim_end_matches(".rs"))
}

/// The first names of all `crate::…` paths, those in `crate::{a, b::c}` too.
fn crate_paths(code: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = code[at + "crate::".len()..].trim_start();
        match rest.strip_prefix('{') {
            None => names.push(name(rest)),
            Some(group) => {
                let mut depth = 0;
                let mut start = true;
                for (at, c) in group.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && !c.is_whitespace() => {
                            names.push(name(&group[at..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    names
}

/// Line comments cut off; good enough for sources that rustfmt has formatted and that have no block comments.
fn without_comments(code: &str) -> String {
    let mut plain = String::new();
    for line in code.lines() {
        let end = line
            .match_indices("//")
            .map(|(at, _)| at)
            .find(|&at| !line[..at].ends_with(':') && line[..at].matches('"').count() % 2 == 0)
            .unwrap_or(line.len());
        plain.push_str(&line[..end]);
        plain.push('\n');
    }
    plain
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

#[test]
fn the_reader_of_paths_sees_what_it_should() {
    let code = without_comments(
        "use crate::a::b; // crate::no\nuse crate::{c, d::{e, f}, g};\n/// crate::no\nlet x = \"//\"; crate::h::i();",
    );
    assert_eq!(crate_paths(&code), ["a", "c", "d", "g", "h"]);
}
