//! `saml-harness symptoms`: from what a person saw back to the steps that lead there.

use std::collections::BTreeSet;
use std::fs;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::program::program;
use super::{Failure, catalogue, out, snapshot_folder};
use crate::outcome::{OutcomeKind, Phase};
use crate::plan::Case;
use crate::record::Record;
use crate::symptom::{self, Apart, Nearest, Pasted, Query, Recognised, Sighting, Way};
use crate::target::Target;

/// The longest text that is read; a page or a log is far shorter.
const LONGEST: usize = 4 * 1024 * 1024;

/// Ways that are shown in full; the others in a line each.
const IN_FULL: usize = 5;

#[derive(Debug, Args)]
pub(super) struct SymptomsArguments {
    /// What stood on the page, as it was pasted: a sentence, a whole page, a stack trace; a file that has it; `-` for stdin
    text: Vec<String>,
    /// HTTP status of the page
    #[arg(long, value_name = "STATUS", value_parser = clap::value_parser!(u16).range(100..600))]
    status: Option<u16>,
    /// Where it was: provision (setting up), start (before the IdP), idp, acs (back from the IdP), after
    #[arg(long, value_name = "PHASE")]
    phase: Option<Phase>,
    /// What it came to, as results.json has it: refused, not-found, sp-error, stays-at-idp, no-answer ...
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<OutcomeKind>,
    /// The SP, by its target file (the reference SP when absent); its accepted snapshots say what people see there
    #[arg(long, value_name = "FILE")]
    target: Option<PathBuf>,
    /// Where its snapshots are kept (beside the target file when absent)
    #[arg(long, value_name = "DIR", conflicts_with = "report")]
    snapshots: Option<PathBuf>,
    /// Folder that `run --report` wrote: what people saw there, in place of the snapshots
    #[arg(long, value_name = "DIR", conflicts_with = "target")]
    report: Option<PathBuf>,
    /// The guide that the customer followed, by its name (when absent: those that set the SP up as everybody does)
    #[arg(long, value_name = "NAME")]
    guide: Option<String>,
    /// Another folder of scenarios, besides the shipped one (repeatable)
    #[arg(long, value_name = "DIR")]
    catalogue: Vec<PathBuf>,
    /// Every way in full
    #[arg(long)]
    all: bool,
    /// As JSON
    #[arg(long)]
    json: bool,
}

/// What is known of the target.
struct Known {
    name: String,
    cases: Vec<Case>,
    sightings: Vec<Sighting>,
}

#[derive(Serialize)]
struct Answer {
    target: String,
    /// Causes that the words point to, the surest first.
    recognised: Vec<Recognised>,
    /// Ways that end so at the target, the likeliest first.
    ways: Vec<Way>,
    /// How to tell the ways apart.
    apart: Vec<Apart>,
    /// Where nothing was recognised: sentences that are nearly the text.
    nearest: Vec<Nearest>,
    /// What would tell more.
    ask: Vec<String>,
}

pub(super) fn symptoms(arguments: &SymptomsArguments) -> Result<u8, Failure> {
    let text = text(&arguments.text)?;
    let asked = [arguments.status.is_some(), arguments.phase.is_some(), arguments.outcome.is_some()].contains(&true);
    if text.trim().is_empty() && !asked {
        let message = "nothing is said of what the person saw; give the words of the page, `--status 404`, `--phase start` \
                       or `--outcome refused`";
        return Err(Failure::Usage(message.to_owned()));
    }
    let known = known(arguments)?;
    let answer = answer(arguments, &text, known)?;
    if arguments.json {
        out(&serde_json::to_string_pretty(&answer).map_err(Failure::trouble)?);
    } else {
        out(as_text(&answer, arguments.all).trim_end());
    }
    Ok(0)
}

