//! AuthnRequests with a signature, of either binding.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mock_idp::organization::{KeyPair, SignatureAlgorithm, SsoAuthReason};
use mock_idp::sign::{Place, Reference, SignatureMethod, Signing, sign, sign_after_issuer};
use mock_idp::xml::Document;
use rstest::rstest;

use super::support::{FOREIGN_PAIR, Page, SP_PAIR, Site, authn_request, deflated, percent, site};

/// A site whose application knows the SP's certificate, and the SP's key.
fn signing_site() -> (Site, std::sync::Arc<KeyPair>) {
    let site = site();
    let sp = SP_PAIR.clone();
    site.configure(&serde_json::json!({ "sp_certificate": sp.certificate_pem().unwrap() }).to_string());
    (site, sp)
}

fn signed_query(key: &KeyPair, method: SignatureMethod, relay_state: Option<&str>) -> String {
    let request = percent(&deflated(authn_request("").as_bytes()));
    // Lower-case escapes: the signature is over the octets as sent, whatever another encoder would write.
    let request = request.replace("%2B", "%2b").replace("%2F", "%2f");
    let relay_state = relay_state.map(|state| format!("&RelayState={}", percent(state))).unwrap_or_default();
    let octets = format!("SAMLRequest={request}{relay_state}&SigAlg={}", percent(method.uri()));
    let signature = method.sign(&key.private_key, octets.as_bytes()).unwrap();
    format!("{octets}&Signature={}", percent(&STANDARD.encode(signature)))
}

fn signed_form(key_pair: &KeyPair, prefix_list: &str) -> String {
    let mut document = Document::parse(&authn_request("")).unwrap();
    let signing = Signing::plain(key_pair, SignatureAlgorithm::RsaSha256, prefix_list, true).unwrap();
    sign_after_issuer(&mut document, &[], &signing).unwrap();
    document.to_string()
}

async fn get(site: &Site, query: &str) -> Page {
    site.browser_of("employee@acme.test").await.get(&format!("/saml2/app?{query}")).await
}

async fn post(site: &Site, xml: &str) -> Page {
    let browser = site.browser_of("employee@acme.test").await;
    browser.post("/saml2/app", &[("SAMLRequest", &STANDARD.encode(xml))]).await
}

fn assert_refused(site: &Site, page: &Page) {
    assert_eq!((page.status.as_u16(), page.heading()), (400, "Request signature not accepted"), "{page:?}");
    assert_eq!(site.acme.events().last().unwrap().error, Some(SsoAuthReason::RequestSignature));
}

#[rstest]
#[tokio::test]
async fn a_signed_query_is_verified(
    #[values(SignatureMethod::RsaSha1, SignatureMethod::RsaSha256, SignatureMethod::RsaSha512)] method: SignatureMethod,
    #[values(None, Some(""), Some("a b&c"))] relay_state: Option<&str>,
) {
    let (site, sp) = signing_site();
    let query = signed_query(&sp, method, relay_state);
    let page = get(&site, &query).await;
    assert!(page.response().contains("_request"));
    // Order and further parameters do not matter, the octets of each do.
    let mut parts: Vec<_> = query.split('&').collect();
    parts.reverse();
    assert_eq!(get(&site, &format!("x=1&{}", parts.join("&"))).await.status, 200);
    for tampered in [
        query.replacen("%2b", "%2B", 1).replacen("%2f", "%2F", 1),
        format!("{query}&RelayState=other").replacen("RelayState=a", "Relay=a", 1).replacen("RelayState=&", "", 1),
        query.replace("SigAlg=http%3A%2F%2F", "SigAlg=https%3A%2F%2F"),
        query.replacen("Signature=", "Signature=AAAA", 1),
    ] {
        assert_ne!(tampered, query);
        assert_refused(&site, &get(&site, &tampered).await);
    }
}

#[tokio::test]
async fn a_signed_form_is_verified() {
    let (site, sp) = signing_site();
    for prefix_list in ["", "saml samlp"] {
        let xml = signed_form(&sp, prefix_list);
        assert!(post(&site, &xml).await.response().contains("_request"));
        for (from, to) in [
            ("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"),
            ("URI=\"#_request\"", "URI=\"#_other\""),
            ("<ds:DigestValue>", "<ds:DigestValue>AAAA"),
            ("xmldsig#enveloped-signature", "xmldsig#other"),
        ] {
            assert!(xml.contains(from));
            assert_refused(&site, &post(&site, &xml.replacen(from, to, 1)).await);
        }
    }
}

#[tokio::test]
async fn any_of_several_keys_may_have_signed() {
    let (site, sp) = signing_site();
    let pems = [&FOREIGN_PAIR, &SP_PAIR].map(|pair| pair.certificate_pem().unwrap());
    for both in [format!("{}{}", pems[0], pems[1]), format!("{}\n{}", pems[1], pems[0])] {
        site.configure(&serde_json::json!({ "sp_certificate": both }).to_string());
        assert_eq!(get(&site, &signed_query(&sp, SignatureMethod::RsaSha256, None)).await.status, 200);
        assert_eq!(post(&site, &signed_form(&FOREIGN_PAIR, "")).await.status, 200);
        let tampered = signed_form(&sp, "").replacen("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", 1);
        assert_refused(&site, &post(&site, &tampered).await);
    }
}

#[tokio::test]
async fn another_key_is_refused_even_with_its_certificate_in_the_message() {
    let (site, _) = signing_site();
    assert_refused(&site, &post(&site, &signed_form(&FOREIGN_PAIR, "")).await);
    assert_refused(&site, &get(&site, &signed_query(&FOREIGN_PAIR, SignatureMethod::RsaSha256, None)).await);
}

#[tokio::test]
async fn without_a_certificate_the_setting_decides() {
    let (site, sp) = signing_site();
    site.configure(r#"{"sp_certificate": ""}"#);
    let query = signed_query(&sp, SignatureMethod::RsaSha256, None);
    assert_refused(&site, &get(&site, &query).await);
    assert_refused(&site, &post(&site, &signed_form(&sp, "")).await);
    site.configure(r#"{"unverifiable_request": "accept"}"#);
    assert_eq!(get(&site, &query).await.status, 200);
    assert_eq!(post(&site, &signed_form(&sp, "")).await.status, 200);
}

#[tokio::test]
async fn an_unsigned_request_is_taken_though_there_is_a_certificate() {
    let (site, _) = signing_site();
    assert_eq!(post(&site, &authn_request("")).await.status, 200);
}

#[tokio::test]
async fn a_certificate_that_is_none_refuses_signed_requests_only() {
    let (site, sp) = signing_site();
    site.configure(r#"{"sp_certificate": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"}"#);
    assert_refused(&site, &get(&site, &signed_query(&sp, SignatureMethod::RsaSha256, None)).await);
    assert_eq!(post(&site, &authn_request("")).await.status, 200);
}

#[tokio::test]
async fn a_reference_to_no_id_names_nothing() {
    let (site, sp) = signing_site();
    let mut document = Document::parse(&authn_request("").replace(r#"ID="_request""#, "")).unwrap();
    let place = Place::after_issuer(&document, &[]).unwrap();
    let signing = Signing::plain(&sp, SignatureAlgorithm::RsaSha256, "", true).unwrap();
    let reference = Reference { uri: Some("#".to_owned()), element: Vec::new() };
    sign(&mut document, &place, &[reference], &signing).unwrap();
    assert_refused(&site, &post(&site, &document.to_string()).await);
}
