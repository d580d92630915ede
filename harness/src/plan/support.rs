//! What a case needs of a target, and why a target cannot give it.

use mock_idp::organization::Sign;

use super::Case;
use super::capability::needed;
use crate::action::Step;
use crate::guide::Work;
use crate::plan::Stage;
use crate::scenario::{Attacker, FlowStep};
use crate::target::Target;

/// The setting of which part must be signed.
const ACCEPTS: &str = "accepts";

/// Why `target` cannot do what `case` needs, in words; none when it can (or when only trying can tell).
pub fn unsupported(case: &Case, target: &Target) -> Option<String> {
    let denied = |name: &str| target.supports.get(name) == Some(&false);
    let said = |name: &str| Some(format!("the target file says `supports.{name} = false`"));
    if denied("deep_link")
        && case.flow.steps.iter().any(|s| matches!(s, FlowStep::CompanyLogin { deep_link: Some(_), .. }))
    {
        return said("deep_link");
    }
    let sign = case.idp.sign.or(target.idp.sign).unwrap_or(Sign::Assertion);
    if denied("sign_assertion") && sign == Sign::Assertion {
        return said("sign_assertion");
    }
    if sign == Sign::Response && case.idp.sign.is_none() && is_about_assertion_signature(case) {
        let reason = "its recipe is about the Assertion's own signature, and with `sign = \"response\"` under `[idp]` of the target \
                      file there is none";
        return Some(reason.to_owned());
    }
    if denied("shared_accounts") && names_person_of_another_company(case) {
        return said("shared_accounts");
    }
    if let Some(capability) = needed(case).into_iter().find(|capability| denied(capability.key())) {
        return said(capability.key());
    }
    for step in &case.flow.steps {
        match step {
            FlowStep::CompanyLogin { deep_link: Some(_), .. } if target.login.deep_link.is_none() => {
                return Some("the target file has no `login.deep_link`".to_owned());
            }
            FlowStep::SignOut if target.sign_out.is_none() => {
                return Some("the target file has no `[sign_out]`".to_owned());
            }
            _ => {}
        }
    }
    if case.needs_second_company() && target.provision.companies.len() < 2 {
        return Some("the target file lists fewer than two `provision.companies`".to_owned());
    }
    for (name, value) in &case.sp {
        let wanted = format!("{name}={value}");
        let plain = target.provision.plain.get(name) == Some(value);
        if !plain && !target.provision.settings.contains_key(&wanted) {
            return Some(format!("the target file has no `provision.settings.\"{wanted}\"`"));
        }
    }
    guide_unsupported(case, target)
}

/// Whether one company's IdP names a person of another company. Where each company has accounts of its own, that is nothing
/// but a name which the IdP gives one of its own people.
fn names_person_of_another_company(case: &Case) -> bool {
    case.attacker == Some(Attacker::AnotherCompany) && recipe_says(case, ".email}") && recipe_says(case, "{second.")
}

fn recipe_says(case: &Case, text: &str) -> bool {
    serde_json::to_string(&case.recipe).expect("recipes are kept as JSON").contains(text)
}

/// Whether the recipe names the Signature of an Assertion.
fn is_about_assertion_signature(case: &Case) -> bool {
    recipe_says(case, "Assertion/Signature") || recipe_says(case, "]/Signature")
}

/// Takes out of `case` what it wants set at an SP about which the target file says nothing, where logins find out whether
/// the SP is so by itself. An SP that takes either signature takes the message of the case, whose kind is probed
/// ([`Capability`](super::Capability)).
pub(super) fn leave_to_probes(case: &mut Case, target: &Target) {
    let plain = target.provision.plain.keys().map(String::as_str);
    let set = target.provision.settings.keys().filter_map(|setting| setting.split('=').next());
    let is_told = plain.chain(set).any(|name| name == ACCEPTS);
    if !is_told && case.sp.get(ACCEPTS).is_some_and(|value| value == "either") {
        case.sp.remove(ACCEPTS);
    }
}

