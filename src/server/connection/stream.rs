//! The stream of a connection: a client that doesn't take its answer is cut off, and one that still sends when the
//! connection ends is listened to for a while, since the system would throw its answer away with what it sent (RFC 9112,
//! section 9.6).

use super::Unread;
use super::broken::Broken;
use super::pace::Patience;
use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;

/// So much of a refused body is read before the connection closes.
const LINGER_BYTES_MAX: u64 = 8 << 20;
/// And so long at most.
const LINGER_TIME_MAX: Duration = Duration::from_secs(30);
/// A client that is not known to be sending has so long to begin, or to close its side.
const LINGER_SILENT: Duration = Duration::from_millis(200);

/// A client's stream.
pub struct ClientStream {
    stream: TcpStream,
    /// With a client that takes bytes.
    patience: Patience,
    rate_min: u64,
    unread: Unread,
    broken: Broken,
    lingering: Option<Lingering>,
}

impl Drop for ClientStream {
    fn drop(&mut self) {
        if self.broken.is_set() {
            // A client that has gone needs no reset.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl ClientStream {
    pub fn new(stream: TcpStream, rate_min: u64, unread: Unread, broken: Broken) -> Self {
        let patience = Patience::new(rate_min);
        Self { stream, patience, rate_min, unread, broken, lingering: None }
    }

    /// A write that waits for the client, waits no longer than its patience.
    fn paced(
        &mut self,
        written: Poll<io::Result<usize>>,
        context: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => Poll::Ready(self.patience.moved(bytes).map(|()| bytes)),
            Poll::Ready(error) => Poll::Ready(error),
            Poll::Pending => self.patience.poll_late(context).map(Err),
        }
    }
}

impl AsyncRead for ClientStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for ClientStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.paced(written, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.paced(written, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.lingering.is_none() {
            ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
            let sends = this.unread.is_left();
            this.lingering = Some(Lingering::new(this.rate_min, sends));
        }
        match &mut this.lingering {
            Some(lingering) => lingering.poll_end(&mut this.stream, context).map(Ok),
            None => Poll::Ready(Ok(())),
        }
    }
}

/// Listening on, after the last word.
struct Lingering {
    bytes_left: u64,
    patience: Patience,
    /// When it ends whatever comes.
    end: Pin<Box<Sleep>>,
    /// Whether the client is known to be sending.
    sends: bool,
}

impl Lingering {
    fn new(rate_min: u64, sends: bool) -> Self {
        let time = if sends { LINGER_TIME_MAX } else { LINGER_SILENT };
        let (patience, end) = (Patience::new(rate_min), Box::pin(tokio::time::sleep(time)));
        Self { bytes_left: LINGER_BYTES_MAX, patience, end, sends }
    }

    /// Ready when the client has closed its side, or was listened to for long enough.
    fn poll_end(&mut self, stream: &mut TcpStream, context: &mut Context<'_>) -> Poll<()> {
        loop {
            let mut piece = [0; 8 << 10];
            let mut piece = ReadBuf::new(&mut piece);
            match Pin::new(&mut *stream).poll_read(context, &mut piece) {
                Poll::Ready(Ok(())) if !piece.filled().is_empty() => {
                    let bytes = piece.filled().len();
                    self.bytes_left = self.bytes_left.saturating_sub(bytes as u64);
                    if self.bytes_left == 0 || self.patience.moved(bytes).is_err() {
                        return Poll::Ready(());
                    }
                    if !self.sends {
                        self.sends = true;
                        let end = tokio::time::Instant::now() + LINGER_TIME_MAX;
                        self.end.as_mut().reset(end);
                    }
                }
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => {
                    let late = self.patience.poll_late(context).is_ready();
                    let over = self.end.as_mut().poll(context).is_ready();
                    return if late || over { Poll::Ready(()) } else { Poll::Pending };
                }
            }
        }
    }
}
