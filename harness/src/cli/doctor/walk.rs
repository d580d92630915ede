//! The path of a run, walked once: each stage of a login, what else is asked of an SP, and what it can do.

use std::sync::Arc;

use tokio::sync::watch;

use super::super::driving::Driving;
use super::super::{Failure, catalogue, out};
use super::look_up::{nobody_looks_like, recognised};
use super::{needs_ownership, planned};
use crate::evidence::{CaseEvidence, RunEvidence};
use crate::judge::{self, CaseResult, at_idp};
use crate::outcome::Verdict;
use crate::plan::{Capability, ControlId, KNOWN_PEOPLE, NotOwned, Plan, every_probe};
use crate::run::Observer;
use crate::run::scratch;
use crate::target::Target;

const LOGIN: &str = "login/sp-initiated";
const TILE: &str = "login/idp-initiated";
const SIGN_OUT: &str = "conformance/sign-out-ends-the-session";
const REFUSAL: &str = "attack/unsigned@sp-initiated";

/// How many of the SP's last lines are shown: the cause of an error stands there, after a stack trace.
const LOG_LINES: usize = 20;

/// How much of a page's text is shown.
const TEXT: usize = 200;

/// What was found at one stage, in words.
pub(super) enum Found {
    /// All is well.
    Ok(String),
    /// Something is missing, or not as it must be; with what to do next.
    Missing(String),
    /// It was not tried; why.
    NotTried(String),
}

impl<E: std::fmt::Display> From<Result<String, E>> for Found {
    fn from(found: Result<String, E>) -> Self {
        found.map_or_else(|error| Self::Missing(error.to_string()), Self::Ok)
    }
}

/// What the walk brought to light.
pub(super) struct Walk {
    /// Line by line: the stage, and what was found.
    pub(super) lines: Vec<(&'static str, Found)>,
    /// The SP's last lines.
    pub(super) sp_log: Vec<String>,
    /// Lines for the target file.
    pub(super) to_paste: Vec<String>,
}

/// Walks it; an error when there is nothing to walk on. What is being prepared is told unless it is to be `quiet`.
pub(super) async fn walk(target: Target, driving: &Driving, quiet: bool) -> Result<Walk, Failure> {
    let loaded = catalogue::load(&[])?;
    let ids = [LOGIN, TILE, SIGN_OUT, REFUSAL];
    let (mut plan, not_owned) = planned(&ids, &loaded, &target, &driving.i_own).map_err(Failure::usage)?;
    plan.extra_controls.retain(|control| control.id.is_trial());
    plan.extra_controls.extend(every_probe(&target));
    let plan = Arc::new(plan);
    let evidence = carried_out(&plan, &target, driving, quiet).await?;
    let results = judge::judge(&plan, &target, &evidence);
    Ok(Seen { plan: &plan, target: &target, evidence: &evidence, results: &results, not_owned }.walk())
}

/// What is seen when `plan` is carried out; nothing of it is kept on disk.
pub(super) async fn carried_out(
    plan: &Arc<Plan>,
    target: &Target,
    driving: &Driving,
    quiet: bool,
) -> Result<RunEvidence, Failure> {
    let folder = scratch::folder().map_err(Failure::trouble)?;
    let options = driving.options(folder.path().to_owned())?;
    let (_keep, stop) = watch::channel(false);
    let evidence = crate::run::run(plan.clone(), target.clone(), options, Arc::new(Preparing { quiet }), stop).await;
    evidence.map_err(Failure::trouble)
}

/// What the run of the walk left.
struct Seen<'a> {
    plan: &'a Plan,
    target: &'a Target,
    evidence: &'a RunEvidence,
    results: &'a [CaseResult],
    /// Why attacks are left out.
    not_owned: Option<NotOwned>,
}

