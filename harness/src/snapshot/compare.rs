//! Compares a text with the accepted one.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use similar::TextDiff;
use thiserror::Error;

use super::file;
use crate::outcome::SnapshotState;

/// What is done with snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Compare; leave what differs as `.snap.new`.
    Compare,
    /// Accept what was seen.
    Update,
    /// Tell what is the same, wherever its lines break; what differs is as if there were no snapshots, and nothing is
    /// written.
    Recognise,
    /// Neither read nor write.
    Off,
}

/// Why a snapshot could not be read or written.
#[derive(Debug, Error)]
#[error("snapshot `{path}`: {source}")]
pub struct SnapshotError {
    /// The file.
    path: PathBuf,
    /// What the system said.
    source: std::io::Error,
}

impl SnapshotError {
    pub(super) fn new(path: &Path, source: std::io::Error) -> Self {
        Self { path: path.to_owned(), source }
    }
}

/// Compares `text` with the snapshot of case `id` of `target` below `folder`, and gives the state and a readable diff
/// when it differs.
///
/// What differs or is new is left beside it as `.snap.new`; a text that is the same takes an old one away. With
/// [`Mode::Update`] the text becomes the snapshot, and the state tells what it is from now on: the same.
pub fn compare(
    folder: &Path,
    target: &str,
    id: &str,
    text: &str,
    mode: Mode,
) -> Result<(SnapshotState, Option<String>), SnapshotError> {
    if mode == Mode::Off {
        return Ok((SnapshotState::Off, None));
    }
    let path = file::path(folder, target, id);
    let pending = file::pending(&path);
    let seen = file::write(target, id, text);
    let accepted = read(&path)?;
    let same = accepted.as_deref().is_some_and(|accepted| file::read(accepted) == file::read(&seen));
    if mode == Mode::Recognise {
        let same = accepted.as_deref().is_some_and(|it| unbroken(file::read(it)).eq(unbroken(file::read(&seen))));
        return Ok((if same { SnapshotState::Same } else { SnapshotState::Off }, None));
    }
    if same {
        remove(&pending)?;
        return Ok((SnapshotState::Same, None));
    }
    if mode == Mode::Update {
        write(&path, &seen)?;
        remove(&pending)?;
        return Ok((SnapshotState::Same, None));
    }
    write(&pending, &seen)?;
    Ok(match accepted {
        None => (SnapshotState::New, None),
        Some(accepted) => (SnapshotState::Changed, Some(diff(file::read(&accepted), file::read(&seen)))),
    })
}

/// The characters of a snapshot but for blanks, line ends and the bars before a page's lines. Only a browser knows where
/// the lines of a page break: its style sheets decide that, and the engine without a browser reads none.
fn unbroken(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace() && *c != '|')
}

/// Lines taken away with `-`, added with `+`, three lines around them.
pub(super) fn diff(accepted: &str, seen: &str) -> String {
    let diff = TextDiff::from_lines(accepted, seen);
    let mut unified = diff.unified_diff();
    unified.context_radius(3).header("accepted", "seen").missing_newline_hint(false).to_string()
}

pub(super) fn read(path: &Path) -> Result<Option<String>, SnapshotError> {
    match fs::read_to_string(path) {
        // A checkout may have turned line ends into CR LF.
        Ok(text) => Ok(Some(text.replace("\r\n", "\n"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(SnapshotError::new(path, source)),
    }
}

pub(super) fn write(path: &Path, text: &str) -> Result<(), SnapshotError> {
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(path, text)).map_err(|source| SnapshotError::new(path, source))
}

pub(super) fn remove(path: &Path) -> Result<(), SnapshotError> {
    match fs::remove_file(path) {
        Err(source) if source.kind() != ErrorKind::NotFound => Err(SnapshotError::new(path, source)),
        _ => Ok(()),
    }
}
