//! The documents whose texts were given, to be shown beside the graph.

use super::Namer;
use crate::evidence::{JsonTerm, Node, Source, Sources, literal_of};
use crate::model::TermId;
use crate::model::vocab::wl;
use crate::store::Snapshot;
use serde::Serialize;

/// A document whose text was given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SourceDocument {
    /// The document.
    #[serde(flatten)]
    pub document: Node,
    /// The text's length in code points.
    pub length: u64,
    /// SHA-256 of the text.
    pub sha256: String,
    /// Whether the graph has the same digest: if not, the text is another version of the document.
    pub is_same: bool,
}

/// A document with its text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct DocumentText {
    /// What is known of it.
    #[serde(flatten)]
    pub document: SourceDocument,
    /// The whole text, as it is in its file.
    pub text: String,
}

impl SourceDocument {
    /// The documents whose texts were given, by their terms.
    pub fn list(snapshot: &Snapshot, sources: &Sources, namer: &Namer) -> Vec<Self> {
        let given = sources.all().into_iter();
        let mut documents: Vec<Self> =
            given.filter_map(|(id, source)| Self::of(snapshot, namer, id, source)).collect();
        documents.sort_by_cached_key(|document| document.document.term.to_string());
        documents
    }

    fn of(snapshot: &Snapshot, namer: &Namer, id: TermId, source: &Source) -> Option<Self> {
        let term = snapshot.term(id)?;
        Some(Self {
            document: Node { json: JsonTerm::from(&term), label: namer.label(id), term },
            length: source.len(),
            sha256: source.sha256().to_owned(),
            is_same: literal_of(snapshot, id, wl::SHA256).as_deref() == Some(source.sha256()),
        })
    }
}

impl DocumentText {
    /// The text of a document; `None` if it wasn't given.
    pub fn of(snapshot: &Snapshot, sources: &Sources, namer: &Namer, id: TermId) -> Option<Self> {
        let source = sources.get(id)?;
        let document = SourceDocument::of(snapshot, namer, id, source)?;
        Some(Self { document, text: source.text().to_owned() })
    }
}
