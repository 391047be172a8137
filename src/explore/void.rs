//! What a dataset holds, in the vocabulary VoID (Vocabulary of Interlinked Datasets, W3C Interest Group Note of 2011).

use super::description::{Description, DescriptionBuilder};
use super::service_description::rdf_format;
use super::{Namer, Schema, graph_stats};
use crate::evidence::View;
use crate::format::Syntax;
use crate::model::vocab::{foaf, rdf, void};
use crate::model::{LimitExceeded, Limits, NamedNode, NamedOrBlankNode, QuadPattern, Term};
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// Where a dataset and its description are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VoidOptions {
    /// The document that holds the description.
    pub document: NamedNode,
    /// The dataset itself.
    pub dataset: NamedNode,
    /// A SPARQL service that answers from it.
    pub endpoint: NamedNode,
    /// Files that hold all of it.
    pub dumps: Vec<NamedNode>,
}

impl Description {
    /// Describes what a view holds: its counts, and a partition for each class and property. A few passes over its triples.
    ///
    /// # Errors
    /// A limit that is reached.
    pub fn of_dataset(
        view: &View,
        namer: &Namer,
        options: &VoidOptions,
        limits: &Limits,
    ) -> Result<Self, LimitExceeded> {
        let mut builder = DescriptionBuilder::default();
        let document = NamedOrBlankNode::from(options.document.clone());
        let dataset = NamedOrBlankNode::from(options.dataset.clone());
        builder.add(&document, rdf::TYPE, void::DATASET_DESCRIPTION.into_owned());
        builder.add(&document, foaf::PRIMARY_TOPIC, options.dataset.clone());
        builder.add(&dataset, rdf::TYPE, void::DATASET.into_owned());
        builder.add(&dataset, void::SPARQL_ENDPOINT, options.endpoint.clone());
        for dump in &options.dumps {
            builder.add(&dataset, void::DATA_DUMP, dump.clone());
        }
        for syntax in Syntax::ALL {
            builder.add(&dataset, void::FEATURE, rdf_format(syntax).into_owned());
        }
        let schema = Schema::of(view, namer, limits)?;
        add_counts(&mut builder, &dataset, view, namer, &schema, limits)?;
        add_partitions(&mut builder, &dataset, &schema);
        Ok(builder.finish(namer.prefixes()))
    }
}

/// How often the limits are looked at.
const QUADS_PER_CHECK: usize = 4096;

fn add_counts(
    builder: &mut DescriptionBuilder,
    dataset: &NamedOrBlankNode,
    view: &View,
    namer: &Namer,
    schema: &Schema,
    limits: &Limits,
) -> Result<(), LimitExceeded> {
    let (mut subjects, mut objects) = (FxHashSet::default(), FxHashSet::default());
    for (at, quad) in view.scan(&QuadPattern::ALL).enumerate() {
        if at % QUADS_PER_CHECK == 0 {
            limits.check()?;
        }
        subjects.insert(quad.subject);
        objects.insert(quad.object);
    }
    let stats = graph_stats(view, namer);
    let triples = schema.predicates.iter().map(|own| own.count).sum();
    for (property, count) in [
        (void::TRIPLES, triples),
        (void::ENTITIES, stats.entities),
        (void::DISTINCT_SUBJECTS, subjects.len() as u64),
        (void::DISTINCT_OBJECTS, objects.len() as u64),
        (void::CLASSES, schema.classes.len() as u64),
        (void::PROPERTIES, schema.predicates.len() as u64),
    ] {
        builder.add_count(dataset, property, count);
    }
    Ok(())
}

fn add_partitions(builder: &mut DescriptionBuilder, dataset: &NamedOrBlankNode, schema: &Schema) {
    let mut vocabularies = BTreeSet::new();
    for class in &schema.classes {
        // VoID names classes by IRIs.
        let Term::NamedNode(iri) = &class.class.node.term else { continue };
        vocabularies.insert(namespace(iri));
        let part = builder.add_node(dataset, void::CLASS_PARTITION, None);
        builder.add(&part, void::CLASS, iri.clone());
        builder.add_count(&part, void::ENTITIES, class.count);
    }
    for predicate in &schema.predicates {
        let Term::NamedNode(iri) = &predicate.predicate.node.term else { continue };
        vocabularies.insert(namespace(iri));
        let part = builder.add_node(dataset, void::PROPERTY_PARTITION, None);
        builder.add(&part, void::PROPERTY, iri.clone());
        builder.add_count(&part, void::TRIPLES, predicate.count);
    }
    for vocabulary in vocabularies.into_iter().flatten() {
        builder.add(dataset, void::VOCABULARY, vocabulary);
    }
}

/// The IRI up to its last `#` or `/`, by which vocabularies are known.
fn namespace(iri: &NamedNode) -> Option<NamedNode> {
    let text = iri.as_str();
    let end = text.rfind(['#', '/'])?;
    NamedNode::new(&text[..=end]).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::ViewSpec;
    use crate::model::Prefixes;
    use crate::store::{Loader, Store};

    fn iri(text: &str) -> NamedNode {
        NamedNode::new(text).expect("an IRI")
    }

    #[test]
    fn the_counts_are_those_of_the_data() {
        let store = Store::new();
        let mut loader = Loader::begin(&store);
        loader
            .read_turtle(
                "test",
                "PREFIX e: <http://e.org/v#>
                 <http://e.org/a> a e:Lake ; e:near <http://e.org/b> , <http://e.org/c> .
                 <http://e.org/b> a e:Lake ; e:near <http://e.org/c> .",
            )
            .expect("sound Turtle");
        loader.commit().expect("there is room");
        let snapshot = store.snapshot();
        let namer = Namer::new(&snapshot, &Prefixes::default(), None);
        let options = VoidOptions {
            document: iri("http://e.org/void"),
            dataset: iri("http://e.org/void#dataset"),
            endpoint: iri("http://e.org/sparql"),
            dumps: vec![iri("http://e.org/dump.nq")],
        };
        let view = View::new(snapshot, ViewSpec::Asserted);
        let description = Description::of_dataset(&view, &namer, &options, &Limits::default())
            .expect("no limits");
        let has = |text: &str| description.triples.iter().any(|t| t.to_string() == text);
        let count = |property: &str, count: u64| {
            format!(
                "<http://e.org/void#dataset> <http://rdfs.org/ns/void#{property}> \
                 \"{count}\"^^<http://www.w3.org/2001/XMLSchema#integer>"
            )
        };
        for (property, expected) in [
            ("triples", 5),
            ("entities", 3),
            ("distinctSubjects", 2),
            ("distinctObjects", 3),
            ("classes", 1),
            ("properties", 2),
        ] {
            assert!(has(&count(property, expected)), "{property}: {:#?}", description.triples);
        }
        assert!(has(
            "<http://e.org/void#dataset> <http://rdfs.org/ns/void#vocabulary> <http://e.org/v#>"
        ));
    }
}
