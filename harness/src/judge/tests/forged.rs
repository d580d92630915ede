//! Somebody is signed in whom the IdP did not vouch for: when that is critical, and when it is no forgery.

use super::*;

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
#[case::a_name_that_is_nobodys(Some(Attacker::AnotherCompany), "f81d4fae7dec11d0", false)]
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
        evidence.surroundings.second_personas = [("victim".to_owned(), "victim@globex.test".to_owned())].into();
        let result = judged(Case { attacker, ..case("attack/a", demanded) }, evidence);
        assert_eq!((result.verdict, result.critical, result.is_forged()), (Fail, critical, critical), "{demanded:?}");
    }
}

/// What a company's own IdP calls somebody, and nobody is called, is one of its own people; a person of the other company is not.
#[rstest]
#[case::a_name_that_is_nobodys("f81d4fae7dec11d0", Pass)]
#[case::another_companys_person("victim@globex.test", Fail)]
fn an_idp_may_call_its_own_people_anything(#[case] shown: &str, #[case] verdict: Verdict) {
    let mut evidence = login("attack/a", 200, Some(shown));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, shown);
    evidence.surroundings.second_personas = [("victim".to_owned(), "victim@globex.test".to_owned())].into();
    let mut case = Case { attacker: Some(Attacker::AnotherCompany), ..case("attack/a", Refused) };
    case.expect.genuine = Genuine::Allowed;
    let result = judged(case, evidence);
    assert_eq!(result.verdict, verdict, "{}", result.reason);
    assert_eq!(result.reason.contains("`shared_accounts = false`"), verdict == Fail, "{}", result.reason);
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
    assert_eq!(result.reason.contains("the page only tidies the names"), unvouched, "{}", result.reason);
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
