//! The answer to a query for whoever reads it, not for a program that knows SPARQL's formats: names beside the terms, the
//! evidence of the facts that it names, and what was cut.

use super::Namer;
use super::fact_text::FactWriter;
use super::text::{Style, Text};
use crate::evidence::{Annotation, Explainer, Fact, JsonTerm, Node, Sources, View};
use crate::format::write_annotated_turtle;
use crate::model::{GraphName, Prefixes, Quad, Term, TermId, Triple};
use crate::sparql::{Answer, Hint, Query, QueryError, QueryOptions, Solution, Solutions, Triples};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How much of an answer is taken; the rest is cut.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AnswerExtent {
    /// The most rows of a SELECT, and the most triples of a graph.
    pub rows_max: usize,
    /// The most bytes that the rows, or the triples, and their evidence take as JSON.
    pub size_bytes_max: usize,
}

/// The answer to a query.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct QueryAnswer {
    /// The view that was asked.
    pub view: String,
    /// What the query found.
    #[serde(flatten)]
    pub result: QueryResult,
    /// How many rows or triples there are here.
    pub count: u64,
    /// Whether there are more of them.
    pub has_more: bool,
    /// The facts and statements that the result names by their nodes, and the facts among the triples of a graph, each
    /// with its origin and once.
    pub evidence: Vec<Origin>,
    /// Why the query may have found less than expected.
    pub hints: Vec<Hint>,
}

/// What a query found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(tag = "form", rename_all = "lowercase")]
pub enum QueryResult {
    /// SELECT.
    Select {
        /// The variables, in the order of the columns.
        variables: Vec<String>,
        /// The rows: for each variable that has a value a node.
        rows: Vec<BTreeMap<String, Node>>,
    },
    /// ASK.
    Ask {
        /// The answer.
        boolean: bool,
    },
    /// CONSTRUCT and DESCRIBE.
    Graph {
        /// The graph in Turtle.
        turtle: String,
    },
}

/// A fact or statement with its origin.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Origin {
    /// What is stated.
    pub contents: Vec<Fact>,
    /// Status, speaker and evidence.
    #[serde(flatten)]
    pub annotation: Annotation,
}

impl QueryAnswer {
    /// Runs a query and takes as much of its answer as the extent allows.
    ///
    /// # Errors
    /// [`QueryError`]. Of a query that reaches its deadline nothing is answered.
    pub fn of(
        query: &Query,
        view: &View,
        options: &QueryOptions,
        extent: AnswerExtent,
        namer: &Namer,
        sources: &Sources,
    ) -> Result<Self, QueryError> {
        let label = |id| namer.label(id);
        let explainer = Explainer::new(view.snapshot(), sources, &label);
        let mut reader = AnswerReader {
            view,
            namer,
            explainer: &explainer,
            origins: Vec::new(),
            seen: BTreeSet::new(),
        };
        let (result, count, has_more, found_nothing) = match query.run(view, options)? {
            Answer::Boolean(boolean) => (QueryResult::Ask { boolean }, 1, false, !boolean),
            Answer::Solutions(solutions) => reader.solutions(query, solutions, extent)?,
            Answer::Graph(triples) => reader.graph(triples, extent)?,
        };
        let evidence = reader.origins;
        let hints = query.hints(view, options, found_nothing, namer.prefixes());
        Ok(Self { view: view.spec().name(), result, count, has_more, evidence, hints })
    }
}

type Taken = (QueryResult, u64, bool, bool);

struct AnswerReader<'a> {
    view: &'a View,
    namer: &'a Namer,
    explainer: &'a Explainer<'a>,
    origins: Vec<Origin>,
    /// The reifiers that have an origin already.
    seen: BTreeSet<TermId>,
}

