//! The dictionary: each term once, as bytes in one arena, and its index in the order of first appearance.
//!
//! A term is a tag byte and its content. Datatypes and the parts of triple terms are indexes of other entries,
//! so that a triple term's parts are found without text.

use super::StoreError;
use crate::model::{
    BaseDirection, BlankNode, Literal, LiteralRef, NamedNode, NamedOrBlankNode, Term, TermRef,
    Triple,
};
use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;
use std::sync::Arc;

const IRI: u8 = 0;
const BLANK_NODE: u8 = 1;
const STRING: u8 = 2;
const LANG_STRING: u8 = 3;
const LANG_STRING_LTR: u8 = 4;
const LANG_STRING_RTL: u8 = 5;
const TYPED: u8 = 6;
const TRIPLE: u8 = 7;

/// What a term is, told without decoding it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TermKind {
    /// An IRI.
    Iri,
    /// A blank node.
    BlankNode,
    /// A literal of any datatype.
    Literal,
    /// An RDF 1.2 triple term.
    Triple,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Dictionary {
    arena: Vec<u8>,
    /// `ends[i]` is where entry `i` ends in the arena; it begins where the one before it ends.
    ends: Vec<u64>,
    entries: HashTable<u32>,
}

impl Dictionary {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The index of a term, if it is here.
    pub fn get(&self, term: TermRef<'_>) -> Option<u32> {
        let mut bytes = Vec::with_capacity(64);
        encode(term, &mut bytes, &mut |part| self.get(part))?;
        self.find(&bytes)
    }

    /// The index of a triple term with these parts, if it is here.
    pub fn get_triple(&self, parts: [u32; 3]) -> Option<u32> {
        self.find(&triple_bytes(parts))
    }

    pub fn find(&self, bytes: &[u8]) -> Option<u32> {
        self.entries.find(hash(bytes), |&entry| self.bytes(entry) == bytes).copied()
    }

    /// Adds an entry that isn't here yet.
    fn push(&mut self, bytes: &[u8], index_base: u32) -> Result<u32, StoreError> {
        let next = self.ends.len() as u64 + u64::from(index_base);
        // The last u32 stays free, because ids are indexes plus one.
        let index = u32::try_from(next)
            .ok()
            .filter(|&index| index < u32::MAX)
            .ok_or(StoreError::Full { terms: next })?;
        self.arena.extend_from_slice(bytes);
        self.ends.push(self.arena.len() as u64);
        let (arena, ends) = (&self.arena, &self.ends);
        self.entries.insert_unique(hash(bytes), index - index_base, |&entry| {
            hash(entry_bytes(arena, ends, entry))
        });
        Ok(index)
    }

    fn bytes(&self, entry: u32) -> &[u8] {
        entry_bytes(&self.arena, &self.ends, entry)
    }

    pub fn kind(&self, index: u32) -> TermKind {
        match self.bytes(index)[0] {
            IRI => TermKind::Iri,
            BLANK_NODE => TermKind::BlankNode,
            TRIPLE => TermKind::Triple,
            _ => TermKind::Literal,
        }
    }

    /// The parts of a triple term; `None` for every other term.
    pub fn triple(&self, index: u32) -> Option<[u32; 3]> {
        let (tag, content) = split_tag(self.bytes(index));
        (tag == TRIPLE).then(|| triple_parts(content))
    }

    /// The term of an index that this dictionary gave.
    pub fn term(&self, index: u32) -> Term {
        let (tag, content) = split_tag(self.bytes(index));
        match tag {
            IRI => NamedNode::new_unchecked(text(content)).into(),
            BLANK_NODE => BlankNode::new_unchecked(text(content)).into(),
            STRING => Literal::new_simple_literal(text(content)).into(),
            LANG_STRING | LANG_STRING_LTR | LANG_STRING_RTL => lang_string(tag, content).into(),
            TYPED => {
                let (datatype, value) = split_index(content);
                Literal::new_typed_literal(text(value), self.iri(datatype)).into()
            }
            _ => {
                let [subject, predicate, object] = triple_parts(content);
                let subject = match self.term(subject) {
                    Term::BlankNode(node) => NamedOrBlankNode::from(node),
                    Term::NamedNode(node) => node.into(),
                    // `encode` took the parts from a `Triple`, whose subject is nothing else.
                    other => unreachable!("{other} is the subject of a triple term"),
                };
                Triple::new(subject, self.iri(predicate), self.term(object)).into()
            }
        }
    }

    fn iri(&self, index: u32) -> NamedNode {
        NamedNode::new_unchecked(text(split_tag(self.bytes(index)).1))
    }

    /// Appends what a transaction added on top of this dictionary; the indexes that it gave stay right.
    pub fn append(&mut self, added: Self) -> Result<(), StoreError> {
        if self.len() == 0 {
            *self = added;
            return Ok(());
        }
        for entry in 0..added.len() as u32 {
            self.push(added.bytes(entry), 0)?;
        }
        Ok(())
    }

    /// Bytes that the dictionary takes in memory.
    pub fn size_bytes(&self) -> usize {
        self.arena.capacity() + self.ends.capacity() * 8 + self.entries.capacity() * 5
    }
}

/// New terms on top of a dictionary that doesn't change meanwhile: what a transaction has added so far.
#[derive(Debug)]
pub(super) struct NewTerms {
    base: Arc<Dictionary>,
    added: Dictionary,
    scratch: Vec<u8>,
}

impl NewTerms {
    pub fn on(base: Arc<Dictionary>) -> Self {
        Self { base, added: Dictionary::default(), scratch: Vec::new() }
    }

