//! What a graph is made of: its classes and predicates, how often each occurs, and an example of each.

use super::Namer;
use crate::evidence::{JsonTerm, Node, Role, Roles, View, literal_of};
use crate::model::vocab::{rdf, rdfs};
use crate::model::{LimitExceeded, Limits, QuadPattern, Term, TermId};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// How often the limits are looked at.
const TRIPLES_PER_CHECK: usize = 4096;

/// The classes and predicates of a graph: what somebody needs who writes a query.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Schema {
    /// The view that the triples are taken from.
    pub view: String,
    /// The classes that have instances: those of entities first, then the most frequent first.
    pub classes: Vec<ClassUse>,
    /// The predicates of the triples: those that say something of entities first, then the most frequent first.
    pub predicates: Vec<PredicateUse>,
}

/// A class that has instances.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ClassUse {
    /// The class.
    #[serde(flatten)]
    pub class: VocabularyTerm,
    /// What its instances are for; where they differ, what most of them are for.
    pub instances: Role,
    /// How many it has of its own, without those of the classes below it.
    pub count: u64,
    /// One of them.
    pub example: Node,
}

/// A predicate of some triple.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PredicateUse {
    /// The predicate.
    #[serde(flatten)]
    pub predicate: VocabularyTerm,
    /// What the subjects are for; where they differ, what most of them are for.
    pub subjects: Role,
    /// How many triples have it.
    pub count: u64,
    /// One of them, an asserted one if there is any.
    pub example: ExampleTriple,
}

/// A class or a predicate, as queries write it and as its author describes it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct VocabularyTerm {
    /// The term.
    #[serde(flatten)]
    pub node: Node,
    /// Its short form, `wl:founded`, if a prefix fits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// What it means: its `rdfs:comment`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A triple that shows how a predicate is used.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ExampleTriple {
    /// Subject.
    pub subject: Node,
    /// Object.
    pub object: Node,
    /// Whether the graph holds the triple; if not, somebody says, thinks or plans it.
    pub asserted: bool,
}

impl Schema {
    /// The classes and predicates of a view. One pass over its triples; one that stands in several graphs counts once.
    ///
    /// # Errors
    /// A limit that is reached.
    pub fn of(view: &View, namer: &Namer, limits: &Limits) -> Result<Self, LimitExceeded> {
        let roles = Roles::of(view.snapshot());
        let a = view.snapshot().id_of(rdf::TYPE);
        let (mut classes, mut predicates) = (Uses::default(), Uses::default());
        let mut last = None;
        for (at, quad) in view.scan(&QuadPattern::ALL).enumerate() {
            if at % TRIPLES_PER_CHECK == 0 {
                limits.check()?;
            }
            let triple = [quad.subject, quad.predicate, quad.object];
            // A triple that stands in several graphs comes once for each, one after another.
            if last.replace(triple) == Some(triple) {
                continue;
            }
            let role = roles.role(quad.subject);
            Use::tally(&mut predicates, quad.predicate, triple, role, view);
            if Some(quad.predicate) == a {
                Use::tally(&mut classes, quad.object, triple, role, view);
            }
        }
        let reader = TermReader { view, namer };
        Ok(Self {
            view: view.spec().name(),
            classes: reader.read(classes, |use_| use_.class(&reader)),
            predicates: reader.read(predicates, |use_| use_.predicate(&reader)),
        })
    }
}

type Uses = FxHashMap<TermId, Use>;

/// What subjects are for, in the order in which a schema lists it: the graph's matter first, then what carries its evidence.
const ROLES: [Role; 6] =
    [Role::Entity, Role::ValueNode, Role::Reifier, Role::Span, Role::Document, Role::Vocabulary];

/// How a class or predicate is used.
#[derive(Clone, Copy)]
struct Use {
    term: TermId,
    count: u64,
    /// How many of the subjects are for each of [`ROLES`].
    by_role: [u64; ROLES.len()],
    /// The first asserted triple, else the first.
    example: [TermId; 3],
    is_example_asserted: bool,
}

