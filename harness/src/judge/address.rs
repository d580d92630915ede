//! Company Login that does not go on with the test persons' addresses: whether that is for what they are.

use super::control::login_of;
use super::outcome::{at_idp, is_refused_at, path};
use crate::evidence::{CaseEvidence, ControlEvidence, Page};
use crate::outcome::Phase;
use crate::plan::{AddressTrial, CONTROL_PERSONA, ControlId, DialectTrial, SubjectTrial};

/// How much of a page's text a reason repeats.
const SHORT: usize = 80;

/// Why logins that do not get to the IdP say nothing about the SP, in words with what to do next; none where they do.
///
/// From outside, an address that the SP does not take looks as an SP that leads nobody on. It is told by other addresses:
/// one of another domain gets to the IdP, or the SP asks again in the same words as for somebody of whom nobody can have
/// told it. An SP that shows 404, fails, or treats the two differently has no such excuse.
pub fn refused_address(controls: &[ControlEvidence]) -> Option<String> {
    let plain = plain_login(controls)?;
    is_refused_at(Phase::Start, plain).then_some(())?;
    let (address, domain) = address(plain)?;
    let trial = |trial| login_of(&ControlId::Address(trial), controls).filter(|login| login.incident.is_none());
    if let Some(other) = trial(AddressTrial::OtherDomain)
        && steps_at_idp(other)
    {
        let other_domain = AddressTrial::OtherDomain.mail_domain();
        return Some(format!(
            "Company Login does not go on with {address}, and does with an address of another domain; write at the top of the \
             target file a `mail_domain` that the SP takes in place of {domain}, as `mail_domain = \"{other_domain}\"`"
        ));
    }
    let stranger = trial(AddressTrial::StrangersDomain)?;
    let (seen, strangers) = (last_page(plain)?, last_page(stranger)?);
    let is_same = answer(seen, plain)? == answer(strangers, stranger)?;
    (is_same && asks_again(seen, plain)).then(|| {
        let text: String = seen.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(SHORT).collect();
        format!(
            "Company Login asks again in place of going on with {address}, as with somebody of whom it cannot know: `{text}`; \
             where it takes other domains than {domain}, or the company has claimed one there, write that at the top of the \
             target file, as `mail_domain = \"{}\"`; where people or their domain must be known beforehand, make them known \
             under `[accounts]` or `[provision]`",
            AddressTrial::OtherDomain.mail_domain()
        )
    })
}

/// Whether the trials are to be done, after what `controls` show.
pub fn asks_for_address(trial: AddressTrial, controls: &[ControlEvidence]) -> bool {
    let is_refused = plain_login(controls).is_some_and(|login| is_refused_at(Phase::Start, login));
    let other = || login_of(&ControlId::Address(AddressTrial::OtherDomain), controls);
    match trial {
        AddressTrial::OtherDomain => is_refused,
        AddressTrial::StrangersDomain => is_refused && !other().is_some_and(steps_at_idp),
    }
}

fn plain_login(controls: &[ControlEvidence]) -> Option<&CaseEvidence> {
    let ids = [
        ControlId::Dialect(DialectTrial::Jumpcloud),
        ControlId::Subject(SubjectTrial::Email),
        ControlId::Person(CONTROL_PERSONA.to_owned()),
    ];
    ids.iter().find_map(|id| login_of(id, controls))
}

fn steps_at_idp(login: &CaseEvidence) -> bool {
    let mut documents = login.steps.iter().filter(|step| step.is_of_login()).flat_map(|step| &step.documents);
    documents.any(|document| at_idp(&document.url, &login.surroundings))
}

/// The address that was typed, and its domain.
fn address(login: &CaseEvidence) -> Option<(&str, &str)> {
    let address = login.surroundings.personas.get(CONTROL_PERSONA)?;
    Some((address, address.split_once('@')?.1))
}

fn last_page(login: &CaseEvidence) -> Option<&Page> {
    login.steps.iter().rev().find(|step| step.is_of_login()).map(|step| &step.page)
}

/// What the SP answered, without the address that it was asked about.
fn answer(page: &Page, login: &CaseEvidence) -> Option<(Option<u16>, String, String)> {
    let (address, domain) = address(login)?;
    let plain = |text: &str| {
        let text = text.replace(address, "").replace(domain, "");
        text.chars().filter(|letter| !letter.is_numeric()).collect::<String>()
    };
    Some((page.status, path(&page.url), plain(&page.text)))
}

