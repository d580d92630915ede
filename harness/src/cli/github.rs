//! In GitHub's CI: an annotation for each thing that is wrong, and the summary on the job's page.

use std::fs::OpenOptions;
use std::io::Write;

use super::{err, out};
use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::outcome::{SnapshotState, Verdict};
use crate::report;

/// Does both where `GITHUB_ACTIONS` is `true`, and nothing elsewhere.
pub(super) fn tell(judgement: &Judgement) {
    if std::env::var_os("GITHUB_ACTIONS").is_none_or(|value| value != "true") {
        return;
    }
    judgement.results.iter().filter_map(|result| annotation(judgement, result)).for_each(|line| out(&line));
    summarise(&report::summary(judgement).map_err(|error| error.to_string()));
}

/// Adds `summary`, Markdown or why there is none, to the job's page, where there is one.
pub(super) fn summarise(summary: &Result<String, String>) {
    let is_here = std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true");
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|_| is_here) else { return };
    let written = summary
        .as_ref()
        .map_err(|error| std::io::Error::other(error.clone()))
        .and_then(|summary| OpenOptions::new().create(true).append(true).open(&path)?.write_all(summary.as_bytes()));
    if let Err(error) = written {
        err(&format!("warning: the job's summary could not be written: {error}"));
    }
}

/// The workflow command for `result`; none where all is well, or known and accepted.
fn annotation(judgement: &Judgement, result: &CaseResult) -> Option<String> {
    let changed = result.snapshot == SnapshotState::Changed;
    let level = match (result.verdict, &result.departure) {
        (Verdict::NotVerified | Verdict::Warn, None) if !changed => "warning",
        _ if result.is_open() => "error",
        _ if result.is_flaky() => "warning",
        _ => return None,
    };
    let critical = if result.critical { "critical " } else { "" };
    let flaky = if result.is_flaky() { "flaky " } else { "" };
    let title = format!("{critical}{flaky}{}: {}", result.verdict.word(), result.id);
    let differs = if changed { " (its snapshot differs)" } else { "" };
    let message = format!(
        "{}{differs}\nexpected: {}\nseen: {}\nreason: {}\nrepeat: {}",
        result.title,
        result.demanded,
        result.seen_in_words(),
        [result.reason.as_str(), &result.attempts_in_words()].join(" ").trim(),
        judgement.call.command(&result.id)
    );
    Some(format!("::{level} title={}::{}", property(&title), data(&message)))
}

/// What stands for itself in a message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What stands for itself in a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn what_is_wrong_is_one_line_and_what_is_accepted_is_none() {
        let judgement = Judgement::of(sample::record());
        let of = |id: &str| {
            let result = judgement.results.iter().find(|result| result.id == id).unwrap();
            annotation(&judgement, result)
        };
        let forged = of("attack/forged-before-signed@response-signed").unwrap();
        assert!(
            forged.starts_with("::error title=critical fail%3A attack/forged-before-signed@response-signed::"),
            "{forged}"
        );
        assert!(forged.contains("%0Arepeat: saml-harness run attack/forged") && !forged.contains('\n'), "{forged}");
        assert!(of("robustness/slow").unwrap().starts_with("::warning "));
        assert_eq!((of("login/sp-initiated"), of("conformance/audience-other")), (None, None));
    }

    #[test]
    fn what_needed_another_attempt_is_a_warning_though_it_passed() {
        let judgement = Judgement::of(sample::flaky());
        let result = judgement.results.iter().find(|result| result.id == "login/sp-initiated").unwrap();
        let line = annotation(&judgement, result).unwrap();
        assert!(line.starts_with("::warning title=flaky pass%3A login/sp-initiated::"), "{line}");
        assert!(line.contains("needed 2 attempts; before: the browser was gone"), "{line}");
    }
}