impl Use {
    fn tally(uses: &mut Uses, term: TermId, triple: [TermId; 3], role: Role, view: &View) {
        let own = uses.entry(term).or_insert_with(|| Self {
            term,
            count: 0,
            by_role: [0; ROLES.len()],
            example: triple,
            is_example_asserted: is_asserted(triple, view),
        });
        own.count += 1;
        own.by_role[ROLES.iter().position(|&other| other == role).unwrap_or_default()] += 1;
        if !own.is_example_asserted && is_asserted(triple, view) {
            (own.example, own.is_example_asserted) = (triple, true);
        }
    }

    /// The place in [`ROLES`] of what most subjects are for; of several, the first.
    fn rank(&self) -> usize {
        let most = self.by_role.iter().max();
        self.by_role.iter().position(|count| Some(count) == most).unwrap_or_default()
    }

    fn class(&self, reader: &TermReader<'_>) -> Option<ClassUse> {
        Some(ClassUse {
            class: reader.vocabulary_term(self.term)?,
            instances: ROLES[self.rank()],
            count: self.count,
            example: reader.node(self.example[0])?,
        })
    }

    fn predicate(&self, reader: &TermReader<'_>) -> Option<PredicateUse> {
        let [subject, _, object] = self.example;
        Some(PredicateUse {
            predicate: reader.vocabulary_term(self.term)?,
            subjects: ROLES[self.rank()],
            count: self.count,
            example: ExampleTriple {
                subject: reader.node(subject)?,
                object: reader.node(object)?,
                asserted: self.is_example_asserted,
            },
        })
    }
}

fn is_asserted([subject, predicate, object]: [TermId; 3], view: &View) -> bool {
    let pattern = QuadPattern::triple(Some(subject), Some(predicate), Some(object));
    view.snapshot().count(&pattern) > 0
}

/// Reads terms with what their authors say of them.
struct TermReader<'a> {
    view: &'a View,
    namer: &'a Namer,
}

