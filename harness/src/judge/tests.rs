//! The table: outcomes, phases, verdicts, controls, departures, exit status.
#![allow(clippy::unwrap_used)]

use rstest::rstest;

use super::OutcomeKind::{NoAnswer, NotFound, Refused, SignedIn, SpError, StaysAtIdp};
use super::Verdict::{Fail, NotApplicable, NotVerified, Pass, Warn};
use super::{
    CaseResult, ExitStatus, OutcomeKind, SnapshotState, Verdict, exit_status, judge, outcome, stale_departures,
};
use crate::evidence::{CaseEvidence, Check, Checkpoint, Document, Incident, Phase, RunEvidence};
use crate::guide::{GuideStep, Place, Work};
use crate::plan::{Case, Control, GuideRun, Plan, Stage};
use crate::report::sample::{
    EMPLOYEE, IDP, SP, VICTIM, case, departure, document, expect, identity, issued, login, step, surroundings, target,
};
use crate::scenario::{Attacker, Genuine, Level};
use crate::target::Departure;

/// A login whose steps asked for these documents: `METHOD place/path status`, where `sp` and `idp` are the hosts.
fn seen(steps: &[&[&str]], user: Option<&str>) -> CaseEvidence {
    let document = |text: &&str| {
        let words: Vec<&str> = text.split(' ').collect();
        let url = words[1].replacen("idp", IDP, 1).replacen("sp", SP, 1);
        match words[2].parse() {
            Ok(status) => document(words[0], &url, status),
            Err(_) => {
                Document { method: words[0].to_owned(), url, error: Some(words[2].to_owned()), ..Document::default() }
            }
        }
    };
    let steps = steps.iter().map(|documents| step("a step", documents.iter().map(document).collect()));
    CaseEvidence {
        surroundings: surroundings(),
        steps: steps.collect(),
        identity: Some(identity(user)),
        ..CaseEvidence::default()
    }
}

const START: &[&str] = &["GET sp/company-login 200"];
const TO_IDP: &[&str] = &["POST sp/company-login 302", "GET idp/saml2/acme?SAMLRequest=x 200"];

#[rstest]
#[case::signed_in(&[START, TO_IDP, &["POST idp/login 200", "POST sp/acs 302", "GET sp/orders 200"]], Some(EMPLOYEE), SignedIn, Phase::Acs, 200)]
#[case::signed_in_then_elsewhere(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 302"], &["GET sp/orders 200"]], Some(EMPLOYEE), SignedIn, Phase::After, 200)]
#[case::signed_in_and_404(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 404"]], Some(EMPLOYEE), SignedIn, Phase::Acs, 404)]
#[case::blank_user(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 200"]], Some("  "), Refused, Phase::Acs, 200)]
#[case::not_found_at_start(&[START, &["POST sp/company-login 404"]], None, NotFound, Phase::Start, 404)]
#[case::not_found_after_redirect_at_start(&[START, &["POST sp/company-login 302", "GET sp/gone 404"]], None, NotFound, Phase::Start, 404)]
#[case::not_found_at_acs(&[START, TO_IDP, &["POST idp/login 200", "POST sp/acs 404"]], None, NotFound, Phase::Acs, 404)]
#[case::not_found_behind_acs(&[TO_IDP, &["POST idp/login 200", "POST sp/acs?x=1 302", "GET sp/oops 404"]], None, NotFound, Phase::Acs, 404)]
#[case::not_found_at_another_acs(&[TO_IDP, &["POST idp/login 200", "POST sp/acs/ 404"]], None, NotFound, Phase::Acs, 404)]
#[case::refused_with_200(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 200"]], None, Refused, Phase::Acs, 200)]
#[case::refused_with_403(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 403"]], None, Refused, Phase::Acs, 403)]
#[case::refused_at_start(&[START, &["POST sp/company-login 200"]], None, Refused, Phase::Start, 200)]
#[case::sp_error(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 502"]], None, SpError, Phase::Acs, 502)]
#[case::stays_at_idp(&[START, TO_IDP, &["POST idp/login 403"]], None, StaysAtIdp, Phase::Idp, 403)]
#[case::not_found_at_the_idp(&[START, &["POST sp/company-login 302", "GET idp/saml2/other 404"]], None, StaysAtIdp, Phase::Idp, 404)]
#[case::signed_out_later(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 302"], &["GET sp/logout 200"]], None, Refused, Phase::After, 200)]
#[case::abandoned(&[START, TO_IDP, &["GET sp/orders 200"]], None, Refused, Phase::After, 200)]
fn outcome_is_read_from_documents(
    #[case] steps: &[&[&str]],
    #[case] user: Option<&str>,
    #[case] kind: OutcomeKind,
    #[case] phase: Phase,
    #[case] status: u16,
) {
    let outcome = outcome(&seen(steps, user)).unwrap();
    assert_eq!((outcome.kind, outcome.phase, outcome.http_status), (kind, phase, Some(status)));
}

