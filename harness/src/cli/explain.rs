//! `saml-harness explain ID`: one scenario in full.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::program::program;
use super::{Failure, catalogue, out};
use crate::explain::{self, Change, Message};
use crate::guide::Place;
use crate::judge::rule;
use crate::outcome::OutcomeKind;
use crate::plan::{Case, Control, Stage};
use crate::requirement::{self, Requirements};
use crate::scenario::Genuine;

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// Case or scenario id
    id: String,
    /// Another folder of scenarios, besides the shipped one (repeatable)
    #[arg(long, value_name = "DIR")]
    catalogue: Vec<PathBuf>,
    /// As JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn explain(arguments: &ExplainArguments) -> Result<u8, Failure> {
    let matching = super::list::cases(&arguments.catalogue, std::slice::from_ref(&arguments.id))?;
    let exact: Vec<Case> = matching.iter().filter(|c| c.id == arguments.id).cloned().collect();
    let chosen = if exact.is_empty() { matching } else { exact };
    let requirements = requirement::load(&catalogue::requirements()).map_err(Failure::usage)?;
    if arguments.json {
        let rows: Vec<_> = chosen.iter().map(|case| as_json(case, &requirements)).collect();
        out(&serde_json::to_string_pretty(&rows).map_err(Failure::trouble)?);
        return Ok(0);
    }
    for (index, case) in chosen.iter().enumerate() {
        if index > 0 {
            out("");
        }
        out(&as_text(case, &requirements));
    }
    Ok(0)
}

fn as_json(case: &Case, requirements: &Requirements) -> serde_json::Value {
    let references = case.refs.iter().map(|id| match requirements.get(id) {
        Some(row) => json!({"id": id, "level": row.level, "requirement": row.requirement, "source": row.source}),
        None => json!({ "id": id }),
    });
    let attacker = case.attacker.map(|attacker| json!({ "name": attacker.word(), "meaning": attacker.meaning() }));
    let message = explain::message(case).map(|message| match message {
        Ok(message) => json!(message),
        Err(error) => json!({ "error": error }),
    });
    json!({
        "id": case.id, "title": case.title, "why": case.why, "fix": case.fix, "refs": case.refs, "severity": case.severity,
        "references": references.collect::<Vec<_>>(), "attacker": attacker, "detects": case.detects,
        "idp": case.idp, "sp": case.sp, "recipe": case.recipe, "message": message, "steps": steps(case),
        "expect": case.expect, "control": control(case), "when_it_fails": when_it_fails(case),
    })
}

fn as_text(case: &Case, requirements: &Requirements) -> String {
    let mut text = format!("{}\n  {}\n\nwhy        {}\n", case.id, case.title, case.why);
    if let Some(fix) = &case.fix {
        text += &format!("fix        {fix}\n");
    }
    if let Some(attacker) = case.attacker {
        text += &format!("attacker   {}: {}\n", attacker.word(), attacker.meaning());
    }
    text += &format!("severity   {}\n", case.severity.word());
    let settings = serde_json::to_value(&case.idp).unwrap_or_default();
    for (name, value) in settings.as_object().into_iter().flatten() {
        text += &format!("JumpCloud  {name} = {value}\n");
    }
    for (name, value) in &case.sp {
        text += &format!("SP         {name} = {value}\n");
    }
    if !case.detects.is_empty() {
        text += &format!("catches    {}\n", case.detects.join(", "));
    }
    if !case.refs.is_empty() {
        text += "\nreferences\n";
    }
    for reference in &case.refs {
        text += &match requirements.get(reference) {
            Some(row) => format!("  {reference:9} {}: {} [{}]\n", row.level, row.requirement, row.source),
            None => format!("  {reference}\n"),
        };
    }
    if let Some(message) = explain::message(case) {
        text += "\nrecipe\n";
        for (index, step) in explain::steps(&case.recipe).iter().enumerate() {
            text += &format!("  {:2}. {step}\n", index + 1);
        }
        text += &message.map_or_else(|error| format!("  it cannot be shown: {error}\n"), |message| shown(&message));
    }
    text += "\nsteps\n";
    for (index, step) in steps(case).iter().enumerate() {
        text += &format!("  {:2}. {step}\n", index + 1);
    }
    text += &format!("\ndemanded   {}\n", demanded(case));
    text += &format!("control    {}\n", control(case));
    text += &format!("\nwhen it fails\n  {}\n", when_it_fails(case));
    text += &format!("\nrun it     {} run '{}'", program(), case.id);
    text
}

