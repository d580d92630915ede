//! The end of a run on the terminal: a table, then what went wrong and how to repeat it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::outcome::{SnapshotState, Verdict};

/// Lines of a snapshot's diff that are shown; the whole is in the report.
const DIFF_LINES: usize = 40;

/// Cases of a finding, or with one reason, that are named; all of them are in the report.
const NAMED: usize = 5;

/// How to print a report.
#[derive(Clone, Copy, Debug)]
pub struct Terminal<'a> {
    /// Where the report and its screenshots stay; none when they do not.
    pub folder: Option<&'a Path>,
    /// Whether to use ANSI colours.
    pub colours: bool,
}

impl Terminal<'_> {
    /// The text, without a line end after the last line.
    pub fn render(&self, report: &Judgement) -> String {
        let mut text = self.table(report);
        // What is worst comes first.
        let (forged, others): (Vec<&CaseResult>, Vec<&CaseResult>) =
            report.results.iter().partition(|result| result.is_forged());
        for result in forged.into_iter().chain(others) {
            let changed = result.snapshot == SnapshotState::Changed;
            let is_shown = matches!(result.verdict, Verdict::Fail | Verdict::Warn) && result.departure.is_none();
            if is_shown || changed {
                text += &self.failure(report, result);
            }
        }
        text += &self.not_verified(report);
        text += &self.flaky(report);
        text += &self.findings(report);
        for stale in &report.stale {
            let word = self.paint("31;1", "departure did not happen");
            let (accepted, seen) = (stale.accepted.word(), stale.seen.word());
            text += &format!("\n{word}  {}\n", stale.scenario);
            text += &format!("  accepted  {accepted} ({})\n  seen      {seen}\n", stale.reason);
            text += "  take it out of the target file\n";
        }
        for trouble in &report.trouble {
            text += &format!("\n{}\n", self.paint("33", trouble));
        }
        let new = report.results.iter().filter(|result| result.snapshot == SnapshotState::New).count();
        if new > 0 {
            let review = report.call.review();
            text += &format!(
                "\n{new} snapshots are new: accept them with --update-snapshots, or look at each with `{review}`\n"
            );
        }
        if let Some(folder) = self.folder {
            text += &format!("\nreport: {}\n", folder.join("index.html").display());
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn table(&self, report: &Judgement) -> String {
        let categories = report.categories();
        let width = categories.iter().map(|(name, _)| name.len()).chain(["category".len()]).max().unwrap_or(0);
        let heads = ["pass", "fail", "warn", "not verified", "n/a"];
        let mut text = format!("{:width$}", "category");
        heads.iter().for_each(|head| text += &format!("  {head:>6}"));
        text.push('\n');
        let mut row = |name: &str, count: &dyn Fn(Verdict) -> usize| {
            text += &format!("{name:width$}");
            for (verdict, head) in Verdict::ALL.iter().zip(heads) {
                let count = count(*verdict);
                let cell = format!("  {count:>width$}", width = head.len().max(6));
                text += &if count == 0 { self.paint("2", &cell) } else { self.paint(colour(*verdict), &cell) };
            }
            text.push('\n');
        };
        for (name, results) in &categories {
            row(name, &|verdict| results.iter().filter(|result| result.verdict == verdict).count());
        }
        row("all", &|verdict| report.count(verdict));
        let evidence = &report.evidence;
        let browser = if evidence.browser.is_empty() { String::new() } else { format!(", {}", evidence.browser) };
        let seconds = evidence.duration_ms as f64 / 1000.0;
        text += &format!("{}: {} cases in {seconds:.1} s{browser}\n", report.target.name, report.results.len());
        if let Some(shown) = report.shown() {
            text += &format!("who is signed in is known by: {}\n", shown.in_words());
        }
        let forged = match report.forged().len() {
            0 => self.paint(colour(Verdict::Pass), "none"),
            count => self.paint(colour(Verdict::Fail), &count.to_string()),
        };
        text + &format!("forged sign-ins (somebody whom the IdP did not vouch for): {forged}\n")
    }

    fn failure(&self, report: &Judgement, result: &CaseResult) -> String {
        let critical = if result.critical { "critical " } else { "" };
        let verdict = self.paint(colour(result.verdict), &format!("{critical}{}", result.verdict.word()));
        let mut text = format!("\n{verdict}  {} - {}\n", result.id, result.title);
        let mut line = |name: &str, value: &str| {
            if !value.is_empty() {
                text += &format!("  {name:9} {value}\n");
            }
        };
        line("demanded", &result.demanded);
        line("seen", &result.seen_in_words());
        line("reason", &result.reason);
        line("accepted", result.departure.as_deref().unwrap_or_default());
        line("see", &result.refs.join(", "));
        line("picture", &self.picture(report, &result.id).unwrap_or_default());
        if let Some(diff) = &result.snapshot_diff {
            line("snapshot", "differs from the accepted one:");
            text += &self.diff(diff);
        }
        text + &format!("  {:9} {}\n", "repeat", report.call.command(&result.id))
    }

    fn diff(&self, diff: &str) -> String {
        let lines: Vec<&str> = diff.lines().collect();
        let mut text = String::new();
        for line in lines.iter().take(DIFF_LINES) {
            let painted = match line.chars().next() {
                Some('-') => self.paint("31", line),
                Some('+') => self.paint("32", line),
                Some('@') => self.paint("36", line),
                _ => (*line).to_owned(),
            };
            text += &format!("    {painted}\n");
        }
        if lines.len() > DIFF_LINES {
            text += &format!("    ({} lines more in the report)\n", lines.len() - DIFF_LINES);
        }
        text
    }

    /// What is unknown, by reason: one broken browser explains many cases.
    fn not_verified(&self, report: &Judgement) -> String {
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let unknown = |result: &&CaseResult| result.verdict == Verdict::NotVerified && result.departure.is_none();
        for result in report.results.iter().filter(unknown) {
            reasons.entry(&result.reason).or_default().push(&result.id);
        }
        let mut text = String::new();
        for (reason, cases) in reasons {
            text += &format!("\n{}  {reason}\n", self.paint(colour(Verdict::NotVerified), "not-verified"));
            for case in cases.iter().take(NAMED) {
                text += &format!("  {case}\n");
                if let Some(file) = self.picture(report, case) {
                    text += &format!("    picture {file}\n");
                }
            }
            if cases.len() > NAMED {
                text += &format!("  ({} more in the report)\n", cases.len() - NAMED);
            }
            if let Some(first) = cases.first() {
                text += &format!("  repeat    {}\n", report.call.command(first));
            }
        }
        text
    }

    /// What must not pass in silence: the next run may end otherwise. All of them are named.
    fn flaky(&self, report: &Judgement) -> String {
        let flaky = report.results.iter().filter(|result| result.is_flaky());
        let lines = flaky.map(|result| {
            let (word, verdict) = (self.paint("33", "flaky"), result.verdict.word());
            format!("\n{word}  {} - {verdict}\n  {}\n", result.id, result.attempts_in_words())
        });
        lines.collect()
    }

    /// What is said about several cases, beside the verdicts.
    fn findings(&self, report: &Judgement) -> String {
        let mut text = String::new();
        for finding in &report.findings {
            text += &format!("\n{}  {}\n", self.paint("36", "finding"), finding.text);
            for case in finding.cases.iter().take(NAMED) {
                text += &format!("  {case}\n");
            }
            if finding.cases.len() > NAMED {
                text += &format!("  ({} more in the report)\n", finding.cases.len() - NAMED);
            }
            if !finding.proposals.is_empty() {
                text += &format!(
                    "  the report proposes {} sentences that would tell them apart\n",
                    finding.proposals.len()
                );
            }
        }
        text
    }

    fn picture(&self, report: &Judgement, id: &str) -> Option<String> {
        Some(self.folder?.join(report.last_screenshot(id)?).display().to_string())
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.colours { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

fn colour(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "32",
        Verdict::Fail => "31;1",
        Verdict::Warn => "33",
        Verdict::NotVerified => "35",
        Verdict::NotApplicable => "2",
    }
}
