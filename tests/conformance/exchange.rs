//! Exchanges over HTTP with the program as a server: each test gets a server of its own.

use crate::graph::{Graph, iri, text};
use crate::harness::{Response, Server};
use crate::parsing::compare;
use crate::suites::{Suites, all_quads, view_of};
use crate::vocabulary::{cnt, ht, mf};
use std::io::Write;
use westlake::format::{Input, ReadOptions, Syntax};
use westlake::model::{GraphName, Quad, Term};

/// By which name the tests call the server.
pub const HOST: &str = "www.example";
/// The token with which the tests write.
const TOKEN: &str = "conformance-tests-write";

/// The paths of the suites, and ours in their place.
const PATHS: [(&str, &str); 2] = [("/sparql/", "/sparql"), ("/gsp", "/store")];

/// The namespace of the names of statuses.
const STATUSES: &str = "http://www.w3.org/2011/http-statusCodes#";

/// A request and what is expected of its answer.
#[derive(Clone, Default)]
pub struct Exchange {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub expected: Expected,
}

/// What an answer has to be. What isn't given may be anything.
#[derive(Clone, Default)]
pub struct Expected {
    /// Statuses, any of which will do: `200`, or `2` for all from 200 to 299.
    pub statuses: Vec<u16>,
    pub boolean: Option<bool>,
    /// `boolean`, `tabular` or `RDF`.
    pub format: Option<String>,
    /// The name by which later requests mean the value of `Location`.
    pub location: Option<String>,
    pub headers: Vec<(String, String)>,
    /// A graph in Turtle.
    pub graph: Option<String>,
}

/// A server that holds these files, each in its graph, and takes changes.
pub fn server(suites: &Suites, graphs: &[(String, GraphName)]) -> Result<Server, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        let written =
            std::fs::File::create(&path).and_then(|mut f| f.write_all(content.as_bytes()));
        written.map(|()| path.display().to_string()).map_err(|error| error.to_string())
    };
    let (token, data) = (write("token", TOKEN)?, write("empty.ttl", "")?);
    let server =
        Server::start(&["--data", &data, "--writable", "--token-file", &token, "--host", HOST]);
    for (file, graph) in graphs {
        let GraphName::NamedNode(graph) = graph else { return Err("no named graph".to_owned()) };
        let put = Exchange {
            method: "PUT".to_owned(),
            path: format!("/store?graph={}", graph.as_str()),
            headers: vec![("content-type".to_owned(), "text/turtle".to_owned())],
            body: suites.bytes(file)?,
            expected: Expected { statuses: vec![201], ..Expected::default() },
        };
        put.run(&server)?;
    }
    Ok(server)
}

/// Runs exchanges one after another with one server.
pub fn run(
    suites: &Suites,
    graphs: &[(String, GraphName)],
    exchanges: &[Exchange],
) -> Result<(), String> {
    let server = server(suites, graphs)?;
    let mut locations: Vec<(String, String)> = Vec::new();
    for (at, exchange) in exchanges.iter().enumerate() {
        let mut exchange = exchange.clone();
        for (name, value) in &locations {
            exchange.path = exchange.path.replace(name, value);
        }
        let fails = |error| format!("request {} of {}: {error}", at + 1, exchanges.len());
        let response = exchange.run(&server).map_err(fails)?;
        if let Some(name) = &exchange.expected.location {
            let location = response.header("location").ok_or("the answer has no Location")?;
            locations.push((name.clone(), location.to_owned()));
        }
    }
    Ok(())
}

