//! PUT, POST, DELETE and PATCH: each one transaction, all or nothing.

use super::target::{Target, no_such_graph};
use crate::format::{Input, ReadOptions, Syntax, syntax_of_path};
use crate::model::{GraphId, GraphName, Limits, NamedNode};
use crate::server::access::random_hex;
use crate::server::answer::AnswerWriter;
use crate::server::guard::check_writer;
use crate::server::multipart::{Multipart, PartHeader, boundary};
use crate::server::negotiation::Accept;
use crate::server::own_address;
use crate::server::problem::Problem;
use crate::server::protocol::parameters::Pairs;
use crate::server::protocol::{changes, update};
use crate::server::request_body::{
    self, BodyReader, media_type, read_problem, unsupported_media_type,
};
use crate::server::state::State;
use crate::server::workers::Label;
use crate::store::{CommitSummary, GraphSet, Loader};
use axum::body::Body;
use axum::extract::{RawQuery, State as Extract};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use http_body::Body as _;
use std::io::Read;
use std::path::Path;

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
    let content = Content::of_body(&request.headers)?;
    if request.target == Target::Store && !content.is_dataset() {
        return Err(Problem::bad_request(
            "a PUT to the whole store takes trig, nq or jsonld; a graph is named with ?graph=IRI or ?default",
        ));
    }
    request.write(Mode::Replace, content, body).await
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
    let content = Content::of_body(&request.headers)?;
    if body.is_end_stream() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    if request.target == Target::Store && !content.is_dataset() {
        let graph = new_graph(&own_address::of(&state, &uri, &request.headers))?;
        request.base = graph.as_str().to_owned();
        request.location = Some(graph.as_str().to_owned());
        request.target = Target::Graph(graph.into());
    }
    request.write(Mode::Merge, content, body).await
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

/// What a body is made of.
enum Content {
    One(Syntax),
    /// Documents that are parted by a boundary (SPARQL 1.1 Graph Store HTTP Protocol, section 5.5).
    Parts(String),
}

impl Content {
    fn of_body(headers: &HeaderMap) -> Result<Self, Problem> {
        let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if let Some(boundary) = content_type.and_then(boundary) {
            return Ok(Self::Parts(boundary));
        }
        syntax(&media_type(headers)?).map(Self::One)
    }

    /// Whether it may hold named graphs.
    fn is_dataset(&self) -> bool {
        matches!(self, Self::One(syntax) if syntax.holds_named_graphs())
    }
}

fn syntax(media_type: &str) -> Result<Syntax, Problem> {
    Syntax::from_media_type(media_type)
        .ok_or_else(|| unsupported_media_type("a graph", MEDIA_TYPES))
}

/// The syntax of a part: by its media type, else by the name of its file.
fn syntax_of_part(header: &PartHeader) -> Result<Syntax, Problem> {
    if let Some(media_type) = &header.media_type {
        return syntax(media_type);
    }
    let of_file = header.file.as_ref().and_then(|file| syntax_of_path(Path::new(file)));
    of_file.map(|(syntax, _)| syntax).ok_or_else(|| {
        Problem::bad_request(
            "a part has neither a Content-Type nor a filename that says its format",
        )
    })
}

/// A name that no graph has: 128 random bits.
fn new_graph(own_address: &str) -> Result<NamedNode, Problem> {
    let name = random_hex::<16>().ok_or_else(Problem::internal)?;
    // Only a strange Host header can make this fail.
    NamedNode::new(format!("{own_address}/store/{name}"))
        .map_err(|error| Problem::bad_request(format!("the new graph has no IRI: {error}")))
}

/// `PATCH /store…`: an update that changes this graph and no other; of the store itself any update (SPARQL 1.1 Graph Store
/// HTTP Protocol, section 5.7).
pub async fn patch(
    Extract(state): Extract<State>,
    RawQuery(url): RawQuery,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    const UPDATE: &str = "application/sparql-update";
    check_writer(&state, &headers)?;
    if media_type(&headers)? != UPDATE {
        return Err(unsupported_media_type("a patch", [UPDATE]));
    }
    let request = Request::new(&state, url.as_deref(), &uri, headers)?;
    let only = match request.target {
        Target::Store => None,
        Target::Graph(graph) => {
            let snapshot = state.served.database().snapshot();
            snapshot.graph(&graph).ok_or_else(|| no_such_graph(&graph))?;
            Some(graph)
        }
    };
    let bytes_max = state.options.limits.body_bytes_max;
    let text = request_body::text(&request.headers, body, bytes_max).await?;
    update::run(state, text, &request.pairs, &request.headers, request.base, only).await
}

