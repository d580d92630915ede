//! Requests that want to hurt.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mock_idp::message::RequestFault;
use rstest::rstest;

use super::support::{Page, authn_request, deflated, percent, redirect, site};

fn malformed(page: &Page) -> String {
    assert_eq!((page.status.as_u16(), page.heading()), (400, "Malformed request"), "{page:?}");
    page.error()
}

#[tokio::test]
async fn entities_are_never_expanded() {
    let bomb = (1..20).fold(r#"<!ENTITY e0 "haha">"#.to_owned(), |bomb, n| {
        format!(r#"{bomb}<!ENTITY e{n} "{}">"#, format!("&e{};", n - 1).repeat(10))
    });
    let request = authn_request("");
    let laughs = format!("<!DOCTYPE r [{bomb}]>{}", request.replace("http://sp.test/metadata", "&e19;"));
    let quiet = format!(r#"<!DOCTYPE r SYSTEM "file:///etc/passwd">{request}"#);
    let site = site();
    let browser = site.browser_of("employee@acme.test").await;
    malformed(&browser.get(&redirect(&laughs)).await);
    malformed(&browser.post("/saml2/app", &[("SAMLRequest", &STANDARD.encode(laughs))]).await);
    // What only declares and uses nothing is answered, and noted.
    let page = browser.post("/saml2/app", &[("SAMLRequest", &STANDARD.encode(&quiet))]).await;
    assert!(page.response().contains("status:Success"), "{page:?}");
    let entry = &site.acme.journal().since(2)[0];
    assert_eq!(entry.findings.iter().map(|finding| &finding.fault).collect::<Vec<_>>(), [&RequestFault::DocType]);
    site.configure(r#"{"strict_requests": true}"#);
    malformed(&browser.get(&redirect(&quiet)).await);
}

#[tokio::test]
async fn a_deflate_bomb_is_refused_and_not_kept() {
    let site = site();
    let bomb = deflated(&vec![b' '; 4 << 20]);
    assert!(bomb.len() < 16 << 10, "{}", bomb.len());
    let page = site.browser().get(&format!("/saml2/app?SAMLRequest={}", percent(&bomb))).await;
    assert!(malformed(&page).contains("larger than"));
    assert_eq!(site.acme.journal().since(0)[0].xml, "");
    // Just within the limit it is read.
    let long = format!("{}<!--{}-->", authn_request(""), " ".repeat(1_000_000));
    assert!(site.browser().get(&redirect(&long)).await.location.starts_with("/userconsole/login"));
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let page = site().browser().post("/saml2/app", &[("SAMLRequest", &"A".repeat(2 << 20))]).await;
    assert_eq!(page.status, 413);
}

#[rstest]
#[case::empty("SAMLRequest=", "not deflated")]
#[case::not_base64("SAMLRequest=%3Cxml%3E", "not base64")]
#[case::plus_not_encoded("SAMLRequest=aa+a", "not base64")]
#[case::not_deflated("SAMLRequest=AAAA%2F%2F%2F%2F", "not deflated")]
#[case::twice("SAMLRequest=AAAA&SAMLRequest=AAAA", "more than once")]
#[case::half_signature("SAMLRequest=AAAA&SigAlg=x", "must come together")]
#[case::other_encoding("SAMLRequest=AAAA&SAMLEncoding=gzip", "SAMLEncoding")]
#[tokio::test]
async fn a_query_that_carries_no_message(#[case] query: &str, #[case] message: &str) {
    let error = malformed(&site().browser().get(&format!("/saml2/app?{query}")).await);
    assert!(error.contains(message), "{error}");
}

#[rstest]
#[case::empty("", "not XML")]
#[case::not_utf8("\u{FF}", "")]
#[case::cut_off("<samlp:AuthnRequest", "not XML")]
#[case::undeclared_prefix(r#"<samlp:AuthnRequest ID="a"/>"#, "not a SAML 2.0 AuthnRequest")]
#[case::doubled_attribute(r#"<a b="1" b="2"/>"#, "twice")]
#[case::two_roots("<a/><a/>", "exactly one root")]
#[case::control_character("<a>\u{1}</a>", "not allowed in XML")]
#[case::soap(r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>"#, "s:Envelope")]
#[tokio::test]
async fn a_message_that_is_no_request(#[case] xml: &str, #[case] message: &str) {
    let error = malformed(&site().browser().post("/saml2/app", &[("SAMLRequest", &STANDARD.encode(xml))]).await);
    assert!(error.contains(message), "{error}");
}

#[tokio::test]
async fn deep_nesting_is_refused_and_not_followed() {
    let request = authn_request("");
    let deep = request.replace("</samlp:", &format!("{}{}</samlp:", "<a>".repeat(50_000), "</a>".repeat(50_000)));
    let error = malformed(&site().browser().get(&redirect(&deep)).await);
    assert!(error.contains("deeper"), "{error}");
}

#[tokio::test]
async fn octets_that_are_not_text() {
    let page = site().browser().post("/saml2/app", &[("SAMLRequest", &STANDARD.encode([0xFF, 0xFE, 0x3C]))]).await;
    assert!(malformed(&page).contains("UTF-8"));
}
