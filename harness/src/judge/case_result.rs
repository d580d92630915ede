//! The verdict of each case: the one table.

use super::address::refused_address;
use super::control::{ControlState, FailedControl, control};
use super::demand::{Disagreements, demanded_in_words, disagreements};
use super::departure;
use super::dialect::refused_dialect;
use super::hindrance::{hindrance, login_by_get};
use super::namesake::needs_no_trick;
use super::outcome::outcome;
use super::sign_out;
use super::sp_loss::{lost_once, lost_twice};
use super::victim;
use crate::case_id::CaseId;
use crate::evidence::{CaseEvidence, ControlEvidence, IncidentKind, Kept, RunEvidence};
use crate::outcome::{ControlSeen, Outcome, OutcomeKind, SnapshotState, Verdict};
use crate::plan::{Capability, Case, ControlId, Plan, unknown_capabilities};
use crate::scenario::{Level, Severity};
use crate::side_by_side;
use crate::target::Target;

/// One case, judged: a row of `results.json`, and what reports say beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseResult {
    /// Case id.
    pub id: CaseId,
    /// Its category.
    pub category: String,
    /// One line.
    pub title: String,
    /// How bad a failure is.
    pub severity: Severity,
    /// The outcome compared with the demand.
    pub verdict: Verdict,
    /// Somebody is signed in whom the IdP did not vouch for, by an attacker who does not hold the key of that person's IdP.
    pub critical: bool,
    /// What was demanded.
    pub expected: OutcomeKind,
    /// The whole demand in words.
    pub demanded: String,
    /// What was seen; absent when it is unknown.
    pub outcome: Option<Outcome>,
    /// What the control showed; absent when there is none or it is unknown.
    pub control: Option<ControlSeen>,
    /// How the snapshot compares.
    pub snapshot: SnapshotState,
    /// What differs from the snapshot.
    pub snapshot_diff: Option<String>,
    /// Why the verdict is not pass.
    pub reason: String,
    /// Why this verdict is known and accepted.
    pub departure: Option<String>,
    /// What the case cites.
    pub refs: Vec<String>,
    /// Milliseconds in all.
    pub duration_ms: u64,
    /// How often it was tried again before.
    pub retries: u32,
    /// Why each attempt before the last did not count, in words.
    pub earlier: Vec<String>,
}

impl CaseResult {
    /// What was seen, in words.
    pub fn seen_in_words(&self) -> String {
        self.outcome.as_ref().map_or_else(|| "unknown".to_owned(), Outcome::in_words)
    }

    /// Whether somebody was signed in whom the IdP did not vouch for, and the case was verified.
    pub fn is_forged(&self) -> bool {
        self.critical && self.is_verified()
    }

    /// Whether a run that has it ends with another status than 0: nobody accepted that it fails or cannot be told, or its
    /// snapshot differs.
    pub fn is_open(&self) -> bool {
        let is_bad = matches!(self.verdict, Verdict::Fail | Verdict::NotVerified) && self.departure.is_none();
        is_bad || self.snapshot == SnapshotState::Changed
    }

    /// Whether the verdict was reached only after an attempt that did not count: the next run may not reach it.
    pub fn is_flaky(&self) -> bool {
        self.retries > 0 && self.verdict != Verdict::NotVerified
    }

    /// What came before the last attempt, in words: `needed 2 attempts; before: the browser is gone`. Empty where nothing did.
    pub fn attempts_in_words(&self) -> String {
        if self.retries == 0 {
            return String::new();
        }
        let needed = if self.is_flaky() { "needed" } else { "had" };
        let before =
            if self.earlier.is_empty() { String::new() } else { format!("; before: {}", self.earlier.join("; ")) };
        format!("{needed} {} attempts{before}", self.retries.saturating_add(1))
    }

    /// Whether the verdict was reached, so that the outcome means something.
    pub fn is_verified(&self) -> bool {
        !matches!(self.verdict, Verdict::NotVerified | Verdict::NotApplicable)
    }
}

/// Judges a whole run: one result for each planned case, in the plan's order.
///
/// A case without evidence is not verified. Snapshots are compared later, so their state is `off` here.
pub fn judge(plan: &Plan, target: &Target, evidence: &RunEvidence) -> Vec<CaseResult> {
    let none = CaseEvidence::default();
    let indices: Vec<usize> = (0..plan.cases.len()).collect();
    let mut results = side_by_side::map(&indices, |index| {
        let (index, case) = (*index, &plan.cases[*index]);
        let seen = evidence.cases.get(index).filter(|kept| *kept.case() == *case.id).map(Kept::seen);
        match seen.as_deref() {
            Some(seen) => match unsupported_by_probe(case, target, &evidence.controls) {
                // Whoever got in by a forgery got in, whatever a plain login of that kind showed.
                Some(reason) if seen.not_applicable.is_none() && forged(case, seen).is_none() => {
                    row(case, seen, (Verdict::NotApplicable, reason), None, None, false)
                }
                _ => {
                    let around = seen.around(&evidence.lane_controls);
                    let control = control(plan, index, seen, &around, evidence);
                    judge_case(case, seen, control, &around, &evidence.controls)
                }
            },
            None => {
                let verdict = (Verdict::NotVerified, "there is no evidence of this case".to_owned());
                row(case, &none, verdict, None, None, false)
            }
        }
    });
    if let Some(refused) = refused_dialect(&evidence.controls) {
        // That case alone was run as JumpCloud writes.
        let failed = |result: &&mut CaseResult| *result.id == *refused.case && result.verdict == Verdict::Fail;
        results.iter_mut().filter(failed).for_each(|result| result.reason = format!("{refused}; {}", result.reason));
    }
    if let Some(reason) = refused_address(&evidence.controls) {
        results.iter_mut().for_each(|result| hindered(result, &reason));
    }
    for result in &mut results {
        result.departure = departure::of_case(result, &target.departures);
    }
    results
}

