//! The log of a server, on standard error.

use super::args::{LogArgs, LogFormat, LogLevel};
use std::io;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;

/// Events go to standard error, those of a panic too, but not those of the protocol crate, which tells of every message. Where
/// a log was set up already, as in a program that embeds this one, that one stays.
pub fn start(args: &LogArgs) {
    let level = match args.log_level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let shown = Targets::new().with_default(level).with_target("rmcp", LevelFilter::OFF);
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    let log = tracing_subscriber::registry();
    let set = match args.log_format {
        LogFormat::Text => {
            let log = log.with(lines.with_ansi(false).with_filter(shown));
            tracing::subscriber::set_global_default(log)
        }
        LogFormat::Json => {
            let log = log.with(lines.json().with_filter(shown));
            tracing::subscriber::set_global_default(log)
        }
    };
    if set.is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string);
            let says = panic.payload_as_str().unwrap_or_default();
            tracing::error!(place, panic = says, "panicked");
        }));
    }
}
