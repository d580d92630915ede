//! What goes out: AuthnRequests and metadata.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use std::io::Read;
use url::Url;

use super::flows::hooks_of;
use crate::hooks::Hooks;
use crate::response::sample::ENTITY_ID;
use crate::routes::browser::{Browser, text};

/// What Company Login answers, for a page that was asked for.
#[derive(Default)]
struct Sent {
    location: String,
    cache: String,
    body: String,
    /// The request.
    xml: String,
    relay_state: String,
}

async fn sent(hooks: &'static Hooks, settings: &[(&str, &str)]) -> Sent {
    let mut browser = Browser::at(hooks);
    browser.set_up(settings).await;
    let answer = browser.start("colleague@acme.test", Some("/orders/7")).await;
    let header = |name| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (location, cache) = (header(LOCATION), header(CACHE_CONTROL));
    let body = text(answer).await.1;
    let field = |name: &str| {
        let form =
            body.split_once(&format!("name=\"{name}\" value=\"")).map(|(_, rest)| rest.split('"').next().unwrap());
        let url = Url::parse(&location).ok();
        let query =
            url.and_then(|url| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned()));
        query.or_else(|| form.map(str::to_owned)).unwrap_or_default()
    };
    let packed = STANDARD.decode(field("SAMLRequest")).unwrap();
    let mut xml = String::new();
    if DeflateDecoder::new(packed.as_slice()).read_to_string(&mut xml).is_err() {
        xml = String::from_utf8_lossy(&packed).into_owned();
    }
    Sent { relay_state: field("RelayState"), location, cache, body, xml }
}

/// Weakness, settings, and what shows it.
type Case = (&'static str, &'static [(&'static str, &'static str)], fn(&Sent) -> bool);

const POST: &[(&str, &str)] = &[("request_binding", "post")];

#[rustfmt::skip]
const REQUESTS: &[Case] = &[
    ("relay-state-is-url", &[], |sent| sent.relay_state == "/orders/7"),
    ("relay-state-leaks-email", &[], |sent| sent.relay_state.contains("colleague@")),
    ("relay-state-long", &[], |sent| sent.relay_state.len() > 80),
    ("request-acs-by-get-binding", &[], |sent| sent.xml.contains("ProtocolBinding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\"")),
    ("request-acs-by-index", &[], |sent| sent.xml.contains(" AssertionConsumerServiceIndex=\"0\">") && !sent.xml.contains("ServiceURL")),
    ("request-acs-index-and-url", &[], |sent| sent.xml.contains("ServiceIndex=\"0\" AssertionConsumerServiceURL")),
    ("request-acs-url-differs", &[], |sent| sent.xml.contains("ServiceURL=\"http://sp.test/saml/acs/\"")),
    ("request-always-by-post", &[], |sent| sent.body.contains("<form")),
    ("request-attribute-index-unknown", &[], |sent| sent.xml.contains("AttributeConsumingServiceIndex=\"7\"")),
    ("request-authn-context-empty", &[], |sent| sent.xml.contains("<samlp:RequestedAuthnContext/>")),
    ("request-authn-context-minimum", &[], |sent| sent.xml.contains("Comparison=\"minimum\"")),
    ("request-cached", &[], |sent| sent.cache.contains("max-age")),
    ("request-demands-name-id-format", &[], |sent| sent.xml.contains("Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:transient\"")),
    ("request-destination-differs", &[], |sent| !sent.xml.contains("Destination=\"https://idp.test/redirect\"")),
    ("request-flags-odd", &[], |sent| sent.xml.contains("ForceAuthn=\"yes\"")),
    ("request-form-needs-script", POST, |sent| !sent.body.contains("<button")),
    ("request-has-doctype", &[], |sent| sent.xml.starts_with("<!DOCTYPE")),
    ("request-id-no-name", &[], |sent| sent.xml.contains(" ID=\"7")),
    ("request-id-repeats", &[], |sent| sent.xml.contains("_0123456789abcdef0123456789abcdef")),
    ("request-id-short", &[], |sent| sent.xml.split_once(" ID=\"").unwrap().1.find('"').unwrap() < 8),
    ("request-id-counts", &[], |sent| sent.xml.contains("_0123456789abcdef0123456789ab0")),
    ("request-in-frame", &[], |sent| sent.body.contains("<iframe")),
    ("request-instant-local", &[], |sent| sent.xml.contains("+00:00\" Destination")),
    ("request-instant-wrong", &[], |sent| { let time: jiff::Timestamp = sent.xml.split_once("IssueInstant=\"").unwrap().1.split('"').next().unwrap().parse().unwrap(); jiff::Timestamp::now().duration_since(time).as_mins() > 50 }),
    ("request-is-passive", &[], |sent| sent.xml.contains("IsPassive=\"true\"")),
    ("request-issuer-differs", &[], |sent| sent.xml.contains("backoffice/</saml:Issuer>")),
    ("request-issuer-format", &[], |sent| sent.xml.contains("<saml:Issuer Format=")),
    ("request-leaks-email", &[], |sent| sent.xml.contains("colleague@acme.test")),
    ("request-long-strings", &[], |sent| sent.xml.contains(&"x".repeat(257))),
    ("request-out-of-order", &[], |sent| sent.xml.find("NameIDPolicy") < sent.xml.find("Issuer>")),
    ("request-post-deflated", POST, |sent| !sent.body.contains("value=\"PHNhbWxwOkF1dGhuUmVxdWVzd")),
    ("request-post-signature-elsewhere", POST, |sent| sent.xml.contains("Reference URI=\"\"")),
    ("request-query-reordered", &[], |sent| sent.location.find("Signature=") < sent.location.find("SigAlg=")),
    ("request-sha1", &[], |sent| sent.location.contains("xmldsig%23rsa-sha1")),
    ("request-unsigned", &[], |sent| !sent.location.contains("Signature=")),
    ("request-with-subject-confirmation", &[], |sent| sent.xml.contains("<saml:SubjectConfirmation ")),
    ("request-without-version", &[], |sent| !sent.xml.contains(" Version=")),
    ("request-zlib", &[], |sent| !sent.xml.starts_with('<')),
];