/// Takes the verdict back that `result` has since nobody got in, which is for `reason`.
fn hindered(result: &mut CaseResult, reason: &str) {
    let nobody_in = result.outcome.as_ref().is_some_and(|outcome| !outcome.kind.is_signed_in());
    match result.verdict {
        Verdict::Fail | Verdict::Warn if nobody_in && !result.critical => {
            (result.verdict, result.reason) = (Verdict::NotVerified, format!("{}; {reason}", result.reason));
        }
        Verdict::NotVerified => result.reason = format!("{}; {reason}", result.reason),
        _ => {}
    }
}

/// What `case` needs and a login showed that the target cannot do, in words.
pub fn unsupported_by_probe(case: &Case, target: &Target, controls: &[ControlEvidence]) -> Option<String> {
    unknown_capabilities(case, target).into_iter().find_map(|capability| lacks(capability, controls))
}

/// Whether the probe of `capability` among `controls` let somebody in.
pub fn has(capability: Capability, controls: &[ControlEvidence]) -> bool {
    let probe = controls.iter().find(|control| control.id == ControlId::Probe(capability));
    probe.is_some_and(|probe| {
        probe.login.incident.is_none() && outcome(&probe.login).is_ok_and(|seen| is_somebody(seen.kind))
    })
}

/// What the probe of `capability` among `controls` showed that the SP cannot do, in words; none where it showed no such thing.
pub fn lacks(capability: Capability, controls: &[ControlEvidence]) -> Option<String> {
    let probe = &controls.iter().find(|control| control.id == ControlId::Probe(capability))?.login;
    if let Some(incident) = &probe.incident {
        let has_no_key = capability == Capability::Encryption
            && incident.kind == IncidentKind::Recipe
            && probe.surroundings.sp_encryption_key.is_none();
        let reason = "the SP publishes no certificate to encrypt for; where it takes encrypted assertions, give it as \
                      `certificate` under `[sp]`";
        return has_no_key.then(|| reason.to_owned());
    }
    if hindrance(probe, false).is_some() {
        return None;
    }
    let seen = match &probe.not_applicable {
        Some(reason) => reason.clone(),
        None => outcome(probe).ok().filter(|seen| !is_somebody(seen.kind))?.in_words(),
    };
    let with = format!("a plain login with that{} ended with {seen}", tried_key(capability, probe));
    Some(format!("the SP does not take {}: {with}", capability.in_words()))
}

/// Which key was tried, where it may be the wrong one.
fn tried_key(capability: Capability, probe: &CaseEvidence) -> String {
    let key = probe.surroundings.sp_encryption_key.as_ref().filter(|_| capability == Capability::Encryption);
    key.map(|key| format!(", encrypted for {key},")).unwrap_or_default()
}

/// Whether somebody got in, be they known or not.
fn is_somebody(kind: OutcomeKind) -> bool {
    kind.is_signed_in() || kind == OutcomeKind::Unclear
}

/// What is not as demanded, when a forged sign-in is among it.
fn forged(case: &Case, evidence: &CaseEvidence) -> Option<Disagreements> {
    let found = outcome(evidence).and_then(|seen| disagreements(case, evidence, &seen));
    found.ok().filter(|found| found.critical)
}

/// The verdict of one case by itself, while the run goes on and its controls are not known yet; with the reason.
pub fn without_control(case: &Case, target: &Target, evidence: &CaseEvidence) -> (Verdict, String) {
    let result = judge_case(case, evidence, ControlState::NotNeeded, &[], &[]);
    match departure::of_case(&result, &target.departures) {
        Some(accepted) => (result.verdict, format!("{} (known and accepted: {accepted})", result.reason)),
        None => (result.verdict, result.reason),
    }
}

