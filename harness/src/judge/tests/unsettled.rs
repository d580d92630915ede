//! A slow machine must not make a verdict.

use super::*;
use crate::evidence::Sign;

fn unsettled(evidence: &mut CaseEvidence, at_look_up: bool) {
    let page = match at_look_up {
        true => &mut evidence.identity.as_mut().unwrap().page,
        false => &mut evidence.steps.last_mut().unwrap().page,
    };
    page.unsettled = Some("it did not settle within 20 s".to_owned());
}

#[rstest]
#[case::signed_in(SignedIn)]
#[case::refused(Refused)]
fn nobody_on_a_page_that_was_not_there_yet_is_no_verdict(#[case] demanded: OutcomeKind) {
    for at_look_up in [false, true] {
        let mut evidence = login("attack/x", 200, None);
        unsettled(&mut evidence, at_look_up);
        let result = judged(case("attack/x", demanded), evidence);
        assert_eq!(result.verdict, NotVerified, "{demanded:?}, at the look-up: {at_look_up}");
        assert!(result.reason.ends_with("it did not settle within 20 s"), "{}", result.reason);
    }
}

#[rstest]
#[case::signed_in(SignedIn)]
#[case::refused(Refused)]
fn a_look_up_that_cannot_tell_is_no_verdict(#[case] demanded: OutcomeKind) {
    let mut evidence = login("attack/x", 200, None);
    evidence.identity.as_mut().unwrap().sign = Sign::Unclear("it answered HTTP 503".to_owned());
    let result = judged(case("attack/x", demanded), evidence);
    assert_eq!(result.verdict, NotVerified, "{demanded:?}");
    assert!(result.reason.ends_with("it answered HTTP 503"), "{}", result.reason);
}

/// A login after which `#user` is there and empty, where nobody is shown no `#user`.
fn nameless(case: &str) -> CaseEvidence {
    let mut evidence = login(case, 200, None);
    evidence.identity.as_mut().unwrap().sign = Sign::Nameless("`#user` is there, and it is empty".to_owned());
    evidence
}

#[test]
fn somebody_without_a_name_is_not_nobody() {
    let result = judged(case("conformance/a", Refused), nameless("conformance/a"));
    assert_eq!((result.verdict, result.critical), (Fail, false), "{}", result.reason);
    assert!(result.reason.starts_with("somebody without a name is signed in, where `refused` was expected"));
    let outcome = result.outcome.unwrap();
    assert_eq!((outcome.kind, outcome.user, outcome.phase), (Unclear, None, Phase::Acs));
    // Where somebody may be signed in nobody can tell whose account that is.
    let result = judged(case("login/a", SignedIn), nameless("login/a"));
    assert_eq!(result.verdict, NotVerified, "{}", result.reason);
    let mut genuine = case("attack/a", Refused);
    genuine.expect.genuine = Genuine::Allowed;
    assert_eq!(judged(genuine, nameless("attack/a")).verdict, NotVerified);
}

#[test]
fn a_plain_login_that_ends_without_a_name_is_no_control() {
    let failed = control_works(&nameless("login/a"), "employee").unwrap_err();
    assert!(failed.reason.contains("`#user` is there, and it is empty"), "{}", failed.reason);
}

#[rstest]
#[case::the_idp_itself(Some(Attacker::IdpKey), " ", false)]
#[case::no_attacker(None, " ", false)]
#[case::a_forged_subject_without_a_name(Some(Attacker::None), " ", true)]
#[case::a_subject_with_a_name(Some(Attacker::Held), EMPLOYEE, false)]
fn to_be_signed_in_without_a_name_is_critical_where_an_attacker_can_do_it(
    #[case] attacker: Option<Attacker>,
    #[case] name: &str,
    #[case] critical: bool,
) {
    let mut evidence = nameless("attack/a");
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, name);
    let mut case = case("attack/a", Refused);
    case.attacker = attacker;
    let result = judged(case, evidence);
    assert_eq!((result.verdict, result.critical), (Fail, critical), "{}", result.reason);
}

#[test]
fn somebody_on_such_a_page_is_signed_in() {
    let mut evidence = login("attack/x", 200, Some(VICTIM));
    unsettled(&mut evidence, false);
    unsettled(&mut evidence, true);
    assert_eq!(judged(case("attack/x", Refused), evidence).verdict, Fail);
}

#[test]
fn a_look_up_on_the_way_is_held_to_the_same() {
    let mut evidence = login("attack/x", 200, Some(EMPLOYEE));
    let mut check =
        Check { name: "signed in".to_owned(), demanded: None, identity: identity(None), cookies: Vec::new() };
    evidence.checks = vec![check.clone()];
    assert_eq!(judged(case("attack/x", SignedIn), evidence.clone()).verdict, Pass);
    check.identity.page.unsettled = Some("it needs a browser".to_owned());
    evidence.checks = vec![check];
    assert_eq!(judged(case("attack/x", SignedIn), evidence).verdict, NotVerified);
}
