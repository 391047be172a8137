//! From a worker's thread to the client: bytes as they come.
//!
//! What fits into one piece goes out whole, with its length. Of what is longer the head goes out with the first piece; an
//! error after it breaks the connection off, so that no client takes a part for the whole.

use super::observe::request_id;
use super::problem::Problem;
use crate::model::Limits;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use http_body::{Frame, SizeHint};
use std::future::Future;
use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Sleep;

/// A piece of an answer.
const PIECE_BYTES: usize = 64 << 10;
/// So many pieces wait for the client.
const PIECES_WAITING: usize = 4;
/// So long after its deadline the work may still say itself that it is late.
pub const GRACE: Duration = Duration::from_millis(50);

/// The head of an answer without its body.
pub struct Head {
    pub status: StatusCode,
    pub headers: Vec<(HeaderName, HeaderValue)>,
}

impl Head {
    /// 200 with a media type.
    pub fn ok(media_type: &'static str) -> Self {
        let content_type = HeaderValue::from_static(media_type);
        Self {
            status: StatusCode::OK,
            headers: vec![(axum::http::header::CONTENT_TYPE, content_type)],
        }
    }

    pub fn with(mut self, headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>) -> Self {
        self.headers.extend(headers);
        self
    }

    fn response(self, body: Body) -> Response {
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        response.headers_mut().extend(self.headers);
        response
    }
}

/// Where a worker writes its answer.
pub struct AnswerWriter {
    /// Until the head is on its way.
    waiting: Option<(Head, oneshot::Sender<Result<Response, Problem>>)>,
    piece: Vec<u8>,
    pieces: Option<mpsc::Sender<io::Result<Bytes>>>,
    runtime: Handle,
    limits: Limits,
    bytes_left: u64,
    request: String,
}

impl AnswerWriter {
    /// A writer, and where its response comes out.
    pub fn new(
        runtime: Handle,
        limits: Limits,
        bytes_max: u64,
    ) -> (Self, oneshot::Receiver<Result<Response, Problem>>) {
        let (sender, receiver) = oneshot::channel();
        let head = Head { status: StatusCode::NO_CONTENT, headers: Vec::new() };
        let writer = Self {
            waiting: Some((head, sender)),
            piece: Vec::new(),
            pieces: None,
            runtime,
            limits,
            bytes_left: bytes_max,
            request: request_id(),
        };
        (writer, receiver)
    }

    /// Sets the head, before the first byte.
    pub fn head(&mut self, head: Head) {
        if let Some((waiting, _)) = &mut self.waiting {
            *waiting = head;
        }
    }

    /// Ends the answer.
    pub fn finish(mut self, done: Result<(), Problem>) {
        match (self.waiting.take(), done) {
            (Some((head, sender)), Ok(())) => {
                let body = Body::from(std::mem::take(&mut self.piece));
                // Nobody listens if the client has gone.
                let _ = sender.send(Ok(head.response(body)));
            }
            (Some((_, sender)), Err(problem)) => {
                let _ = sender.send(Err(problem));
            }
            (None, Ok(())) => {
                let _ = self.send_piece();
            }
            (None, Err(problem)) => {
                tracing::warn!(
                    request = self.request,
                    problem = problem.detail,
                    "an answer was broken off"
                );
                let _ = self.send(Err(io::Error::other(problem.detail)));
            }
        }
    }

    fn send_piece(&mut self) -> io::Result<()> {
        if self.piece.is_empty() {
            return Ok(());
        }
        let next = Vec::with_capacity(PIECE_BYTES);
        let piece = Bytes::from(std::mem::replace(&mut self.piece, next));
        if let Some((head, sender)) = self.waiting.take() {
            let (pieces, receiver) = mpsc::channel(PIECES_WAITING);
            self.pieces = Some(pieces);
            let _in_runtime = self.runtime.enter();
            let late = self
                .limits
                .deadline
                .map(|deadline| Box::pin(tokio::time::sleep_until((deadline + GRACE).into())));
            let body = Body::new(Pieces { receiver, late, limits: self.limits.clone() });
            sender.send(Ok(head.response(body))).map_err(|_| gone())?;
        }
        self.send(Ok(piece))
    }

    /// Waits for the client, no longer than the deadline.
    fn send(&mut self, piece: io::Result<Bytes>) -> io::Result<()> {
        let Some(pieces) = &self.pieces else { return Err(gone()) };
        let piece = match pieces.try_send(piece) {
            Ok(()) => return Ok(()),
            Err(mpsc::error::TrySendError::Closed(_)) => return Err(gone()),
            Err(mpsc::error::TrySendError::Full(piece)) => piece,
        };
        let sent = wait(&self.runtime, self.limits.deadline, pieces.send(piece))?;
        sent.map_err(|_| gone())
    }
}

/// Waits on a worker's thread for what the runtime does.
///
/// # Errors
/// [`io::ErrorKind::TimedOut`] at the deadline.
pub fn wait<F: Future>(
    runtime: &Handle,
    deadline: Option<Instant>,
    done: F,
) -> io::Result<F::Output> {
    runtime.block_on(async {
        match deadline {
            None => Ok(done.await),
            Some(deadline) => Ok(tokio::time::timeout_at(deadline.into(), done).await?),
        }
    })
}

fn gone() -> io::Error {
    io::Error::from(io::ErrorKind::BrokenPipe)
}

/// The error of an answer that has more bytes than allowed.
fn too_large() -> io::Error {
    io::Error::from(io::ErrorKind::FileTooLarge)
}

/// The problem that an error of an [`AnswerWriter`] stands for.
pub fn write_problem(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "answer-limit",
            "the answer has more bytes than the server sends; ask for less",
        ),
        io::ErrorKind::TimedOut => Problem::timeout(),
        _ => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "client-gone", "the client has gone"),
    }
}

impl Write for AnswerWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes_left = self.bytes_left.checked_sub(bytes.len() as u64).ok_or_else(too_large)?;
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE_BYTES {
            self.send_piece()?;
        }
        Ok(bytes.len())
    }

    /// Pieces go out when they are full, and at the end.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The body of a long answer. Dropping it tells the worker that the client has gone.
struct Pieces {
    receiver: mpsc::Receiver<io::Result<Bytes>>,
    /// A worker that gives nothing after its deadline isn't waited for.
    late: Option<Pin<Box<Sleep>>>,
    limits: Limits,
}

impl Drop for Pieces {
    fn drop(&mut self) {
        self.limits.cancel();
    }
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.receiver.poll_recv(context) {
            Poll::Ready(piece) => Poll::Ready(piece.map(|piece| piece.map(Frame::data))),
            Poll::Pending => match self.late.as_mut().map(|late| late.as_mut().poll(context)) {
                Some(Poll::Ready(())) => {
                    Poll::Ready(Some(Err(io::Error::from(io::ErrorKind::TimedOut))))
                }
                _ => Poll::Pending,
            },
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::default()
    }
}
