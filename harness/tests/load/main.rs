//! Loading files and planning cases, seen from outside.
#![allow(clippy::unwrap_used, missing_docs)]

mod catalogue;
mod documentation;
mod faults;
mod guides;
mod placeholders;
mod plans;
mod provision;
mod recipes;
mod target_faults;
mod targets;

use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// A folder with files in it.
pub struct Folder(TempDir);

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(TempDir::new().unwrap());
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn join(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// An error's text, with paths relative to this folder.
    pub fn relative(&self, error: impl std::fmt::Display) -> String {
        error.to_string().replace(&format!("{}/", self.path().display()), "")
    }
}

/// Holds what was said against what must be said; the first line of `expected` is empty for the eye.
#[track_caller]
pub fn assert_said(said: &str, expected: &str) {
    let expected = expected.strip_prefix('\n').unwrap_or(expected).trim_end();
    assert!(said == expected, "said:\n{said}\n\nexpected:\n{expected}\n");
}
