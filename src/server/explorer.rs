//! The explorer: the page at `/` and its files, which are built from `web/` and embedded in the program.

use super::caching;
use super::problem::Problem;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, File, include_dir};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static DIST: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/web/dist");

/// The page runs its own files and nothing else, and speaks to its own server alone. Pictures may be made by the page itself
/// (`data:`, `blob:`), to be kept.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The page.
pub async fn page(headers: HeaderMap) -> Result<Response, Problem> {
    let mut response = answer("index.html", &headers)?;
    let policy = HeaderValue::from_static(CONTENT_SECURITY_POLICY);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// `GET /assets/…`
pub async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    answer(&format!("assets/{name}"), &headers)
}

/// `GET /icon.svg`
pub async fn icon(headers: HeaderMap) -> Result<Response, Problem> {
    answer("icon.svg", &headers)
}

/// The tag of each file: the beginning of its digest, since its name doesn't change with its content.
static TAGS: LazyLock<BTreeMap<&str, String>> = LazyLock::new(|| {
    let mut tags = BTreeMap::new();
    let mut folders = vec![&DIST];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        tags.extend(folder.files().filter_map(|file| Some((file.path().to_str()?, tag(file)))));
    }
    tags
});

fn tag(file: &File<'_>) -> String {
    let digest = Sha256::digest(file.contents());
    let hex: String = digest.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    // Weak: a proxy or this server may send it compressed.
    format!("W/\"{hex}\"")
}

fn answer(path: &str, headers: &HeaderMap) -> Result<Response, Problem> {
    let none = || Problem::new(StatusCode::NOT_FOUND, "not-found", "the page has no such file");
    let (file, tag) = DIST.get_file(path).zip(TAGS.get(path)).ok_or_else(none)?;
    // Hexadecimal digits in quotes make a header.
    let tag = HeaderValue::from_str(tag).map_err(|_| Problem::internal())?;
    let known = caching::is_known(headers, &tag);
    let own: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type(path))),
        (header::ETAG, tag),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok(match known {
        true => (StatusCode::NOT_MODIFIED, own).into_response(),
        false => (own, file.contents()).into_response(),
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_has_a_type_and_a_tag_of_its_own() {
        assert!(TAGS.contains_key("index.html") && TAGS.contains_key("assets/page.js"));
        for path in TAGS.keys() {
            assert_ne!(media_type(path), "application/octet-stream", "{path}");
        }
        let mut tags: Vec<_> = TAGS.values().collect();
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), TAGS.len());
    }

    #[test]
    fn who_has_a_file_gets_no_second_one() {
        let first = answer("index.html", &HeaderMap::new()).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone());
        assert_eq!(answer("index.html", &headers).unwrap().status(), StatusCode::NOT_MODIFIED);
        assert!(answer("assets/../index.html", &HeaderMap::new()).is_err());
    }
}