#[rstest]
#[case::at_start(&[START, &["POST sp/company-login net::ERR_CONNECTION_REFUSED"]], Phase::Start)]
#[case::at_acs(&[TO_IDP, &["POST idp/login 200", "POST sp/acs net::ERR_EMPTY_RESPONSE"]], Phase::Acs)]
#[case::at_idp(&[START, &["POST sp/company-login 302", "GET idp/x net::ERR_FAILED"]], Phase::Idp)]
fn a_document_without_answer_is_no_answer(#[case] steps: &[&[&str]], #[case] phase: Phase) {
    let outcome = outcome(&seen(steps, None)).unwrap();
    assert_eq!((outcome.kind, outcome.phase, outcome.http_status), (NoAnswer, phase, None));
}

#[test]
fn the_browsers_own_error_page_is_no_answer() {
    let mut evidence = seen(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 200"]], None);
    evidence.steps[1].page.url = "chrome-error://chromewebdata/".to_owned();
    assert_eq!(outcome(&evidence).unwrap().kind, NoAnswer);
}

#[test]
fn set_up_is_no_part_of_the_login() {
    let mut evidence = seen(&[&["POST idp/admin 500"], &["POST sp/settings 200"]], None);
    evidence.steps.iter_mut().for_each(|step| step.provision = true);
    let only_set_up = outcome(&evidence).unwrap();
    assert_eq!((only_set_up.kind, only_set_up.phase), (Refused, Phase::Provision));
    evidence.steps.extend(seen(&[START, &["POST sp/company-login 404"]], None).steps);
    let with_login = outcome(&evidence).unwrap();
    assert_eq!((with_login.kind, with_login.phase), (NotFound, Phase::Start));
}

#[test]
fn without_a_look_up_nothing_can_be_told() {
    let mut evidence = login("login/a", 200, Some(EMPLOYEE));
    evidence.identity = None;
    assert!(outcome(&evidence).unwrap_err().contains("could not be looked up"));
}

/// Judges one case with plain logins before and after it.
fn judged(case: Case, evidence: CaseEvidence) -> CaseResult {
    judged_with(case, evidence, &[("control@0", Some(EMPLOYEE)), ("control@1", Some(EMPLOYEE))])
}

fn judged_with(case: Case, mut evidence: CaseEvidence, controls: &[(&str, Option<&str>)]) -> CaseResult {
    evidence.case.clone_from(&case.id);
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], extra_controls: Vec::new() };
    let controls = controls.iter().map(|(name, user)| login(name, 200, *user)).collect();
    let run =
        RunEvidence { cases: vec![evidence], controls: [("lane-0".to_owned(), controls)].into(), ..Default::default() };
    judge(&plan, &target(), &run).remove(0)
}

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
#[case::somebody_elses_address(VICTIM, None, true)]
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
#[case::kept("victim@acme.test%20", false)]
#[case::cut_off(VICTIM, true)]
fn a_blank_in_a_name_counts(#[case] shown: &str, #[case] critical: bool) {
    let mut evidence = login("conformance/a", 200, Some(shown));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, &format!("{VICTIM} "));
    let result = judged(case("conformance/a", Refused), evidence);
    assert_eq!((result.verdict, result.critical), (Fail, critical), "{}", result.reason);
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
}

#[test]
fn the_wrong_person_fails_even_where_the_demand_is_only_advice() {
    let mut case = case("attack/a", Refused);
    case.expect.level = Level::Should;
    let result = judged(case, login("attack/a", 200, Some(VICTIM)));
    assert_eq!((result.verdict, result.critical), (Fail, true));
}

