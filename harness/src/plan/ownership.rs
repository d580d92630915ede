//! Whose SP may be attacked: one on this machine, and one whose host somebody has named as theirs.

use std::collections::BTreeSet;

use mock_idp::recipe::{Effect, KeyName, Step};
use thiserror::Error;
use url::{Host, Url};

use super::{CONTROL_PERSONA, Case, Plan, unsupported};
use crate::case_id::CaseId;
use crate::fixture;
use crate::scenario::FlowStep;
use crate::target::Target;

/// Categories all of whose cases are attacks, or try to break the SP.
const HOSTILE: [&str; 2] = ["attack", "robustness"];

/// Categories whose messages are those that a customer's own IdP sends, be it with a mistake in its settings.
const HARMLESS: [&str; 3] = ["guide", "login", "misconfiguration"];

/// Cases that would attack a host which is neither this machine nor named by `--i-own`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "{} {} forged, altered or repeated messages to {host}, which is not this machine. Nobody may do so to an SP without its \
     owner's permission: if it is yours, or you have that permission, add `--i-own {host}` (in a test `.i_own(\"{host}\")`). \
     `guide`, `login` and `misconfiguration` run without",
    whose(.cases), if .cases.len() == 1 { "sends" } else { "send" }
)]
pub struct NotOwned {
    /// Where the messages would go.
    pub host: String,
    /// The cases.
    pub cases: Vec<CaseId>,
}

fn whose(cases: &[CaseId]) -> String {
    match cases {
        [one] => format!("`{one}`"),
        [first, ..] => format!("{} of the cases, as `{first}`,", cases.len()),
        [] => "no case".to_owned(),
    }
}

/// Whether `case` is an attack, or sends something that the customer's IdP does not send: a response that was altered, or one
/// that was sent before.
pub fn is_hostile(case: &Case) -> bool {
    let sends_itself =
        |step: &FlowStep| matches!(step, FlowStep::Post { .. } | FlowStep::PostAgain { .. } | FlowStep::CutOffPost);
    let is_genuine = |step: &Step| matches!(step.effect(), Effect::Keeps | Effect::Signs(Some(KeyName::Organization)));
    let alters = || !case.recipe.steps.iter().all(is_genuine);
    let category = case.category.as_str();
    HOSTILE.contains(&category)
        || case.attacker.is_some()
        || !HARMLESS.contains(&category) && (alters() || case.flow.steps.iter().any(sends_itself))
}

/// An error where a case of `plan` is hostile and `target` is on a host that is neither this machine nor among `owned`. It
/// looks at what the target file says; [`owns_all`] is for what is learned later.
pub fn may_attack(plan: &Plan, target: &Target, owned: &[String]) -> Result<(), NotOwned> {
    let beside = plan.extra_controls.iter().map(|control| &control.case);
    let hostile =
        plan.cases.iter().chain(beside).filter(|case| is_hostile(case) && unsupported(case, target).is_none());
    let cases: Vec<CaseId> = hostile.map(|case| case.id.clone()).collect();
    let stranger = addresses(target).iter().find_map(|url| stranger(url, owned));
    match stranger.filter(|_| !cases.is_empty()) {
        Some(host) => Err(NotOwned { host, cases }),
        None => Ok(()),
    }
}

/// An error where `case` is hostile and one of `urls`, to which its messages may go, is on a host that is neither this machine
/// nor among `owned`.
pub fn owns_all<'u>(case: &Case, urls: impl IntoIterator<Item = &'u str>, owned: &[String]) -> Result<(), NotOwned> {
    let mut urls = urls.into_iter().filter(|_| is_hostile(case));
    match urls.find_map(|url| stranger(url, owned)) {
        Some(host) => Err(NotOwned { host, cases: vec![case.id.clone()] }),
        None => Ok(()),
    }
}

/// The host of `url` where it is neither this machine nor among `owned`.
fn stranger(url: &str, owned: &[String]) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let name = url.host_str()?.trim_matches(['[', ']']).to_owned();
    let is_owned = owned.iter().any(|owned| host(owned).is_ok_and(|owned| owned == name));
    (!is_loopback(&url) && !is_owned).then_some(name)
}

/// Where the messages of `target`'s cases go, as far as its file tells.
fn addresses(target: &Target) -> BTreeSet<String> {
    let listed = target.provision.companies.iter().map(String::as_str);
    let companies = listed.chain(target.provision.companies.is_empty().then_some("acme"));
    let of_company = |company: &str| {
        let mut values = fixture::values(company, &target.mail_domain_of(company), CONTROL_PERSONA);
        values.set("port", "1");
        for (key, template) in &target.sp {
            values.set_template(&format!("sp.{key}"), template);
        }
        // What is read at the SP later is not known yet.
        ["base_url", "acs_url"].map(|key| values.get(&format!("sp.{key}"))).into_iter().flatten().collect::<Vec<_>>()
    };
    companies.flat_map(of_company).collect()
}

