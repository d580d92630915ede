//! An SP that leads to another IdP than the run's: its settings are stale, or somebody else set it up meanwhile.

use url::{Host, Url};

use super::outcome::at_idp;
use crate::evidence::{CaseEvidence, Document, Surroundings};

/// How the hosts of every run's mock IdP end.
const MOCK_IDP: &str = ".idp.localhost";

/// Why nothing can be read from `evidence`, as the SP led to an IdP that is not the run's, in words.
///
/// Where a customer typed the address (`is_typed`), a mistake may lead anywhere. No customer types the address of another
/// run's IdP, though.
pub(super) fn led_to(evidence: &CaseEvidence, is_typed: bool) -> Option<String> {
    let at = &evidence.surroundings;
    let steps = evidence.steps.iter().filter(|step| step.is_of_login());
    let documents: Vec<&Document> = steps.flat_map(|step| &step.documents).collect();
    // A broker between the SP and the IdP takes requests of its own; what counts is where the person is left.
    let last = documents.iter().rposition(|document| at_idp(&document.url, at)).map_or(0, |last| last + 1);
    let elsewhere = documents[last..].iter().find(|document| {
        let Ok(url) = Url::parse(&document.url) else { return false };
        let is_other_run =
            is_mock_idp(&url) && url.port() != Url::parse(&at.idp_base_url).ok().and_then(|own| own.port());
        let asks = url.query_pairs().any(|(name, _)| name == "SAMLRequest");
        is_other_run || !is_typed && !is_of_sp(&url, at) && (is_mock_idp(&url) || asks)
    });
    // Without the request in its address, another site at which Company Login ended is taken for an IdP.
    let ended = documents.last().filter(|_| last == 0 && !is_typed && evidence.messages.is_empty());
    let ended = ended.filter(|document| Url::parse(&document.url).is_ok_and(|url| is_foreign(&url, at)));
    let document = elsewhere.or(ended)?;
    let address = document.url.split(['?', '#']).next().unwrap_or(&document.url);
    Some(format!(
        "the SP led to an IdP that is not this run's, {address}: its settings are stale, or another run set it up \
         meanwhile; run this alone, and see to it that `[provision]` gives the SP the metadata of this run's IdP"
    ))
}

fn is_mock_idp(url: &Url) -> bool {
    url.domain().is_some_and(|host| host.ends_with(MOCK_IDP))
}

/// Whether `url` has the origin of one of the SP's addresses.
fn is_of_sp(url: &Url, at: &Surroundings) -> bool {
    let own = [&at.sp_base_url, &at.acs_url].into_iter().filter_map(|own| Url::parse(own).ok());
    own.into_iter().any(|own| own.origin() == url.origin())
}

/// Whether `url` is on the web and on another site than the SP: login pages of an SP may have a host of their own below the
/// same domain.
fn is_foreign(url: &Url, at: &Surroundings) -> bool {
    let site = |url: &Url| match url.host() {
        Some(Host::Domain(name)) => {
            let labels: Vec<&str> = name.rsplit('.').take(2).collect();
            Some(labels.join("."))
        }
        Some(address) => Some(address.to_string()),
        None => None,
    };
    let own = [&at.sp_base_url, &at.acs_url].into_iter().filter_map(|own| site(&Url::parse(own).ok()?));
    let own: Vec<String> = own.collect();
    matches!(url.scheme(), "http" | "https") && !own.is_empty() && site(url).is_some_and(|site| !own.contains(&site))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::sample::{IDP, SP, document, login, step};

    fn led(urls: &[&str]) -> CaseEvidence {
        let documents = urls.iter().map(|url| document("GET", url, 200)).collect();
        CaseEvidence {
            steps: vec![step("Company Login", documents)],
            messages: Vec::new(),
            ..login("login/a", 200, None)
        }
    }

    #[rstest]
    #[case::another_run(&["http://org-1.idp.localhost:46553/saml2/app"], true)]
    #[case::stale_metadata(&["http://127.0.0.1:8080/realms/x?SAMLRequest=fZ"], true)]
    #[case::a_vendor(&["https://sso.jumpcloud.com/saml2/app"], true)]
    #[case::a_broker(&["http://127.0.0.1:8080/realms/x?SAMLRequest=fZ", IDP], false)]
    #[case::its_own_page(&["http://127.0.0.1:34567/login?SAMLRequest=fZ"], false)]
    #[case::its_own_other_host(&["http://127.0.0.1:9999/login"], false)]
    #[case::nowhere(&["chrome-error://chromewebdata/"], false)]
    fn another_idp_is_told_from_an_error(#[case] urls: &[&str], #[case] is_other: bool) {
        let start = format!("{SP}/company-login");
        let evidence = led(&[&[start.as_str()], urls].concat());
        let said = led_to(&evidence, false);
        assert_eq!(said.is_some(), is_other, "{said:?}");
    }

    #[test]
    fn a_customer_may_have_typed_an_address_but_not_that_of_another_run() {
        let typed = led(&["https://sso.jumpcloud.com/saml2/app?SAMLRequest=fZ"]);
        assert_eq!(led_to(&typed, true), None);
        assert!(led_to(&led(&["http://org-1.idp.localhost:46553/saml2/app"]), true).is_some());
    }
}
