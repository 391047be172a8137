//! `--allow-service HOST`: the hosts and ports that queries and updates may ask.

use super::target::{Host, Target, TargetError};
use std::net::Ipv6Addr;
use std::str::FromStr;
use thiserror::Error;

/// The hosts that may be asked. The default has none.
///
/// An entry is a name or an address, with or without a port: `example.org`, `example.org:8080`, `127.0.0.1:3030`,
/// `[::1]:3030`. A port names that port alone; without one it is port 80 for http and port 443 for https, and no other. A name
/// stands for itself alone, not for the names below it, and an address literal only for that address written as a literal.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AllowList {
    entries: Vec<Entry>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Entry {
    host: Host,
    port: Option<u16>,
}

/// A value of `--allow-service` that names no host.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum AllowListError {
    /// An IRI, or something with a path.
    #[error(
        "{value:?} is more than a host; write the host alone, as in example.org or example.org:8080"
    )]
    NotAlone {
        /// The value as it was given.
        value: String,
    },
    /// A wildcard.
    #[error("{value:?} has a wildcard; name each host by itself")]
    Wildcard {
        /// The value as it was given.
        value: String,
    },
    /// A name of this machine, at which no name is ever asked.
    #[error(
        "{value:?} names this machine, which is asked by its address alone; --allow-service 127.0.0.1:{} allows it, and the query \
         names it so too", .port.map_or_else(|| "PORT".to_owned(), |port| port.to_string())
    )]
    Localhost {
        /// The value as it was given.
        value: String,
        /// Its port.
        port: Option<u16>,
    },
    /// The host or the port is wrong.
    #[error("{value:?} names no host: {source}")]
    Invalid {
        /// The value as it was given.
        value: String,
        /// What is wrong.
        source: TargetError,
    },
}

impl AllowList {
    /// Reads the values of `--allow-service`.
    ///
    /// # Errors
    /// [`AllowListError`], for the first value that names no host.
    pub fn parse<S: AsRef<str>>(
        values: impl IntoIterator<Item = S>,
    ) -> Result<Self, AllowListError> {
        let entries = values.into_iter().map(|value| value.as_ref().parse());
        Ok(Self { entries: entries.collect::<Result<_, _>>()? })
    }

    /// Whether it names no host.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn allows(&self, target: &Target) -> bool {
        self.entries.iter().any(|entry| {
            let port = entry.port.unwrap_or(target.scheme.default_port());
            entry.host == target.host && port == target.port
        })
    }
}

impl FromStr for Entry {
    type Err = AllowListError;

    fn from_str(text: &str) -> Result<Self, AllowListError> {
        let value = text.to_owned();
        if text.contains('*') {
            return Err(AllowListError::Wildcard { value });
        }
        if text.contains(['/', '?', '#', '@']) {
            return Err(AllowListError::NotAlone { value });
        }
        if let Ok(address) = text.parse::<Ipv6Addr>() {
            return Ok(Self { host: Host::Address(address.into()), port: None });
        }
        match Host::parse_with_port(text) {
            Ok((host, port)) if host.is_localhost() => {
                Err(AllowListError::Localhost { value, port })
            }
            Ok((host, port)) => Ok(Self { host, port }),
            Err(source) => Err(AllowListError::Invalid { value, source }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(values: &[&str], iri: &str) -> bool {
        let list = AllowList::parse(values).unwrap();
        Target::parse(iri).is_ok_and(|target| list.allows(&target))
    }

    #[test]
    fn host_and_port_are_named() {
        for (value, iri, expected) in [
            ("example.org", "http://example.org/sparql", true),
            ("example.org", "https://EXAMPLE.ORG/", true),
            ("example.org", "http://example.org:80/", true),
            ("example.org", "https://example.org:80/", false),
            ("example.org", "http://example.org:443/", false),
            ("example.org", "http://example.org:8080/", false),
            ("example.org", "http://sub.example.org/", false),
            ("example.org", "http://example.org.evil.com/", false),
            ("example.org", "http://evil.com/example.org", false),
            ("Example.org:8080", "http://example.org:8080/", true),
            ("example.org:8080", "https://example.org:8080/", true),
            ("example.org:8080", "http://example.org/", false),
            ("127.0.0.1:3030", "http://127.0.0.1:3030/", true),
            ("127.0.0.1:3030", "http://127.0.0.2:3030/", false),
            ("127.0.0.1:3030", "http://127.0.0.1:3031/", false),
            ("127.0.0.1:3030", "http://localhost:3030/", false),
            ("127.0.0.1", "http://127.0.0.1/", true),
            ("[::1]:3030", "http://[0:0:0:0:0:0:0:1]:3030/", true),
            ("::1", "http://[::1]/", true),
            ("[::1]", "https://[::1]/", true),
            ("[::1]", "http://[::ffff:127.0.0.1]/", false),
        ] {
            assert_eq!(allowed(&[value], iri), expected, "{value} {iri}");
        }
        assert!(allowed(&["a.org", "b.org"], "http://b.org/"));
        assert!(!allowed(&[], "http://b.org/"));
    }

    #[test]
    fn values_that_name_no_host_are_errors() {
        for value in ["", "http://example.org", "example.org/sparql", "me@example.org", "a b"] {
            assert!(AllowList::parse([value]).is_err(), "{value}");
        }
        for value in ["*", "*.example.org", "10.0.0.0/8", "example.org:", "x:0", "x:99999", "1.2.3"]
        {
            assert!(AllowList::parse([value]).is_err(), "{value}");
        }
        for (value, way_out) in [
            ("localhost", "127.0.0.1:PORT"),
            ("LOCALHOST:7500", "127.0.0.1:7500"),
            ("graph.localhost:80", "127.0.0.1:80"),
        ] {
            let error = AllowList::parse([value]).unwrap_err().to_string();
            assert!(error.contains(&format!("--allow-service {way_out} allows it")), "{error}");
        }
        assert!(AllowList::parse(["localhost.example.org", "notlocalhost"]).is_ok());
        let error = AllowList::parse(["*.example.org"]).unwrap_err();
        assert_eq!(error.to_string(), "\"*.example.org\" has a wildcard; name each host by itself");
    }
}
