//! The table: outcomes, phases, verdicts, controls, departures, exit status.

mod addresses;
mod capabilities;
mod controls;
mod dialect;
mod forged;
mod losses;
mod outcomes;
mod rules;
mod runs;
mod shows;
mod unsettled;
mod verdicts;
mod who;

use rstest::rstest;

use crate::evidence::{
    CaseEvidence, Check, Checkpoint, ControlEvidence, Document, Incident, IncidentKind, Piece, RunEvidence, Shown,
};
use crate::fixture::Fact;
use crate::guide::{GuideStep, Place, Work};
use crate::judge::{
    CaseResult, control_works, demanded_in_words, exit_status, is_closed_after, judge, learned, needs_login, outcome,
    sp_loss, stale_departures, unsupported_by_probe,
};
use crate::outcome::OutcomeKind::{NoAnswer, NotFound, Refused, SignedIn, SignedInLate, SpError, StaysAtIdp, Unclear};
use crate::outcome::Phase;
use crate::outcome::Verdict::{Fail, NotApplicable, NotVerified, Pass, Warn};
use crate::outcome::{ExitStatus, OutcomeKind, SnapshotState, Verdict};
use crate::plan::{Capability, Case, Control, ControlId, DialectTrial, GuideRun, Plan, PlannedControl, Stage};
use crate::sample::{
    EMPLOYEE, IDP, SP, VICTIM, between, case, departure, document, expect, identity, issued, lane_control, login,
    run_of, step, surroundings, target,
};
use crate::scenario::{Attacker, Genuine, Level};
use crate::target::Departure;

/// Judges one case with plain logins before and after it.
fn judged(case: Case, evidence: CaseEvidence) -> CaseResult {
    judged_between(case, evidence, [Some(EMPLOYEE); 2].map(Some))
}

/// Judges one case with these plain logins before and after it: who was signed in by each that was run.
fn judged_between(case: Case, mut evidence: CaseEvidence, users: [Option<Option<&str>>; 2]) -> CaseResult {
    evidence.case = case.id.to_string();
    evidence.controls = between(0, 0);
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], ..Plan::default() };
    let controls = users.into_iter().enumerate().filter_map(|(position, user)| Some(lane_control(0, position, user?)));
    let run = run_of(vec![evidence], controls.collect());
    judge(&plan, &target(), &run).remove(0)
}

/// What was learned of an SP that shows `fact` with this text around it.
fn shown(before: &str, fact: Fact, after: &str) -> Shown {
    let pieces = [Piece::Text(before.to_owned()), Piece::Fact(fact), Piece::Text(after.to_owned())];
    let pieces = pieces.into_iter().filter(|piece| *piece != Piece::Text(String::new())).collect();
    Shown { shows: fact, learned: true, pieces }
}

fn row(id: &str, verdict: Verdict) -> CaseResult {
    let evidence = match verdict {
        NotVerified => CaseEvidence::default(),
        NotApplicable => CaseEvidence { not_applicable: Some("no".to_owned()), ..login(id, 200, None) },
        Pass => login(id, 200, Some(EMPLOYEE)),
        _ => login(id, 404, None),
    };
    let mut case = case(id, SignedIn);
    case.expect.level = if verdict == Warn { Level::Should } else { Level::Must };
    let result = judged(case, evidence);
    assert_eq!(result.verdict, verdict);
    result
}
