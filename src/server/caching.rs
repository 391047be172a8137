//! Entity tags by snapshot (RFC 9110, sections 8.8.3 and 13.1.2): who has an answer of this snapshot needs no second one.

use super::answer::{AnswerWriter, Head};
use crate::store::SnapshotId;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use std::time::{SystemTime, UNIX_EPOCH};

/// Makes entity tags. Those of another run of the server are never the same, since its snapshots are numbered anew.
pub struct Versions {
    run: u128,
}

impl Versions {
    pub fn of_this_run() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        Self { run: since.map_or(0, |since| since.as_nanos()) }
    }

    /// The tag of an answer drawn from a snapshot. `variant` names what else it depends on, such as its format.
    pub fn tag(&self, snapshot: SnapshotId, variant: &str) -> HeaderValue {
        let tag = format!("W/\"{:x}-{}-{variant}\"", self.run, snapshot.0);
        // Variants are names of formats.
        HeaderValue::try_from(tag).expect("hexadecimal digits and a short name make a header")
    }
}

/// Whether the client says that it has the answer with this tag. Weak comparison: only the opaque part counts.
pub fn is_known(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let tag = opaque(tag.to_str().unwrap_or_default());
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == "*" || opaque(known) == tag)
}

/// Sets the head of an answer that is drawn from a snapshot. Where the client has the answer already the head says so, and
/// nothing more is to be written: `true`.
pub fn begin(writer: &mut AnswerWriter, headers: &HeaderMap, tag: HeaderValue, head: Head) -> bool {
    let known = is_known(headers, &tag);
    let head = head.with(revalidated(tag));
    writer.head(if known { Head { status: StatusCode::NOT_MODIFIED, ..head } } else { head });
    known
}

/// What a cache may do with an answer of which nothing says when it no longer holds.
pub const NO_STORE: (HeaderName, HeaderValue) =
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));

/// What a cache may do with an answer of a snapshot: ask again whether it still holds.
pub fn revalidated(tag: HeaderValue) -> [(HeaderName, HeaderValue); 3] {
    [
        (header::ETAG, tag),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::VARY, HeaderValue::from_static("accept")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_has_the_snapshot_is_known_by_its_tag() {
        let versions = Versions::of_this_run();
        let tag = versions.tag(SnapshotId(3), "json");
        let asks = |known: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(known).unwrap());
            is_known(&headers, &tag)
        };
        let text = tag.to_str().unwrap();
        assert!(asks(text) && asks(&format!("\"x\", {text}")) && asks(&text[2..]) && asks("*"));
        assert!(!asks(versions.tag(SnapshotId(4), "json").to_str().unwrap()));
        assert!(!asks(versions.tag(SnapshotId(3), "xml").to_str().unwrap()));
        assert!(!is_known(&HeaderMap::new(), &tag));
    }
}
