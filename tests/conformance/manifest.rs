//! The tests that the manifests list.

use crate::exchange::{Exchange, exchanges};
use crate::graph::{Graph, iri, text};
use crate::suites::{SUITES, Suite, Suites};
use crate::vocabulary::{mf, qt, rdf, rdfs, sd, ut};
use std::collections::HashSet;
use westlake::format::Syntax;
use westlake::model::{GraphName, NamedNode, NamedNodeRef, Term};

/// The namespaces of the types that tests have.
const TEST_TYPES: [&str; 2] =
    ["http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#", "http://www.w3.org/ns/rdftest#"];

/// A test of a suite.
pub struct Test {
    /// The manifest's folder and the end of the test's IRI: `sparql/sparql10/ask#ask-1`.
    pub name: String,
    pub suite: Suite,
    pub kind: Kind,
}

/// What a test asks for. Files are named by their IRIs.
pub enum Kind {
    QueryEvaluation(Evaluation),
    QuerySyntax {
        query: String,
        legal: bool,
    },
    UpdateEvaluation(UpdateEvaluation),
    UpdateSyntax {
        update: String,
        legal: bool,
    },
    RdfSyntax {
        file: RdfFile,
        legal: bool,
    },
    RdfEvaluation {
        file: RdfFile,
        result: String,
    },
    Canonical {
        file: RdfFile,
        result: String,
    },
    Exchanges(Exchanges),
    /// Exchanges that are told in prose; the name is the end of the test's IRI.
    DescribedGraphStore {
        name: String,
    },
    ServiceDescription {
        name: String,
    },
    NotRun(NotRun),
}

/// The evaluation of a query.
pub struct Evaluation {
    pub query: String,
    /// The files of the dataset, and the graph that each goes to.
    pub dataset: Vec<(String, GraphName)>,
    pub result: String,
    /// Fewer copies of a row are right too.
    pub lax_cardinality: bool,
}

/// The evaluation of an update.
pub struct UpdateEvaluation {
    pub update: String,
    /// The files of the store before and after it, and the graph that each goes to.
    pub before: Vec<(String, GraphName)>,
    pub after: Vec<(String, GraphName)>,
}

/// Requests to a server, each with what is expected of its answer.
pub struct Exchanges {
    pub group: &'static str,
    /// The files that the server holds before them, each with its graph.
    pub graphs: Vec<(String, GraphName)>,
    pub requests: Vec<Exchange>,
}

/// What the counts call the tests of the Graph Store Protocol.
const GRAPH_STORE: &str = "graph store protocol";

/// A file for a parser.
pub struct RdfFile {
    pub iri: String,
    pub base: String,
    pub syntax: Syntax,
}

/// Why a test isn't run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotRun {
    Entailment,
    Service,
}

impl Kind {
    /// What the counts call tests like this one.
    pub fn group(&self) -> &'static str {
        match self {
            Self::QueryEvaluation(_) => "query evaluation",
            Self::QuerySyntax { .. } => "query syntax",
            Self::UpdateEvaluation(_) => "update evaluation",
            Self::UpdateSyntax { .. } => "update syntax",
            Self::RdfSyntax { file, .. } | Self::RdfEvaluation { file, .. } => file.syntax.title(),
            Self::Canonical { file, .. } if file.syntax == Syntax::NTriples => {
                "canonical N-Triples"
            }
            Self::Canonical { .. } => "canonical N-Quads",
            Self::Exchanges(exchanges) => exchanges.group,
            Self::DescribedGraphStore { .. } => GRAPH_STORE,
            Self::ServiceDescription { .. } => "service description",
            Self::NotRun(group) => group.title(),
        }
    }
}

impl NotRun {
    pub fn title(self) -> &'static str {
        match self {
            Self::Entailment => "entailment",
            Self::Service => "SERVICE",
        }
    }

    pub fn reason(self) -> &'static str {
        match self {
            Self::Entailment => {
                "queries are answered over what the graph holds, not over what follows from it"
            }
            Self::Service => "no other server is asked",
        }
    }
}

/// Every listed test of every suite, in the order of the manifests, each once.
///
/// # Panics
/// If a manifest can't be read or says what this harness doesn't know: then nothing can be said of its tests.
pub fn tests(suites: &Suites) -> Vec<Test> {
    let mut tests = Vec::new();
    // Later suites include manifests of earlier ones.
    let mut seen = HashSet::new();
    for suite in SUITES {
        for manifest in suite.manifest_iris() {
            add_manifest(suites, suite, &manifest, &mut seen, &mut tests);
        }
    }
    let mut names = HashSet::new();
    for test in &tests {
        assert!(names.insert(&test.name), "two tests are called {}", test.name);
    }
    tests
}

