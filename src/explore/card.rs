//! The card of an entity: what it is called and what is known of it, each fact with its origin.

use super::Namer;
use crate::evidence::{Annotation, Explainer, Fact, Node, Reifiers, Role, Roles, Sources, View};
use crate::model::vocab::{naming, rdf, rdfs, wl};
use crate::model::{NamedNodeRef, QuadPattern, Term, TermId};
use crate::names::Name;
use serde::Serialize;
use std::collections::BTreeMap;

/// How much a card holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CardOptions {
    /// The most facts that a group lists.
    pub group_facts_max: usize,
}

impl Default for CardOptions {
    fn default() -> Self {
        Self { group_facts_max: 20 }
    }
}

/// What a graph knows of one entity.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Card {
    /// The view that the facts are taken from.
    pub view: String,
    /// The entity.
    pub entity: Node,
    /// Its short form, `:DeepSeek`, if a prefix fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// All its names.
    pub names: Vec<Name>,
    /// Its classes.
    pub classes: Vec<Fact>,
    /// Its descriptions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<String>,
    /// What it reifies, if it is the node of a fact or statement.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contents: Vec<Fact>,
    /// Its origin, if it is the node of a fact or statement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub annotation: Option<Annotation>,
    /// Facts with the entity as subject, by property.
    pub outgoing: Vec<FactGroup>,
    /// Facts with the entity as object, by property.
    pub incoming: Vec<FactGroup>,
    /// What the entity says, thinks or plans.
    pub statements_by: StatementGroup,
    /// What is said of it.
    pub statements_about: StatementGroup,
    /// How many facts name it as their source or evidence.
    #[serde(skip_serializing_if = "is_zero")]
    pub cited_by: u64,
}

/// Facts of one property.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FactGroup {
    /// The property.
    pub predicate: Node,
    /// Its phrase in the direction of the group: "founded", or "founded by" for incoming facts.
    pub phrase: String,
    /// How many facts there are.
    pub total: u64,
    /// The first of them.
    pub facts: Vec<Fact>,
}

/// Statements in one part that the entity has in them.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct StatementGroup {
    /// How many there are.
    pub total: u64,
    /// The first of them.
    pub statements: Vec<Statement>,
}

/// A statement: a reifier of something that isn't asserted, or a fact with a speaker.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Statement {
    /// What is stated.
    pub contents: Vec<Fact>,
    /// Status, speaker and evidence, with the statement's node as `reifier`.
    pub annotation: Annotation,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Card {
    /// The card of an entity in a view, with the words of the sources that are given.
    pub fn build(
        view: &View,
        entity: TermId,
        namer: &Namer,
        sources: &Sources,
        options: CardOptions,
    ) -> Self {
        let label = |id| namer.label(id);
        let explainer = Explainer::new(view.snapshot(), sources, &label);
        let roles = Roles::of(view.snapshot());
        CardBuilder { view, entity, namer, explainer, roles, options }.build()
    }

    /// The classes that hold, not those that somebody only states.
    pub(super) fn asserted_classes(&self) -> impl Iterator<Item = &Node> {
        self.classes.iter().filter(|class| class.asserted).map(|class| &class.object)
    }

    /// The names besides the one that the card is headed by.
    pub(super) fn other_names(&self) -> impl Iterator<Item = &str> {
        let label = self.entity.label.as_deref();
        self.names.iter().map(|name| name.value.as_str()).filter(move |name| Some(*name) != label)
    }

    /// Whether nothing at all is known of the entity but that it exists.
    pub fn is_empty(&self) -> bool {
        self.outgoing.is_empty()
            && self.incoming.is_empty()
            && self.classes.is_empty()
            && self.contents.is_empty()
            && self.statements_by.total + self.statements_about.total + self.cited_by == 0
    }
}

type TriplesByProperty = BTreeMap<TermId, Vec<[TermId; 3]>>;

struct CardBuilder<'a> {
    view: &'a View,
    entity: TermId,
    namer: &'a Namer,
    explainer: Explainer<'a>,
    roles: Roles,
    options: CardOptions,
}

