//! An answer that breaks off where its length was not told: with HTTP/1.0 the end of the connection is the end of the answer,
//! and only a reset tells a client that it has a part (RFC 9112, section 6.3).

use axum::body::Body;
use http_body_util::BodyExt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether an answer of this connection broke off.
#[derive(Clone, Default)]
pub struct Broken(Arc<AtomicBool>);

impl Broken {
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// The body, which notes here that it breaks off.
    pub fn noted_by(self, body: Body) -> Body {
        Body::new(body.map_err(move |error| {
            self.0.store(true, Ordering::Relaxed);
            error
        }))
    }
}
