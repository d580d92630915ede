//! A message after which the SP is of no use any more: its process ended, or it lets nobody in.
//!
//! Seen once, that may be our own doing: somebody killed the process, or the machine was out of memory. So the case is
//! done once more on a fresh SP, between controls of its own, and only an SP that is lost in the same way again is
//! lost because of what it was sent.

use mock_idp::journal::{Binding, Direction};

use super::control::{FailedControl, control_works, login_of};
use super::outcome::outcome_of_lost;
use crate::evidence::{CaseEvidence, ControlEvidence, IncidentKind, LaneControls};
use crate::outcome::{Outcome, OutcomeKind};
use crate::plan::CONTROL_PERSONA;

/// How many of the last lines of the SP's log are quoted in the reason; the cause of a crash stands at the end.
const LINES: usize = 3;

/// How the SP was lost in one attempt at a case, as far as that attempt can show: `sp-ended` or `sp-locked-out`.
///
/// The process may end while the case runs, or a moment later, which the control after the case finds out. An SP is
/// locked where a control before the case works and the one after it was answered, but let nobody in. `controls` are
/// those between which it was run. Whether the case was alone with the SP is for the caller to know.
pub fn sp_loss(attempt: &CaseEvidence, controls: &[ControlEvidence]) -> Option<OutcomeKind> {
    if attempt.sp_ended.is_some() {
        return Some(OutcomeKind::SpEnded);
    }
    let LaneControls { before: Some(before), after: Some(after), in_a_row } = &attempt.controls else { return None };
    control_works(login_of(before, controls)?, CONTROL_PERSONA).ok()?;
    let after = login_of(after, controls)?;
    if after.sp_ended.is_some() {
        return Some(OutcomeKind::SpEnded);
    }
    // Whoever logs in twice in a row is not let in the second time, whatever was sent between.
    if in_a_row.is_some() {
        return None;
    }
    match control_works(after, CONTROL_PERSONA) {
        Err(FailedControl { seen: Some(seen), .. }) if seen.kind != OutcomeKind::Unclear => {
            Some(OutcomeKind::SpLockedOut)
        }
        // Trouble of ours with the control says nothing about the SP, and neither does a person nobody can tell.
        Ok(_) | Err(_) => None,
    }
}

/// Whether the control before the case works, and the one after it met a page on which Company Login does not stand: an SP
/// that closes after so many bad responses, perhaps. That is no verdict on the case.
pub fn is_closed_after(attempt: &CaseEvidence, controls: &[ControlEvidence]) -> bool {
    let LaneControls { before: Some(before), after: Some(after), .. } = &attempt.controls else { return false };
    let works = login_of(before, controls).is_some_and(|login| control_works(login, CONTROL_PERSONA).is_ok());
    let incident = login_of(after, controls).and_then(|login| login.incident.as_ref());
    works && incident.is_some_and(|incident| incident.kind == IncidentKind::Selector)
}

/// The outcome of a case in which the SP was lost twice in the same way, and the reason in words; none for any other.
pub(super) fn lost_twice(evidence: &CaseEvidence, controls: &[ControlEvidence]) -> Option<(Outcome, String)> {
    let again = evidence.again.as_deref()?;
    let kind = sp_loss(evidence, controls)?;
    if sp_loss(again, controls) != Some(kind) {
        return None;
    }
    let after = evidence.controls.after.as_ref().and_then(|after| login_of(after, controls));
    // A process that ended late was seen to be gone, and its last lines were read, by the control after the case.
    let late = after.filter(|_| evidence.sp_ended.is_none());
    let mut reason = match evidence.sp_ended.as_ref().or(late.and_then(|after| after.sp_ended.as_ref())) {
        Some(status) => format!("the SP's process ended ({status})"),
        None => "the SP lives and lets nobody in any more".to_owned(),
    };
    reason +=
        &message(evidence).map_or_else(|| " before it was sent a message".to_owned(), |sent| format!(" after {sent}"));
    reason += "; and so it was again on a fresh SP";
    let mut log: Vec<&str> = evidence
        .sp_log
        .iter()
        .chain(late.into_iter().flat_map(|after| &after.sp_log))
        .map(String::as_str)
        .filter(|line| !line.trim().is_empty())
        .collect();
    if !log.is_empty() {
        reason +=
            &format!("; the last lines of its log: {}", log.split_off(log.len().saturating_sub(LINES)).join(" | "));
    }
    Some((outcome_of_lost(evidence, kind), reason))
}

/// Why a case in which the SP's process ended is not verified, in words; none for any other.
pub(super) fn lost_once(evidence: &CaseEvidence) -> Option<String> {
    let status = evidence.sp_ended.as_ref()?;
    let again = match &evidence.again {
        Some(_) => "but not when the case was done once more on a fresh SP, so it may have been ended from outside",
        None => "and the case could not be done once more on a fresh SP",
    };
    Some(format!("the SP's process ended ({status}) while the case ran, {again}"))
}

/// The last message that the SP was sent, in words.
fn message(evidence: &CaseEvidence) -> Option<String> {
    let last = evidence.messages.iter().rfind(|message| message.direction == Direction::Out)?;
    let binding = match last.binding {
        Binding::Redirect => "HTTP-Redirect",
        Binding::Post => "HTTP-POST",
    };
    Some(format!("the message that was sent to {} by {binding}", last.url))
}
