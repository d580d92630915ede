//! Evidence for tests of rules: a login where all is in order, and what a rule says when one thing is not.

use std::io::Write;
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use mock_idp::journal::Binding;
use mock_idp::organization::{KeyPair, SignatureAlgorithm};
use mock_idp::sign::{SignatureMethod, Signing, sign_after_issuer};
use mock_idp::xml::Document as Tree;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use url::form_urlencoded::byte_serialize;

use super::{EvidenceView, Rule};
use crate::evidence::{CaseEvidence, SpMetadataFetch};
use crate::sample::{EMPLOYEE, IDP, REQUEST_ID, SP, identity, login};

/// The SP's key, made once.
pub(super) fn key() -> &'static KeyPair {
    static KEY: OnceLock<KeyPair> = OnceLock::new();
    KEY.get_or_init(|| {
        let key = Rsa::generate(2048).and_then(PKey::from_rsa).expect("openssl makes keys");
        KeyPair::self_signed(key, "Acme App").expect("openssl makes certificates")
    })
}

/// A certificate of another key, which is short so that it is soon made.
pub(super) fn another_certificate() -> String {
    let key = Rsa::generate(1024).and_then(PKey::from_rsa).expect("openssl makes keys");
    let pair = KeyPair::self_signed(key, "Acme App").expect("openssl makes certificates");
    pair.certificate_base64().expect("openssl writes certificates")
}

/// A login with one AuthnRequest by HTTP-Redirect, with headers and metadata; nothing to find fault with.
pub(super) fn evidence() -> CaseEvidence {
    let mut evidence = login("conformance/rule", 303, Some(EMPLOYEE));
    let query = query(&request_xml());
    let url = format!("{IDP}/saml2/acme-app?{query}");
    for document in evidence.steps.iter_mut().flat_map(|step| &mut step.documents) {
        document.headers = [("cache-control".to_owned(), "no-cache, no-store".to_owned())].into();
        if document.url.contains("SAMLRequest=") {
            document.url.clone_from(&url);
        }
        if document.location.is_some() {
            document.location = Some(url.clone());
        }
    }
    let message = &mut evidence.messages[0];
    message.raw = query.split(['=', '&']).nth(1).unwrap_or_default().to_owned();
    message.xml = request_xml();
    message.url = url;
    message.relay_state = Some(RELAY_STATE.to_owned());
    let fetch = SpMetadataFetch {
        url: format!("{SP}/metadata"),
        status: Some(200),
        content_type: Some("application/samlmetadata+xml".to_owned()),
        text: metadata_xml(),
        error: None,
        at: jiff::Timestamp::now(),
    };
    evidence.sp_metadata = vec![fetch.clone(), fetch];
    evidence
}

const RELAY_STATE: &str = "0d6a1f";

/// The same by HTTP-POST; signed unless `reference` is empty.
pub(super) fn posted(reference: &str) -> CaseEvidence {
    let mut evidence = evidence();
    let message = &mut evidence.messages[0];
    message.binding = Binding::Post;
    message.url = format!("{IDP}/saml2/acme-app");
    if !reference.is_empty() {
        let mut tree = Tree::parse(&message.xml).expect("the sample is XML");
        let signing = Signing::plain(key(), SignatureAlgorithm::RsaSha256, "", false).expect("the key signs");
        sign_after_issuer(&mut tree, &[], &signing).expect("the sample can be signed");
        message.xml = tree.to_string();
    }
    message.raw = STANDARD.encode(&message.xml);
    evidence
}

fn query(xml: &str) -> String {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(xml.as_bytes()).expect("memory takes all");
    let encode = |octets: &[u8]| byte_serialize(STANDARD.encode(octets).as_bytes()).collect::<String>();
    let packed = encode(&deflate.finish().expect("memory takes all"));
    let method = SignatureMethod::RsaSha256;
    let algorithm: String = byte_serialize(method.uri().as_bytes()).collect();
    let query = format!("SAMLRequest={packed}&RelayState={RELAY_STATE}&SigAlg={algorithm}");
    let signature = method.sign(&key().private_key, query.as_bytes()).expect("openssl signs");
    format!("{query}&Signature={}", encode(&signature))
}

fn request_xml() -> String {
    format!(
        r#"<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="{REQUEST_ID}" Version="2.0" IssueInstant="2026-11-24T01:53:05Z" Destination="{IDP}/saml2/acme-app" AssertionConsumerServiceURL="{SP}/acs" ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{SP}/metadata</saml:Issuer><samlp:NameIDPolicy AllowCreate="true"/></samlp:AuthnRequest>"#
    )
}