/// Why `case` cannot be run without a browser, in words; none when it can.
pub fn needs_browser(case: &Case) -> Option<String> {
    let reason = "the scenario is about the browser itself (`flow.needs = \"browser\"`), and this engine is none";
    case.flow.needs_browser.then(|| reason.to_owned())
}

fn guide_unsupported(case: &Case, target: &Target) -> Option<String> {
    let guide = case.guide.as_ref()?;
    let Some(steps) = target.provision.steps_of_guide(case.guide_name().unwrap_or_default()) else {
        return Some(
            "the target is not provisioned in the browser (`provision.via`), so no guide can be followed".to_owned(),
        );
    };
    let metadata = guide.values.get("metadata").filter(|metadata| *metadata != "{idp.metadata_xml}");
    if metadata.is_some() && !hands_metadata_over(steps) {
        return Some(
            "the customer's mistake is in the metadata, of which the provision steps of the target file hand nothing over"
                .to_owned(),
        );
    }
    guide.stages.iter().find_map(|stage| {
        let Stage::Follow(step) = stage else { return None };
        let Work::Target(id) = &step.work else { return None };
        let done = steps.iter().any(|s| s.guide.as_deref() == Some(id));
        (!done).then(|| format!("no provision step of the target file carries `guide = \"{id}\"`"))
    })
}

