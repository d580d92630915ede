//! Whom a text names, and what follows for the verdict.

use super::*;
use crate::evidence::Sign;

#[rstest]
#[case::address("employee@acme.test")]
#[case::address_in_a_sentence("Signed in as Employee@acme.test (admin)")]
#[case::name_and_address("Erin Employee <employee@acme.test>")]
#[case::whole_name("Erin Employee")]
#[case::whole_name_in_a_sentence("Hello, Erin Employee!")]
#[case::user_name("employee")]
#[case::first_name("Erin")]
#[case::greeted_by_the_first_name("Hello, Erin!")]
#[case::brackets_that_are_no_json("[Erin Employee]")]
#[case::blanks_around_it("\n  Erin Employee\u{a0}\n")]
#[case::masked("Signed in as e***@acme.test")]
#[case::last_name_first("Employee Erin 様")]
#[case::last_name_first_with_a_comma("Signed in: Employee, Erin")]
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
#[case::masked("v•••••@acme.test")]
fn the_victim_is_a_forgery_by_whichever_fact(#[case] shown: &str) {
    let result = judged(case("attack/a", Refused), login("attack/a", 200, Some(shown)));
    assert_eq!((result.verdict, result.critical), (Fail, true), "{}", result.reason);
}

#[rstest]
#[case::greeting("Welcome back", "cannot tell who this is: `Welcome back`")]
#[case::ends_with_an_unknown_address("erin.employee@example.org", "cannot tell who this is")]
#[case::begins_with_a_name("Not signed in", "cannot tell who this is: `Not signed in`")]
#[case::nobody_in_json("{\"user\": null}", "write `json = \"/…\"`")]
#[case::list_in_json("[\"victim@acme.test\"]", "write `json = \"/…\"`")]
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

#[test]
fn a_masked_name_that_fits_another_that_was_sent_too_is_nobodys() {
    let mut evidence = login("attack/a", 200, Some("v***@acme.test"));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, "v\u{ed}ctim@acme.test");
    let result = judged(case("attack/a", Refused), evidence);
    assert_eq!((result.verdict, result.critical), (NotVerified, false), "{}", result.reason);
    assert!(result.reason.contains("may be any of victim@acme.test, v\u{ed}ctim@acme.test"), "{}", result.reason);
}

#[rstest]
#[case::blank_after("victim@acme.test ", Pass)]
#[case::blank_before("\u{a0}victim@acme.test", Pass)]
#[case::line_end("victim@acme.test\n", Pass)]
#[case::zero_width("victim@acme.test\u{200b}", Pass)]
#[case::folded("victim@acme.test", Fail)]
#[case::folded_letters("Victim@acme.test", Fail)]
#[case::not_carried("victim@acme.test\u{feff}", NotVerified)]
fn blanks_and_what_cannot_be_seen_at_the_ends_of_a_name_count(#[case] name: &str, #[case] verdict: Verdict) {
    for fact in [Fact::Email, Fact::NameId] {
        for (before, after) in [("", ""), ("\n  Signed in as ", " (admin)\n")] {
            let mut evidence = login("attack/a", 200, Some(&format!("{before}{name}{after}")));
            evidence.surroundings.shown = Some(shown(before, fact, after));
            let sent = if verdict == Pass { name } else { "victim@acme.test " };
            evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, sent);
            let mut case = Case { attacker: Some(Attacker::IdpKey), ..case("attack/a", Refused) };
            case.expect.genuine = Genuine::Allowed;
            let result = judged(case, evidence);
            assert_eq!((result.verdict, result.critical), (verdict, false), "{name:?}: {}", result.reason);
        }
    }
}

#[rstest]
#[case::for_a_list("victim@acme.test;colleague@acme.test", r"victim@acme.test\;colleague@acme.test", Pass)]
#[case::an_escape_in_it(r"EVIL\victim@acme.test", r"EVIL\\victim@acme.test", Pass)]
#[case::for_markup("victi&#109;@acme.test", "victi&amp;#109;@acme.test", Pass)]
#[case::for_markup_and_a_list("Mallory <victim@acme.test>", "Mallory &lt;victim@acme.test&gt;", Pass)]
#[case::for_a_url("victim@acme.test/mallory", "victim%40acme.test%2Fmallory", Pass)]
#[case::another_name("victim@acme.test;mallory", r"victim@acme.test\;colleague@acme.test", Fail)]
#[case::the_victim("victim@acme.test;colleague@acme.test", "victim@acme.test", Fail)]
fn a_name_that_is_shown_escaped_is_that_name(#[case] sent: &str, #[case] name: &str, #[case] verdict: Verdict) {
    for (before, after) in [("", ""), ("\n  Signed in as ", " (admin)\n")] {
        let mut evidence = login("attack/a", 200, Some(&format!("{before}{name}{after}")));
        evidence.surroundings.shown = Some(shown(before, Fact::Email, after));
        let written = sent.replace('&', "&amp;").replace('<', "&lt;");
        evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, &written);
        let mut case = Case { attacker: Some(Attacker::IdpKey), ..case("attack/a", Refused) };
        case.expect.genuine = Genuine::Allowed;
        let result = judged(case, evidence);
        assert_eq!((result.verdict, result.critical), (verdict, false), "{name:?}: {}", result.reason);
    }
}

