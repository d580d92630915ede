//! Requests that disobey a clause and can be answered even so.

use mock_idp::message::RequestFault;
use rstest::rstest;

use super::support::{authn_request, redirect, site};

const ENDPOINT: &str = "http://acme.idp.localhost:4444/saml2/app";

fn missing(attribute: &str) -> RequestFault {
    RequestFault::Missing { attribute: attribute.to_owned() }
}

#[rstest]
#[case::uuid_as_id(
    r#"ID="_request""#,
    r#"ID="15f0c8a1-b2c3-4d4e-9f60-718293a4b5c6""#,
    RequestFault::Id { value: "15f0c8a1-b2c3-4d4e-9f60-718293a4b5c6".into() },
    "SAML core 1.3.4"
)]
#[case::no_id(r#"ID="_request""#, "", missing("ID"), "SAML core 3.2.1")]
#[case::no_version(r#"Version="2.0""#, "", missing("Version"), "SAML core 3.2.1")]
#[case::other_version(
    r#"Version="2.0""#, r#"Version="1.1""#, RequestFault::Version { value: "1.1".into() }, "SAML core 3.2.1"
)]
#[case::no_instant(r#"IssueInstant="2026-01-01T00:00:00Z""#, "", missing("IssueInstant"), "SAML core 3.2.1")]
#[case::local_time(
    "00:00:00Z", "00:00:00", RequestFault::IssueInstant { value: "2026-01-01T00:00:00".into() }, "SAML core 1.3.3"
)]
#[case::destination_with_another_scheme(
    " ID=",
    r#" Destination="https://acme.idp.localhost:4444/saml2/app" ID="#,
    RequestFault::Destination {
        value: "https://acme.idp.localhost:4444/saml2/app".into(),
        endpoint: ENDPOINT.into(),
    },
    "SAML core 3.2.1"
)]
#[case::boolean(
    " ID=",
    r#" ForceAuthn="True" ID="#,
    RequestFault::Boolean { attribute: "ForceAuthn".into(), value: "True".into() },
    "XML Schema part 2, 3.2.2"
)]
#[case::index(
    " ID=",
    r#" AssertionConsumerServiceIndex="first" ID="#,
    RequestFault::AcsIndex { value: "first".into() },
    "SAML core 3.4.1"
)]
#[case::name_id_format(
    "</samlp:",
    r#"<samlp:NameIDPolicy Format="urn:x:unknown"/></samlp:"#,
    RequestFault::NameIdFormat { value: "urn:x:unknown".into() },
    "SAML core 8.3"
)]
#[case::unknown_element(
    "</samlp:",
    "<samlp:Extension/></samlp:",
    RequestFault::UnknownElement { name: "samlp:Extension".into() },
    "SAML core 3.4.1"
)]
#[tokio::test]
async fn is_answered_with_a_finding_and_refused_when_strict(
    #[case] from: &str,
    #[case] to: &str,
    #[case] fault: RequestFault,
    #[case] clause: &str,
) {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let request = redirect(&authn_request("").replacen(from, to, 1));
    let response = browser.get(&request).await.response();
    assert!(response.contains("status:Success"), "{response}");
    assert!(!site.acme.events()[0].idp_initiated);
    let entries = site.acme.journal().since(0);
    let found: Vec<_> = entries[0].findings.iter().map(|finding| (&finding.fault, finding.clause.as_str())).collect();
    assert_eq!(found, [(&fault, clause)]);
    assert_eq!(entries[1].findings, [], "an answer is no request");

    site.configure(r#"{"strict_requests": true}"#);
    let page = browser.get(&request).await;
    assert_eq!((page.status.as_u16(), page.heading()), (400, "Malformed request"), "{page:?}");
    assert!(page.error().contains(&fault.to_string()) && page.error().contains(clause), "{page:?}");
}

#[tokio::test]
async fn the_id_is_repeated_whatever_it_is() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let request = authn_request("").replace("_request", "1 &lt;2&gt;");
    let response = browser.get(&redirect(&request)).await.response();
    assert_eq!(response.matches(r#"InResponseTo="1 &lt;2"#).count(), 2, "{response}");
    let response = browser.get(&redirect(&authn_request("").replace(r#"ID="_request""#, ""))).await.response();
    assert!(!response.contains("InResponseTo"), "{response}");
}

#[tokio::test]
async fn a_request_in_order_has_no_finding_and_is_accepted_when_strict() {
    let site = site();
    site.configure(r#"{"strict_requests": true}"#);
    let browser = site.browser_of("employee@acme.test").await;
    let page = browser.get(&redirect(&authn_request(&format!(r#"Destination="{ENDPOINT}""#)))).await;
    assert!(page.response().contains("status:Success"));
    assert_eq!(site.acme.journal().since(0)[0].findings, []);
}