#[tokio::test]
async fn requests_are_wrong_with_their_weakness_alone() {
    for (weakness, settings, shows) in REQUESTS {
        for (hooks, weak) in hooks_of(weakness) {
            assert_eq!(shows(&sent(hooks, settings).await), weak, "{weakness}");
        }
    }
}

/// Weakness, and what shows it in the metadata.
#[rustfmt::skip]
const METADATA: &[(&str, fn(&str) -> bool)] = &[
    ("metadata-acs-by-redirect", |xml| xml.contains("bindings:HTTP-Redirect")),
    ("metadata-advertises-logout", |xml| xml.contains("SingleLogoutService")),
    ("metadata-algorithms-missing", |xml| !xml.contains("alg:SigningMethod")),
    ("metadata-attributes-incomplete", |xml| xml.contains("AttributeConsumingService") && !xml.contains("ServiceName")),
    ("metadata-blank-strings", |xml| xml.contains("<md:NameIDFormat> </md:NameIDFormat>")),
    ("metadata-dead-acs", |xml| xml.contains("http://127.0.0.1:9/saml/acs")),
    ("metadata-duplicate-index", |xml| xml.matches("index=\"0\"").count() == 3),
    ("metadata-entity-id-differs", |xml| !xml.contains(&format!("entityID=\"{ENTITY_ID}\""))),
    ("metadata-expired", |xml| xml.contains("EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" validUntil=\"2020")),
    ("metadata-has-doctype", |xml| xml.contains("<!DOCTYPE")),
    ("metadata-id-repeated", |xml| xml.matches("ID=\"1\"").count() == 2),
    ("metadata-key-unreadable", |xml| !xml.contains(&crate::keys::certificate_base64())),
    ("metadata-malformed", |xml| crate::xml::parse(xml).is_err()),
    ("metadata-name-id-formats-differ", |xml| xml.contains("nameid-format:transient")),
    ("metadata-old-certificate", |xml| !xml.contains(&crate::keys::certificate_base64())),
    ("metadata-organization-incomplete", |xml| xml.contains("<md:OrganizationName>Acme")),
    ("metadata-out-of-order", |xml| xml.find("NameIDFormat") > xml.find("AssertionConsumerService")),
    ("metadata-outdated", |xml| xml.contains("SPSSODescriptor validUntil=\"2020")),
    ("metadata-over-http", |xml| xml.contains("http://sp.acme.test/")),
    ("metadata-placeholder", |xml| xml.contains("TODO")),
    ("metadata-private-key", |xml| xml.contains("PRIVATE KEY")),
    ("metadata-relative-location", |xml| xml.contains("Location=\"/saml")),
    ("metadata-requests-unsigned", |xml| xml.contains("AuthnRequestsSigned=\"false\"")),
    ("metadata-signed-wrongly", |xml| xml.contains("URI=\"#_other\"")),
    ("metadata-strange-extensions", |xml| xml.contains("<md:Extensions><md:NameIDFormat>")),
    ("metadata-valid-for-ever", |xml| xml.contains("cacheDuration=\"a day\"")),
    ("metadata-wants-nothing-signed", |xml| xml.contains("WantAssertionsSigned=\"false\"")),
    ("metadata-weak-key", |xml| !xml.contains(&crate::keys::certificate_base64()) && xml.contains("<ds:X509Certificate>MII")),
    ("metadata-without-acs", |xml| !xml.contains("AssertionConsumerService")),
    ("metadata-without-contact", |xml| !xml.contains("ContactPerson") && !xml.contains("UIInfo")),
    ("metadata-without-encryption-key", |xml| xml.contains("use=\"signing\"")),
    ("metadata-without-protocol", |xml| !xml.contains("=\"urn:oasis:names:tc:SAML:2.0:protocol\"")),
    ("metadata-without-signing-key", |xml| xml.contains("use=\"encryption\"")),
];