#[test]
fn somebody_signed_in_in_place_of_the_demanded_person_is_critical() {
    let result = judged(case("login/a", SignedIn), login("login/a", 200, Some(VICTIM)));
    assert_eq!((result.verdict, result.critical), (Fail, true));
    let mut both = login("login/a", 200, Some("colleague@acme.test"));
    both.idp_events.push(issued("colleague@acme.test"));
    let result = judged(case("login/a", SignedIn), both);
    assert_eq!((result.verdict, result.critical), (Fail, false));
}

#[rstest]
#[case::none(&[], "it was not run")]
#[case::not_before(&[("control@1", Some(EMPLOYEE))], "before the case: it was not run")]
#[case::not_after(&[("control@0", Some(EMPLOYEE))], "after the case: it was not run")]
#[case::fails_before(&[("control@0", None), ("control@1", Some(EMPLOYEE))], "before the case: the plain login ended with refused")]
#[case::fails_after(&[("control@0", Some(EMPLOYEE)), ("control@1", None)], "after the case: the plain login ended with refused")]
#[case::signs_in_another(&[("control@0", Some(VICTIM)), ("control@1", Some(EMPLOYEE))], "signed-in as victim@acme.test")]
fn a_refusal_without_a_good_control_is_not_verified(#[case] controls: &[(&str, Option<&str>)], #[case] words: &str) {
    let result = judged_with(case("attack/a", Refused), login("attack/a", 404, None), controls);
    assert_eq!(result.verdict, NotVerified);
    assert!(result.reason.starts_with("control failed: ") && result.reason.contains(words), "{}", result.reason);
}

#[test]
fn a_later_control_of_the_lane_covers_too() {
    let controls = [("control@0", Some(EMPLOYEE)), ("control@3", Some(EMPLOYEE)), ("control@4", None)];
    let result = judged_with(case("attack/a", Refused), login("attack/a", 404, None), &controls);
    assert_eq!((result.verdict, result.control.unwrap().user.as_deref()), (Pass, Some(EMPLOYEE)));
}

#[test]
fn a_control_with_trouble_of_ours_is_a_failed_control() {
    let case = case("attack/a", Refused);
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], extra_controls: Vec::new() };
    let mut controls: Vec<_> = (0..2).map(|p| login(&format!("control@{p}"), 200, Some(EMPLOYEE))).collect();
    controls[1].incident = Some(Incident { kind: "browser".to_owned(), message: "it is gone".to_owned() });
    let cases = vec![login("attack/a", 404, None)];
    let run = RunEvidence { cases, controls: [("lane-0".to_owned(), controls)].into(), ..Default::default() };
    let result = judge(&plan, &target(), &run).remove(0);
    assert_eq!((result.verdict, result.reason.as_str()), (NotVerified, "control failed: after the case: it is gone"));
}

#[rstest]
#[case::beside_the_plan(false, Some(EMPLOYEE), Pass)]
#[case::beside_the_plan_and_failing(false, None, NotVerified)]
#[case::in_the_plan(true, Some(EMPLOYEE), Pass)]
#[case::in_the_plan_and_failing(true, None, NotVerified)]
fn a_guides_control_is_the_guide_followed_whole(
    #[case] planned: bool,
    #[case] user: Option<&str>,
    #[case] verdict: Verdict,
) {
    let whole = case("guide/jumpcloud", SignedIn);
    let mut skip = case("guide/jumpcloud@skip-x", NotFound);
    skip.control = Control::Guide("guide/jumpcloud".to_owned());
    let seen = login("guide/jumpcloud", 200, user);
    let mut plan = Plan { cases: vec![skip], lanes: vec![vec![0]], extra_controls: Vec::new() };
    let mut run = RunEvidence { cases: vec![login("guide/jumpcloud@skip-x", 404, None)], ..Default::default() };
    if planned {
        plan.cases.push(whole);
        run.cases.push(seen);
    } else {
        plan.extra_controls.push(whole);
        run.controls.insert("guide/jumpcloud".to_owned(), vec![seen]);
    }
    assert_eq!(judge(&plan, &target(), &run)[0].verdict, verdict);
}