/// The verdict of one case; `around` are the controls between which it was run, and `beside` the logins beside the lanes.
pub(super) fn judge_case(
    case: &Case,
    evidence: &CaseEvidence,
    control: ControlState,
    around: &[ControlEvidence],
    beside: &[ControlEvidence],
) -> CaseResult {
    let (control_seen, control_failed) = match control {
        ControlState::NotNeeded => (None, None),
        ControlState::SignedIn(seen) => (Some(seen), None),
        ControlState::Failed(FailedControl { seen, reason }) => (seen, Some(reason)),
    };
    if let Some(reason) = &evidence.not_applicable {
        return row(case, evidence, (Verdict::NotApplicable, reason.clone()), None, control_seen, false);
    }
    // Before anything else: that the control after the case failed, or that there is an incident, is what this is about.
    if let Some((seen, mut reason)) = lost_twice(evidence, around) {
        let forged = forged(case, evidence);
        if let Some(forged) = &forged {
            reason = format!("{}; {reason}", forged.texts.join("; "));
        }
        return row(case, evidence, (Verdict::Fail, reason), Some(seen), control_seen, forged.is_some());
    }
    if let Some(reason) = lost_once(evidence).filter(|_| forged(case, evidence).is_none()) {
        return row(case, evidence, (Verdict::NotVerified, reason), None, control_seen, false);
    }
    let is_typed = case.guide.is_some() || case.is_misconfigured();
    if let Some(reason) = hindrance(evidence, is_typed).filter(|_| forged(case, evidence).is_none()) {
        return row(case, evidence, (Verdict::NotVerified, reason), None, control_seen, false);
    }
    if let Some(reason) = sign_out::not_done(case, evidence).filter(|_| forged(case, evidence).is_none()) {
        return row(case, evidence, (Verdict::NotVerified, reason), outcome(evidence).ok(), control_seen, false);
    }
    if let Some(incident) = &evidence.incident {
        let reason = format!("{}: {}", incident.kind, incident.message);
        return row(case, evidence, (Verdict::NotVerified, reason), None, control_seen, false);
    }
    let seen = match outcome(evidence) {
        Ok(seen) => seen,
        Err(reason) => {
            // Where nobody gets in at all, why that is says more than what a look-up did not show.
            let reason = control_failed.map_or(reason, control_failed_in_words);
            return row(case, evidence, (Verdict::NotVerified, reason), None, control_seen, false);
        }
    };
    if let Some(reason) = login_by_get(evidence, &seen) {
        return row(case, evidence, (Verdict::NotApplicable, reason), Some(seen), control_seen, false);
    }
    let mut found = match disagreements(case, evidence, &seen) {
        Ok(found) => found,
        Err(reason) => {
            return row(case, evidence, (Verdict::NotVerified, reason), Some(seen), control_seen, false);
        }
    };
    if let Some(reason) = found.unclear.take().filter(|_| !found.critical) {
        if found.whoever.is_empty() {
            return row(case, evidence, (Verdict::NotVerified, reason), Some(seen), control_seen, false);
        }
        found.texts = std::mem::take(&mut found.whoever);
        found.texts.push(reason);
    }
    if let Some(reason) = found.nothing_to_judge.filter(|_| found.texts.is_empty()) {
        // Where a refusal is demanded, that was judged even so.
        if case.expect.outcome == OutcomeKind::SignedIn {
            return row(case, evidence, (Verdict::NotApplicable, reason), Some(seen), control_seen, false);
        }
    }
    if let Some(reason) = needs_no_trick(case, evidence, beside).filter(|_| !found.texts.is_empty()) {
        return row(case, evidence, (Verdict::NotVerified, reason), Some(seen), control_seen, false);
    }
    if control_failed.is_none()
        && found.texts.is_empty()
        && let Some(reason) = victim::is_kept_out(case, beside)
    {
        return row(case, evidence, (Verdict::NotVerified, reason), Some(seen), control_seen, false);
    }
    let mut reason = found.texts.join("; ");
    let verdict = match (control_failed, reason.is_empty(), case.expect.level) {
        // A control shows whether a refusal means anything. Somebody who got in by a forgery was not refused.
        (Some(failed), ..) if found.critical => {
            reason += &format!(" (and the control failed: {failed})");
            Verdict::Fail
        }
        (Some(failed), ..) => {
            reason = control_failed_in_words(failed);
            Verdict::NotVerified
        }
        (None, true, _) => {
            reason = found.remark;
            Verdict::Pass
        }
        (None, false, Level::Should) if !found.critical => Verdict::Warn,
        (None, false, _) => Verdict::Fail,
    };
    row(case, evidence, (verdict, reason), Some(seen), control_seen, found.critical)
}

fn control_failed_in_words(failed: String) -> String {
    format!("control failed: {failed}")
}

fn row(
    case: &Case,
    evidence: &CaseEvidence,
    (verdict, reason): (Verdict, String),
    outcome: Option<Outcome>,
    control: Option<ControlSeen>,
    critical: bool,
) -> CaseResult {
    CaseResult {
        id: case.id.clone(),
        category: case.category.clone(),
        title: case.title.clone(),
        severity: case.severity,
        verdict,
        critical,
        expected: case.expect.outcome,
        demanded: demanded_in_words(case),
        outcome,
        control,
        snapshot: SnapshotState::Off,
        snapshot_diff: None,
        reason,
        departure: None,
        refs: case.refs.clone(),
        duration_ms: evidence.duration_ms,
        retries: evidence.retries,
        earlier: evidence.earlier.clone(),
    }
}
