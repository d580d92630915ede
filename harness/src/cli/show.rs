//! `saml-harness show CASE`: one case of a report, whole.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Failure, last_report, out, show_html};
use crate::evidence::{CaseEvidence, Kept};
use crate::explain;
use crate::judge::CaseResult;
use crate::judgement::Judgement;
use crate::plan::Case;
use crate::record::Record;
use crate::report;
use crate::snapshot;

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// Case id
    case: String,
    /// Folder that `run --report` wrote (that of the last run when absent)
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// As JSON, with all that was seen
    #[arg(long)]
    json: bool,
    /// As one HTML page to attach to a ticket, without personal data
    #[arg(long, conflicts_with = "json")]
    html: bool,
}

pub(super) fn show(arguments: &ShowArguments) -> Result<u8, Failure> {
    let folder = last_report::or_last(arguments.report.as_deref())?;
    let mut judgement = super::report::judged(Record::load(&folder).map_err(Failure::usage)?, false);
    let named = |result: &CaseResult| result.id == arguments.case;
    let Some(index) = judgement.results.iter().position(named) else {
        return Err(Failure::Usage(not_there(&judgement, &arguments.case, &folder.display().to_string())));
    };
    let text = if arguments.json {
        as_json(&judgement, index)?
    } else if arguments.html {
        show_html::page(&mut judgement, index, &folder)?
    } else {
        as_text(&judgement, index, &folder.display().to_string())
    };
    out(text.trim_end());
    Ok(0)
}

/// The report has no such case: those of the same scenario, or the nearest.
fn not_there(judgement: &Judgement, id: &str, folder: &str) -> String {
    let ids = || judgement.results.iter().map(|result| result.id.as_str());
    let of_scenario: Vec<&str> = ids().filter(|known| known.split('@').next() == Some(id)).collect();
    let near = crate::diagnostic::nearest(id, ids());
    let help = match (of_scenario.as_slice(), near) {
        ([], None) => String::new(),
        ([], Some(near)) => format!("; did you mean `{near}`?"),
        (several, _) => format!("; it has `{}`", several.join("`, `")),
    };
    format!("the report in `{folder}` has no case `{id}`{help}")
}

fn as_json(judgement: &Judgement, index: usize) -> Result<String, Failure> {
    let result = &judgement.results[index];
    let seen = judgement.evidence.cases.get(index).map(Kept::seen);
    let whole = json!({
        "result": report::row(result),
        "demanded": result.demanded,
        "case": judgement.plan.cases[index],
        "evidence": seen.as_deref(),
        "cookies": seen.as_deref().map(report::cookies::exchanges),
        "repeat": judgement.call.command(&result.id),
        "reproduce": report::reproducer(judgement, index)
            .map(|made| json!({ "page": made.page, "curl": made.curl, "notes": made.notes })),
    });
    serde_json::to_string_pretty(&whole).map_err(Failure::trouble)
}

fn as_text(judgement: &Judgement, index: usize, folder: &str) -> String {
    let (result, case) = (&judgement.results[index], &judgement.plan.cases[index]);
    let mut text = head(judgement, result, case, folder);
    if !case.recipe.steps.is_empty() {
        text += "\n## Recipe\n";
        for (number, step) in explain::steps(&case.recipe).iter().enumerate() {
            text += &format!("{:2}. {step}\n", number + 1);
        }
    }
    text += "\n";
    text += &snapshot::text(&judgement.plan, index, &judgement.evidence, result)
        .unwrap_or_else(|error| format!("what it did cannot be shown: {error}\n"));
    if let Some(made) = report::reproducer(judgement, index) {
        text += &format!(
            "\n## Without the harness\n{folder}/{}: a page that sends the last message again\n{} (in {folder})\n{}\n",
            made.page,
            made.curl,
            made.notes.join("\n")
        );
    }
    if let Some(kept) = judgement.evidence.cases.get(index) {
        text += &of_evidence(&kept.seen(), folder);
    }
    text
}

fn head(judgement: &Judgement, result: &CaseResult, case: &Case, folder: &str) -> String {
    let critical = if result.critical { "critical " } else { "" };
    let mut text = format!("{} - {}\n", result.id, result.title);
    let control = result.control.as_ref().map(|control| match &control.user {
        Some(user) => format!("{} as {user}", control.kind.word()),
        None => control.kind.word().to_owned(),
    });
    for (name, value) in [
        ("verdict", format!("{critical}{} (severity {})", result.verdict.word(), result.severity.word())),
        ("expected", result.demanded.clone()),
        ("seen", result.seen_in_words()),
        ("reason", result.reason.clone()),
        ("accepted", result.departure.clone().unwrap_or_default()),
        ("control", control.unwrap_or_default()),
        ("why", case.why.clone()),
        ("fix", case.fix.clone().unwrap_or_default()),
        ("see", case.refs.join(", ")),
        ("repeat", judgement.call.command(&result.id)),
        ("report", format!("{folder}/index.html")),
    ] {
        if !value.is_empty() {
            text += &format!("{name:9} {value}\n");
        }
    }
    text
}

