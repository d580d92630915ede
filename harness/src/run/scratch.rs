//! Temporary files of this process: all in one folder, which is taken away however the process ends.

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

use super::process::tell_watchdog;

static ROOT: Mutex<Option<PathBuf>> = Mutex::new(None);

/// A new temporary folder. It goes when the value is dropped, and also when the process is killed.
pub fn folder() -> io::Result<TempDir> {
    let mut root = ROOT.lock().unwrap_or_else(PoisonError::into_inner);
    let root = match &*root {
        Some(root) => root,
        None => {
            let made = TempDir::with_prefix("saml-harness-")?.keep();
            tell_watchdog(&made.display().to_string());
            root.insert(made)
        }
    };
    TempDir::with_prefix_in("", root)
}
