//! How many files and connections the process may have open at once. The system's first limit is often 1,024, and each
//! process may raise its own.

use super::output::Terminal;
use crate::server::ServerLimits;

/// So many files besides connections a server may have open.
const FILES_BESIDES: u64 = 64;

/// Raises the process's limit as far as the system allows; and no more connections than that.
pub fn bound(limits: ServerLimits, terminal: &Terminal) -> ServerLimits {
    let Some(open_max) = raise() else { return limits };
    let possible = usize::try_from(open_max.saturating_sub(FILES_BESIDES)).unwrap_or(usize::MAX);
    if limits.connections_max <= possible {
        return limits;
    }
    terminal.note(&format!(
        "The system lets a process have {open_max} files open (ulimit -n), so there will be {possible} connections at most"
    ));
    ServerLimits { connections_max: possible.max(1), ..limits }
}

/// The limit after it was raised; `None` is no limit.
#[cfg(unix)]
fn raise() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    }
}

/// The system has no such limit.
#[cfg(not(unix))]
fn raise() -> Option<u64> {
    None
}
