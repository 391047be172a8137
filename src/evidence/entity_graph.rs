//! The entity graph: which resources are nodes when a graph is traversed, ranked or drawn, and what joins them.
//!
//! Nodes are all resources but classes, properties, value nodes, spans, reifiers of facts, and documents that are only
//! sources. Edges are the view's triples between two nodes, `rdf:type` and annotations apart. Statement nodes join their
//! speaker to what they are about; they come as a list of their own, because centralities leave them out.
//! Any RDF has an entity graph: where nothing carries evidence, it is the triples between things.

use super::{Reifiers, Role, Roles, View, ViewScan, ViewSpec};
use crate::model::vocab::{rdf, rdfs, wl};
use crate::model::{LimitExceeded, Limits, NamedNodeRef, QuadPattern, TermId};
use crate::store::{Scan, Snapshot, TermKind};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashSet;
use std::iter::Peekable;

/// The classes of statement nodes; what a graph's own ontology puts below them is one too.
const STATEMENT_CLASSES: [NamedNodeRef<'static>; 2] = [wl::STATEMENT, wl::PLAN];
/// Properties whose objects are classes or properties too.
const VOCABULARY_LINKS: [NamedNodeRef<'static>; 5] =
    [rdf::TYPE, rdfs::SUB_CLASS_OF, rdfs::SUB_PROPERTY_OF, rdfs::DOMAIN, rdfs::RANGE];

/// Quads between two looks at the limits.
const QUADS_PER_CHECK: usize = 1 << 14;

/// An edge of the entity graph: a triple of the view between two nodes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct EntityEdge {
    /// Subject, predicate, object.
    pub triple: [TermId; 3],
    /// Whether the triple is asserted, or only the content of a reifier.
    pub asserted: bool,
}

/// What joins a statement node to an entity, or to another statement: one of the statement's own triples.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StatementJoin {
    /// The triple; the statement is its subject, or else its object.
    pub triple: [TermId; 3],
    /// The statement node.
    pub statement: TermId,
    /// Whether the triple names the speaker. A speaker says a statement, so that the story reads from the triple's object to
    /// its subject: speaker, statement, what it is about.
    pub is_speaker: bool,
    /// Whether the triple is asserted, or only the content of a reifier.
    pub asserted: bool,
}

/// The entity graph of a view.
#[derive(Clone, Debug)]
pub struct EntityGraph {
    view: View,
    /// By raw id: resources that may be nodes.
    eligible: FixedBitSet,
    /// By raw id: predicates whose triples join nothing.
    joins_nothing: FixedBitSet,
    nodes: Vec<TermId>,
    statements: Vec<TermId>,
    joins: Vec<StatementJoin>,
}

impl EntityGraph {
    /// The entity graph of a view. Costs two passes over the view's triples and one over the store's terms.
    ///
    /// A view of statuses has the statements with one of these statuses, `all` has all of them, `asserted` has none: their
    /// contents are asserted nowhere, and a chain over an opinion is no chain of facts.
    ///
    /// # Errors
    /// A limit that is reached.
    pub fn of(view: &View, limits: &Limits) -> Result<Self, LimitExceeded> {
        let snapshot = view.snapshot();
        let roles = Roles::of(snapshot);
        let mut graph = Self {
            eligible: eligible(view, &roles, limits)?,
            joins_nothing: joins_nothing(snapshot, &roles),
            view: view.clone(),
            nodes: Vec::new(),
            statements: statements(view),
            joins: Vec::new(),
        };
        graph.joins = graph.find_joins();
        graph.nodes = graph.find_nodes(&roles, limits)?;
        Ok(graph)
    }

    /// The view behind it.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// The nodes but for statements, in order.
    pub fn nodes(&self) -> &[TermId] {
        &self.nodes
    }

