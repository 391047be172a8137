//! The operations of SPARQL Update (SPARQL 1.2 §19.8, `UpdateUnit`).

use super::expected::Triples;
use super::{Expected, Recogniser, Step, Stop};
use crate::sparql::scan::limits::{BYTES_MAX, Limit};
use crate::sparql::scan::token::{Kind, Sign};
use std::ops::Range;

/// What an update's text is made of: ranges of tokens.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::sparql) enum Part {
    /// `PREFIX`, `BASE` or `VERSION` with what it declares.
    Declaration(Range<usize>),
    /// `ADD`, `MOVE` or `COPY`, with the tokens that name its graphs.
    Transfer { word: &'static str, silent: bool, from: Range<usize>, to: Range<usize> },
    /// Any other operation.
    Operation(Range<usize>),
}

/// A block of quads in which not every term may stand (SPARQL 1.2 §19.8, notes 7 to 9).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::sparql) enum Block {
    /// No variables.
    InsertData,
    /// No variables and no blank nodes.
    DeleteData,
    /// The template of a DELETE: no blank nodes.
    Delete,
}

impl Block {
    /// The words that begin it.
    pub fn words(self) -> &'static str {
        match self {
            Self::InsertData => "INSERT DATA",
            Self::DeleteData => "DELETE DATA",
            Self::Delete => "DELETE",
        }
    }
}

/// The words that begin an operation.
pub(in crate::sparql) const OPERATIONS: [&str; 10] =
    ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"];

