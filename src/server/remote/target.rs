//! Where an IRI points: scheme, host, port and path, read so strictly that nothing else can be meant by it.

use std::fmt::{self, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use thiserror::Error;
use ureq::http::Uri;

/// The two schemes that are asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Scheme {
    Http,
    Https,
}

impl Scheme {
    pub const fn default_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

/// A host as it is written: a name, in small letters, or an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Host {
    Name(String),
    Address(IpAddr),
}

impl Host {
    /// Reads a host name, an IPv4 address, or an IPv6 address in brackets.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        if let Some(rest) = text.strip_prefix('[') {
            let address = rest.strip_suffix(']').and_then(|inner| inner.parse::<Ipv6Addr>().ok());
            return address.map(|address| Self::Address(address.into())).ok_or(TargetError::Host);
        }
        if let Ok(address) = text.parse::<Ipv4Addr>() {
            return Ok(Self::Address(address.into()));
        }
        let is_label = |label: &str| {
            let mut bytes = label.bytes();
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        };
        // What ends in a number, resolvers take for an address in one of its old spellings: `127.1`, `0x7f000001`.
        let last = text.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let is_number = last.bytes().all(|byte| byte.is_ascii_digit())
            || last
                .strip_prefix("0x")
                .is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        if text.len() > 253 || !text.split('.').all(is_label) || is_number {
            return Err(TargetError::Host);
        }
        Ok(Self::Name(text.to_ascii_lowercase()))
    }

    /// Whether it is a name of this machine, wherever it is looked up (RFC 6761, section 6.3).
    pub fn is_localhost(&self) -> bool {
        matches!(self, Self::Name(name) if name == "localhost" || name.ends_with(".localhost"))
    }

    /// Splits `host`, `host:port`, `[address]` and `[address]:port`.
    pub fn parse_with_port(text: &str) -> Result<(Self, Option<u16>), TargetError> {
        let end = text.rfind(']').map_or(0, |bracket| bracket + 1);
        let (host, port) = match text[end..].find(':') {
            Some(colon) => (&text[..end + colon], Some(&text[end + colon + 1..])),
            None => (text, None),
        };
        Ok((Self::parse(host)?, port.map(parse_port).transpose()?))
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Address(IpAddr::V4(address)) => address.fmt(f),
            Self::Address(IpAddr::V6(address)) => write!(f, "[{address}]"),
        }
    }
}

fn parse_port(text: &str) -> Result<u16, TargetError> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|port| digits && *port > 0).ok_or(TargetError::Port)
}

/// What a request goes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Target {
    pub scheme: Scheme,
    pub host: Host,
    pub port: u16,
    /// Made of the parts above, so that what is asked is what was looked at.
    pub uri: Uri,
}

/// An IRI that no request goes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum TargetError {
    /// Of another scheme than http and https.
    #[error("only http and https are asked")]
    Scheme,
    /// With a name or password.
    #[error("an IRI with a user name or password is not asked; leave out what stands before the @")]
    UserInfo,
    /// The host is missing, or spelled in a way that programs read differently.
    #[error(
        "the host is no plain name or address; write a name in ASCII letters (xn--… for others), an IPv4 address as four numbers, an IPv6 address in brackets"
    )]
    Host,
    /// Not 1 to 65535.
    #[error("the port is no number from 1 to 65535")]
    Port,
    /// Too long, say.
    #[error("it is no valid address of a resource")]
    Uri,
}

impl Target {
    /// Reads an absolute IRI. Characters of its path and query that a URI can't have are percent-encoded (RFC 3987 §3.1); the
    /// fragment is left out.
    pub fn parse(iri: &str) -> Result<Self, TargetError> {
        let (scheme, rest) = iri.split_once("://").ok_or(TargetError::Scheme)?;
        let scheme = match scheme.to_ascii_lowercase().as_str() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err(TargetError::Scheme),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(TargetError::UserInfo);
        }
        let (host, port) = Host::parse_with_port(authority)?;
        let port = port.unwrap_or(scheme.default_port());
        let name = match scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
        };
        let authority = match port == scheme.default_port() {
            true => host.to_string(),
            false => format!("{host}:{port}"),
        };
        let slash = if path.starts_with('/') { "" } else { "/" };
        let uri = format!("{name}://{authority}{slash}{}", encoded(path));
        Ok(Self { scheme, host, port, uri: uri.parse().map_err(|_| TargetError::Uri)? })
    }
}

fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%[]".contains(&byte) {
            text.push(char::from(byte));
        } else {
            write!(text, "%{byte:02X}").expect("writing to a string can't fail");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_has_what_its_iri_says() {
        for (iri, uri, port) in [
            ("http://example.org", "http://example.org/", 80),
            ("HTTPS://EXAMPLE.org/a?b=c#d", "https://example.org/a?b=c", 443),
            ("http://example.org:8080?q", "http://example.org:8080/?q", 8080),
            ("https://example.org:443/é %C3", "https://example.org/%C3%A9%20%C3", 443),
            ("http://[0:0::1]:3030/\\x", "http://[::1]:3030/%5Cx", 3030),
            ("http://127.0.0.1/", "http://127.0.0.1/", 80),
            ("http://a_b.1st.example-x.org/", "http://a_b.1st.example-x.org/", 80),
        ] {
            let target = Target::parse(iri).unwrap();
            assert_eq!((target.uri.to_string().as_str(), target.port), (uri, port), "{iri}");
        }
    }

    #[test]
    fn what_is_no_plain_target_is_refused() {
        for (iri, error) in [
            ("file:///etc/passwd", TargetError::Scheme),
            ("file:/etc/passwd", TargetError::Scheme),
            ("ftp://example.org/", TargetError::Scheme),
            ("urn:x", TargetError::Scheme),
            ("http:example.org", TargetError::Scheme),
            ("unix://x/", TargetError::Scheme),
            ("http://me@example.org/", TargetError::UserInfo),
            ("http://example.org@127.0.0.1/", TargetError::UserInfo),
            ("http://example.org:80@127.0.0.1/", TargetError::UserInfo),
            ("http://", TargetError::Host),
            ("http:///x", TargetError::Host),
            ("http://-x.org/", TargetError::Host),
            ("http://a..b/", TargetError::Host),
            ("http://127.0.0.1\\@example.org/", TargetError::UserInfo),
            ("http://example.org\\.evil.org/", TargetError::Host),
            ("http://example.org:0/", TargetError::Port),
            ("http://example.org:/", TargetError::Port),
            ("http://example.org:65536/", TargetError::Port),
            ("http://example.org:+80/", TargetError::Port),
            ("http://example.org:80:80/", TargetError::Port),
        ] {
            assert_eq!(Target::parse(iri), Err(error), "{iri}");
        }
    }
}
