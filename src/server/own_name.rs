//! `--host HOST`: a name that clients call the server by.

use super::remote::{Host, TargetError};
use std::str::FromStr;

/// A name, with a port or without. Without one it is the name at any port.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnName {
    host: Host,
    port: Option<u16>,
}

impl OwnName {
    /// Whether a client that calls `host` at `port` calls the server by this name. `host` is as it stands in a Host header,
    /// without the port.
    pub fn is_called(&self, host: &str, port: Option<u16>) -> bool {
        (self.port.is_none() || self.port == port)
            && Host::parse(host).is_ok_and(|host| host == self.host)
    }
}

impl FromStr for OwnName {
    type Err = TargetError;

    /// # Errors
    /// [`TargetError`] for what no Host header names.
    fn from_str(text: &str) -> Result<Self, TargetError> {
        let (host, port) = Host::parse_with_port(text)?;
        Ok(Self { host, port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_a_port_or_stands_for_every_one() {
        for (name, host, port, expected) in [
            ("graph.example.org", "GRAPH.example.org", None, true),
            ("graph.example.org", "graph.example.org", Some(8443), true),
            ("graph.example.org:8443", "graph.example.org", Some(8443), true),
            ("graph.example.org:8443", "graph.example.org", Some(80), false),
            ("graph.example.org:8443", "graph.example.org", None, false),
            ("graph.example.org", "example.org", None, false),
            ("192.0.2.1", "192.0.2.1", Some(80), true),
            ("[2001:db8::1]", "[2001:db8:0::1]", Some(80), true),
        ] {
            let name: OwnName = name.parse().unwrap();
            assert_eq!(name.is_called(host, port), expected, "{name:?} {host}");
        }
    }

    #[test]
    fn what_no_header_names_is_refused() {
        for text in
            ["", "http://foo/", "*", "*.example.org", "a b", "foo:99999", "foo:", "a/b", "a@b"]
        {
            assert!(text.parse::<OwnName>().is_err(), "{text}");
        }
    }
}