#[test]
fn names_that_look_alike_are_not_told_apart_where_the_text_around_is_unknown() {
    let mut evidence = login("attack/a", 200, Some("Hello victim@acme.test !"));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, "victim@acme.test ");
    let result = judged(case("attack/a", Refused), evidence);
    assert_eq!((result.verdict, result.critical), (NotVerified, false));
    assert!(result.reason.contains("the account of \"victim@acme.test \", which looks the same"), "{}", result.reason);
}

#[rstest]
#[case::by_user_names(Fact::Username, Fail)]
#[case::by_addresses(Fact::Email, Pass)]
fn a_name_in_the_idps_message_is_somebody_elses_where_the_sp_knows_them_by_it(
    #[case] fact: Fact,
    #[case] verdict: Verdict,
) {
    let mut evidence = login("attack/a", 200, Some("victim"));
    evidence.surroundings.shown = Some(shown("", fact, ""));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, "victim");
    let mut case = Case { attacker: Some(Attacker::IdpKey), ..case("attack/a", Refused) };
    case.expect.genuine = Genuine::Allowed;
    let result = judged(case, evidence);
    assert_eq!((result.verdict, result.critical), (verdict, false), "{}", result.reason);
}

#[rstest]
#[case::the_same_person(&["Erin Employee", EMPLOYEE, "Settings"], Pass, "")]
#[case::two_people(&[EMPLOYEE, VICTIM], NotVerified, "names two people (employee@acme.test, victim@acme.test)")]
#[case::nobody_known(&["Settings", "Log out"], NotVerified, "cannot tell who this is: `Settings`")]
fn several_elements_count_together(#[case] texts: &[&str], #[case] verdict: Verdict, #[case] words: &str) {
    let mut evidence = login("login/a", 200, Some(texts[0]));
    evidence.identity.as_mut().unwrap().texts = texts.iter().map(|text| (*text).to_owned()).collect();
    let result = judged(case("login/a", SignedIn), evidence);
    assert_eq!(result.verdict, verdict, "{}", result.reason);
    assert!(result.reason.contains(words), "{}", result.reason);
}

#[rstest]
#[case::blanks("   ")]
#[case::no_break_space("\u{a0}")]
fn a_name_of_blanks_that_a_message_carried_is_that_name(#[case] name: &str) {
    let mut evidence = login("conformance/a", 200, Some(&format!("Signed in as {name}")));
    evidence.surroundings.shown = Some(shown("Signed in as ", Fact::Email, ""));
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

/// The NameID that was sent, those for whom the IdP issued that name, and whether it was issued in the end.
#[rstest]
#[case::it_names_the_victim(VICTIM, None, true, true)]
#[case::it_names_the_person(EMPLOYEE, None, true, false)]
#[case::it_is_a_name_of_the_person("E-0042", Some(EMPLOYEE), true, false)]
#[case::it_is_a_name_that_the_person_was_not_given("E-0042", Some(EMPLOYEE), false, true)]
#[case::it_is_a_name_of_the_victim("V-0001", Some(VICTIM), true, true)]
fn a_forged_name_that_the_sp_does_not_read_is_told(
    #[case] name_id: &str,
    #[case] of: Option<&str>,
    #[case] is_issued: bool,
    #[case] told: bool,
) {
    let mut evidence = login("attack/a", 200, Some(EMPLOYEE));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, name_id);
    evidence.idp_events.extend(of.map(|of| {
        let mut event = issued(of);
        event.name_id = Some(name_id.to_owned());
        event.sso_token_success = is_issued;
        event
    }));
    let mut case = case("attack/a", Refused);
    case.expect.genuine = Genuine::Allowed;
    let result = judged(case, evidence);
    assert_eq!(result.verdict, Pass);
    assert_eq!(result.reason.contains("was not what this SP reads"), told, "{}", result.reason);
}

