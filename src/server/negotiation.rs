//! Which of the formats that there are a client prefers (RFC 9110, section 12.5.1).

use axum::http::{HeaderMap, header};

/// What a client accepts.
#[derive(Clone, PartialEq, Debug)]
pub struct Accept {
    /// Empty where it says nothing: it takes anything.
    ranges: Vec<Range>,
}

#[derive(Clone, PartialEq, Debug)]
struct Range {
    /// In lower case; `*` for any.
    kind: String,
    subtype: String,
    /// In thousandths.
    quality: u16,
}

impl Accept {
    /// What the header says. What can't be understood of it is passed over.
    pub fn of(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::ACCEPT).iter();
        let texts = values.filter_map(|value| value.to_str().ok());
        let ranges = texts.flat_map(|text| text.split(',')).filter_map(Range::parse).collect();
        Self { ranges }
    }

    /// The offer that is liked best; of equals the first. `None` if none is accepted.
    pub fn choose<T: Copy>(&self, offers: &[(T, &str)]) -> Option<T> {
        let mut best: Option<(T, u16)> = None;
        for &(offer, media_type) in offers {
            let quality = self.quality(media_type);
            if quality > best.map_or(0, |(_, quality)| quality) {
                best = Some((offer, quality));
            }
        }
        best.map(|(offer, _)| offer)
    }

    /// Whether the client names a media type itself, and not only with what holds others too.
    pub fn names(&self, media_type: &str) -> bool {
        let is_it =
            |range: &&Range| media_type.split_once('/') == Some((&range.kind, &range.subtype));
        self.ranges.iter().find(is_it).is_some_and(|range| range.quality > 0)
    }

    /// The most specific range that holds a media type decides.
    fn quality(&self, media_type: &str) -> u16 {
        if self.ranges.is_empty() {
            return 1000;
        }
        let (kind, subtype) = media_type.split_once('/').unwrap_or((media_type, ""));
        let fitting = self.ranges.iter().filter(|range| range.holds(kind, subtype));
        fitting.max_by_key(|range| range.specificity()).map_or(0, |range| range.quality)
    }
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let (kind, subtype) = parts.next()?.trim().split_once('/')?;
        let quality = parts.find_map(|part| {
            let (name, value) = part.split_once('=')?;
            name.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse::<f32>().ok())?
        });
        let quality = (quality.unwrap_or(1.0).clamp(0.0, 1.0) * 1000.0) as u16;
        Some(Self {
            kind: kind.to_ascii_lowercase(),
            subtype: subtype.to_ascii_lowercase(),
            quality,
        })
    }

    fn holds(&self, kind: &str, subtype: &str) -> bool {
        (self.kind == "*" || self.kind == kind) && (self.subtype == "*" || self.subtype == subtype)
    }

    fn specificity(&self) -> u8 {
        u8::from(self.kind != "*") + u8::from(self.subtype != "*")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    const OFFERS: [(u8, &str); 3] =
        [(1, "text/turtle"), (2, "application/n-triples"), (3, "text/csv")];

    fn chosen(accept: &str) -> Option<u8> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(accept).unwrap());
        Accept::of(&headers).choose(&OFFERS)
    }

    #[test]
    fn the_best_liked_offer_is_chosen() {
        assert_eq!(Accept::of(&HeaderMap::new()).choose(&OFFERS), Some(1));
        assert_eq!(chosen("*/*"), Some(1));
        assert_eq!(chosen("application/n-triples, text/turtle;q=0.5"), Some(2));
        assert_eq!(chosen("text/*;q=0.3, application/*;q=0.4"), Some(2));
        assert_eq!(chosen("text/*, text/turtle;q=0.1"), Some(3));
        assert_eq!(chosen("TEXT/CSV; Q=0.9; x=1"), Some(3));
        assert_eq!(chosen("*/*;q=0.1, text/turtle;q=0"), Some(2));
    }

    #[test]
    fn a_type_is_named_by_itself_only() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static("*/*, text/csv;q=0, text/Turtle"));
        let accept = Accept::of(&headers);
        assert!(accept.names("text/turtle"));
        assert!(!accept.names("text/csv") && !accept.names("application/json"));
    }

    #[test]
    fn what_is_not_accepted_is_not_chosen() {
        assert_eq!(chosen("image/png"), None);
        assert_eq!(chosen("text/turtle;q=0"), None);
    }
}
