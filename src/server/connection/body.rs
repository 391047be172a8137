//! The body of a request as it comes from a connection: a client that sends too slowly is cut off, and whether something
//! of it was left unread is kept.

use super::Unread;
use super::pace::Patience;
use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use std::error::Error;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A body that comes at a pace.
pub struct ClientBody {
    body: Incoming,
    patience: Patience,
    unread: Unread,
    ended: bool,
}

impl ClientBody {
    pub fn new(body: Incoming, rate_min: u64, unread: Unread) -> Self {
        let ended = body.is_end_stream();
        Self { body, patience: Patience::new(rate_min), unread, ended }
    }
}

impl Drop for ClientBody {
    fn drop(&mut self) {
        if !self.ended && !self.body.is_end_stream() {
            self.unread.leave();
        }
    }
}

impl Body for ClientBody {
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let this = &mut *self;
        match Pin::new(&mut this.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                Poll::Ready(Some(match this.patience.moved(bytes) {
                    Ok(()) => Ok(frame),
                    Err(late) => Err(late.into()),
                }))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => {
                this.ended = true;
                Poll::Ready(None)
            }
            Poll::Pending => this.patience.poll_late(context).map(|late| Some(Err(late.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