impl Seen<'_> {
    fn walk(&self) -> Walk {
        let mut lines = Vec::new();
        let mut sp_log = Vec::new();
        if let Some((result, login)) = self.case(LOGIN) {
            stages(result, &login, self.target, &mut lines);
            if let Some(refused) = judge::refused_dialect(&self.evidence.controls) {
                let text = format!("{refused}; the same login in the specification's dialect works");
                lines.push(("JumpCloud", Found::Missing(text)));
            }
            if let Some(reason) = judge::refused_address(&self.evidence.controls) {
                lines.push(("addresses", Found::Missing(reason)));
            }
            sp_log = login.sp_log.iter().rev().take(LOG_LINES).rev().cloned().collect();
        }
        if let Some(nobody) = &self.evidence.nobody {
            let found = nobody_looks_like(&self.target.signed_in, nobody);
            lines.push(("nobody", found.map_or_else(Found::Missing, Found::Ok)));
        }
        lines.push(("second person", self.second_person()));
        for (what, id) in [("a refusal", REFUSAL), ("sign-out", SIGN_OUT), ("IdP-initiated", TILE)] {
            if let Some((result, _)) = self.case(id) {
                lines.push((what, of_result(result)));
            } else if let Some(at) = &self.not_owned {
                lines.push((what, Found::NotTried(needs_ownership(at))));
            }
        }
        for capability in Capability::ALL {
            if let Some(lack) = judge::lacks(capability, &self.evidence.controls) {
                lines.push(("it cannot", Found::NotTried(lack)));
            }
        }
        Walk { lines, sp_log, to_paste: self.to_paste() }
    }

    fn case(&self, id: &str) -> Option<(&CaseResult, Arc<CaseEvidence>)> {
        let index = self.plan.cases.iter().position(|case| *case.id == *id)?;
        Some((self.results.get(index)?, self.evidence.cases.get(index)?.seen()))
    }

    /// Whether another person is told apart from the first.
    fn second_person(&self) -> Found {
        let persona = KNOWN_PEOPLE[1];
        let Some(login) = self.evidence.control(&ControlId::Person(persona.to_owned())) else {
            return Found::NotTried("nobody is signed in by the plain login".to_owned());
        };
        match judge::control_works(login, persona) {
            Ok(seen) => Found::Ok(format!("{persona} is signed in as {}", seen.user.unwrap_or_default())),
            Err(failed) => Found::Missing(format!("the login of {persona}: {}", failed.reason)),
        }
    }

    fn to_paste(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let shown = self.case(LOGIN).and_then(|(_, login)| login.surroundings.shown.clone());
        if let Some(shown) = shown.filter(|shown| shown.learned) {
            lines.extend(["[signed_in]".to_owned(), shown.line(), String::new()]);
        }
        let controls = &self.evidence.controls;
        if let Some(wanted) = judge::wanted_subject(controls) {
            lines.extend(["[idp]".to_owned(), format!("subject_field = \"{}\"", wanted.word()), String::new()]);
        }
        let known = Capability::ALL.into_iter().filter_map(|capability| {
            let can =
                if judge::lacks(capability, controls).is_some() { false } else { judge::has(capability, controls) };
            (can || judge::lacks(capability, controls).is_some()).then(|| format!("{} = {can}", capability.key()))
        });
        let known: Vec<String> = known.collect();
        if !known.is_empty() {
            lines.push("[supports]".to_owned());
            lines.extend(known);
        }
        lines
    }
}

/// The stages of the plain login, up to the one where it ended.
fn stages(result: &CaseResult, login: &CaseEvidence, target: &Target, lines: &mut Vec<(&'static str, Found)>) {
    let at = &login.surroundings;
    if let Some(incident) = login.incident.as_ref().filter(|_| login.steps.iter().all(|step| step.provision)) {
        lines.push(("set-up", Found::Missing(format!("{}: {}", incident.kind, incident.message))));
        return;
    }
    let key = at.sp_encryption_key.as_ref().map(|key| format!(", encrypts for {key}")).unwrap_or_default();
    let names = format!("{}: entity ID {}, ACS {}{key}", at.sp_base_url, at.sp_entity_id, at.acs_url);
    lines.push(("SP", Found::Ok(names)));
    let documents = || login.steps.iter().filter(|step| step.is_of_login()).flat_map(|step| &step.documents);
    if !documents().any(|document| at_idp(&document.url, at)) {
        let blocked = judge::blocked_form(login);
        let why = login.incident.as_ref().map(|incident| incident.message.clone()).or(blocked);
        let why = why.map(|why| format!("; {why}")).unwrap_or_default();
        let text =
            format!("Company Login did not lead there{why}; {}; see `start` and `steps` of `[login]`", last(login));
        lines.push(("to the IdP", Found::Missing(text)));
        return;
    }
    let by = if target.login.steps.is_empty() { "at once" } else { "by the steps of `[login]`" };
    lines.push(("to the IdP", Found::Ok(by.to_owned())));
    if let Some(answer) = documents().rev().find(|document| document.url.starts_with(at.acs_url.as_str())) {
        let status = answer.status.map_or_else(|| "nothing".to_owned(), |status| format!("HTTP {status}"));
        lines.push(("response", Found::Ok(format!("the ACS answered {status}"))));
    }
    let user = login.identity.as_ref().and_then(|identity| identity.shown());
    if let Some(by) = login.identity.as_ref().and_then(|identity| recognised(&target.signed_in, identity)) {
        lines.push(("look-up", Found::Ok(by)));
    }
    lines.push((
        "plain login",
        match (result.verdict, user) {
            (Verdict::Pass | Verdict::Warn, Some(user)) => {
                let known = at.shown.as_ref().map(|shown| format!("; known by {}", shown.in_words()));
                let known = known.unwrap_or_default();
                Found::Ok(format!("signed in as {user} in {} ms{known}", login.duration_ms))
            }
            _ => Found::Missing(format!("{}; {}", result.reason, last(login))),
        },
    ));
}

/// The last page of a login, in words.
fn last(login: &CaseEvidence) -> String {
    match login.steps.last().map(|step| &step.page) {
        Some(page) => {
            format!("the last page, {}, says: {}", page.url, page.text.chars().take(TEXT).collect::<String>())
        }
        None => "there was no page".to_owned(),
    }
}

fn of_result(result: &CaseResult) -> Found {
    match result.verdict {
        Verdict::Pass | Verdict::Warn => Found::Ok(result.seen_in_words()),
        Verdict::NotApplicable => Found::NotTried(result.reason.clone()),
        Verdict::Fail | Verdict::NotVerified => Found::Missing(result.reason.clone()),
    }
}

/// Says what is being prepared, unless it is to be quiet, and nothing of the cases.
struct Preparing {
    quiet: bool,
}

impl Observer for Preparing {
    fn preparing(&self, what: &str) {
        if !self.quiet {
            out(&format!("         {what}"));
        }
    }
}
