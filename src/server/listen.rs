//! Connections: taken, limited, and ended in order.

use super::caching::Versions;
use super::connection;
use super::observe::{Metrics, RequestIds};
use super::options::ServerOptions;
use super::remote::Client;
use super::router::router;
use super::running::Running;
use super::served::Served;
use super::state::Shared;
use super::workers::Workers;
use axum::Router;
use hyper_util::server::graceful::GracefulShutdown;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use thiserror::Error;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Why a server could not be started.
#[derive(Debug, Error)]
pub enum StartError {
    /// Another program has the port.
    #[error("{address} is in use{}", .free.map(|port| format!("; port {port} is free")).unwrap_or_default())]
    InUse {
        /// The address that was asked for.
        address: SocketAddr,
        /// The next port that isn't in use.
        free: Option<u16>,
    },
    /// The address can't be listened on.
    #[error("can't listen on {address}: {source}")]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// The system's reason.
        source: io::Error,
    },
    /// Nobody could write.
    #[error("a server that takes changes needs a token")]
    NoToken,
    /// The system gives no more threads.
    #[error("the system gives no thread for a worker: {0}")]
    Thread(io::Error),
}

/// Work under way when the server ends has so long to finish, and then so long to notice that it is cancelled.
const DRAIN: Duration = Duration::from_secs(5);
const DRAIN_CANCELLED: Duration = Duration::from_secs(2);

/// A server that listens, and answers once it [runs](Self::run).
pub struct Server {
    listener: TcpListener,
    router: Router,
    state: Arc<Shared>,
}

impl Server {
    /// Listens on the address. Clients wait until [`Self::run`].
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn bind(served: Served, options: ServerOptions) -> Result<Self, StartError> {
        check_access(&options)?;
        let listener = listen(options.bind).await?;
        let address = listener.local_addr().unwrap_or(options.bind);
        let running = Running::default();
        let workers = Workers::start(&options.limits, options.slow_query, running.clone())
            .map_err(StartError::Thread)?;
        let client = Arc::new(Client::new(options.services.clone()));
        let state = Arc::new(Shared {
            places: Arc::new(Semaphore::new(options.limits.connections_max)),
            served,
            options,
            address,
            workers,
            running,
            versions: Versions::of_this_run(),
            client,
            metrics: Metrics::new(),
            request_ids: RequestIds::of_this_run(),
            under_way: AtomicUsize::new(0),
            ending: AtomicBool::new(false),
        });
        Ok(Self { listener, router: router(Arc::clone(&state)), state })
    }

    /// The address that it listens on, with its port.
    pub fn address(&self) -> SocketAddr {
        self.state.address
    }

    /// Answers until `stop` is ready; then takes no more connections, and ends when the requests under way are answered, in
    /// some seconds at most. How many there are `stopping` is told.
    pub async fn run(self, stop: impl Future<Output = ()>, stopping: impl FnOnce(usize)) {
        let graceful = GracefulShutdown::new();
        let mut stop = pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = &mut stop => break,
            };
            let accepted = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Of a connection that broke, or of the whole process, which has no more files to open.
                    tracing::warn!(%error, "a connection can't be taken");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            };
            match Arc::clone(&self.state.places).try_acquire_owned() {
                Ok(place) => self.serve(accepted, place, &graceful),
                Err(_) => {
                    tokio::spawn(turn_away(accepted.0));
                }
            }
        }
        self.state.ending.store(true, Ordering::Relaxed);
        stopping(self.state.under_way.load(Ordering::Relaxed));
        drop(self.listener);
        self.state.running_end(graceful).await;
    }

    fn serve(
        &self,
        accepted: (TcpStream, SocketAddr),
        place: OwnedSemaphorePermit,
        graceful: &GracefulShutdown,
    ) {
        let limits = &self.state.options.limits;
        let connection = connection::serve(accepted, self.router.clone(), limits, graceful);
        tokio::spawn(async move {
            connection.await;
            drop(place);
        });
    }
}

impl Shared {
    async fn running_end(&self, graceful: GracefulShutdown) {
        let mut drained = pin!(graceful.shutdown());
        if tokio::time::timeout(DRAIN, &mut drained).await.is_err() {
            self.running.cancel_all();
            let _ = tokio::time::timeout(DRAIN_CANCELLED, drained).await;
        }
    }
}

/// A client too many is told to come back.
async fn turn_away(mut stream: TcpStream) {
    const ANSWER: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let answer = stream.write_all(ANSWER);
    let _ = tokio::time::timeout(Duration::from_secs(1), answer).await;
}

fn check_access(options: &ServerOptions) -> Result<(), StartError> {
    let access = &options.access;
    if access.token.is_none() && (access.writable || access.reads_need_token) {
        return Err(StartError::NoToken);
    }
    Ok(())
}

async fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(source) if source.kind() == io::ErrorKind::AddrInUse => {
            Err(StartError::InUse { address, free: next_free(address).await })
        }
        Err(source) => Err(StartError::Listen { address, source }),
    }
}

/// The next port that can be listened on.
async fn next_free(address: SocketAddr) -> Option<u16> {
    const TRIES: u16 = 100;
    let from = address.port();
    for port in from.saturating_add(1)..=from.saturating_add(TRIES) {
        if TcpListener::bind((address.ip(), port)).await.is_ok() {
            return Some(port);
        }
    }
    None
}
