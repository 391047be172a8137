//! Ctrl-C and a polite kill: the process ends at once, says nothing, and leaves no half-written file behind.

/// Ends the process when it is interrupted (exit code 130) or terminated (143).
///
/// A hangup is left to the system: `nohup` has it ignored, and a handler would undo that.
#[cfg(unix)]
pub fn end_on_signal() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    // Where a signal can't be waited for the system's own way of ending the process must do.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    let wait = move || {
        if let Some(signal) = signals.forever().next() {
            // What a shell reports of a process that a signal ended.
            super::replacement::end_process(128 + signal);
        }
    };
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(wait);
}

/// Elsewhere the system ends the process in its own way.
#[cfg(not(unix))]
pub fn end_on_signal() {}
