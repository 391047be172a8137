//! A file that is written beside its place and moved there when it is whole; and the process's end at any moment, which
//! leaves none half-written.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The files that are being written. A destructor doesn't run when the process ends, so that [`end_process`] needs to
/// know them.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    // A list of names is whole whatever panicked while it was held.
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The new content of a file. Dropped before [`finish`](Self::finish) it leaves the file as it was.
pub struct Replacement {
    temporary: PathBuf,
    path: PathBuf,
}

impl Replacement {
    /// Begins the new content of the file at `path`, with the permissions of the old one.
    pub fn begin(path: &Path) -> io::Result<(Self, File)> {
        // A link is followed; one that leads nowhere is replaced.
        let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let temporary = temporary_beside(&path);
        let mut unfinished = unfinished();
        let file = File::create(&temporary)?;
        unfinished.push(temporary.clone());
        drop(unfinished);
        let replacement = Self { temporary, path };
        if let Ok(before) = replacement.path.metadata() {
            file.set_permissions(before.permissions())?;
        }
        Ok((replacement, file))
    }

    /// Puts the new content in its place.
    pub fn finish(self) -> io::Result<()> {
        // Held, so that the process can't end between the two: it would find no file to remove, or the whole one.
        let _unfinished = unfinished();
        std::fs::rename(&self.temporary, &self.path)
        // Dropped in the reverse order: the lock is free when `self` goes.
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        let mut unfinished = unfinished();
        // Gone already after a rename; else what was written is of no use.
        let _ = std::fs::remove_file(&self.temporary);
        unfinished.retain(|file| *file != self.temporary);
    }
}

/// Ends the process, whatever its threads are doing, and leaves no half-written file behind.
pub fn end_process(exit_code: i32) -> ! {
    // Never released: from here on no file is begun, and none is put in its place.
    let unfinished = unfinished();
    for file in unfinished.iter() {
        let _ = std::fs::remove_file(file);
    }
    std::process::exit(exit_code)
}

fn temporary_beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}