fn add_manifest(
    suites: &Suites,
    suite: Suite,
    manifest: &str,
    seen: &mut HashSet<String>,
    tests: &mut Vec<Test>,
) {
    if !seen.insert(manifest.to_owned()) {
        return;
    }
    let reader = ManifestReader::new(suites, suite, manifest);
    for entry in reader.listed(mf::ENTRIES) {
        tests.push(reader.test(&entry).unwrap_or_else(|error| panic!("{entry}: {error}")));
    }
    for included in reader.listed(mf::INCLUDE) {
        let included = iri(&included).expect("a manifest includes files");
        add_manifest(suites, suite, included, seen, tests);
    }
}

/// The properties that a dataset is described with.
#[derive(Clone, Copy)]
struct DatasetNames {
    data: NamedNodeRef<'static>,
    graph_data: NamedNodeRef<'static>,
    graph: NamedNodeRef<'static>,
}

const QUERY_DATA: DatasetNames =
    DatasetNames { data: qt::DATA, graph_data: qt::GRAPH_DATA, graph: qt::GRAPH };
const UPDATE_DATA: DatasetNames =
    DatasetNames { data: ut::DATA, graph_data: ut::GRAPH_DATA, graph: ut::GRAPH };

fn end_of(entry: &Term) -> Result<String, String> {
    let end = iri(entry).and_then(|iri| iri.rsplit(['#', '/']).next());
    Ok(end.ok_or("no IRI")?.to_owned())
}

/// The reader of one manifest.
struct ManifestReader {
    suite: Suite,
    graph: Graph,
    /// The IRI up to its last slash.
    folder: String,
    assumed_base: Option<String>,
}

impl ManifestReader {
    fn new(suites: &Suites, suite: Suite, manifest: &str) -> Self {
        let graph = Graph::read(suites, manifest).unwrap_or_else(|error| panic!("{error}"));
        let folder = manifest[..=manifest.rfind('/').expect("an IRI has slashes")].to_owned();
        let assumed_base = graph.with_property(mf::ASSUMED_TEST_BASE).find_map(|manifest| {
            Some(iri(graph.object(manifest, mf::ASSUMED_TEST_BASE)?)?.to_owned())
        });
        Self { suite, graph, folder, assumed_base }
    }

    /// The members of the manifest's lists of this property.
    fn listed(&self, property: NamedNodeRef<'_>) -> Vec<Term> {
        let manifests = self.graph.with_property(property);
        manifests.flat_map(|manifest| self.graph.list_members(manifest, property)).collect()
    }

    fn test(&self, entry: &Term) -> Result<Test, String> {
        let end = end_of(entry)?;
        let folder = Suites::name_of(&self.folder).ok_or("the manifest lies outside")?;
        let name = format!("{}#{end}", folder.trim_end_matches('/'));
        Ok(Test { name, suite: self.suite, kind: self.kind(entry)? })
    }

    fn kind(&self, entry: &Term) -> Result<Kind, String> {
        let class = self.graph.object(entry, rdf::TYPE).and_then(iri).ok_or("it has no type")?;
        let name = TEST_TYPES
            .into_iter()
            .find_map(|namespace| class.strip_prefix(namespace))
            .ok_or_else(|| format!("its type <{class}> is unknown"))?;
        match name {
            "QueryEvaluationTest" | "CSVResultFormatTest" => self.query_evaluation(entry),
            "PositiveSyntaxTest" | "PositiveSyntaxTest11" => self.query_syntax(entry, true),
            "NegativeSyntaxTest" | "NegativeSyntaxTest11" => self.query_syntax(entry, false),
            "PositiveEntailmentTest" | "NegativeEntailmentTest" => {
                Ok(Kind::NotRun(NotRun::Entailment))
            }
            "UpdateEvaluationTest" => self.update_evaluation(entry),
            "ProtocolTest" => self.exchanges(entry, "protocol"),
            "GraphStoreProtocolTest" if self.graph.has(entry, mf::ACTION) => {
                self.exchanges(entry, GRAPH_STORE)
            }
            "GraphStoreProtocolTest" => Ok(Kind::DescribedGraphStore { name: end_of(entry)? }),
            "ServiceDescriptionTest" => Ok(Kind::ServiceDescription { name: end_of(entry)? }),
            update if update.contains("UpdateSyntaxTest") => Ok(Kind::UpdateSyntax {
                update: self.file(entry, mf::ACTION)?,
                legal: update.starts_with("Positive"),
            }),
            parser => self.parser_test(entry, parser),
        }
    }

    /// The graphs that a server holds, and what is said with it.
    fn exchanges(&self, entry: &Term, group: &'static str) -> Result<Kind, String> {
        let mut graphs = Vec::new();
        for node in self.graph.objects(entry, ut::GRAPH_DATA) {
            let file = self.file(node, ut::GRAPH)?;
            let label = self.graph.object(node, rdfs::LABEL).and_then(text);
            let name = label.ok_or("a named graph has no name")?;
            graphs.push((file, NamedNode::new_unchecked(name).into()));
        }
        let action = self.graph.object(entry, mf::ACTION).ok_or("it has no action")?;
        let requests = exchanges(&self.graph, action)?;
        Ok(Kind::Exchanges(Exchanges { group, graphs, requests }))
    }

