//! An SP that is of no use any more after what it was sent.

use super::*;
use crate::evidence::LaneControls;

/// How one attempt at a case went.
#[derive(Clone, Copy, Debug)]
enum Attempt {
    /// The process ended while the case ran.
    Ended,
    /// The process ended during the control after the case.
    EndedLate,
    /// The control after the case was refused.
    Locked,
    /// The control after the case had trouble of ours.
    Trouble,
    /// The control before the case was refused, and so was the one after it.
    Refuses,
    /// All went well.
    Fine,
}
use Attempt::{Ended, EndedLate, Fine, Locked, Refuses, Trouble};

/// Evidence of attempt `number`, and its controls.
fn attempt(number: usize, how: Attempt) -> (CaseEvidence, [ControlEvidence; 2]) {
    let mut evidence = CaseEvidence { controls: between(0, 2 * number), ..login("attack/a", 404, None) };
    let user = |works: bool| works.then_some(EMPLOYEE);
    let before = lane_control(0, 2 * number, user(!matches!(how, Refuses)));
    let mut after = lane_control(0, 2 * number + 1, user(!matches!(how, Locked | Refuses)));
    let incident = |kind| Incident { kind, message: "trouble".to_owned() };
    match how {
        Ended => {
            evidence.sp_ended = Some("signal: 6 (SIGABRT)".to_owned());
            evidence.incident = Some(incident(IncidentKind::Launch));
            evidence.sp_log = vec!["one".to_owned(), String::new(), "overflowed its stack".to_owned()];
        }
        EndedLate => {
            after.login.sp_ended = Some("exit status: 70".to_owned());
            after.login.incident = Some(incident(IncidentKind::Launch));
            after.login.sp_log = vec!["fatal".to_owned()];
        }
        Trouble => after.login.incident = Some(incident(IncidentKind::Browser)),
        Locked | Refuses | Fine => {}
    }
    (evidence, [before, after])
}

/// Judges a case that was attempted so once, or twice.
fn judged_after(case: Case, first: Attempt, again: Option<Attempt>) -> CaseResult {
    let (mut evidence, controls) = attempt(0, first);
    evidence.case = case.id.to_string();
    let mut controls = controls.to_vec();
    if let Some(again) = again {
        let (again, more) = attempt(1, again);
        evidence.again = Some(Box::new(again));
        controls.extend(more);
    }
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], ..Plan::default() };
    let run = run_of(vec![evidence], controls);
    judge(&plan, &target(), &run).remove(0)
}

#[rstest]
#[case::ends_twice(Ended, Some(Ended), Some(OutcomeKind::SpEnded))]
#[case::ends_twice_a_moment_later(EndedLate, Some(EndedLate), Some(OutcomeKind::SpEnded))]
#[case::ends_sooner_and_later(Ended, Some(EndedLate), Some(OutcomeKind::SpEnded))]
#[case::locks_twice(Locked, Some(Locked), Some(OutcomeKind::SpLockedOut))]
#[case::ends_once(Ended, Some(Fine), None)]
#[case::ends_once_and_cannot_be_done_again(Ended, None, None)]
#[case::locks_once(Locked, Some(Fine), None)]
#[case::locks_once_and_cannot_be_done_again(Locked, None, None)]
#[case::ends_and_locks(Ended, Some(Locked), None)]
#[case::the_second_control_has_trouble_of_ours(Locked, Some(Trouble), None)]
#[case::refuses_everybody_from_the_start(Refuses, Some(Refuses), None)]
#[case::refuses_everybody_on_the_fresh_sp(Locked, Some(Refuses), None)]
fn an_sp_that_is_lost_in_the_same_way_twice_has_failed(
    #[case] first: Attempt,
    #[case] again: Option<Attempt>,
    #[case] lost: Option<OutcomeKind>,
    #[values(Level::Must, Level::Should)] level: Level,
) {
    let mut case = case("attack/a", Refused);
    case.expect.level = level;
    let result = judged_after(case, first, again);
    match lost {
        Some(kind) => assert_eq!((result.verdict, result.outcome.unwrap().kind), (Fail, kind), "{}", result.reason),
        None => assert_eq!(result.verdict, NotVerified, "{}", result.reason),
    }
}

