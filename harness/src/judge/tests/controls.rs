//! Controls: the plain logins that must work, so that a refusal means something.

use super::*;

#[rstest]
#[case::none([None, None], "before the case: it was not run")]
#[case::not_before([None, Some(Some(EMPLOYEE))], "before the case: it was not run")]
#[case::not_after([Some(Some(EMPLOYEE)), None], "after the case: it was not run")]
#[case::fails_before([Some(None), Some(Some(EMPLOYEE))], "before the case: the plain login ended with refused")]
#[case::fails_after([Some(Some(EMPLOYEE)), Some(None)], "after the case: the plain login ended with refused")]
#[case::signs_in_another([Some(Some(VICTIM)), Some(Some(EMPLOYEE))], "signed-in as victim@acme.test")]
fn a_refusal_without_a_good_control_is_not_verified(#[case] users: [Option<Option<&str>>; 2], #[case] words: &str) {
    let result = judged_between(case("attack/a", Refused), login("attack/a", 404, None), users);
    assert_eq!(result.verdict, NotVerified);
    assert!(result.reason.starts_with("control failed: ") && result.reason.contains(words), "{}", result.reason);
}

#[test]
fn a_case_that_names_no_controls_is_not_verified() {
    let plan = Plan { cases: vec![case("attack/a", Refused)], lanes: vec![vec![0]], ..Plan::default() };
    let controls = vec![lane_control(0, 0, Some(EMPLOYEE)), lane_control(0, 1, Some(EMPLOYEE))];
    let run = run_of(vec![login("attack/a", 404, None)], controls);
    let result = judge(&plan, &target(), &run).remove(0);
    assert_eq!((result.verdict, result.control), (NotVerified, None));
}

#[test]
fn an_sp_that_knows_people_by_their_name_ids_has_controls_that_work() {
    let mut control = login("control", 200, Some("E-0042"));
    assert!(control_works(&control, "employee").is_err());
    control.idp_events[0].name_id = Some("E-0042".to_owned());
    assert_eq!(control_works(&control, "employee").unwrap().user.as_deref(), Some("E-0042"));
}

#[test]
fn a_control_with_trouble_of_ours_is_a_failed_control() {
    let case = case("attack/a", Refused);
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], ..Plan::default() };
    let mut controls = vec![lane_control(0, 0, Some(EMPLOYEE)), lane_control(0, 1, Some(EMPLOYEE))];
    controls[1].login.incident = Some(Incident { kind: IncidentKind::Browser, message: "it is gone".to_owned() });
    let cases = vec![CaseEvidence { controls: between(0, 0), ..login("attack/a", 404, None) }];
    let run = run_of(cases, controls);
    let result = judge(&plan, &target(), &run).remove(0);
    assert_eq!((result.verdict, result.reason.as_str()), (NotVerified, "control failed: after the case: it is gone"));
}

#[rstest]
#[case::beside_the_plan(false, Some(EMPLOYEE), Pass)]
#[case::beside_the_plan_and_failing(false, None, NotVerified)]
#[case::in_the_plan(true, Some(EMPLOYEE), Pass)]
#[case::in_the_plan_and_failing(true, None, NotVerified)]
#[case::that_let_in_somebody_else(true, Some(VICTIM), NotVerified)]
fn a_guides_control_is_the_guide_followed_whole(
    #[case] planned: bool,
    #[case] user: Option<&str>,
    #[case] verdict: Verdict,
) {
    let whole = case("guide/jumpcloud", SignedIn);
    let mut skip = case("guide/jumpcloud@skip-x", NotFound);
    skip.control = Control::Guide("guide/jumpcloud".parse().unwrap());
    let seen = login("guide/jumpcloud", 200, user);
    let mut plan = Plan { cases: vec![skip], lanes: vec![vec![0]], ..Plan::default() };
    let mut run = RunEvidence { cases: vec![login("guide/jumpcloud@skip-x", 404, None).into()], ..Default::default() };
    if planned {
        plan.cases.push(whole);
        run.cases.push(seen.into());
    } else {
        let id = ControlId::Guide(whole.id.clone());
        plan.extra_controls.push(PlannedControl { id: id.clone(), case: whole });
        run.controls.push(ControlEvidence { id, login: seen });
    }
    assert_eq!(judge(&plan, &target(), &run)[0].verdict, verdict);
}

/// What is run last of a run that ends early: the guide's whole case, as far as it came.
#[rstest]
#[case::was_not_run(None, false)]
#[case::was_broken_off(Some(Some(IncidentKind::Interrupted)), false)]
#[case::had_trouble(Some(Some(IncidentKind::Browser)), true)]
#[case::failed(Some(None), true)]
fn the_case_at_which_a_run_ends_needs_no_control_that_was_not_run(
    #[case] control: Option<Option<IncidentKind>>,
    #[case] counts: bool,
) {
    let mut stopped_at = case("guide/jumpcloud@skip-x", NotFound);
    stopped_at.control = Control::Guide("guide/jumpcloud".parse().unwrap());
    let mut run =
        RunEvidence { cases: vec![login("guide/jumpcloud@skip-x", 200, Some(EMPLOYEE)).into()], ..Default::default() };
    let mut plan = Plan { cases: vec![stopped_at.clone()], lanes: vec![vec![0]], ..Plan::default() };
    if let Some(incident) = control {
        let mut seen = login("guide/jumpcloud", 404, None);
        seen.incident = incident.map(|kind| Incident { kind, message: "trouble".to_owned() });
        plan.cases.push(case("guide/jumpcloud", SignedIn));
        run.cases.push(seen.into());
    }
    let verdict = |run: &RunEvidence| judge(&plan, &target(), run)[0].verdict;
    assert_eq!(verdict(&run), NotVerified);
    run.stopped_at = Some(stopped_at.id.clone());
    assert_eq!(verdict(&run), if counts { NotVerified } else { Fail });
}

/// The control after a case, whether it is named in the evidence and let the employee in; and whether the run ended there.
#[rstest]
#[case::worked(Some(true), false, Pass)]
#[case::failed(Some(false), false, NotVerified)]
#[case::missing(None, false, NotVerified)]
#[case::missing_where_the_run_ended(None, true, Pass)]
#[case::failed_where_the_run_ended(Some(false), true, NotVerified)]
fn only_where_a_run_ended_the_control_after_a_case_may_be_missing(
    #[case] after: Option<bool>,
    #[case] ended: bool,
    #[case] verdict: Verdict,
) {
    let case = case("attack/a", Refused);
    let mut evidence = CaseEvidence { controls: between(0, 0), ..login("attack/a", 404, None) };
    let mut controls = vec![lane_control(0, 0, Some(EMPLOYEE))];
    match after {
        Some(works) => controls.push(lane_control(0, 1, works.then_some(EMPLOYEE))),
        None => evidence.controls.after = None,
    }
    let stopped_at = ended.then(|| case.id.clone());
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], ..Plan::default() };
    let run = RunEvidence { stopped_at, ..run_of(vec![evidence], controls) };
    assert_eq!(judge(&plan, &target(), &run)[0].verdict, verdict);
}
