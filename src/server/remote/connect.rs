//! The connection beneath `ureq`: to the addresses that were checked, under the limits of the query.

use super::resolve::SLICE;
use crate::model::Limits;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};
use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, LazyBuffers, NextTimeout, Transport,
};

/// How long a connection may take, to all addresses together.
const CONNECT_MAX: Duration = Duration::from_secs(10);

/// The addresses are known: nothing is looked up a second time.
#[derive(Debug)]
pub(super) struct Resolved(pub Vec<SocketAddr>);

impl Resolver for Resolved {
    fn resolve(&self, _: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let mut addresses = self.empty();
        // Only what the connector counts on to be there; it has the list itself.
        let first = self.0.first().ok_or(Error::HostNotFound)?;
        addresses.push(*first);
        Ok(addresses)
    }
}

/// Connects to the first of the addresses that answers.
#[derive(Debug)]
pub(super) struct Checked {
    pub addresses: Vec<SocketAddr>,
    pub patience: Patience,
}

/// How long is waited: until the limits of the query, or its own moment.
#[derive(Clone, Debug)]
pub(super) struct Patience {
    pub limits: Limits,
    pub end: Instant,
}

impl Patience {
    /// How long may be waited before the next look.
    fn slice(&self, at_most: Duration) -> io::Result<Duration> {
        self.limits.check().map_err(io::Error::other)?;
        let deadline = self.limits.deadline.map_or(self.end, |deadline| deadline.min(self.end));
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left.min(at_most)) }
    }

    /// Tries until it is done, or the patience ends.
    fn wait<T>(&self, mut step: impl FnMut(Duration) -> io::Result<T>) -> io::Result<T> {
        use io::ErrorKind::{Interrupted, TimedOut, WouldBlock};
        loop {
            let slice = self.slice(SLICE)?;
            match step(slice) {
                Err(error) if matches!(error.kind(), Interrupted | TimedOut | WouldBlock) => {}
                other => return other,
            }
        }
    }
}

impl Connector<()> for Checked {
    type Out = Connection;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        _: Option<()>,
    ) -> Result<Option<Connection>, Error> {
        let end = Instant::now() + CONNECT_MAX;
        let mut failure = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for (at, address) in self.addresses.iter().enumerate() {
            let left = end.saturating_duration_since(Instant::now());
            // Each gets its share of what is left, so that one that is silent doesn't take all of it.
            let share = left / u32::try_from(self.addresses.len() - at).unwrap_or(u32::MAX);
            let slice = self.patience.slice(share)?;
            match TcpStream::connect_timeout(address, slice) {
                Ok(stream) => {
                    stream.set_nodelay(true)?;
                    let (input, output) =
                        (details.config.input_buffer_size(), details.config.output_buffer_size());
                    let buffers = LazyBuffers::new(input, output);
                    let patience = self.patience.clone();
                    return Ok(Some(Connection { stream, buffers, patience }));
                }
                Err(error) => failure = error,
            }
        }
        Err(failure.into())
    }
}

/// A connection that looks at its limits while it waits.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    buffers: LazyBuffers,
    patience: Patience,
}

impl Transport for Connection {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, _: NextTimeout) -> Result<(), Error> {
        let Self { stream, buffers, patience } = self;
        let mut output = &buffers.output()[..amount];
        while !output.is_empty() {
            let sent = patience.wait(|slice| {
                stream.set_write_timeout(Some(slice))?;
                stream.write(output)
            })?;
            if sent == 0 {
                return Err(io::Error::from(io::ErrorKind::WriteZero).into());
            }
            output = &output[sent..];
        }
        Ok(())
    }

    fn await_input(&mut self, _: NextTimeout) -> Result<bool, Error> {
        let Self { stream, buffers, patience } = self;
        let input = buffers.input_append_buf();
        let read = patience.wait(|slice| {
            stream.set_read_timeout(Some(slice))?;
            stream.read(input)
        })?;
        buffers.input_appended(read);
        Ok(read > 0)
    }

    /// No connection is used twice.
    fn is_open(&mut self) -> bool {
        false
    }
}
