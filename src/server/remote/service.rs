//! SERVICE over the SPARQL 1.1 Protocol (§2.1.2, query via POST with URL-encoded parameters, which every endpoint understands).

use super::body::{Body, Budget, excerpt};
use super::client::{Answer, Client, Request};
use super::error::RemoteError;
use crate::format::{QueryResults, ReadError, ResultSyntax, read_results};
use crate::model::{Limits, NamedNode};
use crate::sparql::{RemoteService, RemoteSolutions, ServiceError};
use std::io::{Cursor, Read};
use std::sync::Arc;

const ACCEPT: &str = "application/sparql-results+json, application/sparql-results+xml;q=0.9";

/// The services of one query: each query needs one of these, whose limit on bytes is for all its answers together.
#[derive(Debug)]
pub struct Services {
    client: Arc<Client>,
    budget: Budget,
}

impl Services {
    /// For a query that is about to run.
    pub fn new(client: Arc<Client>) -> Self {
        let budget = client.budget();
        Self { client, budget }
    }

    fn ask(
        &self,
        service: &str,
        query: &str,
        limits: &Limits,
    ) -> Result<RemoteSolutions, RemoteError> {
        let request = Request::PostQuery(query);
        let answer = self.client.exchange(service, &request, ACCEPT, &self.budget, limits)?;
        read(answer)
    }
}

impl RemoteService for Services {
    fn admit(&self, service: &NamedNode) -> Result<(), ServiceError> {
        self.client.admit(service.as_str()).map_err(ServiceError::from)
    }

    fn select(
        &self,
        service: &NamedNode,
        query: &str,
        limits: &Limits,
    ) -> Result<RemoteSolutions, ServiceError> {
        self.ask(service.as_str(), query, limits).map_err(ServiceError::from)
    }
}

impl From<RemoteError> for ServiceError {
    fn from(error: RemoteError) -> Self {
        match error {
            RemoteError::Limit(limit) => Self::Limit(limit),
            refusal if refusal.is_refusal() => Self::Refused(Box::new(refusal)),
            failure => Self::Failed(Box::new(failure)),
        }
    }
}

fn read(answer: Answer) -> Result<RemoteSolutions, RemoteError> {
    let Answer { status, content_type, mut body } = answer;
    let syntax = ResultSyntax::from_media_type(&content_type)
        .filter(|syntax| matches!(syntax, ResultSyntax::Json | ResultSyntax::Xml));
    let Some(syntax) = syntax else {
        return Err(RemoteError::content_type(status, &content_type, EXPECTED, &mut body));
    };
    let start = begin(&mut body).map_err(|source| failed(status, source))?;
    // The reader below would decompress what looks compressed, without a limit on what comes of it.
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace() && !BOM.contains(byte));
    if !matches!(first, Some(b'{' | b'<')) {
        let rest = body.excerpt();
        let excerpt = format!("{}{rest}", excerpt(&start));
        return Err(RemoteError::NoResults { status, excerpt });
    }
    let text = Cursor::new(start).chain(&mut body);
    match read_results("its answer", syntax, text).map_err(|source| failed(status, source))? {
        QueryResults::Solutions { variables, rows } => Ok(RemoteSolutions { variables, rows }),
        QueryResults::Boolean(_) => Err(RemoteError::Boolean),
    }
}

const EXPECTED: &str = "SPARQL results in JSON or XML";

/// The bytes of U+FEFF.
const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// The bytes up to the first that tells something.
fn begin(body: &mut Body) -> Result<Vec<u8>, ReadError> {
    let mut start = vec![0; 512];
    let mut length = 0;
    while length < start.len() {
        let io = |source| ReadError::Io { file: "its answer".to_owned(), source };
        let read = body.read(&mut start[length..]).map_err(io)?;
        if read == 0 {
            break;
        }
        length += read;
    }
    start.truncate(length);
    Ok(start)
}

fn failed(status: u16, source: ReadError) -> RemoteError {
    match RemoteError::in_read(source) {
        Ok(limit) => limit,
        Err(source) => RemoteError::Results { status, source: Box::new(source) },
    }
}
