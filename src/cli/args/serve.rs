//! The verbs that serve: serve, mcp.

use super::DataArgs;
use crate::cli::timeout::Timeout;
use clap::{Args, ValueEnum, ValueHint};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// Serve the graph over HTTP: SPARQL, JSON, a page
///
/// Prints its address, and ends on Ctrl-C. Other programs can only read, unless --writable; they may ask for what takes a
/// minute at most, or as long as --timeout allows. Its address is the explorer, a page; /endpoints lists what else it
/// answers.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake serve --open
  westlake serve --data my.ttl --source article.txt
  westlake serve --bind 127.0.0.1:0
  westlake serve --writable --token-file token.txt
  westlake serve --bind 0.0.0.0:7333 --public-read --host graph.example.org")]
pub struct ServeArgs {
    #[command(flatten)]
    pub served: ServedArgs,
    /// Listen on this address, like 127.0.0.1:7333 or localhost:7333; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = parse_bind, default_value = "127.0.0.1:7333")]
    pub bind: SocketAddr,
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    #[command(flatten)]
    pub access: AccessArgs,
    #[command(flatten)]
    pub time: TimeArgs,
    #[command(flatten)]
    pub limits: LimitArgs,
    #[command(flatten)]
    pub log: LogArgs,
}

/// Serve the graph to a language model
///
/// Speaks the Model Context Protocol, for programs that start their tools themselves: reads a message a line from standard
/// input and answers on standard output, and ends when standard input is closed. A call may take a minute, or as long as
/// --timeout allows. `westlake serve` offers the same over HTTP, at /mcp.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  westlake mcp
  westlake mcp --data my.ttl --source article.txt --lang zh")]
pub struct McpArgs {
    #[command(flatten)]
    pub served: ServedArgs,
    #[command(flatten)]
    pub time: TimeArgs,
}

/// What a server answers from.
#[derive(Debug, Args)]
pub struct ServedArgs {
    #[command(flatten)]
    pub data: DataArgs,
    /// Show the words behind facts from this document, or IRI=FILE for another name of it. Repeatable
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Data")]
    pub source: Vec<String>,
}

/// The option of all verbs, which for a server means something else.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub struct TimeArgs {
    /// Stop an answer that takes longer than 10 (seconds), 500ms, 2m, 1h, or none [default: 1m]
    ///
    /// The clock starts with each request. The server goes on: whoever asked has an error. 0 is none too. For example:
    /// westlake serve --timeout 10
    #[arg(long, global = true, value_name = "TIME", value_parser = Timeout::parse)]
    pub timeout: Option<Timeout>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Access")]