#[test]
fn the_reason_names_the_message_and_the_last_lines_of_the_log() {
    let said = |attempt: Attempt| judged_after(case("attack/a", Refused), attempt, Some(attempt)).reason;
    let sent = format!("the message that was sent to {SP}/acs by HTTP-POST; and so it was again on a fresh SP");
    let ended = format!(
        "the SP's process ended (signal: 6 (SIGABRT)) after {sent}; the last lines of its log: one | overflowed its stack"
    );
    assert_eq!(said(Ended), ended);
    assert_eq!(
        said(EndedLate),
        format!("the SP's process ended (exit status: 70) after {sent}; the last lines of its log: fatal")
    );
    assert_eq!(said(Locked), format!("the SP lives and lets nobody in any more after {sent}"));
}

#[test]
fn a_process_that_ended_once_may_have_been_ended_by_somebody_else() {
    let said = |again: Option<Attempt>| judged_after(case("attack/a", Refused), Ended, again).reason;
    assert!(said(Some(Fine)).ends_with("it may have been ended from outside"), "{}", said(Some(Fine)));
    assert!(said(None).ends_with("the case could not be done once more on a fresh SP"), "{}", said(None));
}

#[test]
fn a_case_that_is_its_own_proof_may_end_the_sp_too() {
    let result = judged_after(case("login/a", SignedIn), Ended, Some(Ended));
    assert_eq!((result.verdict, result.outcome.unwrap().kind), (Fail, OutcomeKind::SpEnded));
}

#[test]
fn a_forged_sign_in_stays_critical_when_the_sp_is_locked_after_it() {
    let (mut evidence, controls) = attempt(0, Locked);
    let (again, more) = attempt(1, Locked);
    evidence.identity = Some(identity(Some(VICTIM)));
    evidence.again = Some(Box::new(again));
    let plan = Plan { cases: vec![case("attack/a", Refused)], lanes: vec![vec![0]], ..Plan::default() };
    let controls = controls.into_iter().chain(more).collect();
    let result = judge(&plan, &target(), &run_of(vec![evidence], controls)).remove(0);
    assert_eq!((result.verdict, result.critical), (Fail, true), "{}", result.reason);
    assert!(result.reason.starts_with(&format!("signed in as {VICTIM}")), "{}", result.reason);
}

#[test]
fn what_became_of_the_sp_is_seen_only_between_controls() {
    let (evidence, controls) = attempt(0, Locked);
    assert_eq!(sp_loss(&evidence, &controls), Some(OutcomeKind::SpLockedOut));
    let alone = CaseEvidence { controls: LaneControls::default(), ..evidence };
    assert_eq!(sp_loss(&alone, &controls), None);
}

#[test]
fn an_sp_that_lets_nobody_in_twice_in_a_row_is_not_locked_by_what_it_was_sent() {
    let (mut evidence, controls) = attempt(0, Locked);
    evidence.controls.in_a_row = Some(lane_control(0, 3, None).id);
    let plan = Plan { cases: vec![case("attack/a", Refused)], lanes: vec![vec![0]], ..Plan::default() };
    let result = judge(&plan, &target(), &run_of(vec![evidence], controls.to_vec())).remove(0);
    assert_eq!(result.verdict, NotVerified);
    assert!(result.reason.contains("two plain logins in a row") && result.reason.contains("[[interruption]]"));
}

#[rstest]
#[case::the_form_is_gone(IncidentKind::Selector, Some(EMPLOYEE), true)]
#[case::trouble_of_another_kind(IncidentKind::Browser, Some(EMPLOYEE), false)]
#[case::nobody_got_in_before(IncidentKind::Selector, None, false)]
fn an_sp_whose_form_is_gone_after_a_case_is_closed(
    #[case] kind: IncidentKind,
    #[case] before: Option<&str>,
    #[case] is_closed: bool,
) {
    let (evidence, [_, mut after]) = attempt(0, Fine);
    after.login.incident = Some(Incident { kind, message: "no element matches".to_owned() });
    let controls = [lane_control(0, 0, before), after];
    assert_eq!(is_closed_after(&evidence, &controls), is_closed);
    assert!(!is_closed_after(&evidence, &attempt(0, Fine).1));
}
