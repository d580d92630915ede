//! Snapshots belong to cases. That this stands here also lets `cargo insta review` find what a run left behind: it
//! looks beside the sources of targets.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../scenarios/tests/common/mod.rs"]
mod common;

use std::collections::BTreeSet;
use std::path::PathBuf;

use common::{planned, repository};

/// Ids of all cases that the reference SP is put through.
fn cases() -> BTreeSet<String> {
    planned::cases(&planned::target("reference")).into_iter().map(|case| case.id.into()).collect()
}

/// Ids that there are snapshots of.
fn snapshots() -> BTreeSet<String> {
    let root = repository().join("snapshots/reference");
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    let mut found = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(id) = path.strip_prefix(&root).unwrap().to_str().unwrap().strip_suffix(".snap") {
                found.insert(id.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_snapshot_is_of_a_case() {
    let (cases, snapshots) = (cases(), snapshots());
    assert!(!snapshots.is_empty());
    let orphans: Vec<&String> = snapshots.difference(&cases).collect();
    assert!(orphans.is_empty(), "no case has these ids any more; remove the files: {orphans:?}");
}