#[rstest]
#[case::as_without_the_trick(Some(VICTIM), VICTIM, NotVerified, false)]
#[case::by_the_trick_alone(Some("victim@acme.test.mallory.example"), VICTIM, Fail, true)]
#[case::the_plain_login_is_refused(None, VICTIM, Fail, true)]
#[case::genuine(Some(VICTIM), "victim@acme.test.mallory.example", Pass, false)]
fn a_trick_is_held_against_the_plain_login_of_the_same_account(
    #[case] plain: Option<&str>,
    #[case] seen: &str,
    #[case] verdict: Verdict,
    #[case] critical: bool,
) {
    const ACCOUNT: &str = "victim-suffixed";
    let of_account = |user: Option<&str>| {
        let mut login = login("attack/a", 200, user);
        login.surroundings.personas.insert(ACCOUNT.to_owned(), "victim@acme.test.mallory.example".to_owned());
        login.idp_events[0].user = "victim@acme.test.mallory.example".to_owned();
        login
    };
    let mut trick = case("attack/a", Refused);
    trick.flow.user = ACCOUNT.to_owned();
    trick.recipe = serde_json::from_str(r#"[{ "step": "sign" }]"#).unwrap();
    trick.attacker = Some(Attacker::Held);
    trick.expect.genuine = Genuine::Allowed;
    let mut evidence = of_account(Some(seen));
    evidence.controls = between(0, 0);
    let plan = Plan { cases: vec![trick], lanes: vec![vec![0]], ..Plan::default() };
    let mut controls: Vec<_> = [0, 1].map(|position| lane_control(0, position, Some(EMPLOYEE))).into();
    controls.push(ControlEvidence { id: ControlId::Namesake(ACCOUNT.to_owned()), login: of_account(plain) });
    let run = run_of(vec![evidence], controls);
    let result = judge(&plan, &target(), &run).remove(0);
    assert_eq!((result.verdict, result.critical), (verdict, critical), "{}", result.reason);
    assert_eq!(result.reason.contains("attack/namesake"), verdict == NotVerified, "{}", result.reason);
}

#[test]
fn a_number_that_a_message_carried_is_a_name_and_no_json() {
    let mut evidence = login("conformance/a", 200, Some("42"));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, "42");
    let result = judged(case("conformance/a", Refused), evidence);
    assert_eq!(result.verdict, Fail, "{}", result.reason);
}

/// A demand may name an address of nobody in the fixture, which a message carried.
#[test]
fn a_demanded_address_stands_for_itself() {
    let mut evidence = login("conformance/a", 200, Some("new@acme.test"));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, "new@acme.test");
    let mut case = case("conformance/a", SignedIn);
    case.expect.user = Some("new@acme.test".to_owned());
    let result = judged(case, evidence);
    assert_eq!((result.verdict, result.reason.as_str()), (Pass, ""));
}

/// The IdP may be made to give one person's assertion the name of another.
#[rstest]
#[case::address(VICTIM, VICTIM)]
#[case::address_folded("Victim@acme.test", VICTIM)]
#[case::in_a_sentence(VICTIM, "Signed in as victim@acme.test")]
fn somebody_elses_address_in_a_persons_assertion_is_no_name_of_that_person(#[case] name_id: &str, #[case] shown: &str) {
    let mut evidence = login("attack/a", 200, Some(shown));
    evidence.idp_events[0].name_id = Some(name_id.to_owned());
    let result = judged(case("attack/a", Refused), evidence);
    assert_eq!((result.verdict, result.critical), (Fail, true), "{}", result.reason);
}

#[test]
fn an_empty_name_id_is_nobodys_name() {
    let mut evidence = login("login/a", 200, Some("Vera Victim <victim@acme.test>"));
    evidence.idp_events[0].name_id = Some(String::new());
    assert_eq!(judged(case("login/a", SignedIn), evidence).verdict, Fail);
}

/// What an SP shows that was in an attribute of the message, and whether that is a name for somebody new.
#[rstest]
#[case::another_name("E-7", Fail)]
#[case::group("Acme SSO", NotVerified)]
#[case::nothing_of_the_message("E-8", NotVerified)]
fn a_value_of_an_attribute_may_be_the_name_of_an_account(#[case] shown: &str, #[case] verdict: Verdict) {
    let result = judged(case("conformance/a", Refused), with_attributes(shown));
    assert_eq!(result.verdict, verdict, "{}", result.reason);
}

#[test]
fn a_plain_fact_in_an_attribute_is_no_name_of_an_account() {
    let mut evidence = with_attributes("Erin");
    evidence.surroundings.shown = Some(shown("", Fact::Email, ""));
    let result = judged(case("login/a", SignedIn), evidence);
    assert_eq!(result.verdict, Pass, "{}", result.reason);
}

