//! Ctrl-C and a polite kill, for a verb that ends in order.

/// The signals that tell the process to end. They are caught from the moment this is made: one that comes before somebody
/// waits for it isn't lost, and doesn't end the process in the system's way.
#[cfg(unix)]
pub struct EndSignals {
    /// `None` where they can't be caught: the system's own way of ending the process must do.
    caught: Option<[tokio::signal::unix::Signal; 2]>,
}

#[cfg(unix)]
impl EndSignals {
    /// Catches them. Must be called within a tokio runtime.
    pub fn catch() -> Self {
        use tokio::signal::unix::{SignalKind, signal};
        let caught = match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
            (Ok(interrupt), Ok(terminate)) => Some([interrupt, terminate]),
            _ => None,
        };
        Self { caught }
    }

    /// Ready at the next one.
    pub async fn next(&mut self) {
        match &mut self.caught {
            Some([interrupt, terminate]) => {
                tokio::select! { _ = interrupt.recv() => (), _ = terminate.recv() => () }
            }
            None => std::future::pending().await,
        }
    }
}

/// Ctrl-C, caught from the moment this is made.
#[cfg(windows)]
pub struct EndSignals {
    /// `None` where it can't be caught.
    caught: Option<tokio::signal::windows::CtrlC>,
}

#[cfg(windows)]
impl EndSignals {
    /// Catches it. Must be called within a tokio runtime.
    pub fn catch() -> Self {
        Self { caught: tokio::signal::windows::ctrl_c().ok() }
    }

    /// Ready at the next one.
    pub async fn next(&mut self) {
        match &mut self.caught {
            Some(caught) => {
                caught.recv().await;
            }
            None => std::future::pending().await,
        }
    }
}