#[test]
fn trouble_of_ours_is_not_verified_and_never_fail() {
    let mut evidence = login("login/a", 500, None);
    evidence.incident = Some(Incident { kind: "selector".to_owned(), message: "no element matches".to_owned() });
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
#[case::phase(|case: &mut Case| case.expect.phase = Some(Phase::After), "demanded phase `after`, seen phase `acs`")]
#[case::lands_at(|case: &mut Case| case.expect.lands_at = Some("/orders/42".to_owned()), "landed at /acs")]
#[case::shows(|case: &mut Case| case.expect.shows = vec!["Finance {user.email}".to_owned()], "shows \"Finance employee@acme.test\"")]
#[case::user(|case: &mut Case| case.expect.user = Some("victim".to_owned()), "demanded signed-in as victim@acme.test")]
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
    let mut evidence = login("login/a", 200, Some(EMPLOYEE));
    let demanded = demanded.map(str::to_owned);
    evidence.checks.push(Check {
        name: "after signing out".to_owned(),
        demanded,
        identity: identity(user),
        cookies: Vec::new(),
    });
    let result = judged(case("login/a", SignedIn), evidence);
    assert_eq!((result.verdict, result.critical), (verdict, critical), "{}", result.reason);
}

fn mend(first_status: u16, last_status: u16, user: Option<&str>) -> CaseResult {
    let mut course = case("guide/jumpcloud@mend", SignedIn);
    let text = |id: &str| GuideStep {
        id: id.to_owned(),
        text: String::new(),
        at: Place::Idp,
        work: Work::Actions(Vec::new()),
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
    assert!(never_broken.reason.starts_with("at the login on the way: demanded not-found"), "{}", never_broken.reason);
    assert_eq!(mend(404, 404, None).verdict, Fail);
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
    let plan = Plan { cases: vec![case("login/a@b", SignedIn)], lanes: vec![vec![0]], extra_controls: Vec::new() };
    let run = RunEvidence { cases: vec![login("login/a@b", 404, None)], ..Default::default() };
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
    let plan = Plan { cases: vec![case], lanes: vec![vec![0]], extra_controls: Vec::new() };
    let controls = ["control@0", "control@1"].map(|name| login(name, 200, Some(EMPLOYEE))).to_vec();
    let cases = vec![login("attack/a", 200, Some(VICTIM))];
    let run = RunEvidence { cases, controls: [("lane-0".to_owned(), controls)].into(), ..Default::default() };
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

fn with_rules(rules: &[&str], level: Level, evidence: CaseEvidence) -> CaseResult {
    let mut case = case("conformance/rules", SignedIn);
    case.expect.level = level;
    case.expect.rules = rules.iter().map(|rule| (*rule).to_owned()).collect();
    judged(case, evidence)
}

#[rstest]
#[case::held(&["request-version-is-2-0"], Level::Must, "2.0", Pass, "")]
#[case::broken(&["request-version-is-2-0"], Level::Must, "2.1", Fail, "request-version-is-2-0: Version is `2.1`")]
#[case::should(&["request-version-is-2-0"], Level::Should, "2.1", Warn, "request-version-is-2-0: Version is `2.1`")]
#[case::idle(&["metadata-stable"], Level::Must, "2.0", NotApplicable, "metadata-stable: the target names no `metadata_url`")]
#[case::idle_beside(&["metadata-stable", "request-version-is-2-0"], Level::Must, "2.0", Pass, "")]
#[case::unknown(&["no-such-rule"], Level::Must, "2.0", NotApplicable, "no-such-rule: there is no rule `no-such-rule`")]
fn rules_are_part_of_the_demand(
    #[case] rules: &[&str],
    #[case] level: Level,
    #[case] version: &str,
    #[case] verdict: Verdict,
    #[case] reason: &str,
) {
    let mut evidence = login("conformance/rules", 303, Some(EMPLOYEE));
    evidence.messages[0].xml = evidence.messages[0].xml.replace("\"2.0\"", &format!("\"{version}\""));
    let result = with_rules(rules, level, evidence);
    assert_eq!((result.verdict, result.reason.as_str()), (verdict, reason));
}

#[test]
fn a_rule_that_has_nothing_to_judge_takes_no_other_disagreement_away() {
    let result = with_rules(&["metadata-stable"], Level::Must, login("conformance/rules", 404, None));
    assert_eq!(result.verdict, Fail, "{}", result.reason);
}
