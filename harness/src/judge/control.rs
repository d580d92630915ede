//! The plain logins that show whether a target lets anybody in: without them a refusal means nothing.

use super::blocked::blocked_form;
use super::demand::nobody_and_somebody;
use super::hindrance::hindrance;
use super::outcome::outcome;
use super::people::is_person;
use super::who::Named;
use crate::evidence::{CaseEvidence, ControlEvidence, IncidentKind, RunEvidence};
use crate::outcome::ControlSeen;
use crate::plan::{CONTROL_PERSONA, Case, Control, ControlId, Plan};

/// What the controls of a case showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlState {
    /// The case is its own proof.
    NotNeeded,
    /// All of them signed in.
    SignedIn(ControlSeen),
    /// One did not, or is missing.
    Failed(FailedControl),
}

/// Why a control proves nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedControl {
    /// What it ended with, when that could be read.
    pub seen: Option<ControlSeen>,
    /// In words.
    pub reason: String,
}

/// What the controls of case `index` of `plan` showed, of which `seen` is what was seen.
///
/// A case whose control is in the lane names the login before it and the one after it in its evidence; both must work.
/// `around` are these.
/// A guide's control is the guide's whole case, be it in the plan itself or beside it.
///
/// The case at which `--fail-fast` ended the run needs no control that was not run any more: see [`super::failing()`].
pub fn control(
    plan: &Plan,
    index: usize,
    seen: &CaseEvidence,
    around: &[ControlEvidence],
    evidence: &RunEvidence,
) -> ControlState {
    let stopped_here = evidence.stopped_at.as_ref() == Some(&plan.cases[index].id);
    match &plan.cases[index].control {
        Control::None => ControlState::NotNeeded,
        Control::Lane => {
            let login = |id: &Option<ControlId>| id.as_ref().and_then(|id| login_of(id, around));
            // The one before shows that the SP let people in at all. The one after shows that a refusal was of this message,
            // and not of everything: an SP that locks up or bans the address after an attack refuses genuine responses, too.
            let before = checked("before the case", login(&seen.controls.before), CONTROL_PERSONA);
            let after = &seen.controls.after;
            // Only a control that was never run may be left out: one that was run and failed still counts.
            if after.is_none() && stopped_here {
                return state(before);
            }
            let name = match &seen.controls.in_a_row {
                None => "after the case",
                Some(_) => {
                    "the second of two plain logins in a row, whatever is done between (what stands in a person's way there \
                     is for an `[[interruption]]`)"
                }
            };
            let after = || checked(name, login(after), CONTROL_PERSONA);
            state(before.and_then(|seen| after().map(|_| seen)))
        }
        Control::Guide(id) => {
            let planned = plan.cases.iter().position(|case| case.id == *id);
            let of_plan = planned.and_then(|at| Some((plan.cases.get(at)?, evidence.cases.get(at)?.seen())));
            let guide = ControlId::Guide(id.clone());
            let beside = plan.extra_controls.iter().find(|control| control.id == guide).map(|control| &control.case);
            let login = match &of_plan {
                Some((case, seen)) => Some((*case, &**seen)),
                None => beside.zip(evidence.control(&guide)),
            };
            if stopped_here && !login.is_some_and(|(_, seen)| was_run(seen)) {
                return ControlState::NotNeeded;
            }
            let persona = login.map_or(CONTROL_PERSONA, |(case, _)| user(case));
            state(checked(id, login.map(|(_, seen)| seen), persona))
        }
    }
}

/// What a plain login of `persona` shows: that the SP let that very person in, or why it proves nothing.
///
/// This is the one place that says whether a control works.
pub fn control_works(login: &CaseEvidence, persona: &str) -> Result<ControlSeen, FailedControl> {
    let unseen = |reason: String| FailedControl { seen: None, reason };
    if let Some(reason) = &login.not_applicable {
        return Err(unseen(reason.clone()));
    }
    if let Some(reason) = hindrance(login, false) {
        return Err(unseen(reason));
    }
    if let Some(incident) = &login.incident {
        return Err(unseen(incident.message.clone()));
    }
    let outcome = outcome(login).map_err(unseen)?;
    let seen = ControlSeen { kind: outcome.kind, user: outcome.user.clone() };
    let person = login.surroundings.personas.get(persona);
    // A lane whose login lets in somebody else is no control: the SP may let in anybody.
    let named = login.identity.as_ref().and_then(|identity| Named::of(identity, login));
    let right = person.zip(named.as_ref()).is_none_or(|(person, named)| is_person(named, person, login));
    if seen.kind.is_signed_in() && right {
        return Ok(seen);
    }
    let mut reason = format!("the plain login ended with {}", outcome.in_words());
    if let Some(why) = named.as_ref().and_then(Named::unclear) {
        reason += &format!(": {why}");
    }
    if let Some(both) = login.identity.as_ref().and_then(nobody_and_somebody) {
        reason += &format!(": {both}");
    }
    if let Some(blocked) = blocked_form(login) {
        reason += &format!("; {blocked}");
    }
    Err(FailedControl { seen: Some(seen), reason })
}

/// [`control_works`] of a login that may not have been run; `name` begins the reason why it proves nothing.
fn checked(name: &str, login: Option<&CaseEvidence>, persona: &str) -> Result<ControlSeen, FailedControl> {
    let Some(login) = login else {
        return Err(FailedControl { seen: None, reason: format!("{name}: it was not run") });
    };
    let named = |failed: FailedControl| FailedControl { reason: format!("{name}: {}", failed.reason), ..failed };
    control_works(login, persona).map_err(named)
}

/// The login among `controls` that is this one; none where it was not run.
pub(super) fn login_of<'a>(id: &ControlId, controls: &'a [ControlEvidence]) -> Option<&'a CaseEvidence> {
    controls.iter().find(|control| control.id == *id).map(|control| &control.login)
}

fn was_run(login: &CaseEvidence) -> bool {
    login.incident.as_ref().is_none_or(|incident| incident.kind != IncidentKind::Interrupted)
}

fn state(checked: Result<ControlSeen, FailedControl>) -> ControlState {
    match checked {
        Ok(seen) => ControlState::SignedIn(seen),
        Err(failed) => ControlState::Failed(failed),
    }
}

fn user(case: &Case) -> &str {
    case.expect.user.as_deref().unwrap_or(if case.flow.user.is_empty() { CONTROL_PERSONA } else { &case.flow.user })
}