/// What was pasted: words, a file that the one word names, or stdin.
fn text(words: &[String]) -> Result<String, Failure> {
    let too_long = || {
        Failure::Usage(format!(
            "more than {} MiB is no page; give the part of it that says what is wrong",
            LONGEST >> 20
        ))
    };
    let bytes = match words {
        [word] if word == "-" => from_stdin()?,
        [] if !std::io::stdin().is_terminal() => from_stdin()?,
        [word] if word.len() < 1024 && Path::new(word).is_file() => {
            let length = fs::metadata(word).map(|about| about.len()).unwrap_or_default();
            if length > LONGEST as u64 {
                return Err(too_long());
            }
            fs::read(word).map_err(|error| Failure::Usage(format!("`{word}`: {error}")))?
        }
        words => words.join(" ").into_bytes(),
    };
    if bytes.len() > LONGEST {
        return Err(too_long());
    }
    // Support pastes from anywhere: what is no UTF-8 hides nothing of the rest. PowerShell writes UTF-16.
    Ok(saml_artefact::text_of(&bytes).unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into_owned()))
}

fn from_stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(LONGEST as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::Usage(format!("stdin: {error}")))?;
    Ok(bytes)
}

fn known(arguments: &SymptomsArguments) -> Result<Known, Failure> {
    if let Some(folder) = &arguments.report {
        let judgement = super::report::judged(Record::load(folder).map_err(Failure::usage)?, false);
        let sightings =
            judgement.rows().filter_map(|(result, _, kept)| symptom::of_report(result, &kept?.seen())).collect();
        let cases = of_guide(judgement.plan.cases, &judgement.target, arguments.guide.as_deref())?;
        return Ok(Known { name: judgement.target.name, cases, sightings });
    }
    let cases = super::list::cases(&arguments.catalogue, &[])?;
    let target = catalogue::target(arguments.target.as_deref()).map_err(Failure::usage)?;
    let cases = of_guide(cases, &target, arguments.guide.as_deref())?;
    let folder = match (&arguments.snapshots, &arguments.target) {
        (None, None) => {
            return Ok(Known { name: target.name, cases, sightings: catalogue::reference_sightings() });
        }
        (Some(folder), _) => folder.clone(),
        (None, Some(_)) => snapshot_folder::beside(&target.folder),
    };
    let accepted = crate::snapshot::accepted(&folder, &target.name).map_err(Failure::trouble)?;
    let sightings = symptom::of_snapshots(accepted.iter().map(|(id, text)| (id.clone(), text.as_str())));
    Ok(Known { name: target.name, cases, sightings })
}

/// The cases without those of guides that the customer did not follow.
fn of_guide(mut cases: Vec<Case>, target: &Target, guide: Option<&str>) -> Result<Vec<Case>, Failure> {
    if let Some(name) = guide {
        let names: BTreeSet<&str> = cases.iter().filter_map(Case::guide_name).collect();
        if !names.contains(name) {
            let help = crate::diagnostic::help_for(name, names.iter().copied()).unwrap_or_default();
            return Err(Failure::Usage(format!("there is no guide `{name}`; {help}")));
        }
    }
    cases.retain(|case| match (case.guide_name(), guide) {
        (None, _) => true,
        (Some(name), Some(followed)) => name == followed,
        (Some(name), None) => !target.provision.guides.contains_key(name),
    });
    Ok(cases)
}

fn answer(arguments: &SymptomsArguments, text: &str, known: Known) -> Result<Answer, Failure> {
    let library = catalogue::symptoms().map_err(Failure::usage)?;
    let pasted = Pasted::new(text);
    let mut recognised = library.recognise(&pasted);
    let facts = Query { status: arguments.status, phase: arguments.phase, outcome: arguments.outcome, text: None };
    let has_text = !text.trim().is_empty();
    let mut ways = if has_text {
        symptom::ways(&known.cases, &known.sightings, &Query { text: Some(pasted.clone()), ..facts.clone() })
    } else {
        symptom::ways(&known.cases, &known.sightings, &facts)
    };
    // Words that no page of the target has: what else is known of the page still narrows it down.
    if ways.is_empty() && recognised.iter().all(|found| found.cause.general) && has_text {
        let status = facts.status.or_else(|| symptom::status_in(text));
        if status.is_some() || facts.phase.is_some() || facts.outcome.is_some() {
            ways = symptom::ways(&known.cases, &known.sightings, &Query { status, ..facts });
        }
    }
    // A sentence that only says that the login failed says less than the page's own ways.
    if !ways.is_empty() {
        recognised.retain(|found| !found.cause.general);
    }
    let nearest =
        if recognised.is_empty() && ways.is_empty() && has_text { library.nearest(&pasted) } else { Vec::new() };
    let ask = ask(&known, &recognised, &ways);
    Ok(Answer { target: known.name, recognised, apart: symptom::apart(&ways), ways, nearest, ask })
}

