//! AuthnRequests of both bindings, before and after the login.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mock_idp::journal::Direction;

use super::support::{authn_request, deflated, percent, redirect, site};

#[tokio::test]
async fn a_redirected_request_survives_the_login_and_is_one_message() {
    let site = site();
    let mut browser = site.browser();
    let path = format!("{}&RelayState=state", redirect(&authn_request("")));
    let page = browser.get(&path).await;
    assert_eq!(page.location, format!("/userconsole/login?next={}", percent(&path)));
    let page = browser.log_in("employee@acme.test", &path).await;
    let page = browser.get(&page.location).await;
    assert!(page.response().contains(r#"InResponseTo="_request""#));
    assert_eq!(page.field("RelayState").as_deref(), Some("state"));
    let directions: Vec<_> = site.acme.journal().since(0).iter().map(|entry| entry.direction).collect();
    assert_eq!(directions, [Direction::In, Direction::Out]);
    // The same link once more is a message once more.
    browser.get(&path).await;
    assert_eq!(site.acme.journal().len(), 4);
}

#[tokio::test]
async fn a_posted_request_survives_the_login_and_is_one_message() {
    let site = site();
    let mut browser = site.browser();
    let message = STANDARD.encode(authn_request(""));
    // Forms may carry base64 broken into lines.
    let broken = format!("{}\r\n{}", &message[..76], &message[76..]);
    let page = browser.post("/saml2/app", &[("SAMLRequest", &broken), ("RelayState", "kept & so on")]).await;
    let next = page.location.strip_prefix("/userconsole/login?next=").unwrap();
    let next = url::form_urlencoded::parse(format!("n={next}").as_bytes()).next().unwrap().1.into_owned();
    assert!(next.starts_with("/saml2/app?resume="), "{next}");
    let page = browser.log_in("employee@acme.test", &next).await;
    let page = browser.get(&page.location).await;
    assert!(page.response().contains(r#"InResponseTo="_request""#));
    assert_eq!(page.field("RelayState").as_deref(), Some("kept & so on"));
    let entries = site.acme.journal().since(0);
    assert_eq!(entries.iter().map(|e| e.direction).collect::<Vec<_>>(), [Direction::In, Direction::Out]);
    assert_eq!(entries[0].raw, broken);
    // A handle is good for one application of one organization, and nobody guesses one.
    assert_eq!(browser.get("/saml2/app?resume=00").await.heading(), "Malformed request");
}

#[tokio::test]
async fn a_query_with_odd_octets_survives_the_login_unchanged() {
    let site = site();
    let mut browser = site.browser();
    // A signature would be over the bare apostrophe, which URL parsers escape.
    let page = browser.get(&format!("{}&RelayState=it's", redirect(&authn_request("")))).await;
    assert!(page.location.starts_with("/userconsole/login?next=%2Fsaml2%2Fapp%3Fresume%3D"), "{page:?}");
    let next = page.location.strip_prefix("/userconsole/login?next=").unwrap().replace("%2F", "/");
    let page = browser.log_in("employee@acme.test", &next.replace("%3F", "?").replace("%3D", "=")).await;
    assert_eq!(browser.get(&page.location).await.field("RelayState").as_deref(), Some("it's"));
    assert_eq!(site.acme.journal().len(), 2);
}

#[tokio::test]
async fn a_live_session_answers_at_once() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let page = browser.post("/saml2/app", &[("SAMLRequest", &STANDARD.encode(authn_request("")))]).await;
    assert!(page.response().contains(r#"InResponseTo="_request""#));
    assert_eq!(page.field("RelayState"), None);
    assert_eq!(site.acme.events().len(), 1);
}

#[tokio::test]
async fn relay_state_is_echoed_unchanged() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    for state in ["", "a+b c", "ümlaut \"quoted\" <tag> & more", &"x".repeat(80), "'%00%"] {
        let path = format!("{}&RelayState={}", redirect(&authn_request("")), percent(state));
        assert_eq!(browser.get(&path).await.field("RelayState").as_deref(), Some(state));
    }
}

#[tokio::test]
async fn the_response_goes_where_the_request_asks_if_the_application_knows_it() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    for (attributes, acs_url) in [
        ("", "http://sp.test/acs"),
        (r#"AssertionConsumerServiceURL="http://sp.test/other-acs""#, "http://sp.test/other-acs"),
        (r#"AssertionConsumerServiceIndex="1""#, "http://sp.test/other-acs"),
        (r#"AssertionConsumerServiceIndex="0""#, "http://sp.test/acs"),
    ] {
        let page = browser.get(&redirect(&authn_request(attributes))).await;
        assert_eq!(page.action(), acs_url, "{attributes}");
        assert!(page.response().contains(&format!(r#"Destination="{acs_url}""#)));
    }
}

#[tokio::test]
async fn what_jumpcloud_ignores_is_ignored() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let page = browser.get(&redirect(&authn_request(r#"ForceAuthn="true" IsPassive="true""#))).await;
    assert!(page.response().contains("status:Success"));
    let stranger = site.browser().get(&redirect(&authn_request(r#"IsPassive="true""#))).await;
    assert!(stranger.location.starts_with("/userconsole/login"));
}

#[tokio::test]
async fn padding_may_be_left_out_but_nothing_else() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let encoded = deflated(authn_request(r#" ForceAuthn="true""#).as_bytes());
    let path = format!("/saml2/app?SAMLRequest={}", percent(encoded.trim_end_matches('=')));
    assert_eq!(browser.get(&path).await.status, 200);
}
