//! An SP that cannot read how JumpCloud writes.

use mock_idp::organization::JumpcloudTrait::{self, PrefixList, XsdTypes};

use super::*;
use crate::judge::{RefusedDialect, asks_for, refused_dialect};
use crate::plan::DialectTrial::{self, Jumpcloud, JumpcloudAgain, Specification, Without};

const REFUSED: Option<&str> = None;
const TAKEN: Option<&str> = Some(EMPLOYEE);

/// Trials, and who was signed in by each.
fn trials(seen: &[(DialectTrial, Option<&str>)]) -> Vec<ControlEvidence> {
    let trial = |(trial, user): &(DialectTrial, Option<&str>)| ControlEvidence {
        id: ControlId::Dialect(*trial),
        login: login("login/sp-initiated", 403, *user),
    };
    seen.iter().map(trial).collect()
}

#[rstest]
#[case::read(&[(Jumpcloud, TAKEN)], None)]
#[case::neither(&[(Jumpcloud, REFUSED), (Specification, REFUSED)], None)]
#[case::neither_and_again(&[(Jumpcloud, REFUSED), (Specification, REFUSED), (JumpcloudAgain, REFUSED)], None)]
#[case::by_chance(&[(Jumpcloud, REFUSED), (Specification, TAKEN), (JumpcloudAgain, TAKEN)], None)]
#[case::not_through(&[(Jumpcloud, REFUSED), (Specification, TAKEN)], None)]
#[case::one(
    &[(Jumpcloud, REFUSED), (Specification, TAKEN), (JumpcloudAgain, REFUSED), (Without(PrefixList), TAKEN), (Without(XsdTypes), REFUSED)],
    Some(&[PrefixList] as &[_])
)]
#[case::several(
    &[(Jumpcloud, REFUSED), (Specification, TAKEN), (JumpcloudAgain, REFUSED), (Without(PrefixList), REFUSED)],
    Some(&[] as &[_])
)]
fn a_dialect_is_refused_when_another_is_taken(
    #[case] seen: &[(DialectTrial, Option<&str>)],
    #[case] traits: Option<&[JumpcloudTrait]>,
) {
    let expected =
        traits.map(|traits| RefusedDialect { case: "login/sp-initiated".to_owned(), traits: traits.to_vec() });
    assert_eq!(refused_dialect(&trials(seen)), expected);
}

#[rstest]
#[case::nothing_yet(&[], &[Jumpcloud])]
#[case::read(&[(Jumpcloud, TAKEN)], &[Jumpcloud])]
#[case::refused(&[(Jumpcloud, REFUSED)], &[Jumpcloud, Specification])]
#[case::neither(&[(Jumpcloud, REFUSED), (Specification, REFUSED)], &[Jumpcloud, Specification])]
#[case::other_works(&[(Jumpcloud, REFUSED), (Specification, TAKEN)], &[Jumpcloud, Specification, JumpcloudAgain])]
#[case::confirmed(
    &[(Jumpcloud, REFUSED), (Specification, TAKEN), (JumpcloudAgain, REFUSED)],
    &[Jumpcloud, Specification, JumpcloudAgain, Without(PrefixList)]
)]
fn each_trial_is_done_only_where_those_before_ask_for_it(
    #[case] seen: &[(DialectTrial, Option<&str>)],
    #[case] asked: &[DialectTrial],
) {
    let all = [Jumpcloud, Specification, JumpcloudAgain, Without(PrefixList)];
    let found: Vec<_> = all.into_iter().filter(|trial| asks_for(*trial, &trials(seen))).collect();
    assert_eq!(found, asked);
}

#[test]
fn trouble_of_ours_says_nothing_of_the_dialect() {
    let mut seen = trials(&[(Jumpcloud, REFUSED)]);
    seen[0].login.incident = Some(Incident { kind: IncidentKind::Browser, message: "gone".to_owned() });
    assert!(!asks_for(Specification, &seen));
}

#[test]
fn the_plain_login_fails_with_the_trait_as_its_reason() {
    let plain = case("login/sp-initiated", SignedIn);
    let plan = Plan { cases: vec![plain, case("login/a", SignedIn)], lanes: vec![vec![0, 1]], ..Plan::default() };
    let controls = trials(&[
        (Jumpcloud, REFUSED),
        (Specification, TAKEN),
        (JumpcloudAgain, REFUSED),
        (Without(PrefixList), TAKEN),
    ]);
    let cases = vec![controls[0].login.clone(), login("login/a", 200, None)];
    let run = run_of(cases, controls);
    let results = judge(&plan, &target(), &run);
    assert_eq!(results.iter().map(|result| result.verdict).collect::<Vec<_>>(), [Fail, Fail]);
    let said = "this SP does not get along with JumpCloud's messages: it refuses the prefix list of exclusive C14N";
    assert!(results[0].reason.starts_with(said), "{}", results[0].reason);
    assert!(!results[1].reason.contains("JumpCloud"), "{}", results[1].reason);
}
