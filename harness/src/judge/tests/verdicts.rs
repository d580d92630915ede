//! Outcomes compared with demands; controls, trouble, checks during the flow.

use super::*;

#[rstest]
#[case::as_demanded(SignedIn, Level::Must, 200, Some(EMPLOYEE), Pass)]
#[case::must_not_met(SignedIn, Level::Must, 404, None, Fail)]
#[case::should_not_met(SignedIn, Level::Should, 404, None, Warn)]
#[case::should_met(SignedIn, Level::Should, 200, Some(EMPLOYEE), Pass)]
#[case::another_person(SignedIn, Level::Must, 200, Some("colleague@acme.test"), Fail)]
#[case::refused_with_200(Refused, Level::Must, 200, None, Pass)]
#[case::refused_with_404(Refused, Level::Must, 404, None, Pass)]
#[case::refused_with_500(Refused, Level::Must, 500, None, Pass)]
#[case::let_in(Refused, Level::Must, 200, Some(EMPLOYEE), Fail)]
#[case::let_in_where_refusal_is_advised(Refused, Level::Should, 200, Some(EMPLOYEE), Warn)]
#[case::not_found_is_exact(NotFound, Level::Must, 200, None, Fail)]
#[case::not_found(NotFound, Level::Must, 404, None, Pass)]
fn verdicts(
    #[case] demanded: OutcomeKind,
    #[case] level: Level,
    #[case] status: u16,
    #[case] user: Option<&str>,
    #[case] verdict: Verdict,
) {
    let mut case = case("attack/a", demanded);
    case.expect.level = level;
    let result = judged(case, login("attack/a", status, user));
    assert_eq!(result.verdict, verdict, "{}", result.reason);
    assert_eq!(result.reason.is_empty(), verdict == Pass);
}

#[rstest]
#[case::somebody_else(Some(VICTIM), true, "did not vouch for")]
#[case::the_vouched_person(Some(EMPLOYEE), false, "whom the IdP vouched for")]
fn the_wrong_person_is_critical_and_told_apart(
    #[case] user: Option<&str>,
    #[case] critical: bool,
    #[case] words: &str,
) {
    let result = judged(case("attack/a", Refused), login("attack/a", 200, user));
    assert_eq!((result.verdict, result.critical), (Fail, critical));
    assert!(result.reason.contains(words), "{}", result.reason);
}

#[rstest]
#[case::another_name_of_the_person("E-0042", None, false)]
#[case::somebody_elses_address(VICTIM, None, false)]
#[case::written_by_an_attacker("E-0042", Some(Attacker::Held), true)]
fn whom_the_idps_own_message_names_is_vouched_for(
    #[case] name: &str,
    #[case] attacker: Option<Attacker>,
    #[case] critical: bool,
) {
    let mut evidence = login("conformance/a", 200, Some(name));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, name);
    let case = Case { attacker, ..case("conformance/a", Refused) };
    let result = judged(case, evidence);
    assert_eq!((result.verdict, result.critical), (Fail, critical), "{}", result.reason);
}

#[rstest]
#[case::sign_in_demanded(SignedIn, "E-0042", Pass)]
#[case::refusal_demanded(Refused, "E-0042", Pass)]
#[case::a_name_of_nobody(SignedIn, "E-0043", NotVerified)]
#[case::a_name_of_nobody_in_place_of_a_refusal(Refused, "E-0043", NotVerified)]
fn an_sp_may_know_people_by_the_name_that_the_idp_gave_them(
    #[case] demanded: OutcomeKind,
    #[case] shown: &str,
    #[case] verdict: Verdict,
) {
    let mut evidence = login("attack/a", 200, Some(shown));
    evidence.idp_events[0].name_id = Some("E-0042".to_owned());
    let mut case = Case { attacker: Some(Attacker::Held), ..case("attack/a", demanded) };
    case.expect.genuine = Genuine::Allowed;
    let result = judged(case, evidence);
    assert_eq!((result.verdict, result.critical), (verdict, false), "{}", result.reason);
}