/// Whether `page` is that of Company Login itself, shown once more, and no failure.
fn asks_again(page: &Page, login: &CaseEvidence) -> bool {
    let is_said = page.status.is_some_and(|status| status < 500 && status != 404);
    is_said && path(&page.url) == path(&login.surroundings.login_url)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::sample::{IDP, SP, document, login as sample_login, step};

    const LOGIN: &str = "/company-login";

    /// A login with addresses of `domain` that ended at Company Login.
    fn at_start(domain: &str, status: u16, path: &str, text: &str) -> CaseEvidence {
        let url = format!("{SP}{path}");
        let mut asked = step("Company Login", vec![document("POST", &url, status)]);
        asked.page.text = text.to_owned();
        let mut evidence = sample_login("login/sp-initiated", 200, None);
        evidence.surroundings.personas = [(CONTROL_PERSONA.to_owned(), format!("employee@{domain}"))].into();
        evidence.surroundings.login_url = format!("{SP}{LOGIN}");
        (evidence.steps, evidence.messages) = (vec![asked], Vec::new());
        evidence
    }

    fn controls(plain: CaseEvidence, other: CaseEvidence, stranger: CaseEvidence) -> Vec<ControlEvidence> {
        let ids = [
            ControlId::Dialect(DialectTrial::Jumpcloud),
            ControlId::Address(AddressTrial::OtherDomain),
            ControlId::Address(AddressTrial::StrangersDomain),
        ];
        let logins = [plain, other, stranger];
        ids.into_iter().zip(logins).map(|(id, login)| ControlEvidence { id, login }).collect()
    }

    #[rstest]
    #[case::unknown(
        403,
        LOGIN,
        "We do not know employee@acme.test.",
        "We do not know employee@acme-strangers.test.",
        true
    )]
    #[case::no_reason(200, LOGIN, "Company Login", "Company Login", true)]
    #[case::the_bare_404(404, LOGIN, "Not Found", "Not Found", false)]
    #[case::broken(500, LOGIN, "Oh", "Oh", false)]
    #[case::elsewhere(403, "/error", "No", "No", false)]
    #[case::known_and_refused(403, LOGIN, "Company Login is off.", "We do not know this address.", false)]
    fn an_address_is_refused_where_a_strangers_is_in_the_same_words(
        #[case] status: u16,
        #[case] path: &str,
        #[case] plain: &str,
        #[case] stranger: &str,
        #[case] is_refused: bool,
    ) {
        let stranger = at_start("acme-strangers.test", status, path, stranger);
        let other = at_start("acme.example.com", status, path, "We do not know this address.");
        let controls = controls(at_start("acme.test", status, path, plain), other, stranger);
        let said = refused_address(&controls);
        assert_eq!(said.is_some(), is_refused, "{said:?}");
        let names_all = |said: String| ["`mail_domain", "`[accounts]`"].iter().all(|key| said.contains(key));
        assert!(said.is_none_or(names_all));
        assert!(asks_for_address(AddressTrial::StrangersDomain, &controls));
    }

    #[test]
    fn an_address_of_another_domain_that_gets_to_the_idp_says_it_all() {
        let mut other = at_start("acme.example.com", 303, LOGIN, "");
        other.steps.push(step("IdP", vec![document("GET", &format!("{IDP}/saml2/acme-app"), 200)]));
        let plain = at_start("acme.test", 404, LOGIN, "Not Found");
        let controls = controls(plain.clone(), other, at_start("acme-strangers.test", 404, LOGIN, "Not Found"));
        let said = refused_address(&controls).unwrap();
        assert!(said.ends_with("as `mail_domain = \"{company}.example.com\"`"), "{said}");
        assert!(!asks_for_address(AddressTrial::StrangersDomain, &controls));
    }

    #[test]
    fn a_login_that_gets_to_the_idp_asks_for_nothing() {
        let plain = sample_login("login/sp-initiated", 403, None);
        let controls = [ControlEvidence { id: ControlId::Dialect(DialectTrial::Jumpcloud), login: plain }];
        assert!(!asks_for_address(AddressTrial::OtherDomain, &controls));
        assert_eq!(refused_address(&controls), None);
    }
}
