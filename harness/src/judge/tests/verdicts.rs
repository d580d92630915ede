//! Outcomes compared with demands; trouble, checks during the flow, the words of both.

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
    let plan = Plan { cases: vec![case("login/a", SignedIn)], lanes: vec![vec![0]], ..Plan::default() };
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
