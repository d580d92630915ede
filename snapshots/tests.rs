//! Snapshots belong to cases. That this stands here also lets `cargo insta review` find what a run left behind: it
//! looks beside the sources of targets.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../scenarios/tests/common/mod.rs"]
mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use common::{planned, repository};

/// Ids of all cases that the reference SP is put through.
fn cases() -> BTreeSet<String> {
    planned::cases(&planned::target("reference")).into_iter().map(|case| case.id.into()).collect()
}

/// Snapshots of the reference SP: their texts by id.
fn snapshots() -> BTreeMap<String, String> {
    let root = repository().join("snapshots/reference");
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    let mut found = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Some(id) = path.strip_prefix(&root).unwrap().to_str().unwrap().strip_suffix(".snap") {
                found.insert(id.to_owned(), std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

#[test]
fn every_snapshot_is_of_a_case() {
    let (cases, snapshots) = (cases(), snapshots());
    assert!(!snapshots.is_empty());
    let orphans: Vec<&String> = snapshots.keys().filter(|id| !cases.contains(*id)).collect();
    assert!(orphans.is_empty(), "no case has these ids any more; remove the files: {orphans:?}");
}

/// What is too long for anybody to read is accepted by reflex. The catalogue may grow, and its files stay a screen long.
#[test]
fn snapshots_are_short_enough_to_be_read() {
    let mut lengths: Vec<usize> = snapshots().values().map(|text| text.lines().count()).collect();
    lengths.sort_unstable();
    let (mean, median) = (lengths.iter().sum::<usize>() / lengths.len(), lengths[lengths.len() / 2]);
    assert!(mean < 45 && median < 40, "{mean} lines a file, half of them with more than {median}");
}

/// An opinion, or what our own pages say, would change them where the SP did nothing else.
#[test]
fn snapshots_say_what_the_sp_did_and_not_what_we_think_of_it() {
    for (id, text) in snapshots() {
        assert!(!text.contains("\nverdict:"), "{id} has a verdict");
        assert!(text.contains("\nexpected: ") && text.contains("\noutcome: "), "{id} has no head");
        assert!(!text.contains("User Portal Login"), "{id} shows a page of the mock IdP");
    }
}
