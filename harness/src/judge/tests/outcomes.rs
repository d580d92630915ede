//! What is read from documents and the look-up.

use super::*;
use crate::evidence::{Arrived, Sign};
use crate::scenario::FlowStep;

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
const ACS_ASKED: &[&str] = &["GET sp/acs 405"];
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
#[case::not_found_at_another_acs_by_redirect(&[TO_IDP, &["POST idp/login 302", "GET sp/other?SAMLResponse=x 404"]], None, NotFound, Phase::Acs, 404)]
#[case::not_found_at_another_acs_in_a_later_step(&[TO_IDP, &["POST sp/other 404"]], None, NotFound, Phase::Acs, 404)]
#[case::refused_with_200(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 200"]], None, Refused, Phase::Acs, 200)]
#[case::refused_with_403(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 403"]], None, Refused, Phase::Acs, 403)]
#[case::refused_at_start(&[START, &["POST sp/company-login 200"]], None, Refused, Phase::Start, 200)]
#[case::sp_error(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 502"]], None, SpError, Phase::Acs, 502)]
#[case::stays_at_idp(&[START, TO_IDP, &["POST idp/login 403"]], None, StaysAtIdp, Phase::Idp, 403)]
#[case::not_found_at_the_idp(&[START, &["POST sp/company-login 302", "GET idp/saml2/other 404"]], None, StaysAtIdp, Phase::Idp, 404)]
#[case::signed_out_later(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 302"], &["GET sp/logout 200"]], None, Refused, Phase::After, 200)]
#[case::acs_bookmarked(&[ACS_ASKED], None, Refused, Phase::Acs, 405)]
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

/// The login page of some SPs has the ACS's address.
#[rstest]
#[case::its_form(&[ACS_ASKED, &["POST sp/acs 500"]], Phase::Start)]
#[case::its_page(&[ACS_ASKED], Phase::Start)]
#[case::a_message(&[ACS_ASKED, &["GET idp/saml2/acme?SAMLRequest=x 200"], &["POST idp/login 200", "POST sp/acs 403"]], Phase::Acs)]
#[case::a_message_and_a_page_after_it(&[ACS_ASKED, &["GET idp/saml2/acme?SAMLRequest=x 200"], &["POST sp/acs 303", "GET sp/home 403"]], Phase::Acs)]
#[case::a_message_by_redirect(&[ACS_ASKED, &["GET idp/saml2/acme?SAMLRequest=x 200"], &["GET sp/acs?SAMLResponse=x 403"]], Phase::Acs)]
fn an_acs_that_is_the_login_page_as_well(#[case] steps: &[&[&str]], #[case] phase: Phase) {
    let mut evidence = seen(steps, None);
    evidence.surroundings.login_url = evidence.surroundings.acs_url.clone();
    assert_eq!(outcome(&evidence).unwrap().phase, phase);
}

const SSO: &[&str] = &["GET sp/sso.php 302", "GET idp/saml2/acme?SAMLRequest=x 200"];
const SSO_FAILED: &[&str] = &["GET sp/sso.php 500"];
const SSO_ACS_ASKED: &[&str] = &["GET sp/sso.php?acs 405"];

