//! The protocol over a pair of streams, such as a process's own: a JSON-RPC message a line, and nothing else.
//!
//! A line that is no message is answered with a JSON-RPC error, and the next one is read.

use super::message::{Judged, Wrong, judge};
use super::service::{Host, Service};
use crate::server::options::ServerLimits;
use crate::server::running::Running;
use crate::server::workers::Workers;
use crate::server::{Served, ServerOptions};
use crate::sparql::RemoteService;
use rmcp::RoleServer;
use rmcp::model::ErrorCode;
use rmcp::service::{RxJsonRpcMessage, ServerInitializeError, TxJsonRpcMessage, serve_server};
use rmcp::transport::Transport;
use std::future::Future;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use thiserror::Error;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// The longest line, in bytes: the longest query that is parsed fits, also where JSON escapes much of it.
const LINE_BYTES_MAX: usize = 4 << 20;
/// How many lines are read ahead.
const LINES_AHEAD: usize = 16;
/// How many calls of the one client are worked on at once.
const CALLS_MAX: usize = 4;

/// Why a client can't be served.
#[derive(Debug, Error)]
pub enum LinesError {
    /// The system has no threads for it.
    #[error("the server can't be started: {0}")]
    Start(#[from] io::Error),
    /// The client didn't begin as the protocol asks.
    #[error("the client didn't begin as the protocol asks: {0}")]
    Initialize(Box<ServerInitializeError>),
}

struct OneClient {
    served: Served,
    workers: Workers,
}

impl Host for OneClient {
    fn served(&self) -> &Served {
        &self.served
    }

    fn workers(&self) -> &Workers {
        &self.workers
    }

    fn services(&self) -> Option<Arc<dyn RemoteService>> {
        None
    }
}

/// Serves one client until it closes `input`, or until `ended` is ready. A call may take so long, where there is a `time`.
/// Must run within a tokio runtime, whose end mustn't wait for `input`: a thread reads it.
///
/// # Errors
/// [`LinesError`].
pub async fn serve_lines(
    served: Served,
    time: Option<Duration>,
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    ended: impl Future<Output = ()>,
) -> Result<(), LinesError> {
    let limits = ServerLimits { time, workers: CALLS_MAX, ..ServerLimits::default() };
    let slow = ServerOptions::default().slow_query;
    let workers = Workers::start(&limits, slow, Running::default())?;
    let service = Service::new(Arc::new(OneClient { served, workers }));
    let lines = Lines::start(input, output)?;
    let mut ended = pin!(ended);
    let running = tokio::select! {
        started = serve_server(service, lines) => match started {
            Ok(running) => running,
            // Nobody has said anything.
            Err(ServerInitializeError::ConnectionClosed(_)) => return Ok(()),
            Err(error) => return Err(LinesError::Initialize(Box::new(error))),
        },
        () = &mut ended => return Ok(()),
    };
    let end = running.cancellation_token();
    let mut closed = pin!(running.waiting());
    tokio::select! {
        _ = &mut closed => {}
        () = &mut ended => {
            end.cancel();
            let _ = closed.await;
        }
    }
    Ok(())
}

/// The two streams as the SDK's transport.
struct Lines<W> {
    incoming: Receiver<Incoming>,
    output: Arc<Mutex<Option<W>>>,
}

enum Incoming {
    Message(Box<RxJsonRpcMessage<RoleServer>>),
    /// What is answered to a line that is no message.
    Wrong(Wrong),
}

impl<W: Write + Send + 'static> Lines<W> {
    fn start(input: impl Read + Send + 'static, output: W) -> io::Result<Self> {
        let (sender, incoming) = channel(LINES_AHEAD);
        let read = move || read_lines(&mut BufReader::new(input), &sender);
        std::thread::Builder::new().name("input".to_owned()).spawn(read)?;
        Ok(Self { incoming, output: Arc::new(Mutex::new(Some(output))) })
    }
}

impl<W: Write + Send + 'static> Transport<RoleServer> for Lines<W> {
    type Error = io::Error;

    fn send(
        &mut self,
        message: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = io::Result<()>> + Send + 'static {
        let output = Arc::clone(&self.output);
        async move { write_line(output, serde_json::to_vec(&message)?).await }
    }

    async fn receive(&mut self) -> Option<RxJsonRpcMessage<RoleServer>> {
        loop {
            match self.incoming.recv().await? {
                Incoming::Message(message) => return Some(*message),
                Incoming::Wrong(wrong) => {
                    let line = wrong.answer().to_string().into_bytes();
                    write_line(Arc::clone(&self.output), line).await.ok()?;
                }
            }
        }
    }

    async fn close(&mut self) -> io::Result<()> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner).take();
        Ok(())
    }
}