    /// The edges between these nodes, in the order of subject, predicate, object, each once; computed as they are read.
    pub fn edges(&self) -> EntityEdges<'_> {
        let all_asserted = *self.view.spec() == ViewSpec::Asserted;
        EntityEdges {
            graph: self,
            scan: self.view.scan(&QuadPattern::ALL),
            asserted: (!all_asserted)
                .then(|| self.view.snapshot().scan(&QuadPattern::ALL).peekable()),
            last: None,
        }
    }

    /// The statement nodes of the view, in order.
    pub fn statements(&self) -> &[TermId] {
        &self.statements
    }

    /// What joins the statement nodes to the nodes and to one another, in the order of the statements.
    pub fn joins(&self) -> &[StatementJoin] {
        &self.joins
    }

    fn may_be_node(&self, id: TermId) -> bool {
        contains(&self.eligible, id)
    }

    fn is_edge(&self, [subject, predicate, object]: [TermId; 3]) -> bool {
        self.may_be_node(subject)
            && self.may_be_node(object)
            && !contains(&self.joins_nothing, predicate)
    }

    fn find_nodes(&self, roles: &Roles, limits: &Limits) -> Result<Vec<TermId>, LimitExceeded> {
        let mut nodes = FixedBitSet::with_capacity(self.eligible.len());
        let mut last = None;
        for (at, quad) in self.view.scan(&QuadPattern::ALL).enumerate() {
            if at % QUADS_PER_CHECK == 0 {
                limits.check()?;
            }
            // Whatever has a triple of its own is a node; a document only if an edge leads to it or from it.
            if last.replace(quad.subject) != Some(quad.subject)
                && self.may_be_node(quad.subject)
                && roles.role(quad.subject) == Role::Entity
            {
                insert(&mut nodes, quad.subject);
            }
            if self.is_edge([quad.subject, quad.predicate, quad.object]) {
                insert(&mut nodes, quad.subject);
                insert(&mut nodes, quad.object);
            }
        }
        for join in &self.joins {
            for end in [join.triple[0], join.triple[2]] {
                if self.may_be_node(end) {
                    insert(&mut nodes, end);
                }
            }
        }
        Ok(nodes.ones().filter_map(|raw| TermId::new(raw as u64)).collect())
    }

    fn find_joins(&self) -> Vec<StatementJoin> {
        let snapshot = self.view.snapshot();
        let speaker = snapshot.id_of(wl::SAID_BY);
        let occasion = snapshot.id_of(wl::SAID_IN);
        let statements: FxHashSet<TermId> = self.statements.iter().copied().collect();
        let is_end = |id: TermId| self.may_be_node(id) || statements.contains(&id);
        let mut joins = Vec::new();
        for &statement in &self.statements {
            let own = [
                QuadPattern::triple(Some(statement), None, None),
                QuadPattern::triple(None, None, Some(statement)),
            ];
            for quad in own.iter().flat_map(|pattern| self.view.scan(pattern)) {
                let triple = [quad.subject, quad.predicate, quad.object];
                let is_speaker = Some(quad.predicate) == speaker;
                let joins_something = is_speaker
                    || Some(quad.predicate) == occasion
                    || !contains(&self.joins_nothing, quad.predicate);
                if joins_something && is_end(quad.subject) && is_end(quad.object) {
                    let [subject, predicate, object] = triple.map(Some);
                    let pattern = QuadPattern::triple(subject, predicate, object);
                    let asserted = snapshot.count(&pattern) > 0;
                    joins.push(StatementJoin { triple, statement, is_speaker, asserted });
                }
            }
        }
        joins.sort_unstable_by_key(|join| (join.statement, join.triple));
        // The triple between two statements was found from both.
        let mut seen = FxHashSet::default();
        joins.retain(|join| seen.insert(join.triple));
        joins
    }
}

/// IRIs and blank nodes but for those of another role than entity and document, and but for classes and properties.
fn eligible(view: &View, roles: &Roles, limits: &Limits) -> Result<FixedBitSet, LimitExceeded> {
    let snapshot = view.snapshot();
    let mut eligible = FixedBitSet::with_capacity(snapshot.terms_len() as usize + 1);
    for raw in 1..=snapshot.terms_len() {
        if (raw as usize).is_multiple_of(QUADS_PER_CHECK) {
            limits.check()?;
        }
        let kind = TermId::new(raw).and_then(|id| snapshot.kind(id));
        if matches!(kind, Some(TermKind::Iri | TermKind::BlankNode)) {
            eligible.insert(raw as usize);
        }
    }
    for role in [Role::Vocabulary, Role::Reifier, Role::Span, Role::ValueNode] {
        roles.with_role(role).for_each(|id| remove(&mut eligible, id));
    }
    for link in VOCABULARY_LINKS.into_iter().filter_map(|iri| snapshot.id_of(iri)) {
        for quad in snapshot.scan(&QuadPattern::triple(None, Some(link), None)) {
            remove(&mut eligible, quad.object);
        }
    }
    for (at, quad) in view.scan(&QuadPattern::ALL).enumerate() {
        if at % QUADS_PER_CHECK == 0 {
            limits.check()?;
        }
        remove(&mut eligible, quad.predicate);
    }
    // The end of every list joins what has nothing in common.
    if let Some(nil) = snapshot.id_of(rdf::NIL) {
        remove(&mut eligible, nil);
    }
    Ok(eligible)
}