impl AnswerReader<'_> {
    fn solutions(
        &mut self,
        query: &Query,
        mut solutions: Solutions,
        extent: AnswerExtent,
    ) -> Result<Taken, QueryError> {
        let names: Vec<String> =
            solutions.variables().iter().map(|name| name.as_str().to_owned()).collect();
        let mut rows = Vec::new();
        let (mut first, mut bytes, mut has_more) = (None, 0, false);
        for solution in solutions.by_ref() {
            let solution = solution?;
            first.get_or_insert_with(|| solution.clone());
            let row = self.row(&names, solution);
            let origins_before = self.origins.len();
            self.add_origins(row.values());
            bytes += json_bytes(&row) + json_bytes(&self.origins[origins_before..]);
            if rows.len() == extent.rows_max || bytes > extent.size_bytes_max {
                self.origins.truncate(origins_before);
                has_more = true;
                break;
            }
            rows.push(row);
        }
        let count = rows.len() as u64;
        let skips_all = rows.is_empty() && query.may_skip_all();
        let found_nothing = !has_more && !skips_all && query.found_nothing(count, first.as_ref());
        Ok((QueryResult::Select { variables: names, rows }, count, has_more, found_nothing))
    }

    fn row(&self, names: &[String], solution: Solution) -> BTreeMap<String, Node> {
        let named = names.iter().zip(solution);
        named.filter_map(|(name, term)| Some((name.clone(), self.node(term?)))).collect()
    }

    fn node(&self, term: Term) -> Node {
        let id = self.view.snapshot().id_of(&term);
        let label = id.and_then(|id| self.namer.label(id));
        Node { json: JsonTerm::from(&term), label, term }
    }

    fn graph(&mut self, triples: Triples, extent: AnswerExtent) -> Result<Taken, QueryError> {
        let mut quads: Vec<Quad> = Vec::new();
        let (mut bytes, mut has_more) = (0, false);
        for triple in triples {
            let triple = triple?;
            let origins_before = self.origins.len();
            self.add_origins_of(&triple);
            bytes += triple.to_string().len() + json_bytes(&self.origins[origins_before..]);
            if quads.len() == extent.rows_max || bytes > extent.size_bytes_max {
                self.origins.truncate(origins_before);
                has_more = true;
                break;
            }
            quads.push(triple.in_graph(GraphName::DefaultGraph));
        }
        let mut turtle = Vec::new();
        // Writing to memory can't fail, and what is written is text.
        let _ = write_annotated_turtle(&mut turtle, self.namer.prefixes(), &quads);
        let turtle = String::from_utf8_lossy(&turtle).into_owned();
        let found_nothing = quads.is_empty() && !has_more;
        Ok((QueryResult::Graph { turtle }, quads.len() as u64, has_more, found_nothing))
    }

    /// The origins of the facts and statements whose nodes these are.
    fn add_origins<'n>(&mut self, nodes: impl Iterator<Item = &'n Node>) {
        let ids = nodes.filter_map(|node| self.view.snapshot().id_of(&node.term));
        let reifiers: Vec<TermId> =
            ids.filter(|&id| self.explainer.reifiers().is_reifier(id)).collect();
        self.add(reifiers);
    }

    /// The origins of a triple that the data knows.
    fn add_origins_of(&mut self, triple: &Triple) {
        let snapshot = self.view.snapshot();
        let (subject, predicate) =
            (snapshot.id_of(&triple.subject), snapshot.id_of(&triple.predicate));
        let (Some(subject), Some(predicate), Some(object)) =
            (subject, predicate, snapshot.id_of(&triple.object))
        else {
            return;
        };
        let reifiers = self.explainer.reifiers().of_triple([subject, predicate, object]);
        self.add(reifiers);
    }

    fn add(&mut self, reifiers: Vec<TermId>) {
        for id in reifiers {
            if !self.seen.insert(id) {
                continue;
            }
            let reifiers = self.explainer.reifiers();
            let contents = reifiers.contents(id);
            self.origins.push(Origin {
                contents: contents.into_iter().map(|triple| self.content(triple)).collect(),
                annotation: self.explainer.annotation(&reifiers.read(id)),
            });
        }
    }

    /// A content without its annotations: the one that counts stands beside it.
    fn content(&self, triple: [TermId; 3]) -> Fact {
        Fact { annotations: Vec::new(), ..self.explainer.fact(triple) }
    }
}

fn json_bytes<T: Serialize + ?Sized>(piece: &T) -> usize {
    serde_json::to_vec(piece).map_or(0, |json| json.len())
}

impl QueryAnswer {
    /// Keeps so many rows of a SELECT, and the evidence that they name.
    pub fn shorten(&mut self, rows_max: usize) {
        let QueryResult::Select { rows, .. } = &mut self.result else { return };
        if rows.len() <= rows_max {
            return;
        }
        rows.truncate(rows_max);
        let named: BTreeSet<String> =
            rows.iter().flat_map(BTreeMap::values).map(|node| node.term.to_string()).collect();
        self.evidence.retain(|origin| named.contains(&origin.annotation.reifier.term.to_string()));
        (self.count, self.has_more) = (rows_max as u64, true);
    }

    /// The answer as text: a row a line, `true` or `false`, or Turtle; then the evidence, and the hints.
    pub fn to_text(&self, prefixes: &Prefixes) -> Text {
        let writer = FactWriter { prefixes };
        let mut text = Text::new();
        match &self.result {
            QueryResult::Ask { boolean } => {
                text.plain(format!("{boolean}")).end_line();
            }
            QueryResult::Graph { turtle } => {
                text.plain(turtle);
            }
            QueryResult::Select { variables, rows } => {
                table(&mut text, variables, rows, &writer);
            }
        }
        if !self.evidence.is_empty() {
            text.end_line().push(Style::Heading, "Evidence").end_line();
        }
        for origin in &self.evidence {
            let sentences: Vec<_> =
                origin.contents.iter().map(|content| writer.sentence(content)).collect();
            text.plain(format!("  {}  ", sentences.join("; ")));
            writer.annotation(&mut text, &origin.annotation, 4);
            text.end_line();
        }
        for hint in &self.hints {
            text.end_line().push(Style::Open, format!("hint: {hint}")).end_line();
        }
        text
    }
}

