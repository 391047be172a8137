//! What a SPARQL service offers, in the vocabulary of SPARQL 1.1 and 1.2 Service Description.

use super::description::{Description, DescriptionBuilder};
use crate::format::{ResultSyntax, Syntax};
use crate::model::vocab::{formats, rdf, sd, void};
use crate::model::{
    BlankNode, GraphId, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Prefixes, QuadPattern,
    Term,
};
use crate::store::Snapshot;

/// What a service is and may do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServiceOptions {
    /// The address that is sent queries.
    pub endpoint: NamedNode,
    /// Whether it takes updates.
    pub updates: bool,
    /// Whether it asks other services for the SERVICE of a query.
    pub federated: bool,
}

impl Description {
    /// Describes a service that answers from a snapshot: its languages and formats, and the default dataset with the number of
    /// triples of each graph.
    pub fn of_service(snapshot: &Snapshot, options: &ServiceOptions, prefixes: &Prefixes) -> Self {
        let mut builder = DescriptionBuilder::default();
        let service = NamedOrBlankNode::from(BlankNode::new_unchecked("service"));
        builder.add(&service, rdf::TYPE, sd::SERVICE.into_owned());
        builder.add(&service, sd::ENDPOINT, options.endpoint.clone());
        let queries = [sd::SPARQL_10_QUERY, sd::SPARQL_11_QUERY, sd::SPARQL_12_QUERY];
        let updates = [sd::SPARQL_11_UPDATE, sd::SPARQL_12_UPDATE];
        let updates = updates.into_iter().filter(|_| options.updates);
        for language in queries.into_iter().chain(updates) {
            builder.add(&service, sd::SUPPORTED_LANGUAGE, language.into_owned());
            builder.add(&language.into_owned().into(), rdf::TYPE, sd::LANGUAGE.into_owned());
        }
        if options.federated {
            let feature = sd::BASIC_FEDERATED_QUERY;
            builder.add(&service, sd::FEATURE, feature.into_owned());
            builder.add(&feature.into_owned().into(), rdf::TYPE, sd::FEATURE_CLASS.into_owned());
        }
        builder.add(&service, sd::DEFAULT_ENTAILMENT_REGIME, sd::SIMPLE_ENTAILMENT.into_owned());
        for syntax in ResultSyntax::ALL {
            add_format(
                &mut builder,
                &service,
                sd::RESULT_FORMAT,
                result_format(syntax),
                syntax.media_type(),
            );
        }
        for syntax in Syntax::ALL {
            add_format(
                &mut builder,
                &service,
                sd::RESULT_FORMAT,
                Some(rdf_format(syntax)),
                syntax.media_type(),
            );
        }
        if options.updates {
            for syntax in Syntax::ALL {
                let format = rdf_format(syntax);
                builder.add(&service, sd::INPUT_FORMAT, format.into_owned());
            }
        }
        add_dataset(&mut builder, &service, snapshot);
        builder.finish(prefixes)
    }
}

fn add_dataset(builder: &mut DescriptionBuilder, service: &NamedOrBlankNode, snapshot: &Snapshot) {
    let count = |graph| snapshot.count(&QuadPattern { graph: Some(graph), ..QuadPattern::ALL });
    let dataset = builder.add_node(service, sd::DEFAULT_DATASET, Some(sd::DATASET));
    let default = builder.add_node(&dataset, sd::DEFAULT_GRAPH, Some(sd::GRAPH));
    builder.add_count(&default, void::TRIPLES, count(GraphId::Default));
    for id in snapshot.named_graphs() {
        // A graph with a blank node for a name can't be asked for.
        let Some(Term::NamedNode(name)) = snapshot.term(id) else { continue };
        let named = builder.add_node(&dataset, sd::NAMED_GRAPH, Some(sd::NAMED_GRAPH_CLASS));
        builder.add(&named, sd::NAME, name);
        let graph = builder.add_node(&named, sd::GRAPH_PROPERTY, Some(sd::GRAPH));
        builder.add_count(&graph, void::TRIPLES, count(GraphId::Named(id)));
    }
}

/// A format by its IRI; one without, by its media type (SPARQL 1.2 Service Description, `sd:resultFormat`).
fn add_format(
    builder: &mut DescriptionBuilder,
    service: &NamedOrBlankNode,
    property: NamedNodeRef<'_>,
    format: Option<NamedNodeRef<'_>>,
    media_type: &str,
) {
    match format {
        Some(format) => {
            builder.add(service, property, format.into_owned());
            builder.add(&format.into_owned().into(), rdf::TYPE, formats::FORMAT.into_owned());
        }
        None => {
            let format = builder.add_node(service, property, Some(formats::FORMAT));
            builder.add(&format, formats::MEDIA_TYPE, Literal::new_simple_literal(media_type));
        }
    }
}

fn result_format(syntax: ResultSyntax) -> Option<NamedNodeRef<'static>> {
    Some(match syntax {
        ResultSyntax::Json => formats::RESULTS_JSON,
        ResultSyntax::Xml => formats::RESULTS_XML,
        ResultSyntax::Csv => formats::RESULTS_CSV,
        ResultSyntax::Tsv => formats::RESULTS_TSV,
        ResultSyntax::Markdown => return None,
    })
}

/// The IRI of an RDF syntax among the W3C's file formats.
pub(super) fn rdf_format(syntax: Syntax) -> NamedNodeRef<'static> {
    match syntax {
        Syntax::Turtle => formats::TURTLE,
        Syntax::TriG => formats::TRIG,
        Syntax::NTriples => formats::N_TRIPLES,
        Syntax::NQuads => formats::N_QUADS,
        Syntax::RdfXml => formats::RDF_XML,
        Syntax::JsonLd => formats::JSON_LD,
    }
}