/// What would tell more, where several causes are left or none is known.
fn ask(known: &Known, recognised: &[Recognised], ways: &[Way]) -> Vec<String> {
    let mut ask = Vec::new();
    if known.sightings.is_empty() {
        ask.push(format!(
            "there are no accepted snapshots of `{}` here, so nothing is known of its own pages: run the catalogue against it \
             with `--update-snapshots`, or name a report with `--report DIR`",
            known.name
        ));
    }
    let is_sure = recognised.iter().any(|found| !found.cause.general) || ways.len() == 1;
    if !is_sure {
        ask.extend(
            [
                "the whole text of the page, and the address in the address bar",
                "whether the IdP's login page came up before it",
                "the SP's log of that minute: it has the sentence that the page keeps back",
                "the IdP's event log of that minute (JumpCloud: Directory Insights, event `sso_auth`)",
                "the customer's IdP metadata, as it is stored at the SP",
            ]
            .map(str::to_owned),
        );
    }
    ask
}

fn as_text(answer: &Answer, all: bool) -> String {
    let mut text = String::new();
    for (index, found) in answer.recognised.iter().enumerate() {
        text += &format!("{}. {}\n", index + 1, found.cause.title);
        for quote in found.quotes.iter().take(3) {
            text += &row("read", &format!("\"{quote}\""));
        }
        text += &row("as in", &found.programs.join(", "));
        text += &row("why", &found.cause.why);
        text += &row("mend", &found.cause.mend);
        text += &row("check", &found.cause.check);
        if !found.cause.cases.is_empty() {
            let cases: Vec<String> = found.cause.cases.iter().map(|id| format!("{} explain {id}", program())).collect();
            text += &row("see", &cases.join("\n"));
        }
        text.push('\n');
    }
    if answer.recognised.is_empty() && answer.ways.is_empty() {
        text += "No known sentence and no page of the target fits.\n\n";
    }
    for near in &answer.nearest {
        let share = (near.share * 100.0).round();
        text += &format!("Nearest ({share} % of the words): {}\n", near.cause.title);
        text += &row("reads", &format!("\"{}\" ({})", near.sentence, near.program));
        text += &row("mend", &near.cause.mend);
        text += &row("check", &near.cause.check);
        text.push('\n');
    }
    if !answer.ways.is_empty() {
        let cases: usize = answer.ways.iter().map(|way| way.cases.len()).sum();
        text += &format!(
            "At `{}` {cases} cases end so, with {} different mends. The likeliest first:\n\n",
            answer.target,
            answer.ways.len()
        );
    }
    for (index, way) in answer.ways.iter().enumerate() {
        text += &format!("{:2}. {} [{}]\n", index + 1, way.title, place(way));
        if all || index < IN_FULL || way.common {
            text += &row("why", &way.why);
            text += &row("mend", &way.mend);
            if let Some(check) = &way.check {
                text += &row("check", check);
            }
            text += &row("cases", &way.cases.join(" "));
        } else {
            text += &row("mend", &way.mend);
        }
    }
    if answer.apart.len() > 1 {
        text += "\nHow to tell them apart\n";
        for apart in &answer.apart {
            let numbers: Vec<String> = apart.ways.iter().map(ToString::to_string).collect();
            text += &format!("  {}: {}\n", apart.sign, numbers.join(", "));
        }
        text += "  Those of one line look the same to the person: look at the settings, as `check` and `mend` say.\n";
    }
    if !answer.ask.is_empty() {
        text += "\nAsk for\n";
        answer.ask.iter().for_each(|what| text += &format!("  - {what}\n"));
    }
    text
}

fn place(way: &Way) -> &'static str {
    match way.phase {
        Phase::Provision => "while setting up",
        Phase::Start => "before the IdP",
        Phase::Idp => "at the IdP",
        Phase::Acs => "after the IdP",
        Phase::After => "later",
    }
}

/// A named fact; further lines below the first.
fn row(name: &str, text: &str) -> String {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    format!("    {name:6} {}\n", lines.join("\n           "))
}