/// A line for the variables and one for each row; a name stands behind the term that has it.
fn table(
    text: &mut Text,
    variables: &[String],
    rows: &[BTreeMap<String, Node>],
    writer: &FactWriter<'_>,
) {
    text.push(Style::Heading, variables.join(" | ")).end_line();
    for row in rows {
        let cell =
            |name: &String| row.get(name).map_or_else(String::new, |node| cell(node, writer));
        let cells: Vec<_> = variables.iter().map(cell).collect();
        text.plain(cells.join(" | ")).end_line();
    }
}

fn cell(node: &Node, writer: &FactWriter<'_>) -> String {
    match &node.label {
        Some(_) => format!("{} ({})", writer.short(node), writer.name(node)),
        None => writer.short(node),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{ViewSpec, article};
    use crate::sparql::ParseOptions;

    const ALL: AnswerExtent = AnswerExtent { rows_max: 1000, size_bytes_max: 1 << 20 };

    fn ask(text: &str, extent: AnswerExtent) -> (QueryAnswer, Prefixes) {
        let (store, prefixes) = article::load();
        let snapshot = store.snapshot();
        let namer = Namer::new(&snapshot, &prefixes, None);
        let view = View::new(snapshot, ViewSpec::Asserted);
        let options = ParseOptions { prefixes: prefixes.clone(), ..ParseOptions::default() };
        let query = Query::parse(text, &options).expect("a sound query");
        let (options, sources) = (QueryOptions::default(), Sources::default());
        let answer = QueryAnswer::of(&query, &view, &options, extent, &namer, &sources);
        (answer.expect("it has no limit"), prefixes)
    }

    fn rows(answer: &QueryAnswer) -> usize {
        match &answer.result {
            QueryResult::Select { rows, .. } => rows.len(),
            _ => 0,
        }
    }

    #[test]
    fn a_row_that_names_a_fact_brings_its_origin() {
        let (answer, prefixes) = ask("SELECT ?what ?fact { :Alibaba wl:owns ?what ~ ?fact }", ALL);
        assert_eq!((answer.count, answer.has_more, answer.evidence.len()), (1, false, 1));
        let annotation = &answer.evidence[0].annotation;
        assert!(annotation.evidence[0].sha256.is_some());
        let text = answer.to_text(&prefixes).to_string();
        assert!(text.contains(":SCMP (South China Morning Post) | :f76"), "{text}");
        assert!(text.contains("Alibaba owns South China Morning Post  [reported]  :f76"), "{text}");
    }

    #[test]
    fn the_facts_of_a_graph_bring_theirs() {
        let (answer, _) = ask("CONSTRUCT WHERE { :Alibaba wl:owns ?what }", ALL);
        assert_eq!((answer.count, answer.evidence.len()), (1, 1));
        assert!(
            matches!(&answer.result, QueryResult::Graph { turtle } if turtle.contains("wl:owns"))
        );
    }

    #[test]
    fn what_is_past_the_extent_is_cut_with_its_evidence_and_said() {
        let query =
            "SELECT ?fact { ?s wl:owns|wl:locatedIn ?o . ?fact rdf:reifies <<( ?s ?p ?o )>> }";
        let (whole, _) = ask(query, ALL);
        let (some, _) = ask(query, AnswerExtent { rows_max: 2, ..ALL });
        assert!(rows(&whole) > 3 && !whole.has_more);
        assert_eq!((rows(&some), some.count, some.has_more), (2, 2, true));
        assert_eq!(some.evidence.len(), 2);
        let (few, _) = ask(query, AnswerExtent { size_bytes_max: 3000, ..ALL });
        assert!(few.has_more && rows(&few) < rows(&whole));
        let bytes = json_bytes(&few.evidence);
        assert!(bytes < 3000, "{bytes}");
        let mut short = whole.clone();
        short.shorten(1);
        assert_eq!((rows(&short), short.has_more, short.evidence.len()), (1, true, 1));
    }

    #[test]
    fn hints_are_there_where_nothing_was_found() {
        let (answer, prefixes) = ask("SELECT ?where { :LiQiang wl:workedIn ?where }", ALL);
        assert_eq!(answer.count, 0);
        assert!(answer.to_text(&prefixes).to_string().contains("\nhint: 1 more triple matches"));
        // A row that is cut isn't none.
        let (cut, _) = ask("SELECT ?s { ?s a schema:Person }", AnswerExtent { rows_max: 0, ..ALL });
        assert!(cut.has_more && cut.hints.is_empty());
    }
}
