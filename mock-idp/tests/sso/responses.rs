//! What a Response says.

use mock_idp::journal::{Binding, Direction};

use super::support::{ACS, SP, authn_request, redirect, site};
use super::tools::xmllint;

/// The document with everything that differs from one to the next replaced by what it is.
fn skeleton(xml: &str) -> String {
    let mut text = xml.to_owned();
    for (start, name) in [
        (r#"InResponseTo=""#, "request"),
        (r#" ID=""#, "id"),
        (r#"IssueInstant=""#, "now"),
        (r#"AuthnInstant=""#, "now"),
        (r#"NotBefore=""#, "before"),
        (r#"NotOnOrAfter=""#, "after"),
        (r#"SessionIndex=""#, "session"),
    ] {
        text = text
            .split(start)
            .enumerate()
            .map(|(i, part)| match (i, part.split_once('"')) {
                (1.., Some((_, rest))) => format!("{start}{name}\"{rest}"),
                _ => part.to_owned(),
            })
            .collect();
    }
    text
}

#[tokio::test]
async fn the_byte_layout_of_a_solicited_response() {
    let site = site();
    site.configure(
        r#"{"sign": "none", "include_groups": true, "groups_attribute_name": "memberOf",
            "constant_attributes": [{"name": "plan", "value": "gold"}],
            "user_attributes": [{"name": "mail", "value": "email"}, {"name": "none", "value": "shoeSize"}]}"#,
    );
    let xml = site.browser_of("employee@acme.test").await.get(&redirect(&authn_request(""))).await.response();
    let value = |text: &str| {
        format!(
            r#"<saml2:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xsd:string">{text}</saml2:AttributeValue>"#
        )
    };
    let expected = [
        r#"<?xml version="1.0" encoding="UTF-8"?><saml2p:Response Destination="http://sp.test/acs" ID="id" InResponseTo="request" IssueInstant="now" Version="2.0" xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xsd="http://www.w3.org/2001/XMLSchema">"#,
        r#"<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion">acme-idp</saml2:Issuer>"#,
        r#"<saml2p:Status><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status>"#,
        r#"<saml2:Assertion ID="id" IssueInstant="now" Version="2.0" xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><saml2:Issuer>acme-idp</saml2:Issuer>"#,
        r#"<saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:1.0:nameid-format:unspecified">employee@acme.test</saml2:NameID>"#,
        r#"<saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData InResponseTo="request" NotOnOrAfter="after" Recipient="http://sp.test/acs"/></saml2:SubjectConfirmation></saml2:Subject>"#,
        r#"<saml2:Conditions NotBefore="before" NotOnOrAfter="after"><saml2:AudienceRestriction><saml2:Audience>http://sp.test/metadata</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions>"#,
        r#"<saml2:AuthnStatement AuthnInstant="now" SessionIndex="session"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>"#,
        r#"<saml2:AttributeStatement><saml2:Attribute Name="plan">"#,
        &value("gold"),
        r#"</saml2:Attribute><saml2:Attribute Name="mail">"#,
        &value("employee@acme.test"),
        r#"</saml2:Attribute><saml2:Attribute Name="memberOf">"#,
        &value("staff"),
        &value("readers &amp; writers"),
        r#"</saml2:Attribute></saml2:AttributeStatement></saml2:Assertion></saml2p:Response>"#,
    ]
    .concat();
    assert_eq!(skeleton(&xml), expected);
}

#[tokio::test]
#[cfg_attr(not(saml_schemas), ignore = "xmllint or the SAML schemas were not installed when the tests were built")]
async fn responses_of_every_kind_are_valid_by_the_oasis_schema() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let mut last = String::new();
    for settings in [
        r#"{"sign": "none"}"#,
        r#"{"sign": "assertion"}"#,
        r#"{"sign": "response", "signature_algorithm": "RSA-SHA1"}"#,
        r#"{"sign": "both", "include_key_info": false}"#,
        r#"{"user_attributes": [{"name": "a \"b\" & <c>", "value": "description"}], "include_groups": true, "groups_attribute_name": "memberOf"}"#,
    ] {
        site.configure(settings);
        for path in ["/saml2/app".to_owned(), redirect(&authn_request(""))] {
            last = browser.get(&path).await.response();
            assert_eq!(xmllint(&last, "protocol"), Ok(()), "{settings}\n{last}");
        }
    }
    assert!(xmllint(&last.replace("saml2:Audience>", "saml2:Audiance>"), "protocol").is_err());
}

#[tokio::test]
async fn an_unsolicited_response_answers_nothing_and_carries_the_default_relay_state() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let page = browser.get("/saml2/app").await;
    assert_eq!((page.status.as_u16(), page.action().as_str()), (200, ACS));
    assert!(!page.response().contains("InResponseTo") && page.response().contains(SP));
    assert_eq!(page.field("RelayState"), None);
    assert!(page.cache_control.contains("no-store"));
    assert!(page.body.contains("document.forms[0].submit()") && page.body.contains("<noscript><p>"));

    site.configure(r#"{"default_relay_state": "/deep?a=1&b=\"<2>\""}"#);
    assert_eq!(browser.get("/saml2/app").await.field("RelayState").as_deref(), Some(r#"/deep?a=1&b="<2>""#));
    // It is for unsolicited responses only.
    assert_eq!(browser.get(&redirect(&authn_request(""))).await.field("RelayState"), None);
    assert!(site.acme.events().iter().all(|event| event.sso_token_success));
    assert!(site.acme.events().iter().all(|event| event.name_id.as_deref() == Some("employee@acme.test")));
    assert_eq!(site.acme.events().iter().map(|e| e.idp_initiated).collect::<Vec<_>>(), [true, true, false]);

    site.configure(r#"{"login_url": "http://sp.test/login?x=1"}"#);
    let page = browser.get("/saml2/app").await;
    assert_eq!((page.status.is_redirection(), page.location.as_str()), (true, "http://sp.test/login?x=1"));
}

#[tokio::test]
async fn names_times_and_sizes_follow_the_settings() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    for (settings, part) in [
        (r#"{"subject_field": "username"}"#, ">employee</saml2:NameID>"),
        (r#"{"subject_field": "lastname"}"#, ">O'Neil</saml2:NameID>"),
        (r#"{"subject_field": "firstname"}"#, ">Erin</saml2:NameID>"),
        (r#"{"subject_field": "description"}"#, ">&lt;likes&gt; &amp; 'quotes'</saml2:NameID>"),
        (r#"{"name_id_format": "urn:x:y"}"#, r#"<saml2:NameID Format="urn:x:y">"#),
        (r#"{"authn_context_class": "urn:c"}"#, "<saml2:AuthnContextClassRef>urn:c</saml2:AuthnContextClassRef>"),
        (r#"{"idp_entity_id": "other"}"#, "<saml2:Issuer>other</saml2:Issuer>"),
        (r#"{"sp_entity_id": "http://else.test"}"#, "<saml2:Audience>http://else.test</saml2:Audience>"),
        (r#"{"acs_urls": ["http://else.test/?a=1&b=2"]}"#, r#"Recipient="http://else.test/?a=1&amp;b=2""#),
    ] {
        assert!(!browser.get("/saml2/app").await.response().contains(part), "{part}");
        site.configure(settings);
        let xml = browser.get("/saml2/app").await.response();
        assert!(xml.contains(part), "{settings}: {xml}");
    }
    // Times follow the organization's clock and the two lengths.
    site.configure(r#"{"not_before_seconds": 60, "not_on_or_after_seconds": 120}"#);
    site.acme.clock().set_offset(86_400 * 365);
    let xml = browser.get("/saml2/app").await.response();
    let time = |name: &str| -> jiff::Timestamp {
        xml.split(&format!(r#"{name}=""#)).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let now = time("AuthnInstant");
    assert!(now > jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * 364));
    assert_eq!(now - time("NotBefore"), jiff::SignedDuration::from_secs(60));
    assert_eq!(time("NotOnOrAfter") - now, jiff::SignedDuration::from_secs(120));
}

#[tokio::test]
async fn the_journal_holds_what_went_over_the_wire() {
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    let request = authn_request("");
    let page = browser.get(&format!("{}&RelayState=a%20b%2Bc", redirect(&request))).await;
    let entries = site.acme.journal().since(0);
    let [entry, answer] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!((entry.direction, entry.binding), (Direction::In, Binding::Redirect));
    assert_eq!((&entry.xml, entry.relay_state.as_deref()), (&request, Some("a b+c")));
    assert_eq!(entry.url, format!("http://acme.idp.localhost:4444{}&RelayState=a%20b%2Bc", redirect(&request)));
    assert!(entry.url.contains(&entry.raw) && entry.raw.contains('%'));
    assert_eq!((answer.direction, answer.binding, answer.url.as_str()), (Direction::Out, Binding::Post, ACS));
    assert_eq!((Some(answer.raw.clone()), &answer.xml), (page.field("SAMLResponse"), &page.response()));
    assert_eq!(answer.relay_state.as_deref(), Some("a b+c"));
}