pub struct AccessArgs {
    /// Take changes, from who has the token
    #[arg(long)]
    pub writable: bool,
    /// The file with the token; without it --writable makes one and prints it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub token_file: Option<PathBuf>,
    /// Let anyone read who reaches an address that isn't this machine's own
    #[arg(long)]
    pub public_read: bool,
    /// Answer to this name too, with a port or without. Repeatable
    #[arg(long, value_name = "HOST[:PORT]")]
    pub host: Vec<String>,
    /// Let SERVICE and LOAD ask this server, a name or an address; without a port at 80 for http and 443 for https. Repeatable
    #[arg(long, value_name = "HOST[:PORT]")]
    pub allow_service: Vec<String>,
    /// Let pages of this origin read answers, like https://example.org. Repeatable
    #[arg(long, value_name = "ORIGIN")]
    pub cors: Vec<String>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArgs {
    /// The most solutions or triples of an answer [default: 10000000]
    #[arg(long, value_name = "N", value_parser = parse_rows)]
    pub max_rows: Option<u64>,
    /// The most bytes of an answer, like 100MiB [default: 1GiB]
    #[arg(long, value_name = "SIZE", value_parser = parse_answer_size)]
    pub max_answer: Option<u64>,
    /// The most bytes of a request's body as it is sent; 0 takes no data and no updates [default: 256MiB]
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    pub max_body: Option<u64>,
    /// The most bytes of a request's body when it is decompressed [default: 1GiB]
    #[arg(long, value_name = "SIZE", value_parser = parse_size)]
    pub max_decompressed: Option<u64>,
    /// How many requests are worked on at once [default: twice the processors, and 8 at least]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub max_queries: Option<u16>,
    /// How many more may wait; 0 turns them away [default: 128]
    #[arg(long, value_name = "N")]
    pub max_waiting: Option<usize>,
    /// How long one waits at most; 0 turns it away [default: 10s]
    #[arg(long, value_name = "TIME", value_parser = parse_time)]
    pub wait: Option<Duration>,
    /// How long a client may take to send the head of a request [default: 10s]
    #[arg(long, value_name = "TIME", value_parser = parse_header_time)]
    pub header_time: Option<Duration>,
    /// The fewest bytes a second of a client that sends or takes a body; 0 waits for any [default: 1000]
    #[arg(long, value_name = "BYTES")]
    pub min_rate: Option<u64>,
    /// How many connections there are at once [default: 4096]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub max_connections: Option<u32>,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Log")]
pub struct LogArgs {
    /// How the log on standard error is written: text, json
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", hide_possible_values = true)]
    pub log_format: LogFormat,
    /// What is logged: error, warn, info with a line for each request, debug
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL", hide_possible_values = true)]
    pub log_level: LogLevel,
    /// Log the text of what takes longer than this; 0 logs every one, none logs none
    #[arg(long, value_name = "TIME", value_parser = Timeout::parse_from_nought, default_value = "5s")]
    pub slow_query: Timeout,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum LogLevel {
    Error,
    #[default]
    Warn,
    Info,
    Debug,
}

/// `127.0.0.1:7333`, `[::1]:7333`, `localhost:7333`.
fn parse_bind(text: &str) -> Result<SocketAddr, String> {
    let port_of = |port: &str| {
        let digits = port.bytes().all(|byte| byte.is_ascii_digit());
        port.parse::<u16>().ok().filter(|_| digits)
    };
    if let Some((name, port)) = text.split_once(':')
        && name.eq_ignore_ascii_case("localhost")
        && let Some(port) = port_of(port)
    {
        return Ok(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    }
    let port = port_of(text.trim_start_matches(':')).unwrap_or(7333);
    text.parse().map_err(|_| {
        format!(
            "it is an address of this machine with a port: 127.0.0.1:{port} for this machine alone, 0.0.0.0:{port} for others too"
        )
    })
}

/// `100MiB`, `1GiB`, `64KiB`, `1000`.
fn parse_size(text: &str) -> Result<u64, String> {
    const UNITS: [(&str, u64); 7] = [
        ("", 1),
        ("kb", 1000),
        ("mb", 1_000_000),
        ("gb", 1_000_000_000),
        ("kib", 1 << 10),
        ("mib", 1 << 20),
        ("gib", 1 << 30),
    ];
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text[digits.len()..].to_ascii_lowercase();
    let unit = UNITS.iter().find(|(name, _)| *name == unit);
    let size = digits.parse::<u64>().ok().zip(unit).and_then(|(n, (_, unit))| n.checked_mul(*unit));
    size.ok_or_else(|| "it is a size like 100MiB, 1GiB or a number of bytes".to_owned())
}

/// A number of rows, with which something can be answered.
fn parse_rows(text: &str) -> Result<u64, String> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let rows = text.parse().ok().filter(|_| digits);
    match rows.ok_or_else(|| "it is a number of rows, like 1000".to_owned())? {
        0 => Err("a server that may send no rows answers nothing; it is 1 at least".to_owned()),
        rows => Ok(rows),
    }
}

/// An answer of no bytes is none.
fn parse_answer_size(text: &str) -> Result<u64, String> {
    match parse_size(text)? {
        0 => Err("a server that may send no bytes answers nothing; it is 1 at least".to_owned()),
        size => Ok(size),
    }
}

/// A time that isn't for ever.
fn parse_time(text: &str) -> Result<Duration, String> {
    let time = Timeout::parse_from_nought(text).ok().and_then(Timeout::time);
    time.ok_or_else(|| "it is a time like 10 (seconds), 500ms or 2m".to_owned())
}

fn parse_header_time(text: &str) -> Result<Duration, String> {
    match parse_time(text)? {
        Duration::ZERO => {
            Err("a client needs some time to ask; it is a time like 10 (seconds) or 500ms"
                .to_owned())
        }
        time => Ok(time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_port() {
        for (text, address) in [
            ("127.0.0.1:7510", "127.0.0.1:7510"),
            ("localhost:7510", "127.0.0.1:7510"),
            ("LOCALHOST:0", "127.0.0.1:0"),
            ("[::1]:7510", "[::1]:7510"),
        ] {
            assert_eq!(parse_bind(text), Ok(address.parse().unwrap()), "{text}");
        }
        for text in ["7510", ":7510"] {
            assert!(parse_bind(text).unwrap_err().contains("127.0.0.1:7510 for this"), "{text}");
        }
        for text in ["", "localhost", "localhost:", "localhost:+1", "localhost:99999", "e.org:80"] {
            assert!(parse_bind(text).unwrap_err().contains("127.0.0.1:7333 for this"), "{text}");
        }
    }

    #[test]
    fn nought_is_a_time_where_it_makes_sense() {
        assert_eq!(parse_time("0"), Ok(Duration::ZERO));
        assert_eq!(parse_header_time("0.5"), Ok(Duration::from_millis(500)));
        assert!(parse_time("none").is_err() && parse_header_time("0").is_err());
        assert!(parse_answer_size("0").is_err() && parse_answer_size("1").is_ok());
    }

    #[test]
    fn a_size_has_a_unit_or_is_bytes() {
        assert_eq!(parse_size("100MiB"), Ok(100 << 20));
        assert_eq!(parse_size("2gb"), Ok(2_000_000_000));
        assert_eq!(parse_size("17"), Ok(17));
        assert!(parse_size("1.5GiB").is_err() && parse_size("MiB").is_err());
        assert!(parse_size("99999999999GiB").is_err());
    }
}
