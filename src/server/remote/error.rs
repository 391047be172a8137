//! Why another server was not asked, or gave no answer. No message tells an address that a name led to.

use super::body::{Body, excerpt};
use super::target::TargetError;
use crate::format::ReadError;
use crate::model::LimitExceeded;
use thiserror::Error;

/// Why another server was not asked, or what is wrong with its answer. The caller says which IRI it was.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RemoteError {
    /// The IRI is none that a request goes to.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// Nobody has named the host.
    #[error(
        "{host} is not allowed; the server asks only what it was started with: --allow-service {host}"
    )]
    NotAllowed {
        /// The host, with its port where that isn't the scheme's own.
        host: String,
    },
    /// A name of this machine, which can't be named.
    #[error(
        "{host} is this machine, which is asked by its address alone; write 127.0.0.1:{port} instead, which the server asks when it is \
         started with --allow-service 127.0.0.1:{port}"
    )]
    Localhost {
        /// The name.
        host: String,
        /// The port.
        port: u16,
    },
    /// The name leads to an address that isn't public.
    #[error(
        "{host} resolves to a private address; only an address literal that is itself named (--allow-service ADDRESS:PORT) may be one"
    )]
    Private {
        /// The name.
        host: String,
    },
    /// The name leads nowhere.
    #[error("the name {host} could not be resolved")]
    Unresolved {
        /// The name.
        host: String,
    },
    /// The processor lacks what TLS needs here.
    #[error(
        "https needs a processor with AES, AVX2, ADX and BMI2 (on ARM: AES and SHA-2), which this one isn't; http works"
    )]
    NoTls,
    /// No connection, or none that holds.
    #[error("no connection to {host}: {message}")]
    Connection {
        /// The host.
        host: String,
        /// What went wrong.
        message: String,
    },
    /// Nothing came for too long.
    #[error("{host} took longer than {seconds} s")]
    TooSlow {
        /// The host.
        host: String,
        /// The limit.
        seconds: u64,
    },
    /// The answer sends elsewhere.
    #[error(
        "it answers {status}, a redirect, which is not followed; name the address that it leads to"
    )]
    Redirect {
        /// The HTTP status.
        status: u16,
    },
    /// The answer is an error.
    #[error("it answers with the HTTP status {status}{}", quoted(.excerpt))]
    Status {
        /// The HTTP status.
        status: u16,
        /// How its body begins, without control characters.
        excerpt: String,
    },
    /// The answer is of a kind that isn't read.
    #[error("it answers {status} with {content_type}, not with {expected}{}", quoted(.excerpt))]
    ContentType {
        /// The HTTP status.
        status: u16,
        /// The media type of the answer.
        content_type: String,
        /// What would be read.
        expected: &'static str,
        /// How its body begins, without control characters.
        excerpt: String,
    },
    /// The answer isn't what it says.
    #[error("it answers {status}, but not with SPARQL results: {source}")]
    Results {
        /// The HTTP status.
        status: u16,
        /// What is wrong.
        source: Box<ReadError>,
    },
    /// The answer has other bytes than results begin with, such as those of a compressed file.
    #[error("it answers {status}, but not with SPARQL results{}", quoted(.excerpt))]
    NoResults {
        /// The HTTP status.
        status: u16,
        /// How its body begins, without control characters.
        excerpt: String,
    },
    /// The answer is one to ASK.
    #[error("it answers with true or false, not with solutions")]
    Boolean,
    /// The answer is too large.
    #[error("its answer has more than {bytes_max} bytes")]
    TooLarge {
        /// The limit.
        bytes_max: u64,
    },
    /// A limit of the query was reached meanwhile.
    #[error(transparent)]
    Limit(#[from] LimitExceeded),
}

impl RemoteError {
    /// Whether it was not asked because it may not be, rather than asked in vain.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            Self::Target(_)
                | Self::NotAllowed { .. }
                | Self::Localhost { .. }
                | Self::Private { .. }
        )
    }

    /// The error that a [`Body`] gave to whoever read it; else the other error again.
    ///
    /// # Errors
    /// The error itself, where it is none of a [`Body`].
    pub fn in_read(error: ReadError) -> Result<Self, ReadError> {
        match error {
            ReadError::Io { file, source } => match source.downcast::<Self>() {
                Ok(error) => Ok(error),
                Err(source) => Err(ReadError::Io { file, source }),
            },
            other => Err(other),
        }
    }

    pub(super) fn content_type(
        status: u16,
        content_type: &str,
        expected: &'static str,
        body: &mut Body,
    ) -> Self {
        let content_type = match content_type {
            "" => "no media type".to_owned(),
            given => excerpt(given.as_bytes()),
        };
        Self::ContentType { status, content_type, expected, excerpt: body.excerpt() }
    }
}

fn quoted(excerpt: &str) -> String {
    if excerpt.is_empty() { String::new() } else { format!(": {excerpt:?}") }
}