/// A target's `[idp]` says which attributes are sent: what is not sent, no page can show.
#[rstest]
#[case::sent_and_not_shown("Acme SSO", Fail)]
#[case::not_sent("Finance", NotApplicable)]
#[case::a_fact_that_is_not_sent("Employee", NotApplicable)]
#[case::no_attribute_at_all("Welcome", Fail)]
fn a_page_is_to_show_only_what_was_sent(#[case] text: &str, #[case] verdict: Verdict) {
    let mut case = case("login/a", SignedIn);
    case.expect.shows = vec![text.to_owned()];
    let evidence = with_attributes(EMPLOYEE);
    let mut encrypted = evidence.clone();
    encrypted.messages[1].xml =
        encrypted.messages[1].xml.replace("</saml:Assertion>", "<x:EncryptedData xmlns:x='urn:x'/></saml:Assertion>");
    let result = judged(case.clone(), evidence);
    assert_eq!(result.verdict, verdict, "{}", result.reason);
    assert_eq!(judged(case, encrypted).verdict, Fail, "nobody knows what is in there");
}

/// A login whose assertion has attributes: a name, a group, a first name, and one that is empty.
fn with_attributes(user: &str) -> CaseEvidence {
    let mut evidence = login("login/a", 200, Some(user));
    let values =
        ["E-7", "Acme SSO", "Erin", ""].map(|value| format!("<saml:AttributeValue>{value}</saml:AttributeValue>"));
    let statement = format!("<saml:Attribute>{}</saml:Attribute></saml:Assertion>", values.concat());
    evidence.messages[1].xml = evidence.messages[1].xml.replace("</saml:Assertion>", &statement);
    evidence
}

/// A page that shows `Last, First` of the account whose name looks like the victim's.
#[rstest]
#[case::the_account_that_the_idp_named("Vict\u{ed}m, Vera", Pass)]
#[case::the_victim("Victim, Vera", Fail)]
fn an_attribute_that_nobody_has_names_the_account_of_it(#[case] shown: &str, #[case] verdict: Verdict) {
    let mut evidence = with_attributes(shown);
    let xml = &mut evidence.messages[1].xml;
    *xml = xml.replace(EMPLOYEE, "vict\u{ed}m@acme.test").replace(">E-7<", ">Vict\u{ed}m<");
    let mut case = Case { attacker: Some(Attacker::IdpKey), ..case("attack/a", Refused) };
    case.expect.genuine = Genuine::Allowed;
    let result = judged(case, evidence);
    assert_eq!((result.verdict, result.critical), (verdict, false), "{}", result.reason);
}

#[test]
fn the_second_companys_people_are_known_and_whoever_is_in_both_is_one_person() {
    let verdict_of = |user: &str| {
        let mut evidence = login("attack/a", 200, Some(user));
        let second = ["victim@globex.test", "mallory@evil.test"].map(|email| (email.to_owned(), email.to_owned()));
        evidence.surroundings.second_personas = second.into();
        evidence.surroundings.personas.insert("mallory".to_owned(), "mallory@evil.test".to_owned());
        judged(case("attack/a", Refused), evidence).verdict
    };
    assert_eq!([verdict_of("victim@globex.test"), verdict_of("mallory@evil.test")], [Fail, Fail]);
    assert_eq!(verdict_of("somebody@globex.test"), NotVerified);
}

#[test]
fn a_reason_repeats_the_beginning_of_a_long_text() {
    let reason = |text: &str| judged(case("login/a", SignedIn), login("login/a", 200, Some(text))).reason;
    assert!(reason(&"x".repeat(80)).contains(&format!("`{}`", "x".repeat(80))));
    assert!(reason(&"x".repeat(81)).contains(&format!("`{}…`", "x".repeat(80))));
}

/// A page with the sign of nobody that names somebody, too: whose login was refused, or a sign that is always there.
#[rstest]
#[case::nobody_is_demanded(Refused, None, Pass)]
#[case::somebody_is_demanded(SignedIn, None, NotVerified)]
#[case::people_were_seen_without_that_sign(SignedIn, Some(shown("", Fact::Email, "")), Fail)]
fn the_sign_of_nobody_goes_before_a_name(
    #[case] demanded: OutcomeKind,
    #[case] shown: Option<Shown>,
    #[case] verdict: Verdict,
) {
    let mut evidence = login("attack/a", 200, None);
    evidence.surroundings.shown = shown;
    let identity = evidence.identity.as_mut().unwrap();
    (identity.sign, identity.texts) = (Sign::Nobody, vec![VICTIM.to_owned()]);
    let result = judged(case("attack/a", demanded), evidence);
    assert_eq!((result.verdict, result.critical), (verdict, false), "{}", result.reason);
    assert_eq!(result.reason.contains("`nobody` under `[signed_in]`"), verdict == NotVerified, "{}", result.reason);
}