#[rstest]
#[case::changed_after_signing(r#"[{"step": "sign"}, {"step": "set", "node": "NameID", "text": "x"}]"#, false)]
#[case::encrypted_after_signing(r#"[{"step": "sign"}, {"step": "encrypt"}]"#, true)]
#[case::changed_before_signing(r#"[{"step": "set", "node": "NameID", "text": "x"}, {"step": "sign"}]"#, true)]
fn what_the_idp_itself_sends_is_no_forgery(#[case] recipe: &str, #[case] unvouched: bool) {
    for demanded in [Refused, SignedIn] {
        let recipe = serde_json::from_str(recipe).unwrap();
        let case = Case { attacker: Some(Attacker::IdpKey), recipe, ..case("attack/a", demanded) };
        let result = judged(case, login("attack/a", 200, Some(VICTIM)));
        assert_eq!((result.verdict, result.critical), (Fail, false), "{}", result.reason);
        assert_eq!(result.reason.contains("did not vouch for"), unvouched, "{}", result.reason);
    }
}

#[rstest]
#[case::held(Some(Attacker::Held), VICTIM, true)]
#[case::any_signed(Some(Attacker::AnySigned), VICTIM, true)]
#[case::nothing(Some(Attacker::None), VICTIM, true)]
#[case::another_company(Some(Attacker::AnotherCompany), "victim@globex.test", true)]
#[case::a_person_of_that_company(Some(Attacker::AnotherCompany), VICTIM, false)]
#[case::the_idp_itself(Some(Attacker::IdpKey), VICTIM, false)]
#[case::no_attacker(None, VICTIM, false)]
fn critical_needs_an_attacker_without_the_key_of_the_persons_idp(
    #[case] attacker: Option<Attacker>,
    #[case] shown: &str,
    #[case] critical: bool,
) {
    for demanded in [Refused, SignedIn] {
        let mut evidence = login("attack/a", 200, Some(shown));
        evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, shown);
        let result = judged(Case { attacker, ..case("attack/a", demanded) }, evidence);
        assert_eq!((result.verdict, result.critical, result.is_forged()), (Fail, critical, critical), "{demanded:?}");
    }
}

#[test]
fn another_companys_key_forges_the_first_companys_person() {
    let recipe = serde_json::from_str(r#"[{"step": "sign", "key": "second-company"}]"#).unwrap();
    let case = Case { attacker: Some(Attacker::AnotherCompany), recipe, ..case("attack/a", Refused) };
    let result = judged(case, login("attack/a", 200, Some(VICTIM)));
    assert_eq!((result.verdict, result.critical), (Fail, true), "{}", result.reason);
}

#[test]
fn what_only_the_idp_can_send_is_judged_at_its_level() {
    let mut case = case("conformance/a", Refused);
    case.expect.level = Level::Should;
    let result = judged(case, login("conformance/a", 200, Some(VICTIM)));
    assert_eq!((result.verdict, result.critical), (Warn, false));
}

#[rstest]
#[case::kept("victim@acme.test ", false)]
#[case::cut_off(VICTIM, true)]
fn a_blank_in_a_name_counts(#[case] shown: &str, #[case] unvouched: bool) {
    let mut evidence = login("conformance/a", 200, Some(shown));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, &format!("{VICTIM} "));
    let result = judged(case("conformance/a", Refused), evidence);
    assert_eq!(result.verdict, Fail);
    assert_eq!(result.reason.contains("did not vouch for"), unvouched, "{}", result.reason);
}

#[rstest]
#[case::by_the_idp(None, false)]
#[case::by_an_attacker(Some(Attacker::Held), true)]
fn a_second_name_of_the_same_subject_is_wrong_and_no_forgery(
    #[case] attacker: Option<Attacker>,
    #[case] critical: bool,
) {
    let mut evidence = login("attack/a", 200, Some(VICTIM));
    let name = format!("<saml:NameID>{EMPLOYEE}</saml:NameID>");
    let both = name.replace(EMPLOYEE, VICTIM) + &name;
    evidence.messages[1].xml = evidence.messages[1].xml.replace(&name, &both);
    let mut case = Case { attacker, ..case("attack/a", Refused) };
    case.expect.genuine = Genuine::Allowed;
    let result = judged(case, evidence);
    assert_eq!((result.verdict, result.critical), (Fail, critical), "{}", result.reason);
    assert_eq!(result.reason.contains("one of several names that the IdP signed"), !critical, "{}", result.reason);
}