/// Whether the metadata itself goes to the SP, and not only what is copied from it.
fn hands_metadata_over(steps: &[Step]) -> bool {
    steps.iter().any(|step| {
        let step = serde_json::to_string(step).expect("steps are kept as JSON");
        step.contains("{idp.metadata_xml") || step.contains("{idp.metadata_file")
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;
    use crate::action::Action;
    use crate::guide::{GuideStep, Help, Place};
    use crate::outcome::OutcomeKind;
    use crate::plan::GuideRun;
    use crate::sample::{case, target};
    use crate::target::Procedure;

    fn company_login(deep_link: Option<&str>, company: usize) -> FlowStep {
        FlowStep::CompanyLogin { user: None, deep_link: deep_link.map(str::to_owned), twice: false, company }
    }

    fn supports(target: &mut Target, name: &str, is_supported: bool) {
        target.supports.insert(name.to_owned(), is_supported);
    }

    fn set(case: &mut Case, value: &str) {
        case.sp.insert("allow_sha1".to_owned(), value.to_owned());
    }

    /// What a case needs, what the target file says, and the words that the reason holds; none where it can be run.
    #[rstest]
    #[case::nothing(|_: &mut Case| {}, |_: &mut Target| {}, None)]
    #[case::deep_link_denied(
        |case: &mut Case| case.flow.steps = vec![company_login(Some("/orders"), 0)],
        |target: &mut Target| supports(target, "deep_link", false),
        Some("`supports.deep_link = false`")
    )]
    #[case::other_logins_of_an_sp_without_deep_links(
        |case: &mut Case| case.flow.steps = vec![company_login(None, 0)],
        |target: &mut Target| supports(target, "deep_link", false),
        None
    )]
    #[case::deep_link_unsaid(
        |case: &mut Case| case.flow.steps = vec![company_login(Some("/orders"), 0)],
        |_: &mut Target| {},
        Some("has no `login.deep_link`")
    )]
    #[case::deep_link_said(
        |case: &mut Case| case.flow.steps = vec![company_login(Some("/orders"), 0)],
        |target: &mut Target| target.login.deep_link = Some("{path}".to_owned()),
        None
    )]
    #[case::assertion_signed_as_usual(|_: &mut Case| {}, |target: &mut Target| supports(target, "sign_assertion", false), Some("`supports.sign_assertion = false`"))]
    #[case::assertion_signed(
        |case: &mut Case| case.idp.sign = Some(Sign::Assertion),
        |target: &mut Target| supports(target, "sign_assertion", false),
        Some("`supports.sign_assertion = false`")
    )]
    #[case::response_signed(|case: &mut Case| case.idp.sign = Some(Sign::Response), |target: &mut Target| supports(target, "sign_assertion", false), None)]
    #[case::the_target_has_responses_signed(
        |_: &mut Case| {},
        |target: &mut Target| {
            supports(target, "sign_assertion", false);
            target.idp.sign = Some(Sign::Response);
        },
        None
    )]
    #[case::a_signature_that_is_not_there(
        |case: &mut Case| {
            case.recipe = serde_json::from_str(r#"[{ "step": "remove", "node": "Assertion/Signature" }]"#).unwrap();
        },
        |target: &mut Target| target.idp.sign = Some(Sign::Response),
        Some("about the Assertion's own signature")
    )]
    #[case::response_denied(
        |case: &mut Case| case.idp.sign = Some(Sign::Response),
        |target: &mut Target| supports(target, "sign_response", false),
        Some("`supports.sign_response = false`")
    )]
    #[case::response_taken(|case: &mut Case| case.idp.sign = Some(Sign::Response), |target: &mut Target| supports(target, "sign_response", true), None)]
    #[case::no_sign_out(|case: &mut Case| case.flow.steps.push(FlowStep::SignOut), |_: &mut Target| {}, Some("has no `[sign_out]`"))]
    #[case::sign_out(|case: &mut Case| case.flow.steps.push(FlowStep::SignOut), |target: &mut Target| target.sign_out = Some(Vec::new()), None)]
    #[case::one_company(
        |case: &mut Case| case.flow.steps = vec![company_login(None, 1)],
        |target: &mut Target| target.provision.companies = vec!["acme".to_owned()],
        Some("fewer than two `provision.companies`")
    )]
    #[case::two_companies(
        |case: &mut Case| case.flow.steps = vec![company_login(None, 1)],
        |target: &mut Target| target.provision.companies = vec!["acme".to_owned(), "globex".to_owned()],
        None
    )]
    #[case::unknown_setting(|case: &mut Case| set(case, "on"), |_: &mut Target| {}, Some("no `provision.settings.\"allow_sha1=on\"`"))]
    #[case::known_setting(
        |case: &mut Case| set(case, "on"),
        |target: &mut Target| drop(target.provision.settings.insert("allow_sha1=on".to_owned(), Vec::new())),
        None
    )]
    #[case::set_so_anyway(
        |case: &mut Case| set(case, "on"),
        |target: &mut Target| drop(target.provision.plain.insert("allow_sha1".to_owned(), "on".to_owned())),
        None
    )]
    #[case::set_otherwise(
        |case: &mut Case| set(case, "on"),
        |target: &mut Target| drop(target.provision.plain.insert("allow_sha1".to_owned(), "off".to_owned())),
        Some("no `provision.settings.\"allow_sha1=on\"`")
    )]
    fn what_a_target_cannot_do_is_said_with_the_key_that_says_so(
        #[case] needs: fn(&mut Case),
        #[case] says: fn(&mut Target),
        #[case] reason: Option<&str>,
    ) {
        let (mut case, mut target) = (case("login/a", OutcomeKind::SignedIn), target());
        needs(&mut case);
        says(&mut target);
        let said = unsupported(&case, &target);
        assert_eq!(said.is_some(), reason.is_some(), "{said:?}");
        assert!(said.unwrap_or_default().contains(reason.unwrap_or_default()));
    }

    #[rstest]
    #[case::another_companys_person("{second.victim.email}", Some(Attacker::AnotherCompany), true)]
    #[case::a_person_of_its_own("{victim.email}", Some(Attacker::AnotherCompany), false)]
    #[case::nobodys_idp("{second.victim.email}", Some(Attacker::None), false)]
    fn where_each_company_has_accounts_of_its_own_its_idp_names_nobody_elses_people(
        #[case] name: &str,
        #[case] attacker: Option<Attacker>,
        #[case] is_unsupported: bool,
    ) {
        let mut case = case("attack/a", OutcomeKind::Refused);
        case.attacker = attacker;
        case.recipe = serde_json::from_value(json!([{ "step": "set", "node": "NameID", "text": name }])).unwrap();
        let mut target = target();
        assert_eq!(unsupported(&case, &target), None);
        supports(&mut target, "shared_accounts", false);
        let said = unsupported(&case, &target);
        assert_eq!(said.is_some_and(|said| said.contains("`supports.shared_accounts = false`")), is_unsupported);
    }

    #[test]
    fn only_a_scenario_that_says_so_needs_a_browser() {
        let mut case = case("browser/a", OutcomeKind::SignedIn);
        assert_eq!(needs_browser(&case), None);
        case.flow.needs_browser = true;
        assert!(needs_browser(&case).unwrap().contains("about the browser itself"));
    }

    #[test]
    fn a_guide_needs_a_provision_step_for_each_step_at_the_sp() {
        let mut case = case("guide/a", OutcomeKind::SignedIn);
        let work = Work::Target("issuer".to_owned());
        let step =
            GuideStep { id: "b".to_owned(), text: "Issuer.".to_owned(), at: Place::Sp, work, help: Help::default() };
        case.guide = Some(GuideRun { values: [].into(), stages: vec![Stage::Follow(step)] });
        let mut target = target();
        assert!(unsupported(&case, &target).unwrap().contains("not provisioned in the browser"));
        for (carried, is_there) in [("acs", false), ("issuer", true)] {
            let action = Action::Press { key: "Enter".to_owned() };
            target.provision.procedure = Procedure::Browser(vec![Step { action, guide: Some(carried.to_owned()) }]);
            let said = unsupported(&case, &target);
            assert_eq!(said.is_none(), is_there, "{said:?}");
            assert!(said.is_none_or(|said| said.contains("carries `guide = \"issuer\"`")));
        }
    }

    #[test]
    fn a_mistake_in_metadata_needs_an_sp_that_is_given_metadata() {
        let mut case = case("guide/a", OutcomeKind::Refused);
        let mut with = |metadata: &str, filled: &str| {
            let values = [("metadata".to_owned(), metadata.to_owned())].into();
            case.guide = Some(GuideRun { values, stages: Vec::new() });
            let action = Action::Fill { selector: "#idp".to_owned(), text: filled.to_owned() };
            let procedure = Procedure::Browser(vec![Step { action, guide: None }]);
            let mut target = target();
            target.provision.procedure = procedure;
            guide_unsupported(&case, &target)
        };
        let half = "{idp.metadata_xml|first-half}";
        assert_eq!(with("{idp.metadata_xml}", "{idp.sso_url}"), None);
        assert_eq!(with(half, "{idp.metadata_xml}"), None);
        assert!(with(half, "{idp.sso_url}").unwrap().starts_with("the customer's mistake is in the metadata"));
    }

    fn wanting(value: &str) -> Case {
        let mut case = case("attack/a", OutcomeKind::Refused);
        case.idp.sign = Some(Sign::Response);
        case.sp.insert(ACCEPTS.to_owned(), value.to_owned());
        case
    }

    #[test]
    fn an_sp_of_which_nothing_is_said_is_probed_for_what_it_accepts() {
        let target = target();
        let mut either = wanting("either");
        leave_to_probes(&mut either, &target);
        assert_eq!(unsupported(&either, &target), None);
        assert_eq!(super::super::unknown_capabilities(&either, &target), [super::super::Capability::SignResponse]);
        let mut other = wanting("response");
        leave_to_probes(&mut other, &target);
        assert!(unsupported(&other, &target).is_some(), "nothing tells that it takes nothing else");
    }

    #[test]
    fn what_the_target_file_says_of_it_stands() {
        let mut target = target();
        target.provision.plain.insert(ACCEPTS.to_owned(), "assertion".to_owned());
        let mut either = wanting("either");
        leave_to_probes(&mut either, &target);
        assert!(unsupported(&either, &target).is_some());
    }
}
