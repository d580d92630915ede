//! One case: why it is there, what was demanded and seen, and everything that shows it.

use maud::{Markup, html};

use super::dom::dom;
use super::message::messages;
use super::packed::packed;
use super::sequence::{self, picture};
use super::{badge, duration};
use crate::evidence::{CaseEvidence, Cookie, Kept};
use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::outcome::{SnapshotState, Verdict};
use crate::plan::{Case, Control};
use crate::report::reproducer::{Reproducer, reproducer};
use crate::snapshot;

/// The case `index` of the plan: a line, and below it what was expected and seen; what shows it, packed.
pub(super) fn section(report: &Judgement, index: usize) -> Markup {
    let seen = report.evidence.cases.get(index).map(Kept::seen);
    one(report, index, false, &html! { @if let Some(seen) = seen { (packed(&shown(report, index, &seen))) } })
}

/// The same opened, with nothing packed.
pub(super) fn opened(report: &Judgement, index: usize) -> Markup {
    let seen = report.evidence.cases.get(index).map(Kept::seen);
    one(report, index, true, &html! { @if let Some(seen) = seen { (shown(report, index, &seen)) } })
}

fn one(report: &Judgement, index: usize, is_open: bool, evidence: &Markup) -> Markup {
    let (result, case) = (&report.results[index], &report.plan.cases[index]);
    let outcome = result.outcome.as_ref().map(|outcome| outcome.kind.word()).unwrap_or_default();
    let search = format!(
        "{} {} {} {} {}{}",
        result.id,
        result.title,
        result.refs.join(" "),
        outcome,
        result.reason,
        if result.is_flaky() { " flaky" } else { "" }
    );
    html! {
        details.case #(result.id) open[is_open] data-verdict=(result.verdict.word()) data-search=(search.to_lowercase()) {
            summary {
                (badge(result.verdict))
                span.name {
                    code { (result.id) }
                    span.title { (result.title) }
                    @if result.critical { span."badge also critical" { "critical" } }
                    @if result.departure.is_some() { span."badge also" { "accepted" } }
                    @if result.snapshot == SnapshotState::Changed { span."badge also" { "snapshot differs" } }
                    @if result.is_flaky() { span."badge also" { "flaky" } }
                }
                span.brief {
                    @if let Some(outcome) = &result.outcome {
                        (outcome.kind.word()) span.phase { " at " (outcome.phase.word()) }
                    }
                    span.time { (duration(result.duration_ms)) }
                }
            }
            div.body {
                (facts(report, result, case))
                (evidence)
            }
        }
    }
}

fn facts(report: &Judgement, result: &CaseResult, case: &Case) -> Markup {
    html! {
        @if !case.why.is_empty() { p.why { (case.why) } }
        div.demand {
            div { h3 { "Demanded" } p { (result.demanded) } }
            div { h3 { "Seen" } p { (result.seen_in_words()) } }
        }
        @if !result.reason.is_empty() { p.reason.(result.verdict.word()) { (result.reason) } }
        @if let Some(accepted) = &result.departure { p.accepted { b { "Known and accepted: " } (accepted) } }
        dl.facts {
            div { dt { "severity" } dd { (result.severity.word()) } }
            @if let Some(attacker) = case.attacker {
                div { dt { "attacker" } dd { (attacker.word()) ": " (attacker.meaning()) } }
            }
            @if !result.refs.is_empty() {
                div { dt { "references" } dd { @for reference in &result.refs { code.reference { (reference) } " " } } }
            }
            @if case.control != Control::None { div { dt { "control" } dd { (control(result, case)) } } }
            div { dt { "snapshot" } dd { (snapshot_words(result)) } }
            @if result.retries > 0 { div { dt { "attempts" } dd { (result.attempts_in_words()) } } }
        }
        p.repeat { span { "Repeat just this case" } code { (report.call.command(&result.id)) } }
    }
}

/// How somebody who has no harness sees it.
fn without_the_harness(made: &Reproducer) -> Markup {
    html! {
        details.part {
            summary { "Without the harness" span.quiet { " the last message, to be sent again" } }
            p { a href=(format!("{}#stay", made.page)) { "A page that sends it" } ", or in the report's folder " code { (made.curl) } }
            @for note in &made.notes { pre.wire { (note) } }
        }
    }
}

fn control(result: &CaseResult, case: &Case) -> String {
    let which = match &case.control {
        Control::Guide(id) => format!("{id}: "),
        _ => "plain login before and after: ".to_owned(),
    };
    let seen = match &result.control {
        Some(seen) => {
            let user = seen.user.as_ref().map(|user| format!(" as {user}")).unwrap_or_default();
            format!("{}{user}", seen.kind.word())
        }
        None => "unknown".to_owned(),
    };
    which + &seen
}