fn joins_nothing(snapshot: &Snapshot, roles: &Roles) -> FixedBitSet {
    let mut predicates = FixedBitSet::with_capacity(snapshot.terms_len() as usize + 1);
    let links = VOCABULARY_LINKS.into_iter().chain([rdf::REIFIES]);
    let links = links.filter_map(|iri| snapshot.id_of(iri));
    links
        .chain(roles.ontology().annotation_properties.iter().copied())
        .for_each(|id| insert(&mut predicates, id));
    predicates
}

/// The reifiers that are statements of the view: of a class of statements, or with a content that is asserted nowhere.
fn statements(view: &View) -> Vec<TermId> {
    let snapshot = view.snapshot();
    let reifiers = Reifiers::of(snapshot);
    let classes = statement_classes(snapshot);
    let a = snapshot.id_of(rdf::TYPE);
    let count = |[s, p, o]: [Option<TermId>; 3]| snapshot.count(&QuadPattern::triple(s, p, o));
    let is_statement = |id: TermId| {
        let types = QuadPattern::triple(Some(id), a, None);
        a.is_some() && snapshot.scan(&types).any(|quad| classes.contains(&quad.object))
            || reifiers.contents(id).into_iter().any(|content| count(content.map(Some)) == 0)
    };
    let listed = match view.spec() {
        ViewSpec::Asserted => return Vec::new(),
        ViewSpec::All => None,
        ViewSpec::Statuses(statuses) => {
            let ids = statuses.iter().filter_map(|status| snapshot.id_of(status));
            Some(ids.collect::<FxHashSet<_>>())
        }
    };
    let is_listed = |id: TermId| {
        listed.as_ref().is_none_or(|listed| {
            reifiers.read(id).statuses.iter().any(|status| listed.contains(status))
        })
    };
    let all = reifiers.all().into_iter();
    all.filter(|&id| is_listed(id) && is_statement(id)).collect()
}

fn statement_classes(snapshot: &Snapshot) -> FxHashSet<TermId> {
    let mut open: Vec<TermId> =
        STATEMENT_CLASSES.into_iter().filter_map(|iri| snapshot.id_of(iri)).collect();
    let mut classes: FxHashSet<TermId> = open.iter().copied().collect();
    let Some(below) = snapshot.id_of(rdfs::SUB_CLASS_OF) else { return classes };
    while let Some(class) = open.pop() {
        for quad in snapshot.scan(&QuadPattern::triple(None, Some(below), Some(class))) {
            if classes.insert(quad.subject) {
                open.push(quad.subject);
            }
        }
    }
    classes
}

/// Ids past the store's last, which aren't resources, are in no set.
fn contains(set: &FixedBitSet, id: TermId) -> bool {
    usize::try_from(id.raw()).is_ok_and(|raw| set.contains(raw))
}

fn insert(set: &mut FixedBitSet, id: TermId) {
    if let Ok(raw) = usize::try_from(id.raw())
        && raw < set.len()
    {
        set.insert(raw);
    }
}

fn remove(set: &mut FixedBitSet, id: TermId) {
    if let Ok(raw) = usize::try_from(id.raw())
        && raw < set.len()
    {
        set.set(raw, false);
    }
}

/// The edges of an [`EntityGraph`].
#[derive(Clone, Debug)]
pub struct EntityEdges<'a> {
    graph: &'a EntityGraph,
    scan: ViewScan,
    /// The asserted quads from here on; `None` where every triple is asserted.
    asserted: Option<Peekable<Scan>>,
    last: Option<[TermId; 3]>,
}

