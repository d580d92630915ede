//! The top of the page: what was run, how it went, and every case as a cell.

use maud::{Markup, html};

use super::{duration, mark, words};
use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::outcome::{ExitStatus, SnapshotState, Verdict};

/// What each verdict says, for the legend.
const LEGEND: [(Verdict, &str); 5] = [
    (Verdict::Pass, "as demanded"),
    (Verdict::Fail, "not as demanded, and it must be"),
    (Verdict::Warn, "not as demanded, and it should be"),
    (Verdict::NotVerified, "unknown; the reason is given"),
    (Verdict::NotApplicable, "the target cannot do what the case needs"),
];

pub(super) fn header(report: &Judgement) -> Markup {
    let evidence = &report.evidence;
    let (class, word) = match report.exit_status() {
        ExitStatus::Good => ("good", "All as demanded or accepted"),
        ExitStatus::NotVerified => ("unsure", "Nothing failed, but not all could be verified"),
        ExitStatus::Failed | ExitStatus::Usage => ("bad", "Not as demanded"),
    };
    html! {
        header.page {
            div.page-head {
                p.product { "Company Login, end to end" }
                h1 { (report.target.name) }
                p.conclusion.(class) { (word) }
                dl.facts {
                    @for (name, value) in [
                        ("cases", report.results.len().to_string()),
                        ("browser", evidence.browser.clone()),
                        ("engine", evidence.engine.clone()),
                        ("started", whole_seconds(&evidence.started_at)),
                        ("took", duration(evidence.duration_ms)),
                        ("lanes", evidence.jobs.to_string()),
                        ("who is signed in", report.shown().map_or_else(|| "not learned".to_owned(), |s| s.in_words())),
                    ] {
                        @if !value.is_empty() { div { dt { (name) } dd { (value) } } }
                    }
                }
            }
            ul.counts {
                @for verdict in Verdict::ALL {
                    @let count = report.count(verdict);
                    li class=(format!("count {} {}", verdict.word(), if count == 0 { "none" } else { "" })) {
                        b { (count) } span { (words(verdict)) }
                    }
                }
            }
        }
    }
}

/// An RFC 3339 time without the parts of a second.
fn whole_seconds(time: &str) -> String {
    match time.split_once('.') {
        Some((seconds, rest)) => seconds.to_owned() + rest.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => time.to_owned(),
    }
}

/// What no case's row can say.
pub(super) fn notices(report: &Judgement) -> Markup {
    html! {
        @for stale in &report.stale {
            p.notice {
                "The departure for " code { (stale.scenario) } " accepts " b { (stale.accepted.word()) } ", found "
                b { (stale.seen.word()) } ". It did not happen any more: take it out of the target file. ("
                (stale.reason) ")"
            }
        }
        @for trouble in &report.trouble { p.notice { (trouble) } }
        @for result in report.results.iter().filter(|result| result.is_flaky()) {
            p.notice { b { "Flaky: " } a href=(format!("#{}", result.id)) { code { (result.id) } } " " (result.attempts_in_words()) }
        }
    }
}

/// Whom the SP let in although nobody vouched for them.
pub(super) fn forged(report: &Judgement) -> Markup {
    let forged = report.forged();
    html! {
        @if !forged.is_empty() {
            section.forged {
                h2 { "Forged sign-ins" span.total { (forged.len()) } }
                p { "Somebody was signed in whom the IdP did not vouch for." }
                ul {
                    @for result in forged {
                        li { a href=(format!("#{}", result.id)) { code { (result.id) } } " " (result.reason) }
                    }
                }
            }
        }
    }
}

pub(super) fn matrix(report: &Judgement) -> Markup {
    html! {
        section.overview {
            table.matrix {
                tbody {
                    @for (category, results) in report.categories() {
                        tr {
                            th scope="row" { (category) span.total { (results.len()) } }
                            td { @for result in results { (cell(result)) } }
                        }
                    }
                }
            }
            ul.legend {
                @for (verdict, meaning) in LEGEND {
                    li { span class=(format!("cell {}", verdict.word())) { (mark(verdict)) } b { (words(verdict)) } " " (meaning) }
                }
                li { span."cell fail critical" { (mark(Verdict::Fail)) } b { "critical" } " the wrong person was let in" }
                li { span."cell pass changed" { (mark(Verdict::Pass)) } b { "ringed" } " the snapshot differs or is new" }
            }
        }
    }
}

/// What is said about several cases; no verdict depends on it.
pub(super) fn findings(report: &Judgement) -> Markup {
    html! {
        @if !report.findings.is_empty() {
            section.findings {
                h2 { "Findings" span.total { (report.findings.len()) } }
                @for finding in &report.findings {
                    details {
                        summary { (finding.text) }
                        @if !finding.proposals.is_empty() {
                            p { "Sentences for the page that would tell them apart:" }
                            ul {
                                @for proposal in &finding.proposals {
                                    li { "“" (proposal.sentence) "” "
                                        @for id in &proposal.cases { a href=(format!("#{id}")) title=(id) { "·" } " " } }
                                }
                            }
                            p { "The cases:" }
                        }
                        ul {
                            @for (result, case, _) in report.rows().filter(|(r, ..)| finding.cases.contains(&r.id)) {
                                li {
                                    a href=(format!("#{}", result.id)) { code { (result.id) } }
                                    @if let Some(fix) = &case.fix { " " span.quiet { (fix) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn cell(result: &CaseResult) -> Markup {
    let mut class = format!("cell {}", result.verdict.word());
    for (is, name) in [
        (result.critical, " critical"),
        (matches!(result.snapshot, SnapshotState::Changed | SnapshotState::New), " changed"),
        (result.departure.is_some(), " accepted"),
    ] {
        class += if is { name } else { "" };
    }
    html! {
        a class=(class) href=(format!("#{}", result.id)) title=(format!("{}: {}", result.id, words(result.verdict)))
            data-case=(result.id) { (mark(result.verdict)) }
    }
}

pub(super) fn filter(report: &Judgement) -> Markup {
    html! {
        form.filter role="search" {
            input #filter type="search" placeholder="Filter by id, title, reference, outcome ..." aria-label="Filter cases";
            @for verdict in Verdict::ALL {
                @if report.count(verdict) > 0 {
                    label class=(format!("toggle {}", verdict.word())) {
                        input type="checkbox" name="verdict" value=(verdict.word()) checked;
                        (words(verdict))
                    }
                }
            }
            button type="button" data-open="open" { "Open all" }
            button type="button" data-open="close" { "Close all" }
            output #shown {}
        }
    }
}
