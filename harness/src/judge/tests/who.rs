//! Whom a text names, and what follows for the verdict.

use super::*;

#[rstest]
#[case::address("employee@acme.test")]
#[case::address_in_a_sentence("Signed in as Employee@acme.test (admin)")]
#[case::name_and_address("Erin Employee <employee@acme.test>")]
#[case::whole_name("Erin Employee")]
#[case::whole_name_in_a_sentence("Hello, Erin Employee!")]
#[case::user_name("employee")]
#[case::first_name("Erin")]
#[case::greeted_by_the_first_name("Hello, Erin!")]
#[case::blanks_around_it("\n  Erin Employee\u{a0}\n")]
fn a_person_is_known_by_each_fact_of_theirs(#[case] shown: &str) {
    let result = judged(case("login/a", SignedIn), login("login/a", 200, Some(shown)));
    assert_eq!((result.verdict, result.reason.as_str()), (Pass, ""));
    assert_eq!(control_works(&login("control", 200, Some(shown)), "employee").unwrap().kind, SignedIn);
    let genuine = judged(case("attack/a", Refused), login("attack/a", 200, Some(shown)));
    assert_eq!((genuine.verdict, genuine.critical), (Fail, false), "{}", genuine.reason);
}

#[rstest]
#[case::address(VICTIM)]
#[case::whole_name("Vera Victim")]
#[case::user_name("victim")]
#[case::first_name("Vera")]
fn the_victim_is_a_forgery_by_whichever_fact(#[case] shown: &str) {
    let result = judged(case("attack/a", Refused), login("attack/a", 200, Some(shown)));
    assert_eq!((result.verdict, result.critical), (Fail, true), "{}", result.reason);
}

#[rstest]
#[case::greeting("Welcome back", "cannot tell who this is: `Welcome back`")]
#[case::ends_with_an_unknown_address("erin.employee@example.org", "cannot tell who this is")]
#[case::begins_with_a_name("Not signed in", "cannot tell who this is: `Not signed in`")]
#[case::nobody_in_json("{\"user\": null}", "write `json = \"/…\"`")]
#[case::somebody_in_json("{\"user\": \"victim@acme.test\"}", "write `json = \"/…\"`")]
#[case::two_addresses(
    "employee@acme.test, victim@acme.test",
    "names two people (employee@acme.test, victim@acme.test)"
)]
#[case::a_name_beside_an_address("Erin Employee, approved by victim@acme.test", "names two people")]
fn whom_nobody_can_tell_is_not_verified_and_never_critical(#[case] shown: &str, #[case] words: &str) {
    for demanded in [Refused, SignedIn] {
        let result = judged(case("attack/a", demanded), login("attack/a", 200, Some(shown)));
        assert_eq!((result.verdict, result.critical), (NotVerified, false), "{}", result.reason);
        assert_eq!(result.outcome.unwrap().kind, Unclear);
        assert!(result.reason.contains(words), "{}", result.reason);
    }
    let failed = control_works(&login("control", 200, Some(shown)), "employee").unwrap_err();
    assert!(failed.reason.contains(words), "{}", failed.reason);
}

#[rstest]
#[case::blanks("   ", "%20%20%20")]
#[case::no_break_space("\u{a0}", "%C2%A0")]
fn a_name_of_blanks_that_a_message_carried_is_that_name(#[case] name: &str, #[case] shown: &str) {
    let mut evidence = login("conformance/a", 200, Some(shown));
    for message in &mut evidence.messages {
        message.xml = message.xml.replace(&format!("<saml:NameID>{EMPLOYEE}<"), &format!("<saml:NameID>{name}<"));
    }
    let result = judged(case("conformance/a", Refused), evidence);
    assert_eq!(result.verdict, Fail, "{}", result.reason);
}

#[test]
fn a_last_name_of_two_people_is_not_told() {
    let mut evidence = login("attack/a", 200, Some("Victim"));
    evidence.surroundings.personas.insert("not-victim".to_owned(), "not-victim@acme.test".to_owned());
    // As a user name it is written in small letters.
    let result = judged(case("attack/a", Refused), evidence);
    assert_eq!(result.verdict, NotVerified);
    assert!(result.reason.contains("may be any of not-victim@acme.test, victim@acme.test"), "{}", result.reason);
}

#[test]
fn a_look_up_on_the_way_that_names_nobody_known_is_not_verified() {
    let mut evidence = login("login/a", 200, Some(EMPLOYEE));
    evidence.checks.push(Check {
        name: "signed in: nobody".to_owned(),
        demanded: None,
        identity: identity(Some("Welcome back")),
        cookies: Vec::new(),
    });
    let result = judged(case("login/a", SignedIn), evidence);
    assert_eq!(result.verdict, NotVerified);
    assert!(result.reason.starts_with("check `signed in: nobody` during the flow: cannot tell"), "{}", result.reason);
}

#[rstest]
#[case::not_run([None, None])]
#[case::nobody_before([Some(None), Some(Some(EMPLOYEE))])]
#[case::nobody_after([Some(Some(EMPLOYEE)), Some(None)])]
#[case::nobody_known_before([Some(Some("Welcome back")), Some(Some(EMPLOYEE))])]
fn a_victim_who_was_seen_is_critical_whatever_the_controls_say(#[case] users: [Option<Option<&str>>; 2]) {
    let result = judged_between(case("attack/a", Refused), login("attack/a", 200, Some(VICTIM)), users);
    assert_eq!((result.verdict, result.critical, result.is_forged()), (Fail, true, true), "{}", result.reason);
    assert!(result.reason.contains("(and the control failed: "), "{}", result.reason);
    // Who was vouched for, where a refusal was demanded, still needs its controls.
    let genuine = judged_between(case("attack/a", Refused), login("attack/a", 200, Some(EMPLOYEE)), users);
    assert_eq!((genuine.verdict, genuine.critical), (NotVerified, false));
}

#[test]
fn a_control_that_nobody_can_tell_is_no_lock_out() {
    let mut evidence = login("attack/a", 404, None);
    evidence.controls = between(0, 0);
    let controls = [lane_control(0, 0, Some(EMPLOYEE)), lane_control(0, 1, Some("Welcome back"))];
    assert_eq!(sp_loss(&evidence, &controls), None);
}