#[test]
fn the_wrong_person_fails_even_where_the_demand_is_only_advice() {
    let mut case = case("attack/a", Refused);
    case.expect.level = Level::Should;
    let result = judged(case, login("attack/a", 200, Some(VICTIM)));
    assert_eq!((result.verdict, result.critical), (Fail, true));
}

#[test]
fn somebody_signed_in_in_place_of_the_demanded_person_is_critical_in_an_attack() {
    let result = judged(case("attack/a", SignedIn), login("attack/a", 200, Some(VICTIM)));
    assert_eq!((result.verdict, result.critical), (Fail, true));
    let mut both = login("attack/a", 200, Some("colleague@acme.test"));
    both.idp_events.push(issued("colleague@acme.test"));
    let result = judged(case("attack/a", SignedIn), both);
    assert_eq!((result.verdict, result.critical), (Fail, false));
}

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
    let plan = Plan { cases: vec![case("attack/a", Refused)], lanes: vec![vec![0]], extra_controls: Vec::new() };
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
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], extra_controls: Vec::new() };
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
    let mut plan = Plan { cases: vec![skip], lanes: vec![vec![0]], extra_controls: Vec::new() };
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

#[test]
fn trouble_of_ours_is_not_verified_and_never_fail() {
    let mut evidence = login("login/a", 500, None);
    evidence.incident = Some(Incident { kind: IncidentKind::Selector, message: "no element matches".to_owned() });
    let result = judged(case("login/a", SignedIn), evidence);
    assert_eq!((result.verdict, result.reason.as_str()), (NotVerified, "selector: no element matches"));
    assert_eq!(result.outcome, None);
}

#[test]
fn what_the_target_cannot_do_is_not_applicable() {
    let mut evidence =
        CaseEvidence { not_applicable: Some("it has no sign-out".to_owned()), ..CaseEvidence::default() };
    evidence.surroundings = surroundings();
    let result = judged(case("login/a", SignedIn), evidence);
    assert_eq!((result.verdict, result.reason.as_str()), (NotApplicable, "it has no sign-out"));
}

#[test]
fn a_case_without_evidence_is_not_verified() {
    let plan = Plan { cases: vec![case("login/a", SignedIn)], lanes: vec![vec![0]], extra_controls: Vec::new() };
    assert_eq!(judge(&plan, &target(), &RunEvidence::default())[0].verdict, NotVerified);
}

#[rstest]
#[case::phase(|case: &mut Case| case.expect.phase = Some(Phase::After), "expected phase `after`, found phase `acs`")]
#[case::lands_at(|case: &mut Case| case.expect.lands_at = Some("/orders/42".to_owned()), "landed at /acs")]
#[case::shows(|case: &mut Case| case.expect.shows = vec!["Finance {user.email}".to_owned()], "shows \"Finance employee@acme.test\"")]
#[case::user(|case: &mut Case| case.expect.user = Some("victim".to_owned()), "expected signed-in as victim@acme.test")]
fn further_demands_are_held_against_the_evidence(#[case] demand: fn(&mut Case), #[case] words: &str) {
    let mut case = case("login/a", SignedIn);
    demand(&mut case);
    let result = judged(case, login("login/a", 200, Some(EMPLOYEE)));
    assert_eq!((result.verdict, result.critical), (Fail, false));
    assert!(result.reason.contains(words), "{}", result.reason);
}

#[test]
fn further_demands_that_are_met_pass() {
    let mut case = case("login/a", SignedIn);
    case.expect.phase = Some(Phase::Acs);
    case.expect.user = Some("employee".to_owned());
    case.expect.lands_at = Some("{sp.base_url}/acs?x=1".to_owned());
    case.expect.shows = vec!["password at the IdP".to_owned(), "for {user.email}".to_owned()];
    let mut evidence = login("login/a", 200, Some("Erin Employee <Employee@acme.test>"));
    evidence.steps[2].page.url = format!("{SP}/acs?x=1");
    evidence.identity.as_mut().unwrap().page.text = "A page for employee@acme.test".to_owned();
    let result = judged(case, evidence);
    assert_eq!((result.verdict, result.reason.as_str()), (Pass, ""));
}

#[test]
fn a_demand_that_cannot_be_filled_in_is_not_verified_and_says_so() {
    let mut case = case("login/a", SignedIn);
    case.expect.shows = vec!["for {env.SAML_HARNESS_NOWHERE}".to_owned()];
    let result = judged(case, login("login/a", 200, Some(EMPLOYEE)));
    assert_eq!(result.verdict, NotVerified);
    assert!(result.reason.contains("`{env.SAML_HARNESS_NOWHERE}` has no value here"), "{}", result.reason);
}