/// Metadata with everything that may be in it.
fn metadata_xml() -> String {
    let certificate = key().certificate_base64().expect("openssl writes certificates");
    let key_descriptor = |purpose: &str| {
        format!(
            r#"<md:KeyDescriptor use="{purpose}"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>"#
        )
    };
    format!(
        r#"<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_e" entityID="{SP}/metadata">
<md:Extensions><mdattr:EntityAttributes xmlns:mdattr="urn:oasis:names:tc:SAML:metadata:attribute"><saml:Attribute xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Name="urn:oasis:names:tc:SAML:profiles:subject-id:req" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"><saml:AttributeValue>none</saml:AttributeValue></saml:Attribute></mdattr:EntityAttributes><alg:SigningMethod xmlns:alg="urn:oasis:names:tc:SAML:metadata:algsupport" Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/></md:Extensions>
<md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:Extensions><mdui:UIInfo xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui"><mdui:DisplayName xml:lang="en">Acme App</mdui:DisplayName><mdui:Logo height="16" width="16">https://acme.test/logo.png</mdui:Logo><mdui:PrivacyStatementURL xml:lang="en">https://acme.test/privacy</mdui:PrivacyStatementURL></mdui:UIInfo></md:Extensions>
{}
{}
<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{SP}/acs" index="0" isDefault="true"/>
<md:AttributeConsumingService index="0"><md:ServiceName xml:lang="en">Acme App</md:ServiceName><md:RequestedAttribute Name="email"/></md:AttributeConsumingService>
</md:SPSSODescriptor>
<md:Organization><md:OrganizationName xml:lang="en">Acme</md:OrganizationName><md:OrganizationDisplayName xml:lang="en">Acme</md:OrganizationDisplayName><md:OrganizationURL xml:lang="en">https://acme.test/</md:OrganizationURL></md:Organization>
<md:ContactPerson contactType="technical"><md:EmailAddress>mailto:help@acme.test</md:EmailAddress></md:ContactPerson>
</md:EntityDescriptor>"#,
        key_descriptor("signing"),
        key_descriptor("encryption"),
    )
}

/// What `rule` says.
pub(super) fn broken(rule: Rule, evidence: &CaseEvidence) -> Vec<String> {
    (rule.judge)(&EvidenceView::of(evidence))
        .unwrap_or_else(|reason| panic!("{}: nothing to judge: {reason}", rule.name))
}

/// Why `rule` has nothing to judge.
pub(super) fn idle(rule: Rule, evidence: &CaseEvidence) -> String {
    match (rule.judge)(&EvidenceView::of(evidence)) {
        Ok(found) => panic!("{} judged: {found:?}", rule.name),
        Err(reason) => reason,
    }
}

/// What `rule` says once `from` is `to` in the AuthnRequest; before, it says nothing.
pub(super) fn request(rule: Rule, from: &str, to: &str) -> Vec<String> {
    let mut evidence = evidence();
    assert_eq!(broken(rule, &evidence), [""; 0], "{}: the plain AuthnRequest", rule.name);
    let xml = &mut evidence.messages[0].xml;
    assert!(xml.contains(from), "`{from}` is not in {xml}");
    *xml = xml.replace(from, to);
    broken(rule, &evidence)
}

/// A login with two AuthnRequests, the second with the ID `id`.
pub(super) fn two_requests(id: &str) -> CaseEvidence {
    let mut evidence = evidence();
    let mut second = evidence.messages[0].clone();
    second.xml = second.xml.replace(REQUEST_ID, id).replace("01:53:05Z", "01:53:06Z");
    evidence.messages.push(second);
    evidence
}

/// A login with `from` replaced by `to` in the metadata of both fetches.
pub(super) fn in_metadata(from: &str, to: &str) -> CaseEvidence {
    let mut evidence = evidence();
    for fetch in &mut evidence.sp_metadata {
        assert!(fetch.text.contains(from), "`{from}` is not in {}", fetch.text);
        fetch.text = fetch.text.replace(from, to);
    }
    evidence
}

/// What `rule` says once `from` is `to` in the metadata; before, it says nothing.
pub(super) fn metadata(rule: Rule, from: &str, to: &str) -> Vec<String> {
    assert_eq!(broken(rule, &evidence()), [""; 0], "{}: the plain metadata", rule.name);
    broken(rule, &in_metadata(from, to))
}

/// A login that failed at the ACS, on a page with this text.
pub(super) fn refused(text: &str) -> CaseEvidence {
    let mut evidence = evidence();
    evidence.identity = Some(identity(None));
    evidence.steps[2].documents[1].status = Some(404);
    let page = &mut evidence.steps[2].page;
    page.status = Some(404);
    page.text = text.to_owned();
    evidence
}