#[tokio::test]
async fn metadata_is_wrong_with_its_weakness_alone() {
    for (weakness, shows) in METADATA {
        for (hooks, weak) in hooks_of(weakness) {
            let document = text(Browser::at(hooks).get("/saml/metadata").await).await.1;
            assert_eq!(shows(&document), weak, "{weakness}: {document}");
        }
    }
}

/// What the tests below show.
const SHOWN: &[&str] = &["metadata-html-type", "metadata-unstable", "request-drops-query", "request-to-first-company"];

#[tokio::test]
async fn metadata_is_served_as_what_it_is_and_does_not_change() {
    for (hooks, weak) in hooks_of("metadata-html-type") {
        let answer = Browser::at(hooks).get("/saml/metadata").await;
        assert_eq!(answer.headers()[CONTENT_TYPE] == "text/html", weak);
    }
    for (hooks, weak) in hooks_of("metadata-unstable") {
        let mut browser = Browser::at(hooks);
        let first = text(browser.get("/saml/metadata").await).await;
        assert_eq!(text(browser.get("/saml/metadata").await).await != first, weak);
    }
}

#[tokio::test]
async fn the_endpoint_keeps_its_query() {
    for (hooks, weak) in hooks_of("request-drops-query") {
        let url = (hooks.outgoing.address)("https://idp.test/sso?tenant=x", "SAMLRequest=y");
        assert_eq!(url == "https://idp.test/sso?SAMLRequest=y", weak, "{url}");
    }
}

#[tokio::test]
async fn each_company_has_its_endpoint() {
    use crate::idp_metadata::tests::metadata;
    use crate::response::sample::{ISSUER, Idp};
    for (hooks, weak) in hooks_of("request-to-first-company") {
        let mut browser = Browser::at(hooks);
        browser.set_up(&[]).await;
        let metadata = metadata(Idp::company()).replace("https://idp.test/", "https://other.test/");
        browser.update("globex", &[("enabled", "on"), ("issuer", ISSUER), ("metadata", &metadata)]).await;
        let answer = browser.start("employee@globex.test", None).await;
        assert_eq!(crate::routes::browser::location(&answer).starts_with("https://idp.test/"), weak);
    }
}

pub fn shown() -> impl Iterator<Item = &'static str> {
    let tables = REQUESTS.iter().map(|case| case.0).chain(METADATA.iter().map(|case| case.0));
    tables.chain(SHOWN.iter().copied())
}