impl Iterator for EntityEdges<'_> {
    type Item = EntityEdge;

    fn next(&mut self) -> Option<EntityEdge> {
        loop {
            let quad = self.scan.next()?;
            let triple = [quad.subject, quad.predicate, quad.object];
            // A triple that stands in several graphs comes once for each, one after another.
            if !self.graph.is_edge(triple) || self.last.replace(triple) == Some(triple) {
                continue;
            }
            let asserted = match &mut self.asserted {
                None => true,
                Some(quads) => {
                    let key =
                        |quad: &crate::model::IdQuad| [quad.subject, quad.predicate, quad.object];
                    while quads.next_if(|quad| key(quad) < triple).is_some() {}
                    quads.peek().is_some_and(|quad| key(quad) == triple)
                }
            };
            return Some(EntityEdge { triple, asserted });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::article;
    use crate::format::{Input, ReadOptions, Syntax};
    use crate::model::{GraphName, NamedNode, Prefixes, Term};
    use crate::store::{Loader, Store};
    use std::collections::BTreeSet;

    fn graph_of(trig: &str, spec: &str) -> EntityGraph {
        let store = Store::new();
        let mut loader = Loader::begin(&store);
        let text = format!(
            "PREFIX : <http://example.org/> PREFIX wl: <https://westlake.example/ns#> \
             PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> \
             PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> \
             PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX schema: <https://schema.org/> {trig}"
        );
        let input = Input::from_reader("test.trig", Syntax::TriG, text.as_bytes());
        let options = ReadOptions { base: None, graph: GraphName::DefaultGraph };
        loader.read(input, &options, |_| {}).expect("sound TriG");
        loader.commit().expect("room enough");
        view_graph(store.snapshot(), spec)
    }

    fn view_graph(snapshot: Snapshot, spec: &str) -> EntityGraph {
        let spec = ViewSpec::parse(spec, &Prefixes::standard()).expect("a view");
        EntityGraph::of(&View::new(snapshot, spec), &Limits::default()).expect("no limits")
    }

    fn local(graph: &EntityGraph, id: TermId) -> String {
        match graph.view().snapshot().term(id) {
            Some(Term::NamedNode(iri)) => {
                iri.as_str().rsplit(['/', '#']).next().unwrap_or_default().to_owned()
            }
            other => format!("{other:?}"),
        }
    }

    fn nodes(graph: &EntityGraph) -> BTreeSet<String> {
        graph.nodes().iter().map(|&id| local(graph, id)).collect()
    }

    fn text(graph: &EntityGraph, triple: [TermId; 3], asserted: bool) -> String {
        let mark = if asserted { "" } else { "?" };
        triple.map(|id| local(graph, id)).join(" ") + mark
    }

    fn edges(graph: &EntityGraph) -> Vec<String> {
        graph.edges().map(|edge| text(graph, edge.triple, edge.asserted)).collect()
    }

    fn set<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
        names.map(str::to_owned).into()
    }

    #[test]
    fn plain_data_is_what_joins_things() {
        let graph = graph_of(
            ":a a :Thing ; :knows :b , :b ; :likes :Thing ; rdfs:label \"a\" . :c rdfs:label \"c\" .
             :Thing rdfs:subClassOf :Any . :knows rdfs:label \"knows\" ; rdfs:range :Any .
             :b :list ( :a ) . GRAPH :g { :a :knows :b , :d }",
            "all",
        );
        assert_eq!(edges(&graph).len(), 4, "{:?}", edges(&graph));
        assert!(edges(&graph).contains(&"a knows d".to_owned()));
        let named: BTreeSet<_> =
            nodes(&graph).into_iter().filter(|name| !name.starts_with("Some")).collect();
        assert_eq!(named, set(["a", "b", "c", "d"]));
        // The cell of the list is a node; its end is none.
        assert_eq!(graph.nodes().len(), 5);
        assert_eq!(graph.statements(), []);
    }

    const STATEMENTS: &str = "
        :a :owns :b ~ :f1 {| wl:status wl:Reported ; wl:source :doc ; wl:evidence :e |} .
        :a :worth :q ~ :f2 {| wl:status wl:Reported ; wl:saidBy :d |} .
        :q a schema:QuantitativeValue ; schema:value 1 ; :unit :Euro .
        :e a oa:TextPositionSelector ; wl:source :doc . :doc rdfs:label \"doc\" .
        << :a :wants :c ~ :s1 >> a wl:Plan ; wl:status wl:Planned ; wl:saidBy :d ; schema:about :a , :c ;
            wl:source :doc ; wl:evidence :e .
        << :b :fears :c ~ :s2 >> wl:status wl:Opinion ; schema:about :s1 .";

    #[test]
    fn carriers_of_evidence_are_no_nodes() {
        let graph = graph_of(STATEMENTS, "asserted");
        assert_eq!(nodes(&graph), set(["a", "b"]));
        assert_eq!(edges(&graph), ["a owns b"]);
        assert_eq!((graph.statements(), graph.joins()), (&[][..], &[][..]));
    }

    #[test]
    fn contents_are_edges_and_statements_join_their_speakers() {
        let graph = graph_of(STATEMENTS, "all");
        assert_eq!(nodes(&graph), set(["a", "b", "c", "d"]));
        let found: BTreeSet<_> = edges(&graph).into_iter().collect();
        assert_eq!(found, set(["a owns b", "a wants c?", "b fears c?"]));
        let joins: BTreeSet<_> = graph
            .joins()
            .iter()
            .map(|join| {
                let mark = if join.is_speaker { "<-" } else { "->" };
                format!(
                    "{}{mark} {}",
                    local(&graph, join.statement),
                    text(&graph, join.triple, join.asserted)
                )
            })
            .collect();
        let expected =
            ["s1-> s1 about a", "s1-> s1 about c", "s1<- s1 saidBy d", "s1-> s2 about s1"];
        assert_eq!(joins, set(expected));
    }

    #[test]
    fn a_view_of_statuses_has_their_statements() {
        let graph = graph_of(STATEMENTS, "Planned");
        assert_eq!(edges(&graph), ["a wants c?"]);
        let statements: Vec<_> = graph.statements().iter().map(|&id| local(&graph, id)).collect();
        assert_eq!(statements, ["s1"]);
        assert!(nodes(&graph).contains("d"));
    }

    #[test]
    fn a_document_with_relations_of_its_own_is_a_node() {
        let copied = format!("{STATEMENTS} :doc :copyOf :original .");
        let graph = graph_of(&copied, "asserted");
        assert_eq!(nodes(&graph), set(["a", "b", "doc", "original"]));
    }

    #[test]
    fn the_articles_entities_are_its_nodes() {
        let snapshot = article::load().0.snapshot();
        let roles = Roles::of(&snapshot);
        let all = view_graph(snapshot.clone(), "all");
        let asserted = view_graph(snapshot.clone(), "asserted");
        for graph in [&all, &asserted] {
            for &node in graph.nodes() {
                let role = roles.role(node);
                assert!(matches!(role, Role::Entity | Role::Document), "{}", local(graph, node));
            }
        }
        let has = |name: &str| {
            let iri = NamedNode::new_unchecked(format!("https://westlake.example/id/{name}"));
            snapshot.id_of(&iri).is_some_and(|id| all.nodes().binary_search(&id).is_ok())
        };
        assert!(["DeepSeek", "LiangWenfeng", "article", "OriginalArticle"].into_iter().all(has));
        assert!(!["f1", "s1", "e1", "q1"].into_iter().any(has));
        assert!(!nodes(&all).iter().any(|name| name == "Person" || name == "founded"));
        let stated = all.edges().filter(|edge| !edge.asserted).count();
        assert_eq!(all.edges().count() - stated, asserted.edges().count());
        assert!(stated > 20 && all.statements().len() > 20);
        let joined: BTreeSet<_> = all.joins().iter().map(|join| join.statement).collect();
        assert_eq!(joined.len(), all.statements().len(), "a statement stands alone");
    }

    #[test]
    fn what_is_called_off_ends() {
        let limits = Limits::default();
        limits.cancel();
        let view = View::new(article::load().0.snapshot(), ViewSpec::All);
        assert_eq!(EntityGraph::of(&view, &limits).err(), Some(LimitExceeded::Cancelled));
    }
}