/// SPs in PHP have one page for all of SAML, and tell what is asked of it by the query.
#[rstest]
#[case::the_way_to_the_idp(&[SSO], StaysAtIdp, Phase::Idp)]
#[case::no_way_to_the_idp(&[SSO_FAILED], SpError, Phase::Start)]
#[case::a_message(&[SSO, &["POST sp/sso.php?acs 403"]], Refused, Phase::Acs)]
#[case::a_message_and_a_page_after_it(&[SSO, &["POST sp/sso.php?acs 302", "GET sp/sso.php 404"]], NotFound, Phase::Acs)]
#[case::begins_anew(&[SSO, &["POST sp/sso.php?acs= 302", "GET sp/sso.php 302", "GET idp/x 200"]], Refused, Phase::Acs)]
#[case::bookmarked(&[SSO_ACS_ASKED], Refused, Phase::Acs)]
fn an_acs_that_is_told_by_its_query(#[case] steps: &[&[&str]], #[case] kind: OutcomeKind, #[case] phase: Phase) {
    for login in ["login.php", "sso.php", "sso.php?sso"] {
        let mut evidence = seen(steps, None);
        evidence.surroundings.login_url = format!("{SP}/{login}");
        evidence.surroundings.acs_url = format!("{SP}/sso.php?acs");
        let outcome = outcome(&evidence).unwrap();
        assert_eq!((outcome.kind, outcome.phase), (kind, phase), "{login}");
    }
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

/// What the page at the end of the navigation by the ACS may say, and whether that makes the sign-in late.
#[rstest]
#[case::says_nobody(&["POST sp/acs 302", "GET sp/me 401"], Sign::Nobody, SignedInLate)]
#[case::shows_no_user(&["POST sp/acs 302", "GET sp/orders 200"], Sign::Absent, SignedIn)]
#[case::cannot_tell(&["POST sp/acs 302", "GET sp/orders 200"], Sign::Unclear("white".to_owned()), SignedIn)]
#[case::shows_the_user(&["POST sp/acs 302", "GET sp/me 200"], Sign::User, SignedIn)]
#[case::back_at_the_idp(&["POST sp/acs 302", "GET sp/me 302", "GET idp/saml2/acme?SAMLRequest=y 200"], Sign::Absent, SignedInLate)]
#[case::later_at_the_idp(&["GET sp/admin 302", "GET idp/saml2/acme?SAMLRequest=y 200"], Sign::Absent, SignedIn)]
#[case::not_by_the_acs(&["GET sp/login 200"], Sign::Nobody, SignedIn)]
fn who_is_signed_in_only_after_a_page_was_opened_anew_is_late(
    #[case] last: &[&str],
    #[case] sign: Sign,
    #[case] kind: OutcomeKind,
) {
    let mut evidence = seen(&[START, TO_IDP, &["POST idp/login 200", "POST sp/acs 302"], last], Some(EMPLOYEE));
    evidence.identity.as_mut().unwrap().arrived = Some(Arrived { sign, ..Arrived::default() });
    assert_eq!(outcome(&evidence).unwrap().kind, kind);
    if kind == SignedInLate {
        let result = judged(case("login/x", SignedIn), evidence.clone());
        assert!(result.verdict == Fail && result.reason.contains("opened anew"), "{}", result.reason);
        let result = judged(case("conformance/x", SignedIn), evidence);
        assert!(result.verdict == Pass && result.reason.contains("opened anew"), "{}", result.reason);
    }
}

#[test]
fn a_text_that_everybody_is_shown_is_nobody() {
    let mut evidence = seen(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 403"]], Some("Guest"));
    assert_eq!(outcome(&evidence).unwrap().kind, Unclear);
    evidence.surroundings.shown_to_nobody = vec!["\n Guest".to_owned()];
    assert_eq!(outcome(&evidence).unwrap().kind, Refused);
    let mut evidence = seen(&[TO_IDP, &["POST idp/login 200", "POST sp/acs 403"]], Some(VICTIM));
    evidence.surroundings.shown_to_nobody = vec![VICTIM.to_owned()];
    assert_eq!(outcome(&evidence).unwrap().kind, SignedIn, "a person is a person");
}

/// An SP that refuses a response may begin the login anew, by leading to the IdP: that is a refusal, too.
#[test]
fn who_is_led_from_the_acs_to_the_idp_again_was_refused() {
    let mut evidence = login("conformance/a", 303, None);
    let to_idp = document("GET", &format!("{IDP}/sso?SAMLRequest=x"), 200);
    evidence.steps.last_mut().unwrap().documents.push(to_idp.clone());
    let seen = outcome(&evidence).unwrap();
    assert_eq!((seen.kind, seen.phase), (Refused, Phase::Acs));
    // In a step of its own it is another login.
    evidence.steps.last_mut().unwrap().documents.pop();
    evidence.steps.push(step("Company Login", vec![to_idp]));
    let seen = outcome(&evidence).unwrap();
    assert_eq!((seen.kind, seen.phase), (StaysAtIdp, Phase::Idp));
}

#[rstest]
#[case::by_another_response(2, false, Pass)]
#[case::by_that_response(1, false, Fail)]
#[case::by_what_a_recipe_made(2, true, Fail)]
fn a_login_that_begins_anew_after_a_refusal_is_no_fault(
    #[case] responses: usize,
    #[case] has_recipe: bool,
    #[case] verdict: Verdict,
) {
    let mut evidence = login("conformance/a", 303, Some(EMPLOYEE));
    let acs = document("POST", &format!("{SP}/acs"), 303);
    let to_idp = document("GET", &format!("{IDP}/sso?SAMLRequest=x"), 200);
    let again = [to_idp, acs].into_iter().cycle().take(2 * (responses - 1));
    evidence.steps.last_mut().unwrap().documents.extend(again);
    let mut case = case("conformance/a", Refused);
    if has_recipe {
        case.recipe = serde_json::from_str(r#"[{ "step": "sign" }]"#).unwrap();
    }
    let result = judged(case, evidence);
    assert_eq!(result.verdict, verdict, "{}", result.reason);
}

/// The look-up asks the SP; a page that the back button brings may be one that the browser has kept.
#[rstest]
#[case::after_going_back(Some(EMPLOYEE), true, Fail)]
#[case::in_another_flow(Some(EMPLOYEE), false, Pass)]
#[case::of_nobody(None, true, Pass)]
fn a_kept_page_that_names_somebody_is_told(
    #[case] shown: Option<&str>,
    #[case] is_back: bool,
    #[case] verdict: Verdict,
) {
    let mut evidence = login("browser/a", 200, None);
    let arrived = Arrived { user: shown.map(str::to_owned), sign: Sign::User, ..Arrived::default() };
    evidence.identity.as_mut().unwrap().arrived = Some(arrived);
    let mut case = case("browser/a", Refused);
    case.flow.steps = vec![if is_back { FlowStep::Back } else { FlowStep::SignOut }];
    let result = judged(case, evidence);
    assert_eq!(result.verdict, verdict, "{}", result.reason);
    assert_eq!(result.reason.contains("still names employee@acme.test"), verdict == Fail, "{}", result.reason);
}

/// An application of one page has none of its own to go back to, and a sign-out may go on at the IdP.
#[rstest]
#[case::back(vec![FlowStep::SignOut, FlowStep::Back], None, Pass)]
#[case::sign_out(vec![FlowStep::SignOut], None, Pass)]
#[case::a_sign_out_that_signs_nobody_out(vec![FlowStep::SignOut], Some(EMPLOYEE), Fail)]
#[case::something_else(Vec::new(), None, Fail)]
fn where_the_last_step_leads_to_the_idp_nobody_is_signed_in_at_the_sp(
    #[case] steps: Vec<FlowStep>,
    #[case] user: Option<&str>,
    #[case] verdict: Verdict,
) {
    let mut evidence = login("browser/a", 303, user);
    evidence.steps.push(step("back", vec![document("GET", &format!("{IDP}/sso"), 200)]));
    let mut case = case("browser/a", Refused);
    case.flow.steps = steps;
    let result = judged(case, evidence);
    assert_eq!(result.verdict, verdict, "{}", result.reason);
}
