//! A step from one node to the next, in words: `DeepSeek —founded by→ Liang Wenfeng`.

use super::Namer;
use super::fact_text::FactWriter;
use super::network::Network;
use super::text::{Style, Text};
use crate::evidence::{Annotation, Explainer, Fact, Node};
use crate::model::{Prefixes, TermId};
use crate::traverse::{EdgeIndex, NodeIndex};
use serde::Serialize;

/// A step between two nodes. Parallel edges are one step with several facts.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Step {
    /// Where it starts.
    pub from: Node,
    /// Where it leads.
    pub to: Node,
    /// What it says, read from `from` to `to`.
    pub phrases: Vec<Phrase>,
    /// The triples behind it, each with its origin.
    pub facts: Vec<Fact>,
}

/// A predicate, read in the direction of a step.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Whether they read against the step: the property has no words for that direction.
    pub backwards: bool,
}

/// Makes steps of a network's edges.
pub(super) struct StepMaker<'a> {
    pub network: &'a Network,
    pub namer: &'a Namer,
    pub explainer: &'a Explainer<'a>,
}

impl StepMaker<'_> {
    /// The step from a node to another along these edges, which join the two in any direction.
    pub fn step(&self, from: NodeIndex, to: NodeIndex, edges: &[EdgeIndex]) -> Step {
        let graph = self.network.graph();
        let mut phrases = Vec::new();
        let mut facts = Vec::new();
        for &edge in edges {
            let triple = self.network.triple(edge);
            let [subject, predicate, _] = triple;
            let phrase = if subject == graph.term(from) {
                Phrase { text: self.namer.display(predicate), backwards: false }
            } else {
                match self.namer.inverse_phrase(predicate) {
                    Some(text) => Phrase { text, backwards: false },
                    None => Phrase { text: self.namer.display(predicate), backwards: true },
                }
            };
            if !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
            facts.push(self.fact(triple));
        }
        Step { from: self.node(from), to: self.node(to), phrases, facts }
    }

    /// The triple with its origin. What a statement is about has no reifier of its own: its origin is the statement's.
    fn fact(&self, triple: [TermId; 3]) -> Fact {
        let mut fact = self.explainer.fact(triple);
        let [subject, _, _] = triple;
        if fact.annotations.is_empty()
            && self.network.node(subject).is_some_and(|node| self.network.is_statement(node))
        {
            let statement = self.explainer.reifiers().read(subject);
            fact.annotations.push(self.explainer.annotation(&statement));
        }
        fact
    }

    pub fn node(&self, node: NodeIndex) -> Node {
        self.explainer.node(self.network.graph().term(node))
    }
}

impl Step {
    /// `DeepSeek —founded by→ Liang Wenfeng`, with the origin of its facts behind it and below.
    pub fn write_text(&self, text: &mut Text, prefixes: &Prefixes, indent: usize) {
        let writer = FactWriter { prefixes };
        let only_stated = self.facts.iter().all(|fact| !fact.asserted);
        if only_stated {
            text.push(Style::Open, "? ");
        } else {
            text.plain("  ");
        }
        text.plain(writer.name(&self.from));
        self.write_arrow(text, &writer);
        text.plain(writer.name(&self.to));
        let mut annotations: Vec<Annotation> = Vec::new();
        for annotation in self.facts.iter().flat_map(|fact| &fact.annotations) {
            // Two facts of a step may have one reifier.
            if annotations.iter().all(|other| other.reifier != annotation.reifier) {
                annotations.push(annotation.clone());
            }
        }
        writer.origin(text, &annotations, indent);
        text.end_line();
    }

    /// ` —founded by→ `, or ` ←knows— ` where the property reads the other way only.
    pub(super) fn write_arrow(&self, text: &mut Text, writer: &FactWriter<'_>) {
        let backwards = self.phrases.iter().all(|phrase| phrase.backwards);
        let words: Vec<String> = self
            .phrases
            .iter()
            .map(|phrase| {
                let words = writer.plain(&phrase.text);
                if phrase.backwards && !backwards { format!("is the {words} of") } else { words }
            })
            .collect();
        let words = words.join(", ");
        let (start, end) = if backwards { ("←", "—") } else { ("—", "→") };
        text.push(Style::Dim, format!(" {start}"));
        text.push(Style::Heading, words);
        text.push(Style::Dim, format!("{end} "));
    }
}
