//! The accepted snapshots of a target, as they are on disk.

use std::fs;
use std::path::Path;

use super::compare::{SnapshotError, read};
use super::file;

/// Case id and contents of each, by id; none where the folder is not there.
pub fn accepted(folder: &Path, target: &str) -> Result<Vec<(String, String)>, SnapshotError> {
    let root = folder.join(target);
    let mut all = Vec::new();
    let mut folders = if root.is_dir() { vec![root.clone()] } else { Vec::new() };
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|source| SnapshotError::new(&folder, source))?;
        for entry in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let below = entry.strip_prefix(&root).ok().and_then(Path::to_str);
            let Some(id) = below.and_then(|below| below.strip_suffix(file::ACCEPTED)) else { continue };
            if let Some(text) = read(&entry)? {
                all.push((id.replace('\\', "/"), file::read(&text).to_owned()));
            }
        }
    }
    all.sort();
    Ok(all)
}
