//! The graph with the new offsets and digests of the spans that were found again.

use super::{RelocatedSpan, Relocation, RelocationError};
use crate::evidence::Source;
use crate::evidence::document::sha256_hex;
use crate::model::vocab::{oa, wl};
use crate::model::{Literal, NamedNodeRef, Quad, QuadPattern, Term, TermId};
use crate::store::{Snapshot, Store, Transaction};

impl Relocation {
    /// Gives the spans that were found again their new offsets and digests, and the documents those of their copies, each in
    /// the graphs where the old ones stand. Spans that were not found again stay as they are, so that a check finds them: what
    /// their digests say stands elsewhere or nowhere in the copy. The names of spans stay too, whatever offsets are in them.
    ///
    /// # Errors
    /// [`RelocationError::Store`]; the store is as it was then.
    pub fn write_to(&self, store: &Store) -> Result<(), RelocationError> {
        let snapshot = store.snapshot();
        let mut transaction = store.begin();
        for (document, (id, copy)) in self.documents.iter().zip(&self.sources) {
            for span in &document.spans {
                rewrite_span(&snapshot, &mut transaction, span, copy)?;
            }
            let values =
                [(wl::SHA256, copy.sha256().to_owned()), (wl::LENGTH, copy.len().to_string())];
            for (property, value) in values {
                replace(&snapshot, &mut transaction, *id, property, &value)?;
            }
        }
        transaction.commit()?;
        Ok(())
    }
}

fn rewrite_span(
    snapshot: &Snapshot,
    transaction: &mut Transaction<'_>,
    span: &RelocatedSpan,
    copy: &Source,
) -> Result<(), RelocationError> {
    let Some(to) = span.found() else { return Ok(()) };
    let range = to.start..to.end;
    let words = copy.slice(range.clone());
    let (Some(words), Some((before, after))) = (words, copy.surroundings(range)) else {
        return Ok(());
    };
    for (property, value) in [
        (oa::START, to.start.to_string()),
        (oa::END, to.end.to_string()),
        (wl::SHA256, sha256_hex(words.as_bytes())),
        (wl::BEFORE, sha256_hex(before.as_bytes())),
        (wl::AFTER, sha256_hex(after.as_bytes())),
    ] {
        replace(snapshot, transaction, span.id, property, &value)?;
    }
    Ok(())
}

/// Puts a value in the place of those that a resource has for a property, in each graph and with its datatype. A property that
/// it doesn't have it doesn't get.
fn replace(
    snapshot: &Snapshot,
    transaction: &mut Transaction<'_>,
    subject: TermId,
    property: NamedNodeRef<'_>,
    value: &str,
) -> Result<(), RelocationError> {
    let Some(property) = snapshot.id_of(property) else { return Ok(()) };
    let pattern = QuadPattern::triple(Some(subject), Some(property), None);
    for quad in snapshot.scan(&pattern).filter_map(|quad| snapshot.quad(&quad)) {
        let Term::Literal(old) = &quad.object else { continue };
        let new = Literal::new_typed_literal(value, old.datatype());
        transaction.remove(&quad);
        transaction.insert(&Quad { object: new.into(), ..quad })?;
    }
    Ok(())
}
