//! The IRIs that the engine itself gives a meaning.

use oxigraph::model::NamedNodeRef;

macro_rules! terms {
    ($($name:ident = $iri:expr;)*) => {
        $(#[doc = concat!("`", $iri, "`")] pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);)*
    };
}

/// Namespace of the engine's own vocabulary, prefix `wl:`.
pub const WL: &str = "https://westlake.example/ns#";
/// Namespace of the article's entities, prefix `:`.
pub const ID: &str = "https://westlake.example/id/";

/// RDF and RDF Schema.
pub mod rdf {
    use super::NamedNodeRef;
    terms! {
        TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
        REIFIES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies";
        STATEMENT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement";
        SUBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject";
        PREDICATE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate";
        OBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#object";
        PROPERTY = "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property";
        FIRST = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
        REST = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
        NIL = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
        LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
    }
}

/// RDF Schema.
pub mod rdfs {
    use super::NamedNodeRef;
    terms! {
        LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
        COMMENT = "http://www.w3.org/2000/01/rdf-schema#comment";
        CLASS = "http://www.w3.org/2000/01/rdf-schema#Class";
        DOMAIN = "http://www.w3.org/2000/01/rdf-schema#domain";
        RANGE = "http://www.w3.org/2000/01/rdf-schema#range";
        SUB_CLASS_OF = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
        SUB_PROPERTY_OF = "http://www.w3.org/2000/01/rdf-schema#subPropertyOf";
    }
}

/// XML Schema datatypes.
pub mod xsd {
    use super::NamedNodeRef;
    terms! {
        STRING = "http://www.w3.org/2001/XMLSchema#string";
        INTEGER = "http://www.w3.org/2001/XMLSchema#integer";
        DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal";
        DOUBLE = "http://www.w3.org/2001/XMLSchema#double";
        FLOAT = "http://www.w3.org/2001/XMLSchema#float";
        BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean";
        DATE = "http://www.w3.org/2001/XMLSchema#date";
    }
}

/// Names and descriptions of entities, in the vocabularies that people use for them.
pub mod naming {
    use super::NamedNodeRef;
    terms! {
        PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel";
        ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel";
        SCHEMA_NAME = "https://schema.org/name";
        SCHEMA_NAME_HTTP = "http://schema.org/name";
        FOAF_NAME = "http://xmlns.com/foaf/0.1/name";
        DCTERMS_TITLE = "http://purl.org/dc/terms/title";
        DESCRIPTION = "https://schema.org/description";
        DESCRIPTION_HTTP = "http://schema.org/description";
    }
}

/// Web Annotation: spans of a text.
pub mod oa {
    use super::NamedNodeRef;
    terms! {
        TEXT_POSITION_SELECTOR = "http://www.w3.org/ns/oa#TextPositionSelector";
        START = "http://www.w3.org/ns/oa#start";
        END = "http://www.w3.org/ns/oa#end";
    }
}

/// OWL: what marks a resource as part of a vocabulary.
pub mod owl {
    use super::NamedNodeRef;
    terms! {
        CLASS = "http://www.w3.org/2002/07/owl#Class";
        ONTOLOGY = "http://www.w3.org/2002/07/owl#Ontology";
        OBJECT_PROPERTY = "http://www.w3.org/2002/07/owl#ObjectProperty";
        DATATYPE_PROPERTY = "http://www.w3.org/2002/07/owl#DatatypeProperty";
        ANNOTATION_PROPERTY = "http://www.w3.org/2002/07/owl#AnnotationProperty";
    }
}

/// Westlake's vocabulary of evidence; `graph/ontology.ttl` defines it.
pub mod wl {
    use super::NamedNodeRef;
    terms! {
        STATUS = "https://westlake.example/ns#status";
        SOURCE = "https://westlake.example/ns#source";
        EVIDENCE = "https://westlake.example/ns#evidence";
        SAID_BY = "https://westlake.example/ns#saidBy";
        SAID_IN = "https://westlake.example/ns#saidIn";
        STATEMENT = "https://westlake.example/ns#Statement";
        PLAN = "https://westlake.example/ns#Plan";
        RULE = "https://westlake.example/ns#rule";
        DERIVED_FROM = "https://westlake.example/ns#derivedFrom";
        SHA256 = "https://westlake.example/ns#sha256";
        LENGTH = "https://westlake.example/ns#length";
        BEFORE = "https://westlake.example/ns#before";
        AFTER = "https://westlake.example/ns#after";
        RELATION = "https://westlake.example/ns#relation";
        INVERSE_LABEL = "https://westlake.example/ns#inverseLabel";
        ANNOTATION_PROPERTY = "https://westlake.example/ns#AnnotationProperty";
    }
}

/// schema.org: figures and their units.
pub mod schema {
    use super::NamedNodeRef;
    terms! {
        VALUE = "https://schema.org/value";
        MIN_VALUE = "https://schema.org/minValue";
        MAX_VALUE = "https://schema.org/maxValue";
        UNIT_TEXT = "https://schema.org/unitText";
        CURRENCY = "https://schema.org/currency";
        STRUCTURED_VALUE = "https://schema.org/StructuredValue";
    }
}

/// SPARQL 1.1 and 1.2 Service Description.
pub mod sd {
    use super::NamedNodeRef;
    /// The namespace.
    pub const NAMESPACE: &str = "http://www.w3.org/ns/sparql-service-description#";
    terms! {
        SERVICE = "http://www.w3.org/ns/sparql-service-description#Service";
        LANGUAGE = "http://www.w3.org/ns/sparql-service-description#Language";
        FEATURE_CLASS = "http://www.w3.org/ns/sparql-service-description#Feature";
        DATASET = "http://www.w3.org/ns/sparql-service-description#Dataset";
        GRAPH = "http://www.w3.org/ns/sparql-service-description#Graph";
        NAMED_GRAPH_CLASS = "http://www.w3.org/ns/sparql-service-description#NamedGraph";
        ENDPOINT = "http://www.w3.org/ns/sparql-service-description#endpoint";
        SUPPORTED_LANGUAGE = "http://www.w3.org/ns/sparql-service-description#supportedLanguage";
        FEATURE = "http://www.w3.org/ns/sparql-service-description#feature";
        RESULT_FORMAT = "http://www.w3.org/ns/sparql-service-description#resultFormat";
        INPUT_FORMAT = "http://www.w3.org/ns/sparql-service-description#inputFormat";
        DEFAULT_ENTAILMENT_REGIME = "http://www.w3.org/ns/sparql-service-description#defaultEntailmentRegime";
        DEFAULT_DATASET = "http://www.w3.org/ns/sparql-service-description#defaultDataset";
        DEFAULT_GRAPH = "http://www.w3.org/ns/sparql-service-description#defaultGraph";
        NAMED_GRAPH = "http://www.w3.org/ns/sparql-service-description#namedGraph";
        NAME = "http://www.w3.org/ns/sparql-service-description#name";
        GRAPH_PROPERTY = "http://www.w3.org/ns/sparql-service-description#graph";
        SPARQL_10_QUERY = "http://www.w3.org/ns/sparql-service-description#SPARQL10Query";
        SPARQL_11_QUERY = "http://www.w3.org/ns/sparql-service-description#SPARQL11Query";
        SPARQL_12_QUERY = "http://www.w3.org/ns/sparql-service-description#SPARQL12Query";
        SPARQL_11_UPDATE = "http://www.w3.org/ns/sparql-service-description#SPARQL11Update";
        SPARQL_12_UPDATE = "http://www.w3.org/ns/sparql-service-description#SPARQL12Update";
        BASIC_FEDERATED_QUERY = "http://www.w3.org/ns/sparql-service-description#BasicFederatedQuery";
        SIMPLE_ENTAILMENT = "http://www.w3.org/ns/entailment/Simple";
    }
}

/// The W3C's names of file formats.
pub mod formats {
    use super::NamedNodeRef;
    /// The namespace.
    pub const NAMESPACE: &str = "http://www.w3.org/ns/formats/";
    terms! {
        FORMAT = "http://www.w3.org/ns/formats/Format";
        MEDIA_TYPE = "http://www.w3.org/ns/formats/media_type";
        TURTLE = "http://www.w3.org/ns/formats/Turtle";
        TRIG = "http://www.w3.org/ns/formats/TriG";
        N_TRIPLES = "http://www.w3.org/ns/formats/N-Triples";
        N_QUADS = "http://www.w3.org/ns/formats/N-Quads";
        RDF_XML = "http://www.w3.org/ns/formats/RDF_XML";
        JSON_LD = "http://www.w3.org/ns/formats/JSON-LD";
        RESULTS_JSON = "http://www.w3.org/ns/formats/SPARQL_Results_JSON";
        RESULTS_XML = "http://www.w3.org/ns/formats/SPARQL_Results_XML";
        RESULTS_CSV = "http://www.w3.org/ns/formats/SPARQL_Results_CSV";
        RESULTS_TSV = "http://www.w3.org/ns/formats/SPARQL_Results_TSV";
    }
}

/// VoID: what a dataset holds.
pub mod void {
    use super::NamedNodeRef;
    /// The namespace.
    pub const NAMESPACE: &str = "http://rdfs.org/ns/void#";
    terms! {
        DATASET = "http://rdfs.org/ns/void#Dataset";
        DATASET_DESCRIPTION = "http://rdfs.org/ns/void#DatasetDescription";
        TRIPLES = "http://rdfs.org/ns/void#triples";
        ENTITIES = "http://rdfs.org/ns/void#entities";
        DISTINCT_SUBJECTS = "http://rdfs.org/ns/void#distinctSubjects";
        DISTINCT_OBJECTS = "http://rdfs.org/ns/void#distinctObjects";
        CLASSES = "http://rdfs.org/ns/void#classes";
        PROPERTIES = "http://rdfs.org/ns/void#properties";
        CLASS_PARTITION = "http://rdfs.org/ns/void#classPartition";
        CLASS = "http://rdfs.org/ns/void#class";
        PROPERTY_PARTITION = "http://rdfs.org/ns/void#propertyPartition";
        PROPERTY = "http://rdfs.org/ns/void#property";
        VOCABULARY = "http://rdfs.org/ns/void#vocabulary";
        SPARQL_ENDPOINT = "http://rdfs.org/ns/void#sparqlEndpoint";
        DATA_DUMP = "http://rdfs.org/ns/void#dataDump";
        FEATURE = "http://rdfs.org/ns/void#feature";
    }
}

/// FOAF: what a document is about.
pub mod foaf {
    use super::NamedNodeRef;
    terms! {
        PRIMARY_TOPIC = "http://xmlns.com/foaf/0.1/primaryTopic";
    }
}