/// Writes a whole line, on a thread that may wait for the client to read it.
async fn write_line<W: Write + Send + 'static>(
    output: Arc<Mutex<Option<W>>>,
    mut line: Vec<u8>,
) -> io::Result<()> {
    line.push(b'\n');
    let write = move || {
        let mut output = output.lock().unwrap_or_else(PoisonError::into_inner);
        let output = output.as_mut().ok_or(io::ErrorKind::NotConnected)?;
        output.write_all(&line).and_then(|()| output.flush())
    };
    tokio::task::spawn_blocking(write).await.unwrap_or_else(|error| Err(io::Error::other(error)))
}

/// Reads lines until the stream ends or nobody wants them any more.
fn read_lines(input: &mut impl BufRead, incoming: &Sender<Incoming>) {
    let mut line = Vec::new();
    loop {
        line.clear();
        let longest = LINE_BYTES_MAX as u64 + 1;
        match input.by_ref().take(longest).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        let is_long = line.len() > LINE_BYTES_MAX && line.last() != Some(&b'\n');
        let message = if is_long {
            if skip_line(input).is_err() {
                return;
            }
            let message = format!("the message has more than {LINE_BYTES_MAX} bytes");
            Some(Incoming::Wrong(Wrong::of_nothing(ErrorCode::INVALID_REQUEST, message)))
        } else {
            parse(line.trim_ascii())
        };
        if let Some(message) = message
            && incoming.blocking_send(message).is_err()
        {
            return;
        }
    }
}

/// Reads to the end of a line without keeping it.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (bytes, is_end) = match buffer.iter().position(|&byte| byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(bytes);
        if is_end {
            return Ok(());
        }
    }
}

/// What a line says; `None` if it is empty, or a notification that is let pass.
fn parse(line: &[u8]) -> Option<Incoming> {
    if line.is_empty() {
        return None;
    }
    match judge(line) {
        Judged::Message(message) => Some(Incoming::Message(message)),
        Judged::Ignored => None,
        Judged::Wrong(wrong) => Some(Incoming::Wrong(wrong)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(input: &[u8]) -> Vec<Incoming> {
        let (sender, mut receiver) = channel(1024);
        read_lines(&mut BufReader::with_capacity(7, input), &sender);
        drop(sender);
        std::iter::from_fn(|| receiver.blocking_recv()).collect()
    }

    fn wrong_code(incoming: &Incoming) -> Option<i32> {
        match incoming {
            Incoming::Message(_) => None,
            Incoming::Wrong(wrong) => Some(wrong.code.0),
        }
    }

    const PING: &str = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;

    #[test]
    fn a_line_ends_with_a_line_end_or_with_the_stream() {
        let read = read(format!("{PING}\r\n\n  \n{PING}").as_bytes());
        assert_eq!(read.iter().map(wrong_code).collect::<Vec<_>>(), [None, None]);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over() {
        for over in [1, 2, 5000] {
            let long = "x".repeat(LINE_BYTES_MAX + over);
            let read = read(format!("{long}\n{PING}\n").as_bytes());
            let codes: Vec<_> = read.iter().map(wrong_code).collect();
            assert_eq!(codes, [Some(-32600), None], "{over}");
        }
        let most = "x".repeat(LINE_BYTES_MAX);
        let read = read(format!("{most}\n").as_bytes());
        assert_eq!(read.iter().map(wrong_code).collect::<Vec<_>>(), [Some(-32700)]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_their_end(
            bytes in proptest::collection::vec(prop_oneof![Just(b'\n'), Just(b'{'), Just(b'"'), any::<u8>()], 0..200)
        ) {
            let mut input = bytes.clone();
            input.push(b'\n');
            input.extend(PING.as_bytes());
            let read = read(&input);
            let lines = input.split(|&byte| byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
            prop_assert!(read.len() <= lines.count());
            // What follows is understood all the same.
            prop_assert!(matches!(read.last(), Some(Incoming::Message(_))));
        }
    }
}
