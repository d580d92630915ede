//! Each weakness lets through what it is named for, and the sound SP does not.
#![allow(clippy::unwrap_used)]

mod attempt;
mod availability;
mod changed;
mod fetched;
mod flows;
mod forge;
mod forged;
mod persons;
mod read;
mod sealed;
mod seen;
mod sent;
mod strict;

use std::collections::BTreeSet;
use std::path::Path;

use super::{all, find};

/// Weaknesses that the tables of this folder show, by name.
fn shown() -> BTreeSet<&'static str> {
    let tables = changed::CASES.iter().map(|case| case.0).chain(forged::CASES.iter().map(|case| case.0));
    let tables = tables.chain(fetched::CASES.iter().map(|case| case.0)).chain(flows::COOKIES.iter().map(|case| case.0));
    let tables = tables.chain(read::shown()).chain(sealed::shown()).chain(seen::shown()).chain(sent::shown());
    let tables = tables.chain(strict::shown()).chain(strict::lost()).chain(persons::shown());
    tables.chain(flows::SHOWN.iter().chain(availability::SHOWN).copied()).collect()
}

#[test]
fn every_weakness_is_shown_by_a_test() {
    let names: BTreeSet<_> = all().iter().map(|weakness| weakness.name).collect();
    assert_eq!(names, shown(), "a weakness is one file, one line of its folder's list, and one line of a test table");
}

#[test]
fn every_weakness_is_a_file_and_a_line() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/weakness");
    let mut files = Vec::new();
    for group in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = group.file_name().unwrap().to_str().unwrap().to_owned();
        if !group.is_dir() || name == "tests" || name == "lenient" {
            continue;
        }
        let listed: Vec<_> = all().iter().map(|weakness| weakness.name.replace('-', "_")).collect();
        for file in std::fs::read_dir(&group).unwrap().map(|entry| entry.unwrap().path()) {
            let stem = stem(&file);
            if stem != "mod" && file.extension().is_some_and(|kind| kind == "rs") {
                assert!(listed.contains(&stem), "{name}/{stem}.rs is in no list");
                files.push(stem);
            }
        }
    }
    files.sort();
    let names: Vec<_> = all().iter().map(|weakness| weakness.name.replace('-', "_")).collect();
    let mut sorted = names.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted, files, "names are unique, and each has a file");
    assert_eq!(names.len(), files.len());
}

#[test]
fn lists_are_sorted_and_sentences_are_sentences() {
    for group in super::GROUPS {
        assert!(group.is_sorted_by_key(|weakness| weakness.name), "the list with {} is not sorted", group[0].name);
    }
    for weakness in all() {
        let kebab =
            weakness.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        assert!(kebab, "{}", weakness.name);
        let sentence = weakness.sentence;
        assert!(sentence.starts_with(|first: char| !first.is_lowercase()) && !sentence.ends_with('.'), "{sentence}");
        assert!(!sentence.contains(['\t', '\n']) && sentence.chars().count() <= 110, "{sentence}");
    }
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let message = find("ignore-audience").err().unwrap();
    assert!(message.contains("`ignores-audience`") && message.contains("--weaknesses"), "{message}");
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap().to_str().unwrap().to_owned()
}