impl Recogniser<'_> {
    pub(super) fn update(&mut self) -> Result<Vec<Part>, Stop> {
        let mut parts = Vec::new();
        loop {
            self.declarations(&mut parts)?;
            if self.kind() == Kind::End {
                return Ok(parts);
            }
            parts.push(self.operation()?);
            self.admit(self.bytes_without_data() <= BYTES_MAX, Limit::UpdateBytes)?;
            if !self.take(Sign::Semicolon) {
                self.expect_kind(Kind::End, Expected::AfterOperation)?;
                return Ok(parts);
            }
        }
    }

    fn declarations(&mut self, parts: &mut Vec<Part>) -> Step {
        loop {
            let start = self.at;
            if !self.declaration()? {
                return Ok(());
            }
            parts.push(Part::Declaration(start..self.at));
        }
    }

    /// How long the text is so far, but for the quads of INSERT DATA and DELETE DATA.
    fn bytes_without_data(&self) -> usize {
        let end = self.source.tokens[self.at].start;
        end - self.data_bytes
    }

    fn operation(&mut self) -> Result<Part, Stop> {
        // What was counted belongs to the operations before.
        (self.groups, self.chain) = (vec![Default::default()], 0);
        let start = self.at;
        let Some(word) = OPERATIONS.into_iter().find(|word| self.take_word(word)) else {
            return Err(self.stop(Expected::Operation));
        };
        match word {
            "LOAD" => self.load()?,
            "CLEAR" | "DROP" => self.clear()?,
            "CREATE" => {
                self.take_word("SILENT");
                self.graph_reference(Expected::Word("GRAPH"))?;
            }
            "ADD" | "MOVE" | "COPY" => return self.transfer(word),
            "INSERT" if self.take_word("DATA") => self.data(Block::InsertData)?,
            "INSERT" => self.modify_after_insert()?,
            "DELETE" if self.take_word("DATA") => self.data(Block::DeleteData)?,
            "DELETE" if self.take_word("WHERE") => {
                self.quads(Some(Block::Delete), Expected::Quads("DELETE WHERE"))?;
            }
            "DELETE" => self.modify_after_delete()?,
            _ => {
                self.iri(Expected::GraphIri)?;
                if self.take_word("DELETE") {
                    self.modify_after_delete()?;
                } else if self.take_word("INSERT") {
                    self.modify_after_insert()?;
                } else {
                    return Err(self.stop(Expected::AfterWith));
                }
            }
        }
        Ok(Part::Operation(start..self.at))
    }

    fn load(&mut self) -> Step {
        self.take_word("SILENT");
        self.iri(Expected::GraphIri)?;
        if self.take_word("INTO") {
            self.graph_reference(Expected::Word("GRAPH"))?;
        }
        Ok(())
    }

    fn clear(&mut self) -> Step {
        self.take_word("SILENT");
        if ["DEFAULT", "NAMED", "ALL"].into_iter().any(|word| self.take_word(word)) {
            return Ok(());
        }
        self.graph_reference(Expected::GraphTarget)
    }

    /// `GRAPH <iri>`
    fn graph_reference(&mut self, expected: Expected) -> Step {
        if !self.take_word("GRAPH") {
            return self.unexpected(expected);
        }
        self.iri(Expected::GraphIri)
    }

    fn transfer(&mut self, word: &'static str) -> Result<Part, Stop> {
        let silent = self.take_word("SILENT");
        let from = self.graph_or_default()?;
        self.expect_word("TO")?;
        let to = self.graph_or_default()?;
        Ok(Part::Transfer { word, silent, from, to })
    }

    /// `DEFAULT`, or an IRI with or without `GRAPH` before it: the tokens that tell which.
    fn graph_or_default(&mut self) -> Result<Range<usize>, Stop> {
        let is_default = self.take_word("DEFAULT");
        if !is_default {
            self.take_word("GRAPH");
            self.iri(Expected::GraphOrDefault)?;
        }
        Ok(self.at - 1..self.at)
    }

    fn data(&mut self, block: Block) -> Step {
        let start = self.source.tokens[self.at].start;
        self.is_data = true;
        self.quads(Some(block), Expected::Quads(block.words()))?;
        self.is_data = false;
        self.data_bytes += self.source.tokens[self.at - 1].end - start;
        self.data_blocks += 1;
        Ok(())
    }

    fn modify_after_delete(&mut self) -> Step {
        self.quads(Some(Block::Delete), Expected::Quads("DELETE"))?;
        if self.take_word("INSERT") {
            return self.modify_after_insert();
        }
        self.using_and_where()
    }

    fn modify_after_insert(&mut self) -> Step {
        self.quads(None, Expected::Quads("INSERT"))?;
        self.using_and_where()
    }

    fn using_and_where(&mut self) -> Step {
        while self.take_word("USING") {
            self.take_word("NAMED");
            self.iri(Expected::GraphIri)?;
        }
        if !self.take_word("WHERE") {
            return self.unexpected(Expected::AfterTemplate);
        }
        self.group(Expected::Group("WHERE"))
    }

    /// `{ … }` of triples, and of graphs with triples.
    fn quads(&mut self, block: Option<Block>, expected: Expected) -> Step {
        self.block = block;
        self.expect(Sign::OpenBrace, expected)?;
        self.in_group(|this| {
            while !this.take(Sign::CloseBrace) {
                if this.take_word("GRAPH") {
                    this.admit_variable()?;
                    this.variable_or_iri(Expected::GraphName)?;
                    this.triples_in_braces(Expected::Group("GRAPH"))?;
                    this.take(Sign::Dot);
                    continue;
                }
                if !this.starts_subject() {
                    return this.unexpected(Expected::QuadElement);
                }
                this.triples_same_subject(Triples::Template)?;
                let ends = this.is(Sign::CloseBrace) || this.is_word("GRAPH");
                if !this.take(Sign::Dot) && !ends {
                    return this.unexpected(Expected::AfterTriple(Triples::Template));
                }
            }
            Ok(())
        })?;
        self.block = None;
        Ok(())
    }

    /// Looks whether the token, if it is a variable, may be one.
    pub(super) fn admit_variable(&self) -> Step {
        match self.block {
            Some(block @ (Block::InsertData | Block::DeleteData))
                if self.kind() == Kind::Variable =>
            {
                Err(Stop::Variable { at: self.at, block })
            }
            _ => Ok(()),
        }
    }

    /// Looks whether the token at an index may stand for a blank node, or make one.
    pub(super) fn admit_blank_node(&mut self, at: usize) -> Step {
        match self.block {
            Some(block @ (Block::DeleteData | Block::Delete)) => Err(Stop::BlankNode { at, block }),
            Some(Block::InsertData) if self.source.kind(at) == Kind::BlankNode => {
                let own = self.data_blocks;
                if *self.labels.entry(self.source.letters(at)).or_insert(own) == own {
                    return Ok(());
                }
                Err(Stop::SharedBlankNode { at })
            }
            _ => Ok(()),
        }
    }
}