    /// The kind of `TestTurtleEval` and the like.
    fn parser_test(&self, entry: &Term, class: &str) -> Result<Kind, String> {
        let unknown = || format!("its type {class} is unknown");
        let class = class.strip_prefix("Test").ok_or_else(unknown)?;
        let (syntax, asks_for) = [
            ("NTriples", Syntax::NTriples),
            ("NQuads", Syntax::NQuads),
            ("Turtle", Syntax::Turtle),
            ("Trig", Syntax::TriG),
            ("XML", Syntax::RdfXml),
        ]
        .into_iter()
        .find_map(|(name, syntax)| Some((syntax, class.strip_prefix(name)?)))
        .ok_or_else(unknown)?;
        let file = self.rdf_file(entry, syntax)?;
        match asks_for {
            "PositiveSyntax" => Ok(Kind::RdfSyntax { file, legal: true }),
            "NegativeSyntax" => Ok(Kind::RdfSyntax { file, legal: false }),
            "Eval" => Ok(Kind::RdfEvaluation { file, result: self.file(entry, mf::RESULT)? }),
            "PositiveC14N" => Ok(Kind::Canonical { file, result: self.file(entry, mf::RESULT)? }),
            _ => Err(unknown()),
        }
    }

    fn rdf_file(&self, entry: &Term, syntax: Syntax) -> Result<RdfFile, String> {
        let iri = self.file(entry, mf::ACTION)?;
        let base = match (&self.assumed_base, iri.strip_prefix(&self.folder)) {
            (Some(base), Some(name)) => format!("{base}{name}"),
            _ => iri.clone(),
        };
        Ok(RdfFile { iri, base, syntax })
    }

    fn query_syntax(&self, entry: &Term, legal: bool) -> Result<Kind, String> {
        Ok(Kind::QuerySyntax { query: self.file(entry, mf::ACTION)?, legal })
    }

    fn query_evaluation(&self, entry: &Term) -> Result<Kind, String> {
        let action = self.graph.object(entry, mf::ACTION).ok_or("it has no action")?;
        if self.graph.has(action, sd::ENTAILMENT_REGIME) {
            return Ok(Kind::NotRun(NotRun::Entailment));
        }
        let is = |term: &Term, iri| matches!(term, Term::NamedNode(node) if *node == iri);
        if self.graph.objects(entry, mf::FEATURE).any(|f| is(f, sd::BASIC_FEDERATED_QUERY)) {
            return Ok(Kind::NotRun(NotRun::Service));
        }
        let cardinality = self.graph.object(entry, mf::RESULT_CARDINALITY);
        Ok(Kind::QueryEvaluation(Evaluation {
            query: self.file(action, qt::QUERY)?,
            dataset: self.dataset(action, QUERY_DATA)?,
            result: self.file(entry, mf::RESULT)?,
            lax_cardinality: cardinality.is_some_and(|term| is(term, mf::LAX_CARDINALITY)),
        }))
    }

    fn update_evaluation(&self, entry: &Term) -> Result<Kind, String> {
        let action = self.graph.object(entry, mf::ACTION).ok_or("it has no action")?;
        let result = self.graph.object(entry, mf::RESULT).ok_or("it has no result")?;
        Ok(Kind::UpdateEvaluation(UpdateEvaluation {
            update: self.file(action, ut::REQUEST)?,
            before: self.dataset(action, UPDATE_DATA)?,
            after: self.dataset(result, UPDATE_DATA)?,
        }))
    }

    fn dataset(
        &self,
        action: &Term,
        names: DatasetNames,
    ) -> Result<Vec<(String, GraphName)>, String> {
        let mut dataset = Vec::new();
        for file in self.graph.objects(action, names.data) {
            dataset.push((
                iri(file).ok_or("its data is no file")?.to_owned(),
                GraphName::DefaultGraph,
            ));
        }
        for file in self.graph.objects(action, names.graph_data) {
            let (file, name) = self.graph_data(file, names)?;
            dataset.push((file, NamedNode::new_unchecked(name).into()));
        }
        Ok(dataset)
    }

    /// A named graph's file and name.
    fn graph_data(&self, node: &Term, names: DatasetNames) -> Result<(String, String), String> {
        if let Some(file) = iri(node) {
            return Ok((file.to_owned(), file.to_owned()));
        }
        let file = self.file(node, names.graph)?;
        let label = self.graph.object(node, rdfs::LABEL).and_then(text);
        Ok((file, label.ok_or("a named graph has no name")?.to_owned()))
    }

    fn file(&self, subject: &Term, property: NamedNodeRef<'_>) -> Result<String, String> {
        let file = self.graph.object(subject, property).and_then(iri);
        file.map(str::to_owned).ok_or_else(|| format!("<{}> is no file", property.as_str()))
    }
}
