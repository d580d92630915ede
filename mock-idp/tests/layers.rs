//! The modules of the crate lie in layers, and imports go down only: what is read first needs nothing that comes later.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use regex::Regex;

/// From the ground up. A module may use those that stand before it, and itself.
const LAYERS: &[&str] = &[
    "random",
    "namespace",
    "clock",
    "xml",
    "key",
    "sign",
    "encrypt",
    "directory",
    "message",
    "recipe",
    "journal",
    "organization",
    "recipe_book",
    "idp",
    "page",
    "guard",
    "host",
    "session",
    "sso",
    "portal",
    "api",
    "app",
    "start",
    "tls",
];

/// Imports that go up, as `from -> to`, each with its reason.
const EXCEPTIONS: &[(&str, &str)] = &[];

/// The files of the crate's library, each with the module that it belongs to.
fn files() -> Vec<(String, PathBuf)> {
    fn walk(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, into) } else { into.push(path) }
        }
    }
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&source, &mut paths);
    let module = |path: &PathBuf| {
        let first = path.strip_prefix(&source).unwrap().components().next().unwrap();
        first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
    };
    let files = paths.into_iter().map(|path| (module(&path), path));
    // The roots of the library and of the binary put everything together.
    files.filter(|(module, _)| module != "lib" && module != "main").collect()
}

/// The modules that `text` names by `crate::`, comments left out.
fn named(text: &str) -> Vec<String> {
    let list = Regex::new(r"\bcrate::\{([^}]*)\}").unwrap();
    let one = Regex::new(r"\bcrate::(\w+)").unwrap();
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let listed = list.captures_iter(&code).flat_map(|found| {
        let items = found[1].split(',').map(|item| item.trim().split("::").next().unwrap().to_owned());
        items.filter(|item| !item.is_empty()).collect::<Vec<_>>()
    });
    listed.chain(one.captures_iter(&code).map(|found| found[1].to_owned())).collect()
}

#[test]
fn imports_go_down_only() {
    let height = |module: &str| LAYERS.iter().position(|layer| *layer == module);
    let mut wrong = Vec::new();
    for (module, path) in files() {
        let Some(own) = height(&module) else {
            wrong.push(format!("{} is in no layer: put `{module}` into LAYERS", path.display()));
            continue;
        };
        for used in named(&std::fs::read_to_string(&path).unwrap()) {
            let arrow = format!("{module} -> {used}");
            match height(&used) {
                None => wrong.push(format!("{}: `crate::{used}` is no layer: name the module", path.display())),
                Some(other) if other > own && !EXCEPTIONS.iter().any(|(known, _)| *known == arrow) => {
                    wrong.push(format!("{}: {arrow} goes up", path.display()));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_layer_is_a_module_and_every_exception_is_needed() {
    let files = files();
    for layer in LAYERS {
        assert!(files.iter().any(|(module, _)| module == layer), "there is no module `{layer}`");
    }
    for (arrow, reason) in EXCEPTIONS {
        let (from, to) = arrow.split_once(" -> ").unwrap();
        let mut texts = files.iter().filter(|(module, _)| module == from).map(|(_, path)| path);
        assert!(!reason.is_empty(), "{arrow} has no reason");
        let used = |path: &PathBuf| named(&std::fs::read_to_string(path).unwrap()).iter().any(|used| used == to);
        assert!(texts.any(used), "{arrow} is gone: take it off the list");
    }
}

#[test]
fn imports_are_found_however_they_are_written() {
    let text = "use crate::xml::{Document, Node};\nuse crate::{api, sso::respond};\n// crate::portal\nfn f() -> crate::key::KeyPair {}";
    assert_eq!(named(text), ["api", "sso", "xml", "key"]);
}