/// What a snapshot leaves out: cookies on the way, pictures, what the browser said, and the SP's log.
fn of_evidence(evidence: &CaseEvidence, folder: &str) -> String {
    let mut text = cookies(evidence);
    let pictures = evidence.steps.iter().filter_map(|step| Some((&step.name, step.page.screenshot.as_ref()?)));
    let pictures: Vec<String> = pictures.map(|(name, file)| format!("{name}: {folder}/evidence/{file}\n")).collect();
    let console: Vec<String> =
        evidence.steps.iter().flat_map(|step| &step.page.console).map(|line| format!("{line}\n")).collect();
    let notes: Vec<String> =
        evidence.steps.iter().flat_map(|step| &step.page.notes).map(|line| format!("{line}\n")).collect();
    let dom = evidence.dom.iter().map(|page| {
        let more = if page.left_out > 0 { format!(", {} more left out", page.left_out) } else { String::new() };
        format!("the page {}: {} ({} bytes{more})\n", page.of.in_words(), page.url, page.html.len())
    });
    let log: Vec<String> = evidence.sp_log.iter().map(|line| format!("{line}\n")).collect();
    for (heading, lines) in [
        ("DOM (the sources: --json or --html)", dom.collect()),
        ("Pictures", pictures),
        ("The browser's console", console),
        ("Notes on steps", notes),
        ("The SP's log", log),
    ] {
        if !lines.is_empty() {
            text += &format!("\n## {heading}\n{}", lines.concat());
        }
    }
    text
}

/// Cookies as they were sent, withheld and set, exchange by exchange.
fn cookies(evidence: &CaseEvidence) -> String {
    let exchanges = report::cookies::exchanges(evidence);
    let mut text = String::new();
    let mut step = None;
    for exchange in &exchanges {
        if step.is_none() {
            text += "\n## Cookies on the way\n";
        }
        if step != Some(exchange.step) {
            text += &format!("{}:\n", exchange.step);
            step = Some(exchange.step);
        }
        let status = exchange.status.map_or("no answer".to_owned(), |status| status.to_string());
        let url = exchange.url.split('?').next().unwrap_or_default();
        text += &format!("  {} {url}: {status}\n", exchange.method);
        for (what, cookie, why) in exchange.cookies.lines() {
            let why = if why.is_empty() { why } else { format!(" ({why})") };
            text += &format!("    {what:8} {cookie}{why}\n");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Cookie, CookieTrace, WithheldCookie};
    use crate::sample;

    #[test]
    fn a_case_is_shown_whole() {
        let mut record = sample::record();
        record.evidence.cases[2].change(|seen| {
            seen.sp_log = vec!["no signature".to_owned()];
            let cookie = Cookie { name: "sp_session".to_owned(), ..Cookie::default() };
            let withheld = vec![WithheldCookie { cookie, why: vec!["SameSiteLax".to_owned()] }];
            let document = seen.steps.iter_mut().flat_map(|step| &mut step.documents).last().unwrap();
            document.cookies = Some(CookieTrace { withheld, ..CookieTrace::default() });
        });
        let judgement = Judgement::of(record);
        let text = as_text(&judgement, 2, "r");
        for part in [
            "attack/forged-before-signed@response-signed - ",
            "verdict   critical fail",
            "repeat    saml-harness run attack/forged-before-signed@response-signed",
            "## Path",
            "## Cookies on the way\n",
            "    withheld sp_session=[] (it is SameSite=Lax, and another site posted here)\n",
            "## The SP's log\nno signature",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let json: serde_json::Value = serde_json::from_str(&as_json(&judgement, 2).unwrap()).unwrap();
        assert_eq!(json["result"]["verdict"], "fail");
        assert_eq!(json["evidence"]["sp_log"][0], "no signature");
        assert_eq!(json["cookies"][0]["withheld"][0]["why"][0], "SameSiteLax");
        assert_eq!(json["case"]["id"], json["result"]["id"]);
    }

    #[test]
    fn a_case_that_is_not_there_is_told_with_those_that_are() {
        let judgement = Judgement::of(sample::record());
        let said = |id: &str| not_there(&judgement, id, "r");
        assert!(said("attack/forged-before-signed").contains("it has `attack/forged-before-signed@response-signed`"));
        assert!(said("attack/unsinged").contains("did you mean `attack/unsigned`?"), "{}", said("attack/unsinged"));
    }
}