impl CardBuilder<'_> {
    fn build(&self) -> Card {
        let reifiers = self.explainer.reifiers();
        let is_reifier = reifiers.is_reifier(self.entity);
        let entity = self.explainer.node(self.entity);
        let short = match &entity.term {
            Term::NamedNode(node) => self.namer.prefixes().shorten(node.as_ref()),
            _ => None,
        };
        let (outgoing, classes) = self.outgoing(is_reifier);
        let (incoming, statements_by, statements_about, cited_by) = self.incoming();
        Card {
            view: self.view.spec().name(),
            names: self.namer.labels().names(self.entity),
            classes,
            descriptions: self.descriptions(),
            contents: self.contents(reifiers, is_reifier),
            annotation: is_reifier.then(|| self.explainer.annotation(&reifiers.read(self.entity))),
            outgoing,
            incoming,
            statements_by: self.statements(statements_by),
            statements_about: self.statements(statements_about),
            cited_by,
            entity,
            short,
        }
    }

    fn contents(&self, reifiers: &Reifiers, is_reifier: bool) -> Vec<Fact> {
        if !is_reifier {
            return Vec::new();
        }
        let contents = reifiers.contents(self.entity);
        contents.into_iter().map(|content| self.explainer.fact(content)).collect()
    }

    fn descriptions(&self) -> Vec<String> {
        let snapshot = self.view.snapshot();
        let properties = [naming::DESCRIPTION, naming::DESCRIPTION_HTTP, rdfs::COMMENT];
        let mut texts: Vec<String> = properties
            .into_iter()
            .filter_map(|property| snapshot.id_of(property))
            .flat_map(|p| snapshot.scan(&QuadPattern::triple(Some(self.entity), Some(p), None)))
            .filter_map(|quad| match snapshot.term(quad.object)? {
                Term::Literal(literal) => Some(literal.value().to_owned()),
                _ => None,
            })
            .collect();
        texts.dedup();
        texts
    }

    /// Facts with the entity as subject, and its classes apart.
    fn outgoing(&self, is_reifier: bool) -> (Vec<FactGroup>, Vec<Fact>) {
        let a = self.id(rdf::TYPE);
        let annotations = &self.roles.ontology().annotation_properties;
        let mut classes = Vec::new();
        let mut groups = TriplesByProperty::new();
        for quad in self.view.scan(&QuadPattern::triple(Some(self.entity), None, None)) {
            let triple = [quad.subject, quad.predicate, quad.object];
            if Some(quad.predicate) == a {
                classes.push(triple);
            } else {
                let shown_elsewhere = self.roles.is_naming(quad.predicate)
                    || (is_reifier && annotations.contains(&quad.predicate));
                if !shown_elsewhere {
                    groups.entry(quad.predicate).or_default().push(triple);
                }
            }
        }
        // A triple that stands in several graphs came once for each, one after another.
        classes.dedup();
        let classes = classes.into_iter().map(|class| self.explainer.fact(class)).collect();
        let groups = self.groups(groups, |predicate| self.namer.display(predicate));
        (groups, classes)
    }

    /// Facts with the entity as object; statements by it; statements about it; how often it is cited.
    fn incoming(&self) -> (Vec<FactGroup>, Vec<TermId>, Vec<TermId>, u64) {
        let said_by = self.id(wl::SAID_BY);
        let (source, evidence) = (self.id(wl::SOURCE), self.id(wl::EVIDENCE));
        let mut groups = TriplesByProperty::new();
        let (mut by, mut about, mut cited_by) = (Vec::new(), Vec::new(), 0);
        for quad in self.view.scan(&QuadPattern::triple(None, None, Some(self.entity))) {
            let predicate = Some(quad.predicate);
            if self.roles.role(quad.subject) == Role::Reifier {
                if predicate == said_by {
                    by.push(quad.subject);
                } else if predicate == source || predicate == evidence {
                    cited_by += 1;
                } else {
                    about.push(quad.subject);
                }
            } else if predicate == source {
                cited_by += u64::from(self.roles.role(quad.subject) != Role::Span);
            } else {
                let triple = [quad.subject, quad.predicate, quad.object];
                groups.entry(quad.predicate).or_default().push(triple);
            }
        }
        let phrase = |predicate| {
            let forward = || format!("← {}", self.namer.display(predicate));
            self.namer.inverse_phrase(predicate).unwrap_or_else(forward)
        };
        (self.groups(groups, phrase), by, about, cited_by)
    }

    fn groups(
        &self,
        groups: TriplesByProperty,
        phrase: impl Fn(TermId) -> String,
    ) -> Vec<FactGroup> {
        let mut groups: Vec<FactGroup> = groups
            .into_iter()
            .map(|(predicate, mut triples)| {
                triples.dedup();
                let total = triples.len() as u64;
                self.sort(&mut triples);
                triples.truncate(self.options.group_facts_max);
                FactGroup {
                    predicate: self.explainer.node(predicate),
                    phrase: phrase(predicate),
                    total,
                    facts: triples.into_iter().map(|t| self.explainer.fact(t)).collect(),
                }
            })
            .collect();
        // What holds comes before what is only stated.
        groups.sort_by_cached_key(|group| {
            let stated = group.facts.first().is_none_or(|fact| !fact.asserted);
            (stated, group.phrase.clone(), group.predicate.term.to_string())
        });
        groups
    }

    /// Asserted facts first, then by the name of the other end. A group of thousands is sorted by ids alone.
    fn sort(&self, triples: &mut [[TermId; 3]]) {
        const SORTED_BY_NAME_MAX: usize = 2_000;
        if triples.len() > SORTED_BY_NAME_MAX {
            return;
        }
        let snapshot = self.view.snapshot();
        triples.sort_by_cached_key(|&[subject, predicate, object]| {
            let pattern = QuadPattern::triple(Some(subject), Some(predicate), Some(object));
            let other = if subject == self.entity { object } else { subject };
            (snapshot.count(&pattern) == 0, self.namer.display(other), other)
        });
    }

    fn statements(&self, mut ids: Vec<TermId>) -> StatementGroup {
        ids.sort_unstable();
        ids.dedup();
        let reifiers = self.explainer.reifiers();
        let total = ids.len() as u64;
        ids.truncate(self.options.group_facts_max);
        let mut statements: Vec<Statement> = ids
            .into_iter()
            .map(|id| Statement {
                contents: reifiers
                    .contents(id)
                    .into_iter()
                    .map(|content| self.explainer.fact(content))
                    .collect(),
                annotation: self.explainer.annotation(&reifiers.read(id)),
            })
            .collect();
        statements.sort_by_cached_key(|statement| {
            let start = statement.annotation.evidence.first().and_then(|span| span.start);
            (start, statement.annotation.reifier.term.to_string())
        });
        StatementGroup { total, statements }
    }

    fn id(&self, iri: NamedNodeRef<'_>) -> Option<TermId> {
        self.view.snapshot().id_of(iri)
    }
}
