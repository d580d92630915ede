//! What an SP shows of whoever is signed in: learned from two plain logins, or said by the target file.

use super::*;

/// What is learned when these texts are shown to the employee and to the colleague.
fn taught(said: Option<Fact>, employee: &str, colleague: &str) -> Option<Shown> {
    let of = |persona: &str, text: &str| {
        let mut login = login("person/a", 200, Some(text));
        login.idp_events[0].user = format!("{persona}@acme.test");
        login.idp_events[0].name_id = Some(format!("n-{persona}"));
        ControlEvidence { id: ControlId::Person(persona.to_owned()), login }
    };
    learned(&[of("employee", employee), of("colleague", colleague)], said)
}

#[rstest]
#[case::address("employee@acme.test", "colleague@acme.test", shown("", Fact::Email, ""))]
#[case::folded("EMPLOYEE@ACME.TEST", "COLLEAGUE@ACME.TEST", shown("", Fact::Email, ""))]
#[case::user_name("employee", "colleague", shown("", Fact::Username, ""))]
#[case::name_id("n-employee", "n-colleague", shown("", Fact::NameId, ""))]
#[case::name("\n  Erin Employee\n", "\n  Colin Colleague\n", shown("\n  ", Fact::Name, "\n"))]
#[case::last_name_first("Employee Erin 様", "Colleague Colin 様", shown("", Fact::Name, " 様"))]
#[case::last_name_and_a_comma("Employee, Erin", "Colleague, Colin", shown("", Fact::Name, ""))]
#[case::first_name("Hello, Erin!", "Hello, Colin!", shown("Hello, ", Fact::FirstName, "!"))]
#[case::around(
    "Signed in as employee (admin)",
    "Signed in as colleague (admin)",
    shown("Signed in as ", Fact::Username, " (admin)")
)]
#[case::word_around(
    "Employee portal: employee",
    "Employee portal: colleague",
    shown("Employee portal: ", Fact::Username, "")
)]
fn what_is_shown_is_learned_from_two_people(#[case] employee: &str, #[case] colleague: &str, #[case] expected: Shown) {
    assert_eq!(taught(None, employee, colleague), Some(expected.clone()));
    let said = taught(Some(expected.shows), employee, colleague);
    assert_eq!(said, Some(Shown { learned: false, ..expected }));
}

#[test]
fn several_facts_in_one_text_are_learned_together() {
    let shown = taught(None, "Erin Employee <employee@acme.test>", "Colin Colleague <colleague@acme.test>").unwrap();
    let text = |text: &str| Piece::Text(text.to_owned());
    assert_eq!(shown.pieces, [Piece::Fact(Fact::Name), text(" <"), Piece::Fact(Fact::Email), text(">")]);
    assert_eq!(shown.shows, Fact::Email);
    let mut evidence = login("attack/a", 200, Some("Vera Victim <victim@acme.test>"));
    evidence.surroundings.shown = Some(shown);
    let result = judged(case("attack/a", Refused), evidence);
    assert_eq!((result.verdict, result.critical), (Fail, true), "{}", result.reason);
}

#[rstest]
#[case::before("Signed in as ", shown("Signed in as ", Fact::Email, ""))]
#[case::trimmed("Signed in as", shown("Signed in as ", Fact::Email, ""))]
#[case::blanks_in_its_place("Hello, \u{a0} !", shown("Hello, ", Fact::FirstName, "!"))]
fn the_text_around_a_name_without_the_name_is_somebody_without_one(#[case] text: &str, #[case] learned: Shown) {
    let mut evidence = login("conformance/a", 200, Some(text));
    evidence.surroundings.shown = Some(learned);
    let result = judged(case("conformance/a", Refused), evidence.clone());
    assert_eq!((result.verdict, result.critical), (Fail, false), "{}", result.reason);
    assert!(result.reason.contains("somebody without a name is signed in"), "{}", result.reason);
    // What everybody is shown is nobody.
    evidence.surroundings.shown_to_nobody = vec![text.trim().to_owned()];
    assert_eq!(judged(case("conformance/a", Refused), evidence).verdict, Pass);
}

