//! `summary.md`: for the job summary of a CI system.

use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::outcome::{SnapshotState, Verdict};

pub(super) fn render(report: &Judgement) -> Result<String, String> {
    let evidence = &report.evidence;
    let mut text = format!("# Company Login: {}\n\n", inline(&report.target.name));
    text += &format!("{} cases in {:.1} s", report.results.len(), seconds(evidence.duration_ms));
    if !evidence.browser.is_empty() {
        text += &format!(", {}", inline(&evidence.browser));
    }
    text += &match report.forged().len() {
        0 => ".\nNobody was signed in whom the IdP did not vouch for".to_owned(),
        count => format!(".\n**Forged sign-ins: {count}.** Somebody was signed in whom the IdP did not vouch for"),
    };
    if let Some(shown) = report.shown() {
        text += &format!(".\nWho is signed in is known by: {}", shown.in_words());
    }
    text += ".\n\n| category | pass | fail | warn | not verified | not applicable |\n|---|---:|---:|---:|---:|---:|\n";
    for (category, results) in report.categories() {
        let count = |verdict| results.iter().filter(|result| result.verdict == verdict).count();
        text += &row(category, Verdict::ALL.map(count));
    }
    text += &row("**all**", Verdict::ALL.map(|verdict| report.count(verdict)));
    section(&mut text, "Forged sign-ins", report, CaseResult::is_forged);
    section(&mut text, "Failures", report, |r| r.verdict == Verdict::Fail && r.departure.is_none() && !r.is_forged());
    section(&mut text, "Warnings", report, |r| r.verdict == Verdict::Warn && r.departure.is_none());
    section(&mut text, "Not verified", report, |r| r.verdict == Verdict::NotVerified && r.departure.is_none());
    flaky(&mut text, report);
    section(&mut text, "Known and accepted", report, |r| r.departure.is_some() && !r.is_forged());
    snapshots(&mut text, report);
    findings(&mut text, report);
    if !report.stale.is_empty() {
        text += "\n## Departures that did not happen\n\n";
        for stale in &report.stale {
            let (accepted, seen) = (stale.accepted.word(), stale.seen.word());
            text += &format!(
                "- `{}`: accepted `{accepted}`, found `{seen}`; take it out of the target file\n",
                stale.scenario
            );
        }
    }
    if !report.trouble.is_empty() {
        text += "\n## Trouble with snapshots\n\n";
        report.trouble.iter().for_each(|trouble| text += &format!("- {}\n", inline(trouble)));
    }
    Ok(text)
}

fn row(name: &str, counts: [usize; 5]) -> String {
    format!("| {name} | {} |\n", counts.map(|count| count.to_string()).join(" | "))
}

fn section(text: &mut String, title: &str, report: &Judgement, wanted: fn(&CaseResult) -> bool) {
    let results: Vec<&CaseResult> = report.results.iter().filter(|result| wanted(result)).collect();
    if results.is_empty() {
        return;
    }
    *text += &format!("\n## {title}\n\n| case | demanded | seen | reason | see |\n|---|---|---|---|---|\n");
    for result in results {
        let critical = if result.critical { "**critical** " } else { "" };
        let reason = match &result.departure {
            Some(accepted) => format!("{} ({}; {accepted})", result.verdict.word(), result.reason),
            None => result.reason.clone(),
        };
        *text += &format!(
            "| `{}` | {} | {} | {critical}{} | {} |\n",
            result.id,
            inline(&result.demanded),
            inline(&result.seen_in_words()),
            inline(&reason),
            inline(&result.refs.join(", ")),
        );
    }
}

/// What must not pass in silence: the next run may end otherwise.
fn flaky(text: &mut String, report: &Judgement) {
    let results: Vec<&CaseResult> = report.results.iter().filter(|result| result.is_flaky()).collect();
    if results.is_empty() {
        return;
    }
    *text += "\n## Flaky\n\n| case | verdict | attempts |\n|---|---|---|\n";
    for result in results {
        *text +=
            &format!("| `{}` | {} | {} |\n", result.id, result.verdict.word(), inline(&result.attempts_in_words()));
    }
}

fn findings(text: &mut String, report: &Judgement) {
    if report.findings.is_empty() {
        return;
    }
    *text += "\n## Findings\n\nAbout several cases at once, or the SP as a whole.\n";
    for finding in &report.findings {
        let cases: Vec<String> = finding.cases.iter().map(|id| format!("`{id}`")).collect();
        let cases = if cases.is_empty() { String::new() } else { format!(": {}", cases.join(", ")) };
        *text += &format!("\n- {}{cases}\n", inline(&finding.text));
        if !finding.proposals.is_empty() {
            *text += "  Sentences for the page that would tell them apart:\n";
        }
        for proposal in &finding.proposals {
            let cases: Vec<String> = proposal.cases.iter().map(|id| format!("`{id}`")).collect();
            *text += &format!("  - \"{}\": {}\n", inline(&proposal.sentence), cases.join(", "));
        }
    }
}

fn snapshots(text: &mut String, report: &Judgement) {
    let changed: Vec<&CaseResult> = report.results.iter().filter(|r| r.snapshot == SnapshotState::Changed).collect();
    if changed.is_empty() {
        return;
    }
    *text += "\n## Snapshots that differ\n";
    for result in changed {
        let diff = result.snapshot_diff.as_deref().unwrap_or_default();
        // Four backticks, since a page may show three.
        *text += &format!("\n<details><summary>{}</summary>\n\n````diff\n{diff}````\n\n</details>\n", result.id);
    }
}

fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1000.0
}

/// Text from a page or a file, so that it stays text within a cell of a table.
pub(crate) fn inline(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('\\', "\\\\").replace('|', "\\|");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
