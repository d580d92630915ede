//! The accepted snapshots were seen in Chromium; the engine without a browser must tell the same.

use saml_harness::judge::CaseResult;
use saml_harness::outcome::Verdict;

use super::runner::Results;
use crate::common::repository;

/// How the outcomes of `sound` differ from those that snapshots hold, in words; and which snapshots are missing.
pub fn differences(sound: &Results) -> Vec<String> {
    // What only a browser can do, this engine has not tried.
    let tried = |result: &&CaseResult| result.verdict != Verdict::NotApplicable;
    sound.values().map(|(result, _)| result).filter(tried).filter_map(difference).collect()
}

fn difference(result: &CaseResult) -> Option<String> {
    let file = format!("snapshots/reference/{}.snap", result.id);
    let Ok(text) = std::fs::read_to_string(repository().join(&file)) else {
        return Some(format!("{file} is missing: `run {} --update-snapshots` in a browser writes it", result.id));
    };
    let head = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned();
    let (browser, here) = (head("outcome:"), result.seen_in_words());
    (browser != here).then(|| format!("{}: {browser} in the browser, {here} without", result.id))
}