impl TermReader<'_> {
    /// The uses in the order of [`ROLES`], the most frequent first, equals by their terms.
    fn read<T>(&self, uses: Uses, read: impl Fn(&Use) -> Option<T>) -> Vec<T> {
        let text = |id| self.view.snapshot().term(id).map(|term| term.to_string());
        let mut uses: Vec<Use> = uses.into_values().collect();
        uses.sort_by_cached_key(|own| (own.rank(), std::cmp::Reverse(own.count), text(own.term)));
        uses.iter().filter_map(read).collect()
    }

    fn vocabulary_term(&self, id: TermId) -> Option<VocabularyTerm> {
        let node = self.node(id)?;
        let short = match &node.term {
            Term::NamedNode(iri) => self.namer.prefixes().shorten(iri.as_ref()),
            _ => None,
        };
        let description = literal_of(self.view.snapshot(), id, rdfs::COMMENT);
        Some(VocabularyTerm { node, short, description })
    }

    fn node(&self, id: TermId) -> Option<Node> {
        let term = self.view.snapshot().term(id)?;
        Some(Node { json: JsonTerm::from(&term), label: self.namer.label(id), term })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{ViewSpec, article};
    use crate::format::{Input, ReadOptions, Syntax};
    use crate::model::{GraphName, NamedNode, Prefixes};
    use crate::store::{Loader, Store};

    const DATA: &str = r#"
        PREFIX ex: <http://example.com/>
        PREFIX owl: <http://www.w3.org/2002/07/owl#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX wl: <https://westlake.example/ns#>
        ex:Ship a owl:Class ; rdfs:label "ship"@en ; rdfs:comment "A vessel for the open sea."@en .
        ex:Argo a ex:Ship . ex:Beagle a ex:Ship ; ex:port ex:Lima .
        << ex:Beagle ex:sinks ex:Argo ~ ex:rumour >> wl:status wl:Claimed ; wl:saidBy ex:Bob .
    "#;

    fn schema(turtle: &str, spec: ViewSpec) -> Schema {
        schema_of(&[(GraphName::DefaultGraph, turtle)], spec)
    }

    fn schema_of(graphs: &[(GraphName, &str)], spec: ViewSpec) -> Schema {
        let store = Store::new();
        let mut loader = Loader::begin(&store);
        for (graph, turtle) in graphs {
            let input = Input::from_reader("test", Syntax::Turtle, turtle.as_bytes());
            let options = ReadOptions { graph: graph.clone(), base: None };
            loader.read(input, &options, |_| {}).expect("sound Turtle");
        }
        let prefixes = loader.commit().expect("a small store").prefixes.over_standard();
        let snapshot = store.snapshot();
        let namer = Namer::new(&snapshot, &prefixes, None);
        Schema::of(&View::new(snapshot, spec), &namer, &Limits::default()).expect("no limit")
    }

    fn predicate<'a>(schema: &'a Schema, short: &str) -> Option<&'a PredicateUse> {
        schema.predicates.iter().find(|own| own.predicate.short.as_deref() == Some(short))
    }

    #[test]
    fn a_class_has_its_count_its_description_and_an_instance() {
        let schema = schema(DATA, ViewSpec::All);
        let ship = &schema.classes[0];
        assert_eq!(ship.class.node.label.as_deref(), Some("ship"));
        assert_eq!(ship.class.short.as_deref(), Some("ex:Ship"));
        assert_eq!(ship.class.description.as_deref(), Some("A vessel for the open sea."));
        assert_eq!((ship.count, ship.instances), (2, Role::Entity));
        assert_eq!(ship.example.term.to_string(), "<http://example.com/Argo>");
        // What the ontology says of its own terms comes last.
        assert_eq!(schema.classes.last().map(|own| own.instances), Some(Role::Vocabulary));
    }

    #[test]
    fn what_speaks_of_entities_comes_before_what_carries_evidence() {
        let schema = schema(DATA, ViewSpec::All);
        let roles: Vec<_> = schema.predicates.iter().map(|own| own.subjects).collect();
        let ranks = roles.iter().map(|role| ROLES.iter().position(|other| other == role));
        assert!(ranks.is_sorted(), "{roles:?}");
        assert_eq!(predicate(&schema, "wl:status").map(|own| own.subjects), Some(Role::Reifier));
        assert_eq!(predicate(&schema, "rdf:type").map(|own| own.count), Some(3));
    }

    #[test]
    fn a_claim_is_there_only_in_a_view_that_has_it_and_is_marked() {
        let all = schema(DATA, ViewSpec::All);
        let sinks = predicate(&all, "ex:sinks").expect("the view holds claims");
        assert!(!sinks.example.asserted);
        assert!(predicate(&all, "ex:port").is_some_and(|own| own.example.asserted));
        assert!(predicate(&schema(DATA, ViewSpec::Asserted), "ex:sinks").is_none());
        // An asserted triple is the better example, wherever it stands.
        let both = format!("{DATA} ex:Zeus ex:sinks ex:Beagle .");
        let both = schema(&both, ViewSpec::All);
        let sinks = predicate(&both, "ex:sinks").expect("it is asserted, too");
        assert!(sinks.example.asserted);
        assert_eq!(sinks.count, 2);
    }

    #[test]
    fn a_triple_of_two_graphs_counts_once() {
        let graph = |iri: &str| GraphName::from(NamedNode::new(iri).expect("an IRI"));
        let turtle = "<http://e.org/a> <http://e.org/p> 1 .";
        let graphs = [(graph("http://e.org/g"), turtle), (graph("http://e.org/h"), turtle)];
        assert_eq!(schema_of(&graphs, ViewSpec::All).predicates[0].count, 1);
    }

    #[test]
    fn a_limit_ends_it() {
        let (store, prefixes) = article::load();
        let namer = Namer::new(&store.snapshot(), &prefixes, None);
        let limits = Limits::default();
        limits.cancel();
        let schema = Schema::of(&View::new(store.snapshot(), ViewSpec::All), &namer, &limits);
        assert_eq!(schema, Err(LimitExceeded::Cancelled));
    }

    #[test]
    fn the_text_shows_the_first_of_each_list_and_says_how_many_more_there_are() {
        let schema = schema(DATA, ViewSpec::All);
        let text = schema.to_text(&Prefixes::standard(), 1).to_string();
        assert!(text.contains("         2  ship  <http://example.com/Ship>"), "{text}");
        assert!(text.contains(&format!("and {} more", schema.predicates.len() - 1)), "{text}");
    }
}
