//! `westlake serve`: the graph over HTTP.

use super::args::{AccessArgs, LimitArgs, ServeArgs};
use super::data;
use super::end_signals::EndSignals;
use super::error::CliError;
use super::output::Terminal;
use super::timeout::Timeout;
use super::{log, open_files};
use crate::server::remote::AllowList;
use crate::server::{Access, OwnName, Server, ServerLimits, ServerOptions, StartError, Token};
use std::io::{self, Write};
use std::time::Duration;

pub fn run(args: &ServeArgs, terminal: &Terminal) -> Result<(), CliError> {
    let (access, new_token) = access(args)?;
    let options = ServerOptions {
        bind: args.bind,
        hosts: args.access.host.iter().map(|host| own_name(host)).collect::<Result<_, _>>()?,
        cors: args
            .access
            .cors
            .iter()
            .map(|origin| checked_origin(origin))
            .collect::<Result<_, _>>()?,
        services: AllowList::parse(&args.access.allow_service)
            .map_err(|error| CliError::Usage(format!("--allow-service: {error}")))?,
        access,
        limits: open_files::bound(limits(&args.limits, args.time.timeout), terminal),
        slow_query: args.log.slow_query.time().unwrap_or(Duration::MAX),
    };
    let served = data::served(&args.served, terminal)?;
    log::start(&args.log);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| CliError::Failed(format!("the server can't be started: {error}")))?;
    runtime.block_on(async {
        // Whoever knows the address may tell the server to end.
        let signals = EndSignals::catch();
        let server = Server::bind(served, options).await.map_err(|error| start_error(&error))?;
        let address = format!("http://{}/", server.address());
        let mut stdout = io::stdout().lock();
        // Whoever started the server may not read its output; it serves all the same.
        let _ = writeln!(stdout, "Westlake listens on {address}").and_then(|()| stdout.flush());
        drop(stdout);
        if let Some(token) = new_token {
            terminal.tell(&format!("The token for changes, shown this once: {token}"));
        }
        if args.open
            && let Err(error) = open::that_detached(&address)
        {
            terminal.note(&format!("The browser can't be opened: {error}"));
        }
        let stopping = |requests: usize| match requests {
            0 => {}
            1 => terminal.note("stopping: 1 request under way"),
            many => terminal.note(&format!("stopping: {many} requests under way")),
        };
        server.run(end_when_told(signals), stopping).await;
        Ok(())
    })
    // Dropping the runtime would wait for nothing that matters: what is still worked on was cancelled.
}

/// The access that the options describe, and a token that was made for it.
fn access(args: &ServeArgs) -> Result<(Access, Option<String>), CliError> {
    let AccessArgs { writable, token_file, public_read, .. } = &args.access;
    let is_own = args.bind.ip().is_loopback();
    if !is_own && token_file.is_none() && !public_read {
        return Err(CliError::Usage(format!(
            "{} can be reached from other machines; --token-file FILE lets in who has the token, \
             --public-read lets anyone read",
            args.bind
        )));
    }
    let mut made = None;
    let token = match token_file {
        Some(file) => {
            let name = file.display().to_string();
            let text = std::fs::read_to_string(file)
                .map_err(|source| CliError::Input { file: name.clone(), source })?;
            let token = Token::parse(&text)
                .map_err(|error| CliError::Failed(format!("{name}: {error}")))?;
            Some(token)
        }
        None if *writable => {
            let (token, text) =
                Token::generate().map_err(|error| CliError::Failed(error.to_string()))?;
            made = Some(text);
            Some(token)
        }
        None => None,
    };
    Ok((Access { writable: *writable, reads_need_token: !is_own && !public_read, token }, made))
}

fn limits(args: &LimitArgs, timeout: Option<Timeout>) -> ServerLimits {
    let default = ServerLimits::default();
    ServerLimits {
        time: timeout.map_or(default.time, Timeout::time),
        rows_max: args.max_rows.unwrap_or(default.rows_max),
        answer_bytes_max: args.max_answer.unwrap_or(default.answer_bytes_max),
        workers: args.max_queries.map_or(default.workers, usize::from),
        waiting_max: args.max_waiting.unwrap_or(default.waiting_max),
        wait_max: args.wait.unwrap_or(default.wait_max),
        body_bytes_max: args.max_body.unwrap_or(default.body_bytes_max),
        decompressed_bytes_max: args.max_decompressed.unwrap_or(default.decompressed_bytes_max),
        header_time: args.header_time.unwrap_or(default.header_time),
        rate_min: args.min_rate.unwrap_or(default.rate_min),
        connections_max: args.max_connections.map_or(default.connections_max, |n| n as usize),
    }
}

fn own_name(host: &str) -> Result<OwnName, CliError> {
    host.parse().map_err(|_| {
        CliError::Usage(format!(
            "--host is a name that clients call the server by, alone or with a port, like graph.example.org or \
             graph.example.org:8443; it is {host:?}"
        ))
    })
}

/// An origin is a scheme, a host and a port, and nothing else (RFC 6454, section 6).
fn checked_origin(origin: &str) -> Result<String, CliError> {
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
    let plain = host.is_some_and(|host| {
        !host.is_empty() && !host.contains(['/', '?', '#', '@', '*', ' ', ','])
    });
    if plain {
        return Ok(origin.to_ascii_lowercase());
    }
    let message =
        "--cors names an origin, a scheme and a host without a path, like https://example.org";
    Err(CliError::Usage(format!("{message}; it is \"{origin}\"")))
}

fn start_error(error: &StartError) -> CliError {
    CliError::Failed(match error {
        StartError::InUse { address, free: Some(port) } => {
            let ip = address.ip();
            let free = std::net::SocketAddr::from((ip, *port));
            format!(
                "another program listens on {address}; --bind {free} is free, and port 0 takes any"
            )
        }
        StartError::InUse { address, free: None } => {
            format!(
                "another program listens on {address}; --bind with port 0 takes any that is free"
            )
        }
        other => other.to_string(),
    })
}

/// Ready when the server is told to end. Told once more, it ends without an order.
async fn end_when_told(mut signals: EndSignals) {
    signals.next().await;
    tokio::spawn(async move {
        signals.next().await;
        std::process::exit(1);
    });
}