fn snapshot_words(result: &CaseResult) -> &'static str {
    match result.snapshot {
        SnapshotState::Same => "the same as accepted",
        SnapshotState::Changed => "differs from the accepted one",
        SnapshotState::New => "new: none is accepted yet",
        SnapshotState::Off if result.verdict == Verdict::NotVerified => "none: the case was not verified",
        SnapshotState::Off => "not compared",
    }
}

/// All that shows the outcome.
fn shown(report: &Judgement, index: usize, evidence: &CaseEvidence) -> Markup {
    let result = &report.results[index];
    let console: Vec<&String> = evidence.steps.iter().flat_map(|step| &step.page.console).collect();
    html! {
        @if let Some(diff) = &result.snapshot_diff {
            details.part open { summary { "What differs from the snapshot" } (diff_lines(diff)) }
        }
        (sequence::sequence(evidence))
        (identity(evidence))
        @if let Ok(text) = snapshot::text(&report.plan, index, &report.evidence, result) {
            details.part {
                summary { "What this case did" span.quiet { " as its snapshot keeps it: messages as a difference to the control's" } }
                (diff_lines(&text))
            }
        }
        (messages(evidence))
        (dom(evidence))
        @if let Some(made) = reproducer(report, index) { (without_the_harness(&made)) }
        @if !evidence.idp_events.is_empty() { (events(evidence)) }
        @if !evidence.cookies.is_empty() {
            details.part {
                summary { "Cookies at the end (" (evidence.cookies.len()) ")" }
                table.plain {
                    tr { th { "name" } th { "domain" } th { "path" } th { "flags" } }
                    @for cookie in &evidence.cookies {
                        tr { td { code { (cookie.name) } } td { (cookie.domain) } td { (cookie.path) } td { (flags(cookie)) } }
                    }
                }
            }
        }
        @if !console.is_empty() {
            details.part { summary { "Errors on the browser's console (" (console.len()) ")" }
                pre { @for line in console { (line) "\n" } } }
        }
        @if !evidence.sp_log.is_empty() {
            details.part { summary { "Last lines of the SP's log" } pre { @for line in &evidence.sp_log { (line) "\n" } } }
        }
    }
}

fn identity(evidence: &CaseEvidence) -> Markup {
    html! {
        @for check in &evidence.checks {
            div.identity {
                (picture(&check.identity.page))
                p { "Check " (check.name) " during the flow: expected " b { (check.demanded.as_deref().unwrap_or("nobody")) }
                    ", found " b { (check.identity.in_words()) } }
            }
        }
        @if let Some(identity) = &evidence.identity {
            div.identity {
                (picture(&identity.page))
                p { "Who is signed in, looked up at " code { (identity.page.url) } ": "
                    b { (identity.in_words()) } }
                @match evidence.seen_without_cookies {
                    Some(true) => p { "Asked for once more without any cookie, the page names that person, too." }
                    Some(false) => p.quiet { "Asked for once more without any cookie, the page names nobody." }
                    None => {}
                }
            }
        }
        @if !evidence.canary_hits.is_empty() {
            p { "Somebody asked for the address that the message holds: "
                @for hit in &evidence.canary_hits { code { (hit) } " " } }
        }
    }
}

fn events(evidence: &CaseEvidence) -> Markup {
    html! {
        details.part {
            summary { "The IdP's log (" (evidence.idp_events.len()) ")" }
            table.plain {
                tr { th { "time" } th { "user" } th { "application" } th { "result" } th { "message" } }
                @for event in &evidence.idp_events {
                    tr {
                        td { (event.at) } td { (event.user) } td { (event.application) }
                        td { @if event.sso_token_success { "assertion issued" } @else { "refused" } }
                        td { (event.error_message.as_deref().unwrap_or_default()) }
                    }
                }
            }
        }
    }
}

fn flags(cookie: &Cookie) -> String {
    let mut flags = Vec::new();
    flags.extend(cookie.secure.then(|| "Secure".to_owned()));
    flags.extend(cookie.http_only.then(|| "HttpOnly".to_owned()));
    flags.extend(cookie.same_site.as_ref().map(|value| format!("SameSite={value}")));
    flags.join(", ")
}

fn diff_lines(diff: &str) -> Markup {
    html! {
        pre.diff {
            @for line in diff.lines() {
                span class=(match line.chars().next() { Some('-') => "gone", Some('+') => "come", Some('@') => "at", _ => "" }) {
                    (line) "\n"
                }
            }
        }
    }
}
