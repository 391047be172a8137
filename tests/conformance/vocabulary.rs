//! The vocabularies that manifests, and results written as RDF, are in.

macro_rules! vocabulary {
    ($module:ident, $namespace:literal, $($name:ident = $local:literal),+ $(,)?) => {
        pub mod $module {
            use westlake::model::NamedNodeRef;
            $(pub const $name: NamedNodeRef<'static> =
                NamedNodeRef::new_unchecked(concat!($namespace, $local));)+
        }
    };
}

vocabulary!(
    mf,
    "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
    INCLUDE = "include",
    ENTRIES = "entries",
    ACTION = "action",
    RESULT = "result",
    FEATURE = "feature",
    RESULT_CARDINALITY = "resultCardinality",
    LAX_CARDINALITY = "LaxCardinality",
    ASSUMED_TEST_BASE = "assumedTestBase",
    EXPECTED_STATUS = "expectedStatus",
    EXPECTED_BOOLEAN = "expectedBoolean",
    EXPECTED_FORMAT = "expectedFormat",
    EXPECTED_LOCATION = "expectedLocation",
);
vocabulary!(
    qt,
    "http://www.w3.org/2001/sw/DataAccess/tests/test-query#",
    QUERY = "query",
    DATA = "data",
    GRAPH_DATA = "graphData",
    GRAPH = "graph",
);
vocabulary!(
    ut,
    "http://www.w3.org/2009/sparql/tests/test-update#",
    REQUEST = "request",
    DATA = "data",
    GRAPH_DATA = "graphData",
    GRAPH = "graph",
);
vocabulary!(
    rs,
    "http://www.w3.org/2001/sw/DataAccess/tests/result-set#",
    RESULT_SET = "ResultSet",
    RESULT_VARIABLE = "resultVariable",
    SOLUTION = "solution",
    BINDING = "binding",
    VARIABLE = "variable",
    VALUE = "value",
    INDEX = "index",
    BOOLEAN = "boolean",
);
vocabulary!(
    sd,
    "http://www.w3.org/ns/sparql-service-description#",
    ENTAILMENT_REGIME = "entailmentRegime",
    BASIC_FEDERATED_QUERY = "BasicFederatedQuery",
    SERVICE = "Service",
    LANGUAGE = "Language",
    FEATURE_CLASS = "Feature",
    DATASET = "Dataset",
    GRAPH = "Graph",
    NAMED_GRAPH_CLASS = "NamedGraph",
    ENDPOINT = "endpoint",
    SUPPORTED_LANGUAGE = "supportedLanguage",
    FEATURE = "feature",
    RESULT_FORMAT = "resultFormat",
    INPUT_FORMAT = "inputFormat",
    DEFAULT_ENTAILMENT_REGIME = "defaultEntailmentRegime",
    DEFAULT_DATASET = "defaultDataset",
    DEFAULT_GRAPH = "defaultGraph",
    NAMED_GRAPH = "namedGraph",
    NAME = "name",
    GRAPH_PROPERTY = "graph",
);
vocabulary!(
    ht,
    "http://www.w3.org/2011/http#",
    REQUESTS = "requests",
    RESP = "resp",
    ABSOLUTE_PATH = "absolutePath",
    METHOD_NAME = "methodName",
    HEADERS = "headers",
    FIELD_NAME = "fieldName",
    FIELD_VALUE = "fieldValue",
    BODY = "body",
);
vocabulary!(
    cnt,
    "http://www.w3.org/2011/content#",
    CHARS = "chars",
    CHARACTER_ENCODING = "characterEncoding",
);
vocabulary!(
    rdf,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    TYPE = "type",
    FIRST = "first",
    REST = "rest",
);
vocabulary!(rdfs, "http://www.w3.org/2000/01/rdf-schema#", LABEL = "label");
vocabulary!(
    xsd,
    "http://www.w3.org/2001/XMLSchema#",
    INTEGER = "integer",
    DECIMAL = "decimal",
    DOUBLE = "double",
    FLOAT = "float",
);
