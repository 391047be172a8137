//! The explorer's page and its files, as a browser asks for them.

use crate::harness::{Response, Server};

/// The addresses that a page loads.
fn loaded(page: &str) -> Vec<String> {
    let quoted = page.split(['"', '\'']).skip(1).step_by(2);
    quoted
        .filter(|text| text.starts_with("/assets/") || *text == "/icon.svg")
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_page_and_all_that_it_loads_are_there() {
    let server = Server::start(&[]);
    let page = server.get("/");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let policy = page.header("content-security-policy").expect("a page has a policy");
    for source in ["script-src", "style-src", "connect-src"] {
        assert!(policy.contains(&format!("{source} 'self';")), "{policy}");
    }
    let files = loaded(page.text());
    assert!(files.iter().any(|file| file.ends_with(".js")), "{files:?}");
    assert!(files.iter().any(|file| file.ends_with(".css")), "{files:?}");
    // Nothing of it stands in the page itself, where the policy would not let it run.
    assert!(!page.text().contains("<style") && !page.text().contains("<script>"));
    for file in files {
        let answer = server.get(&file);
        assert_eq!(answer.status, 200, "{file}");
        let tag = answer.header("etag").expect("a tag").to_owned();
        let again = server.request("GET", &file, &[("If-None-Match", &tag)], b"");
        assert_eq!((again.status, again.body.len()), (304, 0), "{file}");
    }
}

#[test]
fn what_the_page_does_not_have_is_not_found() {
    let server = Server::start(&[]);
    for path in ["/assets/", "/assets/none.js", "/assets/..%2findex.html", "/index.html", "/none"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

#[test]
fn the_files_are_small_on_their_way() {
    let server = Server::start(&[]);
    let length = |file: &str| {
        let answer: Response = server.request("GET", file, &[("Accept-Encoding", "gzip")], b"");
        assert_eq!(answer.header("content-encoding"), Some("gzip"), "{file}");
        answer.body.len()
    };
    let first: usize = loaded(server.get("/").text())
        .iter()
        .filter(|file| file.starts_with("/assets/"))
        .map(|file| length(file))
        .sum();
    assert!(first <= 100_000, "the first view takes {first} bytes");
}
