//! Every rule has a file that it finds something in, and nothing is found in healthy files. Both hold at one time.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use saml_lint::{Options, Severity, lint, rule};

fn options() -> Options {
    Options { at: Some("2026-11-27T12:00:00Z".parse().unwrap()), role: None }
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Made here, since it is larger than a repository should hold.
fn too_large() -> Vec<u8> {
    let mut bytes = b"<a>".to_vec();
    bytes.resize(saml_lint::LARGEST + 1, b' ');
    bytes
}

/// What a file has beside what it was made for: a rule and another one that says so, too.
const TOGETHER: &[(&str, &str)] = &[("message-cut-off", "truncated")];

#[test]
fn every_rule_finds_its_file_and_no_other_error_or_warning_is_in_it() {
    let mut there: BTreeMap<String, Vec<u8>> = files("fixtures")
        .iter()
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect();
    there.insert("file-too-large".to_owned(), too_large());
    let mut trouble = Vec::new();
    for rule in rule::all() {
        let Some(bytes) = there.remove(rule.id) else {
            trouble.push(format!("{}: no file", rule.id));
            continue;
        };
        let report = lint(&bytes, &options());
        if !report.findings.iter().any(|finding| finding.rule == rule.id) {
            trouble.push(format!("{}: not found in its file, which is {}", rule.id, report.kind));
        }
        for other in
            report.findings.iter().filter(|finding| finding.rule != rule.id && finding.severity > Severity::Note)
        {
            if !TOGETHER.contains(&(rule.id, other.rule)) {
                trouble.push(format!(
                    "{}: also {} at {}:{}: {}",
                    rule.id, other.rule, other.line, other.column, other.message
                ));
            }
        }
    }
    trouble.extend(there.keys().map(|name| format!("{name}: there is no such rule")));
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

#[test]
fn nothing_is_found_in_healthy_files() {
    let mut trouble = Vec::new();
    let healthy = files("healthy");
    assert!(healthy.len() >= 15);
    for path in healthy {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let report = lint(&fs::read(&path).unwrap(), &options());
        // Which side it is for is said of every SP's metadata.
        for finding in report
            .findings
            .iter()
            .filter(|finding| (finding.rule, name.as_str()) != ("wrong-role", "python3-saml-sp.xml"))
        {
            trouble
                .push(format!("{name}: {} at {}:{}: {}", finding.rule, finding.line, finding.column, finding.message));
        }
    }
    assert!(trouble.is_empty(), "{}", trouble.join("\n"));
}

/// A rule's name is that of its file, its texts are sentences, and its step is one of the guide.
#[test]
fn the_texts_of_rules_are_whole() {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scenarios/guides/jumpcloud.toml"))
        .unwrap();
    let guide: toml::Table = guide.parse().unwrap();
    let steps: Vec<&str> = guide["step"].as_array().unwrap().iter().map(|step| step["id"].as_str().unwrap()).collect();
    assert!(rule::all().len() >= 60);
    assert!(rule::all().is_sorted_by(|one, other| one.id < other.id));
    for rule in rule::all() {
        let file = format!("src/rule/{}.rs", rule.id.replace('-', "_"));
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).exists(), "{file}");
        for text in [rule.finds, rule.why, rule.mend] {
            assert!(text.ends_with('.') && !text.contains("  "), "{}: {text}", rule.id);
        }
        assert!(rule.step.is_none_or(|step| steps.contains(&step)), "{}: no step {:?}", rule.id, rule.step);
        assert_eq!(rule::find(rule.id).unwrap().finds, rule.finds);
    }
}

/// Lines, columns and lengths point at what is meant.
#[test]
fn the_caret_is_at_the_value() {
    for (name, rule, expected) in [
        ("no-redirect-endpoint.xml", "no-redirect-endpoint", "<md:SingleSignOnService Binding"),
        ("entity-id-blanks.xml", "entity-id-blanks", " JumpCloud-acme"),
        ("smart-quotes.xml", "smart-quotes", "“"),
        ("not-well-formed.xml", "not-well-formed", "</md:NameIdFormat>"),
        ("certificate-expired.xml", "certificate-expired", "MII"),
        ("text-around-xml.xml", "text-around-xml", "Our metadata:"),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        let report = lint(&fs::read(path).unwrap(), &options());
        let found = report.findings.iter().find(|finding| finding.rule == rule).unwrap();
        let line = report.text.lines().nth(found.line - 1).unwrap();
        let at: String = line.chars().skip(found.column - 1).take(found.length).collect();
        assert!(at.starts_with(expected), "{name}: {at}");
    }
}

#[test]
fn the_page_of_the_rules_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/lint.md");
    let page = saml_lint::output::markdown();
    if std::env::var("UPDATE_DOCS").is_ok_and(|given| given == "1") {
        fs::write(&file, &page).unwrap();
    }
    let there = fs::read_to_string(&file).unwrap_or_default();
    assert!(there == page, "harness/docs/lint.md is out of date; `UPDATE_DOCS=1` writes it anew");
}
