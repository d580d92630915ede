//! Exit status and departures.

use super::*;

#[rstest]
#[case(&[Pass, Warn, NotApplicable], ExitStatus::Good)]
#[case(&[Pass, NotVerified], ExitStatus::NotVerified)]
#[case(&[Pass, NotVerified, Fail], ExitStatus::Failed)]
fn exit_statuses(#[case] verdicts: &[Verdict], #[case] status: ExitStatus) {
    let rows: Vec<_> = verdicts.iter().map(|verdict| row("login/a", *verdict)).collect();
    assert_eq!(exit_status(&rows, &[]), status);
}

#[rstest]
#[case(SnapshotState::Same, ExitStatus::Good)]
#[case(SnapshotState::New, ExitStatus::Good)]
#[case(SnapshotState::Off, ExitStatus::Good)]
#[case(SnapshotState::Changed, ExitStatus::Failed)]
fn a_snapshot_that_differs_fails(#[case] state: SnapshotState, #[case] status: ExitStatus) {
    let mut row = row("login/a", Pass);
    row.snapshot = state;
    assert_eq!(exit_status(&[row], &[]), status);
}

#[test]
fn exit_codes_are_a_contract() {
    let all = [ExitStatus::Good, ExitStatus::Failed, ExitStatus::Usage, ExitStatus::NotVerified];
    assert_eq!(all.map(ExitStatus::code), [0, 1, 2, 3]);
}

#[rstest]
#[case::by_case("login/a@b", Fail, true)]
#[case::by_scenario("login/a", Fail, true)]
#[case::by_part_of_a_name("login/", Fail, false)]
#[case::another_verdict("login/a@b", Warn, false)]
fn a_departure_accepts_the_verdict_that_it_names(
    #[case] scenario: &str,
    #[case] verdict: Verdict,
    #[case] accepted: bool,
) {
    let plan = Plan { cases: vec![case("login/a@b", SignedIn)], lanes: vec![vec![0]], ..Plan::default() };
    let run = RunEvidence { cases: vec![login("login/a@b", 404, None).into()], ..Default::default() };
    let mut target = target();
    target.departures = vec![departure(scenario, verdict, "ticket 811")];
    let results = judge(&plan, &target, &run);
    assert_eq!(results[0].verdict, Fail);
    assert_eq!(results[0].departure.is_some(), accepted);
    let status = if accepted { ExitStatus::Good } else { ExitStatus::Failed };
    assert_eq!(exit_status(&results, &stale_departures(&target.departures, &results)), status);
}

#[rstest]
#[case::it_passed(Pass, 1)]
#[case::it_happened(Fail, 0)]
#[case::it_could_not_be_told(NotVerified, 0)]
fn a_departure_that_did_not_happen_is_an_error(#[case] verdict: Verdict, #[case] stale: usize) {
    let departures = [departure("login/a", Fail, "ticket 811"), departure("login/filtered-out", Fail, "ticket 812")];
    let found = stale_departures(&departures, &[row("login/a@b", verdict)]);
    assert_eq!(found.len(), stale);
    if stale > 0 {
        assert_eq!(exit_status(&[], &found), ExitStatus::Failed);
    }
}

#[rstest]
#[case::not_said(false, false)]
#[case::said(true, true)]
fn a_forged_sign_in_is_accepted_only_where_the_departure_says_so(#[case] critical: bool, #[case] accepted: bool) {
    let case = case("attack/a", Refused);
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], ..Plan::default() };
    let controls = vec![lane_control(0, 0, Some(EMPLOYEE)), lane_control(0, 1, Some(EMPLOYEE))];
    let cases = vec![CaseEvidence { controls: between(0, 0), ..login("attack/a", 200, Some(VICTIM)) }];
    let run = run_of(cases, controls);
    let mut target = target();
    target.departures = vec![Departure { critical, ..departure("attack/a", Fail, "ticket 811") }];
    let results = judge(&plan, &target, &run);
    assert_eq!((results[0].critical, results[0].departure.is_some()), (true, accepted));
    assert_eq!(stale_departures(&target.departures, &results), []);
}

#[test]
fn a_departure_that_fails_where_it_was_to_be_forged_is_an_error() {
    let departures = [Departure { critical: true, ..departure("attack/a", Fail, "ticket 811") }];
    assert_eq!(stale_departures(&departures, &[row("attack/a", Fail)]).len(), 1);
}

#[test]
fn a_variant_that_is_not_applicable_does_not_excuse_a_departure_that_did_not_happen() {
    let departures = [departure("login/a", Fail, "ticket 811")];
    let results = [row("login/a@b", NotApplicable), row("login/a@c", Pass)];
    assert_eq!(stale_departures(&departures, &results).len(), 1);
    assert_eq!(stale_departures(&departures, &results[..1]), []);
}

#[rstest]
#[case::of_the_scenario("login/a@b", Fail, true)]
#[case::of_the_case("login/a@c", Warn, true)]
#[case::not_as_the_case_says("login/a@c", Fail, false)]
fn a_departure_of_a_case_goes_before_its_scenarios(#[case] id: &str, #[case] verdict: Verdict, #[case] accepted: bool) {
    let mut case = case(id, SignedIn);
    case.expect.level = if verdict == Warn { Level::Should } else { Level::Must };
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], ..Plan::default() };
    let run = RunEvidence { cases: vec![login(id, 404, None).into()], ..Default::default() };
    let mut target = target();
    target.departures = vec![departure("login/a", Fail, "of all"), departure("login/a@c", Warn, "of this one")];
    let results = judge(&plan, &target, &run);
    assert_eq!((results[0].verdict, results[0].departure.is_some()), (verdict, accepted));
    let stale: Vec<_> = stale_departures(&target.departures, &results).into_iter().map(|d| d.scenario).collect();
    let expected: &[&str] = if accepted { &[] } else { &["login/a@c"] };
    assert_eq!(stale, expected, "a scenario's departure says nothing of a case that has its own");
}