#[test]
fn a_demand_that_names_nobody_of_the_fixture_is_not_verified() {
    let mut case = case("login/a", SignedIn);
    case.expect.user = Some("nobody-knows".to_owned());
    assert_eq!(judged(case, login("login/a", 200, Some(EMPLOYEE))).verdict, NotVerified);
}

#[rstest]
#[case::as_demanded(Some(EMPLOYEE), Some(EMPLOYEE), Pass, false)]
#[case::nobody_demanded(None, None, Pass, false)]
#[case::still_signed_in(None, Some(EMPLOYEE), Fail, false)]
#[case::not_signed_in(Some(EMPLOYEE), None, Fail, false)]
#[case::the_wrong_person(None, Some(VICTIM), Fail, true)]
fn look_ups_on_the_way_count(
    #[case] demanded: Option<&str>,
    #[case] user: Option<&str>,
    #[case] verdict: Verdict,
    #[case] critical: bool,
) {
    let mut evidence = login("attack/a", 200, Some(EMPLOYEE));
    let demanded = demanded.map(str::to_owned);
    evidence.checks.push(Check {
        name: "after signing out".to_owned(),
        demanded,
        identity: identity(user),
        cookies: Vec::new(),
    });
    let result = judged(case("attack/a", SignedIn), evidence);
    assert_eq!((result.verdict, result.critical), (verdict, critical), "{}", result.reason);
}

fn mend(first_status: u16, last_status: u16, user: Option<&str>) -> CaseResult {
    let mut course = case("guide/jumpcloud@mend", SignedIn);
    let text = |id: &str| GuideStep {
        id: id.to_owned(),
        text: String::new(),
        at: Place::Idp,
        work: Work::Actions(Vec::new()),
        help: crate::guide::Help::default(),
    };
    let mut first = expect(NotFound);
    first.phase = Some(Phase::Acs);
    let stages = vec![Stage::Follow(text("a")), Stage::Login(first), Stage::Follow(text("b"))];
    course.guide = Some(GuideRun { values: [].into(), stages });
    let mut evidence = login("guide/jumpcloud@mend", first_status, None);
    let from = evidence.steps.len();
    evidence.checkpoint = Some(Checkpoint { steps: 0..from, identity: identity(None) });
    evidence.steps.extend(login("guide/jumpcloud@mend", last_status, None).steps);
    evidence.identity = Some(identity(user));
    judged(course, evidence)
}

#[test]
fn a_courses_login_on_the_way_has_its_own_demand() {
    let mended = mend(404, 200, Some(EMPLOYEE));
    assert_eq!((mended.verdict, mended.outcome.unwrap().phase), (Pass, Phase::Acs));
    let never_broken = mend(200, 200, Some(EMPLOYEE));
    assert_eq!(never_broken.verdict, Fail);
    assert!(never_broken.reason.starts_with("at the first login: expected not-found"), "{}", never_broken.reason);
    assert_eq!(mend(404, 404, None).verdict, Fail);
}

