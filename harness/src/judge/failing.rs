//! Whether a case is a failure already while the run goes on, for `--fail-fast`.

use super::case_result::judge_case;
use super::control::{ControlState, control_works};
use super::departure;
use crate::evidence::{CaseEvidence, ControlEvidence};
use crate::outcome::{OutcomeKind, Verdict};
use crate::plan::{CONTROL_PERSONA, Case, Control, ControlId};
use crate::target::Target;

/// What is known of a case before the run is through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing {
    /// It is as demanded, or not verified, or a departure accepts that it is not.
    No,
    /// It is not as demanded; the control after it says whether that is the SP's doing.
    Unproven,
    /// It is a failure, whatever is run after it.
    Proven,
}

/// Whether `case` is a failure that no departure covers; `controls` are those between which it was run, as far as they were.
///
/// A sign-in that must not be needs no control after it: the SP lets people in, as everybody has just seen. Any other
/// failure does: a neighbour may have broken the SP, which then refuses this case in another way than is demanded. That the
/// SP was lost by the case, twice, was found out between controls of its own.
pub fn failing(case: &Case, target: &Target, evidence: &CaseEvidence, controls: &[ControlEvidence]) -> Failing {
    let result = judge_case(case, evidence, ControlState::NotNeeded, controls, &[]);
    if result.verdict != Verdict::Fail || departure::of_case(&result, &target.departures).is_some() {
        return Failing::No;
    }
    let kind = result.outcome.map(|outcome| outcome.kind);
    let is_lost = matches!(kind, Some(OutcomeKind::SpEnded | OutcomeKind::SpLockedOut));
    if case.control != Control::Lane || is_lost {
        return Failing::Proven;
    }
    let works = |id: &Option<ControlId>| {
        let control = controls.iter().find(|control| Some(&control.id) == id.as_ref())?;
        Some(control_works(&control.login, CONTROL_PERSONA).is_ok())
    };
    match (works(&evidence.controls.before), works(&evidence.controls.after)) {
        (Some(true), None) if !kind.is_some_and(OutcomeKind::is_signed_in) => Failing::Unproven,
        (Some(true), None | Some(true)) => Failing::Proven,
        _ => Failing::No,
    }
}

/// Whether `case` is as demanded (or cannot be run at this SP) by all that is known when it ends; `controls` are those
/// between which it was run, as far as they were.
pub fn is_as_demanded(case: &Case, evidence: &CaseEvidence, controls: &[ControlEvidence]) -> bool {
    let verdict = judge_case(case, evidence, ControlState::NotNeeded, controls, &[]).verdict;
    matches!(verdict, Verdict::Pass | Verdict::NotApplicable)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::evidence::LaneControls;
    use crate::outcome::Phase;
    use crate::sample::{EMPLOYEE, VICTIM, case, departure, login, target};

    const BEFORE: ControlId = ControlId::Lane { lane: 0, position: 0 };
    const AFTER: ControlId = ControlId::Lane { lane: 0, position: 1 };

    fn control(id: ControlId, works: Option<bool>) -> Option<ControlEvidence> {
        let works = works?;
        Some(ControlEvidence { id, login: login("control", 200, works.then_some(EMPLOYEE)) })
    }

    #[rstest]
    #[case::let_in(Some(VICTIM), Some(true), None, Failing::Proven)]
    #[case::let_in_after_nobody(Some(VICTIM), Some(false), None, Failing::No)]
    #[case::let_in_before_nobody(Some(VICTIM), Some(true), Some(false), Failing::No)]
    #[case::without_control(Some(VICTIM), None, None, Failing::No)]
    #[case::refused_elsewhere(None, Some(true), None, Failing::Unproven)]
    #[case::refused_elsewhere_and_well(None, Some(true), Some(true), Failing::Proven)]
    #[case::refused_elsewhere_and_broken(None, Some(true), Some(false), Failing::No)]
    fn where_a_refusal_is_demanded(
        #[case] user: Option<&str>,
        #[case] before: Option<bool>,
        #[case] after: Option<bool>,
        #[case] expected: Failing,
    ) {
        let mut case = case("attack/a", OutcomeKind::Refused);
        case.expect.phase = Some(Phase::Start);
        let mut evidence = login("attack/a", 404, user);
        evidence.controls =
            LaneControls { before: before.map(|_| BEFORE), after: after.map(|_| AFTER), in_a_row: None };
        let controls: Vec<_> = control(BEFORE, before).into_iter().chain(control(AFTER, after)).collect();
        let found = failing(&case, &target(), &evidence, &controls);
        assert_eq!(found, expected);
    }

    #[test]
    fn where_a_sign_in_is_demanded_no_control_is_needed() {
        let case = case("login/a", OutcomeKind::SignedIn);
        let seen = |user| failing(&case, &target(), &login("login/a", 404, user), &[]);
        assert_eq!((seen(None), seen(Some(EMPLOYEE))), (Failing::Proven, Failing::No));
    }

    #[test]
    fn what_a_departure_accepts_stops_nothing() {
        let case = case("login/a", OutcomeKind::SignedIn);
        let mut target = target();
        target.departures = vec![departure("login/a", Verdict::Fail, "ticket 811")];
        assert_eq!(failing(&case, &target, &login("login/a", 404, None), &[]), Failing::No);
    }
}