/// Whether the host of `url` is this machine: `localhost` and names below it (RFC 6761 6.3), 127.0.0.0/8, `::1`.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// The host that `text` names, as URLs have it but for the brackets of an IPv6 address; an error in words when it is none.
pub fn host(text: &str) -> Result<String, String> {
    let bare = text.trim_matches(['[', ']']);
    let bracketed = if bare.contains(':') { format!("[{bare}]") } else { bare.to_owned() };
    match Host::parse(&bracketed) {
        Ok(host) => Ok(host.to_string().trim_matches(['[', ']']).to_owned()),
        Err(_) => Err("name the host alone, as `staging.acme.example`: without scheme, port and path".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::outcome::OutcomeKind;
    use crate::sample::{case, target};
    use crate::scenario::Attacker;

    fn at(base_url: &str) -> Target {
        let mut target = target();
        target.sp.insert("base_url".to_owned(), base_url.to_owned());
        target.sp.insert("acs_url".to_owned(), "{sp.base_url}/acs".to_owned());
        target
    }

    fn plan(id: &str) -> Plan {
        Plan { cases: vec![case(id, OutcomeKind::Refused)], ..Plan::default() }
    }

    fn refused(base_url: &str, owned: &[&str]) -> Option<String> {
        let owned: Vec<String> = owned.iter().map(|host| (*host).to_owned()).collect();
        may_attack(&plan("attack/a"), &at(base_url), &owned).err().map(|refused| refused.host)
    }

    #[rstest]
    #[case::name("http://localhost:8080", None)]
    #[case::below("http://acme.app.localhost:{port}", None)]
    #[case::loopback("http://127.1.2.3", None)]
    #[case::loopback_6("http://[::1]:80", None)]
    #[case::begins_alike("http://localhost.acme.example", Some("localhost.acme.example"))]
    #[case::ends_alike("http://notlocalhost", Some("notlocalhost"))]
    #[case::any_address("http://0.0.0.0:80", Some("0.0.0.0"))]
    #[case::neighbour("http://128.0.0.1", Some("128.0.0.1"))]
    #[case::address_6("http://[2001:db8::1]:80", Some("2001:db8::1"))]
    #[case::staging("https://staging.acme.example", Some("staging.acme.example"))]
    #[case::of_the_company("https://{company}.app.example", Some("acme.app.example"))]
    fn this_machine_may_be_attacked_and_no_other(#[case] base_url: &str, #[case] host: Option<&str>) {
        assert_eq!(refused(base_url, &[]).as_deref(), host);
        assert_eq!(refused(base_url, host.as_slice()), None);
        assert_eq!(refused(base_url, &["other.example"]).as_deref(), host);
    }

    #[test]
    fn each_host_is_named_by_itself() {
        assert_eq!(refused("https://Staging.ACME.example:8443/app", &["staging.acme.EXAMPLE"]), None);
        assert_eq!(refused("https://staging.acme.example", &["acme.example"]).as_deref(), Some("staging.acme.example"));
        let mut target = at("http://127.0.0.1:{port}");
        target.sp.insert("acs_url".to_owned(), "https://gateway.acme.example/acs".to_owned());
        let error = may_attack(&plan("attack/a"), &target, &[]).unwrap_err();
        assert_eq!(error.host, "gateway.acme.example");
        target.provision.companies = vec!["acme".to_owned(), "globex".to_owned()];
        target.sp.insert("acs_url".to_owned(), "https://{company}.app.example/acs".to_owned());
        let error = may_attack(&plan("attack/a"), &target, &["acme.app.example".to_owned()]).unwrap_err();
        assert_eq!(error.host, "globex.app.example");
    }

    #[test]
    fn what_a_customers_idp_sends_is_no_attack() {
        let altered = |id: &str| {
            let mut case = case(id, OutcomeKind::Refused);
            case.recipe = serde_json::from_str(r#"[{ "step": "set", "node": "Audience", "text": "x" }]"#).unwrap();
            case
        };
        for (id, hostile) in [("attack/a", true), ("robustness/a", true), ("login/a", false), ("conformance/a", false)]
        {
            assert_eq!(is_hostile(&case(id, OutcomeKind::Refused)), hostile, "{id}");
        }
        for (id, hostile) in [("conformance/a", true), ("browser/a", true), ("misconfiguration/a", false)] {
            assert_eq!(is_hostile(&altered(id)), hostile, "{id}, altered");
        }
        let mut again = case("conformance/a", OutcomeKind::Refused);
        again.flow.steps = vec![FlowStep::PostAgain { message: None, relay_state: None }];
        assert!(is_hostile(&again));
        let mut of_attacker = case("login/a", OutcomeKind::Refused);
        of_attacker.attacker = Some(Attacker::Held);
        assert!(is_hostile(&of_attacker));
    }

    #[test]
    fn it_is_told_what_to_add_and_why() {
        let error = may_attack(&plan("attack/a"), &at("https://sp.example"), &[]).unwrap_err();
        let said = error.to_string();
        assert!(said.starts_with("`attack/a` sends forged, altered or repeated messages to sp.example,"), "{said}");
        assert!(said.contains("add `--i-own sp.example` (in a test `.i_own(\"sp.example\")`)"), "{said}");
        assert_eq!(may_attack(&plan("login/a"), &at("https://sp.example"), &[]), Ok(()));
    }

    #[test]
    fn what_is_learned_of_the_sp_counts_as_well() {
        let urls = ["http://127.0.0.1/", "https://acs.example/acs", ""];
        let owned = |id: &str, owned: &[String]| owns_all(&case(id, OutcomeKind::Refused), urls, owned);
        assert_eq!(owned("attack/a", &[]).unwrap_err().host, "acs.example");
        assert_eq!(owned("login/a", &[]), Ok(()));
        assert_eq!(owned("attack/a", &["acs.example".to_owned()]), Ok(()));
    }

    #[test]
    fn a_host_is_neither_a_url_nor_a_port() {
        for (text, name) in [("Acme.Example", "acme.example"), ("::1", "::1"), ("[::1]", "::1"), ("127.1", "127.0.0.1")]
        {
            assert_eq!(host(text).as_deref(), Ok(name));
        }
        for wrong in ["https://acme.example", "acme.example:443", "acme.example/sso", "", "a b"] {
            assert!(host(wrong).unwrap_err().contains("name the host alone"), "{wrong}");
        }
    }
}
