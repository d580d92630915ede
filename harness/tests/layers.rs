//! The order of layers in `harness/src`: data flows one way, so a module imports only from modules below it.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// Every module of `harness/src`, from the ground floor up: files as typed and as meant, the plan, what was seen, what is
/// to be said of it, the run, the stage between, the reports, the command line.
const LAYERS: [&str; 30] = [
    "side_by_side",
    "outcome",
    "sp_metadata",
    "case_id",
    "diagnostic",
    "placeholder",
    "fixture",
    "action",
    "scenario",
    "target",
    "guide",
    "plan",
    "evidence",
    "requirement",
    "explain",
    "judge",
    "run",
    "discover",
    "finding",
    "snapshot",
    "symptom",
    "diagnose",
    "record",
    "merge",
    "results",
    "comparison",
    "judgement",
    "report",
    "cli",
    "testing",
];

/// Imports that go up, as (from, to, reason). The aim is none.
const EXCEPTIONS: [(&str, &str, &str); 3] = [
    (
        "diagnostic",
        "placeholder",
        "a table reads templates, and a template's fault is reported at the line of the table",
    ),
    ("placeholder", "fixture", "the names of placeholders hold one for each persona, and the fixture fills them in"),
    (
        "scenario",
        "judge",
        "a scenario names rules: an unknown one is reported at its line, and the rules are the judge's",
    ),
];

/// The fixture of unit tests; it is compiled for them alone.
const OF_TESTS: &str = "sample";

static USE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bcrate::(\w+)").unwrap());

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The file's path below `src`, and the first part of it: its module.
fn module(file: &Path) -> (String, String) {
    let path = file.strip_prefix(sources()).unwrap().to_str().unwrap().to_owned();
    let first = path.split('/').next().unwrap().trim_end_matches(".rs");
    // `lib.rs` says why the folder is not called as its module is.
    let module = if first == "target_file" { "target" } else { first }.to_owned();
    (path, module)
}

/// Files of unit tests: they may use what they like.
fn is_test(path: &str) -> bool {
    path.split('/').any(|part| ["tests", "tests.rs", "sample.rs"].contains(&part))
}

/// What the file uses of the crate, apart from its unit tests.
fn uses(text: &str) -> BTreeSet<String> {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let several = "`use crate::{...}` hides what is used: write one `use` for each module";
    assert!(!text.contains("crate::{"), "{several}");
    USE.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// Each module, the modules that it uses, and the files that do so.
fn imports() -> BTreeMap<(String, String), Vec<String>> {
    let mut all = Vec::new();
    files(&sources(), &mut all);
    let mut imports: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for file in all {
        let (path, from) = module(&file);
        if is_test(&path) || ["lib", "main"].contains(&from.as_str()) {
            continue;
        }
        for to in uses(&fs::read_to_string(&file).unwrap()).into_iter().filter(|to| *to != from) {
            imports.entry((from.clone(), to)).or_default().push(path.clone());
        }
    }
    imports
}

fn layer(name: &str) -> usize {
    LAYERS.iter().position(|layer| *layer == name).unwrap_or_else(|| panic!("`{name}` is not in the list of layers"))
}

#[test]
fn every_module_is_a_layer() {
    let entries = fs::read_dir(sources()).unwrap().map(|entry| module(&entry.unwrap().path()).1);
    let modules: BTreeSet<String> =
        entries.filter(|name| !["lib", "main", OF_TESTS].contains(&name.as_str())).collect();
    let layers: BTreeSet<String> = LAYERS.iter().map(|layer| (*layer).to_owned()).collect();
    assert_eq!(modules, layers, "the list of layers names every module of harness/src, and no other");
}

#[test]
fn imports_go_down() {
    let up = imports().into_iter().filter(|((from, to), _)| layer(to) > layer(from));
    let declared = |from: &str, to: &str| EXCEPTIONS.iter().any(|(f, t, _)| (*f, *t) == (from, to));
    let wrong: Vec<String> = up
        .filter(|((from, to), _)| !declared(from, to))
        .map(|((from, to), files)| format!("{from} uses {to}, which is above it: {}", files.join(", ")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_exception_is_needed() {
    let imports = imports();
    for (from, to, reason) in EXCEPTIONS {
        assert!(layer(to) > layer(from) && !reason.is_empty(), "{from} -> {to} is no exception");
        let there = imports.contains_key(&(from.to_owned(), to.to_owned()));
        assert!(there, "{from} does not use {to} any more: take the exception out");
    }
}

#[test]
fn what_a_file_uses_is_found() {
    let text =
        "use crate::plan::Plan;\nfn f() { crate::run::go() }\n#[cfg(test)]\nmod tests {\n use crate::cli::x;\n}\n";
    assert_eq!(uses(text), ["plan", "run"].map(str::to_owned).into());
}
