//! PUT, POST and DELETE: each one transaction, all or nothing.

use super::target::{Target, graph_id, no_such_graph};
use crate::format::{Input, ReadOptions, Syntax};
use crate::model::{GraphName, Limits, NamedNode};
use crate::server::answer::AnswerWriter;
use crate::server::guard::check_writer;
use crate::server::negotiation::Accept;
use crate::server::own_address;
use crate::server::problem::Problem;
use crate::server::protocol::changes;
use crate::server::protocol::parameters::Pairs;
use crate::server::request_body::{self, BodyReader, media_type, unsupported_media_type};
use crate::server::state::State;
use crate::server::workers::Label;
use crate::store::{CommitSummary, GraphSet, Loader};
use axum::body::Body;
use axum::extract::{RawQuery, State as Extract};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;

/// What a body is to its graph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mode {
    /// It takes the graph's place.
    Replace,
    /// It is added.
    Merge,
}

/// `PUT /store…`: the graph holds what the body holds.
pub async fn put(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    check_writer(&state, &headers)?;
    let request = Request::new(&state, url.as_deref(), &uri, headers)?;
    let syntax = syntax_of_body(&request.headers)?;
    if request.target == Target::Store && !syntax.holds_named_graphs() {
        return Err(Problem::bad_request(
            "a PUT to the whole store takes trig, nq or jsonld; a graph is named with ?graph=IRI or ?default",
        ));
    }
    request.write(Mode::Replace, syntax, body).await
}

/// `POST /store…`: the graph holds what it held, and what the body holds. To the store itself, triples become a new graph.
pub async fn post(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    check_writer(&state, &headers)?;
    let mut request = Request::new(&state, url.as_deref(), &uri, headers)?;
    let syntax = syntax_of_body(&request.headers)?;
    if request.target == Target::Store && !syntax.holds_named_graphs() {
        let graph = new_graph(&own_address::of(&state, &uri, &request.headers))?;
        request.base = graph.as_str().to_owned();
        request.location = Some(graph.as_str().to_owned());
        request.target = Target::Graph(graph.into());
    }
    request.write(Mode::Merge, syntax, body).await
}

/// `DELETE /store…`: the graph is gone; the default graph is empty.
pub async fn delete(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    check_writer(&state, &headers)?;
    let request = Request::new(&state, url.as_deref(), &uri, headers)?;
    let label = Label { kind: "graph-store", text: &format!("DELETE {}", request.target.text()) };
    let work = move |limits: &Limits, writer: &mut AnswerWriter| request.delete(limits, writer);
    state.workers.answer(label, None, work).await
}

/// The syntaxes that a body may be in, as they are named in an error.
const MEDIA_TYPES: [&str; 6] = [
    Syntax::Turtle.media_type(),
    Syntax::TriG.media_type(),
    Syntax::NTriples.media_type(),
    Syntax::NQuads.media_type(),
    Syntax::RdfXml.media_type(),
    Syntax::JsonLd.media_type(),
];

fn syntax_of_body(headers: &HeaderMap) -> Result<Syntax, Problem> {
    let media_type = media_type(headers)?;
    Syntax::from_media_type(&media_type)
        .ok_or_else(|| unsupported_media_type("a graph", MEDIA_TYPES))
}

/// A name that no graph has: 128 random bits.
fn new_graph(own_address: &str) -> Result<NamedNode, Problem> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| Problem::internal())?;
    let name: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    // Only a strange Host header can make this fail.
    NamedNode::new(format!("{own_address}/store/{name}"))
        .map_err(|error| Problem::bad_request(format!("the new graph has no IRI: {error}")))
}

struct Request {
    state: State,
    target: Target,
    base: String,
    headers: HeaderMap,
    /// The IRI of a graph that gets a name of the server's choice.
    location: Option<String>,
}

impl Request {
    fn new(
        state: &State,
        url: Option<&str>,
        uri: &Uri,
        headers: HeaderMap,
    ) -> Result<Self, Problem> {
        let pairs = Pairs::parse(url.unwrap_or_default())?;
        let target = Target::of(state, uri, &headers, &pairs)?;
        let base = target.base(state, uri, &headers);
        Ok(Self { state: state.clone(), target, base, headers, location: None })
    }

    async fn write(self, mode: Mode, syntax: Syntax, body: Body) -> Result<Response, Problem> {
        let state = self.state.clone();
        let reader = request_body::reader(&self.headers, body, &state.options.limits)?;
        let method = if mode == Mode::Replace { "PUT" } else { "POST" };
        let label =
            Label { kind: "graph-store", text: &format!("{method} {}", self.target.text()) };
        let work = move |limits: &Limits, writer: &mut AnswerWriter| {
            self.load(mode, syntax, reader, limits, writer)
        };
        state.workers.answer(label, None, work).await
    }

    fn load(
        &self,
        mode: Mode,
        syntax: Syntax,
        reader: BodyReader,
        limits: &Limits,
        writer: &mut AnswerWriter,
    ) -> Result<(), Problem> {
        let store = self.state.served.database().store();
        let mut loader = Loader::begin(store);
        // The wait for another writer may have taken all the time.
        limits.check()?;
        let mut input = Input::from_reader("the body", syntax, reader.read_until(limits.deadline));
        input.bytes_max = self.state.options.limits.decompressed_bytes_max;
        let options = |graph| ReadOptions { base: Some(self.base.clone()), graph };
        let existed = match &self.target {
            Target::Store => {
                if mode == Mode::Replace {
                    loader.transaction().drop_graphs(GraphSet::All)?;
                }
                let options = options(GraphName::DefaultGraph);
                loader.read(input, &options, |_| {})?;
                true
            }
            Target::Graph(graph) => {
                let existed = self.graph_exists(graph);
                if mode == Mode::Replace {
                    loader.transaction().clear_graphs(GraphSet::One(graph.as_ref()))?;
                }
                if let GraphName::NamedNode(name) = graph {
                    loader.transaction().create_graph(name)?;
                }
                loader.read_graph(input, &options(graph.clone()))?;
                existed
            }
        };
        limits.check()?;
        self.answer(existed, loader.commit()?.commit, writer)
    }

    /// Whether there was such a graph before this request, which is the store's only writer now. The default graph is always
    /// there; it counts as made by the request that first fills it, which is what the W3C's tests expect.
    fn graph_exists(&self, graph: &GraphName) -> bool {
        let snapshot = self.state.served.database().snapshot();
        match graph {
            GraphName::DefaultGraph => {
                snapshot.graphs().next() == Some(crate::model::GraphId::Default)
            }
            named => graph_id(&snapshot, named).is_some(),
        }
    }

    fn delete(&self, limits: &Limits, writer: &mut AnswerWriter) -> Result<(), Problem> {
        let mut transaction = self.state.served.database().store().begin();
        limits.check()?;
        match &self.target {
            Target::Store => transaction.drop_graphs(GraphSet::All)?,
            Target::Graph(graph) => {
                let snapshot = self.state.served.database().snapshot();
                if graph_id(&snapshot, graph).is_none() {
                    return Err(no_such_graph(graph));
                }
                transaction.drop_graphs(GraphSet::One(graph.as_ref()))?;
            }
        }
        limits.check()?;
        self.answer(true, transaction.commit()?, writer)
    }

    fn answer(
        &self,
        existed: bool,
        summary: CommitSummary,
        writer: &mut AnswerWriter,
    ) -> Result<(), Problem> {
        let created = (!existed).then_some(StatusCode::CREATED);
        let accept = Accept::of(&self.headers);
        changes::write(summary, created, self.location.as_deref(), &accept, writer)
    }
}
