//! The plain logins that show whether a target lets anybody in: without them a refusal means nothing.

use super::outcome::outcome;
use super::people::same_person;
use crate::evidence::{CaseEvidence, RunEvidence};
use crate::outcome::{ControlSeen, OutcomeKind};
use crate::plan::{Case, Control, Plan};

/// The persona of the plain login that is a lane's control.
const CONTROL_PERSONA: &str = "employee";

/// What the controls of a case showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ControlState {
    /// The case is its own proof.
    NotNeeded,
    /// All of them signed in.
    SignedIn(ControlSeen),
    /// One did not, or is missing.
    Failed {
        /// What that one ended with, when it could be told.
        seen: Option<ControlSeen>,
        /// In words.
        reason: String,
    },
}

/// Holds the controls of case `index` of `plan` against the rule that they must be signed in.
///
/// A lane's controls are in `evidence.controls["lane-<number>"]`, in order; one taken in front of the case at position
/// `p` of the lane is called `control@<p>`. A case is covered by the last one before it and by the next one after it. A
/// guide's control is the guide's whole case, be it in the plan itself or beside it.
pub fn control(plan: &Plan, index: usize, evidence: &RunEvidence) -> ControlState {
    let case = &plan.cases[index];
    match &case.control {
        Control::None => ControlState::NotNeeded,
        Control::Lane => lane_control(plan, index, evidence),
        Control::Guide(id) => {
            let planned = plan.cases.iter().position(|case| case.id == *id);
            let of_plan = planned.and_then(|at| Some((plan.cases.get(at)?, evidence.cases.get(at)?)));
            let beside = plan.extra_controls.iter().find(|case| case.id == *id);
            let beside = beside.zip(evidence.controls.get(id).and_then(|logins| logins.last()));
            let login = of_plan.or(beside);
            let persona = login.map_or(CONTROL_PERSONA, |(case, _)| user(case));
            hold(&[(id.as_str(), login.map(|(_, seen)| seen))], persona)
        }
    }
}

fn lane_control(plan: &Plan, index: usize, evidence: &RunEvidence) -> ControlState {
    let place = plan.lanes.iter().enumerate().find_map(|(lane, members)| {
        members.iter().position(|member| *member == index).map(|position| (lane, position))
    });
    let Some((lane, position)) = place else {
        return ControlState::Failed { seen: None, reason: "the case is in no lane".to_owned() };
    };
    let logins = evidence.controls.get(&format!("lane-{lane}")).map(Vec::as_slice).unwrap_or_default();
    let at = |login: &&CaseEvidence| login.case.strip_prefix("control@").and_then(|p| p.parse::<usize>().ok());
    // Where one group of cases ends and the next begins there are two at the same position, in this order.
    let before = logins.iter().rfind(|login| at(login) <= Some(position));
    let after = logins.iter().find(|login| at(login) > Some(position));
    hold(&[("before the case", before), ("after the case", after)], CONTROL_PERSONA)
}

fn hold(logins: &[(&str, Option<&CaseEvidence>)], persona: &str) -> ControlState {
    let mut first = None;
    for (name, login) in logins {
        let Some(login) = login else {
            return ControlState::Failed { seen: None, reason: format!("{name}: it was not run") };
        };
        let trouble = login.not_applicable.clone().or(login.incident.as_ref().map(|i| i.message.clone()));
        let outcome = match trouble {
            Some(reason) => Err(reason),
            None => outcome(login),
        };
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(reason) => return ControlState::Failed { seen: None, reason: format!("{name}: {reason}") },
        };
        let seen = ControlSeen { kind: outcome.kind, user: outcome.user.clone() };
        let demanded = login.surroundings.personas.get(persona);
        let right = seen.kind == OutcomeKind::SignedIn
            && demanded.zip(seen.user.as_deref()).is_none_or(|(demanded, user)| same_person(user, demanded));
        if !right {
            let reason = format!("{name}: the plain login ended with {}", outcome.in_words());
            return ControlState::Failed { seen: Some(seen), reason };
        }
        first.get_or_insert(seen);
    }
    match first {
        Some(seen) => ControlState::SignedIn(seen),
        None => ControlState::NotNeeded,
    }
}

fn user(case: &Case) -> &str {
    case.expect.user.as_deref().unwrap_or(if case.flow.user.is_empty() { CONTROL_PERSONA } else { &case.flow.user })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{EMPLOYEE, case, login};

    /// What the control says of each of five cases of one lane, with these controls: position and whether they signed in.
    fn states(controls: &[(usize, bool)]) -> Vec<bool> {
        let named: Vec<_> = controls.iter().map(|(at, works)| (format!("control@{at}"), *works)).collect();
        states_of(&named)
    }

    fn states_of(controls: &[(String, bool)]) -> Vec<bool> {
        let cases: Vec<Case> = (0..5).map(|i| case(&format!("attack/a{i}"), OutcomeKind::Refused)).collect();
        let plan = Plan { cases, lanes: vec![(0..5).collect()], ..Plan::default() };
        let logins = controls.iter().map(|(name, works)| login(name, 200, works.then_some(EMPLOYEE)));
        let controls = [("lane-0".to_owned(), logins.collect())].into();
        let evidence = RunEvidence { controls, ..RunEvidence::default() };
        (0..5).map(|index| matches!(control(&plan, index, &evidence), ControlState::SignedIn(_))).collect()
    }

    #[test]
    fn neighbours_share_the_controls_around_them() {
        assert_eq!(states(&[(0, true), (5, true)]), [true; 5]);
        assert_eq!(states(&[(0, true), (3, true), (5, true)]), [true; 5]);
    }

    #[test]
    fn cases_that_ran_again_are_covered_by_controls_of_their_own() {
        let controls = [
            ("control@0", true),
            ("failed-control@5", false),
            ("control@0", true),
            ("control@1", true),
            ("control@2", false),
            ("control@2", true),
            ("control@3", true),
            ("control@4", true),
            ("control@5", true),
        ];
        let controls = controls.map(|(name, works)| (name.to_owned(), works));
        assert_eq!(states_of(&controls), [true, false, true, true, true]);
        assert_eq!(states_of(&controls[..2]), [false; 5], "not even the first control was good the second time");
    }

    #[test]
    fn a_failing_control_voids_what_came_since_the_last_good_one() {
        assert_eq!(states(&[(0, true), (3, false), (5, true)]), [false; 5]);
        assert_eq!(states(&[(0, true), (3, false), (3, true), (5, true)]), [false, false, false, true, true]);
        assert_eq!(states(&[(0, true)]), [false; 5], "the last control was not run");
    }
}
