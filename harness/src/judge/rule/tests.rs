use std::collections::BTreeSet;

use rstest::rstest;
use url::Url;

use super::evidence_view::{EvidenceView, is_loopback, is_nc_name, parse, shortened};
use super::schema::attributes;
use super::{all, check, find, names, sample};
use crate::diagnostic::is_kebab_case;
use crate::evidence::{CaseEvidence, Check};
use crate::sample::{SP, document, identity};

#[test]
fn every_rule_is_found_by_its_name_and_says_what_it_demands() {
    for rule in all() {
        assert!(is_kebab_case(rule.name), "{}", rule.name);
        assert!(rule.demand.ends_with('.') && rule.demand.len() > 10, "{}: {}", rule.name, rule.demand);
        assert!(!rule.rows.is_empty(), "{} serves no row", rule.name);
        assert_eq!(find(rule.name).unwrap().demand, rule.demand);
    }
    let distinct: BTreeSet<&str> = names().collect();
    assert_eq!(distinct.len(), all().count());
}

/// So that whoever writes a scenario finds them all.
#[test]
fn the_page_on_rules_has_every_rule() {
    let rows: Vec<String> =
        all().map(|rule| format!("| `{}` | {} | {} |", rule.name, rule.demand, rule.rows.join(", "))).collect();
    let page = include_str!("../../../docs/rules.md").lines().filter(|line| line.starts_with("| `"));
    let page: Vec<String> = page.map(str::to_owned).collect();
    for row in &rows {
        assert!(page.contains(row), "docs/rules.md lacks the line\n{row}");
    }
    assert_eq!(page.len(), rows.len(), "docs/rules.md has a line for a rule that is not there");
}

#[test]
fn no_rule_finds_fault_with_nothing() {
    for name in names() {
        if let Ok(found) = check(name, &CaseEvidence::default()) {
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
    assert_eq!(check("no-such-rule", &CaseEvidence::default()).unwrap_err(), "there is no rule `no-such-rule`");
}

#[rstest]
#[case::letter("a", true)]
#[case::underscore_and_digits("_5f", true)]
#[case::dash_and_dot("a-b.c", true)]
#[case::letter_of_another_script("\u{e9}t\u{e9}", true)]
#[case::middle_dot_inside("l\u{b7}l", true)]
#[case::combining_accent("e\u{301}", true)]
#[case::undertie("a\u{203f}b", true)]
#[case::nothing("", false)]
#[case::digit_first("5f", false)]
#[case::dash_first("-a", false)]
#[case::middle_dot_first("\u{b7}a", false)]
#[case::combining_accent_first("\u{301}e", false)]
#[case::colon("a:b", false)]
#[case::blank("a b", false)]
#[case::multiplication_sign("\u{d7}", false)]
#[case::division_sign_inside("a\u{f7}", false)]
fn an_nc_name_is_what_xml_takes_for_an_id(#[case] text: &str, #[case] is_legal: bool) {
    assert_eq!(is_nc_name(text), is_legal);
}

#[rstest]
#[case("127.0.0.1", true)]
#[case("[::1]", true)]
#[case("localhost", true)]
#[case("sp.localhost", true)]
#[case("10.0.0.1", false)]
#[case("[2001:db8::1]", false)]
#[case("localhost.test", false)]
#[case("nolocalhost", false)]
fn this_machine_has_several_names(#[case] host: &str, #[case] is_own: bool) {
    let url = Url::parse(&format!("http://{host}/")).unwrap();
    assert_eq!(is_loopback(&url.host().unwrap()), is_own);
}

#[test]
fn another_message_to_the_idp_is_no_authn_request() {
    let mut evidence = sample::evidence();
    assert_eq!(EvidenceView::of(&evidence).requests().unwrap().len(), 1);
    evidence.messages[0].xml = evidence.messages[0].xml.replace("AuthnRequest", "LogoutRequest");
    assert!(EvidenceView::of(&evidence).requests().is_err());
    evidence.messages[0].xml = "no XML".to_owned();
    assert_eq!(EvidenceView::of(&evidence).requests().unwrap().len(), 1, "what cannot be read is held to be one");
}

#[test]
fn a_response_is_posted_to_the_acs() {
    let mut evidence = sample::evidence();
    let is_post = |evidence: &CaseEvidence, method: &str, path: &str| {
        EvidenceView::of(evidence).is_acs_post(&document(method, &format!("{SP}{path}"), 200))
    };
    assert!(is_post(&evidence, "POST", "/acs") && is_post(&evidence, "POST", "/acs?x=1"));
    assert!(!is_post(&evidence, "GET", "/acs") && !is_post(&evidence, "POST", "/login"));
    evidence.surroundings.acs_url.clear();
    assert!(
        !is_post(&evidence, "POST", "/acs") && !EvidenceView::of(&evidence).is_acs_post(&document("POST", "", 200))
    );
}

#[test]
fn a_session_cookie_is_one_that_sign_in_brought() {
    let mut evidence = sample::evidence();
    evidence.cookies[0].same_site = None;
    let of_before = evidence.cookies.clone();
    let look_up = |user, cookies| Check { name: "a".to_owned(), demanded: None, identity: identity(user), cookies };
    let held = |evidence: &CaseEvidence| check("session-cookie-same-site", evidence);
    assert_eq!(held(&evidence).unwrap().len(), 1);
    evidence.checks.push(look_up(None, Vec::new()));
    assert_eq!(held(&evidence).unwrap().len(), 1);
    evidence.checks.push(look_up(None, of_before.clone()));
    assert_eq!(held(&evidence).unwrap_err(), "sign-in brought no cookie of the SP");
    // The look-ups after sign-in say nothing of what was there before it.
    evidence.checks = vec![look_up(None, Vec::new()), look_up(Some(crate::sample::EMPLOYEE), of_before)];
    assert_eq!(held(&evidence).unwrap().len(), 1);
}

#[test]
fn attributes_for_any_element_are_in_order_and_those_of_other_namespaces_are_not() {
    let of = |attribute: &str| {
        let xml = format!("<a xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:o=\"urn:o\" {attribute}/>");
        attributes(roxmltree::Document::parse(&xml).unwrap().root_element(), &["ID"], &["ID", "Version"])
    };
    for fine in ["ID=\"_1\"", "ID=\"_1\" Version=\"2.0\"", "ID=\"_1\" xsi:type=\"b\"", "ID=\"_1\" xml:lang=\"en\""] {
        assert_eq!(of(fine), [""; 0], "{fine}");
    }
    assert_eq!(of("Version=\"2.0\""), ["a lacks ID"]);
    let strange = ["a has the attribute `Odd`, which the schema does not know"];
    assert_eq!(
        (of("ID=\"_1\" Odd=\"\""), of("ID=\"_1\" o:Odd=\"\"")),
        (strange.map(str::to_owned).to_vec(), strange.map(str::to_owned).to_vec())
    );
}

#[test]
fn what_an_sp_wrote_is_read_with_a_dtd_and_within_bounds() {
    assert!(parse("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").is_ok());
    assert!(parse(&format!("<a>{}</a>", "<b/>".repeat(90_000))).is_ok());
    assert!(parse(&format!("<a>{}</a>", "<b/>".repeat(110_000))).is_err());
    assert_eq!(parse("").unwrap_err(), "it could not be decoded");
}

#[test]
fn only_the_beginning_of_a_long_text_is_shown() {
    assert_eq!(shortened(&"x".repeat(120)), "x".repeat(120));
    assert_eq!(shortened(&"x".repeat(121)), format!("{}…", "x".repeat(120)));
}