#[test]
fn what_the_sp_cannot_decrypt_says_for_which_key_it_was() {
    let mut encrypted = case("conformance/encrypted-assertion", SignedIn);
    encrypted.recipe = serde_json::from_str(r#"[{ "step": "encrypt" }]"#).unwrap();
    let mut probe = login("probe/encryption", 403, None);
    probe.surroundings.sp_encryption_key = Some("the key for encryption (CN=sp)".to_owned());
    let probe = ControlEvidence { id: ControlId::Probe(Capability::Encryption), login: probe };
    let reason = unsupported_by_probe(&encrypted, &target(), &[probe]).unwrap();
    let start = "the SP does not take encrypted assertions: a plain login with that, encrypted for the key for encryption (CN=sp), ended";
    assert!(reason.starts_with(start), "{reason}");
}

#[rstest]
#[case::refused(Refused, |_: &mut Case| {}, "refused")]
#[case::signed_in(SignedIn, |_: &mut Case| {}, "signed-in as employee")]
#[case::signed_in_as(SignedIn, |case: &mut Case| case.expect.user = Some("victim".to_owned()), "signed-in as victim")]
#[case::genuine(
    Refused,
    |case: &mut Case| case.expect.genuine = Genuine::Allowed,
    "refused, or signed-in as whom the IdP vouched for"
)]
#[case::phase(Refused, |case: &mut Case| case.expect.phase = Some(Phase::Acs), "refused at phase `acs`")]
#[case::page(SignedIn, |case: &mut Case| case.expect.lands_at = Some("/orders".to_owned()), "signed-in as employee, landing at /orders")]
#[case::text(SignedIn, |case: &mut Case| case.expect.shows = vec!["Hello".to_owned()], "signed-in as employee, showing \"Hello\"")]
#[case::rules(
    Refused,
    |case: &mut Case| case.expect.rules = vec!["id-unique".to_owned(), "no-server-error".to_owned()],
    "refused, holding to id-unique, no-server-error"
)]
#[case::login_on_the_way(
    SignedIn,
    |case: &mut Case| case.guide = Some(GuideRun { values: [].into(), stages: vec![Stage::Login(expect(NotFound))] }),
    "first not-found, then signed-in as employee"
)]
fn a_demand_is_said_in_words(#[case] outcome: OutcomeKind, #[case] change: fn(&mut Case), #[case] words: &str) {
    let mut case = case("attack/a", outcome);
    change(&mut case);
    assert_eq!(demanded_in_words(&case), words);
    assert_eq!(judged(case, CaseEvidence::default()).demanded, words);
}

#[test]
fn what_was_seen_is_said_in_words() {
    assert_eq!(row("login/a", Pass).seen_in_words(), format!("signed-in as {EMPLOYEE} at phase `acs` (HTTP 200)"));
    assert_eq!(row("login/a", NotVerified).seen_in_words(), "unknown");
}

/// A customer may have typed an address wrongly, or set the SP up by hand; then a login may lead anywhere.
#[rstest]
#[case::plain_case("attack/a", false, true)]
#[case::customers_mistake("misconfiguration/a", false, false)]
#[case::guide_followed("guide/a", true, false)]
fn an_idp_of_somebody_else_is_trouble_unless_a_customer_typed_its_address(
    #[case] id: &str,
    #[case] by_guide: bool,
    #[case] is_trouble: bool,
) {
    let mut case = case(id, Refused);
    case.guide = by_guide.then(|| GuideRun { values: [].into(), stages: Vec::new() });
    let mut evidence = login(id, 404, None);
    evidence.steps.truncate(1);
    evidence.steps[0].documents.push(document("GET", "https://sso.jumpcloud.com/saml2/app?SAMLRequest=fZ", 404));
    let result = judged(case, evidence);
    assert_eq!(result.reason.contains("an IdP that is not this run's"), is_trouble, "{}", result.reason);
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
    let mut plan = Plan { cases: vec![stopped_at.clone()], lanes: vec![vec![0]], extra_controls: Vec::new() };
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
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], extra_controls: Vec::new() };
    let run = RunEvidence { stopped_at, ..run_of(vec![evidence], controls) };
    assert_eq!(judge(&plan, &target(), &run)[0].verdict, verdict);
}

#[test]
fn a_forged_sign_in_on_the_way_is_critical() {
    let mut case = case("attack/a", SignedIn);
    case.guide = Some(GuideRun { values: [].into(), stages: vec![Stage::Login(expect(NotFound))] });
    let mut evidence = login("attack/a", 200, Some(EMPLOYEE));
    evidence.checkpoint = Some(Checkpoint { steps: 0..evidence.steps.len(), identity: identity(Some(VICTIM)) });
    evidence.steps.extend(login("attack/a", 200, None).steps);
    let result = judged(case, evidence);
    assert_eq!((result.verdict, result.critical), (Fail, true), "{}", result.reason);
    assert!(result.reason.starts_with("at the first login: "), "{}", result.reason);
}

#[test]
fn a_single_name_that_is_somebody_elses_was_not_vouched_for() {
    let mut evidence = login("attack/a", 200, Some(VICTIM));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, VICTIM);
    let case = Case { attacker: Some(Attacker::IdpKey), ..case("attack/a", Refused) };
    let result = judged(case, evidence);
    assert!(result.reason.contains("did not vouch for"), "{}", result.reason);
}
