//! The article's text is not ours to ship: no sentence of it stands in the repository.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// So many words in a row make a sentence; names and titles are shorter.
const WORDS: usize = 8;

#[test]
fn no_sentence_of_the_article_stands_in_the_repository() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let article = root.join("../shared/article.txt");
    let Ok(article) = fs::read_to_string(&article) else {
        assert!(
            std::env::var_os("WESTLAKE_REQUIRE_SHARED").is_none(),
            "{} is missing",
            article.display()
        );
        eprintln!("left out: {} is not there", article.display());
        return;
    };
    let article = words(&article);
    let runs: HashSet<&[String]> = article.windows(WORDS).collect();
    let listed = Command::new("git").arg("ls-files").current_dir(root).output().expect("git");
    let files = String::from_utf8(listed.stdout).expect("file names");
    assert!(files.lines().count() > 50, "git lists the repository's files");
    for file in files.lines() {
        let Ok(text) = fs::read_to_string(root.join(file)) else { continue };
        let text = words(&text);
        if let Some(run) = text.windows(WORDS).find(|run| runs.contains(run)) {
            panic!("{file} holds words of the article: {}", run.join(" "));
        }
    }
}

/// Letters and digits in lower case; everything else separates words.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
