//! One connection: its requests one after another, each with a body that comes at a pace, and an end at which the client
//! has seen its answer.

mod body;
mod broken;
mod pace;
mod stream;

use super::options::ServerLimits;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, Version, header};
use axum::response::Response;
use body::ClientBody;
use broken::Broken;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use stream::ClientStream;
use tokio::net::TcpStream;
use tower::ServiceExt;

/// So many bytes may the head of a request have, and so many headers.
const HEAD_BYTES_MAX: usize = 64 << 10;
const HEADERS_MAX: usize = 100;

/// Whether a body of this connection was dropped before its end, so that its client may still be sending.
#[derive(Clone, Default)]
struct Unread(Arc<AtomicBool>);

impl Unread {
    fn leave(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_left(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The address of the other end of the connection on which a request came: its client's, or that of a proxy.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub SocketAddr);

/// Answers the requests of a connection, until the client, a limit or the end of the server ends it.
pub fn serve(
    (stream, client): (TcpStream, SocketAddr),
    router: Router,
    limits: &ServerLimits,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + use<> {
    // Answers are small; waiting for more of them helps nobody.
    let _ = stream.set_nodelay(true);
    let (unread, broken) = (Unread::default(), Broken::default());
    let rate_min = limits.rate_min;
    let stream = ClientStream::new(stream, rate_min, unread.clone(), broken.clone());
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Client(client));
        let ends_with_connection = request.version() < Version::HTTP_11;
        let broken = ends_with_connection.then(|| broken.clone());
        answer(router.clone(), request, rate_min, unread.clone(), broken)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(HEADERS_MAX)
        .serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection);
    async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended");
        }
    }
}

async fn answer(
    router: Router,
    request: Request<Incoming>,
    rate_min: u64,
    unread: Unread,
    broken: Option<Broken>,
) -> Result<Response, Infallible> {
    let request = request.map(|body| Body::new(ClientBody::new(body, rate_min, unread.clone())));
    let mut response = router.oneshot(request).await?;
    // What the client still sends can't be told from its next request.
    if unread.is_left() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    Ok(match broken {
        Some(broken) => response.map(|body| broken.noted_by(body)),
        None => response,
    })
}