struct Request {
    state: State,
    pairs: Pairs,
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
        Ok(Self { state: state.clone(), pairs, target, base, headers, location: None })
    }

    async fn write(self, mode: Mode, content: Content, body: Body) -> Result<Response, Problem> {
        let state = self.state.clone();
        let reader = request_body::reader(&self.headers, body, &state.options.limits)?;
        let method = if mode == Mode::Replace { "PUT" } else { "POST" };
        let label =
            Label { kind: "graph-store", text: &format!("{method} {}", self.target.text()) };
        let work = move |limits: &Limits, writer: &mut AnswerWriter| {
            self.load(mode, content, reader, limits, writer)
        };
        state.workers.answer(label, None, work).await
    }

    fn load(
        &self,
        mode: Mode,
        content: Content,
        reader: BodyReader,
        limits: &Limits,
        writer: &mut AnswerWriter,
    ) -> Result<(), Problem> {
        let store = self.state.served.database().store();
        let mut loader = Loader::begin(store);
        // The wait for another writer may have taken all the time.
        limits.check()?;
        let existed = match &self.target {
            Target::Store => true,
            Target::Graph(graph) => self.graph_exists(graph),
        };
        self.check_precondition(existed)?;
        self.prepare(mode, &mut loader)?;
        let reader = reader.read_until(limits.deadline);
        match content {
            Content::One(syntax) => self.read("the body", syntax, reader, &mut loader)?,
            Content::Parts(boundary) => {
                let mut parts = Multipart::new(reader, &boundary);
                let mut number = 0;
                while let Some(header) = parts.next_part().map_err(|error| read_problem(&error))? {
                    number += 1;
                    let name = format!("part {number} of the body");
                    self.read(&name, syntax_of_part(&header)?, &mut parts, &mut loader)?;
                }
            }
        }
        limits.check()?;
        self.answer(existed, loader.commit()?.commit, writer)
    }

    /// `If-None-Match: *` asks that there be nothing yet (RFC 9110, section 13.1.2).
    fn check_precondition(&self, existed: bool) -> Result<(), Problem> {
        let only_new = self.headers.get(header::IF_NONE_MATCH).is_some_and(|value| value == "*");
        if only_new && existed {
            let detail = format!("there is {} already", self.target.text());
            return Err(Problem::new(StatusCode::PRECONDITION_FAILED, "exists", detail));
        }
        Ok(())
    }

    /// Makes room for what is to come.
    fn prepare(&self, mode: Mode, loader: &mut Loader<'_>) -> Result<(), Problem> {
        match (&self.target, mode) {
            (Target::Store, Mode::Replace) => loader.transaction().drop_graphs(GraphSet::All)?,
            (Target::Graph(graph), Mode::Replace) => {
                loader.transaction().clear_graphs(GraphSet::One(graph.as_ref()))?;
            }
            (_, Mode::Merge) => {}
        }
        if let Target::Graph(GraphName::NamedNode(name)) = &self.target {
            loader.transaction().create_graph(name)?;
        }
        Ok(())
    }

    fn read(
        &self,
        name: &str,
        syntax: Syntax,
        reader: impl Read + Send,
        loader: &mut Loader<'_>,
    ) -> Result<(), Problem> {
        let mut input = Input::from_plain_reader(name, syntax, reader);
        input.bytes_max = self.state.options.limits.decompressed_bytes_max;
        let options = |graph| ReadOptions { base: Some(self.base.clone()), graph };
        match &self.target {
            Target::Store => {
                loader.read(input, &options(GraphName::DefaultGraph), |_| {})?;
            }
            Target::Graph(graph) => loader.read_graph(input, &options(graph.clone()))?,
        }
        Ok(())
    }

    /// Whether there was such a graph before this request, which is the store's only writer now. The default graph is always
    /// there; it counts as made by the request that first fills it, which is what the W3C's tests expect.
    fn graph_exists(&self, graph: &GraphName) -> bool {
        let snapshot = self.state.served.database().snapshot();
        match graph {
            GraphName::DefaultGraph => snapshot.graphs().next() == Some(GraphId::Default),
            named => snapshot.graph(named).is_some(),
        }
    }

    fn delete(&self, limits: &Limits, writer: &mut AnswerWriter) -> Result<(), Problem> {
        let mut transaction = self.state.served.database().store().begin();
        limits.check()?;
        match &self.target {
            Target::Store => transaction.drop_graphs(GraphSet::All)?,
            Target::Graph(graph) => {
                let snapshot = self.state.served.database().snapshot();
                if snapshot.graph(graph).is_none() {
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