#[rstest]
#[case::the_same_for_all("Welcome back", "Welcome back")]
#[case::another_text_around("Hello employee", "Welcome colleague")]
#[case::text_around_one_of_them("employee (admin)", "colleague")]
#[case::somebody_else_around("employee@acme.test (ask victim@acme.test)", "colleague@acme.test (ask victim@acme.test)")]
fn what_does_not_tell_two_people_apart_teaches_nothing(#[case] employee: &str, #[case] colleague: &str) {
    assert_eq!(taught(None, employee, colleague), None);
    let said = Shown { shows: Fact::Email, learned: false, pieces: Vec::new() };
    assert_eq!(taught(Some(Fact::Email), employee, colleague), Some(said));
}

#[test]
fn the_trial_of_the_dialect_is_the_employees_login() {
    let trial = ControlEvidence {
        id: ControlId::Dialect(DialectTrial::Jumpcloud),
        login: login("login/sp-initiated", 200, Some(EMPLOYEE)),
    };
    assert!(needs_login("employee", &[]) && needs_login("colleague", std::slice::from_ref(&trial)));
    assert!(!needs_login("employee", &[trial]));
}

#[test]
fn pieces_begin_and_end_with_a_fact_or_with_text() {
    let text = |text: &str| Piece::Text(text.to_owned());
    let pieces = |employee: &str, colleague: &str| taught(None, employee, colleague).map(|shown| shown.pieces);
    assert_eq!(
        pieces("Erin Employee employee@acme.test", "Colin Colleague colleague@acme.test"),
        Some(vec![Piece::Fact(Fact::Name), text(" "), Piece::Fact(Fact::Email)])
    );
    assert_eq!(
        pieces("(Erin Employee/employee@acme.test)", "(Colin Colleague/colleague@acme.test)"),
        Some(vec![text("("), Piece::Fact(Fact::Name), text("/"), Piece::Fact(Fact::Email), text(")")])
    );
}

/// Two facts, and a text around them that is a word of somebody else.
#[test]
fn a_text_is_read_piece_by_piece_where_the_pieces_are_known() {
    let learned = taught(None, "Erin/employee, not victim", "Colin/colleague, not victim");
    let seen = |shown: &Option<Shown>, text: &str| {
        let mut evidence = login("login/a", 200, Some(text));
        evidence.surroundings.shown.clone_from(shown);
        judged(case("login/a", SignedIn), evidence).verdict
    };
    assert_eq!(seen(&learned, "Erin/employee, not victim"), Pass);
    assert_eq!(seen(&learned, "Vera/victim, not victim"), Fail);
    assert_eq!(seen(&None, "Erin/employee and victim"), NotVerified);
}

#[test]
fn a_fact_that_the_target_file_says_is_found_in_any_text() {
    let mut evidence = login("login/a", 200, Some("You are employee here"));
    assert_eq!(judged(case("login/a", SignedIn), evidence.clone()).verdict, NotVerified);
    evidence.surroundings.shown = Some(Shown { shows: Fact::Username, learned: false, pieces: Vec::new() });
    assert_eq!(judged(case("login/a", SignedIn), evidence).verdict, Pass);
}

/// An SP may make an account of the name in a message, which is also a word of somebody.
#[rstest]
#[case::the_sp_shows_user_names(Some(Fact::Username), Pass)]
#[case::the_sp_shows_addresses(Some(Fact::Email), Fail)]
#[case::nobody_knows_what_it_shows(None, Pass)]
fn a_carried_name_is_the_person_only_where_the_sp_may_show_that_fact(
    #[case] fact: Option<Fact>,
    #[case] verdict: Verdict,
) {
    let mut evidence = login("login/a", 200, Some("employee"));
    evidence.surroundings.shown = fact.map(|fact| shown("", fact, ""));
    evidence.messages[1].xml = evidence.messages[1].xml.replace(EMPLOYEE, "employee");
    let result = judged(case("login/a", SignedIn), evidence);
    assert_eq!(result.verdict, verdict, "{}", result.reason);
}

#[test]
fn a_name_id_that_is_an_address_is_called_that() {
    let of = |persona: &str| {
        let email = format!("{persona}@acme.test");
        let mut login = login("person/a", 200, Some(&email));
        login.idp_events[0] = issued(&email);
        ControlEvidence { id: ControlId::Person(persona.to_owned()), login }
    };
    assert_eq!(learned(&[of("employee"), of("colleague")], None).map(|shown| shown.shows), Some(Fact::Email));
}