/// The difference, with the signed part marked.
fn shown(message: &Message) -> String {
    let mut text = String::new();
    if !message.rows.iter().all(|row| matches!(row.change, Change::Same | Change::Left(_))) {
        text += "\nmessage    - as the IdP makes it, + as it is sent; | where a signature of the organization holds, \
                 : of another key\n\n";
        for row in &message.rows {
            let sign = match row.change {
                Change::Gone => '-',
                Change::Come => '+',
                Change::Same => ' ',
                Change::Left(count) => {
                    text += &format!("      ({count} lines more)\n");
                    continue;
                }
            };
            let mark = row.signed.as_ref().map_or(' ', |key| if key == "organization" { '|' } else { ':' });
            text += &format!("  {sign} {mark} {}\n", row.text);
        }
    }
    for fact in &message.travel {
        text += &format!("  travels    {fact}\n");
    }
    text
}

fn steps(case: &Case) -> Vec<String> {
    let mut steps = Vec::new();
    for stage in case.guide.iter().flat_map(|guide| &guide.stages) {
        match stage {
            Stage::Follow(step) => {
                let place = if step.at == Place::Idp { "JumpCloud" } else { "SP" };
                steps.push(format!("[{place}] {}", step.text));
            }
            Stage::Login(expect) => steps.push(format!("Company Login; must end: {}", expect.outcome.word())),
        }
    }
    for step in &case.flow.steps {
        let value = serde_json::to_value(step).unwrap_or_default();
        let mut words = vec![value["do"].as_str().unwrap_or_default().replace('-', " ")];
        for (name, value) in value.as_object().into_iter().flatten() {
            let says_something = name != "do" && !value.is_null() && *value != false && *value != 0;
            if says_something {
                words.push(format!("{name}={value}"));
            }
        }
        steps.push(words.join(" "));
    }
    steps
}

fn demanded(case: &Case) -> String {
    let expect = &case.expect;
    let mut text = expect.outcome.word().to_owned();
    if expect.genuine == Genuine::Allowed {
        text += ", or signed-in as the person whom the IdP vouched for";
    }
    if let Some(phase) = expect.phase {
        text += &format!(", at phase {}", phase.word());
    }
    if let Some(page) = &expect.lands_at {
        text += &format!(", on {page}");
    }
    for shown in &expect.shows {
        text += &format!(", showing \"{shown}\"");
    }
    for rule in expect.rules.iter().filter_map(|name| rule::find(name)) {
        text += &format!(", holding to {} ({})", rule.name, rule.demand);
    }
    text + &format!(" ({})", expect.level.word())
}

fn control(case: &Case) -> String {
    match &case.control {
        Control::None => "none: the demand is to be signed in".to_owned(),
        Control::Lane => "the plain login in the same lane, before and after, must sign in".to_owned(),
        Control::Guide(id) => format!("{id} must sign in"),
    }
}

fn when_it_fails(case: &Case) -> String {
    match case.expect.outcome {
        OutcomeKind::SignedIn | OutcomeKind::SignedInLate => {
            "The person cannot log in as demanded: open the case in the report, and look at the \
             first page that is not as expected and at the SP's log beside it."
                .to_owned()
        }
        OutcomeKind::Refused
        | OutcomeKind::SpError
        | OutcomeKind::SpEnded
        | OutcomeKind::SpLockedOut
        | OutcomeKind::NoAnswer
        | OutcomeKind::Unclear => {
            "See in the report who was signed in, and which check of the SP should have refused.".to_owned()
        }
        OutcomeKind::NotFound | OutcomeKind::StaysAtIdp => "The person saw something else than what this mistake \
             is known by: customers and support would look for another cause. If the change is meant, accept it \
             with --update-snapshots and change the demand."
            .to_owned(),
    }
}