    /// The index of a term, a new one if need be.
    pub fn intern(&mut self, term: TermRef<'_>) -> Result<u32, StoreError> {
        // Taken, so that a part that is interned on the way gets a buffer of its own.
        let mut bytes = std::mem::take(&mut self.scratch);
        bytes.clear();
        let mut failed = None;
        let encoded = encode(term, &mut bytes, &mut |part| {
            self.intern(part).map_err(|error| failed = Some(error)).ok()
        });
        let index = match failed {
            Some(error) => Err(error),
            None => {
                debug_assert!(encoded.is_some(), "only a part without an index ends `encode`");
                self.intern_bytes(&bytes)
            }
        };
        self.scratch = bytes;
        index
    }

    fn intern_bytes(&mut self, bytes: &[u8]) -> Result<u32, StoreError> {
        if let Some(index) = self.base.find(bytes) {
            return Ok(index);
        }
        match self.added.find(bytes) {
            Some(entry) => Ok(self.base_len() + entry),
            None => self.added.push(bytes, self.base_len()),
        }
    }

    /// The index of a term without adding it.
    pub fn get(&self, term: TermRef<'_>) -> Option<u32> {
        let mut bytes = Vec::with_capacity(64);
        encode(term, &mut bytes, &mut |part| self.get(part))?;
        self.base.find(&bytes).or_else(|| Some(self.base_len() + self.added.find(&bytes)?))
    }

    fn base_len(&self) -> u32 {
        // `push` lets no index reach u32::MAX, so a dictionary's length fits.
        self.base.len() as u32
    }

    /// The dictionary with the new terms. The base is copied only if somebody else holds it too.
    pub fn into_dictionary(self) -> Result<Arc<Dictionary>, StoreError> {
        let Self { mut base, added, .. } = self;
        if added.len() > 0 {
            Arc::make_mut(&mut base).append(added)?;
        }
        Ok(base)
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

fn entry_bytes<'a>(arena: &'a [u8], ends: &[u64], entry: u32) -> &'a [u8] {
    let entry = entry as usize;
    let start = if entry == 0 { 0 } else { ends[entry - 1] };
    &arena[start as usize..ends[entry] as usize]
}

fn split_tag(bytes: &[u8]) -> (u8, &[u8]) {
    (bytes[0], &bytes[1..])
}

fn split_index(content: &[u8]) -> (u32, &[u8]) {
    let (index, rest) = content.split_at(4);
    (u32::from_le_bytes([index[0], index[1], index[2], index[3]]), rest)
}

fn triple_parts(content: &[u8]) -> [u32; 3] {
    [0, 4, 8].map(|at| split_index(&content[at..]).0)
}

fn triple_bytes(parts: [u32; 3]) -> [u8; 13] {
    let mut bytes = [TRIPLE; 13];
    for (i, part) in parts.into_iter().enumerate() {
        bytes[1 + 4 * i..5 + 4 * i].copy_from_slice(&part.to_le_bytes());
    }
    bytes
}

fn text(bytes: &[u8]) -> String {
    // Every entry was encoded from a `str`.
    String::from_utf8(bytes.to_vec()).expect("the dictionary holds text as UTF-8")
}

fn lang_string(tag: u8, content: &[u8]) -> Literal {
    // `encode` puts a NUL, which no language tag holds (BCP 47), behind the tag.
    let end = content.iter().position(|&byte| byte == 0).unwrap_or(content.len());
    let (language, value) = (text(&content[..end]), text(&content[end + 1..]));
    match tag {
        LANG_STRING_LTR => Literal::new_directional_language_tagged_literal_unchecked(
            value,
            language,
            BaseDirection::Ltr,
        ),
        LANG_STRING_RTL => Literal::new_directional_language_tagged_literal_unchecked(
            value,
            language,
            BaseDirection::Rtl,
        ),
        _ => Literal::new_language_tagged_literal_unchecked(value, language),
    }
}

/// Encodes a term; `part_index` gives the index of a datatype or of a part of a triple term. `None` if it gave none.
fn encode(
    term: TermRef<'_>,
    bytes: &mut Vec<u8>,
    part_index: &mut dyn FnMut(TermRef<'_>) -> Option<u32>,
) -> Option<()> {
    match term {
        TermRef::NamedNode(node) => {
            bytes.push(IRI);
            bytes.extend_from_slice(node.as_str().as_bytes());
        }
        TermRef::BlankNode(node) => {
            bytes.push(BLANK_NODE);
            bytes.extend_from_slice(node.as_str().as_bytes());
        }
        TermRef::Literal(literal) => encode_literal(literal, bytes, part_index)?,
        TermRef::Triple(triple) => {
            let parts = [
                part_index(triple.subject.as_ref().into())?,
                part_index(triple.predicate.as_ref().into())?,
                part_index(triple.object.as_ref())?,
            ];
            bytes.extend_from_slice(&triple_bytes(parts));
        }
    }
    Some(())
}

fn encode_literal(
    literal: LiteralRef<'_>,
    bytes: &mut Vec<u8>,
    part_index: &mut dyn FnMut(TermRef<'_>) -> Option<u32>,
) -> Option<()> {
    if let Some(language) = literal.language() {
        bytes.push(match literal.direction() {
            None => LANG_STRING,
            Some(BaseDirection::Ltr) => LANG_STRING_LTR,
            Some(BaseDirection::Rtl) => LANG_STRING_RTL,
        });
        bytes.extend_from_slice(language.as_bytes());
        bytes.push(0);
    } else if literal.datatype() == crate::model::vocab::xsd::STRING {
        bytes.push(STRING);
    } else {
        let datatype = part_index(literal.datatype().into())?;
        bytes.push(TYPED);
        bytes.extend_from_slice(&datatype.to_le_bytes());
    }
    bytes.extend_from_slice(literal.value().as_bytes());
    Some(())
}