impl Exchange {
    /// Sends the request and looks at the answer.
    pub fn run(&self, server: &Server) -> Result<Response, String> {
        let authorization = format!("Bearer {TOKEN}");
        let mut headers = vec![("host", HOST), ("authorization", authorization.as_str())];
        headers.extend(self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let response = server.request(&self.method, &self.path, &headers, &self.body);
        self.expected.check(&response).map_err(|error| {
            let body = String::from_utf8_lossy(&response.body);
            format!("{} {}: {error}\n{} {body}", self.method, self.path, response.status)
        })?;
        Ok(response)
    }
}

impl Expected {
    fn check(&self, response: &Response) -> Result<(), String> {
        let is = |status: &u16| *status == response.status || *status == response.status / 100;
        if !self.statuses.iter().any(is) {
            return Err(format!("{:?} is expected", self.statuses));
        }
        for (name, value) in &self.headers {
            let ours = response.header(name);
            let same = ours.is_some_and(|ours| ours.eq_ignore_ascii_case(value));
            if !same {
                return Err(format!("{name}: {value} is expected, and it is {ours:?}"));
            }
        }
        if let Some(format) = &self.format {
            check_format(response, format)?;
        }
        if let Some(boolean) = self.boolean {
            let ours = serde_json::from_slice::<serde_json::Value>(&response.body);
            if ours.ok().and_then(|json| json["boolean"].as_bool()) != Some(boolean) {
                return Err(format!("{boolean} is expected"));
            }
        }
        match &self.graph {
            Some(graph) => compare(&quads(graph.as_bytes())?, &quads(&response.body)?),
            None => Ok(()),
        }
    }
}

fn check_format(response: &Response, format: &str) -> Result<(), String> {
    let media_type = response.header("content-type").unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default();
    let results =
        ["application/sparql-results+json", "application/sparql-results+xml", "application/json"];
    let fits = match format {
        "boolean" => results.contains(&essence),
        "tabular" => {
            results.contains(&essence) || essence == "text/csv" || essence.contains("tab-separated")
        }
        _ => Syntax::from_media_type(essence).is_some(),
    };
    if fits { Ok(()) } else { Err(format!("{media_type} is no {format} format")) }
}

/// The triples of a text in Turtle.
pub fn quads(turtle: &[u8]) -> Result<Vec<Quad>, String> {
    let input = Input::from_reader("a graph", Syntax::Turtle, turtle);
    Ok(all_quads(&view_of([Ok((input, ReadOptions::default()))])?))
}

/// The exchanges that a manifest describes in the W3C's vocabulary of HTTP.
pub fn exchanges(graph: &Graph, action: &Term) -> Result<Vec<Exchange>, String> {
    let requests = graph.list_members(action, ht::REQUESTS);
    requests.iter().map(|request| exchange(graph, request)).collect()
}

fn exchange(graph: &Graph, request: &Term) -> Result<Exchange, String> {
    let response = graph.object(request, ht::RESP).ok_or("a request has no response")?;
    let value = |property| graph.object(request, property).and_then(text);
    let path = value(ht::ABSOLUTE_PATH).ok_or("a request has no path")?;
    let ours = PATHS
        .into_iter()
        .find_map(|(theirs, ours)| Some(format!("{ours}{}", path.strip_prefix(theirs)?)));
    Ok(Exchange {
        method: value(ht::METHOD_NAME).ok_or("a request has no method")?.to_owned(),
        path: ours.ok_or_else(|| format!("the path {path} is unknown"))?,
        headers: headers(graph, request),
        body: body(graph, request)?.unwrap_or_default(),
        expected: expected(graph, response)?,
    })
}

fn expected(graph: &Graph, response: &Term) -> Result<Expected, String> {
    let value = |property| graph.object(response, property).and_then(text).map(str::to_owned);
    let statuses = graph.objects(response, mf::EXPECTED_STATUS).map(|status| {
        let name = iri(status).and_then(|iri| iri.strip_prefix(STATUSES)).unwrap_or_default();
        status_of(name).ok_or_else(|| format!("the status {status} is unknown"))
    });
    let graph_text = body(graph, response)?.map(String::from_utf8).transpose();
    Ok(Expected {
        statuses: statuses.collect::<Result<_, _>>()?,
        boolean: value(mf::EXPECTED_BOOLEAN).map(|value| value == "true"),
        format: value(mf::EXPECTED_FORMAT),
        location: value(mf::EXPECTED_LOCATION),
        headers: headers(graph, response),
        graph: graph_text.map_err(|error| error.to_string())?,
    })
}

fn status_of(name: &str) -> Option<u16> {
    Some(match name {
        "OK" => 200,
        "Created" => 201,
        "NoContent" => 204,
        "NotFound" => 404,
        class => class.strip_prefix("StatusCode")?.strip_suffix("xx")?.parse().ok()?,
    })
}

fn headers(graph: &Graph, message: &Term) -> Vec<(String, String)> {
    let members = graph.list_members(message, ht::HEADERS);
    let header = |member: &Term| {
        let value = |property| graph.object(member, property).and_then(text).map(str::to_owned);
        Some((value(ht::FIELD_NAME)?, value(ht::FIELD_VALUE)?))
    };
    members.iter().filter_map(header).collect()
}

fn body(graph: &Graph, message: &Term) -> Result<Option<Vec<u8>>, String> {
    let Some(body) = graph.object(message, ht::BODY) else { return Ok(None) };
    let value = |property| graph.object(body, property).and_then(text);
    let chars = value(cnt::CHARS).ok_or("a body has no characters")?;
    match value(cnt::CHARACTER_ENCODING) {
        Some("UTF-8") | None => Ok(Some(chars.as_bytes().to_vec())),
        Some("UTF-16") => {
            let units = [0xFEFF].into_iter().chain(chars.encode_utf16());
            Ok(Some(units.flat_map(u16::to_be_bytes).collect()))
        }
        Some(encoding) => Err(format!("the encoding {encoding} is unknown")),
    }
}
