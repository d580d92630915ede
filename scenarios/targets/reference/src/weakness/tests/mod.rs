//! Each weakness lets through what it is named for, and the sound SP does not.

mod attempt;
mod availability;
mod changed;
mod fetched;
mod flows;
mod forge;
mod forged;
mod key_use;
mod persons;
mod read;
mod sealed;
mod seen;
mod sent;
mod strict;

use std::collections::BTreeSet;

use super::{ALL, find};

/// Weaknesses that the tables of this folder show, by name.
fn shown() -> BTreeSet<&'static str> {
    let tables = changed::CASES.iter().map(|case| case.0).chain(forged::CASES.iter().map(|case| case.0));
    let tables = tables.chain(fetched::CASES.iter().map(|case| case.0)).chain(flows::COOKIES.iter().map(|case| case.0));
    let tables = tables.chain(read::shown()).chain(sealed::shown()).chain(seen::shown()).chain(sent::shown());
    let tables = tables.chain(strict::shown()).chain(strict::lost()).chain(persons::shown());
    tables.chain(flows::SHOWN.iter().chain(availability::SHOWN).chain(key_use::SHOWN).copied()).collect()
}

#[test]
fn every_weakness_is_shown_by_a_test() {
    let names: BTreeSet<_> = ALL.iter().map(|weakness| weakness.name).collect();
    assert_eq!(names, shown(), "a weakness is one file, one `pub mod` line of its group, and one line of a test table");
}

#[test]
fn names_are_unique_across_groups() {
    assert!(ALL.is_sorted_by(|one, other| one.name < other.name), "two groups have a weakness of one name");
}

#[test]
fn sentences_are_sentences() {
    for weakness in ALL {
        let kebab =
            weakness.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        assert!(kebab, "{}", weakness.name);
        let sentence = weakness.sentence;
        assert!(sentence.starts_with(|first: char| !first.is_lowercase()) && !sentence.ends_with('.'), "{sentence}");
        assert!(!sentence.contains('\t') && sentence.chars().count() <= 110, "{sentence}");
    }
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let message = find("ignore-audience").err().unwrap();
    assert!(message.contains("`ignores-audience`") && message.contains("--weaknesses"), "{message}");
}
